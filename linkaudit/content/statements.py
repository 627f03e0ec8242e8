"""Lines of a document that are not of its text: what it says about where it comes from, and the words of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data

if TYPE_CHECKING:
    from linkaudit.models import Block, Document

# Characters of a line that can be no more than a statement of where the text comes from, or the words of a site.
_STATEMENT = 300
_LABEL = 60
# The same of a label and the headline behind it, and of a notice.
_TEASER = 160

Span = tuple[int, int]


def about_it(document: Document) -> list[Span]:
    """List the places at which a document speaks of itself: where it comes from, of what day it is."""
    places = [citation.location for citation in document.provenance]
    places += [citation.reference.location for citation in document.provenance if citation.reference]
    places += [dated.location for dated in (document.date, document.modified) if dated and dated.source == "label"]
    return [(place.start, place.end) for place in places]


def told_in(block: Block, spans: list[Span]) -> list[Span]:
    """List those of the places that lie in a block."""
    return [span for span in spans if span[0] < block.end and span[1] > block.start]


def is_statement(line: str, start: int, end: int, told: list[Span]) -> bool:
    """Tell whether a line, which stands between two offsets, is no more than such a statement."""
    return bool(told) and len(line) <= _STATEMENT and any(begin < end and start < behind for begin, behind in told)


def is_furniture(line: str) -> bool:
    """Tell whether a line is what pages of news have around an article: `Share this:`, `Read also: …`."""
    folded = line.strip().casefold()
    if len(folded) > _TEASER:
        return False
    return folded.startswith((*_notices(), *(_furniture() if len(folded) <= _LABEL else _labels())))


@data.derived
def _labels() -> tuple[str, ...]:
    """List the same words as labels of what follows."""
    return tuple(words.rstrip(":") + ":" for words in _furniture())


@data.derived
def _notices() -> tuple[str, ...]:
    return tuple(words.casefold() for words in data.load("furniture")["notices"])


@data.derived
def _furniture() -> tuple[str, ...]:
    return tuple(words.casefold() for words in data.load("furniture")["article"])
