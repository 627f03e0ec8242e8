"""Lines of a document that are not of its text: what it says about where it comes from, and the words of a site."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.models import Block, Document

# Characters of a line that can be no more than a statement of where the text comes from, or the words of a site.
_STATEMENT = 300
_LABEL = 60
# The same of a label and the headline behind it, and of a notice.
_TEASER = 160
# Characters of a notice that is known by what stands anywhere in it, and the share of it that sentences with such words
# make up: a paragraph of a story may end with one.
_NOTICE = 1200
_MOSTLY = 0.4
# Characters of what a paragraph about an outlet or an author begins with.
_ABOUT = 60
_STOPS = (".", "!", "?", "…")
_SENTENCE_END = Pattern(r"(?<=[.!?])\s+|(?<=[。！？])")
_FOLDED = str.maketrans({"’": "'", "‘": "'", "\u00a0": " "})

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


def notices_in(text: str) -> tuple[str, ...]:
    """List the words of notices that a text may have, to look for them in its paragraphs."""
    folded = _fold(text)
    return tuple(words for sign, every in _signs() if sign in folded for words in every)


def is_notice(paragraph: str, words: Sequence[str]) -> bool:
    """Tell whether a paragraph is a notice of the page, of rights or of a sender: most of it speaks in these words."""
    if not words or len(paragraph) > _NOTICE:
        return False
    folded = _fold(paragraph)
    said = sum(len(each) for each in _SENTENCE_END.compiled.split(folded) if any(found in each for found in words))
    return said >= _MOSTLY * len(folded.strip()) > 0


def is_address(paragraph: str) -> bool:
    """Tell whether a paragraph speaks to the reader or of the page; a story may as well."""
    folded = _fold(paragraph)
    return len(folded) <= _NOTICE and any(words in folded for words in _addresses())


def is_about(line: str) -> bool:
    """Tell whether a line begins as what presents an outlet or an author does: `About us`, `About the Post: …`."""
    label, colon, _ = line.strip(" #*_").partition(":")
    if len(label) > _ABOUT or (not colon and label.endswith(_STOPS)):
        return False
    folded = _fold(label)
    return folded in _about_itself() or any(
        folded.startswith(f"{word} ") and _is_name(label[len(word) :].split()) for word in _about()
    )


def _is_name(words: Sequence[str]) -> bool:
    """Tell whether words are a name: most begin with a capital, which numbers and sentences do not."""
    return 2 * sum(word[0].isupper() for word in words) > len(words)


def _fold(text: str) -> str:
    return text.casefold().translate(_FOLDED)


@data.derived
def _signs() -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple((each["sign"], tuple(each["words"])) for each in data.load("furniture")["notice"])


@data.derived
def _addresses() -> tuple[str, ...]:
    return tuple(data.load("furniture")["address"])


@data.derived
def _about_itself() -> frozenset[str]:
    return frozenset(data.load("furniture")["about_itself"])


@data.derived
def _about() -> tuple[str, ...]:
    return tuple(data.load("furniture")["about"])


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
