"""Rules on the date in the URL of an original, held against the one that is stated for the same text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.url_dates import url_date
from linkaudit.models import Role, Severity
from linkaudit.rules.dated_references import DOCUMENT_SLACK
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.url_dates import UrlDate
    from linkaudit.models import Citation, Dated, Document

# Print and online editions of one piece lie up to two weeks apart.
EDITIONS_APART = 14
# What dates the publication, rather than the copy of it.
_PUBLICATION = {"dateline", "byline", "label", "meta", "json-ld", "microdata", "time", "front matter", "metadata"}


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
