"""Which words a collection has, to tell a slip of the pen from a word: there is no dictionary of names.

A large collection is sampled, evenly and always in the same way.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from math import log
from typing import TYPE_CHECKING

from linkaudit.collection.forms import around
from linkaudit.collection.typeset import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from linkaudit.collection.shelf import Shelf

# Documents whose words are counted: a few hundred thousand words have nearly all that texts of one kind use.
_MOST = 400
# Letters on each side of the place at which two forms part, the most telling number first.
_AROUND = range(8, 2, -1)
# How many times as often as a slip the word is found: the same slip is made more than once.
_RARE = 10
# Documents that must have a word for it to be one, if it is built oddly.
_ENOUGH = 3
# Letters that never stand together in the words of a collection count as this many, and from which difference on, of
# the logarithms, one of two forms is the slip: 97 % true for swapped letters in 60 texts of 200 to 900 words, each one
# by itself, in English, German and French, and found for two fifths of them; from 8 on 98 % and a quarter.
_UNSEEN = 0.3
_GREAT = 6.0


class Vocabulary:
    """The words of a collection, looked up when they are first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        """Take the words of these documents."""
        self._shelf = shelf

    @cached_property
    def _by_document(self) -> dict[str, frozenset[str]]:
        every = self._shelf.documents
        step = max(1, -(-len(every) // _MOST))
        paths = [document.path for document in every[::step]]
        return {path: frozenset(Text(path, self._shelf.prose(path).lines).keys) for path in paths}

    @cached_property
    def _all(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for counted in self._by_document.values():
            total.update(counted)
        return total

    def count(self, word: str, without: Iterable[str]) -> int:
        """Count the documents but for some that have a word."""
        here = sum(1 for path in without if word in self._by_document.get(path, ()))
        return self._all[word] - here

    def rarer(self, one: str, other: str, elsewhere: tuple[int, int], without: Collection[str]) -> str:
        """Tell which of two forms is the slip; empty if neither, or if that cannot be told.

        `elsewhere` is how often the texts in question have each form at other places. A form that is found elsewhere,
        or is built as other words are, is none.
        """
        here = _only(one, other, elsewhere)
        if any(elsewhere):
            return here
        outside = self.count(one, without), self.count(other, without)
        # A document or two may have copied the slip.
        if max(outside) < _ENOUGH and (oddly := self._built_oddly(one, other)):
            return oddly
        return _only(one, other, outside)

    def _built_oddly(self, one: str, other: str) -> str:
        """Give the form of which other words have less around the place at which the two part."""
        start, first, second = around(one, other)
        for wide in _AROUND:
            begin = max(0, start - wide)
            pieces = one[begin : start + first + wide], other[begin : start + second + wide]
            known = [self._has(piece, (one, other)) for piece in pieces]
            if known[0] != known[1]:
                return other if known[0] else one
        return ""

    def oddly_spelled(self, one: str, other: str) -> str:
        """Give the form whose letters, around the place at which two forms part, seldom stand together; or nothing.

        That is told from the words of the collection, few as they may be, and only where the difference is great.
        """
        start, first, second = around(one, other)
        mine, theirs = _letters(one, start, first), _letters(other, start, second)
        own = Counter(_letters(one)) + Counter(_letters(other))
        difference = sum(self._usual(piece, own) for piece in mine) - sum(self._usual(piece, own) for piece in theirs)
        if abs(difference) < _GREAT:
            return ""
        return other if difference > 0 else one

    def _usual(self, piece: str, own: Counter[str]) -> float:
        return log(max(0, self._pieces[piece] - own[piece]) + _UNSEEN)

    @cached_property
    def _pieces(self) -> Counter[str]:
        return Counter(piece for word in self._all if word.isalpha() for piece in _letters(word))

    @cached_property
    def _words(self) -> str:
        return "\n".join(["", *sorted(self._all), ""])

    def _has(self, piece: str, but: tuple[str, str]) -> bool:
        """Tell whether a word has these letters, other than the two forms and what is made of them."""
        at = self._words.find(piece)
        while at >= 0:
            end = self._words.index("\n", at)
            word = self._words[self._words.rindex("\n", 0, at + 1) + 1 : end]
            if not any(each in word for each in but):
                return True
            at = self._words.find(piece, end)
        return False


def _letters(word: str, start: int = 0, length: int | None = None) -> Iterator[str]:
    """Go through the letters of a word by twos and threes, those that touch so many from `start` on; with its ends."""
    word = f"^{word}$"
    first, last = (0, len(word)) if length is None else (start + 1, start + 1 + length)
    for wide in (2, 3):
        for at in range(max(0, first - wide + 1), min(last, len(word) - wide + 1)):
            yield word[at : at + wide]


def _only(one: str, other: str, counts: tuple[int, int]) -> str:
    """Give the form that is hardly found, if the other one is; empty if both are, or neither."""
    first, second = counts
    if first > _RARE * second:
        return other
    return one if second > _RARE * first else ""
