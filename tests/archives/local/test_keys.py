"""Keys fold what indexes fold. What is expected is what surt 0.3.1, with which pywb makes its keys, gave for it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.archives.local.keys import key, spellings, stable, unreversed

SESSION = "0123456789abcdef0123456789abcdef"
HOST = "http://example.org"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://Example.ORG", "org,example)/"),
        ("https://www.example.org:443/", "org,example)/"),
        ("http://www23.example.org/a", "org,example)/a"),
        ("http://wwww.example.org/a", "org,example,wwww)/a"),
        ("http://www.www.example.org/", "org,example,www)/"),
        ("http://www.com/", "com)/"),
        ("http://www-2.example.org/", "org,example,www-2)/"),
        ("https://example.org:80/a", "org,example:80)/a"),
        ("http://www.example.org:8080/a", "org,example:8080)/a"),
        ("https://user:pw@example.org./a#part", "org,example)/a"),
        (f"{HOST}/A/B.HTML", "org,example)/a/b.html"),
        (f"{HOST}//a//b//", "org,example)/a/b"),
        (f"{HOST}/a/../b/./c", "org,example)/b/c"),
        (f"{HOST}/a?b=1&a=2", "org,example)/a?a=2&b=1"),
        (f"{HOST}/a?A=2&b=1", "org,example)/a?a=2&b=1"),
        (f"{HOST}/a?b=2&b=1", "org,example)/a?b=1&b=2"),
        (f"{HOST}/a/?", "org,example)/a"),
        (f"{HOST}?x=1", "org,example)/?x=1"),
        (f"{HOST}/a/?x=1", "org,example)/a?x=1"),
        (f"{HOST}/a?x=1&&y=2", "org,example)/a?&x=1&y=2"),
        (f"{HOST}/a?sid=9a8f&x=1", "org,example)/a?sid=9a8f&x=1"),
        (f"{HOST}/a?PHPSESSID={SESSION}&x=1", "org,example)/a?x=1"),
        (f"{HOST}/a?jsessionid={SESSION}", "org,example)/a"),
        (f"{HOST}/a?cfid=123&cftoken=456", "org,example)/a"),
        (f"{HOST}/a?ASPSESSIONIDAQABCDEF=ABCDEFGHIJKLMNOPQRSTUVWX&y=1", "org,example)/a?y=1"),
        (f"{HOST}/(S(hv3nsfnnwqdxzx55vcbhkcj5))/a.aspx", "org,example)/a.aspx"),
        (f"{HOST}/gr%C3%BCn%20b", "org,example)/gr%c3%bcn%20b"),
        (f"{HOST}/grün b", "org,example)/gr%c3%bcn%20b"),
        ("http://bücher.example/a", "example,xn--bcher-kva)/a"),
        (f"{HOST}/%41%42", "org,example)/ab"),
        (f"{HOST}/a%252Fb", "org,example)/a/b"),
        (f"{HOST}/a?x=a%26b", "org,example)/a?b&x=a"),
        (f"{HOST}/a%E4b", "org,example)/a%e4b"),
        (f"{HOST}/a%zz", "org,example)/a%25zz"),
        (f"{HOST}/a%23b", "org,example)/a%23b"),
        (f"{HOST}/http://www.Other.org/a", "org,example)/http:/www.other.org/a"),
        (f"{HOST}/ÄB", "org,example)/%c3%84b"),
        ("http://127.0.0.1/a", "1,0,0,127)/a"),
        ("http://2130706433/a", "1,0,0,127)/a"),
        ("http://[::1]/a", "::1)/a"),
        ("ftp://example.org/a", "org,example)/a"),
        ("mailto:a@b.c", ""),
        ("http://[", ""),
        ("http://a[b@example.org:99999/", ""),
        ("http://\u2100.example/", ""),
        ("dns:example.org", ""),
    ],
)
def test_keys(url: str, expected: str) -> None:
    assert key(url) == expected


def test_what_other_programs_may_have_written_is_looked_up_too() -> None:
    assert spellings(f"{HOST}/a?x=1&cfid=1&cftoken=2")[:3] == (
        "org,example)/a?x=1",
        "org,example)/a?x=1&cfid=1&cftoken=2",
        "org,example)/a?&x=1",
    )
    assert spellings(f"{HOST}/a") == ("org,example)/a", "org,example)/a/")
    assert spellings(HOST) == ("org,example)/",)
    assert "org,example)/a/?b=2&a=1" in spellings(f"{HOST}/a?b=2&a=1")


@pytest.mark.parametrize(
    ("surt", "expected"),
    [
        ("org,example)/a?b", "example.org/a?b"),
        ("org,example:8080)/", "example.org:8080/"),
        ("::1)/a", "::1/a"),
        ("com)/", "com/"),
    ],
)
def test_hosts_in_order(surt: str, expected: str) -> None:
    assert unreversed(surt) == expected


@given(st.text(max_size=40), st.sampled_from(["http://example.org/", "https://www.example.org:443/?", ""]))
def test_a_key_is_printable_and_begins_as_it_can_be_searched(text: str, before: str) -> None:
    found = key(before + text)
    assert found.isascii()
    assert found.isprintable()
    assert " " not in found
    assert found.startswith(stable(found).rstrip("/"))
    assert all(each.startswith(stable(found).rstrip("/")) for each in spellings(before + text))
