"""A text as it stands in a file, line by line."""

from __future__ import annotations

from linkaudit.collection.prose import Line, Prose
from linkaudit.models import Location


def prose_of(text: str, path: str = "a.txt") -> Prose:
    lines = []
    at = 0
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            lines.append(Line(line, Location(path, number, 1, number, len(line) + 1, at, at + len(line))))
        at += len(line) + 1
    return Prose(tuple(lines))
