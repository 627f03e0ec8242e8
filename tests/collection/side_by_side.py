"""Two texts held side by side, as the stage does once it has cut them into words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.collection.alignment import compared
from linkaudit.collection.words import words

if TYPE_CHECKING:
    from linkaudit.collection.prose import Prose
    from linkaudit.models import Pair


def aligned(a: str, b: str, one: Prose, other: Prose) -> Pair | None:
    return compared(a, b, words(one), words(other))
