"""A WARC from one of its records on, unpacked: to the end of the member of gzip, or of a file that is not packed."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

from linkaudit.archives.local.sources import GZIP, GZIP_MAGIC
from linkaudit.pieces import Pieces

if TYPE_CHECKING:
    from linkaudit.archives.local.sources import Source

_CHUNK = 1 << 14
_BUFFER = 1 << 18
_PIECE = 1 << 16


class WarcStream(Pieces):
    """Reads from `offset` on, as `linkaudit.warcs` wants it."""

    def __init__(self, source: Source, offset: int, largest: int | None = None, *, buffer: int = _CHUNK) -> None:
        """Prepare to read no more than `largest` bytes of what is unpacked."""
        super().__init__()
        self.end = offset
        """Where the member ends, once it is read."""
        self._source = source
        self._at = offset
        self._buffer = buffer
        self._room = largest
        self.packed = source.read(offset, len(GZIP_MAGIC)) == GZIP_MAGIC
        self._stream = zlib.decompressobj(GZIP)
        self._rest = b""

    def to_end(self) -> None:
        """Read to the end of the member."""
        self.budget = None
        while self.read():
            pass

    def skip(self, size: int) -> None:
        """Read over so many bytes, which do not count."""
        while size > 0 and (piece := self.read(size)):
            size -= len(piece)
        self._position = 0

    def _more(self) -> bytes:
        if self.problem:
            return b""
        piece = self._unpack() if self.packed else self._plain()
        if self._room is not None:
            self._room -= len(piece)
            if self._room < 0:
                self.problem = "too large"
                return b""
        return piece

    def _plain(self) -> bytes:
        piece = self._source.read(self._at, _PIECE)
        self._at += len(piece)
        self.end = self._at
        return piece

    def _unpack(self) -> bytes:
        while not self._stream.eof:
            if not self._rest:
                self._rest = self._source.read(self._at, self._buffer)
                self._at += len(self._rest)
                if not self._rest:
                    self.problem = "truncated: the compressed data end in the middle"
                    return b""
            try:
                piece = self._stream.decompress(self._rest, _PIECE)
            except zlib.error:
                self.problem = "damaged: what follows is not what was compressed"
                return b""
            self._rest = self._stream.unconsumed_tail
            if self._stream.eof:
                self.end = self._at - len(self._stream.unused_data)
            if piece:
                return piece
        return b""
