"""Rules on the moment of a capture: its stamp, the dates that are stated beside it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.url_dates import url_date
from linkaudit.models import Dated, PartialDate, Precision, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.archive_urls import ArchiveUrl
    from linkaudit.models import Document, Reference

# The Internet Archive, the oldest of them, began in 1996; a stamp may be a day ahead of the auditor's calendar.
_FIRST_CAPTURE = date(1996, 1, 1)
_STAMP_SLACK = ZONE_SLACK = 1
_STAMP = Pattern(r"\d{14}")
# Shorter stamps with these numbers of digits ask for "about then": year, month, day, hour, minute.
_SHORT_STAMPS = {4, 6, 8, 10, 12}


def captured_at(stamp: str) -> datetime | None:
    """Read the 14 digits of a stamp as a moment in UTC; None if no clock or calendar has it."""
    if not _STAMP.fullmatch(stamp):
        return None
    try:
        return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None


def _captures(document: Document) -> Iterator[tuple[Reference, ArchiveUrl]]:
    """Go through the references that are URLs of captures with a stamp."""
    for reference in document.references:
        archived = urls.archive_url(reference.url)
        if archived and archived.stamp:
            yield reference, archived


@rule(Severity.ERROR, of_day=True)
def archive_timestamp_invalid(document: Document, context: Context) -> Iterator[Remark]:
    """Flag the URL of a capture whose stamp no clock can show.

    ## What it finds
    A stamp in an archive's URL that is not 14 digits, names an impossible date or time, lies before 1996 or after the
    day of the audit. Short stamps that ask for "about then" are left alone.

    ## Why it matters
    The archive has no such capture. At best it sends the reader to another one, from another time, without saying so.

    ## Example
    ```markdown
    [Archived](https://web.archive.org/web/20131414230300/http://gazette.example/ferry)
    ```

    ## Instead
    ```markdown
    [Archived](https://web.archive.org/web/20131214230300/http://gazette.example/ferry)
    ```
    """
    for reference, archived in _captures(document):
        reason = _what_is_wrong(archived.stamp, context.as_of)
        if reason:
            yield Remark(
                f"the archive's stamp {archived.stamp} {reason}",
                reference.location,
                urls.canonical(reference.url),
                (value("stamp", archived.stamp, reference.location), value("day of the audit", context.as_of)),
            )


def _what_is_wrong(stamp: str, as_of: date) -> str:
    """Say what is wrong with a stamp; empty if nothing is."""
    digits = stamp.rstrip("*")
    if len(digits) in _SHORT_STAMPS and (not digits or date.min.year < int(digits[:4]) <= as_of.year):
        return ""
    if stamp.endswith("*"):
        return ""
    if len(digits) != len("YYYYMMDDhhmmss"):
        return f"has {len(digits)} digits instead of 14"
    moment = captured_at(digits)
    if moment is None:
        return "names an impossible date or time"
    if moment.date() < _FIRST_CAPTURE:
        return f"lies before {_FIRST_CAPTURE}, when no archive of the web existed"
    ahead = (moment.date() - as_of).days
    return f"lies {ahead} days after the day of the audit" if ahead > _STAMP_SLACK else ""


@rule(Severity.WARNING)
def archive_timestamp_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture whose stamp is of another day than the text says.

    ## What it finds
    The URL of a capture whose stamp lies more than one day away from the date of archiving that is stated beside it.

    ## Why it matters
    The text says which version it relies on in two ways that contradict each other; only one of them can be meant.

    ## Example
    ```markdown
    [Ferry](https://gazette.example/cut).
    [Archived](https://web.archive.org/web/20171110080000/https://gazette.example/cut) from the original on 3 May 2015.
    Retrieved 4 May 2015.
    ```

    ## Instead
    ```markdown
    [Ferry](https://gazette.example/cut).
    [Archived](https://web.archive.org/web/20150503080000/https://gazette.example/cut) from the original on 3 May 2015.
    Retrieved 4 May 2015.
    ```
    """
    del context
    for citation in document.citations:
        reference, stated = citation.archive, citation.archived
        captured = _captured(reference)
        if reference is None or stated is None or captured is None or not stated.date.possible:
            continue
        apart = captured.days_apart(stated.date)
        if apart > ZONE_SLACK:
            yield Remark(
                f"captured on {captured} by its stamp, on {stated.date} by the text: {apart} days apart",
                reference.location,
                urls.canonical(reference.url),
                (
                    value("stamp", f"{captured} ({captured.source})", reference.location),
                    value("date of archiving", f"{stated.date} ({stated.text})", stated.location),
                ),
            )


def _captured(reference: Reference | None) -> PartialDate | None:
    """Read the day of a capture from its stamp; short ones may name no more than the month. None if it names none."""
    archived = urls.archive_url(reference.url) if reference else None
    stamp = archived.stamp if archived else ""
    if captured_at(stamp) is None and not (stamp.isdigit() and len(stamp) in _SHORT_STAMPS):
        return None
    year, month, day = int(stamp[:4]), int(stamp[4:6] or 0), int(stamp[6:8] or 0)
    date = PartialDate(year, month or None, day or None, stamp)
    return date if date.possible else None


@rule(Severity.ERROR)
def archive_before_publication(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture that is older than the text it is said to hold.

    ## What it finds
    The URL of a capture whose stamp lies more than one day before the date of publication: the one that is stated for
    the source, or the one in the original's URL. Start pages exist before anything is published on them; they are left
    alone.

    ## Why it matters
    The archive cannot have captured an article before it existed: the capture shows another page, or a date is wrong.

    ## Example
    ```markdown
    [Archived copy](https://web.archive.org/web/20180101000000/https://gazette.example/2018/07/12/ferry-line-cut)
    ```

    ## Instead
    ```markdown
    [Archived copy](https://web.archive.org/web/20180801000000/https://gazette.example/2018/07/12/ferry-line-cut)
    ```
    """
    del context
    stated = {
        citation.archive.location.start: citation.published
        for citation in document.citations
        if citation.archive and citation.published and citation.published.date.possible
    }
    for reference, archived in _captures(document):
        moment = captured_at(archived.stamp)
        published = stated.get(reference.location.start) or _date_in_original(reference, archived)
        if moment is None or published is None or urls.path(archived.original) in ("", "/"):
            continue
        early = published.date.days_after(PartialDate.of(moment))
        if early > ZONE_SLACK:
            yield Remark(
                f"captured on {moment.date()}, {early} days before it was published ({published.date})",
                reference.location,
                urls.canonical(reference.url),
                (
                    value("stamp", f"{moment.date()} ({archived.stamp})", reference.location),
                    value(
                        f"date of publication ({published.source})",
                        f"{published.date} ({published.text})",
                        published.location,
                    ),
                ),
            )


def _date_in_original(reference: Reference, archived: ArchiveUrl) -> Dated | None:
    """Find the day on which an article was published by its URL."""
    dated = url_date(archived.original)
    if dated is None or not dated.date.possible or dated.date.precision is not Precision.DAY:
        return None
    return Dated(dated.date, "URL of the original", dated.text, reference.location)
