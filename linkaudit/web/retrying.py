"""When to look again at what may pass."""

from __future__ import annotations

from datetime import UTC
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from linkaudit.web.exchange import Headers

# Seconds before the second look, and the factor for each further one: 1, 4, 16. A restart of a server takes seconds; a
# failure that lasts longer is for the next run to confirm, not for this one to wait out.
FIRST_BACKOFF = 1.0
BACKOFF_FACTOR = 4


def backoff(attempt: int) -> float:
    """Give the seconds to wait after the attempt of this number, counted from 1."""
    return float(FIRST_BACKOFF * BACKOFF_FACTOR ** (attempt - 1))


def retry_after(headers: Headers, now: datetime) -> float | None:
    """Read Retry-After (RFC 9110 §10.2.3), seconds or a date; None if there is none, or none that can be read."""
    text = headers.get("retry-after", "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:10])
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return max(0.0, (moment.replace(tzinfo=moment.tzinfo or UTC) - now).total_seconds())
