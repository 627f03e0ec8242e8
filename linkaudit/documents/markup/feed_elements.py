"""What the elements and attributes of feeds hold: addresses, texts as HTML, dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.markup.events import ATOM, XHTML
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.markup.elements import Element
    from linkaudit.documents.pages.attributes import Attribute

ITEMS = ("item", "entry")
_ATOM = (ATOM, "http://purl.org/atom/ns#")
# Texts of RSS, its modules and Atom in which readers of feeds show HTML (RSS 2.0, "Elements of <item>").
_TEXTS = {
    "description", "encoded", "summary", "content", "subtitle", "tagline", "info", "rights", "copyright", "body",
    "fullitem", "abstract",
}  # fmt: skip
_HTML_TYPES = ("html", "text/html")
_XHTML_TYPES = ("xhtml", "application/xhtml+xml")
# Elements whose whole text is an address.
_ADDRESSES = {
    "link": Kind.LINK, "guid": Kind.LINK, "comments": Kind.LINK, "commentrss": Kind.LINK, "origlink": Kind.LINK,
    "origenclosurelink": Kind.LINK, "license": Kind.LINK, "new-feed-url": Kind.LINK, "url": Kind.IMAGE,
    "icon": Kind.IMAGE, "logo": Kind.IMAGE, "uri": Kind.FIELD, "docs": Kind.FIELD,
}  # fmt: skip
# RFC 4287, section 4.2.6: an identifier, of which nobody says that anything can be had there.
_IDENTIFIERS = {"id", "category"}
_URL_ATTRIBUTES = {"href", "src", "url", "uri"}
_PICTURES = {"image", "thumbnail", "logo", "icon"}
# Where programs ask, rather than what people read (WebSub, AtomPub, OpenSearch, RSD).
_MACHINERY = {"hub", "search", "edit", "edit-media", "service", "editurl", "pingback", "stylesheet"}
# In RDF `resource` names the members of a list and the classes of things; elsewhere it leads to a thing.
_RDF_RESOURCE = "rdf:resource"
_RDF_NAMES = {
    "li", "image", "textinput", "type", "domain", "range", "subClassOf", "subPropertyOf", "inverseOf", "isDefinedBy",
}  # fmt: skip
_PERMALINK = "ispermalink"

DATES = {
    "pubDate": "published", "published": "published", "issued": "published", "created": "published",
    "date": "published", "lastBuildDate": "updated", "updated": "updated", "modified": "updated",
}  # fmt: skip
"""The elements that hold a date, and what it says."""


def url_attributes(element: Element) -> Iterator[tuple[Attribute, Kind, str]]:
    """Go through the addresses in the attributes of an element, each with its kind and the name of its place."""
    for key, written in element.tag.attributes.items():
        if key in _URL_ATTRIBUTES or (key == _RDF_RESOURCE and element.name not in _RDF_NAMES):
            yield written, _kind(element), _place(element, key)


def _kind(element: Element) -> Kind:
    relation = element.attribute("rel").text.lower()
    picture = element.name in _PICTURES or element.attribute("medium").text == "image"
    if relation in _MACHINERY or element.name == "generator":
        return Kind.ATTRIBUTE
    return Kind.IMAGE if picture else Kind.LINK


def _place(element: Element, key: str) -> str:
    """Name the place of an attribute. RFC 4287, section 4.2.7.2: a link without relation is `alternate`."""
    if element.name == "link" and key == "href":
        relation = element.attribute("rel").text.lower() or "alternate"
        return f"{_owner(element)} link rel={relation}"
    return f"{element.shown_name} {key}"


def address(element: Element) -> tuple[Attribute, Kind, str] | None:
    """Give the address that is the whole text of an element, with its kind and the name of its place."""
    kind = _ADDRESSES.get(element.name.lower())
    written = element.value
    if kind is None or not written.text:
        return None
    stated = element.attribute(_PERMALINK).text.strip().lower()
    if element.name == "guid" and (stated == "false" or (stated != "true" and "://" not in written.text)):
        return None
    return written, kind, f"{_owner(element)} {element.shown_name}"


def _owner(element: Element) -> str:
    return element.parent.name if element.parent else ""


def is_identifier(element: Element) -> bool:
    """Tell whether the text of an element only tells things apart, even if it looks like an address."""
    return element.name in _IDENTIFIERS or element.name == "guid"


def is_text(element: Element) -> bool:
    """Tell whether an element holds text that is read by people."""
    return element.name in _TEXTS


def is_html(element: Element) -> bool:
    """Tell whether the text of an element is HTML. In Atom it says so itself; in RSS it always may be."""
    stated = element.attribute("type").text.strip().lower()
    if stated:
        return stated in _HTML_TYPES
    return element.tag.namespace not in _ATOM


def is_media(element: Element) -> bool:
    """Tell whether the text of an element is an encoded file: RFC 4287, section 4.1.3.3."""
    stated = element.attribute("type").text.strip().lower()
    return "/" in stated and not stated.startswith("text/") and not stated.endswith("xml")


def begins_markup(element: Element) -> bool:
    """Tell whether an element is HTML itself: by its namespace, or since what it stands in says so."""
    if element.tag.namespace == XHTML:
        return True
    return element.parent is not None and element.parent.attribute("type").text.strip().lower() in _XHTML_TYPES
