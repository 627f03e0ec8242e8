"""Links that were put into a document after it was written, by what stands beside and above them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.words import alternatives, words_of
from linkaudit.collection import prose
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import Document, Location

_YEAR = Pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ACCESSED = data.pattern(lambda: rf"(?i)(?<![^\W\d_]){alternatives(words_of('accessed'))}(?![a-zа-я])")


def _added() -> str:
    """Make the source of a pattern of a line that begins what was added: `Update:`, `Nachtrag (2020):`."""
    words = data.load("spoken_days")["added"].values()
    said = "|".join(sorted((re.escape(word) for each in words for word in each), key=lambda word: (-len(word), word)))
    return rf"(?i)[\W_]*(?:{said})(?:\s?[:：.)\]\u2013\u2014-]|\s*\Z|,?\s+[^\n]{{0,40}}?\d[^\n:：]{{0,20}}[:：])"


_ADDED = data.pattern(_added)


def is_noted(document: Document, place: Location, year: int) -> bool:
    """Tell whether beside a link stands that its page was looked at in a year, or later: `(accessed 2024)`."""
    beside = [line.text for line in prose.opened(document).lines if _is_in(place, line.location)]
    return any(
        _ACCESSED.search(text) and any(int(found[0]) >= year for found in _YEAR.finditer(text)) for text in beside
    )


def label_above(document: Document, place: Location) -> str:
    """Give the words that say that the part with a link was added to a document: `Update:`; empty if nothing does.

    What begins a document is no addition: it says that the rest was changed.
    """
    said = ""
    for number, line in enumerate(prose.opened(document).lines):
        if line.location.part != place.part or line.location.line > place.line:
            break
        found = _ADDED.match(line.text) if number else None
        said = " ".join(found[0].split()) if found else said
    return said


def _is_in(place: Location, line: Location) -> bool:
    return place.part == line.part and line.line <= place.line <= line.end_line
