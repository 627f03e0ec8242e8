"""Web archives (WARC): each page in them is a document, `crawl.warc.gz!/https://example.org/`.

Pages are answers with status 200, resources and conversions that are HTML, text, Markdown, feeds, PDF, books or office
files. Each knows its address and when it was captured. Of several captures of one address the later ones have their
moment in their names. What is cut off is read as far as it goes.
"""

from __future__ import annotations

import logging
from contextlib import redirect_stderr
from io import BytesIO, StringIO
from typing import TYPE_CHECKING, Any

from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]
from warcio.bufferedreaders import ChunkedDataReader  # type: ignore[import-untyped]

from linkaudit.documents.captures.captured import LARGEST_PAGE, Capture, Captures, format_of
from linkaudit.documents.captures.inflated import Inflated
from linkaudit.documents.interface import PLAIN, UnreadableError
from linkaudit.models import Skipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Content, Options

_LARGEST = 1 << 30
_LONGEST_HEADER = 1 << 20
_MOST_PAGES = 20_000
_MOST_BROKEN = 100
_CHUNK = 1 << 16
# What holds a page (ISO 28500, section 6). A revisit says that nothing had changed; a request is what was asked.
_HOLDS_PAGE = {"response", "resource", "conversion"}
_WEB = ("http://", "https://", "ftp://", "ftps://")
_OK = "200"
_BEGINS = (b"WARC/1.", b"WARC/0.")
logging.getLogger("warcio").addHandler(logging.NullHandler())


def unpack(data: bytes, path: str, options: Options = PLAIN) -> Iterator[Content | Skipped]:
    """Read the pages in a web archive. Raises UnreadableError if there is none, or where the archive breaks off."""
    archive = Archive(data, path)
    yield from archive.documents(Captures(path, options))
    if not archive.pages:
        msg = f"no page in it ({archive.records} records)"
        raise UnreadableError(msg)


class Archive:
    """A WARC file in the reading."""

    def __init__(self, data: bytes, path: str) -> None:
        """Prepare to read a file, which reports call `path`."""
        self.records = 0
        self.pages = 0
        """Documents that were read, and that could not be."""
        self._path = path
        self._stream = Inflated(data, _LARGEST)

    def documents(self, captures: Captures) -> Iterator[Content | Skipped]:
        """Read the pages, each a document; a record that is broken is Skipped, and the next one looked for."""
        for found in self._captures(captures):
            for content in (found,) if isinstance(found, Skipped) else captures.documents(found):
                self.pages += 1
                yield content
            if self.pages >= _MOST_PAGES:
                self._stream.problem = f"more than {_MOST_PAGES} pages"
                break
        if self._stream.problem and self.records:
            self.pages += 1
            yield Skipped(self._path, f"{self._stream.problem} (after {self.records} records)")
        elif not self.records:
            raise UnreadableError(self._stream.problem or "no WARC")

    def _captures(self, captures: Captures) -> Iterator[Capture | Skipped]:
        """Go through the records."""
        iterator = ArchiveIterator(self._stream)
        broken = 0
        while True:
            self._stream.budget = _LONGEST_HEADER
            try:
                # What warcio has to say of a record it says on the terminal.
                with redirect_stderr(StringIO()):
                    record = next(iterator, None)
            except Exception as error:  # noqa: BLE001 - whatever a broken header makes warcio raise
                if self._stream.problem:
                    return
                broken += 1
                rest = _next_record(iterator.reader, self._stream) if broken < _MOST_BROKEN else None
                if self.records or rest:
                    self.records += 1
                    yield Skipped(self._path, f"record {self.records}: not a WARC record ({type(error).__name__})")
                if rest is None:
                    return
                iterator = ArchiveIterator(rest)
                continue
            if record is None:
                return
            self._stream.budget = None
            self.records += 1
            yield from self._capture(record, captures)
            while record.raw_stream.read(_CHUNK):
                pass

    def _capture(self, record: Any, captures: Captures) -> Iterator[Capture | Skipped]:
        """Take a page out of a record, if there is one in it."""
        uri = record.rec_headers.get_header("WARC-Target-URI") or ""
        date = record.rec_headers.get_header("WARC-Date") or ""
        headers = record.http_headers
        if record.rec_type not in _HOLDS_PAGE or not uri.lower().startswith(_WEB):
            return
        if headers and headers.get_statuscode() != _OK:
            return
        said = (headers.get_header("Content-Type") if headers else record.content_type) or ""
        if format_of(said) is None:
            return
        payload = record.raw_stream.read(LARGEST_PAGE + 1)
        while len(payload) <= LARGEST_PAGE and (more := record.raw_stream.read(LARGEST_PAGE + 1 - len(payload))):
            payload += more
        if len(payload) > LARGEST_PAGE:
            yield Skipped(captures.path(uri, date), f"too large: more than {LARGEST_PAGE >> 20} MiB")
            return
        if headers and (headers.get_header("Transfer-Encoding") or "").strip().lower() == "chunked":
            payload = ChunkedDataReader(BytesIO(payload)).read()
        coding = (headers.get_header("Content-Encoding") if headers else "") or ""
        yield Capture(uri, date, said, payload, coding)


class _Rest:
    """The rest of an archive, from a line on that was read already."""

    def __init__(self, line: bytes, reader: Any) -> None:
        self._line = line
        self._reader = reader
        self._position = 0

    def read(self, size: int = -1) -> bytes:
        """Give the line first."""
        given = self._line or self._reader.read(size if size >= 0 else None)
        self._line = b""
        self._position += len(given)
        return given

    def tell(self) -> int:
        """Count the bytes that were given."""
        return self._position


def _next_record(reader: Any, stream: Inflated) -> _Rest | None:
    """Find the line with which the next record begins; None if there is none."""
    if reader is None:
        return None
    while True:
        stream.budget = _LONGEST_HEADER
        line = reader.readline(_CHUNK)
        if not line:
            return None
        if line.startswith(_BEGINS):
            return _Rest(line, reader)
