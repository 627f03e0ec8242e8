"""WARC files: reading their records and writing them. The only module that imports warcio, the extra `warc`.

What is broken is told apart from what is not there: a record that cannot be read is a `Broken`, after which the next
one is looked for, and why a stream ended before its end is for the stream itself to say.
"""

from __future__ import annotations

import logging
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from linkaudit.pieces import Pieces

_LONGEST_HEADER = 1 << 20
_MOST_BROKEN = 100
_CHUNK = 1 << 16
_BEGINS = (b"WARC/1.", b"WARC/0.")
logging.getLogger("warcio").addHandler(logging.NullHandler())


class Record:
    """One record. Its content can be read until the next one is asked for."""

    def __init__(self, record: Any, offset: int) -> None:
        """Take over what warcio read."""
        self.offset = offset
        """Where it begins in the stream."""
        self._record = record
        self._http = record.http_headers

    @property
    def kind(self) -> str:
        """What it is: `response`, `revisit`, `resource`, … (ISO 28500, section 6)."""
        return self._record.rec_type or ""

    def field(self, name: str) -> str:
        """Give a field of the record; empty if it has none."""
        return self._record.rec_headers.get_header(name) or ""

    @property
    def method(self) -> str:
        """How a request asked; empty for other records."""
        return (self._http.protocol or "") if self.kind == "request" and self._http else ""

    @property
    def answer(self) -> bool:
        """Whether it has the header of an HTTP answer."""
        return self._http is not None

    @property
    def status(self) -> str:
        """The status of the HTTP answer as it is written; empty if there is none."""
        return (self._http.get_statuscode() or "") if self._http else ""

    def header(self, name: str) -> str:
        """Give a field of the HTTP answer; empty if there is none."""
        return (self._http.get_header(name) or "") if self._http else ""

    @property
    def content_type(self) -> str:
        """The media type of what was captured: as the HTTP answer says, else as the record does."""
        return self.header("Content-Type") if self._http else (self._record.content_type or "")

    def payload(self, largest: int) -> bytes:
        """Read what the server sent, as it sent it, no more than `largest` bytes."""
        payload: bytes = self._record.raw_stream.read(largest)
        while len(payload) < largest and (more := self._record.raw_stream.read(largest - len(payload))):
            payload += more
        return payload

    def is_cut(self, payload: bytes) -> bool:
        """Tell whether a payload is shorter than the record says, or the capture of it was ended early."""
        expected = self._record.payload_length if self._http else int(self._record.length or 0)
        return len(payload) < expected or bool(self.field("WARC-Truncated"))

    def unchunked(self, payload: bytes) -> bytes:
        """Undo the transfer coding of a payload, if its header names one. Some programs undo it as they write."""
        if self.header("Transfer-Encoding").strip().lower() != "chunked":
            return payload
        return ChunkedDataReader(BytesIO(payload)).read()  # type: ignore[no-any-return]

    @property
    def missing(self) -> bool:
        """Whether its content, once it is read to its end, was shorter than the record says."""
        return bool(getattr(self._record.raw_stream, "limit", 0) > 0)

    def skip(self) -> None:
        """Read on to its end."""
        while self._record.raw_stream.read(_CHUNK):
            pass


class Broken(Struct, frozen=True):
    """What stands where a record should begin."""

    problem: str


class Records:
    """Goes through the records of a stream."""

    def __init__(self, stream: Pieces) -> None:
        """Prepare to read `stream`, which is unpacked already."""
        self.count = 0
        """Records so far, those that are broken included."""
        self._stream = stream

    def __iter__(self) -> Iterator[Record | Broken]:
        """Give each record; behind one that is broken the next one is looked for."""
        iterator = _Iterator(self._stream)
        broken = 0
        while True:
            self._stream.budget = _LONGEST_HEADER
            try:
                record = next(iterator, None)
            except Exception as error:  # noqa: BLE001 - whatever a broken header makes warcio raise
                if self._stream.problem:
                    return
                broken += 1
                rest = _next_record(iterator, self._stream) if broken < _MOST_BROKEN else None
                if self.count or rest:
                    self.count += 1
                    yield Broken(f"record {self.count}: not a WARC record ({type(error).__name__})")
                if rest is None:
                    return
                iterator = _Iterator(rest)
                continue
            if record is None:
                return
            self._stream.budget = None
            self.count += 1
            read = Record(record, iterator.offset)
            yield read
            read.skip()


