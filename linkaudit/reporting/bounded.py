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
    if len(entries) > most:
        yield ""
        yield f"… and {counted(len(entries) - most, f'more {noun}')}, which the report as JSON lists."
