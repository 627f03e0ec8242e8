"""Rules on the date in the URL of an original, held against the one that is stated for the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.url_dates import url_date
from linkaudit.models import Edit, Fix, PartialDate, Precision, Role, Severity
from linkaudit.rules.date_url_form import redated
from linkaudit.rules.dated_references import DOCUMENT_SLACK, EDITIONS_APART, as_in_url
from linkaudit.rules.interface import Context, Remark, as_stated, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.url_dates import UrlDate
    from linkaudit.models import Citation, Dated, Document, Evidence, Reference

# December and January.
_TURN_OF_YEAR = (12, 1)
# What dates the publication, rather than the copy of it.
_PUBLICATION = {"dateline", "byline", "label", "meta", "json-ld", "microdata", "time", "front matter", "metadata"}


@rule(Severity.WARNING)
def date_original_url_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited original whose URL is of another day than the text says.

    ## What it finds
    A statement of provenance, or a citation with a date, whose URL carries a date more than one day away from the one
    that is stated for that same text. Up to two weeks it is only worth knowing: print and online editions differ. The
    `date:` of a post that repeats an older text is its own, and says nothing of that text. Where the two differ by a
    slip of the pen, `date-year-typo` says so.

    ## Why it matters
    Either the date or the address is wrong, or the address belongs to another version of the text than the one that
    was copied. Whoever looks for the original by one of them will not find it.

    ## Example
    ```markdown
    # Ferry line cut

    July 12, 2018

    Original url: https://gazette.example/2017/03/02/ferry-line-cut
    ```

    ## Instead
    ```markdown
    # Ferry line cut

    July 12, 2018

    Original url: https://gazette.example/2018/07/12/ferry-line-cut
    ```
    """
    del context
    for reference, dated, stated in _mismatches(document):
        if not _slip(dated.date, stated.date):
            apart = dated.date.days_apart(stated.date)
            yield Remark(
                f"the URL of the original is dated {dated.date}, the text {stated.date}: {apart} days apart",
                reference.location,
                urls.canonical(reference.url),
                _compared(reference, dated, stated),
                severity=_severity(apart),
            )


@rule(Severity.WARNING)
def date_year_typo(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited original whose date and URL differ by a slip of the pen.

    ## What it finds
    A statement of provenance, or a citation with a date, whose URL carries the same date but for two digits that have
    changed places (2018 and 2081, 12 and 21), or but for the neighbouring year in December or January, when the old
    year is still written by habit. Days up to two weeks apart are only worth knowing: print and online editions
    differ. The other date is offered as an unsafe fix: in January for the text, otherwise for the URL.

    ## Why it matters
    One of the two dates was mistyped. Whoever looks for the original by the wrong one will not find it, and whatever is
    judged by it is judged wrongly.

    ## Example
    ```markdown
    # Ferry line cut

    July 12, 2018

    Original url: https://gazette.example/2018/07/21/ferry-line-cut
    ```

    ```markdown
    # Ferry line cut

    January 4, 2018

    Original url: https://gazette.example/2019/01/04/ferry-line-cut
    ```

    ## Instead
    ```markdown
    # Ferry line cut

    January 4, 2019

    Original url: https://gazette.example/2019/01/04/ferry-line-cut
    ```
    """
    del context
    for reference, dated, stated in _mismatches(document):
        slip = _slip(dated.date, stated.date)
        if slip:
            yield Remark(
                f"the URL of the original is dated {dated.date}, the text {stated.date}: {slip}",
                reference.location,
                urls.canonical(reference.url),
                _compared(reference, dated, stated),
                fixes=_mended(document, reference, dated, stated),
                severity=_severity(dated.date.days_apart(stated.date)),
            )


def _mismatches(document: Document) -> Iterator[tuple[Reference, UrlDate, Dated]]:
    """Find the originals whose URL is of another day than the one that is stated for them."""
    for citation in document.citations:
        reference = citation.original
        stated = _stated_date(document, citation)
        dated = url_date(reference.url) if reference and stated else None
        if reference is None or stated is None or dated is None or not (dated.date.possible and stated.date.possible):
            continue
        if dated.date.days_apart(stated.date) > DOCUMENT_SLACK and not _is_reposted(document, stated, dated):
            yield reference, dated, stated


def _compared(reference: Reference, dated: UrlDate, stated: Dated) -> tuple[Evidence, ...]:
    return (
        as_in_url(reference, dated),
        as_stated(f"date stated ({stated.source})", stated),
    )


def _severity(apart: int) -> Severity:
    """Judge two dates by the days between them."""
    return Severity.INFO if apart <= EDITIONS_APART else Severity.WARNING


def _slip(one: PartialDate, other: PartialDate) -> str:
    """Say by what slip of the pen two dates may differ; empty if by none."""
    precision = min(one.precision, other.precision)
    parts = list(zip(_digits(one), _digits(other), strict=True))[:precision]
    differing = [(first, second) for first, second in parts if first != second]
    if precision is Precision.YEAR or len(differing) != 1:
        return ""
    (first, second), of_year = differing[0], one.year != other.year
    if of_year and abs(one.year - other.year) == 1 and one.month in _TURN_OF_YEAR:
        return "the neighbouring year, at the turn of the year"
    # Of two months that are known without their days, too many are such a slip apart.
    if (of_year or precision is Precision.DAY) and _are_exchanged(first, second):
        return f"the digits of {first} and {second} have changed places"
    return ""


def _digits(date: PartialDate) -> tuple[str, str, str]:
    """Write the parts of a date with all their digits."""
    return f"{date.year:04d}", f"{date.month or 0:02d}", f"{date.day or 0:02d}"


def _are_exchanged(one: str, other: str) -> bool:
    """Tell whether two neighbouring digits have changed places."""
    return any(one[:place] + one[place + 1] + one[place] + one[place + 2 :] == other for place in range(len(one) - 1))


def _mended(document: Document, reference: Reference, dated: UrlDate, stated: Dated) -> tuple[Fix, ...]:
    """Offer to write the date that is likelier to be right where the other one stands.

    In January the old year is written by habit; of all else the hand that typed an address is the likelier to err.
    """
    if dated.date.year == stated.date.year + 1 and stated.date.month == 1:
        place = stated.location
        written = document.text[place.start : place.end]
        if written.count(str(stated.date.year)) != 1:
            return ()
        changed = written.replace(str(stated.date.year), str(dated.date.year))
        return (Fix(f"write {dated.date.year} in the text", safe=False, edits=(Edit(place, changed),)),)
    return redated(reference, dated, stated.date, f"write {stated.date} in the URL")


def _is_reposted(document: Document, stated: Dated, dated: UrlDate) -> bool:
    """Tell whether the date stated is that of the post that repeats a text, which may do so years later.

    So it is in the feeds of those who collect links. The same day and month of another year look like a slip all the
    same.
    """
    if dated.date.first_day > stated.date.first_day:
        return False
    if document.format == "feed":
        return True
    if stated.source != "front matter":
        return False
    keys = {field.name.lower() for field in document.fields if field.location == stated.location}
    same_day = (dated.date.month, dated.date.day) == (
        stated.date.month,
        stated.date.day,
    ) and stated.date.day is not None
    return keys.isdisjoint(data.load("labels")["keys"]["clipped"]) and not same_day


def _stated_date(document: Document, citation: Citation) -> Dated | None:
    """Find the date that the document states for the text that a citation is about."""
    if citation.published:
        return citation.published
    speaks_of_copy = citation.about_document and citation.role in (Role.ORIGINAL, Role.SOURCE)
    own = document.date
    return own if speaks_of_copy and own and own.source in _PUBLICATION else None
