"""Dates as far as they are known."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from enum import IntEnum, unique

from msgspec import Struct
from msgspec.structs import replace

MONTHS_IN_YEAR = 12


@unique
class Precision(IntEnum):
    """How much of a date is known."""

    YEAR = 1
    MONTH = 2
    DAY = 3


class PartialDate(Struct, frozen=True, array_like=True):
    """A date as far as it is written: missing parts stay missing, impossible parts stay as they are.

    `source` is the text from which it was read. Two dates with the same parts are equal whatever their source.
    """

    year: int
    month: int | None = None
    day: int | None = None
    source: str = ""
    instant: datetime | None = None
    """The moment of that day in UTC, to the second, if it is known so exactly; then the parts are those of its day."""

    def __eq__(self, other: object) -> bool:
        """Compare the parts only."""
        if not isinstance(other, PartialDate):
            return NotImplemented
        return self._parts == other._parts

    def __hash__(self) -> int:
        """Hash the parts only, as `==` compares them."""
        return hash(self._parts)

    @property
    def _parts(self) -> tuple[int, int | None, int | None, datetime | None]:
        return self.year, self.month, self.day, self.instant

    def __str__(self) -> str:
        """Write it as ISO 8601 does, as far as it is known: `2018`, `2018-07`, `2018-07-12`, `2018-07-12T08:00:00Z`."""
        if self.instant is not None:
            return f"{self.instant.replace(tzinfo=None).isoformat(timespec='seconds')}Z"
        parts = [f"{self.year:04d}"]
        parts += [f"{part:02d}" for part in (self.month, self.day) if part is not None]
        return "-".join(parts)

    @property
    def precision(self) -> Precision:
        """Year, month or day."""
        if self.month is None:
            return Precision.YEAR
        return Precision.MONTH if self.day is None else Precision.DAY

    @property
    def possible(self) -> bool:
        """Whether the calendar has such a date."""
        if not date.min.year <= self.year <= date.max.year:
            return False
        if self.month is None:
            return self.day is None
        if not 1 <= self.month <= MONTHS_IN_YEAR:
            return False
        return self.day is None or 1 <= self.day <= _days_in(self.year, self.month)

    @property
    def first_day(self) -> date:
        """The first day that it can mean. Raises ValueError if it is not a possible date."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last_day(self) -> date:
        """The last day that it can mean. Raises ValueError if it is not a possible date."""
        month = self.month or MONTHS_IN_YEAR
        return date(self.year, month, self.day or _days_in(self.year, month))

    def days_after(self, other: PartialDate) -> int:
        """Count the days by which this date certainly lies after `other`; 0 if it need not lie after it at all."""
        return max(0, (self.first_day - other.last_day).days)

    def days_apart(self, other: PartialDate) -> int:
        """Count the days that certainly lie between the two, whichever comes first."""
        return max(self.days_after(other), other.days_after(self))

    def coarsened(self, precision: Precision) -> PartialDate:
        """Forget what is finer than `precision`."""
        month = self.month if precision >= Precision.MONTH else None
        day = self.day if precision >= Precision.DAY else None
        return replace(self, month=month, day=day, instant=None)

    @classmethod
    def of(cls, moment: date, source: str = "") -> PartialDate:
        """Take a whole day from a date or datetime."""
        return cls(moment.year, moment.month, moment.day, source)

    @classmethod
    def at(cls, moment: datetime, source: str = "") -> PartialDate:
        """Take the moment itself from an aware datetime in UTC, to the second."""
        return cls(moment.year, moment.month, moment.day, source, moment.replace(microsecond=0))


def days(number: int) -> timedelta:
    """Name a slack in days."""
    return timedelta(days=number)


def _days_in(year: int, month: int) -> int:
    """Count the days of a month; the module `calendar` would do it, and take longer to load than to read a document."""
    if month == MONTHS_IN_YEAR:
        return 31
    return (date(year, month + 1, 1) - date(year, month, 1)).days
