"""Rules on the dates that URLs carry: impossible, exchanged and ambiguous ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.url_dates import Form
from linkaudit.models import PartialDate, Precision, Severity
from linkaudit.rules.dated_references import DOCUMENT_SLACK, dated_references
from linkaudit.rules.interface import Context, Remark, as_written, replacement, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.citations.url_dates import UrlDate
    from linkaudit.models import Document, Fix, Reference

_DAYS = 31


def exchanged(date: PartialDate) -> PartialDate:
    """Exchange day and month."""
    return PartialDate(date.year, date.day, date.month)


def redated(reference: Reference, dated: UrlDate, date: PartialDate, title: str) -> tuple[Fix, ...]:
    """Offer to write another date in a URL, where it stands once; the link then leads elsewhere, so it is unsafe."""
    written = dated.rewritten(date)
    if not written or reference.raw.count(dated.text) != 1:
        return ()
    changed = reference.raw.replace(dated.text, written)
    return replacement(reference, reference.raw, changed, title, safe=False)


@rule(Severity.ERROR)
def date_url_invalid(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL with a date that no calendar has.

    ## What it finds
    A path with an evident slot for a date (`/2019/13/45/`, `/2019-02-30-…`, `/20190230/`) that holds an impossible
    month or day. Identifiers, versions and ranges of years are left alone. With the month by name in a title, and where
    what stands behind a month is a number over 31, which may be that of a page, it is a warning. Where day and month
    are only exchanged, `date-url-swapped` says so.

    ## Why it matters
    The site never made such an address. Digits were mistyped or invented, and the page behind it cannot be found under
    this address in any archive either.

    ## Example
    ```markdown
    Read [the minutes](https://council.example/2019/02/30/minutes).
    ```

    ## Instead
    ```markdown
    Read [the minutes](https://council.example/2019/02/28/minutes).
    ```
    """
    del context
    for reference, dated in dated_references(document):
        if not dated.date.possible and not exchanged(dated.date).possible:
            yield Remark(
                f"the URL holds the impossible date {dated.text}",
                reference.location,
                urls.canonical(reference.url),
                (value("date in the URL", dated.text, reference.location), as_written(reference)),
                severity=Severity.WARNING if _may_be_none(dated) else Severity.ERROR,
            )


def _may_be_none(dated: UrlDate) -> bool:
    """Tell whether what looks like an impossible date may be none: `/2018/07/45/`, words of a title."""
    numbered = dated.date.coarsened(Precision.MONTH).possible and (dated.date.day or 0) > _DAYS
    return dated.form is Form.NAMED or numbered


@rule(Severity.WARNING)
def date_url_swapped(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL whose day and month seem to be exchanged.

    ## What it finds
    A path with an evident slot for a date (`/2019/28/02/`, `/2019-28-02-…`) that holds an impossible month and would be
    a date if day and month changed places. The address with the two exchanged is offered as an unsafe fix.

    ## Why it matters
    Sites that begin with the year go on with the month. Most likely the address was put together or changed by hand,
    and leads nowhere as it is.

    ## Example
    ```markdown
    Read [the minutes](https://council.example/2019/28/02/minutes).
    ```

    ## Instead
    ```markdown
    Read [the minutes](https://council.example/2019/02/28/minutes).
    ```
    """
    del context
    for reference, dated in dated_references(document):
        if dated.date.possible:
            continue
        right = exchanged(dated.date)
        if right.possible:
            yield Remark(
                f"the URL holds the impossible date {dated.text}; with day and month exchanged it is {right}",
                reference.location,
                urls.canonical(reference.url),
                (value("date in the URL", dated.text, reference.location), value("probably meant", right)),
                fixes=redated(reference, dated, right, "exchange day and month in the URL"),
            )


@rule(Severity.INFO)
def date_url_ambiguous(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL whose date can be read in two ways.

    ## What it finds
    A path with a date whose year comes last and whose first two numbers can both be months (`/03/04/2018/`). It is left
    alone where another date settles it: that of the document or of the citation, another address of the same site, or
    the country of the site.

    ## Why it matters
    3 April or 4 March? The date cannot be held against any other, and whoever looks for the page in an archive does not
    know near which day.

    ## Example
    ```markdown
    Read [the minutes](https://council.example/03/04/2018/minutes).
    ```

    ## Instead
    ```markdown
    Read [the minutes](https://council.example/23/04/2018/minutes).
    ```
    """
    del context
    listed = dated_references(document)
    for reference, dated in listed:
        if len(dated.readings) > 1 and not _is_settled(document, reference, dated, listed):
            day_first, month_first = dated.readings
            yield Remark(
                f"the date {dated.text} in the URL can be {day_first} or {month_first}",
                reference.location,
                urls.canonical(reference.url),
                (
                    value("with the day first", day_first, reference.location),
                    value("with the month first", month_first, reference.location),
                ),
            )


def _is_settled(
    document: Document, reference: Reference, dated: UrlDate, listed: Sequence[tuple[Reference, UrlDate]]
) -> bool:
    """Tell whether another date says in which order day and month stand."""
    host = urls.host(urls.subject(reference.url))
    if any(_tells_order(other) and urls.host(urls.subject(each.url)) == host for each, other in listed):
        return True
    cited = (each.published for each in document.citations if each.reference and each.reference.url == reference.url)
    known = [each.date for each in (document.date, *cited) if each and each.date.possible]
    near = ([reading for reading in dated.readings if reading.days_apart(date) <= DOCUMENT_SLACK] for date in known)
    early = [reading for reading in dated.readings if not any(reading.days_after(date) for date in known)]
    return any(len(each) == 1 for each in near) or len(early) == 1


def _tells_order(dated: UrlDate) -> bool:
    """Tell whether a date whose year stands last shows in which order its site writes day and month."""
    return dated.form is Form.YEAR_LAST and len(dated.readings) == 1 and dated.date.day != dated.date.month
