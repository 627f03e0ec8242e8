"""A small form of benchmarks/local_archive.py: that it runs, and that looking up is not reading."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

BENCHMARK = Path(__file__).parents[3] / "benchmarks" / "local_archive.py"


@pytest.mark.parametrize("options", [(), ("--site",), ("--gzip",), ("--unsorted",)], ids=" ".join)
def test_look_ups_are_quick_and_small(options: tuple[str, ...]) -> None:
    command = [sys.executable, str(BENCHMARK), "--lines", "50000", "--lookups", "300", *options]
    said = subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout
    figures = {line[:14].strip(): float(line[14:].split()[0]) for line in said.splitlines()[1:]}
    assert figures["median"] < 5
    assert figures["memory"] - figures["memory before"] < 40
