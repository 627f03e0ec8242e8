"""What elements and attributes mean in the XML in which people write: DocBook, TEI, JATS, DITA, SVG and others.

Other XML is read by the same words: most vocabularies share them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.markup.events import DUBLIN_CORE
from linkaudit.models import Kind

if TYPE_CHECKING:
    from linkaudit.documents.markup.events import StartTag

# Elements whose text a reader sees as the words of a link: DocBook `ulink link`, TEI `ref`, JATS `ext-link uri`,
# DITA `xref link`, XHTML and SVG `a`.
_LINKS = {
    "a", "ulink", "link", "ref", "ptr", "ext-link", "uri", "xref", "olink", "self-uri", "related-article",
}  # fmt: skip
_PICTURES = {
    "image", "img", "imagedata", "graphic", "inline-graphic", "inlinegraphic", "figure", "icon", "logo", "thumbnail",
}  # fmt: skip
# Attributes that hold an address, perhaps a relative one: XLink 1.1, DITA, XHTML; by element DocBook's and TEI's.
_ADDRESSES = {"href", "xlink:href", "src"}
_ADDRESSES_OF = {
    "ulink": {"url"}, "graphic": {"url", "fileref"}, "imagedata": {"fileref"}, "ref": {"target"}, "ptr": {"target"},
    "media": {"url"}, "link": {"url"}, "idno": {"target"},
}  # fmt: skip
# Attributes that tell things apart by what looks like an address: XML Schema, XLink, RDF, XML Signature, XSLT.
_IDENTIFIERS = {
    "schemalocation", "nonamespaceschemalocation", "namespace", "targetnamespace", "ns", "xmlns", "role", "arcrole",
    "about", "datatype", "typeof", "algorithm", "scheme", "schemeid", "schemeuri", "system", "systemid", "publicid",
    "datatypelibrary", "profile", "vocab", "type", "specific-use", "encodingstyle", "base", "itemtype", "itemid",
    "id", "class", "format", "uri-reference", "content-type", "soapaction",
}  # fmt: skip
# JATS names the kind of an identifier; only these are addresses (Tag Library, `@ext-link-type`).
_LINK_TYPES = {"", "uri", "url", "ftp", "web", "http", "https", "xlink", "email"}
_INLINE = {
    "a", "abbr", "abbrev", "acronym", "b", "bold", "cite", "citetitle", "code", "codeph", "em", "emphasis", "ext-link",
    "firstterm", "footnoteref", "foreignphrase", "gi", "hi", "i", "inline", "italic", "keyword", "link", "literal",
    "monospace", "olink", "orgname", "persname", "personname", "ph", "phrase", "placename", "productname", "q", "quote",
    "ref", "rs", "sc", "span", "strong", "styled-content", "sub", "subscript", "sup", "superscript", "term", "tspan",
    "tt", "uicontrol", "ulink", "underline", "uri", "var", "xref",
}  # fmt: skip
_CODE = {
    "artwork", "code", "codeblock", "codeph", "command", "computeroutput", "eg", "filepath", "listing", "literal",
    "literallayout", "msgblock", "pre", "preformat", "programlisting", "screen", "script", "sourcecode", "style",
    "synopsis", "userinput", "varname", "verb", "verbatim",
}  # fmt: skip
_HEADINGS = {"title", "head", "heading", "article-title", "subtitle", "h1", "h2", "h3", "h4", "h5", "h6"}
_ITEMS = {"item", "listitem", "li", "list-item"}
_CELLS = {"entry", "cell", "td", "th"}
TITLES = {"title", "article-title", "head"}
"""Elements of which the first names the document."""

# Elements whose text is the name of a name space or schema.
_NAMES = {"namespace", "targetnamespace", "xmlns", "schemalocation"}
_DUBLIN_CORE = {DUBLIN_CORE: "dc", "http://purl.org/dc/terms": "dcterms"}


def is_link(name: str) -> bool:
    """Tell whether the text of an element is the words of a link, if it has an address."""
    return name in _LINKS


def is_inline(name: str) -> bool:
    """Tell whether an element stands within a line of text."""
    return name in _INLINE


def is_code(name: str) -> bool:
    """Tell whether the text of an element is quoted code."""
    return name in _CODE


def kind_of_block(name: str) -> str:
    """Name the kind of block that an element is."""
    if name in _HEADINGS:
        return "heading"
    return "item" if name in _ITEMS else "cell" if name in _CELLS else "paragraph"


def kind_of_address(tag: StartTag) -> Kind:
    """Tell what kind of reference the address of an element is."""
    name = tag.name.lower()
    return Kind.LINK if name in _LINKS else Kind.IMAGE if name in _PICTURES else Kind.ATTRIBUTE


def holds_address(tag: StartTag, key: str) -> bool:
    """Tell whether the whole value of an attribute is an address, be it relative."""
    if key not in _ADDRESSES and key not in _ADDRESSES_OF.get(tag.name.lower(), ()):
        return False
    stated = tag.attributes.get("ext-link-type") or tag.attributes.get("pub-id-type")
    return stated is None or stated.text.lower() in _LINK_TYPES


def is_identifier(key: str) -> bool:
    """Tell whether an attribute only tells things apart, even if its value looks like an address."""
    prefix, _, local = key.rpartition(":")
    return prefix in ("xmlns", "xsi") or local in _IDENTIFIERS


def is_name(name: str) -> bool:
    """Tell whether the text of an element only tells things apart, even if it looks like an address."""
    return name in _NAMES


def metadata_name(tag: StartTag, parent: str) -> str:
    """Name the metadata that an element holds, as `<meta>` would in HTML; empty if it holds none."""
    if tag.namespace in _DUBLIN_CORE:
        return f"{_DUBLIN_CORE[tag.namespace]}.{tag.name.lower()}"
    # DocBook: `<info>`, `<articleinfo>`; elsewhere it is the date of something that is cited.
    return "pubdate" if tag.name == "pubdate" and parent.endswith("info") else ""
