"""In which direction a text was likely copied: what dates, changes and credits say for and against each direction.

Each sign counts as much as it excludes: a text that is certainly earlier may be the source, one that has a change which
the other has not is not, as it stands. What is left undecided stays so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.collection.nearness import Nearness
from linkaudit.collection.traces import listed
from linkaudit.collection.undated import WEAK
from linkaudit.models import Confidence, CopyKind, Evidence, Inferred, Pair, PartialDate
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from linkaudit.collection.shelf import Shelf
    from linkaudit.collection.traces import Trace
    from linkaudit.models import Member

# Weights; a conclusion needs one strong reason, or two weak ones.
_STRONG, _WEAK, _HINT = 2.0, 1.0, 0.5
_ENOUGH, _MEDIUM, _HIGH = 1.0, 2.0, 4.0
# A part of a text of which this share stands in one that is so much longer is an excerpt of it.
_EXCERPT = 0.7
_MUCH_LONGER = 0.5
_BY = {CopyKind.COPY: "copy", CopyKind.REWRITE: "rewrite", CopyKind.PARTIAL: "part"}
MOST_EVIDENCE = 32
_MOST_SOURCES = 3
SAY_WHO = {
    "slip": "it has a slip that {} has not",
    "correction": "it corrects a slip that {} has",
    "break": "it is torn in a sentence that is whole in {}",
    "truncation": "it is cut off where {} goes on",
    "insertion": "something was put into a sentence of it that is whole in {}",
    "splice": "it is put together from passages of {} and of others",
    "credit": "it lost the credit of an agency that {} has",
}
"""Changes that say from which text a copy was made; a spelling or another wording may come from either."""


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
    beside: tuple[str, ...] = ()
    """Others of which a text that was put together has passages."""


class Claim(Struct, frozen=True):
    """That a document is copied from the other one of a pair."""

    pair: Pair
    case: Case


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


def origins_named(shelf: Shelf, paths: Iterable[str]) -> frozenset[str]:
    """Give the documents that say where their text comes from."""
    return frozenset(path for path in paths if shelf[path].provenance)


def _date(written: str) -> PartialDate:
    """Read a date as ISO 8601 writes it, as far as it is known."""
    year, month, day, *_ = (*map(int, written[:10].split("-")), None, None)
    return PartialDate(year or 0, month, day, written)


def sources(
    pairs: Sequence[Pair],
    traces: Sequence[Trace],
    days: Mapping[str, Day],
    nearness: Nearness | None = None,
    origins: AbstractSet[str] = frozenset(),
) -> dict[str, tuple[Inferred, ...]]:
    """Tell for each document of a group which others it may be copied from, the likeliest first.

    That is the nearest of those that may be earlier. `origins` are the documents that say when and where their text was
    published.
    """
    nearness = nearness or Nearness()
    by_path: dict[str, list[Trace]] = {}
    for trace in traces:
        for path in {*trace.having, *trace.lacking}:
            by_path.setdefault(path, []).append(trace)
    told: dict[str, list[Claim]] = {}
    open_: dict[str, list[Pair]] = {}
    for pair in pairs:
        both = [trace for trace in by_path.get(pair.a, ()) if pair.b in trace.having or pair.b in trace.lacking]
        cases = {copy: _case(copy, pair, both, days, origins) for copy in (pair.a, pair.b)}
        copy, other = sorted(cases, key=lambda path: (-cases[path].score, path))
        if cases[copy].decided and _ENOUGH <= cases[copy].score > cases[other].score:
            told.setdefault(copy, []).append(Claim(pair, cases[copy]))
        elif pair.kind is not CopyKind.PARTIAL:
            open_.setdefault(copy, []).append(pair)
            open_.setdefault(other, []).append(pair)
    return {
        path: tuple(_ranked(path, claims, open_.get(path, ()), days, nearness))[:_MOST_SOURCES]
        for path, claims in sorted(told.items())
    }


def _ranked(
    copy: str, claims: Sequence[Claim], undecided: Sequence[Pair], days: Mapping[str, Day], nearness: Nearness
) -> Iterator[Inferred]:
    """Put the nearest source first, and say which texts are nearer still though nothing tells who copied whom."""
    far = nearness.ranks(copy, (*(claim.pair for claim in claims), *undecided))
    ranked = sorted(claims, key=lambda each: (far[each.pair.other(copy)], -each.case.score, each.pair.other(copy)))
    nearest = ranked[0].pair.other(copy)
    nearer = [pair for pair in undecided if far[pair.other(copy)] < far[nearest]]
    nearer.sort(key=lambda pair: (far[pair.other(copy)], pair.other(copy)))
    for pair in nearer:
        case = _of_nearer(copy, pair.other(copy), nearest, days, nearness)
        if case is not None and case.decided:
            yield _concluded(copy, Claim(pair, case))
            break
        if case is not None:
            ranked[0].case.score = min(ranked[0].case.score, _HIGH)
            ranked[0].case.doubts += case.doubts
            break
    yield from (_concluded(copy, claim) for claim in ranked)


def _of_nearer(copy: str, other: str, source: str, days: Mapping[str, Day], nearness: Nearness) -> Case | None:
    """Weigh whether a document is copied from one that is nearer to it than its source; None if it is not."""
    mine, theirs = nearness.changes(copy, other, source)
    if theirs:
        return None
    why = f"{other} is nearer to it than {source}"
    if mine:
        more = f"{why}, and has none of the changes that only {copy} has ({counted(mine, 'place')})"
        return Case(_ENOUGH, [more], [], [], decided=True)
    if (copy not in days or days[copy].inferred) and other in days and not days[other].inferred:
        doubt = f"nothing but that tells which of {copy} and {other} was first"
        return Case(_ENOUGH, [f"{why}, and says of what day it is"], [doubt], [days[other].shown], decided=True)
    return Case(doubts=[f"{other} is nearer to it, and nothing tells which of the two was copied from the other"])


def _concluded(copy: str, claim: Claim) -> Inferred:
    pair, case = claim.pair, claim.case
    score = case.score - (_WEAK if case.doubts else 0.0)
    confidence = Confidence.LOW if score < _MEDIUM else Confidence.MEDIUM if score < _HIGH else Confidence.HIGH
    doubts = case.doubts or ["both may come from a third text that is not in the collection"]
    if case.beside:
        doubts = [*doubts, f"only {pair.share_of(copy):.0%} of it: it has passages of {listed(case.beside)} as well"]
    return Inferred(
        value=pair.other(copy),
        sources=tuple(sorted((pair.a, pair.b, *case.beside))),
        by=_BY[pair.kind],
        confidence=confidence,
        because="; ".join(case.reasons),
        evidence=tuple(case.evidence[:MOST_EVIDENCE]),
        doubts=tuple(doubts),
    )


def _case(copy: str, pair: Pair, traces: Sequence[Trace], days: Mapping[str, Day], origins: AbstractSet[str]) -> Case:
    """Weigh whether `copy` is copied from the other document of a pair."""
    source = pair.other(copy)
    case = Case(reasons=[], doubts=[], evidence=[])
    _by_date(case, copy, source, days)
    for trace in traces:
        _by_trace(case, copy, source, trace, days)
    _by_style(case, (pair.a, pair.b), traces)
    if pair.kind is CopyKind.PARTIAL and pair.share_of(copy) >= _EXCERPT and pair.share_of(source) < _MUCH_LONGER:
        case.score += _WEAK
        case.decided = True
        case.reasons.append(f"{pair.share_of(copy):.0%} of {copy} stands in the longer {source}")
    if pair.kind is CopyKind.COPY and source in origins and copy not in origins:
        _by_origin(case, copy, source, days)
    return case


def _by_origin(case: Case, copy: str, source: str, days: Mapping[str, Day]) -> None:
    """A copy loses what a page says of itself; nobody but an editor adds it."""
    if source in days and not days[source].inferred and (copy not in days or days[copy].inferred):
        case.score += _WEAK
        case.decided = True
        case.reasons.append(f"only {source} says when and where it was published")
        case.evidence.append(days[source].shown)


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


def _by_trace(case: Case, copy: str, source: str, trace: Trace, days: Mapping[str, Day]) -> None:
    kind = trace.sign.kind
    if kind not in SAY_WHO:
        return
    if copy in trace.derived and source not in trace.derived:
        if _add(case.reasons, SAY_WHO[kind].format(source)):
            case.score += _STRONG if kind in ("truncation", "splice") else _WEAK
        case.decided = True
        if kind == "splice":
            case.beside = tuple(path for path in trace.lacking if path != source)
        case.evidence += trace.sign.evidence
    elif source in trace.derived and copy not in trace.derived:
        if _add(case.doubts, f"of {source}: {SAY_WHO[kind].format(copy)}"):
            case.score -= _STRONG
    elif kind == "slip" and source in trace.lacking and copy in trace.having and _has_earlier(copy, trace.having, days):
        # Whoever is first of those that have it may have made it; the others have it from there.
        new = _add(case.doubts, f"{SAY_WHO[kind].format(source)}, and others had it before")
        case.score -= _WEAK if new else 0


def _has_earlier(path: str, others: Iterable[str], days: Mapping[str, Day]) -> bool:
    """Tell whether one of several documents is of a day before this one."""
    mine = days.get(path)
    return mine is not None and any(mine.date.days_after(days[other].date) for other in others if other in days)


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


def credits_kept(paths: Sequence[str], shelf: Shelf) -> Iterator[tuple[str, Evidence]]:
    """Go through the documents that have the credit of an agency, each with it."""
    for path in paths:
        found = next((each for each in shelf[path].copied if each.name == "agency"), None)
        if found is not None:
            yield path, found
