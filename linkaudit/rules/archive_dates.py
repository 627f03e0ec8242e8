"""Rules on the day of a capture and the dates that are stated beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.url_dates import url_date
from linkaudit.models import Dated, PartialDate, Precision, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.archive_captures import captured_on, captures, moment_of
from linkaudit.rules.dated_references import EDITIONS_APART, UNCERTAIN_FORMS, about_event
from linkaudit.rules.interface import Context, Remark, as_stated, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from linkaudit.citations.archive_urls import ArchiveUrl
    from linkaudit.models import Citation, Document, Reference

_ZONE_SLACK = 1
# A page changes in half a year (Garg et al., iPRES 2024: a deep link lives for a year).
_FAR = 180
# Pages on which things are published after they were made: the front of a site or of a part of it.
_FRONT = Pattern(r"(?i)/(?:[a-z]{2}(?:-[a-z]{2})?/)?(?:(?:index|default|home|main|welcome)(?:\.\w{2,5})?/?)?")


@rule(Severity.WARNING)
def archive_timestamp_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture whose stamp is of another day than the text says.

    ## What it finds
    The URL of a capture whose stamp lies more than one day away from the date of archiving that is stated beside it: in
    words, in front matter, in a citation template, a bibliography or a robust link. One day is left for time zones.

    There is no repair to choose from: the address may lead to the wrong version as well as the date may be mistyped.

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
    for citation, reference, captured in _captured(document):
        stated = citation.archived
        if stated is None or not stated.date.possible:
            continue
        apart = captured.days_apart(stated.date)
        if apart > _ZONE_SLACK:
            yield Remark(
                f"captured on {captured} by its stamp, on {stated.date} by the text: {apart} days apart",
                reference.location,
                urls.canonical(reference.url),
                (
                    value("stamp", f"{captured} ({captured.source})", reference.location),
                    as_stated("date of archiving", stated),
                ),
            )


def _captured(document: Document) -> Iterator[tuple[Citation, Reference, PartialDate]]:
    """Go through the captures that are cited, each once, with the day that their stamps name."""
    seen: set[int] = set()
    for citation in document.citations:
        reference = citation.archive
        if reference is None or reference.location.start in seen:
            continue
        captured = captured_on(reference)
        if captured:
            seen.add(reference.location.start)
            yield citation, reference, captured


@rule(Severity.INFO)
def archive_far_from_access(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture that was made long before or after the writer read the page.

    ## What it finds
    The URL of a capture whose stamp lies more than 180 days away from the date of access that is stated for the same
    source.

    ## Why it matters
    The capture stands in for what the writer saw. The further apart the two are, the more likely the page said
    something else in between. Often the archive has a capture that is nearer.

    ## Example
    ```markdown
    [Ferry](https://gazette.example/cut). Retrieved 4 May 2015.
    [Archived](https://web.archive.org/web/20171110080000/https://gazette.example/cut) on 10 November 2017.
    ```

    ## Instead
    ```markdown
    [Ferry](https://gazette.example/cut). Retrieved 4 May 2015.
    [Archived](https://web.archive.org/web/20150503080000/https://gazette.example/cut) on 3 May 2015.
    ```
    """
    del context
    for citation, reference, captured in _captured(document):
        read = citation.accessed
        if read is None or not read.date.possible:
            continue
        apart = captured.days_apart(read.date)
        if apart > _FAR:
            side = "after" if captured.days_after(read.date) else "before"
            yield Remark(
                f"captured on {captured}, {apart} days {side} the page was read ({read.date})",
                reference.location,
                urls.canonical(reference.url),
                (
                    value("stamp", f"{captured} ({captured.source})", reference.location),
                    as_stated("date of access", read),
                ),
            )


@rule(Severity.ERROR)
def archive_before_publication(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a capture that is older than the text it is said to hold.

    ## What it finds
    The URL of a capture whose stamp lies more than one day before the date of publication: the one that is stated for
    the source, or the one in the original's URL. It is an error if the original's URL is dated more than two weeks
    later. Up to then what is printed later may be online before, and a date that is only stated may be that of an issue
    or of the last change: it is a warning. Start pages and those of events exist before what they tell, and a year is
    too coarse; they are left alone.

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
    stated: dict[int, Dated] | None = None
    for reference, archived in captures(document):
        moment = moment_of(archived.stamp)
        if moment is None or _FRONT.fullmatch(urls.path(archived.original) or "/"):
            continue
        if stated is None:
            stated = _published(document)
        published = stated.get(reference.location.start) or _date_in_original(reference, archived)
        if published is None or about_event(archived.original):
            continue
        early = published.date.days_after(PartialDate.of(moment))
        if early > _ZONE_SLACK:
            certain = early > EDITIONS_APART and _is_dated_later(reference, archived, moment)
            yield Remark(
                f"captured on {moment.date()}, {early} days before it was published ({published.date})",
                reference.location,
                urls.canonical(reference.url),
                (
                    value("stamp", f"{moment.date()} ({archived.stamp})", reference.location),
                    as_stated(f"date of publication ({published.source})", published),
                ),
                severity=Severity.ERROR if certain else Severity.WARNING,
            )


def _published(document: Document) -> dict[int, Dated]:
    """Map the places of captures to the dates of publication that are stated for their sources, if not by year only."""
    return {
        citation.archive.location.start: citation.published
        for citation in document.citations
        if citation.archive
        and citation.published
        and citation.published.date.possible
        and citation.published.date.precision is not Precision.YEAR
    }


def _is_dated_later(reference: Reference, archived: ArchiveUrl, moment: datetime) -> bool:
    """Tell whether the original's URL shows by itself that a capture was made too early."""
    dated = _date_in_original(reference, archived)
    return dated is not None and dated.date.days_after(PartialDate.of(moment)) > EDITIONS_APART


def _date_in_original(reference: Reference, archived: ArchiveUrl) -> Dated | None:
    """Find the day on which an article was published by its URL."""
    dated = url_date(archived.original)
    if dated is None or not dated.date.possible or dated.date.precision is not Precision.DAY:
        return None
    if dated.form in UNCERTAIN_FORMS:
        return None
    return Dated(dated.date, "URL of the original", dated.text, reference.location)
