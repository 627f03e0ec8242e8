"""Look-ups in a local index of many lines: how long each takes, and how much memory all need.

    python benchmarks/local_archive.py --lines 10000000 --lookups 10000

Makes a CDXJ file in a temporary folder (about 150 bytes a line), looks addresses up in it in a process of its own that
never saw it before, and removes it. Half of the addresses have captures, half have none. With `--site` all lines
belong to one host; `--gzip` packs the file as a whole, which is then read once before the first look-up.
"""

from __future__ import annotations

import argparse
import asyncio
import gzip
import json
import random
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

CAPTURES = 2
"""Captures of each address."""
PAGES = 50
"""Pages of each host, where there are many hosts."""
END = datetime(2020, 6, 1, tzinfo=UTC)
SEED = 6
CHUNK = 20_000


def page(number: int, *, site: bool) -> tuple[str, str]:
    """Give key and address of a page."""
    if site:
        return f"org,example)/news/{number:08d}/story.html", f"https://www.example.org/news/{number:08d}/story.html"
    host, path = divmod(number, PAGES)
    return f"org,example{host:07d})/page/{path:02d}", f"https://example{host:07d}.org/page/{path:02d}"


def lines(count: int, *, site: bool) -> Iterator[str]:
    """Make the lines of a sorted index."""
    for number in range(count // CAPTURES):
        key, url = page(number, site=site)
        for year in (2018, 2021):
            fields = f'"url":"{url}","status":"200","offset":"{number * 700}","filename":"a.warc.gz"'
            yield f"{key} {year}0518080000 {{{fields}}}\n"


def write(path: Path, count: int, *, site: bool, packed: bool, unsorted: bool) -> None:
    """Write an index."""
    made = lines(count, site=site)
    if unsorted:
        made = chain(islice(lines(count, site=site), count // 2, None), islice(made, count // 2))
    with gzip.open(path, "wt", compresslevel=1) if packed else path.open("w") as file:
        while chunk := "".join(line for _, line in zip(range(CHUNK), made, strict=False)):
            file.write(chunk)


def measure(path: Path, count: int, lookups: int, *, site: bool) -> dict[str, float]:
    """Look up, and give times in milliseconds and memory in MB."""
    from linkaudit.archives.holdings import Question  # noqa: PLC0415 - what it needs counts
    from linkaudit.archives.local import open_local  # noqa: PLC0415

    pages = count // CAPTURES
    chosen = random.Random(SEED)
    urls = [page(chosen.randrange(pages), site=site)[1] for _ in range(lookups)]
    urls = [url if number % 2 else f"{url}x" for number, url in enumerate(urls)]
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    async def run() -> tuple[float, list[float]]:
        begin = time.perf_counter()
        local = open_local(str(path))
        assert not (await local.listing(Question("http://nowhere.test/", END))).captures
        opened = time.perf_counter() - begin
        times = []
        for number, url in enumerate(urls):
            begin = time.perf_counter()
            listing = await local.listing(Question(url, END))
            times.append(time.perf_counter() - begin)
            assert len(listing.captures) == (CAPTURES if number % 2 else 0), url
        return opened, times

    opened, times = asyncio.run(run())
    times.sort()
    return {
        "opening": opened * 1000,
        "mean": statistics.mean(times) * 1000,
        "median": statistics.median(times) * 1000,
        "99 %": times[len(times) * 99 // 100] * 1000,
        "longest": times[-1] * 1000,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "memory before": before / 1024,
    }


def main() -> None:
    """Make the file, measure in another process, print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--lines", type=int, default=10_000_000)
    parser.add_argument("--lookups", type=int, default=10_000)
    parser.add_argument("--site", action="store_true", help="all lines belong to one host")
    parser.add_argument("--gzip", action="store_true", help="pack the file as a whole")
    parser.add_argument("--unsorted", action="store_true", help="the second half of the lines comes first")
    parser.add_argument("--measure", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.measure:
        print(json.dumps(measure(given.measure, given.lines, given.lookups, site=given.site)))
        return
    folder = Path(tempfile.mkdtemp(prefix="local-archive-"))
    try:
        path = folder / ("index.cdxj.gz" if given.gzip else "index.cdxj")
        begin = time.perf_counter()
        write(path, given.lines, site=given.site, packed=given.gzip, unsorted=given.unsorted)
        print(f"{given.lines:,} lines, {path.stat().st_size >> 20:,} MiB, made in {time.perf_counter() - begin:.0f} s")
        command = [sys.executable, __file__, *sys.argv[1:], "--measure", str(path)]
        figures = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        for name, figure in figures.items():
            print(f"{name:>14} {figure:10.2f} {'MB' if 'memory' in name else 'ms'}")
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
