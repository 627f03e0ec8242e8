"""Stretches of words that stand in two texts in the same order, nearly without others in between."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.collection.spelling import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    Run = tuple[int, int, int]

SEED = 3
"""Equal words in a row with which a stretch can begin."""
# A seed that stands more often than this in a text begins none: a table, a refrain.
_OFTEN = 8
# Runs that are looked at for each word of the shorter text, and stretches that are gone on with at once: more are
# found only where the same few words come again and again.
_RUNS = 0.5
_OPEN = 32
# Words between two runs of a stretch, at most; and more if it is about as many in both texts.
_GAP = 10
_EVEN_GAP = 24
_UNEVEN = 4
LEAST = 10
"""Words that both texts share in a stretch, at least."""
# Their share in it.
_DENSE = 0.6
# The same for long ones, where less would not come about by chance.
_LONG = 30
_LONG_DENSE = 0.4


class Stretch(Struct, frozen=True):
    """A stretch of two texts: the places of the words that stand in both, in order."""

    places: list[tuple[int, int]]

    @property
    def a_words(self) -> int:
        """The words of the stretch in the first text."""
        return self.places[-1][0] - self.places[0][0] + 1

    @property
    def b_words(self) -> int:
        """The words of the stretch in the second text."""
        return self.places[-1][1] - self.places[0][1] + 1

    @property
    def exchanged(self) -> int:
        """How many words have others in their place."""
        return sum(min(next_i - i, next_j - j) - 1 for (i, j), (next_i, next_j) in pairwise(self.places))

    @property
    def density(self) -> float:
        """The share of its words that stand in both texts."""
        return len(self.places) / max(self.a_words, self.b_words)

    @property
    def dense(self) -> bool:
        """Whether it is no coincidence that so many of its words stand in both texts."""
        return self.density >= (_LONG_DENSE if len(self.places) >= _LONG else _DENSE)


def stretches(one: Sequence[str], other: Sequence[str], least: int = LEAST, seed: int = SEED) -> list[Stretch]:
    """Find the stretches that two texts share, in the order of the first one. No word is in two of them.

    `least` is how many words they share in one at least, `seed` how many of them in a row.
    """
    found: list[Stretch] = []
    taken_a, taken_b = bytearray(len(one)), bytearray(len(other))
    joined = sorted(_joined(_runs(one, other, seed)), key=_rank)
    for runs in joined:
        for free in _near(_free(runs, taken_a, taken_b)):
            places = _extended(_filled(free, one, other, taken_a, taken_b), one, other, taken_a, taken_b)
            for stretch in _dense(places, least):
                found.append(stretch)
                for i, j in stretch.places:
                    taken_a[i] = taken_b[j] = 1
    return sorted(found, key=_place)


def _place(stretch: Stretch) -> tuple[int, int]:
    return stretch.places[0]


def _rank(runs: Sequence[Run]) -> tuple[int, int, int]:
    """Order runs that are joined by how many words they have, then by their place."""
    return -sum(run[2] for run in runs), runs[0][0], runs[0][1]


def _runs(one: Sequence[str], other: Sequence[str], seed: int) -> list[Run]:
    """Find the runs of equal words: where each begins in the two texts, and how long it is; by their places."""
    if one and one == other:
        return [(0, 0, len(one))]
    places: dict[tuple[str, ...], list[int]] = {}
    theirs = list(zip(*(other[at:] for at in range(seed)), strict=False))
    for j, gram in enumerate(theirs):
        places.setdefault(gram, []).append(j)
    runs: list[Run] = []
    going: dict[int, int] = {}
    begun: dict[tuple[str, ...], int] = {}
    for i, gram in enumerate(zip(*(one[at:] for at in range(seed)), strict=False)):
        found: Sequence[int] = places.get(gram, ())
        if len(found) > 1:
            times = begun[gram] = begun.get(gram, 0) + 1
            if len(found) > _OFTEN or times > _OFTEN:
                found = tuple(j for j in going if j < len(theirs) and theirs[j] == gram)
        still = {j + 1: going.pop(j, i) for j in found}
        runs += ((start, j - i + start, i - start + seed - 1) for j, start in going.items())
        going = still
    end = max(0, len(one) - seed + 1)
    runs += ((start, j - end + start, end - start + seed - 1) for j, start in going.items())
    most = int(_RUNS * min(len(one), len(other))) + _OPEN
    if len(runs) > most:
        runs = sorted(runs, key=lambda run: -run[2])[:most]
    return sorted(runs)


def _joined(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Join the runs that follow each other in both texts."""
    going: list[list[Run]] = []
    for run in runs:
        near: list[list[Run]] = []
        best, least, cut = -1, 0, 0
        for each in going:
            if run[0] - each[-1][0] - each[-1][2] > _EVEN_GAP:
                yield each
                continue
            near.append(each)
            if (fit := _fit(each[-1], run)) and (best < 0 or fit[0] < least):
                best, (least, cut) = len(near) - 1, fit
        if best >= 0:
            _go_on(near[best], run, cut)
        else:
            near.append([run])
        if len(near) > _OPEN:
            yield near.pop(min(range(_OPEN), key=lambda at: near[at][-1][2]))
        going = near
    yield from going


