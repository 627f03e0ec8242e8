"""Reading texts as documents and finding what they claim."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.cite import cite
from linkaudit.documents import formats
from linkaudit.documents.read import read_text

if TYPE_CHECKING:
    from linkaudit.models import Citation, Document

BODY = "\n\nThe harbour board met on Tuesday and spoke of the new pier.\n"


def cited(text: str, name: str = "markdown", path: str = "") -> Document:
    """Read a text as a document of the format of that name, and find what it claims."""
    announced = formats.by_name(name)
    return cite(read_text(text, path or f"notes/page{announced.suffixes[0]}", announced))


def only(document: Document) -> Citation:
    """Give the single statement of a document."""
    (citation,) = document.citations
    return citation


def url_of(citation: Citation) -> str:
    """Give the address that a statement is about; empty if it names none."""
    return citation.reference.url if citation.reference else ""
