"""Comparisons are remembered beside the readings."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from linkaudit.history.readings import open_comparisons, open_readings
from linkaudit.history.store import IN_MEMORY

if TYPE_CHECKING:
    from pathlib import Path

    from linkaudit.history.comparisons import Comparisons


def opened(state: Path, key: str = "this") -> Comparisons:
    found = open_comparisons(str(state), key)
    assert found is not None
    return found


def names(number: int) -> list[bytes]:
    return [f"{each:032}".encode() for each in range(number)]


def test_what_was_kept_is_known_to_the_same_program(tmp_path: Path) -> None:
    first = opened(tmp_path / "state")
    first.keep(dict.fromkeys(names(1200), b"found"))
    assert first.known(names(1201)) == dict.fromkeys(names(1200), b"found")
    first.close()
    again = opened(tmp_path / "state")
    assert len(again.known(names(1300))) == 1200
    again.close()
    other = opened(tmp_path / "state", "another")
    assert other.known(names(3)) == {}
    other.close()


def test_what_is_long_gone_is_thrown_away(tmp_path: Path) -> None:
    first = opened(tmp_path / "state")
    first.known(names(100))
    first.keep(dict.fromkeys(names(100), b"found"))
    first.close()
    second = opened(tmp_path / "state")
    assert len(second.known(names(30))) == 30
    second.close()
    third = opened(tmp_path / "state")
    assert len(third.known(names(20))) == 20
    third.close()
    fourth = opened(tmp_path / "state")
    assert len(fourth.known(names(100))) == 20
    fourth.close()


def test_a_lock_of_another_process_loses_comparisons_and_nothing_else(tmp_path: Path) -> None:
    second = opened(tmp_path / "state")
    with closing(sqlite3.connect(tmp_path / "state.readings")) as other:
        other.execute("BEGIN IMMEDIATE")
        second.keep({b"name": b"found"})
        assert second.known([b"name"]) == {}
        second.close()


def test_readings_stand_in_the_same_file(tmp_path: Path) -> None:
    readings = open_readings(str(tmp_path / "state"))
    assert readings is not None
    comparisons = opened(tmp_path / "state")
    comparisons.keep({b"name": b"found"})
    comparisons.close()
    readings.close()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".readings"] == ["state.readings"]


def test_a_state_in_memory_remembers_nothing() -> None:
    assert open_comparisons(IN_MEMORY, "this") is None
