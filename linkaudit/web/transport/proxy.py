"""The way through an HTTP proxy, which does not open the guard.

Unless names are left to the proxy (`web.proxy-resolves`), it is told nothing but addresses that the guard has judged,
and everything goes through a tunnel (CONNECT) to one of them: the proxy has no name that it could look up to something
else. Proxies that allow no tunnels, or go by names, need names to be left to them; then URLs of http are asked of the
proxy itself, and whether a name leads into a private network is for the proxy to see.

Where the proxy is, is the user's choice. What it cannot or will not do says nothing about the URL.
"""

from __future__ import annotations

import base64
import re
import time
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from linkaudit.errors import ConfigError
from linkaudit.web.causes import TransportError, find_cause
from linkaudit.web.exchange import Cause, Headers
from linkaudit.web.guard import literal_address
from linkaudit.web.reception import Reception, Request
from linkaudit.web.target import parse
from linkaudit.web.transport.connecting import connect
from linkaudit.web.transport.direct import authority, encrypt, head, judged_addresses, laid_on, path_of

if TYPE_CHECKING:
    import ssl
    from collections.abc import Callable, Hashable

    from linkaudit.web.guard import Guard
    from linkaudit.web.resolver import Resolver
    from linkaudit.web.target import Target
    from linkaudit.web.transport.connection import Connection

_HINT = "`proxy-resolves = true` under [linkaudit.web] leaves names to the proxy"
_WANTS_CREDENTIALS = 407
_SUCCESS = range(200, 300)
_SERVER_ERROR = 500
# What the parameter `error` of Proxy-Status says of the server (RFC 9209 §2.3); of `dns_error` only its `rcode` tells a
# name that does not exist.
_ERRORS = {
    "dns_timeout": Cause.DNS_UNAVAILABLE,
    "connection_refused": Cause.REFUSED,
    "connection_terminated": Cause.CONNECTION_CLOSED,
    "connection_timeout": Cause.CONNECT_TIMEOUT,
    "connection_read_timeout": Cause.READ_TIMEOUT,
    "http_response_timeout": Cause.READ_TIMEOUT,
    "http_response_incomplete": Cause.CONNECTION_CLOSED,
    "http_protocol_error": Cause.INVALID_RESPONSE,
}
# What X-Squid-Error says of it (src/error/forward.h of Squid 6); ERR_CONNECT_FAIL has the number of an error of Linux.
_SQUID = {
    "ERR_CONNECT_FAIL 104": Cause.CONNECTION_CLOSED,
    "ERR_CONNECT_FAIL 110": Cause.CONNECT_TIMEOUT,
    "ERR_CONNECT_FAIL 111": Cause.REFUSED,
    "ERR_CONNECT_FAIL 113": Cause.HOST_UNREACHABLE,
    "ERR_READ_TIMEOUT": Cause.READ_TIMEOUT,
    "ERR_ZERO_SIZE_OBJECT": Cause.CONNECTION_CLOSED,
    "ERR_INVALID_RESP": Cause.INVALID_RESPONSE,
}

_ERROR = re.compile(r";\s*error\s*=\s*\"?([a-z_]+)")
_NO_SUCH_NAME = re.compile(r";\s*rcode\s*=\s*\"?NXDOMAIN", re.IGNORECASE)


