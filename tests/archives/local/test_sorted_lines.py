"""Bisecting finds exactly what reading all lines finds."""

from __future__ import annotations

import gzip
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.archives.local import indexes, sorted_lines
from linkaudit.archives.local.forms import OWN
from linkaudit.archives.local.indexes import Index, open_index
from linkaudit.archives.local.sorted_lines import Blocks, SortedFile, UnsortedError
from linkaudit.archives.local.sources import BrokenError, FilePart, Held, Unpacked
from linkaudit.archives.local.table import Table

FIELDS = st.text("ab/?)~", min_size=1, max_size=12).map(str.encode)
LINES = st.lists(st.tuples(FIELDS, st.sampled_from([b"2019", b"2020", b"x" * 50])).map(b" ".join), max_size=60)
ENDS = st.sampled_from([b"\n", b"\r\n"])


@given(LINES, FIELDS, FIELDS, ENDS, st.booleans(), st.sampled_from([4, 16, 64]))
def test_a_file_is_bisected(lines: list[bytes], one: bytes, other: bytes, end: bytes, closed: bool, probe: int) -> None:
    lines = sorted(lines)
    first, behind = sorted((one, other))
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(sorted_lines, "PROBE", probe)
        patch.setattr(sorted_lines, "NEAR", 2 * probe)
        path = Path(folder) / "lines"
        path.write_bytes(b"header\n" + end.join(lines) + (end if closed and lines else b""))
        found, whole = SortedFile(FilePart(path), len(b"header\n")).between(first, behind, 1 << 20)
    assert whole
    assert found == [line for line in lines if first <= line < behind]


@given(LINES, FIELDS, FIELDS, st.integers(1, 9))
def test_blocks_are_bisected(lines: list[bytes], one: bytes, other: bytes, size: int) -> None:
    lines = sorted(lines)
    first, behind = sorted((one, other))
    parts = [lines[at : at + size] for at in range(0, len(lines), size)]
    blocks = Blocks([part[0] for part in parts], lambda number: b"\n".join(parts[number]))
    found, whole = blocks.between(first, behind, 1 << 20)
    assert whole
    assert found == [line for line in lines if first <= line < behind]


@given(st.lists(st.tuples(st.sampled_from("abc"), st.integers(2000, 2020)), max_size=60), st.integers(1, 7))
def test_a_packed_index_is_what_it_was(rows: list[tuple[str, int]], size: int) -> None:
    lines = sorted(
        f'org,example)/{name} {year}0101000000 {{"url": "http://example.org/{name}"}}\n' for name, year in rows
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(indexes, "_BLOCK", size * 30)
        index = open_index(Unpacked(Held(gzip.compress("".join(lines).encode()))))
    assert index is not None
    asked = indexes.Asked.of("http://example.org/b")
    found = index.find(asked, datetime(2010, 1, 1, tzinfo=UTC))
    assert sorted(row.stamp[:4] for row in found.rows) == sorted(str(year) for name, year in rows if name == "b")


@given(st.lists(st.binary(max_size=6).map(lambda each: each.replace(b"\n", b"") + b" x"), max_size=50))
def test_a_table_sorts(lines: list[bytes]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("linkaudit.archives.local.table._RUN", 7)
        patch.setattr("linkaudit.archives.local.table._BLOCK", 3)
        table = Table()
        for line in lines:
            table.add(line)
        found, _ = table.lines().between(b"", b"\xff" * 9, 1 << 20)
    assert found == sorted(line.rstrip(b"\r") for line in lines)


def file_of(folder: Path, *lines: bytes) -> FilePart:
    path = folder / "lines"
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return FilePart(path)


@pytest.mark.parametrize("swapped", [0, 5_000, 19_999])
def test_a_wrong_order_is_seen(tmp_path: Path, swapped: int) -> None:
    lines = [b"org,example)/%06d 2019 {}" % number for number in range(20_000)]
    # Two halves that are sorted each, put one behind the other in the wrong order.
    source = file_of(tmp_path, *lines[swapped:], *lines[:swapped])
    if swapped:
        with pytest.raises(UnsortedError):
            list(SortedFile(source).spots())
    else:
        assert len(list(SortedFile(source).spots())) > 1000


def test_a_wrong_order_is_seen_on_the_way(tmp_path: Path) -> None:
    lines = [b"b%06d 2019" % number for number in range(20_000)]
    lines[14_000:16_000] = [b"a000000 2019"] * 2000
    with pytest.raises(UnsortedError):
        SortedFile(file_of(tmp_path, *lines)).between(b"b015000 ", b"b015000!", 1 << 20)


def test_long_lines_are_found(tmp_path: Path) -> None:
    lines = sorted(
        [b"a" * 300_000 + b" 1", b"b 1", b"b 2", b"c" * 100_000 + b" 1", b"d 1"] + [b"e %05d" % n for n in range(9999)]
    )
    source = SortedFile(file_of(tmp_path, *lines))
    assert source.between(b"b ", b"b!", 1 << 20) == ([b"b 1", b"b 2"], True)
    assert source.between(b"d ", b"d!", 1 << 20) == ([b"d 1"], True)
    assert source.between(b"c", b"d", 1 << 20) == ([b"c" * 100_000 + b" 1"], True)


def test_only_so_much_is_read(tmp_path: Path) -> None:
    source = SortedFile(file_of(tmp_path, *[b"a %05d" % number for number in range(10_000)]))
    found, whole = source.between(b"a ", b"a!", 1000)
    assert not whole
    assert found == [b"a %05d" % number for number in range(len(found))]
    assert 900 < sum(len(line) + 1 for line in found) <= 1000


def test_what_has_no_lines_is_broken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sorted_lines, "LONGEST_LINE", 1 << 15)
    source = SortedFile(file_of(tmp_path, bytes(1 << 18)))
    with pytest.raises(BrokenError, match="no lines"):
        source.between(b"b", b"c", 1 << 20)


def test_a_look_costs_few_reads(tmp_path: Path) -> None:
    class Counting(FilePart):
        reads = size_read = 0

        def read(self, start: int, size: int) -> bytes:
            self.reads += 1
            self.size_read += size
            return super().read(start, size)

    count = 200_000
    file_of(
        tmp_path,
        *[b'org,example)/%07d 20190101000000 {"url":"http://example.org/"}' % number for number in range(count)],
    )
    source = Counting(tmp_path / "lines")
    index = SortedFile(source)
    for number in range(0, count, 1999):
        wanted = b"org,example)/%07d" % number
        assert len(index.between(wanted + b" ", wanted + b"!", 1 << 20)[0]) == 1
    looks = len(range(0, count, 1999))
    # Ten megabytes are halved ten times until eight kilobytes are left.
    assert source.reads / looks < 16
    assert source.size_read / looks < 80_000


def test_an_index_in_memory_is_small() -> None:
    table = Table()
    for number in range(100_000):
        table.add(b'org,example)/%07d 20190101000000 {"stamp":"20190101000000","url":"http://example.org/"}' % number)
    index = Index(table.lines(), OWN)
    assert len(list(index.sample())) == 400
