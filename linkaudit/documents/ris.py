"""RIS, the format in which reference managers exchange records: `UR  - https://…`.

Specification: Research Information Systems, "RIS Format Specifications" (2011), and what reference managers write.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents.bibliographic.address_fields import SCHEME, field_references
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Entry, Field
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines
    from linkaudit.models import Reference

ORIGIN = "ris"
_CANONICAL = {
    **dict.fromkeys(("UR", "LK"), "url"),
    **dict.fromkeys(("TI", "T1", "CT"), "title"),
    **dict.fromkeys(("T2", "JO", "JF", "JA", "J1", "J2", "BT"), "container-title"),
    **dict.fromkeys(("AU", "A1"), "author"),
    **dict.fromkeys(("DA", "Y1"), "date"),
    "PY": "year",
    "Y2": "access-date",
    "PB": "publisher",
    "DO": "doi",
}
# Fields that hold a link: to the page, the PDF, the full text, related records, pictures.
_LINKS = {"UR", "LK", "L1", "L2", "L3", "L4"}
# Fields that are text to be read: titles, names, notes, abstracts.
_SHOWN = {
    "TI",
    "T1",
    "T2",
    "T3",
    "CT",
    "BT",
    "JO",
    "JF",
    "AU",
    "A1",
    "A2",
    "A3",
    "N1",
    "N2",
    "AB",
    "PB",
    "RN",
    "ST",
    "CY",
}
_LINE = Pattern(r"(?:(?P<tag>[A-Z][A-Z0-9])[ \t]{1,3}-(?:[ \t]|(?=[\r\n]|$|\S)))?(?P<value>[^\r\n]*)(?:\r\n?|\n|$)")
_BEFORE = Pattern(r"\ufeff?[ \t]*")


class _Value(Struct, frozen=True):
    """A field as it stands in the file: its tag and the lines of its value."""

    tag: str
    start: int
    lines: list[tuple[int, int]]


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read the records of a file; RIS knows no comments."""
    del options
    reader = _RisReader(lines)
    for record in _records(lines.text):
        reader.take(record)
    return reader.reading()


def _values(text: str) -> Iterator[_Value]:
    """Go through the fields, each with the lines that continue it."""
    value = _Value("", 0, [])
    position = 0
    while position < len(text):
        indent = _BEFORE.match(text, position)
        begin = indent.end() if indent else position
        line = _LINE.match(text, begin)
        if line is None:
            break
        start = line.start("value")
        stop = start + len(line["value"].rstrip())
        if line["tag"]:
            if value.lines:
                yield value
            value = _Value(line["tag"], begin, [(start, stop)])
        elif stop > start:
            value.lines.append((start, stop))
        position = max(line.end(), position + 1)
    if value.lines:
        yield value


def _records(text: str) -> Iterator[list[_Value]]:
    """Cut the fields into records: at `TY` and at `ER`, either of which may be missing."""
    record: list[_Value] = []
    for value in _values(text):
        if value.tag == "TY" and record:
            yield record
            record = []
        if value.tag == "ER":
            if record:
                yield record
            record = []
        else:
            record.append(value)
    if record:
        yield record


class _RisReader:
    """Gathers what stands in the records."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.references: list[Reference] = []
        self.entries: list[Entry] = []
        self.visible = VisibleText()

    def reading(self) -> Reading:
        """Give what was found."""
        return Reading(
            references=tuple(self.references), blocks=tuple(self.visible.blocks), entries=tuple(self.entries)
        )

    def take(self, record: list[_Value]) -> None:
        """Read a record."""
        start, end = record[0].start, record[-1].lines[-1][1]
        kind = next((self._said(value, "").text for value in record if value.tag == "TY"), "")
        key = next((self._said(value, "").text for value in record if value.tag == "ID"), "")
        self.visible.end_block(start, "item")
        fields = tuple(self._field(value) for value in record if value.tag not in ("TY", "ID"))
        self.visible.end_block(end, "item")
        self.entries.append(Entry(kind, key, self.lines.location(start, max(start, end)), fields))

    def _field(self, value: _Value) -> Field:
        """Read a field: the addresses in it, its value, the text that a reader sees."""
        is_address = value.tag in _LINKS
        said = self._said(value, "" if is_address else "\n")
        found = list(field_references(said, self.lines, value.tag, is_address=is_address))
        self.references.extend(found)
        if value.tag in _SHOWN or not value.tag:
            for start, stop in filter(_is_filled, value.lines):
                self.visible.add("\n" if self.visible.length else "", start)
                self.visible.add(self.lines.text[start:stop], start)
        location = self.lines.location(value.lines[0][0], value.lines[-1][1])
        name = _CANONICAL.get(value.tag, value.tag.lower())
        url = found[0].url if found and is_address else ""
        return Field(name, url or " ".join(said.text.split()), location, ORIGIN)

    def _said(self, value: _Value, separator: str) -> Derived:
        """Join the lines of a value: those of an address without anything between them."""
        return Derived(self._pieces(value, separator))

    def _pieces(self, value: _Value, separator: str) -> Iterator[Piece]:
        text = self.lines.text
        for number, (start, stop) in enumerate(value.lines):
            if number:
                between = " " if SCHEME.match(text, start, stop) else separator
                yield between, value.lines[number - 1][1], start
            yield text[start:stop], start, stop


def _is_filled(line: tuple[int, int]) -> bool:
    return line[1] > line[0]
