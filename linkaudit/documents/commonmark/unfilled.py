"""Definitions of links whose target was never filled in: `[a]:` and nothing behind it.

To CommonMark such a line takes the next one for its target, be that another definition, or is no definition at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_LABEL = r"(?:\\.|[^\]\\\r\n])+"
# Footnotes begin with `^`; `[//]:`, `[#]:` and `[comment]:` are comments in the guise of definitions.
_ALONE = Pattern(rf"(?m)^[ ]{{0,3}}\[(?!\^|//\]|\#\]|comment\])({_LABEL})\]:[ \t]*(?=\r?\n|\Z)")
_DEFINITION_NEXT = Pattern(rf"\r?\n[ ]{{0,3}}\[(?!\^){_LABEL}\]:")
_DEFINITION_BEFORE = Pattern(rf"[ ]{{0,3}}\[(?!\^){_LABEL}\]:")
_USE = Pattern(rf"\]\[({_LABEL})\]")
_NOTHING_NEXT = Pattern(r"\r?\n[ \t]*(?:\r?\n|\Z)|\Z")


class Unfilled(NamedTuple):
    """A definition without a target: its label, and where it begins and ends."""

    label: str
    start: int
    end: int


def unfilled_definitions(text: str) -> Iterator[Unfilled]:
    """Find the lines that are only the label of a definition and stand among others, or whose label is used."""
    if "]:" not in text:
        return
    used: frozenset[str] | None = None
    for found in _ALONE.finditer(text):
        if used is None:
            used = frozenset(_USE.findall(text))
        before = text.rfind("\n", 0, max(0, found.start() - 1)) + 1
        among = found[1] in used or _DEFINITION_BEFORE.match(text, before, found.start()) is not None
        if _DEFINITION_NEXT.match(text, found.end()) or (among and _NOTHING_NEXT.match(text, found.end())):
            yield Unfilled(found[1], found.start(), found.end())


def blanked(text: str, unfilled: tuple[Unfilled, ...]) -> str:
    """Blank definitions without a target, so that they take nothing from the lines behind them."""
    parts: list[str] = []
    done = 0
    for each in unfilled:
        parts += (text[done : each.start], " " * (each.end - each.start))
        done = each.end
    return "".join((*parts, text[done:]))
