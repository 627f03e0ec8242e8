"""What documents say about each other, for archivists: who has what, what is shared, what is inferred and so marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from linkaudit.collection.dated_siblings import IN_COMMON
from linkaudit.models import CopyKind, Evidence, Member, Passage, Sign
from linkaudit.reporting import markdown, markdown_collection
from reporting.audits import EVIL, at, audit, document
from reporting.kinships import (
    COPY,
    DATED,
    LOST,
    NOTE,
    ORIGINAL,
    REWRITTEN,
    TWIN,
    captured,
    crowd,
    ferry,
    harmful,
    inferred,
    lines,
    pair,
)
from reporting.rendered import RENDERER, report

if TYPE_CHECKING:
    from linkaudit.models import Audit

CAPTURE = f"https://web.archive.org/web/20180713000000/{ORIGINAL}"


def section(written: str, name: str) -> str:
    """Cut a section out of a report."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def groups(made: Audit, folder: str | None = None) -> str:
    return section(markdown_collection.render(made, folder=folder), "Documents that share text")


def test_the_report_on_a_collection_has_its_sections() -> None:
    written = markdown_collection.render(ferry())
    assert [text for tag, text in report(written).headings if tag != "h3"] == [
        "What the documents say about each other",
        "Documents that share text",
        "Documents by themselves of which something was inferred",
        "Addresses that are not built as the others of their host",
        "Documents that say different things",
    ]
    assert "- one page under several addresses, `collection-url-variants`: https\\://gazette.example" in written
    assert f"lacks no number; others of its host have it: [{LOST}]({LOST})" in written
    assert "5 documents: 1 group of documents shares text (4 in all); inferred: 2 dates, 1 source" in written
    assert written.endswith("\n")
    assert "\n\n\n" not in written


def test_where_nothing_is_shared_that_is_said() -> None:
    written = markdown_collection.render(audit(document("a.md")))
    assert "1 document: none shares text with another." in written
    assert "##" not in written


def test_what_could_not_be_compared_is_listed() -> None:
    made = audit(
        document("a.md"), kinship=replace(ferry().kinship, groups=(), pairs=(), members={}, notes=("too long",))
    )
    assert section(markdown_collection.render(made), "Not read or not compared").strip() == "- too long"


def test_a_group_begins_with_what_it_is() -> None:
    written = groups(ferry())
    assert "A, B and D are copies of one text. C shares passages with that text.\n\n| | Document |" in written


def test_a_table_says_who_has_what_in_the_order_of_dates() -> None:
    table = report(groups(ferry())).tables[0]
    assert table.head == ["", "Document", "Date", "Original", "Links"]
    short = "https://gazette.example/2018/07/1…erry-stops-a4711"
    assert table.rows == [
        ["A", COPY, "~2018-07-12 (inferred, high)", f"{short} (inferred, high, and 1 more candidate)", "none"],
        ["B", DATED, "2018-07-12 (dateline)", short, "1 address; 1 lost target with a candidate"],
        ["C", REWRITTEN, "2018-07-14 (dateline)", "–", "none"],
        ["D", TWIN, "–", "–", "none"],
    ]


def test_below_the_table_documents_are_named_by_their_letters() -> None:
    for folder in (None, "reports"):
        _, _, below = groups(ferry(), folder).partition("How much of each stands in the others:")
        shown = re.sub(r"\]\([^)]*\)", "]", re.sub("as press/.* has it", "", below))
        assert "B" in shown
        assert [path for path in (COPY, DATED, REWRITTEN, TWIN) if path in shown] == []


def test_archives_have_a_column_once_they_were_asked() -> None:
    made = replace(captured(), run=replace(captured().run, archives="asked"))
    table = report(groups(made)).tables[0]
    assert table.head[-1] == "Archive"
    assert [row[-1] for row in table.rows] == ["–", "2018-07-13", "–", "–"]


def test_shares_are_given_both_ways_the_closest_first() -> None:
    assert report(groups(ferry())).tables[1].rows == [
        ["A, D", "copy", "100 % of A in D", "99 % of D in A"],
        ["A, B", "copy", "97 % of A in B", "92 % of B in A"],
        ["B, C", "in part", "20 % of B in C", "50 % of C in B"],
    ]


