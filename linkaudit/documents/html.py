"""HTML and XHTML: every attribute that holds a URL, bare URLs in text, metadata, comments.

The only module of the readers that imports turbohtml. The token stream is enough: a tree would cost more and knows no
places of text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from msgspec.structs import replace

from linkaudit.documents.css import css_urls
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.pages.attributes import NOTHING, attributes, pieces, refresh_target, tag_name
from linkaudit.documents.pages.elements import BLOCKS, HEADINGS, RAW_TEXT, UNSEEN, OpenElements
from linkaudit.documents.pages.saved_pages import saved_date, saved_from
from linkaudit.documents.pages.url_attributes import META_URLS, url_attributes
from linkaudit.documents.pages.xhtml import as_html
from linkaudit.documents.positions import Lines
from linkaudit.documents.prose import Prose
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Comment, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from turbohtml import Token

    from linkaudit.documents.interface import Options
    from linkaudit.documents.pages.attributes import Attribute

# https://robustlinks.mementoweb.org/spec/: the day of the version of a page that the author of a link saw.
_VERSION_DATE = "data-versiondate"
# RFC 3986, section 3.1.
_SCHEME = Pattern(r"[A-Za-z][A-Za-z0-9+.-]*:")


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read an HTML document."""
    reader = _HtmlReader(lines, options)
    reader.feed(0, len(lines.text))
    return reader.reading()


