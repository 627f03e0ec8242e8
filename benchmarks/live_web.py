"""How an audit of very many URLs behaves: its memory, its state, and what it remembers when it is killed.

    python benchmarks/live_web.py memory            # 100,000 URLs in one audit; about two minutes
    python benchmarks/live_web.py kill              # 20,000 URLs, killed ten times at random moments

Standard library and the `linkaudit` command only; everything stays on the loopback interface. The exit code is 1 if
what is promised does not hold.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shlex
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.request
from array import array
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pages_server import ADDRESSES

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
COMMAND = "BENCHMARK_COMMAND"
"""The variable that names another command than the `linkaudit` of this Python."""
PER_DOCUMENT = 1000
EVERY = 5000
"""URLs between two samples."""
WARM = 10_000
"""URLs after which memory is to stay as it is."""
GROWTH = 1.10
"""How much it may grow after that, as a factor: caches fill up a little longer."""
SETTINGS = """[linkaudit]
state = "{folder}/state.sqlite"
fail-on = "never"
[linkaudit.web]
allow-hosts = ["127.0.0.0/8"]
control-hosts = ["localhost"]
concurrency = 64
per-host = 8
interval = 0
retries = 0
[linkaudit.archives]
enabled = false
[linkaudit.reports]
directory = "{folder}/reports"
formats = []
"""


class Web:
    """The server process, as the benchmark sees it."""

    def __init__(self, port: int) -> None:
        """Remember where it listens."""
        self.port = port

    def url(self, number: int) -> str:
        """Give the URL of a page."""
        return f"http://{ADDRESSES[number % len(ADDRESSES)]}:{self.port}/page/{number}"

    def _ask(self, name: str) -> bytes:
        with urllib.request.urlopen(f"http://{ADDRESSES[0]}:{self.port}/-/{name}", timeout=30) as answer:
            return bytes(answer.read())

    @property
    def total(self) -> int:
        """How many pages were asked for."""
        return int(self._ask("total"))

    @property
    def counts(self) -> array[int]:
        """How often each page was asked for."""
        return array("I", self._ask("counts"))


@contextmanager
def served(pages: int) -> Iterator[Web]:
    """Start the server for as long as the block lasts."""
    command = [sys.executable, str(HERE / "pages_server.py"), str(pages)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdout is not None
        try:
            yield Web(int(server.stdout.readline()))
        finally:
            server.kill()


def write_documents(folder: Path, web: Web, pages: int) -> None:
    """Write Markdown documents that cite every page once, and the settings."""
    (folder / "linkaudit.toml").write_text(SETTINGS.format(folder=folder))
    (folder / "documents").mkdir()
    for start in range(0, pages, PER_DOCUMENT):
        lines = [f"- [Record {n}]({web.url(n)})" for n in range(start, min(start + PER_DOCUMENT, pages))]
        text = f"# Records from {start}\n\n" + "\n".join(lines) + "\n"
        (folder / "documents" / f"records-{start:07}.md").write_text(text)


def start(folder: Path) -> subprocess.Popen[bytes]:
    """Start an audit in a process group of its own; its report goes to a file."""
    command = shlex.split(os.environ.get(COMMAND, "")) or [sys.executable, "-m", "linkaudit"]
    with (folder / "report.json").open("wb") as report, (folder / "messages.txt").open("wb") as messages:
        return subprocess.Popen(
            [*command, "audit", "documents", "--output-format", "json"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            stdout=report,
            stderr=messages,
            start_new_session=True,
        )


def memory_of(group: int) -> tuple[float, float]:
    """Give the resident memory of all processes of a group, and of the largest, in MB."""
    each = []
    for folder in Path("/proc").iterdir():
        if not folder.name.isdigit():
            continue
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                each.append(int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6)
        except (OSError, IndexError):  # it has ended in the meantime
            continue
    return sum(each), max(each, default=0.0)


def report_of(folder: Path, audit: subprocess.Popen[bytes]) -> dict[str, Any]:
    """Wait for an audit and read its report. Ends the benchmark with the messages if it failed."""
    code = audit.wait()
    if code:
        sys.exit(f"the audit ended with {code}:\n{(folder / 'messages.txt').read_text()}")
    return dict(json.loads((folder / "report.json").read_bytes()))


def size_of_state(folder: Path) -> float:
    """Give the size of the state with its journal, in MB."""
    return sum(path.stat().st_size for path in folder.glob("state.sqlite*")) / 1e6


def stored(folder: Path) -> list[str]:
    """List the URLs whose answers the state has."""
    path = folder / "state.sqlite"
    if not path.exists():
        return []
    connection = sqlite3.connect(path)
    try:
        return [url for (url,) in connection.execute("SELECT url FROM observations")]
    except sqlite3.OperationalError:  # killed before there was a table
        return []
    finally:
        connection.close()


def measure(pages: int) -> bool:
    """Audit all pages at once, and watch memory and state."""
    with served(pages) as web, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_documents(folder, web, pages)
        began = time.monotonic()
        audit = start(folder)
        rows: list[tuple[int, float, float, float, float]] = []
        print(f"{'asked':>8} {'seconds':>8} {'all MB':>8} {'largest MB':>11} {'state MB':>9}")
        peak = 0.0
        while audit.poll() is None:
            total = web.total
            everything, largest = memory_of(audit.pid)
            peak = max(peak, everything)
            if total >= EVERY * (len(rows) + 1) and everything:
                rows.append((total, time.monotonic() - began, everything, largest, size_of_state(folder)))
                print("{:8} {:8.1f} {:8.1f} {:11.1f} {:9.1f}".format(*rows[-1]), flush=True)
            time.sleep(0.05)
        seconds = time.monotonic() - began
        seen = report_of(folder, audit)["observations"]
        print(f"{len(seen)} observations in {seconds:.1f} s; peak {peak:.0f} MB with the report")
        holds = [_is_flat(rows), _is_linear(rows), len(seen) == pages]
        return all(holds)


def _is_flat(rows: list[tuple[int, float, float, float, float]]) -> bool:
    """Compare the memory after the first ten thousand with the largest that follows."""
    warm = [row for row in rows if row[0] >= WARM]
    if len(warm) < 2:
        return True
    factor = max(row[2] for row in warm) / warm[0][2]
    per_url = (warm[-1][2] - warm[0][2]) * 1e6 / (warm[-1][0] - warm[0][0])
    print(
        f"memory after the first {WARM}: grows to {factor:.2f} times, {per_url:.0f} bytes a URL; at most {GROWTH} times"
    )
    return factor <= GROWTH


def _is_linear(rows: list[tuple[int, float, float, float, float]]) -> bool:
    """Compare the bytes of state for each URL in the first and in the second half of the run."""
    if len(rows) < 4:
        return True
    middle = rows[len(rows) // 2]
    first = (middle[4] - rows[0][4]) / (middle[0] - rows[0][0]) * 1e6
    second = (rows[-1][4] - middle[4]) / (rows[-1][0] - middle[0]) * 1e6
    print(f"state: {first:.0f} bytes a URL in the first half, {second:.0f} in the second")
    return second <= 1.5 * first


def kill(pages: int, kills: int, seed: int) -> bool:
    """Kill an audit again and again, resume it each time, and compare what it knew with what it asked afterwards."""
    chance = random.Random(seed)
    with served(pages) as web, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_documents(folder, web, pages)
        moments = sorted(chance.randrange(pages * 95 // 100) for _ in range(kills))
        good = True
        unstored = 0
        print(f"{'kill at':>8} {'asked':>8} {'stored':>8} {'lost':>6} {'stored, asked again':>20}")
        for moment in moments:
            audit = start(folder)
            while web.total < moment + unstored and audit.poll() is None:
                time.sleep(0.005)
            time.sleep(chance.random() * 0.05)
            if audit.poll() is not None:
                report_of(folder, audit)
                sys.exit("the audit ended before it was killed")
            os.killpg(audit.pid, signal.SIGKILL)
            audit.wait()
            time.sleep(0.1)  # what was sent before the kill has been read by then
            good &= _compare(folder, web, moment)
            unstored = web.total - len(stored(folder))
        audit = start(folder)
        report = report_of(folder, audit)
        good &= _compare(folder, web, pages)
        seen = [each["url"] for each in report["observations"]]
        whole = sorted(seen) == sorted(map(web.url, range(pages))) and sorted(stored(folder)) == sorted(seen)
        print(f"resumed: {report['run']['resumed']}, every URL observed exactly once: {whole}")
        return good and whole


_known: dict[int, int] = {}
"""Pages whose answer was stored at the last kill, and how often they had been asked for by then."""


def _compare(folder: Path, web: Web, moment: int) -> bool:
    """Compare the requests with what the state knew at the kill before; print a row."""
    counts = web.counts
    numbers = [int(url.rpartition("/")[2]) for url in stored(folder)]
    again = sum(counts[number] > times for number, times in _known.items())
    lost = len(_known.keys() - set(numbers))
    _known.clear()
    _known.update((number, counts[number]) for number in numbers)
    print(f"{moment:8} {sum(counts):8} {len(numbers):8} {lost:6} {again:20}", flush=True)
    return again == 0 and lost == 0


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("case", choices=["memory", "kill"])
    parser.add_argument("-n", type=int, help="URLs (100,000 and 20,000)")
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--seed", type=int, default=int(time.time()), help="of the moments (default: the time)")
    given = parser.parse_args()
    if given.case == "memory":
        return 0 if measure(given.n or 100_000) else 1
    print(f"seed {given.seed}")
    return 0 if kill(given.n or 20_000, given.kills, given.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
