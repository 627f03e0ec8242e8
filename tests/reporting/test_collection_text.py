"""What documents say about each other on a terminal: marked where it is inferred, brief unless more is wanted."""

from __future__ import annotations

from msgspec.structs import replace

from linkaudit.models import Kinship
from linkaudit.reporting import text, text_collection
from linkaudit.reporting.concluded import in_brief, origin
from reporting.audits import audit, document
from reporting.kinships import COPY, DATED, LOST, NOTE, ORIGINAL, crowd, ferry, harmful, inferred


def test_a_group_has_a_block_with_its_members_by_date() -> None:
    written = text_collection.render(ferry())
    assert written.startswith("Group 1: 4 documents that share text\n  press/copy.txt: ~2018-07-12 (inferred, high); ")
    starts = [line.split(":")[0].strip() for line in written.splitlines() if line.startswith("  press/")]
    assert starts[:5] == ["press/copy.txt", "press/dated.md", "press/later.txt", "press/twin.txt", "press/note.md"]


def test_what_is_inferred_says_from_what_and_what_is_against_it() -> None:
    lines = [line.strip() for line in text_collection.render(ferry()).splitlines()]
    assert "dated by copy, from press/dated.md line 2: the one is a copy of the other" in lines
    assert any(line.startswith(f"may come from {ORIGINAL} (inferred, high), by copy, from") for line in lines)
    assert any(line.endswith(f"has lost its target; it may be {LOST} (inferred, low)") for line in lines)
    assert "against it: younger than the story" in lines


def test_shares_passages_signs_and_the_earliest_are_shown() -> None:
    lines = [line.strip() for line in text_collection.render(ferry()).splitlines()]
    assert f"{COPY} and {DATED}: copy, 97 % of the first in the second, 92 % the other way round" in lines
    assert "lines 3-4 = lines 7-9: The last ferry to Senn, as press/copy.txt has it" in lines
    assert f"likely the earliest version: {DATED} (medium): it lacks the slip" in lines
    assert "slip: likely copied from each other" in lines
    assert "press/copy.txt:5:1: as written: harbuor" in lines


def test_odd_addresses_and_disagreements_close_it() -> None:
    written = text_collection.render(ferry())
    assert "press/copy.txt:9:1: https://gazette.example/2026/02/28/bridge: no number\n" in written
    assert f"collection-url-variants: {ORIGINAL} (the last slash)\n" in written
    assert f"    {NOTE}:4:1: {ORIGINAL}/\n" in written


def test_how_each_is_best_cited_is_told_if_more_is_wanted() -> None:
    assert "best cited" not in text_collection.render(ferry())
    written = text_collection.render(ferry(), verbose=True)
    assert (
        f"    {DATED}: By Mona Berg, \u201cLast Ferry to Senn\u201d, Harbour Gazette, 2018-07-12, <{ORIGINAL}>.\n"
        in written
    )


def test_many_pairs_are_shown_only_if_they_are_wanted() -> None:
    brief, whole = (text_collection.render(crowd(12), verbose=verbose) for verbose in (False, True))
    assert "… and 36 more pairs (-v shows them)" in brief
    assert whole.count("of the first in the second") == 66


def test_nothing_gives_nothing() -> None:
    assert text_collection.render(audit(document("a.md"))) == ""
    assert in_brief(audit(document("a.md"))) == ""


def test_colours_are_for_those_who_want_them() -> None:
    assert "\x1b[" not in text_collection.render(ferry())
    assert "\x1b[33m~2018-07-12 (inferred, high)\x1b[0m" in text_collection.render(ferry(), colour=True)


def test_a_text_that_means_harm_cannot_steer_a_terminal() -> None:
    written = text_collection.render(harmful(), verbose=True)
    assert not any(char in written for char in "\x1b\u202e\u200b")
    assert "<U+001B>" in written


def test_the_summary_of_every_run_has_a_line() -> None:
    line = "1 group of documents shares text (4 in all); inferred: 2 dates, 1 source, 1 lost target."
    assert line in text.summary(ferry()).splitlines()
    assert "share text" not in text.summary(audit(document("a.md")))
    assert "too long" in text.summary(replace(ferry(), kinship=replace(ferry().kinship, notes=("too long",))))


def test_what_could_not_be_compared_is_told_without_any_group() -> None:
    assert "too long" in text.summary(audit(document("a.md"), kinship=Kinship(notes=("too long",))))


def test_many_sources_are_counted() -> None:
    assert origin(inferred("2018", "a.md")) == "a.md"
    assert origin(inferred("2018", "a.md", "b.md")) == "a.md and b.md"
    assert origin(inferred("2018", "a.md", "b.md", "c.md", "d.md")) == "a.md, b.md and 2 more documents"
