"""Web archives (WARC): each page in them is a document, `crawl.warc.gz!/https://example.org/`.

Pages are answers with status 200, resources and conversions that are HTML, text, Markdown, feeds, PDF, books or office
files. Each knows its address and when it was captured. Of several captures of one address the later ones have their
moment in their names. What is cut off is read as far as it goes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.captures.captured import LARGEST_PAGE, Capture, Captures, format_of
from linkaudit.documents.captures.inflated import Inflated
from linkaudit.documents.interface import PLAIN, UnreadableError
from linkaudit.models import Skipped
from linkaudit.warcs import Broken, Record, Records

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Content, Options

_LARGEST = 1 << 30
_MOST_PAGES = 20_000
# What holds a page (ISO 28500, section 6). A revisit says that nothing had changed; a request is what was asked.
_HOLDS_PAGE = {"response", "resource", "conversion"}
_WEB = ("http://", "https://", "ftp://", "ftps://")
_OK = "200"


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
        self.pages = 0
        """Documents that were read, and that could not be."""
        self._path = path
        self._stream = Inflated(data, _LARGEST)
        self._records = Records(self._stream)

    @property
    def records(self) -> int:
        """Records that were read, and that could not be."""
        return self._records.count

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
        for record in self._records:
            if isinstance(record, Broken):
                yield Skipped(self._path, record.problem)
            else:
                yield from self._capture(record, captures)

    def _capture(self, record: Record, captures: Captures) -> Iterator[Capture | Skipped]:
        """Take a page out of a record, if there is one in it."""
        uri, date = record.field("WARC-Target-URI"), record.field("WARC-Date")
        if record.kind not in _HOLDS_PAGE or not uri.lower().startswith(_WEB):
            return
        if (record.answer and record.status != _OK) or format_of(record.content_type) is None:
            return
        payload = record.payload(LARGEST_PAGE + 1)
        if len(payload) > LARGEST_PAGE:
            yield Skipped(captures.path(uri, date), f"too large: more than {LARGEST_PAGE >> 20} MiB")
            return
        said, coding = record.content_type, record.header("Content-Encoding")
        yield Capture(uri, date, said, record.unchunked(payload), coding)
