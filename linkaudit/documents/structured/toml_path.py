"""Where a scanner of TOML is: tables, dotted keys, arrays, inline tables, and what may follow there."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents.structured.values import DEEPEST
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    Path = tuple[str | int, ...]
# Letters of other scripts are allowed by the drafts of TOML 1.1, and do no harm.
_BARE_KEY = Pattern(r"[\w.-]+")


class NotTomlError(ValueError):
    """What stands there is no TOML."""


class _Expected(Enum):
    """What may follow in a TOML text."""

    STATEMENT = auto()
    HEADER = auto()
    KEY = auto()
    """A key, or more of one, or the equals sign behind it."""
    VALUE = auto()
    SEPARATOR = auto()
    """The end of the line, or a comma or bracket within an array or inline table."""


class _Open(Struct):
    """An array or inline table that is open."""

    path: Path
    closing: str
    index: int = 0
    """The number of the present element of an array."""


class TomlPath:
    """Follows the tokens of a TOML text. Each step raises NotTomlError where it may not be taken."""

    def __init__(self) -> None:
        """Begin at the top of a text."""
        self._table: Path = ()
        self._arrays: dict[Path, int] = {}
        """The number of the last element of each array of tables."""
        self._open: list[_Open] = []
        self._keys: list[str] = []
        self._dotted = False
        """Whether a dot stands behind the keys."""
        self._opened = self._closed = 0
        self._expected = _Expected.STATEMENT

    @property
    def expects_key(self) -> bool:
        """Whether a string that stands here is a key."""
        return self._expected in (_Expected.STATEMENT, _Expected.KEY, _Expected.HEADER)

    @property
    def path(self) -> Path:
        """The keys and indexes that lead to what stands here."""
        if self._expected is _Expected.HEADER:
            return tuple(self._keys)
        inner = self._open[-1] if self._open else None
        base = inner.path if inner else self._table
        return (*base, inner.index) if inner and inner.closing == "]" else (*base, *self._keys)

    def take_bare_key(self, written: str) -> None:
        """Take a part of a key without quotes, which may have dots at its ends and within."""
        keys = [key for key in written.split(".") if key]
        if not _BARE_KEY.fullmatch(written):
            raise NotTomlError
        self._take_keys(keys, dotted=written.startswith("."))
        self._dotted = written.endswith(".")

    def take_quoted_key(self, key: str) -> None:
        """Take a part of a key in quotes."""
        self._take_keys([key], dotted=False)

    def _take_keys(self, keys: list[str], *, dotted: bool) -> None:
        """Take parts of a key; `dotted` if a dot stands before them."""
        if self._keys and self._dotted == dotted:
            raise NotTomlError
        if self._expected is _Expected.STATEMENT:
            self._expected = _Expected.KEY
        self._keys += keys
        self._dotted = False
        self._stay_shallow()

    def take_value(self) -> None:
        """Take a string, number, date or word."""
        self._expect(_Expected.VALUE)
        self._expected = _Expected.SEPARATOR

    def end_line(self) -> None:
        """Take the end of a line."""
        if self._open:
            return
        self._expect(_Expected.SEPARATOR, _Expected.STATEMENT)
        self.reset()

    def reset(self) -> None:
        """Begin a statement, whatever was open."""
        self._open.clear()
        self._keys.clear()
        self._opened = self._closed = 0
        self._expected = _Expected.STATEMENT

    def take_mark(self, mark: str) -> None:
        """Take a bracket, comma or equals sign."""
        if mark == "=":
            self._expect(_Expected.KEY)
            if not self._keys:
                raise NotTomlError
            self._expected = _Expected.VALUE
        elif mark in "[{":
            self._begin(mark)
        elif mark == ",":
            self._expect(_Expected.SEPARATOR)
            self._next()
        elif self._expected is _Expected.HEADER:
            self._end_header()
        else:
            self._end(mark)

    def _begin(self, mark: str) -> None:
        if mark == "[" and self._expected in (_Expected.STATEMENT, _Expected.HEADER) and not self._keys:
            self._opened += 1
            self._expected = _Expected.HEADER
            return
        self._expect(_Expected.VALUE)
        self._open.append(_Open(self.path, "]" if mark == "[" else "}"))
        self._keys.clear()
        self._expected = _Expected.VALUE if mark == "[" else _Expected.KEY
        self._stay_shallow()

    def _next(self) -> None:
        """Go on to the next element of an array or the next key of an inline table."""
        if not self._open:
            raise NotTomlError
        self._open[-1].index += 1
        self._keys.clear()
        self._expected = _Expected.VALUE if self._open[-1].closing == "]" else _Expected.KEY

    def _end(self, mark: str) -> None:
        """Close an array or inline table, perhaps behind a last comma."""
        empty = _Expected.VALUE if mark == "]" else _Expected.KEY
        if not self._open or self._open[-1].closing != mark or self._expected not in (empty, _Expected.SEPARATOR):
            raise NotTomlError
        if self._expected is _Expected.KEY and self._keys:
            raise NotTomlError
        self._open.pop()
        self._expected = _Expected.SEPARATOR

    def _end_header(self) -> None:
        """Take a closing bracket of `[table]` or `[[array of tables]]`."""
        self._closed += 1
        if not self._keys or self._opened > len("[["):
            raise NotTomlError
        if self._closed == self._opened:
            self._table = self._resolved(is_array=self._opened > 1)
            self._expected = _Expected.SEPARATOR

    def _resolved(self, *, is_array: bool) -> Path:
        """Give the path of the table that a header names: of arrays of tables it means the last element."""
        path: list[str | int] = []
        for number, key in enumerate(self._keys, 1):
            path.append(key)
            array = tuple(path)
            if is_array and number == len(self._keys):
                self._arrays[array] = self._arrays.get(array, -1) + 1
            if array in self._arrays:
                path.append(self._arrays[array])
        return tuple(path)

    def _expect(self, *allowed: _Expected) -> None:
        if self._expected not in allowed:
            raise NotTomlError

    def _stay_shallow(self) -> None:
        if len(self.path) > DEEPEST:
            raise NotTomlError
