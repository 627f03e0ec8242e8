"""Shares, and how sure they are."""

from __future__ import annotations

from math import sqrt

from msgspec import Struct

# The quantile of the normal distribution for a confidence of 95 %.
_Z = 1.959964


def percent(value: float) -> str:
    """Write a share as it is written everywhere in reports."""
    return f"{value * 100:.0f} %"


class Share(Struct, frozen=True):
    """A part of a whole, and the bounds between which it lies with 95 % confidence (E. B. Wilson, 1927)."""

    count: int
    of: int

    @property
    def value(self) -> float:
        """The share, from 0 to 1."""
        return self.count / self.of if self.of else 0.0

    @property
    def bounds(self) -> tuple[float, float]:
        """The lower and the upper bound."""
        if not self.of:
            return 0.0, 1.0
        spread = _Z * _Z / self.of
        middle = (self.value + spread / 2) / (1 + spread)
        half = _Z * sqrt((self.value * (1 - self.value) + spread / 4) / self.of) / (1 + spread)
        return max(0.0, middle - half), min(1.0, middle + half)
