from __future__ import annotations

import pytest

from linkaudit.web.judging.page import MAX_TITLE, SHORT, plain_lists, read_page


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1251", "utf-16"])
def test_pages_are_decoded_as_browsers_do(encoding: str) -> None:
    title = "\u0421\u0442\u0440\u0430\u043d\u0438\u0446\u0430"
    body = f"<title> {title}\n </title>"
    assert read_page(body.encode(encoding), f"text/html; charset={encoding}").title == title
    declared = body if encoding != "windows-1251" else f"<meta charset={encoding}>{body}"
    assert read_page(declared.encode(encoding)).title == title


def test_unknown_charsets_and_broken_bytes_are_survived() -> None:
    assert read_page(b"<title>a\xff\x00b</title>", "text/html; charset=nonsense-7").title
    assert read_page(b"\x00" * 100).words >= 0


def test_what_is_kept_of_a_page_is_bounded() -> None:
    found = read_page(b"<title>" + b"x" * 10_000 + b"</title>" + b"<p>word " * 100_000)
    assert len(found.title) == MAX_TITLE
    assert (found.text, found.markup) == ("", "")
    assert found.words > SHORT


def test_deep_nesting_is_survived() -> None:
    assert read_page(b"<div>" * 50_000 + b"end").text == "end"


def test_texts_without_spaces_are_measured_too() -> None:
    assert read_page("\u6f22\u5b57".encode() * 500).words > SHORT


def test_plain_text_has_no_title() -> None:
    found = read_page(b"<title>x</title> Page not found", "text/plain")
    assert (found.title, found.text) == ("", "<title>x</title> page not found")


def test_password_fields_are_seen() -> None:
    assert read_page(b"<input type=password>").password
    assert not read_page(b"<p>type your password here").password


def test_a_sketch_is_made_of_what_is_read() -> None:
    text = " ".join(first + second for first in ("ta", "ri", "mo", "su", "le") for second in ("ba", "den", "fo"))
    made = read_page(f"<title>x</title><p>{text}".encode()).sketch
    assert made
    assert made == read_page(text.encode(), "text/plain").sketch
    assert read_page(b"<p>Hello").sketch == ""


def test_lists_are_put_as_texts_are() -> None:
    facts = {"name": "Port Gate", "titles": ["Don\u2019t"], "headers": {"X-Gate": "Yes"}, "most": 3}
    assert plain_lists([facts]) == [{"name": "Port Gate", "titles": ["don't"], "headers": {"x-gate": "yes"}, "most": 3}]
