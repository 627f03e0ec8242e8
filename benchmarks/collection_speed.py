"""What comparing a collection costs: seconds, processor time and memory of `linkaudit scan`, for collections that grow.

    python benchmarks/collection_speed.py [NUMBER …]     1,000 5,000 20,000 documents unless others are given
    python benchmarks/collection_speed.py --make FOLDER NUMBER

Documents have 10 kB, on pages of twelve sites that each have their own furniture. One in ten is a near copy: as it is,
wrapped, reworded, an excerpt in another story, two stories spliced. Each collection is scanned without comparison, with
it, once more as it is, and with one document changed, a near copy. It fails if 20,000 documents take more than three
minutes or 1.5 GB, or if more than a hundredth of the comparisons are made anew for one document.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from itertools import accumulate
from pathlib import Path
from typing import NamedTuple

_NUMBERS = (1_000, 5_000, 20_000)
_SIZE = 9_000
_VOCABULARY = 30_000
_PHRASES = 3_000
_SITES = 12
_COPIES = 0.1
_SECONDS, _MEGABYTES, _ANEW = 180, 1_536, 0.01
_SYLLABLES = (
    "ba",
    "de",
    "fi",
    "go",
    "lu",
    "mar",
    "nes",
    "tor",
    "pel",
    "vin",
    "sa",
    "ri",
    "cu",
    "hal",
    "em",
    "on",
    "ust",
)
_COMMON = (
    "the",
    "of",
    "and",
    "to",
    "in",
    "a",
    "that",
    "is",
    "was",
    "for",
    "on",
    "with",
    "as",
    "by",
    "at",
    "from",
    "it",
)


class Cost(NamedTuple):
    """What one run cost."""

    seconds: float
    processor: float
    megabytes: float


class Language:
    """Words as often as those of a language are, and phrases that everybody uses."""

    def __init__(self, chance: random.Random) -> None:
        """Make up words."""
        made = {"".join(chance.choices(_SYLLABLES, k=chance.randint(2, 5))) for _ in range(_VOCABULARY)}
        self._words = [*_COMMON, *chance.sample(sorted(made), len(made))]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._chance = chance
        self._phrases = [" ".join(self._some(chance.randint(3, 6))) for _ in range(_PHRASES)]
        self._phrase_weights = list(accumulate(1 / (rank + 5) for rank in range(_PHRASES)))

    def _some(self, number: int) -> list[str]:
        return self._chance.choices(self._words, cum_weights=self._weights, k=number)

    def sentence(self) -> str:
        """Make a sentence."""
        words = self._some(self._chance.randint(6, 18))
        words.insert(len(words) // 2, self._chance.choices(self._phrases, cum_weights=self._phrase_weights)[0])
        return " ".join(words).capitalize() + "."

    def story(self, size: int) -> list[str]:
        """Make paragraphs of some sentences each."""
        paragraphs: list[str] = []
        while sum(map(len, paragraphs)) < size:
            paragraphs.append(" ".join(self.sentence() for _ in range(self._chance.randint(1, 4))))
        return paragraphs

    def title(self) -> str:
        """Make a line of a menu."""
        return " ".join(self._some(self._chance.randint(1, 3))).title()

    def reworded(self, paragraph: str, share: float) -> str:
        """Exchange a share of the words."""
        words = paragraph.split(" ")
        return " ".join(self._some(1)[0] if self._chance.random() < share else word for word in words)


class Site:
    """The furniture of a site's pages."""

    def __init__(self, language: Language) -> None:
        """Make menus and notices."""
        self.menu = [language.title() for _ in range(18)]
        self.about = " ".join(language.sentence() for _ in range(3))
        self.notice = language.sentence()
        self.end = [language.title() for _ in range(8)]

    def page(self, story: list[str]) -> str:
        """Put a story on a page."""
        middle = len(story) // 2
        story = [*story[:middle], self.notice, *story[middle:]]
        return "\n".join([*self.menu, "", "\n\n".join(story), "", self.about, "", *self.end, ""])


def make(folder: Path, number: int) -> list[Path]:
    """Write a collection; give the near copies in it."""
    chance = random.Random(number)
    language = Language(chance)
    sites = [Site(language) for _ in range(_SITES)]
    recent: list[list[str]] = []
    copies: list[Path] = []
    for each in range(number):
        place = folder / f"{each % 100:02}" / f"{each:05}.txt"
        story = language.story(_SIZE)
        if recent and chance.random() < _COPIES:
            story = _copied(chance, language, chance.choice(recent), story)
            copies.append(place)
        recent = [*recent[-200:], story]
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(chance.choice(sites).page(story), encoding="utf-8")
    return copies


