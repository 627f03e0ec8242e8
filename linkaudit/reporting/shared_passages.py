"""The passages that the documents of a group share, each told once with all the documents in which it stands."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linkaudit.models import Location, Pair, Passage

# Of what two stretches of a document cover together, the share that both cover if they are one passage: their ends
# differ by what the other documents have reworded there.
_SAME = 0.6


class Shared(Struct, frozen=True):
    """A passage, with the places at which it stands."""

    quoted: Location
    """Where it stands as it is quoted."""
    elsewhere: tuple[Location, ...]
    """Where else, by path."""
    text: str
    words: int


def shared_passages(pairs: Iterable[Pair]) -> list[Shared]:
    """Put together what several pairs have of one passage, the longest passages first."""
    passages = [passage for pair in pairs for passage in pair.passages]
    places: dict[str, list[tuple[Location, int]]] = defaultdict(list)
    for number, passage in enumerate(passages):
        places[passage.a.path].append((passage.a, number))
        places[passage.b.path].append((passage.b, number))
    roots = list(range(len(passages)))
    for some in places.values():
        for one, other in _same(sorted(some, key=lambda each: (each[0].start, each[0].end, each[1]))):
            first, second = sorted((_root(roots, one), _root(roots, other)))
            roots[second] = first
    together: dict[int, list[Passage]] = defaultdict(list)
    for number, passage in enumerate(passages):
        together[_root(roots, number)].append(passage)
    found = map(_told, together.values())
    return sorted(found, key=lambda each: (-each.words, each.quoted.path, each.quoted.start))


def _root(roots: list[int], number: int) -> int:
    while roots[number] != number:
        roots[number] = roots[roots[number]]
        number = roots[number]
    return number


def _same(places: Sequence[tuple[Location, int]]) -> Iterator[tuple[int, int]]:
    """Find the passages that cover the same stretch of a document; `places` are sorted by where they begin."""
    begun: list[tuple[Location, int]] = []
    for at, number in places:
        begun = [each for each in begun if each[0].end > at.start]
        known = next((other for place, other in begun if _cover_the_same(place, at)), None)
        if known is None:
            begun.append((at, number))
        else:
            yield known, number


def _cover_the_same(one: Location, other: Location) -> bool:
    both = min(one.end, other.end) - max(one.start, other.start)
    return both >= _SAME * (max(one.end, other.end) - min(one.start, other.start))


def _told(passages: Sequence[Passage]) -> Shared:
    """Quote a passage as it is longest, and name of each other document the widest place."""
    longest = max(passages, key=lambda each: (each.words, each.same))
    widest: dict[str, Location] = {}
    for passage in passages:
        for at in (passage.a, passage.b):
            known = widest.get(at.path)
            if known is None or at.end - at.start > known.end - known.start:
                widest[at.path] = at
    elsewhere = (widest[path] for path in sorted(widest) if path != longest.a.path)
    return Shared(longest.a, tuple(elsewhere), longest.text, longest.words)
