"""Ask for one URL, once: the only module of the project that knows an HTTP library.

httpx is the face (its requests, responses and transports, so that any of them can be put underneath); requests go
straight to the transport, since httpx.AsyncClient costs another 200 µs each and would follow redirects, keep cookies
and read proxies from the environment behind our back. The transport of production is httpx-aiohttp with a resolver
that lets the guard judge each address before it is connected to.
"""

from __future__ import annotations

import asyncio
import socket
import ssl
import time
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING, Any, cast

import aiohttp
import certifi
import httpx
import yarl
from aiohttp.abc import AbstractResolver, ResolveResult
from httpx_aiohttp import AiohttpTransport
from msgspec.structs import replace

from linkaudit.web.causes import RefusedAddressError, find_cause
from linkaudit.web.decoding import ACCEPT_ENCODING, BodyReader, DecodingError
from linkaudit.web.exchange import Answer, Cause, Failure, Headers
from linkaudit.web.guard import INVALID_URL, PRIVATE_ADDRESS, Guard
from linkaudit.web.resolver import Lookup, Resolver, system_lookup
from linkaudit.web.target import parse

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Mapping, Sequence

    from linkaudit.config import Web

    BodyWanted = bool | Callable[[int, Headers], bool]

# As browsers send it for a page that is opened from the address bar; some servers answer 406 to a bare `*/*`.
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ACCEPT_LANGUAGE = "en;q=0.9,*;q=0.5"

# One header field may be as long as aiohttp's default allows eight times over: real Content-Security-Policy fields
# exceed 8 KiB, and Chromium accepts 256 KiB in all.
MAX_FIELD = 65_536
MAX_FIELDS = 256

# How long an answer of the resolver is used again (seconds). Judged addresses cannot change under a run's feet for
# longer than that; a run that lasts for hours follows hosts that move.
DNS_TTL = 300

# How long an idle connection is kept (seconds). Long enough for the next request to a host under the usual intervals,
# short enough that hundreds of new hosts a second do not use up the files that a process may open (often 1024).
KEEP_ALIVE = 3.0

# Servers that only know the renegotiation of before RFC 5746 are served by browsers, and refused by OpenSSL 3 unless it
# is told so. Renegotiation itself never happens here. The name is missing from `ssl` before Python 3.12.
_OP_LEGACY_SERVER_CONNECT = 0x4


class Client:
    """Ask for URLs, one request each, through a transport. Opened by `open_client`, or made by tests."""

    def __init__(
        self, transport: httpx.AsyncBaseTransport, guard: Guard, settings: Web, resolver: Resolver | None = None
    ) -> None:
        """Use `transport` for every request that `guard` lets pass."""
        self._transport = transport
        self._resolver = resolver or Resolver(settings.timeout)
        self._agent = user_agent(settings)
        self.guard = guard
        self.settings = settings

    async def resolve(self, name: str) -> Sequence[str]:
        """Look up the addresses of a name and contact nobody else. Raises OSError (socket.gaierror)."""
        return await self._resolver.addresses(name)

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - of each wait, kept by the transport; the whole is capped below
        read_body: BodyWanted = True,
    ) -> Answer | Failure:
        """Send one request and give what comes of it. Redirects are not followed, cookies are not kept.

        The fragment, the user name and the password of the URL are never sent. `timeout` is the longest wait for a
        connection and for each piece of the answer, in seconds (default: `settings.timeout`); the request as a whole
        ends after `settings.total_timeout`. `read_body` may decide by status and headers whether the body is worth
        reading. Raises nothing for what goes wrong on the network.
        """
        target = parse(url)
        refusal = INVALID_URL if target is None else self.guard.judge_target(target)
        if target is None or refusal == INVALID_URL:
            return Failure(url, Cause.INVALID_URL, "no URL that a browser would open")
        if refusal is not None:
            return Failure(target.url, Cause.UNSAFE, f"not asked: {refusal.replace('-', ' ')}", refusal)
        wait = self.settings.timeout if timeout is None else timeout
        exchange = _Exchange(self._transport, target.url, self.settings.max_body, read_body)
        fields = {
            "User-Agent": self._agent,
            "Accept": ACCEPT,
            "Accept-Language": ACCEPT_LANGUAGE,
            "Accept-Encoding": ACCEPT_ENCODING,
            **(headers or {}),
        }
        started = time.perf_counter()
        outcome: Answer | Failure
        try:
            async with asyncio.timeout(self.settings.total_timeout) as cap:
                outcome = await exchange.run(method, fields, wait)
        except Exception as error:  # noqa: BLE001 - whatever a server does to a library is a statement about the server
            if cap.expired():
                words = f"no complete answer within {self.settings.total_timeout:g} s"
                outcome = Failure(target.url, Cause.TOTAL_TIMEOUT, words, status=exchange.status)
            else:
                cause, words, refusal = find_cause(error)
                outcome = Failure(target.url, cause, words, refusal, exchange.status)
        return replace(outcome, elapsed_ms=round((time.perf_counter() - started) * 1000))


