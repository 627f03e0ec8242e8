from __future__ import annotations

import gzip
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.web.decoding import BodyReader, DecodingError

LIMIT = 10_000
BODY = bytes(range(256)) * 8


def raw_deflate(data: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(data) + stream.flush()


def read(coding: str, data: bytes, limit: int = LIMIT, size: int = 100) -> BodyReader:
    reader = BodyReader(coding, limit)
    for start in range(0, len(data), size):
        if not reader.feed(data[start : start + size]):
            break
    return reader


@pytest.mark.parametrize(
    ("coding", "data"),
    [
        ("", BODY),
        ("identity", BODY),
        ("gzip", gzip.compress(BODY, mtime=0)),
        ("X-GZip", gzip.compress(BODY, mtime=0)),
        ("deflate", zlib.compress(BODY)),
        ("deflate", raw_deflate(BODY)),
        ("gzip", gzip.compress(BODY[:1000], mtime=0) + gzip.compress(BODY[1000:], mtime=0)),
        ("gzip", gzip.compress(BODY, mtime=0) + b"\0" * 300),
        ("gzip, gzip", gzip.compress(gzip.compress(BODY, mtime=0), mtime=0)),
        ("deflate, gzip", gzip.compress(zlib.compress(BODY), mtime=0)),
    ],
)
def test_codings_are_undone(coding: str, data: bytes) -> None:
    for size in (1, 100, 100_000):
        reader = read(coding, data, size=size)
        assert (reader.body, reader.full, reader.bomb) == (BODY, False, False)
        assert reader.received == len(data)


@pytest.mark.parametrize("coding", ["br", "zstd", "gzip, gzip, gzip", "nonsense"])
def test_codings_that_cannot_be_undone_leave_no_body(coding: str) -> None:
    reader = read(coding, b"12345")
    assert not reader.readable
    assert (reader.body, reader.received) == (b"", 5)


def test_a_body_is_cut_at_the_limit() -> None:
    reader = read("", b"x" * (LIMIT + 1))
    assert (len(reader.body), reader.full, reader.bomb) == (LIMIT, True, False)


def test_a_body_of_exactly_the_limit_is_whole() -> None:
    assert not read("", b"x" * LIMIT).full
    reader = read("gzip", gzip.compress(b"x" * LIMIT, mtime=0), size=1)
    assert (len(reader.body), reader.full) == (LIMIT, False)


def test_a_compressed_body_is_cut_at_the_limit_and_is_no_bomb() -> None:
    text = b"".join(b"%d " % (number * 7919) for number in range(20_000))
    reader = read("gzip", gzip.compress(text, mtime=0))
    assert (reader.body, reader.full, reader.bomb) == (text[:LIMIT], True, False)


@pytest.mark.parametrize("layers", [1, 2])
def test_a_decompression_bomb_is_cut_and_called_so(layers: int) -> None:
    data = b"\0" * 50_000_000
    for _ in range(layers):
        data = gzip.compress(data, mtime=0)
    reader = read(", ".join(["gzip"] * layers), data, limit=1_000_000, size=16_384)
    assert (len(reader.body) <= 1_000_000, reader.full, reader.bomb) == (True, True, True)


@pytest.mark.parametrize("data", [b"<html>plain</html>", gzip.compress(BODY, mtime=0)[:10] + b"\xff" * 50])
def test_a_body_that_is_not_what_it_claims_is_an_error(data: bytes) -> None:
    with pytest.raises(DecodingError):
        read("gzip", data)


@given(st.binary(max_size=5000), st.integers(1, 700), st.integers(1, 3000))
def test_what_comes_out_is_a_beginning_of_what_went_in(body: bytes, size: int, limit: int) -> None:
    for coding, data in (("", body), ("gzip", gzip.compress(body, mtime=0))):
        reader = read(coding, data, limit=limit, size=size)
        assert body.startswith(reader.body)
        assert len(reader.body) <= limit
        assert reader.received <= limit
        assert reader.full or reader.body == body
