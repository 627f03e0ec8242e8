"""Words about numbers, for reports and notes alike."""

from __future__ import annotations


def counted(count: int, noun: str) -> str:
    """Write a number with its noun in the singular or plural."""
    plural = f"{noun}es" if noun.endswith("ss") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"
