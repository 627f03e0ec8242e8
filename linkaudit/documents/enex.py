"""Evernote's export (http://xml.evernote.com/pub/evernote-export4.dtd): notes, often clipped from the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.interface import PLAIN
from linkaudit.documents.markup.elements import Element, aside, elements
from linkaudit.documents.markup.events import Instruction, Remark, XmlEvents
from linkaudit.documents.markup.gathering import Gathering
from linkaudit.models import Kind

if TYPE_CHECKING:
    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options, Reading
    from linkaudit.documents.positions import Lines

ORIGIN = "note"
SOURCE = "source-url"
"""The element that says where a note was clipped; its name is a key of provenance in `data/labels.toml`."""
# What is no text: attached files, and what Evernote recognised in pictures.
_UNREAD = frozenset({"data", "recognition", "alternate-data"})
_FIELDS = {"created", "updated", "author", "source", "source-application"}
_NOTE = "<en-note"


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read an export. Raises UnreadableError if it is no XML at all."""
    found = Gathering(lines, options)
    events = XmlEvents(lines)
    titles: list[str] = []
    for each in elements(events, _UNREAD):
        match each:
            case Element(closed=True) if each.name == "title" and each.is_in("note"):
                titles.append(each.value.text)
                found.plain(each.pieces, "heading")
            case Element(closed=True):
                _element(each, found)
            case Remark() | Instruction():
                aside(each, found)
            case _:
                pass
    if len(titles) > 1:
        # The dates are those of the single notes, none is that of the file.
        found.fields = [replace(each, name=f"note.{each.name}") for each in found.fields]
    return found.reading(titles[0] if len(titles) == 1 else "", events.problems)


def _element(element: Element, found: Gathering) -> None:
    """Take what an element says that has closed."""
    if element.name == "content" and element.is_in("note"):
        found.html(_note(element.pieces))
    elif element.name == SOURCE:
        if element.is_in("note-attributes"):
            found.refer(element.value, Kind.FIELD, SOURCE)
        else:
            # Where a picture in a note was taken from.
            found.refer(element.value, Kind.ATTRIBUTE, f"resource {SOURCE}")
    elif element.name in _FIELDS and element.is_in("note", "note-attributes"):
        found.add_field(element.name, element.value, ORIGIN)


def _note(pieces: list[Piece]) -> list[Piece]:
    """Leave out what stands before the note itself: the XML declaration and the document type."""
    begin = "".join(text for text, _, _ in pieces).find(_NOTE)
    if begin < 0:
        return pieces
    kept: list[Piece] = []
    for text, start, end in pieces:
        cut = min(len(text), begin)
        begin -= cut
        # Only a piece that stands there as it is can be cut; the note begins with one.
        kept += [(text[cut:], start + cut, end)] if cut < len(text) else []
    return kept
