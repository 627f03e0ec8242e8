"""Links whose target was lost, and the addresses in sibling documents that may be it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Lead, Member, OddAddress, Pair


def leads(
    shelf: Shelf, pairs: Sequence[Pair], members: Mapping[str, Member], odd: Mapping[str, Sequence[OddAddress]]
) -> dict[str, tuple[Lead, ...]]:
    """Find what may have been the targets of links that lead nowhere, by path."""
    del shelf, pairs, members, odd
    return {}
