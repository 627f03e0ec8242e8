"""What an undated document says of the time in which it was written: the days and years of which its text speaks.

Found while the document is read, and kept until the collection is compared.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct, msgpack
from msgspec.structs import replace

from linkaudit.citations.beside_days import language_by_days
from linkaudit.citations.spoken_days import SpokenDay, spoken_days
from linkaudit.citations.tenses import Tense
from linkaudit.collection import prose
from linkaudit.collection.undated import is_undated
from linkaudit.content.language import language
from linkaudit.models import Location  # noqa: TC001 - a field of a struct
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.collection.prose import Line
    from linkaudit.models import Document

# Clues that are kept of a document: a listing of dates says no more by being long.
_MOST = 64
# The beginning of a text tells its language.
_ENOUGH = 4000
_WORD = Pattern(r"[^\W\d_]+")


class DayClue(Struct, frozen=True, array_like=True):
    """A day or year of which a document speaks, and where."""

    spoken: SpokenDay
    location: Location
    """That of its line; its path is left out while it is packed."""

    @property
    def is_past(self) -> bool:
        """Whether the text speaks of it as past, or as the day of writing."""
        return self.spoken.tense is Tense.PAST

    @property
    def names_weekday(self) -> bool:
        """Whether it is a day of the week alone: `on Wednesday`."""
        return self.spoken.weekday is not None and self.spoken.month is None

    @property
    def names_day(self) -> bool:
        """Whether it is the day of a month without its year: `Wednesday, July 11`."""
        return self.spoken.year is None and self.spoken.day is not None


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(tuple[DayClue, ...]).decode


def packed(document: Document) -> bytes:
    """Pack the clues in the own text of a document; empty if it is dated, or has none."""
    if not is_undated(document):
        return b""
    clues = _clues(prose.opened(document).lines)
    return _encode(clues) if clues else b""


def opened(document: Document) -> tuple[DayClue, ...]:
    """Unpack the clues of a document, in the order of its text."""
    if not document.clues:
        return ()
    return tuple(replace(each, location=replace(each.location, path=document.path)) for each in _decode(document.clues))


def _clues(lines: Sequence[Line]) -> tuple[DayClue, ...]:
    starts: list[int] = []
    pieces: list[str] = []
    at, before = 0, None
    for line in lines:
        # An empty line, or what was left out, ends a paragraph.
        gap = "\n" if before is None or line.location.line == before.location.end_line + 1 else "\n\n"
        starts.append(at + len(gap))
        pieces += (gap, line.text)
        at += len(gap) + len(line.text)
        before = line
    text = "".join(pieces)
    words = _WORD.findall(text[:_ENOUGH].lower())
    spoken = spoken_days(text, language(words) or language_by_days(words))
    seen: set[tuple[object, ...]] = set()
    clues: list[DayClue] = []
    for each in spoken:
        key = (each.tense, each.weekday, each.year, each.month, each.day)
        if key not in seen and len(clues) < _MOST:
            seen.add(key)
            place = lines[bisect_right(starts, each.start) - 1].location
            clues.append(DayClue(each, replace(place, path="")))
    return tuple(clues)
