"""One index, of any kind: what it lists of an address."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import islice
from math import inf
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.archives.local.forms import COMMENTS, Form, form_of
from linkaudit.archives.local.keys import LONGEST, key, spellings, stable, unreversed
from linkaudit.archives.local.rows import Row, columns_of, own_line
from linkaudit.archives.local.sorted_lines import LONGEST_LINE, Blocks, SortedFile, UnsortedError, ending, order
from linkaudit.archives.local.sources import BrokenError, FilePart
from linkaudit.archives.local.table import Table
from linkaudit.archives.notation import stamp_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.archives.local.sorted_lines import Lines
    from linkaudit.archives.local.sources import Source

_NEIGHBOURHOOD = 1 << 16
"""Bytes of lines around a key that are compared one by one, lest a program has folded it differently."""
_ROOM = 1 << 22
"""Bytes of lines with one key that are read; of more, those around the date."""
_WINDOWS = (3650, 365, 30, 3)
"""Days around the date that are tried then."""
_STABLE = frozenset(b"abcdefghijklmnopqrstuvwxyz0123456789._~-")
_SAMPLE = 400
BREAKS_OFF = "truncated: its last line breaks off"
_BLOCK = 1 << 18


class Asked(Struct, frozen=True):
    """An address that is looked up."""

    key: str
    spellings: tuple[str, ...]
    stable: str

    @classmethod
    def of(cls, url: str) -> Asked:
        """Ask for an address."""
        usual = key(url)
        return cls(usual, spellings(url), stable(usual))


class Found(Struct):
    """What an index lists of an address."""

    rows: list[Row]
    dropped: int = 0
    """Lines of this address that could not be read."""
    reach: float = inf
    """Seconds from the date within which that is all."""
    missing: bool = False
    """Whether more may have stood behind the place at which the index breaks off."""


class Index:
    """Sorted lines that can be read."""

    def __init__(self, lines: Lines, form: Form, problem: str = "", broken_line: bytes = b"") -> None:
        """Prepare to look into `lines`, behind which stood `broken_line`, if they break off."""
        self.problem = problem
        """Why these are not all; empty if they are, or it is known which are missing."""
        self.missing_from = broken_line.partition(form.delimiter)[0]
        """The key from which on lines are missing, since the index breaks off there; empty if it does not."""
        self._lines = lines
        self._form = form

    def find(self, asked: Asked, end: datetime) -> Found:
        """List the captures of an address. Raises UnsortedError, BrokenError and OSError."""
        found = Found([])
        if not asked.key:
            return found
        delimiter = self._form.delimiter
        keys = [self._written(each) for each in asked.spellings]
        prefix = self._written(asked.stable)
        found.missing = bool(self.missing_from) and max(prefix + b"\xff", *keys) >= self.missing_from
        lines, whole = self._lines.between(prefix, prefix + b"\xff", _NEIGHBOURHOOD)
        if whole:
            for line in lines:
                self._compare(line, asked.key, keys, prefix, found)
            return found
        for each in keys:
            cut = len(each) == LONGEST
            first, behind = (each, each + b"\xff") if cut else (each + delimiter, each + _next(delimiter))
            lines, whole = self._lines.between(first, behind, _ROOM)
            if not whole:
                lines, reach = self._around(each, end)
                found.reach = min(found.reach, reach)
            for line in lines:
                if cut:
                    self._compare(line, asked.key, [], each, found)
                else:
                    self._take(line, found)
        return found

    def sample(self) -> Iterator[Row]:
        """Read some lines from all over."""
        for line in islice(self._lines.spots(), _SAMPLE):
            row = self._form.read(line)
            if row:
                yield row

    def _written(self, surt: str) -> bytes:
        return (surt if self._form.reversed else unreversed(surt)).encode()[:LONGEST]

    def _compare(self, line: bytes, wanted: str, keys: list[bytes], prefix: bytes, found: Found) -> None:
        """Take a line that has one of the keys, or whose address has that key although the line has another."""
        filed = line.partition(self._form.delimiter)[0]
        if filed in keys:
            self._take(line, found)
            return
        rest = filed[len(prefix) :].lstrip(b"/")
        if len(prefix) < LONGEST and rest[:1] and rest[0] in _STABLE:
            return  # another path
        row = self._form.read(line)
        if row and key(row.url) == wanted:
            found.rows.append(row)

    def _take(self, line: bytes, found: Found) -> None:
        row = self._form.read(line)
        if row:
            found.rows.append(row)
        else:
            found.dropped += 1

    def _around(self, filed: bytes, end: datetime) -> tuple[list[bytes], float]:
        """Read the lines around a date, where a key has more than can be read."""
        delimiter = self._form.delimiter
        for days in _WINDOWS:
            window = timedelta(days=days)
            first = _stamp(end, -window)
            behind = _stamp(end, window)
            lines, whole = self._lines.between(filed + delimiter + first, filed + delimiter + behind + b"\xff", _ROOM)
            if whole and lines:
                return lines, window.total_seconds()
        return [], 0.0


def open_index(source: Source) -> Index | None:
    """Open an index; None if it is not sorted. Raises BrokenError and OSError.

    A file that is sorted is not read; one that is packed as a whole is read once, and its parts are unpacked when
    they are needed.
    """
    form = form_of(source)
    if not form.sortable:
        return None
    try:
        if not isinstance(source, FilePart):
            return _blocks(source, form)
        _, broken_line = form.divided(ending(source))
        part = source.shortened(source.size - len(broken_line))
        part.hold()
        lines = SortedFile(part, form.start)
        for _ in lines.spots():
            pass
    except UnsortedError:
        return None
    return Index(lines, form, broken_line=broken_line)


def breaks_off(source: FilePart) -> bool:
    """Tell whether an index ends in the middle of a line. Raises BrokenError and OSError."""
    return bool(form_of(source).divided(ending(source))[1])


def sorted_anew(sources: Sequence[Source]) -> Index | None:
    """Sort the lines of an index in memory; None if they do not begin with keys. Raises BrokenError and OSError."""
    table = Table()
    form = form_of(sources[0])
    if not form.sortable:
        return None
    plain, broken_line = _plain(form.delimiter), b""
    for source in sources:
        for piece in whole_lines(source, form.start if source is sources[0] else 0):
            text, broken_line = form.divided(piece)
            for line in text.replace(b"\r\n", b"\n").translate(plain).split(b"\n"):
                table.add(line)
    return Index(table.lines(), form, BREAKS_OFF if broken_line else "")


def read_into(source: Source, table: Table) -> tuple[int, str]:
    """Put all lines of an index into a table under our own keys.

    Gives the number of those that could not be read, and why these are not all. That takes forty times as long as
    sorting them.
    """
    form = form_of(source)
    dropped, broken_line = 0, b""
    for piece in whole_lines(source, form.start):
        text, broken_line = form.divided(piece)
        for line in text.splitlines():
            row = form.read(line)
            if row:
                table.add(own_line(key(row.url), row))
            else:
                dropped += bool(line.strip()) and not line.startswith(COMMENTS) and columns_of(line) is None
    return dropped, BREAKS_OFF if broken_line else ""


def whole_lines(source: Source, start: int) -> Iterator[bytes]:
    """Give the text of a source from `start` on in pieces that end with lines."""
    rest = b""
    skip = start
    pieces = source.stream()
    while True:
        try:
            piece = next(pieces, b"")
        except BrokenError:
            if b"\n" in rest:
                yield rest[: rest.rfind(b"\n") + 1]
            raise
        if not piece:
            break
        if skip >= len(piece):
            skip -= len(piece)
            continue
        rest += piece[skip:]
        skip = 0
        if len(rest) < _BLOCK:
            continue
        end = rest.rfind(b"\n") + 1
        if end:
            yield rest[:end]
            rest = rest[end:]
        elif len(rest) > LONGEST_LINE:
            msg = "no lines of text"
            raise BrokenError(msg)
    if rest:
        yield rest


def _blocks(source: Source, form: Form) -> Index:
    """Read through a packed index, and remember where its parts begin; say why not to its end. Raises UnsortedError."""
    firsts: list[bytes] = []
    places: list[tuple[int, int]] = []
    at = form.start
    last = b""
    problem, broken_line = "", b""
    try:
        for piece in whole_lines(source, form.start):
            text, broken_line = form.divided(piece)
            lines = [line.rstrip(b"\r") for line in text.split(b"\n") if line.strip()]
            orders = [order(line) for line in lines]
            if orders != sorted(orders) or (orders and orders[0] < last):
                raise UnsortedError
            if lines:
                firsts.append(lines[0])
                places.append((at, len(text)))
                last = orders[-1]
            at += len(text)
    except BrokenError as error:
        problem = str(error)
    return Index(Blocks(firsts, lambda number: source.read(*places[number])), form, problem, broken_line)


def _plain(delimiter: bytes) -> bytes:
    """Map bytes to what may be in whole lines: with controls, which sort before the space, no order holds."""
    kept = (ord("\n"), delimiter[0])
    return bytes(byte if byte >= ord(" ") or byte in kept else ord("?") for byte in range(256))


def _next(delimiter: bytes) -> bytes:
    return bytes([delimiter[0] + 1])


def _stamp(moment: datetime, away: timedelta) -> bytes:
    """Write a moment so far away, within what the calendar has."""
    try:
        return stamp_of(moment + away).encode()
    except OverflowError:
        return b"0" if away < timedelta() else b"9"
