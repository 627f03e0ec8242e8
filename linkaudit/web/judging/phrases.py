"""Many phrases looked for in a text at once.

A phrase of three words and more is only looked for where the text has one of its inner words: these stand between
spaces in the phrase, and so they do in the text.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Phrases:
    """A list of phrases, each between single spaces, the more telling ones first."""

    __slots__ = ("_by_word", "_order", "_others", "_words")

    def __init__(self, phrases: Iterable[str]) -> None:
        """Sort them by their longest inner words."""
        self._order = {phrase: place for place, phrase in enumerate(dict.fromkeys(phrases))}
        self._by_word: dict[str, list[str]] = defaultdict(list)
        others = []
        for phrase in self._order:
            inner = phrase.split(" ")[1:-1]
            if inner:
                self._by_word[max(inner, key=len)].append(phrase)
            else:
                others.append(phrase)
        self._words = frozenset(self._by_word)
        self._others = tuple(others)

    def found(self, text: str, words: frozenset[str]) -> list[str]:
        """List those that stand in a text with single spaces; `words` are all that stand between these."""
        found = [phrase for phrase in self._others if phrase in text]
        for word in self._words & words:
            found += [phrase for phrase in self._by_word[word] if phrase in text]
        return sorted(found, key=self._order.__getitem__)

    def first(self, text: str, words: frozenset[str]) -> str:
        """Give the most telling one that stands in a text; empty if none does."""
        return next(iter(self.found(text, words)), "") if text else ""
