"""Links to places in the same document: headings by the rules of many renderers, given names, what is left alone."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.anchors import github_slug
from rules.judged import INFO, findings_of

RULE = "link-fragment-dead"


def dead(text: str, path: str = "a.md") -> list[str]:
    return [finding.message.rpartition("#")[2] for finding in findings_of(RULE, text, path)]


def heading(fragment: str, words: str) -> str:
    return f"See [below](#{fragment}).\n\n## {words}\n\nText.\n"


FITTING = [
    ("GitHub", "tide-tables", "Tide tables"),
    ("GitHub, punctuation goes", "whats-new-in-v12", "What's new in v1.2?"),
    ("GitHub, hyphens add up", "tides--currents", "Tides & currents"),
    ("GitLab, hyphens are one", "tides-currents", "Tides & currents"),
    ("and is spelled out", "tides-and-currents", "Tides & currents"),
    ("GitHub, underscores stay", "tide_table", "`tide_table`"),
    ("GitHub, code", "tidetablepath", "`tide.table(path)`"),
    ("GitHub, emoji", "-tides", "\U0001f30a Tides"),
    ("GitHub, emoji by name", "tides", ":ocean: Tides"),
    ("GitLab, emoji by name", "ocean-tides", ":ocean: Tides"),
    ("Pandoc, full stops stay", "whats-new-in-v1.2", "What's new in v1.2?"),
    ("Pandoc, from the first letter", "overview", "1. Overview"),
    ("GitHub, numbers stay", "1-overview", "1. Overview"),
    ("kramdown, ASCII only", "caf-am-hafen", "Café am Hafen"),
    ("kramdown, nothing left", "section", "港"),
    ("accents stay", "caf%C3%A9-am-hafen", "Café am Hafen"),
    ("accents go", "cafe-am-hafen", "Café am Hafen"),
    ("Jupyter, capitals stay", "Tide-Tables", "Tide Tables"),
    ("Docusaurus, punctuation is a hyphen", "v1-2-tides", "v1.2 Tides"),
    ("other scripts", "%E6%BD%AE%E6%B1%90", "潮汐"),
    ("other scripts as they are", "潮汐表", "潮汐表"),
    ("Russian", "приливы-и-отливы", "Приливы и отливы"),
    ("Hindi", "ज्वार-भाटा", "ज्वार भाटा"),
    ("second of a name", "tides-1", "Tides"),
    ("second of a name, Python-Markdown", "tides_1", "Tides"),
    ("forge's prefix", "user-content-tides", "Tides"),
    ("Bitbucket's prefix", "markdown-header-tides", "Tides"),
    ("link in the heading", "tides", "[Tides](https://harbour.example/)"),
    ("picture in the heading", "tides", "![logo](logo.png) Tides"),
    ("emphasis in the heading", "high-tides", "*High* **tides**"),
    ("given name, Pandoc", "hw", "Tides {#hw}"),
    ("given name, kramdown", "hw", "Tides {: #hw .wide}"),
    ("given name, Docusaurus", "hw", "Tides {/* #hw */}"),
    ("given name, MultiMarkdown", "hw", "Tides [hw]"),
    ("given name beside others", "hw", "Tides {.wide #hw data-x=1}"),
    ("words before a colon", "E123", "E123: no tides"),
]


@pytest.mark.parametrize(("fragment", "words"), [case[1:] for case in FITTING], ids=[case[0] for case in FITTING])
def test_a_heading_is_found_by_the_name_that_some_renderer_gives_it(fragment: str, words: str) -> None:
    assert dead(heading(fragment, words)) == []


GONE = [
    ("tide-tables", "Tables of tides"),
    ("tidetables", "Tide tables"),
    ("tides-2024", "Tides 2025"),
    ("tides-a", "Tides"),
    ("tide", "Tides"),
    ("ебб", "Прилив"),
]


@pytest.mark.parametrize(("fragment", "words"), GONE, ids=[case[0] for case in GONE])
def test_a_heading_that_is_called_otherwise(fragment: str, words: str) -> None:
    assert dead(heading(fragment, words)) == [fragment]


def test_the_nearest_name_and_all_places_are_shown() -> None:
    text = "[a](#tide-table) and [b](#tide-table).\n\n## Tide tables\n\n[c](#xyz) [d](#tide-tables)\n\n## Map\n"
    first, second = findings_of(RULE, text)
    assert first.message == "nothing in the document is called #tide-table"
    assert first.severity is INFO
    assert [(each.name, each.value) for each in first.evidence] == [
        ("as written", "#tide-table"),
        ("nearest name", "#tide-tables"),
    ]
    assert [place.column for place in first.related] == [26]
    assert [(each.name, each.value) for each in second.evidence][1] == ("names in the document", "2")


PLACES = [
    ("name", "<a name='hw'></a>\n"),
    ("id", '<a id="hw"></a>\n'),
    ("id without quotation marks", "<div id=hw>\n</div>\n"),
    ("id of any element", 'Text <span class="x" ID="hw">y</span>.\n'),
    ("heading in HTML", "<h2>HW</h2>\n"),
    ("heading in HTML with id", '<h2 align="center" id="hw">Tides</h2>\n'),
    ("heading with a line below", "HW\n--\n"),
    ("heading in a list", "- ## HW\n"),
    ("heading in a quotation", "> # HW\n"),
    ("heading without space", "##HW\n"),
    ("heading in HTML blocks", "<details>\n## HW\n</details>\n"),
    ("span of Pandoc", "[text]{#hw}\n"),
    ("block of Pandoc", "::: {#hw}\nText\n:::\n"),
    ("attributes of kramdown", "Text\n{: #hw}\n"),
]


@pytest.mark.parametrize("place", [case[1] for case in PLACES], ids=[case[0] for case in PLACES])
def test_a_place_is_found_by_its_name(place: str) -> None:
    assert dead(f"[a](#hw)\n\n# Title\n\n{place}") == []
    assert dead(f"[a](#hx)\n\n# Title\n\n{place}") == ["hx"]


LEFT_ALONE = [
    ("empty", "[a](#)\n\n# T\n"),
    ("top", "[a](#top) [b](#Top)\n\n# T\n"),
    ("frame of the site", "[a](#comments) [b](#content) [c](#toc) [d](#page-top)\n\n# T\n"),
    ("route", "[a](#/tides) [b](#!/tides) [c](#!tides)\n\n# T\n"),
    ("link that must not scroll", "[a](#0)\n\n# T\n"),
    ("parameters", "[a](#page=3) [b](#t=10&x=1) [c](#L10-L20)\n\n# T\n"),
    ("text fragment", "[a](#:~:text=tides) [b](#t:~:text=tides)\n\n# T\n"),
    ("footnotes", "[a](#fn1) [b](#fnref:1) [c](#user-content-fn-1)\n\n# T\n"),
    ("another document", "[a](tides.md#hw) [b](../a.md#hw) [c](https://harbour.example/a.md#hw)\n\n# T\n"),
    ("no name in the document at all", "[a](#hw)\n\nText.\n"),
    ("picture", "![a](#hw)\n\n# T\n"),
    ("unused definition", "[hw]: #hw\n\n# T\n"),
    ("comment as a definition", "[//]: # (hw)\n\n# T\n"),
    ("Jekyll", "[a](#hw)\n\n# T\n\n{% include tides.md %}\n"),
    ("Hugo", "[a](#hw)\n\n# T\n\n{{< tides >}}\n"),
    ("MkDocs", '[a](#hw)\n\n# T\n\n--8<-- "tides.md"\n'),
    ("mdBook", "[a](#hw)\n\n# T\n\n{{#include tides.md}}\n"),
    ("MyST", "[a](#hw)\n\n# T\n\n:::{note}\nText\n:::\n"),
    ("filled in later", "[a](#{{ tides }})\n\n# T\n"),
    ("most are gone", "[a](#a) [b](#b) [c](#c) [t](#t)\n\n# T\n"),
    ("code", "`[a](#hw)`\n\n    [a](#hw)\n\n# T\n"),
]  # fmt: skip


@pytest.mark.parametrize("text", [case[1] for case in LEFT_ALONE], ids=[case[0] for case in LEFT_ALONE])
def test_what_may_be_elsewhere_or_needs_no_place_is_left_alone(text: str) -> None:
    assert dead(text) == []


def test_a_link_by_the_name_of_the_file_leads_into_it() -> None:
    text = "[a](tides.md#hw) [b](./tides.md#lw) [c](other.md#x)\n\n## HW\n"
    assert dead(text, "docs/tides.md") == ["lw"]


def test_a_definition_that_is_used() -> None:
    assert dead("See [below][x].\n\n[x]: #hw\n\n# T\n") == ["hw"]
    assert dead("See [below][x].\n\n[x]: #hw\n\n# HW\n") == []


def test_names_in_code_are_no_includes() -> None:
    assert dead("[a](#hw)\n\n# T\n\n```jinja\n{% include tides.md %}\n```\n") == ["hw"]


PAGE = "<!doctype html><html><body>{}<h2 id='t'>T</h2><a href='#t'>t</a></body></html>"


@pytest.mark.parametrize(
    ("markup", "expected"),
    [
        ('<a href="#hw">a</a><p id="hw">', []),
        ('<a href="#hw">a</a><a name="hw"></a>', []),
        ('<a href="#hw">a</a><svg xml:id=hw></svg>', []),
        ('<a href="#a&amp;b">a</a><p id="a&amp;b">', []),
        ('<a href="#h%20w">a</a><p id="h w">', []),
        ('<a href="#hw">a</a>', ["hw"]),
        ('<a href="#HW">a</a><p id="hw">', ["HW"]),
        ('<a href="#hw">a</a><h2>HW</h2>', ["hw"]),
        ('<svg><use href="#hw"/></svg>', []),
        ('<a href="#hw">a</a><script src="a.js"></script>', ["hw"]),
        ('<a class="menu" href="#hw">a</a><script src="a.js"></script>', []),
        ('<a href="#hw">a</a><script>open("hw")</script>', []),
        ('<a href="#hw">a</a><script>open("#hw")</script>', []),
        ('<a href="#hw">a</a><button data-target="#hw">b</button>', []),
        ('<a href="#hw">a</a>{{ content }}', []),
        ('<a href="#/hw">a</a>', []),
        ('<a href="#top">a</a><a href="#">b</a>', []),
        ('<a href="#menu">a</a>', []),
    ],
)  # fmt: skip
def test_a_page(markup: str, expected: list[str]) -> None:
    assert dead(PAGE.replace("{}", markup, 1), "a.html") == expected


def test_a_part_of_a_page_and_a_page_that_scripts_fill_are_left_alone() -> None:
    assert dead('<a href="#hw">a</a><h2 id="t">T</h2>', "a.html") == []
    filled = '<html><body><a href="#hw">a</a><h2 id="t">T</h2><script src="a.js"></script></body></html>'
    assert dead(filled, "a.html") == []
    assert dead(filled.replace('<script src="a.js"></script>', ""), "a.html") == ["hw"]
    based = '<html><head><base href="https://harbour.example/"></head><body><a href="#hw">a</a><p id="t"></body></html>'
    assert dead(based, "a.html") == []


def test_a_notebook() -> None:
    cells = ["[a](#Tide-tables) [b](#hw) [c](#lw)", "## Tide tables\n", '<a id="hw"></a>']
    text = json.dumps({"cells": [{"cell_type": "markdown", "source": [cell]} for cell in cells], "nbformat": 4})
    assert dead(text, "a.ipynb") == ["lw"]


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("a.rst", "`a <#hw>`_\n\nTitle\n=====\n"),
        ("a.adoc", "= T\n\nlink:#hw[a] <<hw>>\n"),
        ("a.org", "* T\n[[#hw][a]]\n"),
        ("a.wiki", "[[#hw]]\n\n== T ==\n"),
        ("a.tex", "\\href{#hw}{a}\n"),
    ],
)
def test_formats_whose_names_are_not_known_are_left_alone(path: str, text: str) -> None:
    assert dead(text, path) == []


@given(st.lists(st.text("abc äß.,'&-_!0127潮é`", min_size=1, max_size=12), min_size=1, max_size=5))
def test_a_heading_is_always_found_by_its_own_name(headings: list[str]) -> None:
    kept = [each.strip() for each in headings if github_slug(each.strip()).strip("-_")]
    body = "\n\n".join(f"# x{each}" for each in kept)
    links = " ".join(f"[a](<#{github_slug('x' + each.replace('`', ''))}>)" for each in kept)
    assert dead(f"{links}\n\n{body}\n") == []


@given(st.text(max_size=30))
def test_any_fragment_and_any_heading_can_be_compared(text: str) -> None:
    dead(f"[a](<#{text}>)\n\n# {text}\n\n<a id={text}>\n")
    dead(f'<html><a href="#{text}">a</a><p id="{text}x">', "a.html")


def test_what_is_put_in_for_a_name_of_a_program_has_places_of_its_own() -> None:
    text = "# Tables\n\nSee [how it begins](#tides.tables.Table.begin) and [all](#tables).\n\n{}\n"
    assert findings_of("link-fragment-dead", text.format("::: tides.tables.Table")) == []
    assert len(findings_of("link-fragment-dead", text.format("Words."))) == 1
