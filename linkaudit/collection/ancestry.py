"""Groups of documents that share text, with the signs of how they were copied and what follows from these.

The texts of a group are held against the one that has most in common with the others, and what that one does not share
against the next such one. What is found there are likelihoods: the text that all come from need not be here.
"""

from __future__ import annotations

from heapq import heapify, heappop, heappush
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.collection.breaks import addresses_between, breaks
from linkaudit.collection.collation import Collation
from linkaudit.collection.direction import credits_kept, dated, origins_named, sources
from linkaudit.collection.extent import insertions, rewordings, spliced, truncations
from linkaudit.collection.first_version import earliest
from linkaudit.collection.grouping import grouped
from linkaudit.collection.house import house_styles
from linkaudit.collection.nearness import Nearness
from linkaudit.collection.slips import corrections, slips
from linkaudit.collection.traces import Trace, listed
from linkaudit.collection.typeset import Text
from linkaudit.collection.vocabulary import Vocabulary
from linkaudit.models import CopyKind, Evidence, Group, Member, Sign

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkaudit.collection.shelf import Shelf
    from linkaudit.models import Pair

_MOST_WITNESSES = 24
"""Texts that are held against one of them; of larger groups those that share most with it."""
_MOST_SIGNS = 12
"""Signs of one kind that are kept of a group."""


def descents(
    shelf: Shelf, pairs: Sequence[Pair], members: Mapping[str, Member]
) -> tuple[tuple[Group, ...], dict[str, Member]]:
    """Put the documents of pairs into groups; give the members with what they may be copied from."""
    found: list[Group] = []
    told = dict(members)
    vocabulary = Vocabulary(shelf)
    number: dict[str, int] = {}
    together = grouped(pairs)
    for at, paths in enumerate(together):
        number.update(dict.fromkeys(paths, at))
    within: list[list[Pair]] = [[] for _ in together]
    for pair in pairs:
        if number[pair.a] == number[pair.b]:
            within[number[pair.a]].append(pair)
    for paths, theirs in zip(together, within, strict=True):
        nearness = Nearness()
        traces, notes = _traces(paths, theirs, shelf, vocabulary, nearness)
        days = dated(shelf, members, paths)
        for path, likely in sources(theirs, traces, days, nearness, origins_named(shelf, paths)).items():
            told[path] = replace(told.get(path, Member(path)), copied_from=likely)
        signs = (*_kept(traces), *notes)
        found.append(Group(Group.name_of(paths), paths, earliest(paths, theirs, traces, days), signs))
    return tuple(found), told


def _traces(
    paths: Sequence[str], pairs: Sequence[Pair], shelf: Shelf, vocabulary: Vocabulary, nearness: Nearness
) -> tuple[list[Trace], list[Sign]]:
    """Find what copying has left in the texts of a group, how far they are apart, and say what was not looked at."""
    found: list[Trace] = []
    looked_at: set[str] = set()
    for reference, others in _stars(paths, pairs):
        looked_at |= {reference, *others}
        collation = Collation(_text(shelf, reference), (_text(shelf, path) for path in others))
        variants = collation.variants()
        nearness.add(collation, variants)
        slipped = [*slips(collation, variants, vocabulary)]
        found += slipped
        torn = [*breaks(collation)]
        found += torn
        found += (put_in for trace in torn for put_in in addresses_between(trace, shelf.addresses))
        found += house_styles(collation, variants)
        found += truncations(collation)
        found += insertions(collation)
        found += rewordings(variants, {each.value for trace in slipped for each in trace.sign.evidence})
    nearness.mark(found)
    found += corrections(found)
    found += _splices(paths, pairs)
    found += _credits(paths, pairs, shelf)
    left = len(paths) - len(looked_at)
    says = f"signs were looked for in {len(looked_at)} of the {len(paths)} documents, those that share most"
    return list({trace.sign: trace for trace in found}.values()), [Sign("limit", says)] if left else []


