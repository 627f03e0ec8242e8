"""Rules on the dates that URLs carry, held against those of who cites them: nobody cites what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.dates import may_hold_date, stated_dates
from linkaudit.citations.own_date import is_living, is_of_making, is_proposal
from linkaudit.citations.url_dates import url_date
from linkaudit.models import Precision, Severity
from linkaudit.patterns import Pattern
from linkaudit.rules.dated_references import (
    ACCESS_SLACK,
    DOCUMENT_SLACK,
    SAVED,
    UNCERTAIN_FORMS,
    about_event,
    as_in_url,
    dated_references,
    excuse_of_address,
)
from linkaudit.rules.inferred_dates import after_inferred_date
from linkaudit.rules.interface import Context, Remark, as_stated, rule

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.citations.dates import FoundDate
    from linkaudit.citations.url_dates import UrlDate
    from linkaudit.models import Block, Citation, Dated, Document, PartialDate, Reference

# Lists of what was published since, and of what is read: their date is that of the list as it was when it was made.
_ADDED_TO = {"feed", "opml"}
# How far into an entry its date may begin, and what may stand beside a date that heads what follows, in characters.
_BEGINNING = 30
_BESIDE_DAY = 20
_LONGEST_HEADING = 80
# A word before a date that makes it the day of an update.
_UPDATE = Pattern(
    r"(?i)(?:\b(?:updated?|edit(?:ed)?|added|addendum|nachtrag|aktualisiert|mise à jour|actualización|aggiornamento|"
    r"atualização)\b|обновлен|更新|补充|補充|追記)[^.!?。\n]{0,12}$"
)
# What is weak evidence, and how it is called.
_DATED_BY = {"file name": "its name", "document properties": "the properties of its file"}


@rule(Severity.ERROR, compared=after_inferred_date)
def date_url_after_document(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that is younger than the document it stands in.

    ## What it finds
    A link whose path carries a date more than one day after the document's own date (its dateline, `Published:` line,
    metadata or file name), compared as precisely as both are known. What stands in an entry with a later date of its
    own (a day of a log, a note of an update) is left alone. It is a warning where another explanation is likely: the
    document was changed or saved later, is kept up to date or added to over the years, names a later date itself, or
    only says when it was begun; the date is that of an event or stands in the file's name only; the link is
    a picture that was stored again later. In proposals that say where they stand it is only worth knowing. A document
    that states no date is held against the one that is inferred from its copies or its own words, and the evidence says
    from what; unless that is certain, it is a warning.

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
    del context
    own = _written_until(document)
    if own is None or own.source == "git" or not own.date.possible:
        return
    for reference, dated in dated_references(document):
        if not dated.date.possible:
            continue
        later = dated.date.days_after(own.date)
        if later > DOCUMENT_SLACK and not _is_of_later_entry(document, reference, dated):
            excuse = _excuse(document, reference, dated, own)
            yield Remark(
                f"the URL is dated {dated.date}, {later} days after the document ({own.date})"
                + (f"; {excuse}" if excuse else ""),
                reference.location,
                urls.canonical(reference.url),
                (
                    as_in_url(reference, dated),
                    as_stated(f"date of the document ({own.source})", own),
                ),
                severity=_severity(document, excuse),
            )


def _severity(document: Document, excuse: str) -> Severity:
    """Judge a later date by what speaks for it; proposals give the day of their beginning, and what came of them."""
    if is_proposal(document):
        return Severity.INFO
    return Severity.WARNING if excuse else Severity.ERROR


def _written_until(document: Document) -> Dated | None:
    """Give the date of a document; one whose file only says when it was made was written until the file changed."""
    own, modified = document.date, document.modified
    if own and own.source == "document properties" and modified and modified.source == own.source:
        return modified
    return own


def _excuse(document: Document, reference: Reference, dated: UrlDate, own: Dated) -> str:
    """Say why a later date may be right after all; empty if nothing speaks for it."""
    return (
        _excuse_of_document(document, dated)
        or excuse_of_address(reference, dated)
        or _excuse_of_date(document, own)
        or _excuse_in_text(document, dated)
    )


def _excuse_of_document(document: Document, dated: UrlDate) -> str:
    """Say what kind of document may hold what is younger than its date."""
    if is_living(document) or document.format in _ADDED_TO:
        return "the document is one that is added to over the years"
    if document.modified and document.modified.date.possible and not dated.date.days_after(document.modified.date):
        return f"the document was changed on {document.modified.date}"
    if any(each.element in SAVED for each in document.references):
        return "the page may have been saved later, with what stood around the article then"
    return "the document is a page that is kept up to date" if _is_maintained(document) else ""


def _excuse_of_date(document: Document, own: Dated) -> str:
    """Say why the date of the document may be older than its text."""
    if own.source in _DATED_BY:
        return f"the document is dated by {_DATED_BY[own.source]} only"
    return "the date only says when the document was begun" if is_of_making(document, own) else ""


def _is_maintained(document: Document) -> bool:
    """Tell whether the metadata is that of a page of documentation with a place in a menu, rather than of a post."""
    lists = data.load("labels")["keys"]
    return any(
        field.origin == "front matter"
        and (field.name in lists["placed"] or (field.name == "layout" and field.value.lower() in lists["page_layouts"]))
        for field in document.fields
    )


def _is_of_later_entry(document: Document, reference: Reference, dated: UrlDate) -> bool:
    """Tell whether a reference stands in an entry with a date that is late enough: a day of a log, a note of an update.

    The date begins the same block, or it is the last heading or line of its own before it.
    """
    place = reference.location.start
    above: list[PartialDate] = []
    for block in document.blocks:
        if block.start > place:
            break
        if not may_hold_date(block.text) or _says_of_document(document, block):
            continue
        first = next(_days_in(block), None)
        if first and place < block.end and _reaches(_days_of_notes(block), dated):
            return True
        if first and block.end <= place and _is_of_own(block, first):
            above = [first.date]
    return _reaches(above, dated)


def _days_of_notes(block: Block) -> Iterator[PartialDate]:
    """Find the days that begin a block, or a note of an update within it."""
    for found in _days_in(block):
        if found.start <= _BEGINNING or _UPDATE.search(block.text, max(0, found.start - _BEGINNING), found.start):
            yield found.date


def _is_of_own(block: Block, found: FoundDate) -> bool:
    """Tell whether a block is a heading with a date, or a date with little beside it."""
    beside = len(block.text.strip()) - (found.end - found.start)
    return beside <= (_LONGEST_HEADING if block.kind == "heading" else _BESIDE_DAY)


def _says_of_document(document: Document, block: Block) -> bool:
    """Tell whether the date in a block is that of the whole document: when it was written, or changed."""
    dates = (document.date, document.modified)
    return any(each and block.start <= each.location.start < block.end for each in dates)


def _days_in(block: Block) -> Iterator[FoundDate]:
    """Find the whole and possible days that a block names."""
    return (each for each in stated_dates(block.text) if each.date.possible and each.date.precision is Precision.DAY)


def _reaches(days: Iterable[PartialDate], dated: UrlDate) -> bool:
    """Tell whether one of some days is not before that of a URL."""
    return any(day.first_day >= dated.date.first_day for day in days)


def _excuse_in_text(document: Document, dated: UrlDate) -> str:
    """Name a date in the text that is no earlier than that of the URL: an entry of a log, a note of an update."""
    for block in document.blocks:
        if may_hold_date(block.text):
            for found in _days_in(block):
                if _reaches((found.date,), dated):
                    return f"the text itself names the later date {found.date}"
    return ""


@rule(Severity.ERROR)
def date_url_after_access(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that is younger than the day on which it is said to have been read.

    ## What it finds
    A link whose path carries a date more than two days after the date of access that is stated for it (`Retrieved …`,
    `access-date=`, `urldate =`, `accessed:`). Two days are left for time zones. A date with the month by name in a
    title, in the query, or on a page of events is a warning, and so is an address behind the date of access.

    ## Why it matters
    Nobody can have read the page then. The date of access was taken over from another source, or the address was put
    in later: in either case it is not known which version was meant.

    ## Example
    ```markdown
    1. Ada Holm, <https://gazette.example/2018/07/12/ferry>. Retrieved 3 May 2018.
    ```

    ## Instead
    ```markdown
    1. Ada Holm, <https://gazette.example/2018/07/12/ferry>. Retrieved 3 May 2019.
    ```
    """
    del context
    seen: set[tuple[int, int]] = set()
    for citation in document.citations:
        accessed, reference = citation.accessed, citation.reference
        dated = url_date(reference.url) if accessed and reference else None
        if not (accessed and reference and dated and dated.date.possible and accessed.date.possible):
            continue
        place = (reference.location.start, accessed.location.start)
        later = dated.date.days_after(accessed.date)
        if later > ACCESS_SLACK and place not in seen:
            seen.add(place)
            doubtful = dated.form in UNCERTAIN_FORMS or about_event(reference.url) or _may_be_of_another(citation)
            yield Remark(
                f"the URL is dated {dated.date}, {later} days after it was read ({accessed.date})",
                reference.location,
                urls.canonical(reference.url),
                (
                    as_in_url(reference, dated),
                    as_stated("date of access", accessed),
                ),
                severity=Severity.WARNING if doubtful else Severity.ERROR,
            )


def _may_be_of_another(citation: Citation) -> bool:
    """Tell whether a date of access may belong to another source: in running text, where the address comes later."""
    accessed, reference = citation.accessed, citation.reference
    in_text = not citation.about_document and accessed is not None and not accessed.source.startswith("field ")
    return bool(in_text and accessed and reference and reference.location.start > accessed.location.start)
