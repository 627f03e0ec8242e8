"""What archives answered: no capture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from rules.judged import INFO, WARNING, findings_of, lookup, observation, seen, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

TIDES = "https://harbour.example/tides"


def asked(*results: str) -> dict[str, Any]:
    return {"lookups": {TIDES: tuple(lookup(TIDES, result=each, archive=f"Archive {each}") for each in results)}}


@pytest.mark.parametrize(
    ("results", "expected"),
    [
        (["absent"], [WARNING]),
        (["absent", "absent"], [WARNING]),
        (["absent", "unknown"], []),
        (["absent", "found"], []),
        (["unknown"], []),
        (["found"], []),
        ([], []),
    ],
)
def test_only_what_every_archive_denies_is_absent(results: list[str], expected: list[Severity]) -> None:
    assert severities("archive-absent", f"[tides]({TIDES})\n", **asked(*results)) == expected


@pytest.mark.parametrize(
    ("verdict", "severity"),
    [
        ("alive", INFO),
        ("moved", INFO),
        ("blocked", INFO),
        ("dead", WARNING),
        ("soft-dead", WARNING),
        ("unknown", WARNING),
        ("unsafe", WARNING),
    ],
)
def test_what_is_still_there_can_still_be_captured(verdict: str, severity: Severity) -> None:
    known: dict[str, Any] = {**asked("absent"), "observations": seen(observation(TIDES, verdict=verdict, reason="why"))}
    (finding,) = findings_of("archive-absent", f"[tides]({TIDES})\n", **known)
    assert finding.severity is severity
    assert ("the page itself", f"{verdict} (why)") in [(each.name, each.value) for each in finding.evidence]


def test_a_page_without_a_capture_is_reported_once_in_a_document() -> None:
    text = f"[tides]({TIDES}#noon) [again]({TIDES}) [tram](https://tram.example/)\n"
    (finding,) = findings_of("archive-absent", text, **asked("absent"))
    assert finding.message == "no capture in Archive absent"
    assert finding.url == TIDES
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("as written", f"{TIDES}#noon"),
        ("cited", "nothing dates the citation"),
        ("the page itself", "not looked at"),
        ("why", "asked"),
    ]


@pytest.mark.parametrize(("reason", "words"), [("only-errors", "only errors"), ("only-soft-pages", "doors (logins,")])
def test_captures_that_show_nothing_of_the_page_are_told_from_none(reason: str, words: str) -> None:
    answers = (lookup(TIDES, result="absent", archive="A", reason=reason), lookup(TIDES, result="absent", archive="B"))
    known: dict[str, Any] = {"lookups": {TIDES: answers}}
    (finding,) = findings_of("archive-absent", f"[tides]({TIDES})\n", **known)
    assert finding.message.startswith("no good capture in A, B: only ")
    assert words in finding.message


def test_archives_that_were_asked_are_named() -> None:
    answers = (lookup(TIDES, result="absent", archive="B"), lookup(TIDES, result="absent", archive="A"))
    known: dict[str, Any] = {"lookups": {TIDES: answers}}
    (finding,) = findings_of("archive-absent", f"[tides]({TIDES})\n", **known)
    assert finding.message == "no capture in A, B"
    nameless: dict[str, Any] = {"lookups": {TIDES: (lookup(TIDES, result="absent", archive=""),)}}
    (finding,) = findings_of("archive-absent", f"[tides]({TIDES})\n", **nameless)
    assert finding.message == "no capture in any archive"


@pytest.mark.parametrize(
    ("results", "told"),
    [
        (["unknown"], True),
        (["absent", "unknown"], True),
        (["unknown", "found"], False),
        (["absent"], False),
        ([], False),
    ],
)
def test_what_could_not_be_told_is_said_to_be_unknown(results: list[str], told: bool) -> None:
    found = findings_of("archive-unknown", f"[tides]({TIDES})\n", **asked(*results))
    assert [finding.severity for finding in found] == [INFO] * told


@pytest.mark.parametrize("reason", ["impossible-date", "not-asked"])
def test_what_no_later_audit_could_tell_is_not_reported(reason: str) -> None:
    known: dict[str, Any] = {"lookups": {TIDES: (lookup(TIDES, result="unknown", reason=reason),)}}
    assert not findings_of("archive-unknown", f"[tides]({TIDES})\n", **known)


@pytest.mark.parametrize(
    ("verdict", "results", "told"),
    [
        ("alive", ["absent"], True),
        ("moved", ["absent", "absent"], True),
        ("alive", ["absent", "unknown"], False),
        ("alive", ["found"], False),
        ("alive", [], False),
        ("dead", ["absent"], False),
        ("blocked", ["absent"], False),
    ],
)
def test_what_is_alive_and_in_no_archive_can_be_saved(verdict: str, results: list[str], told: bool) -> None:
    known: dict[str, Any] = {**asked(*results), "observations": seen(observation(TIDES, verdict=verdict, reason="why"))}
    found = findings_of("archive-alive-unarchived", f"[tides]({TIDES})\n", **known)
    assert [finding.severity for finding in found] == [INFO] * told


def test_a_page_that_nobody_looked_at_is_not_said_to_be_alive() -> None:
    assert not findings_of("archive-alive-unarchived", f"[tides]({TIDES})\n", **asked("absent"))
