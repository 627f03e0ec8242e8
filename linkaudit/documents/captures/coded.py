"""Undoing the coding in which a server sent a page."""

from __future__ import annotations

from linkaudit.documents.interface import UnreadableError
from linkaudit.web.decoding import BodyReader, DecodingError

_CHUNK = 1 << 18


def decoded(payload: bytes, content_encoding: str, largest: int) -> bytes:
    """Undo what a Content-Encoding field names, no further than `largest` bytes. Raises UnreadableError."""
    coding = content_encoding.strip().lower()
    reader = BodyReader(coding, largest)
    if not reader.readable:
        return _brotli(payload, largest) if coding == "br" else _refused(f"sent in a coding that is not read: {coding}")
    try:
        reader.feed(payload)
    except DecodingError:
        # Some programs write a page down decoded, and its header as it was.
        return payload
    return _too_large(largest) if reader.full and len(reader.body) >= largest else reader.body


def _brotli(payload: bytes, largest: int) -> bytes:
    """Undo Brotli (RFC 7932). Raises UnreadableError."""
    try:
        import brotli  # type: ignore[import-untyped] # noqa: PLC0415 - a part of the extra, and only needed for archives of browsers
    except ImportError:
        return _refused("sent in the coding `br`: pip install brotli")
    stream = brotli.Decompressor()
    chunks: list[bytes] = []
    size = 0
    try:
        chunk = stream.process(payload, output_buffer_limit=_CHUNK)
        while chunk or not stream.is_finished():
            chunks.append(chunk)
            size += len(chunk)
            if size > largest:
                return _too_large(largest)
            if stream.can_accept_more_data():
                break
            chunk = stream.process(b"", output_buffer_limit=_CHUNK)
    except brotli.error:
        return payload if not size else b"".join(chunks)
    return b"".join(chunks)


def _too_large(largest: int) -> bytes:
    return _refused(f"too large: more than {largest >> 20} MiB when it is unpacked")


def _refused(reason: str) -> bytes:
    raise UnreadableError(reason)
