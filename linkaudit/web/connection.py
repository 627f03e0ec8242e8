"""One connection to one server: HTTP/1.1, a request and its answer, and perhaps another (RFC 9112).

The only module that knows httptools, Node's parser llhttp: as lenient with servers as browsers are, and no more.
Nothing is trusted: every count and size is capped, and a server that talks out of turn is not talked to again.
"""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING, cast

from httptools import HttpParserError, HttpParserUpgrade, HttpResponseParser

from linkaudit.web.causes import TransportError
from linkaudit.web.exchange import Cause

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.web.reception import Reception, Request

# Real Content-Security-Policy fields exceed 8 KiB; Chromium accepts 256 KiB in all (net/http/http_stream_parser.h).
MAX_FIELD = 65_536
MAX_FIELDS = 256
MAX_HEAD = 262_144
# Interim answers (100, 102, 103) before the final one.
MAX_INTERIM = 16
# Bytes on the wire for each byte of a body at the most: chunks of a few bytes are odd, chunks of one byte an attack.
MAX_OVERHEAD = 2

_SWITCHING_PROTOCOLS = 101
_LOWEST_STATUS = 100
_FIRST_FINAL_STATUS = 200

# Browsers read on where a header has a stray character, a line ends in a bare LF, chunk sizes are padded, or both
# lengths are announced. Tricks by which requests are smuggled past each other do not matter to a client that stops
# using a connection as soon as anything follows an answer.
_LENIENT = {
    "lenient_headers": True,
    "lenient_optional_cr_before_lf": True,
    "lenient_spaces_after_chunk_size": True,
    "lenient_chunked_length": True,
    "lenient_transfer_encoding": True,
    "lenient_data_after_close": True,
    "lenient_version": True,
}


class _Stop(Exception):  # noqa: N818 - ends parsing; nothing is wrong, or it has been said already
    """No more of what has come is read."""


