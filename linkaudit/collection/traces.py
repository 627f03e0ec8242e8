"""What copying leaves in a text, and between which documents it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations.masking import masked
from linkaudit.models import Evidence, Sign

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.collection.collation import Reading

_LONGEST = 80
_MOST_NAMED = 4


class Trace(Struct, frozen=True):
    """A sign, with the documents that have what it tells of, and those that have the place without it."""

    sign: Sign
    having: tuple[str, ...]
    lacking: tuple[str, ...] = ()
    derived: tuple[str, ...] = ()
    """Those of them whose text was changed there, so that the others are nearer to what it was."""
    agreeing: frozenset[tuple[str, str]] = frozenset()
    """Of a house style: the pairs of documents, sorted, that share it."""
    differing: frozenset[tuple[str, str]] = frozenset()
    """Of a house style: the pairs of documents, sorted, that do not."""


def listed(paths: Iterable[str]) -> str:
    """Name documents in a sentence, the first few of many."""
    names = sorted(paths)
    if len(names) > _MOST_NAMED:
        return f"{', '.join(names[:_MOST_NAMED])} and {len(names) - _MOST_NAMED} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else "".join(names)


def read_as(name: str, reading: Reading) -> Evidence:
    """Show what a text has at a place."""
    words = reading.words
    # Secrets are not known by half.
    words = words if len(words) <= _LONGEST else masked(words)
    return Evidence(name, words if len(words) <= _LONGEST else f"{words[: _LONGEST - 1]}\u2026", reading.place)
