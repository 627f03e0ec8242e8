"""Packed indexes with a list of their parts (ZipNum): `.idx` beside `.cdx.gz`, alone or in a WACZ.

The list has the first line of each part, as a CDX server's cluster has it (`key stamp<TAB>file<TAB>offset<TAB>length`)
or as WACZ has it (`key stamp {"offset":…,"length":…,"filename":…}`).
"""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from linkaudit.archives.local.forms import form_of
from linkaudit.archives.local.indexes import Index
from linkaudit.archives.local.sorted_lines import Blocks
from linkaudit.archives.local.sources import GZIP, BrokenError, Held

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.archives.local.sources import Source

_LARGEST_PART = 1 << 26
_LARGEST_LIST = 1 << 28
"""Bytes of a list of parts that are read: that of a monthly crawl of the web has some 150 MB."""
_COMMENTS = (b"!", b"#")
_TAB_COLUMNS = 4


class _Part(Struct):
    """Where a part of an index stands."""

    offset: int
    length: int
    filename: str = ""


_part = msgspec.json.Decoder(_Part)


def open_parts(listed: Source, find: Callable[[str], Source | None]) -> Index:
    """Open an index by the list of its parts; `find` gives a file that it names.

    Raises BrokenError, UnsortedError and OSError.
    """
    firsts: list[bytes] = []
    parts: list[_Part] = []
    lines = listed.read(0, _LARGEST_LIST + 1)
    if len(lines) > _LARGEST_LIST:
        msg = "the list of parts is too large"
        raise BrokenError(msg)
    for line in lines.splitlines():
        if line.strip() and not line.startswith(_COMMENTS):
            first, part = _read(line)
            firsts.append(first)
            parts.append(part)
    if not parts:
        msg = "no part is listed"
        raise BrokenError(msg)
    names = {part.filename for part in parts}
    files = {name: find(name) for name in names}
    missing = sorted(name for name, file in files.items() if file is None)
    if missing:
        msg = f"{missing[0]} is not there"
        raise BrokenError(msg)

    def load(number: int) -> bytes:
        part = parts[number]
        file = files[part.filename]
        packed = file.read(part.offset, part.length) if file else b""
        if len(packed) < part.length or part.length <= 0:
            msg = "truncated: a part is not there"
            raise BrokenError(msg)
        return unpacked(packed)

    return Index(Blocks(firsts, load), form_of(Held(load(0))))


def unpacked(packed: bytes) -> bytes:
    """Unpack a part, which may be several members of gzip. Raises BrokenError."""
    pieces: list[bytes] = []
    room = _LARGEST_PART
    while packed:
        stream = zlib.decompressobj(GZIP)
        try:
            pieces.append(stream.decompress(packed, room))
        except zlib.error as error:
            msg = "damaged: a part is not what was compressed"
            raise BrokenError(msg) from error
        room -= len(pieces[-1])
        if not stream.eof:
            raise BrokenError("truncated: a part ends in the middle" if room > 0 else "a part is too large")
        packed = stream.unused_data
        if room <= 0:
            msg = "a part is too large"
            raise BrokenError(msg)
    return b"".join(pieces)


def _read(line: bytes) -> tuple[bytes, _Part]:
    """Read a line of the list: the first line of a part, as far as it tells, and where the part is."""
    try:
        columns = line.split(b"\t")
        if len(columns) >= _TAB_COLUMNS:
            return columns[0], _Part(int(columns[2]), int(columns[3]), columns[1].decode())
        first, brace, rest = line.partition(b"{")
        return first.rstrip(), _part.decode(brace + rest)
    except (ValueError, msgspec.DecodeError) as error:
        msg = "a line of the list of parts cannot be read"
        raise BrokenError(msg) from error
