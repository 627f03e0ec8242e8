"""Git, asked about the history of a repository. Nothing else runs it.

A repository is data like the documents in it: none of its settings may start a program, reach the network, or change
the form of what git answers.
"""

from __future__ import annotations

import os
import subprocess
from functools import partial
from threading import Timer
from typing import TYPE_CHECKING

from linkaudit.errors import LinkauditError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SECONDS = 30.0
"""How long git may take to answer: one pass through the history of a very large repository takes that long."""
# Longer lines come in pieces: a page without line ends must not fill the memory.
_LONGEST_PIECE = 1 << 16
# Settings that would start a program or change what a log says; the others have options that undo them.
_SETTINGS = (
    "core.fsmonitor=false",
    "core.quotePath=false",
    "diff.external=",
    "diff.orderFile=/dev/null",
    "log.follow=false",
    "log.showSignature=false",
)
_SAFELY = tuple(word for setting in _SETTINGS for word in ("-c", setting))
# What git itself passes on to the hooks that it starts: it speaks of another repository than the one asked about.
_OF_A_HOOK = {
    "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_COMMON_DIR", "GIT_DIR", "GIT_EXTERNAL_DIFF", "GIT_GRAFT_FILE",
    "GIT_GLOB_PATHSPECS", "GIT_ICASE_PATHSPECS", "GIT_INDEX_FILE", "GIT_LITERAL_PATHSPECS", "GIT_NAMESPACE",
    "GIT_NOGLOB_PATHSPECS", "GIT_OBJECT_DIRECTORY", "GIT_PREFIX", "GIT_SHALLOW_FILE", "GIT_WORK_TREE",
}  # fmt: skip
# Objects that a partial clone lacks are not fetched: no protocol is called `none`.
_ENVIRONMENT = {
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
    "LC_ALL": "C",
}


class GitError(LinkauditError):
    """Git is missing, refuses, fails, or takes too long. The message says why."""


def has_whole_history(top: Path) -> bool:
    """Tell whether a repository has commits; False if there are none yet.

    Raises GitError if git cannot say, or if the history is shallow: then the oldest commits are not the first ones.
    """
    asked = [*_command(top), "rev-parse", "--is-shallow-repository", "--quiet", "--verify", "HEAD"]
    try:
        done = subprocess.run(  # noqa: S603 - fixed program and arguments
            asked,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            timeout=SECONDS,
            env=_environment(),
        )
    except FileNotFoundError as error:
        msg = "git is not installed"
        raise GitError(msg) from error
    except (OSError, subprocess.SubprocessError) as error:
        msg = f"git could not be asked: {error}"
        raise GitError(msg) from error
    shallow, _, commit = done.stdout.decode("ascii", "replace").partition("\n")
    if shallow != "false":
        said = done.stderr.decode("utf-8", "replace").strip().partition("\n")[0]
        msg = "the history is shallow" if shallow == "true" else f"git refuses: {said or 'no reason given'}"
        raise GitError(msg)
    return bool(commit)


def log(top: Path, *arguments: str) -> Iterator[bytes]:
    """Go through the lines that `git log` gives, each with its line end; what is too long for one comes in pieces.

    Raises GitError if git fails or takes too long, after the lines that it gave until then.
    """
    command = [*_command(top), "log", "--no-color", "--no-ext-diff", "--no-textconv", *arguments]
    try:
        process = subprocess.Popen(  # noqa: S603 - fixed program, what stands behind `--` is literal
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=_environment()
        )
    except OSError as error:
        msg = f"git could not be asked: {error}"
        raise GitError(msg) from error
    timer = Timer(SECONDS, process.kill)
    timer.start()
    try:
        with process:
            if process.stdout is not None:
                yield from iter(partial(process.stdout.readline, _LONGEST_PIECE), b"")
            failed = process.wait() != 0
    finally:
        expired = not timer.is_alive()
        timer.cancel()
        process.kill()
    if failed:
        msg = f"reading the history took longer than {SECONDS:g} s" if expired else "git could not read the history"
        raise GitError(msg)


def _command(top: Path) -> list[str]:
    return ["git", "-C", str(top), *_SAFELY]


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _ENVIRONMENT
