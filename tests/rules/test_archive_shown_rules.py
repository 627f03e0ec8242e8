"""What cited captures show: errors, other pages, doors, other moments and addresses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from linkaudit.models import Memento
from rules.judged import findings_of, fixed, lookup, observation, seen

if TYPE_CHECKING:
    from linkaudit.models import Finding

PAGE = "https://harbour.example/tides"
BASE = "https://web.archive.org/web"
CITED = f"{BASE}/20180712080000/{PAGE}"
WHEN = datetime(2018, 7, 12, 8, tzinfo=UTC)
RULES = (
    "archive-status-bad",
    "archive-soft-404",
    "archive-login",
    "archive-redirects",
    "live-suspect",
    "live-soft-404",
)


def opened(url: str = CITED, **parts: Any) -> dict[str, Any]:
    return {"observations": seen(observation(url, **{"captured_at": WHEN, **parts}))}


def found(text: str = f"[archived]({CITED})\n", **known: Any) -> dict[str, Finding]:
    return {rule: finding for rule in RULES for finding in findings_of(rule, text, **known)}


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({}, set()),
        ({"verdict": "dead", "reason": "not-found", "status": 404}, {"archive-status-bad"}),
        ({"verdict": "dead", "reason": "server-error", "status": 503}, {"archive-status-bad"}),
        ({"verdict": "blocked", "reason": "forbidden", "status": 403}, {"archive-status-bad"}),
        ({"verdict": "dead", "reason": "not-found", "status": 404, "captured_at": None}, {"live-suspect"}),
        ({"verdict": "soft-dead", "reason": "soft-404"}, {"archive-soft-404"}),
        ({"verdict": "soft-dead", "reason": "parked"}, {"archive-soft-404"}),
        ({"verdict": "soft-dead", "reason": "soft-404", "captured_at": None}, {"live-soft-404"}),
        ({"verdict": "blocked", "reason": "login-required"}, {"archive-login"}),
        ({"verdict": "blocked", "reason": "captcha", "status": 403}, {"archive-login"}),
        ({"verdict": "blocked", "reason": "throttled", "status": 429, "captured_at": None}, set()),
    ],
)
def test_a_capture_is_judged_by_what_it_shows(parts: dict[str, Any], expected: set[str]) -> None:
    assert set(found(**opened(**parts))) == expected


@pytest.mark.parametrize(
    ("captured", "shown", "expected"),
    [
        (WHEN, CITED, False),
        (WHEN.replace(day=13), CITED, False),
        (WHEN.replace(day=14), CITED, True),
        (WHEN.replace(year=2021), f"{BASE}/20210712080000/{PAGE}", True),
        (WHEN, f"{BASE}/20180712080000/http://www.harbour.example:80/tides/", False),
        (WHEN, f"{BASE}/20180712080000/https://harbour.example/", True),
        (WHEN, f"{BASE}/20180712080000/https://other.example/tides", True),
        (WHEN, "", False),
    ],
)
def test_a_capture_of_another_moment_or_address_is_told(captured: datetime, shown: str, expected: bool) -> None:
    known = opened(captured_at=captured, final_url=shown)
    assert set(found(**known)) == ({"archive-redirects"} if expected else set())


def test_a_stamp_that_asks_for_about_then_cannot_be_missed() -> None:
    url = f"{BASE}/2018/{PAGE}"
    assert not found(f"[archived]({url})\n", **opened(url, captured_at=WHEN.replace(year=2021)))


def test_a_good_capture_nearby_is_named_and_offered() -> None:
    later, earlier = WHEN.replace(year=2020), WHEN.replace(month=6)
    answers = tuple(
        lookup(
            PAGE,
            result="found",
            memento=Memento(PAGE, f"{BASE}/{moment:%Y%m%d%H%M%S}/{PAGE}", moment, status, "web.archive.org"),
        )
        for moment, status in ((later, 200), (earlier, 200), (WHEN.replace(day=13), 302))
    )
    text = f"[archived]({CITED})\n"
    known = {**opened(verdict="dead", reason="not-found", status=404), "lookups": {PAGE: answers}}
    finding = found(text, **known)["archive-status-bad"]
    assert finding.evidence[-1].value == f"{BASE}/20180612080000/{PAGE} (2018-06-12)"
    assert not finding.fixes[0].safe
    assert fixed(text, finding) == f"[archived]({BASE}/20180612080000/{PAGE})\n"


def test_the_capture_itself_and_local_copies_are_not_offered() -> None:
    answers = tuple(
        lookup(PAGE, result="found", memento=Memento(PAGE, place, moment, 200, "an archive"))
        for place, moment in ((CITED, WHEN), ("file:///c.warc#20180612080000/x", WHEN.replace(month=6)))
    )
    known = {**opened(verdict="dead", reason="not-found", status=404), "lookups": {PAGE: answers}}
    finding = found(**known)["archive-status-bad"]
    assert not finding.fixes
    assert [each.name for each in finding.evidence] == ["as written", "Memento-Datetime", "answer of the capture"]


def test_a_capture_is_reported_once_in_a_document() -> None:
    known = opened(verdict="soft-dead", reason="soft-404")
    assert len(findings_of("archive-soft-404", f"[a]({CITED}) [b]({CITED}#part)\n", **known)) == 1
