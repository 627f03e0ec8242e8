"""Dates that somebody asks for: a day, a month, a year or an instant, and nothing else beside it.

In a document a date is read out of what stands around it, and its time of day means little. Who asks for a date means
what is written: an instant counts to the second, in UTC unless it names its offset.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from linkaudit.citations.dates import find_dates
from linkaudit.models import PartialDate
from linkaudit.patterns import Pattern

FORMS = "a day, month, year or instant such as 2018-07-12, 2018-07, 2018 or 2018-07-12T08:00:00Z"
"""The forms of a date, as messages name them."""
_DASHED = Pattern(r"(?P<y>\d{4})(?:-(?P<mo>\d{1,2})(?:-(?P<d>\d{1,2}))?)?", re.ASCII)
_IN_DIGITS = Pattern(r"(?P<y>\d{4})(?P<mo>\d\d)(?P<d>\d\d)", re.ASCII)
# RFC 3339 and what people make of it: a blank for the T, minutes only, no offset, all digits in a row as archives do.
_OFFSET = r" *(?:[Zz]|UTC|GMT|(?P<sign>[+-])(?P<off_h>\d\d):?(?P<off_m>\d\d)?)?"
_TIMES = (
    Pattern(
        r"(?P<y>\d{4})-(?P<mo>\d{1,2})-(?P<d>\d{1,2})(?:[Tt]| +)"
        rf"(?P<h>\d\d?):(?P<mi>\d\d)(?::(?P<s>\d\d)(?:[.,]\d{{1,9}})?)?{_OFFSET}",
        re.ASCII,
    ),
    Pattern(
        rf"(?P<y>\d{{4}})(?P<mo>\d\d)(?P<d>\d\d)[Tt]?(?P<h>\d\d)(?P<mi>\d\d)(?P<s>\d\d)?{_OFFSET}",
        re.ASCII,
    ),
)
# The date of RFC 9110 (5.6.7), which header fields have: `Thu, 12 Jul 2018 08:00:00 GMT`.
_HTTP = Pattern(r"[A-Z][a-z]{2,8}, \d{1,2}[ -][A-Z][a-z]{2}[ -]\d{4} \d\d:\d\d:\d\d (?:GMT|UTC|[+-]\d{4})", re.ASCII)
_WEEKDAY = Pattern(r"(?:[^\W\d_]{2,12}\.?,?\s+)?")


def read_moment(text: str) -> PartialDate | None:
    """Read a date that is asked for; None if it is none. Raises ValueError for one that no calendar or clock has."""
    stripped = text.strip()
    date = _read(stripped)
    if date is not None and not date.possible:
        msg = f"the calendar has no {stripped}"
        raise ValueError(msg)
    return date


def _read(text: str) -> PartialDate | None:
    for form in _TIMES:
        if instant := form.fullmatch(text):
            return PartialDate.at(_moment(instant), text)
    if _HTTP.fullmatch(text):
        return PartialDate.at(parsedate_to_datetime(text).astimezone(UTC), text)
    if day := _DASHED.fullmatch(text) or _IN_DIGITS.fullmatch(text):
        month, of_month = (int(part) if part else None for part in day.group("mo", "d"))
        return PartialDate(int(day["y"]), month, of_month, text)
    found = next(find_dates(text), None)
    whole = found and found.end == len(text) and _WEEKDAY.fullmatch(text[: found.start])
    return found.date if found and whole else None


def _moment(parts: re.Match[str]) -> datetime:
    """Turn the parts of an instant into one in UTC. Raises ValueError if no calendar or clock has it."""
    offset = f"{parts['sign']}{parts['off_h']}:{parts['off_m'] or '00'}" if parts["sign"] else "+00:00"
    day = f"{parts['y']}-{int(parts['mo']):02d}-{int(parts['d']):02d}"
    local = datetime.fromisoformat(f"{day}T{int(parts['h']):02d}:{parts['mi']}:{parts['s'] or '00'}{offset}")
    try:
        return local.astimezone(UTC)
    except OverflowError as error:
        msg = "it lies before or behind all dates"
        raise ValueError(msg) from error
