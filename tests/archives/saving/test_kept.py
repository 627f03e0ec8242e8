"""Pages written into a collection of one's own: what stands in the WARC file and in its index."""

from __future__ import annotations

import asyncio
import hashlib
import json
from base64 import b32encode
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from support.fake_time import NOW
from warcio.archiveiterator import ArchiveIterator  # type: ignore[import-untyped]  # warcio has no types

from linkaudit.archives.holdings import Question
from linkaudit.archives.local import open_local
from linkaudit.archives.saving.kept import Kept, unreadable
from linkaudit.archives.saving.recording import Exchange, Recording
from linkaudit.models import Hop, Observation, Verdict
from linkaudit.web.exchange import Answer, Cause, Failure, Headers

if TYPE_CHECKING:
    from pathlib import Path

PAGE = "http://site.test/page?q=1"
BODY = b"<!doctype html><title>A page</title><p>Gr\xc3\xbc\xc3\x9fe"
NAME = "linkaudit-20261121120000"
FIELDS = {"User-Agent": "tester/1", "Accept-Encoding": "identity"}


def exchange(
    url: str = PAGE,
    body: bytes = BODY,
    status: int = 200,
    fields: tuple[tuple[bytes, bytes], ...] = ((b"Content-Type", b"text/html; charset=utf-8"), (b"X-Odd", b"one")),
    when: datetime = NOW,
    sent: dict[str, str] | None = None,
    **more: Any,
) -> Exchange:
    answer = Answer(url, status, Headers.from_raw(fields), body, **more)
    return Exchange(url, "GET", {**FIELDS, **(sent or {})}, when, answer)


def records(path: Path) -> list[dict[str, Any]]:
    """Read a WARC file with another program's reader, which checks the digests."""
    with path.open("rb") as file:
        return [_read(record) for record in ArchiveIterator(file, check_digests="raise")]


def _read(record: Any) -> dict[str, Any]:
    http = record.http_headers
    return {
        "kind": record.rec_type,
        "fields": dict(record.rec_headers.headers),
        "line": http.statusline if http else "",
        "protocol": http.protocol if http else "",
        "headers": http.headers if http else [],
        "body": record.raw_stream.read(),
    }


def rows(folder: Path) -> list[tuple[str, str, dict[str, str]]]:
    (index,) = folder.glob("*.cdxj")
    lines = index.read_text().splitlines()
    assert lines == sorted(lines)
    return [(key, stamp, json.loads(about)) for key, stamp, about in (line.split(" ", 2) for line in lines)]


def test_a_page_is_written_with_the_redirects_to_it(tmp_path: Path) -> None:
    old = "http://www.site.test/old"
    hop = exchange(old, b"", 301, ((b"Location", b"/page?q=1"), (b"Content-Length", b"0")))
    with Kept(tmp_path / "new", NOW) as kept:
        place = kept.keep([hop, exchange(address="192.0.2.7")])
    assert place == f"{(tmp_path / 'new' / NAME).as_uri()}.warc.gz#20261121120000/{PAGE}"
    about, moved, asked_old, page, asked = records(tmp_path / "new" / f"{NAME}.warc.gz")
    assert about["kind"] == "warcinfo"
    assert b"software: linkaudit/" in about["body"]
    assert about["fields"]["WARC-Filename"] == f"{NAME}.warc.gz"
    assert (moved["kind"], moved["line"], moved["headers"][0]) == (
        "response",
        "301 Moved Permanently",
        ("Location", "/page?q=1"),
    )
    assert (page["protocol"], page["line"], page["body"]) == ("HTTP/1.1", "200 OK", BODY)
    assert page["headers"] == [("Content-Type", "text/html; charset=utf-8"), ("X-Odd", "one")]
    assert page["fields"]["WARC-Target-URI"] == PAGE
    assert page["fields"]["WARC-Date"] == "2026-11-21T12:00:00Z"
    assert page["fields"]["WARC-IP-Address"] == "192.0.2.7"
    assert (
        page["fields"]["WARC-Payload-Digest"]
        == f"sha1:{b32encode(hashlib.sha1(BODY, usedforsecurity=False).digest()).decode()}"
    )
    assert "WARC-Truncated" not in page["fields"]
    assert "WARC-IP-Address" not in moved["fields"]
    assert asked_old["fields"]["WARC-Concurrent-To"] == moved["fields"]["WARC-Record-ID"]
    assert (asked["kind"], asked["protocol"], asked["line"]) == ("request", "GET", "/page?q=1 HTTP/1.1")
    assert asked["headers"] == [("Host", "site.test"), *FIELDS.items()]


