#!/usr/bin/env python3
"""Read mutated documents of one or more formats, and tell which of them a reader does not cope with.

No file may raise an exception, take longer than 5 s or more than 500 MiB, or have a reference elsewhere than where it
says. Each failing file is written to a folder; the exit code is 1 if there is one.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence
    from contextlib import AbstractContextManager

TOP = Path(__file__).resolve().parent.parent
FOLDER = TOP / ".cache" / "fuzz"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("formats", nargs="+", metavar="FORMAT", help="the name of a format, or `all`")
    parser.add_argument("--seconds", type=float, default=60, help="how long to try each format (60)")
    parser.add_argument("--runs", type=int, default=0, help="how many files to try of each format (as time allows)")
    parser.add_argument("--seed", type=int, default=0, help="another number makes other files (0)")
    parser.add_argument("--largest", type=int, default=300_000, help="how large texts become (300000)")
    parser.add_argument("--corpus", type=Path, help="a folder with further files to mutate")
    parser.add_argument(
        "--coverage", action="store_true", help="let atheris choose what to mutate (pip install atheris)"
    )
    parser.add_argument("--folder", type=Path, default=FOLDER, help="where failing files go (.cache/fuzz)")
    parser.add_argument("--reproduce", type=Path, metavar="FILE", help="read this file only, as the FORMAT")
    given = parser.parse_args(arguments)
    with _instrumented(given.coverage):
        from fuzzing.session import Plan, tried  # noqa: PLC0415 - what is loaded here is instrumented

        from linkaudit.documents import formats  # noqa: PLC0415
    names = formats.names() if given.formats == ["all"] else given.formats
    if unknown := set(names) - set(formats.names()):
        parser.error(f"no such format: {', '.join(sorted(unknown))}")
    if given.reproduce:
        return _reproduced(given.reproduce, names[0])
    failed = 0
    print(f"{'format':<12}{'runs':>9}{'seconds':>9}{'slowest':>9}{'memory':>9}  failures", flush=True)
    for name in names:
        plan = Plan(
            name, given.folder, given.seconds, given.runs, given.seed, given.largest, given.corpus, given.coverage
        )  # fmt: skip
        outcome = tried(plan)
        failed += len(outcome.failures)
        print(
            f"{name:<12}{outcome.runs:>9}{outcome.seconds:>9.0f}{outcome.slowest:>7.2f} s"
            f"{outcome.memory / 1024 / 1024:>5.0f} MiB  {len(outcome.failures)}",
            flush=True,
        )
        for path in outcome.failures:
            why = path.with_suffix(".why").read_text(encoding="utf-8").strip().splitlines()[-1]
            print(f"  {why}\n  again: {sys.argv[0]} {name} --reproduce {path}", flush=True)
    return 1 if failed else 0


def _reproduced(path: Path, name: str) -> int:
    """Read one file, and show where it fails."""
    from fuzzing.target import attempt  # noqa: PLC0415 - see above

    from linkaudit.documents import formats  # noqa: PLC0415

    print(f"{attempt(path.read_bytes(), formats.by_name(name)):.2f} s, nothing wrong")
    return 0


def _instrumented(wanted: bool) -> AbstractContextManager[None]:
    """Let atheris watch what is loaded meanwhile."""
    if not wanted:
        return contextlib.nullcontext()
    atheris = import_module("atheris")
    watched: AbstractContextManager[None] = atheris.instrument_imports(include=["linkaudit"])
    return watched


if __name__ == "__main__":
    sys.exit(main())
