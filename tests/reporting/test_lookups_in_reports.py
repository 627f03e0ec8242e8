"""What reports say of captures: of which kind, how far from the citation, and why there is none."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from linkaudit.archives.interface import Reason
from linkaudit.models import Citation, Dated, Lookup, Memento, Result, Role, Verdict
from linkaudit.reporting import markdown
from linkaudit.reporting.certainty import why_no_capture
from reporting.audits import CITED, CUT, GONE, answered, at, audit, document, link, ordinary, seen
from reporting.rendered import report

DAY = datetime(2018, 7, 2, 8, tzinfo=UTC)


def used_instead(answer: Lookup) -> str:
    """Give what the report says to use instead of a dead link."""
    cited = document("a.md", link("a.md", GONE, 1), date=Dated(CITED, "dateline", "July 12", at("a.md")))
    written = markdown.render(audit(cited, observations=(seen(GONE, Verdict.DEAD, "gone"),), lookups=(answer,)))
    (row,) = [line for line in written.splitlines() if line.startswith("| 1 |")]
    return row.split(" | ")[-1].removesuffix(" |")


def test_a_capture_in_a_local_collection_is_named_and_not_linked() -> None:
    place = f"file:///home/ada/captures/port%20news.wacz#20180702080000/{GONE}"
    memento = Memento(GONE, place, DAY, 200, "port news.wacz")
    written = used_instead(replace(answered(GONE, Result.FOUND, DAY), memento=memento))
    assert written.startswith(
        "capture of 2018-07-02 in the local collection `port news.wacz`, 10 days before the citation"
    )
    assert "file:" not in written
    assert "/home/ada" not in written


def test_a_capture_that_is_a_redirect_is_called_one() -> None:
    answer = answered(GONE, Result.FOUND, DAY)
    assert answer.memento
    redirect = replace(answer, memento=replace(answer.memento, status=301))
    assert "only a redirect, which shows nothing of the page" in used_instead(redirect)
    assert "redirect" not in used_instead(answer)


@pytest.mark.parametrize("days", [-10, 20])
def test_the_distance_from_the_citation_comes_with_what_dates_it(days: int) -> None:
    written = used_instead(answered(GONE, Result.FOUND, DAY if days < 0 else DAY.replace(month=8, day=1)))
    side = "before" if days < 0 else "after"
    assert written.endswith(f", {abs(days)} days {side} the citation (2018-07-12, date of the document (dateline))")


def test_beside_the_source_stands_the_capture_with_its_distance() -> None:
    path = "a.md"
    original = link(path, CUT, 9, role=Role.ORIGINAL)
    stated = Citation("Original url:", at(path, 9), original=original, accessed=Dated(CITED, "label", "x", at(path, 9)))
    made = document(path, original, citations=(replace(stated, about_document=True),))
    written = markdown.render(
        audit(made, observations=(seen(CUT, Verdict.DEAD),), lookups=(answered(CUT, Result.FOUND, DAY),))
    )
    (line,) = [each for each in written.splitlines() if each.startswith("- Source:")]
    assert line.endswith(", 10 days before the citation (2018-07-12, date of access)")


@pytest.mark.parametrize("reason", sorted(set(Reason) - {Reason.OK}))
def test_every_reason_has_plain_words(reason: Reason) -> None:
    absent = reason in (Reason.NO_CAPTURE, Reason.ONLY_ERRORS, Reason.ONLY_SOFT)
    words = why_no_capture(answered(GONE, Result.ABSENT if absent else Result.UNKNOWN, reason=reason))
    assert reason.value not in words
    assert words.startswith(("not known: ", "not looked up: ")) is not absent


def test_an_unknown_answer_is_never_called_no_capture() -> None:
    assert "no capture" not in used_instead(answered(GONE, Result.UNKNOWN, reason="refused"))
    assert used_instead(answered(GONE, Result.ABSENT)) == "no capture: in no archive that was asked"
    assert report(markdown.render(ordinary())).html == []
