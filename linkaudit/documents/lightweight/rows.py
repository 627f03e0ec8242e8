"""The lines of a text as pairs of offsets: blocks inside blocks are cut without copying, and keep their places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.derived import Derived

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.documents.derived import Piece

    Row = tuple[int, int]
    """Where a line of a block begins and ends, without the block's indentation and without trailing white space."""


def rows_of(text: str) -> Iterator[Row]:
    """Cut a text, whose lines end in line feeds, into lines without their trailing white space."""
    begin = 0
    for line in text.split("\n"):
        yield begin, begin + len(line.rstrip())
        begin += len(line) + 1


def stretch(text: str, rows: Sequence[Row]) -> Derived:
    """Join rows to running text with the places of its lines."""
    return Derived(_pieces(text, rows) if rows else ())


def _pieces(text: str, rows: Sequence[Row]) -> Iterator[Piece]:
    """Join rows; those that follow each other directly are one piece."""
    begin, last = rows[0]
    for start, end in rows[1:]:
        if start != last + 1:
            yield text[begin:last], begin, last
            yield "\n", last, start
            begin = start
        last = end
    yield text[begin:last], begin, last
