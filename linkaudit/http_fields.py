"""What header fields of HTTP say of moments and waits, read alike wherever it is asked."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

# No wait is said to be longer than this (seconds): three hundred years, which is still a number that can be added up.
LONGEST = 1e10

_NUMBER = re.compile(r"\d{1,300}(?:\.\d{0,300})?", re.ASCII)


def http_date(text: str) -> datetime | None:
    """Read a date of HTTP (RFC 9110, 5.6.7) as a moment in UTC; None if it is none. Without a zone it is UTC."""
    moment = _moment(text)
    try:
        return None if moment is None else moment.astimezone(UTC)
    except OverflowError:
        return None


def number(text: str) -> float | None:
    """Read a number that is not negative; None for anything else."""
    written = _NUMBER.fullmatch(text.strip())
    return None if written is None else float(written[0])


def seconds_until(text: str, now: datetime) -> float | None:
    """Read the seconds until a date of HTTP; 0 for one that has passed, None for what is no date."""
    moment = _moment(text)
    return None if moment is None else max(0.0, (moment - now).total_seconds())


def retry_after(text: str, now: datetime) -> float | None:
    """Read Retry-After (RFC 9110, 10.2.3), seconds or a date, as seconds from `now`; None if it says nothing.

    Fractions of seconds are sent, too.
    """
    seconds = number(text)
    if seconds is None:
        seconds = seconds_until(text, now)
    return None if seconds is None else min(seconds, LONGEST)


def _moment(text: str) -> datetime | None:
    """Read a date in the zone in which it is written; what that is in UTC may be beyond the calendar."""
    try:
        moment = parsedate_to_datetime(text.strip())
    except (TypeError, ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=moment.tzinfo or UTC)
