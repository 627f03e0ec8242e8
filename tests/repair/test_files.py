"""Files are written back byte for byte but for the repair, whole or not at all."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

import pytest

from linkaudit.repair.files import UnrepairableError, opened, write_back

if TYPE_CHECKING:
    from pathlib import Path

TEXT = "Fähre\r\nhttps://x.example/ é\rnext\n\nno end"


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-32-le", b"\xff\xfe\0\0"),
        ("cp1252", b""),
    ],
)
def test_encoding_mark_and_new_lines_stay_as_they_are(tmp_path: Path, encoding: str, mark: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(mark + TEXT.encode(encoding))
    source = opened(path)
    assert source.text == TEXT
    write_back(source, TEXT.replace("x.example", "y.example"))
    assert path.read_bytes() == mark + TEXT.replace("x.example", "y.example").encode(encoding)
    assert [each.name for each in tmp_path.iterdir()] == ["a.txt"]


def test_permissions_are_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    path.chmod(0o640)
    write_back(opened(path), "two")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert path.read_text() == "two"


def test_a_link_stays_a_link_and_its_target_is_repaired(tmp_path: Path) -> None:
    target, link = tmp_path / "real" / "a.md", tmp_path / "a.md"
    target.parent.mkdir()
    target.write_text("one")
    link.symlink_to(target)
    write_back(opened(link), "two")
    assert link.is_symlink()
    assert target.read_text() == "two"


def test_a_file_that_was_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    source = opened(path)
    path.write_text("somebody else's")
    with pytest.raises(UnrepairableError, match="changed while"):
        write_back(source, "two")
    assert path.read_text() == "somebody else's"
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


def test_a_full_disk_costs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(UnrepairableError, match="cannot be written: No space left on device"):
        write_back(opened(path), "two")
    assert path.read_text() == "one"
    assert [each.name for each in tmp_path.iterdir()] == ["a.md"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write to every file")
def test_a_file_that_may_not_be_written_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text("one")
    path.chmod(0o444)
    with pytest.raises(UnrepairableError, match="permissions"):
        write_back(opened(path), "two")
    assert path.read_text() == "one"


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "binary"),
        (b"\x1b$B$3\x1b(B and \x1b$B\x1b(B\n", "cannot be written back byte for byte"),
    ],
)
def test_what_could_not_be_written_back_is_not_opened(tmp_path: Path, data: bytes, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(UnrepairableError, match=reason):
        opened(path)


def test_what_is_not_there_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(UnrepairableError, match="cannot be read: No such file"):
        opened(tmp_path / "none.md")


def test_a_character_that_the_encoding_lacks_is_no_repair(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("Fähre über die Bucht".encode("cp1252"))
    with pytest.raises(UnrepairableError, match="lacks a character"):
        write_back(opened(path), "渡")
