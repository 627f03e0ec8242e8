"""Whether what two texts share is a form that each of them fills in for itself: a weather report, minutes, a list.

Whoever copies a text, and whoever puts it in other words, keeps its numbers and names; in a form they are what differs.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.collection.stretches import Stretch
    from linkaudit.collection.words import Words

# Numbers and names that differ where two texts go on alike: fewer are corrections, or news of the same matter. They
# are most of those that are there, and stand throughout.
_FEW = 4
_MOST = 0.5
_THROUGHOUT = 0.05
# How much rarer other words differ there: where nouns are written like names, they are exchanged with all others.
_RARER = 2
# From this share of names and numbers on, what is shared is a list of them, or of the titles of works.
_LIST = 0.6


class Slots(Struct, frozen=True):
    """How many numbers and names there are in what two texts share, and how many other words."""

    telling: int = 0
    telling_differ: int = 0
    """Of them, those with others in their place."""
    plain: int = 0
    plain_differ: int = 0
    listed: int = 0
    """How many of the words that stand in both are numbers, or written like names in both."""
    unbroken: int = 0
    """The longest sequence of words that stand in both and have no number or name between them that differs."""

    @property
    def is_list(self) -> bool:
        """Whether what is shared is a list of names and numbers."""
        return self.listed > _LIST * (self.telling + self.plain - self.telling_differ - self.plain_differ)

    @property
    def filled(self) -> bool:
        """Whether what is shared is a form."""
        words = self.telling + self.plain
        return (
            self.telling_differ >= max(_FEW, _MOST * self.telling, _THROUGHOUT * words)
            and self.telling_differ * self.plain > _RARER * self.plain_differ * self.telling
        )

    def beyond(self, all_of_them: Slots) -> float:
        """Say how many numbers and names differ beyond those that may since words are exchanged in general."""
        rate = all_of_them.plain_differ / all_of_them.plain if all_of_them.plain else 0
        return max(0.0, self.telling_differ - _RARER * rate * self.telling)


def slots(stretch: Stretch, one: Words, other: Words) -> Slots:
    """Count the words of a stretch."""
    (first_i, first_j), (last_i, last_j) = stretch.places[0], stretch.places[-1]
    mine, theirs = one.telling(first_i, last_i), other.telling(first_j, last_j)
    kept = sum(i in mine and j in theirs for i, j in stretch.places)
    telling_differ = differ = unbroken = 0
    begin = 0
    for at, ((i, j), (next_i, next_j)) in enumerate(pairwise(stretch.places), 1):
        mine_between, theirs_between = _between(i, next_i, mine), _between(j, next_j, theirs)
        telling_here = min(mine_between[0], theirs_between[0])
        telling_differ += telling_here
        differ += min(mine_between[1], theirs_between[1])
        if telling_here:
            unbroken, begin = max(unbroken, at - begin), at
    unbroken = max(unbroken, len(stretch.places) - begin)
    plain = len(stretch.places) - kept + differ
    listed = one.listed(first_i, last_i), other.listed(first_j, last_j)
    both_listed = sum(i in listed[0] and j in listed[1] for i, j in stretch.places)
    return Slots(kept + telling_differ, telling_differ, plain, differ, both_listed, unbroken)


def _between(word: int, following: int, telling: set[int]) -> tuple[int, int]:
    """Count the words between two: the numbers and names, and the others."""
    found = sum(at in telling for at in range(word + 1, following))
    return found, following - word - 1 - found


def together(some: Sequence[Slots]) -> Slots:
    """Add up the counts of stretches."""
    return Slots(
        sum(each.telling for each in some),
        sum(each.telling_differ for each in some),
        sum(each.plain for each in some),
        sum(each.plain_differ for each in some),
        sum(each.listed for each in some),
        max((each.unbroken for each in some), default=0),
    )
