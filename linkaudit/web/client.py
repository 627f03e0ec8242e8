"""Ask for one URL, once, and make data of whatever comes of it.

Requests go to the transport of our own (`transport.pool`), or to any transport of httpx that is put in its place.
"""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from linkaudit.web.decoding import ACCEPT_ENCODING
from linkaudit.web.exchange import Answer, Cause, Failure
from linkaudit.web.guard import INVALID_URL, Guard
from linkaudit.web.manners import user_agent
from linkaudit.web.reception import BodyWanted, Reception, Request, Transport
from linkaudit.web.resolver import Lookup, Resolver, system_lookup
from linkaudit.web.target import Target, parse
from linkaudit.web.transport.direct import Direct, tls_context
from linkaudit.web.transport.pool import Pool, Way

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncIterator, Mapping, Sequence

    import httpx

    from linkaudit.settings import Web

# As browsers send it for a page that is opened from the address bar; some servers answer 406 to a bare `*/*`.
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPT_LANGUAGE = "en;q=0.9,*;q=0.5"

# As many connections may be idle as are at work.
_CONNECTIONS = 2

# Methods whose requests say how long their body is, even if there is none (RFC 9110 §8.6).
_WITH_CONTENT = frozenset({"POST", "PUT", "PATCH"})


class Client:
    """Ask for URLs, one request each, through a transport. Opened by `open_client`, or made by tests."""

    def __init__(
        self,
        transport: Transport | httpx.AsyncBaseTransport,
        guard: Guard,
        settings: Web,
        resolver: Resolver | None = None,
    ) -> None:
        """Use `transport` for every request that `guard` lets pass."""
        self._transport = _adapted(transport)
        self._resolver = resolver or Resolver(settings.timeout)
        self.fields = {
            "User-Agent": user_agent(settings.user_agent, settings.contact),
            "Accept": ACCEPT,
            "Accept-Language": ACCEPT_LANGUAGE,
            "Accept-Encoding": ACCEPT_ENCODING,
        }
        """What goes with every request."""
        self.guard = guard
        self.settings = settings

    async def resolve(self, name: str) -> Sequence[str]:
        """Look up the addresses of a name anew and contact nobody else. Raises OSError (socket.gaierror)."""
        return await self._resolver.look_up(name)

    async def ask(
        self,
        method: str,
        url: str | Target,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - of each wait, kept by the transport; the whole is capped below
        read_body: BodyWanted = True,
        content: bytes = b"",
    ) -> Answer | Failure:
        """Send one request and give what comes of it. Redirects are not followed, cookies are not kept.

        The fragment, the user name and the password of the URL are never sent. `timeout` is the longest wait for a
        connection and for each piece of the answer, in seconds (default: `settings.timeout`); the request as a whole
        ends after `settings.total_timeout`. `read_body` may decide by status and headers whether the body is worth
        reading. `content` is the body of the request; `headers` say what it is. Raises nothing for what goes wrong on
        the network.
        """
        target = parse(url) if isinstance(url, str) else url
        refusal = INVALID_URL if target is None else self.guard.judge_target(target)
        if target is None or refusal == INVALID_URL:
            shown = url if isinstance(url, str) else url.url
            return Failure(shown, Cause.INVALID_URL, "no URL that a browser would open")
        if refusal is not None:
            return Failure(target.url, Cause.UNSAFE, f"not asked: {refusal.replace('-', ' ')}", refusal)
        settings = self.settings
        fields = {**self.fields, **headers} if headers else self.fields
        if content or method in _WITH_CONTENT:
            fields = {**fields, "Content-Length": str(len(content))}
        wait = settings.timeout if timeout is None else timeout
        request = Request(method, target, fields, wait, settings.total_timeout, content)
        reception = Reception(request, settings.max_body, read_body)
        try:
            await self._transport.carry(request, reception)
        except Exception as error:  # noqa: BLE001 - whatever a server does to a library is a statement about the server
            return reception.failure(error)
        return reception.answer()


def _adapted(transport: Transport | httpx.AsyncBaseTransport) -> Transport:
    if hasattr(transport, "carry"):
        return transport
    # Whoever comes with such a transport has loaded httpx.
    from linkaudit.web.transport.httpx_adapter import HttpxTransport  # noqa: PLC0415

    return HttpxTransport(transport)


@asynccontextmanager
async def open_client(settings: Web, guard: Guard, lookup: Lookup = system_lookup) -> AsyncIterator[Client]:
    """Open the client of production, and close its connections in the end.

    `lookup` resolves names (blocking, in a thread of its own); whatever it gives is judged by `guard`. Proxies of the
    environment are not used: only that of the settings is. Raises ConfigError if that is none.
    """
    resolver = Resolver(settings.timeout, lookup)
    pool = Pool(_way(settings, guard, resolver), _CONNECTIONS * settings.concurrency)
    try:
        yield Client(pool, guard, settings, resolver)
    finally:
        await pool.close()


def _way(settings: Web, guard: Guard, resolver: Resolver) -> Way:
    context = _Lazily()
    if not settings.proxy:
        return Direct(guard, resolver, context)
    from linkaudit.web.transport.proxy import ThroughProxy  # noqa: PLC0415 - few have one

    return ThroughProxy(settings.proxy, guard, resolver, context, resolves=settings.proxy_resolves)


class _Lazily:
    """Make the TLS context when it is needed first: reading two lists of certificates takes a while."""

    def __init__(self) -> None:
        self._context: ssl.SSLContext | None = None

    def __call__(self) -> ssl.SSLContext:
        if self._context is None:
            self._context = tls_context()
        return self._context


__all__ = ["Client", "open_client", "tls_context"]
