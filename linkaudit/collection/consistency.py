"""Where documents contradict each other: in what an address shows, in when and where something was published."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Disagreement, Member, Pair

# A document alone contradicts nobody.
_FEWEST = 2


def disagreements(shelf: Shelf, pairs: Sequence[Pair], members: Mapping[str, Member]) -> tuple[Disagreement, ...]:
    """Find the matters in which documents say different things; what was inferred of them is nothing that they say."""
    del members
    if len(shelf.documents) < _FEWEST:
        return ()
    from linkaudit.collection.contradictions import contradictions  # noqa: PLC0415 - a document alone does without

    return contradictions(shelf, pairs)
