"""Two clients for `linkaudit.archives`: one over httpx's own transport, one straight into a fake archive."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Self
from urllib.parse import urlsplit

import httpx

from support.loopback import LoopbackServer, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linkaudit.archives.interface import Worth


@dataclass(frozen=True, slots=True)
class Answered:
    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = b""
    truncated: bool = False
    complete: bool = True
    elapsed_ms: int = 0


@dataclass(frozen=True, slots=True)
class Failed:
    url: str
    cause: str
    detail: str = ""


class HttpxClient:
    """Asks over a real connection; a context, since it keeps connections."""

    def __init__(self, cap: int = 2**20) -> None:
        # Everything is on the loopback interface; reading the certificates would take most of the time of a test.
        transport = httpx.AsyncHTTPTransport(verify=False)
        self._client = httpx.AsyncClient(transport=transport, follow_redirects=False, trust_env=False)
        self._cap = cap

    async def __aenter__(self) -> Self:
        await self._client.__aenter__()
        return self

    async def __aexit__(self, *exc_info: object) -> None:
        await self._client.aclose()

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature that linkaudit.archives asks for
        read_body: bool | Worth = True,
        content: bytes = b"",
    ) -> Answered | Failed:
        try:
            async with self._client.stream(
                method, url, headers=dict(headers or {}), content=content or None, timeout=timeout
            ) as response:
                body = b""
                if wanted(read_body, response.status_code, response.headers):
                    async for chunk in response.aiter_bytes():
                        body += chunk
                return Answered(
                    url, response.status_code, response.headers, body[: self._cap], truncated=len(body) > self._cap
                )
        except httpx.TimeoutException as error:
            return Failed(url, "read-timeout", str(error))
        except httpx.ConnectError as error:
            return Failed(url, "refused", str(error))
        except httpx.RemoteProtocolError as error:
            return Failed(url, "connection-closed", str(error))


def wanted(read_body: bool | Worth, status: int, headers: Mapping[str, str]) -> bool:
    """Tell whether a body is to be read."""
    return read_body if isinstance(read_body, bool) else read_body(status, headers)


class DirectClient:
    """Hands each request to a server object without any socket: thousands of look-ups in a second."""

    def __init__(self, server: LoopbackServer, becomes: Callable[[Answered], Answered] = lambda answer: answer) -> None:
        """`becomes` may change what is answered on its way."""
        self._server = server
        self._becomes = becomes

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature that linkaudit.archives asks for
        read_body: bool | Worth = True,
        content: bytes = b"",
    ) -> Answered | Failed:
        parts = urlsplit(url)
        target = parts._replace(scheme="", netloc="").geturl()
        sent = {name.lower(): value for name, value in (headers or {}).items()}
        reply = self._server.reply_to(Request(method, target, sent, content))
        if reply is None:
            return Failed(url, "connection-closed")
        headers = httpx.Headers(list(reply.headers))
        body = reply.body if wanted(read_body, reply.status, headers) else b""
        return self._becomes(Answered(url, reply.status, headers, body))
