"""What the rules on texts compared share: the comparisons that belong to the links of a document, put into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.cited_when import cited_when
from linkaudit.rules.interface import value, web_references

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from linkaudit.models import Carrying, Document, Drift, Evidence, PartialDate, Reference
    from linkaudit.rules.interface import Context

LIVE = "live"


def drifts_of(document: Document, context: Context) -> Iterator[tuple[Drift, list[Reference]]]:
    """Go through the pages that a document cites and that were compared, each with the places where it is cited."""
    if not context.drifts:
        return
    places: dict[tuple[str, PartialDate | None], list[Reference]] = {}
    for reference in web_references(document):
        request = (urls.without_fragment(reference.url), cited_when(document, reference).date)
        if request in context.drifts:
            places.setdefault(request, []).append(reference)
    for request, references in places.items():
        yield context.drifts[request], references


def percent(share: float | None) -> str:
    """Write a share; a little is more than nothing, and almost all is not all."""
    if share is None:
        return "unknown"
    rounded = round(share * 100)
    if share > 0:
        rounded = max(1, rounded)
    return f"{min(rounded, 99) if share < 1 else rounded} %"


def looked_at(context: Context, url: str) -> str:
    """Say when the live page was looked at."""
    seen = context.observations.get(url)
    return f"{seen.checked_at:%Y-%m-%d}" if seen is not None else "not looked at"


def day(moment: datetime) -> str:
    """Write the day of a capture."""
    return f"{moment:%Y-%m-%d}"


def captured(drift: Drift) -> Evidence:
    """Show the capture with which a page was compared."""
    return value("captured", f"{day(drift.memento.captured_at)}, {drift.memento.memento_url}")


def where(carrying: Carrying, context: Context) -> str:
    """Say where the text of a document was looked for."""
    if carrying.captured_at is not None:
        return f"in the capture of {day(carrying.captured_at)}"
    return f"live on {looked_at(context, carrying.url)}"
