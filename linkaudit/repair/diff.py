"""A repair shown as a unified diff, which `git apply` and `patch` understand."""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

_NO_NEWLINE = "\\ No newline at end of file\n"


def unified(path: str, before: str, after: str) -> str:
    """Write the difference of two texts of a document; empty if there is none."""
    old, new = (path, path) if path.startswith("/") else (f"a/{path}", f"b/{path}")
    return "".join(_ended(difflib.unified_diff(_lines(before), _lines(after), old, new)))


def _lines(text: str) -> list[str]:
    """Cut a text behind its line feeds only, as tools for diffs do."""
    lines = text.split("\n")
    return [f"{line}\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _ended(lines: Iterator[str]) -> Iterator[str]:
    """End the last line of a text that has no line end, and say that it has none."""
    for line in lines:
        yield line if line.endswith("\n") else f"{line}\n{_NO_NEWLINE}"
