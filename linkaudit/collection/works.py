"""What documents say of the works that they cite, or are copies of: who cites the same one, and what each says."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Generic, NamedTuple, TypeVar

from linkaudit.citations import urls
from linkaudit.citations.listings import listing
from linkaudit.collection.pages import page
from linkaudit.collection.titles import is_live
from linkaudit.models import Disagreement, Party

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from linkaudit.collection.claims import Claim
    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Citation, Dated, Document, Location

Value = TypeVar("Value")
# A page of which more is said that does not fit together is one that changes, or has many things on it.
_MOST_VERSIONS = 3
_MOST_VALUES = 50
# What one says alone contradicts nobody.
_FEWEST = 2
# What tells when the text was published, rather than when somebody kept it.
_OF_PUBLICATION = {"dateline", "byline", "label", "meta", "json-ld", "time", "front matter"}


class Work(NamedTuple):
    """What a document says of a work."""

    document: Document
    citation: Citation
    url: str
    published: Dated | None
    copied: bool
    """Whether the document is a copy of the work, rather than cites it."""

    @property
    def path(self) -> str:
        """The document."""
        return self.document.path

    @property
    def title(self) -> str:
        """What the work is called; that of a copy is no statement about the original."""
        return "" if self.copied else self.citation.title

    @property
    def publisher(self) -> str:
        """Who published it."""
        return self.document.publisher if self.copied else self.citation.publisher


class Said(NamedTuple, Generic[Value]):
    """A value that is stated of a work: as it is compared, as it is shown, and where it stands."""

    work: Work
    value: Value
    shown: str
    location: Location


def works_by_page(shelf: Shelf, claims: Sequence[Claim]) -> dict[str, list[Work]]:
    """Gather what documents say of the works that several of them cite or copy, by the page of the work."""
    holders: dict[str, set[str]] = defaultdict(set)
    found: dict[str, list[Work]] = defaultdict(list)
    for work in (*_cited(shelf), *_copied(claims)):
        name = page(work.url)
        holders[name].add(work.path)
        found[name].append(work)
    return {name: said for name, said in found.items() if len(holders[name]) >= _FEWEST and _is_one(said[0].url)}


def _cited(shelf: Shelf) -> Iterator[Work]:
    asked: set[str] = set()
    for document in shelf.documents:
        if document.path not in asked:
            asked.add(document.path)
            for citation in document.citations:
                if citation.original and not citation.about_document:
                    yield Work(
                        document, citation, urls.subject(citation.original.url), citation.published, copied=False
                    )


def _copied(claims: Sequence[Claim]) -> Iterator[Work]:
    """Go through the documents that say of what they are copies: their dates are those of the work."""
    for claim in claims:
        citation = next((each for each in claim.document.provenance if each.reference == claim.reference), None)
        if claim.certain and citation:
            stated = (citation.published, claim.document.date)
            sources = {"statement"}, _OF_PUBLICATION
            dates = (each for each, of in zip(stated, sources, strict=True) if each and each.source in of)
            yield Work(claim.document, citation, claim.url, next(dates, None), copied=True)


def _is_one(url: str) -> bool:
    """Tell whether an address may be that of one text: not of a site, of a list, of a page that is written on."""
    return urls.is_web(url) and not listing(url) and not is_live("", url)


def matters(
    kind: str, said: Iterable[Said[Value]], parts: Callable[[Said[Value], Said[Value]], bool], because: str
) -> Iterator[Disagreement]:
    """Say that documents state values of one work of which some do not fit together.

    Nothing is said where one document states two of them, or many are stated: the page has several things on it, or
    changes.
    """
    by_value: dict[Value, list[Said[Value]]] = defaultdict(list)
    for each in said:
        by_value[each.value].append(each)
    if not _FEWEST <= len(by_value) <= _MOST_VALUES:
        return
    first = [each[0] for each in by_value.values()]
    apart = [one for one in first if any(parts(one, other) for other in first if other is not one)]
    parties = [each for one in apart for each in by_value[one.value]]
    held: dict[str, list[Said[Value]]] = defaultdict(list)
    for each in parties:
        held[each.work.path].append(each)
    alone = all(not parts(one, other) for values in held.values() for one in values for other in values)
    if len(held) < _FEWEST or not alone or _versions(apart, parts) > _MOST_VERSIONS:
        return
    told = dict.fromkeys((each.work.path, each.shown, each.location) for each in parties)
    yield Disagreement(
        kind,
        parties[0].work.url,
        tuple(Party(path, shown, place) for path, shown, place in sorted(told, key=str)),
        because,
    )


def _versions(values: Sequence[Said[Value]], parts: Callable[[Said[Value], Said[Value]], bool]) -> int:
    """Count the values that part from all that were counted before."""
    counted: list[Said[Value]] = []
    for each in values:
        if all(parts(each, other) for other in counted):
            counted.append(each)
    return len(counted)
