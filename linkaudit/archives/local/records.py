"""Playing back one record of a WARC."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.archives.local.sources import BrokenError
from linkaudit.archives.local.warc_pass import stamp_of_date
from linkaudit.archives.local.warc_stream import WarcStream
from linkaudit.archives.notation import status_of
from linkaudit.documents.captures.coded import decoded
from linkaudit.documents.interface import UnreadableError
from linkaudit.warcs import Record, Records

if TYPE_CHECKING:
    from linkaudit.archives.local.rows import Row
    from linkaudit.archives.local.sources import Source

LARGEST = 4 << 20
"""Bytes of a page that are read, as they were sent and unpacked."""
_LARGEST_RECORD = 2 * LARGEST
OK = 200


class Repeats(Struct, frozen=True):
    """What a revisit says that it repeats (WARC 1.1, section 6.7)."""

    url: str = ""
    stamp: str = ""
    digest: str = ""


class Played(Struct, frozen=True):
    """What a record holds."""

    status: int | None
    """None for a revisit that does not tell."""
    content_type: str = ""
    body: bytes = b""
    location: str = ""
    broken: bool = False
    """Whether the body is not there whole, or cannot be read."""
    repeats: Repeats | None = None


def play(source: Source, row: Row) -> Played:
    """Read the record of a row. Raises BrokenError and OSError."""
    stream = WarcStream(source, row.offset, _LARGEST_RECORD + row.inner)
    stream.skip(row.inner)
    record = next(iter(Records(stream)), None)
    if not isinstance(record, Record):
        raise BrokenError(stream.problem or "no record at its place")
    status = status_of(record.status) or None
    if record.kind == "revisit":
        return Played(status, record.content_type, location=record.header("Location"), repeats=_repeats(record))
    if record.kind == "resource" and status is None:
        status = OK
    if status is None:
        msg = "an answer without a status"
        raise BrokenError(msg)
    sent = record.payload(LARGEST + 1)
    broken = bool(stream.problem) or len(sent) > LARGEST or record.is_cut(sent)
    try:
        body = decoded(record.unchunked(sent[:LARGEST]), record.header("Content-Encoding"), LARGEST)
    except UnreadableError:
        body, broken = b"", True
    return Played(status, record.content_type, body, record.header("Location"), broken)


def _repeats(record: Record) -> Repeats:
    date = record.field("WARC-Refers-To-Date")
    return Repeats(
        record.field("WARC-Refers-To-Target-URI").strip("<>"),
        stamp_of_date(date) if date else "",
        record.field("WARC-Payload-Digest").removeprefix("sha1:"),
    )
