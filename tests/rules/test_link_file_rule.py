"""Links to files of the collection: which names are tried, what is left alone, how grave it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.beside import Beside
from rules.judged import INFO, WARNING, findings_of

if TYPE_CHECKING:
    from linkaudit.models import Severity

RULE = "link-file-missing"
# Files that are there in every collection, so that few of the links of a document are gone.
COMMON = {
    "docs/a.md": "",
    "docs/there.md": "# There\n",
    "docs/there.png": "",
    "README.md": "",
    "LICENSE": "",
    "tides/x.md": "",
}
PAGE = "<!doctype html><html><body>{}</body></html>"


def told(text: str, path: str = "docs/a.md", **files: str) -> list[tuple[str, Severity]]:
    """Say what is missing of the files to which a text leads, and how grave that is."""
    found = findings_of(RULE, text, path, around=Beside({**COMMON, **{name.replace("__", "/"): "" for name in files}}))
    return [(each.evidence[1].value, each.severity) for each in found]


def beside(text: str, *files: str, path: str = "docs/a.md") -> list[str]:
    """List what is missing beside the files that are named."""
    found = findings_of(RULE, text, path, around=Beside({**COMMON, **dict.fromkeys(files, "")}))
    return [each.evidence[1].value for each in found]


FOUND = [
    ("[a](there.md)", ()),
    ("[a](./there.md)", ()),
    ("[a](../README.md)", ()),
    ("[a](there.md#part)", ()),
    ("[a](there.md?plain=1)", ()),
    ("![a](there.png)", ()),
    ("![a](there.png?raw=true)", ()),
    ("[a](my%20notes.md)", ("docs/my notes.md",)),
    ("[a](<my notes.md>)", ("docs/my notes.md",)),
    ("[a](caf%C3%A9.md)", ("docs/café.md",)),
    ("[a](sub\\there.md)", ("docs/sub/there.md",)),
    ("[a](sub/)", ("docs/sub/index.md",)),
    ("[a](sub)", ("docs/sub/x.md",)),
    ("[a](there)", ()),
    ("[a](there.html)", ()),
    ("[a](page.html)", ("docs/page.rst",)),
    ("[a](page.html)", ("docs/page.ipynb",)),
    ("[a](sub/index.html)", ("docs/sub/README.md",)),
    ("[a](sub/page.html)", ("docs/sub/page/index.md",)),
    ("[a](page.html)", ("docs/page.md.j2", "docs/page.html.j2")),
    ("[a](page.md)", ("docs/page.md.in",)),
    ("[a](../tides/x.md)", ()),
    ("[a](../there.md)", ()),
    ("[a](/docs/there.md)", ()),
    ("[a](/README.md)", ()),
    ("[a][b]\n\n[b]: there.md", ()),
    ("[[there]] ![[picture.png]]", ("notes/picture.png",)),
    ("[[there|label]]", ()),
]  # fmt: skip


@pytest.mark.parametrize(("text", "files"), FOUND)
def test_a_file_is_found(text: str, files: tuple[str, ...]) -> None:
    assert beside(text, *files) == []


MISSING = [
    ("[a](gone.md)", "docs/gone.md", WARNING),
    ("![a](gone.png)", "docs/gone.png", WARNING),
    ("[a](../gone.md)", "gone.md", WARNING),
    ("[a](gone.md#part)", "docs/gone.md", WARNING),
    ("[a](gone%2Emd)", "docs/gone.md", WARNING),
    ("[a][b]\n\n[b]: gone.md", "docs/gone.md", WARNING),
    ('<img src="gone.png">', "docs/gone.png", WARNING),
    ("[a](sub/gone.md)", "docs/sub/gone.md", INFO),
    ("[a](LICENCE)", "docs/LICENCE", INFO),
    ("[a](gone.html) [b](there.html)", "docs/gone.html", INFO),
    ("[a](/docs/gone.md)", "docs/gone.md", WARNING),
    ("[[there]] ![[gone.png]]", "gone.png", INFO),
]  # fmt: skip


@pytest.mark.parametrize(("text", "path", "severity"), MISSING)
def test_a_file_is_missing(text: str, path: str, severity: Severity) -> None:
    assert told(text) == [(path, severity)]


LEFT_ALONE = [
    ("elsewhere", "[a](https://harbour.example/gone.md) [b](mailto:ada@harbour.example) [c](//harbour.example/x.md)"),
    ("scheme of an editor", "[a](res://gone.md) [b](vscode:gone.md) [c](C:/gone.md)"),
    ("nothing", "[a]() [b](#part) [c](?x=gone.md)"),
    ("out of the collection", "[a](../../gone.md) ![b](../../../gone.png)"),
    ("templates", "[a]({{ page }}.md) [b](<% x %>.md) [c]($x/gone.md) [d]({% url 'x' %}) [e](${x}.md)"),
    ("aliases", "[a](@site/gone.md) [b](~/gone.md) [c](@ref)"),
    ("wildcards", "![a](gone.*) [b](gone?.md)"),
    ("patterns", "[a](path/to/gone.md) [b](your-file.md) [c](link.md) [d](gone/.../x.md)"),
    ("hosts", "[a](www.harbour.example/x.html) [b](harbour.com/x.html) [c](ada@harbour.com)"),
    ("no suffix", "[a](gone) [b](../gone/page) [c](gone/)"),
    ("no file name", "[a](Tides.begin) [b](v1.2)"),
    ("pages of a generator", "[a](gone.html) [b](gone.php)"),
    ("sites", "[a](/about/gone.md) ![b](/img/gone.png) [c](/gone.md)"),
    ("what programs make", "[a](build/gone.md) ![b](../node_modules/x/gone.png) [c](api/gone.md)"),
    ("unused definition", "[b]: gone.md\n\nText."),
    ("notes to be written", "[[there]] [[gone]] [[gone note]]"),
    ("words in brackets", "[[gone]] ![[gone.png]]"),
    ("code", "`[a](gone.md)`\n\n    [b](gone.md)\n"),
    ("control characters", "[a](<gone%00.md>) [b](<gone%0A.md>)"),
]


@pytest.mark.parametrize("text", [text for _, text in LEFT_ALONE], ids=[name for name, _ in LEFT_ALONE])
def test_what_names_no_file_is_left_alone(text: str) -> None:
    assert beside(text) == []


def test_other_capitals() -> None:
    (found,) = findings_of(RULE, "[a](There.md) [b](there.md)", "docs/a.md", around=Beside(COMMON))
    assert found.message == "the file There.md is there only as docs/there.md, with other capitals"
    assert found.severity is WARNING
    assert found.evidence[0].value == "There.md"


def test_one_finding_for_each_file() -> None:
    text = "[a](gone.md) [b](gone.md#x) [c](there.md) [d](there.md#y) [e](../README.md) [f](./gone.md)"
    first, second = findings_of(RULE, text, "docs/a.md", around=Beside(COMMON))
    assert first.message == "the file gone.md is not there"
    assert [place.column for place in first.related] == [18]
    assert second.evidence[1].value == "docs/gone.md"


def test_a_document_whose_files_are_gone_is_told_once() -> None:
    text = "[a](a1.md) [b](a2.md) ![c](a3.png) [d](there.md)"
    (found,) = findings_of(RULE, text, "docs/a.md", around=Beside(COMMON))
    assert found.message == "3 of the 4 files to which the document leads are not there"
    assert found.severity is INFO
    assert len(found.related) == 2
    assert len(beside(text + " [e](../README.md) [f](../LICENSE) [g](../tides/x.md)")) == 3


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<a href="gone.html">a</a>', [("docs/gone.html", INFO)]),
        ('<a href="gone.md">a</a><img src=gone.png>', [("docs/gone.md", INFO), ("docs/gone.png", INFO)]),
        ('<a href="there.md">a</a><img src=there.png>', []),
        ('<a href="../README.md">a</a>', []),
        ('<a href="sub/gone.html">a</a>', []),
        ('<a href="{{ page }}">a</a><a href="gone.html">b</a>', []),
        ('<a href="/about/">a</a><a href="gone">b</a>', []),
        ('<script src="gone.js"></script><link rel=stylesheet href=gone.css>', []),
        ('<img srcset="gone.png 2x">', [("docs/gone.png", INFO)]),
    ],
)
def test_a_page(inside: str, expected: list[tuple[str, Severity]]) -> None:
    assert told(PAGE.format(inside), "docs/a.html") == expected


def test_a_page_with_a_base_and_a_part_of_a_page() -> None:
    based = '<html><head><base href="../tides/"></head><body><a href="x.md">a</a><a href="y.md">b</a></body></html>'
    assert told(based, "docs/a.html") == []
    assert told(based.replace('<base href="../tides/">', ""), "docs/a.html") == [
        ("docs/x.md", INFO),
        ("docs/y.md", INFO),
    ]
    elsewhere = based.replace("../tides/", "https://harbour.example/")
    assert told(elsewhere, "docs/a.html") == []
    assert told('<a href="gone.html">a</a>', "docs/a.html") == []


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("docs/a.rst", "`a <gone.txt>`_ and `b <there.md>`_\n", ["docs/gone.txt"]),
        ("docs/a.rst", ".. image:: gone.png\n", ["docs/gone.png"]),
        ("docs/a.rst", "`a <gone.html>`_ and `b <tides.begin>`_\n", []),
        ("docs/a.rst", ".. image:: auto/gone.png\n", []),
        (
            "docs/a.org",
            "[[file:gone.org][a]] [[file:there.md::*There][b]] [[./gone.png]]\n",
            ["docs/gone.org", "docs/gone.png"],
        ),
        ("docs/a.adoc", "link:gone.adoc[a] link:there.md[b]\n", ["docs/gone.adoc"]),
        ("docs/a.tex", "\\includegraphics{gone.png}\n", []),
        ("docs/a.txt", "See gone.md.\n", []),
    ],
)
def test_other_formats(path: str, text: str, expected: list[str]) -> None:
    assert beside(text, path=path) == expected


def test_a_document_inside_another_file_and_one_of_which_nobody_knows_where_it_lies() -> None:
    assert findings_of(RULE, "[a](gone.md)", "docs/a.md") == []
    assert beside(PAGE.format('<a href="gone.html">a</a>'), path="crawl.wacz!/https://harbour.example/a.html") == []


@given(st.text(max_size=30), st.sampled_from(["a.md", "docs/a.md", "docs/a.html", "a.rst", "a.org"]))
def test_any_target_gets_an_answer(target: str, path: str) -> None:
    findings_of(
        RULE, f'[a](<{target}>) <a href="{target}">b</a> `c <{target}>`_ [[{target}]]', path, around=Beside(COMMON)
    )
