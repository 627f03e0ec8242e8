"""An index made in memory, where there is none that can be bisected: sorted and packed, so that it stays small."""

from __future__ import annotations

import zlib
from heapq import merge
from typing import TYPE_CHECKING

from linkaudit.archives.local.sorted_lines import Blocks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_RUN = 100_000
"""Lines that are sorted at a time: some 30 MB."""
_BLOCK = 400
"""Lines packed together: unpacking them takes a fifth of a millisecond."""


class Table:
    """Collects lines in any order."""

    def __init__(self) -> None:
        """Start with none."""
        self.count = 0
        self._run: list[bytes] = []
        self._runs: list[_Packed] = []

    def add(self, line: bytes) -> None:
        """Take a line."""
        self.count += 1
        self._run.append(line)
        if len(self._run) >= _RUN:
            self._finish_run()

    def lines(self) -> Blocks:
        """Give all that was added, sorted. Nothing can be added any more."""
        self._finish_run()
        packed = self._runs[0] if len(self._runs) == 1 else _Packed(merge(*self._runs))
        self._runs = []
        return Blocks(packed.firsts, packed.load)

    def _finish_run(self) -> None:
        if self._run:
            self._run.sort()
            self._runs.append(_Packed(self._run))
            self._run = []


class _Packed:
    """Sorted lines, packed."""

    def __init__(self, lines: Iterable[bytes]) -> None:
        self.firsts: list[bytes] = []
        self._blocks: list[bytes] = []
        block: list[bytes] = []
        for line in lines:
            block.append(line)
            if len(block) >= _BLOCK:
                self._pack(block)
                block = []
        if block:
            self._pack(block)

    def load(self, number: int) -> bytes:
        """Unpack a block."""
        return zlib.decompress(self._blocks[number])

    def __iter__(self) -> Iterator[bytes]:
        """Give the lines, a block at a time."""
        for number in range(len(self._blocks)):
            yield from self.load(number).split(b"\n")

    def _pack(self, block: list[bytes]) -> None:
        self.firsts.append(block[0])
        self._blocks.append(zlib.compress(b"\n".join(block), 1))
