"""Which documents do not say when their text was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkaudit.models import Document

WEAK = ("git", "document properties")
"""What vouches for a date that is not that of the text: of a commit, of the making of a file."""


def is_undated(document: Document) -> bool:
    """Tell whether nothing says when the text of a document was written."""
    return document.date is None or document.date.source in WEAK or not document.date.date.possible
