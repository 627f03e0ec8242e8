"""The file of a document, read and written back byte for byte but for what is repaired."""

from __future__ import annotations

import os
import shutil
import tempfile
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from linkaudit.documents.decode import NotTextError, decode, encode


class Source(Struct, frozen=True):
    """The text of a file as it is on the disk, and what is needed to write it back in the same way."""

    path: Path
    data: bytes
    text: str
    encoding: str


class UnrepairableError(Exception):
    """A file cannot be read or written so that nothing else in it changes; says why."""


def opened(path: Path) -> Source:
    """Read the text of a file. Raises UnrepairableError if it could not be written back as it is."""
    try:
        # What is written takes the place of the file itself, not of a link to it.
        real = path.resolve(strict=True)
        data = real.read_bytes()
        decoded = decode(data)
    except NotTextError as error:
        raise UnrepairableError(str(error)) from error
    except OSError as error:
        msg = f"cannot be read: {error.strerror or error}"
        raise UnrepairableError(msg) from error
    if encode(decoded.text, decoded.encoding) != data:
        msg = f"its encoding ({decoded.encoding}) cannot be written back byte for byte"
        raise UnrepairableError(msg)
    return Source(real, data, decoded.text, decoded.encoding)


def write_back(source: Source, text: str) -> None:
    """Put a text in the place of a file's: all of it or nothing, in the same encoding, with the same permissions.

    Raises UnrepairableError if that cannot be done, or if the file was changed since it was read.
    """
    data = encode(text, source.encoding)
    if data is None:
        msg = f"its encoding ({source.encoding}) lacks a character of the repair"
        raise UnrepairableError(msg)
    try:
        _replace(source, data)
    except OSError as error:
        msg = f"cannot be written: {error.strerror or error}"
        raise UnrepairableError(msg) from error


def _replace(source: Source, data: bytes) -> None:
    """Write a new file beside the old one, then let it take its place. Raises OSError, UnrepairableError."""
    if not os.access(source.path, os.W_OK):
        # A new file could take the place of one that nobody may write to; that is not what its permissions say.
        raise PermissionError(None, "its permissions do not allow it")
    handle, name = tempfile.mkstemp(dir=source.path.parent, prefix=f".{source.path.name[:200]}.")
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        shutil.copymode(source.path, name)
        _copy_owner(source.path, name)
        _check_unchanged(source)
        Path(name).replace(source.path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _check_unchanged(source: Source) -> None:
    if source.path.read_bytes() != source.data:
        msg = "it was changed while it was being repaired"
        raise UnrepairableError(msg)


def _copy_owner(path: Path, name: str) -> None:
    """Give the new file to whom the old one belongs, where one may."""
    status = path.stat()
    with suppress(PermissionError):
        os.chown(name, status.st_uid, status.st_gid)
