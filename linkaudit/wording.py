"""Words about numbers, for reports and notes alike."""

from __future__ import annotations

_DAY = 86_400.0


def counted(count: int, noun: str) -> str:
    """Write a number with its noun in the singular or plural."""
    plural = f"{noun}es" if noun.endswith("ss") else f"{noun}s"
    return f"{count} {noun if count == 1 else plural}"


def waiting(seconds: float, more: str = "") -> str:
    """Write how long somebody is to wait: `3600 seconds`, or with a word `3600 more seconds`; days are not counted."""
    return "more than a day" if seconds > _DAY else f"{seconds:.0f} {more}{' ' if more else ''}seconds"


def percent(share: float) -> str:
    """Write a share: `92 %`."""
    return f"{share * 100:.0f} %"
