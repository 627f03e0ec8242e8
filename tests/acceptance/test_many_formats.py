"""Documents of many formats side by side, formats that others bring, and what becomes of what cannot be read."""

from __future__ import annotations

import json
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Command, Ran

PLUGIN = '''
"""Troff: `.UR address` begins a link."""

import re

from linkaudit.documents.formats import Format
from linkaudit.documents.interface import Reading
from linkaudit.models import Kind, Reference

FORMAT = Format("troff", "troff_for_linkaudit", (".ms", ".1"))


def read(lines, options=None):
    found = re.finditer(r"(?m)^\\.UR (\\S+)", lines.text)
    return Reading(
        references=tuple(Reference(each[1], each[1], lines.location(*each.span(1)), Kind.LINK) for each in found)
    )
'''
SOURCES = {
    "a.md": "[x](https://h.example/md)\n",
    "b.html": "<p>\n<a href='https://h.example/html'>x</a>\n",
    "c.rst": "`x <https://h.example/rst>`_\n",
    "d.adoc": "https://h.example/adoc[x]\n",
    "e.org": "[[https://h.example/org][x]]\n",
    "f.tex": "\\documentclass{article}\n\\href{https://h.example/tex}{x}\n",
    "g.bib": "@online{x,\n  url = {https://h.example/bib},\n}\n",
    "h.ris": "TY  - JOUR\nUR  - https://h.example/ris\nER  - \n",
    "i.wikitext": "[https://h.example/wiki x]\n",
    "j.ipynb": json.dumps(
        {"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": [
            {"cell_type": "markdown", "metadata": {}, "source": ["[x](https://h.example/ipynb)"]}]}, indent=1),
    "k.json": '{\n "homepage": "https://h.example/json"\n}\n',
    "l.yaml": "homepage: https://h.example/yaml\n",
    "m.toml": 'homepage = "https://h.example/toml"\n',
    "n.rss": "<rss version='2.0'><channel>\n<link>https://h.example/rss</link></channel></rss>\n",
    "o.xml": "<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>\n"
    "<url><loc>https://h.example/xml</loc></url></urlset>\n",
    "p.eml": "Subject: x\nContent-Type: text/plain\n\nSee https://h.example/eml\n",
    "q.srt": "1\n00:00:01,000 --> 00:00:02,000\nhttps://h.example/srt\n",
    "r.url": "[InternetShortcut]\nURL=https://h.example/url\n",
    "s.css": "a { background: url(https://h.example/css) }\n",
    "t.csv": "1,https://h.example/csv,Title\n",
    "u.qmd": "{{< video https://h.example/qmd >}}\n",
    "v.mdx": '<Card href="https://h.example/mdx" />\n',
}  # fmt: skip


def extracted(linkaudit: Command, *arguments: str) -> list[Any]:
    ran = linkaudit.run("extract", "--output-format", "jsonl", *arguments)
    assert ran.code == 0, ran.err
    return ran.lines


def docx(path: Path) -> None:
    word = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    with zipfile.ZipFile(path, "w") as packed:
        packed.writestr("[Content_Types].xml", "<Types/>")
        packed.writestr(
            "word/document.xml",
            f"<w:document xmlns:w='{word}'><w:body><w:p><w:r><w:t>First.</w:t></w:r></w:p>"
            "<w:p><w:r><w:t>See https://h.example/docx here.</w:t></w:r></w:p></w:body></w:document>",
        )


def test_a_folder_of_many_formats(linkaudit: Command) -> None:
    for name, source in SOURCES.items():
        linkaudit.write(f"docs/{name}", source)
    found = extracted(linkaudit, "docs")
    for name in SOURCES:
        (own,) = (each for each in found if each["path"] == f"docs/{name}")
        assert own["url"].startswith("https://h.example/")
        assert own["url"].rpartition("/")[2] in name or name[:1] in "irwnop"
        line = SOURCES[name].splitlines()[own["line"] - 1]
        assert line[own["column"] - 1 :].startswith(own["raw"])


def test_a_document_without_lines_of_its_own(linkaudit: Command) -> None:
    docx(linkaudit.folder / "a.docx")
    (found,) = extracted(linkaudit, "a.docx")
    assert (found["url"], found["line"], found["column"]) == ("https://h.example/docx", 2, 5)


