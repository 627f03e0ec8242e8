"""The captured copy of a document's original, on the line below it: `Archived: https://… (2018-07-12)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.citations.dates import stated_dates
from linkaudit.citations.labels import label_at, table
from linkaudit.documents.positions import locate, references_between
from linkaudit.models import Dated
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import Block, Citation, Document

_LINE = Pattern(r"\s*(?P<line>\S[^\n]*)")


def with_capture(document: Document, number: int, line_end: int, cited: Citation) -> Citation:
    """Add to a statement that ends on a line of the block `number` the capture that the next line names, if it does."""
    block = document.blocks[number]
    found = _LINE.match(block.text, line_end)
    if found is None and number + 1 < len(document.blocks):
        block = document.blocks[number + 1]
        found = _LINE.match(block.text)
    if found is None:
        return cited
    start, end = found.span("line")
    label = label_at(block.text, start, end, table("capture"))
    if label is None or not label.colon:
        return cited
    first, last = block.offset(label.end - 1) + 1, block.offset(end) if end < len(block.text) else block.end
    archive = next((each for each in references_between(document, first, last) if urls.archive_url(each.url)), None)
    return replace(cited, archive=archive, archived=_dated(document, block, label.end, end)) if archive else cited


def _dated(document: Document, block: Block, start: int, end: int) -> Dated | None:
    """Find the day of the capture that stands beside its address."""
    found = next(stated_dates(block.text, start, end), None)
    return (
        Dated(found.date, "Archived", found.date.source, locate(document, block, found.start, found.end))
        if found
        else None
    )
