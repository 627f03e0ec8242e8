"""Any transport of httpx put underneath, as tests do it: the only module that knows httpx."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, cast

import httpx

if TYPE_CHECKING:
    from linkaudit.web.reception import Reception, Request


class HttpxTransport:
    """Carry requests by a transport of httpx, without httpx.AsyncClient.

    The client would follow redirects, keep cookies and read proxies from the environment behind our back.
    """

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        """Use `transport`."""
        self._transport = transport

    async def carry(self, request: Request, reception: Reception) -> None:
        """Send a request and hand on what comes of it. Raises whatever the transport raises."""
        try:
            async with asyncio.timeout(request.total) as cap:
                await self._carry(request, reception)
        except TimeoutError as error:
            if cap.expired():
                raise request.out_of_time() from error
            raise

    async def _carry(self, request: Request, reception: Reception) -> None:
        timeouts = {"connect": request.wait, "read": request.wait, "write": request.wait, "pool": None}
        response = await self._transport.handle_async_request(
            httpx.Request(
                request.method,
                request.target.url,
                headers=dict(request.fields),
                content=request.content or None,
                extensions={"timeout": timeouts},
            )
        )
        stream = cast("httpx.AsyncByteStream", response.stream)
        try:
            if not reception.begin(response.status_code, response.headers.raw):
                return
            async for piece in stream:
                if not reception.take(piece):
                    return
        finally:
            await stream.aclose()
