"""Cheap signs: they may say yes too often, but never no where a search would find something."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.signs import holds_any, holds_words

PHRASES = ("retrieved", "as quoted in", "(reuters)", "publié le", "дата обращения", "访问日期", ") -", "l'article")


@pytest.mark.parametrize(
    "text",
    [
        "Retrieved 3 May",
        "RETRIEVED",
        "_retrieved_ on",
        "<i>Retrieved</i>",
        "3retrieved4",
        r"line\nRetrieved 3 May",
        r"tab\tretrieved",
        "了retrieved于",
        "As quoted in the Gazette",
        "PORT ALDA (Reuters) - The",
        "Publié le 3 mai",
        "Дата обращения: 3",
        "的访问日期：三",
        "x) -",
        "dans l'article",
    ],
)
def test_a_phrase_is_seen_wherever_its_longest_word_is_a_word(text: str) -> None:
    assert holds_words(text, PHRASES)


@pytest.mark.parametrize("text", ["", "unretrieved", "retrievedly", "quoted in", "reuters", "访问", "publiée le 3 mai"])
def test_parts_of_words_and_of_phrases_are_no_signs(text: str) -> None:
    assert not holds_words(text, PHRASES)


def test_within_a_word_is_enough_for_the_other_kind_of_sign() -> None:
    assert holds_any("UnRetrieved", ("retrieved",))
    assert not holds_any("Retrieve", ("retrieved",))


LETTERS = st.sampled_from("abRé日本ьß (.)-_3\n\\n")


@given(st.text(LETTERS, max_size=30), st.lists(st.text(LETTERS, min_size=1, max_size=6), min_size=1, max_size=3))
def test_what_a_search_for_words_finds_has_a_sign(text: str, phrases: list[str]) -> None:
    folded = [phrase.casefold() for phrase in phrases]
    if any(re.search(rf"(?<!\w){re.escape(phrase)}(?!\w)", text.casefold()) for phrase in folded):
        assert holds_words(text, tuple(folded))
