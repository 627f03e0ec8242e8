"""The direct way to a server: its name resolved, each address judged, connected to, and TLS on top if it is asked for.

What was judged is what is connected to: the judged addresses themselves are handed on, and no name is looked up again.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from functools import lru_cache
from typing import TYPE_CHECKING

import certifi

from linkaudit.web.causes import RefusedAddressError, TransportError
from linkaudit.web.exchange import Cause
from linkaudit.web.guard import PRIVATE_ADDRESS, literal_address
from linkaudit.web.target import DEFAULT_PORTS
from linkaudit.web.transport.connecting import connect

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from linkaudit.web.guard import Guard
    from linkaudit.web.reception import Reception, Request
    from linkaudit.web.resolver import Resolver
    from linkaudit.web.target import Target
    from linkaudit.web.transport.connection import Connection

# Servers that only know the renegotiation of before RFC 5746 are served by browsers, and refused by OpenSSL 3 unless it
# is told so. Renegotiation itself never happens here. The name is missing from `ssl` before Python 3.12.
_OP_LEGACY_SERVER_CONNECT = 0x4


def tls_context() -> ssl.SSLContext:
    """Trust what the system trusts, and Mozilla's list (certifi) where the system's is old or missing."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    context.options |= _OP_LEGACY_SERVER_CONNECT
    return context


class Direct:
    """Reach each server by a connection of its own."""

    def __init__(self, guard: Guard, resolver: Resolver, context: Callable[[], ssl.SSLContext]) -> None:
        """Look names up with `resolver`, let `guard` judge the addresses; `context` is asked for when TLS is needed."""
        self._guard = guard
        self._resolver = resolver
        self._context = context

    def key(self, target: Target) -> tuple[str, str, int]:
        """Tell servers apart by their origin."""
        return target.scheme, target.host, target.port

    def head(self, request: Request) -> bytes:
        """Write the head of a request, with its target in origin form."""
        return head(request.method, path_of(request.target), authority(request.target), request.fields)

    async def open(self, request: Request, make: Callable[[], Connection]) -> Connection:
        """Connect to a server, at an address that the guard lets pass. Raises OSError, TransportError."""
        target = request.target
        addresses = await judged_addresses(target, self._guard, self._resolver)
        until = time.monotonic() + request.wait
        made = await connect(addresses, target.port, request.wait)
        address = _address_of(made)
        connection = await laid_on(made, make)
        connection.address = address
        if target.scheme == "https":
            await encrypt(connection, target, self._context(), until - time.monotonic())
        return connection

    def verify(self, request: Request, reception: Reception) -> None:
        """Believe every answer."""


async def judged_addresses(target: Target, guard: Guard, resolver: Resolver) -> Sequence[str]:
    """Give the addresses of a host that may be connected to. Raises RefusedAddressError, OSError."""
    host = target.host
    literal = literal_address(host)
    addresses = [str(literal)] if literal is not None else await resolver.addresses(host)
    if not addresses:
        raise socket.gaierror(socket.EAI_NONAME, "no address")
    allowed = [address for address in addresses if guard.judge_address(host, address) is None]
    if not allowed:
        raise RefusedAddressError(PRIVATE_ADDRESS, f"{host} resolves to {', '.join(addresses)}")
    return allowed


def _address_of(made: socket.socket) -> str:
    """Tell the address to which a socket is connected; empty if the other side is gone already."""
    try:
        return str(made.getpeername()[0])
    except OSError:
        return ""


async def laid_on(made: socket.socket, make: Callable[[], Connection]) -> Connection:
    """Lay a connection on a connected socket."""
    connection = make()
    try:
        await asyncio.get_running_loop().create_connection(lambda: connection, sock=made)
    except BaseException:
        connection.close()
        made.close()
        raise
    return connection


async def encrypt(connection: Connection, target: Target, context: ssl.SSLContext, wait: float) -> None:
    """Begin TLS on a connection. Raises ssl.SSLError, OSError, TransportError; then the connection is closed."""
    try:
        async with asyncio.timeout(wait):
            encrypted = await asyncio.get_running_loop().start_tls(
                connection.transport,
                connection,
                context,
                server_hostname=target.host.strip("[]").rstrip("."),
                ssl_handshake_timeout=max(wait, _SHORTEST) + _SHORTEST,
            )
        connection.lay(encrypted)
    except TimeoutError as error:
        connection.close()
        raise TransportError(Cause.CONNECT_TIMEOUT, "connected, but no TLS connection in time") from error
    except ConnectionError as error:
        connection.close()
        raise TransportError(Cause.CONNECTION_CLOSED, _CLOSED) from error
    except BaseException:
        connection.close()
        raise


# The event loop's own limit must not come before ours, whose cause is the true one (seconds).
_SHORTEST = 1.0
_CLOSED = "the server closed the connection instead of beginning TLS"


def path_of(target: Target) -> str:
    """Give the request target in origin form: exactly as it stands in the URL."""
    return "/" + target.url.split("/", 3)[3]


@lru_cache(maxsize=4096)
def _authority(scheme: str, host: str, port: int) -> str:
    return host if DEFAULT_PORTS[scheme] == port else f"{host}:{port}"


def authority(target: Target) -> str:
    """Name the server as the field Host does: without the port that goes without saying."""
    return _authority(target.scheme, target.host, target.port)


def head(method: str, path: str, host: str, fields: Mapping[str, str]) -> bytes:
    """Write the head of a request. Raises ValueError for a field that would be more than one."""
    lines = [f"{method} {path} HTTP/1.1\r\nHost: {host}\r\n"]
    for name, value in fields.items():
        if not value.isprintable():
            msg = f"the field {name} cannot be sent"
            raise ValueError(msg)
        lines.append(f"{name}: {value}\r\n")
    lines.append("\r\n")
    return "".join(lines).encode()
