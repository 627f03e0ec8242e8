"""The command as a user runs it: a program of its own, in a folder and with an environment that are the test's."""

from __future__ import annotations

import json
import os
import select
import shlex
import subprocess
import sys
import time
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

PYTHON = Path(sys.executable)
PROGRAM = PYTHON.parent / "linkaudit"
SEALED = Path(__file__).parent / "sealed"
PATIENCE = 30.0
"""Seconds after which a run that has not ended is a failure."""


@dataclass(frozen=True, slots=True)
class Ran:
    """How a run ended, and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its output as one JSON value."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """Its output as one JSON value a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The one line that it said on standard error."""
        (line,) = self.err.splitlines()
        return line


class Command:
    """Runs `linkaudit` in `folder`, with a home of its own and without any way off this machine."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        self.home = folder / "home"
        self.home.mkdir()
        self._outside = folder / "outside.log"
        self.names: dict[str, str] = {}
        """The names that resolve, and their addresses."""
        self.expected_outside: set[str] = set()
        """What the test expects to be tried beyond this machine."""
        self.measured = True
        """Whether coverage is measured in the process too: what measures loads modules and writes files of its own."""

    def configure(self, services: Iterable[str] = (), **settings: object) -> None:
        """Write a configuration under which loopback may be asked, as fast as it answers, and no archive unless given.

        `settings` are dotted keys with two underscores for the dot: `web__retries=0`; None leaves one at its default.
        """
        values: dict[str, object] = {
            "rules.ignore": ["link-local"],
            "web.allow-hosts": ["127.0.0.0/8"],
            "web.control-hosts": ["localhost"],
            "web.interval": 0,
            "web.retries": 1,
            "web.timeout": 1.0,
            "archives.services": list(services),
            "archives.enabled": bool(services),
            "archives.playback-per-minute": 60_000,
            "archives.index-per-minute": 60_000,
            **{name.replace("__", ".").replace("_", "-"): value for name, value in settings.items()},
        }
        # A JSON value is TOML as well, for all that settings hold.
        lines = [f"{key} = {json.dumps(value)}\n" for key, value in values.items() if value is not None]
        self.write("linkaudit.toml", "[linkaudit]\n" + "".join(lines))

    def write(self, path: str, text: str) -> Path:
        """Write a file below the folder in which the command runs."""
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        return file

    def run(
        self,
        *arguments: object,
        stdin: str | bytes = "",
        variables: Mapping[str, str] | None = None,
        program: tuple[object, ...] = (PROGRAM,),
        before: Callable[[], None] | None = None,
        folder: str = ".",
        shell_tail: str = "",
    ) -> Ran:
        """Run a command to its end. Whatever happens, no run shows a traceback.

        `program` is what runs in place of the command itself, `before` what the new process does first, `folder` where
        below the usual folder it runs, `shell_tail` what a shell gets behind the command: `> FILE`, `| head -1`. The
        code is that of the command, not of what it is piped into.
        """
        words = [*map(str, program), *map(str, arguments)]
        if shell_tail:
            words = ["bash", "-c", f"{shlex.join(words)} {shell_tail}; exit ${{PIPESTATUS[0]}}"]
        done = subprocess.run(
            words,
            cwd=self.folder / folder,
            env=self.environment(variables),
            input=stdin.encode() if isinstance(stdin, str) else stdin,
            capture_output=True,
            timeout=PATIENCE,
            check=False,
            preexec_fn=before,
        )
        return _ran(done.returncode, done.stdout, done.stderr)

    @contextmanager
    def started(self, *arguments: object, variables: Mapping[str, str] | None = None) -> Iterator[Running]:
        """Start a command that goes on beside the test; it is ended with the block."""
        with subprocess.Popen(
            [str(PROGRAM), *map(str, arguments)],
            cwd=self.folder,
            env=self.environment(variables),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            try:
                yield Running(process)
            finally:
                process.kill()

    def environment(self, variables: Mapping[str, str] | None = None) -> dict[str, str]:
        """Give the environment: what is needed, and nothing of the tester's own."""
        measuring = "COVERAGE_" if self.measured else "PATH"
        kept = {name: value for name, value in os.environ.items() if name == "PATH" or name.startswith(measuring)}
        return {
            **kept,
            "HOME": str(self.home),
            "XDG_STATE_HOME": str(self.home / "state"),
            "LC_ALL": "C.UTF-8",
            "PYTHONPATH": str(SEALED),
            "SEALED_TEST_OUTSIDE": str(self._outside),
            "SEALED_TEST_NAMES": " ".join(f"{name}={address}" for name, address in self.names.items()),
            **(variables or {}),
        }

    @property
    def outside(self) -> set[str]:
        """What was tried beyond this machine, and refused: `resolve NAME`, `connect ADDRESS`."""
        return set(self._outside.read_text(encoding="utf-8").splitlines()) if self._outside.exists() else set()


class Running:
    """A command under way."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self._process = process

    def signal(self, number: int) -> None:
        """Send a signal to this one process."""
        self._process.send_signal(number)

    def next_line(self) -> str:
        """Read a line of its output as soon as there is one."""
        assert self._process.stdout is not None
        ready, _, _ = select.select([self._process.stdout], [], [], PATIENCE)
        assert ready, "it says nothing"
        return os.read(self._process.stdout.fileno(), 65536).decode()

    def wait(self) -> Ran:
        """Wait for its end."""
        out, err = self._process.communicate(timeout=PATIENCE)
        return _ran(self._process.returncode, out, err)


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so, and fail if it does not become so."""
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.01)


def _ran(code: int, out: bytes, err: bytes) -> Ran:
    ran = Ran(code, out.decode(), err.decode())
    assert "Traceback" not in ran.err, ran.err
    return ran
