"""Which texts may share some of their words, so that only these are compared word by word.

Their samples (`collection.sketch`) are joined by the passages that they share. MinHash with banding (A. Broder, 1997;
J. Leskovec and others, Mining of Massive Datasets, chapter 3) finds texts that are alike as a whole, and misses an
excerpt in a long text, of whose passages it is a small part; a sample by a bound keeps of the excerpt what it keeps of
the text. The passages are joined one slice of the hashes after the other, so that there is never an index of all.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from itertools import combinations, islice, pairwise
from typing import TYPE_CHECKING

from linkaudit.collection.sketch import BOUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

# Passages that two texts must share in their samples; fewer will do if a text has few.
SHARED = 3
_FEWER = 2
_SHORT = 16
# A passage that stands in more texts than this pairs only neighbours: what is said everywhere would pair all with all.
_RARE = 16
_SLICES = 16


def candidates(samples: Sequence[array[int]]) -> list[tuple[int, int]]:
    """Find the pairs of texts that may share some words, by their numbers, in order."""
    number = len(samples)
    # Pairs as one number each, by the first of the two, so that few are sorted at once.
    buckets = [array("Q") for _ in range(_SLICES)]
    size = number // _SLICES + 1
    starts = [0] * number
    for last in range(1, _SLICES + 1):
        ends = [bisect_left(sample, BOUND * last // _SLICES, lo) for sample, lo in zip(samples, starts, strict=True)]
        slices = [sample[start:end] for sample, start, end in zip(samples, starts, ends, strict=True)]
        for numbers in _shared(slices):
            for one, other in _paired(numbers):
                buckets[one // size].append(one * number + other)
        starts = ends
    short = [len(sample) < _SHORT for sample in samples]
    return [divmod(pair, number) for bucket in buckets for pair in _often(sorted(bucket), number, short)]


def share_enough(one: array[int], other: array[int]) -> bool:
    """Tell whether two texts share so many of their passages that they are worth comparing."""
    needed = _FEWER if min(len(one), len(other)) < _SHORT else SHARED
    return len(set(one).intersection(other)) >= needed


def _shared(slices: Sequence[array[int]]) -> Iterable[list[int]]:
    """Find the passages that stand in two texts or more; give the numbers of the texts."""
    seen: set[int] = set()
    twice: set[int] = set()
    for part in slices:
        twice |= seen.intersection(part)
        seen.update(part)
    del seen
    places: dict[int, list[int]] = {passage: [] for passage in twice}
    for number, part in enumerate(slices):
        for passage in twice.intersection(part):
            places[passage].append(number)
    return places.values()


def _paired(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Pair texts that share a passage: all of them, if they are few, else each with the next one and the first."""
    if len(numbers) <= _RARE:
        yield from combinations(numbers, 2)
    else:
        yield from pairwise(numbers)
        yield from ((numbers[0], each) for each in numbers[2:])


def _often(pairs: Sequence[int], number: int, short: Sequence[bool]) -> Iterator[int]:
    """Give the pairs that stand often enough in an ascending list, each once."""
    before = -1
    for pair, next_one, third in zip(pairs, islice(pairs, _FEWER - 1, None), [*pairs[SHARED - 1 :], -1], strict=False):
        if pair == next_one and pair != before and (pair == third or short[pair // number] or short[pair % number]):
            before = pair
            yield pair
