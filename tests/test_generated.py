"""What is made from the code is as the code would make it now: the page of the rules, the schemas, the example."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parent.parent


def test_generated_files_are_up_to_date() -> None:
    ran = subprocess.run(
        [sys.executable, TOP / "scripts" / "generate.py", "--check"],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert (ran.returncode, ran.stdout) == (0, "")


def test_a_generated_file_that_was_edited_is_named(tmp_path: Path) -> None:
    copied = tmp_path / "copy"
    for name in ("scripts", "docs", "examples", "reports", "linkaudit"):
        shutil.copytree(TOP / name, copied / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("README.md", "pyproject.toml", "config.toml"):
        (copied / name).write_bytes((TOP / name).read_bytes())
    page = copied / "docs" / "rules.md"
    page.write_text(page.read_text().replace("link-empty", "link-emtpy"))
    ran = subprocess.run(
        [sys.executable, copied / "scripts" / "generate.py", "--check"],
        cwd=copied,
        env={"PYTHONPATH": str(copied)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert ran.returncode == 1
    assert "docs/rules.md" in ran.stdout + ran.stderr
