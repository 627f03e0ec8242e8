"""Plain text: bare URLs, and paragraphs as blocks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.mail_addresses import mail_addresses
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Block, Comment, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines

_PARAGRAPH = Pattern(r"(?<![^\r\n])(?:[^\S\r\n]*\S[^\r\n]*(?:\r\n?|\n|$))+")
# Plain text has no comments; a line that begins like one in any usual language and speaks to linkaudit is taken as one.
_COMMENT = Pattern(r"linkaudit:[^\r\n]*")
_COMMENT_BEGINS = {"", "<!--", "/*", "//", "#", "%", ";", "..", "--", "*"}
_LINE = Pattern(r"[^\r\n]*(?:\r\n?|\n|$)")
# Text folded by a program has lines of 72 to 100 characters; a longer one is a paragraph of its own.
_LONGEST_FOLDED_LINE = 130
_TITLE_LENGTH = 160
_TITLE = Pattern(r"(?im)^[ \t]*title[ \t]*:[ \t]*(\S[^\r\n]*)")
CONTEXT = 60
"""Characters before a bare URL that are kept as its text."""


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read plain text, in which nothing is code."""
    del options
    blocks = tuple(_blocks(lines))
    return Reading(
        references=tuple(_references(lines)),
        blocks=blocks,
        comments=tuple(_comments(lines)),
        title=_title(blocks),
    )


def _references(lines: Lines) -> Iterator[Reference]:
    """Find the bare URLs, and between them the mail addresses that are written as URLs."""
    position = 0
    for reference in references(lines, 0, len(lines.text)):
        yield from _mail_urls(lines, position, reference.location.start)
        yield reference
        position = reference.location.end
    yield from _mail_urls(lines, position, len(lines.text))


def _mail_urls(lines: Lines, start: int, end: int) -> Iterator[Reference]:
    if lines.text.find("mailto:", start, end) >= 0:
        yield from (each for each in mail_addresses(lines, lines.text, start, end) if each.raw.startswith("mailto:"))


def references(lines: Lines, start: int, end: int) -> Iterator[Reference]:
    """Find the bare URLs between two offsets."""
    for found in bare_urls(lines.text, start, end):
        location = lines.location(found.start, found.end)
        line_start = max(lines.starts[location.line - 1], found.start - CONTEXT)
        yield Reference(
            url=found.url,
            raw=lines.text[found.start : found.end],
            location=location,
            kind=Kind.BARE,
            text=lines.text[line_start : found.start].strip(),
        )


def _blocks(lines: Lines) -> Iterator[Block]:
    """Cut the text into paragraphs: at blank lines, and at every line end where lines are not folded."""
    for found in _PARAGRAPH.finditer(lines.text):
        pieces = [piece for piece in _LINE.finditer(lines.text, *found.span()) if piece[0]]
        if max(piece.end() - piece.start() for piece in pieces) > _LONGEST_FOLDED_LINE:
            for piece in pieces:
                yield Block("paragraph", piece[0].rstrip(), ((0, piece.start()),), piece.start(), piece.end())
        else:
            yield _paragraph(found)


def _paragraph(found: re.Match[str]) -> Block:
    """Make a block of several lines, whose ends are those of visible text."""
    visible = VisibleText(found.start())
    visible.add(found[0].rstrip(), found.start())
    visible.end_block(found.end())
    return visible.blocks[0]


def _comments(lines: Lines) -> Iterator[Comment]:
    """Find the lines that speak to linkaudit."""
    for found in _COMMENT.finditer(lines.text):
        begin = lines.starts[lines.line_of(found.start()) - 1]
        if lines.text[begin : found.start()].strip(" \t") in _COMMENT_BEGINS:
            words = found[0].rstrip(" \t")
            words = words.removesuffix("-->").removesuffix("*/").rstrip(" \t")
            yield Comment(words, lines.location(begin, found.end()))


def _title(blocks: tuple[Block, ...]) -> str:
    """Take the first line for the title if it stands alone, is short enough for one and does not end a sentence."""
    if not blocks:
        return ""
    labelled = _TITLE.search(blocks[0].text)
    if labelled:
        return labelled[1].strip()
    first = blocks[0].text.strip()
    return "" if "\n" in first or len(first) > _TITLE_LENGTH or first.endswith((".", ",", ";", ":")) else first
