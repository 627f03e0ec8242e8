"""From days that a text speaks of to the day on which it was written, and whether a date agrees with them.

News say `on Wednesday` on that day or on one of the next six; from the seventh day on they give its date.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.collection.day_clues import DayClue  # noqa: TC001 - a field of a struct
from linkaudit.models import Evidence, PartialDate, Precision, days

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date


WEEK = 7
# A text may be dated by the day of another time zone.
SLACK = 1
FRESH = 2
"""News are about today and yesterday: a text whose last day lies more days ago was likely written before."""
# How far behind a day with its date another day of the week is taken for the one that follows, not the one before.
_SOON = 3
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


class Check(Struct, frozen=True):
    """What the days of a text say of a date that it may have."""

    agreeing: tuple[Evidence, ...] = ()
    against: tuple[str, ...] = ()
    later: tuple[DayClue, ...] = ()
    """The years and dates of which it speaks as past, and which came after that date."""


class NewsDay(Struct, frozen=True):
    """The latest day of which a text speaks as past or as today, and the words that say it."""

    day: date
    clue: DayClue
    dated: bool
    """Whether the text gives the day of the month."""

    @property
    def evidence(self) -> Evidence:
        """Show the words, and the day that they mean."""
        return shown(self.clue, self.day)


def shown(clue: DayClue, day: date) -> Evidence:
    """Show a day of which a text speaks, and which one it is."""
    return Evidence("day in the text", f"{clue.spoken.text}: {NAMES[day.weekday()]}, {day}", clue.location)


def checked(clues: Iterable[DayClue], written: PartialDate) -> Check:
    """Hold a date that a text may have against the days of which it speaks."""
    agreeing: list[Evidence] = []
    against: list[str] = []
    later: list[DayClue] = []
    latest: tuple[int, DayClue] | None = None
    for clue in clues:
        spoken = clue.spoken
        if spoken.year is not None:
            named = PartialDate(spoken.year, spoken.month, spoken.day)
            if clue.is_past and named.days_after(written) > SLACK:
                against.append(f"it speaks of {spoken.text} as past (line {clue.location.line})")
                later.append(clue)
        elif clue.names_day and spoken.weekday is not None:
            day = _nearest(clue, written)
            objection = _objection(clue, day, written) if day else ""
            if objection:
                against.append(objection)
            elif day:
                agreeing.append(shown(clue, day))
        elif clue.names_weekday and clue.is_past and written.precision is Precision.DAY:
            ago = _days_ago(clue, written.first_day)
            latest = min(latest or (ago, clue), (ago, clue), key=_first)
    if latest:
        ago, clue = latest
        if ago <= FRESH:
            agreeing.append(shown(clue, written.first_day - days(ago)))
        else:
            against.append(
                f"the latest day that it speaks of as past, {clue.spoken.text} (line {clue.location.line}),"
                f" is {ago} days before"
            )
    return Check(tuple(agreeing), tuple(against), tuple(later))


def _objection(clue: DayClue, day: date, written: PartialDate) -> str:
    """Say what a day beside its day of the week says against a date; empty if it agrees."""
    if day.weekday() != clue.spoken.weekday:
        return f"it says {clue.spoken.text} (line {clue.location.line}), and {day} is a {NAMES[day.weekday()]}"
    ahead = (day - written.last_day).days
    if clue.is_past and ahead > SLACK:
        return f"it speaks of {clue.spoken.text} as past (line {clue.location.line}), {ahead} days after"
    return ""


def news_day(clues: Sequence[DayClue], until: date, *, apart: int) -> NewsDay | None:
    """Find the latest day, not after `until`, of which a text speaks as past or as today; None if it speaks of none.

    The text stood somewhere on the day `until`. Dates with their day of the week come first, if they are no more than
    `apart` days before it.
    """
    past = [clue for clue in clues if clue.is_past]
    dated: list[NewsDay] = []
    for clue in past:
        day = _latest(clue, until) if clue.names_day else None
        if day is not None and (until - day).days <= apart:
            dated.append(NewsDay(day, clue, dated=True))
    sure = [each for each in dated if each.clue.spoken.weekday is not None]
    anchor = max(sure, key=_day, default=None)
    if anchor:
        following = [
            NewsDay(anchor.day + days(_days_until(clue, anchor.day)), clue, dated=False)
            for clue in past
            if clue.names_weekday
        ]
        soon = [each for each in following if 0 < (each.day - anchor.day).days <= _SOON and each.day <= until]
        return max(soon, key=_day, default=anchor)
    bare = [NewsDay(until - days(_days_ago(clue, until)), clue, dated=False) for clue in past if clue.names_weekday]
    recent = [each for each in dated if (until - each.day).days < WEEK]
    return max((*recent, *bare), key=_day, default=None)


def _day(each: NewsDay) -> tuple[date, int]:
    # Of clues to one day the first in the text.
    return each.day, -each.clue.spoken.start


def _first(each: tuple[int, DayClue]) -> int:
    return each[0]


def _days_ago(clue: DayClue, day: date) -> int:
    """Count the days from the last day of a name to a day: 0 if it is that day."""
    return (day.weekday() - (clue.spoken.weekday or 0)) % WEEK


def _days_until(clue: DayClue, day: date) -> int:
    """Count the days from a day to the next of a name."""
    return ((clue.spoken.weekday or 0) - day.weekday()) % WEEK


def on_day(clue: DayClue, year: int) -> date | None:
    """Give the day of a clue in a year; None if that year has no such day."""
    named = PartialDate(year, clue.spoken.month, clue.spoken.day)
    return named.first_day if named.possible else None


def _latest(clue: DayClue, until: date) -> date | None:
    """Give the last day of a name and number not after a day, within a year; None if its weekday is another."""
    for year in (until.year, until.year - 1):
        day = on_day(clue, year)
        if day and day <= until:
            return day if clue.spoken.weekday in (None, day.weekday()) else None
    return None


def _nearest(clue: DayClue, when: PartialDate) -> date | None:
    """Give the day of a clue that is nearest to a date; None for a leap day without a leap year around."""
    around = (on_day(clue, year) for year in (when.year - 1, when.year, when.year + 1))
    return min((day for day in around if day), key=lambda day: PartialDate.of(day).days_apart(when), default=None)
