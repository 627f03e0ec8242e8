"""What documents say about each other on a terminal: marked where it is inferred, brief unless more is wanted."""

from __future__ import annotations

from msgspec.structs import replace

from linkaudit.models import Evidence, Kinship, Sign
from linkaudit.reporting import text, text_collection
from linkaudit.reporting.concluded import in_brief, means, origin
from reporting.audits import at, audit, document
from reporting.kinships import (
    COPY,
    DATED,
    LOST,
    NOTE,
    ORIGINAL,
    REWRITTEN,
    TWIN,
    crowd,
    ferry,
    harmful,
    inferred,
)


def test_a_group_has_a_block_with_its_members_by_date() -> None:
    lines = text_collection.render(ferry()).splitlines()
    assert lines[0] == "Group 1: 4 documents that share text"
    assert lines[1] == "  A, B and D are copies of one text. C shares passages with that text."
    assert lines[2].startswith("  A  press/copy.txt: ~2018-07-12 (inferred, high); ")
    starts = [line.split(":")[0].split() for line in lines if "  press/" in line and not line.startswith("    ")]
    assert starts[:4] == [["A", COPY], ["B", DATED], ["C", REWRITTEN], ["D", TWIN]]
    assert starts[4] == [NOTE]


def test_what_is_inferred_says_from_what_and_what_is_against_it() -> None:
    lines = [line.strip() for line in text_collection.render(ferry()).splitlines()]
    assert "dated from B line 2: the one is a copy of the other" in lines
    assert any(line.startswith(f"may come from {ORIGINAL} (inferred, high), from B line 20: ") for line in lines)
    assert "may be copied from B (inferred, medium): the one is a copy of the other" in lines
    assert any(line.endswith(f"has lost its target; it may be {LOST} (inferred, low)") for line in lines)
    assert "against it: younger than the story" in lines


def test_shares_passages_signs_and_the_earliest_are_shown() -> None:
    lines = [line.strip() for line in text_collection.render(ferry()).splitlines()]
    assert "A and B: copy, 97 % of A in B, 92 % of B in A" in lines
    assert "A:3-4 = B:7-9, D:7-9 (40 words): The last ferry to Senn, as press/copy.txt has it" in lines
    assert "likely the earliest version: B (medium): it lacks the slip" in lines
    assert "slip: likely copied from each other" in lines
    assert "press/copy.txt:5:1: as written: harbuor" in lines


def test_evidence_is_told_once_and_all_of_it_if_wanted() -> None:
    many = tuple(Evidence("written", f"form {number}", at(COPY, number)) for number in range(1, 7))
    (group,) = ferry().kinship.groups
    signs = (Sign("spelling", f"{COPY} has them", many), Sign("correction", "so it is", many[:1]))
    made = replace(ferry(), kinship=replace(ferry().kinship, groups=(replace(group, signs=signs),)))
    brief, whole = (text_collection.render(made, verbose=verbose) for verbose in (False, True))
    assert "  spelling: A has them\n    press/copy.txt:1:1: written: form 1\n" in brief
    assert "form 4\n    … and 2 more places (-v shows them)\n  correction: so it is\n    see the spelling\n" in brief
    assert "form 6\n  correction: so it is\n    press/copy.txt:1:1: written: form 1\n" in whole


def test_odd_addresses_and_disagreements_close_it() -> None:
    written = text_collection.render(ferry())
    assert "press/copy.txt:9:1: https://gazette.example/2026/02/28/bridge lacks no number; others have it\n" in written
    assert f"one page under several addresses [collection-url-variants]: {ORIGINAL} (the last slash)\n" in written
    assert f"    {NOTE}:4:1: {ORIGINAL}/\n" in written


def test_how_each_is_best_cited_is_told_if_more_is_wanted() -> None:
    assert "best cited" not in text_collection.render(ferry())
    written = text_collection.render(ferry(), verbose=True)
    assert (
        f"    B: By Mona Berg, \u201cLast Ferry to Senn\u201d, Harbour Gazette, 2018-07-12, <{ORIGINAL}>.\n" in written
    )


def test_many_pairs_are_shown_only_if_they_are_wanted() -> None:
    brief, whole = (text_collection.render(crowd(12), verbose=verbose) for verbose in (False, True))
    assert "… and 36 more pairs (-v shows them)" in brief
    assert whole.count(": copy, ") == 66
    assert "A:3-4 = B:7-9, C:7-9, D:7-9, E:7-9, F:7-9, G:7-9, H:7-9, I:7-9 and 3 more (40 words): " in brief
    assert "I:7-9, J:7-9, K:7-9, L:7-9 (40 words): " in whole


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


def test_by_what_means_is_told_in_words() -> None:
    assert means(inferred("2018", "a.md")) == "as a copy of another (from a.md)"
    assert means(inferred("2018", "a.md", by="part")) == "by passages that it shares with another (from a.md)"
    assert means(inferred("2018", "a.md", by="hearsay")) == "by hearsay (from a.md)"
