"""The date of a document from others that share its text and state theirs."""

from __future__ import annotations

from collections import Counter
from functools import cache, partial
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.collection.news_days import FRESH, SLACK, checked, news_day
from linkaudit.models import Confidence, CopyKind, Evidence, Inferred, PartialDate, Precision
from linkaudit.wording import percent

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linkaudit.collection.day_clues import DayClue
    from linkaudit.collection.news_days import Check, NewsDay
    from linkaudit.collection.stated_dates import DatedBy
    from linkaudit.models import Document, Location, Pair

BY = {CopyKind.COPY: "copy", CopyKind.REWRITE: "rewrite", CopyKind.PARTIAL: "part"}
"""What an inference over each kind of pair is called."""
_RANKS = (CopyKind.COPY, CopyKind.REWRITE, CopyKind.PARTIAL)
IN_COMMON = "words in common"
"""The name of the evidence that says how much of two documents is the same."""
SHOWN = 8
"""Of copies that say the same, no more than these are named."""
NEARLY_ALL = 0.8
"""So much of an excerpt stands in the text that it is taken from."""
_MOSTLY = 0.5
# Of what puts siblings in order, so much is of how good they are; the rest is their date and path.
_QUALITY = 4
# Shares that differ by less are equal: one is no better a copy than the other.
_AS_GOOD = 0.05
# Signs of quotation, full stops and markup at the ends of a line are no part of a passage.
_AT_ENDS = 4
# What is taken over by news is taken over within a month, if at all.
_MONTH = 31
# Passages that stand in one text much less than in another say little beside those.
_MUCH_LESS = 0.5


class Sibling(Struct, frozen=True):
    """A dated document beside one that is not."""

    document: Document
    pair: Pair
    dated: DatedBy
    share: float
    """Of the own words of the undated document, those that stand in this one."""
    check: Check

    @property
    def path(self) -> str:
        """Its path."""
        return self.document.path


def siblings_of(path: str, dated: Iterable[tuple[Document, Pair, DatedBy]], clues: Sequence[DayClue]) -> list[Sibling]:
    """Put the dated documents that share text with one in the order in which they date it, the best first.

    Those are left out that were written before what this one speaks of as past in words of its own: what it shares with
    them is older than the rest of it.
    """
    check = cache(partial(checked, clues))
    found = [Sibling(other, pair, by, pair.share_of(path), check(by.date)) for other, pair, by in dated]
    return sorted((each for each in found if not _is_older(each, path)), key=_place)


def _is_older(each: Sibling, path: str) -> bool:
    """Tell whether a document speaks, outside of what it shares with a sibling, of what came after that one."""
    sides = [passage.a if each.pair.a == path else passage.b for passage in each.pair.passages]
    return any(not any(_covers(side, clue.location) for side in sides) for clue in each.check.later)


def _covers(side: Location, line: Location) -> bool:
    """Tell whether a passage holds a whole line, but for the signs at its ends."""
    return side.part == line.part and side.start <= line.start + _AT_ENDS and line.end <= side.end + _AT_ENDS


def _place(each: Sibling) -> tuple[object, ...]:
    against = len(each.check.against) if each.pair.kind is CopyKind.COPY else 0
    return (
        _RANKS.index(each.pair.kind),
        each.dated.weight,
        against,
        -int(each.share / _AS_GOOD + 0.5),
        # What follows is no matter of quality.
        each.dated.date.first_day,
        each.path,
    )


def date_of_sibling(siblings: Sequence[Sibling], clues: Sequence[DayClue]) -> Inferred | None:
    """Conclude the date of a document from its dated siblings, the best first; None if they say too little."""
    if not siblings:
        return None
    if siblings[0].pair.kind is CopyKind.COPY:
        return _of_copy(siblings[0], [each for each in siblings[1:] if each.pair.kind is CopyKind.COPY])
    return _of_relative(siblings, clues)


def _of_copy(best: Sibling, others: Sequence[Sibling]) -> Inferred:
    """Take over the date of a copy."""
    best, others = _agreed(best, others)
    value = best.dated.date
    same = [each for each in others if each.dated.date.days_apart(value) <= SLACK]
    differing = [each for each in others if each.dated.date.days_apart(value) > SLACK]
    doubts = [f"{each.path}, also a copy, is of {each.dated.date}" for each in differing[:SHOWN]]
    repeated = all(_is_later(each, best) for each in differing)
    doubts += best.check.against
    doubts += best.dated.doubts
    signs = bool(same) + best.dated.agreeing + bool(best.check.agreeing)
    # Copies are published again later: those speak against nothing that the text itself says.
    repeated = repeated and len(doubts) == len(differing[:SHOWN])
    if not doubts:
        confidence = Confidence.HIGH if signs else Confidence.MEDIUM
    else:
        confidence = Confidence.MEDIUM if signs and (repeated or (signs > 1 and len(doubts) == 1)) else Confidence.LOW
    return Inferred(
        value=str(_written(value)),
        sources=(best.path, *(each.path for each in same[:SHOWN])),
        by=BY[CopyKind.COPY],
        confidence=confidence,
        because=f"it is a copy of {best.path}{_and_more(same, value)}",
        evidence=(
            best.dated.evidence,
            in_common(best.document.path, best.pair),
            *(each.dated.evidence for each in same[:SHOWN]),
            *best.check.agreeing,
        ),
        doubts=tuple(doubts),
    )


