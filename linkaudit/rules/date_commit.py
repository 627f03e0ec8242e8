"""The rule on the dates that URLs carry, held against the history of the documents in their repository."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Precision, Severity
from linkaudit.rules.dated_references import DOCUMENT_SLACK, about_event, as_in_url, dated_references
from linkaudit.rules.interface import Context, Needs, Remark, as_stated, rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.citations.url_dates import UrlDate
    from linkaudit.models import Document, Reference

# Time zones, and clocks that are wrong; as CS1 allows for dates of access.
COMMIT_SLACK = 2
# What is to be published later, and what it links to, is seldom written further ahead.
_AHEAD = 62


@rule(Severity.ERROR, Needs.COLLECTION)
def date_url_after_commit(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a URL that was committed before the day it carries.

    ## What it finds
    A link whose path carries a date more than two days after the commit that first has this link in this document. The
    document is followed through its renames; of the two dates of a commit the later counts. A date of month precision
    or on a page of events is a warning, and so is one up to two months ahead in a document that is itself dated so far
    ahead. Without a repository, or with a shallow history, nothing is found; the report says so.

    ## Why it matters
    Whoever wrote the link cannot have read the page: it did not exist yet. The date was guessed, altered or made up,
    whatever date the document gives itself.

    ## Example
    ```markdown
    The ferry line [was cut](https://gazette.example/2026/02/28/ferry-line-cut).
    ```
    ```repository
    first-commit = 2024-05-06
    ```

    ## Instead
    ```markdown
    The ferry line [was cut](https://gazette.example/2024/02/28/ferry-line-cut).
    ```
    ```repository
    first-commit = 2024-05-06
    ```
    """
    del context
    if not document.introduced:
        return
    for reference, dated in dated_references(document):
        commit = document.introduced.get(reference.url)
        ahead = dated.date.days_after(commit.date) if commit and dated.date.possible else 0
        if commit and ahead > COMMIT_SLACK:
            yield Remark(
                f"the URL is dated {dated.date}, {ahead} days after the commit that first has it ({commit.date})",
                reference.location,
                urls.canonical(reference.url),
                (
                    as_in_url(reference, dated),
                    as_stated("first commit with the URL", commit),
                ),
                severity=Severity.ERROR if _is_certain(document, reference, dated, ahead) else Severity.WARNING,
            )


def _is_certain(document: Document, reference: Reference, dated: UrlDate, ahead: int) -> bool:
    """Tell whether there is no other explanation: an event to come, a text that was written to be published later."""
    if dated.date.precision is not Precision.DAY or about_event(reference.url):
        return False
    own = document.date
    planned = own is not None and own.date.possible and dated.date.days_after(own.date) <= DOCUMENT_SLACK
    return ahead > _AHEAD or not planned
