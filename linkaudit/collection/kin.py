"""The stage between reading and judging: from documents side by side to what they say about each other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.collection.backgrounds import backgrounds
from linkaudit.collection.consistency import disagreements
from linkaudit.collection.inference import inferred
from linkaudit.collection.lineage import groups
from linkaudit.collection.near_copies import near_copies
from linkaudit.collection.profiles import odd_addresses
from linkaudit.collection.recovery import leads
from linkaudit.collection.shelf import Shelf
from linkaudit.models import Kinship

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from linkaudit.models import Document


def kinship(documents: Sequence[Document], as_of: date, state: Callable[[], str] | None = None) -> Kinship:
    """Compare the documents of a collection.

    `as_of` is the day of the audit. `state` names the state beside which comparisons are remembered; None to remember
    nothing.
    """
    shelf = Shelf(documents, as_of)
    pairs, notes = near_copies(shelf, state)
    members = inferred(shelf, pairs)
    odd = odd_addresses(shelf)
    found, members = groups(shelf, pairs, members)
    return Kinship(
        pairs=pairs,
        groups=found,
        members=members,
        leads=leads(shelf, pairs, members, odd),
        disagreements=disagreements(shelf, pairs, members),
        odd=odd,
        backgrounds=backgrounds(shelf, pairs),
        notes=notes,
    )
