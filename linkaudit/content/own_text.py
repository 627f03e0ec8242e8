"""What of a document is the text that it copied: all but what its keeper wrote about it and the site's own words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations.stated_originals import originals
from linkaudit.content.main_text import MainText, main_text
from linkaudit.content.passages import MANY, sample
from linkaudit.content.statements import about_it, is_furniture, is_statement, told_in
from linkaudit.documents import formats
from linkaudit.documents.interface import INSIDE
from linkaudit.payloads import payload_digest

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linkaudit.content.statements import Span
    from linkaudit.models import Block, Document

# Saved pages, whose text stands among menus as that of the page does.
_PAGES = ("html", "mhtml")


def sampled(document: Document, extractor: str = "auto") -> Document:
    """Keep a sample of the passages of a document that says where its text comes from."""
    if not originals(document):
        return document
    found = own_text(document, extractor)
    return replace(document, passages=sample(found.text, MANY, found.by))


def digested(document: Document, path: Path) -> Document:
    """Keep how archives would digest the file of a document that is no text, if it is that of one document."""
    if INSIDE in document.path or not formats.by_name(document.format).binary:
        return document
    try:
        content = path.read_bytes()
    except OSError:  # it was there a moment ago, and is not any more
        return document
    return replace(document, sha1=payload_digest(content))


def own_text(document: Document, extractor: str = "auto") -> MainText:
    """Give the text of a document without statements of provenance and dates, and without the words of a site."""
    if document.format in _PAGES:
        return main_text(document.text.encode("utf-8", "replace"), "text/html; charset=utf-8", extractor)
    spans = about_it(document)
    text = "\n".join(line for block in document.blocks for line in _lines(block, spans))
    return MainText(document.title, text)


def _lines(block: Block, spans: list[Span]) -> Iterator[str]:
    """Go through the lines of a block that are of its text."""
    at = 0
    told = told_in(block, spans)
    for line in block.text.split("\n"):
        start, end = block.offset(at), block.offset(at + len(line))
        at += len(line) + 1
        if not is_statement(line, start, end, told) and not is_furniture(line):
            yield line
