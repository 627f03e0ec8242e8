"""Where in its line, as a reader sees it, what stands at a place of the source."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.models import Block, Document

_place = itemgetter(1)


class Spot(NamedTuple):
    """A place in a line as a reader sees it."""

    column: int
    """From 0. For what a reader does not see, such as the target of a link, it is where the visible text goes on."""
    line: str
    before: str
    """The line before it in the same paragraph; empty if it is the first."""


_NOWHERE = Spot(0, "", "")


def spots(document: Document) -> Callable[[int], Spot]:
    """Give what finds the place of the visible text for an offset of a document's text."""
    starts = [block.start for block in document.blocks]

    def spot(offset: int) -> Spot:
        number = bisect_right(starts, offset) - 1
        return _spot(document.blocks[number], offset) if number >= 0 else _NOWHERE

    return spot


def _spot(block: Block, offset: int) -> Spot:
    number = bisect_right(block.segments, offset, key=_place) - 1
    if number < 0:
        return _NOWHERE
    begin, place = block.segments[number]
    behind = block.segments[number + 1][0] if number + 1 < len(block.segments) else len(block.text)
    at = min(begin + offset - place, behind)
    start = block.text.rfind("\n", 0, at) + 1
    end = block.text.find("\n", at)
    above = block.text[block.text.rfind("\n", 0, start - 1) + 1 : start - 1] if start else ""
    return Spot(at - start, block.text[start : end if end >= 0 else None], above)
