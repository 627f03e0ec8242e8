"""Which texts are bound to stand on several sites: those of agencies, and those that say that they were taken over."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.publishers import is_agency, outlet_at, outlet_named
from linkaudit.citations.words import alternatives
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.collection.claims import Claim
    from linkaudit.collection.shelf import Shelf

# Where a text says whose it is: its head and its foot, as in citations/provenance.py.
_HEAD_LINES, _FOOT_LINES = 12, 8
_LONGEST_CREDIT = 160
# A credit for a picture says nothing of the text.
_PICTURE = Pattern(r"(?i)photo|image|picture|foto|file pic|getty|照片|写真")


def syndicated(shelf: Shelf, path: str) -> str:
    """Give the words by which a text says that it is an agency's, or was taken over; empty if it does not."""
    document = shelf[path]
    if is_agency(outlet_named(document.publisher)):
        return document.publisher
    marks = [each.value for each in document.copied if each.name == "agency"]
    return next(iter([*marks, *_credits(shelf, path)]), "")


def of_agency(claim: Claim) -> bool:
    """Tell whether an original stands on the site of an agency."""
    return is_agency(outlet_at(claim.url.partition("//")[2].partition("/")[0]))


def _credits(shelf: Shelf, path: str) -> Iterator[str]:
    """Go through the lines of a text's head and foot that credit an agency or say that the text was taken over.

    What names the original is no such line.
    """
    stated = {citation.location.line for citation in shelf[path].provenance}
    lines = [line for line in shelf.prose(path).lines if line.location.line not in stated]
    near = lines if len(lines) <= _HEAD_LINES + _FOOT_LINES else [*lines[:_HEAD_LINES], *lines[-_FOOT_LINES:]]
    yield from (line.text for line in near if _is_credit(line.text))


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
