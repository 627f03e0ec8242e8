"""Zip files as containers of documents: read in memory, within bounds that no way of packing gets around.

The names of members are only keys to look them up by. Nothing is ever written to disk.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from io import BytesIO
from typing import TYPE_CHECKING

from linkaudit.documents.interface import UnreadableError

if TYPE_CHECKING:
    from typing import IO

# The largest books and web archives have a few thousand members.
_MOST_MEMBERS = 20_000
_LARGEST_MEMBER = 32 << 20
_LARGEST_TOTAL = 128 << 20
# DEFLATE reaches 1032:1. The XML of office files comes to 10:1 or 20:1, that of long empty tables to 300:1.
_HIGHEST_RATIO = 500
_RATIO_FROM = 8 << 20
_CHUNK = 1 << 18
# APPNOTE.TXT, sections 4.3.12 (what each entry of the directory begins with) and 4.4.4 (general purpose flags).
_ENTRY_SIGNATURE = b"PK\x01\x02"
_ENCRYPTED = 0x1
# Office Open XML (ECMA-376-2, annex C), OpenDocument (part 2, section 2.1), EPUB (OCF 3.3, section 4.2) and WACZ allow
# these two; the decompressors of the others cannot be bounded.
_METHODS = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_UNREADABLE = (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, OverflowError, RuntimeError)
ENCRYPTED = "encrypted (password needed)"


class Zipped:
    """The members of a zip file. Whatever is read from one object counts against one budget."""

    def __init__(self, data: bytes) -> None:
        """Look into the directory of a zip file. Raises UnreadableError."""
        # Before the directory is read, since it costs memory: no entry comes without its signature.
        if data.count(_ENTRY_SIGNATURE) > _MOST_MEMBERS:
            msg = f"more than {_MOST_MEMBERS} members"
            raise UnreadableError(msg)
        try:
            self._file = zipfile.ZipFile(BytesIO(data))
        except _UNREADABLE as error:
            msg = "truncated or damaged zip" if data.startswith(b"PK") else "not a zip file"
            raise UnreadableError(msg) from error
        self._room = _LARGEST_TOTAL

    @property
    def names(self) -> list[str]:
        """The names of the members in the order of the directory, folders left out."""
        return [each.filename for each in self._file.infolist() if not each.is_dir()]

    def __contains__(self, name: str) -> bool:
        """Tell whether there is a member of this name."""
        return name in self._file.NameToInfo

    def read(self, name: str, largest: int = _LARGEST_MEMBER) -> bytes:
        """Read a member, if it is no larger than `largest` bytes. Raises UnreadableError; also if it is not there."""
        member = self._file.NameToInfo.get(name)
        if member is None:
            msg = "missing"
            raise UnreadableError(msg)
        if member.flag_bits & _ENCRYPTED:
            raise UnreadableError(ENCRYPTED)
        if member.compress_type not in _METHODS:
            msg = f"packed by a method that is not read ({member.compress_type})"
            raise UnreadableError(msg)
        try:
            with self._file.open(member) as stream:
                return self._inflated(stream, member.compress_size, largest)
        except _UNREADABLE as error:
            msg = "truncated or damaged"
            raise UnreadableError(msg) from error

    def _inflated(self, stream: IO[bytes], packed: int, largest: int) -> bytes:
        """Read a stream chunk by chunk; what the directory says of its size is believed only as an upper bound."""
        chunks: list[bytes] = []
        size = 0
        while chunk := stream.read(_CHUNK):
            chunks.append(chunk)
            size += len(chunk)
            self._room -= len(chunk)
            if size > largest or self._room < 0:
                limit = largest if size > largest else _LARGEST_TOTAL
                msg = f"too large: more than {limit >> 20} MiB when it is unpacked"
                raise UnreadableError(msg)
            if size > _RATIO_FROM and size > _HIGHEST_RATIO * max(packed, 1):
                msg = f"a zip bomb: packed more than {_HIGHEST_RATIO} to 1"
                raise UnreadableError(msg)
        return b"".join(chunks)