def test_what_shares_a_little_and_is_in_no_group_keeps_its_path_in_the_table() -> None:
    other = "press/a|b.md"
    made = ferry()
    pairs = (*made.kinship.pairs, pair(COPY, other, CopyKind.PARTIAL, (0.05, 0.04)))
    made = replace(made, kinship=replace(made.kinship, pairs=pairs))
    assert report(groups(made)).tables[1].rows[-1] == [
        f"A, {other}",
        "in part",
        f"5 % of A in {other}",
        f"4 % of {other} in A",
    ]


def test_a_passage_is_told_once_with_all_its_places() -> None:
    words = "“The last ferry to Senn, as press/copy.txt has it”"
    assert f"\n- A:3–4 = B:7–9, D:7–9 (40 words): {words}\n" in groups(ferry())
    copy, dated, twin = (f"../{path}" for path in (COPY, DATED, TWIN))
    places = f"[A:3–4]({copy}#L3) = [B:7–9]({dated}#L7), [D:7–9]({twin}#L7)"
    assert f"\n- {places} (40 words): {words}\n" in groups(ferry(), "reports")


def test_the_longest_passages_are_told_and_the_others_counted() -> None:
    (first, *_), names = ferry().kinship.pairs, (COPY, DATED)
    passages = tuple(
        Passage(lines(names[0], at, at), lines(names[1], at, at), f"passage {at}", 10 + at, 10) for at in range(1, 15)
    )
    kinship = replace(ferry().kinship, pairs=(replace(first, passages=passages),))
    written = groups(replace(ferry(), kinship=kinship))
    assert re.findall(r"“passage (\d+)”", written) == [str(at) for at in range(14, 2, -1)]
    assert "\n- … and 2 shorter passages\n" in written


def test_what_is_likely_is_told_as_likely_with_its_signs() -> None:
    written = groups(ferry())
    assert "\n- likely the earliest version: B (medium): it lacks the slip\n" in written
    assert "\n- likely copied: A from B (medium): the one is a copy of the other\n" in written
    slip = "- slip: likely copied from each other\n  - as written: `harbuor` (A:5)\n  - elsewhere: `harbour` (B:8)\n"
    assert slip in written


def likelihoods(signs: tuple[Sign, ...], evidence: tuple[Evidence, ...], because: str = "it lacks the slip") -> str:
    """Write what is told of the likely way of copying, with such evidence for the earliest version."""
    (group,) = ferry().kinship.groups
    earliest = inferred(DATED, COPY, DATED, because=because, evidence=evidence)
    made = replace(ferry().kinship, groups=(replace(group, earliest=earliest, signs=signs),))
    _, _, below = groups(replace(ferry(), kinship=made)).partition("as a likelihood:\n\n")
    return below.partition("\n\n")[0]


def test_evidence_that_a_sign_shows_is_told_with_the_sign_only() -> None:
    slip, torn = (Evidence(name, "harbuor", at(COPY, line)) for name, line in (("slip", 5), ("torn after", 6)))
    apart = Evidence("date of press/dated.md", "2018-07-12", at(DATED, 2))
    signs = (Sign("slip", "one", (slip,)), Sign("break", "a", (torn,)), Sign("break", "b", (slip, torn)))
    written = likelihoods(signs, (apart, slip, torn))
    assert written.startswith(
        "- likely the earliest version: B (high): it lacks the slip\n"
        "  - see the slip and break 1 below\n"
        "  - date of B: `2018-07-12` (B:2)\n"
    )
    assert written.endswith("- break 2: b\n  - see the slip and break 1")


def test_of_much_evidence_the_first_pieces_are_told_and_the_places_of_the_others_counted() -> None:
    many = tuple(Evidence("written", f"form {number}", at(COPY, number)) for number in range(1, 10))
    again = Evidence("written", "form 1", at(DATED, 7))
    written = likelihoods((Sign("spelling", "it is", (*many, again)),), ())
    assert "  - written: `form 1` (A:1, B:7)\n  - written: `form 2` (A:2)\n" in written
    assert written.count("- written:") == 4
    assert written.endswith("\n  - … and 5 more places")
    written = likelihoods((), many)
    assert written.count("- written:") == 3
    assert "\n  - … and 6 more places\n" in written


def test_sentences_of_the_stage_name_the_documents_by_letters_too() -> None:
    other = "other/copy.txt"
    because = f"{DATED} is whole where {COPY} is torn; {COPY}:5 and {other} and {COPY}.bak are not it"
    written = likelihoods((), (), because)
    assert f": B is whole where A is torn; A:5 and {other} and {COPY}.bak are not it\n" in written


