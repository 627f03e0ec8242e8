"""With which documents one shares its text, and how much that matters for what is known of its origin."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.citations.same import Same
from linkaudit.citations.same_page import Likeness, likeness
from linkaudit.collection.pages import page
from linkaudit.models import Background, CopyKind, Severity

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.models import Disagreement, Document, Group, Kinship, Location, Pair, Passage
    from linkaudit.rules.interface import Context

# The rules that tell themselves of documents with different originals.
_TOLD_BY = ("collection-same-title-many-urls",)


class Sibling(NamedTuple):
    """Another document with the same text."""

    path: str
    pair: Pair
    background: Background
    severity: Severity


def siblings(document: Document, context: Context, kinds: Sequence[CopyKind]) -> list[Sibling]:
    """List the documents that share text with one and give reason to tell of it, the gravest and largest first.

    That is so if one of the two is a copy of a published text, as it says, shows, or is declared to be. What a page
    says of its own address makes it no copy of anything, but is an original where it is known to be one.
    """
    if context.own_work(document.path) or _is_own(document):
        return []
    known = context.kinship
    mine = known.backgrounds.get(document.path, Background())
    declared = context.clipping(document.path)
    found: list[Sibling] = []
    for pair in _pairs(Same(known.pairs)).get(document.path, ()):
        path = pair.other(document.path)
        theirs = known.backgrounds.get(path, Background())
        if pair.kind not in kinds or _told_elsewhere(context, document.path, path):
            continue
        published = declared or context.clipping(path) or any(each.certain or each.copied for each in (mine, theirs))
        severity = _severity(pair, mine, theirs) if published else None
        if severity is not None:
            found.append(Sibling(path, pair, theirs, severity))
    return sorted(found, key=lambda each: (each.severity.rank, -each.pair.share_of(document.path), each.path))


def _is_own(document: Document) -> bool:
    return any(comment.text.strip().startswith("linkaudit: own-work") for comment in document.comments)


def _severity(pair: Pair, mine: Background, theirs: Background) -> Severity | None:
    """Tell how much it matters that a document shares published text with another; None if not at all."""
    if _share_an_original(mine, theirs):
        return None
    if pair.kind is CopyKind.PARTIAL:
        return Severity.INFO
    if mine.originals and theirs.originals:
        return Severity.INFO if mine.agency or theirs.agency else Severity.WARNING
    if mine.originals:
        return None
    return Severity.WARNING if theirs.originals else Severity.INFO


def _share_an_original(mine: Background, theirs: Background) -> bool:
    return any(
        page(one.value) == page(other.value) or likeness(one.value, other.value) is not Likeness.DIFFERENT
        for one in mine.originals
        for other in theirs.originals
    )


def _told_elsewhere(context: Context, one: str, other: str) -> bool:
    """Tell whether another rule says that two documents name different originals of one text."""
    matters = _matters(Same(context.kinship.disagreements))
    return not matters.get(one, frozenset()).isdisjoint(matters.get(other, ()))


@lru_cache(maxsize=4)
def _matters(disagreements: Same[Disagreement]) -> dict[str, frozenset[int]]:
    """List for each document the matters, by number, in which another rule tells of its original."""
    found: dict[str, set[int]] = {}
    for number, each in enumerate(disagreements.values):
        for party in each.parties if each.kind in _TOLD_BY else ():
            found.setdefault(party.path, set()).add(number)
    return {path: frozenset(numbers) for path, numbers in found.items()}


@lru_cache(maxsize=4)
def _pairs(pairs: Same[Pair]) -> dict[str, list[Pair]]:
    """List the pairs of each document."""
    found: dict[str, list[Pair]] = {}
    for pair in pairs.values:
        found.setdefault(pair.a, []).append(pair)
        found.setdefault(pair.b, []).append(pair)
    return found


def group_of(kinship: Kinship, path: str) -> Group | None:
    """Give the group of a document; None if it shares text with nobody."""
    return _groups(Same(kinship.groups)).get(path)


@lru_cache(maxsize=4)
def _groups(groups: Same[Group]) -> dict[str, Group]:
    """Give the group of each document."""
    return {path: group for group in groups.values for path in group.paths}


def places_of(path: str, pair: Pair) -> list[tuple[Location, Location, Passage]]:
    """List the passages of a pair, the longest first: where each stands here, and where there."""
    ranked = sorted(pair.passages, key=lambda passage: (-passage.same, passage.a.start))
    return [(each.a, each.b, each) if pair.a == path else (each.b, each.a, each) for each in ranked]
