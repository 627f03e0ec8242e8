"""How far a listing reaches that was cut short."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from math import inf

from hypothesis import given
from hypothesis import strategies as st

from linkaudit.archives.holdings import Question
from linkaudit.archives.remote.reach import EVER, by_nearness, common, empty, gap, reach_of, unseen

NOON = datetime(2020, 1, 1, 12, tzinfo=UTC)
moments = st.integers(-1000, 1000).map(lambda hours: NOON + timedelta(hours=hours))


@given(st.lists(moments, unique=True, min_size=4), moments, st.integers(2, 4), st.booleans())
def test_nothing_within_the_reach_is_left_out(held: list[datetime], end: datetime, shown: int, backward: bool) -> None:
    listed = sorted(held, reverse=backward)[:shown]
    reach = reach_of([unseen(listed)], Question("x", end))
    assert {moment for moment in held if abs((moment - end).total_seconds()) < reach} <= set(listed)


@given(st.lists(moments, unique=True, min_size=3), moments)
def test_what_goes_away_from_the_date_is_told_from_what_does_not(held: list[datetime], end: datetime) -> None:
    assert by_nearness(sorted(held, key=lambda moment: abs(moment - end)), end)
    farthest = sorted(held, key=lambda moment: abs(moment - end), reverse=True)
    assert by_nearness(farthest, end) is (abs(farthest[0] - end) == abs(farthest[-1] - end))


def test_a_list_without_order_says_nothing_of_what_is_behind_it() -> None:
    hour = timedelta(hours=1)
    assert unseen([NOON, NOON + hour, NOON - hour]) == EVER
    assert unseen([NOON]) == EVER
    assert unseen([]) == EVER


def test_what_the_question_is_not_about_does_not_count() -> None:
    later = (NOON + timedelta(hours=1), EVER[1])
    assert reach_of([later], Question("x", NOON)) == 3600.0
    assert reach_of([later], Question("x", NOON, last=NOON)) == inf
    assert reach_of([], Question("x", NOON)) == inf


def test_the_gap_to_a_stretch() -> None:
    stretch = (NOON, NOON + timedelta(hours=2))
    assert gap(stretch, NOON - timedelta(hours=1)) == 3600.0
    assert gap(stretch, NOON + timedelta(hours=1)) == 0.0
    assert gap(stretch, NOON + timedelta(hours=3)) == 3600.0
    assert empty(common(stretch, (NOON - timedelta(hours=2), NOON - timedelta(hours=1))))
    assert not empty(common(stretch, EVER))
