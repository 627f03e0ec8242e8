"""The words of a text, the marks between them, and where they stand."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from collection.descent import text_of
from linkaudit.collection.prose import Line
from linkaudit.collection.typeset import Text, key_of
from linkaudit.models import Location


@pytest.mark.parametrize(
    ("written", "keys"),
    [
        ("The U.S. and the US", ["the", "us", "and", "the", "us"]),
        ("Amir-Abdollahian’s co-worker", ["amirabdollahians", "coworker"]),
        ("a ship that was lo-\nst at sea", ["a", "ship", "that", "was", "lost", "at", "sea"]),
        ("see https://harbour.example/a-b now", ["see", "https://harbour.example/a-b", "now"]),
        ("渡輪停航", ["渡", "輪", "停", "航"]),
    ],
)
def test_words_are_compared_without_what_houses_set_in_their_own_way(written: str, keys: list[str]) -> None:
    place = Location("", 1, 1, 1, 1 + len(written), 0, len(written))
    assert Text("example.txt", [Line(each, place) for each in written.split("\n")]).keys == keys


def test_a_word_stands_where_it_is_written() -> None:
    text = text_of("The boats\nare older than their passengers.\n\nNobody builds new ones.\n")
    place = text.place(4, 5)
    assert (place.path, place.line, place.column, place.end_column) == ("example.txt", 2, 11, 15)
    both = text.place(6, 8)
    assert (both.line, both.column, both.end_line, both.end_column) == (2, 22, 4, 7)
    assert text.written(6, 8) == "passengers. Nobody"


def test_a_place_in_markup_is_that_of_its_line() -> None:
    text = text_of("The [boats](https://harbour.example/b) are old.\n", "example.md")
    assert text.keys == ["the", "boats", "are", "old"]
    assert text.place(3, 4).line == 1


@pytest.mark.parametrize(
    ("written", "apart"),
    [
        ("the boats would not\n\nsail on Monday", True),
        ("the boats would not\nsail on Monday", False),
        ("the boats would not sail.\n\nsail on Monday", False),
        ("the boats would need:\n\nsail and rope", False),
        ("the boats would not\n sail on Monday\nwhatever came", True),
        ("- the boats would not\n  sail on Monday\n- nor on Friday", False),
    ],
)
def test_what_stands_apart_within_a_sentence(written: str, apart: bool) -> None:
    text = text_of(written)
    word = text.keys.index("sail", 4)
    assert text.is_apart(word - 1, word) is apart


@given(st.text())
def test_any_text_is_cut_into_words_that_stand_in_it(written: str) -> None:
    text = text_of(written)
    assert isinstance(text, Text)
    assert len(text.keys) == len(text.forms) == len(text.marks) - 1
    for word in range(len(text)):
        assert text.place(word, word + 1).line >= 1
        assert key_of(text.forms[word]) == text.keys[word]


def test_what_is_asked_for_beyond_the_end_ends_there() -> None:
    text = text_of("The ferry stops in autumn.")
    assert text.written(3, 7) == "in autumn"
    assert text.written(5, 9) == ""
