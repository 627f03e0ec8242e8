"""What is said of pages and documents of which it is known what became of the text: the tables of docs/content.md.

    python benchmarks/compare_content.py            # the table, for both extractors; half a minute
    python benchmarks/compare_content.py --wrong    # and every pair of which something wrong is said
    python benchmarks/compare_content.py --error    # how far estimates from samples lie from the exact shares
    python benchmarks/compare_content.py --speed    # the time that a page takes

The exit code is 1 if, in the frames for which it was made, the built-in extractor leads to a wrong word.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from statistics import quantiles

from content_pairs.frames import magazine
from content_pairs.kinds import CARRYINGS, DRIFTS, UNTRIED_KINDS, page
from content_pairs.stories import stories
from content_pairs.table import confusion, every_kind, measured, rows, wrong

from linkaudit.content.main_text import main_text
from linkaudit.content.passages import FEW, MANY, contained, exact_contained, exact_likeness, likeness, sample

EXTRACTORS = ("built-in", "trafilatura")


def main() -> int:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("wrong", "error", "speed"):
        parser.add_argument(f"--{name}", action="store_true")
    given = parser.parse_args()
    if given.error:
        return _error()
    return _speed() if given.speed else _tables(all_wrong=given.wrong)


def _tables(*, all_wrong: bool) -> int:
    results = measured(every_kind(), EXTRACTORS)
    missed = False
    for kinds in (DRIFTS, CARRYINGS):
        print(*rows(kinds, results, EXTRACTORS), "", sep="\n")
        for extractor in EXTRACTORS:
            print(*confusion(kinds, results, extractor), "", sep="\n")
            mistakes = wrong(kinds, results, extractor)
            number = sum(len(results[kind.name][extractor]) for kind in kinds)
            missed |= extractor == "built-in" and any(kind.name not in UNTRIED_KINDS for kind, _ in mistakes)
            print(f"{extractor}: {len(mistakes)} of {number} wrong\n")
            if all_wrong:
                for kind, each in mistakes:
                    print(f"  {kind.name}: {each.story.name}.{each.story.language} {each.said} {each.share}")
    return int(missed)


def _error() -> int:
    """Print how far estimates lie from exact shares, for texts of several lengths that share half of their passages."""
    print("| words | kept | share | error: median | 95 % below | largest |\n|--:|--:|---|--:|--:|--:|")
    chance = random.Random(1)
    words = [f"w{number}" for number in range(20_000)]
    for length in (200, 1_000, 5_000, 20_000):
        for most in (FEW, MANY):
            errors: dict[str, list[float]] = {"likeness": [], "containment": []}
            for _ in range(100):
                common = chance.choices(words, k=length // 2)
                one = " ".join((*common, *chance.choices(words, k=length - length // 2)))
                other = " ".join((*common, *chance.choices(words, k=chance.randrange(length // 2, 2 * length))))
                first, second = sample(one, most), sample(other, most)
                for name, told, true in (
                    ("likeness", likeness(first, second), exact_likeness(one, other)),
                    ("containment", contained(first, second), exact_contained(one, other)),
                ):
                    assert told is not None
                    assert true is not None
                    errors[name].append(abs(told - true))
            for name, found in errors.items():
                cut = quantiles(found, n=20)
                print(f"| {length} | {most} | {name} | {cut[9]:.3f} | {cut[18]:.3f} | {max(found):.3f} |")
    return 0


def _speed() -> int:
    """Print the time that finding and sampling the text of pages takes."""
    print("| page | built-in | trafilatura | sample |\n|---|--:|--:|--:|")
    small = page(magazine, stories()[0])
    paragraph = "<p>A further paragraph with some words in it, and a comma; then another sentence, number {}.</p>"
    large = small.replace("</article>", "".join(map(paragraph.format, range(1500))) + "</article>")
    for markup in (small, large):
        body = markup.encode()
        text = main_text(body, "text/html; charset=utf-8", "built-in").text
        times = [_time(lambda by=each: main_text(body, "text/html; charset=utf-8", by)) for each in EXTRACTORS]  # noqa: B023
        times.append(_time(lambda text=text: sample(text, MANY)))
        kind = f"{len(body) // 1000} kB, {len(text.split())} words"
        print(f"| {kind} | {' | '.join(f'{each:.2f} ms' for each in times)} |")
    return 0


def _time(work: object, rounds: int = 10) -> float:
    """Give the milliseconds that a piece of work takes: the least of some rounds."""
    assert callable(work)
    taken = []
    for _ in range(rounds):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken) * 1000


if __name__ == "__main__":
    sys.exit(main())
