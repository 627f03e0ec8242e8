"""Processes that look at URLs, and what they tell of it: batches of observations through a pipe, and in the end a word.

A process is forked before there is an event loop, inherits what is loaded, holds nothing open that is not its own, and
ends as soon as its parent does.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import os
import signal
import traceback
import warnings
from struct import Struct as Layout
from typing import TYPE_CHECKING, NoReturn

import msgspec
from msgspec import Struct

from linkaudit.models import Observation  # noqa: TC001 - a field of a struct
from linkaudit.web import loop

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from linkaudit.settings import Web
    from linkaudit.web.outbox import Coverage

    Look = Callable[[Sequence[str], Callable[[Observation], None], Web], Awaitable[Coverage]]

# Observations are told so many at a time, or after so many seconds.
BATCH = 64
SOON = 0.1
# How long an interrupted process may take to tell what it has seen (seconds).
FAREWELL = 5.0
# Looking makes few cycles, and those of the parent are not looked for again.
_GC_THRESHOLD = 50_000
_LENGTH = Layout(">I")
_FIRST_OWN = 3
_MOST_FILES = 65_536
_READ = 1 << 20


class Told(Struct, frozen=True, array_like=True):
    """What a process tells at a time."""

    seen: tuple[Observation, ...] = ()
    offline: bool = False
    trouble: str = ""
    """Why there is no network, if more is known."""
    error: str = ""
    """What ended it, where it was a mistake of the program."""


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Told).decode


class Outlook:
    """What has been seen, and what has not yet."""

    def __init__(self, wanted: Iterable[str], on_observation: Callable[[Observation], None]) -> None:
        """Begin with everything unseen."""
        self.unseen = dict.fromkeys(wanted)
        self.observed = 0
        self.offline = False
        self.trouble = ""
        self._report = on_observation

    def learn(self, seen: Iterable[Observation]) -> None:
        """Report observations, each URL once."""
        for each in seen:
            if each.url in self.unseen:
                del self.unseen[each.url]
                self.observed += 1
                self._report(each)


class Looker:
    """A process that looks at some URLs."""

    def __init__(self, look: Look, wanted: Sequence[str], settings: Web) -> None:
        """Start it."""
        self.reading, writing = os.pipe()
        # Nobody writes here: it ends when the parent does.
        lifeline, self._lifeline = os.pipe()
        with warnings.catch_warnings():
            # Other threads of the parent show progress; the child has no use for anything that they may hold.
            warnings.simplefilter("ignore", DeprecationWarning)
            self.pid = os.fork()
        if self.pid == 0:
            _be_looker(look, wanted, settings, writing, lifeline)
        os.close(writing)
        os.close(lifeline)
        os.set_blocking(self.reading, False)
        self._told = bytearray()

    def take(self, data: bytes) -> list[Told]:
        """Take what has come through the pipe; give what is complete."""
        self._told += data
        complete: list[Told] = []
        while len(self._told) >= _LENGTH.size:
            (length,) = _LENGTH.unpack_from(self._told)
            if len(self._told) < _LENGTH.size + length:
                break
            complete.append(_decode(bytes(self._told[_LENGTH.size : _LENGTH.size + length])))
            del self._told[: _LENGTH.size + length]
        return complete

    def interrupt(self) -> None:
        """Ask it to come to an end, and tell what it has seen."""
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.pid, signal.SIGTERM)

    def bury(self) -> None:
        """Make sure that it has ended."""
        for end in (self.reading, self._lifeline):
            with contextlib.suppress(OSError):
                os.close(end)
        with contextlib.suppress(ProcessLookupError, ChildProcessError):
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)


class Collector:
    """Reports what processes tell."""

    def __init__(self, lookers: Sequence[Looker], outlook: Outlook) -> None:
        """Listen to `lookers`, and tell `outlook`."""
        self._lookers = lookers
        self._outlook = outlook
        self._running = set(lookers)
        self._error: Exception | None = None

    async def run(self) -> None:
        """Report until all processes have ended; when this is cancelled, what they have seen until then.

        Raises what `on_observation` raises, and RuntimeError for a mistake of the program in a process.
        """
        self._loop = asyncio.get_running_loop()
        self._done = asyncio.Event()
        for looker in self._lookers:
            self._loop.add_reader(looker.reading, self._listen, looker)
        try:
            await self._done.wait()
        except asyncio.CancelledError:
            self._interrupt()
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._done.wait(), FAREWELL)
            raise
        finally:
            for looker in self._lookers:
                self._loop.remove_reader(looker.reading)
                looker.bury()
        if self._error is not None:
            raise self._error

    def _listen(self, looker: Looker) -> None:
        try:
            data = os.read(looker.reading, _READ)
            for told in looker.take(data):
                self._learn(told)
        except BlockingIOError:
            return
        except Exception as error:  # noqa: BLE001 - raised again by `run`: this is a callback of the loop
            self._error = error
            self._done.set()
            return
        if not data:
            self._loop.remove_reader(looker.reading)
            self._running.discard(looker)
            if not self._running:
                self._done.set()

    def _learn(self, told: Told) -> None:
        self._outlook.learn(told.seen)
        if told.error:
            msg = f"looking at URLs in a process:\n{told.error}"
            raise RuntimeError(msg)
        if told.offline:
            self._outlook.offline = True
            self._outlook.trouble = told.trouble or self._outlook.trouble
            self._interrupt()

    def _interrupt(self) -> None:
        for looker in self._running:
            looker.interrupt()


def _be_looker(look: Look, wanted: Sequence[str], settings: Web, writing: int, lifeline: int) -> NoReturn:
    """Do the work of a process, and end it without ado: what it inherited is the parent's to put away."""
    code = 1
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _close_others(writing, lifeline)
        gc.set_threshold(_GC_THRESHOLD)
        teller = _Teller(writing)
        try:
            loop.run(_looking(look, wanted, settings, teller, lifeline))
        except Exception:  # noqa: BLE001 - told to the parent, who raises it
            teller.tell(Told(error=traceback.format_exc(limit=10)))
        code = 0
    finally:
        os._exit(code)