def _copied(chance: random.Random, language: Language, story: list[str], other: list[str]) -> list[str]:
    """Make a story out of another one, in one of five ways."""
    kind = chance.randrange(5)
    middle = len(story) // 2
    if kind == 0:
        return story
    if kind == 1:
        return [textwrap.fill(paragraph, 90) for paragraph in story]
    if kind == 2:
        return [language.reworded(paragraph, chance.choice((0.1, 0.3))) for paragraph in story]
    if kind == 3:
        return [*other[:3], chance.choice(story), *other[3:]]
    return [*story[:middle], *other[middle:]]


def run(folder: Path, state: Path, *options: str) -> Cost:
    """Scan a collection in a process of its own."""
    command = [sys.executable, "-m", "linkaudit", "scan", str(folder), "--as-of", "2026-11-22", "--exit-zero", "-q"]
    command += ["--output-format", "json", "--output-file", str(state.with_suffix(".json"))]
    environment = {**os.environ, "LINKAUDIT_STATE": str(state)}
    started, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    process = subprocess.Popen([*command, *options], cwd=state.parent, stdout=subprocess.DEVNULL, env=environment)
    peak = _Peak(process.pid)
    if process.wait():
        sys.exit(f"{' '.join(command)} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Cost(time.monotonic() - started, used, peak.megabytes())


class _Peak:
    """Watches the memory of a process and of those that it starts, which share pages with it."""

    def __init__(self, process: int) -> None:
        self._process = process
        self._most = 0.0
        self._ended = threading.Event()
        self._watching = threading.Thread(target=self._watch)
        self._watching.start()

    def megabytes(self) -> float:
        """Stop watching; give the most that was seen."""
        self._ended.set()
        self._watching.join()
        return self._most

    def _watch(self) -> None:
        while not self._ended.wait(0.2):
            self._most = max(self._most, sum(map(_proportional, [self._process, *_children(self._process)])))


def _children(process: int) -> list[int]:
    try:
        listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    except OSError:
        return []
    return [int(each) for each in listed.split()]


def _proportional(process: int) -> float:
    """Give the memory of a process, of shared pages its part."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii").splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def comparisons(state: Path) -> int:
    """Count the comparisons that were made beside a state so far."""
    with sqlite3.connect(f"{state}.readings") as connection:
        (made,) = connection.execute("SELECT coalesce(max(rowid), 0) FROM comparisons").fetchone()
    return int(made)


def measure(number: int, folder: Path) -> bool:
    """Measure a collection; tell whether it stays within the bounds."""
    documents, state, other = folder / "documents", folder / "state.sqlite", folder / "other.sqlite"
    changed = make(documents, number)[0]
    settings = folder / "plain.toml"
    settings.write_text("[linkaudit.collection]\ncompare = false\n", encoding="utf-8")
    time.sleep(2.5)  # a file that was just written is read again
    plain = run(documents, other, "--config", str(settings))
    first = run(documents, state)
    made = comparisons(state)
    again = run(documents, state)
    changed.write_text(changed.read_text(encoding="utf-8").replace(" from ", " out of "), encoding="utf-8")
    one = run(documents, state)
    anew = comparisons(state) - made
    print(
        f"| {number:,} | {plain.seconds:.1f} s | {first.seconds:.1f} s | {first.processor:.1f} s | "
        f"{first.megabytes:.0f} MB | {made:,} | {again.seconds:.1f} s | {one.seconds:.1f} s | {anew} |",
        flush=True,
    )
    bounded = number < max(_NUMBERS) or (first.seconds <= _SECONDS and first.megabytes <= _MEGABYTES)
    return bounded and anew <= _ANEW * made


def main() -> None:
    """Measure, or make a collection."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--make", metavar="FOLDER", type=Path, help="only write a collection")
    parser.add_argument("numbers", nargs="*", type=int, default=_NUMBERS, metavar="NUMBER")
    given = parser.parse_args()
    if given.make:
        make(given.make, given.numbers[0])
        return
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f} at the start\n")
    print("| documents | without comparing | seconds | processor | memory | comparisons | again | one changed | anew |")
    print("|---:|" + "---:|" * 8, flush=True)
    within = True
    for number in given.numbers:
        with tempfile.TemporaryDirectory() as folder:
            within = measure(number, Path(folder)) and within
    sys.exit(not within)


if __name__ == "__main__":
    main()
