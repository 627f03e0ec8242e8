"""Which documents belong together, which of them is likely the earliest, and in which direction they were copied."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Group, Member, Pair


def groups(
    shelf: Shelf, pairs: Sequence[Pair], members: Mapping[str, Member]
) -> tuple[tuple[Group, ...], dict[str, Member]]:
    """Put documents that share text into groups; give the members with what they may be copied from."""
    if not pairs:
        return (), dict(members)
    from linkaudit.collection.ancestry import descents  # noqa: PLC0415 - a document alone has no copies

    return descents(shelf, pairs, members)
