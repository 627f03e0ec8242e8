"""The rule on stamps of captures that no clock can show, and how such stamps came to be."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.archive_urls import archive_at
from linkaudit.models import PartialDate, Severity
from linkaudit.rules.archive_captures import SHORT_STAMPS, captures, moment_of
from linkaudit.rules.interface import Context, Remark, replacement, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Dated, Document, Evidence, Fix, Reference

# The first page of the web was put up that day; nothing on it can have been captured before.
_FIRST_PAGE = date(1991, 8, 6)
# A stamp may be a day ahead of the auditor's calendar.
_STAMP_SLACK = 1
_FULL = len("YYYYMMDDhhmmss")
# `/web/2/…` and `/web/0/…` ask for the newest and the oldest capture.
_FEW_DIGITS = 3


@rule(Severity.ERROR, of_day=True)
def archive_timestamp_invalid(document: Document, context: Context) -> Iterator[Remark]:
    """Flag the URL of a capture whose stamp no clock can show.

    ## What it finds
    A stamp in an archive's URL that is not 14 digits, names an impossible date or time, lies before the archive's first
    captures or after the day of the audit. Short stamps that ask for "about then" are another rule's matter
    (`archive-form`).

    Where the digits show how the stamp came to be, the repair is offered: `00` was put in between (crawls of the year
    2000), month and day were written with one digit and the end filled up with zeros, or the day stands before the
    month. It is not a safe one, since only the archive knows which captures it has; where several readings are
    possible, the stated date of archiving decides.

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

    ## References
    - [How the Wayback Machine's stamps went wrong in 2000](https://github.com/edgi-govdata-archiving/wayback)
    """
    for capture in captures(document):
        stamp, reference = capture.archived.stamp, capture.reference
        reason = _what_is_wrong(stamp, reference, context.as_of) if stamp else ""
        if reason:
            evidence: list[Evidence] = [
                value("stamp", stamp, reference.location),
                value("day of the audit", context.as_of),
            ]
            repaired = _repaired(document, reference, stamp, context.as_of)
            if repaired:
                evidence.append(value("perhaps meant", f"{repaired[0]}: {repaired[1]}"))
            yield Remark(
                f"the archive's stamp {stamp} {reason}",
                reference.location,
                urls.canonical(reference.url),
                tuple(evidence),
                fixes=_fixes(reference, stamp, repaired),
            )


def _what_is_wrong(stamp: str, reference: Reference, as_of: date) -> str:
    """Say what is wrong with the stamp of a capture; empty if nothing is."""
    digits = stamp.rstrip("*")
    if len(digits) <= _FEW_DIGITS or stamp.endswith("*"):
        return ""
    if len(digits) in SHORT_STAMPS and date.min.year < int(digits[:4]) <= as_of.year:
        return ""
    if len(digits) != _FULL:
        return f"has {len(digits)} digits instead of {_FULL}"
    moment = moment_of(digits)
    if moment is None:
        return "names an impossible date or time"
    first, why = _first_capture(reference)
    if moment.date() < first:
        return f"lies before {first}, when {why}"
    ahead = (moment.date() - as_of).days
    return f"lies {ahead} days after the day of the audit" if ahead > _STAMP_SLACK else ""


def _first_capture(reference: Reference) -> tuple[date, str]:
    """Give the first day on which an archive can have captured anything, and why."""
    known = archive_at(urls.host(reference.url))
    if known and "since" in known:
        return date.fromisoformat(str(known["since"])), f"the {known['name']} had no captures"
    return _FIRST_PAGE, "there was no page on the web"


def _repaired(document: Document, reference: Reference, stamp: str, as_of: date) -> tuple[str, str] | None:
    """Find the stamp that was meant, and how the broken one came to be; None if that is not certain."""
    found = {new: how for new, how in _readings(stamp) if not _what_is_wrong(new, reference, as_of)}
    if len(found) > 1:
        stated = _stated(document, reference)
        found = {
            new: how
            for new, how in found.items()
            if stated and (moment := moment_of(new)) and not PartialDate.of(moment).days_apart(stated.date)
        }
    return next(iter(found.items())) if len(found) == 1 else None


def _stated(document: Document, reference: Reference) -> Dated | None:
    """Give the date of archiving that is stated for a capture."""
    stated = (each.archived for each in document.citations if each.archive is reference)
    return next((dated for dated in stated if dated and dated.date.possible), None)


def _readings(stamp: str) -> Iterator[tuple[str, str]]:
    """Give the stamps that a broken one may have been, and how it came to be."""
    if len(stamp) != _FULL or not stamp.isdigit():
        return
    year, rest = stamp[:4], stamp[4:]
    if rest.startswith("00"):
        yield f"{year}{rest[2:]}00", "`00` was put in before the month, and the seconds were cut off"
    elif rest[2:4] == "00":
        yield f"{year}{rest[:2]}{rest[4:]}00", "`00` was put in before the day, and the seconds were cut off"
    for month, day in ((1, 1), (1, 2), (2, 1)):
        time = rest[month + day : month + day + 6]
        if not rest[month + day + 6 :].strip("0"):
            new = f"{year}{rest[:month]:0>2}{rest[month : month + day]:0>2}{time}"
            yield new, "month and day were written without their zeros, which were put at the end"
    yield f"{year}{rest[2:4]}{rest[:2]}{rest[4:]}", "the day stands before the month"


def _fixes(reference: Reference, stamp: str, repaired: tuple[str, str] | None) -> tuple[Fix, ...]:
    """Offer to write the stamp as it was meant."""
    if repaired is None or reference.url.count(stamp) != 1:
        return ()
    new, how = repaired
    return replacement(
        reference, reference.url, reference.url.replace(stamp, new), f"write the stamp {new}: {how}", safe=False
    )
