"""Rules on the dates that URLs carry, held against the calendar and the day of the audit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import PartialDate, Precision, Severity
from linkaudit.rules.dated_references import FUTURE_SLACK, about_event, dated_references
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


@rule(Severity.ERROR, of_day=True)
def date_url_in_future(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL whose date has not come yet.

    ## What it finds
    A link whose path carries a full date more than two days after the day of the audit. Two days are left for time
    zones. A date of month precision, or on a page of events, is a warning.

    ## Why it matters
    Nobody can have read a page of the future. The date was mistyped, altered or made up, and the link most likely
    never led anywhere.

    ## Example
    ```markdown
    The plan is [explained here](https://gazette.example/2031/05/17/harbour-plan).
    ```

    ## Instead
    ```markdown
    The plan is [explained here](https://gazette.example/2021/05/17/harbour-plan).
    ```
    """
    for reference, dated in dated_references(document, context):
        if not dated.date.possible:
            continue
        ahead = (dated.date.first_day - context.as_of).days
        if ahead > FUTURE_SLACK:
            certain = dated.date.precision is Precision.DAY and not about_event(reference.url)
            yield Remark(
                f"the URL is dated {dated.date}, {ahead} days after the day of the audit ({context.as_of})",
                reference.location,
                urls.canonical(reference.url),
                (
                    value("date in the URL", f"{dated.date} ({dated.text})", reference.location),
                    value("day of the audit", context.as_of),
                ),
                severity=Severity.ERROR if certain else Severity.WARNING,
            )


@rule(Severity.ERROR)
def date_url_invalid(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL with a date that no calendar has.

    ## What it finds
    A path with an evident slot for a date (`/2019/13/45/`, `/2019-02-30-…`, `/20190230/`) that holds an impossible
    month or day. Identifiers, versions and ranges of years are left alone.

    ## Why it matters
    The site never made such an address. Digits were swapped, mistyped or invented, and the page behind it cannot be
    found under this address in any archive either.

    ## Example
    ```markdown
    Read [the minutes](https://council.example/2019/02/30/minutes).
    ```

    ## Instead
    ```markdown
    Read [the minutes](https://council.example/2019/02/28/minutes).
    ```
    """
    for reference, dated in dated_references(document, context):
        date = dated.date
        if date.possible:
            continue
        swapped = PartialDate(date.year, date.day, date.month)
        hint = f"; with day and month swapped it would be {swapped}" if swapped.possible else ""
        yield Remark(
            f"the URL holds the impossible date {dated.text}{hint}",
            reference.location,
            urls.canonical(reference.url),
            (value("date in the URL", dated.text, reference.location), as_written(reference)),
        )
