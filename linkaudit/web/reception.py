"""A request, and its answer while it comes in: what every transport is given and fills, whatever it is made of."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from linkaudit.web.causes import TransportError, find_cause
from linkaudit.web.decoding import BodyReader, DecodingError
from linkaudit.web.exchange import Answer, Cause, Failure, Headers
from linkaudit.web.target import Target  # noqa: TC001 - a field of a struct

if TYPE_CHECKING:
    from collections.abc import Iterable

BodyWanted = bool | Callable[[int, Headers], bool]

# What a page ends in, and in how many of its last bytes.
_END_OF_PAGE = b"</html>"
_LAST = 64

_NO_BODY = frozenset({204, 304})


class Request(Struct, frozen=True):
    """One request."""

    method: str
    target: Target
    fields: Mapping[str, str]
    wait: float
    """The longest wait for a connection and for each piece of the answer, in seconds."""
    total: float
    """The longest time for the whole of it."""
    content: bytes = b""
    """Its body. Its length, and what it is, stand in the fields."""

    def out_of_time(self) -> TransportError:
        """Make the error that says that the whole took too long."""
        return TransportError(Cause.TOTAL_TIMEOUT, f"no complete answer within {self.total:g} s")


class Transport(Protocol):
    """What carries requests to servers and answers back."""

    async def carry(self, request: Request, reception: Reception) -> None:
        """Send a request and hand on what comes of it, piece by piece, until all is there or no more is wanted.

        Raises whatever goes wrong: `causes` finds out what it was.
        """
        ...


class Reception:
    """The answer to one request as far as it has come."""

    def __init__(self, request: Request, limit: int, wanted: BodyWanted) -> None:
        """Await the answer to `request`; `limit` caps its body, `wanted` tells whether it is worth reading."""
        self.status: int | None = None
        self.headers = _NO_HEADERS
        self.connect_ms: int | None = None
        """Until the connection stood, if one was made."""
        self.first_byte_ms: int | None = None
        self.address = ""
        """The address of the server, if the connection leads to it directly."""
        self.limit = limit
        """Bytes of a body that are read at the most."""
        self.bodiless = request.method == "HEAD"
        """Whether the answer has no body by definition."""
        self._url = request.target.url
        self._wanted = wanted
        self._reader: BodyReader | None = None
        self._undecodable = ""
        self._started = time.perf_counter()

    @property
    def elapsed_ms(self) -> int:
        """Milliseconds since the request was made."""
        return round((time.perf_counter() - self._started) * 1000)

    def connected(self) -> None:
        """Note that a connection was made for it."""
        self.connect_ms = self.elapsed_ms

    def begin(self, status: int, fields: Iterable[tuple[bytes, bytes]]) -> bool:
        """Take the head of the answer; tell whether its body is wanted."""
        self.first_byte_ms = self.elapsed_ms
        self.status = status
        self.headers = Headers.from_raw(fields)
        self.bodiless = self.bodiless or status in _NO_BODY
        if self.bodiless:
            return False
        if self._wanted is False or (self._wanted is not True and not self._wanted(status, self.headers)):
            return False
        self._reader = BodyReader(self.headers.get("content-encoding", ""), self.limit)
        return True

    def take(self, piece: bytes) -> bool:
        """Take a piece of the body; tell whether more is wanted."""
        if self._reader is None:
            return False
        try:
            return self._reader.feed(piece)
        except DecodingError as error:
            self._undecodable = str(error)
            return False

    def cut(self) -> None:
        """Note that reading stopped on purpose."""
        if self._reader is not None:
            self._reader.full = True

    def disown(self) -> None:
        """Note that what has come is not the answer of the server that was asked."""
        self._reader = self.status = None

    def answer(self) -> Answer | Failure:
        """Give the answer, now that all of it has come that is wanted."""
        return self._answer(*self._came_whole())

    def failure(self, error: BaseException) -> Answer | Failure:
        """Give what comes of an error: an incomplete answer if it was in the middle of a body, else a failure."""
        cause, words, refusal = find_cause(error)
        reader = self._reader
        if reader is None or cause in {Cause.UNCLASSIFIED, Cause.TOTAL_TIMEOUT}:
            return self._failure(cause, words, refusal)
        if cause in {Cause.READ_TIMEOUT, Cause.HEADER_BOMB}:
            return self._failure(cause, f"{words}, {reader.received} bytes into the body")
        broken = f": {error.detail}" if isinstance(error, TransportError) and cause is Cause.INVALID_RESPONSE else ""
        # Servers that count wrongly announce a byte or two too many; the page itself says where it ends.
        complete = reader.body[-_LAST:].rstrip().lower().endswith(_END_OF_PAGE)
        ended = f"the connection ended {reader.received} bytes into the body{broken}"
        return self._answer(complete=complete, detail=f"{ended}, at the end of the page" if complete else ended)

    def _answer(self, complete: bool, detail: str) -> Answer | Failure:
        reader = self._reader
        if reader is None:
            return Answer(
                self._url,
                self.status or 0,
                self.headers,
                elapsed_ms=self.elapsed_ms,
                connect_ms=self.connect_ms,
                first_byte_ms=self.first_byte_ms,
                address=self.address,
            )
        if self._undecodable:
            return self._failure(Cause.INVALID_RESPONSE, f"cannot be decompressed: {self._undecodable}")
        if reader.bomb:
            words = f"{reader.received} bytes grow to more than {self.limit}"
            return self._failure(Cause.DECOMPRESSION_BOMB, words)
        return Answer(
            self._url,
            self.status or 0,
            self.headers,
            reader.body,
            reader.full,
            complete,
            self.elapsed_ms,
            detail,
            self.connect_ms,
            self.first_byte_ms,
            self.address,
        )

    def _came_whole(self) -> tuple[bool, str]:
        """Compare what came with what Content-Length announced: not every transport does."""
        reader = self._reader
        if reader is None or reader.full:
            return True, ""
        announced = self.headers.get("content-length", "")
        if not announced.isascii() or not announced.isdigit() or reader.received >= int(announced):
            return True, ""
        return False, f"{reader.received} of {announced} bytes came"

    def _failure(self, cause: Cause, words: str, refusal: str = "") -> Failure:
        return Failure(self._url, cause, words, refusal, self.status, self.elapsed_ms, self.connect_ms)


_NO_HEADERS = Headers()
