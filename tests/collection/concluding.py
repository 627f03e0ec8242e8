"""Documents beside each other, with pairs that are given, for the tests of what is concluded from them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace
from rules.judged import AS_OF, document_of

from linkaudit.collection import addresses, day_clues, prose
from linkaudit.collection.inference import inferred
from linkaudit.collection.shelf import Shelf
from linkaudit.models import CopyKind, Document, Inferred, Location, Member, Pair, Passage

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

COPY, REWRITE, PARTIAL = CopyKind.COPY, CopyKind.REWRITE, CopyKind.PARTIAL
FERRY = (
    "The harbour council voted {when} to stop the ferry between Alda and the outer islands, since the boats are older "
    "than most of their passengers. Ada Holm, who steers the morning boat, said that she would miss the fog."
)


def ferry(when: str = "on Wednesday") -> str:
    """Tell the story, with the day on which it happened."""
    return FERRY.format(when=when) + "\n"


def pair(a: str, b: str, kind: CopyKind = COPY, a_in_b: float = 0.97, b_in_a: float = 0.95) -> Pair:
    """Let two documents share text."""
    return Pair(a, b, kind, a_in_b, b_in_a)


def sharing(a: str, b: str, start: int, end: int) -> Pair:
    """Let two documents share a stretch of the first one."""
    one, other = (Location(path, 1, 1, 1, 1, start, end) for path in (a, b))
    return replace(pair(a, b), passages=(Passage(one, other, text="", words=9, same=9),))


def ready(document: Document) -> Document:
    """Keep of a document what is kept when it was read."""
    packed = replace(document, prose=prose.packed(document), addresses=addresses.packed(document))
    return replace(packed, clues=day_clues.packed(packed)).without_text()


def members(texts: Mapping[str, str | Document], *pairs: Pair, as_of: date = AS_OF) -> dict[str, Member]:
    """Conclude what can be concluded from documents, given by their names."""
    documents = [each if isinstance(each, Document) else document_of(each, path) for path, each in texts.items()]
    return inferred(Shelf([ready(each) for each in documents], as_of), pairs)


def date_of(path: str, texts: Mapping[str, str | Document], *pairs: Pair, as_of: date = AS_OF) -> Inferred | None:
    """Give the date that is concluded of a document."""
    member = members(texts, *pairs, as_of=as_of).get(path)
    return member.date if member else None
