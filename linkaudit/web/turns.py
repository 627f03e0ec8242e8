"""Give each item its turn: as many at once as the pacer allows, each as soon as its time has come."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine

    from linkaudit.web.clock import Clock
    from linkaudit.web.pacing import Pacer

T = TypeVar("T")


class Turns(Generic[T]):
    """Runs what the pacer gives out, until it has nothing more."""

    def __init__(self, pacer: Pacer[T], clock: Clock) -> None:
        """Take items from `pacer` by the time of `clock`."""
        self._pacer = pacer
        self._clock = clock
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._error: BaseException | None = None

    async def run(
        self, start: Callable[[str, T], Coroutine[None, None, None] | None], stopped: Callable[[], bool]
    ) -> None:
        """Run `start` for each item until none is left, or until `stopped`; then nothing is left running.

        `start` may do without waiting and give None. It gives the item's slot back by `done`. Raises what it raises.
        """
        try:
            while not stopped():
                while (taken := self._pacer.take(self._clock.monotonic())) is not None:
                    self._begin(start(*taken))
                if not self._tasks and not self._pacer.waiting:
                    break
                await self._wait()
                if self._error is not None:
                    raise self._error
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def done(self, host: str) -> None:
        """Give back the slot of an item of a host: the next may have its turn."""
        self._pacer.done(host)
        self._wake.set()

    def _begin(self, work: Coroutine[None, None, None] | None) -> None:
        if work is not None:
            task = asyncio.create_task(work)
            self._tasks.add(task)
            task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._error = task.exception()
        self._wake.set()

    async def _wait(self) -> None:
        """Wait until a slot is free or the next item's time has come."""
        self._wake.clear()
        moment = self._pacer.next_start()
        timer = None
        if moment is not None:
            delay = moment - self._clock.monotonic()
            if delay <= 0:
                return
            timer = asyncio.ensure_future(self._clock.sleep(delay))
            timer.add_done_callback(self._ring)
        try:
            await self._wake.wait()
        finally:
            if timer is not None:
                # A cancelled timer must not ring: it would end the next wait, which would cancel the next timer.
                timer.remove_done_callback(self._ring)
                timer.cancel()

    def _ring(self, timer: asyncio.Future[None]) -> None:
        """End the wait when its time has come."""
        del timer
        self._wake.set()
