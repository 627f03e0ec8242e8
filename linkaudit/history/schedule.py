"""When a URL is to be looked at again.

What is alive is looked at once a week, what failed as soon as another failure would count, a confirmed death once a
month: it may come back. A shift that is each URL's own spreads them over the days, so that an audit that ran once over
everything does not come to ask for everything in one night again.
"""

from __future__ import annotations

import hashlib
from datetime import timedelta
from typing import TYPE_CHECKING

from linkaudit.models import Condition, Verdict

if TYPE_CHECKING:
    from datetime import datetime

    from linkaudit.models import Standing
    from linkaudit.settings import History

# The share of the time between two looks by which they are shifted at the most.
_SHIFT = 0.15


def is_due(standing: Standing, settings: History, now: datetime) -> bool:
    """Tell whether a URL is to be looked at.

    What was never looked at is always due, and so is what the last look told nothing about, and what was last looked
    at in what is now the future: a clock was wrong.
    """
    if standing.looked_at is None or standing.verdict is Verdict.UNKNOWN or standing.looked_at > now:
        return True
    return now >= standing.looked_at + _wait(standing, settings)


def _wait(standing: Standing, settings: History) -> timedelta:
    """Give the time from the last look to the next.

    A suspicion is never looked into too early, since the look would not count. What is blocked waits as long as what is
    alive: nothing speaks for its death, and asking more often makes walls higher.
    """
    shift = _shift(standing.url)
    if standing.condition is Condition.SUSPECT:
        return timedelta(days=settings.suspect_days * (1 + _SHIFT / 2 + shift / 2))
    days = settings.confirmed_days if standing.condition is Condition.CONFIRMED else settings.alive_days
    return timedelta(days=days * (1 + shift))


def _shift(url: str) -> float:
    """Give a number between -0.15 and 0.15 that is always the same for a URL."""
    digest = hashlib.blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (int.from_bytes(digest) / 2**64 * 2 - 1) * _SHIFT
