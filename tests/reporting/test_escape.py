"""Texts and URLs of strangers are shown as they are, and do nothing."""

from __future__ import annotations

import string
import unicodedata
from urllib.parse import unquote

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from linkaudit.citations.masking import masked
from linkaudit.reporting.escape import code, cut_off, destination, link, markdown, prose, shortened, terminal, visible
from reporting.rendered import RENDERER, report, shown

# Pieces of which mischief is made, beside any characters at all.
PIECES = [
    "*", "_", "`", "``", "[", "]", "(", ")", "<", ">", "|", "\\", "!", "#", "-", "+", "=", "~", "~~", "&", "&amp;",
    "&#42;", "1. ", "2) ", "- ", "# ", "> ", "```", "---", "***", "| a | b |", "<b>", "</td>", "<!-- x -->",
    "<script>alert(1)</script>", "[x](https://evil.test)", "![x](https://evil.test/x.png)", "[x]: https://evil.test",
    "<https://evil.test>", "https://evil.test/a_b_c", "http://evil.test", "HTTPS://EVIL.TEST", "www.evil.test",
    "ftp://evil.test", "ada@evil.test", "mailto:ada@evil.test", "javascript:alert(1)", " ", "\n", "\n\n", "\t", "\r",
    "a", "é", "漢", "\u202e", "\u200b", "\x1b[31m", "\x00", "\ufeff", "\u2028", "\U000e0041", "$x$", ":--", "http",
    "://", "www", ".", ":", "@", "/",
]  # fmt: skip
mischief = st.one_of(
    st.text(max_size=30),
    st.text(string.punctuation + " ab\n", max_size=30),
    st.lists(st.sampled_from(PIECES), max_size=8).map("".join),
)


@given(mischief)
@example("www.evil.test")
@example("x https://evil.test y")
@example("ada@evil.test")
@example("1. x")
@example("- x")
@example("# x")
@example("a\n===")
@example("<script>")
@example("&copy;")
@example("[x][y]")
@settings(max_examples=400)
def test_markdown_shows_a_text_as_it_is_and_makes_nothing_of_it(text: str) -> None:
    seen = shown(markdown(text))
    assert seen.links == []
    assert seen.elements in ([], ["p", "/p"])
    assert " ".join(seen.text.split()) == visible(masked(text))


@given(mischief)
@settings(max_examples=200)
def test_markdown_in_a_cell_keeps_the_table_together(text: str) -> None:
    (table,) = report(f"| a | b |\n|---|---|\n| {markdown(text)} | {code(text)} |\n").tables
    assert [len(row) for row in table.rows] == [2]
    assert len(table.head) == 2


@given(mischief)
@example("`")
@example("``")
@example(" ` ")
@example("|")
@example("a|b")
@example("\\|")
@example("\\")
@example("https://evil.test")
@settings(max_examples=400)
def test_code_shows_a_text_as_it_is_in_a_line_and_in_a_cell(text: str) -> None:
    expected = visible(masked(text)) or "(empty)"
    assert shown(f"{code(text)} end").text == f"{expected} end\n"
    (table,) = report(f"| a |\n|---|\n| {code(text, in_cell=True)} |\n").tables
    assert table.rows == [[expected]]
    in_cell = shown(f"| a |\n|---|\n| {code(text, in_cell=True)} |\n")
    assert in_cell.links == []
    allowed = ["table", "thead", "tbody", "tr", "th", "td", "code"]
    assert {each.removeprefix("/") for each in in_cell.elements} <= set(allowed)


@pytest.mark.parametrize(
    "url",
    [
        "https://gazette.example/",
        "http://gazette.example/a|b",
        "https://gazette.example/a_(b)",
        "https://gazette.example/a)b",
        "https://gazette.example/(a",
        "https://gazette.example/<a>",
        "https://gazette.example/a b",
        "https://gazette.example/a\\b",
        "https://gazette.example/\"a'b",
        "https://gazette.example/fähre/漢字",
        "https://gazette.example/%20%7C",
        "https://gazette.example/?a=1&b=2&copy=3&lt;",
        "https://gazette.example/*a*_b_~~c~~`d`",
        "https://gazette.example/[a](b)",
        "https://gazette.example/#a",
        "https://gazette.example/a\nb",
        "https://gazette.example/\u202etxt",
        "HTTPS://Gazette.Example/A",
    ],
)
@pytest.mark.parametrize("text", ["", "capture of 2018-07-12", "x](https://evil.test) [y", "https://evil.test", "`|`"])
def test_a_link_leads_where_it_should_and_nowhere_else(url: str, text: str) -> None:
    for written in (link(url, text), f"| a | b |\n|---|---|\n| {link(url, text)} | x |\n"):
        seen = shown(written)
        assert len(seen.links) == 1
        assert unquote(seen.links[0][0]) == unquote(url)
        assert "\n" not in seen.links[0][0]
    label = shown(link(url, text)).text.strip()
    assert label == visible(shortened(text or url, 70))


