"""Which repairs are made to a text, and the text that they make of it. Nothing here reads or writes files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from linkaudit.models import Edit, Finding, Fix

# A repair may uncover another one: an address inside an address inside an address. More rounds mean that two rules
# undo each other's work.
_MOST_ROUNDS = 12


class Repair(Struct, frozen=True):
    """A repair that is made, and the finding that it answers."""

    finding: Finding
    fix: Fix


class Repaired(Struct, frozen=True):
    """A text, and the repairs that led to it, in the order in which they were made."""

    text: str
    repairs: tuple[Repair, ...] = ()


class RestlessError(Exception):
    """The repairs of a text do not come to an end, so that none of them can be trusted."""


def repaired(text: str, judged: Callable[[str], Iterable[Finding]], *, unsafe: bool = False) -> Repaired:
    """Repair a text until its findings offer no more repairs.

    `judged` finds what is wrong with a text; with `unsafe` repairs are made, too, that may change what a link means.
    Raises RestlessError if that never ends.
    """
    made: list[Repair] = []
    for _ in range(_MOST_ROUNDS):
        repairs = chosen(judged(text), unsafe=unsafe)
        if not repairs:
            return Repaired(text, tuple(made))
        text = applied(text, [edit for repair in repairs for edit in repair.fix.edits])
        made += repairs
    names = ", ".join(sorted({repair.finding.rule for repair in repairs}))
    msg = f"its repairs come to no end ({names})"
    raise RestlessError(msg)


def chosen(findings: Iterable[Finding], *, unsafe: bool = False) -> list[Repair]:
    """Choose repairs that do not get into each other's way, the first in the text first; the others must wait.

    Of several repairs for a finding the first one counts, a safe one before those that are not.
    """
    repairs: list[Repair] = []
    taken: list[tuple[int, int]] = []
    for finding in sorted(findings, key=lambda finding: finding.location.start):
        fixes = sorted((fix for fix in finding.fixes if fix.safe or unsafe), key=lambda fix: not fix.safe)
        if fixes and fixes[0].edits:
            places = [(edit.location.start, edit.location.end) for edit in fixes[0].edits]
            if not any(_overlap(place, other) for place in places for other in taken):
                repairs.append(Repair(finding, fixes[0]))
                taken += places
    return repairs


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Make edits, none of which overlap, to the text for which they were made."""
    parts: list[str] = []
    position = 0
    for edit in sorted(edits, key=lambda edit: (edit.location.start, edit.location.end)):
        parts += [text[position : edit.location.start], edit.replacement]
        position = edit.location.end
    return "".join([*parts, text[position:]])


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Tell whether two stretches share a character, or one is put in where the other begins."""
    return (one[0] < other[1] and other[0] < one[1]) or one[0] == other[0]
