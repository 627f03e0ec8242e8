"""What runs know of an archive together, in files that may hold anything."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from random import Random
from struct import pack
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fake_time import FakeTime

from linkaudit.archives.asking import courtesy as module
from linkaudit.archives.asking.courtesy import Courtesy, Lane
from linkaudit.archives.asking.tally import DAY, FORGOTTEN, Tally
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.own_files import Locked, lock

if TYPE_CHECKING:
    from collections.abc import Callable

HOST = "archive.test:8080"
EPOCH = 1_800_000_000.0


class Wall:
    """A clock on the wall that goes with the fake time, and can be set."""

    def __init__(self, time: FakeTime) -> None:
        self.time = time
        self.set = EPOCH

    def __call__(self) -> float:
        return self.set + self.time.seconds


@pytest.fixture
def wall(fake_time: FakeTime) -> Wall:
    return Wall(fake_time)


@pytest.fixture
def run(tmp_path: Path, fake_time: FakeTime, wall: Wall) -> Callable[..., Courtesy]:
    """Begin a run, which shares what it knows with all others."""

    def begin(**rates: float) -> Courtesy:
        tally = Tally(tmp_path, HOST, wall)
        return Courtesy(tally=tally, clock=fake_time.clock, sleep=fake_time.sleep, **rates)  # type: ignore[arg-type]

    return begin


async def ask(courtesy: Courtesy, lane: Lane = Lane.INDEX) -> None:
    async with courtesy.turn(lane) as turn:
        turn.served()


async def refuse(courtesy: Courtesy, retry_after: float | None = None) -> None:
    async with courtesy.turn(Lane.INDEX) as turn:
        turn.refused(retry_after)


def files(folder: Path, suffix: str) -> list[Path]:
    return [path for path in folder.iterdir() if path.name.endswith(suffix)]


def test_all_runs_together_keep_to_the_limit(run: Callable[..., Courtesy], fake_time: FakeTime) -> None:
    async def several() -> list[float]:
        runs = [run(index_per_minute=3) for _ in range(3)]
        starts = []
        for number in range(12):
            await ask(runs[number % 3])
            starts.append(fake_time.seconds)
        return starts

    starts = asyncio.run(several())
    assert [starts[i + 3] - starts[i] for i in range(9)] == [60.0] * 9


def test_lanes_and_hosts_are_counted_by_themselves(tmp_path: Path, wall: Wall) -> None:
    one, other = Tally(tmp_path, HOST, wall), Tally(tmp_path, "archive.test:8081", wall)
    assert one.book("index", 1, 60).wait == 0
    assert one.book("index", 1, 60).wait == 60
    assert one.book("playback", 1, 60).wait == 0
    assert other.book("index", 1, 60).wait == 0


def test_a_run_waits_for_the_end_of_a_pause_that_another_has_brought_about(
    run: Callable[..., Courtesy], fake_time: FakeTime
) -> None:
    async def after_a_refusal() -> tuple[float, float]:
        under_way, begin = run(), fake_time.seconds
        await ask(under_way)
        await refuse(run())
        fake_time.seconds += 10
        await ask(run(), Lane.PLAYBACK)
        new = fake_time.seconds - begin
        await ask(under_way)
        return new, fake_time.seconds - begin

    assert asyncio.run(after_a_refusal()) == (60, 60)


def test_a_run_does_not_begin_by_asking_an_archive_that_is_to_be_left_alone_for_long(
    run: Callable[..., Courtesy], fake_time: FakeTime
) -> None:
    async def again() -> None:
        await refuse(run(), 3600)
        later = run()
        with pytest.raises(UnansweredError) as caught:
            await ask(later)
        assert caught.value.reason is Reason.GIVEN_UP
        assert later.given_up == "it refused another run, and is to be left alone for 3600 more seconds"
        assert later.asked.total() == 0
        fake_time.seconds += 3600 - 299
        await ask(run())

    begin = fake_time.seconds
    asyncio.run(again())
    assert fake_time.seconds == begin + 3600


def test_refusals_are_counted_across_runs(run: Callable[..., Courtesy], fake_time: FakeTime) -> None:
    async def one_after_the_other() -> list[float]:
        waited = []
        for _ in range(4):
            courtesy = run()
            begin = fake_time.seconds
            await ask(courtesy)
            waited.append(fake_time.seconds - begin)
            await refuse(courtesy)
        assert courtesy.given_up == "it refused for the 4th time in a row, earlier runs included"
        return waited

    assert asyncio.run(one_after_the_other()) == [0, 60, 120, 240]


def test_three_refusals_of_runs_at_once_end_the_phase_for_all(run: Callable[..., Courtesy]) -> None:
    async def together() -> Courtesy:
        watching = run()
        await ask(watching)
        for _ in range(3):
            await refuse(run())
        with pytest.raises(UnansweredError, match="given-up"):
            await ask(watching)
        return watching

    assert asyncio.run(together()).given_up == "it refused 3 times, other runs included"


def test_a_refusal_of_the_same_moment_in_another_run_is_the_same(run: Callable[..., Courtesy]) -> None:
    async def together() -> tuple[int, int]:
        one, two = run(), run()
        async with one.turn(Lane.PLAYBACK) as first, two.turn(Lane.PLAYBACK) as second:
            first.refused()
            second.refused()
        return one.strikes, two.strikes

    assert asyncio.run(together()) == (1, 1)


def test_refusals_are_forgotten_an_hour_after_the_pause(
    run: Callable[..., Courtesy], fake_time: FakeTime, tmp_path: Path, wall: Wall
) -> None:
    asyncio.run(refuse(run()))
    pause = Tally(tmp_path, HOST, wall).pause()
    assert pause
    assert (pause.ago, pause.left, pause.times) == (0, 60, 1)
    fake_time.seconds += 60 + FORGOTTEN
    assert Tally(tmp_path, HOST, wall).pause() is None


def test_no_retry_after_locks_us_out_for_ever(tmp_path: Path, wall: Wall) -> None:
    tally = Tally(tmp_path, HOST, wall)
    tally.refuse(1e12)
    assert tally.pause() is not None
    assert tally.book("index", 1, 60).wait == DAY
    tally.prolong(1e12)
    assert tally.book("index", 1, 60).wait == DAY


RUBBISH = [
    b"",
    b"\0",
    b"rubbish of an odd length",
    b"\xff" * 4096,
    pack("<3d", float("nan"), float("inf"), float("-inf")),
    pack("<3d", EPOCH, float("inf"), EPOCH),
    pack("<4d", EPOCH, 1e300, EPOCH, EPOCH),
    pack("<2d", EPOCH, float("nan")),
]


@pytest.mark.parametrize("content", RUBBISH)
def test_rubbish_in_the_row_of_starts_is_lived_with(tmp_path: Path, wall: Wall, content: bytes) -> None:
    tally = Tally(tmp_path, HOST, wall)
    tally.book("index", 2, 60)
    (row,) = files(tmp_path, ".starts")
    row.write_bytes(content)
    waits = [tally.book("index", 2, 60).wait for _ in range(4)]
    assert all(0 <= wait <= 60 for wait in waits)
    assert waits[-1] == 60, "what is written from now on counts"
    assert tally.trouble == ""


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=200), st.integers(1, 5))
def test_whatever_stands_there_no_wait_is_longer_than_the_window(
    tmp_path_factory: pytest.TempPathFactory, content: bytes, starts: int
) -> None:
    folder = tmp_path_factory.mktemp("tally")
    wall = Wall(FakeTime())
    tally = Tally(folder, HOST, wall)
    tally.book("index", starts, 60)
    files(folder, ".starts")[0].write_bytes(content)
    (folder / files(folder, ".lock")[0].name.replace(".lock", ".pause")).write_bytes(content)
    for _ in range(starts + 2):
        assert 0 <= tally.book("index", starts, 60).wait <= 60
    wall.time.seconds += 60
    assert tally.book("index", starts, 60).wait == 0


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b'{"at":1e999,"until":1,"times":1}',
        b'{"at":1,"until":1e300,"times":1}',
        b'{"at":5,"until":1,"times":1}',
        b'{"at":"now"}',
        b"\xff\xfe",
        f'{{"at":{EPOCH},"until":{EPOCH + 1},"times":-1}}'.encode(),
    ],
)
def test_rubbish_in_place_of_a_pause_is_none(tmp_path: Path, wall: Wall, content: bytes) -> None:
    tally = Tally(tmp_path, HOST, wall)
    tally.refuse(60)
    (pause,) = files(tmp_path, ".pause")
    pause.write_bytes(content)
    assert tally.pause() is None
    assert tally.book("index", 1, 60).wait == 0
    tally.refuse(60)
    assert tally.book("index", 1, 60).wait == 60


def test_a_clock_that_is_set_back_takes_no_start_away_and_makes_nobody_wait_for_longer(
    tmp_path: Path, wall: Wall, fake_time: FakeTime
) -> None:
    tally = Tally(tmp_path, HOST, wall)
    for _ in range(3):
        tally.book("index", 3, 60)
        fake_time.seconds += 10
    wall.set -= 86_400 * 400
    assert tally.book("index", 3, 60).wait == 40, "the last start counts as one of now, the first lies 20 s before it"
    fake_time.seconds += 40
    assert tally.book("index", 3, 60).wait == 0
    assert tally.book("index", 3, 60).wait == 10


def test_a_pause_of_a_clock_that_is_set_back_lasts_no_longer_than_it_was_to_last(tmp_path: Path, wall: Wall) -> None:
    tally = Tally(tmp_path, HOST, wall)
    tally.refuse(90)
    wall.set -= 86_400 * 400
    assert tally.book("index", 3, 60).wait == 90


def test_a_clock_that_is_set_forward_leaves_the_runs_own_pace(
    run: Callable[..., Courtesy], fake_time: FakeTime, wall: Wall
) -> None:
    async def asked() -> float:
        courtesy, begin = run(index_per_minute=1), fake_time.seconds
        await ask(courtesy)
        wall.set += 86_400
        await ask(courtesy)
        return fake_time.seconds - begin

    assert asyncio.run(asked()) == 60


def test_old_starts_are_forgotten_and_new_ones_kept(tmp_path: Path, wall: Wall) -> None:
    tally = Tally(tmp_path, HOST, wall)
    tally.book("index", 10, 60)
    (row,) = files(tmp_path, ".starts")
    now = wall()
    row.write_bytes(pack("<9216d", *(now - 3 * DAY + number for number in range(9216))))
    tally.book("index", 10, 60)
    assert row.stat().st_size == 8
    assert [tally.book("index", 3, 60).wait for _ in range(3)] == [0, 0, 60]


@pytest.mark.parametrize("place", ["a file in the place of the folder", "a folder that nobody may write"])
def test_without_a_folder_a_run_goes_on_by_itself_and_says_so(
    tmp_path: Path, fake_time: FakeTime, wall: Wall, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "courtesy"
    if place.startswith("a file"):
        folder.write_text("")
    else:

        def refuse_to(*_: object, **__: object) -> None:
            raise PermissionError(13, os.strerror(13))

        monkeypatch.setattr(Path, "mkdir", refuse_to)
    tally = Tally(folder, HOST, wall)
    courtesy = Courtesy(index_per_minute=1, tally=tally, clock=fake_time.clock, sleep=fake_time.sleep)
    begin = fake_time.seconds

    async def asked() -> None:
        await ask(courtesy)
        await ask(courtesy)
        await refuse(courtesy)

    asyncio.run(asked())
    assert fake_time.seconds == begin + 120
    assert str(folder) in tally.trouble


def test_what_another_process_has_in_hand_for_a_moment_is_waited_for(
    tmp_path: Path, fake_time: FakeTime, wall: Wall
) -> None:
    async def sleep(seconds: float) -> None:
        await fake_time.sleep(seconds)
        await asyncio.sleep(0)

    tally = Tally(tmp_path, HOST, wall)
    courtesy = Courtesy(tally=tally, clock=fake_time.clock, sleep=sleep)
    tally.book("index", 1, 60)
    (place,) = files(tmp_path, ".lock")
    begin = fake_time.seconds

    async def while_held() -> None:
        with lock(place):
            task = asyncio.create_task(ask(courtesy, Lane.PLAYBACK))
            for _ in range(20):
                await asyncio.sleep(0)
            assert not task.done()
        await task

    asyncio.run(while_held())
    assert 0 < fake_time.seconds - begin < 1
    assert tally.trouble == ""


def test_a_process_that_holds_on_for_ever_is_not_waited_for_for_ever(
    tmp_path: Path, run: Callable[..., Courtesy], fake_time: FakeTime
) -> None:
    courtesy = run()
    asyncio.run(ask(courtesy))
    (place,) = files(tmp_path, ".lock")
    begin = fake_time.seconds
    with lock(place):
        asyncio.run(ask(courtesy))
    assert 5 < fake_time.seconds - begin < 15
    assert courtesy.tally
    assert "lock" in courtesy.tally.trouble


def test_a_lock_is_held_by_one(tmp_path: Path) -> None:
    with lock(tmp_path / "lock"), pytest.raises(Locked), lock(tmp_path / "lock"):
        pass
    with lock(tmp_path / "lock"):
        pass


@pytest.mark.parametrize("host", ["web.archive.org", "WEB.archive.org", "[::1]:8080", "..", "a/b", "ü.test", "x" * 300])
def test_every_host_has_files_of_its_own_in_the_folder(tmp_path: Path, wall: Wall, host: str) -> None:
    Tally(tmp_path, host, wall).book("index", 1, 60)
    Tally(tmp_path, f"{host}.", wall).book("index", 1, 60)
    assert len(files(tmp_path, ".index.starts")) == 2
    assert all(path.parent == tmp_path for path in tmp_path.rglob("*"))


def test_the_pace_is_kept_by_many_runs_that_come_and_go(run: Callable[..., Courtesy], fake_time: FakeTime) -> None:
    chance = Random(7)  # noqa: S311 - no secret
    starts: list[float] = []

    async def come_and_go() -> None:
        courtesy = run(index_per_minute=5)
        for _ in range(200):
            if chance.random() < 0.2:
                courtesy = run(index_per_minute=5)
            fake_time.seconds += chance.choice([0, 0, 1, 20])
            await ask(courtesy)
            starts.append(fake_time.seconds)

    asyncio.run(come_and_go())
    for start in starts:
        assert sum(start <= other < start + 60 - 1e-6 for other in starts) <= 5


def test_the_lanes_are_those_of_the_settings() -> None:
    assert set(module.IN_FLIGHT) == set(Lane)