web = st.builds(
    lambda scheme, rest: f"{scheme}://gazette.example/{rest}",
    st.sampled_from(["http", "https", "HTTP", "Https"]),
    st.one_of(st.text(max_size=20), st.text(string.punctuation + " ab", max_size=20)),
)


@given(web)
@settings(max_examples=300)
def test_any_address_of_the_web_makes_exactly_one_link_or_none_if_it_holds_a_secret(url: str) -> None:
    written = link(url)
    (table,) = report(f"| a | b |\n|---|---|\n| {written} | x |\n").tables
    assert [len(row) for row in table.rows] == [2]
    links = shown(written).links
    if masked(url) != url:
        assert links == []
    else:
        assert [unquote(target, errors="replace") for target, _ in links] == [unquote(url, errors="replace")]


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "data:text/html,<b>x</b>",
        "vbscript:x",
        "file:///etc/passwd",
        "ftp://files.example/x",
        "mailto:ada@gazette.example",
        "//gazette.example/x",
        "www.gazette.example",
        "tides.md",
        "",
        " https://gazette.example/",
        "https:/gazette.example/",
        "https://ada:s3cret-harbour@gazette.example/",
        "https://gazette.example/?token=s3cret-harbour",
        "[x](https://evil.test)",
    ],
)
def test_what_nobody_should_click_is_shown_as_code(url: str) -> None:
    assert destination(url) == ""
    seen = shown(link(url, ""))
    assert seen.links == []
    assert seen.text.strip() == (visible(masked(url)) or "(empty)")
    assert "s3cret-harbour" not in link(url)


def test_a_text_for_a_link_does_not_make_a_dangerous_one_clickable() -> None:
    assert shown(link("javascript:alert(1)", "capture")).links == []


@given(mischief)
@settings(max_examples=200)
def test_prose_makes_code_of_what_stands_in_back_ticks_and_nothing_else(text: str) -> None:
    seen = shown(prose(text))
    assert seen.links == []
    assert set(seen.elements) <= {"p", "/p", "code", "/code"}


@pytest.mark.parametrize(
    ("message", "html"),
    [
        ("the target is only `#`", "<p>the target is only <code>#</code></p>\n"),
        ("`Original url:` has *no* address", "<p><code>Original url:</code> has *no* address</p>\n"),
        ("write `a` or `b` here", "<p>write <code>a</code> or <code>b</code> here</p>\n"),
        ("an odd ` tick", "<p>an odd ` tick</p>\n"),
        ("nothing of note", "<p>nothing of note</p>\n"),
        ("`only`", "<p><code>only</code></p>\n"),
        ("", ""),
    ],
)
def test_a_message_is_shown_with_its_code(message: str, html: str) -> None:
    assert RENDERER.render(prose(message)) == html


@given(st.text())
def test_nothing_invisible_is_left(text: str) -> None:
    for written in (visible(text), terminal(text)):
        assert all(unicodedata.category(char) not in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") for char in written)
        assert written == written.strip()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("plain", "plain"),
        ("  two\n\tlines  ", "two lines"),
        ("a\u00a0b", "a b"),
        ("\x1b[31mred", "<U+001B>[31mred"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\U000e0041b", "a<U+E0041>b"),
        ("é漢", "é漢"),
        ("a\x00b\x7f", "a<U+0000>b<U+007F>"),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_is_named(text: str, written: str) -> None:
    assert visible(text) == written


def test_a_terminal_is_shown_no_secrets() -> None:
    assert terminal("https://ada:pw@gazette.example/?token=x") == "https://•••@gazette.example/?token=•••"


@given(st.text(max_size=100), st.integers(6, 40))
def test_a_shortened_text_keeps_both_ends(text: str, length: int) -> None:
    short = shortened(text, length)
    if len(text) <= length:
        assert short == text
    else:
        assert len(short) == length
        head, _, tail = short.partition("…") if "…" not in text else (short[: length - length // 3 - 1], "", "")
        assert text.startswith(head)
        assert text.endswith(tail)


def test_what_is_cut_off_holds_no_half_of_a_secret() -> None:
    text = f"{'words ' * 10}https://ada:correct-horse-battery-staple@gazette.example/x"
    assert "horse" not in terminal(cut_off(text, 90))
    assert cut_off("short", 90) == "short"
