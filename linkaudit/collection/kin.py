"""The stage between reading and judging: from documents side by side to what they say about each other.

A commit hook mostly sees a document or two that share nothing: what is not needed is not loaded.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.collection import addresses
from linkaudit.collection.consistency import disagreements
from linkaudit.collection.lineage import groups
from linkaudit.collection.near_copies import near_copies
from linkaudit.collection.shelf import Shelf
from linkaudit.collection.undated import is_undated
from linkaudit.models import Kinship

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date

    from linkaudit.models import Background, Document, Lead, Member, OddAddress, Pair


def kinship(documents: Sequence[Document], as_of: date, state: Callable[[], str] | None = None) -> Kinship:
    """Compare the documents of a collection.

    `as_of` is the day of the audit. `state` names the state beside which comparisons are remembered; None to remember
    nothing.
    """
    shelf = Shelf(documents, as_of)
    pairs, notes = near_copies(shelf, state)
    members = _inferred(shelf, pairs)
    odd = _odd_addresses(shelf)
    found, members = groups(shelf, pairs, members)
    return Kinship(
        pairs=pairs,
        groups=found,
        members=members,
        leads=_leads(shelf, pairs, members, odd),
        disagreements=disagreements(shelf, pairs, members),
        odd=odd,
        backgrounds=_backgrounds(shelf, pairs),
        notes=notes,
    )


def _inferred(shelf: Shelf, pairs: Sequence[Pair]) -> dict[str, Member]:
    undated = any(is_undated(each) and (each.clues or each.provenance) for each in shelf.documents)
    if not pairs and not undated:
        return {}
    from linkaudit.collection.inference import inferred  # noqa: PLC0415

    return inferred(shelf, pairs)


def _odd_addresses(shelf: Shelf) -> dict[str, tuple[OddAddress, ...]]:
    if not any(each.addresses for each in shelf.documents):
        return {}
    from linkaudit.collection.profiles import odd_addresses  # noqa: PLC0415

    return odd_addresses(shelf)


def _leads(
    shelf: Shelf, pairs: Sequence[Pair], members: Mapping[str, Member], odd: Mapping[str, Sequence[OddAddress]]
) -> dict[str, tuple[Lead, ...]]:
    if not any(addresses.has_lost(each) for each in shelf.documents):
        return {}
    from linkaudit.collection.recovery import leads  # noqa: PLC0415

    return leads(shelf, pairs, members, odd)


def _backgrounds(shelf: Shelf, pairs: Sequence[Pair]) -> dict[str, Background]:
    if not pairs:
        return {}
    from linkaudit.collection.backgrounds import backgrounds  # noqa: PLC0415

    return backgrounds(shelf, pairs)
