"""Links, text and metadata of Jupyter notebooks."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.citations.cite import cite
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Document, Kind

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"


def notebook(text: str, *, code: bool = False) -> Document:
    """Read the JSON of a notebook, having seen that every place in it holds."""
    document = read_text(text, "a.ipynb", formats.by_name("notebook"), options=Options(include_code=code))
    assert places_hold(document)
    return document


def of_cells(*cells: tuple[str, Any], **more: Any) -> str:
    """Write a notebook of cells, each with its type and its source."""
    made = [{"cell_type": kind, "metadata": {}, "source": source, **more} for kind, source in cells]
    return json.dumps({"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, indent=1)


def test_markdown_cells_are_read_where_they_stand() -> None:
    source = ['# The *old* "harbour"\n', "\n", "See [the 😀\n", f'text]({X} "t") and {Y}.\n', "\n", f"[d]: <{Z}>"]
    document = notebook(of_cells(("markdown", source)))
    assert [(each.url, each.kind, each.text) for each in document.references] == [
        (X, Kind.LINK, "the 😀 text"), (Y, Kind.BARE, ""), (Z, Kind.DEFINITION, "d"),
    ]  # fmt: skip
    lines = document.text.splitlines()
    for reference in document.references:
        assert reference.raw == reference.url
        place = reference.location
        assert lines[place.line - 1][place.column - 1 : place.end_column - 1] == reference.raw
    assert [each.location.line for each in document.references] == [10, 10, 12]
    assert document.title == 'The old "harbour"'
    assert (document.blocks[0].kind, document.blocks[0].text) == ("heading", 'The old "harbour"')


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_source_in_one_string(line_end: str) -> None:
    text = of_cells(("markdown", f"# T\n\n[é]({X}?a=\\_b&c)\n\ttab {Y}\n")).replace("\n", line_end)
    one, two = notebook(f"\ufeff{text}").references
    assert (one.url, one.raw) == (f"{X}?a=_b&c", f"{X}?a=\\\\_b&c")
    assert two.raw == two.url == Y
    assert (one.location.line, two.location.line) == (6, 6)


def test_escapes_are_undone_and_raw_is_as_written() -> None:
    text = of_cells(("markdown", "U")).replace("U", r"<https:\/\/h.example\/\u00e9\ud83d\ude00>")
    reference = only(notebook(text))
    assert (reference.url, reference.kind) == ("https://h.example/é😀", Kind.AUTOLINK)
    assert reference.raw == r"https:\/\/h.example\/\u00e9\ud83d\ude00"


def test_code_and_output_only_if_asked_for() -> None:
    outputs = [
        {"output_type": "stream", "name": "stdout", "text": ["see\n", f"{X}/stream\n"]},
        {"output_type": "display_data", "metadata": {"u": X}, "data": {
            "text/html": [f"<a href='{X}/html?a&amp;b'>", "x</a>"], "text/plain": f"{X}/plain",
            "text/markdown": [f"[x]({X}/markdown)"], "application/json": {"u": X}, "image/svg+xml": f"<a href='{X}'/>",
        }},
        {"output_type": "error", "ename": X, "evalue": X, "traceback": [X]},
    ]  # fmt: skip
    text = of_cells(("code", [f"get('{Y}') # {Z}\n", "# linkaudit: ignore[x] why"]), outputs=outputs, execution_count=1)
    document = notebook(text)
    assert urls(document) == []
    assert document.blocks == ()
    assert [comment.text for comment in document.comments] == ["linkaudit: ignore[x] why"]
    assert sorted(urls(notebook(text, code=True))) == sorted(
        [Y, Z, f"{X}/stream", f"{X}/html?a&b", f"{X}/plain", f"{X}/markdown"]
    )


def test_raw_cells_are_text_or_front_matter() -> None:
    assert [each.kind for each in notebook(of_cells(("raw", f"see {X}"))).references] == [Kind.BARE]
    source = ["---\n", "title: The harbour\n", "date: 2018-07-12\n", f"original_url: {X}\n", "---"]
    for kind in ("raw", "markdown"):
        document = cite(notebook(of_cells((kind, source), ("markdown", "# Other"))))
        assert document.title == "The harbour"
        assert str(document.date.date if document.date else None) == "2018-07-12"
        assert [each.reference and each.reference.url for each in document.provenance] == [X]


def test_attachments_are_part_of_the_notebook() -> None:
    cell = {"cell_type": "markdown", "attachments": {"a.png": {"image/png": "AAAA", "text/plain": X}}, "source":
            f"![a](attachment:a.png) ![b]({Y})"}  # fmt: skip
    assert urls(notebook(json.dumps({"cells": [cell]}))) == [Y]


def test_metadata() -> None:
    text = json.dumps({
        "cells": [{"cell_type": "markdown", "source": "x"}],
        "metadata": {
            "title": "The harbour", "date": "2018-07-12", "authors": [{"name": "Ada", "url": X}], "source": f"see {Y}",
            "kernelspec": {"name": Z}, "language_info": {"name": Z}, "widgets": {"state": {"u": Z}},
        },
    })  # fmt: skip
    document = notebook(text)
    assert document.title == "The harbour"
    assert [(each.element, each.url) for each in document.references] == [("authors.0.url", X), ("source", Y)]
    assert {field.name: field.value for field in document.fields} == {
        "title": "The harbour", "date": "2018-07-12", "source": f"see {Y}",
    }  # fmt: skip


def test_version_3() -> None:
    cells = [
        {"cell_type": "heading", "level": 1, "source": ["The [harbour](", f"{X})"]},
        {"cell_type": "markdown", "source": [f"<{Y}>"]},
        {"cell_type": "code", "input": [f"'{Z}'"], "outputs": [{"output_type": "pyout", "html": [f"<a href='{Z}h'>"],
                                                                "text": [f"{Z}t"]}]},
        {"cell_type": "html", "source": [f"<img src='{X}.png'>"]},
    ]  # fmt: skip
    text = json.dumps(
        {"metadata": {"name": "n"}, "nbformat": 3, "worksheets": [{"cells": cells[:2]}, {"cells": cells[2:]}]}
    )
    document = notebook(text)
    assert urls(document) == [X, Y, f"{X}.png"]
    assert document.blocks[0].kind == "heading"
    assert document.text[document.blocks[0].offset(4)] == "h"
    assert sorted(urls(notebook(text, code=True))) == sorted([X, Y, Z, f"{Z}h", f"{Z}t", f"{X}.png"])


def test_the_type_may_stand_behind_the_source() -> None:
    text = f'{{"cells": [{{"source": "[x]({X})", "cell_type": "markdown"}}, {{"source": "{Y}", "cell_type": "code"}}]}}'
    assert urls(notebook(text)) == [X]


def test_nothing_is_lost_where_it_is_no_json() -> None:
    text = of_cells(("markdown", f"[x]({X})"), ("markdown", f"[y]({Y}) ")).removesuffix(' ",')
    broken = text[: text.index(Y) + len(Y)]
    document = notebook(broken)
    assert urls(document) == [X, Y]
    assert [part.split(":")[0] for part in document.skipped_parts] == ["line 11, column 14"]


def test_half_a_surrogate_pair_is_no_character() -> None:
    document = notebook(of_cells(("markdown", f"\ud83d [x]({X})\ude00")))
    assert urls(document) == [X]
    assert document.blocks[0].text == "\ufffd x\ufffd"


@pytest.mark.parametrize("text", [f'{{"u": "{X}"}}', f'["{X}"]', f'"{X}"', f"see {X}"])
def test_what_is_no_notebook_is_read_as_json(text: str) -> None:
    assert urls(notebook(text)) == [X]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(["markdown", "raw", "code", "heading", "html"]),
            st.lists(st.sampled_from(["# h\n", "[x](", X, ")", "\n", '"', "\\", "é", "😀", "<a href='", "'>", "</a>",
                                      "[^1]", "---\n", "a: b\n", "```\n", "| a |\n", "> "]), max_size=8),
        ),
        max_size=4,
    ),
    st.booleans(),
    st.sampled_from([None, 1]),
    st.booleans(),
)  # fmt: skip
def test_any_cells_are_read_and_every_place_holds(
    cells: list[tuple[str, list[str]]], ascii_only: bool, indent: int | None, code: bool
) -> None:
    made = [{"cell_type": kind, "source": source} for kind, source in cells]
    notebook(json.dumps({"cells": made}, ensure_ascii=ascii_only, indent=indent), code=code)


@given(st.text(alphabet='{}[]",:\\ cells source markdown\n', max_size=60))
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    places_hold(read(text, "notebook"))


@pytest.mark.parametrize(
    "text",
    [
        '{"cells": [' + '{"source": "' * 100_000,
        '{"cells": [' + '{"cell_type": "markdown", "source": "x"},' * 10_000,
        '{"cells": [{"cell_type": "markdown", "source": [' + '"x\\n",' * 30_000,
        of_cells(("markdown", "\\" * 200_000)),
        '{"cells": ' + "[" * 300_000,
        of_cells(("code", "x"), outputs=[{"data": {"image/png": "A" * 1_000_000}}]),
    ],
    ids=["sources", "cells", "lines", "escapes", "brackets", "a picture"],
)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(5):
        read(text, "notebook")
