"""Rules on the dates that URLs carry, held against those of who cites them: nobody cites what is still to come."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.own_date import is_living
from linkaudit.models import Kind, Severity
from linkaudit.rules.dated_references import DOCUMENT_SLACK, about_event, dated_references
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.url_dates import UrlDate
    from linkaudit.models import Dated, Document, Reference

# What is weak evidence, and how it is called.
_DATED_BY = {"file name": "its name", "document properties": "the properties of its file"}
_SAVED = {
    "mark of the web", "SingleFile", "HTTrack", "WARC-Target-URI", "Snapshot-Content-Location", "Content-Location",
}  # fmt: skip


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
    for reference, dated in dated_references(document, context):
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
    return "its page is about an event" if about_event(reference.url) else ""
