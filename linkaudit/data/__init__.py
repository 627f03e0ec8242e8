"""Facts that change: lists as TOML, each with its source and date. Read when they are first needed, kept then."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

_FOLDER = Path(__file__).parent


@cache
def load(name: str) -> dict[str, Any]:
    """Read `<name>.toml`."""
    with (_FOLDER / f"{name}.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def lines(name: str) -> frozenset[str]:
    """Read `<name>.txt`: one entry a line, remarks behind `#`."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(entry for line in text.splitlines() if (entry := line.partition("#")[0].strip()))