class _Iterator(ArchiveIterator):  # type: ignore[misc]
    """warcio's iterator, which says on the terminal what it has to say of a record; this one does not."""

    def _consume_blanklines(self) -> tuple[bytes | None, int]:
        """Read over the lines between two records; give the next one's first line, and the bytes before it.

        As warcio has it, the first line counts as blank whatever it is: the length of a record may be wrong.
        """
        skipped, first = 0, True
        while line := self.reader.readline():
            if line.strip() and not first:
                return line, skipped
            skipped += len(line)
            first = False
        return None, skipped


class _Rest:
    """The rest of an archive, from a line on that was read already."""

    def __init__(self, line: bytes, reader: Any, position: int) -> None:
        self._line = line
        self._reader = reader
        self._position = position

    def read(self, size: int = -1) -> bytes:
        """Give the line first."""
        given: bytes = self._line or self._reader.read(size if size >= 0 else None)
        self._line = b""
        self._position += len(given)
        return given

    def tell(self) -> int:
        """Count the bytes of the stream that were given."""
        return self._position


def _next_record(iterator: Any, stream: Pieces) -> _Rest | None:
    """Find the line with which the next record begins; None if there is none."""
    reader = iterator.reader
    if reader is None:
        return None
    while True:
        stream.budget = _LONGEST_HEADER
        line = reader.readline(_CHUNK)
        if not line:
            return None
        if line.startswith(_BEGINS):
            return _Rest(line, reader, iterator.fh.tell() - reader.rem_length() - len(line))


class Writer:
    """Writes records to a file, each a gzip member of its own if they are compressed."""

    def __init__(self, file: BinaryIO, *, compressed: bool = True) -> None:
        """Write to `file`, which stays open."""
        self._writer = WARCWriter(file, gzip=compressed)

    def about(self, filename: str, fields: dict[str, str]) -> None:
        """Write what the file is and who made it (`warcinfo`), its first record."""
        self._writer.write_record(self._writer.create_warcinfo_record(filename, fields))

    def request(
        self, url: str, when: datetime, line: str, headers: Sequence[tuple[str, str]], body: bytes, **fields: str
    ) -> str:
        """Write what was asked; `line` is such as `GET /path HTTP/1.1`; gives the name of the record."""
        return self._http(
            "request", url, when, StatusAndHeaders(line, list(headers), is_http_request=True), body, fields
        )

    def response(
        self, url: str, when: datetime, status: str, headers: Sequence[tuple[str, str]], body: bytes, **fields: str
    ) -> str:
        """Write what was answered; `status` is such as `200 OK`, `fields` are further ones of the record.

        Gives the name of the record, for others to refer to.
        """
        http = StatusAndHeaders(status, list(headers), protocol="HTTP/1.1")
        return self._http("response", url, when, http, body, fields)

    def _http(self, kind: str, url: str, when: datetime, http: Any, body: bytes, fields: dict[str, str]) -> str:
        date = f"{when:%Y-%m-%dT%H:%M:%SZ}"
        record = self._writer.create_warc_record(
            url,
            kind,
            payload=BytesIO(body),
            length=len(body),  # else warcio copies it to a temporary file that it leaves open
            http_headers=http,
            warc_headers_dict={"WARC-Date": date, **{name.replace("_", "-"): each for name, each in fields.items()}},
        )
        self._writer.write_record(record)
        return str(record.rec_headers.get_header("WARC-Record-ID"))
