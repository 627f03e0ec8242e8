from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fake_time import FakeTime

from linkaudit.archives.asking import courtesy as module
from linkaudit.archives.asking.budget import Budget
from linkaudit.archives.asking.courtesy import Courtesy, Lane
from linkaudit.archives.asking.tally import Tally
from linkaudit.archives.interface import Reason, UnansweredError

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from pathlib import Path


def courteous(time: FakeTime, **settings: object) -> Courtesy:
    return Courtesy(clock=time.clock, sleep=time.sleep, **settings)  # type: ignore[arg-type]  # each test sets what fits


async def starts(courtesy: Courtesy, time: FakeTime, lane: Lane, number: int) -> list[float]:
    seen = []
    for _ in range(number):
        async with courtesy.turn(lane):
            seen.append(time.seconds)
    return seen


@pytest.mark.parametrize(("lane", "limit"), [(Lane.PLAYBACK, 480), (Lane.INDEX, 24)])
def test_a_minute_never_has_more_starts_than_the_default_allows(fake_time: FakeTime, lane: Lane, limit: int) -> None:
    seen = asyncio.run(starts(courteous(fake_time), fake_time, lane, 3 * limit + 1))
    assert seen[limit - 1] == seen[0]
    assert [seen[i + limit] - seen[i] for i in range(len(seen) - limit)] == [60.0] * (2 * limit + 1)


@settings(max_examples=50)
@given(st.floats(0.2, 600), st.integers(1, 60), st.lists(st.floats(0, 90), max_size=60))
def test_no_window_has_more_starts_than_the_rate(per_minute: float, number: int, gaps: list[float]) -> None:
    time = FakeTime()

    async def run() -> list[float]:
        courtesy = courteous(time, index_per_minute=per_minute)
        seen = []
        for gap in (*gaps, *[0.0] * number):
            time.seconds += gap
            seen += await starts(courtesy, time, Lane.INDEX, 1)
        return seen

    seen = asyncio.run(run())
    allowed = max(1, int(per_minute))
    window = 60 * allowed / per_minute
    for start in seen:
        assert sum(start <= other < start + window * (1 - 1e-9) for other in seen) <= allowed


def test_a_lifted_limit_never_waits(fake_time: FakeTime) -> None:
    asyncio.run(starts(courteous(fake_time, playback_per_minute=1e300), fake_time, Lane.PLAYBACK, 5000))
    assert fake_time.slept == []


@pytest.mark.parametrize(("lane", "limit"), [(Lane.PLAYBACK, 4), (Lane.INDEX, 1)])
def test_only_so_many_requests_are_under_way(fake_time: FakeTime, lane: Lane, limit: int) -> None:
    most = 0
    under_way = 0

    async def request(courtesy: Courtesy) -> None:
        nonlocal most, under_way
        async with courtesy.turn(lane):
            under_way += 1
            most = max(most, under_way)
            for _ in range(5):
                await asyncio.sleep(0)
            under_way -= 1

    async def run() -> None:
        courtesy = courteous(fake_time)
        await asyncio.gather(*(request(courtesy) for _ in range(20)))

    asyncio.run(run())
    assert most == limit


@asynccontextmanager
async def refused(courtesy: Courtesy, retry: float | None = None) -> AsyncIterator[None]:
    async with courtesy.turn(Lane.PLAYBACK) as turn:
        turn.refused(retry)
    yield


def test_a_refusal_stops_both_lanes_for_a_minute_then_for_two_then_for_good(fake_time: FakeTime) -> None:
    async def run() -> None:
        courtesy = courteous(fake_time)
        begin = fake_time.seconds
        async with refused(courtesy), courtesy.turn(Lane.INDEX):
            assert fake_time.seconds == begin + 60
        async with refused(courtesy), courtesy.turn(Lane.PLAYBACK):
            assert fake_time.seconds == begin + 60 + 120
        async with refused(courtesy):
            pass
        assert courtesy.given_up
        for lane in Lane:
            with pytest.raises(UnansweredError) as caught:
                async with courtesy.turn(lane):
                    pass
            assert caught.value.reason is Reason.GIVEN_UP
        assert fake_time.seconds == begin + 180

    asyncio.run(run())


