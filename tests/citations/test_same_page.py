"""Whether two URLs lead to one page, to forms of one text, or to different texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.same_page import Likeness, likeness

A = "https://gazette.example/2018/07/12/ferry-line-cut"

SAME = [
    A,
    "http://www.gazette.example/2018/07/12/ferry-line-cut/",
    f"{A}#comments",
    f"{A}?utm_source=share&fbclid=1",
    f"{A}.html",
    f"{A}/index.html",
    "https://web.archive.org/web/20180801000000/https://gazette.example/2018/07/12/ferry-line-cut",
    "https://www.google.com/url?q=https://gazette.example/2018/07/12/ferry-line-cut&sa=D",
    "HTTPS://GAZETTE.example/2018/07/12/Ferry-Line-Cut",
]
FORMS = [
    f"{A}/amp/",
    f"{A}?outputType=amp",
    f"{A}?print=1&x=2",
    "https://gazette.example/news/ferry-line-cut",
    "https://m.gazette.example/2018/07/12/ferry-line-cut",
    "https://herald.example/ferry-line-cut",
    "https://gazette.example/?p=120",
    f"{A}?amp=1",
    f"{A}-a4711",
]
DIFFERENT = [
    "https://gazette.example/",
    "https://gazette.example/2018/07/12/bridge-opens",
    "https://herald.example/2018/07/12/bridge-opens",
    "https://herald.example/?p=120",
    "",
]


@pytest.mark.parametrize("other", SAME)
def test_one_page(other: str) -> None:
    assert likeness(A, other) is likeness(other, A) is Likeness.SAME


@pytest.mark.parametrize("other", FORMS)
def test_forms_of_one_text(other: str) -> None:
    assert likeness(A, other) is likeness(other, A) is Likeness.FORMS_OF_ONE


@pytest.mark.parametrize("other", DIFFERENT)
def test_different_texts(other: str) -> None:
    assert likeness(A, other) is likeness(other, A) is Likeness.DIFFERENT


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("https://h.example/a?id=1", "https://h.example/a?id=2", Likeness.DIFFERENT),
        ("https://h.example/?p=1", "https://h.example/?p=2", Likeness.DIFFERENT),
        ("https://h.example/a?id=1&x=2", "https://h.example/a?id=1", Likeness.SAME),
        ("https://h.example/news/1", "https://g.example/news/1", Likeness.DIFFERENT),
        ("https://h.example/article/20180712", "https://g.example/a/20180712", Likeness.FORMS_OF_ONE),
        ("https://h.example", "https://h.example/index.html", Likeness.SAME),
    ],
)
def test_what_else_is_alike(one: str, other: str, expected: Likeness) -> None:
    assert likeness(one, other) is likeness(other, one) is expected


@given(st.sampled_from([*SAME, *FORMS, *DIFFERENT]), st.text(max_size=30))
def test_an_address_is_like_itself_and_likeness_has_no_direction(base: str, tail: str) -> None:
    url = f"{base}{tail}"
    assert likeness(url, url) is Likeness.SAME
    assert likeness(url, A) is likeness(A, url)
