"""Facts that change: lists, each with its source and date. Read when they are first needed, kept then.

People edit the TOML files; `facts.json` is made from them by scripts/generate.py, since reading TOML takes a tenth of
the time of a commit hook.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import msgspec

_FOLDER = Path(__file__).parent
FACTS = "facts.json"


@cache
def load(name: str) -> dict[str, Any]:
    """Give what `<name>.toml` says. Raises KeyError for a name that there is not."""
    return msgspec.json.decode(_facts()[name], type=dict[str, Any])


@cache
def _facts() -> dict[str, msgspec.Raw]:
    """Read all facts, still undecoded."""
    return msgspec.json.decode((_FOLDER / FACTS).read_bytes(), type=dict[str, msgspec.Raw])


def generated() -> str:
    """Make `facts.json` out of the TOML files: a line for each."""
    import tomllib  # noqa: PLC0415 - only to generate

    files = sorted(_FOLDER.glob("*.toml"))
    lines = (
        f'"{file.stem}":{msgspec.json.encode(tomllib.loads(file.read_text(encoding="utf-8"))).decode()}'
        for file in files
    )
    return "{\n" + ",\n".join(lines) + "\n}\n"


@cache
def lines(name: str) -> frozenset[str]:
    """Read `<name>.txt`: one entry a line, remarks behind `#`."""
    text = (_FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    return frozenset(entry for line in text.splitlines() if (entry := line.partition("#")[0].strip()))
