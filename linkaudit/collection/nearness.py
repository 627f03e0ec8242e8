"""How far the texts of a group are from each other: a copy is nearest to what it was copied from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from linkaudit.collection.collation import Collation, Variant
    from linkaudit.collection.traces import Trace
    from linkaudit.models import Pair


# Marks that two texts have in common or not, beside words that they have otherwise.
_MARKS = ("break", "insertion", "truncation")


class Nearness:
    """The words that texts lack of each other, and the places at which they read otherwise."""

    def __init__(self) -> None:
        """Begin without any text."""
        self._words: dict[str, int] = {}
        self._stars: list[dict[str, dict[int, tuple[str, ...]]]] = []
        self._in: dict[str, list[int]] = {}
        self._marks: dict[str, dict[int, bool]] = {}

    def add(self, collation: Collation, variants: Sequence[Variant]) -> None:
        """Take what texts that are held against one of them have at the places at which they differ."""
        star: dict[str, dict[int, tuple[str, ...]]] = {}
        for text in collation.texts:
            star[text.path] = {}
            self._words[text.path] = len(text)
            self._in.setdefault(text.path, []).append(len(self._stars))
        for number, variant in enumerate(variants):
            for reading in variant.readings:
                star[reading.path][number] = reading.keys
        self._stars.append(star)

    def mark(self, traces: Iterable[Trace]) -> None:
        """Take the torn places and the ends that some texts have and others have not."""
        for number, trace in enumerate(each for each in traces if each.sign.kind in _MARKS):
            for paths, having in ((trace.lacking, False), (trace.having, True)):
                for path in paths:
                    self._marks.setdefault(path, {})[number] = having

    def ranks(self, path: str, pairs: Iterable[Pair]) -> dict[str, int]:
        """Give how far a text is from those that it shares text with: words, as far as that can be counted.

        What it lacks of the other one does not count: a copy may be shorter. Places at which only a letter differs are
        counted for all the others or, if one of them was not looked at, for none.
        """
        every = list(pairs)
        places = [self.places(path, pair.other(path)) for pair in every]
        known = [0 if each is None else each for each in places] if None not in places else [0] * len(every)
        words = self._words.get(path, 1000)
        return {
            pair.other(path): round((1 - pair.share_of(path)) * words) + number + self._parted(path, pair.other(path))
            for pair, number in zip(every, known, strict=True)
        }

    def changes(self, copy: str, other: str, source: str) -> tuple[int, int]:
        """Count the places at which the first alone differs from the source that two texts have, and the second alone.

        Who has changes that the other has not, and lacks none of the other's, is the later one of the two.
        """
        sites: list[Mapping[str, Mapping[int, object]]] = [self._marks]
        common = set(self._in.get(copy, ())) & set(self._in.get(other, ())) & set(self._in.get(source, ()))
        if common:
            sites.append(self._stars[min(common)])
        mine = theirs = 0
        for site in sites:
            first, second, third = (site.get(path, {}) for path in (copy, other, source))
            for number in first.keys() & second.keys() & third.keys():
                if first[number] != second[number]:
                    mine += second[number] == third[number]
                    theirs += first[number] == third[number]
        return mine, theirs

    def _parted(self, one: str, other: str) -> int:
        """Count the marks that only one of two texts has."""
        theirs = self._marks.get(other, {})
        return sum(1 for number, having in self._marks.get(one, {}).items() if theirs.get(number, having) != having)

    def places(self, one: str, other: str) -> int | None:
        """Count the places at which two texts read otherwise; None if they were not held against the same text."""
        both = set(self._in.get(one, ())) & set(self._in.get(other, ()))
        if not both:
            return None
        star = self._stars[min(both)]
        mine, theirs = star[one], star[other]
        return sum(1 for number, keys in mine.items() if theirs.get(number, keys) != keys)
