"""Texts of the same words, too short for what they share to tell anything but that it is all of both."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.content.passages import words_of
from linkaudit.models import CopyKind, Location, Pair, Passage

if TYPE_CHECKING:
    from linkaudit.collection.prose import Prose

# Words of a text; fewer are a title or a label.
_FEWEST = 4


def identical(one: Prose, other: Prose) -> Pair | None:
    """Make the pair of two texts of the same words; None if they have next to none."""
    text = " ".join(" ".join(line.text for line in one.lines).split())
    words = len(words_of(text))
    if words < _FEWEST:
        return None
    passage = Passage(_whole(one), _whole(other), text, words, words)
    return Pair("", "", CopyKind.COPY, 1.0, 1.0, (passage,))


def _whole(text: Prose) -> Location:
    """Tell where a text stands, from its first line to its last."""
    first, last = text.lines[0].location, text.lines[-1].location
    return Location(
        first.path, first.line, first.column, last.end_line, last.end_column, first.start, last.end, first.part
    )
