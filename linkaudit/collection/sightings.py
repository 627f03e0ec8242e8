"""Where the addresses stand that lost targets may have been: found in one pass over all that a collection names."""

from __future__ import annotations

from collections import defaultdict
from enum import IntEnum, unique
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations import urls, written
from linkaudit.collection.addresses import is_cut_off
from linkaudit.collection.matching import Phrases, Words
from linkaudit.collection.telling import folded, telling, words_of_slug
from linkaudit.models import Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

# References whose text is the words of the link.
_WITH_WORDS = {Kind.LINK, Kind.DEFINITION, Kind.ANNOTATION}

# An address of three words, which are the fewest that say anything, has two of these between them.
_BREAKS = 2
# Pages that are given for a phrase, and places of each: more than three that speak alike tell nothing.
_PAGES, _PLACES = 12, 16
Found = tuple[tuple[Words, bool], ...]


@unique
class By(IntEnum):
    """By what an address was found, the strongest first."""

    BEGINNING = 0
    """What is left of the lost one is its beginning."""
    PLACE = 1
    """It stands at the same place in a copy."""
    TEXT = 2
    """The same words lead there."""
    BESIDE = 3
    """The same words stand beside it."""
    TITLE = 4
    """The page has, or is cited under, the title that the words are."""
    SLUG = 5
    """It is made of the words."""
    NEARLY = 6
    """The words that lead there, or of which it is made, are nearly the same."""


class Sighting(Struct, frozen=True):
    """An address that a lost one may have been, where it stands, and by what it was found."""

    by: By
    url: str
    path: str
    reference: Reference
    words: str = ""
    """The words by which it was found, if they are not those of the link."""

    @property
    def key(self) -> str:
        """What identifies the page."""
        return urls.key(self.url)


class Search:
    """A search for phrases, and for addresses of which the beginnings are left.

    Of each address it keeps for each family of documents that share a text where it stands, as it was found best.
    """

    def __init__(self, phrases: Iterable[Words], beginnings: Collection[str], families: Mapping[str, str]) -> None:
        """Prepare; `families` names for documents with siblings the family, `beginnings` what is left of addresses."""
        self._phrases = Phrases(phrases)
        self._families = families
        self._beginnings: dict[str, list[str]] = defaultdict(list)
        for each in sorted(set(beginnings)):
            self._beginnings[each.partition("/")[0]].append(each)
        self._cut = frozenset(beginnings)
        self._found: dict[Words | str, dict[tuple[str, str], Sighting]] = defaultdict(dict)
        self._strongest: dict[Words | str, tuple[dict[str, list[Sighting]], list[Sighting]]] = {}
        # What a text or an address was found to be: most stand in several places.
        self._by_slug: dict[str, Found] = {}
        self._by_text: dict[str, Found] = {}

    def look_at(self, path: str, reference: Reference, beside: str = "") -> None:
        """Look at a reference of a document, and the words beside it if it has none of its own."""
        url = urls.subject(reference.url)
        if is_cut_off(url):
            return
        self._look_at_beginning(url, path, reference)
        for phrase, whole in self._phrases_of_slug(url):
            self._keep(phrase, Sighting(By.SLUG if whole else By.NEARLY, url, path, reference))
        if reference.text and reference.kind in _WITH_WORDS:
            for phrase, whole in self._phrases_of_text(reference.text):
                self._keep(phrase, Sighting(By.TEXT if whole else By.NEARLY, url, path, reference))

        for phrase, whole in self._phrases_of_text(beside) if beside else ():
            if whole:
                self._keep(phrase, Sighting(By.BESIDE, url, path, reference, beside))

    def look_at_title(self, path: str, title: str, reference: Reference) -> None:
        """Look at the title of a page, and the reference that names its address."""
        url = urls.subject(reference.url)
        for phrase, whole in self._phrases.found(telling(folded(title))):
            if whole and urls.is_web(url):
                self._keep(phrase, Sighting(By.TITLE, url, path, reference, title))

    def found(self, path: str, *wanted: Words | str) -> Iterator[Sighting]:
        """Go through what was found for phrases or beginnings: in the family of a document, then elsewhere.

        Of what many say only so much is given as tells that many do: a link that stands in every document of a
        collection would be held against every other one.
        """
        family = self._families.get(path, path)
        for each in wanted:
            if each not in self._found:
                continue
            if each not in self._strongest:
                self._strongest[each] = self._by_family(each)
            within, anywhere = self._strongest[each]
            yield from within.get(family, ())
            yield from (one for one in anywhere if self._family(one) != family)

    def _by_family(self, wanted: Words | str) -> tuple[dict[str, list[Sighting]], list[Sighting]]:
        """Give the strongest of what was found for a phrase or a beginning, of each family and of all."""
        every = list(self._found[wanted].values())
        families: dict[str, list[Sighting]] = defaultdict(list)
        for each in every:
            families[self._family(each)].append(each)
        return {name: _strongest(some) for name, some in families.items()}, _strongest(every)

    def _family(self, sighting: Sighting) -> str:
        return self._families.get(sighting.path, sighting.path)

    def _look_at_beginning(self, url: str, path: str, reference: Reference) -> None:
        beginnings = self._beginnings.get(written.host(url).removeprefix("www.")) if self._beginnings else None
        if beginnings:
            key = urls.key(url)
            for each in beginnings:
                if key.startswith(each) and key not in self._cut:
                    self._keep(each, Sighting(By.BEGINNING, url, path, reference))

    def _phrases_of_text(self, text: str) -> Found:
        known = self._by_text.get(text)
        if known is None:
            known = self._by_text[text] = tuple(self._phrases.found(telling(folded(text))))
        return known

    def _phrases_of_slug(self, url: str) -> Found:
        known = self._by_slug.get(url)
        if known is None and sum(map(url.count, "-_+%")) < _BREAKS:
            return ()
        if known is None:
            known = self._by_slug[url] = tuple(self._phrases.found(words_of_slug(url)))
        return known

    def _keep(self, wanted: Words | str, sighting: Sighting) -> None:
        place = sighting.key, self._family(sighting)
        before = self._found[wanted].get(place)
        if sighting.key not in self._cut and (before is None or sighting.by < before.by):
            self._found[wanted][place] = sighting


def _strongest(sightings: Iterable[Sighting]) -> list[Sighting]:
    """Keep of each page the places that say most, and of the pages those of which most is said."""
    pages: dict[str, list[Sighting]] = {}
    for each in sorted(sightings, key=lambda each: (each.by, each.url, each.path)):
        places = pages.setdefault(each.key, [])
        if len(places) < _PLACES:
            places.append(each)
    return [each for places in islice(pages.values(), _PAGES) for each in places]
