"""When a document was written, by what it says itself, or by what was inferred."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations.url_dates import url_date
from linkaudit.collection.news_days import SLACK
from linkaudit.collection.undated import WEAK
from linkaudit.models import Evidence, PartialDate, Precision

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.models import Document, Inferred, Reference

STATED, OF_ORIGINAL, OF_FILE, INFERRED = range(4)
"""By what a document is dated: its text, the address of its original, the name of its file, an inference."""


class DatedBy(Struct, frozen=True):
    """When a document was written, by what it says itself: in words, else in the address of its original."""

    date: PartialDate
    evidence: Evidence
    weight: int = STATED
    """By what: the less, the weightier."""
    agreeing: bool = False
    """Whether both text and address say it."""

    @property
    def doubts(self) -> tuple[str, ...]:
        """Say what is weak about it."""
        if self.weight == OF_FILE:
            return ("that date is only in the name of its file",)
        return ("that date is itself inferred",) if self.weight == INFERRED else ()


def dated_by_itself(document: Document, originals: Iterable[Reference]) -> DatedBy | None:
    """Find when a document was written by what it says itself; None if it does not say it."""
    stated = document.date
    of_url = date_of_original(originals)
    if stated is None or stated.source in WEAK or not stated.date.possible:
        return of_url
    weight = OF_FILE if stated.source == "file name" else STATED
    if of_url and weight == OF_FILE:
        return of_url
    evidence = Evidence(f"date of {document.path} ({stated.source})", f"{stated.date} ({stated.text})", stated.location)
    agreeing = of_url is not None and of_url.date.days_apart(stated.date) <= SLACK
    return DatedBy(stated.date, evidence, weight, agreeing)


def date_of_original(originals: Iterable[Reference]) -> DatedBy | None:
    """Find the date in the addresses of the originals; None if they differ."""
    found = [
        DatedBy(
            dated.date,
            Evidence("date in the URL of the original", f"{dated.date} ({dated.text})", each.location),
            OF_ORIGINAL,
        )
        for each in originals
        if (dated := url_date(each.url)) and dated.date.possible
    ]
    if not found or any(each.date.days_apart(found[0].date) > SLACK for each in found):
        return None
    return max(found, key=_precision)


def _precision(each: DatedBy) -> Precision:
    return each.date.precision


def as_date(found: Inferred) -> PartialDate:
    """Read an inferred date."""
    year, month, day = (*map(int, found.value.split("-")), None, None)[:3]
    return PartialDate(year or 0, month, day, found.value)
