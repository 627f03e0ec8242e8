"""Names to addresses, by the system's resolver, without holding up the event loop or the end of the program."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
import time
from collections.abc import Callable, Sequence

from linkaudit.web.guard import LOOPBACK, is_localhost

# How long an answer is used again (seconds). Judged addresses cannot change under a run's feet for longer than that; a
# run that lasts for hours follows hosts that move.
TTL = 300.0

# Names whose addresses are kept: URLs of a host come together, mostly, and a list may name millions of hosts.
KEPT = 4096

Lookup = Callable[[str], Sequence[str]]
"""Turn a name into addresses, blocking. Raises socket.gaierror."""

# getaddrinfo(3) waits in a thread for each name. The default executor has min(32, processors + 4) of them, which would
# be the bottleneck of a list with one URL per host.
THREADS = 128


def system_lookup(name: str) -> list[str]:
    """Ask the system (getaddrinfo). Raises socket.gaierror."""
    # As bytes: the name is in ASCII already, and the codec that Python uses for text (IDNA 2003) refuses names that
    # browsers open.
    found = socket.getaddrinfo(name.encode("ascii"), None, type=socket.SOCK_STREAM, flags=socket.AI_ADDRCONFIG)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class Resolver:
    """Resolve names, many at a time, each within a time limit."""

    def __init__(self, timeout: float, lookup: Lookup = system_lookup) -> None:
        """Set the longest wait for one name, in seconds, and how it is looked up."""
        self._timeout = timeout
        self._lookup = lookup
        self._slots = asyncio.Semaphore(THREADS)
        self._known: dict[str, tuple[float, Sequence[str]]] = {}
        self._asked: dict[str, asyncio.Task[Sequence[str]]] = {}

    async def addresses(self, name: str) -> Sequence[str]:
        """Give the addresses of a name; answers hold for a while, errors do not. Raises socket.gaierror."""
        moment, known = self._known.get(name, (0.0, ()))
        if known and time.monotonic() - moment < TTL:
            return known
        task = self._asked.get(name)
        if task is None:
            task = self._asked[name] = asyncio.ensure_future(self.look_up(name))
            task.add_done_callback(lambda done: self._learn(name, done))
        # Who is cancelled goes alone: others wait for the same answer.
        await asyncio.wait((task,))
        return task.result()

    def _learn(self, name: str, done: asyncio.Task[Sequence[str]]) -> None:
        del self._asked[name]
        if not done.cancelled() and done.exception() is None:
            self._known.pop(name, None)
            if len(self._known) >= KEPT:
                del self._known[next(iter(self._known))]
            self._known[name] = (time.monotonic(), done.result())

    async def look_up(self, name: str) -> Sequence[str]:
        """Look up a name anew. Raises socket.gaierror; EAI_AGAIN if the answer takes too long."""
        if is_localhost(name):
            return [str(address) for address in LOOPBACK]
        loop = asyncio.get_running_loop()
        future: asyncio.Future[Sequence[str]] = loop.create_future()

        def settle(result: Sequence[str] | None, error: Exception | None) -> None:
            if future.done():  # nobody waits any longer
                return
            if error is not None:
                future.set_exception(error)
            else:
                future.set_result(result or ())

        def work() -> None:
            result: Sequence[str] | None = None
            error: Exception | None = None
            try:
                result = self._lookup(name)
            except Exception as caught:  # noqa: BLE001 - carried over to the waiting task
                error = caught
            with contextlib.suppress(RuntimeError):  # the loop has been closed in the meantime
                loop.call_soon_threadsafe(settle, result, error)

        async with self._slots:
            # A thread of its own that dies with the program: getaddrinfo cannot be interrupted, and the threads of an
            # executor would keep an interrupted run from ending until the last name server has timed out.
            threading.Thread(target=work, name=f"resolve {name}", daemon=True).start()
            try:
                return await asyncio.wait_for(future, self._timeout)
            except TimeoutError:
                msg = f"no answer from the resolver within {self._timeout:g} s"
                raise socket.gaierror(socket.EAI_AGAIN, msg) from None
