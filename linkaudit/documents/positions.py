"""From offsets to lines and columns, and from UTF-8 byte offsets to code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import accumulate
from operator import add
from typing import TYPE_CHECKING

from linkaudit.models import Location
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.models import Block, Document, Part, Reference

# What a text editor calls a new line. `str.splitlines` knows more (form feed, U+2028 …), editors do not.
_LINE_END = Pattern(r"\r\n?|\n")


class Lines:
    """The lines of a text: turns a pair of offsets (code points) into a Location."""

    def __init__(self, path: str, text: str, parts: tuple[Part, ...] = ()) -> None:
        """Find the lines of `text`, which stands in the file `path`, or was made of it in `parts`."""
        self.path = path
        self.text = text
        self.parts = parts
        self.starts = [0, *(match.end() for match in _LINE_END.finditer(text))] if "\r" in text else _line_feeds(text)

    def line_of(self, offset: int) -> int:
        """Count from 1 the line in which `offset` lies."""
        return bisect_right(self.starts, offset)

    def location(self, start: int, end: int) -> Location:
        """Locate `text[start:end]`."""
        line = bisect_right(self.starts, start)
        end_line = bisect_right(self.starts, end, lo=line - 1) if end > start else line
        column, end_column = start - self.starts[line - 1] + 1, end - self.starts[end_line - 1] + 1
        if not self.parts:
            return Location(self.path, line, column, end_line, end_column, start, end)
        part = self.parts[max(0, bisect_right(self.parts, start, key=_start_of_part) - 1)]
        before = self.line_of(part.start) - 1 if part.numbered else 0
        return Location(self.path, line - before, column, end_line - before, end_column, start, end, part.name)

    def offset(self, line: int, column: int) -> int:
        """Turn a line (from 1) and a column (from 0) into an offset."""
        return self.starts[line - 1] + column


def _line_feeds(text: str) -> list[int]:
    """List where the lines of a text begin that end in line feeds alone, as nearly all do; done without a loop."""
    lengths = accumulate(map(len, text.split("\n")))
    return [0, *map(add, lengths, range(1, text.count("\n") + 1))]


class CodePoints:
    """Turns offsets into the UTF-8 form of a text into offsets in code points."""

    # What is known of every so many bytes is a small table; the few bytes behind are counted for each answer.
    _STRIDE = 64
    # In UTF-8 every byte of a character but its first is one of these.
    _FOLLOWING = bytes(range(0x80, 0xC0))

    def __init__(self, text: str) -> None:
        """Prepare for `text`. For ASCII the two are the same and nothing is prepared."""
        self._ascii = text.isascii()
        if not self._ascii:
            self._encoded = text.encode("utf-8", "surrogatepass")
            self._points = [0]
            for start in range(0, len(self._encoded), self._STRIDE):
                self._points.append(self._points[-1] + self._count(start, start + self._STRIDE))

    def __call__(self, offset: int) -> int:
        """Give the offset in code points of the byte at `offset`."""
        if self._ascii:
            return offset
        stretch = offset // self._STRIDE
        # What _count does; a call for every place would take as long again.
        behind = self._encoded[stretch * self._STRIDE : offset].translate(None, self._FOLLOWING)
        return self._points[stretch] + len(behind)

    def _count(self, start: int, end: int) -> int:
        """Count the characters that begin between two bytes."""
        return len(self._encoded[start:end].translate(None, self._FOLLOWING))


@lru_cache(maxsize=4)
def _lines(path: str, text: str, parts: tuple[Part, ...]) -> Lines:
    """Find the lines of a text once for all who ask while it is being worked on."""
    return Lines(path, text, parts)


def lines_of(document: Document) -> Lines:
    """Give the lines of a document."""
    return _lines(document.path, document.text, document.parts)


def locate(document: Document, block: Block, start: int, end: int) -> Location:
    """Locate `block.text[start:end]` in the document."""
    begin = block.offset(start)
    return lines_of(document).location(begin, max(begin, block.offset(max(start, end - 1)) + 1))


def references_between(document: Document, start: int, end: int) -> Sequence[Reference]:
    """Give the references of a document that begin between two offsets; they are sorted by their places."""
    first = bisect_left(document.references, start, key=_place)
    return document.references[first : bisect_left(document.references, end, lo=first, key=_place)]


def _start_of_part(part: Part) -> int:
    return part.start


def _place(reference: Reference) -> int:
    return reference.location.start


def top_of(path: str) -> Location:
    """Locate what is said of a document as a whole: its first line."""
    return Location(path, 1, 1, 1, 1, 0, 0)