async def _looking(look: Look, wanted: Sequence[str], settings: Web, teller: _Teller, lifeline: int) -> None:
    running_loop = asyncio.get_running_loop()
    running_loop.add_reader(lifeline, os._exit, 1)
    task = asyncio.ensure_future(look(wanted, teller.add, settings))
    running_loop.add_signal_handler(signal.SIGTERM, task.cancel)
    try:
        coverage = await task
    except asyncio.CancelledError:
        teller.flush()
        return
    teller.flush()
    teller.tell(Told(offline=coverage.offline, trouble=coverage.trouble))


class _Teller:
    """Tells the parent what was seen."""

    def __init__(self, writing: int) -> None:
        self._writing = writing
        self._seen: list[Observation] = []

    def add(self, seen: Observation) -> None:
        if not self._seen:
            asyncio.get_running_loop().call_later(SOON, self.flush)
        self._seen.append(seen)
        if len(self._seen) >= BATCH:
            self.flush()

    def flush(self) -> None:
        if self._seen:
            seen, self._seen = tuple(self._seen), []
            self.tell(Told(seen))

    def tell(self, told: Told) -> None:
        message = _encode(told)
        data = memoryview(_LENGTH.pack(len(message)) + message)
        try:
            while data:
                data = data[os.write(self._writing, data) :]
        except BrokenPipeError:  # the parent is gone
            os._exit(1)


def _close_others(*own: int) -> None:
    """Let go of every open file but those: the parent's lock on the state would outlive it."""
    first = _FIRST_OWN
    for each in sorted(own):
        os.closerange(first, each)
        first = each + 1
    os.closerange(first, _MOST_FILES)
