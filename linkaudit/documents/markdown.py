"""Markdown: CommonMark with GitHub's extensions, footnotes and front matter.

The only module that imports pyromark. Its parser decides what is a link; it gives the byte range of each construct, in
which the URL itself is then found. Bare URLs, which it does not know, are looked for in what is left of each line.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace
from pyromark import Options as Extensions
from pyromark import events_with_range, reference_definitions

from linkaudit.documents.commonmark.destination import GAP, destination, spaced_targets
from linkaudit.documents.commonmark.running_text import RunningText, may_hold_url
from linkaudit.documents.commonmark.unfilled import blanked, unfilled_definitions
from linkaudit.documents.commonmark.wikilinks import wikilinks
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.mail_addresses import mail_addresses
from linkaudit.documents.metadata import comment_header, field_references, front_matter, front_matter_span
from linkaudit.documents.positions import CodePoints
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Comment, Field, Kind, Location, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.commonmark.running_text import Finder
    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines

_OPTIONS = (
    Extensions.ENABLE_TABLES
    | Extensions.ENABLE_FOOTNOTES
    | Extensions.ENABLE_STRIKETHROUGH
    | Extensions.ENABLE_TASKLISTS
    | Extensions.ENABLE_HEADING_ATTRIBUTES
)
_LITERAL = {"CodeBlock", "HtmlBlock"}
_BLOCKS = _LITERAL | {
    "BlockQuote", "DefinitionList", "DefinitionListDefinition", "DefinitionListTitle", "FootnoteDefinition", "Heading",
    "Item", "List", "Paragraph", "Table", "TableCell", "TableHead", "TableRow",
}  # fmt: skip
_KINDS = {"Heading": "heading", "Item": "item", "TableCell": "cell"}
# `[text]([url](url))`: a link nested in the target of a link; CommonMark takes the whole of it for a destination.
_NESTED = Pattern(r"\[[^\]]*\]\((?P<inner>.+)\)$", re.DOTALL)
_DEFINITION = Pattern(rf"[\s>]*\[(?:\\.|[^\]\\])+\]:{GAP}(?:<((?:\\.|[^<>\\\r\n])*)>|(\S+))", re.DOTALL)
# `[//]: # (text)`: the idiom for a comment that no renderer shows.
_COMMENT = Pattern(
    r"""^[ ]{0,3}\[(?://|comment|\#)\]:[ ]*(?:\#|<>)[ ]*["'(](.*)["')][ ]*$""", re.MULTILINE | re.VERBOSE
)
_INLINE_ANCHOR = Pattern(r"<a\s", re.IGNORECASE)
_NOT_LINE_END = Pattern(r"[^\r\n]")
# A line end in CommonMark, but not to the parser.
_LONE_RETURN = Pattern(r"\r(?!\n)")
_SPACED_TARGETS = ("](", spaced_targets)
_WIKILINKS = ("[[", wikilinks)


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a Markdown document."""
    return read_with(lines, options, (_WIKILINKS,))


def read_with(lines: Lines, options: Options, finders: tuple[Finder, ...]) -> Reading:
    """Read Markdown in which more than its standards know is a link: what the finders find in running text."""
    return _MarkdownReader(lines, options, finders).reading()


class _OpenLink(Struct):
    """A link or image whose text is being read; `start` and `inner_end` are byte offsets."""

    kind: Kind
    link_type: str
    url: str
    label: str
    start: int
    inner_end: int
    text_length: int


class _MarkdownReader:
    """Goes through the events of the parser and gathers what a reader of the page, or of its source, would find."""

    def __init__(self, lines: Lines, options: Options, finders: tuple[Finder, ...]) -> None:
        self.lines = lines
        self.options = options
        self.finders = finders
        self.references: list[Reference] = []
        self.fields: list[Field] = []
        self.title = ""
        markdown = _LONE_RETURN.sub("\n", self._behind_front_matter())
        self.unfilled = tuple(unfilled_definitions(markdown))
        self.markdown = blanked(markdown, self.unfilled)
        self.points = CodePoints(self.markdown)
        self.visible = VisibleText()
        self.running = RunningText(lines)
        self.html_blocks: list[tuple[int, int]] = []
        self.html_tags: list[tuple[int, int]] = []
        self.code_blocks: list[tuple[int, int]] = []
        self.links: list[_OpenLink] = []
        self.uses: dict[str, list[tuple[Location, str]]] = {}
        self.anchors: list[tuple[int, int, int]] = []
        self.anchor_texts: dict[int, tuple[int, str]] = {}
        self.anchor_starts: list[int] = []
        self.literal = False
        self.prose_start: int | None = None

    def reading(self) -> Reading:
        """Read the whole document."""
        for event, span in events_with_range(self.markdown, options=_OPTIONS):
            self._take(event, span["start"], span["end"])
        self._end_block(len(self.markdown.encode("utf-8", "surrogatepass")))
        embedded = self._embedded()
        self.fields += comment_header(self.lines)
        self.references += self._definitions()
        self.references += self._unfilled()
        self.references += self._header_references()
        for finder in (_SPACED_TARGETS, *self.finders):
            self.references += self.running.find(finder)
        self.references += self.running.bare_urls()
        self.references += self.running.find(("@", mail_addresses))
        self.anchor_starts = sorted(self.anchor_texts)
        self.references += (self._with_anchor_text(reference) for reference in embedded.references)
        return Reading(
            references=tuple(sorted(self.references, key=lambda reference: reference.location.start)),
            blocks=tuple(sorted((*self.visible.blocks, *embedded.blocks), key=lambda block: block.start)),
            fields=(*self.fields, *embedded.fields),
            comments=tuple(sorted((*self._comments(), *embedded.comments), key=lambda comment: comment.location.start)),
            title=self.title or embedded.title,
        )

    def _embedded(self) -> Reading:
        """Read the HTML inside the document."""
        if not self.html_blocks and not self.html_tags:
            return Reading()
        from linkaudit.documents import html  # noqa: PLC0415 - only for documents with HTML

        return html.read_fragments(self.lines, self.html_blocks, self.html_tags, self.options)

    def _take(self, event: Any, start: int, end: int) -> None:
        """Take one event and its range of bytes."""
        if isinstance(event, str):
            if event == "Rule":
                self._end_block(start)
            else:
                self._show("\n", start)
        elif "Text" in event:
            if not self.literal:
                self._show(event["Text"], start)
        elif "Start" in event:
            self._start(*_named(event["Start"]), start, end)
            return
        elif "End" in event:
            self._end(_named(event["End"])[0], end)
        elif not self.literal:
            self._inline(*_named(event), start, end)
        if self.links:
            self.links[-1].inner_end = end

    def _show(self, text: str, start: int) -> None:
        """Take running text that a reader sees."""
        begin = self.points(start)
        self.visible.add(text, begin)
        self._begin_prose(begin)

    def _start(self, name: str, data: Any, start: int, end: int) -> None:
        if name in ("Link", "Image"):
            self._begin_prose(self.points(start))
            self._hole(start, end)
            kind = Kind.IMAGE if name == "Image" else Kind.LINK
            link_type = data["link_type"] if isinstance(data["link_type"], str) else "WikiLink"
            length = self.visible.length
            self.links.append(_OpenLink(kind, link_type, data["dest_url"], data["id"], start, start + 1, length))
        elif name in _BLOCKS:
            self._end_block(start, _KINDS.get(name, "paragraph"))
            self.literal = name in _LITERAL
            if name in _LITERAL:
                spans = self.html_blocks if name == "HtmlBlock" else self.code_blocks
                spans.append((self.points(start), self.points(end)))
                if name == "CodeBlock" and self.options.include_code:
                    self.running.add(*spans[-1])

    def _end(self, name: str, end: int) -> None:
        if name in ("Link", "Image"):
            self._end_link(self.links.pop(), end)
        elif name in _BLOCKS:
            if name == "Heading" and not self.title:
                self.title = " ".join(self.visible.since(0).split())
            self._end_block(end)
            self.literal = False

    def _inline(self, name: str, data: Any, start: int, end: int) -> None:
        begin = self.points(start)
        self._begin_prose(begin)
        if name == "Code":
            # The back-ticks stay, so that what is quoted as code is not taken for what the text itself says.
            self.visible.add(f"`{data}`", begin)
            if not self.options.include_code:
                self._hole(start, end)
        elif name == "InlineHtml":
            self._inline_html(begin, self.points(end))

    def _begin_prose(self, start: int) -> None:
        """Note where running text begins, in which bare URLs may stand."""
        if self.prose_start is None:
            self.prose_start = start

    def _end_block(self, end: int, kind: str = "paragraph") -> None:
        """End a block and its running text at a byte, and begin a block of another kind."""
        place = self.points(end)
        self.visible.end_block(place, kind)
        if self.prose_start is not None:
            self.running.add(self.prose_start, place)
            self.prose_start = None

    def _hole(self, start: int, end: int) -> None:
        self.running.leave_out(self.points(start), self.points(end))

    def _inline_html(self, begin: int, stop: int) -> None:
        """Take one tag within a line; text inside `<a>…</a>` is the text of that link."""
        tag = self.lines.text[begin:stop]
        if tag.startswith("<!--"):
            self.html_blocks.append((begin, stop))
        elif "=" in tag:
            self.html_tags.append((begin, stop))
        if may_hold_url(tag):
            self.running.leave_out(begin, stop)
        if _INLINE_ANCHOR.match(tag):
            self.anchors.append((begin, stop, self.visible.length))
        elif tag.lower().startswith("</a") and self.anchors:
            opened, behind, length = self.anchors.pop()
            self.anchor_texts[opened] = (behind, " ".join(self.visible.since(length).split()))
            self.running.leave_out(opened, stop)
        elif tag.lower().startswith("<br"):
            self.visible.add("\n", begin)

    def _end_link(self, link: _OpenLink, end: int) -> None:
        text = " ".join(self.visible.since(link.text_length).split())
        if link.link_type in ("Autolink", "Email"):
            begin, stop = self.points(link.start) + 1, self.points(end) - 1
            raw = self.lines.text[begin:stop]
            url = link.url if link.link_type == "Autolink" else f"mailto:{raw}"
            self.references.append(Reference(url, raw, self.lines.location(begin, stop), Kind.AUTOLINK, text=text))
        elif link.link_type == "Inline":
            begin, stop = destination(self.lines.text, self.points(link.inner_end), self.points(end))
            raw = self.lines.text[begin:stop]
            nested = _NESTED.match(link.url)
            url = nested["inner"] if nested else link.url
            self.references.append(Reference(url, raw, self.lines.location(begin, stop), link.kind, text=text))
        elif link.link_type in ("Reference", "Collapsed", "Shortcut"):
            location = self.lines.location(self.points(link.start), self.points(end))
            self.uses.setdefault(_label(link.label), []).append((location, text))

    def _definitions(self) -> Iterator[Reference]:
        """List the link reference definitions, used or not."""
        for label, definition in reference_definitions(self.markdown, options=_OPTIONS).items():
            start, end = self.points(definition["span"]["start"]), self.points(definition["span"]["end"])
            found = _DEFINITION.match(self.lines.text, start, end)
            # `[//]: # (…)` and `[#]: key: "…"` are comments in the guise of definitions.
            if found is None or label in ("//", "#", "comment"):
                hold = self.running.add if self.options.include_code else self.running.leave_out
                hold(start, end)
                continue
            self.running.leave_out(start, end)
            begin, stop = found.span(1) if found[1] is not None else found.span(2)
            uses = self.uses.get(_label(label), [])
            yield Reference(
                url=definition["dest"],
                raw=self.lines.text[begin:stop],
                location=self.lines.location(begin, stop),
                kind=Kind.DEFINITION,
                text=uses[0][1] if uses else label,
                uses=tuple(location for location, _ in uses),
            )

    def _unfilled(self) -> Iterator[Reference]:
        """List the definitions without a target, but for those in code and of labels that are defined elsewhere."""
        if not self.unfilled:
            return
        defined = {_label(label) for label in reference_definitions(self.markdown, options=_OPTIONS)}
        literal = sorted((*self.code_blocks, *self.html_blocks))
        for label, start, end in self.unfilled:
            before = bisect_right(literal, (start, len(self.markdown)))
            if (not before or literal[before - 1][1] <= start) and _label(label) not in defined:
                yield Reference("", "", self.lines.location(start, end), Kind.DEFINITION, text=label)

    def _behind_front_matter(self) -> str:
        """Read the front matter, and give the text with it blanked: to Markdown it would be rules and headings."""
        found = front_matter_span(self.lines.text)
        if found is None:
            return self.lines.text
        start, end = found
        self.fields += front_matter(self.lines, start, end)
        self.references += field_references(self.lines, start, end, self.fields)
        self.title = next((entry.value for entry in self.fields if entry.name == "title"), "")
        return _NOT_LINE_END.sub(" ", self.lines.text[:end]) + self.lines.text[end:]

    def _header_references(self) -> Iterator[Reference]:
        """List the URLs in a header of comments."""
        for entry in self.fields:
            if entry.origin == "comment header":
                self.running.leave_out(entry.location.start, entry.location.end)
                yield from field_references(self.lines, entry.location.start, entry.location.end, [entry])

    def _comments(self) -> Iterator[Comment]:
        for found in _COMMENT.finditer(self.lines.text.replace("\r", "\n")):
            if any(start <= found.start() < end for start, end in self.code_blocks):
                continue
            yield Comment(found[1], self.lines.location(*found.span()))

    def _with_anchor_text(self, reference: Reference) -> Reference:
        """Give a reference of an inline `<a>` the text between its tags."""
        if reference.element != "a href" or not self.anchor_texts:
            return reference
        opened = self.anchor_starts[bisect_left(self.anchor_starts, reference.location.start) - 1]
        behind, text = self.anchor_texts[opened]
        return replace(reference, text=text) if opened < reference.location.start < behind else reference


def _named(tag: Any) -> tuple[str, Any]:
    """Split a tag of the parser into its name and what it holds."""
    if isinstance(tag, str):
        return tag, None
    ((name, data),) = tag.items()
    return name, data


def _label(label: str) -> str:
    """Normalize a link label as CommonMark matches it: case folded, white space collapsed."""
    return " ".join(label.split()).casefold()
