"""URLs that are broken over lines are put together; what only stands below a URL is not."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents.bare import bare_urls

BROKEN = {
    "at a slash, as by hand": (
        ("   The registry is described at length in the reports of the board at\n"
        "   https://www.h.example/documents/harbour/2018/reports/\n"
        "   annual-report-2018.html and elsewhere in the archive of the town.\n"),
        "https://www.h.example/documents/harbour/2018/reports/annual-report-2018.html",
    ),
    "below a hanging indentation": (
        ("As described in the documents of the harbour board, the pier [1].\n\n"
        "[1] https://lists.h.example/pipermail/announce/2019-March/archive/\n"
        "    000123.html\n"),
        "https://lists.h.example/pipermail/announce/2019-March/archive/000123.html",
    ),
    "at a hyphen, as by a program": (
        ("The board has published all of it, see https://h.example/2018/07/new-\n"
        "ferry-line-cut.html for what it means to the people on the other side\n"
        "of the harbour.\n"),
        "https://h.example/2018/07/new-ferry-line-cut.html",
    ),
    "behind an equals sign": ("see https://h.example/view.php?id=\n12345&x=y\n", "https://h.example/view.php?id=12345&x=y"),
    "behind an ampersand": ("see https://h.example/v?id=5&\nfull=1\n", "https://h.example/v?id=5&full=1"),
    "before a query": ("see https://h.example/view.php\n?id=5&full=1\n", "https://h.example/view.php?id=5&full=1"),
    "behind a question mark": ("see https://h.example/view.php?\nid=5\n", "https://h.example/view.php?id=5"),
    "at an underscore": (
        "This is explained in https://en.h.example/wiki/Covariance_and_\ncontravariance_(science).\n",
        "https://en.h.example/wiki/Covariance_and_contravariance_(science)",
    ),
    "in a quoted mail": (
        ("> I have read what the board says of the pier and the ferries at\n"
        "> https://lists.h.example/archives/public/harbour-board/2018Jul/\n"
        "> 0004.html\n"
        "> and do not agree.\n"),
        "https://lists.h.example/archives/public/harbour-board/2018Jul/0004.html",
    ),
    "within an escape": (
        "https://h.example/wiki/Covariance_%2\n8science%29 is it.\n",
        "https://h.example/wiki/Covariance_%28science%29",
    ),
    "at the width of the text": (
        ("A paragraph that some program has folded at seventy-two characters, and\n"
        "the address in it is cut there: https://h.example/some/very/long/path/wh\n"
        "ich/goes/on/and/on.html\n"
        "and then there is more of the text.\n"),
        "https://h.example/some/very/long/path/which/goes/on/and/on.html",
    ),
    "twice": (
        ("The harbour board has published all of what it knows in its archive, at\n"
        "https://h.example/very/long/path/to/the/archive/of/the/board/of/the/\n"
        "harbour/and/its/ferries/and/piers/with/everything/that/anybody/has/\n"
        "written/2018/report.html\n"),
        ("https://h.example/very/long/path/to/the/archive/of/the/board/of/the/"
        "harbour/and/its/ferries/and/piers/with/everything/that/anybody/has/written/2018/report.html"),
    ),
    "in parentheses": (
        "This is explained well by others (https://en.h.example/wiki/Ferry_\nline_(harbour)).\n",
        "https://en.h.example/wiki/Ferry_line_(harbour)",
    ),
    "at a full stop": (
        ("The report of the harbour board that was mentioned before is at\n"
        "https://h.example/documents/harbour/2018/reports/annual-report.\n"
        "html\n"),
        "https://h.example/documents/harbour/2018/reports/annual-report.html",
    ),
    "by a soft break of mail": (
        ("Dear all, this is what the harbour board has to say about the ferries and =\n"
        "the pier: https://h.example/2018/07/12/the-ferry-line-is-cut-and-all-of=\n"
        "-it/for-nothing.html is the page.\n"),
        "https://h.example/2018/07/12/the-ferry-line-is-cut-and-all-of-it/for-nothing.html",
    ),
    "in angle brackets": ("<https://h.example/a\n b\n c>", "https://h.example/abc"),
}  # fmt: skip


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(("text", "url"), BROKEN.values(), ids=BROKEN)
def test_a_broken_url_is_one_with_both_lines(text: str, url: str, line_end: str) -> None:
    document = read(text.replace("\n", line_end), "text")
    assert places_hold(document)
    reference = only(document)
    assert reference.url == url
    assert line_end in reference.raw
    assert reference.location.end_line > reference.location.line


@pytest.mark.parametrize("name", ["text", "markdown"])
def test_what_follows_is_read_on_its_own(name: str) -> None:
    document = read("see https://h.example/v?id=\n5&x=y and https://h.example/b, https://h.example/c.\n", name)
    assert urls(document) == ["https://h.example/v?id=5&x=y", "https://h.example/b", "https://h.example/c"]


WHOLE = {
    "a list of URLs": "https://h.example/a\nhttps://h.example/b\n",
    "a sentence": "https://h.example/a/\nThen the board said no.\n",
    "a word": "https://h.example/\nindex\n",
    "a list of files": "https://h.example/docs/\nindex.html\nREADME.md\n",
    "settings": "BASE_URL=https://h.example/\nAPI_KEY=abc123\n",
    "settings with colons": "url: https://h.example/\nsite_name: x\n",
    "a key without value": "url: https://h.example/some/long/path/to/the/harbour/board/\nsite_name:\n  x y\n",
    "a date": "https://h.example/news/\n2018-07-12\n",
    "titles": "https://h.example/a/\nmy-page-title\nhttps://h.example/b/\nother-title\n",
    "a question": "See https://h.example/a?\nThis is so.\n",
    "words with a slash": (
        "The long story of the harbour and its board has been told here: https://h.example/\n"
        "and/or elsewhere in the town, as the people who live there say.\n"
    ),
    "words with hyphens": (
        "Read more about the ferries of the harbour at the page https://h.example/x-y/\n"
        "state-of-the-art ferries are expensive, and the board has no money.\n"
    ),
    "a file behind a file": (
        "https://h.example/some/very/long/path/which/is/not/broken/but/long/document.html\nother-file/with.html\n"
    ),
    "a host": (
        "https://h.example/some/very/long/path/which/is/not/broken/but/long/documents\nexample.org/with/path.html\n"
    ),
    "items of a list": "* https://h.example/some/long/path/to/the/harbour/board/of/the/town/\n* foo_bar/baz.html\n",
    "commands": (
        "git clone https://h.example/harbour-board/repository-of-the-board\ncd repository-of-the-board/src/main\nmake\n"
    ),
    "a file to be fetched": "wget https://h.example/releases/download/harbour-board-1.2.3/\nsha256sum.txt\n",
    "fields": "Homepage: https://h.example/\nVcs-Git: https://h.example/r.git\n",
    "cells": "| https://h.example/ |\n| foo_bar |\n",
    "a blank line": "https://h.example/?q=\n\nfoo_bar",
    "an identifier that ends with a hyphen": "https://video.example/abcdefghi-\nGreat view of the ferries\n",
    "an identifier and a date": "https://video.example/abcdefghi_-\n2018-07-12\n",
    "padding": "https://h.example/token=abc==\nNext.\n",
    "a name": (
        "The paragraph is folded at seventy-two characters as text in mails is,\n"
        "and this is in it: https://h.example/a/b/c/ and then there is more at\n"
        "https://h.example/another/one/that/ends/here/and/is/complete/for/sure/\n"
        "Jean-Luc/Picard said so.\n"
    ),
    "an underlined heading": "https://h.example/a?\n====\n",
    "a rule": "https://h.example/a?b=\n----\n",
    "a date and a time": "a long line of words that goes to the end of it http://h.example/x/\n10/12/2018 10:30\n",
    "another quotation": "> as it is in https://h.example/some/long/path/to/the/harbour/\n>> board_of/the_town.html\n",
    "less indentation": "   as it says in https://h.example/some/long/path/to/the/harbour/\nboard_of/the_town.html\n",
    "a mail address": "written down at https://h.example/some/long/path/to/the/harbour/\nada_holm@h.example\n",
}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("text", WHOLE.values(), ids=WHOLE)
def test_a_whole_url_ends_with_its_line(text: str, line_end: str) -> None:
    text = text.replace("\n", line_end)
    found = list(bare_urls(text))
    assert found
    assert all("\n" not in text[each.start : each.end] for each in found)


def test_line_ends_of_markup_are_white_space() -> None:
    assert urls(read("<p>https://h.example/v?id=\n5&x=y</p>", "html")) == ["https://h.example/v?id="]


SIGNS = st.sampled_from(
    [
        *("https://h.example/", "http://a.b/c?d=", "e_f/g.html", "%2", "8x", "word ", "long words of the text ", "\n"),
        *("\r\n", "\n> ", "\n    ", "\n# "),
        *"/-=&?_.%()<>#~ a5",
    ]
)


@given(st.lists(SIGNS, max_size=30).map("".join))
@settings(max_examples=300)
def test_whatever_the_text_urls_stand_in_it_apart_and_hold_no_space(text: str) -> None:
    end = 0
    for found in bare_urls(text):
        assert found.start >= end
        assert not any(character.isspace() for character in found.url)
        assert found.url.startswith(text[found.start : found.end].split(maxsplit=1)[0].removesuffix("="))
        end = found.end


@pytest.mark.parametrize(
    "text",
    [
        "http://a.b/c_\nd_e/f/g.html\n" * 10_000,
        "http://a.b/" + "x" * 200_000 + "\n" + "y_" * 200_000,
        "http://a.b/c/\r" * 20_000,
        "http://a.b/?a=\n" + "b_c=\n" * 60_000,
        ("x" * 100_000 + " http://a.b/c/\nd_e.html\n") * 3,
        "> " * 100_000 + "http://a.b/?a=\n" + "> " * 100_000 + "b_c",
    ],
    ids=["many", "long parts", "CR", "many parts", "long lines", "quotations"],
)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(10):
        sum(1 for _ in bare_urls(text))
