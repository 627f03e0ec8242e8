"""Addresses that the pages of a PDF break over their lines."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.packing import X
from documents.reading import within
from linkaudit.documents.typeset.pdf_page import Annotation, Page, Piece
from linkaudit.documents.typeset.pdf_urls import Compact, address_key, joins, urls_on

FILL = "words that fill the line up to its very end, as all others do "


def found(text: str) -> list[str]:
    """List the addresses on a page whose lines are parted by line feeds."""
    page = text.replace("\n", "\u2028")
    return [each.url for each in urls_on(page, joins(page))]


@pytest.mark.parametrize(
    ("text", "url"),
    [
        ("https://h.example/a-\nb-c.html and", "https://h.example/a-b-c.html"),
        ("https://h.example/a_\nb and", "https://h.example/a_b"),
        ("https://h.example/a?\nb=1&\nc=2", "https://h.example/a?b=1&c=2"),
        ("https://h.example/a?b=\n1", "https://h.example/a?b=1"),
        ("https://h.example/a%\n20b", "https://h.example/a%20b"),
        ("https://h.example/\n2018/07/12/cut", "https://h.example/2018/07/12/cut"),
        ("https://h.example/a/\nindex.html.", "https://h.example/a/index.html"),
        ("https://h.example/a/\nthe-ferry-line", "https://h.example/a/the-ferry-line"),
        ("https://h.example/a\n/b", "https://h.example/a/b"),
        ("https://h.example/a\n?b=1", "https://h.example/a?b=1"),
        ("https://h.example/a\n.html and", "https://h.example/a.html"),
        ("https://h.example/page.\nhtml", "https://h.example/page.html"),
        (f"{FILL}https://h.example/long\nword/a/page.html", "https://h.example/longword/a/page.html"),
        ("(https://h.example/a-\nb)", "https://h.example/a-b"),
        ("www.h.example/a-\nb", "http://www.h.example/a-b"),
        ("see http://\nh.example/a", None),
    ],
)
def test_addresses_that_go_on(text: str, url: str | None) -> None:
    assert found(text) == ([url] if url else [])


@pytest.mark.parametrize(
    "text",
    [
        f"{X}\nand more",
        f"{X}.\nThe next",
        f"{X}/\nThe next sentence",
        f"{X}/\nand/or more",
        f"{FILL}{X}\nand/or he/she",
        f"{X}/\n{X}/",
        f"{X},\n2018",
        f"see {X}\n\n/b",
        f"{X}\n- a list",
        f"{X}\n/ b",
        f"{X}\n... and",
        f"{X}\n",
        f"a/\nb-c/d\n{X}",
    ],
)
def test_addresses_that_do_not(text: str) -> None:
    assert {each.rstrip("/") for each in found(text)} <= {X, f"{X}/and/or"}
    assert f"{X}/and/or" not in found(text) or "/\nand/or" in text


def test_addresses_are_the_same_however_they_are_written() -> None:
    assert address_key("https://www.h.example/%C3%A9/") == address_key("http://H.example/é")
    assert address_key("https://h.example/a") != address_key("https://h.example/b")


def test_an_address_is_found_however_it_is_broken() -> None:
    text = "x https://h.exam\u2028ple/\ufb01le y"
    assert Compact(text).find("https://h.example/file") == (2, 24)
    assert Compact(text).find("https://h.example/other") is None
    assert Compact(text).find("") is None


def test_a_page_of_text_without_places() -> None:
    page = Page([Piece("one\ntwo", 0, 0, 0), Piece("\n", 1, 1, 1), Piece("\ud800\x00three", 0, 0, -5)])
    assert page.text == "one\u2028two\u2028  three"
    assert page.paragraph([Annotation(X, ()), Annotation(X, ((0, 0, 0, 0),))]).marks[0].start == 0


floats = st.floats(-1e6, 1e6) | st.sampled_from([0.0, 1.0, 12.0, 700.0])
texts = st.text(alphabet=f"ab \n/-.é\U0001f600{X}", max_size=12) | st.just(X)
pieces = st.builds(Piece, texts, floats, floats, floats)
laid_over = st.builds(
    Annotation, st.sampled_from([X, f"{X}/a-b"]), st.lists(st.tuples(*[floats] * 4), max_size=3).map(tuple)
)


@given(st.lists(pieces, max_size=12), st.lists(laid_over, max_size=4))
def test_any_page_is_read_and_every_place_holds(given_pieces: list[Piece], links: list[Annotation]) -> None:
    page = Page(given_pieces)
    made = page.paragraph(links)
    assert made.text == page.text
    assert all(0 <= mark.start <= mark.end <= len(page.text) for mark in made.marks)
    starts = [start for start, _ in made.blocks]
    assert starts == sorted(set(starts))
    assert not starts or starts[0] == 0


@pytest.mark.parametrize("piece", ["https://h.example/-\n", "a/\n", "https://", "/", "-\n", "www.a", "\n", "a " * 10])
def test_hostile_pages_take_no_longer_than_their_length_asks_for(piece: str) -> None:
    with within(10):
        page = Page([Piece(piece * (200_000 // len(piece)), 0, 0, 12)])
        page.paragraph([Annotation(X, ((0, -5, 100, 20),))] * 500)


def test_a_long_word_that_does_not_end_the_line_is_tried_once() -> None:
    with within(3):
        assert found(f"{X}\n{'x' * 100_000} y\nz") == [X]
