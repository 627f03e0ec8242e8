"""Who may be asked next: hosts wait in a heap by the time at which they may be asked, and nothing waits in a slot.

A slot is taken when a request starts and given back when it ends; waiting for a host's turn, for its Retry-After or for
another try takes none. So a few crowded or throttled hosts never hold up the others.
"""

from __future__ import annotations

import heapq
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")

# A start that comes this much late (seconds) does not push the following ones: event loops wake up to a millisecond or
# two after the time, and 200 requests in a row would add that up to a visible delay.
GRACE = 0.005

# What a host that answers 429 is given between two requests (seconds): at least the first, at most the second. The
# doubling starts from the interval in force, as lychee and others do from half a second.
FIRST_SLOWDOWN = 0.5
LAST_SLOWDOWN = 8.0

# Retry-After is honoured a little late, by up to this share, so that what waited together does not start together.
JITTER = 0.1


class _Host(Generic[T]):
    """The queue of one host."""

    __slots__ = ("active", "entry", "free_at", "interval", "items", "slowed_at")

    def __init__(self, interval: float) -> None:
        self.items: list[tuple[float, int, T]] = []
        self.interval = interval
        self.free_at = 0.0
        self.active = 0
        self.entry = 0
        """The number of its valid entry in the heap of hosts; older entries are stale."""
        self.slowed_at = float("-inf")


class Pacer(Generic[T]):
    """Items queued by host, given out under a global limit, a limit per host and an interval between starts.

    It never waits and knows no clock: moments come in as seconds on any clock that does not go back.
    """

    def __init__(self, *, concurrency: int, per_host: int, interval: float, jitter: Callable[[], float]) -> None:
        """Set the limits; `jitter` gives numbers from 0 to 1."""
        self._concurrency = concurrency
        self._per_host = per_host
        self._interval = interval
        self._jitter = jitter
        self._hosts: dict[str, _Host[T]] = {}
        self._ready: list[tuple[float, int, str]] = []
        self._number = 0
        self.active = 0
        """Items given out and not done."""
        self.waiting = 0
        """Items not given out yet."""

    def put(self, host: str, item: T, not_before: float = float("-inf")) -> None:
        """Queue an item for a host, behind those that may start at the same moment."""
        queue = self._hosts.get(host)
        if queue is None:
            queue = self._hosts[host] = _Host(self._interval)
            queue.free_at = float("-inf")
        self._number += 1
        self.waiting += 1
        first = not queue.items or not_before < queue.items[0][0]
        heapq.heappush(queue.items, (not_before, self._number, item))
        if first:
            self._schedule(host, queue)

    def take(self, now: float) -> tuple[str, T] | None:
        """Give out the item whose turn it is, with its host; None if a limit or the time stands against it."""
        if self.active >= self._concurrency:
            return None
        while self._ready:
            moment, number, host = self._ready[0]
            queue = self._hosts[host]
            if number != queue.entry:
                heapq.heappop(self._ready)
                continue
            if moment > now:
                return None
            heapq.heappop(self._ready)
            _, _, item = heapq.heappop(queue.items)
            queue.active += 1
            self.active += 1
            self.waiting -= 1
            late = now - moment
            queue.free_at = (moment if late <= GRACE else now) + queue.interval
            self._schedule(host, queue)
            return host, item
        return None

    def done(self, host: str) -> None:
        """Give back the slot of an item that was given out."""
        queue = self._hosts[host]
        queue.active -= 1
        self.active -= 1
        if queue.active == self._per_host - 1:
            self._schedule(host, queue)

    def next_start(self) -> float | None:
        """Say when the next item may be taken; None as long as that depends on items that are under way."""
        if self.active >= self._concurrency:
            return None
        while self._ready and self._ready[0][1] != self._hosts[self._ready[0][2]].entry:
            heapq.heappop(self._ready)
        return self._ready[0][0] if self._ready else None

    def hold(self, host: str, now: float, seconds: float) -> float:
        """Let a host alone for so long, and a little longer (Retry-After). Gives the moment at which it is free."""
        queue = self._hosts[host]
        moment = now + seconds * (1 + JITTER * self._jitter())
        if moment > queue.free_at:
            queue.free_at = moment
            self._schedule(host, queue)
        return queue.free_at

    def slow_down(self, host: str, started: float, now: float) -> float:
        """Double the interval of a host that asks for less (429). Gives the moment at which it is free.

        Answers to requests that started before the last doubling do not double again.
        """
        queue = self._hosts[host]
        if started >= queue.slowed_at:
            queue.interval = min(max(2 * queue.interval, FIRST_SLOWDOWN), max(LAST_SLOWDOWN, self._interval))
            queue.slowed_at = now
        return self.hold(host, now, queue.interval)

    def _schedule(self, host: str, queue: _Host[T]) -> None:
        """Put the host where it belongs in the heap; nowhere while it has nothing to ask or no slot of its own."""
        self._number += 1
        queue.entry = self._number
        if queue.items and queue.active < self._per_host:
            heapq.heappush(self._ready, (max(queue.free_at, queue.items[0][0]), self._number, host))
