"""Pages that an archive captured: from what a server sent to documents that know where and when they were captured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.documents import formats
from linkaudit.documents.captures.coded import decoded
from linkaudit.documents.decode import Decoded, NotTextError, charset_of, decode, encoding_named
from linkaudit.documents.interface import INSIDE, Content, Reading, UnreadableError
from linkaudit.documents.office.manuscript import on_one_line
from linkaudit.documents.positions import Lines, top_of
from linkaudit.models import Field, Kind, Reference, Skipped
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkaudit.documents.formats import Format
    from linkaudit.documents.interface import Options

TARGET, SAVED = "WARC-Target-URI", "WARC-Date"
LARGEST_PAGE = 16 << 20
# What people read, by its media type. What pages are made of besides (pictures, styles, scripts, data) is no document.
_FORMATS = {
    "text/html": "html", "application/xhtml+xml": "html", "text/plain": "text", "text/markdown": "markdown",
    "text/x-markdown": "markdown", "application/rss+xml": "feed", "application/atom+xml": "feed",
    "application/rdf+xml": "feed", "text/xml": "xml", "application/xml": "xml", "application/pdf": "pdf",
    "application/epub+zip": "epub", "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}  # fmt: skip
_NO_DIGITS = Pattern(r"\D+")
_STAMP = 14


class Capture(Struct, frozen=True):
    """What an archive holds of one address at one moment."""

    uri: str
    date: str
    content_type: str
    payload: bytes
    content_encoding: str = ""


class Captures:
    """Makes documents of captures; each has a path of its own."""

    def __init__(self, path: str, options: Options, titles: Mapping[str, str] | None = None) -> None:
        """Prepare to read captures in the archive at `path`; `titles` are those that it gives to pages by address."""
        self._path = path
        self._options = options
        self._titles = titles or {}
        self._taken: set[str] = set()

    def path(self, uri: str, date: str) -> str:
        """Name a capture: by its address, a second one of the same address also by its moment."""
        name = f"{self._path}{INSIDE}{on_one_line(uri)}"
        stamp = _NO_DIGITS.sub("", date)[:_STAMP]
        candidate, number = name, 1
        while candidate in self._taken:
            what = [stamp] if stamp else []
            what += [str(number + (not stamp))] if number > 1 or not stamp else []
            candidate = f"{name} ({', '.join(what)})"
            number += 1
        self._taken.add(candidate)
        return candidate

    def documents(self, capture: Capture) -> Iterator[Content | Skipped]:
        """Read a capture, if it is of a document."""
        announced = format_of(capture.content_type)
        if announced is None or not capture.payload:
            return
        name = self.path(capture.uri, capture.date)
        try:
            data = decoded(capture.payload, capture.content_encoding, LARGEST_PAGE)
            for content in self._read(data, capture, announced, name):
                if content is not None:
                    yield content
        except (UnreadableError, NotTextError) as error:
            yield Skipped(name, str(error))

    def _read(self, data: bytes, capture: Capture, announced: Format, name: str) -> Iterator[Content | Skipped | None]:
        if announced.binary:
            for content in announced.unpacker()(data, name, self._options):
                if isinstance(content, Skipped):
                    yield content
                else:
                    known = replace(content, format=content.format or announced.name)
                    yield self._traced(known, capture, name)
            return
        decoded = _text(data, capture.content_type)
        actual = formats.by_content(announced, decoded.text)
        if not capture.content_type and actual is not formats.HTML:
            return
        lines = Lines(name, decoded.text)
        reading = actual.reader()(lines, self._options) if decoded.text.strip() else Reading()
        yield self._traced(Content(lines, reading, actual.name, decoded.encoding), capture, name)

    def _traced(self, content: Content, capture: Capture, name: str) -> Content:
        """Say in a document where and when it was captured, which stands in no text of it but before all."""
        top = top_of(name)
        reading = content.reading
        address = Reference(capture.uri, capture.uri, top, Kind.FIELD, element=TARGET)
        saved = (Field("saved date", capture.date, top, SAVED),) if capture.date else ()
        known = replace(
            reading,
            references=(address, *reading.references),
            fields=(*saved, *reading.fields),
            title=reading.title or self._titles.get(capture.uri, ""),
        )
        return replace(content, reading=known)


def format_of(content_type: str) -> Format | None:
    """Tell the format of a document by its media type; None if it is no document. Without one, it may be a page."""
    media_type = content_type.partition(";")[0].strip().lower()
    if not media_type:
        return formats.TEXT
    name = _FORMATS.get(media_type)
    return formats.by_name(name) if name else None


def _text(data: bytes, content_type: str) -> Decoded:
    """Decode a text, which its header may declare. UTF-8 is hardly ever anything else."""
    encoding = encoding_named(charset_of(content_type))
    if encoding and b"\0" not in data and not _is_utf8(data):
        try:
            return Decoded(data.decode(encoding), encoding)
        except UnicodeDecodeError:
            pass
    return decode(data)


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
