"""The report for archivists, as a renderer shows it: whole whatever the documents hold, with all that is needed."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit.models import (
    Citation,
    Compared,
    Condition,
    Dated,
    Kind,
    PartialDate,
    Result,
    Role,
    Severity,
    Standing,
    Verdict,
)
from linkaudit.reporting import markdown, text
from linkaudit.reporting.certainty import MEANINGS, how_sure, why_no_capture
from reporting.audits import (
    CITED,
    CUT,
    EVIL,
    GONE,
    MOVED,
    NOW,
    WALL,
    answered,
    at,
    audit,
    document,
    finding,
    hostile,
    link,
    ordinary,
    run,
    seen,
)
from reporting.rendered import RENDERER, report

if TYPE_CHECKING:
    from linkaudit.models import Audit

SECTIONS = ["Summary", "Decide first", "Reference rot", "Findings by rule", "Overview", "Documents", "Moved",
            "Not looked at", "Hidden by comments", "What the verdicts mean"]  # fmt: skip


def sections(written: str) -> list[str]:
    return [text for tag, text in report(written).headings if tag == "h2"]


def section(written: str, name: str) -> str:
    """Cut a section out of a report."""
    found = re.search(rf"^## {name}\n(.*?)(?=^## |\Z)", written, re.MULTILINE | re.DOTALL)
    assert found
    return found[1]


def test_a_report_has_its_sections_in_order() -> None:
    written = markdown.render(
        replace(ordinary(), observations=(*ordinary().observations, seen(f"{CUT}x", Verdict.UNKNOWN)))
    )
    assert report(written).headings[0] == ("h1", "Integrity report")
    assert sections(written) == SECTIONS
    assert [text for tag, text in report(written).headings if tag == "h3"] == ["docs/ferry.md: Ferry line cut"]
    assert written.endswith("\n")
    assert not written.endswith("\n\n")
    assert "\n\n\n" not in written


def test_an_empty_audit_has_a_short_report() -> None:
    written = markdown.render(audit())
    assert sections(written) == ["Summary", "Decide first"]
    assert "**0 errors** and 0 warnings." in written
    assert "Nothing here needs a decision." in written
    assert "| Live web | not asked |" in written
    assert "| Web archives | not asked |" in written
    assert "| Run |" not in written


def test_the_first_sentence_counts_errors_and_warnings() -> None:
    each = (Severity.ERROR, Severity.WARNING, Severity.WARNING, Severity.INFO, Severity.INFO, Severity.INFO)
    written = markdown.render(audit(findings=tuple(finding("a.md", severity=severity) for severity in each)))
    assert "**1 error** and 2 warnings.\n" in written


def test_the_same_audit_gives_the_same_bytes() -> None:
    assert markdown.render(ordinary(), folder="reports") == markdown.render(ordinary(), folder="reports")


def test_the_head_says_what_was_done() -> None:
    head = markdown.render(ordinary()).partition("## Summary")[0]
    assert "**1 error** and 1 warning; 1 link lost, 1 of them with a capture that can stand in." in head
    (table,) = report(head).tables
    assert table.rows == [
        ["Audited", "docs: 2 documents, 6 references"],
        ["Day of the audit", "2026-11-21"],
        ["Live web", "4 addresses, one look at each"],
        ["Web archives", "3 look-ups in Internet Archive"],
        ["Run", "7, 2026-11-21 09:30 to 10:30 UTC"],
        ["Made by", table.rows[5][1]],
    ]
    assert re.fullmatch(r"linkaudit \d+\.\d+\.\d+, configured by linkaudit\.toml", table.rows[5][1])


def test_the_summary_counts_by_rule_from_the_gravest() -> None:
    written = markdown.render(ordinary())
    summary = section(written, "Summary")
    assert "documents: 2; 1 is dated, 1 names a source by its address" in summary
    assert "addresses: 1 alive, 1 moved, 1 dead, 1 blocked" in summary
    assert "captures: 1 found, 1 absent, 1 could not be told" in summary
    assert "hidden by comments in the documents: 2 findings" in summary
    assert "not read, in whole or in part: 1 file" in summary
    (table,) = report(section(written, "Findings by rule")).tables
    assert [row[0::3] + row[1:2] for row in table.rows] == [
        ["error", "1", "live-dead"],
        ["warning", "1", "date-original-url-mismatch"],
        ["remark", "1", "link-tracking-parameters"],
    ]
    assert table.rows[0][2] == "a link that is lost, as several looks with days between them have confirmed"


def test_what_needs_a_decision_comes_with_what_can_stand_in() -> None:
    decisions = section(markdown.render(ordinary()), "Decide first")
    copy = f"https://web.archive.org/web/20180702000000/{GONE}"
    assert decisions.strip().splitlines() == [
        "1. **error** `docs/ferry.md:3`: dead: 410 Gone",
        f"   - the link: [{GONE}]({GONE})",
        (
            f"   - use instead: [capture of 2018-07-02]({copy}), 10 days before the citation "
            "(2018-07-12, date of the document (dateline))"
        ),
        "2. **warning** `docs/ferry.md:9`: 15 days",
    ]


def test_a_lost_link_with_a_secret_is_found_again_by_its_finding() -> None:
    url = f"{GONE}?token=s3cret-harbour"
    written = markdown.render(
        audit(
            document("a.md", link("a.md", url, 1)),
            findings=(finding("a.md", "live-dead", url=f"{GONE}?token=•••", message="dead: gone"),),
            observations=(seen(url, Verdict.DEAD, "gone"),),
            lookups=(answered(url, Result.ABSENT, at=None),),
        )
    )
    assert f"the link: `{GONE}?token=•••`" in section(written, "Decide first")
    assert "use instead: no capture: in no archive that was asked" in section(written, "Decide first")
    assert "s3cret" not in written


@pytest.mark.parametrize(("count", "more"), [(49, 0), (50, 0), (51, 1), (120, 70)])
def test_no_more_decisions_are_listed_than_somebody_takes(count: int, more: int) -> None:
    findings = tuple(finding("a.md", location=at("a.md", line)) for line in range(1, count + 1))
    written = markdown.render(audit(document("a.md"), findings=findings))
    decisions = section(written, "Decide first")
    assert len(re.findall(r"^\d+\. ", decisions, re.MULTILINE)) == min(count, 50)
    assert (f"{more} more stand under their documents." in decisions) is bool(more)
    assert len(re.findall(r"^\d+\. ", section(written, "Documents"), re.MULTILINE)) == count


def test_lists_below_numbers_of_two_digits_stay_below_them() -> None:
    findings = tuple(
        finding("a.md", location=at("a.md", line), evidence=(), related=(at("a.md", 99),)) for line in range(1, 12)
    )
    written = section(markdown.render(audit(document("a.md"), findings=findings)), "Documents")
    html = RENDERER.render(written)
    assert html.count("<ol>") == 1
    assert html.count("<li>also on line 99</li>") == 11
    assert "<code>   -" not in html


def test_the_overview_shows_each_document_in_a_line() -> None:
    (table,) = report(section(markdown.render(ordinary()), "Overview")).tables
    assert table.rows == [
        [
            "docs/ferry.md",
            "2018-07-12 (dateline)",
            f"{CUT}, alive",
            "1 alive, 1 moved, 1 dead, 1 blocked",
            "1",
            "1",
            "1",
        ],
        ["docs/tides.md", "–", "–", "1 alive", "", "", ""],
    ]


def test_a_document_is_shown_with_date_source_findings_and_links() -> None:
    ferry = section(markdown.render(ordinary()), "Documents")
    assert "- File: `docs/ferry.md`, markdown\n" in ferry
    assert "- Date: **2018-07-12** by its dateline, line 2: `July 12, 2018`\n" in ferry
    assert (
        f"- Source: [{CUT}]({CUT}) (`Original url:`, line 9); alive; no capture: in no archive that was asked\n"
        in ferry
    )
    assert "**3 findings**" in ferry
    assert "1. **error** `live-dead`, line 3: dead: 410 Gone\n" in ferry
    assert f"   - as written: `{GONE}`\n   - date stated: `2018-07-12` (line 2)\n   - also on line 5\n" in ferry
    assert f"   - repair: take them out: `{MOVED}`\n" in ferry
    (table,) = report(ferry).tables
    assert table.rows == [
        ["3, 5", GONE, "dead: gone (410)",
         "confirmed since 2026-11-21, 3 looks since 2026-11-12",
         "capture of 2018-07-02, 10 days before the citation (2018-07-12, date of the document (dateline))"],
        ["6", MOVED, "moved: permanent-redirect (200)", "", "its new address https://tram.example/new"],
        ["7", WALL, "blocked: forbidden (403)", "", "capture not known: the archive asked us to wait"],
    ]  # fmt: skip


def test_documents_of_which_there_is_nothing_to_say_are_only_in_the_overview() -> None:
    written = markdown.render(ordinary())
    assert "tides.md" not in section(written, "Documents")
    assert "Documents" not in sections(markdown.render(audit(document("a.md", link("a.md", CUT, 1)))))


def test_what_a_document_does_not_state_is_said() -> None:
    plain = document("a.md")
    named = document(
        "b.md", citations=(Citation("Source:", at("b.md"), publisher="The *Gazette*", about_document=True),)
    )
    written = markdown.render(audit(plain, named, findings=(finding("a.md"), finding("b.md"))))
    assert "- Date: not stated\n- Source: not stated\n- Links: none\n\n**1 finding**" in written
    assert r"- Source: The \*Gazette\*, without an address" in written
    assert report(section(written, "Overview")).tables[0].rows[1][2] == "The *Gazette*"
    counted = markdown.render(audit(document("a.md", link("a.md", CUT, 1)), findings=(finding("a.md"),)))
    assert "- Links: 1 address\n" in counted


def test_only_so_many_lines_of_an_address_are_listed() -> None:
    links = tuple(link("a.md", GONE, line) for line in (9, 1, 3, 3, 5, 7, 2))
    written = markdown.render(audit(document("a.md", *links), observations=(seen(GONE, Verdict.DEAD, "gone"),)))
    assert report(section(written, "Documents")).tables[0].rows[0][0] == "1, 2, 3, 5, 7 …"
    five = markdown.render(audit(document("a.md", *links[1:]), observations=(seen(GONE, Verdict.DEAD, "gone"),)))
    assert report(section(five, "Documents")).tables[0].rows[0][0] == "1, 2, 3, 5, 7"


def test_where_the_report_stands_it_links_the_documents() -> None:
    written = markdown.render(ordinary(), folder="reports/example")
    assert "[docs/ferry.md](../../docs/ferry.md)" in written
    assert "1. **error** [docs/ferry.md:3](../../docs/ferry.md#L3): dead: 410 Gone" in written
    assert "[line 9](../../docs/ferry.md#L9)" in written
    odd = audit(document("docs/a (b) [c].md"), findings=(finding("docs/a (b) [c].md"),))
    assert "../docs/a%20%28b%29%20%5Bc%5D.md#L1" in report(markdown.render(odd, folder="reports")).links
    assert not any("ferry.md" in each for each in report(markdown.render(ordinary())).links)


def test_pages_that_can_be_saved_now_are_gathered_and_counted() -> None:
    absent = finding("a.md", "archive-absent", Severity.INFO, message="no capture", url=CUT)
    living = finding("a.md", "archive-alive-unarchived", Severity.INFO, message="save it", url=CUT)
    grave = finding("a.md", "archive-absent", Severity.WARNING, message="no capture at all", url=GONE)
    wall = finding("a.md", "archive-absent", Severity.INFO, message="no capture", url=WALL, location=at("a.md", 2))
    links = (link("a.md", CUT, 1), link("a.md", GONE, 1), link("a.md", WALL, 2))
    looked = (seen(CUT), seen(WALL, Verdict.BLOCKED, "forbidden"))
    made = audit(document("a.md", *links), findings=(absent, living, grave, wall), observations=looked)
    written = section(markdown.render(made), "Documents")
    assert "**4 findings**\n\n1. **warning** `archive-absent`, line 1: no capture at all" in written
    assert "\n2. " not in written
    counts = "(2 `archive-absent`, 1 `archive-alive-unarchived`)"
    assert (
        f"Still there, but in no archive that was asked; these can be saved now {counts}:\n\n"
        f"- line 1: [{CUT}]({CUT})\n- line 2: [{WALL}]({WALL}), blocked (forbidden)\n"
    ) in written
    alone = section(markdown.render(audit(document("a.md"), findings=(absent,))), "Documents")
    assert "**1 finding**\n\nStill there" in alone


def test_the_counts_of_a_document_agree_wherever_they_stand() -> None:
    rules = ("archive-absent", "archive-alive-unarchived", "link-port")
    remarks = tuple(finding("a.md", rule, Severity.INFO, url=url) for rule in rules for url in (CUT, MOVED))
    made = audit(document("a.md"), findings=(*remarks, finding("a.md"), finding("a.md", severity=Severity.WARNING)))
    written = markdown.render(made)
    (overview,) = report(section(written, "Overview")).tables[0].rows
    assert overview[4:] == ["1", "1", "6"]
    assert "**8 findings**" in section(written, "Documents")
    assert sum(int(row[3]) for row in report(section(written, "Findings by rule")).tables[0].rows) == 8
    assert "1 error, 1 warning, 6 remarks." in text.summary(made)


def test_what_was_not_looked_at_is_listed() -> None:
    written = markdown.render(
        audit(
            run=run(web="interrupted", archives="interrupted", complete=False),
            observations=(
                seen(CUT, Verdict.UNKNOWN, "not-checked"),
                seen("http://10.0.0.1/", Verdict.UNSAFE, "private-address", detail="leads to 10.0.0.1"),
                seen(GONE, Verdict.DEAD, "gone"),
            ),
            skipped=ordinary().skipped,
        )
    )
    assert section(written, "Not looked at").strip().splitlines() == [
        "- `docs/scan.md`: binary (it holds zero bytes)",
        f"- [{CUT}]({CUT}): not-checked",
        "- [http://10.0.0.1/](http://10.0.0.1/): leads to 10.0.0.1",
        "- the live web: the run was interrupted; run the audit again, and it goes on where it stopped",
        "- the web archives: the run was interrupted; run the audit again, and it goes on where it stopped",
    ]
    assert "**The audit is not complete:** see Not looked at." in written
    assert "| Live web | 3 addresses, one look at each; interrupted |" in written
    assert "| Web archives | 0 look-ups; interrupted |" in written


def test_looks_that_were_not_due_are_not_passed_off_as_new() -> None:
    began = NOW - timedelta(days=1)
    looked = (seen(CUT), seen(GONE, checked_at=NOW - timedelta(days=6)), seen(WALL, checked_at=NOW - timedelta(days=2)))
    written = markdown.render(audit(observations=looked, run=run(web="asked", started_at=began, finished_at=NOW)))
    not_due = "2 more were not due, and what was seen of them since 2026-11-15 stands"
    assert f"| Live web | 1 address, one look at each; {not_due} |" in written


@pytest.mark.parametrize(
    ("compared", "expected"),
    [
        (None, None),
        (Compared(""), "only changes are wanted, and there is no earlier run to compare with: all findings are shown"),
        (
            Compared("7", 1, 0),
            "only changes since the run `7` are shown: 1 finding of then is unchanged and left out, 0 are gone",
        ),
        (
            Compared("7", 5, 2),
            "only changes since the run `7` are shown: 5 findings of then are unchanged and left out, 2 are gone",
        ),
    ],
)
def test_what_is_left_out_since_it_has_not_changed_is_counted(compared: Compared | None, expected: str | None) -> None:
    summary = section(markdown.render(audit(compared=compared)), "Summary")
    assert [line[2:] for line in summary.splitlines() if "only changes" in line] == ([expected] if expected else [])


def test_the_legend_says_what_a_standing_is_where_there_is_one() -> None:
    assert "*Suspect* is what failed and may come back" in section(
        markdown.render(ordinary()), "What the verdicts mean"
    )
    assert "*Suspect*" not in markdown.render(replace(ordinary(), standings=()))


def test_a_machine_without_network_judged_nothing() -> None:
    written = markdown.render(audit(run=run(web="offline")))
    assert "| Live web | no network: nothing was judged |" in written
    assert "- the live web: the machine has no network; run the audit again" in section(written, "Not looked at")


def test_a_run_that_was_taken_up_again_says_so() -> None:
    resumed = replace(ordinary(), run=replace(ordinary().run, resumed=True))
    assert "10:30 UTC, taken up again after an interruption |" in markdown.render(resumed)


def test_what_comments_hide_is_listed_with_its_reason() -> None:
    assert section(markdown.render(ordinary()), "Hidden by comments").strip().splitlines() == [
        "- `docs/ferry.md:8` `link-shortener`: given so in print",
        "- `docs/tides.md:1` `link-local`: no reason given",
    ]


def test_what_moved_is_listed_once_in_order() -> None:
    moved = [seen(f"https://{name}.example/", Verdict.MOVED, "new-domain", final_url=CUT) for name in "ba"]
    (table,) = report(section(markdown.render(audit(observations=tuple(moved))), "Moved")).tables
    assert table.rows == [["https://a.example/", CUT], ["https://b.example/", CUT]]


def test_the_legend_explains_the_verdicts_that_occur_and_no_others() -> None:
    legend = section(markdown.render(ordinary()), "What the verdicts mean")
    explained = re.findall(r"^- \*\*(\S+)\*\*: (.+)$", legend, re.MULTILINE)
    assert explained == [
        (each.value, MEANINGS[each]) for each in Verdict if each.value in ("alive", "moved", "dead", "blocked")
    ]
    assert set(MEANINGS) == set(Verdict)


def distance(at_date: PartialDate | None, captured: datetime) -> str:
    """Show how far a capture lies from its citation, as the table of a document does."""
    dated = Dated(at_date, "dateline", "x", at("a.md")) if at_date else None
    written = markdown.render(
        audit(
            document("a.md", link("a.md", GONE, 1), date=dated),
            observations=(seen(GONE, Verdict.DEAD, "gone"),),
            lookups=(answered(GONE, Result.FOUND, captured, at=at_date),),
        )
    )
    return report(section(written, "Documents")).tables[0].rows[0][4]


@pytest.mark.parametrize(
    ("cited", "day", "words"),
    [
        (CITED, 12, ", of the time of the citation"),
        (CITED, 11, ", 1 day before the citation (2018-07-12, date of the document (dateline))"),
        (CITED, 13, ", 1 day after the citation (2018-07-12, date of the document (dateline))"),
        (CITED, 2, ", 10 days before the citation (2018-07-12, date of the document (dateline))"),
        (PartialDate(2018, 7), 31, ", of the time of the citation"),
        (PartialDate(2018), 31, ", of the time of the citation"),
        (None, 1, ", the latest"),
    ],
)
def test_the_distance_of_a_capture_is_put_in_words(cited: PartialDate | None, day: int, words: str) -> None:
    captured = datetime(2018, 7, day, 12, tzinfo=UTC)
    assert distance(cited, captured) == f"capture of 2018-07-{day:02}{words}"


@pytest.mark.parametrize(
    ("url", "lookups", "words"),
    [
        (GONE, (), "no capture was looked up"),
        ("https://web.archive.org/web/2018/https://a.example/", (),
         "no other capture of https://a.example/ was looked up"),
        ("https://perma.cc/AB12-CD34", (), "no other capture was looked up"),
        (GONE, (answered(GONE, Result.ABSENT, at=None),), "no capture: in no archive that was asked"),
        (GONE, (answered(GONE, Result.ABSENT, at=None, reason="only-errors"),),
         "no capture: only errors were captured"),
        (GONE, (answered(GONE, Result.UNKNOWN, at=None, reason="timeout"),),
         "capture not known: the archive did not answer in time"),
        (GONE, (answered(GONE, Result.UNKNOWN, at=None, reason="odd *reason*"),), "capture not known: odd *reason*"),
    ],
)  # fmt: skip
def test_why_nothing_stands_in_is_said(url: str, lookups: tuple[object, ...], words: str) -> None:
    written = markdown.render(
        audit(document("a.md", link("a.md", url, 1)), observations=(seen(url, Verdict.DEAD, "gone"),), lookups=lookups)
    )
    assert report(section(written, "Documents")).tables[0].rows[0][4] == words


def test_what_is_not_lost_needs_no_capture() -> None:
    written = markdown.render(
        audit(document("a.md", link("a.md", WALL, 1)), observations=(seen(WALL, Verdict.BLOCKED, "x"),))
    )
    assert report(section(written, "Documents")).tables[0].rows == [["1", WALL, "blocked: x (200)", "", ""]]


def test_the_machinery_of_a_page_and_what_is_alive_need_no_line() -> None:
    page = document(
        "a.html", link("a.html", GONE, 1, kind=Kind.ATTRIBUTE), link("a.html", CUT, 2), link("a.html", WALL, 3)
    )
    looked = (seen(GONE, Verdict.DEAD, "gone"), seen(CUT), seen(WALL, Verdict.UNKNOWN, "not-checked"))
    written = markdown.render(audit(page, observations=looked, findings=(finding("a.html"),)))
    assert report(section(written, "Documents")).tables == []


def test_how_sure_a_verdict_is_depends_on_its_reason_and_tries() -> None:
    once = seen(GONE, Verdict.DEAD, "timeout")
    assert how_sure(once) == "not certain: no answer in time; the server may be back (one look)"
    assert how_sure(replace(once, attempts=3)).endswith("(one look with 3 tries)")
    assert how_sure(replace(once, reason="odd")) == "as seen in one look"
    single = Standing(GONE, Condition.SUSPECT, 3, 1, 1, failed_since=NOW, failed_at=NOW)
    assert how_sure(once, single) == how_sure(once)
    earlier = NOW - timedelta(days=4)
    suspect = Standing(GONE, Condition.SUSPECT, 2, 2, 2, failed_since=earlier, failed_at=NOW)
    assert how_sure(once, suspect) == (
        "not certain: no answer in time; the server may be back (suspect since 2026-11-17, 2 looks)"
    )
    lost = replace(suspect, condition=Condition.CONFIRMED, failed=3, confirmed_at=NOW)
    assert how_sure(once, lost) == "confirmed since 2026-11-21, 3 looks since 2026-11-17"
    assert why_no_capture(answered(GONE, Result.ABSENT)) == "in no archive that was asked"


# Documents whose authors mean harm.


def counts(written: str) -> list[tuple[int, set[int]]]:
    return [(len(table.head), {len(row) for row in table.rows}) for table in report(written).tables]


@pytest.mark.parametrize("folder", [None, "reports"])
def test_no_text_of_a_stranger_breaks_the_report(folder: str | None) -> None:
    written = markdown.render(hostile(), folder=folder)
    found = report(written)
    assert found.html == []
    assert found.images == []
    assert [text for tag, text in found.headings if tag == "h1"] == ["Integrity report"]
    assert sections(written) == SECTIONS
    assert len([tag for tag, _ in found.headings if tag == "h3"]) == 1
    assert len(found.headings) == 1 + len(SECTIONS) + 1
    assert all(rows <= {columns} for columns, rows in counts(written))
    assert [columns for columns, _ in counts(written)] == [2, 3, 3, 4, 4, 4, 7, 5, 2]


@pytest.mark.parametrize("folder", [None, "reports"])
def test_no_text_of_a_stranger_makes_a_link_of_its_own(folder: str | None) -> None:
    found = report(markdown.render(hostile(), folder=folder))
    own = ("https://gazette.example/", "https://lost.example/", "https://web.archive.org/web/")
    assert found.links
    for target in found.links:
        assert target.startswith((*own, "../docs/"))
        assert not target.startswith("https://evil.test")


def test_links_are_made_of_the_addresses_of_the_audit_only() -> None:
    written: Audit = hostile()
    plain = replace(written, documents=(), observations=(), lookups=(), suppressed=(), findings=written.findings[:1])
    assert report(markdown.render(plain)).links == []


def test_nothing_invisible_reaches_the_report() -> None:
    written = markdown.render(hostile(), folder="reports")
    assert "\x1b" not in written
    assert "\u202e" not in written
    assert "\u200b" not in written
    assert "<U+202E>" in written.replace("\\", "")
    assert "<script>" not in RENDERER.render(written)
    assert EVIL not in written


def test_titles_are_shown_as_they_are() -> None:
    title = "A | B *c* [d](e) <f> `g` # h https://i.test"
    written = markdown.render(audit(document("a.md", title=title), findings=(finding("a.md"),)))
    assert ("h3", f"a.md: {title}") in report(written).headings


def test_the_source_of_a_document_is_linked_and_never_a_script() -> None:
    bad = link("a.md", "javascript:alert(1)", 1, role=Role.ORIGINAL)
    cited = Citation("Original url:", at("a.md"), original=bad, about_document=True)
    written = markdown.render(audit(document("a.md", bad, citations=(cited,)), findings=(finding("a.md"),)))
    assert report(written).links == []
    assert "- Source: `javascript:alert(1)` (`Original url:`, line 1)" in written


def test_places_in_files_that_are_no_text_name_their_part() -> None:
    places = {
        "docs/a.pdf": replace(at("docs/a.pdf", 3), part="page 3"),
        "docs/b.epub": replace(at("docs/b.epub", 7), part="OEBPS/one.xhtml"),
        "docs/c.docx": at("docs/c.docx", 9),
        "docs/d.warc.gz!/https://h.example/x": at("docs/d.warc.gz!/https://h.example/x", 2),
    }
    findings = tuple(finding(path, location=place) for path, place in places.items())
    written = markdown.render(audit(*map(document, places), findings=findings), folder="reports")
    assert "[docs/a.pdf:3 (page 3)](../docs/a.pdf#page=3)" in written
    assert "[page 3](../docs/a.pdf#page=3)" in written
    assert "[docs/b.epub:7 (OEBPS/one.xhtml)](../docs/b.epub)" in written
    assert "[line 7 (OEBPS/one.xhtml)](../docs/b.epub)" in written
    assert "[line 9](../docs/c.docx)" in written
    assert "(../docs/d.warc.gz#L2)" not in written
    assert "[line 2](../docs/d.warc.gz)" in written


def test_the_first_sentence_speaks_of_captures_only_where_some_were_looked_up() -> None:
    written = markdown.render(replace(ordinary(), lookups=()))
    assert "; 1 link lost.\n" in written


def test_a_report_on_changes_says_that_it_is_one() -> None:
    written = markdown.render(audit(compared=Compared("7", 1, 1)))
    assert "**0 errors** and 0 warnings that are new or changed.\n" in written
    assert "Nothing that changed needs a decision." in written
    assert "1 is gone" in written
