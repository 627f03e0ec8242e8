"""Texts held against one of them, word by word: where they run together, and what each has where they differ.

The words are those of textual criticism: a *reading* is what a text has at a place, a *variant* is a place at which
texts have different readings. Passages are found wherever they stand, so that a splice in another order is seen too.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from difflib import SequenceMatcher
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.collection.spelling import alike

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linkaudit.collection.typeset import Text
    from linkaudit.models import Location

# Words in a row that stand once in each of two texts, and so belong together: one less than a passage of comparisons,
# so that a place with two changes near each other is still held at both ends.
_ANCHOR = 4
# Words between two stretches that are still one place of variation; beyond, the texts go different ways.
_LONGEST_SITE = 24
# Words in a row that follow a single exchanged word at the end of a stretch and still belong to it.
_FRINGE = 2


class Run(NamedTuple):
    """Words that stand in both texts in the same order."""

    a: int
    b: int
    length: int


class Reading(NamedTuple):
    """What a text has at a place: its words from `first` up to `last`, exclusive."""

    text: Text
    first: int
    last: int

    @property
    def path(self) -> str:
        """The document."""
        return self.text.path

    @property
    def words(self) -> str:
        """The words as they are written; empty where the text has none."""
        return self.text.written(self.first, self.last)

    @property
    def keys(self) -> tuple[str, ...]:
        """The words as they are compared."""
        return tuple(self.text.keys[self.first : self.last])

    @property
    def place(self) -> Location:
        """Where it stands; where there are no words, the word before."""
        if self.first < self.last:
            return self.text.place(self.first, self.last)
        return self.text.place(max(0, self.first - 1), max(1, self.first))


class Variant(NamedTuple):
    """A place at which texts differ, with the reading of each that has the place, in the order of the texts."""

    readings: tuple[Reading, ...]


class Collation:
    """Some texts held against a reference, which is one of them in kind though no better than they."""

    def __init__(self, reference: Text, others: Iterable[Text]) -> None:
        """Find where each of the others runs with the reference."""
        self.reference = reference
        self.others = tuple(others)
        self.runs = {each.path: runs(reference.keys, each.keys) for each in self.others}
        self._starts = {path: [run.a for run in found] for path, found in self.runs.items()}

    @property
    def texts(self) -> tuple[Text, ...]:
        """The reference and the others."""
        return (self.reference, *self.others)

    def counterpart(self, path: str, word: int) -> int | None:
        """Give the word of a text that stands where `word` does in the reference; None if the place is not there."""
        number = bisect_right(self._starts[path], word) - 1
        if number < 0:
            return None
        run = self.runs[path][number]
        return run.b + word - run.a if word < run.a + run.length else None

    def variants(self) -> tuple[Variant, ...]:
        """List the places at which some text differs from the reference, in the order of the reference."""
        sites: dict[tuple[int, int], dict[str, Reading]] = {}
        for other in self.others:
            for a, a_end, b, b_end in differences(self.reference.keys, other.keys, self.runs[other.path]):
                sites.setdefault((a, a_end), {})[other.path] = Reading(other, b, b_end)
        return tuple(self._variant(place, found) for place, found in sorted(sites.items()))

    def _variant(self, place: tuple[int, int], found: dict[str, Reading]) -> Variant:
        readings = [Reading(self.reference, *place)]
        for other in self.others:
            reading = found.get(other.path) or self._same(other, place)
            if reading is not None:
                readings.append(reading)
        return Variant(tuple(readings))

    def _same(self, other: Text, place: tuple[int, int]) -> Reading | None:
        """Give the reading of a text that agrees with the reference at a place; None if it does not have the place."""
        first, last = place
        begin = self.counterpart(other.path, max(0, first - 1))
        end = self.counterpart(other.path, min(last, len(self.reference) - 1))
        if begin is None or end is None or end - begin != min(last, len(self.reference) - 1) - max(0, first - 1):
            return None
        start = begin + first - max(0, first - 1)
        return Reading(other, start, start + last - first)


def runs(a: Sequence[str], b: Sequence[str]) -> list[Run]:
    """Find the stretches that two texts have in common, in the order of the first; none overlaps another in it."""
    if a == b:
        return [Run(0, 0, len(a))] if a else []
    there = _once(a)
    found: list[Run] = []
    at = 0
    for row, place in _once(b).items():
        if place >= at and row in there:
            run = _extended(a, b, there[row], place, at)
            found.append(run)
            at = run.b + run.length
    return _fringed(a, b, _apart(found))


def differences(a: Sequence[str], b: Sequence[str], found: Sequence[Run]) -> Iterator[tuple[int, int, int, int]]:
    """Go through the places at which both texts go on alike: the words of each that differ.

    Where a stretch ends, a word that is only spelled otherwise is such a place as well.
    """
    edges: list[tuple[int, int]] = []
    if found:
        last = found[-1]
        edges = [(found[0].a - 1, found[0].b - 1), (last.a + last.length, last.b + last.length)]
    for one, other in pairwise(found):
        a_start, b_start = one.a + one.length, one.b + one.length
        if not (0 <= other.a - a_start <= _LONGEST_SITE and 0 <= other.b - b_start <= _LONGEST_SITE):
            edges += [(a_start, b_start), (other.a - 1, other.b - 1)]
            continue
        theirs = SequenceMatcher(None, a[a_start : other.a], b[b_start : other.b], autojunk=False)
        for tag, first, last_one, start, end in theirs.get_opcodes():
            if tag != "equal":
                yield a_start + first, a_start + last_one, b_start + start, b_start + end
    for in_a, in_b in dict.fromkeys(edges):
        if 0 <= in_a < len(a) and 0 <= in_b < len(b) and a[in_a] != b[in_b] and alike(a[in_a], b[in_b]):
            yield in_a, in_a + 1, in_b, in_b + 1


def _once(keys: Sequence[str]) -> dict[tuple[str, ...], int]:
    """List the words in a row that stand once in a text, each with its place, in order."""
    rows = list(zip(*(keys[start:] for start in range(_ANCHOR)), strict=False))
    number = Counter(rows)
    return {row: place for place, row in enumerate(rows) if number[row] == 1}


def _extended(a: Sequence[str], b: Sequence[str], in_a: int, in_b: int, least: int) -> Run:
    """Follow two texts from a place in both directions, as far as they run together; in the second from `least` on."""
    back = 0
    while in_a > back and in_b - back > least and a[in_a - back - 1] == b[in_b - back - 1]:
        back += 1
    start_a, start_b = in_a - back, in_b - back
    length, step = back + _ANCHOR, 64
    while step:
        theirs = a[start_a + length : start_a + length + step]
        if theirs and len(theirs) == step and theirs == b[start_b + length : start_b + length + step]:
            length += step
        else:
            step //= 2
    return Run(start_a, start_b, length)


def _apart(found: list[Run]) -> list[Run]:
    """Put stretches in the order of the first text; words that two of them claim are left to the longer one."""
    kept: list[Run] = []
    for run in sorted(found, key=lambda each: (each.a, -each.length)):
        rest = run
        while kept and rest.length > 0 and (common := kept[-1].a + kept[-1].length - rest.a) > 0:
            last = kept[-1]
            if last.length >= rest.length:
                rest = Run(rest.a + common, rest.b + common, rest.length - common)
            else:
                kept.pop()
                if last.length > common:
                    kept.append(Run(last.a, last.b, last.length - common))
        if rest.length > 0:
            kept.append(rest)
    return kept


def _fringed(a: Sequence[str], b: Sequence[str], found: list[Run]) -> list[Run]:
    """Go on over one exchanged word at the ends of stretches, if words follow that both texts have."""
    kept: list[Run] = []
    for number, run in enumerate(found):
        last = kept[-1].a + kept[-1].length if kept else 0
        then = found[number + 1].a if number + 1 < len(found) else len(a)
        before = _alike(a, b, run.a - 2, run.b - 2, -1, run.a - 1 - last)
        behind = _alike(a, b, run.a + run.length + 1, run.b + run.length + 1, 1, then - run.a - run.length - 1)
        if before >= _FRINGE:
            kept.append(Run(run.a - 1 - before, run.b - 1 - before, before))
        kept.append(run)
        if behind >= _FRINGE:
            kept.append(Run(run.a + run.length + 1, run.b + run.length + 1, behind))
    return kept


def _alike(a: Sequence[str], b: Sequence[str], in_a: int, in_b: int, step: int, most: int) -> int:
    """Count the words that are the same from two places on, in one direction; no more than `most`, nor many."""
    count = 0
    while count < min(most, _LONGEST_SITE) and 0 <= in_a < len(a) and 0 <= in_b < len(b) and a[in_a] == b[in_b]:
        count, in_a, in_b = count + 1, in_a + step, in_b + step
    return count
