"""Where in its line, as a reader sees it, what stands at a place of the source."""

from __future__ import annotations

from bisect import bisect_right
from operator import itemgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.models import Block, Document

_place = itemgetter(1)


def columns(document: Document) -> Callable[[int], int]:
    """Give what turns an offset of a document's text into a column of the visible line, from 0.

    For what a reader does not see, such as the target of a link, it is where the visible text goes on.
    """
    starts = [block.start for block in document.blocks]

    def column(offset: int) -> int:
        number = bisect_right(starts, offset) - 1
        return _column(document.blocks[number], offset) if number >= 0 else 0

    return column


def _column(block: Block, offset: int) -> int:
    number = bisect_right(block.segments, offset, key=_place) - 1
    if number < 0:
        return 0
    begin, place = block.segments[number]
    behind = block.segments[number + 1][0] if number + 1 < len(block.segments) else len(block.text)
    at = min(begin + offset - place, behind)
    return at - block.text.rfind("\n", 0, at) - 1