class _Exchange:
    """One request under way; remembers how far it came."""

    def __init__(self, transport: httpx.AsyncBaseTransport, url: str, limit: int, read_body: BodyWanted) -> None:
        self.status: int | None = None
        self._transport = transport
        self._url = url
        self._limit = limit
        self._read_body = read_body

    async def run(self, method: str, fields: Mapping[str, str], wait: float) -> Answer | Failure:
        """Send the request and read the answer. Raises whatever the transport raises."""
        timeouts = {"connect": wait, "read": wait, "write": wait, "pool": None}
        request = httpx.Request(method, self._url, headers=fields, extensions={"timeout": timeouts})
        response = await self._transport.handle_async_request(request)
        stream = cast("httpx.AsyncByteStream", response.stream)
        try:
            self.status = response.status_code
            headers = Headers.from_raw(response.headers.raw)
            wanted = self._read_body if isinstance(self._read_body, bool) else self._read_body(self.status, headers)
            if method == "HEAD" or not wanted:
                return Answer(self._url, self.status, headers)
            return await self._read(self.status, headers, stream)
        finally:
            await stream.aclose()

    async def _read(self, status: int, headers: Headers, stream: httpx.AsyncByteStream) -> Answer | Failure:
        reader = BodyReader(headers.get("content-encoding", ""), self._limit)
        complete, detail = True, ""
        try:
            async for piece in stream:
                if not reader.feed(piece):
                    break
            else:
                complete, detail = _came_whole(reader, headers)
        except DecodingError as error:
            return Failure(self._url, Cause.INVALID_RESPONSE, f"cannot be decompressed: {error}", status=status)
        except (httpx.TransportError, aiohttp.ClientError) as error:
            cause, words, _ = find_cause(error)
            if cause in {Cause.READ_TIMEOUT, Cause.HEADER_BOMB}:
                return Failure(self._url, cause, f"{words}, {reader.received} bytes into the body", status=status)
            complete, detail = False, f"the connection ended {reader.received} bytes into the body"
        if reader.bomb:
            words = f"{reader.received} bytes grow to more than {self._limit}"
            return Failure(self._url, Cause.DECOMPRESSION_BOMB, words, status=status)
        return Answer(self._url, status, headers, reader.body, reader.full, complete, detail=detail)


def _came_whole(reader: BodyReader, headers: Headers) -> tuple[bool, str]:
    """Compare what came with what Content-Length announced: not every transport does."""
    announced = headers.get("content-length", "")
    if not announced.isascii() or not announced.isdigit() or reader.received >= int(announced):
        return True, ""
    return False, f"{reader.received} of {announced} bytes came"


def user_agent(settings: Web) -> str:
    """Say who asks, and whom a webmaster can write to (RFC 9110 §10.1.5)."""
    text = f"{settings.user_agent} ({settings.contact})" if settings.contact else settings.user_agent
    return " ".join("".join(char if char.isprintable() else " " for char in text).split())


