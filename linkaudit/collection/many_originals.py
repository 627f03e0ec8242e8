"""One text, or one title, with several originals."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.citations.same_page import Likeness, likeness
from linkaudit.collection.claims import by_path, called, is_enough, text_of
from linkaudit.collection.grouping import grouped
from linkaudit.collection.relation import Relation, in_two_languages
from linkaudit.collection.syndication import of_agency, syndicated
from linkaudit.collection.titles import are_one, distinctive
from linkaudit.models import CopyKind, Disagreement, Party
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.collection.claims import Claim
    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Pair

# What more than two texts are called is the name of a series.
_TWO = 2
# Share of the words of a text that stand in another one, if only its beginning and its end were left out.
_NEARLY_ALL = 0.8
# What tells two versions or languages of one documentation apart.
_VERSION = Pattern(
    r"(?i)v\d+|v?\d+(?:[._-](?:\d+|x|rc\d*|beta|alpha|dev))+|latest|stable|main|master|dev|next|current|[a-z]{2}(?:[-_][a-z]{2})?"
)


def same_title_many_urls(shelf: Shelf, claims: Sequence[Claim], pairs: Sequence[Pair]) -> Iterator[Disagreement]:
    """Find the texts whose copies name different originals, and titles of two texts that name different ones."""
    certain = by_path(claim for claim in claims if claim.certain)
    whole = [pair for pair in pairs if pair.a in certain and pair.b in certain and _is_one_text(shelf, pair)]
    everywhere = _with_syndicated_copies(shelf, pairs)
    for paths in grouped(whole):
        if not everywhere.isdisjoint(paths):
            continue
        yield from _contested(shelf, [certain[path] for path in paths], "the texts are copies of each other")
    relation = Relation(pairs)
    for paths in _same_titles(certain):
        texts = [text_of(shelf, path) for path in paths]
        if relation.share_text(*paths) or in_two_languages(*texts):
            continue
        short = not all(map(is_enough, texts))
        because = "there is too little text to compare" if short else "the texts have no passage in common"
        yield from _contested(shelf, [certain[path] for path in paths], because, mild=True)


def _with_syndicated_copies(shelf: Shelf, pairs: Sequence[Pair]) -> frozenset[str]:
    """List the documents of whose text one copy or another says that it is an agency's."""
    families = grouped([pair for pair in pairs if pair.kind is not CopyKind.PARTIAL])
    return frozenset(path for paths in families if any(syndicated(shelf[each]) for each in paths) for path in paths)


def _is_one_text(shelf: Shelf, pair: Pair) -> bool:
    """Tell whether two documents hold one text: copies do, and those of one title of which one stands in the other."""
    if pair.kind is not CopyKind.PARTIAL:
        return True
    return max(pair.a_in_b, pair.b_in_a) >= _NEARLY_ALL and are_one(shelf[pair.a].title, shelf[pair.b].title)


def _contested(
    shelf: Shelf, said: Sequence[Sequence[Claim]], because: str, *, mild: bool = False
) -> Iterator[Disagreement]:
    """Say that documents with one text, or one title, name different originals, unless that is as it should be."""
    first = [claims[0] for claims in said if not any(claim.page == said[0][0].page for claim in claims)]
    if not first or any(syndicated(claims[0].document) for claims in said):
        return
    parties = [said[0][0], *first]
    if any(map(of_agency, parties)) or all(_is_version(parties[0].url, each.url) for each in first):
        return
    alike = all(likeness(parties[0].url, each.url) is not Likeness.DIFFERENT for each in first)
    on_site = all(urls.same_site(parties[0].url, each.url) for each in first)
    if alike and on_site:
        because = f"{because}; the addresses are of one site and alike, so the page may have moved"
    yield Disagreement(
        "collection-same-title-many-urls",
        called(shelf, parties[0].document),
        tuple(Party(claims[0].path, claims[0].reference.url, claims[0].location) for claims in said),
        because,
        mild=mild or (alike and on_site),
    )


def _is_version(one: str, other: str) -> bool:
    """Tell whether two addresses are those of one page in two versions or languages of a site."""
    if not urls.same_site(one, other):
        return False
    first, second = (urls.path(url).split("/") for url in (one, other))
    short, long = sorted((first, second), key=len)
    if len(long) == len(short) + 1:
        left = next((number for number, part in enumerate(long) if number >= len(short) or short[number] != part), 0)
        return long[:left] + long[left + 1 :] == short and _VERSION.fullmatch(long[left]) is not None
    parted = [pair for pair in zip(first, second, strict=False) if pair[0] != pair[1]]
    return len(first) == len(second) and len(parted) == 1 and all(_VERSION.fullmatch(part) for part in parted[0])


def _same_titles(certain: dict[str, list[Claim]]) -> Iterator[tuple[str, str]]:
    """Go through the pairs of documents that alone have one title, and one that no two texts have by chance."""
    by_title: dict[tuple[str, ...], list[str]] = {}
    for path, claims in certain.items():
        title = distinctive(claims[0].document.title)
        if title:
            by_title.setdefault(title, []).append(path)
    for paths in by_title.values():
        if len(paths) == _TWO:
            yield paths[0], paths[1]
