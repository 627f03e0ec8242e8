"""URLs of a page for a phone, for the printer or in a cache."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit import data
from linkaudit.citations import urls, variants

ARTICLE = "/2018/07/12/ferry-line-cut"
AMP: list[tuple[str, str]] = [
    ("https://cdn.ampproject.org/c/s/gazette.example/ferry?a=b", "https://gazette.example/ferry?a=b"),
    ("https://gazette-example.cdn.ampproject.org/v/s/gazette.example/ferry?usqp=x&amp_js_v=1", "https://gazette.example/ferry"),
    ("https://cdn.ampproject.org/c/gazette.example/ferry", "http://gazette.example/ferry"),
    (f"https://cdn.ampproject.org/c/s/gazette.example{ARTICLE}/amp/", f"https://gazette.example{ARTICLE}/"),
    ("https://www.google.com/amp/s/gazette.example/ferry", "https://gazette.example/ferry"),
    ("https://www.google.co.uk/amp/s/gazette.example/ferry?amp=1", "https://gazette.example/ferry"),
    ("https://www.google.de/amp/gazette.example/ferry", "http://gazette.example/ferry"),
    ("https://amp.theguardian.com/world/ferry", "https://www.theguardian.com/world/ferry"),
    (f"https://gazette.example{ARTICLE}/amp", f"https://gazette.example{ARTICLE}"),
    (f"https://gazette.example{ARTICLE}/amp/?a=b#c", f"https://gazette.example{ARTICLE}/?a=b#c"),
    (f"https://gazette.example{ARTICLE}.amp", f"https://gazette.example{ARTICLE}"),
    (f"https://gazette.example{ARTICLE}.amp.html", f"https://gazette.example{ARTICLE}.html"),
    ("https://gazette.example/ferry?amp", "https://gazette.example/ferry"),
    ("https://gazette.example/ferry?amp=1&page=2", "https://gazette.example/ferry?page=2"),
    ("https://gazette.example/ferry?page=2&outputType=amp#c", "https://gazette.example/ferry?page=2#c"),
    (f"https://amp.gazette.example{ARTICLE}", ""),
    (f"https://gazette.example/amp{ARTICLE}", ""),
]  # fmt: skip


@pytest.mark.parametrize(("url", "page"), AMP, ids=[case[0] for case in AMP])
def test_an_amp_page(url: str, page: str) -> None:
    found = variants.amp(url)
    assert found is not None
    assert found.page == page
    assert found.sign


@pytest.mark.parametrize(
    "url",
    [
        "https://github.com/ferry/amp",
        "https://amp.dev/documentation/guides-and-tutorials/start-here/",
        "https://amp.harbour.example/",
        "https://amp.harbour.example/about",
        "https://harbour.example/products/amp",
        "https://en.wikipedia.org/wiki/Amp",
        "https://gazette.example/ferry?a=1&amp;b=2",
        "https://gazette.example/ferry?amp=20",
        "https://gazette.example/2018/07/12/amps-and-volts-explained",
        "https://cdn.ampproject.org/v0.js",
        "https://cdn.ampproject.org/v0/amp-form-0.1.js",
        "https://www.google.com/amp/",
        f"https://gazette.example/amp-cache/c/s{ARTICLE}",
        "amp",
        "",
    ],
)
def test_what_is_no_amp_page(url: str) -> None:
    assert variants.amp(url) is None


def test_a_cache_is_seen_through_by_all_rules() -> None:
    url = f"https://www.google.com/amp/s/gazette.example{ARTICLE}"
    assert urls.subject(url) == f"https://gazette.example{ARTICLE}"
    assert urls.subject(f"https://href.li/?{url}") == f"https://gazette.example{ARTICLE}"
    assert urls.subject(f"https://web.archive.org/web/20180801000000/{url}") == f"https://gazette.example{ARTICLE}"
    assert urls.subject(f"https://gazette.example{ARTICLE}/amp") == f"https://gazette.example{ARTICLE}/amp"


MOBILE: list[tuple[str, str]] = [
    ("https://en.m.wikipedia.org/wiki/Ferry#Tides", "https://en.wikipedia.org/wiki/Ferry#Tides"),
    ("http://zh-yue.m.wikipedia.org/wiki/x", "https://zh-yue.wikipedia.org/wiki/x"),
    ("https://commons.m.wikimedia.org/wiki/File:x.jpg", "https://commons.wikimedia.org/wiki/File:x.jpg"),
    ("https://mobile.twitter.com/ada/status/1", "https://twitter.com/ada/status/1"),
    ("https://m.youtube.com/watch?v=x", "https://www.youtube.com/watch?v=x"),
    ("https://m.gazette.test/ferry", ""),
    ("https://m.gazette.co.uk/ferry", ""),
]
NOT_MOBILE = [
    "https://en.wikipedia.org/wiki/Ferry",
    "https://m.gazette.com/",
    "https://m.gazette.com",
    "https://m.me/ferry",
    "https://m.media-amazon.com/images/x.jpg",
    "https://mobile.harbour.com/ferry",
    "https://tram.gazette.com/ferry",
    "https://m/ferry",
    "",
]


@pytest.mark.parametrize(("url", "page"), MOBILE)
def test_a_page_for_phones(url: str, page: str) -> None:
    found = variants.mobile(url)
    assert found is not None
    assert found.page == page


@pytest.mark.parametrize("url", NOT_MOBILE)
def test_what_is_no_page_for_phones(url: str) -> None:
    assert variants.mobile(url) is None


PRINTED: list[tuple[str, str]] = [
    ("https://gazette.example/ferry?print=1", "https://gazette.example/ferry"),
    ("https://gazette.example/ferry?id=2&print=true#c", "https://gazette.example/ferry?id=2#c"),
    ("https://wiki.example/index.php?title=Ferry&printable=yes", "https://wiki.example/index.php?title=Ferry"),
    ("https://gazette.example/ferry.html?pagewanted=print", "https://gazette.example/ferry.html"),
    (f"https://gazette.example{ARTICLE}/print/", f"https://gazette.example{ARTICLE}/"),
    (f"https://gazette.example{ARTICLE}/print", f"https://gazette.example{ARTICLE}"),
    (f"https://gazette.example/print{ARTICLE}", ""),
]
NOT_PRINTED = [
    "https://harbour.example/book/print.html",
    "https://harbour.example/shop/print/",
    "https://harbour.example/print/",
    "https://harbour.example/print/posters",
    "https://harbour.example/library/functions.html#print",
    "https://harbour.example/ferry?print=0",
    "https://harbour.example/ferry?print=",
    "https://harbour.example/ferry?blueprint=1",
    "https://harbour.example/2018/07/fingerprint",
    "",
]


@pytest.mark.parametrize(("url", "page"), PRINTED, ids=[case[0] for case in PRINTED])
def test_a_page_to_print(url: str, page: str) -> None:
    found = variants.printed(url)
    assert found is not None
    assert found.page == page


@pytest.mark.parametrize("url", NOT_PRINTED)
def test_what_is_no_page_to_print(url: str) -> None:
    assert variants.printed(url) is None


@given(
    st.sampled_from(["https://www.google.com/amp/s/{}", "https://en.m.wikipedia.org/{}", "https://h.example/{}/amp"]),
    st.text(max_size=60),
)
def test_nothing_does_harm_and_the_page_is_no_variant(form: str, tail: str) -> None:
    url = form.format(tail)
    for judge in (variants.amp, variants.mobile, variants.printed):
        found = judge(url)
        if found and found.page:
            assert found.page != url


@given(st.text(alphabet="abc019-._~/", max_size=30), st.sampled_from(["", "?a=b", "?a=b&c=d", "#e"]))
def test_what_a_cache_holds_comes_out_as_it_was(path: str, tail: str) -> None:
    page = f"https://gazette.example/{path}{tail}"
    inner = quote(page.removeprefix("https://"), safe="/?=&#~")
    assert variants.cached_page(f"https://gazette-example.cdn.ampproject.org/c/s/{inner}") == page
    assert variants.cached_page(f"https://www.google.com/amp/s/{inner}") == page


def test_the_tables_hold_what_the_code_expects() -> None:
    facts = data.load("variants")
    hosts = {**facts["amp"]["hosts"], **facts["mobile"]["hosts"]}
    for variant, page in hosts.items():
        assert variant == variant.lower()
        assert variant.startswith("*.") == page.startswith("*.") or not page
        assert page not in hosts
    values = [value for each in facts["print"]["parameters"].values() for value in each]
    assert values == [value.lower() for value in values]
