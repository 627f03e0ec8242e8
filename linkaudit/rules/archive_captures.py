"""What several rules on archives ask: the captures of a document, their moments, where archives are cited."""

from __future__ import annotations

from bisect import bisect_right
from datetime import UTC, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.citations import urls
from linkaudit.citations.same import Same
from linkaudit.models import Kind, PartialDate
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.citations.archive_urls import ArchiveUrl
    from linkaudit.models import Document, Entry, Reference

_STAMP = Pattern(r"\d{14}")
# Shorter stamps with these numbers of digits ask for "about then": year, month, day, hour, minute.
SHORT_STAMPS = {4, 6, 8, 10, 12}


class Capture(NamedTuple):
    """A reference that is the URL of a capture."""

    reference: Reference
    archived: ArchiveUrl


def captures(document: Document) -> tuple[Capture, ...]:
    """Give the references of a document that are URLs of captures, in order."""
    return _among(Same(document.references))


@lru_cache(maxsize=4)
def _among(references: Same[Reference]) -> tuple[Capture, ...]:
    found = ((each, urls.archive_url(each.url)) for each in references.values)
    return tuple(Capture(reference, archived) for reference, archived in found if archived)


@lru_cache(maxsize=4096)
def moment_of(stamp: str) -> datetime | None:
    """Read the 14 digits of a stamp as a moment in UTC; None if no clock or calendar has it."""
    if not _STAMP.fullmatch(stamp):
        return None
    year, month, day = int(stamp[:4]), int(stamp[4:6]), int(stamp[6:8])
    hour, minute, second = int(stamp[8:10]), int(stamp[10:12]), int(stamp[12:])
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError:
        return None


def day_of(archived: ArchiveUrl) -> PartialDate | None:
    """Read the day of a capture from its stamp; short ones may name no more than the month. None if it names none."""
    stamp = archived.stamp
    if moment_of(stamp) is None and not (stamp.isdigit() and len(stamp) in SHORT_STAMPS):
        return None
    year, month, day = int(stamp[:4]), int(stamp[4:6] or 0), int(stamp[6:8] or 0)
    date = PartialDate(year, month or None, day or None, stamp)
    return date if date.possible else None


def captured_on(reference: Reference | None) -> PartialDate | None:
    """Read the day of the capture to which a reference leads; None if it is no capture or names none."""
    archived = urls.archive_url(reference.url) if reference else None
    return day_of(archived) if archived else None


def is_cited(document: Document, reference: Reference) -> bool:
    """Tell whether a capture is given for a source, rather than spoken of in running text."""
    if reference.kind is Kind.FIELD or entry_around(document, reference):
        return True
    return any(citation.archive is reference for citation in document.citations)


def entry_around(document: Document, reference: Reference) -> Entry | None:
    """Find the bibliographic entry in which a reference stands."""
    entries = document.entries
    number = bisect_right(entries, reference.location.start, key=lambda entry: entry.location.start) - 1
    if number < 0 or reference.location.end > entries[number].location.end:
        return None
    return entries[number]
