"""Any part of what is packed can be read, whatever was read before."""

from __future__ import annotations

import gzip
import zlib
from functools import cache
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from linkaudit.archives.local import sources
from linkaudit.archives.local.sources import DEFLATE, GZIP, BrokenError, FilePart, Held, Unpacked

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = b"".join(b"line %d of a text that is packed\n" % number for number in range(12_000))


@cache
def packed(plain: bytes, kind: str) -> tuple[bytes, int]:
    if kind == "deflate":
        stream = zlib.compressobj(wbits=DEFLATE)
        return stream.compress(plain) + stream.flush(), DEFLATE
    if kind == "members":
        return b"".join(gzip.compress(plain[at : at + 20_000]) for at in range(0, len(plain), 20_000)), GZIP
    return gzip.compress(plain), GZIP


@pytest.mark.parametrize("kind", ["deflate", "members", "one member"])
@settings(max_examples=30)
@given(parts=st.lists(st.tuples(st.integers(0, len(PLAIN) + 10), st.integers(0, 100_000)), max_size=8))
def test_any_part_can_be_read_in_any_order(kind: str, parts: list[tuple[int, int]]) -> None:
    data, wbits = packed(PLAIN, kind)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sources, "_SPACING", 30_000)
        patch.setattr(sources, "_MOST_STATES", 4)
        source = Unpacked(Held(data), wbits)
        for start, size in parts:
            assert source.read(start, size) == PLAIN[start : start + size]
        assert b"".join(source.stream()) == PLAIN


def test_what_follows_the_last_member_is_padding() -> None:
    assert Unpacked(Held(gzip.compress(b"text") + bytes(1000))).read(0, 10) == b"text"


@pytest.mark.parametrize(
    ("data", "problem"), [(gzip.compress(PLAIN)[:-500], "truncated"), (b"\x1f\x8b" + bytes(100), "damaged")]
)
def test_what_is_broken_is_told(data: bytes, problem: str) -> None:
    with pytest.raises(BrokenError, match=problem):
        b"".join(Unpacked(Held(data)).stream())


def test_a_part_of_a_file_ends_where_it_ends(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"0123456789")
    part = FilePart(path, 2, 5)
    for _ in range(2):
        assert (part.read(0, 100), part.read(3, 1), part.read(5, 1), part.read(-1, 3)) == (b"23456", b"5", b"", b"")
        part.hold()
    assert b"".join(part.stream()) == b"23456"
