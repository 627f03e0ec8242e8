"""What a look at the web showed: death, success with something else; and what is neither."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from linkaudit.models import Verdict
from linkaudit.rules.live import looks
from rules.judged import ERROR, INFO, WARNING, findings_of, observation, seen, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

TIDES = "https://harbour.example/tides"
LINK = f"See [the tide tables]({TIDES}).\n"


def looked(**parts: Any) -> dict[str, Any]:
    return {"observations": seen(observation(TIDES, **parts))}


@pytest.mark.parametrize(
    ("reason", "severity"),
    [
        ("not-found", ERROR),
        ("gone", ERROR),
        ("dns-failure", ERROR),
        ("refused", WARNING),
        ("connection-closed", WARNING),
        ("timeout", WARNING),
        ("tls-invalid", WARNING),
        ("redirect-loop", WARNING),
        ("server-error", WARNING),
        ("invalid-response", WARNING),
        ("truncated-body", WARNING),
    ],
)
def test_a_death_that_may_pass_is_a_warning(reason: str, severity: Severity) -> None:
    assert severities("live-dead", LINK, **looked(verdict="dead", reason=reason)) == [severity]


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.DEAD])
def test_nothing_but_death_is_death(verdict: Verdict) -> None:
    assert severities("live-dead", LINK, **looked(verdict=verdict, reason="x")) == []


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.SOFT_DEAD])
def test_nothing_but_soft_death_is_soft_death(verdict: Verdict) -> None:
    assert severities("live-soft-404", LINK, **looked(verdict=verdict, reason="x")) == []


@pytest.mark.parametrize("reason", ["soft-404", "parked", "redirect-to-root", "redirect-to-error", "replaced"])
def test_success_with_something_else(reason: str) -> None:
    (finding,) = findings_of("live-soft-404", LINK, **looked(verdict="soft-dead", reason=reason))
    assert finding.severity is WARNING
    assert finding.message == f"{reason}: something else is there"
    (finding,) = findings_of("live-soft-404", LINK, **looked(verdict="soft-dead", reason=reason, detail="title: 404"))
    assert finding.message == f"{reason}: title: 404"


def test_what_nobody_looked_at_is_not_judged() -> None:
    assert severities("live-dead", LINK) == []
    other: dict[str, Any] = {"observations": seen(observation("https://tram.example/", verdict="dead", reason="gone"))}
    assert severities("live-dead", LINK, **other) == []
    assert (
        severities("live-dead", "[mail](mailto:ada@harbour.example) [own](tides.md)\n", **looked(verdict="dead")) == []
    )


def test_a_style_sheet_that_is_gone_is_only_worth_knowing() -> None:
    page = f'<link rel="stylesheet" href="{TIDES}">\n'
    assert severities("live-dead", page, "a.html", **looked(verdict="dead", reason="gone")) == [INFO]


def test_an_address_is_reported_where_it_stands_first_with_the_other_places() -> None:
    text = f"[a]({TIDES}#noon)\n\n[b]({TIDES})\n\n[c](https://tram.example/)\n\n<{TIDES}>\n"
    (finding,) = findings_of("live-dead", text, **looked(verdict="dead", reason="gone", detail="410 Gone"))
    assert finding.message == "dead: 410 Gone"
    assert finding.location.line == 1
    assert [each.line for each in finding.related] == [3, 7]
    assert finding.url == TIDES


def test_the_evidence_says_what_was_seen_when_and_how_often() -> None:
    parts = {"verdict": "dead", "reason": "timeout", "status": None, "attempts": 3}
    (finding,) = findings_of("live-dead", LINK, **looked(**parts))
    assert finding.message == "dead: timeout"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", TIDES),
        ("verdict", "dead (timeout)"),
        ("answer", "none"),
        ("looked at", "2026-11-21 09:30 UTC, one look with 3 tries"),
    ]
    moved = {"verdict": "dead", "reason": "gone", "status": 410, "final_url": "https://harbour.example/gone"}
    (finding,) = findings_of("live-dead", LINK, **looked(**moved))
    assert finding.evidence[2].value == "410 at https://harbour.example/gone"
    (finding,) = findings_of("live-dead", LINK, **looked(verdict="dead", reason="gone", status=410, final_url=TIDES))
    assert finding.evidence[2].value == "410"


def test_one_try_is_one_look() -> None:
    assert looks(observation(TIDES)) == "one look"
    assert looks(observation(TIDES, attempts=2)) == "one look with 2 tries"
