"""A text that stands in its source in another spelling: escaped in JSON, encoded for mail, with character references.

It is read as what it says, and every place found in it is turned into the place in the source.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.models import Block

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.documents.interface import Reading
    from linkaudit.documents.positions import Lines
    from linkaudit.models import Comment, Entry, Field, Location

    Piece = tuple[str, int, int]
    """What a text says, and where that begins and ends in the source.

    A piece as long as its place stands there as it is; any other is one unit: an escape, a coded stretch.
    """


class Derived:
    """A text put together from pieces, and the way back to the source."""

    def __init__(self, pieces: Iterable[Piece]) -> None:
        """Put the pieces together, which stand in the source in the same order."""
        self._pieces = [piece for piece in pieces if piece[0]]
        self._starts = [0]
        for text, _, _ in self._pieces:
            self._starts.append(self._starts[-1] + len(text))

    @property
    def text(self) -> str:
        """What the source says."""
        return "".join(text for text, _, _ in self._pieces)

    def start(self, offset: int) -> int:
        """Find where in the source the character at `offset` begins; at the end of the text, where the text ends."""
        if not self._pieces:
            return 0
        if offset >= self._starts[-1]:
            return self._pieces[-1][2]
        return self._place(bisect_right(self._starts, offset) - 1, offset)

    def end(self, offset: int) -> int:
        """Find where in the source the character before `offset` ends; at the beginning, where the text begins."""
        if offset <= 0:
            return self.start(0)
        number = bisect_left(self._starts, min(offset, self._starts[-1])) - 1
        text, start, end = self._pieces[number]
        inside = offset - self._starts[number]
        return end if inside >= len(text) or end - start != len(text) else start + inside

    def relocated(self, reading: Reading, lines: Lines) -> Reading:
        """Turn what was found in this text into what stands in the source, whose lines are `lines`."""
        return replace(
            reading,
            references=tuple(
                replace(
                    each,
                    location=(place := self._location(each.location, lines)),
                    raw=lines.text[place.start : place.end],
                    uses=tuple(self._location(use, lines) for use in each.uses),
                )
                for each in reading.references
            ),
            blocks=tuple(map(self._block, reading.blocks)),
            fields=tuple(self._field(each, lines) for each in reading.fields),
            comments=tuple(self._comment(each, lines) for each in reading.comments),
            entries=tuple(self._entry(each, lines) for each in reading.entries),
        )

    def _place(self, number: int, offset: int) -> int:
        """Find a place within a piece."""
        text, start, end = self._pieces[number]
        return start + offset - self._starts[number] if end - start == len(text) else start

    def _location(self, location: Location, lines: Lines) -> Location:
        start = self.start(location.start)
        end = self.end(location.end) if location.end > location.start else start
        return lines.location(start, max(start, end))

    def _field(self, field: Field, lines: Lines) -> Field:
        return replace(field, location=self._location(field.location, lines))

    def _comment(self, comment: Comment, lines: Lines) -> Comment:
        return replace(comment, location=self._location(comment.location, lines))

    def _entry(self, entry: Entry, lines: Lines) -> Entry:
        fields = tuple(self._field(each, lines) for each in entry.fields)
        return replace(entry, location=self._location(entry.location, lines), fields=fields)

    def _block(self, block: Block) -> Block:
        segments = tuple(self._segments(block))
        return Block(block.kind, block.text, segments, self.start(block.start), self.end(block.end))

    def _segments(self, block: Block) -> Iterator[tuple[int, int]]:
        """Cut the segments of a block where a piece of this text begins."""
        ends = [begin for begin, _ in block.segments[1:]] + [len(block.text)]
        for (begin, place), end in zip(block.segments, ends, strict=True):
            yield begin, self.start(place)
            first = bisect_right(self._starts, place)
            last = bisect_left(self._starts, place + end - begin)
            for number in range(first, min(last, len(self._pieces))):
                yield begin + self._starts[number] - place, self._pieces[number][1]
