"""Paragraphs that recur in documents which share nothing else: footers, licences, what an agency says about itself.

They make no copy and are left out of comparisons. The paragraphs of a story that stands in five copies recur as well;
there, the documents share most of what they have. A passage that several documents took from one stands anywhere in
them; furniture of that length stands at the end, in many documents at the beginning, and elsewhere in very many only.
Of few documents it is told by its words: it speaks to the reader, or of the page.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from enum import Enum, auto
from functools import lru_cache
from itertools import accumulate, groupby, islice
from typing import TYPE_CHECKING

from linkaudit.collection.sketch import passages
from linkaudit.content.passages import words_of
from linkaudit.content.statements import is_address

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkaudit.collection.sketch import Sample, Sketch

# Documents in which a paragraph recurs, of how many of them how many are looked at that are no copies of each other.
_RECURS = 2
_SEEN = 24
_LOOKED_AT = 8
# Of so many documents one at least must be no copy of others.
_COPIES = 4
# How often all are gone through: what stands above furniture stands at the end as well.
_ROUNDS = 3
# Share of the passages of the shorter text that stand in the other where one is a copy of the other.
_AKIN = 0.5
# Passages of a sample that say something.
_ENOUGH = 8
# Words that are a passage rather than a label.
_PASSAGE = 12
# Share of the texts that furniture makes up at the most where it is told from a story that was copied.
_MOST = 0.5
# Documents that are no copies of each other in which it must recur: where its words tell, at their ends, and at their
# beginnings too.
_TOLD, _AT_ENDS, _AT_BEGINNINGS = 2, 3, 4
# Share of the documents in which it must stand there, and in how many it may stand anywhere.
_USUALLY = 0.75
_VERY_MANY = 40
# Share of the documents of a paragraph that one beside it has as well, and how many times as many it may have, for both
# to recur together.
_TOGETHER = 0.5
_TIMES = 2


class _Place(Enum):
    """Where a paragraph stands in a text, together with those beside it that recur as well."""

    LABEL = auto()
    """Anywhere: it is short."""
    END = auto()
    BEGINNING = auto()
    INSIDE = auto()


class Furniture:
    """The furniture of a collection."""

    def __init__(self, sketches: Sequence[Sketch], text_of: Callable[[int], Sequence[str]]) -> None:
        """Find the paragraphs that are furniture; `text_of` gives the lines of a text."""
        self._sketches = sketches
        self._text_of = text_of
        self._sampled = lru_cache(maxsize=4096)(self._set_of)
        self._akin = lru_cache(maxsize=1 << 17)(self._are_akin)
        self._recurring = self._places()
        self._found: frozenset[int] = frozenset()
        self._find()
        self._passages: dict[tuple[int, ...], set[int]] = {}

    def lines(self, number: int) -> frozenset[int]:
        """List the lines of a text that are furniture."""
        sketch = self._sketches[number]
        if self._found.isdisjoint(sketch.marks):
            return frozenset()
        ends = accumulate(sketch.sizes)
        each = zip(sketch.marks, sketch.sizes, ends, strict=True)
        return frozenset(at for mark, size, end in each if mark in self._found for at in range(end - size, end))

    def without(self, number: int) -> Sample:
        """Give the sampled passages of a text but for those of its furniture."""
        sketch = self._sketches[number]
        if self._found.isdisjoint(sketch.marks):
            return sketch.sample
        left_out: set[int] = set()
        for furniture, run in groupby(range(len(sketch.marks)), key=lambda at: sketch.marks[at] in self._found):
            if furniture:
                left_out |= self._passages_of(number, list(run))
        return sketch.sample.without(left_out)

    def _passages_of(self, number: int, run: Sequence[int]) -> set[int]:
        """Hash the passages of neighbouring paragraphs; they are opened once for all texts that have them."""
        sketch = self._sketches[number]
        first, last = run[0], run[-1] + 1
        name = tuple(sketch.marks[first:last])
        if name not in self._passages:
            lines = self._text_of(number)[sum(sketch.sizes[:first]) : sum(sketch.sizes[:last])]
            self._passages[name] = set(passages(words_of("\n".join(lines))))
        return self._passages[name]

    def _find(self) -> None:
        for _ in range(_ROUNDS):
            left = ((mark, numbers) for mark, numbers in self._recurring.items() if mark not in self._found)
            more = {mark for mark, numbers in left if self._is_furniture(mark, numbers)}
            if not more:
                return
            self._found |= more

    def _places(self) -> dict[int, list[int]]:
        """Find the paragraphs that recur, and the texts in which they stand."""
        every = sorted(mark for sketch in self._sketches for mark in set(sketch.marks))
        recurring = {
            mark for mark, next_one in zip(every, islice(every, _RECURS - 1, None), strict=False) if mark == next_one
        }
        del every
        places: dict[int, list[int]] = defaultdict(list)
        for number, sketch in enumerate(self._sketches):
            for mark in recurring.intersection(sketch.marks):
                places[mark].append(number)
        return places

    def _is_furniture(self, mark: int, numbers: Sequence[int]) -> bool:
        """Tell whether a paragraph is furniture, by some of the texts in which it stands."""
        some = numbers[:: max(1, len(numbers) // _SEEN)][:_SEEN]
        different = self._strangers(mark, some)
        strangers = len(different)
        if strangers < _TOLD:
            return False
        places = Counter(different.values())
        ends = places[_Place.LABEL] + places[_Place.END]
        usually = _USUALLY * strangers
        if strangers >= _AT_ENDS and ends >= usually:
            return True
        outside = ends + places[_Place.BEGINNING] >= usually
        if strangers >= _AT_BEGINNINGS and (outside or len(numbers) >= _VERY_MANY):
            return True
        return outside and not places[_Place.LABEL] and is_address(self._paragraph(mark, some[0]))

    def _strangers(self, mark: int, numbers: Sequence[int]) -> dict[int, _Place]:
        """Tell where a paragraph stands in texts that are no copies of each other; none if nearly all are copies."""
        beside = self._beside(mark, numbers)
        different: dict[int, _Place] = {}
        placed = 0
        for number in numbers:
            place = self._place(mark, number, beside)
            placed += place is not None
            if place and not any(self._akin(number, other) for other in different):
                different[number] = place
            if len(different) == _LOOKED_AT:
                break
        return different if _COPIES * len(different) >= placed else {}

    def _beside(self, mark: int, numbers: Sequence[int]) -> frozenset[int]:
        """List the paragraphs that recur in the texts in which another one does."""
        times = Counter(other for number in numbers for other in set(self._sketches[number].marks))
        most = _TIMES * len(self._recurring[mark])
        return frozenset(
            other
            for other, count in times.items()
            if count >= _TOGETHER * len(numbers) and _RECURS <= len(self._recurring.get(other, ())) <= most
        )

    def _paragraph(self, mark: int, number: int) -> str:
        """Give the text of a paragraph, as it stands in one of the texts."""
        sketch = self._sketches[number]
        at = sketch.marks.index(mark)
        start = sum(sketch.sizes[:at])
        return " ".join(self._text_of(number)[start : start + sketch.sizes[at]])

    def _place(self, mark: int, number: int, beside: frozenset[int]) -> _Place | None:
        """Tell where a paragraph stands in a text; None if it and what recurs with it are most of the text."""
        sketch = self._sketches[number]
        marks, lengths = sketch.marks, sketch.lengths
        first = last = marks.index(mark)
        while first and marks[first - 1] in beside:
            first -= 1
        while last + 1 < len(marks) and marks[last + 1] in beside:
            last += 1
        words = sum(lengths[first : last + 1])
        own = sum(length for each, length in zip(marks, lengths, strict=True) if each not in self._found)
        if words > _MOST * own:
            return None
        if words < _PASSAGE:
            return _Place.LABEL
        if self._is_little(marks[last + 1 :], lengths[last + 1 :]):
            return _Place.END
        return _Place.BEGINNING if self._is_little(marks[:first], lengths[:first]) else _Place.INSIDE

    def _is_little(self, marks: Sequence[int], lengths: Sequence[int]) -> bool:
        """Tell whether paragraphs are but labels and furniture."""
        return all(length < _PASSAGE or mark in self._found for mark, length in zip(marks, lengths, strict=True))

    def _are_akin(self, one: int, other: int) -> bool:
        """Tell whether two texts share much of what they have."""
        mine, theirs = self._sampled(one), self._sampled(other)
        fewer = min(len(mine), len(theirs))
        if fewer >= _ENOUGH:
            return len(mine & theirs) >= _AKIN * fewer
        return self._words_shared(one, other) >= _AKIN * min(self._sketches[one].words, self._sketches[other].words)

    def _words_shared(self, one: int, other: int) -> int:
        """Count the words of the paragraphs that two texts share."""
        mine, theirs = self._sketches[one], set(self._sketches[other].marks)
        return sum(length for mark, length in zip(mine.marks, mine.lengths, strict=True) if mark in theirs)

    def _set_of(self, number: int) -> frozenset[int]:
        return frozenset(self._sketches[number].sample.hashes)
