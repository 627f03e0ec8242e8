"""From addresses to a connected socket: Happy Eyeballs (RFC 8305), over addresses that have been judged already."""

from __future__ import annotations

import asyncio
import socket
from itertools import chain, zip_longest
from typing import TYPE_CHECKING

from linkaudit.web.causes import TransportError, most_telling
from linkaudit.web.exchange import Cause

if TYPE_CHECKING:
    from collections.abc import Sequence

# Seconds before the next address is tried beside those that have not answered yet (RFC 8305 §8 recommends this).
DELAY = 0.25


async def connect(addresses: Sequence[str], port: int, wait: float) -> socket.socket:
    """Connect to the first of several addresses that answers within `wait` seconds.

    Raises TransportError if none has, OSError if they have failed: the most telling of their errors.
    """
    try:
        async with asyncio.timeout(wait):
            return await _connect(addresses[0], port) if len(addresses) == 1 else await _race(addresses, port)
    except TimeoutError as error:
        # The system gives up by itself as well (ETIMEDOUT).
        raise TransportError(Cause.CONNECT_TIMEOUT) from error


async def _race(addresses: Sequence[str], port: int) -> socket.socket:
    waiting = list(reversed(interleaved(addresses)))
    under_way: set[asyncio.Task[socket.socket]] = set()
    errors: list[Exception] = []
    try:
        while waiting or under_way:
            if waiting:
                under_way.add(asyncio.ensure_future(_connect(waiting.pop(), port)))
            done, under_way = await asyncio.wait(
                under_way, timeout=DELAY if waiting else None, return_when=asyncio.FIRST_COMPLETED
            )
            sockets = [task.result() for task in done if task.exception() is None]
            for superfluous in sockets[1:]:
                superfluous.close()
            if sockets:
                return sockets[0]
            errors += [error for task in done if isinstance(error := task.exception(), Exception)]
    finally:
        await _drop(under_way)
    raise most_telling(errors)


def interleaved(addresses: Sequence[str]) -> list[str]:
    """Put the addresses of the two families in turn, beginning with the family that the resolver prefers."""
    six = [address for address in addresses if ":" in address]
    four = [address for address in addresses if ":" not in address]
    first, second = (six, four) if addresses[0] in six else (four, six)
    return [address for address in chain.from_iterable(zip_longest(first, second)) if address is not None]


async def _connect(address: str, port: int) -> socket.socket:
    made = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
    try:
        made.setblocking(False)
        await asyncio.get_running_loop().sock_connect(made, (address, port))
    except BaseException:
        made.close()
        raise
    return made


async def _drop(tasks: set[asyncio.Task[socket.socket]]) -> None:
    """Give up connections that are not needed any more, also those that stand in the meantime."""
    for task in tasks:
        task.cancel()
    for outcome in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(outcome, socket.socket):
            outcome.close()
