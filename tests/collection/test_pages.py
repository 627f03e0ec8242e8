"""Which page an address leads to, however it is spelled."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.collection import pages
from linkaudit.collection.pages import differences, is_itself, oddities, page, page_and_spelling, spelling

PLAIN = "https://gazette.example/2018/07/12/ferry-line-cut"


@pytest.mark.parametrize(
    "url",
    [
        "http://gazette.example/2018/07/12/ferry-line-cut",
        "https://www.gazette.example/2018/07/12/ferry-line-cut/",
        "HTTPS://Gazette.Example:443/2018/07/12/ferry-line-cut",
        f"{PLAIN}?utm_source=share&fbclid=4711",
        f"{PLAIN}#comments",
        f"{PLAIN}/amp/",
        f"{PLAIN}?outputType=amp",
        f"{PLAIN}?print=1",
        "https://m.gazette.example/2018/07/12/ferry-line-cut",
        "https://www.gazette.example/amp/2018/07/12/ferry-line-cut",
        "https://gazette.example/2018/07/12/ferry%2Dline%2Dcut",
        f"https://web.archive.org/web/20180801000000/{PLAIN}",
        "https://www.google.com/url?q=https%3A%2F%2Fgazette.example%2F2018%2F07%2F12%2Fferry-line-cut&sa=D",
        "https://gazette-example.cdn.ampproject.org/c/s/gazette.example/2018/07/12/ferry-line-cut",
    ],
)
def test_spellings_forms_and_captures_are_of_one_page(url: str) -> None:
    assert page(url) == page(PLAIN)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://harbour.example/", "http://www.harbour.example/index.html"),
        ("https://harbour.example/?a=1&b=2", "https://harbour.example/?b=2&a=1"),
        ("https://harbour.example:443/tides", "http://harbour.example:80/tides"),
        ("http://dx.doi.org/10.1000/182", "https://doi.org/10.1000/182"),
        ("https://youtu.be/aB3_dE", "https://www.youtube.com/watch?v=aB3_dE"),
    ],
)
def test_pages_are_one(one: str, other: str) -> None:
    assert page(one) == page(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://harbour.example/tides?page=1", "https://harbour.example/tides?page=2"),
        ("https://harbour.example/Tides", "https://harbour.example/tides"),
        ("https://harbour.example:8080/tides", "https://harbour.example/tides"),
        ("https://harbour.example/#/tides", "https://harbour.example/#/boats"),
        ("https://boats.harbour.example/", "https://harbour.example/"),
        ("https://m.example/", "https://example/"),
        ("https://youtu.be/aB3_dE", "https://www.youtube.com/watch?v=aB3_dF"),
    ],
)
def test_pages_are_two(one: str, other: str) -> None:
    assert page(one) != page(other)


_SEGMENTS = st.lists(
    st.sampled_from(["ferry", "index.html", "a.b", "x~y", "amp", "print", "2018", "@u", ""]), max_size=4
)
_PARAMETERS = st.lists(
    st.sampled_from(["a=1", "b=", "p=120", "utm_source=x", "print=1", "amp=1", "id=a-b"]), max_size=3
)


@given(
    scheme=st.sampled_from(["http", "https"]),
    host=st.sampled_from(
        [
            "gazette.example",
            "www.gazette.example",
            "m.gazette.example",
            "a-b.co.uk",
            "archive.org",
            "youtu.be",
            "dx.doi.org",
        ]
    ),
    segments=_SEGMENTS,
    parameters=_PARAMETERS,
)
def test_the_quick_way_names_pages_as_the_thorough_way_does(
    scheme: str, host: str, segments: list[str], parameters: list[str]
) -> None:
    url = f"{scheme}://{host}/{'/'.join(segments)}{'?' * bool(parameters)}{'&'.join(parameters)}"
    quick = pages._ordinary(url)  # noqa: SLF001 - a shortcut must not be seen from outside
    assert quick in {"", pages._page(url)}  # noqa: SLF001 - likewise
    if quick:
        assert page_and_spelling(url) == (pages._page(url), spelling(url))  # noqa: SLF001 - likewise


def test_a_spelling_leaves_out_the_place_in_the_page_but_not_the_page_itself() -> None:
    assert spelling("https://harbour.example/tides#july") == "https://harbour.example/tides"
    assert spelling("https://harbour.example/#/tides") == "https://harbour.example/#/tides"
    assert spelling("HTTP://Harbour.example") == "http://harbour.example/"


def test_captures_and_what_leads_to_a_page_are_no_spellings_of_it() -> None:
    assert is_itself(PLAIN)
    assert is_itself("https://gazette-example.cdn.ampproject.org/c/s/gazette.example/2018/07/12/ferry-line-cut")
    assert page_and_spelling(f"https://web.archive.org/web/20180801000000/{PLAIN}") is None
    assert page_and_spelling("https://href.li/?https://harbour.example/w") is None


def test_what_nobody_should_cite_is_named() -> None:
    assert oddities(PLAIN) == ()
    assert oddities(f"{PLAIN}/amp?utm_source=x") == ("the AMP form", "tracking parameters")
    assert oddities("https://harbour.example/index.html") == ("the default page",)


@pytest.mark.parametrize(
    ("one", "other", "what"),
    [
        ("http://harbour.example/a", "https://www.harbour.example/a", ("the scheme", "www")),
        ("https://harbour.example/a/", "https://harbour.example/a", ("the last slash",)),
        ("https://harbour.example/a%2Db", "https://harbour.example/a-b", ("how characters are escaped",)),
        ("https://harbour.example/?b=2&a=1", "https://harbour.example/?a=1&b=2", ("the order of parameters",)),
        ("https://en.m.wikipedia.org/wiki/F", "https://en.wikipedia.org/wiki/F", ("the form for phones",)),
        ("https://dx.doi.org/10.1000/182", "https://doi.org/10.1000/182", ("the name of the host",)),
        ("https://harbour.example/?a=1&fbclid=x", "https://harbour.example/?a=1", ("tracking parameters",)),
    ],
)
def test_it_is_said_in_what_spellings_differ(one: str, other: str, what: tuple[str, ...]) -> None:
    assert page(one) == page(other)
    assert differences(one, other) == what
