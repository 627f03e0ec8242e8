"""What looks at the web showed: deaths suspected and confirmed, success with something else; and what is neither."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from linkaudit.models import Condition, Hop, Standing, Verdict
from linkaudit.rules.live_looks import looks, standing_in_full, stands
from linkaudit.rules.live_patterns import host_of, outages, same_targets
from rules.judged import (
    ERROR,
    INFO,
    NOW,
    WARNING,
    context_of,
    document_of,
    failing,
    findings_of,
    looked_at,
    observation,
    seen,
    severities,
)

if TYPE_CHECKING:
    from linkaudit.models import Document, Finding, Observation, Severity

TIDES = "https://harbour.example/tides"
LINK = f"See [the tide tables]({TIDES}).\n"
PASSING = ["refused", "connection-closed", "timeout", "server-error", "invalid-response", "truncated-body"]
REASONS = ["not-found", "gone", "dns-failure", "redirect-loop", *PASSING]
SOFT_RULES = {
    "soft-404": "live-soft-404",
    "redirect-to-error": "live-soft-404",
    "parked": "live-parked",
    "redirect-to-root": "live-root-redirect",
    "replaced": "live-usurped",
    "odd": "live-soft-404",
}


def looked(*failed_days_before: int, **parts: Any) -> dict[str, Any]:
    """Let the link be looked at once, or again after some failures."""
    return looked_at(document_of(LINK), "", **{"failed-days-before": failed_days_before}, **parts)


def found(
    rule: str, *failed_days_before: int, text: str = LINK, path: str = "example.md", **parts: Any
) -> list[Severity]:
    return severities(rule, text, path, **looked(*failed_days_before, **parts))


@pytest.mark.parametrize("reason", [*REASONS, "tls-invalid"])
def test_a_first_failure_is_suspected_and_says_that_it_is_a_single_look(reason: str) -> None:
    (finding,) = findings_of("live-suspect", LINK, **looked(verdict="dead", reason=reason))
    assert finding.severity is WARNING
    assert finding.message == f"dead: {reason} (seen in a single look)"
    assert found("live-dead", verdict="dead", reason=reason) == []


def test_without_any_memory_a_failure_is_a_single_look() -> None:
    known: dict[str, Any] = {"observations": seen(observation(TIDES, verdict="dead", reason="gone", detail="410 Gone"))}
    (finding,) = findings_of("live-suspect", LINK, **known)
    assert finding.message == "dead: 410 Gone (seen in a single look)"
    assert severities("live-dead", LINK, **known) == []


@pytest.mark.parametrize("days", [(1,), (3,), (4, 2), (2, 1)])
def test_failures_that_are_too_few_or_too_near_are_suspected(days: tuple[int, ...]) -> None:
    (finding,) = findings_of("live-suspect", LINK, **looked(*days, verdict="dead", reason="gone"))
    since = NOW - timedelta(days=days[0])
    assert finding.message == f"dead: gone (suspect since {since:%Y-%m-%d}, {len(days) + 1} looks)"
    assert found("live-dead", *days, verdict="dead", reason="gone") == []


@pytest.mark.parametrize("reason", REASONS)
def test_a_death_is_an_error_when_it_is_confirmed(reason: str) -> None:
    (finding,) = findings_of("live-dead", LINK, **looked(8, 4, verdict="dead", reason=reason))
    assert finding.severity is ERROR
    assert finding.message == f"dead: {reason} (confirmed since 2026-11-21, 3 looks since 2026-11-13)"
    assert found("live-suspect", 8, 4, verdict="dead", reason=reason) == []


def test_a_certificate_that_is_not_valid_is_never_an_error() -> None:
    assert found("live-dead", 8, 4, verdict="dead", reason="tls-invalid") == [WARNING]


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.DEAD])
@pytest.mark.parametrize("days", [(), (12, 8, 4)])
def test_nothing_but_death_is_death(verdict: Verdict, days: tuple[int, ...]) -> None:
    for rule in ("live-dead", "live-suspect"):
        assert found(rule, *days, verdict=verdict, reason="x") == []


@pytest.mark.parametrize("verdict", [each for each in Verdict if each is not Verdict.SOFT_DEAD])
@pytest.mark.parametrize("rule", sorted(set(SOFT_RULES.values())))
def test_nothing_but_soft_death_is_soft_death(verdict: Verdict, rule: str) -> None:
    assert found(rule, verdict=verdict, reason="x") == []


@pytest.mark.parametrize(("reason", "rule"), SOFT_RULES.items())
def test_success_with_something_else_is_told_by_one_rule(reason: str, rule: str) -> None:
    (finding,) = findings_of(rule, LINK, **looked(verdict="soft-dead", reason=reason))
    assert finding.severity is WARNING
    assert finding.message == f"{reason}: something else is there (seen in a single look)"
    (finding,) = findings_of(rule, LINK, **looked(verdict="soft-dead", reason=reason, detail="title: 404"))
    assert finding.message == f"{reason}: title: 404 (seen in a single look)"
    spoke = [each for each in set(SOFT_RULES.values()) if found(each, verdict="soft-dead", reason=reason)]
    assert spoke == [rule]


@pytest.mark.parametrize(("reason", "rule"), SOFT_RULES.items())
def test_what_seems_so_does_not_become_certain_by_being_seen_again(reason: str, rule: str) -> None:
    expected = ERROR if rule == "live-usurped" else WARNING
    assert found(rule, 8, 4, verdict="soft-dead", reason=reason) == [expected]
    (finding,) = findings_of(rule, LINK, **looked(8, 4, verdict="soft-dead", reason=reason))
    assert "confirmed since 2026-11-21, 3 looks since 2026-11-13" in finding.message


def test_what_nobody_looked_at_is_not_judged() -> None:
    assert severities("live-suspect", LINK) == []
    other: dict[str, Any] = {"observations": seen(observation("https://tram.example/", verdict="dead", reason="gone"))}
    assert severities("live-suspect", LINK, **other) == []
    text = "[mail](mailto:ada@harbour.example) [own](tides.md)\n"
    assert found("live-suspect", text=text, verdict="dead") == []


@pytest.mark.parametrize(("rule", "days"), [("live-suspect", ()), ("live-dead", (8, 4))])
def test_a_style_sheet_that_is_gone_is_only_worth_knowing(rule: str, days: tuple[int, ...]) -> None:
    page = f'<link rel="stylesheet" href="{TIDES}">\n'
    assert found(rule, *days, text=page, path="a.html", verdict="dead", reason="gone") == [INFO]


def test_an_address_is_reported_where_it_stands_first_with_the_other_places() -> None:
    text = f"[a]({TIDES}#noon)\n\n[b]({TIDES})\n\n[c](https://tram.example/)\n\n<{TIDES}>\n"
    (finding,) = findings_of("live-suspect", text, **looked(verdict="dead", reason="gone", detail="410 Gone"))
    assert finding.message == "dead: 410 Gone (seen in a single look)"
    assert finding.location.line == 1
    assert [each.line for each in finding.related] == [3, 7]
    assert finding.url == TIDES


def test_the_evidence_says_what_was_seen_when_and_how_often() -> None:
    parts = {"verdict": "dead", "reason": "timeout", "status": None, "attempts": 3}
    (finding,) = findings_of("live-suspect", LINK, **looked(**parts))
    assert finding.message == "dead: timeout (seen in a single look)"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", TIDES),
        ("verdict", "dead (timeout)"),
        ("answer", "none"),
        ("looked at", "2026-11-21 09:30 UTC, after 3 tries"),
        ("standing", "seen in a single look, never seen alive"),
    ]
    (finding,) = findings_of("live-suspect", LINK, **looked(verdict="dead", reason="timeout", status=None))
    assert ("looked at", "2026-11-21 09:30 UTC") in [(each.name, each.value) for each in finding.evidence]
    moved = {"verdict": "dead", "reason": "gone", "status": 410, "final_url": "https://harbour.example/gone"}
    (finding,) = findings_of("live-suspect", LINK, **looked(**moved))
    assert finding.evidence[2].value == "410 at https://harbour.example/gone"
    (finding,) = findings_of("live-suspect", LINK, **looked(verdict="dead", reason="gone", status=410, final_url=TIDES))
    assert finding.evidence[2].value == "410"


def test_one_try_is_one_look() -> None:
    assert looks(observation(TIDES)) == "one look"
    assert looks(observation(TIDES, attempts=2)) == "one look with 2 tries"


def test_a_standing_in_words() -> None:
    dead = observation(TIDES, verdict="dead", reason="gone")
    assert stands(None) == standing_in_full(None) == "seen in a single look"
    assert standing_in_full(failing(dead, 2)) == (
        "suspect since 2026-11-19, 2 looks; failed from 2026-11-19 to 2026-11-21, never seen alive"
    )
    before = NOW - timedelta(days=30)
    once = Standing(TIDES, Condition.SUSPECT, 2, 1, 1, failed_since=NOW, failed_at=NOW, alive_at=before)
    assert standing_in_full(once) == "seen in a single look, last alive 2026-10-22"


def of_host(
    count: int, reason: str = "timeout", verdict: str = "dead", host: str = "harbour.example"
) -> list[Observation]:
    return [observation(f"https://{host}/{reason}/{number}", verdict=verdict, reason=reason) for number in range(count)]


def citing(looked: list[Observation], path: str = "example.md") -> Document:
    return document_of("".join(f"<{each.url}>\n\n" for each in looked), path)


@pytest.mark.parametrize(
    ("looked", "failed"),
    [
        (of_host(5), 5),
        (of_host(4), None),
        (of_host(4) + of_host(1, "ok", "alive"), 4),
        (of_host(7) + of_host(2, "ok", "alive"), None),
        (of_host(8) + of_host(2, "not-found"), 8),
        (of_host(3) + of_host(3, "server-error"), 6),
        (of_host(9, "not-found"), None),
        (of_host(9, "forbidden", "blocked"), None),
        (of_host(5) + of_host(20, "not-checked", "unknown"), 5),
        (of_host(4) + of_host(4, host="tram.example"), None),
    ],
)
def test_a_host_is_down_when_nearly_all_of_enough_links_fail(looked: list[Observation], failed: int | None) -> None:
    found = outages([citing(looked)], looked)
    assert {host: each.failed for host, each in found.items()} == ({"harbour.example": failed} if failed else {})


def test_ports_are_servers_of_their_own_and_names_in_addresses_are_none() -> None:
    assert host_of("http://u:p@harbour.example:8080/a?b@c/d") == "harbour.example:8080"
    assert host_of("http://harbour.example?x") == "harbour.example"
    here, there = of_host(4, host="harbour.example:1"), of_host(4, host="harbour.example:2")
    assert outages([citing(here + there)], here + there) == {}


def test_looks_of_earlier_runs_are_no_outage_of_this_one() -> None:
    looked = of_host(5)
    assert outages([citing(looked)], looked, NOW)
    assert not outages([citing(looked)], looked, NOW + timedelta(seconds=1))


def test_an_outage_is_told_once_and_its_links_are_only_worth_knowing() -> None:
    looked = of_host(6, "refused") + of_host(1, "ok", "alive")
    documents = [document_of("Words.\n", "a.md"), citing(looked[:1], "b.md"), citing(looked, "c.md")]
    known: dict[str, Any] = {"observations": seen(*looked), "outages": outages(documents, looked)}

    def speaking(rule: str) -> list[Finding]:
        from linkaudit.rules import BY_NAME  # noqa: PLC0415

        return [each for document in documents for each in BY_NAME[rule].judge(document, context_of(**known))]

    (told,) = speaking("live-host-outage")
    assert told.message == "harbour.example seems to be down: 6 of 7 links failed (refused)"
    assert (told.severity, told.location.path, told.url) == (INFO, "b.md", "https://harbour.example/")
    assert [each.path for each in told.related] == ["c.md"] * 6
    singles = speaking("live-suspect")
    assert [each.severity for each in singles] == [INFO] * 7
    assert singles[-1].evidence[-1].value == "6 of 7 links of harbour.example failed"


def test_a_confirmed_death_is_no_outage_any_more() -> None:
    looked = of_host(5)
    document = citing(looked)
    known: dict[str, Any] = {
        "observations": seen(*looked),
        "outages": outages([document], looked),
        "standings": {looked[0].url: failing(looked[0], 8, 4)},
    }
    text = "".join(f"<{each.url}>\n\n" for each in looked)
    assert severities("live-dead", text, **known) == [ERROR]
    assert severities("live-suspect", text, **known) == [INFO] * 4


def led(url: str, to: str, verdict: str = "moved", **parts: Any) -> Observation:
    return observation(url, verdict=verdict, final_url=to, hops=(Hop(url, 301),), **parts)


SEARCH = "https://harbour.example/search"
DAYS = [f"https://harbour.example/tides/{day}" for day in ("monday", "tuesday", "wednesday", "thursday", "friday")]


def test_pages_that_end_in_the_same_place_are_flagged_with_the_others() -> None:
    looked = [led(url, SEARCH, verdict) for url, verdict in zip(DAYS, ["moved", "alive"] * 3, strict=False)]
    text = "".join(f"<{url}>\n\n" for url in DAYS)
    found = findings_of("live-same-target", text, observations=seen(*looked), gathered=same_targets(looked))
    assert [each.severity for each in found] == [WARNING] * 5
    assert found[0].message == f"5 different pages that are cited all end at {SEARCH}"
    assert found[0].evidence[-1].value == ", ".join(DAYS[1:4]) + " …"


@pytest.mark.parametrize(
    "looked",
    [
        [led(url, SEARCH) for url in DAYS[:2]],
        [led(url, f"{SEARCH}?q={url[-6:]}") for url in DAYS],
        [led(url, SEARCH, "soft-dead") for url in DAYS],
        [led(url, SEARCH, "blocked") for url in DAYS],
        [observation(url, final_url=url) for url in DAYS],
        [led(f"http://harbour.example/{page}", "https://harbour.example/en/") for page in ("", "index.html", "?a=1")],
        [led(url, SEARCH) for url in (DAYS[0], DAYS[0].upper().replace("HTTPS", "https"), f"{DAYS[0]}/")],
        [led(url.replace("tides", "search"), SEARCH) for url in [DAYS[0].replace("/monday", "")] * 3],
        [led(f"https://bit.ly/{page}", SEARCH) for page in "abcd"],
        [led(f"https://{host}.example/a", SEARCH) for host in ("tram", "ferry", "gazette")],
    ],
    ids=["two", "places", "lost", "walls", "there", "front", "spelling", "itself", "shortener", "hosts"],
)
def test_pages_that_were_not_given_up_together(looked: list[Observation]) -> None:
    assert same_targets(looked) == {}
