"""Offsets, lines and columns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import read
from linkaudit.documents.positions import CodePoints, Lines, lines_of, locate, references_between, top_of

# Characters of one to four bytes, and every line end.
TEXTS = st.text(alphabet="ab é日😀\n\r\t", max_size=60)


@pytest.mark.parametrize(
    ("text", "starts"),
    [
        ("", [0]),
        ("one", [0]),
        ("one\ntwo", [0, 4]),
        ("one\r\ntwo\r\n", [0, 5, 10]),
        ("one\rtwo", [0, 4]),
        ("\n\n", [0, 1, 2]),
        ("one\r\n\rtwo\n", [0, 5, 6, 10]),
        ("form\x0cfeed\u2028and\x85others are no line ends", [0]),
    ],
    ids=repr,
)
def test_lines_begin_behind_each_line_end(text: str, starts: list[int]) -> None:
    assert Lines("a", text).starts == starts


@given(TEXTS, st.data())
def test_line_and_column_lead_back_to_the_offset(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    lines = Lines("a", text)
    location = lines.location(start, end)
    assert (location.start, location.end) == (start, end)
    assert lines.offset(location.line, location.column - 1) == start
    assert lines.offset(location.end_line, location.end_column - 1) == end
    assert location.line == lines.line_of(start)


@given(TEXTS)
def test_the_line_counts_the_line_ends_before(text: str) -> None:
    lines = Lines("a", text)
    folded = text.replace("\r\n", " \n").replace("\r", "\n")
    assert [lines.line_of(offset) for offset in range(len(text) + 1)] == [
        folded[:offset].count("\n") + 1 for offset in range(len(text) + 1)
    ]


def test_columns_count_code_points() -> None:
    location = Lines("a.md", "😀é日 x").location(4, 5)
    assert (location.line, location.column, location.end_column) == (1, 5, 6)
    assert str(location) == "a.md:1:5"


def test_an_empty_stretch_ends_where_it_begins() -> None:
    location = Lines("a", "one\ntwo").location(4, 4)
    assert (location.line, location.column, location.end_line, location.end_column) == (2, 1, 2, 1)


@given(st.text(alphabet="aé日😀", max_size=1200))
def test_byte_offsets_are_turned_into_code_points(text: str) -> None:
    points = CodePoints(text)
    offset = 0
    for number, character in enumerate(text):
        assert points(offset) == number
        offset += len(character.encode())
    assert points(offset) == len(text)


def test_in_ascii_bytes_are_code_points() -> None:
    assert [CodePoints("abc")(offset) for offset in range(4)] == [0, 1, 2, 3]


def test_the_top_of_a_document_is_its_first_line() -> None:
    assert str(top_of("a.md")) == "a.md:1:1"


def test_a_place_in_a_block_is_found_in_the_source() -> None:
    document = read("One **bold** word.\n\nTwo *more* words.")
    block = document.blocks[1]
    begin = block.text.index("more words")
    location = locate(document, block, begin, begin + len("more words"))
    assert document.text[location.start : location.end] == "more* words"
    assert location.line == 3


def test_the_lines_of_a_document_are_found_once() -> None:
    document = read("One\ntwo")
    assert lines_of(document) is lines_of(document)


@given(st.lists(st.integers(0, 9), max_size=6), st.integers(0, 60), st.integers(0, 60))
def test_references_between_two_places(gaps: list[int], start: int, end: int) -> None:
    document = read("".join(" " * gap + "<http://a>" for gap in gaps), "text")
    expected = [each for each in document.references if start <= each.location.start < end]
    assert list(references_between(document, start, end)) == expected
