"""Headlines that were links: `Related article: Why the ferry stops`, with no link in the line any more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.signs import holds_words
from linkaudit.citations.words import alternatives
from linkaudit.documents.positions import locate, references_between

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Block, Document, Location

# Characters of a headline: longer ones are sentences of the text (the longest on front pages have about 150).
_SHORTEST, _LONGEST = 12, 160
# Headlines in a list below one label.
_MOST = 10
_MARKS = " \t\n\"'\u201c\u201d\u2018\u2019\u00ab\u00bb*_|\u203a\u2192"
# What stands between the words and an address beside them, too.
_AROUND = f"{_MARKS}:,;.()<>[]-\u2013\u2014\u2022"


@data.derived
def _words() -> tuple[str, ...]:
    """List the labels of all languages, in lower case."""
    lists = data.load("related_labels")["words"].values()
    return tuple(word.lower() for words in lists if isinstance(words, list) for word in words)


_LABEL = data.pattern(
    lambda: (
        rf"(?im)^[^\w\n]{{0,8}}{alternatives(_words())}"
        r"[ \t]*(?:[:\uff1a][ \t]*|$)"
    )
)


def headlines(document: Document) -> Iterator[tuple[str, Location]]:
    """Go through the headlines behind labels, in whose lines there is no link, each with its place."""
    if not holds_words(document.text, _words()):
        return
    blocks = document.blocks
    for number, block in enumerate(blocks):
        for found in _LABEL.finditer(block.text):
            end = _end_of_line(block.text, found.end())
            if block.text[found.end() : end].strip(_MARKS):
                yield from _headline(document, block, found.end(), end)
            elif end < len(block.text):
                yield from _headline(document, block, end, _end_of_line(block.text, end + 1))
            else:
                yield from _below(document, blocks[number + 1 : number + 1 + _MOST])


def beside(line: str, before: str, address: str) -> str:
    """Give the words beside an address that stands in a line for itself or behind a headline; empty if it does not.

    `before` is the line before it, which holds the words if the address has its line for itself.
    """
    words = bare(line.replace(address, " "))
    words = words or bare(before)
    return words if _SHORTEST <= len(words) <= _LONGEST and "://" not in words else ""


def bare(text: str) -> str:
    """Take a label, and the marks around it, off the words of a line."""
    found = _LABEL.match(text) if holds_words(text, _words()) else None
    return " ".join(text[found.end() if found else 0 :].strip(_AROUND).split())


def _below(document: Document, blocks: tuple[Block, ...]) -> Iterator[tuple[str, Location]]:
    """Go through the headlines below a label that has its line for itself: the paragraph, or the items of the list."""
    for number, block in enumerate(blocks):
        if number and (block.kind != blocks[0].kind or block.kind == "paragraph"):
            break
        yield from _headline(document, block, 0, len(block.text))


def _headline(document: Document, block: Block, start: int, end: int) -> Iterator[tuple[str, Location]]:
    """Give the headline in a stretch of a paragraph, if there is one that is no link."""
    text = block.text[start:end]
    words = text.strip(_MARKS)
    if not _SHORTEST <= len(words) <= _LONGEST:
        return
    begin = start + text.index(words)
    place = locate(document, block, begin, begin + len(words))
    # A link in the same line is that of the headline; its target may stand before the words or behind them.
    before = block.offset(start - 1) if start else block.start
    behind = block.end if end == len(block.text) else block.offset(end)
    if not references_between(document, before, behind):
        yield " ".join(words.split()), place


def _end_of_line(text: str, start: int) -> int:
    end = text.find("\n", start)
    return end if end >= 0 else len(text)