def test_an_own_archive_that_is_not_there_is_given_up_at_once(fake_time: FakeTime) -> None:
    async def reach(courtesy: Courtesy, *, before: bool = False) -> str:
        if before:
            async with courtesy.turn(Lane.PLAYBACK) as turn:
                turn.served()
        async with courtesy.turn(Lane.PLAYBACK) as turn:
            turn.shut_out()
        return courtesy.given_up

    async def run() -> None:
        assert await reach(courteous(fake_time, own=True)) == "nothing answers there, on this machine"
        assert not await reach(courteous(fake_time, own=True), before=True)
        assert not await reach(courteous(fake_time))

    asyncio.run(run())


def test_an_own_archive_need_not_be_waited_for_by_the_next_run(fake_time: FakeTime, tmp_path: Path) -> None:
    async def run(*, own: bool) -> float:
        host = "own.test" if own else "other.test"
        for _ in range(2):
            begin = fake_time.seconds
            tally = Tally(tmp_path, host, fake_time.clock)
            async with courteous(fake_time, own=own, tally=tally).turn(Lane.PLAYBACK) as turn:
                turn.refused()
        return fake_time.seconds - begin

    assert asyncio.run(run(own=True)) == 0
    assert asyncio.run(run(own=False)) == 60


def test_what_was_under_way_when_the_pause_began_counts_as_the_same_refusal(fake_time: FakeTime) -> None:
    async def run() -> None:
        courtesy = courteous(fake_time)
        begin = fake_time.seconds
        async with AsyncExitStack() as stack:
            lanes = [Lane.PLAYBACK, Lane.PLAYBACK, Lane.PLAYBACK, Lane.INDEX]
            for turn in [await stack.enter_async_context(courtesy.turn(lane)) for lane in lanes]:
                turn.refused()
                fake_time.seconds += 0.5
        assert not courtesy.given_up
        await starts(courtesy, fake_time, Lane.PLAYBACK, 1)
        assert fake_time.seconds == begin + 60

    asyncio.run(run())


@pytest.mark.parametrize(("asked", "waited"), [(None, 60), (5, 60), (60, 60), (61, 61), (300, 300)])
def test_retry_after_is_honoured_where_it_is_longer(fake_time: FakeTime, asked: float | None, waited: float) -> None:
    async def run() -> float:
        courtesy = courteous(fake_time)
        begin = fake_time.seconds
        async with refused(courtesy, asked), courtesy.turn(Lane.PLAYBACK):
            return fake_time.seconds - begin

    assert asyncio.run(run()) == waited


def test_a_retry_after_beyond_five_minutes_ends_the_phase_instead_of_holding_it_up(fake_time: FakeTime) -> None:
    async def run() -> None:
        courtesy = courteous(fake_time)
        async with refused(courtesy, 3600):
            pass
        with pytest.raises(UnansweredError, match="given-up"):
            await starts(courtesy, fake_time, Lane.INDEX, 1)

    asyncio.run(run())
    assert fake_time.slept == []


def test_someone_who_waits_is_told_at_once_when_the_archive_is_given_up(fake_time: FakeTime) -> None:
    async def run() -> list[object]:
        courtesy = courteous(fake_time)
        async with courtesy.turn(Lane.INDEX) as turn:
            waiting = [asyncio.create_task(starts(courtesy, fake_time, Lane.INDEX, 1)) for _ in range(3)]
            await asyncio.sleep(0)
            turn.refused(3600)
        return await asyncio.gather(*waiting, return_exceptions=True)

    assert [getattr(error, "reason", error) for error in asyncio.run(run())] == [Reason.GIVEN_UP] * 3
    assert fake_time.slept == []


