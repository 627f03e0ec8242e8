"""The running text of a Markdown document: what is left when links, code and HTML are taken out of it."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from linkaudit.documents.bare import bare_urls
from linkaudit.models import Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from linkaudit.documents.positions import Lines

    Finder = tuple[str, Callable[[Lines, str, int, int], Iterator[Reference]]]
    """Finds links in running text: a sign without which there are none, and what looks between two offsets.

    It is given the lines and their text, in which all that is no running text is blanked.
    """

URL_SIGN = Pattern(r"://|:\\/|www\.", re.IGNORECASE)
"""Without this no URL stands bare."""
# No character of a document: U+0000 stands for nothing in Markdown (CommonMark, "Insecure characters").
_HOLE = "\0"


class RunningText:
    """Stretches of the source in which links may stand bare, and the holes in them, in which none does."""

    def __init__(self, lines: Lines) -> None:
        """Begin with no stretch of the source."""
        self._lines = lines
        self._stretches: list[tuple[int, int]] = []
        self._holes: list[tuple[int, int]] = []

    def add(self, start: int, end: int) -> None:
        """Take what stands between two offsets for running text."""
        self._stretches.append((start, end))

    def leave_out(self, start: int, end: int) -> None:
        """Make a hole between two offsets."""
        self._holes.append((start, end))

    def find(self, finder: Finder) -> list[Reference]:
        """List what a finder finds, and leave it out from now on."""
        sign, look = finder
        if sign not in self._lines.text:
            return []
        text = self._without_holes()
        found: list[Reference] = []
        for start, end in self._stretches:
            found += (each for each in look(self._lines, text, start, end) if _HOLE not in each.raw)
        self._holes += ((each.location.start, each.location.end) for each in found)
        return found

    def bare_urls(self) -> list[Reference]:
        """List the URLs that stand bare, and leave them out from now on."""
        text = self._without_holes()
        signs = [found.start() for found in URL_SIGN.finditer(text)]
        found: list[Reference] = []
        for start, end in self._stretches if signs else ():
            if bisect_left(signs, start) < bisect_left(signs, end):
                found += (self._bare(text, each.start, each.end, each.url) for each in bare_urls(text, start, end))
        self._holes += ((each.location.start, each.location.end) for each in found)
        return found

    def _bare(self, text: str, start: int, end: int, url: str) -> Reference:
        return Reference(url.replace("&amp;", "&"), text[start:end], self._lines.location(start, end), Kind.BARE)

    def _without_holes(self) -> str:
        """Give the text with every hole filled with what ends a URL, so that offsets stay as they are."""
        parts: list[str] = []
        position = 0
        for start, end in sorted(self._holes):
            if end > position:
                begin = max(start, position)
                parts += (self._lines.text[position:begin], _HOLE * (end - begin))
                position = end
        return "".join([*parts, self._lines.text[position:]])
