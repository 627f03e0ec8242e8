"""Running text of wikitext: paragraphs, headings, items, tables; and the pieces in which a URL may stand bare."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.pages.attributes import unescape
from linkaudit.documents.visible import VisibleText
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.models import Block

_MARK = Pattern(
    r"(?P<line>\r\n?|\n)|(?P<quotes>'{2,})|(?P<word>__[A-Z]{3,25}__)|(?P<cell>\|\||!!)"
    r"|(?P<entity>&(?:[A-Za-z][A-Za-z0-9]{1,30}|#[0-9]{1,7}|#[Xx][0-9A-Fa-f]{1,6});)"
)
# What a line begins with: https://www.mediawiki.org/wiki/Help:Formatting and Help:Tables.
_HEADING = Pattern(r"={1,6}")
_ITEM = Pattern(r"[*#:;]+[ \t]*|-{4,}")
_TABLE = Pattern(r"[ \t:]*(?:(?P<begin>\{\|)|(?P<end>\|\})|(?P<row>\|-+)|(?P<cell>\|\+?|!))")
_LINE_END = Pattern(r"[\r\n]|\Z")
_CELL_ATTRIBUTES = Pattern(r"[^|\[\]{}\r\n]*\|(?!\|)")


def pieces(source: str, start: int, end: int) -> Iterator[Piece]:
    """Cut text that nobody sees, but in which a URL may stand, at what ends one: italics, the ends of lines."""
    position = start
    for mark in _MARK.finditer(source, start, end):
        if position < mark.start():
            yield source[position : mark.start()], position, mark.start()
        if mark["entity"]:
            yield unescape(mark[0]), mark.start(), mark.end()
        position = mark.end()
    if position < end:
        yield source[position:end], position, end


class WikiText:
    """Turns a flow of text into blocks: the page itself, or one footnote."""

    def __init__(self, source: str, start: int, kind: str = "paragraph") -> None:
        """Begin at `start` of the source; text that is nothing special is of the given kind."""
        self._source = source
        self._visible = VisibleText(start)
        self._kind = kind
        self._visible.end_block(start, kind)
        self._fresh = True
        """Whether a line begins here."""
        self._blank = True
        """Whether the line had nothing in it so far."""
        self._line_end = -1
        """Where the line before ended, which shows if more of the block follows; -1 if none did."""
        self._single = False
        """Whether the block ends with its line: a heading, an item."""
        self._shown_to = -1
        """Where the rest of the line begins that is markup: the closing signs of a heading, the attributes of a row."""
        self._tables = 0
        """How many tables are open."""
        self._headers = False
        """Whether the cells of the line are headers, which `!!` parts, too."""
        self._cell = False
        """Whether a cell begins here, perhaps with attributes."""
        self.gallery = False
        """Whether each line is a picture, with its caption behind a `|`."""
        self.title: tuple[int, int] | None = None
        """Where the first heading of the first level stands."""

    @property
    def blocks(self) -> list[Block]:
        """The blocks that have ended."""
        return self._visible.blocks

    def touch(self) -> None:
        """Take note that something stands here: the line is not blank, nor is this its beginning."""
        self._fresh = self._blank = self._cell = False

    @property
    def at_line_start(self) -> bool:
        """Whether nothing of the line was seen yet."""
        return self._blank

    def end_block(self, place: int, kind: str = "") -> None:
        """End the present block and begin one, of the usual kind unless another is named."""
        self._visible.end_block(place, kind or ("cell" if self._tables else self._kind))
        self._single = kind in ("heading", "item")
        self._line_end = -1

    def show(self, text: str, place: int) -> None:
        """Add what a reader sees at a place, whatever stands there."""
        self._add(text, place)
        self.touch()

    def _add(self, text: str, place: int) -> None:
        if self._line_end >= 0 and self._visible.length:
            self._visible.add("\n", self._line_end)
        self._line_end = -1
        self._visible.add(text, place)

    def take(self, start: int, end: int) -> Iterator[Piece]:
        """Take text between two offsets, and give the pieces in which a URL may stand bare."""
        position = start
        while position < end:
            if self._fresh:
                position = self._begin_line(position, end)
            if self._cell:
                self._cell = False
                attributes = _CELL_ATTRIBUTES.match(self._source, position, end)
                position = attributes.end() if attributes else position
            mark = _MARK.search(self._source, position, end)
            stop = mark.start() if mark else end
            yield from self._plain(position, stop)
            if mark is None:
                return
            if mark["line"]:
                self._end_line(mark.start())
            else:
                yield from self._mark(mark)
            position = mark.end()

    def _plain(self, start: int, end: int) -> Iterator[Piece]:
        """Take text without marks, as far as it is shown."""
        if self._shown_to >= 0:
            end = min(end, self._shown_to)
        if start < end:
            text = self._source[start:end]
            self._add(text, start)
            self._blank = self._blank and text.isspace()
            yield text, start, end

    def _mark(self, mark: re.Match[str]) -> Iterator[Piece]:
        """Take what stands for something else than itself. A word such as `__NOTOC__` stands for nothing."""
        start, end = mark.span()
        self._blank = False
        if 0 <= self._shown_to <= start:
            return
        if mark["entity"]:
            text = unescape(mark[0])
            self._add(text, start)
            yield text, start, end
        elif mark["cell"] and self._tables and (self._headers or mark[0] == "||"):
            self.end_block(start)
            self._cell = True
        elif mark["cell"]:
            yield from self._plain(start, end)

    def _end_line(self, place: int) -> None:
        """End a line, and the block with it if the line is blank, or all of the block."""
        if self._single or self._blank or self._shown_to >= 0:
            self.end_block(place)
        else:
            self._line_end = place
        self._fresh = self._blank = True
        self._headers = self._cell = False
        self._shown_to = -1

    def _begin_line(self, position: int, end: int) -> int:
        """Take what a line begins with; give the place behind it."""
        self._fresh = False
        if self.gallery:
            return self._picture(position, end)
        table = _TABLE.match(self._source, position, end)
        if table and (self._tables or table["begin"]):
            return self._table(table)
        heading = _HEADING.match(self._source, position, end)
        if heading:
            return self._begin_heading(heading)
        item = _ITEM.match(self._source, position, end)
        if item is None:
            return position
        self.end_block(position, "" if item[0][0] == "-" else "item")
        self._blank = False
        return item.end()

    def _begin_heading(self, heading: re.Match[str]) -> int:
        """Take a heading if its line ends as it begins; there may be comments behind."""
        found = _LINE_END.search(self._source, heading.end())
        begin, end = heading.start(), found.start() if found else heading.end()
        line = self._source[begin:end].rstrip()
        while line.endswith("-->") and "<!--" in line:
            line = line[: line.rindex("<!--")].rstrip()
        level = min(len(heading[0]), len(line) - len(line.rstrip("=")), (len(line) - 1) // 2)
        if level < 1:
            return begin
        self.end_block(begin, "heading")
        self._blank = False
        inner = line[level : len(line) - level]
        self._shown_to = begin + level + len(inner.rstrip())
        if level == 1 and self.title is None:
            self.title = (begin + 1, self._shown_to)
        return begin + level + len(inner) - len(inner.lstrip())

    def _picture(self, position: int, end: int) -> int:
        """Take the line of a gallery."""
        found = _LINE_END.search(self._source, position, end)
        line_end = found.start() if found else end
        pipe = self._source.find("|", position, line_end)
        self.end_block(position, "item")
        return line_end if pipe < 0 else pipe + 1

    def _table(self, found: re.Match[str]) -> int:
        """Begin or end a table, a row, or a cell."""
        if found["begin"]:
            self._tables += 1
        elif found["end"]:
            self._tables -= 1
        self.end_block(found.start())
        self._blank = False
        if found["begin"] or found["row"]:
            self._shown_to = found.end()
        elif found["cell"]:
            self._cell = True
            self._headers = found["cell"] == "!"
        return found.end()
