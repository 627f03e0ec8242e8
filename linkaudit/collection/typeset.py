"""A text as it is set: its words, the marks between them, and where each of them stands.

Words are compared by what their writers meant to write: without case, and without the hyphens, apostrophes and full
stops within them, which differ from house to house. How each is written is kept beside that.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING
from unicodedata import normalize

from msgspec.structs import replace

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.collection.prose import Line
    from linkaudit.models import Location

# An address is one word, an abbreviation keeps its full stops, a word that is broken at the end of a line is one.
# Scripts that are written without spaces: each character is a word.
_WORD = Pattern(
    r"((?:https?://|www\.)\S+"
    r"|[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff]"
    r"|(?:[^\W\d_]\.){2,}"
    r"|[^\W_]+(?:(?:[-'\u2019.\u2010\u2011]|-\n[ \t]*)[^\W_]+)*)"
)
_WITHIN = Pattern(r"[-'\u2019.\u2010\u2011\s]")
_SPACE = Pattern(r"\s+")
# An item of a list begins a new thought, with or without a capital.
_BULLET = Pattern(r"\s*(?:[-*+\u2022\u2023\u25aa\u25e6\u2013\u2014]|\w{1,3}[.)])\s")
# What ends a sentence, and what announces a list.
_ENDS = ".!?:;\u2026\u3002"


class Text:
    """The own text of a document, by words."""

    def __init__(self, path: str, lines: Iterable[Line]) -> None:
        """Cut the lines of a text into words."""
        self.path = path
        self.lines = tuple(lines)
        whole = "\n".join(line.text for line in self.lines)
        self._line_starts = [0, *accumulate(len(line.text) + 1 for line in self.lines)]
        parts = _WORD.split(whole)
        ends = list(accumulate(map(len, parts)))
        self._starts, self._ends = ends[0:-1:2], ends[1::2]
        self.forms: list[str] = parts[1::2]
        """The words as they are written; one that is broken at the end of a line in one piece."""
        keys = {form: key_of(form) for form in set(self.forms)}
        self.keys: list[str] = [keys[form] for form in self.forms]
        """The words as they are compared."""
        marks = {gap: _SPACE.sub("", gap) for gap in set(parts[0::2])}
        self.marks: list[str] = [marks[gap] for gap in parts[0::2]]
        """The marks before each word, and those behind the last."""

    def __len__(self) -> int:
        """Count the words."""
        return len(self.keys)

    @cached_property
    def counts(self) -> Counter[str]:
        """How often each word stands in it, as words are compared."""
        return Counter(self.keys)

    def written(self, first: int, last: int) -> str:
        """Give the words from `first` up to `last`, exclusive, or the end, as they are written, with their marks."""
        last = min(last, len(self))
        if first >= last:
            return ""
        whole = "\n".join(line.text for line in self.lines[self.line(first) : self.line(last - 1) + 1])
        offset = self._line_starts[self.line(first)]
        return _SPACE.sub(" ", whole[self._starts[first] - offset : self._ends[last - 1] - offset])

    def line(self, word: int) -> int:
        """Give the number of the line, from 0, in which a word begins."""
        return bisect_right(self._line_starts, self._starts[word]) - 1

    def line_words(self, first: int, last: int) -> list[int]:
        """Give the words with which lines begin, from the line `first` to `last`, both counted from 0."""
        found = (bisect_left(self._starts, start) for start in self._line_starts[first : last + 1])
        return [word for word in dict.fromkeys(found) if word < len(self)]

    def place(self, first: int, last: int) -> Location:
        """Locate the words from `first` up to `last`, exclusive: exactly where nothing but text stands in a line."""
        begin = self._located(self.line(first), self._starts[first], self._ends[first])
        if last <= first + 1:
            return begin
        end = self._located(self.line(last - 1), self._starts[last - 1], self._ends[last - 1])
        return replace(begin, end_line=end.end_line, end_column=end.end_column, end=end.end)

    def is_apart(self, first: int, second: int) -> bool:
        """Tell whether something other than a new line of the same paragraph stands between two words of a sentence.

        That is a blank line, a line of its own, or that the second one is set in as no other line around it.
        """
        one, other = self.line(first), self.line(second)
        if one == other or self.ends_sentence(first):
            return False
        before, after = self.lines[one], self.lines[other]
        if _BULLET.match(after.text):
            return False
        if other > one + 1 or after.location.line > before.location.end_line + 1:
            return True
        return self._is_odd(other) and before.text[:1].isalnum()

    def goes_on(self, word: int) -> bool:
        """Tell whether a sentence seems to go on with a word, rather than to begin with it."""
        return self.forms[word][:1].islower()

    def ends_within(self, word: int) -> bool:
        """Tell whether the text breaks off behind a word, in a sentence."""
        behind = self.marks[word + 1]
        return "\u2026" in behind or "..." in behind or not behind

    def _is_odd(self, number: int) -> bool:
        """Tell whether a line is set in, and the next one is not."""
        indent = _indent(self.lines[number].text)
        following = self.lines[number + 1].text if number + 1 < len(self.lines) else ""
        return indent > 0 and _indent(following) != indent

    def ends_sentence(self, word: int) -> bool:
        """Tell whether a sentence ends behind a word."""
        return any(mark in _ENDS for mark in self.marks[word + 1])

    def _located(self, number: int, start: int, end: int) -> Location:
        line = self.lines[number]
        place = line.location
        begin, behind = start - self._line_starts[number], end - self._line_starts[number]
        if place.line != place.end_line or place.end - place.start != len(line.text) or behind > len(line.text):
            return place
        return replace(
            place,
            column=place.column + begin,
            end_column=place.column + behind,
            start=place.start + begin,
            end=place.start + behind,
        )


@lru_cache(maxsize=65_536)
def key_of(form: str) -> str:
    """Fold a word to what is compared."""
    if form.isascii() and form.isalnum():
        return form.lower()
    if form.startswith(("http://", "https://", "www.")):
        return form
    return _WITHIN.sub("", normalize("NFKC", form).casefold())


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())
