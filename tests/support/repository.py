"""Git repositories in which commits are made on chosen days."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# The settings of whoever runs the tests must not matter.
ALONE = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "Ada Holm",
    "GIT_AUTHOR_EMAIL": "ada@h.example",
    "GIT_COMMITTER_NAME": "Ada Holm",
    "GIT_COMMITTER_EMAIL": "ada@h.example",
}


class Repository:
    """A git repository."""

    def __init__(self, top: Path) -> None:
        self.top = top
        top.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, day: str = "2018-01-01", author: str = "") -> str:
        """Run git as if it were noon on a day; the author may have written on another."""
        moments = {
            "GIT_AUTHOR_DATE": f"{author or day}T12:00:00+00:00",
            "GIT_COMMITTER_DATE": f"{day}T12:00:00+00:00",
        }
        done = subprocess.run(
            ["git", "-C", str(self.top), *arguments],
            check=True,
            capture_output=True,
            env={**os.environ, **ALONE, **moments},
        )
        return done.stdout.decode()

    def write(self, name: str, text: str) -> Path:
        """Write a file, and commit nothing."""
        path = self.top / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        return path

    def commit(self, day: str, author: str = "", **files: str) -> None:
        """Commit all that was changed by a day, and files: `a_md` is a.md, `b__c_md` is b/c.md."""
        for name, text in files.items():
            self.write(name.replace("__", "/").replace("_", "."), text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message", day, day=day, author=author)
