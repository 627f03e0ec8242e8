"""Which documents may share text, so that only these are compared word by word.

Samples (`collection.sketch`) are joined by the passages that they share.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.collection.sketch import Sketch

# Passages that two texts must share in their samples.
_SHARED = 3
# A passage that stands in more texts than this pairs only neighbours.
_RARE = 16


def candidates(sketches: Sequence[Sketch]) -> Iterator[tuple[int, int]]:
    """Find the pairs of texts that may share some, by their numbers, in order."""
    places: dict[int, list[int]] = defaultdict(list)
    for number, sketch in enumerate(sketches):
        for each in sketch.hashes:
            places[each].append(number)
    shared: Counter[tuple[int, int]] = Counter()
    for numbers in places.values():
        if len(numbers) > 1:
            shared.update(_paired(numbers))
    yield from sorted(pair for pair, times in shared.items() if times >= _SHARED)


def _paired(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pair texts that share a passage: all of them, if they are few, else each with the next one and the first."""
    if len(numbers) <= _RARE:
        yield from combinations(numbers, 2)
    else:
        yield from pairwise(numbers)
        yield from ((numbers[0], each) for each in numbers[2:])
