"""In which direction a text was likely copied: what dates, changes and credits say for and against each direction.

Each sign counts as much as it excludes: a text that is certainly earlier may be the source, one that has a change which
the other has not is not, as it stands. What is left undecided stays so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.collection.grouping import grouped
from linkaudit.collection.undated import WEAK
from linkaudit.models import Confidence, CopyKind, Evidence, Inferred, PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from linkaudit.collection.shelf import Shelf
    from linkaudit.collection.traces import Trace
    from linkaudit.models import Member, Pair

# Weights; a conclusion needs one strong reason, or two weak ones.
_STRONG, _WEAK, _HINT = 2.0, 1.0, 0.5
_ENOUGH, _MEDIUM, _HIGH = 1.0, 2.0, 4.0
# A part of a text of which this share stands in one that is so much longer is an excerpt of it.
_EXCERPT = 0.7
_MUCH_LONGER = 0.5
_BY = {CopyKind.COPY: "copy", CopyKind.REWRITE: "rewrite", CopyKind.PARTIAL: "part"}
# How many times as much of the others' texts as the next one a document has that is at the centre of a group.
_CLEARLY = 1.5
_MOST_EVIDENCE = 32
_MOST_SOURCES = 3
# Changes that say from which text a copy was made; a spelling or another wording may come from either.
_SAY_WHO = {
    "slip": "it has a slip that {} has not",
    "correction": "it corrects a slip that {} has",
    "break": "it is torn in a sentence that is whole in {}",
    "truncation": "it is cut off where {} goes on",
    "insertion": "something was put into a sentence of it that is whole in {}",
    "splice": "it is put together from {} and others",
    "credit": "it lost the credit of an agency that {} has",
}


class Day(Struct, frozen=True):
    """The date of a document, stated or inferred."""

    date: PartialDate
    shown: Evidence
    inferred: bool


class Case(Struct):
    """What speaks for the one being copied from the other, and what against it."""

    score: float = 0.0
    reasons: list[str] = []
    doubts: list[str] = []
    evidence: list[Evidence] = []
    decided: bool = False
    """Whether anything but what a pair is tells of the direction."""


def dated(shelf: Shelf, members: Mapping[str, Member], paths: Iterable[str]) -> dict[str, Day]:
    """Give the dates of documents as far as they are known; when a file was committed tells nothing of its text."""
    found: dict[str, Day] = {}
    for path in paths:
        stated, member = shelf[path].date, members.get(path)
        if stated is not None and stated.date.possible and stated.source not in WEAK:
            shown = Evidence(f"date of {path}", f"{stated.date} ({stated.text})", stated.location)
            found[path] = Day(stated.date, shown, inferred=False)
        elif member is not None and member.date is not None:
            date = _date(member.date.value)
            shown = Evidence(f"date of {path}", f"{date} (inferred, {member.date.confidence})")
            found[path] = Day(date, shown, inferred=True)
    return found


def _date(written: str) -> PartialDate:
    """Read a date as ISO 8601 writes it, as far as it is known."""
    year, month, day, *_ = (*map(int, written[:10].split("-")), None, None)
    return PartialDate(year or 0, month, day, written)


def sources(pairs: Sequence[Pair], traces: Sequence[Trace], days: Mapping[str, Day]) -> dict[str, tuple[Inferred, ...]]:
    """Tell for each document of a group which others it may be copied from, the likeliest first."""
    found: dict[str, list[tuple[float, Inferred]]] = {}
    by_path: dict[str, list[Trace]] = {}
    for trace in traces:
        for path in {*trace.having, *trace.lacking}:
            by_path.setdefault(path, []).append(trace)
    for pair in pairs:
        both = [trace for trace in by_path.get(pair.a, ()) if pair.b in trace.having or pair.b in trace.lacking]
        cases = {copy: _case(copy, pair, both, days) for copy in (pair.a, pair.b)}
        for copy, case in cases.items():
            other = cases[pair.other(copy)]
            if case.decided and case.score >= _ENOUGH and case.score > other.score:
                found.setdefault(copy, []).append((case.score, _concluded(copy, pair, case)))
    return {
        path: tuple(each for _, each in sorted(some, key=lambda one: (-one[0], one[1].value))[:_MOST_SOURCES])
        for path, some in sorted(found.items())
    }


def _concluded(copy: str, pair: Pair, case: Case) -> Inferred:
    score = case.score - (_WEAK if case.doubts else 0.0)
    confidence = Confidence.LOW if score < _MEDIUM else Confidence.MEDIUM if score < _HIGH else Confidence.HIGH
    doubts = case.doubts or ["both may come from a third text that is not in the collection"]
    return Inferred(
        value=pair.other(copy),
        sources=tuple(sorted((pair.a, pair.b))),
        by=_BY[pair.kind],
        confidence=confidence,
        because="; ".join(case.reasons),
        evidence=tuple(case.evidence[:_MOST_EVIDENCE]),
        doubts=tuple(doubts),
    )


def _case(copy: str, pair: Pair, traces: Sequence[Trace], days: Mapping[str, Day]) -> Case:
    """Weigh whether `copy` is copied from the other document of a pair."""
    source = pair.other(copy)
    case = Case(reasons=[], doubts=[], evidence=[])
    _by_date(case, copy, source, days)
    for trace in traces:
        _by_trace(case, copy, source, trace)
    _by_style(case, (pair.a, pair.b), traces)
    if pair.kind is CopyKind.PARTIAL and pair.share_of(copy) >= _EXCERPT and pair.share_of(source) < _MUCH_LONGER:
        case.score += _WEAK
        case.decided = True
        case.reasons.append(f"{pair.share_of(copy):.0%} of {copy} stands in the longer {source}")
    return case


def _by_date(case: Case, copy: str, source: str, days: Mapping[str, Day]) -> None:
    mine, theirs = days.get(copy), days.get(source)
    if mine is None or theirs is None:
        return
    # A single day may be a matter of the time zone.
    apart = mine.date.days_apart(theirs.date)
    weight = _WEAK if mine.inferred or theirs.inferred or apart == 1 else _STRONG
    if later := mine.date.days_after(theirs.date):
        case.score += weight
        case.decided = True
        case.reasons.append(f"{copy} is of {later} days later" if later > 1 else f"{copy} is of a day later")
        case.evidence += [theirs.shown, mine.shown]
    elif theirs.date.days_after(mine.date):
        case.score -= 2 * weight
        case.doubts.append(f"{copy} is of an earlier day ({mine.date}) than {source} ({theirs.date})")


def _by_trace(case: Case, copy: str, source: str, trace: Trace) -> None:
    kind = trace.sign.kind
    if kind not in _SAY_WHO:
        return
    if copy in trace.derived and source not in trace.derived:
        if _add(case.reasons, _SAY_WHO[kind].format(source)):
            case.score += _STRONG if kind in ("truncation", "splice") else _WEAK
        case.decided = True
        case.evidence += trace.sign.evidence
    elif source in trace.derived and copy not in trace.derived:
        if _add(case.doubts, f"of {source}: {_SAY_WHO[kind].format(copy)}"):
            case.score -= _STRONG
    elif kind == "slip" and copy in trace.having and source in trace.lacking:
        _add(case.doubts, _SAY_WHO[kind].format(source))
        case.score -= _STRONG


def _by_style(case: Case, both: tuple[str, str], traces: Sequence[Trace]) -> None:
    names = (min(both), max(both))
    if any(names in trace.differing for trace in traces):
        case.score -= _HINT
        case.doubts.append("they are written in different house styles")
    elif any(names in trace.agreeing for trace in traces):
        case.score += _HINT
        case.reasons.append("they are written in one house style")


def _add(words: list[str], more: str) -> bool:
    """Add a reason that is not there yet: two torn places prove hardly more than one."""
    if more in words:
        return False
    words.append(more)
    return True


def earliest(
    paths: Sequence[str], pairs: Sequence[Pair], traces: Sequence[Trace], days: Mapping[str, Day]
) -> Inferred | None:
    """Tell which document of a group is likely the earliest version; None if nothing tells.

    It is of a day before all others, or of those that may be the first the only one that was not changed since. Where
    a splice ties several stories together, it is that of the story with most documents.
    """
    paths = _largest_story(
        paths, pairs, {path for trace in traces if trace.sign.kind == "splice" for path in trace.having}
    )
    changed = {path for trace in traces if trace.sign.kind in _SAY_WHO for path in trace.derived}
    known = [path for path in paths if path in days]
    ended = min((days[path].date.last_day for path in known), default=None)
    first = [path for path in known if ended and days[path].date.first_day <= ended]
    undated = [path for path in paths if path not in days]
    possible = [path for path in [*first, *undated] if path not in changed]
    if len(possible) != 1:
        possible = _central(possible, pairs)
    if len(possible) != 1:
        return None
    path = possible[0]
    return _first(path, paths, traces, days, alone=first == [path])


def _largest_story(paths: Sequence[str], pairs: Sequence[Pair], spliced: AbstractSet[str]) -> Sequence[str]:
    """Give the documents of the story that most have, without those that were put together from several; maybe none."""
    if not spliced:
        return paths
    kept = [pair for pair in pairs if not {pair.a, pair.b} & spliced]
    stories = sorted(grouped(kept), key=len, reverse=True)
    if not stories or (len(stories) > 1 and len(stories[0]) == len(stories[1])):
        return ()
    return stories[0]


def _central(paths: Sequence[str], pairs: Sequence[Pair]) -> list[str]:
    """Keep the document that has most of what the others have, if there is one; a splice ties other texts to it too."""
    held = dict.fromkeys(paths, 0.0)
    for pair in pairs:
        for path in (pair.a, pair.b):
            if path in held:
                held[path] += pair.share_of(pair.other(path))
    ranked = sorted(held, key=lambda path: (-held[path], path))
    if len(ranked) > 1 and held[ranked[0]] < _CLEARLY * held[ranked[1]]:
        return ranked
    return ranked[:1]


def _first(
    path: str, paths: Sequence[str], traces: Sequence[Trace], days: Mapping[str, Day], *, alone: bool
) -> Inferred:
    """Say why a document is likely the earliest version."""
    signs = [trace.sign for trace in traces if trace.derived and path in trace.lacking and path not in trace.derived]
    reasons, evidence, doubts = [], [], []
    if path in days:
        evidence.append(days[path].shown)
    others = [days[other] for other in paths if other in days and other != path]
    later = [each for each in others if path in days and each.date.days_after(days[path].date)]
    if later and len(later) == len(others):
        reasons.append("it is of the first day")
    elif later:
        reasons.append("no dated one is of an earlier day")
    if signs:
        reasons.append("others show changes that it has not")
        evidence += [each for sign in signs for each in sign.evidence]
    undated = [other for other in paths if other not in days and other != path]
    if undated:
        doubts.append(f"{len(undated)} of the {len(paths)} documents {'is' if len(undated) == 1 else 'are'} undated")
    confidence = Confidence.LOW
    if alone and reasons:
        confidence = Confidence.HIGH if signs and not undated and not days[path].inferred else Confidence.MEDIUM
    doubts.append("an earlier one may not be in the collection")
    return Inferred(
        value=path,
        sources=tuple(paths),
        by="date" if later else "text",
        confidence=confidence,
        because="; ".join(reasons) or "no other one can be the first",
        evidence=tuple(evidence[:_MOST_EVIDENCE]),
        doubts=tuple(doubts),
    )


def credits_kept(paths: Sequence[str], shelf: Shelf) -> Iterator[tuple[str, Evidence]]:
    """Go through the documents that have the credit of an agency, each with it."""
    for path in paths:
        found = next((each for each in shelf[path].copied if each.name == "agency"), None)
        if found is not None:
            yield path, found
