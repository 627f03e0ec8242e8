"""`linkaudit extract`: every reference with its exact place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.schema import check_format

if TYPE_CHECKING:
    from support.command import Command

FIELDS = ["path", "line", "column", "end_line", "end_column", "url", "raw", "kind", "role", "text"]

MARKDOWN = """\
---
title: Cited
source: https://www.site.test/original
---

# Cited

See [the tables](http://www.site.test/tables?a=1&amp;b=2 "Tables"), <http://www.site.test/auto>,
![a map](maps/quay.png), [nothing]() and http://www.site.test/bare.
A [definition][tide].

[tide]: http://www.site.test/t%C3%ADde
"""
HTML = """\
<!doctype html>
<html><head><base href="http://www.site.test/docs/"><title>Cited</title>
<link rel="canonical" href="http://www.site.test/canonical"></head>
<body><a href="../page">a page</a> <img src="pic.png"></body></html>
"""
TEXT = "Grüße aus dem Hafen: http://www.site.test/bare, und sonst nichts.\n"


@pytest.fixture
def lines(linkaudit: Command) -> list[dict[str, Any]]:
    linkaudit.write("cited.md", MARKDOWN)
    linkaudit.write("page.html", HTML)
    linkaudit.write("note.txt", TEXT)
    ran = linkaudit.run("extract", "note.txt", "cited.md", "page.html", "--output-format", "jsonl")
    assert (ran.code, ran.err) == (0, "")
    return ran.lines


def test_each_line_has_the_fields_of_the_format(lines: list[dict[str, Any]]) -> None:
    for line in lines:
        assert list(line) == FIELDS
        check_format(line, "extract")


def test_every_reference_is_listed_in_document_order(lines: list[dict[str, Any]]) -> None:
    assert [(line["path"], line["line"], line["kind"], line["role"], line["url"]) for line in lines] == [
        ("note.txt", 1, "bare", "inline", "http://www.site.test/bare"),
        ("cited.md", 3, "field", "source", "https://www.site.test/original"),
        ("cited.md", 8, "link", "inline", "http://www.site.test/tables?a=1&b=2"),
        ("cited.md", 8, "autolink", "inline", "http://www.site.test/auto"),
        ("cited.md", 9, "image", "inline", "maps/quay.png"),
        ("cited.md", 9, "link", "inline", ""),
        ("cited.md", 9, "bare", "inline", "http://www.site.test/bare"),
        ("cited.md", 12, "definition", "inline", "http://www.site.test/t%C3%ADde"),
        ("page.html", 3, "attribute", "canonical", "http://www.site.test/canonical"),
        ("page.html", 4, "link", "inline", "http://www.site.test/page"),
        ("page.html", 4, "image", "inline", "http://www.site.test/docs/pic.png"),
    ]


def test_the_place_is_that_of_the_address_as_it_is_written(lines: list[dict[str, Any]]) -> None:
    sources = {"note.txt": TEXT, "cited.md": MARKDOWN, "page.html": HTML}
    for line in lines:
        assert line["line"] == line["end_line"]
        source = sources[line["path"]].splitlines()[line["line"] - 1]
        assert source[line["column"] - 1 : line["end_column"] - 1] == line["raw"]
    assert [line["text"] for line in lines if line["line"] == 8] == ["the tables", "http://www.site.test/auto"]


def test_text_for_people_gives_place_kind_role_and_address(linkaudit: Command) -> None:
    linkaudit.write("note.txt", TEXT)
    assert linkaudit.run("extract", "note.txt").out == "note.txt:1:22: bare inline http://www.site.test/bare\n"
    silent = linkaudit.run("extract", "note.txt", "-qq")
    assert (silent.code, silent.out, silent.err) == (0, "", "")


def test_a_document_without_references_is_read_all_the_same(linkaudit: Command) -> None:
    linkaudit.write("note.txt", "Nothing here.\n")
    ran = linkaudit.run("extract", "note.txt", "--output-format", "jsonl")
    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_lines_may_go_to_a_file(linkaudit: Command) -> None:
    linkaudit.write("note.txt", TEXT)
    assert linkaudit.run("extract", "note.txt", "-o", "out.txt").out == ""
    assert (linkaudit.folder / "out.txt").read_text() == "note.txt:1:22: bare inline http://www.site.test/bare\n"
