"""What servers say: whole replies, and the ways in which they are given."""

from __future__ import annotations

import gzip
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from testweb.wire import Wire

HTML = "text/html; charset=utf-8"
NO_BODY = frozenset({204, 304})


@dataclass(frozen=True)
class Asked:
    """A request as it came."""

    host: str
    method: str
    target: str
    headers: Mapping[str, str] = field(default_factory=dict)
    """By name in lower case."""
    number: int = 1
    """How often this target has been asked for, this time included."""
    secure: bool = False
    moment: float = 0.0
    """When it came, on the clock of the run."""

    @property
    def path(self) -> str:
        return self.target.partition("?")[0]


@dataclass(frozen=True)
class Reply:
    """A whole answer."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    kind: str = HTML
    version: str = "HTTP/1.1"
    phrase: str | None = None

    def head(self, length: int | None = None) -> bytes:
        """Write the status line and the fields; Content-Length unless one is among them or there is no body."""
        known = {status.value: status.phrase for status in HTTPStatus}
        phrase = known.get(self.status, "") if self.phrase is None else self.phrase
        lines = [f"{self.version} {self.status} {phrase}".rstrip()]
        if self.kind:
            lines.append(f"Content-Type: {self.kind}")
        if self.status not in NO_BODY and length is not None:
            lines.append(f"Content-Length: {length}")
        lines += [f"{name}: {value}" for name, value in self.headers]
        return "\r\n".join([*lines, "", ""]).encode()

    def plus(self, **fields: str) -> Reply:
        """Add fields, with underscores for the dashes in their names."""
        added = tuple((name.replace("_", "-"), value) for name, value in fields.items())
        return replace(self, headers=(*self.headers, *added))


Doing = Callable[[Asked, "Wire"], Awaitable[None]]
Act = Reply | bytes | Doing
"""What is done with a request: a reply, bytes as they are (the connection is closed after them), or a program."""


def page(html: str, status: int = 200, **fields: str) -> Reply:
    """Reply with a page."""
    return Reply(status, html.encode()).plus(**fields)


def to(location: str, status: int = 302, **fields: str) -> Reply:
    """Redirect, with the small page that servers send along."""
    note = f'<html><head><title>{status} Moved</title></head><body>Moved <a href="{location}">here</a></body></html>'
    return Reply(status, note.encode(), (("Location", location),)).plus(**fields)


def turns(*acts: Act) -> Doing:
    """Answer one request for the same target after the other; the last act stays."""

    async def doing(asked: Asked, wire: Wire) -> None:
        await wire.do(acts[min(asked.number, len(acts)) - 1], asked)

    return doing


def when(condition: Callable[[Asked], bool], then: Act, otherwise: Act) -> Doing:
    """Choose by the request."""

    async def doing(asked: Asked, wire: Wire) -> None:
        await wire.do(then if condition(asked) else otherwise, asked)

    return doing


def by_method(*, head: Act, get: Act) -> Doing:
    """Tell HEAD from everything else."""
    return when(lambda asked: asked.method == "HEAD", head, get)


def late(seconds: float, act: Act) -> Doing:
    """Take time before the first byte."""

    async def doing(asked: Asked, wire: Wire) -> None:
        await wire.pause(seconds)
        await wire.do(act, asked)

    return doing


async def hang(asked: Asked, wire: Wire) -> None:
    """Say nothing for as long as somebody listens."""
    await wire.pause(60)
    wire.close()


async def close(asked: Asked, wire: Wire) -> None:
    """Close the connection without an answer."""
    wire.close()


def then_close(reply: Reply) -> Doing:
    """Reply as if the connection were kept, and close it."""

    async def doing(asked: Asked, wire: Wire) -> None:
        await wire.do(reply, asked)
        wire.close()

    return doing


async def reset(asked: Asked, wire: Wire) -> None:
    """Reset the connection without an answer."""
    wire.reset()


def raw(head: str, *bodies: bytes, between: float = 0.0) -> Doing:
    """Send bytes as they are, with pauses in between, then close the connection."""

    async def doing(asked: Asked, wire: Wire) -> None:
        await wire.send(wire.ported(head.replace("\n", "\r\n").encode()))
        if asked.method != "HEAD":
            for body in bodies:
                await wire.pause(between)
                await wire.send(body)
        wire.close()

    return doing


def drip(reply: Reply, pieces: int, between: float) -> Doing:
    """Send a reply in so many pieces with pauses between them."""

    async def doing(asked: Asked, wire: Wire) -> None:
        await wire.send(reply.head(len(reply.body)))
        size = -(-len(reply.body) // pieces)
        for start in range(0, len(reply.body), size):
            await wire.pause(between)
            await wire.send(reply.body[start : start + size])

    return doing


def chunked(body: bytes, size: int = 700, trailers: str = "") -> bytes:
    """Encode a body in chunks (RFC 9112 §7.1)."""
    parts = [body[start : start + size] for start in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n" + trailers.encode() + b"\r\n"


def zipped(html: str, **fields: str) -> Reply:
    """Reply with a page compressed by gzip."""
    return Reply(200, gzip.compress(html.encode(), mtime=0), (("Content-Encoding", "gzip"),)).plus(**fields)


def forever(head: str, piece: bytes, between: float = 0.0) -> Doing:
    """Send the same piece for as long as somebody takes it."""

    async def doing(asked: Asked, wire: Wire) -> None:
        await wire.send(head.replace("\n", "\r\n").encode())
        while asked.method != "HEAD" and await wire.send(piece):
            await wire.pause(between)
        wire.close()

    return doing
