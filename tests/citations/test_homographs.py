"""Names in their own letters, the alphabets of a word, what a name could be taken for."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.homographs import alphabets, imitated, in_unicode, is_disguised, mixed_words, skeleton


@pytest.mark.parametrize(
    ("host", "shown"),
    [
        ("xn--mnchen-3ya.example", "münchen.example"),
        ("www.xn--p1ai.xn--p1ai", "www.рф.рф"),
        ("harbour.example", "harbour.example"),
        ("xn--.example", ".example"),
        ("xn--99999999.example", "xn--99999999.example"),
        ("", ""),
    ],
)
def test_a_host_in_its_own_letters(host: str, shown: str) -> None:
    assert in_unicode(host) == shown


@given(st.text("abcdäöüéаяλж港", min_size=1, max_size=12))
def test_a_host_is_written_in_letters_and_in_ascii_and_back(label: str) -> None:
    ascii_form = urls.host(f"https://{label}.example/")
    if ascii_form:
        assert in_unicode(ascii_form) == unicodedata.normalize("NFC", f"{label}.example")


@given(st.text(max_size=20))
def test_any_text_has_a_skeleton_that_stays(text: str) -> None:
    assert skeleton(skeleton(text)) == skeleton(text)
    in_unicode(text)
    mixed_words(text)
    if text:
        is_disguised(text)


def test_the_alphabets_of_a_word() -> None:
    assert alphabets("harbour") == ["Latin"]
    assert alphabets("hаrbour") == ["Cyrillic", "Latin"]
    assert alphabets("港ハーの항24-") == []
    assert mixed_words("tv-гавань.example") == []
    assert mixed_words("tvгавань.example") == ["tvгавань"]


def test_every_look_alike_is_a_letter_outside_ascii_and_looks_like_one_only() -> None:
    listed = data.load("confusables")["look_alikes"]
    doubles = "".join(listed.values())
    assert len(set(doubles)) == len(doubles)
    assert all(unicodedata.category(each).startswith("L") and not each.isascii() for each in doubles)
    assert all(len(letter) == 1 and letter.isascii() for letter in listed)
    assert all(each == each.lower() for each in doubles)


def test_hosts_that_are_imitated_are_written_as_urls_have_them() -> None:
    assert {"reuters.com", "wikipedia.org"} <= imitated()
    assert all(urls.host(f"https://{each}/") == each for each in imitated())
