"""What was read is remembered beside the state; where it cannot be, nothing is lost."""

from __future__ import annotations

import os
import sqlite3
import time
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit.history.readings import Known, Readings, open_readings, signature

if TYPE_CHECKING:
    from pathlib import Path

KNOWN = Known("/a.md", "a.md", "key", "1:2", "digest", "2026-11-21", "9999-12-31", b"answers", b"kept", b"referenced")


@pytest.fixture
def readings(tmp_path: Path) -> Readings:
    opened = open_readings(str(tmp_path / "new/state"))
    assert opened is not None
    return opened


def test_what_is_kept_is_known(readings: Readings) -> None:
    readings.keep([KNOWN])
    assert readings.known([("/a.md", "a.md"), ("/b.md", "b.md")], references=True) == {("/a.md", "a.md"): KNOWN}
    (without,) = readings.known([("/a.md", "a.md")], references=False).values()
    assert (without.kept, without.referenced) == (b"kept", b"")


def test_what_was_looked_up_without_its_references_keeps_them(readings: Readings) -> None:
    readings.keep([KNOWN])
    (without,) = readings.known([("/a.md", "a.md")], references=False).values()
    readings.keep([replace(without, signature="3:4")])
    assert readings.known([("/a.md", "a.md")], references=True) == {("/a.md", "a.md"): replace(KNOWN, signature="3:4")}


def test_a_path_whose_bytes_are_no_utf_8_is_not_kept(readings: Readings) -> None:
    odd = replace(KNOWN, path="/caf\udce9.md")
    readings.keep([odd, KNOWN])
    assert readings.known([("/caf\udce9.md", "a.md"), ("/a.md", "a.md")], references=True) == {("/a.md", "a.md"): KNOWN}


def test_it_lasts(readings: Readings, tmp_path: Path) -> None:
    readings.keep([KNOWN])
    readings.close()
    again = open_readings(str(tmp_path / "new/state"))
    assert again is not None
    assert again.known([("/a.md", "a.md")], references=True) == {("/a.md", "a.md"): KNOWN}


def test_many_are_looked_up_at_once(readings: Readings) -> None:
    readings.keep(Known(f"/{n}", f"{n}", "", "", "", "", "", b"", b"", b"x") for n in range(1700))
    assert len(readings.known([(f"/{n}", f"{n}") for n in range(2000)], references=False)) == 1700


@pytest.mark.parametrize(
    ("key", "day", "holds"),
    [
        ("key", "2026-11-21", True),
        ("key", "2031-01-01", True),
        ("key", "2026-11-20", False),
        ("other", "2026-11-21", False),
    ],
)
def test_how_long_it_holds(key: str, day: str, *, holds: bool) -> None:
    assert KNOWN.holds([key], day) is holds
    assert KNOWN.holds(["another", key], day) is holds


def test_a_state_that_forgets_has_none() -> None:
    assert open_readings(":memory:") is None


def test_a_damaged_file_is_made_anew(tmp_path: Path) -> None:
    (tmp_path / "state.readings").write_bytes(b"no database " * 1000)
    opened = open_readings(str(tmp_path / "state"))
    assert opened is not None
    opened.keep([KNOWN])
    assert len(opened.known([("/a.md", "a.md")], references=False)) == 1


def test_where_nothing_can_be_written_nothing_is_remembered(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert open_readings(str(tmp_path / "file/state")) is None


def test_a_file_that_another_process_writes_is_let_be(readings: Readings, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "new/state.readings", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    readings.keep([KNOWN])
    other.execute("ROLLBACK")
    assert readings.known([("/a.md", "a.md")], references=False) == {}
    other.close()


def test_the_signature_of_a_file_changes_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.history.readings._RACY_NS", 0)
    path = tmp_path / "a.md"
    path.write_text("one")
    first = signature(str(path))
    assert first == signature(str(path)) != ""
    before = path.stat()
    time.sleep(0.02)
    path.write_text("two")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert signature(str(path)) not in ("", first)


def test_a_file_that_is_new_or_missing_has_no_signature(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    assert signature(str(path)) == signature(str(tmp_path / "none")) == ""
