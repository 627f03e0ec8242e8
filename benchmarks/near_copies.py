"""Which documents share text is found in collections of which it is known.

    python benchmarks/near_copies.py                  # three collections of 300 documents, by the whole stage
    python benchmarks/near_copies.py --pairs          # all with all, by the comparison of two texts alone
    python benchmarks/near_copies.py --wrong          # and every pair of which something wrong is said

The exit code is 1 if precision is below 0.98, recall of whole and partial copies below 0.95, or if independent stories
or translations are called copies.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from datetime import date
from pathlib import Path

from copies.judge import Judgement, Result, every_pair, judged, result
from copies.made import collection

from linkaudit import Config
from linkaudit.gather import gather

PRECISION = 0.98
RECALL = 0.95


def main() -> int:
    """Print what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", "--number", type=int, default=300, help="documents of a collection")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
    parser.add_argument("--pairs", action="store_true")
    parser.add_argument("--wrong", action="store_true")
    given = parser.parse_args()
    judgements: list[Judgement] = []
    for seed in given.seeds:
        judgements += looked_at(seed, given.number, by_pairs=given.pairs)
    found = result(judgements)
    print(*table(found), sep="\n")
    if given.wrong:
        for each in found.wrong:
            print(
                each.a.path,
                each.b.path,
                each.sort,
                each.truth,
                each.told,
                each.found and (each.found.a_in_b, each.found.b_in_a),
            )
            for passage in each.found.passages if each.found else ():
                print("   ", passage.words, passage.same, passage.text[:200])
    return int(not holds(found))


def looked_at(seed: int, number: int, *, by_pairs: bool) -> list[Judgement]:
    """Make a collection, and hold what is found in it against the truth."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        documents = collection(folder, number, seed, furniture=not by_pairs)
        if by_pairs:
            return judged(documents, every_pair(folder, documents))
        read = gather([str(folder)], Config(), as_of=date(2026, 11, 22), root=folder)
        return judged(documents, read.context.kinship.pairs)


def holds(found: Result) -> bool:
    """Tell whether the bounds are kept."""
    kept = all(
        number >= RECALL * of
        for name, (number, of) in found.recall.items()
        if name in {"whole", "part", "whole or part"}
    )
    never = all(number == 0 for name, (number, _) in found.recall.items() if name.startswith("unrelated, with"))
    return found.precision >= PRECISION and kept and never


def table(found: Result) -> list[str]:
    """Write the figures."""
    lines = [f"precision {found.precision:.4f}", "", "| truth | found | of |", "|---|--:|--:|"]
    lines += [f"| {name} | {number} | {of} |" for name, (number, of) in found.recall.items()]
    told = ("copy", "rewrite", "partial", "none")
    lines += ["", f"| may be called | {' | '.join(told)} |", "|---" + "|--:" * len(told) + "|"]
    lines += [f"| {name} | {' | '.join(str(row[each]) for each in told)} |" for name, row in found.confusion.items()]
    if errors := found.errors:
        at = [errors[min(len(errors) - 1, int(len(errors) * share))] for share in (0.5, 0.95, 0.99)]
        lines += ["", f"error of shares: median {at[0]:.3f}, 95 % below {at[1]:.3f}, 99 % below {at[2]:.3f}"]
    return lines


if __name__ == "__main__":
    sys.exit(main())
