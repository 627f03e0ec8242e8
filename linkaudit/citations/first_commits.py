"""When a file first came into its git repository: what dates a document that says nothing itself."""

from __future__ import annotations

import os
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.positions import top_of
from linkaudit.models import Dated, PartialDate
from linkaudit.repositories import repository_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linkaudit.models import Document

# One pass through the history of a very large repository takes seconds; a run does not wait longer for it.
TIMEOUT = 30.0
# A repository is data: none of its settings may start a program.
_SAFELY = (
    "-c",
    "core.fsmonitor=false",
    "-c",
    "log.showSignature=false",
    "-c",
    "core.quotePath=false",
    "-c",
    "diff.external=",
)
_COMMIT = "\x01"


def dated_by_git(documents: Sequence[Document]) -> list[Document]:
    """Date the documents that have no date by the commit that added them, as far as they are in a repository.

    Where git is missing, refuses, or holds only a shallow history, they stay undated: a shallow history would date
    everything by its first commit.
    """
    undated = {Path(document.path).resolve(): document.path for document in documents if document.date is None}
    added: dict[str, date] = {}
    for top, paths in _by_repository(undated).items():
        added.update((undated[path], day) for path, day in _first_commits(top, paths).items())
    return [_dated(document, added.get(document.path)) for document in documents]


def _dated(document: Document, day: date | None) -> Document:
    if day is None or document.date is not None:
        return document
    evidence = Dated(PartialDate.of(day, day.isoformat()), "git", f"added on {day}", top_of(document.path))
    return replace(document, date=evidence)


def _by_repository(paths: Iterable[Path]) -> dict[Path, list[Path]]:
    """Group files by the repository that they lie in."""
    groups: dict[Path, list[Path]] = {}
    for path in paths:
        top = repository_of(str(path))
        if top is not None:
            groups.setdefault(top, []).append(path)
    return groups


def _first_commits(top: Path, paths: list[Path]) -> dict[Path, date]:
    """Find in one pass the day on which each file was added; renames count as additions of the new name."""
    if _git(top, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    wanted = {path.relative_to(top).as_posix(): path for path in paths}
    log = _git(
        top,
        "log",
        "-z",
        "--diff-filter=A",
        "--name-only",
        f"--format={_COMMIT}%cs",
        "--no-renames",
        "--",
        *_pathspecs(wanted),
    )
    found: dict[Path, date] = {}
    day = None
    for entry in log.split("\0"):
        name = entry.removeprefix("\n")
        if entry.startswith(_COMMIT):
            day = date.fromisoformat(entry.removeprefix(_COMMIT))
        elif name in wanted and day is not None:
            # The log runs backwards: the last mention is the first addition.
            found[wanted[name]] = day
    return found


def _pathspecs(wanted: Iterable[str]) -> list[str]:
    """Limit the log to the folders of the files: few arguments however many files."""
    folders = {name.rpartition("/")[0] for name in wanted}
    return ["."] if "" in folders else [f":(literal){folder}" for folder in sorted(folders)]


def _git(top: Path, *arguments: str) -> str:
    """Run git in a repository; empty if it fails in any way."""
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, arguments behind `--` are literal
            ["git", "-C", str(top), *_SAFELY, *arguments],  # noqa: S607 - the user's git
            capture_output=True,
            check=True,
            timeout=TIMEOUT,
            env={**os.environ, "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"},
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return done.stdout.decode("utf-8", "replace")
