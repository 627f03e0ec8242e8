"""Which citations of a document get a capture beside them, and how it is written there. Pure: edits, no files.

What can hold a capture of its own without a reader seeing it twice (the tag of a link, a citation template, an entry,
front matter) gets one wherever the page is cited; running text says it once for each page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations import urls
from linkaudit.citations.provenance import place_of
from linkaudit.documents.positions import references_between
from linkaudit.models import Edit, Kind, Reference, Role
from linkaudit.repair.beside import bibtex, markup, statements, templates
from linkaudit.repair.beside.interface import Copy, Refusal
from linkaudit.repair.beside.links import WAYS, places
from linkaudit.rules.archive_captures import entry_around

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from linkaudit.models import Citation, Document, Location
    from linkaudit.repair.beside.interface import Way

REPAIRED = frozenset({*WAYS, "html", "bibtex"})
"""The formats in which captures can be written."""
_ENTRIES = {"mediawiki": templates.put, "bibtex": bibtex.put}
_OF_THE_DOCUMENT = (Role.ORIGINAL, Role.SOURCE)
_MOST_LINES = 5
"""Lines that are named of those in which a page is cited again."""
_NO_CITATIONS = (Kind.IMAGE, Kind.ATTRIBUTE, Kind.ANNOTATION)


class Written(Struct, frozen=True):
    """A capture that can be written beside a citation."""

    reference: Reference
    copy: Copy
    edits: tuple[Edit, ...]


class Refused(Struct, frozen=True):
    """A citation beside which a capture is not written, and why."""

    reference: Reference
    reason: str


def cites(reference: Reference) -> bool:
    """Tell whether a reference is the citation of a page, rather than of a picture, a script or a capture."""
    return (
        urls.is_web(reference.url)
        and reference.kind not in _NO_CITATIONS
        and urls.archive_url(reference.url) is None
        and (not reference.element.startswith(("link ", "meta ", "img ")))
    )


def states_origin(document: Document, reference: Reference) -> bool:
    """Tell whether a reference says where the document itself comes from."""
    return reference.role in _OF_THE_DOCUMENT and place_of(reference) in _statements(document)


def kept(document: Document) -> frozenset[str]:
    """Give the pages of which a capture stands in a document, by their keys."""
    found = {
        urls.key(citation.original.url) for citation in document.citations if citation.original and citation.archive
    }
    for reference in document.references:
        archived = urls.archive_url(reference.url)
        if archived and archived.original:
            found.add(urls.key(archived.original))
    return frozenset(found)


def written(document: Document, copy_of: Callable[[Reference], Copy | Refusal | None]) -> Iterator[Written | Refused]:
    """Write captures beside the citations of a document; `copy_of` gives the one that stands for a citation, if any.

    Where nothing can be written for a page, the first reason is given.
    """
    done = set(kept(document))
    statements_of = _statements(document)
    refused: dict[str, Refused] = {}
    found = [each for each in document.references if cites(each)]
    for reference in sorted(found, key=lambda each: (place_of(each) not in statements_of, _begins(document, each))):
        page = urls.key(reference.url)
        alone = _holds_its_own(document, reference)
        if (not alone and page in done) or (alone and _has_its_own(document, reference)):
            continue
        copy = copy_of(reference)
        if copy is None:
            continue
        statement = statements_of.get(place_of(reference))
        made = _put(document, reference, statement, copy) if isinstance(copy, Copy) else copy
        if isinstance(copy, Copy) and not isinstance(made, Refusal):
            done.add(page)
            yield Written(reference, copy, made)
        elif isinstance(made, Refusal):
            refused.setdefault(page, Refused(reference, made.reason))
    yield from (each for page, each in refused.items() if page not in done)


def _begins(document: Document, reference: Reference) -> int:
    """Find where a citation first stands in the text; a definition that nothing uses, where it is given."""
    return min((place.start for place in places(document, reference)), default=reference.location.start)


def cited_again(document: Document, made: Iterable[Written], needs: Callable[[Reference], bool]) -> Iterator[Refused]:
    """Say where the text cites a page again whose capture is written beside one citation, as far as those need it."""
    others: dict[str, list[Reference]] = {}
    for reference in document.references:
        if cites(reference) and not _holds_its_own(document, reference):
            others.setdefault(urls.key(reference.url), []).append(reference)
    said = set()
    for each in made:
        page = urls.key(each.reference.url)
        beside = each.edits[0].location
        again = [
            place
            for other in others.get(page, ())
            if needs(other)
            for place in _without(places(document, other), beside.start if other is each.reference else -1)
        ]
        if again and page not in said:
            said.add(page)
            yield Refused(each.reference, f"{_in_lines(again)}; the capture in line {beside.line} serves for all")


def _without(found: tuple[Location, ...], behind: int) -> tuple[Location, ...]:
    """Leave out the place behind which something was put in, if there is one."""
    last = max((place.start for place in found if place.start <= behind), default=-1)
    return tuple(place for place in found if place.start != last)


def _in_lines(found: list[Location]) -> str:
    lines = [str(line) for line in sorted({place.line for place in found})]
    named = ", ".join(lines[:_MOST_LINES]) + (f" and {len(lines) - _MOST_LINES} more" if lines[_MOST_LINES:] else "")
    return f"cited again in line{'s' if lines[1:] else ''} {named}"


def _statements(document: Document) -> dict[tuple[int, int], Citation]:
    """Map the places of the addresses that say where the document comes from to the statements that do."""
    return {
        place_of(citation.original): citation
        for citation in reversed(document.provenance)
        if citation.original and citation.role in _OF_THE_DOCUMENT
    }


def _holds_its_own(document: Document, reference: Reference) -> bool:
    """Tell whether a citation can have a capture of its own that readers do not see in the text."""
    return (
        reference.element == markup.ELEMENT
        or entry_around(document, reference) is not None
        or statements.stands_in_front_matter(document, reference)
    )


def _has_its_own(document: Document, reference: Reference) -> bool:
    """Tell whether such a citation has one."""
    if reference.element == markup.ELEMENT:
        return markup.is_kept(document, reference)
    entry = entry_around(document, reference)
    if entry is not None:
        inside = references_between(document, entry.location.start, entry.location.end)
        return entry.field("archive-url") is not None or any(urls.archive_url(each.url) for each in inside)
    return any(citation.archive for citation in document.citations if citation.original is reference)


def _put(
    document: Document, reference: Reference, statement: Citation | None, copy: Copy
) -> tuple[Edit, ...] | Refusal:
    """Write a capture beside a citation in the way that its place asks for."""
    if document.format not in REPAIRED:
        return _not_in(document)
    entry = entry_around(document, reference)
    if entry is not None:
        in_entry = _ENTRIES.get(document.format)
        return in_entry(document, entry, reference, copy) if in_entry else _not_in(document)
    if statement is not None and statement.form.endswith((":", "\uff1a")) and not _holds_its_own(document, reference):
        return statements.below(document, statement, reference, copy)
    way = _way(document, reference)
    return way(document, reference, copy) if way else Refusal("it stands in a field that has no place for captures")


def _way(document: Document, reference: Reference) -> Way | None:
    """Choose the way to write a capture beside an address that is no entry's."""
    if reference.element == markup.ELEMENT:
        return markup.put
    if statements.stands_in_front_matter(document, reference):
        return statements.in_front_matter
    return None if reference.kind is Kind.FIELD else WAYS.get(document.format)


def _not_in(document: Document) -> Refusal:
    return Refusal(f"captures are not written into documents of the format {document.format}")