def _agreed(best: Sibling, others: Sequence[Sibling]) -> tuple[Sibling, list[Sibling]]:
    """Choose, of copies that agree with the best one, that with the date of most of them, as finely as one has it."""
    near = [each for each in (best, *others) if each.dated.date.days_apart(best.dated.date) <= SLACK]
    finest = max(each.dated.date.precision for each in near)
    fine = [each for each in near if each.dated.date.precision is finest]
    as_good = [each for each in fine if _place(each)[:_QUALITY] == _place(fine[0])[:_QUALITY]]
    number = Counter(each.dated.date.first_day for each in as_good)
    chosen = max(as_good, key=lambda each: number[each.dated.date.first_day])
    return chosen, [each for each in (best, *others) if each is not chosen]


def _and_more(same: Sequence[Sibling], value: PartialDate) -> str:
    """Say how many other copies are of the same date, and how many are nearly so; empty if there are none."""
    beside = sum(each.dated.date.days_apart(value) > 0 for each in same)
    coarse = sum(each.dated.date.precision < value.precision for each in same if not each.dated.date.days_apart(value))
    parts = (
        (len(same) - beside - coarse, f"more of the same {value.precision.name.lower()}"),
        (beside, "of the day before or after"),
        (coarse, "whose date is less exact"),
    )
    return "".join(f" and {number} {what}" for number, what in parts if number)


def _of_relative(siblings: Sequence[Sibling], clues: Sequence[DayClue]) -> Inferred | None:
    """Conclude from a text that runs parallel, or shares passages, what the days say of which this one speaks."""
    kind = siblings[0].pair.kind
    alike = [each for each in siblings if each.pair.kind is kind]
    most = max(each.share for each in alike)
    # What stood there first bounds the date of what is shared.
    best = min(
        (each for each in alike if each.share >= _MUCH_LESS * most),
        key=lambda each: (each.dated.date.last_day, -each.share, each.path),
    )
    bound = best.dated.date
    close = kind is CopyKind.REWRITE or best.share >= NEARLY_ALL
    spoken = news_day(clues, bound.last_day, apart=_MONTH) if bound.precision is Precision.DAY else None
    doubts = [f"{each.path} is of {each.dated.date}" for each in alike if each is not best and _differ(each, best)][
        :SHOWN
    ]
    doubts += best.dated.doubts
    sure = False
    if spoken:
        # Nearly the same text, of a day or two after what it tells, is of that day itself.
        fresh = close and (bound.last_day - spoken.day).days <= FRESH
        value = _written(bound) if fresh else PartialDate.of(spoken.day)
        doubts += checked(clues, value).against
        sure = close and not doubts
        doubts.append(_of_which_day(spoken, fresh=fresh))
        because = f"the text speaks of {spoken.clue.spoken.text}, and {_shares(kind, best)} of {bound}"
    elif close or best.share >= _MOSTLY:
        value = bound.coarsened(Precision.MONTH)
        doubts.append("the two need not be of the same days")
        because = f"{_shares(kind, best)} of {bound}"
    else:
        return None
    return Inferred(
        value=str(value),
        sources=(best.path,),
        by=BY[kind],
        confidence=Confidence.MEDIUM if sure else Confidence.LOW,
        because=because,
        evidence=(
            best.dated.evidence,
            in_common(best.path, best.pair),
            *((spoken.evidence,) if spoken else ()),
        ),
        doubts=tuple(dict.fromkeys(each for each in doubts if each)),
    )


def _of_which_day(spoken: NewsDay, *, fresh: bool) -> str:
    """Say what is uncertain about a day that was concluded from a text with common passages; empty if nothing is."""
    if fresh:
        return f"it can be of any day from {spoken.day} on"
    return "" if spoken.dated else "it was that day only if the passages were taken over within the week"


def _is_later(one: Sibling, other: Sibling) -> bool:
    return one.dated.date.first_day > other.dated.date.last_day


def _differ(one: Sibling, other: Sibling) -> bool:
    return one.dated.date.days_apart(other.dated.date) > _MONTH


def _shares(kind: CopyKind, best: Sibling) -> str:
    """Say how a text shares its own with another."""
    if kind is CopyKind.REWRITE:
        return f"it runs parallel to {best.path}"
    if best.share >= NEARLY_ALL:
        return f"nearly all of it stands in {best.path}"
    return f"parts of it stand in {best.path}"


def _written(value: PartialDate) -> PartialDate:
    """Leave out the time of the day: a copy is of the same day, not of the same moment."""
    return value.coarsened(Precision.DAY)


def in_common(other: str, pair: Pair) -> Evidence:
    """Show how much two documents have in common, from the one that is not `other`."""
    mine, theirs = (pair.a_in_b, pair.b_in_a) if pair.b == other else (pair.b_in_a, pair.a_in_b)
    place = next(((each.b if pair.b == other else each.a) for each in pair.passages), None)
    return Evidence(
        IN_COMMON, f"{percent(mine)} of its own stand in {other}, {percent(theirs)} of the other's in it", place
    )
