"""Cheap signs that a text is worth a search: one of a list of phrases stands in it, whatever its case."""

from __future__ import annotations

from functools import lru_cache


@lru_cache(maxsize=64)
def holds_any(text: str, signs: tuple[str, ...]) -> bool:
    """Tell whether one of the signs, which are in lower case, stands in a text."""
    folded = _folded(text)
    return any(sign in folded for sign in signs)


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """Fold the case of a text once for all who ask while it is being worked on."""
    return text.casefold()
