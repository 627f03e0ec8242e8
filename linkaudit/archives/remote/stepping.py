"""From memento to memento: the captures that mementos name as those before and after them (RFC 7089, 2.2.2).

For archives that have no TimeMap. Each step is a request, so there are few of them, and the reach says how far they
went.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from linkaudit.archives.choose import Capture
from linkaudit.archives.holdings import Listing
from linkaudit.archives.remote.links import named

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from linkaudit.archives.holdings import Question, Shown
    from linkaudit.archives.remote.links import Link

STEPS = 8
"""Mementos that are looked at on each side."""


class Look(Protocol):
    """Plays back a capture, and gives the links that came with it."""

    async def __call__(
        self, capture: Capture, target: str, *, read_body: bool
    ) -> tuple[Shown | None, tuple[Link, ...]]:
        """Raise UnansweredError if the archive does not answer."""
        ...


class _Way(Struct, frozen=True):
    """What was met on one side."""

    captures: tuple[Capture, ...]
    ended: bool
    """Whether there is nothing behind the last of them."""


async def listed(look: Look, start: Capture, question: Question) -> Listing:
    """List what lies around the capture nearest to the date, on those sides that the question is about."""
    captures: dict[Capture, None] = {}
    reach = inf
    backward = question.last is not None or question.first is None
    forward = question.first is not None or question.last is None
    for wanted, relation, end in ((backward, "prev", "first"), (forward, "next", "last")):
        if not wanted:
            continue
        way = await _walked(look, start, question.target, (relation, end))
        captures.update(dict.fromkeys(way.captures))
        if not way.ended:
            reach = min(reach, _behind(way.captures, relation, question.end))
    return Listing(tuple(captures), reach)


async def _walked(look: Look, start: Capture, target: str, relations: tuple[str, str]) -> _Way:
    relation, end = relations
    met: list[Capture] = []
    step: Capture | None = start
    while step and len(met) < STEPS:
        shown, around = await look(step, target, read_body=False)
        if shown is None:
            return _Way(tuple(met), ended=False)
        met.append(shown.capture)
        if _is(end, shown, around):
            return _Way(tuple(met), ended=True)
        step = _neighbour(named(around, relation, "memento"), shown.capture, relation)
    return _Way(tuple(met), ended=False)


def _is(end: str, shown: Shown, around: Sequence[Link]) -> bool:
    """Tell whether a memento is the first or last of all, as it says itself."""
    link = named(around, end, "memento")
    return link is not None and link.moment == shown.capture.captured_at


def _neighbour(link: Link | None, capture: Capture, relation: str) -> Capture | None:
    """Give the capture to which a link leads, if it lies on the side on which it is said to be."""
    if link is None or link.moment is None or link.moment == capture.captured_at:
        return None
    if (link.moment < capture.captured_at) is not (relation == "prev"):
        return None
    return Capture(link.moment, None, place=link.target)


def _behind(met: Sequence[Capture], relation: str, end: datetime) -> float:
    """Give the seconds from the date to the last capture that was met on a side; 0 if that is not beyond the date."""
    if not met:
        return 0.0
    seconds = (met[-1].captured_at - end).total_seconds()
    return max(0.0, -seconds if relation == "prev" else seconds)
