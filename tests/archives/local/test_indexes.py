"""Indexes of every form list what reading all of their lines lists."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from linkaudit.archives.local import indexes, sorted_lines, zipnum
from linkaudit.archives.local.forms import OWN
from linkaudit.archives.local.indexes import Asked, Index, open_index, read_into, sorted_anew
from linkaudit.archives.local.keys import key, spellings, unreversed
from linkaudit.archives.local.rows import Row
from linkaudit.archives.local.sources import BrokenError, FilePart, Held, Unpacked
from linkaudit.archives.local.table import Table
from linkaudit.archives.local.zipnum import open_parts

END = datetime(2020, 1, 1, tzinfo=UTC)
URL = "http://example.org/a"
SHA1 = "A" * 32
CDXJ = b'org,example)/a 20190101000000 {"url": "http://example.org/a", "status": "200", "digest": "sha1:%s", ' % (
    SHA1.encode()
)
HOSTS = st.sampled_from(
    ["example.org", "www.example.org", "a.example.org", "example.com", "example.org:8080", "EXAMPLE.org"]
)
PATHS = st.text("ab/%C3%A4?&=;~A ", max_size=8)
URLS = st.builds("{}://{}/{}".format, st.sampled_from(["http", "https"]), HOSTS, PATHS)
ROWS = st.lists(st.tuples(URLS, st.integers(2000, 2005), st.integers(0, 3)), max_size=40)


def index_of(data: bytes, folder: Path | None = None) -> tuple[Index, bool]:
    """Open an index; tell whether it was bisected."""
    if folder:
        (folder / "index").write_bytes(data)
    source = FilePart(folder / "index") if folder else Unpacked(Held(gzip.compress(data)))
    index = open_index(source)
    if index:
        return index, True
    index = sorted_anew([source])
    if index:
        return index, False
    table = Table()
    read_into(source, table)
    return Index(table.lines(), OWN), False


def rows(data: bytes, folder: Path | None = None, url: str = URL) -> list[Row]:
    return index_of(data, folder)[0].find(Asked.of(url), END).rows


@settings(max_examples=80, phases=(Phase.explicit, Phase.reuse, Phase.generate))
@given(ROWS, URLS, st.sampled_from(["surt", "plain", "mixed"]), st.sampled_from(["file", "gzip", "zipnum", "unsorted"]))
def test_what_is_found_is_what_reading_all_lines_finds(
    captures: list[tuple[str, int, int]], url: str, keys: str, kind: str
) -> None:
    lines = []
    for address, year, spelling in captures:
        written = spellings(address)
        filed = written[spelling % len(written)] if keys == "mixed" else key(address)
        filed = unreversed(filed) if keys == "plain" else filed
        lines.append(b'%s %d0101000000 {"url": "%s"}' % (filed.encode(), year, address.encode()))
    lines = sorted(set(lines), reverse=kind == "unsorted")
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        if kind != "unsorted":
            patch.setattr(sorted_lines, "NEAR", 64)
            patch.setattr(sorted_lines, "PROBE", 32)
        patch.setattr(indexes, "_BLOCK", 100)
        if kind == "zipnum" and lines:
            parts = [gzip.compress(b"\n".join(lines[at : at + 3])) for at in range(0, len(lines), 3)]
            places = [sum(map(len, parts[:number])) for number in range(len(parts))]
            listed = b"".join(
                b"%s\tpart\t%d\t%d\n" % (b" ".join(lines[3 * at].split(b" ")[:2]), place, len(part))
                for at, (place, part) in enumerate(zip(places, parts, strict=True))
            )
            index = open_parts(Held(listed), {"part": Held(b"".join(parts))}.get)
        else:
            index, _ = index_of(b"\n".join(lines), None if kind == "gzip" else Path(folder))
        found = index.find(Asked.of(url), END)
    expected = {(address, f"{year}0101000000") for address, year, _ in captures if key(address) == key(url)}
    assert {(row.url, row.stamp) for row in found.rows} == expected
    assert found.dropped == 0


@pytest.mark.parametrize(
    "line",
    [
        CDXJ + b'"offset": "7", "filename": "a.warc.gz"}',
        CDXJ + b'"offset": 7, "filename": "a.warc.gz", "mime": null, "more": [{}]}',
        (
            b" CDX N b a m s k r M S V g\n"
            b"org,example)/a 20190101000000 http://example.org/a text/html 200 %s - - 9 7 a.warc.gz"
        ),
        b" CDX b N s a g v V k\n20190101000000 org,example)/a 200 http://example.org/a a.warc.gz 3 7 %s",
        b"\tCDX\tN\tb\ta\ts\tk\tV\tg\norg,example)/a\t20190101000000\thttp://example.org/a\t200\t%s\t7\ta.warc.gz",
        b" CDX N b a m s k r V g\nexample.org/a 20190101000000 http://example.org/a text/html 200 %s - 7 a.warc.gz",
        b"org,example)/a 20190101000000 http://example.org/a text/html 200 %s - - 9 7 a.warc.gz",
        b"org,example)/a 20190101000000 http://example.org/a text/html 200 %s - 7 a.warc.gz",
        b"org,example)/a 20190101000000 http://example.org/a text/html 200 %s - - 7 a.warc.gz",
        b"\xef\xbb\xbf!OpenWayback-CDXJ 1.0\r\n" + CDXJ + b'"offset": "7", "filename": "a.warc.gz"}\r\n',
        b"http://(org,example,)/a 20190101000000 http://example.org/a text/html 200 %s - - 9 7 a.warc.gz",
    ],
    ids=[
        "cdxj",
        "numbers",
        "11 columns",
        "any order",
        "tabs",
        "9 columns",
        "none, 11",
        "none, 9",
        "none, 10",
        "crlf",
        "other keys",
    ],
)
@pytest.mark.parametrize("packed", [True, False])
def test_forms(line: bytes, packed: bool, tmp_path: Path) -> None:
    data = line % SHA1.encode() if b"%s" in line else line
    assert rows(data, None if packed else tmp_path) == [
        Row("20190101000000", URL, 200, SHA1, "a.warc.gz", 7),
    ]


def test_a_place_that_no_file_has_is_none() -> None:
    assert rows(CDXJ + b'"offset": "%s", "filename": "a.warc.gz"}' % (b"7" * 5000), None) == [
        Row("20190101000000", URL, 200, SHA1, "a.warc.gz"),
    ]


def test_an_index_as_a_server_gives_it_has_no_places(tmp_path: Path) -> None:
    data = b"org,example)/a 20190101000000 http://example.org/a text/html 404 %s 9\n" % SHA1.encode()
    assert rows(data, tmp_path) == [Row("20190101000000", URL, 404, SHA1)]


@pytest.mark.parametrize(
    ("fields", "status", "revisit"),
    [
        ('"status": "-", "mime": "warc/revisit"', None, True),
        ('"mime": "warc/revisit"', None, True),
        ('"status": "304", "mime": "warc/revisit"', None, True),
        ('"status": "404", "mime": "warc/revisit"', 404, True),
        ('"mime": "application/pdf"', 200, False),
        ('"status": "304"', 304, False),
        ('"status": 301', 301, False),
        ('"status": "20 0"', 0, False),
        ('"status": "2000000000"', 0, False),
    ],
)
def test_statuses(fields: str, status: int | None, revisit: bool, tmp_path: Path) -> None:
    line = f'org,example)/a 20190101000000 {{"url": "{URL}", {fields}}}\n'
    assert rows(line.encode(), tmp_path) == [Row("20190101000000", URL, status, revisit=revisit)]


def test_impossible_moments_are_put_right_or_dropped(tmp_path: Path) -> None:
    stamps = ["20000008241731", "20121412462900", "2019", "20190101000000123", "20200101000000"]
    lines = sorted(f'org,example)/a {stamp} {{"url": "{URL}"}}' for stamp in stamps)
    lines += ['org,example)/a 20210101000000 {"url": 7}', "org,example)/a {broken\n"]
    found = index_of("\n".join(lines).encode(), tmp_path)[0].find(Asked.of(URL), END)
    assert [(row.stamp, row.repaired) for row in found.rows] == [
        ("20000824173100", True),
        ("20190101000000", False),
        ("20200101000000", False),
    ]
    assert found.dropped == 4


def test_the_answer_to_a_form_is_not_the_page(tmp_path: Path) -> None:
    line = f'org,example)/a?__wb_method=post&q=1 20190101000000 {{"url": "{URL}", "method": "POST"}}\n'
    assert rows(line.encode(), tmp_path) == []


def test_other_keys_than_ours_are_compared_by_their_addresses(tmp_path: Path) -> None:
    lines = [
        b'org,example)/a;x 20180101000000 {"url": "http://example.org/a;x"}',
        (
            b"org,example)/a?sid=0123456789abcdef0123456789abcdef 20190101000000 "
            b'{"url": "http://example.org/a?sid=0123456789abcdef0123456789abcdef"}'
        ),
        b'org,example)/ab 20190101000000 {"url": "http://example.org/ab"}',
    ]
    assert [row.stamp for row in rows(b"\n".join(lines), tmp_path)] == ["20190101000000"]


def test_of_very_many_captures_those_around_the_date_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "_NEIGHBOURHOOD", 1000)
    monkeypatch.setattr(indexes, "_ROOM", 20_000)
    lines = [
        b'org,example)/a %d%02d%02d000000 {"url": "http://example.org/a"}' % (year, month, day)
        for year in range(2000, 2026)
        for month in range(1, 13)
        for day in range(1, 29)
    ]
    found = index_of(b"\n".join(lines), tmp_path)[0].find(Asked.of(URL), END)
    assert found.reach == 30 * 86400
    assert min(row.stamp for row in found.rows) == "20191202000000"
    assert max(row.stamp for row in found.rows) >= "20200128000000"


def test_long_addresses_are_told_apart(tmp_path: Path) -> None:
    long = f"{URL}/{'x' * 9000}"
    lines = [f'{key(url)} 20190101000000 {{"url": "{url}"}}' for url in (long, f"{long}y", f"{long}z")]
    more = [f'org,example)/b{number:05d} 20190101000000 {{"url": "{URL}"}}' for number in range(2000)]
    data = "\n".join(lines + more).encode()
    for url in (long, f"{long}y", f"{long}z"):
        assert [row.url for row in rows(data, tmp_path, url)] == [url]
    assert rows(data, tmp_path, f"{long}a") == []


@pytest.mark.parametrize("data", [b"just text\n", bytes(5000), b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40])
def test_what_is_no_index_is_broken(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(BrokenError, match="neither CDX nor CDXJ"):
        rows(data, tmp_path)


def test_an_empty_index_lists_nothing(tmp_path: Path) -> None:
    assert rows(b"", tmp_path) == []
    assert rows(b" CDX N b a m s k r M S V g\n", tmp_path) == []


@pytest.mark.parametrize(
    ("listed", "problem"),
    [
        (b"", "no part"),
        (b"org,example)/ 2019\tother\t0\t10\n", "other is not there"),
        (b"org,example)/ 2019\tpart\t0\tmany\n", "cannot be read"),
        (b"org,example)/ 2019 {\n", "cannot be read"),
        (b"org,example)/ 2019\tpart\t5\t10\n", "damaged"),
        (b"org,example)/ 2019\tpart\t0\t10\n", "truncated"),
        (b"org,example)/ 2019\tpart\t9999\t10\n", "truncated: a part is not there"),
        (b"org,example)/ 2019\tpart\t0\t0\n", "truncated: a part is not there"),
        (b"org,example)/ 2019\tpart\t0\t-1\n", "truncated: a part is not there"),
    ],
)
def test_a_list_of_parts_that_does_not_fit(listed: bytes, problem: str) -> None:
    part = Held(gzip.compress(CDXJ + b'"offset": "7"}'))
    with pytest.raises(BrokenError, match=problem):
        open_parts(Held(listed), {"part": part}.get)


def test_a_list_of_parts_is_read_up_to_a_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zipnum, "_LARGEST_LIST", 10)
    with pytest.raises(BrokenError, match="too large"):
        open_parts(Held(b"org,example)/ 2019\tpart\t0\t10\n"), lambda _: None)


@settings(max_examples=100)
@given(st.binary(max_size=300), st.sampled_from([b"", b" CDX N b a\n", CDXJ + b"}\n", b"org,example)/ 2019 {}\n"]))
def test_rubbish_is_broken_or_lists_nothing(data: bytes, before: bytes) -> None:
    with TemporaryDirectory() as folder:
        try:
            found = rows(before + data, Path(folder), "http://example.com/")
        except BrokenError:
            found = []
    assert found == []
