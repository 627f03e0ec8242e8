"""What a link that leads nowhere is to its page: the sentences lost theirs, menus and buttons never had any."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum, auto
from typing import TYPE_CHECKING

from linkaudit.citations.stand_ins import is_script
from linkaudit.documents.positions import references_between
from linkaudit.models import Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import Block, Document, Reference

# What makes a link a button: a handler or a key of its own, or what Bootstrap and ARIA call its part.
_HANDLER = Pattern(
    r"(?i)\s(?:on[a-z]{3,20}\s*=|data-(?:bs-)?(?:toggle|target|dismiss|action|slide|ride|parent)\b"
    r"|accesskey\s*=|aria-(?:controls|expanded|haspopup|current|pressed)\s*=|role\s*=\s*[\"']?(?:button|tab|menuitem|switch)\b)"
)
_EDGES = Pattern(r"^[\W\d_]+|[\W_]+$")
_SHORTEST_NAME = 3
# So many letters beside its links make a sentence of a paragraph; one alone may be a mark between them.
_A_WORD = 2


class Part(Enum):
    """What a link that leads nowhere is to its page."""

    WORKING = auto()
    """A button that works, a way to the page itself, or nothing that a reader sees."""
    FURNITURE = auto()
    """It stands alone, as in a menu."""
    TEXT = auto()
    """It stands among other words: what it led to is lost."""


def part_of(document: Document, reference: Reference) -> Part:
    """Tell what a link is to its page."""
    begin = document.text.rfind("<", 0, reference.location.start)
    end = document.text.find(">", reference.location.end)
    tag = document.text[begin:end] if 0 <= begin < end else ""
    if _HANDLER.search(tag) or _is_unseen(document, reference, end):
        return Part.WORKING
    if is_script(reference.url):
        return Part.FURNITURE
    block = _block_at(document, reference.location.start)
    # A heading has words of its own besides the name of the page, as in `Function harbour::tides`.
    if block is not None and block.kind != "heading" and _has_words_of_its_own(document, block):
        return Part.TEXT
    return Part.WORKING if _names_its_page(document, reference) else Part.FURNITURE


def _is_unseen(document: Document, reference: Reference, end: int) -> bool:
    """Tell whether a link has neither words nor a picture: an icon that a style sheet draws, a mark at a heading."""
    if end < 0 or any(sign.isalnum() for sign in reference.text) or reference.element.startswith("area"):
        return False
    close = document.text.find("</", end)
    return "<img" not in document.text[end : close if close >= 0 else None].lower()


def _block_at(document: Document, offset: int) -> Block | None:
    """Give the paragraph in which an offset lies."""
    at = bisect_right(document.blocks, offset, key=_start) - 1
    return document.blocks[at] if at >= 0 and offset < document.blocks[at].end else None


def _start(block: Block) -> int:
    return block.start


def _has_words_of_its_own(document: Document, block: Block) -> bool:
    """Tell whether a paragraph says anything besides the texts of its links."""
    links = references_between(document, block.start, block.end)
    linked = sum(_letters(each.text) for each in links if each.kind is Kind.LINK)
    return _letters(block.text) - linked >= _A_WORD


def _letters(text: str) -> int:
    return sum(map(str.isalpha, text))


def _names_its_page(document: Document, reference: Reference) -> bool:
    """Tell whether a link bears the name of the page or of one of its headings, so that it leads there."""
    name = _bare(reference.text)
    if len(name) < _SHORTEST_NAME:
        return False
    headings = (block.text for block in document.blocks if block.kind == "heading")
    return name in document.title.casefold() or any(_bare(text) == name for text in headings)


def _bare(text: str) -> str:
    """Take numbers and marks off the ends of a heading: `5. Tides¶`."""
    return _EDGES.sub("", " ".join(text.split())).casefold()
