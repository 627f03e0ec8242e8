"""What a PDF says of itself: the information dictionary and XMP (ISO 32000-2, section 14.3; ISO 16684-1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.interface import UnreadableError
from linkaudit.documents.office.office_xml import walk
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Mapping

# Table 349. Which programs made the file says nothing of the text.
_INFORMATION = {"/CreationDate": "created", "/ModDate": "modified"}
_PROGRAMS = {"/Creator", "/Producer", "/Trapped"}
_PRIVATE = "/PTEX."
# 7.9.4: `D:20180712101500+02'00'`, the shortest form of which is a year.
_DATE = Pattern(r"(?:D:)?(\d{4})(\d\d)?(\d\d)?(?:(\d\d)(\d\d)(\d\d)?)?")
_XMP = {
    "dc:title": "title", "dc:creator": "author", "dc:subject": "keywords", "dc:description": "subject",
    "dc:source": "source", "dc:identifier": "dc:identifier", "dc:publisher": "publisher", "dc:date": "date",
    "xmp:CreateDate": "created", "xmp:ModifyDate": "modified", "prism:url": "url", "prism:doi": "doi",
    "prism:publicationDate": "published", "prism:publicationName": "publication",
    "xmprights:WebStatement": "web_statement",
}  # fmt: skip
_OF_OWN_NAME = "pdfx:"
# Titles that programs make of the names of files.
_NO_TITLE = Pattern(
    r"(?i)\s*(?:untitled(?:[ -]?\d*)?|document\d*|microsoft (?:word|powerpoint|excel)\b.*|"
    r"[^\s]*\.(?:docx?|odt|tex|dvi|indd|pdf|qxd|rtf|pptx?|xlsx?|html?|wpd))\s*"
)


def is_title(text: str) -> bool:
    """Tell whether a title is one that somebody gave."""
    return bool(text.strip()) and _NO_TITLE.fullmatch(text) is None


def properties(information: Mapping[str, str]) -> list[tuple[str, str]]:
    """Read the information dictionary, whose keys a user may add to."""
    found: list[tuple[str, str]] = []
    for key, value in information.items():
        if key in _INFORMATION:
            found.append((_INFORMATION[key], _iso(value)))
        elif key not in _PROGRAMS and not key.startswith(_PRIVATE) and value.strip():
            found.append((key.removeprefix("/"), value))
    return [(name.lower(), value) for name, value in found]


def _iso(text: str) -> str:
    """Write a date as ISO 8601 has it; one that is none stays as it is."""
    found = _DATE.match(text.strip())
    if not found:
        return text
    day = "-".join(part for part in found.group(1, 2, 3) if part)
    time = ":".join(part for part in found.group(4, 5, 6) if part)
    return f"{day}T{time}" if time and found[3] else day


def xmp_properties(data: bytes) -> list[tuple[str, str]]:
    """Read XMP. Raises UnreadableError if nothing in it can be read."""
    taken = _Xmp()
    try:
        walk(data.strip(b" \t\r\n\0"), taken)
    except UnreadableError:
        if not taken.found:
            raise
    return taken.found


class _Xmp:
    """Takes properties, which are attributes of a description or elements within it (ISO 16684-1, section 7)."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._property = ""
        self._depth = 0
        self._pieces: list[str] = []
        self._done = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a description, a property or an item of a list."""
        if self._property:
            self._depth += 1
            self._pieces.clear()
        elif name == "rdf:Description":
            for key, value in attributes.items():
                self._take(key, value)
        elif _name(name):
            self._property, self._depth, self._done = name, 0, False
            self._pieces.clear()

    def end(self, _: str) -> None:
        """End a property or an item; of a title in several languages the first counts."""
        if not self._property:
            return
        value = "".join(self._pieces)
        self._pieces.clear()
        if value.strip() and not self._done:
            self._take(self._property, value)
            self._done = _name(self._property) == "title"
        if self._depth == 0:
            self._property = ""
        self._depth -= 1

    def text(self, text: str) -> None:
        """Take a piece of a value."""
        self._pieces.append(text)

    def _take(self, name: str, value: str) -> None:
        known = _name(name)
        if known and value.strip():
            self.found.append((known, value.strip()))


def _name(qualified: str) -> str:
    """Name a property as it is called elsewhere; empty if nobody asks for it."""
    if qualified.startswith(_OF_OWN_NAME):
        return qualified.removeprefix(_OF_OWN_NAME).lower()
    return _XMP.get(qualified, "")
