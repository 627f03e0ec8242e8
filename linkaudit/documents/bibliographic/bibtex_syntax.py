"""The syntax of BibTeX files: entries, their fields, and where each value stands.

An own scanner: bibtexparser knows lines only, while places are wanted to the column; it must get through broken files
without losing the entries that follow; and braces count as in BibTeX itself, back-slash or not.
Grammar: Oren Patashnik, *BibTeXing*, and the manuals of btparse (`bt_language`) and biber.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# What must not stand in the name of a type, field or macro.
_NAME = r"[^\s\"#%'(),={}@\\]+"
# An entry that begins a line within another one shows that something was left open there.
_ENTRY_BEGINS = r"@[A-Za-z]+[ \t]*[{(][ \t]*[^\s,={}\"@]+[ \t]*,"
_NEXT_ENTRY = rf"(?<=[\r\n])[ \t]*{_ENTRY_BEGINS}"
_BLOCK = Pattern(rf"(?<!\w)@[ \t]*({_NAME})\s*([{{(])")
_FIELD = Pattern(rf"({_NAME})\s*=")
_BARE_VALUE = Pattern(_NAME)
_WHITE = Pattern(r"\s*")
# btparse and biber take `%` between fields for a comment.
_BETWEEN = Pattern(r"(?:[\s,]++|%[^\r\n]*+)*+")
# Where reading can go on behind what is no field: `note = R package,`.
_BEHIND_JUNK = Pattern(rf"(?P<field>,\s*{_NAME}\s*=)|[{{}}()\"]|{_NEXT_ENTRY}")
_KEY = Pattern(r"\s*([^\s,={}\"]*)\s*(?:,|(?=[})]))")
_IN_BRACES = Pattern(rf"[{{}}]|{_NEXT_ENTRY}")
_IN_QUOTES = Pattern(rf"[{{}}\"]|{_NEXT_ENTRY}")
_ONLY_BRACES = Pattern(r"[{}]")
_NEXT = Pattern(_NEXT_ENTRY)
_ENTRY = Pattern(_ENTRY_BEGINS)
_LINE_REST = Pattern(r"[^\r\n]*")
_COMMENTED = Pattern(r"(?:^|[\r\n])[ \t]*%[^\r\n]*\Z")
_LOOK_BACK = 200


class Part(Struct, frozen=True):
    """A part of a value: text between its delimiters, or the name of a macro (or a number)."""

    start: int
    end: int
    is_text: bool


class FieldSyntax(Struct, frozen=True):
    """A field: its name in lower case and the parts of its value, which `#` joins."""

    name: str
    parts: tuple[Part, ...]


class Gap(Struct, frozen=True):
    """A stretch of a block that could not be read, and why."""

    reason: str
    start: int
    end: int


class BlockSyntax(Struct, frozen=True):
    """An entry, a `@string` or `@comment`, from its `@` to its end."""

    type: str
    key: str
    start: int
    end: int
    fields: tuple[FieldSyntax, ...] = ()
    gaps: tuple[Gap, ...] = ()


class _BrokenError(Exception):
    """A block cannot be read to its end."""

    def __init__(self, reason: str, start: int, end: int) -> None:
        super().__init__(reason)
        self.gap = Gap(reason, start, end)


def blocks(text: str, start: int = 0, end: int | None = None) -> Iterator[BlockSyntax]:
    """Go through the blocks between two offsets, in order."""
    stop = len(text) if end is None else end
    braces = _ClosingBraces(text, stop)
    position = start
    while found := _BLOCK.search(text, position, stop):
        if _COMMENTED.search(text, max(start, found.start() - _LOOK_BACK), found.start()):
            position = _end_of_line(text, found.start(), stop)
            continue
        block = _block(text, found[1].lower(), found.start(), found.end(), braces, stop)
        yield block
        position = max(block.end, found.end())


def _end_of_line(text: str, position: int, end: int) -> int:
    found = _LINE_REST.match(text, position, end)
    return found.end() if found else end


def _block(text: str, kind: str, start: int, inside: int, braces: _ClosingBraces, end: int) -> BlockSyntax:
    """Read the block whose opening delimiter stands before `inside`."""
    closing = "}" if text[inside - 1] == "{" else ")"
    if kind == "comment":
        close = braces.behind(inside)
        return BlockSyntax(kind, "", start, _end_of_line(text, inside, end) if close < 0 else close + 1)
    position, key = inside, ""
    if kind not in ("string", "preamble"):
        named = _KEY.match(text, inside, end)
        key, position = (named[1], named.end()) if named else ("", inside)
    fields: list[FieldSyntax] = []
    gaps: list[Gap] = []
    try:
        if kind == "preamble":
            _, position = _value(text, position, end)
        position = _fields(text, position, end, closing, fields, gaps)
    except _BrokenError as broken:
        gaps.append(broken.gap)
        position = broken.gap.end
    return BlockSyntax(kind, key, start, position, tuple(fields), tuple(gaps))


class _ClosingBraces:
    """Finds the braces that close comments; the braces are matched once, however many comments are left open."""

    def __init__(self, text: str, end: int) -> None:
        self._text = text
        self._end = end

    def behind(self, position: int) -> int:
        """Find the first closing brace from an offset on that closes none opened there; -1 if there is none."""
        places, nearest = self._matched
        found = nearest[bisect_left(places, position)]
        return places[found] if found >= 0 else -1

    @cached_property
    def _matched(self) -> tuple[list[int], list[int]]:
        """List the braces, and for each the index of the first from it on that closes none opened since."""
        places = [found.start() for found in _ONLY_BRACES.finditer(self._text, 0, self._end)]
        nearest = [-1] * (len(places) + 1)
        for index in reversed(range(len(places))):
            if self._text[places[index]] == "}":
                nearest[index] = index
            elif nearest[index + 1] >= 0:
                nearest[index] = nearest[nearest[index + 1] + 1]
        return places, nearest


def _fields(text: str, position: int, end: int, closing: str, fields: list[FieldSyntax], gaps: list[Gap]) -> int:
    """Read the fields of a block; give the offset behind it."""
    while True:
        position = _behind(_BETWEEN, text, position, end)
        if position >= end or _ENTRY.match(text, position, end):
            msg = "its end is missing"
            raise _BrokenError(msg, position, position)
        if text[position] == closing:
            return position + 1
        named = _FIELD.match(text, position, end)
        if named:
            parts, position = _value(text, named.end(), end)
            fields.append(FieldSyntax(named[1].lower(), parts))
        else:
            gap = _junk(text, position, end, closing)
            gaps.append(gap)
            position = gap.end


def _junk(text: str, position: int, end: int, closing: str) -> Gap:
    """Find where reading can go on behind what is no field."""
    reason = "a field is expected"
    found = _BEHIND_JUNK.search(text, position, end)
    if found and (found["field"] or found[0] == closing):
        return Gap(reason, position, found.start())
    raise _BrokenError(reason, position, _resume(text, position, end))


def _value(text: str, position: int, end: int) -> tuple[tuple[Part, ...], int]:
    """Read a value, whose parts `#` joins; give them and the offset behind."""
    parts = []
    while True:
        position = _behind(_WHITE, text, position, end)
        mark = text[position : position + 1] if position < end else ""
        if mark and mark in '{"':
            close = _end_of_text(text, position, end)
            parts.append(Part(position + 1, close, is_text=True))
            position = close + 1
        elif bare := _BARE_VALUE.match(text, position, end):
            parts.append(Part(position, bare.end(), is_text=False))
            position = bare.end()
        else:
            # `url = ,`: nothing was filled in.
            return tuple(parts), position
        behind = _behind(_WHITE, text, position, end)
        if behind >= end or text[behind] != "#":
            return tuple(parts), position
        position = behind + 1


def _end_of_text(text: str, position: int, end: int) -> int:
    """Find the delimiter that ends the text which begins at `position` with its own."""
    quoted = text[position] == '"'
    depth = 0 if quoted else 1
    for found in (_IN_QUOTES if quoted else _IN_BRACES).finditer(text, position + 1, end):
        mark = found[0]
        if mark == "{":
            depth += 1
        elif mark == "}":
            depth -= 1
            if not depth and not quoted:
                return found.start()
            if depth < 0:
                msg = "a quotation mark is missing"
                raise _BrokenError(msg, position, _resume(text, found.start(), end))
        elif mark != '"':
            msg = f"a {'quotation mark' if quoted else 'brace'} is not closed"
            raise _BrokenError(msg, position, found.start())
        elif not depth:
            return found.start()
    msg = f"a {'quotation mark' if quoted else 'brace'} is not closed"
    raise _BrokenError(msg, position, end)


def _resume(text: str, position: int, end: int) -> int:
    """Find the next entry that begins a line."""
    found = _NEXT.search(text, position, end)
    return found.start() if found else end


def _behind(pattern: Pattern, text: str, position: int, end: int) -> int:
    found = pattern.match(text, position, end)
    return found.end() if found else position
