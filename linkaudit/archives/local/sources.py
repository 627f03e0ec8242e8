"""Files, and files within files, of which any part can be read."""

from __future__ import annotations

import os
import zlib
from bisect import bisect_right
from threading import Lock
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

GZIP = 16 + zlib.MAX_WBITS
DEFLATE = -zlib.MAX_WBITS
GZIP_MAGIC = b"\x1f\x8b"
_CHUNK = 1 << 16
_SPACING = 1 << 19
"""Bytes of what is unpacked between two states of the decompressor that are kept, at first."""
_MOST_STATES = 768
"""States kept: each has a window of 32 KiB (RFC 1951). If there are more, every second one is dropped."""


class BrokenError(Exception):
    """A file is not what it should be; says what is wrong with it."""


class Source(Protocol):
    """Bytes of which any part can be read."""

    def read(self, start: int, size: int) -> bytes:
        """Give the bytes from `start` on, fewer than `size` only at the end. Raises OSError and BrokenError."""
        ...

    def stream(self) -> Iterator[bytes]:
        """Give all bytes, piece by piece. Raises OSError and BrokenError."""
        ...


class FilePart:
    """A file or a part of it. It is opened for each look, so that a folder may have any number of files."""

    def __init__(self, path: Path, start: int = 0, size: int | None = None) -> None:
        """Stand for the bytes from `start` on. Raises OSError."""
        self.path = path
        self._start = start
        self.size = path.stat().st_size - start if size is None else size
        self._open: int | None = None

    def read(self, start: int, size: int) -> bytes:
        """Give the bytes from `start` on, fewer than `size` only at the end."""
        size = min(size, self.size - start)
        if start < 0 or size <= 0:
            return b""
        if self._open is not None:
            return os.pread(self._open, size, self._start + start)
        file = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)
        try:
            return os.pread(file, size, self._start + start)
        finally:
            os.close(file)

    def shortened(self, size: int) -> FilePart:
        """Stand for the first bytes of this one only."""
        return FilePart(self.path, self._start, size)

    def hold(self) -> None:
        """Keep the file open, since it is looked into often. Raises OSError."""
        if self._open is None:
            self._open = os.open(self.path, os.O_RDONLY | os.O_CLOEXEC)

    def stream(self) -> Iterator[bytes]:
        """Give all bytes, piece by piece."""
        at = 0
        with self.path.open("rb") as file:
            file.seek(self._start)
            while at < self.size and (chunk := file.read(min(_CHUNK, self.size - at))):
                at += len(chunk)
                yield chunk

    def __del__(self) -> None:
        """Close the file."""
        held = getattr(self, "_open", None)
        if held is not None:
            os.close(held)


class Held:
    """Bytes in memory."""

    def __init__(self, data: bytes) -> None:
        """Hold them."""
        self._data = data

    def read(self, start: int, size: int) -> bytes:
        """Give the bytes from `start` on."""
        return self._data[start : start + size] if start >= 0 else b""

    def stream(self) -> Iterator[bytes]:
        """Give all bytes."""
        yield self._data


class Unpacked:
    """What is in a packed source: gzip (any number of members) or bare deflate, as in zip files.

    As it is read through, states of the decompressor are kept, from which any part can be read later. It may be read by
    several threads: large records are unpacked aside.
    """

    def __init__(self, packed: Source, wbits: int = GZIP) -> None:
        """Prepare to unpack."""
        self._packed = packed
        self._wbits = wbits
        self._states = [_State(0, 0, zlib.decompressobj(wbits))]
        self._spacing = _SPACING
        self._keeping = Lock()

    def read(self, start: int, size: int) -> bytes:
        """Give the unpacked bytes from `start` on; the nearer to a place read before, the faster."""
        if start < 0:
            return b""
        states = self._states
        state = states[bisect_right(states, start, key=_unpacked) - 1]
        pieces: list[bytes] = []
        at, missing = state.unpacked, size
        for piece in self._from(state):
            begin = max(start - at, 0)
            at += len(piece)
            if begin < len(piece):
                pieces.append(piece[begin : begin + missing])
                missing -= len(pieces[-1])
                if not missing:
                    break
        return b"".join(pieces)

    def stream(self) -> Iterator[bytes]:
        """Give all unpacked bytes, piece by piece."""
        yield from self._from(self._states[0])

    def _from(self, state: _State) -> Iterator[bytes]:
        """Unpack from a state on. What follows the last member is padding, as gzip itself takes it."""
        stream, packed, unpacked = state.stream.copy(), state.packed, state.unpacked
        rest = b""
        while True:
            if not rest:
                self._keep(packed, unpacked, stream)
                rest = self._packed.read(packed, _CHUNK)
                packed += len(rest)
                if not rest:
                    msg = "truncated: the compressed data end in the middle"
                    raise BrokenError(msg)
            try:
                piece = stream.decompress(rest, _CHUNK * 4)
            except zlib.error as error:
                msg = "damaged: what follows is not what was compressed"
                raise BrokenError(msg) from error
            rest = stream.unconsumed_tail
            unpacked += len(piece)
            if piece:
                yield piece
            if stream.eof:
                rest = stream.unused_data or self._packed.read(packed, _CHUNK)
                packed += 0 if stream.unused_data else len(rest)
                if self._wbits != GZIP or not rest.startswith(GZIP_MAGIC[: len(rest)]) or not rest:
                    return
                stream = zlib.decompressobj(self._wbits)

    def _keep(self, packed: int, unpacked: int, stream: zlib._Decompress) -> None:
        """Keep this state if it lies far enough behind the last one that is kept."""
        with self._keeping:
            if unpacked < self._states[-1].unpacked + self._spacing:
                return
            self._states.append(_State(packed, unpacked, stream.copy()))
            if len(self._states) > _MOST_STATES:
                self._states = self._states[::2]
                self._spacing *= 2


class _State:
    """A decompressor in the middle of its work."""

    __slots__ = ("packed", "stream", "unpacked")

    def __init__(self, packed: int, unpacked: int, stream: zlib._Decompress) -> None:
        self.packed = packed
        """Bytes that it was given."""
        self.unpacked = unpacked
        """Bytes that it gave."""
        self.stream = stream


def _unpacked(state: _State) -> int:
    return state.unpacked
