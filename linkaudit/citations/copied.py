"""What shows that a document is a copy of a published text: an agency, a byline, the furniture of a news page."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.attribution import credits_of, is_agency_line
from linkaudit.citations.outlet_names import names_in
from linkaudit.citations.signs import holds_words
from linkaudit.documents.positions import locate
from linkaudit.models import Evidence
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Block, Document

_BYLINE = Pattern(
    r"(?m)^[^\n]{0,60}?\b(?:By|Von|Par|Por)\s{1,4}(?:[A-Z][\w.'\u2019-]{1,30}\s{1,4}){1,3}[A-Z][\w'\u2019-]{1,30}[^\n.]{0,80}$"
)
# Marks of one kind that are kept as evidence; more prove no more.
_ENOUGH = 2
_LONGEST_LINE = 120


def _words() -> str:
    lists = data.load("furniture")
    article = "|".join(re.escape(words).replace(r"\ ", r"\s+") for words in lists["article"])
    agency = "|".join(form["pattern"] for form in lists["agency"])
    return rf"(?im)(?P<agency>{agency})|(?:^|\n)[^\w\n]{{0,6}}(?P<article>{article})"


_WORDS = data.pattern(_words)


@data.derived
def _signs() -> tuple[str, ...]:
    """List what stands in every text with the marks of a copy."""
    lists = data.load("furniture")
    return (*lists["article"], *(form["sign"] for form in lists["agency"]))


def _may_be_copied(document: Document) -> bool:
    """Tell by cheap signs whether a text may have the marks of a copy: the search itself is for texts that may."""
    return holds_words(document.text, _signs())


def copied(document: Document) -> tuple[Evidence, ...]:
    """Find what shows that a document is a copy; empty if it is not enough to say so.

    The words of an agency are enough. Furniture is enough together with a credit, or with a byline and a date that the
    text itself states: a page of one's own may well say "subscribe", and a post of one's own has a byline too.
    """
    agency = [*_agency(document)]
    furniture = [*islice(_matches(document, "article"), _ENOUGH)]
    if not agency and not furniture:
        return ()
    credit = [Evidence("credit", each.quote, each.location) for each in credits_of(document)]
    byline = [*_byline(document)] if document.date and document.date.source in ("label", "dateline", "byline") else []
    if agency or (furniture and (credit or byline)):
        return tuple(mark for marks in (agency, byline, furniture, credit) for mark in _telling(marks))
    return ()


def _telling(marks: list[Evidence]) -> list[Evidence]:
    """Keep the first few marks of a kind, each text once."""
    first: dict[str, Evidence] = {}
    for mark in marks:
        first.setdefault(mark.value.casefold(), mark)
    return list(first.values())[:_ENOUGH]


def _agency(document: Document) -> Iterator[Evidence]:
    yield from _matches(document, "agency")
    names = names_in(document.text)
    for block in document.blocks if names else ():
        found = is_agency_line(block.text, names)
        if found:
            yield Evidence("agency", _line(block, found[0]), locate(document, block, *found))


def _matches(document: Document, group: str) -> Iterator[Evidence]:
    """Find the words of a news page, or of an agency, each line that has them once."""
    if not _may_be_copied(document):
        return
    name = "agency" if group == "agency" else "page furniture"
    seen: set[str] = set()
    for block in document.blocks:
        for found in _WORDS.finditer(block.text):
            line = _line(block, found.start(group)) if found[group] else ""
            if line and line.casefold() not in seen:
                seen.add(line.casefold())
                yield Evidence(name, line, locate(document, block, *found.span(group)))


def _byline(document: Document) -> Iterator[Evidence]:
    for block in document.blocks[:6]:
        found = _BYLINE.search(block.text) if block.kind != "heading" else None
        if found:
            yield Evidence("byline", found[0].strip(), locate(document, block, *found.span()))
            return


def _line(block: Block, index: int) -> str:
    """Give the line of a block in which an index lies."""
    start = block.text.rfind("\n", max(0, index - _LONGEST_LINE), index) + 1 or max(0, index - _LONGEST_LINE)
    return " ".join(block.text[start : index + _LONGEST_LINE].lstrip().partition("\n")[0].split())[:_LONGEST_LINE]