def test_the_index_leads_to_the_records(tmp_path: Path) -> None:
    later = datetime(2026, 11, 21, 12, 5, tzinfo=UTC)
    with Kept(tmp_path, NOW) as kept:
        kept.keep([exchange("http://site.test/z", b"z")])
        kept.keep([exchange("http://site.test/a", b"first"), exchange("http://site.test/b", b"b", 404)])
        kept.keep([exchange("http://site.test/a", b"second", when=later)])
    found = rows(tmp_path)
    assert [(key, stamp) for key, stamp, _ in found] == [
        ("test,site)/a", "20261121120000"),
        ("test,site)/a", "20261121120500"),
        ("test,site)/b", "20261121120000"),
        ("test,site)/z", "20261121120000"),
    ]
    data = (tmp_path / f"{NAME}.warc.gz").read_bytes()
    bodies = []
    for _, _, about in found:
        assert about["filename"] == f"{NAME}.warc.gz"
        begin = int(about["offset"])
        part = tmp_path / "part.warc.gz"
        part.write_bytes(data[begin : begin + int(about["length"])])
        (record,) = records(part)
        assert (record["kind"], record["fields"]["WARC-Target-URI"]) == ("response", about["url"])
        assert record["fields"]["WARC-Payload-Digest"] == about["digest"]
        bodies.append(record["body"])
    assert bodies == [b"first", b"second", b"b", b"z"]
    assert [about["status"] for _, _, about in found] == ["200", "200", "404", "200"]
    assert {about["mime"] for _, _, about in found} == {"text/html"}


def test_what_was_cut_off_says_so(tmp_path: Path) -> None:
    fields = ((b"Content-Type", b"text/plain"), (b"Content-Length", b"1000"))
    with Kept(tmp_path, NOW) as kept:
        kept.keep([exchange(fields=fields, truncated=True)])
    page = records(tmp_path / f"{NAME}.warc.gz")[1]
    assert page["fields"]["WARC-Truncated"] == "length"
    assert page["headers"] == [("Content-Type", "text/plain"), ("X-Orig-Content-Length", "1000")]


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (((b"Transfer-Encoding", b"chunked"),), [("X-Orig-Transfer-Encoding", "chunked")]),
        (
            ((b"content-encoding", b"gzip"), (b"Content-Length", b"70")),
            [("X-Orig-content-encoding", "gzip"), ("X-Orig-Content-Length", "70")],
        ),
        (((b"Content-Length", b"45"),), [("Content-Length", "45")]),
        # warcio writes what is not ASCII as it would stand in a URL.
        (((b"X-A", b"caf\xe9"), (b"X-A", "grün".encode())), [("X-A", "caf%C3%A9"), ("X-A", "gr%C3%BCn")]),
    ],
)
def test_header_fields_are_true_of_what_is_kept(
    tmp_path: Path, fields: tuple[tuple[bytes, bytes], ...], expected: list[tuple[str, str]]
) -> None:
    with Kept(tmp_path, NOW) as kept:
        kept.keep([exchange(fields=fields)])
    page = records(tmp_path / f"{NAME}.warc.gz")[1]
    assert page["headers"] == expected
    assert page["body"] == BODY


def test_what_a_server_is_shown_in_confidence_is_not_kept(tmp_path: Path) -> None:
    with Kept(tmp_path, NOW) as kept:
        kept.keep([exchange(sent={"authorization": "Bearer abc", "Proxy-Authorization": "Basic xyz"})])
    assert b"Bearer" not in b"".join(repr(record).encode() for record in records(tmp_path / f"{NAME}.warc.gz"))


def test_a_run_that_keeps_nothing_leaves_nothing(tmp_path: Path) -> None:
    with Kept(tmp_path, NOW):
        pass
    assert list(tmp_path.iterdir()) == []


def test_a_run_that_was_killed_leaves_what_can_be_read(tmp_path: Path) -> None:
    kept = Kept(tmp_path, NOW).__enter__()
    kept.keep([exchange()])
    (left,) = tmp_path.iterdir()
    assert left.name == f"{NAME}.warc.gz.open"
    assert [record["kind"] for record in records(left)] == ["warcinfo", "response", "request"]
    with Kept(tmp_path, NOW) as again:
        again.keep([exchange()])
    assert again.path.name == f"{NAME}-2.warc.gz"
    kept.__exit__()


def test_an_error_ends_the_file_properly(tmp_path: Path) -> None:
    def keep_until_interrupted() -> None:
        with Kept(tmp_path, NOW) as kept:
            kept.keep([exchange()])
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        keep_until_interrupted()
    assert sorted(path.name for path in tmp_path.iterdir()) == [f"{NAME}.cdxj", f"{NAME}.warc.gz"]


