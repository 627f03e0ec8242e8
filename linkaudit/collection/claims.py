"""Which documents say that their text comes from where: the originals that they state, by the page that is meant."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.citations import urls
from linkaudit.citations.listings import listing
from linkaudit.citations.masking import masked
from linkaudit.citations.stated_originals import origins
from linkaudit.collection.pages import page
from linkaudit.documents.interface import INSIDE

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Document, Location, Reference

# A document with more originals is a list of things that have one each.
_MOST = 2
# So much of a text can be compared: about forty words, or eighty characters of a script without spaces.
_ENOUGH_BYTES = 240
_SHOWN = 80


class Claim(NamedTuple):
    """What a document says of its original."""

    document: Document
    reference: Reference
    page: str
    certain: bool
    """Whether that is what it says, rather than where it was found, or what its own address is."""

    @property
    def path(self) -> str:
        """The document."""
        return self.document.path

    @property
    def url(self) -> str:
        """The address of the original, without what leads to it."""
        return urls.subject(self.reference.url)

    @property
    def location(self) -> Location:
        """Where it is stated."""
        return self.reference.location

    @property
    def file(self) -> str:
        """The file in which the document lies."""
        return self.path.partition(INSIDE)[0]


def all_claims(shelf: Shelf) -> tuple[Claim, ...]:
    """List what documents say of their originals, those that are certain before others; a path is asked once."""
    asked = {document.path: document for document in reversed(shelf.documents)}
    return tuple(claim for path in sorted(asked) for claim in _claims(asked[path]))


def _claims(document: Document) -> Iterator[Claim]:
    """List the originals of a document; none if there are so many that they are those of other things."""
    stated = origins(document)
    certain = [each for each in stated if each.certain] or stated
    found: dict[str, Claim] = {}
    for each in certain:
        if not listing(urls.subject(each.url)):
            name = page(each.url)
            found.setdefault(name, Claim(document, each.reference, name, each.certain))
    if len(found) <= _MOST:
        yield from found.values()


def by_page(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Sort claims by the page that they name; only those pages that several documents name."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.page].append(claim)
    return {name: said for name, said in found.items() if len(said) > 1}


def by_path(claims: Iterable[Claim]) -> dict[str, list[Claim]]:
    """Sort claims by the document that makes them."""
    found: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        found[claim.path].append(claim)
    return dict(found)


def text_of(shelf: Shelf, path: str) -> str:
    """Give the own text of a document."""
    return "\n".join(line.text for line in shelf.prose(path).lines)


def is_enough(text: str) -> bool:
    """Tell whether a text is so long that it can be said what it has in common with another."""
    return len(text.encode("utf-8", "replace")) >= _ENOUGH_BYTES


def called(shelf: Shelf, document: Document) -> str:
    """Give the title of a document, or the first words of its text."""
    if document.title:
        return document.title
    # Secrets are masked before it is cut: they are not known by half.
    text = " ".join(masked(text_of(shelf, document.path)[: 4 * _SHOWN]).split())
    return f"{text[: _SHOWN - 1]}\u2026" if len(text) > _SHOWN else text
