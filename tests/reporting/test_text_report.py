"""Text for terminals: one finding a line, nothing that steers the terminal, colours only when asked for."""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from linkaudit.models import Compared, Result, Severity, Skipped, Verdict
from linkaudit.reporting import markdown, text
from reporting.audits import CUT, GONE, NOW, answered, audit, document, finding, hostile, link, ordinary, run, seen


def test_a_finding_is_one_line_that_editors_understand() -> None:
    assert text.render(ordinary()) == (
        "docs/ferry.md:3:1: error live-dead dead: 410 Gone\n"
        "docs/ferry.md:6:1: info link-tracking-parameters tracking parameters: fbclid\n"
        "docs/ferry.md:9:1: warning date-original-url-mismatch 15 days\n"
    )
    assert text.render(audit()) == ""


def test_nothing_steers_the_terminal_and_nothing_breaks_the_line() -> None:
    written = hostile()
    lines = text.render(written)
    assert lines.count("\n") == len(written.findings)
    everything = lines + text.summary(written)
    everything += "\n".join(text.observation_line(each) for each in written.observations)
    everything += "\n".join(text.lookup_line(each) for each in written.lookups)
    left = {char for char in everything if unicodedata.category(char) in ("Cc", "Cf", "Co", "Zl", "Zp")}
    assert left == {"\n"}
    assert "<U+001B>[31m" in lines
    assert "<U+202E>" in lines


def test_an_observation_and_a_look_up_are_one_line_each_whatever_they_hold() -> None:
    for each in hostile().observations:
        assert "\n" not in text.observation_line(each)
    for answer in hostile().lookups:
        assert "\n" not in text.lookup_line(answer)


@pytest.mark.parametrize(("severity", "number"), [("error", "31"), ("warning", "33"), ("info", "36")])
def test_colours_are_shown_only_when_asked_for(severity: str, number: str) -> None:
    each = finding("a.md", severity=Severity(severity))
    plain = text.finding_line(each)
    assert "\x1b" not in plain
    assert text.finding_line(each, colour=True) == plain.replace(severity, f"\x1b[{number}m{severity}\x1b[0m")
    assert "\x1b" in text.render(audit(findings=(each,)), colour=True)


def test_the_summary_says_what_was_not_due_and_what_is_left_out() -> None:
    looked = (seen(CUT), seen(GONE, checked_at=NOW - timedelta(days=6)))
    ran = run(web="asked", started_at=NOW, finished_at=NOW)
    written = text.summary(audit(observations=looked, run=ran, compared=Compared("7", 3, 1)))
    assert "1 address looked at once, 1 not due, whose last look stands: 2 alive." in written
    assert "Only changes since the run 7 are shown: 3 findings as before, 1 gone." in written
    assert "There is no earlier run to compare with" in text.summary(audit(compared=Compared("")))


def test_what_has_no_colour_is_not_painted() -> None:
    assert text.painted("unknown", "unknown", colour=True) == "unknown"
    assert text.painted("dead", "dead", colour=False) == "dead"
    assert text.painted("dead     ", "dead", colour=True) == "\x1b[31mdead     \x1b[0m"


def test_an_observation_says_verdict_reason_status_and_where_it_led() -> None:
    assert text.observation_line(seen(CUT)) == f"alive     ok                 200 {CUT}"
    moved = seen(CUT, Verdict.MOVED, "permanent-redirect", final_url=GONE, detail="308")
    assert text.observation_line(moved) == f"moved     permanent-redirect 200 {CUT} -> {GONE} (308)"
    lost = seen(CUT, Verdict.DEAD, "timeout", status=None, final_url=CUT)
    assert text.observation_line(lost) == f"dead      timeout              - {CUT}"
    assert text.observation_line(seen(CUT, detail="as ever")) == f"alive     ok                 200 {CUT}"
    assert text.observation_line(lost, colour=True).startswith("\x1b[31mdead     \x1b[0m")


