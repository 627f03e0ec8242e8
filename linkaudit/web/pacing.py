"""Who may be asked next: hosts wait in a heap by the time at which they may be asked, and nothing waits in a slot.

A slot is taken when a request starts and given back when it ends; waiting for a host's turn, for its Retry-After or for
another try takes none. So a few crowded or throttled hosts never hold up the others. Of the hosts whose time has come,
the one that will need the longest is served first: a run takes as long as its most crowded host, which must not begin
late. All the others fit in between, since no host may be asked twice within its interval.

A host is a name, whatever the port: servers that share an address or a domain are told apart, as browsers do it.
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

# What a request is taken to need where no interval is kept (seconds); it only ranks hosts by what waits for them.
SHORTEST = 0.001

# What a host that answers 429 is given between two requests (seconds): at least the first, at most the second. The
# doubling starts from the interval in force, as lychee and others do from half a second.
FIRST_SLOWDOWN = 0.5
LAST_SLOWDOWN = 8.0

# Retry-After is honoured a little late, by up to this share, so that what waited together does not start together.
JITTER = 0.1


class _Host(Generic[T]):
    """The queue of one host."""

    __slots__ = ("active", "apart", "due", "entry", "free_at", "interval", "items", "most", "slowed_at", "started_at")

    def __init__(self, most: int, apart: float) -> None:
        self.items: list[tuple[float, int, T]] = []
        self.most = most
        """Requests under way at once."""
        self.apart = apart
        """The interval that is set for it."""
        self.interval = apart
        """The interval in force."""
        self.started_at = float("-inf")
        """When the last request started."""
        self.due = float("-inf")
        """When the next one may start."""
        self.free_at = float("-inf")
        self.active = 0
        self.entry = 0
        """The number of its valid entry in the heaps of hosts; older entries are stale."""
        self.slowed_at = float("-inf")

    @property
    def needs(self) -> float:
        """The seconds that it will need at the least, as far as that can be told."""
        return len(self.items) * max(self.interval, SHORTEST)


class Pacer(Generic[T]):
    """Items queued by host, given out under a global limit, a limit per host and an interval between starts.

    It never waits and knows no clock: moments come in as seconds on any clock that does not go back.
    """

    def __init__(
        self,
        *,
        concurrency: int,
        per_host: int,
        interval: float,
        jitter: Callable[[], float],
        pace: Callable[[str], tuple[int, float]] | None = None,
    ) -> None:
        """Set the limits; `jitter` gives numbers from 0 to 1, `pace` the limit and the interval of a single host."""
        self._concurrency = concurrency
        self._pace = pace or (lambda _: (per_host, interval))
        self._jitter = jitter
        self._hosts: dict[str, _Host[T]] = {}
        self._later: list[tuple[float, int, str]] = []
        """Hosts by the time at which they may be asked."""
        self._ready: list[tuple[float, int, str]] = []
        """Hosts whose time has come, the one that needs the longest first."""
        self._number = 0
        self.active = 0
        """Items given out and not done."""
        self.waiting = 0
        """Items not given out yet."""

    def put(self, host: str, item: T, not_before: float = float("-inf")) -> None:
        """Queue an item for a host, behind those that may start at the same moment."""
        queue = self._queue(host)
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
        self._drop_stale(self._later)
        while self._later and self._later[0][0] <= now:
            _, number, host = heapq.heappop(self._later)
            heapq.heappush(self._ready, (-self._hosts[host].needs, number, host))
            self._drop_stale(self._later)
        self._drop_stale(self._ready)
        if not self._ready:
            return None
        _, _, host = heapq.heappop(self._ready)
        queue = self._hosts[host]
        _, _, item = heapq.heappop(queue.items)
        queue.active += 1
        self.active += 1
        self.waiting -= 1
        queue.started_at = queue.due if now - queue.due <= GRACE else now
        queue.free_at = queue.started_at + queue.interval
        self._schedule(host, queue)
        return host, item

    def done(self, host: str) -> None:
        """Give back the slot of an item that was given out."""
        queue = self._hosts[host]
        queue.active -= 1
        self.active -= 1
        if queue.active == queue.most - 1:
            self._schedule(host, queue)

    def next_start(self) -> float | None:
        """Say when the next item may be taken; None as long as that depends on items that are under way."""
        if self.active >= self._concurrency:
            return None
        self._drop_stale(self._ready)
        if self._ready:
            return self._hosts[self._ready[0][2]].due
        self._drop_stale(self._later)
        return self._later[0][0] if self._later else None

    def hold(self, host: str, now: float, seconds: float) -> float:
        """Let a host alone for so long, and a little longer (Retry-After). Gives the moment at which it is free."""
        queue = self._hosts[host]
        moment = now + seconds * (1 + JITTER * self._jitter())
        if moment > queue.free_at:
            queue.free_at = moment
            self._schedule(host, queue)
        return queue.free_at

    def slow_down(self, host: str, started: float, now: float, seconds: float = 0.0) -> float:
        """Double the interval of a host that asks for less (429), and let it alone for that long, or as it wants.

        Answers to requests that started before the last doubling do not double again. Gives the moment at which the
        host is free.
        """
        queue = self._hosts[host]
        if started >= queue.slowed_at:
            queue.interval = min(max(2 * queue.interval, FIRST_SLOWDOWN), max(LAST_SLOWDOWN, queue.apart))
            queue.slowed_at = now
        return self.hold(host, now, max(seconds, queue.interval))

    def keep_apart(self, host: str, interval: float) -> None:
        """Let a host have at least so many seconds between two starts (Crawl-delay), from its last start on."""
        queue = self._queue(host)
        queue.apart = max(queue.apart, interval)
        queue.interval = max(queue.interval, interval)
        if queue.started_at + interval > queue.free_at:
            queue.free_at = queue.started_at + interval
            self._schedule(host, queue)

    def _queue(self, host: str) -> _Host[T]:
        """Give the queue of a host, a new one if it has none."""
        queue = self._hosts.get(host)
        if queue is None:
            queue = self._hosts[host] = _Host(*self._pace(host))
        return queue

    def _schedule(self, host: str, queue: _Host[T]) -> None:
        """Put the host where it belongs in the heap; nowhere while it has nothing to ask or no slot of its own."""
        self._number += 1
        queue.entry = self._number
        if queue.items and queue.active < queue.most:
            queue.due = max(queue.free_at, queue.items[0][0])
            heapq.heappush(self._later, (queue.due, self._number, host))

    def _drop_stale(self, heap: list[tuple[float, int, str]]) -> None:
        """Make sure that what is on top of a heap is valid."""
        while heap and heap[0][1] != self._hosts[heap[0][2]].entry:
            heapq.heappop(heap)
