"""HTML and XHTML: every attribute that holds a URL, bare URLs in text, metadata, comments.

The only module of the readers that imports turbohtml. The token stream is enough: a tree would cost more and knows no places of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from msgspec.structs import replace

from linkaudit.documents.attributes import (
    NOTHING,
    attributes,
    css_urls,
    image_candidates,
    refresh_target,
    tag_name,
    unescape,
)
from linkaudit.documents.bare import bare_urls
from linkaudit.documents.interface import Reading
from linkaudit.documents.saved_pages import json_ld, saved_date, saved_from
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Comment, Field, Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from turbohtml import Token

    from linkaudit.documents.attributes import Attribute
    from linkaudit.documents.positions import Lines

# HTML Living Standard, "Attributes", those whose value is a URL; plus the obsolete ones that browsers still follow,
# SVG's xlink:href, and the data-* attributes of Robust Links (https://robustlinks.mementoweb.org/spec/).
_URL_ATTRIBUTES = {
    "href", "src", "cite", "poster", "action", "formaction", "longdesc", "background", "xlink:href",
    "data-originalurl", "data-versionurl",
}  # fmt: skip
_URL_ATTRIBUTES_OF = {"object": {"data", "codebase"}, "applet": {"codebase"}, "html": {"manifest"}}
_SETS = {"srcset", "imagesrcset"}
# Hints name an origin to connect to, no page that anybody cites.
_RESOURCE_HINTS = {"preconnect", "dns-prefetch"}
# Metadata that names an address of the page itself; pictures and feeds named there are furniture.
_META_URLS = {
    "og:url",
    "twitter:url",
    "citation_public_url",
    "citation_abstract_html_url",
    "dc.source",
    "dcterms.source",
}
_LINKS = {"a", "area"}
_IMAGES = {"img", "image", "picture", "source"}
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "div", "dl",
    "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header",
    "hr", "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "time", "title", "tr", "ul",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
# Text in which nothing is a link: code is quoted, the rest is not shown.
_LITERAL = {"code", "kbd", "listing", "pre", "samp", "textarea", "tt", "var", "xmp"}
_UNSEEN = {"script", "style", "template", "title"}
_RAW_TEXT = {"noscript", "iframe", "noembed", "noframes"}
_VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


def read(lines: Lines) -> Reading:
    """Read an HTML document."""
    reader = _HtmlReader(lines)
    reader.feed(0, len(lines.text))
    return reader.reading()


def read_fragments(lines: Lines, blocks: Iterable[tuple[int, int]], tags: Iterable[tuple[int, int]]) -> Reading:
    """Read what stands of HTML inside another format: whole blocks, and single tags that it has told apart already."""
    reader = _HtmlReader(lines)
    for start, end in blocks:
        reader.feed(start, end)
        reader.end_of_fragment(end)
    for start, end in tags:
        tag = tag_name(lines.text[start:end])
        if tag:
            reader.start_tag(tag, attributes(lines.text[start:end], start), start)
            reader.end_of_fragment(end)
    return reader.reading()


class _HtmlReader:
    """Goes through the tokens of HTML and gathers what a reader of the page, or of its source, would find."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.references: list[Reference] = []
        self.fields: list[Field] = []
        self.comments: list[Comment] = []
        self.visible = VisibleText()
        self.prose: list[tuple[int, int]] = []
        """Stretches of the source in which a bare URL would be read as a link."""
        self.open: list[str] = []
        self.anchor: tuple[int, int] | None = None
        """While inside `<a>`: how many references and how much text there were before it."""
        self.inside_raw = False
        self.base = ""
        self.title = ""
        self.heading = ""

    def reading(self) -> Reading:
        """Give what was found."""
        self.visible.end_block(len(self.lines.text))
        self.references.extend(self._bare())
        references = sorted(self.references, key=lambda reference: reference.location.start)
        title = " ".join((self.title or self.heading).split())
        return Reading(tuple(references), tuple(self.visible.blocks), tuple(self.fields), tuple(self.comments), title)

    def end_of_fragment(self, end: int) -> None:
        """Close what a fragment left open."""
        self.visible.end_block(end)
        self.open.clear()
        self.anchor = None

    def feed(self, start: int, end: int) -> None:
        """Read the stretch between two offsets."""
        from turbohtml import tokenize  # noqa: PLC0415 - 15 ms that a document without HTML blocks does without

        # The tokenizer counts lines and columns from the beginning of what it is given.
        first_line = self.lines.line_of(start)
        indent = start - self.lines.starts[first_line - 1]
        for token in tokenize(self.lines.text[start:end], capture_source=True, resolve_references=False):
            column = token.col + (indent if token.line == 1 else 0)
            self._take(token, self.lines.offset(first_line + token.line - 1, column))

    def _take(self, token: Token, offset: int) -> None:
        """Take one token that begins at `offset`."""
        kind = token.type.name
        # In `token.source` each line end is a single character; places are those of the text itself.
        source = self.lines.text[offset : self._end_of(token.source, offset)] if token.source else ""
        if kind == "START_TAG":
            found = attributes(source, offset, token.attrs or ())
            self.start_tag(token.tag or "", found, offset, closed=token.self_closing)
        elif kind == "END_TAG":
            self._end_tag(token.tag or "", offset)
        elif kind == "COMMENT":
            self._comment(source, token.data or "", offset)
        elif source and token.data:
            # A character reference is a token of its own, so that the text around it keeps its place.
            self._characters(token.data, offset, offset + len(source))
        elif kind == "TEXT" and token.data:
            self._text(offset, self._end_of(token.data, offset))

    def _end_of(self, data: str, offset: int) -> int:
        """Find where text ends that begins at `offset`; in `data` each line end is a single character."""
        line_ends = data.count("\n")
        if not line_ends:
            return offset + len(data)
        return self.lines.offset(self.lines.line_of(offset) + line_ends, len(data) - data.rindex("\n") - 1)

    def start_tag(self, tag: str, found: dict[str, Attribute], offset: int, *, closed: bool = False) -> None:
        """Take a start tag with its attributes."""
        if tag in _BLOCKS:
            self.visible.end_block(offset, kind="heading" if tag in _HEADINGS else "paragraph")
        elif tag == "br":
            self.visible.add("\n", offset)
        if tag not in _VOID and not closed:
            self.open.append(tag)
        if tag == "a":
            self.anchor = (len(self.references), self.visible.length)
        self._metadata(tag, found)
        self._url_attributes(tag, found)

    def _end_tag(self, tag: str, offset: int) -> None:
        if tag in _BLOCKS:
            self.visible.end_block(offset)
        if tag == "a" and self.anchor:
            self._name_links(*self.anchor)
            self.anchor = None
        if tag in self.open:
            while self.open.pop() != tag:
                pass

    def _name_links(self, count: int, length: int) -> None:
        """Give the references of an `<a>` the text that it holds."""
        text = " ".join(self.visible.since(length).split())
        for index in range(count, len(self.references)):
            if self.references[index].element.startswith("a "):
                self.references[index] = replace(self.references[index], text=text)

    def _text(self, start: int, end: int) -> None:
        """Take text without character references, by what it stands in."""
        inside = self.open[-1] if self.open else ""
        data = self.lines.text[start:end]
        if inside in _RAW_TEXT:
            self._raw_text(start, end)
        elif inside == "style":
            self._urls_in_css(start, end, "style")
        elif inside == "script":
            self.fields.extend(json_ld(self.lines, data, start))
        elif inside == "title":
            self.title = self.title + data
        else:
            self._characters(data, start, end)

    def _raw_text(self, start: int, end: int) -> None:
        """Read what only a browser without scripts or frames shows. What is raw within it stays unread."""
        if not self.inside_raw:
            around = self.open
            self.inside_raw, self.open = True, around[:-1]
            self.feed(start, end)
            self.inside_raw, self.open = False, around

    def _characters(self, data: str, start: int, end: int) -> None:
        """Take visible text that stands between two offsets of the source."""
        if self.open and self.open[-1] in _UNSEEN:
            self.title += data if self.open[-1] == "title" else ""
            return
        if self.open and self.open[-1] in _HEADINGS and not self.visible.blocks:
            self.heading += data
        self.visible.add(data, start)
        if not self.anchor and not _LITERAL.intersection(self.open):
            if self.prose and self.prose[-1][1] == start:
                start = self.prose.pop()[0]
            self.prose.append((start, end))

    def _bare(self) -> Iterator[Reference]:
        """Find the URLs that stand bare in visible text."""
        for start, end in self.prose:
            for found in bare_urls(self.lines.text, start, end):
                raw = self.lines.text[found.start : found.end]
                location = self.lines.location(found.start, found.end)
                yield Reference(unescape(found.url), raw, location, Kind.BARE)

    def _comment(self, source: str, data: str, offset: int) -> None:
        self.comments.append(Comment(data, self.lines.location(offset, offset + len(source))))
        self.references.extend(saved_from(self.lines, source, offset))
        self.fields.extend(saved_date(self.lines, source, offset))

    def _metadata(self, tag: str, found: dict[str, Attribute]) -> None:
        """Take what a tag says about the page: `<base>`, `<meta>`, `<time>`, microdata."""
        content = found.get("content")
        if tag == "base":
            self.base = self.base or found.get("href", NOTHING).url
        elif tag == "time" and "datetime" in found:
            named = found.get("itemprop") or found.get("class") or NOTHING
            self._field("pubdate" if "pubdate" in found else named.text.lower(), found["datetime"], "time")
        elif content and tag == "meta":
            self._meta(content, found)
        elif content and "itemprop" in found:
            self._field(found["itemprop"].text.lower(), content, "microdata")

    def _meta(self, content: Attribute, found: dict[str, Attribute]) -> None:
        if found.get("http-equiv", NOTHING).text.strip().lower() == "refresh":
            target = refresh_target(content, self.lines.text)
            if target:
                self._refer(target, Kind.ATTRIBUTE, "meta refresh")
            return
        named = found.get("property") or found.get("name") or found.get("itemprop") or NOTHING
        name = named.text.strip().lower()
        if name:
            self._field(name, content, "meta")
        if name in _META_URLS and "://" in content.text:
            self._refer(content, Kind.FIELD, f"meta {name}")

    def _field(self, name: str, attribute: Attribute, origin: str) -> None:
        location = self.lines.location(attribute.start, attribute.end)
        self.fields.append(Field(name, attribute.text.strip(), location, origin))

    def _url_attributes(self, tag: str, found: dict[str, Attribute]) -> None:
        """Take every attribute of a tag that holds a URL."""
        relation = found.get("rel", NOTHING).text.lower().split() if tag == "link" else []
        if tag == "base" or _RESOURCE_HINTS.intersection(relation):
            return
        kind = Kind.LINK if tag in _LINKS else Kind.IMAGE if tag in _IMAGES else Kind.ATTRIBUTE
        for name, attribute in found.items():
            if name in _URL_ATTRIBUTES or name in _URL_ATTRIBUTES_OF.get(tag, ()):
                element = "link rel=canonical" if "canonical" in relation else f"{tag} {name}"
                self._refer(attribute, kind, element)
            elif name in _SETS:
                for candidate in image_candidates(attribute, self.lines.text):
                    self._refer(candidate, Kind.IMAGE, f"{tag} {name}")
            elif name == "style":
                self._urls_in_css(attribute.start, attribute.end, f"{tag} style")

    def _urls_in_css(self, start: int, end: int, element: str) -> None:
        for found in css_urls(self.lines.text, start, end):
            self._refer(found, Kind.ATTRIBUTE, element)

    def _refer(self, attribute: Attribute, kind: Kind, element: str) -> None:
        """List a URL that stands in markup. A data URI holds its content itself and points nowhere."""
        url = attribute.url
        if url[:5].lower() == "data:":
            return
        if self.base and url:
            url = urljoin(self.base, url)
        begin, end = attribute.stripped(self.lines.text)
        location = self.lines.location(begin, end)
        self.references.append(Reference(url, self.lines.text[begin:end], location, kind, element=element))
