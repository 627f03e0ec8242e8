"""Shortcuts to a page: Windows (`.url`), macOS (`.webloc`), the desktops of freedesktop.org (`.desktop`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents.decode import decode
from linkaudit.documents.interface import PLAIN, Content, Reading, UnreadableError
from linkaudit.documents.pages.attributes import unescape
from linkaudit.documents.positions import Lines
from linkaudit.models import Comment, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options

# A property list in its binary form. Objects in it may be shared, so that a large one can stand for something far
# larger; those of shortcuts have a few hundred bytes.
_BINARY = b"bplist00"
_LARGEST_BINARY = 16 * 1024
_IN_LIST = "plist.URL"
_PROPERTY_LIST = Pattern(r"<plist\b|<!DOCTYPE plist\b")
_ADDRESS = Pattern(
    r"<!--(?:[^-]++|-(?!->))*+(?:-->|\Z)"
    r"|<key>\s*+URL\s*+</key>\s*+<string>(?:\s*+<!\[CDATA\[(?P<literal>[^\]]{0,8192})\]\]>\s*+|(?P<escaped>[^<]*+))</string>"
)
_LINE = Pattern(r"[^\r\n]+")
_SECTION = Pattern(r"[ \t\ufeff]*\[([^\]\r\n]*)\]")
_REMARK = Pattern(r"[ \t\ufeff]*[;#]([^\r\n]*)")
_BLANKS = " \t\ufeff"
# Windows: the address of the page, of what its frames hold, of the icon. The same in UTF-7 stands in sections `.W`.
_ADDRESSES, _ICON = ("url", "baseurl", "origurl"), "iconfile"
_OTHER_SPELLINGS = (".a", ".w")
# Desktop Entry Specification, sections 4 (escapes) and 6 (keys).
_DESKTOP = "desktop entry"
_ESCAPE = Pattern(r"\\([sntr\\])")
_ESCAPED = {"s": " ", "n": "\n", "t": "\t", "r": "\r", "\\": "\\"}


class _Entry(Struct, frozen=True):
    """A key and its value, and where the value stands."""

    section: str
    key: str
    value: str
    start: int

    @property
    def end(self) -> int:
        """Where the value ends."""
        return self.start + len(self.value)


def unpack(data: bytes, path: str, options: Options = PLAIN) -> Iterator[Content]:
    """Read a shortcut; one in binary form is read as the address that it holds."""
    del options
    if data.startswith(_BINARY):
        lines = Lines(path, _address_in(data))
        yield Content(lines, Reading(references=(_reference(lines, _IN_LIST, 0, len(lines.text)),)))
    else:
        decoded = decode(data)
        lines = Lines(path, decoded.text)
        is_list = _PROPERTY_LIST.search(lines.text) is not None
        yield Content(lines, _in_property_list(lines) if is_list else _in_sections(lines), encoding=decoded.encoding)


def _address_in(data: bytes) -> str:
    """Find the address in a binary property list. Raises UnreadableError if there is none."""
    import plistlib  # noqa: PLC0415 - 10 ms, only for such files

    if len(data) > _LARGEST_BINARY:
        msg = f"too large for a shortcut: {len(data)} bytes"
        raise UnreadableError(msg)
    try:
        found = plistlib.loads(data, fmt=plistlib.FMT_BINARY)
    # What a damaged list raises is not documented beyond InvalidFileException, a ValueError.
    except (ValueError, TypeError, ArithmeticError, LookupError, OSError, RecursionError, MemoryError) as error:
        msg = "a damaged property list"
        raise UnreadableError(msg) from error
    address = found.get("URL") if isinstance(found, dict) else None
    if not isinstance(address, str):
        msg = "a property list without an address"
        raise UnreadableError(msg)
    return address


def _in_property_list(lines: Lines) -> Reading:
    """Read a property list in XML."""
    references: list[Reference] = []
    for found in _ADDRESS.finditer(lines.text):
        if found.lastgroup:
            begin, end = found.span(found.lastgroup)
            written = found[found.lastgroup]
            begin += len(written) - len(written.lstrip())
            end = max(begin, end - len(written) + len(written.rstrip()))
            said = lines.text[begin:end]
            url = unescape(said) if found.lastgroup == "escaped" else said
            references.append(_reference(lines, _IN_LIST, begin, end, url))
    return Reading(references=tuple(references))


def _in_sections(lines: Lines) -> Reading:
    """Read sections of keys and values."""
    entries = list(_entries(lines.text))
    about = {entry.key.lower(): entry.value for entry in reversed(entries) if entry.section.lower() == _DESKTOP}
    references = [
        _reference(lines, f"{entry.section}.{entry.key}", entry.start, entry.end, _unescaped(entry))
        for entry in entries
        if _is_address(entry, about.get("type", ""))
    ]
    fields = [
        Field(entry.key.lower(), entry.value, lines.location(entry.start, entry.end), "metadata")
        for entry in entries
        if entry.section.lower() == _DESKTOP
    ]
    comments = [
        Comment(remark[1].strip(), lines.location(*remark.span()))
        for line in _LINE.finditer(lines.text)
        if (remark := _REMARK.match(lines.text, *line.span()))
    ]
    return Reading(tuple(references), fields=tuple(fields), comments=tuple(comments), title=about.get("name", ""))


def _entries(text: str) -> Iterator[_Entry]:
    """Go through the keys and values."""
    section = ""
    for line in _LINE.finditer(text):
        named = _SECTION.match(text, *line.span())
        if named:
            section = named[1].strip()
        elif "=" in line[0] and not _REMARK.match(text, *line.span()):
            key, _, value = line[0].partition("=")
            shown = value.lstrip(_BLANKS)
            yield _Entry(section, key.strip(_BLANKS), shown.rstrip(_BLANKS), line.end() - len(shown))


def _is_address(entry: _Entry, kind: str) -> bool:
    """Tell whether a value is an address: `kind` is what kind of desktop entry it belongs to, if to any."""
    key = entry.key.lower()
    if entry.section.lower() == _DESKTOP:
        return kind == "Link" and key.partition("[")[0] == "url"
    if entry.section.lower().endswith(_OTHER_SPELLINGS):
        return False
    return key in _ADDRESSES or (key == _ICON and entry.value.lower().startswith(("http://", "https://")))


def _unescaped(entry: _Entry) -> str:
    """Undo the escapes of a desktop entry."""
    if entry.section.lower() != _DESKTOP or "\\" not in entry.value:
        return entry.value
    return _ESCAPE.sub(_meaning, entry.value)


def _meaning(escape: re.Match[str]) -> str:
    return _ESCAPED[escape[1]]


def _reference(lines: Lines, element: str, start: int, end: int, url: str | None = None) -> Reference:
    """List the address that stands between two offsets; `url` is what it says if that is not what is written."""
    raw = lines.text[start:end]
    kind = Kind.ATTRIBUTE if element.lower().endswith(_ICON) else Kind.FIELD
    return Reference(raw if url is None else url, raw, lines.location(start, end), kind, element=element)