class Connection(asyncio.Protocol):
    """A connection, made by a transport, that carries one exchange at a time."""

    def __init__(self, loop: asyncio.AbstractEventLoop, on_lost: Callable[[Connection], None]) -> None:
        """Make a protocol for `loop`; `on_lost` is told when the connection is gone, for whatever reason."""
        self.answers = 0
        """How many answers have come over it."""
        self.closed = False
        self.reusable = False
        """Whether another request may be sent."""
        self.idle_since = 0.0
        self._loop = loop
        self._on_lost = on_lost
        self._transport: asyncio.Transport | None = None
        self._parser: HttpResponseParser | None = None
        self._waiter: asyncio.Future[None] | None = None
        self._reception: Reception | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._rings_at = 0.0
        self._early = b""
        self._reset()

    def _reset(self) -> None:
        self._fields: list[tuple[bytes, bytes]] = []
        self._begun = False
        self._until_end = False
        self._interim = 0
        self._wire = 0
        self._allowed = MAX_HEAD
        self._deadline = 0.0
        self._heard_at = 0.0

    async def exchange(self, head: bytes, request: Request, reception: Reception, deadline: float) -> None:
        """Send a request, and wait until its answer has come as far as it is wanted, or `deadline` (monotonic).

        Raises TransportError, OSError. Afterwards `reusable` tells whether the connection is good for another one.
        """
        self._reset()
        self.reusable = False
        transport = self.transport
        self._request = request
        self._deadline = deadline
        self._heard_at = time.monotonic()
        self._reception = reception
        self._waiter = self._loop.create_future()
        if self._parser is None:
            self._parser = HttpResponseParser(self)
            self._parser.set_dangerous_leniencies(**_LENIENT)
        self._wake_by(min(self._heard_at + request.wait, deadline))
        transport.write(head)
        if self._early:
            early, self._early = self._early, b""
            self.data_received(early)
        try:
            await self._waiter
        finally:
            self._reception = self._waiter = None
            if not self.reusable:
                self.close()

    def stale(self, error: Exception) -> bool:
        """Tell whether an error means that the connection had been given up before the request was sent."""
        if not self.answers or self._begun:
            return False
        if isinstance(error, TransportError) and error.cause is not Cause.CONNECTION_CLOSED:
            return error.cause is Cause.INVALID_RESPONSE
        return self._wire == 0

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

    def close(self) -> None:
        """Close at once. TLS would wait for the other side's farewell, and hold its buffers until then."""
        transport = self._transport
        self._gone(TransportError(Cause.CONNECTION_CLOSED))
        if transport is not None:
            transport.abort()

    def _gone(self, error: Exception) -> None:
        """Take leave, once."""
        if self.closed:
            return
        self.closed = True
        self.reusable = False
        self._cancel_timer()
        self._fail(error)
        self._parser = self._transport = None  # they hold each other
        self._on_lost(self)

    # What the event loop tells

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast("asyncio.Transport", transport)

    def data_received(self, data: bytes) -> None:
        """Take what has come."""
        if self._reception is None:
            self._unasked(data)
            return
        self._wire += len(data)
        self._heard_at = time.monotonic()
        try:
            if self._parser is not None:
                self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade) as error:
            self.reusable = False
            self._fail(TransportError(Cause.INVALID_RESPONSE, str(error)))
        if self._wire > self._allowed:
            self._too_much()

    def eof_received(self) -> None:
        """Learn that nothing more will come: the end of a body of which nobody said how long it is."""
        self.reusable = False
        if self._until_end and self._reception is not None:
            self._finish()

    def connection_lost(self, error: Exception | None) -> None:
        """Learn that the connection is gone."""
        if error is None and self._until_end and self._reception is not None:
            self._finish()
        self._gone(error or TransportError(Cause.CONNECTION_CLOSED))

    # What the parser tells

    def on_message_begin(self) -> None:
        """Learn that an answer begins: nobody asked for it if the last one is complete."""
        if self._reception is None:
            raise _Stop

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field of the head, or of a trailer, which nobody needs."""
        self._fields.append((name, value))
        if len(self._fields) > MAX_FIELDS or len(value) > MAX_FIELD or len(name) > MAX_FIELD:
            self._fail(TransportError(Cause.HEADER_BOMB))
            raise _Stop

    def on_headers_complete(self) -> None:
        """Take the head of an answer."""
        reception, parser = self._reception, self._parser
        if reception is None or parser is None or self._begun:
            raise _Stop
        status = parser.get_status_code()
        if status < _FIRST_FINAL_STATUS:
            self._take_interim(status)
            return
        self._begun = True
        wanted = reception.begin(status, self._fields)
        self._allowed += MAX_OVERHEAD * reception.limit
        # As long as the parser has no say, these two end a body; where neither is there, the connection does.
        headers = reception.headers
        self._until_end = "content-length" not in headers and "chunked" not in headers.get("transfer-encoding", "")
        if self._request.method in {"HEAD", "CONNECT"}:
            # The parser does not know that no body follows, and would wait for one.
            self.reusable = parser.should_keep_alive() or self._request.method == "CONNECT"
            self._parser = None
            self._finish()
        elif not wanted and not reception.bodiless:
            self._finish()

    def on_body(self, piece: bytes) -> None:
        """Take a piece of the body."""
        if self._reception is None:
            self.reusable = False
            raise _Stop
        if not self._begun:
            self._fail(TransportError(Cause.INVALID_RESPONSE, "a body before the answer"))
            raise _Stop
        if not self._reception.take(piece):
            self._finish()

    def on_message_complete(self) -> None:
        """Take the end of the answer."""
        if self._begun and self._reception is not None and self._parser is not None:
            self.reusable = self._parser.should_keep_alive()
            self._finish()

    # What follows

    def _take_interim(self, status: int) -> None:
        """Pass over an answer that announces another one."""
        self._interim += 1
        self._fields = []
        if status == _SWITCHING_PROTOCOLS or status < _LOWEST_STATUS or self._interim > MAX_INTERIM:
            self._fail(TransportError(Cause.INVALID_RESPONSE, f"status {status}"))
            raise _Stop

    def _unasked(self, data: bytes) -> None:
        """Take what comes while nobody waits for it: a greeting may precede the first request, nothing may follow."""
        self._early += data
        if self.answers or len(self._early) > MAX_HEAD:
            self.close()

    def _too_much(self) -> None:
        """Stop a head, or a body in tiny chunks, that goes on and on."""
        if self._reception is None:
            return
        if not self._begun:
            self._fail(TransportError(Cause.HEADER_BOMB))
        else:
            self._reception.cut()
            self._finish()

    def _finish(self) -> None:
        """End the exchange: all has come that is wanted."""
        self._reception = None
        self.answers += 1
        if self._waiter is not None and not self._waiter.done():
            self._waiter.set_result(None)

    def _fail(self, error: Exception) -> None:
        """End the exchange by an error."""
        self._reception = None
        if self._waiter is not None and not self._waiter.done():
            self.reusable = False
            self._waiter.set_exception(error)

    def _wake_by(self, moment: float) -> None:
        """See to it that the timer rings at a moment, or earlier."""
        if self._timer is not None and self._rings_at > moment:
            self._cancel_timer()
        if self._timer is None:
            self._rings_at = moment
            self._timer = self._loop.call_later(max(0.0, moment - time.monotonic()), self._ring)

    def _cancel_timer(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _ring(self) -> None:
        """Look how long nothing has come. One timer serves many exchanges: most end before it rings."""
        self._timer = None
        if self._reception is None:
            return
        now = time.monotonic()
        patient_until = self._heard_at + self._request.wait
        if self._deadline <= now:
            self._fail(self._request.out_of_time())
        elif patient_until <= now:
            self._fail(TransportError(Cause.READ_TIMEOUT))
        else:
            self._wake_by(min(patient_until, self._deadline))
