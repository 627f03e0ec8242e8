"""How fast an archive may be asked, and when to leave it alone.

The figures follow what the Internet Archive tolerates; other archives publish less and are treated alike. One
`Courtesy` stands for one archive in the whole process, so every task that asks this archive shares it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from msgspec import Struct, field

from linkaudit.archives.interface import Reason, UnansweredError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

MINUTE = 60.0
PLAYBACK_PER_MINUTE = 480.0
"""80 % of the Internet Archive's limit of 600 a minute for `/web/`, the share that it asks clients to use
(https://github.com/edgi-govdata-archiving/wayback, 0.5.1, 2026-06)."""
INDEX_PER_MINUTE = 24.0
"""80 % of the Internet Archive's limit of 30 a minute for `/cdx/` and `/web/timemap/` (same source)."""
PLAYBACK_IN_FLIGHT = 4
INDEX_IN_FLIGHT = 1
FIRST_PAUSE = 60.0
"""Seconds without any request after a refusal: who goes on for more than a minute is shut out for an hour, and twice
as long each further time (https://github.com/edgi-govdata-archiving/wayback/issues/137)."""
STRIKES = 3
"""Refusals after which the archive is left alone for the rest of the run."""
LONGEST_PAUSE = 300.0
"""Seconds: an archive that wants to be left alone for longer is not asked again in this run."""
FAILURES_IN_A_ROW = 16
"""Time-outs and server errors, four rounds of all that is in flight, after which an archive counts as down."""
MOST_STARTS = 1_000_000
"""Starts remembered per lane: a rate above this many a minute is no limit."""


@unique
class Lane(StrEnum):
    """The two kinds of requests for which an archive has limits of their own."""

    PLAYBACK = "playback"
    INDEX = "index"


class Budget:
    """The requests that a run may make to all archives together; 0 means as many as it likes."""

    def __init__(self, requests: int = 0) -> None:
        """Start with `requests` to spend."""
        self._left: int | None = requests or None

    def take(self) -> bool:
        """Spend one request; False if there is none left."""
        if self._left is None:
            return True
        self._left -= 1
        return self._left >= 0


class _Pace(Struct):
    """The pace of one lane: so many starts within `window` seconds, so many requests under way."""

    starts: deque[float]
    window: float
    in_flight: asyncio.Semaphore
    door: asyncio.Lock = field(default_factory=asyncio.Lock)
    """Held by the one who waits for the next start, so that the others keep their order."""

    @classmethod
    def of(cls, per_minute: float, in_flight: int) -> _Pace:
        """Make the pace for a rate; below one a minute the window grows instead."""
        starts = int(min(max(per_minute, 1.0), MOST_STARTS))
        return cls(deque(maxlen=starts), MINUTE * starts / per_minute, asyncio.Semaphore(in_flight))

    def wait(self, now: float) -> float:
        """Give the seconds until one more may start."""
        if len(self.starts) < (self.starts.maxlen or 0):
            return 0.0
        return self.starts[0] + self.window - now


class Courtesy:
    """Lets requests to one archive through, each in its turn.

    `clock` gives seconds that never go back; `sleep` waits for so many of them. Both are given by tests.
    """

    def __init__(
        self,
        *,
        playback_per_minute: float = PLAYBACK_PER_MINUTE,
        index_per_minute: float = INDEX_PER_MINUTE,
        budget: Budget | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Set the rates; a budget may be shared with other archives."""
        self._paces = {
            Lane.PLAYBACK: _Pace.of(playback_per_minute, PLAYBACK_IN_FLIGHT),
            Lane.INDEX: _Pace.of(index_per_minute, INDEX_IN_FLIGHT),
        }
        self._budget = budget or Budget()
        self._clock = clock
        self._sleep = sleep
        self._paused_at = float("-inf")
        self._open_at = float("-inf")
        self._strikes = 0
        self._failures = 0
        self.given_up = False
        """Whether the archive is left alone for the rest of the run."""

    @asynccontextmanager
    async def turn(self, lane: Lane) -> AsyncIterator[Turn]:
        """Wait until a request may be made, and hold its place until it is done.

        Raises UnansweredError, at once, if the archive has been given up or the budget is spent.
        """
        pace = self._paces[lane]
        self._raise_if_given_up()
        async with pace.in_flight:
            async with pace.door:
                while (delay := max(self._open_at - self._clock(), pace.wait(self._clock()))) > 0:
                    self._raise_if_given_up()
                    await self._sleep(delay)
                self._raise_if_given_up()
                if not self._budget.take():
                    raise UnansweredError(Reason.BUDGET_SPENT)
                started = self._clock()
                pace.starts.append(started)
            yield Turn(self, started)

    def note_refusal(self, started: float, retry_after: float | None) -> None:
        """Stop asking for a while, longer each time; after the third time, for good.

        Requests that were under way when a pause began were refused for the same reason: together they count once.
        """
        now = self._clock()
        asked = retry_after or 0.0
        if asked > LONGEST_PAUSE:
            self.given_up = True
        elif started <= self._paused_at:
            self._open_at = max(self._open_at, now + asked)
        else:
            self._strikes += 1
            self.given_up |= self._strikes >= STRIKES
            self._paused_at = now
            self._open_at = max(self._open_at, now + max(asked, FIRST_PAUSE * 2 ** (self._strikes - 1)))

    def note_failure(self) -> None:
        """Count a time-out or a server error."""
        self._failures += 1
        self.given_up |= self._failures >= FAILURES_IN_A_ROW

    def note_service(self) -> None:
        """Take note that the archive answers."""
        self._failures = 0

    def _raise_if_given_up(self) -> None:
        if self.given_up:
            raise UnansweredError(Reason.GIVEN_UP)


class Turn:
    """The right to make one request; tell it how the request went."""

    def __init__(self, courtesy: Courtesy, started: float) -> None:
        """Remember when it began."""
        self._courtesy = courtesy
        self._started = started

    def refused(self, retry_after: float | None = None) -> None:
        """Say that the archive does not want to be asked now; `retry_after` in seconds if it said how long."""
        self._courtesy.note_refusal(self._started, retry_after)

    def failed(self) -> None:
        """Say that the archive timed out, broke off or had an error of its own."""
        self._courtesy.note_failure()

    def served(self) -> None:
        """Say that the archive answered."""
        self._courtesy.note_service()


def retry_after(text: str, now: datetime) -> float | None:
    """Read a Retry-After header as seconds from `now` (RFC 9110, 10.2.3); None if it says nothing."""
    text = text.strip()
    if text.isdecimal():
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (TypeError, ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return max(0.0, (moment - now).total_seconds())
