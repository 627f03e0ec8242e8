"""One courtesy for each host."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from linkaudit.archives.asking.courtesies import Courtesies, shared_folder
from linkaudit.archives.asking.courtesy import Lane
from linkaudit.settings import Archives

if TYPE_CHECKING:
    from pathlib import Path

    from support.fake_time import FakeTime

    from linkaudit.archives.asking.courtesy import Courtesy


def limit(courtesies: Courtesies, host: str, lane: Lane) -> int:
    return courtesies.of(host)._paces[lane].limit  # noqa: SLF001 - what is promised to the archive


def test_each_host_has_one(tmp_path: Path) -> None:
    courtesies = Courtesies(Archives(), folder=tmp_path)
    assert courtesies.of("a.test") is courtesies.of("a.test")
    assert courtesies.of("a.test") is not courtesies.of("a.test:8080")
    assert list(courtesies.by_host) == ["a.test", "a.test:8080"]


def test_the_limits_are_those_of_the_settings() -> None:
    courtesies = Courtesies(Archives(playback_per_minute=10, index_per_minute=5, save_per_minute=2))
    assert [limit(courtesies, "a.test", lane) for lane in Lane] == [10, 5, 2]


def test_an_archive_that_bears_less_is_asked_less() -> None:
    courtesies = Courtesies(Archives(playback_per_minute=480, index_per_minute=24))
    assert limit(courtesies, "arquivo.pt", Lane.PLAYBACK) == 200
    assert limit(courtesies, "www.arquivo.pt:443", Lane.PLAYBACK) == 200
    assert limit(courtesies, "arquivo.pt", Lane.INDEX) == 24
    assert limit(courtesies, "notarquivo.pt", Lane.PLAYBACK) == 480


def test_the_budget_is_one_for_all() -> None:
    courtesies = Courtesies(Archives(budget=1))
    assert courtesies.of("a.test")._budget is courtesies.of("b.test")._budget  # noqa: SLF001 - what is promised
    assert courtesies.budget.take()
    assert not courtesies.budget.take()


def test_one_who_waits_for_the_end_of_a_pause_is_told_once(fake_time: FakeTime) -> None:
    told: list[str] = []
    courtesies = Courtesies(Archives(), clock=fake_time.clock, sleep=fake_time.sleep, tell=told.append)

    async def ask() -> None:
        courtesy = courtesies.of("a.test")
        for _ in range(2):
            async with courtesy.turn(Lane.INDEX) as turn:
                turn.refused()
            assert len(told) == courtesy.strikes - 1, "nobody waits yet"
            await asyncio.gather(*(served(courtesy) for _ in range(5)))

    async def served(courtesy: Courtesy) -> None:
        async with courtesy.turn(Lane.PLAYBACK) as turn:
            turn.served()

    asyncio.run(ask())
    assert told == [f"a.test refused, and is asked no more for {seconds} seconds" for seconds in (60, 120)]


def test_a_usual_port_is_no_other_host() -> None:
    courtesies = Courtesies(Archives())
    assert courtesies.of("a.test") is courtesies.of("A.test:443") is courtesies.of("a.test:80")


def test_the_folder_is_beside_the_states(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert shared_folder() == tmp_path / "linkaudit" / "courtesy"


@pytest.mark.parametrize(
    ("host", "own"),
    [
        ("127.0.0.1:8080", True),
        ("[::1]:8080", True),
        ("localhost", True),
        ("pywb.localhost:80", True),
        ("10.0.0.1", False),
        ("web.archive.org", False),
        ("localhost.test", False),
    ],
)
def test_an_archive_on_this_machine_is_ones_own(host: str, own: bool) -> None:
    assert Courtesies(Archives()).of(host)._own is own  # noqa: SLF001 - what is decided by the host