def _text(shelf: Shelf, path: str) -> Text:
    return Text(path, shelf.prose(path).lines)


def _stars(paths: Sequence[str], pairs: Sequence[Pair]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Choose the texts that the others are held against, so that each is held against one that it shares text with."""
    shared: dict[str, dict[str, int]] = {path: {} for path in paths}
    for pair in pairs:
        words = sum(passage.same for passage in pair.passages) or 1
        shared[pair.a][pair.b] = shared[pair.b][pair.a] = words
    waiting = set(paths)
    # With the words that each shared when it was put here: it is put here again when these become fewer.
    ranked = [(-sum(shared[path].values()), path) for path in paths]
    heapify(ranked)
    while waiting:
        words, centre = heappop(ranked)
        if -words != sum(shared[centre].values()):
            continue
        if not shared[centre]:
            return
        others = sorted(shared[centre], key=lambda path: (-shared[centre][path], path))[:_MOST_WITNESSES]
        yield centre, tuple(sorted(others))
        gone = waiting & {centre, *shared[centre]}
        waiting -= gone
        # What is left is compared with what it shares text with, which may have been in a star already.
        fewer: set[str] = set()
        for path in gone:
            for each in shared[path].keys() - waiting:
                del shared[path][each], shared[each][path]
                fewer |= {path, each}
        for path in fewer:
            heappush(ranked, (-sum(shared[path].values()), path))


def _splices(paths: Sequence[str], pairs: Sequence[Pair]) -> Iterator[Trace]:
    """Find documents with passages of several others that share no text with each other."""
    related: dict[str, list[Pair]] = {path: [] for path in paths}
    for pair in pairs:
        related[pair.a].append(pair)
        related[pair.b].append(pair)
    partners = {path: {pair.other(path) for pair in some} for path, some in related.items()}
    for path, some in related.items():
        parts = [pair for pair in some if pair.kind is CopyKind.PARTIAL and pair.passages]
        ranked = sorted(parts, key=lambda pair: (-pair.share_of(path), pair.other(path)))
        apart: list[Pair] = []
        for pair in ranked:
            if not partners[pair.other(path)] & {each.other(path) for each in apart}:
                apart.append(pair)
        if len(apart) > 1 and all(pair.share_of(path) < 1 for pair in apart):
            names = [pair.other(path) for pair in apart]
            yield spliced(path, names, [_passage(path, pair) for pair in apart], [each.other(path) for each in parts])


def _passage(path: str, pair: Pair) -> Evidence:
    longest = max(pair.passages, key=lambda passage: passage.same)
    place = longest.a if pair.a == path else longest.b
    return Evidence(f"also in {pair.other(path)}", " ".join(longest.text.split()[:12]), place)


def _credits(paths: Sequence[str], pairs: Sequence[Pair], shelf: Shelf) -> Iterator[Trace]:
    """Tell which of the copies of a text have lost the credit of the agency that others have."""
    kept = dict(credits_kept(paths, shelf))
    copies: dict[str, list[str]] = {path: [] for path in kept}
    for pair in pairs:
        if pair.kind is CopyKind.COPY and (pair.a in kept) != (pair.b in kept):
            path = pair.a if pair.a in kept else pair.b
            copies[path].append(pair.other(path))
    for path, evidence in kept.items():
        lost = sorted(copies[path])
        if lost:
            have = "has" if len(lost) == 1 else "have"
            says = (
                f'{path} has the credit of an agency, "{evidence.value}"; {listed(lost)} {have} not: likely further off'
            )
            yield Trace(Sign("credit", says, (evidence,)), (path,), tuple(lost), tuple(lost))


def _kept(traces: Sequence[Trace]) -> Iterator[Sign]:
    """Keep the first signs of each kind."""
    seen: dict[str, int] = {}
    for trace in traces:
        seen[trace.sign.kind] = seen.get(trace.sign.kind, 0) + 1
        if seen[trace.sign.kind] <= _MOST_SIGNS:
            yield trace.sign
