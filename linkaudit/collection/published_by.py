"""One work, or one text, said to be published by different publishers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.publishers import is_agency, may_share, outlet_named
from linkaudit.collection.claims import by_path, called
from linkaudit.collection.grouping import grouped
from linkaudit.collection.syndication import syndicated
from linkaudit.collection.telling import folded
from linkaudit.collection.works import Said, matters
from linkaudit.models import CopyKind, Disagreement, Location, Party
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkaudit.collection.claims import Claim
    from linkaudit.collection.shelf import Shelf
    from linkaudit.collection.works import Work
    from linkaudit.models import Pair

# The publisher of a copy, and the pages that it states as its originals.
_Named = tuple[str, frozenset[str]]
_KIND = "collection-publisher-conflict"
_MARKUP = Pattern(r"\[\[[^\]|]*\||[\[\]{}\"*_]|''+")
_DOMAIN = Pattern(r"(?i)(?:https?://)?(?:www\.)?((?:[\w-]+\.)+[a-z]{2,})/?")
_SUFFIX = Pattern(r"\.[a-z]{2,}(?:\.[a-z]{2})?$")


def conflicting_publishers(
    shelf: Shelf, claims: Sequence[Claim], works: Mapping[str, Sequence[Work]], pairs: Sequence[Pair]
) -> Iterator[Disagreement]:
    """Find the works, and the texts, that are said to be published by different publishers."""

    def parts(one: Said[str], other: Said[str]) -> bool:
        if not are_two_publishers(one.shown, other.shown):
            return False
        if one.work.copied and other.work.copied:
            return not any(syndicated(each.work.document) for each in (one, other))
        return not (_may_own(one) or _may_own(other))

    told: list[set[str]] = []
    for said in works.values():
        named = [_said(work) for work in said if work.publisher]
        for found in matters(_KIND, named, parts, "the publisher of one page"):
            told.append({party.path for party in found.parties})
            yield found
    for found in _of_one_text(shelf, claims, pairs):
        if not any(paths.issuperset(party.path for party in found.parties) for paths in told):
            yield found


def are_two_publishers(one: str, other: str) -> bool:
    """Tell whether two names are certainly not those of one publisher, or of two that share their texts."""
    known = outlet_named(one), outlet_named(other)
    if any(is_agency(each) for each in known) or (known[0] and known[0] == known[1]):
        return False
    if all(known):
        return not may_share(*known)
    first, second = _words(one), _words(other)
    if not first or not second or set(first) <= set(second) or set(second) <= set(first):
        return False
    joined = "".join(first), "".join(second)
    if joined[0] in joined[1] or joined[1] in joined[0]:
        return False
    return not (_is_short_for(joined[0], second) or _is_short_for(joined[1], first))


def _said(work: Work) -> Said[str]:
    name = " ".join(_MARKUP.sub("", work.publisher).split())
    return Said(work, name.casefold(), name, work.citation.location)


def _words(name: str) -> tuple[str, ...]:
    """Give the words of a name that tell it from others; of a domain, without what it ends with."""
    domain = _DOMAIN.fullmatch(name.strip())
    plain = data.load("publishers")["plain"]["words"]
    words = folded(_SUFFIX.sub("", domain[1]) if domain else name)
    return tuple(word for word in words if word not in plain) or words


def _is_short_for(short: str, words: Sequence[str]) -> bool:
    """Tell whether a name may be made of the first letters of others: `WSJ`."""
    return len(words) > 1 and short == "".join(word[0] for word in words)


def _may_own(said: Said[str]) -> bool:
    """Tell whether a name may be that of the company that owns what is published under another one."""
    return not set(folded(said.shown)).isdisjoint(_owners()) and not outlet_named(said.shown)


@data.derived
def _owners() -> frozenset[str]:
    """List the words of names of companies and institutions, folded as names are when they are compared."""
    return frozenset(word for each in data.load("publishers")["owner"]["words"] for word in folded(each))


def _of_one_text(shelf: Shelf, claims: Sequence[Claim], pairs: Sequence[Pair]) -> Iterator[Disagreement]:
    """Find copies of one text that name different publishers, though they do not name different originals."""
    stated = by_path(claims)
    whole = (pair for pair in pairs if pair.kind is not CopyKind.PARTIAL)
    for paths in grouped([pair for pair in whole if shelf[pair.a].publisher and shelf[pair.b].publisher]):
        named = {path: (shelf[path].publisher, frozenset(each.page for each in stated.get(path, ()))) for path in paths}
        # Thousands of copies may name one publisher.
        different = dict.fromkeys(named.values())
        parted = {one for one in different if any(_part(one, other) for other in different)}
        apart = [path for path in paths if named[path] in parted]
        if apart and not any(syndicated(shelf[path]) for path in paths):
            parties = (Party(path, shelf[path].publisher, _where(shelf, stated, path)) for path in apart)
            yield Disagreement(_KIND, called(shelf, shelf[apart[0]]), tuple(parties), "the publisher of one text")


def _part(one: _Named, other: _Named) -> bool:
    """Tell whether two copies name different publishers; each may be that of the page from which it was copied."""
    publisher, pages = one
    other_publisher, other_pages = other
    if pages and other_pages and pages.isdisjoint(other_pages):
        return False
    return are_two_publishers(publisher, other_publisher)


def _where(shelf: Shelf, stated: Mapping[str, Sequence[Claim]], path: str) -> Location:
    """Give the place at which a document says where it comes from, else the place where its text begins."""
    places = [claim.location for claim in stated.get(path, ())]
    places += [line.location for line in shelf.prose(path).lines[:1]]
    return next(iter(places), Location(path, 1, 1, 1, 1, 0, 0))
