"""Documents that share their text: found without comparing all with all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.collection import prose

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Pair


def near_copies(shelf: Shelf, state: Callable[[], str] | None = None) -> tuple[Pair, ...]:
    """Find the pairs of documents that share text, in the order of the collection."""
    del state
    texts = [document for document in shelf.documents if document.prose and shelf[document.path] is document]
    if len(texts) <= 1:
        return ()
    from linkaudit.collection.alignment import aligned  # noqa: PLC0415 - a document alone has no copies
    from linkaudit.collection.candidates import candidates  # noqa: PLC0415

    sketches = [sketch for document in texts if (sketch := prose.sketch_of(document))]
    pairs = [
        aligned(a, b, shelf.prose(a), shelf.prose(b))
        for a, b in ((texts[one].path, texts[other].path) for one, other in candidates(sketches))
    ]
    return tuple(pair for pair in pairs if pair)
