from __future__ import annotations

from datetime import UTC, datetime
from math import inf
from urllib.parse import parse_qsl, urlsplit

import pytest
from msgspec.structs import replace
from support.transport import Answered

from linkaudit.archives.choose import Capture
from linkaudit.archives.holdings import Question, Wanted
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote.cdx import address, read

END = datetime(2020, 5, 31, 23, 59, 59, tzinfo=UTC)
ENDPOINT = "http://a.test/cdx/search/cdx"
DIGEST = "A" * 32
ROW = f"org,example)/ 20180501080000 http://example.org/ text/html 200 {DIGEST} 1234"
CAPTURE = Capture(datetime(2018, 5, 1, 8, tzinfo=UTC), 200, DIGEST)


def answered(*rows: str, status: int = 200, truncated: bool = False) -> Answered:
    body = "".join(f"{row}\n" for row in rows).encode()
    return Answered("http://a.test/cdx/search/cdx", status, {}, body, truncated=truncated)


def question(wanted: Wanted = Wanted.ANYTHING, rows: int = 200) -> Question:
    return Question("http://example.org/", END, wanted, rows=rows)


def test_the_question_asks_for_the_nearest() -> None:
    parts = urlsplit(address(question(), ENDPOINT))
    assert (parts.netloc, parts.path) == ("a.test", "/cdx/search/cdx")
    assert sorted(parse_qsl(parts.query)) == [
        ("closest", "20200531235959"),
        ("gzip", "false"),
        ("limit", "200"),
        ("sort", "closest"),
        ("url", "http://example.org/"),
    ]


def test_a_question_can_be_bounded() -> None:
    first = datetime(2018, 1, 1, tzinfo=UTC)
    asked = Question("http://example.org/%2A?b=c&d=e", END, Wanted.PERHAPS_GOOD, first, END, 7)
    without = replace(asked, without=(DIGEST, "B" * 32))
    filters = [value for name, value in parse_qsl(urlsplit(address(without, ENDPOINT)).query) if name == "filter"]
    assert filters == ["!statuscode:[345]..", f"!digest:{DIGEST}", f"!digest:{'B' * 32}"]
    query = dict(parse_qsl(urlsplit(address(asked, ENDPOINT)).query))
    assert query["from"] == "20180101000000"
    assert query["to"] == "20200531235959"
    assert query["filter"] == "!statuscode:[345].."
    assert query["url"] == "http://example.org/%2A?b=c&d=e"
    assert query["limit"] == "7"


def test_rows_become_captures() -> None:
    revisit = ROW.replace("20180501080000", "20190501080000").replace("text/html 200", "warc/revisit -")
    odd = ROW.replace(" 200 ", " 2x0 ").replace(DIGEST, "-")
    listing = read(question(), answered(ROW, revisit, odd))
    assert listing.captures == (
        CAPTURE,
        Capture(datetime(2019, 5, 1, 8, tzinfo=UTC), None, DIGEST),
        Capture(datetime(2018, 5, 1, 8, tzinfo=UTC), 0, ""),
    )
    assert (listing.reach, listing.repaired, listing.dropped) == (inf, 0, 0)


def test_the_columns_of_resolved_revisits_are_left_aside() -> None:
    assert read(question(), answered(f"{ROW} 1234 5678 file.warc.gz")).captures == (CAPTURE,)


def test_no_rows_are_an_answer() -> None:
    listing = read(question(), answered())
    assert (listing.captures, listing.reach) == ((), inf)
    assert read(question(), answered("", "   ")).captures == ()


def test_bad_timestamps_are_repaired_or_dropped_and_counted() -> None:
    mended = ROW.replace("20180501080000", "20000008241731")
    hopeless = ROW.replace("20180501080000", "20131414230300")
    listing = read(question(), answered(hopeless, mended, "half a row", ROW))
    assert [f"{capture.captured_at:%Y-%m-%d %H:%M:%S}" for capture in listing.captures] == [
        "2000-08-24 17:31:00",
        "2018-05-01 08:00:00",
    ]
    assert (listing.repaired, listing.dropped) == (1, 2)


def test_a_full_listing_reaches_as_far_as_its_last_row() -> None:
    nearer = ROW.replace("20180501080000", "20200531235950")
    assert read(question(rows=3), answered(nearer, nearer)).reach == inf
    assert read(question(rows=2), answered(nearer, nearer)).reach == 9.0


def test_a_listing_that_is_cut_must_have_the_nearest_first() -> None:
    nearer = ROW.replace("20180501080000", "20200501080000")
    assert len(read(question(rows=2), answered(nearer, ROW)).captures) == 2
    assert len(read(question(rows=3), answered(ROW, nearer)).captures) == 2
    with pytest.raises(UnansweredError, match=Reason.INVALID_RESPONSE):
        read(question(rows=2), answered(ROW, nearer))


def test_a_cut_listing_loses_its_last_row() -> None:
    listing = read(question(), answered(ROW, ROW[:80], truncated=True))
    assert (listing.captures, listing.dropped) == ((CAPTURE,), 0)
    assert listing.reach == (END - CAPTURE.captured_at).total_seconds()
    assert read(question(), answered(ROW[:80], truncated=True)).reach == 0.0


@pytest.mark.parametrize("length", [len(ROW) - 2, len(ROW) - 20, len(ROW)])
def test_a_last_row_without_end_is_whole_only_if_the_answer_said_how_long_it_is(length: int) -> None:
    body = f"{ROW}\n{ROW[:length]}".encode()
    with pytest.raises(UnansweredError, match=Reason.INVALID_RESPONSE):
        read(question(), Answered("", 200, {}, body))
    listing = read(question(), Answered("", 200, {"Content-Length": str(len(body))}, body))
    assert len(listing.captures) + listing.dropped == 2
    assert listing.missing is (Reason.INVALID_RESPONSE if listing.dropped else None)


@pytest.mark.parametrize(
    "answer",
    [
        answered("<!DOCTYPE html>", "<title>Too Many Requests</title>"),
        answered('[["urlkey","timestamp"]]'),
        answered(ROW, status=404),
        answered(status=400),
        answered(ROW, status=302),
    ],
)
def test_what_is_no_listing_is_no_answer(answer: Answered) -> None:
    with pytest.raises(UnansweredError, match=Reason.INVALID_RESPONSE):
        read(question(), answer)


def test_bytes_that_are_no_text_do_not_end_the_listing() -> None:
    body = b"org,example)/\xff 20180501080000 http://example.org/\xff text/html 200 " + DIGEST.encode() + b" 1\r\n"
    assert read(question(), Answered("", 200, {}, body)).captures == (CAPTURE,)


@pytest.mark.parametrize("status", ["2" * 5000, "2000", "\u0662\u0660\u0660", "?"])
def test_a_status_that_is_none_ends_nothing(status: str) -> None:
    odd = ROW.replace(" 200 ", f" {status} ")
    assert [each.good for each in read(question(), answered(odd, ROW)).captures] == [False, True]
