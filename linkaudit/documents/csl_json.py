"""CSL-JSON, the records of citation processors (Zotero, pandoc, citeproc): `[{"type": "webpage", "URL": …}]`.

Schema: https://github.com/citation-style-language/schema, `csl-data.json`. Dates that have parts become EDTF.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.bibliographic.address_fields import SCHEME, field_references
from linkaudit.documents.interface import PLAIN, Reading, UnreadableError
from linkaudit.documents.structured.json_strings import json_scalars
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Entry, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines
    from linkaudit.documents.structured.json_strings import JsonScalar, Path

ORIGIN = "csl-json"
_CANONICAL = {
    "issued": "date", "accessed": "access-date",
    "archived": "archive-date",
}  # fmt: skip
# Where something is kept: the name of an archive or a shelf mark, or else the address of a capture.
_PLACES = {"archive", "archive_location"}
_DATES = {"issued", "accessed", "archived", "event-date", "original-date", "submitted", "available-date"}
_NAMES = {"family", "given", "literal", "dropping-particle", "non-dropping-particle", "suffix"}
_SHOWN = {"title", "container-title", "publisher", "note", "abstract", "annote", "collection-title", "genre", "author"}
# Lines that writers put into a note for want of a field: https://www.zotero.org/support/kb/item_types_and_fields#citing_fields_from_extra
_NOTED = Pattern(
    r"(?im)^[ \t]*(?:\{:)?(?P<name>archive[ _-]?url|archived[ _-]?(?:at|url)|archive[ _-]?date|archived(?:[ _-]?on)?|"
    r"access[ _-]?date|accessed|issued|published)[ \t]*:[ \t]*(?P<value>[^\r\n}]*[^\r\n} \t])"
)
_COLLECTIONS = ("items", "references", "data")
# CSL writes seasons as 1 to 4, citeproc-js as months 13 to 16, EDTF as months 21 to 24.
_SEASONS = 4
_FIRST_SEASON = 21
_SEASON_AS_MONTH = {"13": "1", "14": "2", "15": "3", "16": "4"}
_MONTH_OF_PARTS = 2


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read the records of a file; JSON knows no comments. Raises UnreadableError if it is no JSON from the start."""
    del options
    reader = _CslReader(lines)
    scalars, skipped = _scalars(lines)
    for _, group in groupby(scalars, key=lambda scalar: _item(scalar.path)):
        reader.take(list(group))
    if skipped:
        behind = scalars[-1].end
        reader.references.extend(_bare(lines, behind, len(lines.text)))
    return Reading(
        references=tuple(sorted(reader.references, key=lambda reference: reference.location.start)),
        blocks=tuple(reader.visible.blocks),
        entries=tuple(reader.entries),
        skipped_parts=skipped,
    )


def _scalars(lines: Lines) -> tuple[list[JsonScalar], tuple[str, ...]]:
    """List the values of a JSON text up to where it is none, and say where that is."""
    found: list[JsonScalar] = []
    try:
        found.extend(json_scalars(lines))
    except UnreadableError as error:
        if not found:
            raise
        return found, (str(error),)
    return found, ()


def _bare(lines: Lines, start: int, end: int) -> Iterator[Reference]:
    for found in bare_urls(lines.text, start, end):
        location = lines.location(found.start, found.end)
        yield Reference(found.url, lines.text[found.start : found.end], location, Kind.BARE)


def _item(path: Path) -> Path:
    """Give the path of the record to which a value belongs."""
    if path and isinstance(path[0], int):
        return path[:1]
    return path[:2] if path and path[0] in _COLLECTIONS else ()


