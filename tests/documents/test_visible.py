"""The visible text and where it stands in the source."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from documents.reading import read
from linkaudit.documents.visible import VisibleText, with_line_feeds


def test_pieces_become_blocks() -> None:
    visible = VisibleText()
    visible.add("One ", 10)
    visible.add("", 20)
    visible.add("two", 30)
    visible.end_block(40, "heading")
    visible.add("Three", 50)
    visible.end_block(60)
    visible.end_block(70)
    visible.add(" \n", 80)
    visible.end_block(90)
    assert [(block.kind, block.text, block.start, block.end) for block in visible.blocks] == [
        ("paragraph", "One two", 0, 40),
        ("heading", "Three", 40, 60),
    ]
    assert [visible.blocks[0].offset(index) for index in range(8)] == [10, 11, 12, 13, 30, 31, 32, 33]


@given(st.lists(st.text(alphabet="ab日", max_size=5), max_size=6), st.integers(0, 30))
def test_what_was_added_since_a_length(pieces: list[str], length: int) -> None:
    visible = VisibleText()
    for piece in pieces:
        visible.add(piece, 0)
    assert visible.length == len("".join(pieces))
    assert visible.since(length) == "".join(pieces)[length:]


@given(st.text(alphabet="ab\r\n", max_size=20), st.integers(0, 5))
def test_line_ends_become_line_feeds_and_keep_their_places(text: str, offset: int) -> None:
    pieces = list(with_line_feeds(text, offset))
    assert "".join(piece for piece, _ in pieces) == text.replace("\r\n", "\n").replace("\r", "\n")
    for piece, place in pieces:
        assert text[place - offset :].replace("\r\n", "\n").replace("\r", "\n").startswith(piece)


WORDS = st.lists(st.sampled_from(["word", "Zwölf", "日本", "😀"]), min_size=1, max_size=4)
MARKS = st.sampled_from(["{}", "*{}*", "**{}**", "[{}](/x)", "~~{}~~", "<b>{}</b>"])


@given(st.lists(st.tuples(WORDS, MARKS), min_size=1, max_size=5), st.sampled_from(["\n", "\r\n"]))
def test_every_word_of_a_block_is_found_in_the_source(parts: list[tuple[list[str], str]], line_end: str) -> None:
    text = line_end.join(mark.format(" ".join(words)) for words, mark in parts)
    (block,) = read(f"x {text}").blocks
    assert block.text.split() == ["x", *(word for words, _ in parts for word in words)]
    for index, character in enumerate(block.text):
        if not character.isspace():
            assert f"x {text}"[block.offset(index)] == character
