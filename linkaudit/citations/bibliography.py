"""Bibliographic entries and citation templates as citations: what they cite, its archived copy, and all their dates."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.citations.entry_dates import dated, published
from linkaudit.documents.positions import references_between
from linkaudit.models import Citation, Role

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Document, Entry, Reference

# What stands there is said by the source or about it, and leads elsewhere.
_ABOUT = {
    "abstract", "annote", "annotation", "quote", "ab", "n2", "keywords", "file", "related", "biburl",
    "bibsource", "acknowledgement",
}  # fmt: skip


def bibliography(document: Document, statements: Iterable[Citation]) -> Iterator[Citation]:
    """Make citations of the entries of a document, and of the statements of access that stand in none of them.

    A statement that stands in an entry, as in `note = {Accessed 1 May 2015}`, speaks of its source.
    """
    inside: dict[int, list[Citation]] = {}
    for statement in statements:
        number = _entry_around(document, statement.location.start, statement.location.start + 1)
        if number is None:
            yield statement
        else:
            inside.setdefault(number, []).append(statement)
    for number, entry in enumerate(document.entries):
        citation = _citation(document, entry)
        for statement in inside.get(number, ()):
            citation = _completed(citation, statement)
        if citation.reference or citation.accessed or citation.published:
            yield citation


def apart_from_entries(document: Document) -> Document:
    """Leave out what entries say of their sources: their text, and what the fields are called that hold addresses."""
    if not document.entries:
        return document
    references = (
        each if _entry_around(document, each.location.start, each.location.end) is None else replace(each, element="")
        for each in document.references
    )
    blocks = (block for block in document.blocks if _entry_around(document, block.start, block.end) is None)
    return replace(document, references=tuple(references), blocks=tuple(blocks))


def _entry_around(document: Document, start: int, end: int) -> int | None:
    """Find the number of the entry in which a stretch of the text lies whole; None if it lies in none."""
    number = bisect_right(document.entries, start, key=lambda entry: entry.location.start) - 1
    return number if number >= 0 and end <= document.entries[number].location.end else None


def _citation(document: Document, entry: Entry) -> Citation:
    """Make a citation of an entry."""
    original = _at_field(document, entry, "url") or _elsewhere(document, entry)
    archive = _at_field(document, entry, "archive-url")
    if original and urls.archive_url(original.url):
        original, archive = None, archive or original
    title, publisher = entry.field("title"), entry.field("publisher", "container-title")
    return Citation(
        form=entry.kind,
        location=entry.location,
        role=Role.INLINE,
        original=original,
        archive=archive,
        published=published(entry),
        accessed=dated(entry, "access-date"),
        archived=dated(entry, "archive-date"),
        publisher=publisher.value if publisher else "",
        title=title.value if title else "",
    )


def _at_field(document: Document, entry: Entry, name: str) -> Reference | None:
    """Find the reference that stands in a field of an entry."""
    field = entry.field(name)
    if field is None:
        return None
    found = references_between(document, field.location.start, field.location.end)
    return next((each for each in found if urls.is_web(each.url)), None)


def _elsewhere(document: Document, entry: Entry) -> Reference | None:
    """Find the address of a source that has no field of its own: in `howpublished`, in a note, as a link of a DOI."""
    found = references_between(document, entry.location.start, entry.location.end)
    cited = [each for each in found if urls.is_web(each.url) and each.element.lower() not in _ABOUT]
    return next((each for each in cited if not urls.archive_url(each.url)), cited[0] if cited else None)


def _completed(citation: Citation, statement: Citation) -> Citation:
    """Add to a citation what a statement within its entry says and its fields do not."""
    return replace(
        citation,
        original=citation.original or statement.original,
        archive=citation.archive or statement.archive,
        accessed=citation.accessed or statement.accessed,
        archived=citation.archived or statement.archived,
    )
