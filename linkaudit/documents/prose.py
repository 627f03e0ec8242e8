"""Running text inside markup, in which URLs may stand bare: decoded, with the place of each piece in the source."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from typing import TYPE_CHECKING

from linkaudit.documents.bare import BareUrl, bare_urls

if TYPE_CHECKING:
    from collections.abc import Iterator

    Piece = tuple[str, int, int]
    """What a reader sees, and where it begins and ends in the source."""


class Prose:
    """Gathers pieces of text; those that follow each other directly belong together."""

    def __init__(self) -> None:
        """Begin with no text."""
        self._runs: list[list[Piece]] = []

    def add(self, text: str, start: int, end: int) -> None:
        """Add what a reader sees of the source between two offsets."""
        if self._runs and self._runs[-1][-1][2] == start:
            self._runs[-1].append((text, start, end))
        else:
            self._runs.append([(text, start, end)])

    def bridge(self, start: int, end: int) -> None:
        """Take a stretch of the source for one that does not part the text around it: a `<wbr>` within a word."""
        if self._runs and self._runs[-1][-1][2] == start:
            self.add("", start, end)

    def urls(self) -> Iterator[BareUrl]:
        """Find the URLs that stand bare, with their offsets in the source."""
        for run in self._runs:
            text = "".join(piece for piece, _, _ in run)
            if "://" in text or "www." in text.lower() or ":\\/" in text:
                places = _Places(run)
                for found in bare_urls(text):
                    yield BareUrl(places.start(found.start), places.end(found.end), found.url)


class _Places:
    """Turns offsets in a run of text into offsets in the source."""

    def __init__(self, run: list[Piece]) -> None:
        self._run = [piece for piece in run if piece[0]]
        self._starts = [0]
        for text, _, _ in self._run:
            self._starts.append(self._starts[-1] + len(text))

    def start(self, offset: int) -> int:
        """Find where in the source the character at `offset` begins."""
        number = bisect_right(self._starts, offset) - 1
        return self._place(number, offset)

    def end(self, offset: int) -> int:
        """Find where in the source the character before `offset` ends."""
        number = bisect_left(self._starts, offset) - 1
        return self._run[number][2] if offset == self._starts[number + 1] else self._place(number, offset)

    def _place(self, number: int, offset: int) -> int:
        """Find a place within a piece; a piece of one character may be longer in the source."""
        return self._run[number][1] + offset - self._starts[number]
