"""Going once through a WARC that has no index."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.archives.local.keys import key
from linkaudit.archives.local.rows import REVISIT, Written, own_line
from linkaudit.archives.local.sources import GZIP_MAGIC
from linkaudit.archives.local.warc_stream import WarcStream
from linkaudit.warcs import Broken, Record, Records

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.archives.local.sources import Source
    from linkaudit.archives.local.table import Table

_HOLDS_ANSWER = frozenset({"response", "revisit", "resource"})
_NO_HEADER = "0"
"""Written as the status of an answer whose header cannot be read: it answers for nothing."""
_GET = ("", "GET")
_EARLIEST = "00000101000000"
"""What is taken for the parts of a date that are not told (WARC 1.1, section 5.4, allows dates of any precision)."""
_BUFFER = 1 << 18


class Passed(Struct):
    """How far a WARC could be read."""

    records: int = 0
    dropped: int = 0
    """Captures without a moment."""
    problem: str = ""
    """Why not to its end; empty if it was."""


class _Waiting(Struct):
    """An answer whose request may follow."""

    uri: str
    line: bytes


def read_warc(source: Source, filename: str, table: Table, stopped: Callable[[], bool] = bool) -> Passed:
    """Put the captures of a WARC into a table, until `stopped` says so. Raises OSError and BrokenError."""
    passed = _Pass(filename, table, stopped)
    at = 0
    while source.read(at, 1) and not stopped():
        # In what is packed as it should be, each record is a member of its own.
        stream = WarcStream(source, at, buffer=_BUFFER if at == 0 else 1 << 16)
        passed.take(stream, at)
        stream.to_end()
        if stream.problem or not stream.packed:
            break
        at = stream.end
        following = source.read(at, len(GZIP_MAGIC))
        if following != GZIP_MAGIC:
            if following.strip(b"\0"):
                stream.problem = "damaged: what follows is not compressed"
            break
    passed.finish(stream.problem if source.read(0, 1) else "empty")
    return passed.passed


def stamp_of_date(written: str) -> str:
    """Write the date of a record as 14 digits."""
    digits = "".join(character for character in written if character.isdigit())
    return digits[: len(_EARLIEST)] + _EARLIEST[len(digits) :]


class _Pass:
    """One pass."""

    def __init__(self, filename: str, table: Table, stopped: Callable[[], bool]) -> None:
        self.passed = Passed()
        self._stopped = stopped
        self._filename = filename
        self._table = table
        self._waiting: _Waiting | None = None
        self._posted = ""
        self._broken = ""

    def take(self, stream: WarcStream, offset: int) -> None:
        """Take the records of one member, or of a file that is not packed."""
        records = Records(stream)
        last: Record | Broken | None = None
        for record in records:
            last = record
            if self._stopped():
                break
            if isinstance(record, Broken):
                self._broken = self._broken or record.problem
            else:
                place = (offset, record.offset) if stream.packed else (record.offset, 0)
                self._record(record, *place)
        self.passed.records += records.count
        if isinstance(last, Record) and last.missing:
            self._broken = self._broken or "truncated: a record ends in the middle"

    def finish(self, problem: str) -> None:
        """Take what still waits, and write down what could not be read."""
        self._release()
        problem = problem or ("" if self.passed.records else "no WARC")
        if problem or self._broken:
            self.passed.problem = f"{problem or self._broken} (after {self.passed.records} records)"

    def _record(self, record: Record, offset: int, inner: int) -> None:
        uri = record.field("WARC-Target-URI").strip("<>")
        if record.kind == "request":
            # The answer to a form that was sent is not the page. Programs write the request before or behind it.
            posted = record.method.upper() not in _GET
            if posted and self._waiting and self._waiting.uri == uri:
                self._waiting = None
            elif posted:
                self._posted = uri
            return
        if record.kind not in _HOLDS_ANSWER:
            return
        self._release()
        posted, self._posted = self._posted == uri, ""
        line = b"" if posted else self._line(record, uri, offset, inner)
        self._waiting = _Waiting(uri, line) if line else None

    def _line(self, record: Record, uri: str, offset: int, inner: int) -> bytes:
        """Write the line of an index for a record; empty for what is no capture of a page."""
        filed = key(uri)
        stamp = stamp_of_date(record.field("WARC-Date"))
        status = record.status if record.answer else "" if record.kind != "response" else _NO_HEADER
        mime = REVISIT if record.kind == "revisit" else ""
        digest = record.field("WARC-Payload-Digest")
        row = Written(stamp, uri, mime, status, digest, self._filename, str(offset), inner).row()
        self.passed.dropped += bool(filed) and row is None
        return own_line(filed, row) if filed and row else b""

    def _release(self) -> None:
        if self._waiting:
            self._table.add(self._waiting.line)
            self._waiting = None
