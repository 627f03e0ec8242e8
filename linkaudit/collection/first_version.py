"""Which document of a group is likely the earliest version of a text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.collection.direction import MOST_EVIDENCE, SAY_WHO
from linkaudit.collection.grouping import grouped
from linkaudit.models import Confidence, Inferred

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from linkaudit.collection.direction import Day
    from linkaudit.collection.traces import Trace
    from linkaudit.models import Pair

# How many times as much of the others' texts as the next one a document has that is at the centre of a group.
_CLEARLY = 1.5


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
    changed = {path for trace in traces if trace.sign.kind in SAY_WHO for path in trace.derived}
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
        evidence=tuple(evidence[:MOST_EVIDENCE]),
        doubts=tuple(doubts),
    )
