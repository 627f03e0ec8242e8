"""From a document that was read to one whose claims are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.accessed import accessed
from linkaudit.citations.bibliography import apart_from_entries, bibliography
from linkaudit.citations.copied import copied
from linkaudit.citations.footnotes import footnotes
from linkaudit.citations.own_date import modified_date, own_date
from linkaudit.citations.provenance import place_of, provenance
from linkaudit.citations.robust_links import robust_links
from linkaudit.citations.syndication import syndication
from linkaudit.models import Reference, Role

if TYPE_CHECKING:
    from linkaudit.models import Citation, Document


def cite(document: Document) -> Document:
    """Find what a document claims: its date, its publisher, its citations, and the role of each reference."""
    own = apart_from_entries(document)
    known = _with_roles(document, own)
    cited = replace(
        known,
        citations=(
            *known.citations,
            *bibliography(known, accessed(known)),
            *footnotes(known),
            *robust_links(known),
        ),
        date=own_date(own),
        modified=modified_date(own),
        publisher=_publisher(document),
    )
    seen = replace(cited, blocks=own.blocks)
    told = syndication(seen) if cited.provenance or cited.publisher else ""
    return replace(cited, copied=copied(seen), syndicated=told)


def with_roles(document: Document) -> Document:
    """Find where a document says that it comes from, and the role of each reference: all that listing them needs."""
    return _with_roles(document, apart_from_entries(document))


def _with_roles(document: Document, own: Document) -> Document:
    """Do so by what the document says of itself: `own` is what is left of it without its entries."""
    citations = provenance(own)
    roles = _roles(citations)
    references = tuple(_with_role(reference, roles) for reference in document.references)
    return replace(document, references=references, citations=citations)


def _roles(citations: tuple[Citation, ...]) -> dict[tuple[int, int], Role]:
    """Map the place of each reference that a statement of provenance is about to its role."""
    return {
        place_of(citation.reference): citation.role
        for citation in reversed(citations)
        if citation.about_document and citation.reference
    }


def _with_role(reference: Reference, roles: dict[tuple[int, int], Role]) -> Reference:
    role = roles.get(place_of(reference))
    if role is None and urls.archive_url(reference.url):
        role = Role.ARCHIVE
    return replace(reference, role=role) if role else reference


def _publisher(document: Document) -> str:
    """Find who published the document, by its metadata."""
    names = data.load("labels")["keys"]["publisher"]
    for field in document.fields:
        known = (
            (field.origin in ("front matter", "metadata", "document properties", "package") and field.name in names)
            or (field.origin == "meta" and field.name in ("og:site_name", "citation_journal_title", "dc.publisher"))
            or (field.origin == "json-ld" and field.name == "publisher")
        )
        if known and field.value:
            return field.value
    return ""
