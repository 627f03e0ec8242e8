"""Footnotes of wikitext that cite one source in words: `[https://… Title], ''Gazette'', 12 July 2018`."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.accessed import states_visit
from linkaudit.citations.dates import stated_dates
from linkaudit.documents.positions import locate, references_between
from linkaudit.models import Citation, Dated, Kind, Precision, Reference, Role
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.dates import FoundDate
    from linkaudit.models import Block, Document

_FORMAT = "mediawiki"
_OPENING = Pattern(r"(?i)<ref\b[^<>]*>\s*\Z")
_LONGEST_OPENING = 200
# What is longer is prose, whose dates are those of events.
_LONGEST = 500


def footnotes(document: Document) -> Iterator[Citation]:
    """Find the footnotes with one address and one date that stand there in words.

    Those with a template are entries, and those that say when the source was read are statements of access.
    """
    if document.format != _FORMAT:
        return
    starts = [entry.location.start for entry in document.entries]
    for block in document.blocks:
        if len(block.text) > _LONGEST or not _is_note(document, block):
            continue
        if bisect_left(starts, block.start) != bisect_left(starts, block.end) or states_visit(block.text):
            continue
        reference = _only_address(document, block)
        found = _only_date(document, block, reference) if reference else None
        if reference and found:
            place = locate(document, block, found.start, found.end)
            yield Citation(
                form="footnote",
                location=locate(document, block, 0, len(block.text)),
                role=Role.INLINE,
                original=reference,
                published=Dated(found.date, "footnote", found.date.source, place),
                title=reference.text if reference.kind is Kind.LINK else "",
            )


def _is_note(document: Document, block: Block) -> bool:
    """Tell whether a block is a footnote: its tag stands before it."""
    return _OPENING.search(document.text, max(0, block.start - _LONGEST_OPENING), block.start) is not None


def _only_address(document: Document, block: Block) -> Reference | None:
    """Give the address of a footnote if it has no other."""
    found = [each for each in references_between(document, block.start, block.end) if urls.is_web(each.url)]
    return found[0] if len(found) == 1 and not urls.archive_url(found[0].url) else None


def _only_date(document: Document, block: Block, reference: Reference) -> FoundDate | None:
    """Give the day that a footnote states, if it is the only date there; those in titles are of what is told."""
    begin, end = reference.location.start, reference.location.end
    if reference.kind is Kind.LINK:
        end = max(end, document.text.find("]", end))
    found = [each for each in stated_dates(block.text) if not begin <= block.offset(each.start) < end]
    certain = len(found) == 1 and found[0].date.possible and found[0].date.precision is Precision.DAY
    return found[0] if certain else None
