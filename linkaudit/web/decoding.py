"""A body as it comes over the wire, decompressed piece by piece under a cap that no compression can get around."""

from __future__ import annotations

import zlib

# What we ask for and can undo. Brotli and zstd would need libraries whose decompressors cannot be capped everywhere.
ACCEPT_ENCODING = "gzip, deflate"

_ZLIB_OR_GZIP = zlib.MAX_WBITS | 32
_RAW_DEFLATE = -zlib.MAX_WBITS
_GZIP_MAGIC = b"\x1f\x8b"

# Codings that are undone; the others leave the body unread. RFC 9110 §8.4.1 says that x-gzip is gzip.
_CODINGS = frozenset({"gzip", "x-gzip", "deflate"})
_LAYERS = 2
"""Codings on top of each other. More than one is a mistake of the server's, more than two is an attack."""

# DEFLATE reaches 1032:1 at most, HTML 3:1 to 20:1. Whoever runs into the cap at more than this ratio built a bomb.
_BOMB_RATIO = 100


class DecodingError(Exception):
    """The body is not what its Content-Encoding says."""


class BodyReader:
    """Collect a body up to `limit` bytes, counted both as they come and decompressed."""

    def __init__(self, content_encoding: str, limit: int) -> None:
        """Prepare for what a Content-Encoding field names."""
        codings = [coding for part in content_encoding.lower().split(",") if (coding := part.strip())]
        codings = [coding for coding in codings if coding != "identity"]
        self.readable = len(codings) <= _LAYERS and _CODINGS.issuperset(codings)
        """Whether the coding can be undone. If not, only the bytes on the wire are counted."""
        self.received = 0
        """Bytes as they came."""
        self.full = False
        """Whether the cap was reached: there is no use in feeding more."""
        self._limit = limit
        self._layers = [_Inflater() for _ in codings] if self.readable else []
        self._parts: list[bytes] = []
        self._size = 0
        self._unused = 0

    def feed(self, data: bytes) -> bool:
        """Take a piece; False as soon as no more is wanted. Raises DecodingError."""
        room = self._limit - self.received
        if len(data) > room:
            data = data[:room]
            self.full = True
        self.received += len(data)
        if self.readable:
            for number, layer in enumerate(self._layers):
                data, left = layer.inflate(data, self._limit - self._size + 1)
                self.full |= left > 0
                self._unused += left if number == 0 else 0
            room = self._limit - self._size
            if len(data) > room:
                data = data[:room]
                self.full = True
            self._parts.append(data)
            self._size += len(data)
        return not self.full

    @property
    def body(self) -> bytes:
        """The body as far as it came, decompressed."""
        return b"".join(self._parts)

    @property
    def bomb(self) -> bool:
        """Whether the cap was reached by a compression that no honest page has."""
        return self.full and bool(self._layers) and self._limit > _BOMB_RATIO * (self.received - self._unused)


class _Inflater:
    """Undo gzip or deflate, members one after the other, never giving more than is asked for at a time."""

    def __init__(self) -> None:
        self._stream = zlib.decompressobj(_ZLIB_OR_GZIP)
        self._start = b""
        self._begun = False

    def inflate(self, data: bytes, room: int) -> tuple[bytes, int]:
        """Give at most `room` bytes, and how many of `data` were left over for want of room. Raises DecodingError."""
        parts: list[bytes] = []
        while data and room > 0:
            part = self._some(data, room)
            parts.append(part)
            room -= len(part)
            if self._stream.eof:
                # What follows a complete stream is the next gzip member or padding, which browsers ignore as well.
                data = self._stream.unused_data
                if not data.startswith(_GZIP_MAGIC):
                    return b"".join(parts), 0
                self._stream = zlib.decompressobj(_ZLIB_OR_GZIP)
            else:
                data = self._stream.unconsumed_tail
        return b"".join(parts), len(data)

    def _some(self, data: bytes, room: int) -> bytes:
        if not self._begun:
            self._start += data
        try:
            part = self._stream.decompress(data, room)
        except zlib.error as error:
            if self._begun:
                raise DecodingError(str(error)) from error
            # Some servers send DEFLATE without the zlib wrapping that RFC 9110 §8.4.1.2 asks for; browsers accept it.
            self._stream = zlib.decompressobj(_RAW_DEFLATE)
            try:
                part = self._stream.decompress(self._start, room)
            except zlib.error:
                raise DecodingError(str(error)) from error
        # The header takes two bytes; as long as there is only one, it cannot be told which wrapping there is.
        self._begun = self._begun or len(self._start) > 1
        return part
