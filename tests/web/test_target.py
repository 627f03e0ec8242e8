from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.web.target import LONGEST, parse


@pytest.mark.parametrize(
    ("url", "base", "expected"),
    [
        ("HTTP://Example.ORG:80/a b?q='x'&y=[1]", None, "http://example.org/a%20b?q=%27x%27&y=[1]"),
        ("https://u:p@example.org/#top", None, "https://example.org/"),
        ("../\u00fc?x y", "http://h/a/b/c", "http://h/a/%C3%BC?x%20y"),
        ("//other/x", "https://h/", "https://other/x"),
        ("?x", "http://h/a?b#c", "http://h/a?x"),
        (" /a b ", "http://h/", "http://h/a%20b"),
        ("http:\\\\other\\x", "http://h/", "http://other/x"),
        ("http://h/100%/%zz", None, "http://h/100%/%zz"),
    ],
)
def test_urls_are_read_as_browsers_read_them(url: str, base: str | None, expected: str) -> None:
    target = parse(url, base)
    assert target is not None
    assert target.url == expected


def test_the_parts_of_a_url() -> None:
    target = parse("https://user@[::1]:8443/p/q?r#s")
    assert target is not None
    assert (target.scheme, target.host, target.port) == ("https", "[::1]", 8443)
    assert (target.path, target.query, target.fragment, target.credentials) == ("/p/q", "?r", "#s", True)


def test_default_ports_are_filled_in() -> None:
    assert [target.port for url in ("http://h", "https://h", "mailto:a@b") if (target := parse(url))] == [80, 443, 0]


@pytest.mark.parametrize(
    "url", ["", "a", "http://", "http://h:70000/", "http://a b/", "\ud800", "http://h/" + "x" * LONGEST]
)
def test_what_browsers_do_not_open_is_none(url: str) -> None:
    assert parse(url) is None


@given(st.text(max_size=40), st.sampled_from(["", "http://h/", "http://h/?", "https://u:p@h/#"]))
def test_parsing_is_stable_and_never_fails(text: str, prefix: str) -> None:
    target = parse(prefix + text)
    if target is not None and target.scheme in {"http", "https"}:
        again = parse(target.url)
        assert again is not None
        assert again.url == target.url
        assert "#" not in target.url
