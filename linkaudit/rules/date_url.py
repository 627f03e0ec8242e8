"""Rules on the dates that URLs carry."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.own_date import is_living
from linkaudit.citations.url_dates import Form, UrlDate, url_date
from linkaudit.models import Kind, PartialDate, Precision, Role, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.interface import Context, Remark, as_written, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Citation, Dated, Document, Reference

# CS1, the citation templates of Wikipedia, allow two days for time zones; a publisher's page may be dated a day ahead.
FUTURE_SLACK, DOCUMENT_SLACK = 2, 1
# Print and online editions of one piece lie up to two weeks apart.
EDITIONS_APART = 14
# A slip of the pen seldom leads further ahead.
_YEARS_AHEAD = 5
# Pages about what is to come carry the date of the event, not of the page.
_EVENTS = Pattern(
    r"(?i)(?:^|[/_.-])(?:events?|agenda|calendar|kalender|schedule|forecast|conferences?|meetups?|webinars?|tickets|"
    r"program(?:me)?|fixtures|match(?:es)?|veranstaltung(?:en)?|termine?|agenda|eventos|evenements?)(?:$|[/_.-])"
)
# Addresses that the page's machinery loads; nobody cites them.
_CITED_KINDS = {Kind.LINK, Kind.IMAGE, Kind.AUTOLINK, Kind.BARE, Kind.DEFINITION, Kind.FIELD, Kind.ANNOTATION}
# What dates the publication, rather than the copy of it.
_PUBLICATION = {"dateline", "byline", "label", "meta", "json-ld", "microdata", "time", "front matter", "metadata"}
# What is weak evidence, and how it is called.
_DATED_BY = {"file name": "its name", "document properties": "the properties of its file"}
_SAVED = {
    "mark of the web", "SingleFile", "HTTrack", "WARC-Target-URI", "Snapshot-Content-Location", "Content-Location",
}  # fmt: skip


def _dated_references(document: Document, context: Context) -> Iterator[tuple[Reference, UrlDate]]:
    """Go through the references that carry a date."""
    for reference in document.references:
        if reference.kind in _CITED_KINDS and urls.is_web(reference.url):
            dated = url_date(reference.url)
            if dated and not _is_number(dated, context):
                yield reference, dated


def _is_number(dated: UrlDate, context: Context) -> bool:
    """Tell whether eight digits would be a date so far ahead that they are the number of something."""
    return dated.form is Form.COMPACT and dated.date.year > context.as_of.year + _YEARS_AHEAD


def _about_event(url: str) -> bool:
    return _EVENTS.search(urls.path(urls.subject(url))) is not None


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
    for reference, dated in _dated_references(document, context):
        if not dated.date.possible:
            continue
        ahead = (dated.date.first_day - context.as_of).days
        if ahead > FUTURE_SLACK:
            certain = dated.date.precision is Precision.DAY and not _about_event(reference.url)
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
def date_url_after_document(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that is younger than the document it stands in.

    ## What it finds
    A link whose path carries a date more than one day after the document's own date (its dateline, `Published:` line,
    metadata or file name), compared as precisely as both are known. It is a warning where another explanation is
    likely: the document was changed or saved later, is added to over the years, the date is that of an event or only
    in the file's name, or the link is a picture that was stored again later.

    ## Why it matters
    A text cannot cite what was published after it. The link was put in later, its date was altered, or the document
    is not as old as it says.

    ## Example
    ```markdown
    # Ferry line cut

    July 12, 2018

    See [the protests](https://gazette.example/2026/02/28/ferry-protests).
    ```

    ## Instead
    ```markdown
    # Ferry line cut

    July 12, 2018

    See [the protests](https://gazette.example/2018/02/28/ferry-protests).
    ```
    """
    own = _written_until(document)
    if own is None or own.source == "git" or not own.date.possible:
        return
    for reference, dated in _dated_references(document, context):
        if not dated.date.possible:
            continue
        later = dated.date.days_after(own.date)
        if later > DOCUMENT_SLACK:
            excuse = _excuse(document, reference, dated, own)
            yield Remark(
                f"the URL is dated {dated.date}, {later} days after the document ({own.date})"
                + (f"; {excuse}" if excuse else ""),
                reference.location,
                urls.canonical(reference.url),
                (
                    value("date in the URL", f"{dated.date} ({dated.text})", reference.location),
                    value(f"date of the document ({own.source})", f"{own.date} ({own.text})", own.location),
                ),
                severity=Severity.WARNING if excuse else Severity.ERROR,
            )


def _written_until(document: Document) -> Dated | None:
    """Give the date of a document; one whose file only says when it was made was written until the file changed."""
    own, modified = document.date, document.modified
    if own and own.source == "document properties" and modified and modified.source == own.source:
        return modified
    return own


def _excuse(document: Document, reference: Reference, dated: UrlDate, own: Dated) -> str:
    """Say why a later date may be right after all; empty if nothing speaks for it."""
    if is_living(document):
        return "the document is one that is added to over the years"
    if document.modified and document.modified.date.possible and not dated.date.days_after(document.modified.date):
        return f"the document was changed on {document.modified.date}"
    if any(each.element in _SAVED for each in document.references):
        return "the page was saved later, with what stood around the article then"
    if reference.kind is Kind.IMAGE:
        return "a picture may have been stored again later"
    if own.source in _DATED_BY:
        return f"the document is dated by {_DATED_BY[own.source]} only"
    return "its page is about an event" if _about_event(reference.url) else ""


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
    for reference, dated in _dated_references(document, context):
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


@rule(Severity.WARNING)
def date_original_url_mismatch(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a cited original whose URL is of another day than the text says.

    ## What it finds
    A statement of provenance, or a citation with a date, whose URL carries a date more than one day away from the one
    that is stated for that same text. Up to two weeks it is only worth knowing: print and online editions differ. The
    `date:` of a post that repeats an older text is its own, and says nothing of that text.

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
    for citation in document.citations:
        reference = citation.original
        stated = _stated_date(document, citation)
        dated = url_date(reference.url) if reference else None
        if reference is None or stated is None or dated is None or not (dated.date.possible and stated.date.possible):
            continue
        apart = dated.date.days_apart(stated.date)
        if apart > DOCUMENT_SLACK and not _is_reposted(document, stated, dated):
            yield Remark(
                f"the URL of the original is dated {dated.date}, the text {stated.date}: {apart} days apart",
                reference.location,
                urls.canonical(reference.url),
                (
                    value("date in the URL", f"{dated.date} ({dated.text})", reference.location),
                    value(f"date stated ({stated.source})", f"{stated.date} ({stated.text})", stated.location),
                ),
                severity=Severity.INFO if apart <= EDITIONS_APART else Severity.WARNING,
            )


def _is_reposted(document: Document, stated: Dated, dated: UrlDate) -> bool:
    """Tell whether the date stated is that of the post that repeats a text, which may do so years later.

    The same day and month of another year look like a slip all the same.
    """
    if stated.source != "front matter" or dated.date.first_day > stated.date.first_day:
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
