"""Rules on the dates on which sources were looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.dates import parse_date
from linkaudit.models import PartialDate, Severity
from linkaudit.rules.dated_references import DOCUMENT_SLACK, FIRST_PAGE, FUTURE_SLACK
from linkaudit.rules.interface import Context, Remark, as_stated, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Citation, Dated, Document


def _accessed(document: Document, *, possible: bool = True) -> Iterator[tuple[Citation, Dated]]:
    """Go through the dates of access that the calendar has, or else those that it has not, each place once."""
    seen: set[int] = set()
    for citation in document.citations:
        dated = citation.accessed
        if dated and dated.date.possible == possible and dated.location.start not in seen:
            seen.add(dated.location.start)
            yield citation, dated


def _url(citation: Citation) -> str:
    return urls.canonical(citation.reference.url) if citation.reference else ""


@rule(Severity.ERROR, of_day=True)
def date_access_in_future(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a date of access that has not come yet.

    ## What it finds
    `Retrieved`, `Accessed` or their like in other languages with a date more than two days after the day of the audit.

    ## Why it matters
    The date of access says which version of a page was meant. A date in the future says nothing, and shows that it was
    not written down when the page was read.

    ## Example
    ```markdown
    1. Harbour Office, <https://harbour.example/tides>. Retrieved 3 May 2038.
    ```

    ## Instead
    ```markdown
    1. Harbour Office, <https://harbour.example/tides>. Retrieved 3 May 2018.
    ```
    """
    for citation, dated in _accessed(document):
        ahead = (dated.date.first_day - context.as_of).days
        if ahead > FUTURE_SLACK:
            yield Remark(
                f"the date of access {dated.date} lies {ahead} days after the day of the audit ({context.as_of})",
                dated.location,
                _url(citation),
                (
                    as_stated("date of access", dated),
                    value("day of the audit", context.as_of),
                ),
            )


@rule(Severity.ERROR)
def date_access_invalid(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a date of access that no calendar has.

    ## What it finds
    `Retrieved`, `Accessed` or their like in other languages, and the fields for it in bibliographies and citation
    templates, with an impossible day or month.

    ## Why it matters
    The date of access says which version of a page was meant, and which capture of it shows what the writer saw. An
    impossible date says neither: it was mistyped, or not written down when the page was read.

    ## Example
    ```markdown
    1. Harbour Office, <https://harbour.example/tides>. Retrieved 31 June 2018.
    ```

    ## Instead
    ```markdown
    1. Harbour Office, <https://harbour.example/tides>. Retrieved 30 June 2018.
    ```
    """
    del context
    for citation, dated in _accessed(document, possible=False):
        yield Remark(
            f"the date of access {dated.date} is in no calendar",
            dated.location,
            _url(citation),
            (as_stated("date of access", dated),),
        )


@rule(Severity.WARNING)
def date_access_before_publication(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a source that was read before it was published.

    ## What it finds
    A date of access more than one day before the date of publication that is stated for the same source.

    ## Why it matters
    One of the two dates is wrong. If it is the date of publication, the source is cited in a version that the reader
    cannot have seen.

    ## Example
    ```markdown
    1. Ada Holm: "Ferry line cut". 21 October 2009. <https://gazette.example/ferry>. Retrieved 31 January 2009.
    ```

    ## Instead
    ```markdown
    1. Ada Holm: "Ferry line cut". 21 October 2009. <https://gazette.example/ferry>. Retrieved 31 January 2010.
    ```
    """
    del context
    for citation, dated in _accessed(document):
        published = citation.published
        if published is None or not published.date.possible:
            continue
        early = published.date.days_after(dated.date)
        if early > DOCUMENT_SLACK:
            yield Remark(
                f"read on {dated.date}, {early} days before it was published ({published.date})",
                dated.location,
                _url(citation),
                (
                    as_stated("date of access", dated),
                    as_stated("date of publication", published),
                ),
            )


@rule(Severity.WARNING)
def date_access_too_old(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a date of access from before there was anything to look at.

    ## What it finds
    `Retrieved`, `Accessed` or their like beside an address of the web, with a date before the first page of the web (6
    August 1991), or, where only the capture of an archive is cited, before the archive had any.

    ## Why it matters
    The date says which version of a page was meant. Nobody can have read the page then: the date is that of something
    else, or was mistyped.

    ## Example
    ```markdown
    1. Harbour Office, <https://harbour.example/tides>. Retrieved 3 May 1988.
    ```

    ## Instead
    ```markdown
    1. Harbour Office, <https://harbour.example/tides>. Retrieved 3 May 1998.
    ```
    """
    del context
    for citation, dated in _accessed(document):
        reference = citation.reference
        if reference is None or not urls.is_web(reference.url):
            continue
        first, what = _first_to_see(citation)
        if first.days_after(dated.date):
            yield Remark(
                f"read on {dated.date}, before {what} ({first})",
                dated.location,
                _url(citation),
                (
                    as_stated("date of access", dated),
                    value(what, first),
                ),
            )


def _first_to_see(citation: Citation) -> tuple[PartialDate, str]:
    """Say since when there has been something to look at, and what it was."""
    if citation.original is None and citation.archive:
        archived = urls.archive_url(citation.archive.url)
        begun = _beginnings().get(archived.archive) if archived else None
        if archived and begun:
            return begun, f"the first capture of the {archived.archive}"
    return FIRST_PAGE, "the first page of the web"


@data.derived
def _beginnings() -> dict[str, PartialDate]:
    """Map archives to the day before which they have no captures, as far as it is known."""
    dates = {each["name"]: parse_date(str(each.get("since", ""))) for each in data.load("archives")["archive"]}
    return {name: date for name, date in dates.items() if date}
