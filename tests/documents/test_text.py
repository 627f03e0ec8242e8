"""Plain text: bare URLs, paragraphs, title, comments."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within

X, Y = "https://h.example/x", "https://h.example/y"
LONG = (
    "A line that no program folded, since it goes on and on until the paragraph ends, as text from web pages does it "
    * 2
)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One line", ["One line"]),
        ("One\ntwo\n\nthree\n", ["One\ntwo", "three"]),
        ("One\r\ntwo\r\n \t\r\nthree", ["One\ntwo", "three"]),
        ("One\rtwo\r\rthree", ["One\ntwo", "three"]),
        ("\n\n  One\n   two  \n", ["  One\n   two"]),
        (f"{LONG}\nNext.\n", [LONG.rstrip(), "Next."]),
        ("", []),
        (" \n\t\n", []),
    ],
)
def test_paragraphs(text: str, expected: list[str]) -> None:
    document = read(text, "text")
    assert places_hold(document)
    assert [block.text for block in document.blocks] == expected


@given(st.text(alphabet="ab \t\n\r\x0b\u2028日", max_size=60))
def test_every_character_of_a_paragraph_is_where_it_says(text: str) -> None:
    document = read(text, "text")
    for block in document.blocks:
        shown = [text[block.offset(index)] for index in range(len(block.text))]
        assert [char.replace("\r", "\n") for char in shown] == list(block.text)
    seen = {block.offset(index) for block in document.blocks for index in range(len(block.text))}
    assert all(offset in seen for offset, char in enumerate(text) if not char.isspace())


def test_urls_and_the_words_before_them() -> None:
    document = read(f"first line\nAs the harbour board wrote: {X}, and {Y}", "text")
    assert urls(document) == [X, Y]
    assert document.references[0].text == "As the harbour board wrote:"
    assert document.references[1].text.endswith(", and")
    assert len(document.references[1].text) <= 60


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"{X} mailto:ada@h.example, {Y}", [X, "mailto:ada@h.example", Y]),
        ("ada@h.example <ada@h.example>", []),
        ("https://h.example/?mailto:ada@h.example", ["https://h.example/?mailto:ada@h.example"]),
        ("It costs US$5 or $6 at https://h.example/x$, not $7.", ["https://h.example/x$"]),
        ("<URL:https://h.example/x> <https://h.example/y>", [X, Y]),
        ("a,https://h.example/x,b\n\u201chttps://h.example/y\u201d", [X, Y]),
    ],
)
def test_what_a_reader_of_plain_text_takes_for_a_link(text: str, expected: list[str]) -> None:
    document = read(text, "text")
    assert places_hold(document)
    assert urls(document) == expected


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("The old harbour\n\nText.\n", "The old harbour"),
        ("The old harbour", "The old harbour"),
        ("From: ada\nTitle: The old harbour\nDate: x\n\nText", "The old harbour"),
        ("The old harbour burns.\n\nText", ""),
        ("The old harbour:\n\nText", ""),
        ("Two\nlines\n\nText", ""),
        ("word " * 40 + "\n\nText", ""),
        ("", ""),
    ],
)
def test_the_title(text: str, title: str) -> None:
    assert read(text, "text").title == title


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    "line",
    [
        "linkaudit: ignore[x] why",
        "# linkaudit: ignore[x] why",
        "// linkaudit: ignore[x] why  ",
        "\t/* linkaudit: ignore[x] why */",
        "<!-- linkaudit: ignore[x] why -->",
        "% linkaudit: ignore[x] why",
        ".. linkaudit: ignore[x] why",
        "-- linkaudit: ignore[x] why",
        "; linkaudit: ignore[x] why",
    ],
)
def test_a_line_that_speaks_to_linkaudit_is_a_comment(line: str, line_end: str) -> None:
    document = read(f"text{line_end}{line}{line_end}{X}", "text")
    (comment,) = document.comments
    assert comment.text == "linkaudit: ignore[x] why"
    assert (comment.location.line, comment.location.column) == (2, 1)
    assert document.text[comment.location.start : comment.location.end] == line
    assert only(document).url == X


@pytest.mark.parametrize("line", ["about linkaudit: a tool", "# a linkaudit: b", "LINKAUDIT: ignore"])
def test_a_line_that_speaks_of_linkaudit_is_none(line: str) -> None:
    assert read(line, "text").comments == ()


@given(st.text(max_size=80))
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    assert places_hold(read(text, "text"))


@pytest.mark.parametrize(
    "text",
    [
        " " * 200_000,
        "\t\n" * 100_000,
        "a" + " " * 200_000 + "b",
        "linkaudit:" + " " * 200_000 + "x",
        "linkaudit: x\n" + " " * 200_000 + "y",
        "linkaudit: " * 20_000,
        "a\n" * 100_000,
        f"{LONG}\n" * 1_000,
    ],
    ids=[
        "spaces",
        "blank lines",
        "a gap",
        "a comment of spaces",
        "a comment and spaces",
        "comments",
        "lines",
        "long lines",
    ],
)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(10):
        assert read(text, "text").text == text