def test_what_is_inferred_comes_with_what_is_for_and_against_it() -> None:
    written = groups(ferry())
    dated = "- A: date \\~2018-07-12 (inferred, high): the one is a copy of the other\n"
    assert f"{dated}  - date: `July 12, 2018` (B:2)\n" in written
    lost = f"lost the target of “Why the Ferry Protests”; it may be [{LOST}]({LOST}) (inferred, low), from A:"
    assert f"- B:12: {lost}" in written
    assert "  - against it: younger than the story\n" in written


def test_how_much_is_shared_is_no_quotation() -> None:
    common = Evidence(IN_COMMON, f"97 % of its own stand in {DATED}", at(COPY, 3))
    quoted = Evidence("title", f"as {DATED} has it", at(COPY, 3))
    member = Member(COPY, inferred("2018", DATED, evidence=(common, quoted)))
    written = groups(replace(ferry(), kinship=replace(ferry().kinship, members={COPY: member})))
    assert f"  - {IN_COMMON}: 97 % of its own stand in B (A:3)\n  - title: `as {DATED} has it` (A:3)\n" in written


def test_each_document_has_a_citation() -> None:
    written = groups(captured())
    named = f"“Last Ferry to Senn”, Harbour Gazette, 2018-07-12, [{ORIGINAL}]({ORIGINAL})"
    assert f"- B: By Mona Berg, {named}, archived 2018-07-13 [{CAPTURE}]({CAPTURE}).\n" in written
    assert "- A: “Last Ferry to Senn” (the title of its copy B), 2018-07-12 (inferred from B line 2, high)" in written
    assert "- D: text without a title. [no date is known; no original is known]" in written


def test_the_report_of_an_audit_has_the_section_and_marks_inferred_dates() -> None:
    written = markdown.render(ferry())
    headings = [text for tag, text in report(written).headings if tag == "h2"]
    assert headings.index("Overview") < headings.index("Documents that share text")
    assert section(written, "Documents that share text").strip() == groups(ferry()).strip()
    dates = {row[0]: row[1] for row in report(section(written, "Overview")).tables[0].rows}
    assert dates[COPY] == "~2018-07-12 (inferred, high)"
    assert dates[NOTE] == "~2018-11-04 (inferred, medium)"
    assert dates[DATED] == "2018-07-12 (dateline)"
    assert "- beside each other: 1 group of documents shares text (4 in all)" in section(written, "Summary")


def test_an_audit_of_documents_that_share_nothing_has_no_such_section() -> None:
    assert "share text" not in markdown.render(audit(document("a.md")))


def test_a_large_group_ends_somewhere() -> None:
    made = crowd(40)
    written = groups(made)
    assert "All 40 are copies of one text." in written
    assert "\n- A:3–4 = B:7–9, C:7–9, D:7–9, E:7–9, F:7–9, G:7–9, H:7–9, I:7–9 and 31 more (40 words): “" in written
    assert "… and 10 more documents." in written
    assert [row[0] for row in report(written).tables[0].rows][-5:] == ["Z", "AA", "AB", "AC", "AD"]
    assert "… and 760 more pairs, which the report as JSON lists." in written
    assert written.count("text without a title") == 30
    many = replace(made, kinship=replace(made.kinship, groups=made.kinship.groups * 60, pairs=()))
    assert "… and 10 more groups, which `linkaudit collection` lists." in groups(many)


@pytest.mark.parametrize("folder", [None, "reports"])
@pytest.mark.parametrize("report_of", [markdown, markdown_collection], ids=["audit", "collection"])
def test_a_text_that_means_harm_stays_text(folder: str | None, report_of: Any) -> None:
    written = report_of.render(harmful(), folder=folder)
    found = report(written)
    own = ("https://gazette.example/", "https://lost.example/", "https://web.archive.org/web/", "../docs/", "../")
    assert (found.html, found.images) == ([], [])
    assert not any(text.startswith("Heading") for _, text in found.headings)
    assert [target for target in found.links if not target.startswith(own)] == []
    assert all({len(row) for row in table.rows} <= {len(table.head)} for table in found.tables)
    assert not any(char in written for char in "\x1b\u202e\u200b")
    assert "<script" not in RENDERER.render(written)
    assert EVIL not in written
