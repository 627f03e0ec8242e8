"""What the documents that share text say of where they come from, kept beside what was concluded of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.stated_originals import origins
from linkaudit.models import Background, Party

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Document, Pair


def backgrounds(shelf: Shelf, pairs: Sequence[Pair]) -> dict[str, Background]:
    """Collect for each document of a pair what it says and shows of its origin."""
    paths = sorted({path for pair in pairs for path in (pair.a, pair.b)})
    return {path: background(shelf[path]) for path in paths}


def background(document: Document) -> Background:
    """Tell what a document says and shows of its origin."""
    found = origins(document)
    return Background(
        tuple(Party(document.path, each.url, each.reference.location) for each in found),
        certain=any(each.certain for each in found),
        copied=bool(document.copied),
        agency=any(each.name == "agency" for each in document.copied),
    )
