"""How much of each of two texts stands in the other, once it is known that one has been copied.

What alone would tell nothing counts then, too: the sentences of a text that was put in another order, each with some
words exchanged, and a passage that stands twice in the one and once in the other.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from linkaudit.collection.stretches import stretches

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linkaudit.collection.stretches import Stretch

# Words that are shared in a stretch of two texts of which much is the same, at least, and how much that is.
_LEAST = 5
_SEED = 2
_MUCH = 0.35
# Words of a text that stand in the other once more, at least: fewer are a refrain.
_AGAIN = 22
# What stands for a word that is in a stretch already, in the one text and in the other.
_TAKEN = "\0", "\1"


def with_short_ones(found: Sequence[Stretch], one: Sequence[str], other: Sequence[str]) -> list[Stretch]:
    """Add the short stretches to those that were found, if those are much of one of the texts."""
    same = sum(len(stretch.places) for stretch in found)
    if not _MUCH * min(len(one), len(other)) <= same < min(len(one), len(other)) - _LEAST:
        return list(found)
    rest = (
        _without((i for stretch in found for i, _ in stretch.places), one, _TAKEN[0]),
        _without((j for stretch in found for _, j in stretch.places), other, _TAKEN[1]),
    )
    return sorted(chain(found, stretches(*rest, _LEAST, _SEED)), key=lambda stretch: stretch.places[0])


def once_more(found: Sequence[Stretch], one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Count the words of each text that are in no stretch, since the other has only once what stands there again."""
    mine = {i for stretch in found for i, _ in stretch.places}
    theirs = {j for stretch in found for _, j in stretch.places}
    return _again(one, mine, other), _again(other, theirs, one)


def _again(text: Sequence[str], taken: set[int], other: Sequence[str]) -> int:
    """Count the words of a text beside those that are taken that stand in the other."""
    if len(text) - len(taken) < _AGAIN or not _repeats(text):
        return 0
    return sum(len(stretch.places) for stretch in stretches(_without(taken, text, _TAKEN[0]), other, _AGAIN))


def _repeats(text: Sequence[str]) -> bool:
    """Tell whether so many words stand twice in a text that a passage may."""
    grams = list(zip(*(text[at:] for at in range(_LEAST)), strict=False))
    return len(grams) - len(set(grams)) >= _LEAST


def _without(taken: Iterable[int], text: Sequence[str], instead: str) -> list[str]:
    rest = list(text)
    for at in taken:
        rest[at] = instead
    return rest
