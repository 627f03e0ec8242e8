"""Phrases are found whose words are the same, or nearly so, whatever stands beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.collection.matching import Phrases, Words
from linkaudit.collection.telling import folded, slug, telling, weight, words_of_slug

WORDS = st.lists(
    st.sampled_from(["ferry", "tram", "quay", "tide", "lock", "pier", "crane", "boat", "mast", "sail", "2018", "2019"]),
    max_size=9,
)
TITLE = "Why the Ferry's Crews Won't Leave Port Älda (Op-ed)"


def words(text: str) -> tuple[str, ...]:
    """Give the telling words of a text."""
    return telling(folded(text))


@pytest.mark.parametrize(
    "url",
    [
        "https://press.example/2018/07/12/why-the-ferrys-crews-wont-leave-port-alda-op-ed",
        "https://press.example/2018/07/12/why-the-ferrys-crews-wont-leave-port-aelda-op-ed-a62221",
        "https://press.example/why_ferry_crews_wont_leave_port_alda_op_ed.html",
        "https://press.example/why-the-ferry-crews-wont-leave-port-%C3%A4lda-op-ed/index.html",
        "https://press.example/news/why-the-ferry-crews-wont-leave-port-alda-op-ed/4711",
        "https://press.example/2018-07-12-why-the-ferry-crews-wont-leave-port-alda-op-ed",
    ],
)
def test_an_address_made_of_a_title_has_its_words(url: str) -> None:
    assert words_of_slug(url) == words(TITLE)


def test_a_year_at_the_end_is_a_word_of_the_title() -> None:
    assert words_of_slug("https://press.example/harbour-budget-2025") == words("Harbour budget 2025")


def test_an_address_without_words_has_none() -> None:
    assert slug("https://press.example/") == ""
    assert words_of_slug("https://press.example/?p=120") == ()


def test_scripts_without_spaces_are_compared_by_their_characters() -> None:
    assert weight(words("渡轮停运后居民怎么办")) == 5
    assert words("渡轮停运") == tuple("渡轮停运")


def test_all_words_in_order_are_the_phrase_itself() -> None:
    phrases = Phrases([words(TITLE)])
    assert list(phrases.found(words("Why ferry crews won't leave Port Alda: op-ed"))) == [(words(TITLE), True)]


@pytest.mark.parametrize(
    ("other", "found"),
    [
        ("Ferry crews won't leave Port Alda", True),
        ("Why the ferry's crews won't leave", True),
        ("Why tram crews won't leave the depot of Holm", False),
        ("Ferry crews", False),
    ],
)
def test_nearly_the_same_words_are_told_from_others(other: str, found: bool) -> None:
    assert list(Phrases([words(TITLE)]).found(words(other))) == ([(words(TITLE), False)] if found else [])


def test_another_number_is_another_matter() -> None:
    assert (
        list(Phrases([words("Harbour council budget for 2024")]).found(words("Harbour council budget for 2025"))) == []
    )


@given(st.lists(WORDS.map(tuple), max_size=12), WORDS.map(tuple))
def test_none_is_missed_that_a_look_at_each_alone_finds(
    all_phrases: list[tuple[str, ...]], other: tuple[str, ...]
) -> None:
    alone = {phrase for phrase in all_phrases for found, _ in Phrases([phrase]).found(other) if found}
    assert {phrase for phrase, _ in Phrases(all_phrases).found(other)} == alone
    shared = {
        phrase
        for phrase in all_phrases
        if len(set(phrase) & set(other)) >= max(4, 0.75 * len(set(phrase) | set(other)))
        and not _numbers(phrase) ^ _numbers(other)
    }
    assert shared <= alone


def _numbers(phrase: Words) -> set[str]:
    return {word for word in phrase if word.isdigit()}