@asynccontextmanager
async def open_client(settings: Web, guard: Guard, lookup: Lookup = system_lookup) -> AsyncIterator[Client]:
    """Open the client of production, and close its connections in the end.

    `lookup` resolves names (blocking, in a thread of its own); whatever it gives is judged by `guard`.
    """
    resolver = Resolver(settings.timeout, lookup)
    context = tls_context()
    connector = aiohttp.TCPConnector(
        limit=settings.concurrency,
        limit_per_host=0,
        resolver=_GuardedResolver(resolver, guard),
        ttl_dns_cache=DNS_TTL,
        keepalive_timeout=KEEP_ALIVE,
        ssl=context,
    )
    session = aiohttp.ClientSession(
        connector=connector,
        cookie_jar=aiohttp.DummyCookieJar(),
        max_line_size=MAX_FIELD,
        max_field_size=MAX_FIELD,
        max_headers=MAX_FIELDS,
        trust_env=False,
        timeout=aiohttp.ClientTimeout(),
    )
    async with session:
        yield Client(_ExactTransport(session, context), guard, settings, resolver)


def tls_context() -> ssl.SSLContext:
    """Trust what the system trusts, and Mozilla's list (certifi) where the system's is old or missing."""
    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    context.set_alpn_protocols(["http/1.1"])
    context.options |= _OP_LEGACY_SERVER_CONNECT
    return context


class _GuardedResolver(AbstractResolver):
    """Hand to aiohttp only the addresses that the guard lets pass: what was judged is what is connected to.

    aiohttp does not ask for literal addresses; those are judged in the URL.
    """

    def __init__(self, resolver: Resolver, guard: Guard) -> None:
        self._resolver = resolver
        self._guard = guard

    async def resolve(
        self,
        host: str,
        port: int = 0,
        family: socket.AddressFamily = socket.AF_UNSPEC,  # noqa: ARG002 - always both families
    ) -> list[ResolveResult]:
        addresses = await self._resolver.addresses(host)
        allowed = [address for address in addresses if self._guard.judge_address(host, address) is None]
        if not addresses:
            raise socket.gaierror(socket.EAI_NONAME, "no address")
        if not allowed:
            raise RefusedAddressError(PRIVATE_ADDRESS, f"{host} resolves to {', '.join(addresses)}")
        return [
            ResolveResult(
                hostname=host,
                host=address,
                port=port,
                family=socket.AF_INET6 if ":" in address else socket.AF_INET,
                proto=socket.IPPROTO_TCP,
                flags=socket.AI_NUMERICHOST,
            )
            for address in allowed
        ]

    async def close(self) -> None:
        """Nothing is held."""


class _ExactTransport(AiohttpTransport):
    """httpx-aiohttp, sending the URL as it is: aiohttp would decode and quote a string anew (`%27`, `%2F`)."""

    def __init__(self, session: aiohttp.ClientSession, context: ssl.SSLContext) -> None:
        super().__init__(verify=context, trust_env=False)
        self._exact: Any = _ExactSession(session)

    def get_client(self) -> aiohttp.ClientSession:
        return self._exact  # type: ignore[no-any-return] # of a session, the transport uses `request` alone


class _ExactSession:
    """A session that is handed URLs in their final form."""

    def __init__(self, session: aiohttp.ClientSession) -> None:
        self._session = session

    def request(self, method: str, url: str, *, headers: httpx.Headers, **options: Any) -> Any:
        """Pass a request on, without requoting its URL (only an empty query, `?` with nothing behind it, is lost).

        Header names keep their usual case: HTTP does not care, some old servers and protections do.
        """
        fields = [(name.decode("ascii"), value.decode("latin-1")) for name, value in headers.raw]
        return self._session.request(method, yarl.URL(url, encoded=True), headers=fields, **options)
