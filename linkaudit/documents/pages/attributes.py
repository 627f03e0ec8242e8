"""Values inside markup: the attributes of a tag with the place of each value, and the URLs that stand within them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.documents.derived import Piece

# HTML Living Standard, "Before attribute name state" and the states behind it.
_ATTRIBUTE = Pattern(r"""([^\s/>][^\s/>=]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"'][^\s>]*)))?""")
_TAG_NAME = Pattern(r"<[^\s/>]+")
# What the URL parser takes off the ends, and what it takes out of the middle (WHATWG URL, "basic URL parser").
_ENDS = "".join(map(chr, range(0x21)))
_TAB_OR_LINE_END = Pattern(r"[\t\r\n]+")
# HTML Living Standard, "parse a srcset attribute": white space or commas, a URL, then descriptors up to a comma
# that stands outside of parentheses.
_CANDIDATE = Pattern(r"[\s,]*(?P<url>[^\s,]\S*)")
_DESCRIPTORS = Pattern(r"(?:[^(),]|\([^)]*(?:\)|\Z)|\))*+")
_WORD = Pattern(r"\S+")
# HTML Living Standard, "Character reference state": the semicolon may be missing.
_CHARACTER_REFERENCE = Pattern(r"&(?:#(?:\d{1,7}|[Xx][0-9A-Fa-f]{1,6})|[A-Za-z][A-Za-z0-9]{1,31});?")
# HTML Living Standard, "shared declarative refresh steps".
_REFRESH = Pattern(
    r"""\s*+[\d.]*+(?:\s*+[;,]|\s)\s*+(?:url\s*+=\s*+)?(?:"([^"]*)|'([^']*)|(\S.*))""", re.IGNORECASE | re.DOTALL
)


class Attribute(Struct, frozen=True):
    """The value of an attribute: decoded, and where it stands in the source, without its quotes."""

    text: str
    start: int
    end: int

    @property
    def url(self) -> str:
        """The value as the URL parser reads it: trimmed, without tabs and line ends."""
        return _TAB_OR_LINE_END.sub("", self.text.strip(_ENDS))

    def stripped(self, text: str) -> tuple[int, int]:
        """Give the place of the value in `text` without the white space around it."""
        raw = text[self.start : self.end]
        begin = self.start + len(raw) - len(raw.lstrip(_ENDS))
        return begin, max(begin, self.start + len(raw.rstrip(_ENDS)))


NOTHING = Attribute("", 0, 0)


def tag_name(source: str) -> str:
    """Give the name of the start tag `source` in lower case; empty if it is another construct."""
    found = _TAG_NAME.match(source)
    return found[0][1:].lower() if found and found[0][1] not in "/!?" else ""


def attributes(
    source: str, offset: int, decoded: Sequence[tuple[str, str | None]] | None = None
) -> dict[str, Attribute]:
    """Find the attributes of the start tag `source`, which begins at `offset`.

    `decoded` are their names and values if a tokenizer has found them; else the values are decoded here. Of two
    attributes with one name the first counts, as the standard has it.
    """
    if decoded is not None and not decoded:
        return {}
    values = dict(reversed(decoded)) if decoded else None
    name = _TAG_NAME.match(source)
    found: dict[str, Attribute] = {}
    for match in _ATTRIBUTE.finditer(source, name.end() if name else 0):
        key = match[1].lower()
        if key in found or (values is not None and key not in values):
            continue
        group = next((number for number in (2, 3, 4) if match[number] is not None), 0)
        start, end = match.span(group) if group else (match.end(), match.end())
        value = values[key] if values is not None else unescape(source[start:end])
        found[key] = Attribute(value or "", offset + start, offset + end)
    return found


def unescape(text: str) -> str:
    """Undo character references, as in `&amp;`."""
    if "&" not in text:
        return text
    from html import unescape as undo  # noqa: PLC0415 - its table takes a millisecond to load

    return undo(text)


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Cut the value of an attribute that stands between two offsets into what is plain and the character references."""
    position = start
    for found in _CHARACTER_REFERENCE.finditer(text, start, end):
        yield text[position : found.start()], position, found.start()
        yield unescape(found[0]), *found.span()
        position = found.end()
    yield text[position:end], position, end


def words(attribute: Attribute, text: str) -> Iterator[Attribute]:
    """Split a value at white space."""
    for found in _WORD.finditer(text, attribute.start, attribute.end):
        yield Attribute(unescape(found[0]), *found.span())


def image_candidates(attribute: Attribute, text: str) -> Iterator[Attribute]:
    """Split the value of `srcset` into the URLs of its candidates."""
    position = attribute.start
    while found := _CANDIDATE.match(text, position, attribute.end):
        start, end = found.span("url")
        url = text[start:end]
        bare = url.rstrip(",")
        yield Attribute(unescape(bare), start, start + len(bare))
        position = end
        if bare == url:
            descriptors = _DESCRIPTORS.match(text, end, attribute.end)
            position = descriptors.end() if descriptors else end


def refresh_target(attribute: Attribute, text: str) -> Attribute | None:
    """Find the target of `<meta http-equiv=refresh content="0; url=…">`; None if it only reloads."""
    raw = text[attribute.start : attribute.end]
    found = _REFRESH.match(raw)
    if not found or not found.lastindex:
        return None
    start, end = found.span(found.lastindex)
    return Attribute(unescape(raw[start:end]), attribute.start + start, attribute.start + end)
