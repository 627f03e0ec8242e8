"""The dialects of CDX servers, and what is none."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.transport import Answered

from linkaudit.archives.choose import Capture
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote import index_rows
from linkaudit.archives.remote.index_rows import Rows

DIGEST = "B6I5DLWP27GFOPW57YU2Q3GWODBCH2O4"
KEY, URL = "test,a)/page", "http://a.test/page"
SEVEN = f"{KEY} 20190518080000 {URL} text/html 200 {DIGEST} 375"
REVISIT = f"{KEY} 20190618080000 {URL} warc/revisit - {DIGEST} 375"
LOST = f"{KEY} 20190718080000 {URL} text/html 404 - 375"
FOUND = (
    Capture(datetime(2019, 5, 18, 8, tzinfo=UTC), 200, DIGEST),
    Capture(datetime(2019, 6, 18, 8, tzinfo=UTC), None, DIGEST),
    Capture(datetime(2019, 7, 18, 8, tzinfo=UTC), 404),
)
TABLE = [row.split(" ") for row in (SEVEN, REVISIT, LOST)]
NAMES = ["urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length"]
TURNED = ["timestamp", "original", "statuscode", "digest"]
PYWB = [
    {"urlkey": KEY, "timestamp": row[1], "url": URL, "mime": row[3], "status": row[4], "digest": row[5]}
    for row in TABLE
]
WIDE = [" ".join([*row[:6], "-", "-", "375", "0", "a.warc.gz"]) for row in TABLE]


def lines(*rows: str) -> bytes:
    return "".join(f"{row}\n" for row in rows).encode()


def cdxj(fields: dict[str, str], **others: object) -> str:
    said = {"url": URL, "status": fields["status"], "digest": fields["digest"]} | others
    return f"{KEY} {fields['timestamp']} {json.dumps(said)}"


def read(body: bytes, status: int = 200, content_type: str = "", *, length: str = "", **how: bool) -> Rows:
    headers = {"Content-Type": content_type} | ({"Content-Length": length} if length else {})
    return index_rows.read(Answered("", status, headers, body, **how))


BODIES = {
    "seven columns": lines(SEVEN, REVISIT, LOST),
    "seven columns without a last end": lines(SEVEN, REVISIT, LOST).rstrip(),
    "carriage returns": lines(SEVEN, REVISIT, LOST).replace(b"\n", b"\r\n"),
    "nine columns": lines(*(" ".join([*row[:6], "-", "0", "a.warc.gz"]) for row in TABLE)),
    "eleven columns": lines(*WIDE),
    "a header": lines(" CDX N b a m s k r M S V g", *WIDE),
    "a header with its own order": lines(" CDX a b s k", *(" ".join([row[2], row[1], *row[4:6]]) for row in TABLE)),
    "arrays with names": json.dumps([NAMES, *TABLE]).encode(),
    "arrays with other names": json.dumps([TURNED, *([row[1], row[2], row[4], row[5]] for row in TABLE)]).encode(),
    "arrays without names": json.dumps(
        [[*row[:4], int(row[4]) if row[4] != "-" else "-", *row[5:]] for row in TABLE]
    ).encode(),
    "an array of objects": json.dumps(PYWB).encode(),
    "a line for each object": lines(*map(json.dumps, PYWB)),
    "numbers": lines(
        *(json.dumps(row | {"status": int(row["status"]) if row["status"] != "-" else None}) for row in PYWB)
    ),
    "cdxj": lines(*map(cdxj, PYWB)),
    "digests with their name": lines(*(cdxj(row).replace(DIGEST, f"sha1:{DIGEST}") for row in PYWB)),
    "milliseconds": lines(*(row.replace("18080000 ", "18080000123 ") for row in (SEVEN, REVISIT, LOST))),
}


@pytest.mark.parametrize("body", BODIES.values(), ids=BODIES.keys())
def test_every_dialect_says_the_same(body: bytes) -> None:
    rows = read(body, length=str(len(body)))
    assert rows.captures == FOUND
    assert (rows.lines, rows.dropped, rows.repaired, rows.unread) == (3, 0, 0, 0)


@pytest.mark.parametrize("name", ["seven columns", "eleven columns", "cdxj"])
def test_a_last_line_that_may_go_on_is_half_an_answer(name: str) -> None:
    whole = BODIES[name]
    within = range(len(whole[:-1].rsplit(b"\n", 1)[0]) + 2, len(whole) - 1)
    for length in within:
        with pytest.raises(UnansweredError, match=Reason.INVALID_RESPONSE):
            read(whole[:length])


@pytest.mark.parametrize(
    ("row", "unread"),
    [
        (SEVEN.replace("20190518080000", "20131414230300"), 1),
        (REVISIT.replace("20190618080000", "20131414230300"), 1),
        (LOST.replace("20190718080000", "20131414230300"), 0),
        (" ".join(SEVEN.split(" ")[:6]), 1),
        (cdxj(PYWB[0], method="POST"), 0),
        (cdxj(PYWB[0])[:-1], 1),
    ],
)
def test_a_row_that_cannot_be_read_may_be_the_good_one(row: str, unread: int) -> None:
    rows = read(lines(row, LOST))
    assert (rows.captures, rows.dropped, rows.unread) == (FOUND[2:], 1, unread)


@pytest.mark.parametrize(
    "body", [b"", b"\n", b"[]", b"[]\n", b" CDX N b a m s k r M S V g\n", json.dumps([NAMES]).encode()]
)
def test_nothing_is_an_empty_listing(body: bytes) -> None:
    assert read(body) == Rows()


def test_nothing_may_be_said_with_404() -> None:
    assert read(b'{"message": "No Captures found for: a.test"}', 404) == Rows()


@pytest.mark.parametrize(
    ("body", "status", "content_type"),
    [
        (b"<html>Welcome</html>", 200, ""),
        (b"", 200, "text/html"),
        (b"busy\n", 200, "text/plain"),
        (b"a b c d e f g\n", 200, "text/plain"),
        (b'{"message": "no url"}', 200, "application/json"),
        (b'{"message": "no url"}', 400, "application/json"),
        (b"", 404, ""),
        (b"No Captures found for: a.test", 404, "text/plain"),
        (b"<html>No Captures found</html>", 404, "text/html"),
        (b"[1, 2]", 200, ""),
        (b"[[", 200, ""),
        (b"[" * 100_000, 200, ""),
        (b"\x00\xff\xfe", 200, ""),
        (f"{KEY} 20190518080000 {URL} text/html 200\n".encode(), 200, ""),
        (f"{SEVEN}\n".encode(), 204, ""),
        (f"{SEVEN}\n".encode(), 302, ""),
        (b"test,a)/page 20191399999999 http://a.test/page text/html 200 - 1\n", 200, ""),
        (cdxj(PYWB[0], method="POST").encode(), 200, ""),
    ],
)
def test_what_is_no_listing_is_never_an_empty_one(body: bytes, status: int, content_type: str) -> None:
    with pytest.raises(UnansweredError) as raised:
        read(body, status, content_type)
    assert raised.value.reason is Reason.INVALID_RESPONSE


@pytest.mark.parametrize(
    "name", ["seven columns", "arrays with names", "an array of objects", "a line for each object", "cdxj"]
)
def test_half_an_answer_is_none_wherever_it_breaks_off(name: str) -> None:
    whole = BODIES[name]
    for length in range(1, len(whole) - 1):
        with pytest.raises(UnansweredError):
            read(whole[:length], complete=False)
        try:
            rows = read(whole[:length])
        except UnansweredError:
            continue
        # What looks like a whole listing ends with a row that can be used.
        assert rows.captures == FOUND[: len(rows.captures)]
        assert rows.dropped == 0


@pytest.mark.parametrize("name", list(BODIES))
def test_what_was_read_to_its_cap_is_read_to_its_last_whole_row(name: str) -> None:
    rows = read(BODIES[name][:-20], truncated=True)
    assert rows.captures == FOUND[:2]


def test_a_row_that_cannot_be_read_hides_no_other() -> None:
    odd = f"{KEY} 20000008241731 {URL} text/html 200 {DIGEST} 375"
    rows = read(lines(SEVEN, "half a row", odd, SEVEN.replace(" 200 ", " 2xx ")))
    assert (rows.lines, rows.dropped, rows.repaired) == (4, 1, 1)
    assert [capture.status for capture in rows.captures] == [200, 200, 0]
    assert rows.captures[1].captured_at == datetime(2000, 8, 24, 17, 31, tzinfo=UTC)


@given(st.binary(max_size=80), st.booleans(), st.sampled_from([b"", b'["', b'[["', b'{"url": "']))
def test_nothing_else_is_raised(body: bytes, truncated: bool, before: bytes) -> None:
    try:
        rows = read(before + body, truncated=truncated)
    except UnansweredError:
        return
    assert rows.captures or not rows.lines
