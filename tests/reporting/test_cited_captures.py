"""What the report says of cited captures: what they hold, and which one to use instead."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from linkaudit.models import Citation, PartialDate, Result, Role, Severity, Verdict
from linkaudit.reporting import markdown
from reporting.audits import GONE, answered, at, audit, document, finding, link, seen
from reporting.rendered import report

if TYPE_CHECKING:
    from linkaudit.models import Audit, Lookup

WHEN = datetime(2018, 7, 12, 8, tzinfo=UTC)
CITED = f"https://web.archive.org/web/20180712080000/{GONE}"
DEAD, SOFT, BLOCKED = Verdict.DEAD, Verdict.SOFT_DEAD, Verdict.BLOCKED
ERROR: dict[str, Any] = {"verdict": DEAD, "reason": "not-found", "status": 404, "captured_at": WHEN}


def found(day: datetime, **parts: Any) -> Lookup:
    return answered(GONE, Result.FOUND, day, at=PartialDate.of(WHEN), **parts)


def citing(*lookups: Lookup, findings: tuple[Any, ...] = (), url: str = CITED, **look: Any) -> Audit:
    """Make an audit of a document that cites a capture."""
    cited = document("a.md", link("a.md", url, 1))
    return audit(cited, observations=(seen(url, **look),), lookups=lookups, findings=findings)


def row(made: Audit) -> list[str]:
    """Give what the table of the document says: verdict, how sure, what to use instead."""
    (table,) = [each for each in report(markdown.render(made)).tables if each.head[0] == "Line"]
    (only,) = table.rows
    return only[2:]


@pytest.mark.parametrize(
    ("look", "held"),
    [
        (ERROR, "an error: 404"),
        ({"verdict": DEAD, "reason": "server-error", "status": 503, "captured_at": WHEN}, "an error: 503"),
        ({"verdict": BLOCKED, "reason": "forbidden", "status": 403, "captured_at": WHEN}, "an error: 403"),
        ({"verdict": SOFT, "reason": "soft-404", "captured_at": WHEN}, "another page: soft-404"),
        ({"verdict": BLOCKED, "reason": "paywall", "captured_at": WHEN}, "a door, not the page: paywall"),
    ],
)
def test_a_capture_that_was_opened_is_said_to_hold_what_it_holds(look: dict[str, Any], held: str) -> None:
    better = found(datetime(2019, 6, 1, tzinfo=UTC))
    verdict, sure, use = row(citing(better, **look))
    assert verdict == f"the capture holds {held}"
    assert sure == "certain: it is what was captured, on 2018-07-12"
    assert use == "capture of 2019-06-01, 324 days after the one that is cited"
    assert "0 links lost" not in (written := markdown.render(citing(better, **look)))
    assert " lost" not in written.partition("## Summary")[0]


def test_the_finding_and_the_table_name_the_same_capture() -> None:
    nearer, farther = found(datetime(2018, 7, 13, tzinfo=UTC)), found(datetime(2012, 1, 1, tzinfo=UTC))
    bad = finding("a.md", "archive-status-bad", message="holds an error: 404", location=at("a.md"), url=CITED)
    written = markdown.render(citing(farther, nearer, findings=(bad,), **ERROR))
    assert nearer.memento
    use = f"[capture of 2018-07-13]({nearer.memento.memento_url}), 1 day after the one that is cited"
    decisions = written.partition("## Decide first")[2].partition("\n## ")[0]
    assert f"   - use instead: {use}\n" in decisions
    assert f"| {use} |" in written
    assert "archive's address itself" not in written
    assert "brought back" not in written


@pytest.mark.parametrize(
    ("lookups", "use"),
    [
        ((), f"no other capture of {GONE} was looked up"),
        ((answered(GONE, Result.ABSENT, reason="only-errors"),), "no capture: only errors were captured"),
        ((answered(GONE, Result.UNKNOWN, reason="refused"),), "capture not known: the archive asked us to wait"),
        ((found(WHEN),), "no other good capture is known"),
        ((found(WHEN.replace(hour=20)),), "capture of 2018-07-12, of the same day as the one that is cited"),
    ],
)
def test_where_no_other_capture_is_known_it_is_said_why(lookups: tuple[Lookup, ...], use: str) -> None:
    assert row(citing(*lookups, **ERROR))[2] == use


def test_a_redirect_and_a_capture_of_ones_own_stand_in_for_no_cited_capture() -> None:
    answer = found(datetime(2019, 6, 1, tzinfo=UTC))
    assert answer.memento
    redirect = replace(answer, memento=replace(answer.memento, status=302))
    own = replace(answer, memento=replace(answer.memento, memento_url=f"file:///a.wacz#20190601000000/{GONE}"))
    assert row(citing(redirect, own, **ERROR))[2] == "no other good capture is known"


def test_what_the_archive_does_not_have_is_its_own_word() -> None:
    verdict, sure, use = row(citing(found(datetime(2018, 7, 2, tzinfo=UTC)), **{**ERROR, "captured_at": None}))
    assert verdict == "dead: not-found (404)"
    assert sure == "the archive says that it has no such capture (one look)"
    assert use == "capture of 2018-07-02, 10 days before the one that is cited"
    _, sure, _ = row(citing(verdict=DEAD, reason="timeout", status=None))
    assert sure.startswith("not certain: no answer in time")


def test_a_lost_capture_is_recoverable_by_another_one_only() -> None:
    lost = {**ERROR, "captured_at": None}
    other, same = found(WHEN.replace(day=2)), found(WHEN)
    for answer, number in ((other, 1), (same, 0)):
        head = markdown.render(citing(answer, **lost)).partition("## Summary")[0]
        assert f"1 link lost, {number} of them with a capture that can stand in" in head


def test_of_an_original_that_is_a_capture_no_other_capture_is_named() -> None:
    original = link("a.md", CITED, 1, role=Role.ORIGINAL)
    source = Citation("Original url:", at("a.md"), original=original, about_document=True)
    made = citing(found(WHEN.replace(day=2)), captured_at=WHEN, findings=(finding("a.md"),))
    made = replace(made, documents=(document("a.md", original, citations=(source,)),))
    (line,) = [each for each in markdown.render(made).splitlines() if each.startswith("- Source:")]
    assert line.endswith("; alive")


def test_a_capture_that_shows_the_page_has_no_line() -> None:
    written = markdown.render(citing(captured_at=WHEN, findings=(finding("a.md", severity=Severity.INFO),)))
    assert not [each for each in report(written).tables if each.head[0] == "Line"]


def test_a_capture_that_hides_its_original_has_no_other() -> None:
    assert row(citing(url="https://perma.cc/AB12-CD34", **ERROR))[2] == "no other capture was looked up"
