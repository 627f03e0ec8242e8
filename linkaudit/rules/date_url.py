"""Rules on the dates that URLs carry, held against the day of the audit and the beginning of the web."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.url_numbers import is_of
from linkaudit.models import Precision, Severity
from linkaudit.rules.dated_references import (
    FIRST_PAGE,
    FUTURE_SLACK,
    UNCERTAIN_FORMS,
    about_event,
    as_in_url,
    dated_references,
)
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

_DIGITISED_WORDS = data.pattern(
    lambda: rf"(?i)(?:^|[/.])(?:{'|'.join(map(re.escape, data.load('url_dates')['digitised_words']))})(?=[/.]|$)"
)


@rule(Severity.ERROR, of_day=True)
def date_url_in_future(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL whose date has not come yet.

    ## What it finds
    A link whose path carries a full date more than two days after the day of the audit. Two days are left for time
    zones. A date of month precision, with the month by name in a title, in the query, or on a page of events, is a
    warning.

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
    for reference, dated in dated_references(document):
        if not dated.date.possible or dated.date.year < context.as_of.year:
            continue
        ahead = (dated.date.first_day - context.as_of).days
        if ahead > FUTURE_SLACK:
            whole = dated.date.precision is Precision.DAY and dated.form not in UNCERTAIN_FORMS
            yield Remark(
                f"the URL is dated {dated.date}, {ahead} days after the day of the audit ({context.as_of})",
                reference.location,
                urls.canonical(reference.url),
                (
                    as_in_url(reference, dated),
                    value("day of the audit", context.as_of),
                ),
                severity=Severity.ERROR if whole and not about_event(reference.url) else Severity.WARNING,
            )


@rule(Severity.INFO)
def date_url_preweb(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that is dated before there was a web.

    ## What it finds
    A link whose path carries a date before 1991. Newspapers, libraries, parliaments and courts that give what was
    printed then the date of its print are left alone, by a list and by words such as `archive` and `history` in the
    address; so are pages of events.

    ## Why it matters
    No page is that old. The year was mistyped, or the date is that of the subject and not of the page: whoever dates
    the source by its address is wrong.

    ## Example
    ```markdown
    See [the plan](https://gazette.example/1971/05/17/harbour-plan).
    ```

    ## Instead
    ```markdown
    See [the plan](https://gazette.example/2017/05/17/harbour-plan) and
    [the first bridge](https://gazette.example/archive/1971/05/17/bridge).
    ```
    """
    del context
    for reference, dated in dated_references(document):
        date = dated.date
        if date.year >= FIRST_PAGE.year or not date.possible or dated.form in UNCERTAIN_FORMS:
            continue
        subject = urls.subject(reference.url)
        address = urls.host(subject) + urls.path(subject)
        if is_of(urls.host(subject), "digitised") or _DIGITISED_WORDS.search(address) or about_event(reference.url):
            continue
        yield Remark(
            f"the URL is dated {date}, before there was a web",
            reference.location,
            urls.canonical(reference.url),
            (
                value("date in the URL", f"{date} ({dated.text})", reference.location),
                value("first page of the web", FIRST_PAGE),
            ),
        )
