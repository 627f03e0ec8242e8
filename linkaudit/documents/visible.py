"""The text that a reader sees, gathered piece by piece with the place of each piece in the source."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Block
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_LINE = Pattern(r"[^\r]*\r\n?|[^\r]+")


def with_line_feeds(text: str, offset: int) -> Iterator[tuple[str, int]]:
    """Cut text that begins at `offset` of the source so that each piece ends its lines as visible text does."""
    if "\r" not in text:
        yield text, offset
        return
    for line in _LINE.finditer(text):
        yield line[0].replace("\r\n", "\n").replace("\r", "\n"), offset + line.start()


class VisibleText:
    """Builds blocks out of pieces of visible text."""

    def __init__(self, start: int = 0) -> None:
        """Begin with no block; the first begins at `start` of the source."""
        self.blocks: list[Block] = []
        self._start = start
        self.length = 0
        self._kind = "paragraph"
        self._parts: list[str] = []
        self._segments: list[tuple[int, int]] = []

    def add(self, text: str, offset: int) -> None:
        """Add text that begins at `offset` of the source."""
        if "\r" in text:
            for piece, place in with_line_feeds(text, offset):
                self.add(piece, place)
        elif text:
            self._segments.append((self.length, offset))
            self._parts.append(text)
            self.length += len(text)

    def since(self, length: int) -> str:
        """Give what was added to the present block since it had `length` characters."""
        parts: list[str] = []
        missing = self.length - length
        for part in reversed(self._parts):
            if missing <= 0:
                break
            parts.append(part[-missing:])
            missing -= len(part)
        return "".join(reversed(parts))

    def end_block(self, end: int, kind: str = "paragraph") -> None:
        """End the present block at `end` of the source, and begin one of the given kind."""
        text = "".join(self._parts)
        if text.strip():
            self.blocks.append(Block(self._kind, text, tuple(self._segments), self._start, end))
        self._start = end
        self.length = 0
        self._kind = kind
        self._parts.clear()
        self._segments.clear()
