"""Which attributes of which elements hold URLs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.css import style_urls
from linkaudit.documents.pages.attributes import NOTHING, image_candidates, words
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.pages.attributes import Attribute

# HTML Living Standard, "Attributes", those whose value is a URL; plus the obsolete ones that browsers still follow,
# SVG's xlink:href, and the data-* attributes of Robust Links (https://robustlinks.mementoweb.org/spec/).
_URL_ATTRIBUTES = {
    "href", "src", "cite", "poster", "action", "formaction", "longdesc", "background", "xlink:href", "lowsrc",
    "data-originalurl", "data-versionurl",
}  # fmt: skip
_URL_ATTRIBUTES_OF = {"object": {"data", "codebase"}, "applet": {"codebase"}, "html": {"manifest"}}
_SETS = {"srcset", "imagesrcset"}
# What browsers add to a link when they write bookmarks; a picture that they made themselves has a scheme of its own.
_OF_BOOKMARKS = {"icon_uri", "feedurl"}
# Hints name an origin to connect to, no page that anybody cites.
_RESOURCE_HINTS = {"preconnect", "dns-prefetch"}
_LINKS = {"a", "area"}
_IMAGES = {"img", "image", "picture", "source"}

# Metadata that names an address of the page itself or of what it was made of; pictures and feeds are furniture.
META_URLS = {
    "og:url", "og:see_also", "twitter:url", "original-source", "syndication-source", "citation_public_url",
    "citation_abstract_html_url", "citation_fulltext_html_url", "citation_pdf_url", "dc.source", "dc.identifier",
    "dcterms.source", "dcterms.identifier", "parsely-link",
    # schema.org properties in microdata (`<meta itemprop=…>`)
    "url", "mainentityofpage", "isbasedon", "archivedat", "citation",
}  # fmt: skip


def url_attributes(tag: str, found: dict[str, Attribute], text: str) -> Iterator[tuple[Attribute, Kind, str]]:
    """Go through the URLs in the attributes of a tag, each with its kind and the name of its place."""
    relation = found.get("rel", NOTHING).text.lower().split() if tag == "link" else []
    if tag == "base" or _RESOURCE_HINTS.intersection(relation):
        return
    kind = Kind.LINK if tag in _LINKS else Kind.IMAGE if tag in _IMAGES else Kind.ATTRIBUTE
    for name, attribute in found.items():
        if name in _URL_ATTRIBUTES or name in _URL_ATTRIBUTES_OF.get(tag, ()):
            yield attribute, kind, "link rel=canonical" if "canonical" in relation else f"{tag} {name}"
        else:
            yield from _within(tag, name, attribute, text)


def _within(tag: str, name: str, attribute: Attribute, text: str) -> Iterator[tuple[Attribute, Kind, str]]:
    """Go through the URLs in an attribute that holds several, or one among other things."""
    if name in _SETS:
        for candidate in image_candidates(attribute, text):
            yield candidate, Kind.IMAGE, f"{tag} {name}"
    elif name in _OF_BOOKMARKS and tag == "a" and attribute.url.lower().startswith(("http:", "https:")):
        yield attribute, Kind.ATTRIBUTE, f"{tag} {name}"
    elif name == "ping" and tag in _LINKS:
        for each in words(attribute, text):
            yield each, Kind.ATTRIBUTE, f"{tag} ping"
    elif name == "style":
        for each in style_urls(attribute, text):
            yield each, Kind.ATTRIBUTE, f"{tag} style"
