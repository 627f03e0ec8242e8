"""WARC files whose captures, dates and statuses are the test's own."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import TYPE_CHECKING

from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # warcio has no types
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Captured:
    """A capture to be written: `when` is aware; `revisit` says that the payload is that of an earlier capture."""

    url: str
    when: datetime
    status: int = 200
    body: str = "<html><title>A page</title><p>Some words.</p></html>"
    location: str = ""
    revisit: bool = False


def write_warc(path: Path, captures: Iterable[Captured]) -> None:
    """Write the captures as a compressed WARC.

    A revisit refers to the latest capture before it in the list that has the same URL and body; there must be one.
    """
    written: list[tuple[Captured, str]] = []
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for capture in captures:
            date = f"{capture.when:%Y-%m-%dT%H:%M:%SZ}"
            if capture.revisit:
                same = [
                    (earlier, digest)
                    for earlier, digest in written
                    if (earlier.url, earlier.body) == (capture.url, capture.body)
                ]
                original, digest = same[-1]
                record = writer.create_revisit_record(
                    capture.url,
                    digest,
                    original.url,
                    f"{original.when:%Y-%m-%dT%H:%M:%SZ}",
                    http_headers=_headers(capture),
                    warc_headers_dict={"WARC-Date": date},
                )
            else:
                record = writer.create_warc_record(
                    capture.url,
                    "response",
                    payload=io.BytesIO(capture.body.encode()),
                    length=len(capture.body.encode()),  # else warcio copies it to a temporary file that it leaves open
                    http_headers=_headers(capture),
                    warc_headers_dict={"WARC-Date": date},
                )
            writer.write_record(record)
            if not capture.revisit:
                written.append((capture, record.rec_headers.get_header("WARC-Payload-Digest")))


def _headers(capture: Captured) -> StatusAndHeaders:
    headers = [("Content-Type", "text/html; charset=utf-8"), ("Content-Length", str(len(capture.body.encode())))]
    if capture.location:
        headers.append(("Location", capture.location))
    return StatusAndHeaders(f"{capture.status} Archived", headers, protocol="HTTP/1.1")
