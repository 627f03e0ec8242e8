"""reStructuredText: what leads somewhere, what does not, and where it stands."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Kind

X, Y = "https://h.example/x", "https://h.example/y"


@pytest.mark.parametrize(
    ("text", "url", "kind", "place", "said"),
    [
        (f"See `the page <{X}>`_ now.", X, Kind.LINK, (1, 16), "the page"),
        (f"See `the page <{X}>`__ now.", X, Kind.LINK, (1, 16), "the page"),
        (f"`<{X}>`_", X, Kind.LINK, (1, 3), ""),
        (f"See `the\npage <{X}>`_.", X, Kind.LINK, (2, 7), "the page"),
        (f"see {X}.", X, Kind.BARE, (1, 5), "see"),
        (f"(see {X})", X, Kind.BARE, (1, 6), "(see"),
        (f"<{X}>", X, Kind.BARE, (1, 2), "<"),
        (f'"{X}",', X, Kind.BARE, (1, 2), '"'),
        (f"**bold {X}**", X, Kind.BARE, (1, 8), "**bold"),
        (f"The page_.\n\n.. _page: {X}\n", X, Kind.DEFINITION, (3, 11), "page"),
        (f".. _a page: {X}\n", X, Kind.DEFINITION, (1, 13), "a page"),
        (f".. _`a: page`: {X}\n", X, Kind.DEFINITION, (1, 16), "a: page"),
        (f"page__\n\n__ {X}\n", X, Kind.DEFINITION, (3, 4), "page"),
        (f"page__\n\n.. __: {X}\n", X, Kind.DEFINITION, (3, 8), "page"),
        (f".. image:: {X}\n   :alt: a pier\n", X, Kind.IMAGE, (1, 12), "a pier"),
        (f".. figure:: {X}\n", X, Kind.IMAGE, (1, 13), ""),
        (f".. |pier| image:: {X}\n", X, Kind.IMAGE, (1, 19), ""),
        (f".. |pier| replace:: a `pier <{X}>`_\n", X, Kind.LINK, (1, 30), "pier"),
        (f"* item\n\n  - `a <{X}>`_\n", X, Kind.LINK, (3, 9), "a"),
        (f":Source: {X}\n", X, Kind.FIELD, (1, 10), ":Source:"),
        (f".. [1] The board, {X}\n", X, Kind.BARE, (1, 19), ".. [1] The board,"),
        (f".. note:: see {X}\n", X, Kind.BARE, (1, 15), "see"),
        (f".. versionadded:: 1.0\n   See `a <{X}>`_.\n", X, Kind.LINK, (2, 12), "a"),
        (f".. button-link:: {X}\n", X, Kind.BARE, (1, 18), ""),
        (f".. card:: Title\n   :link: {X}\n", X, Kind.LINK, (2, 11), ""),
        (f".. csv-table:: T\n   :url: {X}\n", X, Kind.ATTRIBUTE, (2, 10), ""),
        (f".. csv-table:: T\n\n   a,{X},c\n", X, Kind.BARE, (3, 6), ""),
        (f'.. csv-table::\n\n   "a, b","c\n   {X}"\n', X, Kind.BARE, (4, 4), ""),
        (f".. toctree::\n\n   intro\n   The page <{X}>\n", X, Kind.LINK, (4, 14), "The page"),
        (f":download:`the file <{X}>`", X, Kind.LINK, (1, 22), "the file"),
        ("`Ada <ada@h.example>`_", "mailto:ada@h.example", Kind.LINK, (1, 7), "Ada"),
        (r"`a <https://h.example/a\_b>`_", "https://h.example/a_b", Kind.LINK, (1, 5), "a"),
        (r"https://h.example/a\_b", "https://h.example/a_b", Kind.BARE, (1, 1), ""),
        (".. _a: docs/index.html\n", "docs/index.html", Kind.DEFINITION, (1, 8), "a"),
        (f"Term : class\n   {X}\n", X, Kind.BARE, (2, 4), ""),
        (f"| line one\n| {X}\n", X, Kind.BARE, (2, 3), ""),
        (f"-v, --verbose  {X}\n", X, Kind.BARE, (1, 16), "-v, --verbose"),
        (f"See {X}::\n\n   code\n", X, Kind.BARE, (1, 5), "See"),
        ("https://h.example/日本 text", "https://h.example/日本", Kind.BARE, (1, 1), ""),
        ("see https://h.example/a_(b)", "https://h.example/a_(b)", Kind.BARE, (1, 5), "see"),
    ],
)
def test_one_reference(text: str, url: str, kind: Kind, place: tuple[int, int], said: str) -> None:
    document = read(text, "rst")
    reference = only(document)
    assert places_hold(document)
    assert (reference.url, reference.kind) == (url, kind)
    assert (reference.location.line, reference.location.column) == place
    if kind is not Kind.BARE:
        assert kind is Kind.FIELD or reference.text == said


@pytest.mark.parametrize(
    "text",
    [
        f"``{X}``",
        f"`{X}`",
        f":ref:`{X}`",
        f":doc:`a <{X}>`",
        ":pep:`8` and :rfc:`2822`, PEP 8, RFC 2822",
        f"Code::\n\n   {X}\n",
        f"Code::\n\n> {X}\n> {Y}\n",
        f"::\n\n   {X}\n\n   {Y}\n",
        f".. code-block:: sh\n\n   curl {X}\n",
        f".. code::\n   :name: x\n\n   curl {X}\n",
        f".. math:: {X}\n",
        f".. raw:: html\n\n   <a href='{X}'>x</a>\n",
        f".. literalinclude:: a.py\n\n{' ' * 3}{X}\n",
        f">>> get('{X}')\n'{Y}'\n",
        f".. {X}\n",
        f"..\n   {X}\n\n   {Y}\n",
        f".. todo: {X}\n",
        "ada@h.example",
        "www.h.example",
        ".. _internal:\n\nText\n",
        "`a phrase`_ and name_ and other__",
        f".. _{X}\n",
        "Replace http:// by https://, and ftp: too.",
        "*Replace* **http://** by `https://`.",
        "",
        "\n\n",
    ],
)
def test_no_reference(text: str) -> None:
    document = read(text, "rst")
    assert urls(document) == []
    assert places_hold(document)


def test_literal_text_and_comments_on_demand() -> None:
    text = f"``{X}/1``::\n\n   {X}/2\n\n.. {X}/3\n\n.. code::\n\n   {X}/4\n\n{X}/5\n"
    document = read_text(text, "a.rst", formats.by_name("rst"), options=Options(include_code=True))
    assert urls(document) == [f"{X}/{number}" for number in range(1, 6)]
    assert places_hold(document)


def test_a_target_and_its_uses() -> None:
    text = f"The Page_ and `the page <page_>`_, `again`_.\n\n.. _page: {X}\n.. _again: page_\n.. _unused: {Y}\n"
    document = read(text, "rst")
    used, unused = document.references
    assert (used.url, used.text) == (X, "Page")
    assert [(use.line, use.column) for use in used.uses] == [(1, 5), (1, 15), (1, 36), (4, 12)]
    assert (unused.url, unused.text, unused.uses) == (Y, "unused", ())


def test_anonymous_targets_belong_to_anonymous_links_in_their_order() -> None:
    document = read(f"`first one`__ and second__.\n\n__ {X}\n__ {Y}\n", "rst")
    assert [(each.url, each.text, len(each.uses)) for each in document.references] == [
        (X, "first one", 1),
        (Y, "second", 1),
    ]


def test_anonymous_targets_without_their_links_are_kept() -> None:
    document = read(f"`first one`__.\n\n__ {X}\n__ {Y}\n", "rst")
    assert [(each.url, each.uses) for each in document.references] == [(X, ()), (Y, ())]


def test_aliases_in_a_circle_lead_nowhere() -> None:
    assert urls(read(".. _a: b_\n.. _b: a_\n\na_ and b_\n", "rst")) == []


@pytest.mark.parametrize(
    "text",
    [
        ".. _a: https://h.example/\n   long/\n   path\n",
        ".. _a:\n   https://h.example/long/path\n",
        "`a <https://h.example/\nlong/path>`_",
        "   `a <https://h.example/\n   long/path>`_",
        ".. image:: https://h.example/\n   long/path\n",
        "__ https://h.example/\n   long/path\n\na__\n",
    ],
)
def test_an_address_on_several_lines_is_one(text: str) -> None:
    document = read(text, "rst")
    reference = only(document)
    assert reference.url == "https://h.example/long/path"
    assert "".join(reference.raw.split()) == reference.url
    assert places_hold(document)


def test_an_image_that_leads_somewhere() -> None:
    document = read(f".. image:: {X}.png\n   :target: {Y}\n   :alt: pier\n", "rst")
    image, link = document.references
    assert (image.url, image.kind, image.element) == (f"{X}.png", Kind.IMAGE, "image")
    assert (link.url, link.kind, link.text) == (Y, Kind.LINK, "pier")
    named = read(f".. figure:: {X}.png\n   :target: page_\n\n   A caption, {Y}1\n\n.. _page: {Y}\n", "rst")
    assert urls(named) == [f"{X}.png", f"{Y}1", Y]
    assert len(named.references[-1].uses) == 1


GRID = """\
+---------------------------+------------+
| a                         | b          |
+===========================+============+
| https://h.example/a       | `t         |
|                           | <relative/ |
| - https://h.example/b     | page>`_    |
+---------------------------+------------+
| https://h.example/spans the two        |
+----------------------------------------+
"""
SIMPLE = """\
=====================  =====
a                      b
=====================  =====
https://h.example/a    see https://h.example/last
https://h.example/b    c
more                   d
----------------------------
https://h.example/s
=====================  =====
"""


def test_tables() -> None:
    assert urls(read(GRID, "rst")) == [
        "https://h.example/a",
        "relative/page",
        "https://h.example/b",
        "https://h.example/spans",
    ]
    simple = read(SIMPLE, "rst")
    assert urls(simple) == [
        "https://h.example/a",
        "https://h.example/last",
        "https://h.example/b",
        "https://h.example/s",
    ]
    assert {block.kind for block in simple.blocks} == {"cell"}


def test_a_table_of_wide_characters() -> None:
    text = "+------+---------------------+\n| 日本 | https://h.example/a |\n+------+---------------------+\n"
    reference = only(read(text, "rst"))
    assert (reference.url, reference.location.line, reference.location.column) == ("https://h.example/a", 2, 8)


def test_a_broken_table_is_text() -> None:
    assert urls(read(f"+-----+\n| {X} |\n+---+\n", "rst")) == [X]
    assert urls(read(f"=== ===\n{X}   b\n", "rst")) == [X]


def test_the_header_of_a_proposal() -> None:
    text = (
        "PEP: 9999\nTitle: The old harbour\nAuthor: Ada <ada@h.example>\nStatus: Final\nType: Process\n"
        "Created: 12-Jul-2018\n"
        f"Post-History: `13-Jul-2018 <{X}>`__,\n              `14-Jul-2018 <{Y}>`__\n\nText\n====\n"
    )
    document = read(text, "rst")
    assert document.title == "The old harbour"
    assert [(each.url, each.kind, each.element, each.text) for each in document.references] == [
        (X, Kind.FIELD, "post-history", "13-Jul-2018"),
        (Y, Kind.FIELD, "post-history", "14-Jul-2018"),
    ]
    fields = {field.name: field.value for field in document.fields}
    assert fields["created"] == "12-Jul-2018"
    assert {field.origin for field in document.fields} == {"front matter"}
    assert "Created: 12-Jul-2018\n" in document.blocks[0].text
    assert places_hold(document)


def test_bibliographic_fields() -> None:
    text = (
        "=====\nTitle\n=====\n\n:Author: Ada\n:Date: 2018-07-12\n"
        f":Source: `page <{X}>`_\n:Abstract: One {Y}\n\n   Two.\n"
    )
    document = read(text, "rst")
    assert document.title == "Title"
    assert [(field.name, field.value, field.origin) for field in document.fields] == [
        ("author", "Ada", "front matter"),
        ("date", "2018-07-12", "front matter"),
        ("source", "page", "front matter"),
        ("abstract", f"One {Y}\nTwo.", "front matter"),
    ]
    assert [(each.url, each.element) for each in document.references] == [(X, "source"), (Y, "abstract")]
    assert places_hold(document)


def test_fields_in_the_text_are_no_metadata() -> None:
    document = read(f"Text.\n\n:param url: see {X}\n", "rst")
    assert document.fields == ()
    assert only(document).kind is Kind.BARE


def test_the_header_of_a_post_in_comments() -> None:
    document = read(f".. title: The pier\n.. date: 2018-07-12\n.. link: {X}\n\nText\n", "rst")
    assert document.title == "The pier"
    assert [(field.name, field.value) for field in document.fields] == [
        ("title", "The pier"),
        ("date", "2018-07-12"),
        ("link", X),
    ]
    assert (only(document).kind, only(document).element) == (Kind.FIELD, "link")


def test_directives_with_metadata() -> None:
    document = read(".. post:: Jul 12, 2018\n\n.. meta::\n   :description: A pier\n\n.. title:: The pier\n", "rst")
    assert document.title == "The pier"
    assert [(field.name, field.value, field.origin) for field in document.fields] == [
        ("date", "Jul 12, 2018", "front matter"),
        ("description", "A pier", "meta"),
    ]


def test_what_a_reader_sees() -> None:
    text = (
        "Title *one*\n===========\n\nA `link <https://h.example/>`_ and ``code``,\\ name_ |sub|.\n"
        "Second line\n\n1. One\n2. Two\n   more\n\n- x\n\nTerm\n  Definition\n"
    )
    document = read(text, "rst")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Title one"),
        ("paragraph", "A link and `code`,name .\nSecond line"),
        ("item", "One"),
        ("item", "Two\nmore"),
        ("item", "x"),
        ("paragraph", "Term"),
        ("paragraph", "Definition"),
    ]
    for block in document.blocks:
        for index, character in enumerate(block.text):
            assert character == "`" or text[block.offset(index)] == character


@pytest.mark.parametrize(
    ("text", "headings"),
    [
        ("One\n===\n\nTwo\n---\n", ["One", "Two"]),
        ("===\nOne\n===\n", ["One"]),
        ("=====\n One\n=====\n", ["One"]),
        ("A long title\n====\n", ["A long title"]),
        ("A long title\n===\n", []),
        ("text\n\n----\n\nmore\n", []),
        ("日本\n====\n", ["日本"]),
    ],
)
def test_headings(text: str, headings: list[str]) -> None:
    document = read(text, "rst")
    assert [block.text.strip() for block in document.blocks if block.kind == "heading"] == headings
    assert document.title == (headings[0] if headings else "")


def test_comments() -> None:
    text = "..\n\n.. linkaudit: ignore[x] why\n\n.. One\n   two\n\n..\n   three\n"
    document = read(text, "rst")
    assert [(comment.text, comment.location.line) for comment in document.comments] == [
        ("linkaudit: ignore[x] why", 3),
        ("One\ntwo", 5),
        ("three", 8),
    ]


def test_a_comment_takes_the_blank_lines_with_it() -> None:
    (comment,) = read(".. linkaudit: ignore[x] why\n\n\nText\n", "rst").comments
    assert (comment.location.line, comment.location.end_line) == (1, 3)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_tabs_and_astral_characters(line_end: str, mark: str) -> None:
    lines = [
        "\U0001f30a Title",
        "========",
        "",
        f"-\t`\U0001f30a <{X}>`_",
        "",
        f"\t.. _a:\t{Y}/",
        "\t\tb",
        "",
        "Code::",
        "",
        f"\t{X}",
    ]
    document = read(mark + line_end.join(lines), "rst")
    assert [(each.url, each.location.line, each.location.column) for each in document.references] == [
        (X, 4, 7),
        (f"{Y}/b", 6, 9),
    ]
    assert document.references[0].text == "\U0001f30a"
    assert document.references[1].location.end_line == 7
    assert document.title == "\U0001f30a Title"
    assert places_hold(document)


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("1. a\n2. b\n", 2),
        ("(i) a\n(ii) b\n", 2),
        ("iv. a\nv. b\n", 2),
        ("c) a\nd) b\n", 2),
        ("#. a\n#. b\n", 2),
        ("1986. A year\nof peace\n", 0),
        ("A. Einstein was\na physicist\n", 0),
        ("mix. a\n", 1),
        ("iiii. a\n", 0),
    ],
)
def test_numbered_items(text: str, items: int) -> None:
    assert sum(block.kind == "item" for block in read(text, "rst").blocks) == items


ALPHABET = "ab:/.#_`*|<>[]()\\\"'-=+~^ \n\t\r1é日\U0001f30a"
PIECES = [
    X, "`", "``", "_", "__", "*", "**", "|", "<", ">", " ", "\n", "\n\n", "   ", ".. ", "_a: ", "::", ".. note::",
    ".. image:: ", ":target: ", "- ", "1. ", "+---+---+", "| a | b |", "=== ===", "====", "Title", ":field: ", "\t",
    "\\", "[1]_", "\r\n", "__ ", ".. |s| replace:: ", ">>> ", ".. csv-table::", '"', ",",
]  # fmt: skip


@given(st.text(alphabet=ALPHABET, max_size=120))
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    assert places_hold(read(text, "rst"))


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_markup_is_read_and_every_place_holds(pieces: list[str]) -> None:
    assert places_hold(read("".join(pieces), "rst"))


@pytest.mark.parametrize(
    "text",
    [
        "- " * 100_000,
        "\n".join(" " * depth + "x" for depth in range(700)),
        "*a " * 70_000,
        "`a " * 70_000,
        "``a " * 70_000,
        "|a " * 70_000,
        "a_ " * 70_000,
        "a-" * 100_000,
        "-_" * 100_000,
        "a:" * 100_000,
        "http:b(" * 30_000,
        "http:b(" * 30_000 + "{",
        f"{X}({{" * 10_000,
        ":a" * 100_000,
        "[a" * 70_000,
        "`a <" * 60_000,
        "`" + "<a " * 60_000 + ">`_",
        "`" + " " * 200_000 + "<a>`_",
        ".. _a" * 50_000,
        ".. |a" * 50_000,
        "-a, " * 50_000 + "x",
        "\\" * 200_000,
        "+-" * 50_000 + "+\n" + "|" * 50_000,
        "+-+-+\n" * 20_000,
        ("+" + "-+" * 300 + "\n") * 300,
        "=== ===\n" * 20_000,
        "= " * 100_000,
        ".. csv-table::\n\n   " + "," * 100_000,
        ".. csv-table::\n\n   " + '"' * 100_000,
        ".. _a: b_\n" * 5_000,
        "".join(f".. _a{number}: a{number + 1}_\n" for number in range(5_000)),
        "::\n\n" * 30_000,
        "a__ " * 50_000,
        ":x: \n" * 60_000,
    ],
    ids=lambda text: ascii(text[:16] + text[-8:]),
)
def test_hostile_text_takes_little_time(text: str) -> None:
    with within(4):
        read(text, "rst")
