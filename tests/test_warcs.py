"""WARC files are written as they are read."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from io import BytesIO

import pytest

from linkaudit.documents.captures.inflated import Inflated
from linkaudit.warcs import Record, Records, Writer

WHEN = datetime(2019, 5, 18, 8, tzinfo=UTC)
URL = "https://example.org/ä?b"


@pytest.mark.parametrize("compressed", [True, False])
def test_what_is_written_is_read(compressed: bool) -> None:
    file = BytesIO()
    writer = Writer(file, compressed=compressed)
    writer.about("a.warc.gz", {"software": "linkaudit"})
    writer.request(URL, WHEN, "GET /a HTTP/1.1", [("Host", "example.org")], b"")
    writer.response(URL, WHEN, "200 OK", [("Content-Type", "text/html")], b"body", WARC_IP_Address="192.0.2.1")
    data = file.getvalue()
    assert data.startswith(b"\x1f\x8b") is compressed
    assert b"GET /a HTTP/1.1\r\nHost: example.org\r\n\r\n" in (gzip.decompress(data) if compressed else data)
    kinds, answers = [], []
    records = Records(Inflated(data, 1 << 20))
    for record in records:
        assert isinstance(record, Record)
        kinds.append(record.kind)
        if record.kind == "response":
            answers.append((record.status, record.content_type, record.payload(1 << 20)))
            assert record.field("WARC-Date") == "2019-05-18T08:00:00Z"
            assert record.field("WARC-IP-Address") == "192.0.2.1"
            assert record.field("WARC-Payload-Digest") == "sha1:AIED6RLZ4CFGCJBFYDA2C7XEPLOXQO4U"
    assert kinds == ["warcinfo", "request", "response"]
    assert answers == [("200", "text/html", b"body")]
    assert records.count == 3


def test_a_record_that_is_longer_than_it_says_is_no_matter_for_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    file = BytesIO()
    writer = Writer(file, compressed=False)
    for word in (b"first", b"second"):
        writer.response(URL, WHEN, "200 OK", [("Content-Type", "text/html")], word)
    length = b"Content-Length: %d" % (len(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n") + len(b"first"))
    data = file.getvalue().replace(length, length[:-2] + b"%d" % (int(length[-2:]) - 2), 1)
    assert data != file.getvalue()
    records = list(Records(Inflated(data, 1 << 20)))
    assert [each.kind for each in records if isinstance(each, Record)] == ["response", "response"]
    assert capsys.readouterr() == ("", "")