def test_a_look_up_says_result_distance_and_capture() -> None:
    found = answered(CUT, Result.FOUND, datetime(2018, 7, 15, 8, 5, tzinfo=UTC))
    copy = f"https://web.archive.org/web/20180715080500/{CUT}"
    assert text.lookup_line(found) == f"found   {CUT} (2018-07-12, +3 days): 2018-07-15 08:05 UTC {copy}"
    next_day = answered(CUT, Result.FOUND, datetime(2018, 7, 13, 8, 5, tzinfo=UTC))
    assert f"{CUT} (2018-07-12, +1 day): 2018-07-13" in text.lookup_line(next_day)
    assert text.lookup_line(replace(found, at=None)) == f"found   {CUT} (latest): 2018-07-15 08:05 UTC {copy}"
    assert text.lookup_line(answered(CUT, Result.ABSENT)) == f"absent  {CUT} (2018-07-12): in no archive that was asked"
    assert (
        text.lookup_line(answered(CUT, Result.UNKNOWN, at=None))
        == f"unknown {CUT} (latest): in no archive that was asked"
    )
    assert text.lookup_line(answered(CUT, Result.UNKNOWN, at=None), "2018-02-30").startswith(
        f"unknown {CUT} (2018-02-30)"
    )


def test_the_summary_of_a_scan_counts_what_was_read() -> None:
    assert text.summary(audit()) == "0 documents, 0 references: 0 errors, 0 warnings, 0 remarks.\n"
    one = audit(
        document("a.md", link("a.md", CUT, 1)), findings=(finding("a.md"), finding("a.md", severity=Severity.INFO))
    )
    assert text.summary(one) == "1 document, 1 reference: 1 error, 0 warnings, 1 remark.\n"


def test_the_summary_of_an_audit_tells_everything() -> None:
    assert text.summary(ordinary()) == (
        "2 documents, 6 references: 1 error, 1 warning, 1 remark.\n"
        "2 findings hidden by comments in the documents.\n"
        "1 file skipped, in whole or in part:\n"
        "  docs/scan.md: binary (it holds zero bytes)\n"
        "4 addresses looked at once: 1 alive, 1 moved, 1 dead, 1 blocked.\n"
        "3 captures looked up: 1 found, 1 absent, 1 could not be told.\n"
        "Reference rot: 1 of 3 cited pages judged (33 %, with 95 % confidence 6 % to 79 %).\n"
        "Recoverable by a capture: 1 of 1 within 30 days of the citation, 1 within 180.\n"
    )


def test_the_summary_says_when_nothing_was_asked_or_an_end_came_early() -> None:
    offline = text.summary(audit(run=run(web="offline")))
    assert offline.endswith("The machine has no network: no address was judged.\n")
    cut = text.summary(audit(run=run(web="interrupted", archives="interrupted")))
    assert re.findall(r"\(interrupted; run again to go on\)", cut) == ["(interrupted; run again to go on)"] * 2
    assert "0 addresses looked at once (interrupted; run again to go on): none.\n" in cut
    assert "No capture was looked up (interrupted; run again to go on).\n" in cut
    assert "looked" not in text.summary(audit())


@pytest.mark.parametrize(
    ("urls", "verdict", "why"),
    [
        ((), Verdict.ALIVE, "no address of the web is cited"),
        ((f"https://web.archive.org/web/20180712080000/{CUT}",), Verdict.ALIVE, "only captures are cited"),
        ((CUT,), Verdict.UNKNOWN, "the addresses that are cited are none that archives are told of"),
        (("http://10.0.0.1/",), Verdict.UNSAFE, "the addresses that are cited are none that archives are told of"),
        ((CUT,), Verdict.ALIVE, "no page that is cited needs one"),
    ],
)
def test_that_archives_were_asked_for_nothing_has_a_reason(urls: tuple[str, ...], verdict: Verdict, why: str) -> None:
    cited = document("a.md", *(link("a.md", url, line) for line, url in enumerate(urls, 1)))
    made = audit(cited, observations=tuple(seen(url, verdict) for url in urls), run=run(archives="asked"))
    assert f"No capture was looked up: {why}" in text.summary(made)
    assert f"| Web archives | 0 look-ups: {why}" in markdown.render(made)


def test_the_summary_names_what_was_skipped_without_steering_the_terminal() -> None:
    written = text.summary(audit(skipped=(Skipped("a\x1b[2J.md", "two\nlines"), Skipped("b.md", "x"))))
    assert written.endswith("2 files skipped, in whole or in part:\n  a<U+001B>[2J.md: two lines\n  b.md: x\n")


def test_secrets_are_masked() -> None:
    url = "https://ada:s3cret-harbour@gazette.example/?token=s3cret-harbour"
    lines = [
        text.observation_line(seen(url, final_url=f"{url}&x", detail=f"at {url}")),
        text.lookup_line(answered(url, Result.ABSENT)),
    ]
    assert "s3cret-harbour" not in "".join(lines)
