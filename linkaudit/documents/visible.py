"""The text that a reader sees, gathered piece by piece with the place of each piece in the source."""

from __future__ import annotations

from linkaudit.models import Block


class VisibleText:
    """Builds blocks out of pieces of visible text."""

    def __init__(self) -> None:
        """Begin with no block."""
        self.blocks: list[Block] = []
        self.length = 0
        self._kind = "paragraph"
        self._parts: list[str] = []
        self._segments: list[tuple[int, int]] = []

    def add(self, text: str, offset: int) -> None:
        """Add text that begins at `offset` of the source."""
        if text:
            self._segments.append((self.length, offset))
            self._parts.append(text)
            self.length += len(text)

    def since(self, length: int) -> str:
        """Give what was added to the present block since it had `length` characters."""
        return "".join(self._parts)[min(length, self.length) :]

    def end_block(self, end: int, kind: str = "paragraph") -> None:
        """End the present block at `end` of the source, and begin one of the given kind."""
        text = "".join(self._parts)
        if text.strip():
            self.blocks.append(Block(self._kind, text, tuple(self._segments), end))
        self.length = 0
        self._kind = kind
        self._parts.clear()
        self._segments.clear()
