"""In what order texts are compared: first those that may share words, then the rest of each group that is found."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, pairwise
from typing import TYPE_CHECKING

from linkaudit.collection.candidates import candidates, share

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Sequence

    from linkaudit.collection.sketch import Sample

# Texts of a group of which all pairs are compared; of more, only those that are found first.
_ALL_PAIRS = 50

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
        for group in self._groups(found):
            if len(group) <= _ALL_PAIRS:
                second += (pair for pair in combinations(group, 2) if pair not in asked and self._may_share(*pair))
            else:
                self.large.append(group)
                second += self._neighbours(group)
        yield sorted(second)

    def _of_different_texts(self) -> list[Numbers]:
        """Pair texts that may share words; of those that are the same, the first one stands for all."""
        different = [numbers[0] for numbers in self._same.values()]
        pairs = candidates([self._samples[number] for number in different])
        return sorted((different[one], different[other]) for one, other in pairs)

    def _may_share(self, one: int, other: int) -> bool:
        return self._digests[one] == self._digests[other] or share(self._samples[one], self._samples[other])

    def _neighbours(self, group: Iterable[int]) -> Iterator[Numbers]:
        """Pair the same texts of a group: each with the first and the next one."""
        for numbers in {self._digests[each]: self._same[self._digests[each]] for each in group}.values():
            yield from pairwise(numbers)
            yield from ((numbers[0], each) for each in numbers[2:])

    def _groups(self, found: Iterable[Numbers]) -> list[list[int]]:
        """Put texts into groups that share words with each other, directly or through others."""
        leaders: dict[int, int] = {}

        def leader(number: int) -> int:
            while (above := leaders.setdefault(number, number)) != number:
                leaders[number] = leaders[above]
                number = above
            return number

        same = (pair for numbers in self._same.values() for pair in pairwise(numbers))
        for one, other in (*same, *found):
            leaders[leader(one)] = leader(other)
        groups: dict[int, list[int]] = defaultdict(list)
        for number in sorted(leaders):
            groups[leader(number)].append(number)
        return sorted(groups.values())
