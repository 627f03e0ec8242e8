"""The year of a text that dates itself by a day of the week beside a day of the month: `Wednesday, July 11`.

That day of the month falls on that day of the week in a few years only. The text was written not before the years that
it speaks of as past, nor before the pages to which it links, and not after the day of the audit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.collection.news_days import WEEK, NewsDay, news_day, on_day, shown
from linkaudit.models import Confidence, Evidence, Inferred, PartialDate, Precision, days

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from linkaudit.collection.day_clues import DayClue

# Months between days of which one is taken for that of the year before: December beside January.
_HALF_A_YEAR = 6
_JANUARY_TO_JUNE = 6
# A day that is still to come is announced in its own month, but for its first days.
_FIRST_DAYS = 7
# A year that is named so many characters before a day, at most, may be that of the day; and it is another time than
# that of writing if it lies so many years back.
_NEAR, _LONG_AGO = 300, 10


class Bounds(Struct, frozen=True):
    """Between which days a text was written, and what says so."""

    first: date | None
    """None if nothing says it."""
    last: date
    first_by: Evidence | None = None
    last_by: Evidence | None = None


class _Dated(Struct, frozen=True):
    """The days of a text in one of the years in which it may have been written."""

    year: int
    days: tuple[tuple[DayClue, date], ...]

    @property
    def past(self) -> list[date]:
        return [day for clue, day in self.days if clue.is_past]


def told_date(path: str, clues: Sequence[DayClue], bounds: Bounds) -> Inferred | None:
    """Conclude the date of a document from its own words; None if they leave no year, or several."""
    weekdays = _weekdays_with_days(clues)
    if not weekdays or bounds.first is None:
        return None
    years = [_in_year(weekdays, year) for year in range(bounds.first.year, bounds.last.year + 1)]
    fitting = [each for each in years if each.days and _is_within(each, bounds)]
    most = max((len(each.days) for each in fitting), default=0)
    best = [each for each in fitting if len(each.days) == most]
    # What contradicts itself needs a majority.
    if len(best) != 1 or 2 * most <= len(weekdays):
        return None
    return _inferred(path, clues, bounds, best[0], len(weekdays))


def _weekdays_with_days(clues: Sequence[DayClue]) -> list[DayClue]:
    """List the days of months beside the names of their days of the week, each once."""
    first: dict[tuple[int | None, int | None, int | None], DayClue] = {}
    for clue in clues:
        if clue.names_day and clue.spoken.weekday is not None:
            first.setdefault((clue.spoken.weekday, clue.spoken.month, clue.spoken.day), clue)
    return list(first.values())


def _in_year(clues: Sequence[DayClue], year: int) -> _Dated:
    """Take a year for that of a text: keep the days that have their day of the week then."""
    months = [clue.spoken.month or 1 for clue in clues]
    turns = max(months) - min(months) >= _HALF_A_YEAR
    found: list[tuple[DayClue, date]] = []
    for clue, month in zip(clues, months, strict=True):
        day = on_day(clue, year - 1 if turns and month > _JANUARY_TO_JUNE else year)
        if day and day.weekday() == clue.spoken.weekday:
            found.append((clue, day))
    return _Dated(year, tuple(found))


def _is_within(each: _Dated, bounds: Bounds) -> bool:
    """Tell whether the text can have been written in that year."""
    last_past = max(each.past, default=None)
    if last_past and last_past > bounds.last:
        return False
    latest = last_past or max(day for _, day in each.days)
    return bounds.first is None or latest >= bounds.first


def _latest_day(clues: Sequence[DayClue], bounds: Bounds, found: _Dated) -> NewsDay | None:
    """Find the latest day of which the text speaks as past or as today: the dated one, or one soon after it."""
    if not found.past:
        return None
    of_year = [clue for clue, _ in found.days] + [clue for clue in clues if clue.names_weekday]
    return news_day(of_year, min(bounds.last, max(found.past) + days(WEEK - 1)), apart=WEEK)


def _other_years(clues: Sequence[DayClue], found: _Dated) -> list[str]:
    """Say which other years the days of a text may be of, as those of a story long past: years named before them."""
    told = [clue for clue, _ in found.days]
    begin = told[0].spoken.start
    before = [clue for clue in clues if clue.spoken.year and clue.spoken.end <= begin]
    past = {clue.spoken.year: clue for clue in reversed(before) if clue.is_past and clue.spoken.year}
    doubts = [
        f"{year}, which it names (line {clue.location.line}), has the same days"
        for year, clue in sorted(past.items())
        if year != found.year and len(_in_year(told, year).days) == len(told)
    ]
    near = before[-1] if before and begin - before[-1].spoken.end <= _NEAR else None
    if not doubts and near and found.year - (near.spoken.year or found.year) >= _LONG_AGO:
        doubts.append(f"the year named before them is {near.spoken.year} (line {near.location.line})")
    return doubts


def _inferred(path: str, clues: Sequence[DayClue], bounds: Bounds, found: _Dated, number: int) -> Inferred:
    named = ", ".join(f"{clue.spoken.text} (line {clue.location.line})" for clue, _ in found.days)
    doubts: list[str] = []
    if len(found.days) < number:
        doubts.append(f"{number - len(found.days)} of {number} such days fall on another day of the week in that year")
    doubts += _other_years(clues, found)
    confidence = Confidence.MEDIUM
    latest = _latest_day(clues, bounds, found)
    if latest:
        value, last = PartialDate.of(latest.day), latest.evidence
    else:
        clue, day = min(found.days, key=lambda each: each[1])
        value, last = PartialDate.of(day).coarsened(Precision.MONTH), shown(clue, day)
        doubts.append("the text speaks of that day as still to come")
        if day.day <= _FIRST_DAYS:
            doubts.append("it may have been written in the month before")
    if doubts:
        confidence = Confidence.LOW
    elif bounds.first and bounds.first.year == found.year:
        confidence = Confidence.HIGH
    first = bounds.first or bounds.last
    evidence = dict.fromkeys([*(shown(clue, day) for clue, day in found.days), last])
    return Inferred(
        value=str(value),
        sources=(path,),
        by="weekday",
        confidence=confidence,
        because=f"between {first.year} and {bounds.last.year} only {found.year} has {named}",
        evidence=(*evidence, *(each for each in (bounds.first_by, bounds.last_by) if each)),
        doubts=tuple(doubts),
    )
