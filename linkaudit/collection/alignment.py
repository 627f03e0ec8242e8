"""Two texts side by side: which stretches of the one stand in the other, and what that makes them to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkaudit.collection.prose import Prose
    from linkaudit.models import Pair


def aligned(a: str, b: str, one: Prose, other: Prose) -> Pair | None:
    """Compare two texts, of the documents `a` and `b`; None if what they share makes neither a copy of the other."""
    del a, b, one, other
    return None
