"""One connection to one server: a request and its answer, and perhaps another, each within its time."""

from __future__ import annotations

import asyncio
import math
import time
from typing import TYPE_CHECKING, cast

from linkaudit.web.causes import TransportError
from linkaudit.web.exchange import Cause
from linkaudit.web.transport.parsing import MAX_HEAD, AnswerParser

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.web.reception import Reception, Request


class Connection(asyncio.Protocol):
    """A connection, made by a transport, that carries one exchange at a time."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_lost: Callable[[Connection], None]) -> None:
        """Make a protocol for `loop`; `on_lost` is told when the connection is gone, for whatever reason."""
        self.answers = 0
        """How many answers have come over it."""
        self.closed = False
        self.address = ""
        """The address of the server, if it leads there directly."""
        self.idle_since = 0.0
        self._loop = loop
        self._on_lost = on_lost
        self._transport: asyncio.Transport | None = None
        self._parser = AnswerParser()
        self._request: Request | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._early = b""
        self._deadline = 0.0
        self._heard_at = 0.0
        self._timer: asyncio.TimerHandle | None = None
        self._rings_at = 0.0

    @property
    def reusable(self) -> bool:
        """Whether another request may be sent."""
        return self._parser.reusable and not self.closed

    @property
    def transport(self) -> asyncio.Transport:
        """What it lies on. Raises TransportError if it is gone."""
        if self.closed or self._transport is None:
            raise TransportError(Cause.CONNECTION_CLOSED)
        return self._transport

    def lay(self, transport: asyncio.Transport | None) -> None:
        """Lay it on another transport: TLS over what was there. Raises TransportError if that is gone already."""
        if self.closed or transport is None:
            raise TransportError(Cause.CONNECTION_CLOSED)
        self._transport = transport

    async def exchange(self, head: bytes, request: Request, reception: Reception, deadline: float = math.inf) -> None:
        """Send a request, and wait until its answer has come as far as it is wanted, or `deadline` (monotonic).

        Raises TransportError, OSError. Afterwards `reusable` tells whether the connection is good for another one.
        """
        transport = self.transport
        self._parser.expect(request.method, reception)
        self._request = request
        self._deadline = deadline
        self._heard_at = time.monotonic()
        self._waiter = self._loop.create_future()
        self._wake_by(min(self._heard_at + request.wait, deadline))
        transport.write(head + request.content)
        if self._early:
            early, self._early = self._early, b""
            self.data_received(early)
        try:
            await self._waiter
        finally:
            self._waiter = None
            if not self.reusable:
                self.close()

    def stale(self, error: Exception) -> bool:
        """Tell whether an error means that the connection had been given up before the request was sent."""
        if not self.answers or self._parser.begun:
            return False
        if isinstance(error, TransportError) and error.cause is not Cause.CONNECTION_CLOSED:
            return error.cause is Cause.INVALID_RESPONSE
        return self._parser.wire == 0

    def close(self) -> None:
        """Close at once. TLS would wait for the other side's farewell, and hold its buffers until then."""
        transport = self._transport
        self._gone(None)
        if transport is not None:
            transport.abort()

    # What the event loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        if self._waiter is None or self._parser.over:
            self._take_unasked(data)
            return
        self._heard_at = time.monotonic()
        if self._parser.feed(data):
            self._settle()

    def eof_received(self) -> None:
        """Learn that nothing more will come; the loop closes the connection."""
        self._end(None)

    def connection_lost(self, error: Exception | None) -> None:
        """Learn that the connection is gone."""
        self._gone(error)

    def _take_unasked(self, data: bytes) -> None:
        """Take what comes while nobody waits for it: a greeting may precede the first request, nothing may follow."""
        self._early += data
        if self.answers or self._waiter is not None or len(self._early) > MAX_HEAD:
            self.close()

    def _end(self, error: Exception | None) -> None:
        self._parser.reusable = False
        if self._waiter is not None:
            self._parser.end(error)
            self._settle()

    def _gone(self, error: Exception | None) -> None:
        """Take leave, once."""
        if self.closed:
            return
        self.closed = True
        self._end(error)
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        self._parser.forget()
        self._transport = None
        self._on_lost(self)

    def _settle(self) -> None:
        """End the exchange: all has come that is wanted, or something went wrong."""
        if self._waiter is None or self._waiter.done():
            return
        if self._parser.error is None:
            self.answers += 1
            self._waiter.set_result(None)
        else:
            self._waiter.set_exception(self._parser.error)

    def _wake_by(self, moment: float) -> None:
        """See to it that the timer rings at a moment, or earlier. One serves many exchanges: most end before it."""
        if self._timer is not None and self._rings_at > moment:
            self._timer.cancel()
            self._timer = None
        if self._timer is None:
            self._rings_at = moment
            self._timer = self._loop.call_later(max(0.0, moment - time.monotonic()), self._ring)

    def _ring(self) -> None:
        """Look how long nothing has come."""
        self._timer = None
        if self._waiter is None or self._request is None or self._parser.over:
            return
        now = time.monotonic()
        patient_until = self._heard_at + self._request.wait
        if self._deadline <= now:
            self._end(self._request.out_of_time())
        elif patient_until <= now:
            self._end(TransportError(Cause.READ_TIMEOUT))
        else:
            self._wake_by(min(patient_until, self._deadline))
