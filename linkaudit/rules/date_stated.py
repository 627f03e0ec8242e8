"""The rule on the date that a document states for itself."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.models import Severity
from linkaudit.rules.dated_references import FUTURE_SLACK
from linkaudit.rules.interface import Context, Remark, as_stated, rule, value

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document

# Where Jekyll, Hugo and their like keep what is not published yet, and pages about what is to come.
_FOLDERS = {"drafts", "draft", "events", "upcoming"}


@rule(Severity.WARNING, of_day=True)
def date_document_in_future(document: Document, context: Context) -> Iterator[Remark]:
    """Flag a document that is dated in the future.

    ## What it finds
    A document whose own date lies more than two days after the day of the audit, unless its metadata calls it a draft,
    not published yet, or a page about an event.

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
                as_stated(f"date of the document ({own.source})", own),
                value("day of the audit", context.as_of),
            ),
        )


def _is_draft(document: Document) -> bool:
    """Tell whether the metadata says that the document is still to be published, or about what is to come."""
    lists = data.load("labels")["keys"]
    for field in document.fields:
        written = field.value.strip().lower()
        if field.name in ("draft", "embargo", "embargoed", "scheduled") and written not in ("", "false", "no"):
            return True
        if field.name in ("published", "publish", "listed") and written in ("false", "no"):
            return True
        if field.name in ("status", "state") and written in lists["unpublished"]:
            return True
        if field.name in ("layout", "type") and written in lists["event_layouts"]:
            return True
    return any(folder.strip("_").lower() in _FOLDERS for folder in PurePosixPath(document.path).parts[:-1])
