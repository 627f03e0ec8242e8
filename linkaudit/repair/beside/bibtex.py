r"""Captures in the notes of BibTeX and BibLaTeX: `note = {Archived at \url{…} on 2018-07-12}`.

Both show the field `note` in every style; a note that is there is kept and goes on.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.patterns import Pattern
from linkaudit.repair.beside.interface import Copy, Refusal, insertion, line_start, newline_of
from linkaudit.repair.beside.links import in_latex

if TYPE_CHECKING:
    from linkaudit.models import Document, Edit, Entry, Reference

_FIELD = Pattern(r"(?P<margin>[ \t]*)(?P<name>[A-Za-z][\w-]*)(?P<equals>\s*=\s*)[{\"]")
_NOTE = "note"
_OPENING = {"{": "}", '"': '"'}
_ENDED = (".", "!", "?", ";", ",", "")


def put(document: Document, entry: Entry, reference: Reference, copy: Copy) -> tuple[Edit, ...] | Refusal:
    """Write a capture into the note of an entry."""
    # In a field, TeX sees the address before `\url` does: signs that mean something to it have a back-slash.
    said = f"Archived at \\url{{{in_latex(copy)}}} on {copy.day}"
    text = document.text
    note = next((field for field in entry.fields if field.name == _NOTE), None)
    if note is not None:
        start, end = note.location.start, note.location.end
        if _OPENING.get(text[start - 1]) != text[end : end + 1]:
            return Refusal("its note is put together of several parts")
        there = text[start:end].rstrip()
        between = "" if not there else " " if there[-1] in _ENDED else ". "
        return (insertion(document, start + len(there), f"{between}{said}"),)
    place = reference.location.start
    field = next((each for each in entry.fields if each.location.start <= place <= each.location.end), None)
    if field is None:
        return Refusal("the address does not stand in a field of the entry")
    start, end = field.location.start, field.location.end
    if _OPENING.get(text[start - 1]) != text[end : end + 1]:
        return Refusal("its address is put together of several parts")
    line = line_start(text, start)
    found = _FIELD.match(text, line)
    if found and found.end() == start:
        before = newline_of(text, start) + found["margin"]
        equals = found["equals"]
    else:
        before, equals = " ", " = "
    return (insertion(document, end + 1, f",{before}{_NOTE}{equals}{{{said}}}"),)
