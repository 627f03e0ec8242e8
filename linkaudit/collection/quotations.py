"""Which stretches of a text stand within quotation marks."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# A mark opens or closes by what is beside it; where that does not tell, as most languages use it. British usage
# quotes by apostrophes.
_OPENING = "\u201c\u201e\u201f\u2018\u201a\u00ab\u300c\u300e\uff02"
_CLOSING = "\u201d\u2019\u00bb\u300d\u300f"
_MARK = Pattern(f"[\"'{_OPENING}{_CLOSING}]")
# What is an apostrophe as well, and so no quotation unless it is closed.
_APOSTROPHES = "'\u2018\u2019\u201a"
_BEFORE_OPENING = Pattern(r"[\s(\[{\u2013\u2014/\u3000-]")
_BEHIND_CLOSING = Pattern(r"[\s.,;:!?)\]}\u2013\u2014/\u3000-\u3002\uff0c\u2026-]")
# Lines of a quotation of which the end is missing, at most.
_MOST = 12


class Quotation(NamedTuple):
    """A stretch within quotation marks: the line and the place in it where it begins, and where it ends."""

    start: tuple[int, int]
    end: tuple[int, int]


def quoted(texts: Sequence[str], lines: Sequence[tuple[int, int]]) -> Iterator[Quotation]:
    """Find the quotations in lines of text, in order.

    `lines` tells for each the lines of the file in which it begins and ends: where one is left out, a paragraph ends. A
    quotation that is only opened holds up to the end of the paragraph, or to the next one.
    """
    opened: tuple[tuple[int, int], str] | None = None
    for number, text in enumerate(texts):
        if opened and lines[number][0] > lines[number - 1][1] + 1:
            yield from _unclosed(*opened, (number, 0))
            opened = None
        for match in _MARK.finditer(text):
            place, mark = (number, match.start()), match[0]
            weak = mark in _APOSTROPHES
            side = _side(text, match.start())
            if side == "opens" and (opened is None or opened[1] in _APOSTROPHES or not weak):
                if opened:
                    yield from _unclosed(*opened, place)
                opened = place, mark
            elif side == "closes" and opened and (opened[1] in _APOSTROPHES) == weak:
                yield Quotation(opened[0], place)
                opened = None
    if opened:
        yield from _unclosed(*opened, (len(texts) - 1, len(texts[-1])))


def _unclosed(start: tuple[int, int], mark: str, end: tuple[int, int]) -> Iterator[Quotation]:
    """Give the quotation that is opened at a place and not closed up to another."""
    if mark not in _APOSTROPHES:
        yield Quotation(start, min(end, (start[0] + _MOST, 0)))


def _side(text: str, at: int) -> str:
    """Tell whether a mark opens, closes, or is none."""
    before, behind = text[at - 1 : at] if at else " ", text[at + 1 : at + 2] or " "
    free_before, free_behind = bool(_BEFORE_OPENING.match(before)), bool(_BEHIND_CLOSING.match(behind))
    if free_before != free_behind:
        return "opens" if free_before else "closes"
    mark = text[at]
    if mark in _APOSTROPHES and not free_before:
        return "none" if before.isalnum() and behind.isalnum() else "closes"
    if mark in _OPENING:
        return "opens"
    return "closes" if mark in _CLOSING else "none"
