"""What is kept of each document until the collection is compared, small enough for all of them at once."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.citations.beside_days import may_speak_of_days
from linkaudit.collection import addresses
from linkaudit.collection.undated import is_undated

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.models import Document

# Addresses of one host, at least, for one of them to be told as odd (`profiles`).
_FAMILY = 9


def packed(document: Document, *, alone: bool = False) -> Document:
    """Pack the own text of a document, its addresses and lost targets, and the days of which it speaks.

    One that is `alone` has nothing to be compared with: only what it may tell of itself is kept, its date by its own
    words, lost targets that it names elsewhere, an address among many of its host that is built otherwise.
    """
    kept = document
    if not alone or _may_tell(document):
        kept = replace(document, addresses=addresses.packed(document))
    if alone and not (is_undated(document) and may_speak_of_days(document.text)):
        return kept
    from linkaudit.collection import day_clues, prose  # noqa: PLC0415 - most documents that are alone do without

    kept = replace(kept, prose=prose.packed(document))
    return replace(kept, clues=day_clues.packed(kept))


def _may_tell(document: Document) -> bool:
    hosts = Counter(urls.host(each.url) for each in document.references if urls.is_web(each.url))
    return any(count >= _FAMILY for count in hosts.values()) or bool(addresses.lost_targets(document))


def tells(documents: Sequence[Document]) -> bool:
    """Say whether comparing documents can tell anything: one that is alone may have kept nothing for that."""
    return len(documents) > 1 or any(each.addresses or each.clues or each.provenance for each in documents)
