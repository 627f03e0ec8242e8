"""Gzip files as a stream of what is in them, under a cap; one that is cut off or damaged ends there, and says so."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 1 << 16


class Inflated:
    """Reads a file, unpacked if it is gzip: one member after the other (RFC 1952, section 2.2)."""

    def __init__(self, data: bytes, largest: int) -> None:
        """Prepare to read `data`, no more than `largest` bytes of what is in it."""
        self.problem = ""
        """Why the stream ended before its end."""
        self.budget: int | None = None
        """Bytes that may be read until somebody sets it anew; None for any number."""
        self._room = largest
        self._largest = largest
        self._chunks = self._unpacked(data) if data.startswith(_GZIP_MAGIC) else self._plain(data)
        self._left = b""
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Give some bytes, no more than `size`; none at the end."""
        if self.budget is not None and self.budget <= 0:
            self.problem = "a header that does not end"
            return b""
        if not self._left:
            self._left = next(self._chunks, b"")
        given = self._left if size < 0 else self._left[:size]
        self._left = self._left[len(given) :]
        self._position += len(given)
        if self.budget is not None:
            self.budget -= len(given)
        return given

    def tell(self) -> int:
        """Count the bytes that were given."""
        return self._position

    def _plain(self, data: bytes) -> Iterator[bytes]:
        for start in range(0, len(data), _CHUNK):
            yield data[start : start + _CHUNK]

    def _unpacked(self, data: bytes) -> Iterator[bytes]:
        view = memoryview(data)
        position = 0
        while data[position : position + 2] == _GZIP_MAGIC:
            stream = zlib.decompressobj(_GZIP)
            tail = b""
            while not stream.eof:
                packed = tail or bytes(view[position : position + _CHUNK])
                position += 0 if tail else len(packed)
                if not packed:
                    self.problem = "truncated: the gzip stream ends in the middle"
                    return
                try:
                    chunk = stream.decompress(packed, _CHUNK)
                except zlib.error:
                    self.problem = "damaged: what follows is not what was compressed"
                    return
                tail = stream.unconsumed_tail
                self._room -= len(chunk)
                if self._room < 0:
                    self.problem = f"too large: more than {self._largest >> 20} MiB when it is unpacked"
                    return
                if chunk:
                    yield chunk
            position -= len(stream.unused_data)
