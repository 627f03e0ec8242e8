"""A text with its line ends and tabs put into one form, for formats in which lines and columns matter.

Where the text is already so, it is read as it is; else it is read in that form, and all places are turned back.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.derived import Derived
from linkaudit.documents.positions import Lines
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Reading

_TAB_WIDTH = 8
_LINE_ENDS = Pattern(r"\A\ufeff|\r\n?")
_LINE_ENDS_AND_TABS = Pattern(r"\A\ufeff|\r\n?|[\t\v\f]")


def read_normalized(lines: Lines, read: Callable[[Lines], Reading], *, tabs: bool = False) -> Reading:
    """Read a text whose lines end in line feeds only; with `tabs`, tabs are spaces up to the next multiple of eight."""
    pattern = _LINE_ENDS_AND_TABS if tabs else _LINE_ENDS
    first = pattern.search(lines.text)
    if first is None:
        return read(lines)
    derived = Derived(_pieces(lines.text, pattern))
    return derived.relocated(read(Lines(lines.path, derived.text)), lines)


def _pieces(text: str, pattern: Pattern) -> Iterator[Piece]:
    """Cut the text where something is written otherwise."""
    position = column = 0
    for found in pattern.finditer(text):
        before = text[position : found.start()]
        cut = before.rfind("\n")
        column = column + len(before) if cut < 0 else len(before) - cut - 1
        yield before, position, found.start()
        position = found.end()
        if found[0] == "\ufeff":
            continue
        if found[0][0] == "\r":
            yield "\n", *found.span()
            column = 0
            continue
        yield " ", *found.span()
        # The other columns of a tab are nowhere in the source; so no place is found beyond it.
        width = _TAB_WIDTH - column % _TAB_WIDTH if found[0] == "\t" else 1
        yield from ((" ", position, position) for _ in range(width - 1))
        column += width
    yield text[position:], position, len(text)
