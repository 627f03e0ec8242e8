"""The words of a text as they are compared, with the lines in which they stand, and which of them are quoted.

They are folded as those of passages are (`content.passages`): what typesetting changes is no difference. Abbreviations
are one word, with points or without (U.S., US).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import is_normalized, normalize

from msgspec import Struct

from linkaudit.collection.quotations import quoted
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from linkaudit.collection.prose import Line, Prose

MOST = 200_000
"""Words of a text that are compared, the first ones: a thick book has as many."""
# Characters of a line, likewise.
_LONGEST = 8 * MOST
# From so many capitals on, a line is a headline: nothing tells its names from other words.
_TITLE = 0.6
# From this share on, what stands in block quotes is the text itself.
_ITSELF = 2 / 3
# Characters at the end of a line in which a broken word is looked for.
_ENDING = 80

# Scripts that are written without spaces, and Korean, where writers differ about them: each character is a word.
_UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\uf900-\ufaff"
    "\U00020000-\U0003ffff"
)
_LETTERS = rf"[^\W_{_UNSPACED}]"
_ABBREVIATION = rf"(?<!{_LETTERS})[^\W\d_{_UNSPACED}](?:\.[^\W\d_{_UNSPACED}])+(?!{_LETTERS})"
_WORD = Pattern(rf"{_ABBREVIATION}|{_LETTERS}+(?:[-\u2010\u2011'\u2019\u02bc]{_LETTERS}+)*|[{_UNSPACED}]")
_ASCII_WORD = Pattern(r"(?<![^\W_])[a-z](?:\.[a-z])+(?![^\W_])|[a-z0-9]+(?:[-'][a-z0-9]+)*")
_CHARACTER = Pattern(f"[{_UNSPACED}]")
_WITHIN = Pattern(r"[-\u2010\u2011'\u2019\u02bc.]")
# What stands before a word that begins a sentence.
_SENTENCE_END = Pattern(r"[.!?:\u2026\u3002\uff01\uff1f][^\w\s]*\s*[^\w\s]*$")
# A word that goes on in the next line.
_BROKEN = Pattern(rf"{_LETTERS}[-\u2010\u2011][ \t]*$")
_CONTINUED = Pattern(rf"[ \t>]*{_LETTERS}")
# Soft hyphens, zero-width spaces, joiners and marks of direction.
_UNSEEN = Pattern("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


class Words(Struct, frozen=True):
    """The words of a text in order."""

    folded: list[str]
    lines: Sequence[Line]
    begins: list[int]
    """For each line, how many words begin before it."""
    continued: frozenset[int]
    """The lines that begin with the end of a word of the line before."""
    quoted: bytearray
    """For each word, whether it stands within quotation marks or in a block quote."""
    cut: bool = False
    """Whether the text goes on, and only its first words are here."""

    def line_of(self, word: int) -> int:
        """Give the line in which a word begins."""
        return bisect_right(self.begins, word) - 1

    def span(self, word: int) -> tuple[int, int] | None:
        """Give where a word stands in the text of its line; None if that is not exactly known."""
        line = self.line_of(word)
        read = _read(self.lines[line].text)
        at = self._place(line, word)
        return read.spans[at] if read.verbatim and at < len(read.spans) else None

    def names(self, first: int, last: int) -> set[int]:
        """Give those of the words from one to another that are written like names: with a capital, others without."""
        found: set[int] = set()
        for line in range(self.line_of(first), self.line_of(last) + 1):
            read = _read(self.lines[line].text)
            if read.titled:
                continue
            begin = self.begins[line] - (line in self.continued)
            ats = slice(max(0, first - begin), max(0, last + 1 - begin))
            found.update(at + ats.start + begin for at, capital in enumerate(read.capitals[ats]) if capital)
        return found

    def telling(self, first: int, last: int) -> set[int]:
        """Give those of the words from one to another that are numbers, or names for other reasons than their place."""
        found = {word for word in range(first, last + 1) if self.folded[word].isdigit()}
        return found | {word for word in self.names(first, last) if not self._begins_sentence(word)}

    def listed(self, first: int, last: int) -> set[int]:
        """Give those of the words from one to another that are numbers, or are written like names and not in capitals.

        Lines that hold hardly anything else are not left out: lists are like that.
        """
        found = {word for word in range(first, last + 1) if self.folded[word].isdigit()}
        for line in range(self.line_of(first), self.line_of(last) + 1):
            begin = self.begins[line] - (line in self.continued)
            ats = slice(max(0, first - begin), max(0, last + 1 - begin))
            proper = _read(self.lines[line].text).proper[ats]
            found.update(at + ats.start + begin for at, is_proper in enumerate(proper) if is_proper)
        return found

    def _begins_sentence(self, word: int) -> bool:
        """Tell whether a word is the first one of a sentence, or of a text that begins."""
        line = self.line_of(word)
        read = _read(self.lines[line].text)
        at = self._place(line, word)
        if at:
            return at < len(read.initial) and bool(read.initial[at])
        if line == 0 or self.lines[line].location.line > self.lines[line - 1].location.end_line + 1:
            return True
        return _SENTENCE_END.search(self.lines[line - 1].text[-_ENDING:]) is not None

    def _place(self, line: int, word: int) -> int:
        return word - self.begins[line] + (line in self.continued)


class _Line(NamedTuple):
    """A line of which it is asked where its words stand."""

    spans: list[tuple[int, int]]
    capitals: bytes
    """For each word, whether it begins with a capital."""
    proper: bytes
    """For each word, whether it begins with a capital and has small letters too."""
    initial: bytes
    """For each word but the first one, whether it begins a sentence."""
    titled: bool
    """Whether nearly all do."""
    verbatim: bool
    """Whether the places are those in the text as it is."""


@lru_cache(maxsize=16)
def _read(text: str) -> _Line:
    composed = _composed(text[:_LONGEST])
    spans = [match.span() for match in _matches(composed)]
    capitals = bytes(composed[start].isupper() for start, _ in spans)
    proper = bytes(
        capital and not composed[start:end].isupper() for capital, (start, end) in zip(capitals, spans, strict=True)
    )
    before = ["", *(composed[end:start] for (_, end), (start, _) in pairwise(spans))]
    initial = bytes(each != " " and _SENTENCE_END.search(each) is not None for each in before)
    titled = sum(capitals) > _TITLE * len(spans)
    return _Line(spans, capitals, proper, initial, titled, len(composed) == len(text[:_LONGEST]))


def words(prose: Prose) -> Words:
    """Cut a text into words."""
    folded: list[str] = []
    begins: list[int] = []
    continued: set[int] = set()
    broken = False
    for number, line in enumerate(prose.lines):
        if len(folded) >= MOST:
            break
        text = line.text[:_LONGEST]
        found = _folded(text)
        if broken and found and _CONTINUED.match(text):
            folded[-1] += found.pop(0)
            continued.add(number)
        begins.append(len(folded))
        folded += found
        broken = bool(found) and _BROKEN.search(text[-_ENDING:]) is not None
    lines = prose.lines[: len(begins)]
    cut = len(lines) < len(prose.lines) or len(folded) > MOST or any(len(line.text) > _LONGEST for line in lines)
    del folded[MOST:]
    texts = [_composed(line.text[:_LONGEST]) for line in lines]
    found_words = Words(folded, lines, begins, frozenset(continued), bytearray(len(folded)), cut)
    _mark_quoted(found_words, texts)
    _mark_block_quotes(found_words)
    return found_words


def _mark_block_quotes(found: Words) -> None:
    """Mark the words that stand in block quotes, unless they are nearly all there are."""
    ends = [*found.begins[1:], len(found.folded)][: len(found.begins)]
    blocks = [
        (begin, min(end, len(found.folded)))
        for line, begin, end in zip(found.lines, found.begins, ends, strict=True)
        if line.quoted
    ]
    if sum(end - begin for begin, end in blocks) <= _ITSELF * len(found.folded):
        for begin, end in blocks:
            found.quoted[begin:end] = b"\1" * (end - begin)


def _mark_quoted(found: Words, texts: Sequence[str]) -> None:
    """Mark the words that stand within quotation marks."""
    numbers = [(line.location.line, line.location.end_line) for line in found.lines]
    starts: list[int] = []
    known = -1

    def count(line: int, place: int) -> int:
        """Count the words that begin before a place of a line."""
        nonlocal starts, known
        if line != known:
            starts, known = [match.start() for match in _matches(texts[line])], line
        return found.begins[line] + max(0, bisect_left(starts, place) - (line in found.continued))

    for quotation in quoted(texts, numbers):
        first, last = count(*quotation.start), min(count(*quotation.end), len(found.folded))
        if first < last:
            found.quoted[first:last] = b"\1" * (last - first)


def _composed(text: str) -> str:
    """Compose letters and take out what is not seen."""
    if text.isascii():
        return text
    return _UNSEEN.sub("", text if is_normalized("NFC", text) else normalize("NFC", text))


def _matches(text: str) -> Iterator[re.Match[str]]:
    if text.isascii():
        return _ASCII_WORD.finditer(text.lower())
    return _WORD.finditer(_composed(text))


def _folded(text: str) -> list[str]:
    if text.isascii():
        found = _ASCII_WORD.findall(text.lower())
        joined = any(mark in text for mark in "-'.")
        return [_WITHIN.sub("", each) for each in found] if joined else found
    return [_fold(each) for each in _WORD.findall(_composed(text))]


def is_character(word: str) -> bool:
    """Tell whether a word is one character of a script without spaces."""
    return len(word) == 1 and _CHARACTER.match(word) is not None


@lru_cache(maxsize=65_536)
def _fold(word: str) -> str:
    """Fold a word: case, ligatures, widths, hyphens and points within it."""
    return _WITHIN.sub("", normalize("NFKC", word).casefold())
