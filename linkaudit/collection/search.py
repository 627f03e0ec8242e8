"""In what order texts are compared: first those that may share words, then the rest of each group that is found."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from linkaudit.collection.candidates import candidates, share, strongest

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from linkaudit.collection.sketch import Sample

# Texts of a group of which all pairs that may share words are compared, however many groups there are.
_ALL_PAIRS = 50
# Pairs of larger groups, all together, that are looked at, and that are compared: about a minute's work of two
# processors (texts of 10 kB). A group of some 350 copies fills it.
_LOOKED_AT = 200_000
_COMPARED = 60_000
# Texts with which each text of a still larger group is compared at least.
_FEWEST = 8

Numbers = tuple[int, int]


class Search:
    """A search for pairs of texts, which are named by their numbers."""

    def __init__(self, digests: Sequence[bytes], samples: Sequence[Sample]) -> None:
        """Search among texts with these digests, the same for the same words, and these sampled passages."""
        self._samples = samples
        self._same: dict[bytes, list[int]] = defaultdict(list)
        for number, digest in enumerate(digests):
            self._same[digest].append(number)
        self._digests = digests
        self.large: list[list[int]] = []
        """The groups of which not all pairs were compared."""

    def rounds(self, found: Collection[Numbers]) -> Iterator[list[Numbers]]:
        """Give the pairs that are to be compared, in two rounds; `found` are those of them that share text."""
        first = self._of_different_texts()
        yield first
        asked = set(first)
        second: list[Numbers] = []
        looked_at = compared = 0
        for group in sorted(self._groups(found), key=lambda group: (len(group), group)):
            pairs = len(group) * (len(group) - 1) // 2
            small = len(group) <= _ALL_PAIRS
            looked_at += 0 if small else pairs
            new: list[Numbers] | None = None
            if small or looked_at <= _LOOKED_AT:
                new = [pair for pair in combinations(group, 2) if pair not in asked and self._may_share(*pair)]
            if new is None or (not small and compared + len(new) > _COMPARED):
                self.large.append(group)
                new = [pair for pair in self._strongest(group, _COMPARED - compared) if pair not in asked]
            compared += 0 if small else len(new)
            second += new
        yield sorted(second)

    def _of_different_texts(self) -> list[Numbers]:
        """Pair texts that may share words; of those that are the same, the first one stands for all."""
        different = [numbers[0] for numbers in self._same.values()]
        pairs = candidates([self._samples[number] for number in different])
        return sorted((different[one], different[other]) for one, other in pairs)

    def _may_share(self, one: int, other: int) -> bool:
        return self._digests[one] == self._digests[other] or share(self._samples[one], self._samples[other])

    def _strongest(self, group: Sequence[int], left: int) -> Iterator[Numbers]:
        """Pair each text of a group with those that share most with it, as many as there is room for."""
        most = max(_FEWEST, 2 * left // len(group))
        pairs = strongest([self._samples[each] for each in group], most)
        together = {tuple(sorted((group[one], group[other]))) for one, other in pairs}
        for numbers in {self._digests[each]: self._same[self._digests[each]] for each in group}.values():
            together.update((numbers[0], each) for each in numbers[1:])
        return ((one, other) for one, other in sorted(together) if self._may_share(one, other))

    def _groups(self, found: Iterable[Numbers]) -> list[list[int]]:
        """Put texts into groups that share words with each other, directly or through others."""
        leaders: dict[int, int] = {}

        def leader(number: int) -> int:
            while (above := leaders.setdefault(number, number)) != number:
                leaders[number] = leaders[above]
                number = above
            return number

        same = ((numbers[0], each) for numbers in self._same.values() for each in numbers[1:])
        for one, other in (*same, *found):
            leaders[leader(one)] = leader(other)
        groups: dict[int, list[int]] = defaultdict(list)
        for number in sorted(leaders):
            groups[leader(number)].append(number)
        return sorted(groups.values())
