from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from linkaudit.web.judging.phrases import Phrases

WORDS = st.sampled_from(["the", "page", "was", "not", "found", "here", "gone", "页面不存在"])
PHRASES = st.lists(st.lists(WORDS, min_size=1, max_size=4).map(" ".join), max_size=12)


def search(phrases: list[str], text: str) -> list[str]:
    return Phrases(phrases).found(text, frozenset(text.split(" ")))


@given(PHRASES, st.lists(WORDS, max_size=20).map(" ".join))
def test_they_are_found_as_by_looking_for_each(phrases: list[str], text: str) -> None:
    assert search(phrases, text) == [phrase for phrase in dict.fromkeys(phrases) if phrase in text]


def test_words_at_the_ends_may_go_on() -> None:
    assert search(["age was not foun"], "the page was not found.") == ["age was not foun"]
    assert search(["存在"], "页面不存在") == ["存在"]


def test_the_first_of_the_list_comes_first() -> None:
    phrases = Phrases(["page gone", "the page was", "page"])
    assert phrases.first("the page was gone", frozenset({"the", "page", "was", "gone"})) == "the page was"
    assert phrases.first("", frozenset()) == ""
