"""Tables of reStructuredText: where the text of each cell stands.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#tables
"""

from __future__ import annotations

import re
import unicodedata
from bisect import insort
from typing import TYPE_CHECKING

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.documents.lightweight.rows import Row

GRID_BORDER = Pattern(r"\+-[-+]+-\+\Z")
_GRID_RULE = Pattern(r"\+=[=+]+=\+\Z")
SIMPLE_BORDER = Pattern(r"=+(?: +=+)+\Z")
_SIMPLE_RULE = Pattern(r"=[ =]*\Z")
_SPAN_RULE = Pattern(r"-[ -]*\Z")
_COLUMN = Pattern(r"[-=]+")
# A table whose borders promise more cells than this is none that a person drew.
_MOST_STEPS = 2_000_000


class MalformedTableError(ValueError):
    """What looks like a table cannot be read as one."""


def grid_cells(text: str, rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Find the cells of a table drawn with `+`, `-` and `|`. Raises MalformedTableError.

    From the upper left corner on, each cell is traced around; its upper right and lower left corners are corners of
    further cells. That is docutils' own way.
    """
    return _Grid([_Columns(text, row) for row in rows]).cells()


class _Columns:
    """A line of a table by the columns in which its characters are seen: wide characters take two."""

    def __init__(self, text: str, row: Row) -> None:
        begin, end = row
        self.text = text[begin:end]
        self.begin = begin
        self._offsets: list[int] | None = None
        if not self.text.isascii():
            self._offsets = []
            shown: list[str] = []
            for offset, character in enumerate(self.text):
                width = 0 if unicodedata.combining(character) else 1
                width += unicodedata.east_asian_width(character) in "WF"
                self._offsets += [offset] * width
                shown.append(character * width)
            self.text = "".join(shown)

    def row(self, start: int, end: int) -> Row:
        """Give what stands between two columns, without trailing white space."""
        start, end = min(start, len(self.text)), min(end, len(self.text))
        end = start + len(self.text[start:end].rstrip())
        if self._offsets is None:
            return self.begin + start, self.begin + end
        if start >= end:
            return self.begin, self.begin
        return self.begin + self._offsets[start], self.begin + self._offsets[end - 1] + 1


class _Grid:
    """A table drawn with `+`, `-` and `|`."""

    def __init__(self, lines: list[_Columns]) -> None:
        self._lines = lines
        self._bottom = len(lines) - 1
        width = len(lines[0].text)
        self._right = width - 1
        self._drawn = [line.text for line in lines]
        for number, drawn in enumerate(self._drawn):
            if len(drawn) != width or drawn[-1] not in "+|":
                raise MalformedTableError
            if _GRID_RULE.match(drawn):
                self._drawn[number] = drawn.replace("=", "-")
        self._done = [-1] * width
        self._steps = 0

    def cells(self) -> Iterator[list[Row]]:
        corners = [(0, 0)]
        while corners:
            top, left = corners.pop(0)
            if top == self._bottom or left == self._right or top <= self._done[left]:
                continue
            found = self._right_from(top, left)
            if found is None:
                continue
            bottom, right = found
            if any(done != top - 1 for done in self._done[left:right]):
                raise MalformedTableError
            self._done[left:right] = [bottom - 1] * (right - left)
            yield [line.row(left + 1, right) for line in self._lines[top + 1 : bottom]]
            for corner in ((top, right), (bottom, left)):
                insort(corners, corner)
        if any(done != self._bottom - 1 for done in self._done[: self._right]):
            raise MalformedTableError

    def _count(self, steps: int) -> None:
        self._steps += steps
        if self._steps > _MOST_STEPS:
            raise MalformedTableError

    def _right_from(self, top: int, left: int) -> tuple[int, int] | None:
        """Go right along the upper border up to a corner from which the cell can be traced around."""
        for column in range(left + 1, self._right + 1):
            self._count(1)
            character = self._drawn[top][column]
            if character == "+":
                bottom = self._down_from(top, left, column)
                if bottom is not None:
                    return bottom, column
            elif character != "-":
                return None
        return None

    def _down_from(self, top: int, left: int, right: int) -> int | None:
        """Go down along the right border to a corner that closes the cell."""
        for line in range(top + 1, self._bottom + 1):
            self._count(1)
            character = self._drawn[line][right]
            if character == "+":
                if self._closes(top, left, line, right):
                    return line
            elif character != "|":
                return None
        return None

    def _closes(self, top: int, left: int, bottom: int, right: int) -> bool:
        """Tell whether the lower and the left border of a cell are drawn."""
        self._count(right - left + bottom - top)
        if self._drawn[bottom][left] != "+" or self._drawn[bottom][left + 1 : right].strip("-+"):
            return False
        return all(drawn[left] in "|+" for drawn in self._drawn[top + 1 : bottom])


def simple_cells(text: str, rows: Sequence[Row]) -> Iterator[list[Row]]:
    """Find the cells of a table whose columns are underlined with `=`. Raises MalformedTableError."""
    lines = [_Columns(text, row) for row in rows]
    columns = _columns(lines[0].text)
    gathered: list[_Columns] = []
    begun = False
    for number, line in enumerate(lines[1:], 1):
        rule = _SIMPLE_RULE.match(line.text) is not None or _SPAN_RULE.match(line.text) is not None
        if rule:
            spans = _columns(line.text) if number < len(lines) - 1 else columns
            yield from _row_cells(gathered, columns, spans)
            gathered, begun = [], False
        elif line.text[: columns[0][1]].strip():
            if begun:
                yield from _row_cells(gathered, columns, columns)
                gathered = []
            gathered.append(line)
            begun = True
        elif begun or line.text:
            # Lines before the first text of the first column belong to the row that has no such text.
            gathered.append(line)
    if any(line.text for line in gathered):
        raise MalformedTableError


def simple_end(text: str, rows: Sequence[Row], first: int) -> int | None:
    """Find the last line of the table that begins at `rows[first]`; None if it has no end."""
    width = rows[first][1] - rows[first][0]
    borders = 0
    for number in range(first + 1, len(rows)):
        begin, end = rows[number]
        if text[begin : begin + 1] == "=" and _SIMPLE_RULE.match(text, begin, end):
            if end - begin != width:
                return None
            borders += 1
            last = number + 1 == len(rows) or rows[number + 1][0] == rows[number + 1][1]
            if last or borders > 1:
                return number
    return None


def _columns(rule: str) -> list[tuple[int, int]]:
    """Find the columns that a rule underlines."""
    return [found.span() for found in _COLUMN.finditer(rule)]


def _row_cells(
    lines: list[_Columns], columns: list[tuple[int, int]], spans: list[tuple[int, int]]
) -> Iterator[list[Row]]:
    """Cut the lines of a row; the last column has no end."""
    edges = {begin for begin, _ in columns}
    if not lines or not spans:
        return
    if any(begin not in edges for begin, _ in spans):
        raise MalformedTableError
    for number, (begin, end) in enumerate(spans):
        last = number + 1 == len(spans)
        following = len(max((line.text for line in lines), key=len)) if last else spans[number + 1][0]
        if not last and any(line.text[end:following].strip() for line in lines):
            raise MalformedTableError
        yield [line.row(begin, max(end, following) if last else end) for line in lines]


def csv_cells(text: str, begin: int, end: int, delimiter: str = ",") -> Iterator[Row]:
    """Find the cells of values separated by commas, or by another character."""
    parting = re.compile(f"[{re.escape(delimiter)}\n]")
    position = begin
    while position < end:
        while position < end and text[position] in " \n":
            position += 1
        quoted = text[position : position + 1] == '"'
        begun = position + quoted
        if quoted:
            position = _closing_quote(text, begun, end)
        found = parting.search(text, position, end)
        stop = found.start() if found else end
        yield begun, position if quoted else begun + len(text[begun:stop].rstrip())
        position = stop + 1


def _closing_quote(text: str, position: int, end: int) -> int:
    """Find the quotation mark that ends a cell; a doubled one stands for itself."""
    while True:
        position = text.find('"', position, end)
        if position < 0:
            return end
        if text[position + 1 : position + 2] != '"':
            return position
        position += 2
