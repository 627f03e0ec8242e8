"""Finding lines in sorted text without reading it: by bisecting a file, or from the first lines of its blocks."""

from __future__ import annotations

from bisect import bisect_left
from collections import OrderedDict
from itertools import pairwise
from typing import TYPE_CHECKING, Protocol

from linkaudit.archives.local.sources import BrokenError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linkaudit.archives.local.sources import FilePart

PROBE = 4096
"""Bytes read at a time: a page of the file system. Lines are compared by so much of them."""
NEAR = 8192
"""Bytes that are read through rather than bisected further."""
LONGEST_LINE = 1 << 24
_CACHED_DEPTH = 12
"""Steps of bisecting that nearly every look-up takes alike; the lines found there are kept."""
_SPOTS = 256
"""Places at which a file is looked at to see whether it is sorted: what is out of place by more is seen."""
_BLOCKS_KEPT = 8


class UnsortedError(Exception):
    """Lines are not in the order of their bytes."""


class Lines(Protocol):
    """Sorted lines."""

    def between(self, first: bytes, behind: bytes, room: int) -> tuple[list[bytes], bool]:
        """Give the lines from `first` on and before `behind`, and whether these are all.

        No more than about `room` bytes are read. Raises UnsortedError, BrokenError and OSError.
        """
        ...

    def spots(self) -> Iterator[bytes]:
        """Give lines from all over. Raises UnsortedError, BrokenError and OSError."""
        ...


class SortedFile:
    """A file of sorted lines, from `start` on; what stands before is a header."""

    def __init__(self, source: FilePart, start: int = 0) -> None:
        """Prepare to look into it."""
        self._source = source
        self._start = start
        self._known: dict[int, tuple[int, bytes]] = {}

    def between(self, first: bytes, behind: bytes, room: int) -> tuple[list[bytes], bool]:
        """Give the lines from `first` on and before `behind`, and whether these are all."""
        found: list[bytes] = []
        taken, before = 0, b""
        for line in self._lines(self._lower_bound(first[:PROBE])):
            here = order(line)
            if here < before:
                raise UnsortedError
            before = here
            if line >= behind:
                break
            if line >= first:
                taken += len(line) + 1
                if taken > room:
                    return found, False
                found.append(line)
        return found, True

    def spots(self) -> Iterator[bytes]:
        """Give lines from all over the file. Raises UnsortedError if they are not in order."""
        before = b""
        seen = self._start
        size = self._source.size - self._start
        for spot in range(_SPOTS):
            start, _ = self._next_line(max(seen, self._start + size * spot // _SPOTS))
            piece = self._source.read(start, PROBE)
            # What a piece ends with is a part of a line, unless it is the last of the file.
            last = start + len(piece) >= self._source.size
            whole = len(piece) if last else piece.rfind(b"\n") + 1
            seen = start + whole
            for each in piece[:whole].split(b"\n"):
                line = each.rstrip(b"\r")
                if line.strip():
                    here = order(line)
                    if here < before:
                        raise UnsortedError
                    before = here
                    yield line

    def _lower_bound(self, first: bytes) -> int:
        """Find a place before which every line is less than `first`, and not far behind which one is not."""
        low, high = self._start, self._source.size
        below, above = b"", b""
        depth = 0
        while high - low > NEAR:
            middle = (low + high) // 2
            start, head = self._known.get(middle) or self._next_line(middle)
            depth += 1
            if depth <= _CACHED_DEPTH:
                self._known[middle] = start, head
            if start >= high:
                high = middle
                continue
            if order(head) < order(below) or (above and order(head) > order(above)):
                raise UnsortedError
            if head < first:
                low, below = start + 1, head
            else:
                high, above = middle, head
        return low

    def _next_line(self, at: int) -> tuple[int, bytes]:
        """Find the first line that begins at `at` or behind it: where it begins, and its beginning."""
        start, piece = at, b""
        if at > self._start:
            start = at - 1
            while True:
                piece = self._source.read(start, PROBE)
                end = piece.find(b"\n")
                if end >= 0 or not piece:
                    break
                start += len(piece)
                if start - at > LONGEST_LINE:
                    msg = "no lines of text"
                    raise BrokenError(msg)
            start += end + 1
            piece = piece[end + 1 :]
        if b"\n" not in piece and len(piece) < PROBE:
            piece = self._source.read(start, PROBE)
        return start, piece.partition(b"\n")[0][:PROBE]

    def _lines(self, at: int) -> Iterator[bytes]:
        """Give the lines that begin at `at` or behind it."""
        at, _ = self._next_line(at)
        rest = b""
        size = NEAR
        while piece := self._source.read(at, size):
            at += len(piece)
            size = min(size * 2, 1 << 20)
            *lines, rest = (rest + piece).split(b"\n")
            if len(rest) > LONGEST_LINE:
                msg = "no lines of text"
                raise BrokenError(msg)
            for line in lines:
                yield line.rstrip(b"\r")
        if rest:
            yield rest.rstrip(b"\r")


class Blocks:
    """Sorted lines in blocks, of which only the first lines are held; `load` gives the text of one."""

    def __init__(self, firsts: Sequence[bytes], load: Callable[[int], bytes]) -> None:
        """Prepare to look into them. Raises UnsortedError."""
        if any(later < earlier for earlier, later in pairwise(firsts)):
            raise UnsortedError
        self._firsts = firsts
        self._load = load
        self._kept: OrderedDict[int, list[bytes]] = OrderedDict()

    def between(self, first: bytes, behind: bytes, room: int) -> tuple[list[bytes], bool]:
        """Give the lines from `first` on and before `behind`, and whether these are all."""
        found: list[bytes] = []
        taken = 0
        for number in range(max(bisect_left(self._firsts, first) - 1, 0), len(self._firsts)):
            if self._firsts[number] >= behind:
                break
            lines = self._block(number)
            for line in lines[bisect_left(lines, first) : bisect_left(lines, behind)]:
                taken += len(line) + 1
                if taken > room:
                    return found, False
                found.append(line)
        return found, True

    def spots(self) -> Iterator[bytes]:
        """Give lines from all over."""
        for number in range(0, len(self._firsts), max(len(self._firsts) // _SPOTS, 1)):
            yield from self._block(number)[:PROBE]

    def _block(self, number: int) -> list[bytes]:
        lines = self._kept.pop(number, None)
        if lines is None:
            lines = [line.rstrip(b"\r") for line in self._load(number).split(b"\n") if line.strip()]
            orders = [order(line) for line in lines]
            if orders != sorted(orders):
                raise UnsortedError
            lines.sort()  # equal keys and moments may stand in any order
        self._kept[number] = lines
        if len(self._kept) > _BLOCKS_KEPT:
            self._kept.popitem(last=False)
        return lines


def ending(source: FilePart) -> bytes:
    """Give what a file ends with, from within its last line or before it on. Raises OSError."""
    size = PROBE
    while True:
        tail = source.read(max(source.size - size, 0), size)
        if b"\n" in tail or size >= min(source.size, LONGEST_LINE):
            return tail
        size *= 4


def order(line: bytes) -> bytes:
    """Give what lines are sorted by: the key and the moment."""
    end = line.find(b" ", line.find(b" ") + 1)
    return line if end < 0 else line[:end]
