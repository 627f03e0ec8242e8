"""How fast an archive may be asked, and when to leave it alone.

The figures follow what the Internet Archive tolerates. One `Courtesy` stands for one archive in the whole process, so
every task that asks this archive shares it; with a `Tally` it is shared with all other runs of the user, too.
"""

from __future__ import annotations

import asyncio
import time
from collections import Counter, deque
from contextlib import asynccontextmanager
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from msgspec import Struct, field

from linkaudit.archives.asking.budget import Budget
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.own_files import Locked
from linkaudit.wording import waiting

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Awaitable, Callable

    from linkaudit.archives.asking.tally import Pause, Tally

MINUTE = 60.0
PLAYBACK_PER_MINUTE = 480.0
"""80 % of the Internet Archive's limit of 600 a minute for `/web/`, the share that it asks clients to use
(https://github.com/edgi-govdata-archiving/wayback, 0.5.1, 2026-06)."""
INDEX_PER_MINUTE = 24.0
"""80 % of the Internet Archive's limit of 30 a minute for `/cdx/` and `/web/timemap/` (same source)."""
SAVE_PER_MINUTE = 3.0
"""What Save Page Now takes from one that has not logged in (https://github.com/akamhy/waybackpy/issues/187)."""
FIRST_PAUSE = 60.0
"""Seconds without any request after a refusal: who goes on for more than a minute is shut out for an hour, and twice
as long each further time (https://github.com/edgi-govdata-archiving/wayback/issues/137)."""
STRIKES = 3
"""Refusals after which the archive is left alone for the rest of the run."""
LONGEST_PAUSE = 300.0
"""Seconds: an archive that wants to be left alone for longer is not asked again in this run."""
FAILURES_IN_A_ROW = 16
"""Time-outs and server errors, four rounds of all that is in flight, after which an archive counts as down."""
ABORTED_IN_A_ROW = 3
"""Connections that are closed without an answer, one after the other, which count as a refusal: what the Internet
Archive shuts out sees its connections refused or aborted (same source as `FIRST_PAUSE`). A server that is started anew
closes one, or all that are under way, and answers the next."""
MOST_STARTS = 1_000_000
"""Starts remembered per lane: a rate above this many a minute is no limit."""
_CONTENDED = 0.005
"""Seconds until it is tried again to get what another process has in its hands for a moment."""
_CONTENDED_AT_MOST = 2000
"""Tries, ten seconds of them: a process that holds on for longer has been stopped in the middle."""


@unique
class Lane(StrEnum):
    """The kinds of requests for which an archive has limits of their own."""

    PLAYBACK = "playback"
    INDEX = "index"
    SAVE = "save"


