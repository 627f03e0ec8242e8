"""Labels such as `Original url:` at the beginning of a line, in many languages: looked up, not searched for.

A line's beginning up to its colon is folded (case, white space, emphasis) and looked up in `data/labels.toml`. That
costs little however many languages there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations.words import words_of
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Block

_LONGEST_LABEL = 44
_MOST_WORDS = 4
_COLONS = ":："
_MOST_BEFORE = 12
# List marks, quotes, comment signs, emphasis, emoji before a label; emphasis and a remark between it and its colon.
_BEFORE = Pattern(rf"[^\w\n`]{{0,{_MOST_BEFORE}}}")
_REMARK = Pattern(r"\s*\([^)]{0,30}\)\s*$")
_AROUND = " \t*_"
# A line of facts has several labels: `By Ada Holm | Published: 12 July 2018`, `Issue 7 - Created on …`.
_NEXT_FACT = Pattern(r"(?:[|•·(]|\s[-\u2013\u2014]\s|,\s)\s*(?:originally\s)?")
# A line without a word has no label: hostile texts have many.
_LINE = Pattern(r"(?m)^[^\w\n]*+\w[^\n]*")
_DIGIT = Pattern(r"\d")


class Label(Struct, frozen=True):
    """A label in a text: its kind, its words as they are written, where it begins and where what follows begins."""

    kind: str
    words: str
    start: int
    end: int
    colon: bool


@data.derived
def table(*kinds: str) -> dict[str, str]:
    """Map each label of some kinds, folded, to its kind; of two kinds with one label the first counts."""
    found: dict[str, str] = {}
    for kind in kinds:
        for word in words_of(kind):
            found.setdefault(word, kind)
    return found


@data.derived
def all_labels(*kinds: str) -> tuple[str, ...]:
    """List the labels of some kinds, folded."""
    return tuple(table(*kinds))


def lines_of(text: str) -> Iterator[tuple[int, int]]:
    """Go through the lines of a text that hold a word by their offsets, line ends left out."""
    for found in _LINE.finditer(text):
        yield found.span()


def label_at(text: str, start: int, end: int, labels: dict[str, str]) -> Label | None:
    """Find the label with which the line `text[start:end]` begins: up to a colon, or all there is on the line."""
    within = start + _MOST_BEFORE + _LONGEST_LABEL
    if end > within and text.find(":", start, within + 1) < 0 and text.find("：", start, within + 1) < 0:
        # Most lines are neither short nor have a colon so early.
        return None
    before = _BEFORE.match(text, start, end)
    begin = before.end() if before else start
    colon = min(
        (place for sign in _COLONS if (place := text.find(sign, begin, begin + _LONGEST_LABEL)) >= 0), default=-1
    )
    stop = colon if 0 <= colon < end else end
    if stop - begin > _LONGEST_LABEL:
        return None
    words = _REMARK.sub("", text[begin:stop]).strip(_AROUND)
    kind = labels.get(_folded(words))
    if kind is None:
        return None
    after = stop + 1 if stop == colon else stop
    while after < end and text[after] in _AROUND:
        after += 1
    return Label(kind, words, begin, after, stop == colon)


def labels_before_numbers(text: str, start: int, end: int, labels: dict[str, str]) -> Iterator[Label]:
    """Find the labels in a line of facts, with a colon or followed by a date at once: `Last updated 4 June 2020`."""
    for begin in (start, *(fact.end() for fact in _NEXT_FACT.finditer(text, start, end))):
        found = label_at(text, begin, end, labels) or _without_colon(text, begin, end, labels)
        if found:
            yield found


def labels_in(block: Block, labels: dict[str, str]) -> Iterator[Label]:
    """Find the labels at the beginnings of the lines of a block."""
    for start, end in lines_of(block.text):
        found = label_at(block.text, start, end, labels)
        if found:
            yield found


def _without_colon(text: str, start: int, end: int, labels: dict[str, str]) -> Label | None:
    """Find a label of a few words that stands directly before a date."""
    before = _BEFORE.match(text, start, end)
    begin = before.end() if before else start
    digit = _DIGIT.search(text, begin, min(end, begin + _LONGEST_LABEL))
    if digit is None:
        return None
    # The words before the first digit, the last of which may be a month or a weekday.
    stop = digit.start()
    for _ in range(_MOST_WORDS):
        words = text[begin:stop].strip(_AROUND + ",.")
        kind = labels.get(_folded(words))
        if kind:
            return Label(kind, words, begin, stop, colon=False)
        stop = begin + max(words.rfind(" "), 0)
        if stop == begin:
            return None
    return None


def _folded(words: str) -> str:
    return " ".join(words.split()).casefold()
