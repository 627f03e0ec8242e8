"""Lines that recur in documents which share nothing else: footers, licences, what an agency says about itself.

They make no copy and are left out of comparisons. The lines of a story that stands in five copies recur as well; there,
the documents share most of what they have. A passage that several documents took from one stands anywhere in them;
furniture that long stands at an end, or in very many.
"""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import combinations, groupby, islice
from typing import TYPE_CHECKING

from linkaudit.collection.sketch import passages
from linkaudit.content.passages import words_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkaudit.collection.sketch import Sample, Sketch

# Documents in which a line recurs, and how many of them are looked at.
_RECURS = 3
_LOOKED_AT = 8
# Share of the passages of the shorter text that stand in the other where one is a copy of the other.
_AKIN = 0.5
# Passages of a sample that say something.
_ENOUGH = 8
# Words that are a passage rather than a label, and documents in which a passage is furniture wherever it stands.
_PASSAGE = 25
_VERY_MANY = 10
# Lines at either end of a document.
_END = 4


class Furniture:
    """The furniture of a collection."""

    def __init__(self, sketches: Sequence[Sketch], lines_of: Callable[[int], Sequence[str]]) -> None:
        """Find the lines that are furniture; `lines_of` opens a text."""
        self._sketches = sketches
        self._lines_of = lines_of
        self._sampled = lru_cache(maxsize=4096)(self._set_of)
        self._akin = lru_cache(maxsize=1 << 17)(self._are_akin)
        self._recurring = self._places()
        self._lines = frozenset(mark for mark, numbers in self._recurring.items() if self._is_furniture(mark, numbers))
        self._passages: dict[tuple[int, ...], set[int]] = {}

    def lines(self, number: int) -> frozenset[int]:
        """List the lines of a text that are furniture."""
        if not self._lines:
            return frozenset()
        return frozenset(at for at, mark in enumerate(self._sketches[number].marks) if mark in self._lines)

    def without(self, number: int) -> Sample:
        """Give the sampled passages of a text but for those of its furniture."""
        sketch = self._sketches[number]
        if self._lines.isdisjoint(sketch.marks):
            return sketch.sample
        left_out: set[int] = set()
        for furniture, run in groupby(enumerate(sketch.marks), key=lambda each: each[1] in self._lines):
            if furniture:
                left_out |= self._passages_of(number, list(run))
        return sketch.sample.without(left_out)

    def _passages_of(self, number: int, run: Sequence[tuple[int, int]]) -> set[int]:
        """Hash the passages of neighbouring lines; they are opened once for all texts that have them."""
        name = tuple(mark for _, mark in run)
        if name not in self._passages:
            lines = self._lines_of(number)[run[0][0] : run[-1][0] + 1]
            self._passages[name] = set(passages(words_of("\n".join(lines))))
        return self._passages[name]

    def _places(self) -> dict[int, list[int]]:
        """Find the lines that recur, and the texts in which they stand."""
        every = sorted(mark for sketch in self._sketches for mark in set(sketch.marks))
        recurring = {
            mark for mark, third in zip(every, islice(every, _RECURS - 1, None), strict=False) if mark == third
        }
        del every
        places: dict[int, list[int]] = defaultdict(list)
        for number, sketch in enumerate(self._sketches):
            for mark in recurring.intersection(sketch.marks):
                places[mark].append(number)
        return places

    def _is_furniture(self, mark: int, numbers: Sequence[int]) -> bool:
        """Tell whether a line is furniture, by some of the texts in which it stands."""
        step = max(1, len(numbers) // _LOOKED_AT)
        some = numbers[::step][:_LOOKED_AT]
        pairs = list(combinations(some, 2))
        if 2 * sum(self._akin(one, other) for one, other in pairs) >= len(pairs):
            return False
        if len(numbers) >= _VERY_MANY:
            return True
        return 2 * sum(self._is_label(mark, number) for number in some) > len(some)

    def _is_label(self, mark: int, number: int) -> bool:
        """Tell whether a line is short, together with what recurs beside it, or stands at an end of a text."""
        sketch = self._sketches[number]
        at = sketch.marks.index(mark)
        first = last = at
        while first and sketch.marks[first - 1] in self._recurring:
            first -= 1
        while last + 1 < len(sketch.marks) and sketch.marks[last + 1] in self._recurring:
            last += 1
        return (
            sum(sketch.lengths[first : last + 1]) < _PASSAGE
            or first == 0
            or last + 1 == len(sketch.marks)
            or at < _END
            or at >= len(sketch.marks) - _END
        )

    def _are_akin(self, one: int, other: int) -> bool:
        """Tell whether two texts share much of what they have."""
        mine, theirs = self._sampled(one), self._sampled(other)
        fewer = min(len(mine), len(theirs))
        if fewer >= _ENOUGH:
            return len(mine & theirs) >= _AKIN * fewer
        return self._words_shared(one, other) >= _AKIN * min(self._sketches[one].words, self._sketches[other].words)

    def _words_shared(self, one: int, other: int) -> int:
        """Count the words of the lines that two texts share."""
        mine, theirs = self._sketches[one], set(self._sketches[other].marks)
        return sum(length for mark, length in zip(mine.marks, mine.lengths, strict=True) if mark in theirs)

    def _set_of(self, number: int) -> frozenset[int]:
        return frozenset(self._sketches[number].sample.hashes)
