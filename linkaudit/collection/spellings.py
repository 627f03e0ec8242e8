"""Pages that are cited under several addresses: which spelling is the usual one, and who uses another.

There may be a million references: of each only numbers are kept while it is asked which pages have several spellings,
and only the documents that cite one of those are opened again.
"""

from __future__ import annotations

from array import array
from collections import defaultdict
from typing import TYPE_CHECKING

from linkaudit.collection.addresses import placed, unplaced
from linkaudit.collection.pages import differences, oddities, page_and_spelling
from linkaudit.models import Disagreement, Kind, Party, Role

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Document, Reference

# What pages load and what they are called themselves; nobody cites it.
_UNCITED_KINDS = {Kind.ATTRIBUTE, Kind.IMAGE}
_UNCITED_ROLES = {Role.CANONICAL, Role.ARCHIVE, Role.PERMALINK}


def varied_spellings(shelf: Shelf) -> Iterator[Disagreement]:
    """Find the pages that the documents of a collection cite under several addresses."""
    held, varied = _varied(shelf)
    if not varied:
        return
    parties: dict[str, list[Party]] = defaultdict(list)
    for document, pages in zip(shelf.documents, held, strict=True):
        if varied.isdisjoint(pages):
            continue
        told: set[tuple[str, str]] = set()
        for reference, number in zip(_cited(document), pages, strict=True):
            known = page_and_spelling(reference.url) if number in varied else None
            if known and known not in told:
                told.add(known)
                place = placed(reference, document.path).location
                parties[known[0]].append(Party(document.path, known[1], place))
    for said in parties.values():
        if len({party.path for party in said}) > 1:
            yield _disagreement(said)


def _varied(shelf: Shelf) -> tuple[list[array[int]], set[int]]:
    """Find which pages, by the hashes of their names, each document cites, and which have several spellings."""
    held: list[array[int]] = []
    first: dict[int, int] = {}
    varied: set[int] = set()
    for document in shelf.documents:
        pages = array("q")
        for reference in _cited(document):
            known = page_and_spelling(reference.url)
            name, written = (hash(known[0]), hash(known[1])) if known else (0, 0)
            pages.append(name)
            if known and first.setdefault(name, written) != written:
                varied.add(name)
        held.append(pages)
    return held, varied


def _cited(document: Document) -> Iterator[Reference]:
    """Go through the references of a document that cite a page."""
    for each in unplaced(document):
        if each.url.startswith("http") and each.kind not in _UNCITED_KINDS and each.role not in _UNCITED_ROLES:
            yield each


def _disagreement(parties: list[Party]) -> Disagreement:
    """Say which spelling is the usual one, and in what the others differ from it."""
    documents: dict[str, set[str]] = defaultdict(set)
    for party in parties:
        documents[party.value].add(party.path)
    usual = min(documents, key=lambda url: (*_faults(url), -len(documents[url]), len(url), url))
    found = dict.fromkeys(each for url in sorted(documents) if url != usual for each in differences(url, usual))
    return Disagreement("collection-url-variants", usual, tuple(parties), ", ".join(found))


def _faults(url: str) -> tuple[int, bool]:
    """Tell what speaks against a spelling whoever uses it: a form of the page, what it carries, the open scheme."""
    return len(oddities(url)), not url.startswith("https:")
