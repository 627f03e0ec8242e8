"""The strings of a JSON text (RFC 8259), each with its path and its place: what `json.loads` throws away.

Comments and commas before a closing bracket, as configuration files have them, are passed over.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import UnreadableError
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.positions import Lines

    Path = tuple[str | int, ...]
    """The keys and indexes that lead to a value."""

_TOKEN = Pattern(
    r"""(?P<space>[\s\ufeff]++|//[^\r\n]*+|/\*(?:[^*]++|\*(?!/))*+\*/)
    |"(?P<string>(?:[^"\\\r\n]++|\\[^\r\n])*+)"
    |(?P<mark>[{}\[\]:,])
    |(?P<plain>(?:[-+]?(?:\d[\w.+-]*+|Infinity|NaN)|true|false|null)(?![\w.+-]))
    |(?P<wrong>.)""".replace("\n    ", ""),
)
_ESCAPE = Pattern(r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.)")
_SHORT = {"b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_SURROGATES = (0xD800, 0xDFFF)
# Each string carries its path. What people and programs write is nested a few dozen levels deep at the most.
_DEEPEST = 200


class JsonScalar(Struct, frozen=True):
    """A string, a key, or a number or word (`true`) of a JSON text.

    `start` and `end` are offsets in the text; for a string or key they are those inside its quotes.
    """

    path: Path
    """Where it stands: the keys and indexes that lead to it; for a key it ends with the key itself."""
    start: int
    end: int
    is_string: bool = True
    """Whether it stands in quotes."""
    is_key: bool = False

    def pieces(self, text: str) -> list[Piece]:
        """Cut a string of `text` into what stands there as it is and the escapes."""
        return list(_pieces(text, self.start, self.end))

    def derived(self, text: str) -> Derived:
        """Give what a string of `text` says, with the way back to its places."""
        return Derived(_pieces(text, self.start, self.end))

    def value(self, text: str) -> str:
        """Give what a string of `text` says; of a number or word how it is written."""
        return _said(text, self.start, self.end)


class _Expected(Enum):
    """What may follow in a JSON text."""

    VALUE = auto()
    KEY = auto()
    COLON = auto()
    SEPARATOR = auto()


def json_strings(lines: Lines, start: int = 0, end: int | None = None) -> Iterator[JsonScalar]:
    """Go through the strings and keys of the JSON text between two offsets, in order.

    Raises UnreadableError, naming the line, where it is no JSON; what stands before that has been given by then.
    """
    return (each for each in json_scalars(lines, start, end) if each.is_string)


def json_scalars(lines: Lines, start: int = 0, end: int | None = None) -> Iterator[JsonScalar]:
    """Go through the strings, keys, numbers and words of the JSON text between two offsets, in order.

    Raises UnreadableError, naming the line, where it is no JSON; what stands before that has been given by then.
    """
    stop = len(lines.text) if end is None else end
    syntax = _Syntax()
    for token in _TOKEN.finditer(lines.text, start, stop):
        kind = token.lastgroup
        if kind == "space":
            continue
        if kind == "mark":
            right = syntax.take_mark(token[0])
        elif kind == "string":
            is_key = syntax.expected is _Expected.KEY
            right = syntax.take_key(_said(lines.text, *token.span("string"))) if is_key else syntax.take_value()
            if right:
                yield JsonScalar(tuple(syntax.path), *token.span("string"), is_key=is_key)
        else:
            right = kind == "plain" and syntax.take_value()
            if right:
                yield JsonScalar(tuple(syntax.path), *token.span(), is_string=False)
        if not right:
            raise UnreadableError(_complaint(lines, token.start(), syntax))
    if syntax.path or syntax.expected is not _Expected.SEPARATOR:
        msg = f"line {lines.line_of(stop)}: the JSON ends before it is complete"
        raise UnreadableError(msg)


class _Syntax:
    """What is open at a place of a JSON text, and what may follow."""

    def __init__(self) -> None:
        self.path: list[str | int] = []
        """For each open object the present key, for each open array the present index."""
        self.expected = _Expected.VALUE

    @property
    def _in_object(self) -> bool:
        return bool(self.path) and isinstance(self.path[-1], str)

    def take_value(self) -> bool:
        """Take a string, number or word; False if none may stand here."""
        right = self.expected is _Expected.VALUE
        self.expected = _Expected.SEPARATOR
        return right

    def take_key(self, key: str) -> bool:
        """Take the key of a member."""
        self.path[-1] = key
        self.expected = _Expected.COLON
        return True

    def take_mark(self, mark: str) -> bool:
        """Take a bracket, colon or comma; False if it may not stand here."""
        if mark in "{[":
            right = self.expected is _Expected.VALUE and len(self.path) < _DEEPEST
            self.path.append("" if mark == "{" else 0)
            self.expected = _Expected.KEY if mark == "{" else _Expected.VALUE
        elif mark in "}]":
            before = (_Expected.KEY if mark == "}" else _Expected.VALUE, _Expected.SEPARATOR)
            right = bool(self.path) and self._in_object == (mark == "}") and self.expected in before
            del self.path[-1:]
            self.expected = _Expected.SEPARATOR
        elif mark == ":":
            right = self.expected is _Expected.COLON
            self.expected = _Expected.VALUE
        else:
            right = self.expected is _Expected.SEPARATOR and bool(self.path)
            if right:
                self._next()
        return right

    def _next(self) -> None:
        """Go on to the next member or element."""
        last = self.path[-1]
        self.expected = _Expected.KEY if isinstance(last, str) else _Expected.VALUE
        if isinstance(last, int):
            self.path[-1] = last + 1


def _complaint(lines: Lines, offset: int, syntax: _Syntax) -> str:
    """Say where a text is no JSON."""
    place = lines.location(offset, offset)
    if len(syntax.path) > _DEEPEST:
        return f"line {place.line}: the JSON is nested deeper than {_DEEPEST} levels"
    return f"line {place.line}, column {place.column}: not JSON"


def _said(text: str, start: int, end: int) -> str:
    """Give what a string between its quotes says."""
    if text.find("\\", start, end) < 0:
        return text[start:end]
    return "".join(piece for piece, _, _ in _pieces(text, start, end))


def _pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Cut a string between its quotes into what stands there as it is and the escapes."""
    position = start
    for escape in _ESCAPE.finditer(text, start, end):
        if escape.start() > position:
            yield text[position : escape.start()], position, escape.start()
        yield _meaning(escape[0]), escape.start(), escape.end()
        position = escape.end()
    if position < end:
        yield text[position:end], position, end


def _meaning(escape: str) -> str:
    """Give what an escape stands for; a surrogate without its other half stands for no character."""
    digits = escape[2:].split("\\u")
    if escape[1] != "u" or len(digits[0]) < 4:  # noqa: PLR2004 - `\uXXXX`; without its digits it is just a letter
        return _SHORT.get(escape[1], escape[1])
    codes = [int(each, 16) for each in digits]
    if len(codes) == 2:  # noqa: PLR2004 - a pair of surrogates: RFC 8259, section 7
        return chr(0x10000 + ((codes[0] - _SURROGATES[0]) << 10) + (codes[1] - 0xDC00))
    return "\ufffd" if _SURROGATES[0] <= codes[0] <= _SURROGATES[1] else chr(codes[0])
