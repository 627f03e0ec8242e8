"""What documents say about each other, for archivists: who has what, what is shared, what is inferred and so marked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from linkaudit.reporting import markdown, markdown_collection
from reporting.audits import EVIL, audit, document
from reporting.kinships import COPY, DATED, LOST, NOTE, ORIGINAL, REWRITTEN, TWIN, captured, crowd, ferry, harmful
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


def test_a_table_says_who_has_what_in_the_order_of_dates() -> None:
    table = report(groups(ferry())).tables[0]
    assert table.head == ["Document", "Date", "Original", "Links"]
    short = "https://gazette.example/2018/07/1…erry-stops-a4711"
    assert table.rows == [
        [COPY, "~2018-07-12 (inferred, high)", f"{short} (inferred, high, and 1 more candidate)", "none"],
        [DATED, "2018-07-12 (dateline)", short, "1 address; 1 lost target with a candidate"],
        [REWRITTEN, "2018-07-14 (dateline)", "–", "none"],
        [TWIN, "–", "–", "none"],
    ]


def test_archives_have_a_column_once_they_were_asked() -> None:
    made = replace(captured(), run=replace(captured().run, archives="asked"))
    table = report(groups(made)).tables[0]
    assert table.head[-1] == "Archive"
    assert [row[-1] for row in table.rows] == ["–", "2018-07-13", "–", "–"]


def test_shares_are_given_both_ways_the_closest_first() -> None:
    assert report(groups(ferry())).tables[1].rows == [
        [COPY, TWIN, "copy", "100 %", "99 %"],
        [COPY, DATED, "copy", "97 %", "92 %"],
        [DATED, REWRITTEN, "in part", "20 %", "50 %"],
    ]


def test_passages_have_their_places_in_both() -> None:
    words = "“The last ferry to Senn, as press/copy.txt has it”"
    assert f"- `{COPY}:3` and `{DATED}:7`: {words}\n" in groups(ferry())
    assert (
        f"- [press/copy.txt:3](../press/copy.txt#L3) and [press/dated.md:7](../press/dated.md#L7): {words}\n"
        in groups(ferry(), "reports")
    )


def test_what_is_likely_is_told_as_likely_with_its_signs() -> None:
    written = groups(ferry())
    assert f"- Likely the earliest version (medium): `{DATED}`: it lacks the slip\n" in written
    assert f"- Likely copied (medium): `{COPY}` from `{DATED}`: " in written
    assert f"- slip: likely copied from each other\n  - as written: `harbuor` (`{COPY}:5`)\n" in written


def test_what_is_inferred_comes_with_what_is_for_and_against_it() -> None:
    written = groups(ferry())
    assert f"- `{COPY}`: date \\~2018-07-12 (inferred, high), by copy, from {DATED} line 2: " in written
    assert f"  - date: `July 12, 2018` (`{DATED}:2`)\n" in written
    lost = f"lost the target of “Why the Ferry Protests”; it may be [{LOST}]({LOST}) (inferred, low), by slug"
    assert f"- `{DATED}:12`: {lost}" in written
    assert "  - against it: younger than the story\n" in written


def test_each_document_has_a_citation() -> None:
    written = groups(captured())
    named = f"“Last Ferry to Senn”, Harbour Gazette, 2018-07-12, [{ORIGINAL}]({ORIGINAL})"
    assert f"- `{DATED}`: By Mona Berg, {named}, archived 2018-07-13 [{CAPTURE}]({CAPTURE}).\n" in written
    assert f"- `{TWIN}`: text without a title. [no date is known; no original is known]" in written


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
    assert "… and 10 more documents." in written
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
