"""When a URL is looked at again: each condition in its own time, no two nights alike."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime, timedelta

import pytest

from linkaudit.history.schedule import is_due
from linkaudit.models import Condition, Standing, Verdict
from linkaudit.settings import History

LOOKED = datetime(2026, 11, 1, 3, 0, tzinfo=UTC)
DAY = timedelta(days=1)
SETTINGS = History()
URLS = [f"http://{number}.test/" for number in range(400)]


def standing(url: str, condition: Condition, verdict: Verdict = Verdict.DEAD) -> Standing:
    return Standing(url, condition, 1, looked_at=LOOKED, verdict=verdict)


def first_due(condition: Condition, verdict: Verdict = Verdict.DEAD, settings: History = SETTINGS) -> list[float]:
    """Give for each URL the number of days, in tenths, after which it is due."""
    tenths = [number / 10 for number in range(500)]
    return [
        next(days for days in tenths if is_due(standing(url, condition, verdict), settings, LOOKED + days * DAY))
        for url in URLS
    ]


@pytest.mark.parametrize(
    ("condition", "verdict", "earliest", "latest"),
    [
        (Condition.ALIVE, Verdict.ALIVE, 0.85 * 7, 1.15 * 7),
        (Condition.ALIVE, Verdict.BLOCKED, 0.85 * 7, 1.15 * 7),
        (Condition.UNKNOWN, Verdict.BLOCKED, 0.85 * 7, 1.15 * 7),
        (Condition.UNKNOWN, Verdict.UNSAFE, 0.85 * 7, 1.15 * 7),
        (Condition.SUSPECT, Verdict.DEAD, 3.0, 1.15 * 3),
        (Condition.SUSPECT, Verdict.BLOCKED, 3.0, 1.15 * 3),
        (Condition.CONFIRMED, Verdict.SOFT_DEAD, 0.85 * 30, 1.15 * 30),
    ],
)
def test_each_condition_has_its_time(condition: Condition, verdict: Verdict, earliest: float, latest: float) -> None:
    due = first_due(condition, verdict)
    assert earliest <= min(due)
    assert max(due) <= latest + 0.1
    spread = (latest - earliest) / 2
    assert max(due) - min(due) > spread, "they are spread"


def test_no_night_gets_much_more_than_its_share() -> None:
    nights = Counter(int(days) for days in first_due(Condition.CONFIRMED))
    assert len(nights) >= 9
    assert max(nights.values()) < 3 * len(URLS) / len(nights)


def test_the_shift_is_always_the_same_for_a_url() -> None:
    assert first_due(Condition.ALIVE) == first_due(Condition.ALIVE)


def test_the_times_are_settings() -> None:
    settings = History(alive_days=1, suspect_days=2, confirmed_days=4)
    assert max(first_due(Condition.ALIVE, Verdict.ALIVE, settings)) <= 1.3
    assert 2 <= min(first_due(Condition.SUSPECT, settings=settings)) <= 2.4
    assert max(first_due(Condition.CONFIRMED, settings=settings)) <= 4.7
    assert set(first_due(Condition.ALIVE, Verdict.ALIVE, History(alive_days=0))) == {0.0}


def test_what_was_never_seen_or_told_nothing_is_due_at_once() -> None:
    assert is_due(Standing("http://new.test/"), SETTINGS, LOOKED)
    for condition in Condition:
        assert is_due(standing("http://a.test/", condition, Verdict.UNKNOWN), SETTINGS, LOOKED)


def test_a_look_in_the_future_is_no_reason_to_wait() -> None:
    assert is_due(standing("http://a.test/", Condition.ALIVE, Verdict.ALIVE), SETTINGS, LOOKED - DAY)