IN_FLIGHT = {Lane.PLAYBACK: 4, Lane.INDEX: 1, Lane.SAVE: 1}
"""Requests of one process that may be under way at once."""


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

    @property
    def limit(self) -> int:
        """How many may start within the window."""
        return self.starts.maxlen or 0

    def wait(self, now: float) -> float:
        """Give the seconds until one more may start."""
        if len(self.starts) < self.limit:
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
        save_per_minute: float = SAVE_PER_MINUTE,
        own: bool = False,
        budget: Budget | None = None,
        tally: Tally | None = None,
        tell: Callable[[float], None] = lambda _: None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Set the rates; a budget may be shared with other archives, a tally with other runs.

        An archive of one's `own` runs on this machine: no firewall stands before it, and whoever starts it anew need
        not wait for the end of a pause that an earlier run was in.
        `tell` is called with its seconds when somebody begins to wait for the end of a pause.
        """
        rates = {Lane.PLAYBACK: playback_per_minute, Lane.INDEX: index_per_minute, Lane.SAVE: save_per_minute}
        self._paces = {lane: _Pace.of(rate, IN_FLIGHT[lane]) for lane, rate in rates.items()}
        self._budget = budget or Budget()
        self._tell = tell
        self._told_of = float("-inf")
        self._clock = clock
        self._sleep = sleep
        self._paused_at = float("-inf")
        self._open_at = float("-inf")
        self._times = 0
        """Refusals one after the other, those of other runs included, by which the next pause grows."""
        self._failures = 0
        self._aborted = 0
        """Connections closed without an answer since the last answer."""
        self._own = own
        self._has_answered = False
        self.tally = tally
        self.asked: Counter[Lane] = Counter()
        """The requests that were made."""
        self.strikes = 0
        """The refusals since this run began to ask; those of one moment count once."""
        self.given_up = ""
        """Why the archive is left alone for the rest of the run; empty while it is asked."""
        if tally and own:
            tally.forget()
        elif tally and (pause := tally.pause()):
            self._heed(pause, anew=False)

    @asynccontextmanager
    async def turn(self, lane: Lane) -> AsyncIterator[Turn]:
        """Wait until a request may be made, and hold its place until it is done.

        Raises UnansweredError, at once, if the archive has been given up or the budget is spent.
        """
        pace = self._paces[lane]
        self._raise_if_over()
        async with pace.in_flight:
            async with pace.door:
                started = await self._wait(lane, pace)
                self._budget.take()
                self.asked[lane] += 1
                pace.starts.append(started)
            yield Turn(self, started)

    async def _wait(self, lane: Lane, pace: _Pace) -> float:
        """Wait for the start and give its moment; it is noted for the other runs when this returns.

        The moment is that before it was noted: a pause that another run begins hereafter is never older.
        """
        contended = 0
        while True:
            now = self._clock()
            delay = max(self._open_at - now, pace.wait(now))
            self._raise_if_over(delay)
            if delay <= 0 and self.tally:
                try:
                    booking = self.tally.book(lane, pace.limit, pace.window)
                except Locked:
                    contended += 1
                    if contended > _CONTENDED_AT_MOST:
                        self.tally.give_up("another process holds the lock and does not go on")
                    delay = _CONTENDED
                else:
                    delay = booking.wait
                    if booking.pause:
                        self._heed(booking.pause)
                self._raise_if_over(delay)
            if delay <= 0:
                return now
            if self._open_at > max(now, self._told_of):
                self._told_of = self._open_at
                self._tell(self._open_at - now)
            await self._sleep(delay)

    def note_earlier(self, lane: Lane, seconds_ago: float) -> None:
        """Count a request that was made before by other means, within the window; the oldest is to be noted first."""
        self._paces[lane].starts.append(self._clock() - seconds_ago)

    def note_refusal(self, started: float, retry_after: float | None) -> None:
        """Stop asking for a while, longer each time; after the third time, for good.

        Requests that were under way when a pause began were refused for the same reason: together they count once.
        """
        if self.tally and (pause := self.tally.pause()):
            self._heed(pause)
        now = self._clock()
        asked = retry_after or 0.0
        if started <= self._paused_at and asked <= LONGEST_PAUSE:
            self._open_at = max(self._open_at, now + asked)
            if self.tally:
                self.tally.prolong(asked)
            return
        self.strikes += 1
        self._times += 1
        length = max(asked, FIRST_PAUSE * 2 ** (self._times - 1))
        self._paused_at = now
        self._open_at = max(self._open_at, now + length)
        if self.tally:
            self.tally.refuse(length)
        if asked > LONGEST_PAUSE:
            self._give_up(f"it wants to be left alone for {waiting(asked)}")
        elif self.strikes >= STRIKES:
            self._give_up(f"it refused {STRIKES} times")
        elif length > LONGEST_PAUSE:
            self._give_up(f"it refused for the {self._times}th time in a row, earlier runs included")

    def note_no_connection(self, started: float) -> None:
        """Take note that no connection was taken: a refusal, unless it is plain that there is no archive."""
        if self._own and not self._has_answered:
            self._give_up("nothing answers there, on this machine")
        else:
            self.note_refusal(started, None)

    def note_abort(self, started: float) -> None:
        """Take note that a connection was closed without an answer: several in a row are a refusal.

        No firewall stands before an archive of one's own. One that has never answered is none.
        """
        self._aborted += 1
        if self._aborted < ABORTED_IN_A_ROW or (self._own and self._has_answered):
            self.note_failure()
        elif self._own:
            self._give_up("what is there, on this machine, closes each connection without an answer")
        else:
            self.note_refusal(started, None)

    def note_failure(self) -> None:
        """Count a time-out or a server error."""
        self._failures += 1
        if self._failures >= FAILURES_IN_A_ROW:
            self._give_up(f"it failed {FAILURES_IN_A_ROW} times in a row")

    def note_service(self) -> None:
        """Take note that the archive answers."""
        self._failures = self._aborted = 0
        self._has_answered = True

    def _heed(self, pause: Pause, *, anew: bool = True) -> None:
        """Keep to a pause that another run may be the reason of; `anew` if it can have come up since this run began."""
        now = self._clock()
        if pause.times > self._times:
            self.strikes += (pause.times - self._times) * anew
            self._times = pause.times
            self._paused_at = max(self._paused_at, now - pause.ago)
        self._open_at = max(self._open_at, now + pause.left)
        if pause.left > LONGEST_PAUSE:
            self._give_up(f"it refused another run, and is to be left alone for {waiting(pause.left, 'more')}")
        elif self.strikes >= STRIKES:
            self._give_up(f"it refused {STRIKES} times, other runs included")

    def _give_up(self, why: str) -> None:
        self.given_up = self.given_up or why

    def _raise_if_over(self, delay: float = 0.0) -> None:
        if self.given_up:
            raise UnansweredError(Reason.GIVEN_UP)
        if not self._budget.allows(max(delay, 0.0)):
            raise UnansweredError(Reason.BUDGET_SPENT)


class Turn:
    """The right to make one request; tell it how the request went."""

    def __init__(self, courtesy: Courtesy, started: float) -> None:
        """Remember when it began."""
        self._courtesy = courtesy
        self._started = started

    def refused(self, retry_after: float | None = None) -> None:
        """Say that the archive does not want to be asked now; `retry_after` in seconds if it said how long."""
        self._courtesy.note_refusal(self._started, retry_after)

    def shut_out(self) -> None:
        """Say that the archive takes no connections: so the Internet Archive's firewall keeps a client out."""
        self._courtesy.note_no_connection(self._started)

    def aborted(self) -> None:
        """Say that the archive closed the connection without an answer."""
        self._courtesy.note_abort(self._started)

    def failed(self) -> None:
        """Say that the archive timed out, broke off or had an error of its own."""
        self._courtesy.note_failure()

    def served(self) -> None:
        """Say that the archive answered."""
        self._courtesy.note_service()