def test_a_page_that_could_not_be_written_whole_is_taken_out_again(tmp_path: Path) -> None:
    def keep_with_an_error() -> None:
        with Kept(tmp_path, NOW) as kept:
            kept.keep([exchange()])
            kept.keep([exchange("http://site.test/next"), exchange("no URL")])

    with pytest.raises(ValueError, match="no URL"):
        keep_with_an_error()
    assert [record["kind"] for record in records(tmp_path / f"{NAME}.warc.gz")] == ["warcinfo", "response", "request"]
    assert [about["url"] for _, _, about in rows(tmp_path)] == [PAGE]


def test_files_of_one_second_are_told_apart(tmp_path: Path) -> None:
    for _ in range(3):
        with Kept(tmp_path, NOW) as kept:
            kept.keep([exchange()])
    assert sorted(path.name for path in tmp_path.glob("*.warc.gz")) == [
        f"{NAME}-2.warc.gz",
        f"{NAME}-3.warc.gz",
        f"{NAME}.warc.gz",
    ]


def test_an_archive_of_one_s_own_gives_it_back(tmp_path: Path) -> None:
    with Kept(tmp_path, NOW) as kept:
        kept.keep([exchange()])
    local = open_local(str(tmp_path))

    async def ask() -> bytes:
        (capture,) = (await local.listing(Question(PAGE, NOW))).captures
        shown = await local.play(capture, PAGE)
        assert shown is not None
        assert (shown.capture.captured_at, shown.capture.status, shown.broken) == (NOW, 200, False)
        return shown.body

    assert asyncio.run(ask()) == BODY


@pytest.mark.parametrize(("coding", "expected"), [("br", "br"), ("gzip", ""), ("", ""), ("gzip, zstd", "gzip, zstd")])
def test_codings_that_cannot_be_undone(coding: str, expected: str) -> None:
    assert unreadable(exchange(fields=((b"Content-Encoding", coding.encode()),))) == expected


# What is kept of a look


class _Inner:
    """Stands for a client: answers with what it is given, in turn."""

    def __init__(self, *outcomes: Answer | Failure) -> None:
        self.guard = self.settings = None
        self.fields = {"User-Agent": "tester/1", "Accept-Encoding": "gzip"}
        self.asked: list[tuple[str, str, dict[str, str]]] = []
        self._outcomes = list(outcomes)

    async def ask(self, method: str, url: str, headers: dict[str, str], *_: object, **__: object) -> Answer | Failure:
        self.asked.append((method, url, headers))
        return self._outcomes.pop(0)


def recorded(*outcomes: Answer | Failure) -> tuple[Recording, _Inner]:
    inner = _Inner(*outcomes)
    recording = Recording(inner, lambda: NOW)  # type: ignore[arg-type] # all that is needed of a client

    async def run() -> None:
        for outcome in outcomes:
            await recording.ask("HEAD", outcome.url, {"Cookie": "a=b"}, read_body=False)

    asyncio.run(run())
    return recording, inner


def answer(path: str, status: int = 200, body: bytes = b"") -> Answer:
    return Answer(f"http://site.test{path}", status, Headers(), body)


def seen(*hops: Hop, final: str, status: int = 200) -> Observation:
    return Observation("http://site.test/", NOW, Verdict.ALIVE, "ok", status, final, hops)


def test_whole_bodies_without_coding_are_asked_for() -> None:
    recording, inner = recorded(answer("/"))
    assert inner.asked == [("GET", "http://site.test/", {"Cookie": "a=b", "Accept-Encoding": "identity"})]
    (made,) = recording.exchanges
    assert dict(made.fields) == {"User-Agent": "tester/1", "Cookie": "a=b", "Accept-Encoding": "identity"}


def test_the_way_to_a_page_is_found_among_all_that_was_asked() -> None:
    recording, _ = recorded(
        answer("/", 302),
        Failure("http://site.test/page", Cause.READ_TIMEOUT),
        answer("/robots.txt"),
        answer("/", 302, b"second try"),
        answer("/page", 200, b"the page"),
        answer("/cannot-exist", 404),
    )
    way = recording.way_to(seen(Hop("http://site.test/", 302), final="http://site.test/page#part"))
    assert [each.answer.body for each in way] == [b"second try", b"the page"]


def test_a_page_that_leads_to_itself_with_a_cookie() -> None:
    recording, _ = recorded(answer("/", 302), answer("/", 200, b"the page"))
    way = recording.way_to(seen(Hop("http://site.test/", 302), final="http://site.test/"))
    assert [each.answer.status for each in way] == [302, 200]


def test_a_way_that_is_not_all_there_is_none() -> None:
    recording, _ = recorded(answer("/page", 200))
    assert recording.way_to(seen(Hop("http://site.test/", 302), final="http://site.test/page")) == []
    assert recording.way_to(seen(final="http://site.test/other")) == []
