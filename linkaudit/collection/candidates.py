"""Which texts may share some of their words, so that only these are compared word by word.

Their samples (`collection.sketch`) are joined by the passages that they share. MinHash with banding (A. Broder, 1997;
J. Leskovec and others, Mining of Massive Datasets, chapter 3) finds texts that are alike as a whole, and misses an
excerpt in a long text, of whose passages it is a small part; a sample by a bound keeps of the excerpt what it keeps of
the text. The passages are joined one slice of the hashes after the other, so that there is never an index of all.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections import Counter, defaultdict
from itertools import combinations, groupby, islice, pairwise
from operator import itemgetter
from typing import TYPE_CHECKING

from linkaudit.collection.sketch import BOUND

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linkaudit.collection.sketch import Sample

# Passages that two texts must share in their samples.
_SHARED = 2
# A passage that stands in more texts than this pairs only neighbours: what is said everywhere would pair all with all.
_RARE = 16
_SLICES = 16
# Words between two shared passages of one stretch, and by how many words they may stand farther apart in one text.
_APART = 120
_SHIFTED = 4
_SHIFTED_SHARE = 0.15
# Words from the first to the last: fewer are a phrase.
_PHRASE = 8
# Shared passages before one that it is looked at with.
_BACK = 12
# How often two texts are counted as sharing a passage, all together, where those are told that share most.
_COUNTED = 8_000_000


def candidates(samples: Sequence[Sample]) -> list[tuple[int, int]]:
    """Find the pairs of texts that may share some words, by their numbers, in order."""
    found: list[tuple[int, int]] = []
    for one, pairs in groupby(_joined([each.hashes for each in samples]), key=itemgetter(0)):
        hashes = frozenset(samples[one].hashes)
        found += (pair for pair in pairs if _follow(hashes, samples[one], samples[pair[1]]))
    return found


def share(one: Sample, other: Sample) -> bool:
    """Tell whether two texts may share some words."""
    return _follow(frozenset(one.hashes), one, other)


def strongest(samples: Sequence[Sample], most: int) -> list[tuple[int, int]]:
    """Pair each text with those that share most passages with it, `most` at the most, by their numbers, in order.

    Of a passage that stands in more texts, each is paired with those that come next before and behind it. Passages are
    counted in the order of their hashes, which is chance, as far as time allows.
    """
    holders: dict[int, list[int]] = defaultdict(list)
    for number, sample in enumerate(samples):
        for passage in sample.hashes:
            holders[passage].append(number)
    shared: list[Counter[int]] = [Counter() for _ in samples]
    counted = 0
    for passage in sorted(passage for passage, numbers in holders.items() if len(numbers) > 1):
        numbers = holders[passage]
        around = len(numbers) if len(numbers) <= most else most // 2 or 1
        for at, number in enumerate(numbers):
            others = numbers[max(0, at - around) : at + around + 1]
            shared[number].update(others)
            counted += len(others)
        if counted > _COUNTED:
            break
    found: set[tuple[int, int]] = set()
    for number, counts in enumerate(shared):
        # Of those that share as much, the nearest.
        ranked = sorted((-count, abs(other - number), other) for other, count in counts.items() if other != number)
        found.update((min(number, other), max(number, other)) for _, _, other in ranked[:most])
    return sorted(found)


def _follow(hashes: frozenset[int], one: Sample, other: Sample) -> bool:
    """Tell whether passages that two texts share follow each other in both: those shared by chance stand anywhere."""
    common = hashes.intersection(other.hashes)
    if len(common) < _SHARED:
        return False
    places = sorted((one.place(each), other.place(each)) for each in common)
    return any(
        _follows(places[before], here) for at, here in enumerate(places) for before in range(max(0, at - _BACK), at)
    )


def _follows(before: tuple[int, int], here: tuple[int, int]) -> bool:
    """Tell whether one shared passage follows another in both texts, at about the same distance."""
    mine, theirs = here[0] - before[0], here[1] - before[1]
    return _PHRASE <= mine <= _APART and abs(mine - theirs) <= _SHIFTED + _SHIFTED_SHARE * mine


def _joined(samples: Sequence[array[int]]) -> list[tuple[int, int]]:
    """Pair texts that share enough of their passages."""
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
    return [divmod(pair, number) for bucket in buckets for pair in _often(sorted(bucket))]


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


def _often(pairs: Sequence[int]) -> Iterator[int]:
    """Give the pairs that stand often enough in an ascending list, each once."""
    return (
        pair
        for pair, _ in groupby(
            one for one, last in zip(pairs, islice(pairs, _SHARED - 1, None), strict=False) if one == last
        )
    )
