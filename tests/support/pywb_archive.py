"""A real web archive on the loopback interface: pywb, run as a program of its own from an environment of its own.

pywb is GPL: nothing here imports it. The environment is `.venv-pywb` in the project's folder, made from
`tests/requirements-pywb.lock`; PYWB_FOR_TESTS names another one.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from support.make_warc import Captured, write_warc

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

VARIABLE = "PYWB_FOR_TESTS"
PROJECT = Path(__file__).parents[2]
COLLECTION = "web"
CONFIGURATION = """\
collections_root: collections
framed_replay: false
redirect_to_exact: true
enable_memento: true
"""
READY_WITHIN = 30.0
"""Seconds; it takes one or two on an idle machine."""
END_WITHIN = 5.0
TRIES = 3
"""A free port can be taken by someone else before pywb binds it."""


def environment() -> Path:
    """Name the environment in which pywb is looked for."""
    return Path(os.environ.get(VARIABLE) or PROJECT / ".venv-pywb")


def missing() -> str:
    """Say why there is no pywb; empty if there is one."""
    program = environment() / "bin" / "pywb"
    if program.exists():
        return ""
    return f"no pywb at {program}; `python3 -m venv .venv-pywb && .venv-pywb/bin/pip install -r {_lock()}`"


@contextmanager
def pywb(folder: Path, captures: Iterable[Captured] = (), files: Iterable[Path] = ()) -> Iterator[str]:
    """Serve the captures from `folder`, a new one, and those in WARC files; give the base URL.

    Its `/web/` is the collection.
    """
    archive = folder / "collections" / COLLECTION / "archive"
    archive.mkdir(parents=True)
    (archive.parent / "indexes").mkdir()
    (folder / "config.yaml").write_text(CONFIGURATION)
    write_warc(archive / "captures.warc.gz", captures)
    for file in files:
        shutil.copy(file, archive)
    programs = environment() / "bin"
    subprocess.run(
        [programs / "wb-manager", "reindex", COLLECTION], cwd=folder, check=True, capture_output=True, timeout=60
    )
    with (folder / "pywb.log").open("wb") as log:
        process, base = _start(programs / "pywb", folder, log.fileno())
    try:
        yield base
    finally:
        _end(process)


def _start(program: Path, folder: Path, log: int) -> tuple[subprocess.Popen[bytes], str]:
    for _ in range(TRIES):
        port = _free_port()
        base = f"http://127.0.0.1:{port}"
        process = subprocess.Popen(
            [program, "-b", "127.0.0.1", "-p", str(port), "-d", folder, "-t", "1"],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
        )
        try:
            if _answers(process, base):
                return process, base
        except BaseException:
            _end(process)
            raise
        _end(process)
    message = f"pywb did not start: {(folder / 'pywb.log').read_text(errors='replace')[-2000:]}"
    raise RuntimeError(message)


def _answers(process: subprocess.Popen[bytes], base: str) -> bool:
    """Wait until it answers; False if it ended or takes too long."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    until = time.monotonic() + READY_WITHIN
    while process.poll() is None and time.monotonic() < until:
        try:
            with opener.open(f"{base}/{COLLECTION}/cdx?url=example.org", timeout=5):
                return True
        except urllib.error.HTTPError as error:
            error.close()
        except OSError:
            pass
        time.sleep(0.05)
    return False


def _end(process: subprocess.Popen[bytes]) -> None:
    """End that one process, kindly first."""
    process.terminate()
    try:
        process.wait(END_WITHIN)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait(END_WITHIN)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _lock() -> str:
    return str((PROJECT / "tests" / "requirements-pywb.lock").relative_to(PROJECT))
