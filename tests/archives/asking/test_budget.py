"""What a run may spend on archives."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from linkaudit.archives.asking.budget import Budget, seconds_of
from linkaudit.archives.asking.courtesy import Courtesy, Lane
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.config import load
from linkaudit.errors import ConfigError

if TYPE_CHECKING:
    from support.fake_time import FakeTime


@pytest.mark.parametrize(
    ("text", "seconds"), [("90s", 90), ("20min", 1200), ("2h", 7200), ("1.5 h", 5400), ("0s", 0), (" 3 min ", 180)]
)
def test_times_are_read(text: str, seconds: float) -> None:
    assert seconds_of(text) == seconds


@pytest.mark.parametrize("text", ["", "90", "s", "1d", "-5s", "1,5h", "5 minutes", "1h30min"])
def test_what_is_no_time_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="is no time such as"):
        seconds_of(text)
    with pytest.raises(ConfigError, match=r"archives\.budget"):
        load(overrides={"archives.budget": text}, environ={})


@pytest.mark.parametrize("text", ["90s", "20min", "2h", "0.5h", "1.5 h"])
def test_every_time_that_the_settings_take_is_read(text: str) -> None:
    budget = load(overrides={"archives.budget": text}, environ={}).config.archives.budget
    assert budget == text
    assert seconds_of(text) > 0


@pytest.mark.parametrize("allowance", [0, "0s", "0 h"])
def test_nothing_means_no_limit(allowance: int | str, fake_time: FakeTime) -> None:
    budget = Budget(allowance, fake_time.clock)
    fake_time.seconds += 1e9
    assert all(budget.take() for _ in range(1000))


def test_a_time_is_over_when_it_is_over(fake_time: FakeTime) -> None:
    budget = Budget("90s", fake_time.clock)
    fake_time.seconds += 89
    assert budget.take()
    assert budget.allows(0.5)
    assert not budget.allows(1)
    fake_time.seconds += 1
    assert not budget.take()


def test_nobody_waits_for_a_turn_that_would_come_too_late(fake_time: FakeTime) -> None:
    async def asked() -> str:
        courtesy = Courtesy(
            index_per_minute=1,
            budget=Budget("59s", fake_time.clock),
            clock=fake_time.clock,
            sleep=fake_time.sleep,
        )
        async with courtesy.turn(Lane.INDEX) as turn:
            turn.served()
        with pytest.raises(UnansweredError) as caught:
            async with courtesy.turn(Lane.INDEX):
                pass
        return caught.value.reason

    assert asyncio.run(asked()) == Reason.BUDGET_SPENT
    assert fake_time.slept == []


def test_a_request_under_way_may_end(fake_time: FakeTime) -> None:
    async def asked() -> bool:
        courtesy = Courtesy(budget=Budget("10s", fake_time.clock), clock=fake_time.clock, sleep=fake_time.sleep)
        async with courtesy.turn(Lane.PLAYBACK) as turn:
            fake_time.seconds += 60
            turn.served()
        return True

    assert asyncio.run(asked())


def test_one_who_waits_for_his_place_is_told_that_the_time_is_over(fake_time: FakeTime) -> None:
    async def asked() -> list[object]:
        courtesy = Courtesy(budget=Budget("10s", fake_time.clock), clock=fake_time.clock, sleep=fake_time.sleep)

        async def ask() -> None:
            async with courtesy.turn(Lane.INDEX):
                pass

        async with courtesy.turn(Lane.INDEX):
            waiting = [asyncio.create_task(ask()) for _ in range(3)]
            await asyncio.sleep(0)
            fake_time.seconds += 10
        return await asyncio.gather(*waiting, return_exceptions=True)

    assert [getattr(error, "reason", error) for error in asyncio.run(asked())] == [Reason.BUDGET_SPENT] * 3
