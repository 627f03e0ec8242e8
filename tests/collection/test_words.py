from __future__ import annotations

import pytest

from collection.prose_of import prose_of
from linkaudit.collection import words as module
from linkaudit.collection.words import words


def folded(text: str) -> list[str]:
    return words(prose_of(text)).folded


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The U.S. port's ferry-boat", "the US port’s ferry‑boat"),
        ("Amir-\nAbdol came", "Amir-Abdol came"),
        ("ﬁsh café", "fish cafe\u0301"),
        ("soft\u00adly", "softly"),
        ("ＡＢＣ", "abc"),
        ("“Quoted”", '"quoted"'),
    ],
)
def test_typesetting_is_no_difference(one: str, other: str) -> None:
    assert folded(one) == folded(other)


def test_characters_are_words_where_no_spaces_are_written() -> None:
    assert folded("渡轮2026年") == ["渡", "轮", "2026", "年"]


def test_a_dash_between_words_joins_nothing() -> None:
    assert folded("a boat -\nold") == ["a", "boat", "old"]


def test_each_word_has_its_line_and_its_place() -> None:
    found = words(prose_of("one two\nthree fer-\n\nries “four”"))
    assert found.folded == ["one", "two", "three", "ferries", "four"]
    assert [found.line_of(word) for word in range(5)] == [0, 0, 1, 1, 2]
    assert found.span(1) == (4, 7)
    assert found.span(4) == (6, 10)
    assert list(found.quoted) == [0, 0, 0, 0, 1]


def test_where_letters_are_composed_the_place_is_not_told() -> None:
    assert words(prose_of("cafe\u0301 two")).span(1) is None


def test_names_are_told_in_running_text_only() -> None:
    found = words(prose_of("the ferry of Port Sable sails\nFerry Sails From Sable"))
    assert found.names(0, 9) == {3, 4}


def test_what_is_too_long_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", 3)
    found = words(prose_of("one two\nthree four\nfive"))
    assert found.folded == ["one", "two", "three"]
    assert found.cut
    assert not words(prose_of("one two")).cut
