"""The verdict over time: suspected at once, confirmed by failures far apart, alive again at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.history.standing import Look, standing
from linkaudit.models import Condition, Standing, Verdict
from linkaudit.settings import History

URL = "http://harbour.test/tides"
START = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
DAY = timedelta(days=1)
SETTINGS = History()
ALIVE, SUSPECT, CONFIRMED, UNKNOWN = Condition.ALIVE, Condition.SUSPECT, Condition.CONFIRMED, Condition.UNKNOWN


def at(day: float) -> datetime:
    return START + day * DAY


def looks(*seen: tuple[float, str]) -> list[Look]:
    """Write looks as days and verdicts, the reason behind a colon."""
    parts = [(day, *words.partition(":")[::2]) for day, words in seen]
    return [Look(at(day), Verdict(verdict), reason or "not-found") for day, verdict, reason in parts]


def after(*seen: tuple[float, str], settings: History = SETTINGS) -> Standing:
    return standing(URL, looks(*seen), settings)


def test_what_nobody_looked_at_is_unknown() -> None:
    assert standing(URL, (), SETTINGS) == Standing(URL)


def test_the_first_failure_is_a_suspicion() -> None:
    seen = after((0, "alive"), (7, "dead"))
    assert seen == Standing(
        URL,
        SUSPECT,
        2,
        1,
        1,
        failed_since=at(7),
        failed_at=at(7),
        alive_at=at(0),
        looked_at=at(7),
        verdict=Verdict.DEAD,
    )


@pytest.mark.parametrize(
    ("days", "condition", "counted"),
    [
        ((0, 3), SUSPECT, 2),
        ((0, 3, 6), CONFIRMED, 3),
        ((0, 3, 5.999), SUSPECT, 2),
        ((0, 2.999, 6), SUSPECT, 2),
        ((0, 1, 2, 3, 4, 5, 6), CONFIRMED, 3),
        # Days 0, 4 and 8 count: those between lie too near to the last one that did.
        ((0, 2, 4, 6), SUSPECT, 2),
        ((0, 2, 4, 6, 8), CONFIRMED, 3),
        ((0, 2, 4, 6, 8, 10), CONFIRMED, 3),
        (tuple(hour / 24 for hour in range(72)), SUSPECT, 1),
        ((0, 30, 60, 90), CONFIRMED, 4),
    ],
)
def test_failures_count_that_lie_far_enough_apart(days: tuple[float, ...], condition: Condition, counted: int) -> None:
    seen = after(*((day, "dead") for day in days))
    assert (seen.condition, seen.counted, seen.failed, seen.looks) == (condition, counted, len(days), len(days))
    assert (seen.failed_since, seen.failed_at) == (at(days[0]), at(days[-1]))
    assert (seen.confirmed_at is not None) is (condition is CONFIRMED)


def test_a_death_is_confirmed_by_the_look_that_made_it_certain() -> None:
    assert after((0, "dead"), (3, "soft-dead"), (6, "dead"), (40, "dead")).confirmed_at == at(6)


@pytest.mark.parametrize("verdict", ["alive", "moved"])
@pytest.mark.parametrize("failures", [1, 5])
def test_a_single_success_ends_all_suspicion_at_once(verdict: str, failures: int) -> None:
    dead = [(3.0 * number, "dead") for number in range(failures)]
    seen = after(*dead, (20, verdict))
    assert (seen.condition, seen.failed, seen.counted, seen.failed_since, seen.confirmed_at) == (
        ALIVE,
        0,
        0,
        None,
        None,
    )
    assert seen.alive_at == at(20)
    again = after(*dead, (20, verdict), (27, "dead"))
    assert (again.condition, again.counted, again.failed_since) == (SUSPECT, 1, at(27))


@pytest.mark.parametrize("verdict", ["unknown", "unsafe", "blocked"])
def test_what_says_nothing_of_the_page_neither_counts_nor_resets(verdict: str) -> None:
    seen = after((0, "dead"), (3, verdict), (4, "dead"), (6, verdict), (8, "dead"))
    assert (seen.condition, seen.failed, seen.looks) == (CONFIRMED, 3, 5)
    assert after((0, "alive"), (7, verdict)).condition is ALIVE
    assert after((0, verdict), (7, verdict)).condition is UNKNOWN
    assert after((0, verdict)).verdict is Verdict(verdict)


@pytest.mark.parametrize("reason", ["dns-failure", "refused", "timeout", "connection-closed", "tls-invalid"])
def test_a_wall_refutes_failures_in_which_nobody_answered(reason: str) -> None:
    nobody = [(3.0 * number, f"dead:{reason}") for number in range(3)]
    assert after(*nobody).condition is CONFIRMED
    assert after(*nobody, (9, "blocked:bot-wall")).condition is UNKNOWN
    assert after((-7, "alive"), *nobody, (9, "blocked:bot-wall")).condition is ALIVE
    # The server itself said once that the page is not there: that still holds behind a wall.
    assert after(*nobody, (9, "dead:not-found"), (12, "blocked:bot-wall")).condition is CONFIRMED
    # What says nothing at all refutes nothing.
    assert after(*nobody, (9, "unknown:not-checked")).condition is CONFIRMED


def test_how_often_and_how_far_apart_is_a_setting() -> None:
    at_once = History(confirm_looks=1)
    assert after((0, "dead"), settings=at_once).condition is CONFIRMED
    anyhow = History(confirm_looks=2, confirm_days=0)
    assert after((0, "dead"), (0, "dead"), settings=anyhow).condition is CONFIRMED
    patient = History(confirm_looks=2, confirm_days=10)
    assert after((0, "dead"), (9, "dead"), settings=patient).condition is SUSPECT
    assert after((0, "dead"), (10, "dead"), settings=patient).condition is CONFIRMED


def test_a_standing_changes_with_each_look() -> None:
    seen = [(0, "alive"), (7, "dead"), (10, "dead"), (13, "dead"), (14, "unknown"), (20, "alive")]
    conditions = [after(*seen[:number]).condition for number in range(len(seen) + 1)]
    assert conditions == [UNKNOWN, ALIVE, SUSPECT, SUSPECT, CONFIRMED, CONFIRMED, ALIVE]


@given(st.lists(st.tuples(st.integers(0, 400), st.sampled_from(list(Verdict))), max_size=30))
def test_nothing_is_confirmed_without_enough_failures_since_it_was_last_alive(seen: list[tuple[int, Verdict]]) -> None:
    ordered = sorted(seen, key=lambda look: look[0])
    now = standing(URL, [Look(at(day), verdict, "not-found") for day, verdict in ordered], SETTINGS)
    last_alive = max(
        (number for number, (_, verdict) in enumerate(ordered) if verdict in (Verdict.ALIVE, Verdict.MOVED)), default=-1
    )
    failed = [day for day, verdict in ordered[last_alive + 1 :] if verdict in (Verdict.DEAD, Verdict.SOFT_DEAD)]
    assert (now.condition in (SUSPECT, CONFIRMED)) is bool(failed)
    assert now.failed == len(failed)
    if now.condition is CONFIRMED:
        assert failed[-1] - failed[0] >= 6
        assert now.counted >= 3
    assert (now.condition is ALIVE) is (last_alive >= 0 and not failed)
