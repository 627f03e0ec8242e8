"""The lines of indexes: CDXJ, and CDX with columns in any order (https://iipc.github.io/warc-specifications)."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

import msgspec
from msgspec import Struct

from linkaudit.archives.notation import NO_VALUE, STAMP_LENGTH, repaired, status_of, whole_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

REVISIT = "warc/revisit"
OK = 200
NOT_MODIFIED = "304"
_PAGE_METHODS = ("", "GET")

_CDXJ_PARTS = 3
_DIGITS = 18
"""Digits of an offset at the most, so that no file is longer."""
HEADER = " CDX"
_NAMES = {
    "N": "key", "A": "key", "K": "key", "b": "stamp", "a": "url", "m": "mime", "s": "status", "k": "digest",
    "c": "digest", "S": "length", "V": "offset", "v": "offset", "g": "filename",
}  # fmt: skip
"""The letters of a CDX header (Internet Archive, CDX file format reference). `V` is an offset in the compressed file,
`v` in one that is not; where both are given, the compressed one counts."""
_BY_COUNT = {
    7: ("key", "stamp", "url", "mime", "status", "digest", "length"),
    9: ("key", "stamp", "url", "mime", "status", "digest", "", "offset", "filename"),
    10: ("key", "stamp", "url", "mime", "status", "digest", "", "", "offset", "filename"),
    11: ("key", "stamp", "url", "mime", "status", "digest", "", "", "length", "offset", "filename"),
}
"""Columns of indexes without a header: those of CDX servers, and of the Wayback Machine's files."""


_OF_INTEREST = ("stamp", "url", "mime", "status", "digest", "filename", "offset")


class Row(Struct, frozen=True, omit_defaults=True):
    """One capture, as an index has it."""

    stamp: str
    """Fourteen digits, which are a moment."""
    url: str
    status: int | None = None
    """None for a revisit that is listed without the status that it repeats."""
    digest: str = ""
    """Without `sha1:`."""
    filename: str = ""
    offset: int = -1
    inner: int = 0
    """Where the record begins in what is unpacked from `offset` on, if several are packed together."""
    revisit: bool = False
    repaired: bool = False
    """Whether an impossible timestamp was put right."""


class _Fields(Struct):
    """The values of a CDXJ line that are of interest, as programs write them."""

    url: str = ""
    mime: str | None = None
    status: str | int | None = None
    digest: str | None = None
    filename: str | None = None
    offset: str | int | None = None
    method: str | None = None


_cdxj = msgspec.json.Decoder(_Fields)
_own = msgspec.json.Decoder(Row)
_encode = msgspec.json.encode

Reader: TypeAlias = "Callable[[bytes], Row | None]"
"""Reads a line; None if it is no row that can be used."""


def read_cdxj(line: bytes) -> Row | None:
    """Read `key stamp {…}`."""
    _, _, rest = line.partition(b" ")
    stamp, _, fields = rest.partition(b" ")
    try:
        said = _cdxj.decode(fields)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return None
    if (said.method or "").upper() not in _PAGE_METHODS:
        return None  # an answer to a form that was sent is not the page
    return Written(
        stamp.decode("ascii", "replace"),
        said.url,
        said.mime or "",
        str(said.status or ""),
        said.digest or "",
        said.filename or "",
        str(-1 if said.offset is None else said.offset),
    ).row()


def is_whole_cdxj(line: bytes) -> bool:
    """Tell whether a line has all parts of `key stamp {…}`, and its JSON ends."""
    parts = line.split(b" ", 2)
    if len(parts) < _CDXJ_PARTS:
        return False
    try:
        msgspec.json.decode(parts[-1])
    except (msgspec.DecodeError, UnicodeDecodeError):
        return False
    return True


def cdx_reader(columns: Sequence[str], delimiter: bytes) -> Reader:
    """Make a reader for CDX with these columns."""
    places = {name: number for number, name in reversed(list(enumerate(columns))) if name}
    fewest = len(columns)

    def read(line: bytes) -> Row | None:
        values = line.decode("utf-8", "replace").split(delimiter.decode("latin-1"))
        if len(values) < fewest:
            return None

        def value(name: str) -> str:
            found = values[places[name]] if name in places else ""
            return "" if found == NO_VALUE and name != "status" else found

        stamp, url, mime, status, digest, filename, offset = map(value, _OF_INTEREST)
        return Written(stamp, url, mime, status, digest, filename, offset).row()

    return read


def columns_of(header: bytes) -> tuple[tuple[str, ...], bytes] | None:
    """Read a header such as ` CDX N b a m s k r M S V g`, whose first character is the delimiter; None if it is none.

    The columns are named as those of a Row; what is of no interest has no name.
    """
    delimiter = header[:1]
    if header[1:4] != b"CDX" or header[4:5] != delimiter:
        return None
    letters = header[5:].decode("latin-1").strip("\r\n").split(delimiter.decode("latin-1"))
    return tuple("" if letter == "v" and "V" in letters else _NAMES.get(letter, "") for letter in letters), delimiter


def columns_by_count(line: bytes) -> tuple[str, ...] | None:
    """Tell the columns of a line of CDX without a header by their number; None if it is no such line."""
    values = line.split(b" ")
    columns = _BY_COUNT.get(len(values))
    return columns if columns and values[1][:STAMP_LENGTH].isdigit() else None


def own_line(key: str, row: Row) -> bytes:
    """Write a row as the lines of our own tables are written."""
    return b"%s %s %s" % (key.encode(), row.stamp.encode(), _encode(row))


def read_own(line: bytes) -> Row | None:
    """Read what `own_line` wrote."""
    return _own.decode(line.split(b" ", 2)[2])


class Written(Struct):
    """What an index or a record has written of a capture."""

    stamp: str
    url: str
    mime: str = ""
    status: str = ""
    digest: str = ""
    filename: str = ""
    offset: str = ""
    inner: int = 0

    def row(self) -> Row | None:
        """Read it; None if it names no address or no moment."""
        stamp = self.stamp[:STAMP_LENGTH]  # some programs add thousandths of seconds
        moment = repaired(stamp)
        if moment is None or not self.url:
            return None
        revisit = self.mime == REVISIT
        offset = whole_number(self.offset, _DIGITS)
        return Row(
            moment,
            self.url,
            _status(self.status, revisit=revisit),
            self.digest.removeprefix("sha1:"),
            self.filename,
            -1 if offset is None else offset,
            self.inner,
            revisit,
            moment != stamp,
        )


def _status(written: str, *, revisit: bool) -> int | None:
    """Read a status. Without one a revisit has that which it repeats, as with 304, and a resource is there."""
    status = None if revisit and written == NOT_MODIFIED else status_of(written)
    return OK if status is None and not revisit else status
