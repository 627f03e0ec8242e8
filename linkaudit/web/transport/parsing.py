"""The bytes of an answer taken apart (HTTP/1.1, RFC 9112), as lenient with servers as browsers are, and no more.

The only module that knows httptools, which is Node's parser llhttp. Every count and size is capped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from httptools import HttpParserCallbackError, HttpParserError, HttpParserUpgrade, HttpResponseParser

from linkaudit.web.causes import TransportError
from linkaudit.web.exchange import Cause
from linkaudit.web.transport.mending import mended

if TYPE_CHECKING:
    from linkaudit.web.reception import Reception

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
_HTTP = b"HTTP/1."
# The parser does not know what was asked, and would wait for a body that does not follow.
_BODILESS_METHODS = frozenset({"HEAD", "CONNECT"})

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


class AnswerParser:
    """Takes answers apart, one after the other."""

    def __init__(self) -> None:
        """Wait for `expect`."""
        self._parser: HttpResponseParser | None = None
        self._reception: Reception | None = None
        self._method = ""
        self._reset()

    def _reset(self) -> None:
        self.begun = False
        """Whether the head of the answer has come."""
        self.wire = 0
        """Bytes that have come since the request was sent."""
        self.reusable = False
        """Whether the connection is good for another request."""
        self.error: Exception | None = None
        """What is wrong with the answer."""
        self._fields: list[tuple[bytes, bytes]] = []
        self._raw = b""
        self._objection: TransportError | None = None
        """What llhttp has against a head of which not all has come, so that it cannot be put right yet."""
        self._is_mended = False
        self._until_end = False
        self._interim = 0
        self._allowed = MAX_HEAD

    def expect(self, method: str, reception: Reception) -> None:
        """Await the answer to a request."""
        self._reset()
        self._method = method
        self._reception = reception
        if self._parser is None:
            self._parser = _new(self)

    def forget(self) -> None:
        """Let go of everything: the parser and this object hold each other."""
        self._parser = self._reception = None

    @property
    def over(self) -> bool:
        """Whether nothing more is wanted: all has come, or something is wrong."""
        return self._reception is None

    def feed(self, data: bytes) -> bool:
        """Take what has come; tell whether nothing more is wanted."""
        self.wire += len(data)
        if self._objection is not None:
            self._raw += data
            self._mend()
        else:
            if not self.begun:
                self._raw += data
            self._parse(data)
        if self._reception is not None and self.wire > self._allowed:
            self._too_much(self._reception)
        return self._reception is None

    def end(self, error: Exception | None) -> None:
        """Take the end of the connection: the end of a body of which nobody has said how long it is, or an error."""
        if self._reception is None:
            return
        self.reusable = False
        if error is None and self._until_end:
            self._reception = None
        else:
            self._fail(error or self._objection or TransportError(Cause.CONNECTION_CLOSED))

    # What llhttp tells

    def on_message_begin(self) -> None:
        """Learn that an answer begins: nobody asked for it if the last one is complete."""
        if self._reception is None:
            raise _Stop

    def on_header(self, name: bytes, value: bytes) -> None:
        """Take a field of the head, or of a trailer, which nobody needs."""
        self._fields.append((name, value))
        if len(self._fields) > MAX_FIELDS or len(value) > MAX_FIELD or len(name) > MAX_FIELD:
            raise TransportError(Cause.HEADER_BOMB)

    def on_headers_complete(self) -> None:
        """Take the head of an answer."""
        reception, parser = self._reception, self._parser
        if reception is None or parser is None:
            raise _Stop
        status = parser.get_status_code()
        if status < _FIRST_FINAL_STATUS:
            self._pass_over(status)
            return
        self.begun = True
        self._raw = b""
        wanted = reception.begin(status, self._fields)
        self._allowed += MAX_OVERHEAD * reception.limit
        headers = reception.headers
        self._until_end = "content-length" not in headers and "chunked" not in headers.get("transfer-encoding", "")
        if self._method in _BODILESS_METHODS:
            self.reusable = parser.should_keep_alive() or self._method == "CONNECT"
            self._parser = self._reception = None
        elif not wanted and not reception.bodiless:
            self._reception = None

    def on_body(self, piece: bytes) -> None:
        """Take a piece of the body."""
        if self._reception is None:
            raise _Stop
        if not self.begun:
            raise TransportError(Cause.INVALID_RESPONSE, "a body before the answer")
        if not self._reception.take(piece):
            self._reception = None

    def on_message_complete(self) -> None:
        """Take the end of the answer."""
        if self.begun and self._reception is not None and self._parser is not None:
            self.reusable = self._parser.should_keep_alive()
            self._reception = None

    def _parse(self, data: bytes) -> None:
        if self._parser is None:
            return
        try:
            self._parser.feed_data(data)
        except (HttpParserError, HttpParserUpgrade) as error:
            self.reusable = False
            own = error.__context__ if isinstance(error, HttpParserCallbackError) else None
            if isinstance(own, Exception):
                if not isinstance(own, _Stop):
                    self._fail(own)
                return
            objection = TransportError(Cause.INVALID_RESPONSE, str(error))
            if self.begun or self._is_mended or not self._raw.startswith(_HTTP):
                self._fail(objection)
            else:
                self._objection = objection
                self._mend()

    def _mend(self) -> None:
        """Try again with a head that llhttp has refused, put right as browsers do, as soon as all of it is here."""
        better = mended(self._raw)
        if better is None or self._objection is None:
            return
        if better == self._raw:
            self._fail(self._objection)
            return
        self._objection, self._is_mended = None, True
        self._fields = []
        self._parser = _new(self)
        self._parse(better)

    def _pass_over(self, status: int) -> None:
        """Pass over an answer that only announces another one."""
        self._interim += 1
        self._fields = []
        if status == _SWITCHING_PROTOCOLS or status < _LOWEST_STATUS or self._interim > MAX_INTERIM:
            raise TransportError(Cause.INVALID_RESPONSE, f"status {status}")

    def _too_much(self, reception: Reception) -> None:
        """Stop a head, or a body in tiny chunks, that goes on and on."""
        self.reusable = False
        if not self.begun:
            self._fail(TransportError(Cause.HEADER_BOMB))
        else:
            reception.cut()
            self._reception = None

    def _fail(self, error: Exception) -> None:
        """End the answer by an error, unless it is complete."""
        if self._reception is not None:
            self._reception = None
            self.error = error


def _new(protocol: AnswerParser) -> HttpResponseParser:
    parser = HttpResponseParser(protocol)
    parser.set_dangerous_leniencies(**_LENIENT)
    return parser
