"""JSON, JSON Lines, GeoJSON: what the strings say, with comments as configuration files have them.

A string or key that is a URL is a reference, and so is every URL in the text of a string. Identifiers that nobody opens
(`$schema`, `$id`, `@context`, types of schema.org) are none. Keys at the top (`date`, `original_url`) are metadata.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from linkaudit.documents.interface import PLAIN, UnreadableError
from linkaudit.documents.structured.json_strings import json_scalars
from linkaudit.documents.structured.values import Value, ValueReader
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options, Reading
    from linkaudit.documents.positions import Lines

# Comments of JSON with comments; behind a colon two slashes may be those of a URL.
_COMMENT = Pattern(r"(?<![^\s,{}\[\]])(?://([^\r\n]*)|/\*((?:[^*]++|\*(?!/))*+)\*/)")
# Numbers and words of JSON, of JavaScript and of Python; an address without quotes is none.
_WORD = Pattern(r"(?i)[-+]?\.?\d[\w.+-]*|true|false|null|undefined|none|[-+]?(?:nan|infinity|inf)")


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a JSON text, or one with a JSON text on each line (https://jsonlines.org/)."""
    reader = ValueReader(lines, _COMMENT, options)
    beginning = list(islice(_records(lines), 2))
    if len(beginning) > 1 and _is_json(lines, *beginning[0]):
        for number, (start, end) in enumerate(_records(lines)):
            _read(reader, start, end, (number,))
    else:
        _read(reader, 0, len(lines.text), ())
    return reader.reading()


def _records(lines: Lines) -> Iterator[tuple[int, int]]:
    """Go through the lines that are not blank."""
    for start, end in zip(lines.starts, [*lines.starts[1:], len(lines.text)], strict=True):
        record = lines.text[start:end].rstrip()
        if record.strip("\ufeff \t"):
            yield start, start + len(record)


def _is_json(lines: Lines, start: int, end: int) -> bool:
    """Tell whether a line is a JSON text by itself."""
    try:
        for _ in json_scalars(lines, start, end):
            pass
    except UnreadableError:
        return False
    return True


def _read(reader: ValueReader, start: int, end: int, path: tuple[int, ...]) -> None:
    """Read the JSON text between two offsets; from where it is none on as plain text, lest a link be lost."""
    text = reader.lines.text
    try:
        for each in json_scalars(reader.lines, start, end):
            escaped = text.find("\\", each.start, each.end) >= 0
            said = each.pieces(text) if escaped else [(text[each.start : each.end], each.start, each.end)]
            if not each.is_string and not _WORD.fullmatch(text, each.start, each.end):
                msg = f"line {reader.lines.line_of(each.start)}: not JSON"
                raise UnreadableError(msg)  # noqa: TRY301 - ends as where the tokens make no sense
            reader.take(Value((*path, *each.path), said, each.start, each.end, each.is_string, each.is_key))
    except UnreadableError as error:
        reader.complain(str(error))
        reader.take_text(max(start, reader.position), end)
