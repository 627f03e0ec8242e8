"""Where the destination of an inline link of Markdown stands; the parser tells what it is, but not where."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit.models import Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.positions import Lines

# White space in a link or definition, in block quotes with the marks at the beginning of each line.
GAP = r"[ \t]*(?:(?:\r\n?|\n)[ \t>]*)?"
# The destination of an inline link, from the bracket that ends its text (CommonMark 0.31, "Links").
_START = Pattern(rf"\]\({GAP}")
_IN_ANGLE_BRACKETS = Pattern(r"<((?:\\.|[^<>\\\r\n])*)>")
_PIECE = Pattern(r"(?:\\[!-/:-@\[-`{-~]|[^\x00-\x20\x7f()])+|[()]")

# `[text](http://example.org/a b)` is no link, since its target has a space; the writer meant one.
_SPACED_TARGET = Pattern(
    r"(?<!\\)\]\((?P<url>(?:https?|ftp)://[^\s()<>]+[ \t]+[^\s()<>\"'][^()<>\r\n\"']*+)(?:\"[^\"()\r\n]*\"[ \t]*)?\)",
    re.IGNORECASE,
)
_LONGEST_TEXT_OF_SPACED_TARGET = 300


def destination(text: str, begin: int, stop: int) -> tuple[int, int]:
    """Find the destination in `text[begin:stop]`: a link from behind its words to its end."""
    found = _START.search(text, begin, stop)
    if found is None:
        return begin, stop
    angle = _IN_ANGLE_BRACKETS.match(text, found.end(), stop)
    return angle.span(1) if angle else (found.end(), _end(text, found.end(), stop))


def spaced_targets(lines: Lines, text: str, start: int, end: int) -> Iterator[Reference]:
    """Find the targets between two offsets that are no links only because of a space in them."""
    for found in _SPACED_TARGET.finditer(text, start, end):
        url = found["url"].rstrip(" \t")
        begin = found.start("url")
        opening = text.rfind("[", max(start, begin - _LONGEST_TEXT_OF_SPACED_TARGET), begin)
        words = text[opening + 1 : begin - 2] if opening >= 0 else ""
        yield Reference(url, url, lines.location(begin, begin + len(url)), Kind.LINK, text=words)


def _end(text: str, begin: int, stop: int) -> int:
    """Find where a destination without angle brackets ends: its own brackets are balanced."""
    depth, end = 0, begin
    while piece := _PIECE.match(text, end, stop):
        depth += {"(": 1, ")": -1}.get(piece[0], 0)
        if depth < 0:
            break
        end = piece.end()
    return end
