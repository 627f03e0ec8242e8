"""Which words a collection has, to tell a slip of the pen from a word: there is no dictionary of names.

A large collection is sampled, evenly and always in the same way.
"""

from __future__ import annotations

from collections import Counter
from functools import cached_property
from typing import TYPE_CHECKING

from linkaudit.collection.forms import around
from linkaudit.collection.typeset import Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from linkaudit.collection.shelf import Shelf

# Documents whose words are counted: a few hundred thousand words have nearly all that texts of one kind use.
_MOST = 400
# Letters on each side of the place at which two forms part, the most telling number first.
_AROUND = range(8, 2, -1)


class Vocabulary:
    """The words of a collection, looked up when they are first asked for."""

    def __init__(self, shelf: Shelf) -> None:
        """Take the words of these documents."""
        self._shelf = shelf

    @cached_property
    def _by_document(self) -> dict[str, Counter[str]]:
        every = self._shelf.documents
        step = max(1, -(-len(every) // _MOST))
        paths = [document.path for document in every[::step]]
        return {path: Counter(Text(path, self._shelf.prose(path).lines).keys) for path in paths}

    @cached_property
    def _all(self) -> Counter[str]:
        total: Counter[str] = Counter()
        for counted in self._by_document.values():
            total.update(counted)
        return total

    def count(self, word: str, without: Iterable[str]) -> int:
        """Count a word in the documents but for some."""
        here = sum(self._by_document[path][word] for path in without if path in self._by_document)
        return self._all[word] - here

    def rarer(self, one: str, other: str, elsewhere: tuple[int, int], without: Collection[str]) -> str:
        """Tell which of two forms is the slip; empty if neither, or if that cannot be told.

        `elsewhere` is how often the texts in question have each form at other places. A form that is found elsewhere,
        or is built as other words are, is none.
        """
        first, second = elsewhere
        if not (first or second):
            first, second = self.count(one, without), self.count(other, without)
        if first and second:
            return ""
        if first or second:
            return other if first else one
        return self._built_oddly(one, other)

    def _built_oddly(self, one: str, other: str) -> str:
        """Give the form of which other words have less around the place at which the two part."""
        start, first, second = around(one, other)
        words = [word for word in self._all if one not in word and other not in word]
        for wide in _AROUND:
            begin = max(0, start - wide)
            known = [
                any(piece in word for word in words)
                for piece in (one[begin : start + first + wide], other[begin : start + second + wide])
            ]
            if known[0] != known[1]:
                return other if known[0] else one
        return ""
