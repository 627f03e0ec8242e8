"""Places at which a text is torn in a sentence: where a page ended that it was copied from, or something was put in."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from linkaudit.collection.collation import Reading, Run
from linkaudit.collection.traces import Trace, listed
from linkaudit.models import Evidence, Sign

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from linkaudit.collection.collation import Collation
    from linkaudit.collection.typeset import Text
    from linkaudit.models import Reference

# Words that may stand in the gap: an advertisement, the foot of one page and the head of the next.
_MOST_BETWEEN = 80
# Torn places for each line of a text from which on they are the way it is set: verses, slides.
_STYLE = 0.2
# Words that are shown before and behind a torn place.
_SHOWN = 4


def breaks(collation: Collation) -> Iterator[Trace]:
    """Find where texts are torn, the places at which several are first; places are named by the words behind."""
    torn: dict[int, dict[str, tuple[int, int]]] = {}
    reference = collation.reference
    for other in collation.others:
        found = collation.runs[other.path]
        for before, behind in _torn(reference, found):
            torn.setdefault(behind, {})[reference.path] = before, behind
        theirs = sorted((Run(run.b, run.a, run.length) for run in found), key=lambda run: run.a)
        for before, behind in _torn(other, theirs):
            place = next(run.b + behind - run.a for run in theirs if run.a <= behind < run.a + run.length)
            torn.setdefault(place, {})[other.path] = before, behind
    traces = [_told(collation, place, found) for place, found in sorted(torn.items())]
    yield from sorted((trace for trace in traces if trace), key=lambda trace: -len(trace.having))


def addresses_between(trace: Trace, addresses: Callable[[str], Iterable[Reference]]) -> Iterator[Trace]:
    """Tell what addresses stand where a text is torn: they are no part of the text, and came there by copying."""
    found: list[tuple[Evidence, list[Evidence], Evidence]] = []
    for before, behind in pairwise(trace.sign.evidence):
        if before.name == "torn after" and before.location is not None and behind.location is not None:
            start, end = before.location.end, behind.location.start
            there = [each for each in addresses(before.location.path) if start <= each.location.start < end]
            if there:
                found.append((before, [Evidence("put in", each.url, each.location) for each in there], behind))
    having = {before.location.path for before, _, _ in found if before.location}
    lacking = tuple(sorted({*trace.having, *trace.lacking} - having))
    for before, shown, behind in found:
        path = before.location.path if before.location else ""
        says = (
            f'in {path} an address stands within a sentence, after "{before.value}": likely put in when it was copied'
        )
        yield Trace(Sign("insertion", says, (before, *shown, behind)), (path,), lacking, (path,))


def _is(paths: Sequence[str]) -> str:
    return "is" if len(paths) == 1 else "are"


def _torn(text: Text, found: Sequence[Run]) -> list[tuple[int, int]]:
    """Find the places of a text at which a sentence goes on apart from where it was, and another text has both sides.

    `found` are the stretches that both have, as they follow each other in this text.
    """
    places: list[tuple[int, int]] = []
    behind_last = None
    for run in found:
        first = text.line(run.a)
        starts = text.line_words(first, text.line(run.a + run.length - 1))
        inside = (word for word in starts if run.a < word < run.a + run.length)
        places += ((word - 1, word) for word in inside if text.goes_on(word) and text.is_apart(word - 1, word))
        if behind_last is not None and _follows(behind_last, run) and text.goes_on(run.a):
            before = behind_last.a + behind_last.length - 1
            if text.is_apart(before, run.a):
                places.append((before, run.a))
        behind_last = run
    return places if len(places) <= max(1, _STYLE * len(text.lines)) else []


def _follows(one: Run, other: Run) -> bool:
    """Tell whether two stretches are one in the other text, with words between them in this."""
    return one.b + one.length == other.b and other.a - one.a - one.length <= _MOST_BETWEEN


def _told(collation: Collation, place: int, torn: dict[str, tuple[int, int]]) -> Trace | None:
    """Say what a torn place tells; None if only one text has it."""
    whole = [text for text in collation.texts if text.path not in torn and _is_whole(collation, text, place)]
    having, lacking = tuple(sorted(torn)), tuple(sorted(text.path for text in whole))
    if len(having) == 1 and not lacking:
        return None
    by_path = {text.path: text for text in collation.texts}
    before, behind = torn[having[0]]
    text = by_path[having[0]]
    after, then = text.written(max(0, before + 1 - _SHOWN), before + 1), text.written(behind, behind + _SHOWN)
    at = f'after "{after}"'
    if len(having) > 1:
        says = f"{listed(having)} are torn at the same place, {at}: likely copied from one paged or printed text"
        says += f"; {listed(lacking)} {_is(lacking)} whole there" if lacking else ""
    else:
        says = f"{having[0]} is torn {at}, where {listed(lacking)} {_is(lacking)} whole: likely made in copying"
    evidence = []
    for path in having:
        first, last = torn[path]
        text = by_path[path]
        evidence += [
            Evidence("torn after", after, text.place(first, first + 1)),
            Evidence("goes on", then, text.place(last, last + 1)),
        ]
    for text in whole:
        word = place if text is collation.reference else collation.counterpart(text.path, place)
        if word is not None:
            reading = Reading(text, max(0, word - _SHOWN), min(len(text), word + _SHOWN))
            evidence.append(Evidence("whole", reading.words, reading.place))
    return Trace(Sign("break", says, tuple(evidence)), having, lacking, having)


def _is_whole(collation: Collation, text: Text, place: int) -> bool:
    """Tell whether a text has the words on both sides of a place, next to each other."""
    if text is collation.reference:
        word: int | None = place
    else:
        word = collation.counterpart(text.path, place)
    return word is not None and word > 0 and not text.is_apart(word - 1, word) and _has_before(collation, text, place)


def _has_before(collation: Collation, text: Text, place: int) -> bool:
    if text is collation.reference:
        return True
    before, behind = collation.counterpart(text.path, place - 1), collation.counterpart(text.path, place)
    return behind is not None and (before is None or before + 1 == behind)
