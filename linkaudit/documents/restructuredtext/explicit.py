"""Explicit markup of reStructuredText, which begins with two dots: targets, footnotes, directives, comments.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#explicit-markup-blocks
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit.documents.lightweight.rows import stretch
from linkaudit.documents.restructuredtext.directives import read_directive, read_target
from linkaudit.documents.restructuredtext.inline import SIMPLE_NAME, escaped, unescaped
from linkaudit.documents.restructuredtext.page import indented
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.lightweight.rows import Row
    from linkaudit.documents.restructuredtext.page import Context, Page

_FOOTNOTE = Pattern(rf"\[(?:[0-9]+|\#(?:{SIMPLE_NAME})?|\*|{SIMPLE_NAME})\](?: +|\Z)")
_TARGET = Pattern(r"_(?! |\Z)")
_SUBSTITUTION = Pattern(r"\|(?! |\Z)")
_DIRECTIVE = Pattern(rf"(?P<name>{SIMPLE_NAME}) ?::(?: +|\Z)")
# The name of a target, up to its colon; it may be in back-quotes, and may go on in the next line.
_TARGET_NAME = Pattern(
    r"(?:_|(?!_)(?P<quote>`?)(?![ `])(?P<name>.+?)(?<![\s\x00])(?P=quote))(?<!(?<!\x00):)(?<![\s\x00])"
    r"[ ]?:(?=[ \n]|\Z)",
    re.DOTALL,
)
_LONGEST_NAME = 1000
_SUBSTITUTION_NAME = Pattern(r"(?! )(?P<name>.+?)(?<![\s\x00])\|(?: +|\Z)")


def read_explicit(page: Page, rows: list[Row], number: int, begin: int, context: Context) -> int:
    """Read the construct whose two dots stand in `rows[number]`, and its text from `begin` on."""
    start, end = rows[number]
    first = begin - start
    if _TARGET.match(page.text, begin, end):
        following = _target(page, rows, number, first + 1)
    elif _SUBSTITUTION.match(page.text, begin, end):
        following = _substitution(page, rows, number, first + 1, context)
    elif footnote := _FOOTNOTE.match(page.text, begin, end):
        body, following = indented(page.text, rows, number, first=footnote.end() - start)
        page.nest(body, context)
    elif named := _DIRECTIVE.match(page.text, begin, end):
        body, following = indented(page.text, rows, number, first=named.end() - start)
        read_directive(page, named["name"], body, context)
    else:
        following = number
    return following if following > number else _comment(page, rows, number, first)


def _comment(page: Page, rows: list[Row], number: int, first: int) -> int:
    """Read a comment; two dots alone before a blank line are an empty one, and what follows is none."""
    start, end = rows[number]
    last = number + 1 == len(rows) or rows[number + 1][0] == rows[number + 1][1]
    if start + first >= end and last:
        return number + 1
    body, following = indented(page.text, rows, number, first=first)
    # A comment must be parted from what follows by a blank line; it speaks of the line behind that.
    page.comment(body, start, rows[following - 1][1])
    return following


def _target(page: Page, rows: list[Row], number: int, first: int) -> int:
    """Read a target: its name and where it leads; gives `number` if it is none."""
    body, following = indented(page.text, rows, number, first=first, paragraph=True)
    places = stretch(page.text, body)
    text = escaped(places.text)
    found = _TARGET_NAME.match(text, 0, min(len(text), _LONGEST_NAME))
    if found is None:
        return number
    behind = places.start(found.end()) if found.end() < len(text) else body[-1][1]
    rest = [(max(begin, behind), end) for begin, end in body if end > behind]
    shown = [(begin + len(page.text[begin:end]) - len(page.text[begin:end].lstrip()), end) for begin, end in rest]
    read_target(page, shown, unescaped(found["name"] or ""), rows[number][0])
    return following


def _substitution(page: Page, rows: list[Row], number: int, first: int, context: Context) -> int:
    """Read what stands for `|name|`: a directive within the line; gives `number` if it is none."""
    start, end = rows[number]
    found = _SUBSTITUTION_NAME.match(escaped(page.text[start + first : end]))
    if found is None:
        return number
    body, following = indented(page.text, rows, number, first=first + found.end())
    while body and body[0][0] == body[0][1]:
        body.pop(0)
    named = _DIRECTIVE.match(page.text, *body[0]) if body else None
    if named:
        read_directive(page, named["name"], [(named.end(), body[0][1]), *body[1:]], context)
    return following