def test_an_archive_that_only_fails_is_given_up_and_one_answer_forgives(fake_time: FakeTime) -> None:
    async def run() -> tuple[bool, bool]:
        courtesy = courteous(fake_time)
        for _ in range(module.FAILURES_IN_A_ROW - 1):
            async with courtesy.turn(Lane.PLAYBACK) as turn:
                turn.failed()
        async with courtesy.turn(Lane.PLAYBACK) as turn:
            turn.served()
        for _ in range(module.FAILURES_IN_A_ROW - 1):
            async with courtesy.turn(Lane.PLAYBACK) as turn:
                turn.failed()
        forgiven = bool(courtesy.given_up)
        async with courtesy.turn(Lane.PLAYBACK) as turn:
            turn.failed()
        return forgiven, bool(courtesy.given_up)

    assert asyncio.run(run()) == (False, True)


def test_connections_closed_several_times_in_a_row_are_a_refusal(fake_time: FakeTime) -> None:
    async def run() -> tuple[list[int], list[float], str]:
        courtesy = courteous(fake_time)
        begin, strikes, at = fake_time.seconds, [], []
        while not courtesy.given_up:
            async with courtesy.turn(Lane.PLAYBACK) as turn:
                at.append(fake_time.seconds - begin)
                turn.aborted()
            strikes.append(courtesy.strikes)
        return strikes, at, courtesy.given_up

    assert asyncio.run(run()) == ([0, 0, 1, 2, 3], [0, 0, 0, 60, 180], "it refused 3 times")


def test_a_connection_that_is_closed_now_and_then_is_no_refusal(fake_time: FakeTime) -> None:
    async def run() -> int:
        courtesy = courteous(fake_time)
        for _ in range(10):
            for end in ("aborted", "aborted", "served"):
                async with courtesy.turn(Lane.PLAYBACK) as turn:
                    getattr(turn, end)()
        return courtesy.strikes

    assert asyncio.run(run()) == 0
    assert fake_time.slept == []


def test_an_own_archive_that_closes_connections_is_not_waited_for(fake_time: FakeTime) -> None:
    async def run(*, before: bool) -> int:
        courtesy = courteous(fake_time, own=True)
        if before:
            async with courtesy.turn(Lane.PLAYBACK) as turn:
                turn.served()
        for number in range(1, 99):
            async with courtesy.turn(Lane.PLAYBACK) as turn:
                turn.aborted()
            if courtesy.given_up:
                return number
        return 0

    assert asyncio.run(run(before=False)) == module.ABORTED_IN_A_ROW
    assert asyncio.run(run(before=True)) == module.FAILURES_IN_A_ROW
    assert fake_time.slept == []


def test_the_budget_is_shared_and_spent_once(fake_time: FakeTime) -> None:
    async def run() -> list[str]:
        budget = Budget(3)
        one, two = (Courtesy(budget=budget, clock=fake_time.clock, sleep=fake_time.sleep) for _ in range(2))
        outcomes = []
        for courtesy in (one, two, one, two, one):
            try:
                await starts(courtesy, fake_time, Lane.PLAYBACK, 1)
                outcomes.append("asked")
            except UnansweredError as error:
                outcomes.append(str(error.reason))
        return outcomes

    assert asyncio.run(run()) == ["asked"] * 3 + ["budget-spent"] * 2


def test_no_budget_means_no_limit() -> None:
    budget = Budget(0)
    assert all(budget.take() for _ in range(1000))


def test_a_cancelled_wait_leaves_the_lane_open(fake_time: FakeTime) -> None:
    forever = asyncio.Event()

    async def never(_: float) -> None:
        await forever.wait()

    async def run() -> None:
        courtesy = Courtesy(index_per_minute=1, clock=fake_time.clock, sleep=never)
        await starts(courtesy, fake_time, Lane.INDEX, 1)
        waiting = asyncio.create_task(starts(courtesy, fake_time, Lane.INDEX, 1))
        await asyncio.sleep(0)
        waiting.cancel()
        await asyncio.gather(waiting, return_exceptions=True)
        fake_time.seconds += 60
        async with asyncio.timeout(1):
            await starts(courtesy, fake_time, Lane.INDEX, 1)

    asyncio.run(run())
