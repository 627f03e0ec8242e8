"""Servers on loopback addresses that say exactly what a test wants, byte by byte, and the means to look at them."""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, Self

from linkaudit.settings import Web
from linkaudit.web.checker import check
from linkaudit.web.client import open_client
from linkaudit.web.clock import Clock
from linkaudit.web.guard import Guard
from linkaudit.web.outbox import Coverage

if TYPE_CHECKING:
    import ssl
    from collections.abc import Mapping

    from linkaudit.models import Observation

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
PATIENCE = 5.0
"""Seconds after which a server gives up on a client that does not go on."""

Act = Callable[[socket.socket], None]
Script = bytes | Act | Sequence[bytes | Act]


def reply(status: int, body: bytes | str = b"", *headers: str, kind: str = "text/html; charset=utf-8") -> bytes:
    """Write a complete response that ends the connection."""
    data = body.encode() if isinstance(body, str) else body
    phrase = HTTPStatus(status).phrase if status in list(HTTPStatus) else "Whatever"
    lines = [f"HTTP/1.1 {status} {phrase}", f"Content-Length: {len(data)}", f"Content-Type: {kind}", *headers]
    return "\r\n".join([*lines, "Connection: close", "", ""]).encode("utf-8") + data


def moved(status: int, location: str, *headers: str) -> bytes:
    return reply(status, b"", f"Location: {location}", *headers)


