"""How far a listing reaches that was cut short: the stretches of time of which it says nothing."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import pairwise
from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linkaudit.archives.holdings import Question

Stretch = tuple[datetime, datetime]
EVER = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))


def unseen(moments: Sequence[datetime]) -> Stretch:
    """Give the time of which a list says nothing that breaks off behind these moments: all of it if it has no order."""
    if len(moments) > 1 and in_order(moments):
        return (moments[-1], EVER[1])
    if len(moments) > 1 and in_order(moments[::-1]):
        return (EVER[0], moments[-1])
    return EVER


def in_order(moments: Sequence[datetime]) -> bool:
    """Tell whether moments go forward in time."""
    return all(one <= other for one, other in pairwise(moments))


def by_nearness(moments: Sequence[datetime], end: datetime) -> bool:
    """Tell whether moments go away from one."""
    return in_order([EVER[0] + abs(moment - end) for moment in moments])


def bounds_of(question: Question) -> Stretch:
    """Give the time that a question is about."""
    return (question.first or EVER[0], question.last or EVER[1])


def reach_of(stretches: Iterable[Stretch], question: Question) -> float:
    """Give the seconds from the date of a question to the nearest moment of which nothing is said."""
    bounds = bounds_of(question)
    within = (common(each, bounds) for each in stretches)
    return min((gap(each, question.end) for each in within if not empty(each)), default=inf)


def common(one: Stretch, other: Stretch) -> Stretch:
    """Give what two stretches have in common; it may be empty."""
    return (max(one[0], other[0]), min(one[1], other[1]))


def empty(stretch: Stretch) -> bool:
    """Tell whether a stretch has no time in it."""
    return stretch[0] > stretch[1]


def gap(stretch: Stretch, moment: datetime) -> float:
    """Give the seconds from a moment to a stretch of time; 0 inside of it."""
    return max((stretch[0] - moment).total_seconds(), (moment - stretch[1]).total_seconds(), 0.0)
