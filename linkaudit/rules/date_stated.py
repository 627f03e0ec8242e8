"""Rules on the date that a document states for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Severity
from linkaudit.rules.dated_references import FUTURE_SLACK
from linkaudit.rules.interface import Context, Remark, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


@rule(Severity.WARNING, of_day=True)
def date_document_in_future(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a document that is dated in the future.

    ## What it finds
    A document whose own date lies more than two days after the day of the audit, unless its metadata calls it a draft.

    ## Why it matters
    Everything that is judged by the document's date is judged wrongly, and the date will be copied into catalogues.

    ## Example
    ```markdown
    ---
    title: Minutes
    date: 2062-03-01
    ---
    The council met.
    ```

    ## Instead
    ```markdown
    ---
    title: Minutes
    date: 2026-03-01
    ---
    The council met.
    ```
    """
    own = document.date
    if own is None or own.source == "git" or not own.date.possible or _is_draft(document):
        return
    ahead = (own.date.first_day - context.as_of).days
    if ahead > FUTURE_SLACK:
        yield Remark(
            f"the document is dated {own.date}, {ahead} days after the day of the audit ({context.as_of})",
            own.location,
            evidence=(
                value(f"date of the document ({own.source})", f"{own.date} ({own.text})", own.location),
                value("day of the audit", context.as_of),
            ),
        )


def _is_draft(document: Document) -> bool:
    """Tell whether the metadata says that the document is still to be published."""
    return any(
        field.name in ("draft", "embargo", "embargoed", "scheduled")
        and field.value.strip().lower() not in ("", "false", "no")
        for field in document.fields
    )
