"""URLs that lead to lists of texts, or to none at all."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.listings import listing

SITE, SEARCH, TAG, CATEGORY, LOGIN, FEED = (
    "the first page of a site",
    "a search",
    "a list by tag",
    "a list by category",
    "a log-in",
    "a feed",
)


@pytest.mark.parametrize(
    ("tail", "expected"),
    [
        ("", SITE),
        ("/", SITE),
        ("/en/", SITE),
        ("/pt-br", SITE),
        ("/index.html", SITE),
        ("/home", SITE),
        ("/#top", SITE),
        ("/de/index.php", SITE),
        ("/page/3", SITE),
        ("/about", ""),
        ("/?p=120", ""),
        ("/?id=3", ""),
        ("/ferry.html", ""),
        ("/?s=ferry", SEARCH),
        ("/?q=ferry&page=2", SEARCH),
        ("/search?q=ferry", SEARCH),
        ("/search", SEARCH),
        ("/search/ferry", SEARCH),
        ("/de/suche/F%C3%A4hre", SEARCH),
        ("/news/search?query=ferry", SEARCH),
        ("/guide/search", ""),
        ("/guide/search.html", ""),
        ("/search/8fd08c22-1dd0-4620-8d5d-5033014a840a", ""),
        ("/2018/07/12/the-search-for-x", ""),
        ("/search/120394", ""),
        ("/research/ferry", ""),
        ("/tag/ferry", TAG),
        ("/tags/ferry/", TAG),
        ("/blog/tag/ferry/page/2", TAG),
        ("/search/label/ferry", TAG),
        ("/tag/ferry/2018/07/12/cut", ""),
        ("/stage/ferry", ""),
        ("/category/news", CATEGORY),
        ("/Kategorie/Verkehr", CATEGORY),
        ("/category/ferry-line-cut-in-autumn", ""),
        ("/category/news/2018/cut", ""),
        ("/category/12345-cut", ""),
        ("/login", LOGIN),
        ("/wp-login.php?redirect_to=x", LOGIN),
        ("/users/sign_in?next=/", LOGIN),
        ("/guide/login", ""),
        ("/feed", FEED),
        ("/news/rss.xml", FEED),
        ("/ferry/feed/", FEED),
        ("/news.rss", FEED),
        ("/atom.xml", FEED),
        ("/feeding-gulls", ""),
        ("/2018/07/12/ferry-line-cut", ""),
    ],
)
def test_what_leads_to_no_text(tail: str, expected: str) -> None:
    assert listing(f"https://gazette.example{tail}") == expected


@given(st.text(max_size=40))
def test_every_url_is_judged(tail: str) -> None:
    assert listing(f"https://gazette.example/{tail}") in {"", SITE, SEARCH, TAG, CATEGORY, LOGIN, FEED}


@pytest.mark.parametrize("url", ["", "x", "mailto:ada@harbour.example", "https://"])
def test_what_is_no_address_on_the_web_is_not_judged_to_be_a_list(url: str) -> None:
    assert listing(url) in {"", SITE}
