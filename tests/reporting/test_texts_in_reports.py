"""What reports say of texts that were compared: drift beside the capture, the text behind the original, the counts."""

from __future__ import annotations

import json as parser
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from linkaudit.models import Carrying, Drift, Memento, Result, Verdict
from linkaudit.reporting import json, markdown, text
from reporting.audits import CITED, CUT, answered, ordinary, seen

if TYPE_CHECKING:
    from linkaudit.models import Audit

THEN = datetime(2018, 7, 2, 8, tzinfo=UTC)
ARCHIVED = f"https://web.archive.org/web/20180702080000/{CUT}"
MEMENTO = Memento(CUT, ARCHIVED, THEN, 200, "web.archive.org")


def compared(change: str = "same", carries: str = "carries", trade: str = "", **carrying: Any) -> Audit:
    """Compare the source of the ordinary audit with its capture and with the document."""
    given = {"share": 0.97, "where": "live", **carrying}
    return replace(
        ordinary(),
        lookups=(answered(CUT, Result.FOUND, THEN),),
        drifts=(Drift(CUT, CITED, change, MEMENTO, 0.072, trade=trade),),
        carryings=(Carrying("docs/ferry.md", CUT, carries, **given),),
    )


def source_line(audit: Audit) -> str:
    (line,) = (line for line in markdown.render(audit).splitlines() if line.startswith("- Source:"))
    return line


def rows(audit: Audit) -> list[str]:
    return [line for line in markdown.render(audit).splitlines() if line.startswith(("| 9 |", "| 1 |"))]


@pytest.mark.parametrize(
    ("carries", "parts", "words"),
    [
        ("carries", {}, "; carries 97 % of the text, live on 2026-11-21"),
        (
            "carries",
            {"where": ARCHIVED, "captured_at": THEN, "live_share": 0.02},
            f"; carries 97 % of the text, in the [capture of 2018-07-02]({ARCHIVED}) (live: 2 %)",
        ),
        ("in-part", {"share": 0.4}, "; carries a part of the text, 40 %, live on 2026-11-21"),
        ("not", {"share": 0.0}, "; **does not carry the text**: 0 % of it, live on 2026-11-21"),
        ("unknown", {"because": "no page"}, "; whether it carries the text is not known: no page"),
    ],
)
def test_beside_the_source_stands_whether_its_page_has_the_text(
    carries: str, parts: dict[str, Any], words: str
) -> None:
    assert source_line(compared(carries=carries, **parts)).endswith(words)


def test_what_was_not_compared_is_not_spoken_of() -> None:
    assert "the text" not in source_line(ordinary())
    assert "compared" not in text.summary(ordinary())
    assert "- pages compared" not in markdown.render(ordinary())


def test_a_page_that_says_something_else_has_a_line_with_the_capture_that_does_not() -> None:
    (ferry,) = rows(compared("replaced"))
    assert f"[capture of 2018-07-02]({ARCHIVED}), 7 % in common with the page today" in ferry
    assert "**alive**: ok (200), **says something else**" in ferry


def test_a_page_that_was_taken_over_says_by_whom() -> None:
    (ferry, *_) = rows(compared("replaced", trade="gambling (casino)"))
    assert "**alive**: ok (200), **taken over**: gambling (casino)" in ferry


@pytest.mark.parametrize("change", ["same", "changed", "unknown"])
def test_a_page_that_is_what_it_was_has_no_line(change: str) -> None:
    assert not any(CUT in line for line in rows(compared(change)) if line.startswith("| 9 |"))


def test_comparisons_are_counted_in_every_report() -> None:
    audit = compared("replaced", "not", "gambling (casino)")
    audit = replace(
        audit, carryings=(*audit.carryings, Carrying("docs/tides.md", CUT, "unknown"), Carrying("x", CUT, "carries"))
    )
    drifts = "pages compared with their captures: 1 replaced; 1 taken over by somebody else"
    originals = "texts looked for behind their originals: 1 the page carries it, 1 not, 1 could not be told"
    written = markdown.render(audit)
    assert f"- {drifts}\n- {originals}\n" in written
    assert f"P{drifts[1:]}.\nT{originals[1:]}.\n" in text.summary(audit)
    assert parser.loads(json.render(audit))["summary"]["content"] == {
        "drifts": {"replaced": 1},
        "taken_over": 1,
        "originals": {"carries": 1, "not": 1, "unknown": 1},
    }


def test_a_page_that_is_lost_is_not_said_to_have_drifted() -> None:
    audit = compared()
    audit = replace(audit, drifts=(), observations=(seen(CUT, Verdict.DEAD, "gone", status=410),))
    assert not any("something else" in line for line in rows(audit))
