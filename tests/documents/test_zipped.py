"""Zip files: members within bounds, whatever the directory says of them."""

from __future__ import annotations

import struct
import zipfile
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.packing import packed
from documents.reading import within
from linkaudit.documents.interface import UnreadableError
from linkaudit.documents.office.zipped import ENCRYPTED, Zipped

MEBIBYTE = 1 << 20


def reason_for(data: bytes) -> str:
    with pytest.raises(UnreadableError) as refused, within(10):
        Zipped(data).read("a")
    return str(refused.value)


def test_members_are_read_by_their_names() -> None:
    zipped = Zipped(packed({"a": "one", "folder/": "", "folder/b": b"\0two"}))
    assert zipped.names == ["a", "folder/b"]
    assert "a" in zipped
    assert "b" not in zipped
    assert (zipped.read("a"), zipped.read("folder/b")) == (b"one", b"\0two")


def test_names_are_never_paths() -> None:
    zipped = Zipped(packed({"../../etc/passwd": "not that one", "/etc/passwd": "nor that", "C:\\x": "nor"}))
    assert zipped.read("../../etc/passwd") == b"not that one"
    assert zipped.read("/etc/passwd") == b"nor that"


def test_what_is_not_there_is_missing() -> None:
    assert reason_for(packed({"b": "x"})) == "missing"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "not a zip file"),
        (b"plain text", "not a zip file"),
        (packed({"a": "x" * 5000})[:-30], "truncated or damaged zip"),
        (b"PK\x03\x04", "truncated or damaged zip"),
        (b"PK\x05\x06" + b"\xff" * 18, "truncated or damaged zip"),
    ],
    ids=["empty", "text", "cut off", "beginning", "impossible"],
)
def test_other_files_are_refused_with_the_reason(data: bytes, reason: str) -> None:
    assert reason_for(data) == reason


def test_encrypted_members_are_told() -> None:
    data = bytearray(packed({"a": "x"}))
    entry = data.rindex(b"PK\x01\x02")
    data[entry + 8] |= 1
    assert reason_for(bytes(data)) == ENCRYPTED


def test_damaged_members_are_told() -> None:
    data = bytearray(packed({"a": "some words of text " * 20}))
    data[40] ^= 0xFF
    assert reason_for(bytes(data)) == "truncated or damaged"


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_only_methods_that_can_be_bounded_are_read(method: int) -> None:
    assert reason_for(packed({"a": "x"}, method)) == f"packed by a method that is not read ({method})"


def test_a_bomb_is_not_unpacked() -> None:
    assert reason_for(packed({"a": bytes(30 * MEBIBYTE)})) == "a zip bomb: packed more than 500 to 1"


def test_what_compresses_well_is_no_bomb() -> None:
    table = "".join(f"<c><p>{number % 7}</p></c>" for number in range(100_000)).encode()
    assert Zipped(packed({"a": table})).read("a") == table


def test_a_member_may_not_be_larger_than_asked_for() -> None:
    data = packed({"a": bytes(3 * MEBIBYTE)}, zipfile.ZIP_STORED)
    with pytest.raises(UnreadableError, match="too large: more than 2 MiB"):
        Zipped(data).read("a", 2 * MEBIBYTE)
    assert len(Zipped(data).read("a", 3 * MEBIBYTE)) == 3 * MEBIBYTE


def test_all_that_is_read_counts_against_one_budget(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.documents.office.zipped._LARGEST_TOTAL", 2 * MEBIBYTE)
    zipped = Zipped(packed({"a": bytes(MEBIBYTE), "b": bytes(MEBIBYTE), "c": b"x"}, zipfile.ZIP_STORED))
    zipped.read("a")
    zipped.read("b")
    with pytest.raises(UnreadableError, match="too large: more than 2 MiB"):
        zipped.read("c")


def test_too_many_members_are_refused_before_they_cost_memory() -> None:
    entry = struct.pack("<4s6H3L5H2L", b"PK\x01\x02", 20, 20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0)
    directory = entry * 1_000_000
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 0xFFFF, 0xFFFF, len(directory), 0, 0)
    with within(2):
        assert reason_for(directory + end) == "more than 20000 members"


def test_members_that_overlap_cost_no_more_than_the_budget() -> None:
    """One stretch of compressed data, which a thousand entries of the directory call their own."""
    base = packed({"a": bytes(MEBIBYTE)})
    at = base.index(b"PK\x01\x02")
    end = base.index(b"PK\x05\x06")
    entry = base[at:end]
    trailer = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1000, 1000, len(entry) * 1000, at, 0)
    zipped = Zipped(base[:at] + entry * 1000 + trailer)
    assert zipped.names == ["a"] * 1000
    # Interpreters with the mending of CVE-2024-0450 refuse members that overlap at once.
    with within(5), pytest.raises(UnreadableError, match=r"too large|damaged"):
        sum(len(zipped.read("a")) for _ in range(129))


def test_a_zip_behind_other_bytes_is_read() -> None:
    assert Zipped(b"#!/bin/sh\n" + packed({"a": "x"})).read("a") == b"x"


@given(st.data())
def test_damage_never_does_worse_than_to_be_told(drawn: st.DataObject) -> None:
    data = bytearray(packed({"a": "words " * 10, "b": "x"}))
    for _ in range(drawn.draw(st.integers(1, 4))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    cut = drawn.draw(st.integers(0, len(data)))
    for damaged in (bytes(data), bytes(data[:cut])):
        try:
            zipped = Zipped(damaged)
            for name in zipped.names:
                zipped.read(name)
        except UnreadableError:
            pass


def test_it_agrees_with_the_standard_library() -> None:
    data = packed({"a": "x" * 1000, "ü/é": "y"})
    with zipfile.ZipFile(BytesIO(data)) as other:
        assert {name: Zipped(data).read(name) for name in Zipped(data).names} == {
            name: other.read(name) for name in other.namelist()
        }