def read_fragments(
    lines: Lines, blocks: Iterable[tuple[int, int]], tags: Iterable[tuple[int, int]], options: Options = PLAIN
) -> Reading:
    """Read what stands of HTML inside another format: whole blocks, and single tags that it has told apart already."""
    reader = _HtmlReader(lines, options)
    for start, end in blocks:
        reader.visible.end_block(start)
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

    def __init__(self, lines: Lines, options: Options, *, embedded: bool = False) -> None:
        self.lines = lines
        self.markup = as_html(lines.text, lines.path)
        self.options = options
        self.embedded = embedded
        """Whether this is a page within a page."""
        self.references: list[Reference] = []
        self.fields: list[Field] = []
        self.comments: list[Comment] = []
        self.visible = VisibleText()
        self.prose = Prose(folded=False)
        """The text in which a bare URL would be read as a link."""
        self.open = OpenElements()
        self.anchor: int | None = None
        """While inside a link: how many references there were before it."""
        self.anchor_text: list[str] = []
        self.inside_raw = False
        self.base = ""
        self.title = ""
        self.has_title = False
        self.heading = ""

    def reading(self) -> Reading:
        """Give what was found."""
        self.visible.end_block(len(self.lines.text))
        self.references.extend(self._bare())
        references = sorted(map(self._resolved, self.references), key=lambda reference: reference.location.start)
        title = " ".join((self.title.strip() or self.heading).split())
        return Reading(tuple(references), tuple(self.visible.blocks), tuple(self.fields), tuple(self.comments), title)

    def end_of_fragment(self, end: int) -> None:
        """Close what a fragment left open."""
        self.visible.end_block(end)
        self.open = OpenElements()
        self.anchor = None

    def feed(self, start: int, end: int) -> None:
        """Read the stretch between two offsets."""
        from turbohtml import tokenize  # noqa: PLC0415 - 15 ms that a document without HTML blocks does without

        # The tokenizer counts lines and columns from the beginning of what it is given.
        first_line = self.lines.line_of(start)
        indent = start - self.lines.starts[first_line - 1]
        for token in tokenize(self.markup[start:end], capture_source=True, resolve_references=False):
            column = token.col + (indent if token.line == 1 else 0)
            self._take(token, self.lines.offset(first_line + token.line - 1, column))

    def _take(self, token: Token, offset: int) -> None:
        """Take one token that begins at `offset`."""
        kind = token.type.name
        # In `token.source` each line end is a single character; places are those of the text itself.
        source = self.lines.text[offset : self._end_of(token.source, offset)] if token.source else ""
        if kind == "START_TAG":
            tag = tag_name(source)
            self.start_tag(tag, attributes(source, offset, token.attrs or ()), offset, closed=token.self_closing)
            if tag == "wbr":
                self.prose.bridge(offset, offset + len(source))
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
        if tag in BLOCKS:
            self._end_block(offset, kind="heading" if tag in HEADINGS else "paragraph")
        elif tag == "br":
            self.visible.add("\n", offset)
            self.anchor_text.append(" ")
        if not closed:
            self.open.open(tag)
        if tag == "a":
            self._name_links()
            # `<a name=…>` without a target is a place, no link, and was often left open.
            self.anchor = len(self.references) if "href" in found or "xlink:href" in found else None
        self._metadata(tag, found)
        self._url_attributes(tag, found)

    def _end_tag(self, tag: str, offset: int) -> None:
        if tag in HEADINGS and not self.heading:
            self.heading = self.visible.since(0)
        if tag in BLOCKS:
            self._end_block(offset)
        if tag == "a":
            self._name_links()
        if tag == "title" and self.title.strip():
            self.has_title = True
        self.open.close(tag)

    def _end_block(self, end: int, kind: str = "paragraph") -> None:
        self.visible.end_block(end, kind)
        self.anchor_text.append(" ")

    def _name_links(self) -> None:
        """Give the references of an `<a>` that ends the text that it holds."""
        if self.anchor is not None:
            text = " ".join("".join(self.anchor_text).split())
            for index in range(self.anchor, len(self.references)):
                if self.references[index].element.startswith("a "):
                    self.references[index] = replace(self.references[index], text=text)
        self.anchor = None
        self.anchor_text.clear()

    def _text(self, start: int, end: int) -> None:
        """Take text without character references, by what it stands in."""
        inside = self.open.innermost
        if inside in RAW_TEXT:
            self._raw_text(start, end)
        elif inside == "style":
            self._urls_in_css(start, end, "style")
        elif inside == "script":
            self._script(start, end)
        else:
            self._characters(self.markup[start:end], start, end)

    def _script(self, start: int, end: int) -> None:
        """Read what a script says about the page; the rest of it is code."""
        from linkaudit.documents.pages.json_ld import json_ld  # noqa: PLC0415 - only for pages with scripts

        found = json_ld(self.lines, start, end)
        self.references += found.references
        self.fields += found.fields
        if self.options.include_code and not found.references:
            self.prose.add(self.lines.text[start:end], start, end)

    def _raw_text(self, start: int, end: int) -> None:
        """Read what only a browser without scripts or frames shows. What is raw within it stays unread."""
        if not self.inside_raw:
            around = self.open
            self.inside_raw, self.open = True, OpenElements(around)
            self.feed(start, end)
            self.inside_raw, self.open = False, around

    def _characters(self, data: str, start: int, end: int) -> None:
        """Take visible text that stands between two offsets of the source."""
        if self.open.innermost == "title" and not self.has_title and "svg" not in self.open:
            self.title += data
        if self.open.innermost in UNSEEN or "template" in self.open:
            return
        self.visible.add(data, start)
        if self.anchor is not None:
            self.anchor_text.append(data)
        elif self.options.include_code or not self.open.quoted:
            self.prose.add(data, start, end)

    def _resolved(self, reference: Reference) -> Reference:
        """Resolve a reference against the base of the page, which counts for what stands before it, too."""
        if not self.base or not reference.url or reference.kind is Kind.BARE:
            return reference
        return replace(reference, url=_resolved(self.base, reference.url))

    def _bare(self) -> Iterator[Reference]:
        """Find the URLs that stand bare in visible text."""
        for found in self.prose.urls():
            raw = self.lines.text[found.start : found.end]
            yield Reference(found.url, raw, self.lines.location(found.start, found.end), Kind.BARE)

    def _comment(self, source: str, data: str, offset: int) -> None:
        self.comments.append(Comment(data, self.lines.location(offset, offset + len(source))))
        words = source.removesuffix("-->")
        saved = tuple(saved_from(self.lines, words, offset))
        self.references += saved
        self.fields += saved_date(self.lines, words, offset)
        if self.options.include_code and not saved:
            self.prose.add(words, offset, offset + len(words))

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
        elif _VERSION_DATE in found:
            self._field(_VERSION_DATE, found[_VERSION_DATE], "robust link")
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
        if name in META_URLS and "://" in content.text:
            self._refer(content, Kind.FIELD, f"meta {name}")

    def _field(self, name: str, attribute: Attribute, origin: str) -> None:
        location = self.lines.location(attribute.start, attribute.end)
        self.fields.append(Field(name, attribute.text.strip(), location, origin))

    def _url_attributes(self, tag: str, found: dict[str, Attribute]) -> None:
        """Take every attribute of a tag that holds a URL, or a page."""
        for attribute, kind, element in url_attributes(tag, found, self.lines.text):
            self._refer(attribute, kind, element)
        if tag == "iframe" and "srcdoc" in found and not self.embedded:
            self._embedded_page(found["srcdoc"])

    def _embedded_page(self, attribute: Attribute) -> None:
        """Read the page that `<iframe srcdoc>` holds; a page within that page stays unread."""
        source = Derived(pieces(self.lines.text, attribute.start, attribute.end))
        inner = _HtmlReader(Lines(self.lines.path, source.text), self.options, embedded=True)
        inner.feed(0, len(inner.lines.text))
        reading = source.relocated(inner.reading(), self.lines)
        self._end_block(attribute.start)
        self.visible.blocks += reading.blocks
        self._end_block(attribute.end)
        self.references += reading.references
        self.fields += reading.fields
        self.comments += reading.comments

    def _urls_in_css(self, start: int, end: int, element: str) -> None:
        for found in css_urls(self.lines.text, start, end):
            self._refer(found, Kind.ATTRIBUTE, element)

    def _refer(self, attribute: Attribute, kind: Kind, element: str) -> None:
        """List a URL that stands in markup. A data URI holds its content itself and points nowhere."""
        url = attribute.url
        if url[:5].lower() == "data:":
            return
        begin, end = attribute.stripped(self.lines.text)
        location = self.lines.location(begin, end)
        self.references.append(Reference(url, self.lines.text[begin:end], location, kind, element=element))


def _resolved(base: str, url: str) -> str:
    """Resolve a URL against the base of its page; it stays as it is if one of them cannot be read."""
    try:
        return url if _SCHEME.match(url) else urljoin(base, url)
    except ValueError:
        return url
