"""Definitions of Markdown whose target was never filled in."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rules.judged import document_of

from linkaudit.documents.commonmark.unfilled import blanked, unfilled_definitions
from linkaudit.models import Kind, Reference

FERRY = "https://gazette.example/ferry"


def definitions(text: str) -> list[tuple[str, int]]:
    return [(each.url, each.location.line) for each in _defined(text)]


def _defined(text: str) -> list[Reference]:
    return [each for each in document_of(text).references if each.kind is Kind.DEFINITION]


@pytest.mark.parametrize("behind", ["", " ", " \t"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_an_unfilled_definition_takes_nothing_from_the_next_one(behind: str, end: str) -> None:
    text = end.join(("See [a][1] and [b][2].", "", f"[1]:{behind}", f"[2]:{FERRY}", ""))
    assert definitions(text) == [("", 3), (FERRY, 4)]
    assert _defined(text)[1].uses


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"[a][1]\n\n[1]: {FERRY}\n[2]:\n", [3, 4]),
        (f"[a][1]\n\n[1]: {FERRY}\n[2]:", [3, 4]),
        (f"[a][1]\n\n[1]:\n[2]:\n[3]: {FERRY}\n", [3, 4, 5]),
        ("by [Ada Holm][a]\n\n[a]:\n", [3]),
        ("by [Ada Holm][a]\n\n[a]:\n\nThe end.\n", [3]),
        ("[a][1]\n\n[1]: <>\n", [3]),
    ],
)
def test_unfilled_definitions_stand_among_others_or_are_used(text: str, lines: list[int]) -> None:
    assert [line for _, line in definitions(text)] == lines


@pytest.mark.parametrize(
    "text",
    [
        "[Note]:\nThe ferry is cut.\n",
        "[Note]:\n\nThe ferry is cut.\n",
        "[^1]:\n[^2]: A note.\n",
        "```\n[1]:\n[2]: https://gazette.example/\n```\n",
        "    [1]:\n    [2]: https://gazette.example/\n",
        "<!--\n[1]:\n[2]: https://gazette.example/\n-->\n",
        "[//]:\n[//]: # (a comment)\n",
        "- [x]: done\n",
    ],
)
def test_other_lines_that_look_like_one_are_none(text: str) -> None:
    assert ("", 1) not in definitions(text)
    assert all(url for url, _ in definitions(text))


def test_a_target_may_stand_on_the_next_line() -> None:
    assert definitions(f"[a][1]\n\n[1]:\n{FERRY}\n") == [(FERRY, 4)]


def test_a_label_that_is_defined_elsewhere_lacks_no_target() -> None:
    assert definitions(f"[a][1]\n\n[1]:\n[2]: {FERRY}\n[1]: {FERRY}/2\n") == [(FERRY, 4), (f"{FERRY}/2", 5)]


@given(st.text(st.sampled_from("[]:^a1\\/ \n\r"), max_size=60))
def test_blanking_moves_nothing(text: str) -> None:
    unfilled = tuple(unfilled_definitions(text))
    assert len(blanked(text, unfilled)) == len(text)
    assert all(text[each.start : each.end].rstrip().endswith("]:") for each in unfilled)
    assert [line for line in text.split("\n") if line] or not unfilled
