"""Lists and tables that end somewhere, and say what they leave out: a report is read, the JSON has everything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

DOCUMENTS = 1_000
"""Documents in a table at the most."""
ENTRIES = 200
"""Entries of any other list at the most."""


def bounded(entries: Sequence[str], noun: str, most: int = ENTRIES) -> Iterator[str]:
    """Give the first entries of a list or table, and say how many more there are."""
    yield from entries[:most]
    yield from left_out(len(entries) - most, noun)


def left_out(count: int, noun: str) -> Iterator[str]:
    """Say how many entries of a list or table are not shown, if any."""
    if count > 0:
        yield ""
        yield f"… and {counted(count, f'more {noun}')}, which the report as JSON lists."
