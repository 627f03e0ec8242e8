"""The same place in two documents that share a text: known by the words before and behind a link."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from typing import TYPE_CHECKING

from linkaudit.collection.headlines import bare
from linkaudit.collection.telling import folded, telling
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from linkaudit.collection.addresses import Lost
    from linkaudit.collection.prose import Prose
    from linkaudit.models import Reference

# Words that are compared on each side of a link.
_WORDS = 5
# So many of them must be the same, counted from the link, on both sides together, if the links have the same words, and
# if the one has none of its own.
_ALIKE, _ALIKE_WITHOUT_WORDS = 4, 7
_KINDS = {Kind.LINK, Kind.AUTOLINK, Kind.BARE}
# Lines that are looked at on each side for words.
_LINES = 4
Around = tuple[tuple[str, ...], tuple[str, ...]]


class Surrounded:
    """The words around the links of a text."""

    def __init__(self, prose: Prose) -> None:
        """Prepare for a text."""
        self._lines = prose.lines
        self._starts = [line.location.start for line in prose.lines]

    def words(self, offset: int, column: int, *texts: str) -> Around | None:
        """Give the words before a link, from the last one, and those behind it; None if it is not found.

        `offset` is its place in the document, `column` that in its visible line, at which it begins or ends; one of
        `texts` is what a reader sees of it.
        """
        number = bisect_right(self._starts, offset) - 1
        line = self._lines[number].text if number >= 0 else ""
        for text in filter(None, texts):
            for at in (column, column - len(text)):
                if line.startswith(text, max(at, 0)):
                    begin = max(at, 0)
                    end = begin + len(text)
                    # A label such as `Read more:` need not be the same one, nor be there at all.
                    before = line[:begin] if bare(line[:begin]) else ""
                    return self._before(number, before), self._behind(number, line[end:])
        if number < 0 or offset <= self._lines[number].location.end:
            return None
        # Its line is no part of the text, as those of links to other articles often are not.
        return self._before(number + 1, ""), self._behind(number, "")

    def _before(self, number: int, text: str) -> tuple[str, ...]:
        words = folded(text)[::-1]
        for line in self._lines[max(0, number - _LINES) : number][::-1]:
            if len(words) >= _WORDS:
                break
            words += folded(line.text)[::-1]
        return words[:_WORDS]

    def _behind(self, number: int, text: str) -> tuple[str, ...]:
        words = folded(text)
        for line in self._lines[number + 1 : number + 1 + _LINES]:
            if len(words) >= _WORDS:
                break
            words += folded(line.text)
        return words[:_WORDS]


def same_places(
    lost: Sequence[Lost], text: Prose, references: Iterable[tuple[Reference, int]], sibling: Prose
) -> Iterator[tuple[Lost, Reference]]:
    """Go through lost targets with the references, given with their columns, at the same places in another document."""
    there, here = Surrounded(sibling), Surrounded(text)
    # By the nearest words, which must be the same for anything to be.
    around: dict[Around, list[tuple[Reference, Around]]] = defaultdict(list)
    for reference, column in references:
        words = there.words(reference.location.start, column, *_shown(reference)) if reference.kind in _KINDS else None
        if words is not None:
            around[_nearest(words)].append((reference, words))
    for each in lost:
        words = here.words(each.location.start, each.column, each.text, each.raw)
        if words is None:
            continue
        near = around.get(_nearest(words), ())
        alike = [(_likeness(each, words, reference, other), reference) for reference, other in near]
        most = max((found for found, _ in alike), default=0)
        best = {reference.url: reference for found, reference in alike if found == most > 0}
        if len(best) == 1:
            yield each, next(iter(best.values()))


def _nearest(words: Around) -> Around:
    return words[0][:1], words[1][:1]


def _shown(reference: Reference) -> tuple[str, ...]:
    return (reference.text, reference.raw) if reference.kind is Kind.LINK else (reference.raw, reference.url)


def _likeness(lost: Lost, words: Around, reference: Reference, other: Around) -> int:
    """Count the words around two links that are the same; 0 if they are not at the same place."""
    before, behind = (_common(mine, theirs) for mine, theirs in zip(words, other, strict=True))
    alike = folded(lost.text), folded(reference.text) if reference.kind is Kind.LINK else ()
    if all(alike) and alike[0] != alike[1] and not set(telling(alike[0])) & set(telling(alike[1])):
        return 0
    least = _ALIKE if all(alike) and alike[0] == alike[1] else _ALIKE_WITHOUT_WORDS
    return before + behind if before and behind and before + behind >= least else 0


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Count the words that two stretches begin with alike."""
    alike = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        alike += 1
    return alike