def _fit(last: Run, run: Run) -> tuple[int, int] | None:
    """Tell how far a run stands from the last one of a stretch, and by how many words they overlap; None if too far."""
    gap_i, gap_j = run[0] - last[0] - last[2], run[1] - last[1] - last[2]
    overlap = -min(0, gap_i, gap_j)
    if overlap >= min(run[2], last[2]):
        return None
    gap_i, gap_j = gap_i + overlap, gap_j + overlap
    apart = abs(gap_i - gap_j)
    if max(gap_i, gap_j) > (_EVEN_GAP if apart <= _UNEVEN else _GAP):
        return None
    return gap_i + gap_j + apart, overlap


def _go_on(runs: list[Run], run: Run, overlap: int) -> None:
    """Go on with a run; the words that both it and the last one have are left to the longer of the two."""
    last = runs[-1]
    if overlap and last[2] < run[2]:
        runs[-1] = last[0], last[1], last[2] - overlap
        overlap = 0
    runs.append((run[0] + overlap, run[1] + overlap, run[2] - overlap))


def _free(runs: Iterable[Run], taken_a: bytearray, taken_b: bytearray) -> Iterator[Run]:
    """Leave out of runs the words that others have."""
    for i, j, length in runs:
        if 1 not in taken_a[i : i + length] and 1 not in taken_b[j : j + length]:
            yield i, j, length
            continue
        start = 0
        for at in range(length + 1):
            if at == length or taken_a[i + at] or taken_b[j + at]:
                if at > start:
                    yield i + start, j + start, at - start
                start = at + 1


def _near(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Part runs between which others have taken many words."""
    group: list[Run] = []
    for i, j, length in runs:
        if group and max(i - sum(group[-1][::2]), j - sum(group[-1][1:])) > _EVEN_GAP:
            yield group
            group = []
        group.append((i, j, length))
    if group:
        yield group


def _filled(
    runs: Sequence[Run], one: Sequence[str], other: Sequence[str], taken_a: bytearray, taken_b: bytearray
) -> list[tuple[int, int]]:
    """Find the equal words between runs as well, and those that are spelled otherwise."""
    places: list[tuple[int, int]] = []
    end_i, end_j = runs[0][:2]
    for i, j, length in runs:
        if end_i < i and end_j < j:
            mine = [at for at in range(end_i, i) if not taken_a[at]]
            theirs = [at for at in range(end_j, j) if not taken_b[at]]
            places += _common(one, other, mine, theirs)
        places += zip(range(i, i + length), range(j, j + length), strict=True)
        end_i, end_j = i + length, j + length
    return places


def _extended(
    places: list[tuple[int, int]], one: Sequence[str], other: Sequence[str], taken_a: bytearray, taken_b: bytearray
) -> list[tuple[int, int]]:
    """Go on at both ends over words that are the same, or spelled otherwise."""
    for step, at in ((-1, 0), (1, -1)):
        i, j = places[at]
        more: list[tuple[int, int]] = []
        while 0 <= (i := i + step) < len(one) and 0 <= (j := j + step) < len(other):
            if taken_a[i] or taken_b[j] or not alike(one[i], other[j]):
                break
            more.append((i, j))
        places = [*reversed(more), *places] if step < 0 else places + more
    return places


def _dense(places: list[tuple[int, int]], least: int) -> Iterator[Stretch]:
    """Cut a stretch at its largest gaps until each piece is dense; leave out those that are short."""
    rest = [Stretch(places)]
    while rest:
        each = rest.pop()
        places = each.places
        if len(places) < least:
            continue
        if each.dense:
            yield each
            continue
        gaps = [max(after[0] - before[0], after[1] - before[1]) for before, after in pairwise(places)]
        at = gaps.index(max(gaps)) + 1
        rest += (Stretch(places[at:]), Stretch(places[:at]))


def _common(
    one: Sequence[str], other: Sequence[str], mine: Sequence[int], theirs: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Find the longest sequence of words that two short stretches have in common."""
    if len(mine) == len(theirs) == 1:
        yield from ((i, j) for i, j in zip(mine, theirs, strict=True) if alike(one[i], other[j]))
        return
    rows = [[0] * (len(theirs) + 1)]
    for i in mine:
        above, row = rows[-1], [0]
        for at, j in enumerate(theirs):
            row.append(above[at] + 1 if alike(one[i], other[j]) else max(row[-1], above[at + 1]))
        rows.append(row)
    i, j = len(mine), len(theirs)
    found: list[tuple[int, int]] = []
    while i and j:
        if alike(one[mine[i - 1]], other[theirs[j - 1]]):
            i, j = i - 1, j - 1
            found.append((mine[i], theirs[j]))
        elif rows[i - 1][j] >= rows[i][j - 1]:
            i -= 1
        else:
            j -= 1
    yield from reversed(found)
