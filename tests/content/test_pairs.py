"""What is said of pairs of which it is known what became of the text: always right, and as the documentation says."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from content_pairs.kinds import CARRYINGS, DRIFTS, UNTRIED_KINDS, Kind, compared
from content_pairs.stories import Story, stories
from content_pairs.table import confusion, rows

DOCUMENTED = Path(__file__).parents[2] / "docs" / "content.md"
EXTRACTORS = ("built-in", "trafilatura")
KINDS = (*DRIFTS, *CARRYINGS)
NAMES = [kind.name for kind in KINDS]
# One language with spaces between words and one without: the whole table takes half a minute.
FEW = tuple(story for story in stories() if (story.name, story.language) in {("harbour", "en"), ("lighthouse", "ja")})


def documented(kind: Kind) -> list[set[str]]:
    """Read what was said of a kind according to the documentation, with each extractor."""
    text = DOCUMENTED.read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith(f"| {kind.name} |"))
    cells = [cell.strip() for cell in row.strip("|").split("|")]
    assert cells[2] == " or ".join(kind.right)
    return [set(re.findall(r"[a-z-]+", cell)) for cell in (cells[4], cells[6])]


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.name not in UNTRIED_KINDS], ids=lambda kind: kind.name)
def test_what_is_said_is_right(kind: Kind) -> None:
    assert {each.said for each in compared(kind, "built-in", FEW)} <= set(kind.right)


@pytest.mark.parametrize("extractor", EXTRACTORS)
@pytest.mark.parametrize("kind", KINDS, ids=NAMES)
def test_what_is_said_is_what_the_documentation_says(kind: Kind, extractor: str) -> None:
    said = {each.said for each in compared(kind, extractor, FEW[: 1 if extractor == "trafilatura" else 2])}
    assert said <= documented(kind)[EXTRACTORS.index(extractor)]


def test_no_row_of_the_table_is_missing_and_none_is_left_over() -> None:
    text = DOCUMENTED.read_text(encoding="utf-8")
    found = [line.split(" | ")[0].removeprefix("| ") for line in text.splitlines() if line.count("|") == 8]
    assert [name for name in found if not name.startswith(("pairs", "|"))] == NAMES


@pytest.mark.parametrize("name", sorted({story.name for story in stories()}))
def test_every_story_is_there_in_two_languages_and_grows(name: str) -> None:
    versions: list[Story] = [story for story in stories() if story.name == name]
    assert len(versions) == len({story.language for story in versions}) == 2
    assert all(len(story.paragraphs) == 6 and len(story.later) > 1 for story in versions)


def test_the_table_counts_what_was_said() -> None:
    kinds = DRIFTS[:1]
    results = {kinds[0].name: {"built-in": compared(kinds[0], "built-in", FEW)}}
    number = len(results[kinds[0].name]["built-in"])
    assert f"| {number} | same | " in list(rows(kinds, results, ("built-in",)))[-1]
    assert list(confusion(kinds, results, "built-in"))[-1] == f"| same | {number} |"
