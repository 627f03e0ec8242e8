"""When a source was cited: the date near which a capture shows what the writer saw."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple, TypeGuard

from linkaudit.citations.same import Same

if TYPE_CHECKING:
    from linkaudit.models import Citation, Dated, Document, Location, PartialDate, Reference


class CitedWhen(NamedTuple):
    """The date of a citation and what it was taken from; None if nothing dates it."""

    date: PartialDate | None
    source: str


UNDATED = CitedWhen(None, "nothing dates the citation")


def cited_when(document: Document, reference: Reference) -> CitedWhen:
    """Date the citation of a reference.

    In this order: by the date of access, of publication, of the document as it says itself, by the commit that first
    has the address in the document, by the one that first has the document.
    """
    for citation in _by_location(Same(document.citations)).get(reference.location, ()):
        for dated, name in ((citation.accessed, "date of access"), (citation.published, "date of publication")):
            if _usable(dated):
                return CitedWhen(dated.date, name)
    introduced = document.introduced.get(reference.url)
    if introduced and (not _usable(document.date) or document.date.source == introduced.source):
        return CitedWhen(introduced.date, f"first commit with the address ({introduced.text})")
    if _usable(document.date):
        return CitedWhen(document.date.date, f"date of the document ({document.date.source})")
    return UNDATED


@lru_cache(maxsize=4)
def _by_location(citations: Same[Citation]) -> dict[Location, list[Citation]]:
    """Find the statements that are about the reference at a place."""
    found: dict[Location, list[Citation]] = {}
    for citation in citations.values:
        for each in (citation.original, citation.canonical, citation.archive):
            if each:
                found.setdefault(each.location, []).append(citation)
    return found


def _usable(dated: Dated | None) -> TypeGuard[Dated]:
    """Tell whether there is a date and the calendar has it."""
    return dated is not None and dated.date.possible
