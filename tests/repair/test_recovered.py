"""Recovered targets are written into their documents when that is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from linkaudit.models import Skipped
from linkaudit.repair.repair import fix
from linkaudit.settings import Config, Rules

if TYPE_CHECKING:
    from pathlib import Path

URL = "https://press.example/why-the-ferry-was-given-up"
STORY = """\
The council of Port Alda decided on Wednesday to end the ferry across the bay after more than a hundred years.

{link} Passengers gathered at the quay in the morning and asked why nobody had spoken with them before the vote.

The harbour master said that both boats would be sold in spring, and that the crews were offered other work in town.

A tram is to be built along the shore within six years, at a cost that nobody in the council wished to name so far.
"""
WITH = STORY.format(link=f"See [Why the ferry was given up]({URL}).")
WITHOUT = STORY.format(link="See [Why the ferry was given up](#).")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.md").write_text(WITHOUT)
    (tmp_path / "b.md").write_text(WITH)
    return tmp_path


def repaired(*paths: str, unsafe: bool = True, config: Config | None = None) -> dict[str, str]:
    """Work out the repairs of documents; gives the texts that they would have."""
    made = fix(paths or (".",), config or Config(), unsafe=unsafe).outcomes
    return {each.path: each.repaired.text for each in made if not isinstance(each, Skipped)}


@pytest.mark.usefixtures("folder")
def test_the_target_is_written_where_the_lost_one_was() -> None:
    assert repaired() == {"a.md": WITH}


@pytest.mark.usefixtures("folder")
def test_nothing_is_written_without_being_asked_for() -> None:
    assert repaired(unsafe=False) == {}


@pytest.mark.usefixtures("folder")
def test_the_documents_that_know_it_must_be_among_those_given() -> None:
    assert repaired("a.md") == {}


@pytest.mark.usefixtures("folder")
def test_a_rule_that_is_silent_repairs_nothing() -> None:
    silent = Config(rules=Rules(ignore=("collection-*",)))
    assert repaired(config=silent) == {}


def test_it_is_found_again_behind_other_repairs_of_the_text(folder: Path) -> None:
    tracked = "See [tides](https://harbour.example/t?utm_source=share).\n\n"
    (folder / "a.md").write_text(tracked + WITHOUT)
    assert repaired() == {"a.md": tracked.replace("?utm_source=share", "") + WITH}


def test_what_a_comment_hides_is_left_alone(folder: Path) -> None:
    hidden = WITHOUT.replace("See [", "<!-- linkaudit: ignore[collection-recoverable-target] -->\nSee [")
    (folder / "a.md").write_text(hidden)
    assert repaired() == {}
