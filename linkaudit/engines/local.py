"""Work shared out to processes of this machine, its results in the order in which the work was given."""

from __future__ import annotations

import gc
import os
import threading
from collections import deque
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")

# Enough that handing a chunk over costs little beside working on it, few enough that all processes end together.
_CHUNK = 64
# Chunks handed out ahead of the one whose results are waited for; more would only fill the memory.
_AHEAD = 3
# Reading makes many small objects and no cycles worth looking for.
_GC_THRESHOLD = 100_000


def processors() -> int:
    """Count the processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Workers(Generic[Item, Result]):
    """Processes that do one job for many items. They are started when the first item comes."""

    def __init__(self, job: Callable[[Item], Result], lost: Callable[[Item], Result], number: int) -> None:
        """Let `number` processes do `job`; for an item that kills its process, `lost` gives the result."""
        self._job = job
        self._lost = lost
        self._number = number
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers[Item, Result]:
        """Begin; nothing is started yet."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop the processes."""
        self._stop()

    def results(self, items: Iterable[Item]) -> Iterator[Result]:
        """Give the result for each item, in order."""
        remaining = iter(items)
        under_way: deque[tuple[list[Item], Future[list[Result]]]] = deque()
        while True:
            while len(under_way) < self._number + _AHEAD and (chunk := list(islice(remaining, _CHUNK))):
                under_way.append((chunk, self._submit(chunk)))
            if not under_way:
                return
            chunk, future = under_way.popleft()
            try:
                yield from future.result()
            except BrokenProcessPool:
                yield from self._one_by_one([chunk, *(waiting for waiting, _ in under_way)])
                under_way.clear()

    def _submit(self, chunk: list[Item]) -> Future[list[Result]]:
        if self._pool is None:
            # The processes inherit what is loaded; a process that has threads never comes here.
            self._pool = ProcessPoolExecutor(self._number, get_context("fork"), initializer=_settle)
        return self._pool.submit(_each, self._job, chunk)

    def _one_by_one(self, chunks: Sequence[list[Item]]) -> Iterator[Result]:
        """Do again what was under way when a process died, each item alone, to tell which one it was."""
        self._stop()
        for item in (item for chunk in chunks for item in chunk):
            try:
                yield from self._submit([item]).result()
            except BrokenProcessPool:
                self._stop()
                yield self._lost(item)

    def _stop(self) -> None:
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


def _settle() -> None:
    """Prepare a process for its work. It ends when the one that started it does, however that was ended."""
    threading.Thread(target=_end_with_parent, daemon=True).start()
    gc.freeze()
    gc.set_threshold(_GC_THRESHOLD)


def _end_with_parent() -> None:
    """Wait until the process that started this one is no more: nobody takes its results then."""
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _each(job: Callable[[Item], Result], chunk: list[Item]) -> list[Result]:
    return [job(item) for item in chunk]
