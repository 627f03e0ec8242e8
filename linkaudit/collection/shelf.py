"""The documents of a collection as they stand side by side, with what is kept of their texts and addresses."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from linkaudit.collection import addresses

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from linkaudit.collection.prose import Prose
    from linkaudit.models import Document, Reference

# Documents whose unpacked text is kept at hand: those of a few groups.
_AT_HAND = 512


class Shelf:
    """The documents in the order in which they were read. A path names one of them: the first of that name."""

    def __init__(self, documents: Iterable[Document], as_of: date) -> None:
        """Put up the documents; `as_of` is the day of the audit."""
        self.documents = tuple(documents)
        self.as_of = as_of
        self._by_path: dict[str, Document] = {}
        for document in self.documents:
            self._by_path.setdefault(document.path, document)
        self.prose = lru_cache(maxsize=_AT_HAND)(self._prose)
        self.addresses = lru_cache(maxsize=_AT_HAND)(self._addresses)

    def __getitem__(self, path: str) -> Document:
        """Give the document of a path. Raises KeyError if there is none."""
        return self._by_path[path]

    def _prose(self, path: str) -> Prose:
        """Give the own text of a document."""
        from linkaudit.collection import prose  # noqa: PLC0415 - a document alone has nothing to be compared with

        return prose.opened(self[path])

    def _addresses(self, path: str) -> tuple[Reference, ...]:
        """Give the references of a document that lead to the web, or nowhere."""
        return addresses.opened(self[path])