def test_a_format_that_is_asked_for(linkaudit: Command) -> None:
    linkaudit.write("page.dat", ".. _x: https://h.example/rst\n")
    (found,) = extracted(linkaudit, "--format", "rst", "page.dat")
    assert found["kind"] == "definition"


def test_links_in_code_are_links_if_asked_for(linkaudit: Command) -> None:
    linkaudit.write("a.md", "`https://h.example/code`\n\n<!-- https://h.example/comment -->\n")
    assert extracted(linkaudit, "a.md") == []
    found = extracted(linkaudit, "--include-code", "a.md")
    assert [each["url"] for each in found] == ["https://h.example/code", "https://h.example/comment"]


@pytest.fixture
def plugin(linkaudit: Command) -> dict[str, str]:
    """Put a distribution that brings a format on the path; give the variables that put it there."""
    linkaudit.write("../site/troff_for_linkaudit.py", PLUGIN)
    linkaudit.write("../site/troff_for_linkaudit-1.0.dist-info/METADATA", "Name: troff-for-linkaudit\nVersion: 1.0\n")
    linkaudit.write(
        "../site/troff_for_linkaudit-1.0.dist-info/entry_points.txt",
        "[linkaudit.formats]\ntroff = troff_for_linkaudit:FORMAT\n",
    )
    path = linkaudit.environment()["PYTHONPATH"]
    return {"PYTHONPATH": f"{path}:{linkaudit.folder.parent / 'site'}"}


def test_a_format_that_another_distribution_brings(linkaudit: Command, plugin: dict[str, str]) -> None:
    linkaudit.write("docs/page.1", ".TH x\n.UR https://h.example/troff\n")
    linkaudit.write("docs/other.dat", ".UR https://h.example/other\n")
    ran = linkaudit.run("extract", "--output-format", "jsonl", "docs", variables=plugin)
    assert [(each["path"], each["line"], each["url"]) for each in ran.lines] == [
        ("docs/page.1", 2, "https://h.example/troff")
    ]
    asked = linkaudit.run(
        "extract", "--output-format", "jsonl", "--format", "troff", "docs/other.dat", variables=plugin
    )
    assert [each["url"] for each in asked.lines] == ["https://h.example/other"]
    wrong = linkaudit.run("scan", "--format", "trof", "docs", variables=plugin)
    assert wrong.code == 2
    assert "troff" in wrong.err


def test_without_it_there_is_no_such_format(linkaudit: Command) -> None:
    linkaudit.write("page.1", ".UR https://h.example/troff\n")
    assert linkaudit.run("extract", "--format", "troff", "page.1").code == 2


def many(linkaudit: Command, number: int) -> None:
    for each in range(number):
        linkaudit.write(f"docs/{each:03}.md", f"[x](https://h.example/{each}) and [y]()\n")


def scanned(linkaudit: Command, *arguments: str) -> Ran:
    ran = linkaudit.run("scan", "docs", "--output-format", "json", "--as-of", "2026-11-21", *arguments)
    assert ran.code == 1
    return ran


def test_many_documents_give_the_same_bytes_however_they_are_read(linkaudit: Command) -> None:
    many(linkaudit, 100)
    first = scanned(linkaudit)
    assert (first.json["summary"]["references"], first.json["summary"]["findings"]["error"]) == (200, 100)
    assert scanned(linkaudit).out == first.out
    assert scanned(linkaudit, "--no-cache").out == first.out
    assert list(linkaudit.home.glob("state/**/*.readings"))


def test_nothing_is_remembered_if_that_is_asked_for(linkaudit: Command) -> None:
    many(linkaudit, 100)
    scanned(linkaudit, "--no-cache")
    assert not list(linkaudit.home.glob("state/**/*"))


def test_what_takes_too_long_is_skipped(linkaudit: Command) -> None:
    linkaudit.measured = (
        False  # an alarm may find what measures coverage with its lock in its hand, and it stays locked
    )
    linkaudit.write("a.md", "[x](/x)\n" * 400_000)
    linkaudit.write("b.md", "[x](/x)\n")
    ran = linkaudit.run("scan", ".", "--output-format", "json", variables={"LINKAUDIT_MAX_SECONDS": "1.5"})
    assert ran.json["skipped"] == [{"path": "a.md", "reason": "reading it took longer than 1.5 s (max-seconds)"}]
    assert [each["path"] for each in ran.json["documents"]] == ["b.md"]
