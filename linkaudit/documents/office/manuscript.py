"""The text that is made of a file that has none of its own: a line for each paragraph, with the links that stand there.

What a reader sees goes onto the lines; the targets of links, which nobody sees, are kept beside it. Line breaks within
a paragraph are written as U+2028, which ends no line, so that the number of a line is that of a paragraph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from msgspec import Struct, field

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.interface import Content, Reading
from linkaudit.documents.positions import Lines
from linkaudit.documents.prose import Prose
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Comment, Field, Kind, Part, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

LINE_SEPARATOR = "\u2028"
"""A line break within a paragraph or a page."""
PROPERTIES = "document properties"
"""The part in which metadata is written down, and the origin of its fields."""
# What would end a line, or is no text at all.
_CONTROLS = Pattern(r"[\x00-\x08\n-\x1f\x7f\x85\u2029\ud800-\udfff]")
_MOST_LINES = 1_000_000
# Characters before a bare URL that are kept as its text, as in plain text.
_CONTEXT = 60


class Mark(Struct):
    """A link within a text: where what it shows begins and ends, and where it leads."""

    start: int
    end: int
    url: str
    kind: Kind
    element: str = ""
    text: str | None = None
    """The words of the link if they are others than what it shows: those that describe a picture."""


class Paragraph(Struct):
    """A paragraph in the making."""

    kind: str = "paragraph"
    marks: list[Mark] = field(default_factory=list)
    length: int = 0
    pieces: list[str] = field(default_factory=list)
    blocks: list[tuple[int, str]] = field(default_factory=list)
    """Where blocks begin within it, and of what kind they are; none if it is a single one."""
    joins: list[int] = field(default_factory=list)
    """The line breaks that stand within a URL."""

    def add(self, text: str) -> None:
        """Add text that a reader sees."""
        self.pieces.append(text)
        self.length += len(text)

    def mark(self, start: int, url: str, kind: Kind, element: str, text: str | None = None) -> Mark:
        """Note a link that shows what was added since the paragraph had `start` characters."""
        made = Mark(start, self.length, url, kind, element, text)
        self.marks.append(made)
        return made

    @property
    def text(self) -> str:
        """What was added, on a single line."""
        return on_one_line("".join(self.pieces))


class Manuscript:
    """Gathers the paragraphs of a file, part by part, and what is known of the file besides."""

    def __init__(self) -> None:
        """Begin with no text, in a part without a name."""
        self.length = 0
        self._pieces: list[str] = []
        self._lines = 0
        self._parts: list[Part] = [Part(0, "")]
        self._marks: list[Mark] = []
        self._prose = Prose()
        self._visible = VisibleText()
        self._comments: list[tuple[str, int, int]] = []
        self._fields: list[tuple[str, int, int]] = []
        self.skipped: list[str] = []
        """What could not be read, each with its reason."""

    def begin_part(self, name: str) -> None:
        """Begin a part; one in which nothing stands is forgotten."""
        if self._parts[-1].start == self.length:
            self._parts.pop()
        self._parts.append(Part(self.length, name))

    def add(self, paragraph: Paragraph) -> int:
        """Add a paragraph as a line of its own; give the offset at which it begins."""
        text, start = paragraph.text, self.length
        self._lines += 1
        if self._lines > _MOST_LINES:
            if self._lines == _MOST_LINES + 1:
                self.skipped.append(f"more than {_MOST_LINES} paragraphs: the rest is not read")
            return start
        self._add_visible(text, paragraph.blocks or [(0, paragraph.kind)], start)
        self._write(text)
        for each in paragraph.marks:
            each.start += start
            each.end += start
        self._marks += paragraph.marks
        self._add_prose(text, paragraph, start)
        return start

    def add_comment(self, text: str, start: int, end: int) -> None:
        """Note a comment on what stands between two offsets."""
        self._comments.append((text, start, end))

    def add_properties(self, properties: Iterable[tuple[str, str]]) -> None:
        """Write metadata down, each property on a line of its own: name and value."""
        self._visible.end_block(self.length)
        self.begin_part(PROPERTIES)
        for name, value in properties:
            written = " ".join(on_one_line(value).split())
            if written:
                key = "_".join(name.lower().split())
                start = self.length + len(key) + 2
                self._write(f"{key}: {written}")
                self._fields.append((key, start, start + len(written)))

    def content(self, path: str, title: str = "") -> Content:
        """Give the text, and what stands in it."""
        self._visible.end_block(self.length)
        self.begin_part("")
        self._parts.pop()
        lines = Lines(path, "".join(self._pieces), tuple(self._parts))
        fields = tuple(
            Field(name, lines.text[start:end], lines.location(start, end), PROPERTIES)
            for name, start, end in self._fields
        )
        reading = Reading(
            references=tuple(sorted(self._references(lines), key=lambda each: each.location.start)),
            blocks=tuple(self._visible.blocks),
            fields=fields,
            comments=tuple(Comment(text, lines.location(start, end)) for text, start, end in self._comments),
            title=title,
            skipped_parts=tuple(self.skipped),
        )
        return Content(lines, reading)

    def _write(self, text: str) -> None:
        self._pieces += (text, "\n")
        self.length += len(text) + 1

    def _add_visible(self, text: str, blocks: list[tuple[int, str]], start: int) -> None:
        """Take a paragraph for what a reader sees; it ends where the next one, or another part, begins."""
        ends = [begin for begin, _ in blocks[1:]] + [len(text)]
        for (begin, kind), end in zip(blocks, ends, strict=True):
            self._visible.end_block(start + begin, kind)
            self._visible.add(text[begin:end].replace(LINE_SEPARATOR, "\n"), start + begin)

    def _add_prose(self, text: str, paragraph: Paragraph, start: int) -> None:
        """Take what stands outside of links for text in which an address may stand bare."""
        position = start
        for each in sorted(paragraph.marks, key=lambda mark: mark.start):
            self._add_plain(text, paragraph.joins, start, position, each.start)
            position = max(position, each.end)
        self._add_plain(text, paragraph.joins, start, position, start + len(text))

    def _add_plain(self, text: str, joins: list[int], start: int, begin: int, end: int) -> None:
        """Take a stretch without links; line breaks within a URL do not part it."""
        for join in joins:
            if begin < start + join < end:
                self._prose.add(text[begin - start : join], begin, start + join)
                self._prose.bridge(start + join, start + join + 1)
                begin = start + join + 1
        if begin < end:
            self._prose.add(text[begin - start : end - start], begin, end)

    def _references(self, lines: Lines) -> Iterable[Reference]:
        for each in self._marks:
            shown = lines.text[each.start : each.end]
            words = " ".join((shown if each.text is None else each.text).split())
            location = lines.location(each.start, each.end)
            yield Reference(each.url, shown, location, each.kind, text=words, element=each.element)
        for found in self._prose.urls():
            location = lines.location(found.start, found.end)
            before = max(lines.starts[location.line - 1], found.start - _CONTEXT)
            words = " ".join(lines.text[before : found.start].split())
            yield Reference(found.url, lines.text[found.start : found.end], location, Kind.BARE, text=words)
        for name, start, end in self._fields:
            value = lines.text[start:end]
            for found in bare_urls(lines.text, start, end):
                location = lines.location(found.start, found.end)
                raw = lines.text[found.start : found.end]
                yield Reference(found.url, raw, location, Kind.FIELD, text=value, element=name)


def on_one_line(text: str) -> str:
    """Write a text so that it is a single line: whatever would end it becomes a space, place for place."""
    return _CONTROLS.sub(" ", text)


def resolved(base: str, url: str) -> str:
    """Resolve a URL against a base, if there is one; it stays as it is if one of them cannot be read."""
    if not base or not url:
        return url
    try:
        return urljoin(base, url)
    except ValueError:
        return url
