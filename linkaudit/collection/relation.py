"""Which documents share text, and which are written in one language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.collection.grouping import grouped
from linkaudit.content.language import language
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.models import Pair

_WORD = Pattern(r"[^\W_]+")


class Relation:
    """Which documents share text, directly or through others."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        """Group the documents of pairs."""
        pairs = tuple(pairs)
        self._direct = {frozenset((pair.a, pair.b)) for pair in pairs}
        self._group = {path: number for number, paths in enumerate(grouped(pairs)) for path in paths}

    def share_text(self, one: str, other: str) -> bool:
        """Tell whether two documents share text."""
        group = self._group.get(one)
        return frozenset((one, other)) in self._direct or (group is not None and group == self._group.get(other))


def in_two_languages(one: str, other: str) -> bool:
    """Tell whether two texts are certainly not in one language: the one may be a translation of the other."""
    return are_two_languages(language_of(one), language_of(other))


def are_two_languages(one: str, other: str) -> bool:
    """Tell whether two languages, as far as they are known, are not one."""
    return bool(one and other) and one != other


def language_of(text: str) -> str:
    """Name the language of a text; empty if it cannot be told."""
    return language(_WORD.findall(text.casefold()))
