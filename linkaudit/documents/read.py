"""From bytes to a document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents import formats
from linkaudit.documents.decode import NotTextError, decode
from linkaudit.documents.positions import Lines
from linkaudit.models import Document, Skipped

if TYPE_CHECKING:
    from pathlib import Path

    from linkaudit.documents.formats import Format


def read_file(
    path: Path, name: str, limit: int, announced: Format | None = None, *, digest: bool = False
) -> Document | Skipped:
    """Read the file at `path`, which reports call `name`, if it is no larger than `limit` bytes.

    `announced` is the format to read it as, whatever its suffix says; with `digest` the bytes are digested, too. What
    cannot be read is Skipped with its reason.
    """
    try:
        size = path.stat().st_size
        if size > limit:
            return Skipped(name, f"too large: {size} bytes, the limit is {limit} (max-bytes)")
        data = path.read_bytes()
    except OSError as error:
        return Skipped(name, f"cannot be read: {error.strerror or error}")
    known = announced or formats.by_path(name)
    if known is None:
        return Skipped(name, "no known format has this suffix; name one with --format")
    return read_bytes(data, name, known, digest=digest)


def read_bytes(data: bytes, name: str, announced: Format, *, digest: bool = False) -> Document | Skipped:
    """Read the bytes of a document that announces a format, which its content may correct; digest them if asked to."""
    try:
        decoded = decode(data)
    except NotTextError as error:
        return Skipped(name, str(error))
    return read_text(decoded.text, name, announced, encoding=decoded.encoding, digest=digest_of(data) if digest else "")


def digest_of(data: bytes) -> str:
    """Digest the bytes of a document: SHA-256 in hexadecimal."""
    from hashlib import sha256  # noqa: PLC0415 - 2 ms that a scan does without

    return sha256(data).hexdigest()


def read_text(text: str, name: str, announced: Format, *, encoding: str = "utf-8", digest: str = "") -> Document:
    """Read a text that is already decoded."""
    actual = formats.by_content(announced, text)
    reading = actual.reader()(Lines(name, text))
    return Document(
        path=name,
        format=actual.name,
        text=text,
        digest=digest,
        encoding=encoding,
        title=reading.title,
        references=reading.references,
        fields=reading.fields,
        blocks=reading.blocks,
        comments=reading.comments,
    )
