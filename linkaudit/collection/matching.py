"""Phrases that are looked for among many texts and addresses, each of which is looked at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from linkaudit.collection.telling import weight

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Words = tuple[str, ...]
# Share of the words of both that two phrases have in common if the one is a form of the other: of a headline of eight
# words two may have been left out. With fewer, headlines of one matter would be taken for each other.
_NEARLY = 0.75
# So many words must be common where not all of them are, and so many where addresses end before the title does.
_COMMON, _BEGINNING = 4, 5


class Phrases:
    """Some phrases, each of telling words; finds those that another one is, or nearly is."""

    def __init__(self, phrases: Iterable[Words]) -> None:
        """Arrange the phrases by pairs of their rarest words: one must be in whatever is nearly the same.

        Of as many of the rarest words as may be missing, and two more, two are there (C. Xiao and others, Efficient
        similarity joins for near duplicate detection, 2008).
        """
        self._all = dict.fromkeys(phrase for phrase in phrases if phrase)
        common = Counter(word for phrase in self._all for word in set(phrase))
        self._by_words: dict[tuple[str, str], list[Words]] = defaultdict(list)
        for phrase in self._all:
            rarest = sorted(set(phrase), key=lambda word: (common[word], word))
            for pair in combinations(sorted(rarest[: len(rarest) - _least(len(rarest)) + 2]), 2):
                self._by_words[pair].append(phrase)
        self._words = frozenset(word for pair in self._by_words for word in pair)
        self._by_beginning: dict[Words, list[Words]] = defaultdict(list)
        for phrase in self._all:
            if weight(phrase) >= _BEGINNING:
                self._by_beginning[phrase[:_BEGINNING]].append(phrase)

    def found(self, words: Words) -> Iterator[tuple[Words, bool]]:
        """Go through the phrases that these words are; whether they are all of its words, in order."""
        if words in self._all:
            yield words, True
        seen = {words}
        for phrase in self._by_beginning.get(words[:_BEGINNING], ()):
            if phrase not in seen and (phrase[: len(words)] == words or words[: len(phrase)] == phrase):
                seen.add(phrase)
                yield phrase, False
        known = self._words.intersection(words)
        for pair in combinations(sorted(known), 2) if len(known) > 1 else ():
            for phrase in self._by_words.get(pair, ()):
                if phrase not in seen:
                    seen.add(phrase)
                    if _nearly(phrase, words):
                        yield phrase, False


def _least(number: int) -> int:
    """Say how many words of a phrase must be common at least."""
    return -int(-number * _NEARLY // 1)


def _nearly(one: Words, other: Words) -> bool:
    """Tell whether one phrase is a form of the other; numbers in both must be the same ones."""
    mine, theirs = set(one), set(other)
    common = mine & theirs
    if weight(tuple(common)) < _COMMON or len(common) < _NEARLY * len(mine | theirs):
        return False
    numbers = [{word for word in words if word.isdigit()} for words in (mine, theirs)]
    return not (all(numbers) and numbers[0] != numbers[1])