class ThroughProxy:
    """Reach every server through one proxy."""

    def __init__(
        self, proxy: str, guard: Guard, resolver: Resolver, context: Callable[[], ssl.SSLContext], *, resolves: bool
    ) -> None:
        """Use `proxy`, a URL of `web.proxy`; `resolves` leaves names to it. Raises ConfigError if it is no such URL."""
        parsed = urlsplit(proxy)
        target = parse(proxy)
        if target is None or target.scheme != "http" or not target.host or parsed.path not in {"", "/"}:
            msg = "web.proxy: not a proxy such as http://[user:password@]host:port"
            raise ConfigError(msg)
        self._proxy = target
        self._fields = _credentials(parsed.username, parsed.password)
        self._guard = guard
        self._resolver = resolver
        self._context = context
        self._resolves = resolves

    def key(self, target: Target) -> Hashable:
        """Tell apart what needs connections of its own: what the proxy asks for itself shares the same."""
        return self._proxy.url if self._is_for_proxy(target) else (target.scheme, target.host, target.port)

    def head(self, request: Request) -> bytes:
        """Write the head of a request: with its target in absolute form for the proxy, else in origin form."""
        target = request.target
        if self._is_for_proxy(target):
            return head(request.method, target.url, authority(target), {**request.fields, **self._fields})
        return head(request.method, path_of(target), authority(target), request.fields)

    async def open(self, request: Request, make: Callable[[], Connection]) -> Connection:
        """Connect to the proxy, and through it to the server. Raises OSError, TransportError."""
        target = request.target
        if self._is_for_proxy(target):
            return await self._connected(request, make)
        place = await self._place(target)
        until = time.monotonic() + request.wait
        connection = await self._connected(request, make)
        await self._begin_tunnel(connection, request, place)
        if target.scheme == "https":
            await encrypt(connection, target, self._context(), until - time.monotonic())
        return connection

    def verify(self, request: Request, reception: Reception) -> None:
        """Raise TransportError if an answer is the proxy's own, and says that it could not ask."""
        status = reception.status or 0
        if self._is_for_proxy(request.target) and (status == _WANTS_CREDENTIALS or status >= _SERVER_ERROR):
            error = refusal(status, reception.headers, certain=status == _WANTS_CREDENTIALS)
            if error is not None:
                reception.disown()
                raise error

    def _is_for_proxy(self, target: Target) -> bool:
        return self._resolves and target.scheme == "http"

    async def _place(self, target: Target) -> str:
        """Name the server to the proxy: by an address that was judged, or as it is if the proxy is to look it up."""
        if self._resolves:
            return target.host
        try:
            address = (await judged_addresses(target, self._guard, self._resolver))[0]
        except OSError as error:
            cause, words, _ = find_cause(error)
            if cause not in {Cause.DNS_FAILURE, Cause.DNS_UNAVAILABLE}:
                raise
            # Behind a proxy, many a resolver knows the inner names only.
            raise TransportError(Cause.DNS_UNAVAILABLE, f"not looked up here: {words}; {_HINT}") from error
        return f"[{address}]" if ":" in address else address

    async def _connected(self, request: Request, make: Callable[[], Connection]) -> Connection:
        """Connect to the proxy itself. Raises TransportError."""
        host = self._proxy.host
        try:
            literal = literal_address(host)
            addresses = [str(literal)] if literal is not None else await self._resolver.addresses(host)
            return await laid_on(await connect(addresses, self._proxy.port, request.wait), make)
        except (OSError, TransportError) as error:
            _, words, _ = find_cause(error)
            raise TransportError(Cause.PROXY_UNUSABLE, f"the proxy {host} cannot be reached: {words}") from error

    async def _begin_tunnel(self, connection: Connection, request: Request, place: str) -> None:
        """Ask the proxy for a connection to the server. Raises TransportError; then the connection is closed."""
        to = f"{place}:{request.target.port}"
        asked = Request("CONNECT", request.target, {}, request.wait, request.total)
        reception = Reception(asked, 0, wanted=False)
        try:
            await connection.exchange(head("CONNECT", to, to, self._fields), asked, reception)
        except (OSError, TransportError) as error:
            _, words, _ = find_cause(error)
            raise TransportError(Cause.PROXY_FAILED, f"the proxy gave no tunnel to {to}: {words}") from error
        if reception.status in _SUCCESS:
            return
        connection.close()
        refused = refusal(reception.status or 0, reception.headers, certain=True)
        if refused is not None and not self._resolves and refused.cause is Cause.PROXY_FAILED:
            refused = TransportError(Cause.PROXY_FAILED, f"{refused.detail} for a tunnel to {to}; {_HINT}")
        raise refused or TransportError(Cause.PROXY_FAILED)


def refusal(status: int, headers: Headers, *, certain: bool) -> TransportError | None:
    """Read why a proxy did not ask; None if nothing shows that an answer is the proxy's, unless that is certain."""
    if status == _WANTS_CREDENTIALS:
        return TransportError(Cause.PROXY_UNUSABLE, "the proxy wants a user name and a password, or others (407)")
    cause, words = _told(headers)
    if cause is not None:
        return TransportError(cause, f"the proxy says: {words}")
    if certain or words:
        return TransportError(Cause.PROXY_FAILED, f"the proxy answered {status}{f' ({words})' if words else ''}")
    return None


def _told(headers: Headers) -> tuple[Cause | None, str]:
    """Look for what proxies say in header fields: a cause, and the words."""
    status = headers.get("proxy-status", "")
    error = _ERROR.search(status)
    if error:
        if error[1] == "dns_error" and _NO_SUCH_NAME.search(status):
            return Cause.DNS_FAILURE, "there is no such name"
        return _ERRORS.get(error[1]), error[1].replace("_", " ")
    words = headers.get("x-squid-error", "")
    return _SQUID.get(words) or _SQUID.get(words.partition(" ")[0]), words


def _credentials(user: str | None, password: str | None) -> dict[str, str]:
    """Write the field by which a proxy knows its user (RFC 7617)."""
    if user is None:
        return {}
    pair = f"{unquote(user)}:{unquote(password or '')}".encode()
    return {"Proxy-Authorization": f"Basic {base64.b64encode(pair).decode('ascii')}"}
