"""Brackets in a URL without their counterpart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import WARNING, findings_of, fixed, severities

WIKI = "https://en.wikipedia.example/wiki/"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://harbour.example/tides)", [WARNING]),
        ("https://harbour.example/tides).", [WARNING]),
        ("https://harbour.example/tides]", [WARNING]),
        ("https://harbour.example/tides%29", [WARNING]),
        ("https://harbour.example/tides_(july", [WARNING]),
        ("https://harbour.example/tides)/july", [WARNING]),
        ("https://harbour.example/tides](https://harbour.example/ebb", [WARNING]),
        ("https://harbour.example/tides?page=2)", [WARNING]),
        ("https://harbour.example/tides#july)", [WARNING]),
        (f"{WIKI}Mercury_(planet", [WARNING]),
        (f"{WIKI}Mercury_%28planet", [WARNING]),
        (f"{WIKI}Mercury_(planet)", []),
        (f"{WIKI}Mercury_%28planet)", []),
        (f"{WIKI}Mercury_(planet)#Tides_(none)", []),
        ("https://harbour.example/tides", []),
        ("https://harbour.example/[id]/{page}/(tides)", []),
        ("https://harbour.example/(S(abc123))/tides", []),
        ("https://harbour.example/?q=(tides", []),
        ("https://harbour.example/?q=tides)+or+ebb", []),
        ("https://harbour.example/?q=:)", []),
        ("https://harbour.example/a->b", []),
        ("https://harbour.example/#tides(int", []),
        ("https://harbour.example/10.1000/1097(199905)55:5%3C523::aid-x2%3E3.0.co;2-p", []),
        ("http://[2001:db8::1]/tides", []),
        ("http://[2001:db8::1/tides", []),
        ("https://harbour.example/{{ page }", []),
    ],
)
def test_brackets_in_a_url(url: str, expected: list[str]) -> None:
    assert severities("link-unbalanced-bracket", f'<a href="{url}">tides</a>\n', "a.html") == expected


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("a.md", "[m](https://en.wikipedia.example/wiki/Mercury_(planet))\n", []),
        ("a.md", "(see https://en.wikipedia.example/wiki/Mercury_(planet))\n", []),
        ("a.md", "See https://en.wikipedia.example/wiki/Mercury_(planet now.\n", [WARNING]),
        ("a.txt", "Match http://harbour.example/(tides|ebb) there.\n", []),
        ("a.html", '<link rel="stylesheet" href="https://harbour.example/a)">\n', []),
        ("a.html", '<a href="tides)">tides</a>\n', []),
    ],
)
def test_brackets_by_the_place_of_the_url(path: str, text: str, expected: list[str]) -> None:
    assert severities("link-unbalanced-bracket", text, path) == expected


@pytest.mark.parametrize(
    ("path", "text", "meant", "safe"),
    [
        ("a.md", "<https://harbour.example/tides).>", "<https://harbour.example/tides>", False),
        ("a.md", "<https://harbour.example/tides]>", "<https://harbour.example/tides>", True),
        (
            "a.rst",
            "x_\n\n.. _x: https://harbour.example/tides>\n",
            "x_\n\n.. _x: https://harbour.example/tides\n",
            True,
        ),
        ("a.md", f"[m](<{WIKI}Mercury_(planet>)", f"[m](<{WIKI}Mercury_(planet)>)", True),
        ("a.md", f"[m]({WIKI}Mercury_\\(planet)", f"[m]({WIKI}Mercury_\\(planet\\))", True),
        ("a.html", f'<a href="{WIKI}A_%28b">m</a>', f'<a href="{WIKI}A_%28b%29">m</a>', True),
        ("a.md", "[m](<https://harbour.example/tides_(july>)", None, False),
        ("a.md", "[m](<https://harbour.example/tides)/july>)", None, False),
        ("a.md", f"See {WIKI}Mercury_(planet now.", None, False),
    ],
)
def test_what_is_certain_is_repaired_safely(path: str, text: str, meant: str | None, *, safe: bool) -> None:
    (finding,) = findings_of("link-unbalanced-bracket", text, path)
    assert [fix.safe for fix in finding.fixes] == ([] if meant is None else [safe])
    if meant is not None:
        assert fixed(text, finding) == meant
        assert severities("link-unbalanced-bracket", meant, path) == []


def test_the_bracket_and_its_place_are_named() -> None:
    (finding,) = findings_of("link-unbalanced-bracket", f"[m](<{WIKI}Mercury_(planet>)")
    assert finding.message == f"`(` in {WIKI}Mercury_(planet is not closed"
    assert finding.evidence[1].value == "(planet"
    (finding,) = findings_of("link-unbalanced-bracket", "<https://harbour.example/tides)>")
    assert finding.message == "`)` in https://harbour.example/tides) is closed and not opened"


TAILS = st.text("ab/()[]{}_.?#=-%289", max_size=16)


@given(TAILS)
def test_balanced_urls_are_in_order(tail: str) -> None:
    closing = "".join({"(": ")", "[": "]", "{": "}"}.get(each, "") for each in reversed(tail))
    plain = "".join(each for each in tail if each not in ")]}%?#") + closing
    assert severities("link-unbalanced-bracket", f'<a href="https://h.example/{plain}">t</a>', "a.html") == []


@given(TAILS, st.sampled_from(["a.html", "a.md"]), st.sampled_from(["x/", "wiki/"]))
def test_a_repaired_url_is_in_order(tail: str, path: str, folder: str) -> None:
    url = f"https://harbour.example/{folder}{tail}"
    text = f'<a href="{url}">t</a>\n' if path == "a.html" else f"[t](<{url}>)\n"
    for finding in findings_of("link-unbalanced-bracket", text, path):
        if finding.fixes:
            assert severities("link-unbalanced-bracket", fixed(text, finding), path) == []
