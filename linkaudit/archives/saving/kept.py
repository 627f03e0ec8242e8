"""Pages written into a collection of one's own: a WARC file, and an index beside it.

While it is written, the file has `.open` behind its name: what a run leaves behind that was killed is readable up to
the last page. Only what was asked for is kept: the page and the redirects to it, not its pictures, styles and scripts.
"""

from __future__ import annotations

import os
from http import HTTPStatus
from typing import TYPE_CHECKING, BinaryIO, Self

import msgspec

from linkaudit import __version__
from linkaudit.archives.local.keys import key
from linkaudit.archives.notation import stamp_of
from linkaudit.archives.saving.recording import Exchange  # noqa: TC001 - what is kept
from linkaudit.payloads import payload_digest
from linkaudit.web.decoding import BodyReader
from linkaudit.web.target import parse
from linkaudit.web.transport.direct import authority, path_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime
    from pathlib import Path

LARGEST = 64 * 1024 * 1024
"""Bytes of a page that are kept; what is cut off is said in its record (`WARC-Truncated`)."""
OPEN = ".open"
_SUFFIX = ".warc.gz"
_INDEX = ".cdxj"
_SECRET = frozenset({"authorization", "proxy-authorization"})
_ORIGINAL = "X-Orig-"
# Fields that were true of the answer on the wire and are not of what is kept; pywb and wombat rename them so, too.
_OF_THE_WIRE = ("transfer-encoding", "content-encoding", "content-length")


class Kept:
    """A WARC file under way in a folder; a context. Raises OSError where it cannot be written."""

    def __init__(self, folder: Path, now: datetime) -> None:
        """Name the file after the moment at which it is begun."""
        self._folder = folder
        self._now = now
        self._rows: list[str] = []
        self._end = 0
        """Where the last page ends that was written whole."""
        self._file: BinaryIO
        self.path: Path
        """The file as it is called in the end."""

    def __enter__(self) -> Self:
        """Make the folder, if need be, and begin the file."""
        from linkaudit.warcs import Writer  # noqa: PLC0415 - needs an extra

        self._folder.mkdir(parents=True, exist_ok=True)
        self.path, self._file = self._begun()
        self._writer = Writer(self._file)
        fields = {
            "software": f"linkaudit/{__version__}",
            "format": "WARC File Format 1.0",
            "description": "single pages, each as it was when its address was kept",
        }
        self._writer.about(self.path.name, fields)
        self._file.flush()
        self._end = self._file.tell()
        return self

    def __exit__(self, *exc_info: object) -> None:
        """End the file, and write its index; a file without any page is taken away."""
        opened = self.path.with_name(self.path.name + OPEN)
        with self._file:
            self._file.truncate(self._end)
            os.fsync(self._file.fileno())
        if not self._rows:
            opened.unlink()
            return
        opened.replace(self.path)
        index = self.path.with_name(self.path.name.removesuffix(_SUFFIX) + _INDEX)
        begun = index.with_name(index.name + OPEN)
        begun.write_text("".join(sorted(self._rows)), encoding="utf-8")
        begun.replace(index)

    def keep(self, way: Sequence[Exchange]) -> str:
        """Write a page and the redirects to it; gives the address of the capture."""
        rows = [self._write(exchange) for exchange in way]
        self._file.flush()
        self._end = self._file.tell()
        self._rows += rows
        last = way[-1]
        return f"{self.path.absolute().as_uri()}#{stamp_of(last.when)}/{last.url}"

    def _begun(self) -> tuple[Path, BinaryIO]:
        """Begin a file that is not there yet, not even unfinished."""
        for name in _names(self._now):
            path = self._folder / f"{name}{_SUFFIX}"
            if path.exists():
                continue
            try:
                return path, path.with_name(path.name + OPEN).open("xb")
            except FileExistsError:
                continue
        raise FileExistsError(str(self._folder))

    def _write(self, exchange: Exchange) -> str:
        """Write a request and its answer; gives the line of the index."""
        target, answer = parse(exchange.url), exchange.answer
        if target is None:
            msg = f"no URL: {exchange.url}"
            raise ValueError(msg)
        about = {"WARC_IP_Address": answer.address} if answer.address else {}
        cut = {"WARC_Truncated": "length"} if answer.truncated else {}
        status = f"{answer.status} {_phrase(answer.status)}".rstrip()
        offset = self._file.tell()
        name = self._writer.response(
            exchange.url, exchange.when, status, list(_fields(exchange)), answer.body, **about, **cut
        )
        row = self._row(exchange, offset, self._file.tell() - offset)
        sent = ((field, value) for field, value in exchange.fields.items() if field.lower() not in _SECRET)
        asked = [("Host", authority(target)), *sent]
        line = f"{exchange.method} {path_of(target)} HTTP/1.1"
        self._writer.request(exchange.url, exchange.when, line, asked, b"", **about, WARC_Concurrent_To=name)
        return row

    def _row(self, exchange: Exchange, offset: int, length: int) -> str:
        answer = exchange.answer
        about = {
            "url": exchange.url,
            "mime": answer.headers.get("content-type", "").partition(";")[0].strip().lower() or "unk",
            "status": str(answer.status),
            "digest": f"sha1:{payload_digest(answer.body)}",
            "length": str(length),
            "offset": str(offset),
            "filename": self.path.name,
        }
        return f"{key(exchange.url)} {stamp_of(exchange.when)} {msgspec.json.encode(about).decode()}\n"


def unreadable(exchange: Exchange) -> str:
    """Name the coding of a body that cannot be undone, so that nothing of it is there to be kept; empty if none."""
    coding = exchange.answer.headers.get("content-encoding", "")
    return "" if BodyReader(coding, LARGEST).readable else coding


def _fields(exchange: Exchange) -> Iterator[tuple[str, str]]:
    """Give the header fields as they came; those that are not true of the body as it is kept get another name."""
    answer = exchange.answer
    raw = answer.headers.raw or tuple((name.encode(), value.encode()) for name, value in answer.headers.items())
    coded = "content-encoding" in answer.headers or answer.truncated
    for name, value in raw:
        text, lowered = name.decode("latin-1"), name.decode("latin-1").lower()
        renamed = lowered == _OF_THE_WIRE[0] or (coded and lowered in _OF_THE_WIRE)
        yield (_ORIGINAL + text if renamed else text), _text(value)


def _text(value: bytes) -> str:
    try:
        return value.decode().strip()
    except UnicodeDecodeError:
        return value.decode("latin-1").strip()


def _phrase(status: int) -> str:
    try:
        return HTTPStatus(status).phrase
    except ValueError:
        return ""


def _names(now: datetime) -> Iterator[str]:
    """Give the names under which a file that is begun now may be found."""
    base = f"linkaudit-{stamp_of(now)}"
    yield base
    for number in range(2, 1000):
        yield f"{base}-{number}"
