"""Diffs are those that git understands."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from linkaudit.repair.diff import unified

if TYPE_CHECKING:
    from pathlib import Path


def test_no_difference_is_no_diff() -> None:
    assert unified("a.md", "one\n", "one\n") == ""


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("one\ntwo\nthree\n", "one\n2\nthree\n"),
        ("one\ntwo", "one\n2"),
        ("one\r\ntwo\r\n", "one\r\n2\r\n"),
        ("one\x0cpage\u2028line\x85\ntwo\n", "one\x0cpage\u2028LINE\x85\ntwo\n"),
        ("one\rtwo\r", "one\r2\r"),
        ("one", "two"),
    ],
)
def test_git_applies_it(tmp_path: Path, before: str, after: str) -> None:
    file = tmp_path / "docs" / "a b.md"
    file.parent.mkdir()
    file.write_bytes(before.encode())
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    diff = unified("docs/a b.md", before, after)
    subprocess.run(["git", "apply", "-"], cwd=tmp_path, check=True, input=diff.encode())
    assert file.read_bytes() == after.encode()