def page(title: str, text: str = "", words: int = 400) -> str:
    """Write a page with a title and so many words of text."""
    filler = "Some words of an ordinary page that says what it has to say. " * (words // 12)
    return f"<!doctype html><html><head><title>{title}</title></head><body><p>{text}</p><p>{filler}</p></body></html>"


PAGE = page("A page")


class Listener:
    """Serves each connection in a thread of its own, for as long as it is entered as a context."""

    def __init__(self, address: str = "127.0.0.1", port: int = 0) -> None:
        self.connections = 0
        """How many there were."""
        self._listener = socket.create_server((address, port), backlog=256)
        self._open: set[socket.socket] = set()
        self.address = address
        self.port: int = self._listener.getsockname()[1]

    def serve(self, connection: socket.socket, number: int) -> None:
        """Serve a connection, the first of which has the number 1, and say at its end that it is not open any more."""
        raise NotImplementedError

    def __enter__(self) -> Self:
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        # Shutting down wakes up whoever waits in accept or recv; closing alone would not.
        for each in (self._listener, *self._open):
            with contextlib.suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = self._listener.accept()
                self.connections += 1
                self._open.add(connection)
                threading.Thread(target=self.serve, args=(connection, self.connections), daemon=True).start()


class Website(Listener):
    """Serves scripted replies by path, for as long as it is entered as a context. Unknown paths are 404.

    A script is a reply, a function that is handed the connection after the request was read, or a sequence of these for
    one request after the other (the last one for all that follow).
    """

    def __init__(self, address: str = "127.0.0.1", port: int = 0, tls: ssl.SSLContext | None = None) -> None:
        super().__init__(address, port)
        self.heads: list[str] = []
        """The requests as they came, up to the empty line."""
        self.fallback: bytes = reply(404, "<title>Not Found</title>")
        """What is answered at every other path."""
        self._scripts: dict[str, list[bytes | Act]] = {}
        self._tls = tls

    def on(self, path: str, script: Script) -> str:
        """Say what a path (with its query) answers; gives its URL."""
        self._scripts[path] = [script] if isinstance(script, bytes) or callable(script) else list(script)
        return self.url(path)

    def url(self, path: str, host: str = "") -> str:
        return f"{'https' if self._tls else 'http'}://{host or self.address}:{self.port}{path}"

    @property
    def lines(self) -> list[str]:
        """The request lines as they came."""
        return [head.partition("\r\n")[0] for head in self.heads]

    @property
    def methods(self) -> list[str]:
        return [line.partition(" ")[0] for line in self.lines]

    def serve(self, connection: socket.socket, number: int) -> None:
        raw = connection
        with contextlib.suppress(OSError), raw, contextlib.ExitStack() as stack:
            raw.settimeout(PATIENCE)
            connection = stack.enter_context(self._tls.wrap_socket(raw, server_side=True)) if self._tls else raw
            data = b""
            while b"\r\n\r\n" not in data:
                piece = connection.recv(65536)
                if not piece:
                    return
                data += piece
            head = data.partition(b"\r\n\r\n")[0].decode("latin-1")
            self.heads.append(head)
            method, target, _ = head.split(" ", 2)
            script = self._scripts.get(target, [self.fallback])
            act = script.pop(0) if len(script) > 1 else script[0]
            if isinstance(act, bytes):
                connection.sendall(act.partition(b"\r\n\r\n")[0] + b"\r\n\r\n" if method == "HEAD" else act)
            else:
                act(connection)
        self._open.discard(raw)


def hang(seconds: float = PATIENCE) -> Act:
    """Say nothing until the client goes away, or for so many seconds."""

    def act(connection: socket.socket) -> None:
        connection.settimeout(seconds)
        connection.recv(1)

    return act


def drip(first: bytes, piece: bytes, pause: float) -> Act:
    """Send a beginning, then a piece again and again with pauses, without end."""

    def act(connection: socket.socket) -> None:
        connection.sendall(first)
        stop = threading.Event()
        for _ in range(int(PATIENCE / pause)):
            connection.sendall(piece)
            stop.wait(pause)

    return act


def close(_: socket.socket) -> None:
    """Close the connection without an answer."""


class FakeTime:
    """Time that passes only by sleeping."""

    def __init__(self) -> None:
        self.seconds = 1000.0
        self.slept: list[float] = []

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.seconds += seconds
        await asyncio.sleep(0)

    @property
    def clock(self) -> Clock:
        return Clock(monotonic=lambda: self.seconds, now=lambda: NOW, sleep=self.sleep, jitter=lambda: 0.0)


def no_such_name(name: str) -> list[str]:
    raise socket.gaierror(socket.EAI_NONAME, f"{name} is unknown")


def names(**addresses: str) -> Callable[[str], list[str]]:
    """Make a resolver of a few names: dots are written as two underscores, several addresses with blanks."""
    table = {name.replace("__", "."): value.split() for name, value in addresses.items()}

    def lookup(name: str) -> list[str]:
        return table[name] if name in table else no_such_name(name)

    return lookup


CONTROL = "control.test"
ONLINE = names(control__test="192.0.2.1")


def settings(**changes: object) -> Web:
    """Settings under which tests are quick: no interval, no other try, loopback allowed."""
    values: dict[str, object] = {
        "interval": 0.0,
        "retries": 0,
        "timeout": 2.0,
        "total_timeout": 5.0,
        "allow_hosts": ("127.0.0.1",),
        "control_hosts": (CONTROL,),
        **changes,
    }
    return Web(**values)  # type: ignore[arg-type] # each test gives what the setting takes


@dataclass(slots=True)
class Look:
    """What a run has reported."""

    observations: list[Observation] = field(default_factory=list)
    coverage: Coverage = field(default_factory=lambda: Coverage(0))
    time: FakeTime = field(default_factory=FakeTime)

    def __getitem__(self, url: str) -> Observation:
        (found,) = [observation for observation in self.observations if observation.url == url]
        return found

    @property
    def words(self) -> list[str]:
        """Verdict and reason of each, in the order in which they were reported."""
        return [words(observation) for observation in self.observations]


def look(
    *urls: str,
    lookup: Callable[[str], list[str]] = ONLINE,
    same_site: Callable[[str, str], bool] | None = None,
    before: Mapping[str, Observation] | None = None,
    **changes: object,
) -> Look:
    """Look at URLs with the client of production, in a time that only sleeping moves."""
    seen = Look()
    web = settings(**changes)

    async def run() -> None:
        async with open_client(web, Guard(web.allow_hosts), lookup) as client:
            seen.coverage = await check(
                urls, seen.observations.append, client, clock=seen.time.clock, same_site=same_site, before=before
            )

    asyncio.run(run())
    return seen


def words(observation: Observation) -> str:
    """Give verdict and reason in one string."""
    return f"{observation.verdict} {observation.reason}"
