"""Where documents contradict each other: in what an address shows, in when and where something was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Disagreement, Member, Pair


def disagreements(shelf: Shelf, pairs: Sequence[Pair], members: Mapping[str, Member]) -> tuple[Disagreement, ...]:
    """Find the matters in which documents say different things."""
    del shelf, pairs, members
    return ()
