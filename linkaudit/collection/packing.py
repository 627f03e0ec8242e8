"""What is kept of each document until the collection is compared, small enough for all of them at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations.spoken_days import may_speak_of_days
from linkaudit.collection import addresses
from linkaudit.collection.undated import is_undated

if TYPE_CHECKING:
    from linkaudit.models import Document


def packed(document: Document, *, alone: bool = False) -> Document:
    """Pack the own text of a document, its addresses and lost targets, and the days of which it speaks.

    One that is `alone` has nothing to be compared with: its text is not packed, unless it may tell its own date.
    """
    kept = replace(document, addresses=addresses.packed(document))
    if alone and not (is_undated(document) and may_speak_of_days(document.text)):
        return kept
    from linkaudit.collection import day_clues, prose  # noqa: PLC0415 - most documents that are alone do without

    kept = replace(kept, prose=prose.packed(document))
    return replace(kept, clues=day_clues.packed(kept))
