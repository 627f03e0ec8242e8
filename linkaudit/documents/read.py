"""From bytes to documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents import formats
from linkaudit.documents.decode import NotTextError, decode
from linkaudit.documents.interface import PLAIN, Reading, UnreadableError
from linkaudit.documents.positions import Lines
from linkaudit.models import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from linkaudit.documents.formats import Format
    from linkaudit.documents.interface import Options


def read_file(
    path: Path,
    name: str,
    limit: int,
    announced: Format | None = None,
    *,
    options: Options = PLAIN,
    digest: bool = False,
) -> Iterator[Document | Skipped]:
    """Read the file at `path`, which reports call `name`, if it is no larger than `limit` bytes.

    `announced` is the format to read it as, whatever its suffix says; with `digest` the bytes are digested, too. What
    cannot be read is Skipped with its reason. Most files are one document; a web archive has many.
    """
    try:
        size = path.stat().st_size
        if size > limit:
            yield Skipped(name, f"too large: {size} bytes, the limit is {limit} (max-bytes)")
            return
        data = path.read_bytes()
    except OSError as error:
        yield Skipped(name, f"cannot be read: {error.strerror or error}")
        return
    known = announced or formats.by_path(name)
    if known is None:
        yield Skipped(name, "no known format has this suffix; name one with --format")
        return
    yield from read_bytes(data, name, known, options=options, digest=digest)


def read_bytes(
    data: bytes, name: str, announced: Format, *, options: Options = PLAIN, digest: bool = False
) -> Iterator[Document | Skipped]:
    """Read the bytes of a file that announces a format, which its content may correct; digest them if asked to."""
    digested = digest_of(data) if digest else ""
    try:
        if announced.binary:
            yield from _unpacked(data, name, announced, options, digested)
        else:
            decoded = decode(data)
            yield read_text(decoded.text, name, announced, encoding=decoded.encoding, digest=digested, options=options)
    except (NotTextError, UnreadableError) as error:
        yield Skipped(name, str(error))


def digest_of(data: bytes) -> str:
    """Digest the bytes of a document: SHA-256 in hexadecimal."""
    from hashlib import sha256  # noqa: PLC0415 - 2 ms that a scan does without

    return sha256(data).hexdigest()


def read_text(
    text: str,
    name: str,
    announced: Format,
    *,
    encoding: str = "utf-8",
    digest: str = "",
    options: Options = PLAIN,
) -> Document:
    """Read a text that is already decoded. Raises UnreadableError if it is not of its format at all."""
    actual = formats.by_content(announced, text)
    lines = Lines(name, text)
    reading = actual.reader()(lines, options) if text.strip() else Reading()
    return _document(lines, reading, actual.name, encoding, digest)


def _unpacked(data: bytes, name: str, announced: Format, options: Options, digest: str) -> Iterator[Document | Skipped]:
    """Read the documents inside a file that is no text."""
    for content in announced.unpacker()(data, name, options):
        if isinstance(content, Skipped):
            yield content
            continue
        actual = content.format or announced.name
        yield _document(content.lines, content.reading, actual, content.encoding, digest)


def _document(lines: Lines, reading: Reading, format_name: str, encoding: str, digest: str) -> Document:
    return Document(
        path=lines.path,
        format=format_name,
        text=lines.text,
        digest=digest,
        encoding=encoding,
        title=reading.title,
        references=reading.references,
        fields=reading.fields,
        blocks=reading.blocks,
        comments=reading.comments,
        entries=reading.entries,
        parts=lines.parts,
        skipped_parts=reading.skipped_parts,
    )
