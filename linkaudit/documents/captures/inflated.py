"""Gzip files as a stream of what is in them, under a cap; one that is cut off or damaged ends there, and says so."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from linkaudit.pieces import Pieces

if TYPE_CHECKING:
    from collections.abc import Iterator

_GZIP_MAGIC = b"\x1f\x8b"
_GZIP = 16 + zlib.MAX_WBITS
_CHUNK = 1 << 16


class Inflated(Pieces):
    """Reads a file, unpacked if it is gzip: one member after the other (RFC 1952, section 2.2)."""

    def __init__(self, data: bytes, largest: int) -> None:
        """Prepare to read `data`, no more than `largest` bytes of what is in it."""
        super().__init__()
        self._room = largest
        self._largest = largest
        self._chunks = self._unpacked(data) if data.startswith(_GZIP_MAGIC) else self._plain(data)

    def _more(self) -> bytes:
        return next(self._chunks, b"")

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