class _CslReader:
    """Gathers what stands in the records."""

    def __init__(self, lines: Lines) -> None:
        self.lines = lines
        self.text = lines.text
        self.references: list[Reference] = []
        self.entries: list[Entry] = []
        self.visible = VisibleText()

    def take(self, scalars: list[JsonScalar]) -> None:
        """Read the values of a record."""
        depth = len(_item(scalars[0].path))
        start, end = self._span(scalars)
        self.visible.end_block(start, "item")
        fields: list[Field] = []
        members = groupby(scalars, key=lambda scalar: scalar.path[depth] if len(scalar.path) > depth else "")
        for name, group in members:
            values = [scalar for scalar in group if not scalar.is_key]
            if values:
                fields.extend(self._member(str(name), values, depth))
        self.visible.end_block(end, "item")
        named = {field.name: field.value for field in fields}
        if fields:
            kind, key = named.get("type", ""), named.get("id", "")
            self.entries.append(Entry(kind, key, self.lines.location(start, end), tuple(fields)))

    def _span(self, scalars: list[JsonScalar]) -> tuple[int, int]:
        """Give where a record begins and where its last value ends."""
        first, last = scalars[0], scalars[-1]
        return first.start - first.is_string, last.end + last.is_string

    def _member(self, name: str, values: list[JsonScalar], depth: int) -> Iterator[Field]:
        """Read a member of a record."""
        for value in values:
            if value.is_string:
                is_address = name.lower() == "url"
                found = field_references(value.derived(self.text), self.lines, name, is_address=is_address)
                self.references.extend(found)
        lowered = name.lower()
        said = self._date(values, depth) if lowered in _DATES else self._said(values)
        if said:
            location = self.lines.location(values[0].start, values[-1].end)
            captured = lowered in _PLACES and SCHEME.match(said) is not None
            yield Field("archive-url" if captured else _CANONICAL.get(lowered, lowered), said, location, ORIGIN)
        if lowered in _SHOWN:
            self._show(values)
        if lowered == "note":
            yield from self._noted(values[0])

    def _said(self, values: list[JsonScalar]) -> str:
        """Give what a member says; names and lists are joined."""
        said = [each.value(self.text) for each in values if len(values) == 1 or not self._is_detail(each)]
        return " ".join(", ".join(said).split())

    def _is_detail(self, value: JsonScalar) -> bool:
        """Tell whether a value is no part of a name in a list of names."""
        last = value.path[-1]
        return isinstance(last, str) and last not in _NAMES

    def _show(self, values: list[JsonScalar]) -> None:
        """Add what a reader sees of a member."""
        for value in values:
            if value.is_string and not (len(values) > 1 and self._is_detail(value)):
                for said, start, _ in value.pieces(self.text):
                    self.visible.add(said, start)
                self.visible.add("\n", value.end)

    def _noted(self, note: JsonScalar) -> Iterator[Field]:
        """Find the lines of a note that are fields."""
        derived = note.derived(self.text)
        for found in _NOTED.finditer(derived.text) if note.is_string else ():
            name = found["name"].lower().replace("_", "-").replace(" ", "-")
            start, end = found.span("value")
            location = self.lines.location(derived.start(start), derived.end(end))
            yield Field(_noted_name(name), found["value"], location, ORIGIN)

    def _date(self, values: list[JsonScalar], depth: int) -> str:
        """Write a date as EDTF: `2018-07-12`, `2018-07/2018-09`, `2018-21` (spring), `2018~` (about); else as it is."""
        parts: dict[Path, list[str]] = {}
        named: dict[str, str] = {}
        for each in values:
            said = each.value(self.text).strip()
            below = each.path[depth + 1 :]
            if below[:1] == ("date-parts",):
                parts.setdefault(below[:2], []).append(said)
            else:
                named[str(below[-1]) if below else "raw"] = said
        days = [_day(day) for day in parts.values()]
        if not days:
            return named.get("raw") or named.get("literal") or ""
        if "season" in named and len(days) == 1:
            days = [_with_season(days[0], named["season"])]
        about = "~" if named.get("circa", "").lower() not in ("", "false", "0", "null") else ""
        return "/".join(days) + about


def _noted_name(name: str) -> str:
    """Give the name of the field for which a line of a note stands."""
    if name.endswith(("url", "at")):
        return "archive-url"
    if name.startswith("archive"):
        return "archive-date"
    return "access-date" if name.startswith("access") else "date"


def _day(parts: list[str]) -> str:
    """Write the parts of a date, each with two digits at least."""
    if len(parts) == _MONTH_OF_PARTS and parts[1] in _SEASON_AS_MONTH:
        return _with_season(parts[0], _SEASON_AS_MONTH[parts[1]])
    return "-".join(part.zfill(2) if part.isdigit() else part for part in parts)


def _with_season(day: str, season: str) -> str:
    number = int(season) if season.isdigit() else 0
    return f"{day}-{_FIRST_SEASON - 1 + number}" if 1 <= number <= _SEASONS and "-" not in day else day
