"""Jupyter notebooks: Markdown cells, raw cells, metadata; code and its output where they are asked for.

https://nbformat.readthedocs.io/en/latest/format_description.html, versions 3 and 4. A cell is read as what it says; the
places are those of the JSON text. Code and output are read with `--include-code` only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.documents import html, json, markdown, text
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN, Reading, UnreadableError
from linkaudit.documents.metadata import front_matter_span
from linkaudit.documents.positions import Lines
from linkaudit.documents.structured.json_strings import json_strings
from linkaudit.documents.structured.values import Value, ValueReader
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options, Reader
    from linkaudit.documents.structured.json_strings import JsonScalar, Path

_NO_COMMENT = Pattern(r"(?!)")
# Metadata about programs, and the state of their windows.
_OF_PROGRAMS = {"kernelspec", "language_info", "widgets", "kernel_info", "signature"}
_SOURCES = ("source", "input")
# Kinds of output that a reader sees as text; version 3 has names of its own.
_OUTPUTS: dict[str | int, Reader] = {
    "text/html": html.read, "html": html.read, "text/markdown": markdown.read, "text/plain": text.read,
    "text": text.read,
}  # fmt: skip
_ATTACHMENT = "attachment:"


class _Cell(Struct):
    """A cell while the notebook is being read."""

    kind: str = ""
    source: list[Piece] = []
    outputs: dict[Path, tuple[Reader, list[Piece]]] = {}


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a notebook; JSON that has no cells is read as such."""
    cells: dict[Path, _Cell] = {}
    metadata = ValueReader(lines, _NO_COMMENT, options)
    position = 0
    try:
        for each in json_strings(lines):
            position = each.end
            _take(each, lines.text, cells, metadata)
    except UnreadableError as error:
        metadata.complain(str(error))
        metadata.take_text(position, len(lines.text))
    if not cells:
        return json.read(lines, options)
    return _merged(metadata.reading(), [found for cell in cells.values() for found in _read(cell, lines, options)])


def _take(scalar: JsonScalar, source: str, cells: dict[Path, _Cell], metadata: ValueReader) -> None:
    """Put a string of the notebook where it belongs."""
    path = scalar.path
    if scalar.is_key or not path:
        return
    # Version 3 has worksheets, in which the cells are.
    depth = 4 if path[0] == "worksheets" else 2
    if path[0] == "metadata" and len(path) > 1 and path[1] not in _OF_PROGRAMS:
        metadata.take(Value(path[1:], scalar.pieces(source), scalar.start, scalar.end))
    elif len(path) > depth and path[depth - 2] == "cells":
        cell = cells.setdefault(path[:depth], _Cell())
        inner = path[depth:]
        if inner == ("cell_type",):
            cell.kind = scalar.value(source)
        elif inner[0] in _SOURCES and len(inner) <= len(("source", 0)):
            cell.source += scalar.pieces(source)
        elif inner[0] == "outputs" and metadata.options.include_code:
            _take_output(cell, scalar, inner, source)


def _take_output(cell: _Cell, scalar: JsonScalar, path: Path, source: str) -> None:
    """Put a string of an output, or a line of one, to what there is of it."""
    kind = path[:-1] if isinstance(path[-1], int) else path
    if kind[-1] in _OUTPUTS:
        _, said = cell.outputs.setdefault(kind, (_OUTPUTS[kind[-1]], []))
        said += scalar.pieces(source)


def _read(cell: _Cell, lines: Lines, options: Options) -> Iterator[Reading]:
    """Read a cell, by what it is."""
    source = Derived(cell.source)
    if cell.kind == "heading":
        # Version 3: a heading is a cell of its own. The mark of Markdown takes no room in the source.
        start = source.start(0)
        source = Derived([("# ", start, start), *cell.source])
    inner = Lines(lines.path, source.text)
    if cell.kind in ("markdown", "heading") or (cell.kind in ("raw", "html") and front_matter_span(inner.text)):
        yield _without_attachments(source.relocated(markdown.read(inner, options), lines))
    elif cell.kind == "html":
        yield source.relocated(html.read(inner, options), lines)
    else:
        found = text.read(inner, options)
        is_code = cell.kind == "code"
        if is_code and not options.include_code:
            found = Reading(comments=found.comments)
        yield source.relocated(replace(found, blocks=() if is_code else found.blocks, title=""), lines)
    for reader, said in cell.outputs.values():
        output = Derived(said)
        found = reader(Lines(lines.path, output.text), options)
        yield output.relocated(Reading(references=found.references), lines)


def _without_attachments(reading: Reading) -> Reading:
    """Leave out the pictures that the notebook itself holds."""
    return replace(
        reading, references=tuple(each for each in reading.references if not each.url.startswith(_ATTACHMENT))
    )


def _merged(metadata: Reading, cells: list[Reading]) -> Reading:
    """Put together what was found in the metadata and in the cells."""
    all_of_it = (metadata, *cells)
    return Reading(
        references=tuple(
            sorted((each for one in all_of_it for each in one.references), key=lambda each: each.location.start)
        ),
        blocks=tuple(sorted((each for one in all_of_it for each in one.blocks), key=lambda each: each.start)),
        fields=tuple(each for one in all_of_it for each in one.fields),
        comments=tuple(
            sorted((each for one in all_of_it for each in one.comments), key=lambda each: each.location.start)
        ),
        title=next((one.title for one in all_of_it if one.title), ""),
        entries=tuple(each for one in all_of_it for each in one.entries),
        skipped_parts=tuple(part for one in all_of_it for part in one.skipped_parts),
    )
