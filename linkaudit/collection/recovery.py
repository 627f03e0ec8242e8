"""Links whose target was lost, and the addresses in sibling documents that may be it."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.collection import addresses
from linkaudit.collection.grouping import grouped
from linkaudit.collection.places import same_places
from linkaudit.collection.sightings import By, Search, Sighting
from linkaudit.collection.telling import folded, telling, weight
from linkaudit.collection.weighing import Weighing
from linkaudit.models import Lead

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkaudit.collection.addresses import Lost
    from linkaudit.collection.matching import Words
    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Document, Member, OddAddress, Pair

# Telling words that a link must have for its address to be known by them: within a family of documents that share their
# text, and in the whole collection; of the words of a link that another one has, and of those of an address.
_WITHIN, _ANYWHERE = 2, 4
_WITHIN_BY_SLUG = 3
# Characters behind the host that must be left of an address that was cut off.
_LEFT = 6
# Letters that must be left of its last segment where no sibling has the address: a day is that of many pages.
_LETTERS_LEFT = 6


class _Wanted(Struct, frozen=True):
    path: str
    lost: Lost
    words: Words
    beginning: str
    """What is left of the address, as a key; empty if too little is."""


def leads(
    shelf: Shelf, pairs: Sequence[Pair], members: Mapping[str, Member], odd: Mapping[str, Sequence[OddAddress]]
) -> dict[str, tuple[Lead, ...]]:
    """Find what may have been the targets of links that lead nowhere, by path."""
    wanted = list(_wanted(shelf))
    if not wanted:
        return {}
    families = {path: group[0] for group in grouped(pairs) for path in group}
    cut_off = [urls.key(each.lost.url) for each in wanted if each.lost.url]
    search = Search((each.words for each in wanted), cut_off, families)
    for document in shelf.documents:
        _search(search, document)
    at_places = _at_places(shelf, pairs, wanted)
    weighing = Weighing(families, members, odd)
    found: dict[str, list[Lead]] = defaultdict(list)
    for each in wanted:
        lost = each.lost
        family = families.get(each.path, each.path)
        known: list[Sighting] = []
        further: list[Sighting] = []
        for sighting in search.found(each.path, each.words, each.beginning):
            within = families.get(sighting.path, sighting.path) == family
            (known if _says_enough(each, sighting, within=within) else further).append(sighting)
        known += at_places[each.path, lost.location.start]
        target = weighing.best(shelf[each.path], lost, known, further)
        if target is not None:
            found[each.path].append(Lead(lost.location, lost.raw, lost.text, target, lost.loss, lost.editable))
    return {path: tuple(each) for path, each in found.items()}


def still_there(leads: Sequence[Lead], document: Document) -> tuple[Lead, ...]:
    """Give the leads of a document where its lost targets stand now that its text was changed, at hand once more.

    What has the same words in two places is left out where two different addresses were found for it.
    """
    known: dict[tuple[str, str, str], list[Lead]] = defaultdict(list)
    for lead in leads:
        known[lead.loss, lead.raw, lead.text].append(lead)
    found = []
    for lost in addresses.lost_targets(document):
        one = {lead.target.value: lead for lead in known[lost.loss, lost.raw, lost.text]}
        if len(one) == 1:
            found.append(replace(next(iter(one.values())), location=lost.location))
    return tuple(found)


def _wanted(shelf: Shelf) -> Iterator[_Wanted]:
    """Go through the lost targets of a collection."""
    for document in shelf.documents:
        for lost in addresses.lost(document):
            key = urls.key(lost.url) if lost.url else ""
            beginning = key if len(key.partition("/")[2]) >= _LEFT else ""
            yield _Wanted(document.path, lost, telling(folded(lost.text)), beginning)


def _search(search: Search, document: Document) -> None:
    """Look at the addresses of a document, and at the titles that it gives for some."""
    for reference, beside in addresses.with_words(document):
        search.look_at(document.path, reference, beside)
    for citation in document.citations:
        title = citation.title or (document.title if citation.about_document else "")
        if title and citation.reference is not None:
            search.look_at_title(document.path, title, citation.reference)


def _says_enough(wanted: _Wanted, found: Sighting, *, within: bool) -> bool:
    """Tell whether the words of a link, or what is left of an address, are enough to know another one by them."""
    if found.by is By.BEGINNING:
        return within or sum(map(str.isalpha, wanted.beginning.rpartition("/")[2])) >= _LETTERS_LEFT
    by_address = found.by in (By.SLUG, By.NEARLY)
    if not within and found.by is By.NEARLY:
        return False
    least = (_WITHIN_BY_SLUG if by_address else _WITHIN) if within else _ANYWHERE
    return weight(wanted.words) >= least


def _at_places(
    shelf: Shelf, pairs: Sequence[Pair], wanted: Sequence[_Wanted]
) -> Mapping[tuple[str, int], list[Sighting]]:
    """Find the references that stand in copies where a document has a lost target, by its path and place."""
    lost: dict[str, list[Lost]] = defaultdict(list)
    for one in wanted:
        lost[one.path].append(one.lost)
    found: dict[tuple[str, int], list[Sighting]] = defaultdict(list)
    for pair in pairs:
        for path in (pair.a, pair.b):
            if path in lost:
                other = pair.other(path)
                for each, reference in same_places(
                    lost[path], shelf.prose(path), addresses.with_columns(shelf[other]), shelf.prose(other)
                ):
                    url = urls.subject(reference.url)
                    found[path, each.location.start].append(Sighting(By.PLACE, url, other, reference))
    return found
