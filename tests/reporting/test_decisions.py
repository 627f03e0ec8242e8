"""What the report says to decide first: with what to use instead wherever readers do not find what was cited."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from linkaudit.models import Carrying, Drift, Memento, Observation, Result, Severity, Verdict
from linkaudit.reporting import markdown
from reporting.audits import CUT, GONE, answered, at, audit, document, finding, link, seen

if TYPE_CHECKING:
    from linkaudit.models import Audit, Finding, Lookup

THEN = datetime(2018, 7, 2, 8, tzinfo=UTC)
ARCHIVED = f"https://web.archive.org/web/20180702080000/{CUT}"
MEMENTO = Memento(CUT, ARCHIVED, THEN, 200, "web.archive.org")
USE = f"[capture of 2018-07-02]({ARCHIVED}), 7 % in common with the page today"


NEITHER = f"nothing that is known: the [capture of 2018-07-02]({ARCHIVED}) does not carry the text either"


def decisions(made: Audit) -> list[str]:
    return markdown.render(made).partition("## Decide first\n\n")[2].partition("\n\n##")[0].splitlines()


def drifted(found: Finding, change: str = "replaced", trade: str = "", look: Observation | None = None) -> Audit:
    drift = Drift(CUT, None, change, MEMENTO, 0.07, trade=trade, kept=0.2)
    return audit(
        document("a.md", link("a.md", CUT, 1)), observations=(look or seen(CUT),), drifts=(drift,), findings=(found,)
    )


@pytest.mark.parametrize(
    "look", [seen(CUT), seen(CUT, Verdict.MOVED, "permanent-redirect", final_url="https://casino.example/")]
)
def test_who_follows_a_page_that_was_taken_over_is_given_its_capture(look: Observation) -> None:
    usurped = finding("a.md", "live-usurped", message="taken over", url=CUT)
    assert decisions(drifted(usurped, trade="gambling (casino)", look=look)) == [
        "1. **error** `a.md:1`: taken over",
        f"   - the link: [{CUT}]({CUT})",
        f"   - use instead: {USE}",
    ]


def test_a_page_that_was_replaced_is_decided_on_after_what_is_graver() -> None:
    found = finding("a.md", "content-drift", Severity.INFO, message="something else", url=CUT)
    assert decisions(drifted(found)) == [
        "1. remark `a.md:1`: something else",
        f"   - the link: [{CUT}]({CUT})",
        f"   - use instead: {USE}",
    ]
    assert decisions(drifted(found, "changed")) == ["Nothing here needs a decision."]


@pytest.mark.parametrize(
    ("answer", "change", "use"),
    [
        (answered(CUT, Result.ABSENT, at=None), "", "no capture: in no archive that was asked"),
        (answered(CUT, Result.FOUND, THEN, at=None), "", NEITHER),
        (answered(CUT, Result.FOUND, THEN, at=None), "replaced", NEITHER),
    ],
)
def test_an_original_without_the_text_comes_with_what_is_known_of_captures(
    answer: Lookup, change: str, use: str
) -> None:
    found = finding("a.md", "content-original-mismatch", Severity.WARNING, message="0 % of it", url=CUT)
    made = audit(
        document("a.md", link("a.md", CUT, 1)),
        observations=(seen(CUT),),
        findings=(found,),
        lookups=(answer,),
        carryings=(Carrying("a.md", CUT, "not", 0.0, where="live"),),
        drifts=(Drift(CUT, None, change, MEMENTO, 0.07),) if change else (),
    )
    assert decisions(made)[-1] == f"   - use instead: {use}"


def test_what_is_wrong_with_a_link_that_is_there_needs_no_capture() -> None:
    found = finding("a.md", "live-same-target", Severity.WARNING, message="same", url=GONE, location=at("a.md"))
    made = audit(document("a.md", link("a.md", GONE, 1)), observations=(seen(GONE),), findings=(found,))
    assert decisions(made) == ["1. **warning** `a.md:1`: same"]
