"""Whether two words are one, spelled in two ways or once with a slip."""

from __future__ import annotations

from functools import lru_cache

# Letters of words that may differ by one letter, and by two: shorter ones are other words (ship, shop).
_ONE = 5
_TWO = 9


@lru_cache(maxsize=65_536)
def alike(one: str, other: str) -> bool:
    """Tell whether two folded words are the same but for a letter, or two in long ones; numbers differ by any digit."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    if shorter < _ONE or abs(len(one) - len(other)) > 2 or not (one.isalpha() and other.isalpha()):  # noqa: PLR2004
        return False
    return _within(one, other, 2 if shorter >= _TWO - 1 or _tail(one, other) else 1)


def _tail(one: str, other: str) -> bool:
    """Tell whether the one is the other with more letters at its end (program, programme)."""
    return one.startswith(other) or other.startswith(one)


def _within(one: str, other: str, most: int) -> bool:
    """Tell whether so many letters at most are to be changed, added, left out or exchanged with the next."""
    while one and other and one[0] == other[0]:
        one, other = one[1:], other[1:]
    while one and other and one[-1] == other[-1]:
        one, other = one[:-1], other[:-1]
    if not one or not other:
        return len(one) + len(other) <= most
    if most == 0:
        return False
    if one[:2] == other[1::-1] and len(one) > 1 and len(other) > 1 and _within(one[2:], other[2:], most - 1):
        return True
    return (
        _within(one[1:], other[1:], most - 1) or _within(one[1:], other, most - 1) or _within(one, other[1:], most - 1)
    )
