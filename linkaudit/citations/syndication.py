"""Which texts are bound to stand on several sites: those of agencies, and those that say that they were taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.signs import holds_any, holds_words
from linkaudit.citations.words import alternatives
from linkaudit.documents.positions import locate
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import Document

# Where a text says whose it is: at its head, below the menus of its page, and at its foot.
_HEAD_LINES, _FOOT_LINES = 40, 12
_LONGEST_CREDIT = 160
# A credit for a picture says nothing of the text.
_PICTURE = Pattern(r"(?i)photo|image|picture|foto|file pic|getty|照片|写真")


def syndication(document: Document) -> str:
    """Give the words by which a text says that it is an agency's, or was taken over; empty if it does not.

    What names the original does not say so. The text of the document must be at hand.
    """
    if not _may_be_syndicated(document.text):
        return ""
    stated = {citation.location.line for citation in document.provenance}
    lines = [(block, line) for block in document.blocks for line in block.text.split("\n") if line.strip()]
    near = lines if len(lines) <= _HEAD_LINES + _FOOT_LINES else [*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:]]
    for block, line in near:
        if _is_credit(line) and locate(document, block, 0, 1).line not in stated:
            return " ".join(line.split())
    return ""


def _may_be_syndicated(text: str) -> bool:
    """Tell by cheap signs whether a text may say so: the search itself is for texts that may."""
    return holds_words(text, _signs()) or holds_any(text, tuple(data.load("outlets")["sharing"]["words"]))


@data.derived
def _signs() -> tuple[str, ...]:
    """List the names of agencies, and what stands in every credit of one, in lower case."""
    names = (name.casefold() for outlet in data.load("outlets")["agencies"] for name in outlet["names"])
    return (*names, *(form["sign"] for form in data.load("furniture")["agency"]))


def _is_credit(line: str) -> bool:
    if _DATELINE.search(line) or _OF_AGENCY.search(line) or _TAKEN_OVER.search(line):
        return True
    return len(line) <= _LONGEST_CREDIT and _AGENCY.search(line) is not None and not _PICTURE.search(line)


def _names() -> str:
    return alternatives(name for outlet in data.load("outlets")["agencies"] for name in outlet["names"])


# `PORT ALDA (Reuters) - The ferry …`
_DATELINE = data.pattern(lambda: rf"\((?:[^()\n]{{0,30}}[/,;]\s*)?{_names()}(?!\w)[^()\n]{{0,30}}\)\s*[-\u2013\u2014]")
# A line that begins with an agency, or with words that lead to one: `By Ada Holm, Reuters`.
_AGENCY = data.pattern(
    lambda: rf"^\W*(?:(?i:by|source|via|von|quelle|par|por|fuente|credit)\b[^.\n]{{0,60}}?)?(?<!\w){_names()}(?!\w)"
)
_OF_AGENCY = data.pattern(lambda: rf"(?i){'|'.join(form['pattern'] for form in data.load('furniture')['agency'])}")
_TAKEN_OVER = data.pattern(lambda: rf"(?i){alternatives(data.load('outlets')['sharing']['words'])}")
