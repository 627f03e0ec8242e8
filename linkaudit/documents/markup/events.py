"""The tags and texts of an XML document (XML 1.0), each with its place; for every format that is XML.

Expat reads; no entity is ever expanded and no other file is looked at. It is given a form of the text in which what
XML forbids but feeds and exports hold (a bare `&`, control characters, entities of HTML) is made harmless byte by
byte, and what stands at a place is taken from the text itself.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.parsers import expat

from msgspec import Struct

from linkaudit.documents.interface import UnreadableError
from linkaudit.documents.pages.attributes import Attribute, attributes
from linkaudit.documents.positions import CodePoints
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.positions import Lines

XLINK = "http://www.w3.org/1999/xlink"
XHTML = "http://www.w3.org/1999/xhtml"
ATOM = "http://www.w3.org/2005/Atom"
MEDIA = "http://search.yahoo.com/mrss"
DUBLIN_CORE = "http://purl.org/dc/elements/1.1"
CONTENT = "http://purl.org/rss/1.0/modules/content"
# What prefixes mean where a document forgets to say so.
_CONVENTIONS = {
    "atom": ATOM, "media": MEDIA, "dc": DUBLIN_CORE, "content": CONTENT, "xlink": XLINK, "xhtml": XHTML,
}  # fmt: skip
# Documents that people and programs write are a few dozen levels deep.
_DEEPEST = 1000
# Large, since older expats read a token anew with every chunk that it reaches into.
_CHUNK = 1 << 20
_HARMLESS = b"\x7f"
# XML 1.0, sections 2.2 (characters), 2.4 (`&` and `<` in text), 4.6 (entities that need no declaration).
_DOUBTFUL = re.compile(
    rb"&(?:#(?:(?P<number>\d{1,7})|x(?P<hex>[0-9A-Fa-f]{1,6}));|(?P<known>(?:amp|lt|gt|quot|apos);))?"
    rb"|<(?![A-Za-z_:/!?\x80-\xff])|[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\xed[\xa0-\xbf][\x80-\xbf]"
)
_CHARACTERS = (range(0x20, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
_WHITE = (0x9, 0xA, 0xD)
_REFERENCE = Pattern(r"&(?:#(?P<number>\d{1,7})|#x(?P<hex>[0-9A-Fa-f]{1,6})|(?P<name>[A-Za-z][A-Za-z0-9]{0,40}));")
_TAG = Pattern(r"<[^\s/>]+(?:[^\"'>]|\"[^\"]*\"|'[^']*')*+>")
_CARRIAGE_RETURN, _LINE_FEED, _AMPERSAND = b"\r\n&"


class StartTag(Struct, frozen=True):
    """A start tag, or an empty element, which has an end tag of no length behind it."""

    name: str
    """The name without its prefix, as it is written."""
    namespace: str
    """What the prefix stands for, without a final slash; empty if nothing says it."""
    prefix: str
    attributes: dict[str, Attribute]
    """By their names in lower case, with their prefixes; that of XLink is always `xlink`."""
    start: int
    end: int


class EndTag(Struct, frozen=True):
    """An end tag."""

    name: str
    start: int


class Text(Struct, frozen=True):
    """What the text says between two offsets: a stretch as it is, or a character reference."""

    text: str
    start: int
    end: int


class Remark(Struct, frozen=True):
    """A comment; `text` is what stands between its delimiters."""

    text: str
    start: int
    end: int


class Instruction(Struct, frozen=True):
    """A processing instruction with what it says as attributes: `<?xml-stylesheet href="…"?>`."""

    target: str
    attributes: dict[str, Attribute]


Event = StartTag | EndTag | Text | Remark | Instruction


class XmlEvents:
    """Goes through an XML document. Afterwards `problems` says what could not be read, `end` where reading ended."""

    def __init__(self, lines: Lines) -> None:
        """Prepare to read `lines`."""
        self.problems: list[str] = []
        self.end = len(lines.text)
        self._lines = lines
        self._text = lines.text
        # A declaration may only stand at the very beginning; white space before it makes nobody miss a link.
        blank = len(self._text) - len(self._text.lstrip(" \t\r\n\ufeff"))
        self._before = blank
        encoded = self._text[blank:].encode("utf-8", "surrogatepass")
        self._fed = _DOUBTFUL.sub(_harmless, encoded)
        self._code_points = CodePoints(self._text[blank:])
        self._found: list[Event] = []
        self._in_cdata = False
        self._depth = 0
        self._prefixes: dict[str, list[str]] = {}
        self._declared: list[tuple[str, ...]] = []
        self._parser = self._new_parser()

    def __iter__(self) -> Iterator[Event]:
        """Give tags, texts and remarks in order. Raises UnreadableError if there is not a single element."""
        elements = False
        for start in range(0, len(self._fed) + 1, _CHUNK):
            going_on = self._parse(self._fed[start : start + _CHUNK], last=start + _CHUNK > len(self._fed))
            elements = elements or any(isinstance(each, StartTag) for each in self._found)
            yield from self._found
            self._found.clear()
            if not going_on:
                break
        # The parser knows its handlers, which know this object: that circle would keep the text alive.
        del self._parser
        if not elements:
            raise UnreadableError(self.problems[-1])

    def _new_parser(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._characters
        parser.CommentHandler = self._comment
        parser.ProcessingInstructionHandler = self._instruction
        parser.StartCdataSectionHandler = lambda: self._set_cdata(inside=True)
        parser.EndCdataSectionHandler = lambda: self._set_cdata(inside=False)
        parser.EntityDeclHandler = self._entity
        return parser

    def _parse(self, chunk: bytes, *, last: bool) -> bool:
        """Parse the next chunk; False if no more can be read."""
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            self.end = self._before + self._code_points(max(0, self._parser.ErrorByteIndex))
            reason = f"not well-formed: {expat.ErrorString(error.code)}"
        except _TooDeepError:
            self.end = self._place()
            reason = f"nested deeper than {_DEEPEST} levels"
        else:
            return True
        self.problems.append(f"line {self._lines.line_of(self.end)}: {reason}")
        return False

    def _place(self) -> int:
        """Find where in the text the present event begins."""
        return self._before + self._code_points(self._parser.CurrentByteIndex)

    def _set_cdata(self, *, inside: bool) -> None:
        self._in_cdata = inside

    def _start(self, name: str, given: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise _TooDeepError
        start = self._place()
        prefix, _, local = name.rpartition(":")
        if given:
            tag = _TAG.match(self._text, start)
            end = tag.end() if tag else start
            found = self._attributes(start, end)
            self._declare(found)
            found = self._with_xlink(found)
        else:
            end, found = self._text.find(">", start) + 1, {}
            self._declared.append(())
        self._found.append(StartTag(local, self._namespace(prefix), prefix, found, start, end))

    def _end(self, name: str) -> None:
        self._depth -= 1
        for prefix in self._declared.pop():
            self._prefixes[prefix].pop()
        self._found.append(EndTag(name.rpartition(":")[2], self._place()))

    def _attributes(self, start: int, end: int) -> dict[str, Attribute]:
        return {
            name: Attribute(said(self._text[each.start : each.end]), each.start, each.end)
            for name, each in attributes(self._text[start:end], start).items()
        }

    def _declare(self, found: dict[str, Attribute]) -> None:
        """Remember what prefixes stand for until the element ends."""
        own = tuple(name for name in found if name == "xmlns" or name.startswith("xmlns:"))
        for name in own:
            self._prefixes.setdefault(name[6:], []).append(found[name].text.strip().rstrip("/"))
        self._declared.append(tuple(name[6:] for name in own))

    def _namespace(self, prefix: str) -> str:
        known = self._prefixes.get(prefix.lower())
        return known[-1] if known else _CONVENTIONS.get(prefix, "")

    def _with_xlink(self, found: dict[str, Attribute]) -> dict[str, Attribute]:
        """Name the attributes of XLink by its usual prefix, whichever the document has chosen."""
        if not any(":" in name and self._namespace(name.partition(":")[0]) == XLINK for name in found):
            return found
        return {
            f"xlink:{name.partition(':')[2]}" if self._namespace(name.partition(":")[0]) == XLINK else name: each
            for name, each in found.items()
        }

    def _characters(self, data: str) -> None:
        """Take text: a stretch as it is, a line end, or a character reference."""
        begin = self._parser.CurrentByteIndex
        fed = self._fed
        if fed[begin] == _AMPERSAND and not self._in_cdata:
            end = fed.index(b";", begin) + 1
        elif fed[begin] == _CARRIAGE_RETURN:
            end = begin + (2 if fed[begin + 1 : begin + 2] == b"\n" else 1)
        else:
            end = begin + (len(data) if data.isascii() else len(data.encode()))
        start, stop = self._before + self._code_points(begin), self._before + self._code_points(end)
        written = self._text[start:stop]
        if fed[begin] == _AMPERSAND and not self._in_cdata:
            self._found.append(Text(data, start, stop))
        elif "&" not in written or self._in_cdata:
            self._found.append(Text(written, start, stop))
        else:
            self._found += (Text(*piece) for piece in pieces(self._text, start, stop))

    def _comment(self, _: str) -> None:
        start = self._place()
        end = self._text.index("-->", start) + 3
        self._found.append(Remark(self._text[start + 4 : end - 3], start, end))

    def _instruction(self, target: str, _: str) -> None:
        start = self._place()
        end = self._text.index("?>", start)
        found = attributes(self._text[start:end], start)
        decoded = {name: Attribute(said(each.text), each.start, each.end) for name, each in found.items()}
        self._found.append(Instruction(target, decoded))

    def _entity(self, name: str, parameter: int, value: str | None, *_: object) -> None:
        """Say once that the document declares entities of its own, which stay as they are written."""
        if value is not None and not parameter and not self.problems and _meaning(name) is None:
            line = self._lines.line_of(self._place())
            self.problems.append(f"line {line}: entities that the document declares are not expanded")


class _TooDeepError(Exception):
    """The document is nested deeper than anybody nests."""


def said(text: str) -> str:
    """Undo the references in the value of an attribute."""
    return "".join(piece for piece, _, _ in pieces(text, 0, len(text))) if "&" in text else text


def pieces(text: str, start: int, end: int) -> Iterator[Piece]:
    """Cut a stretch of an XML text into what stands there as it is and the references to characters."""
    position = start
    if text.find("&", start, end) >= 0:
        for found in _REFERENCE.finditer(text, start, end):
            meaning = _meaning(found["name"]) if found["name"] else _character(found["number"], found["hex"])
            if meaning is not None:
                if position < found.start():
                    yield text[position : found.start()], position, found.start()
                yield meaning, found.start(), found.end()
                position = found.end()
    if position < end:
        yield text[position:end], position, end


def _meaning(name: str) -> str | None:
    """Give the characters of a predefined entity, or of one of HTML; None if there is no such entity."""
    from html.entities import html5  # noqa: PLC0415 - a table of 2000 names

    return html5.get(f"{name};")


def _character(number: str | bytes | None, hexadecimal: str | bytes | None) -> str | None:
    """Give the character of a numeric reference; None if XML has no such character."""
    code = int(number) if number else int(hexadecimal or b"0", 16)
    return chr(code) if code in _WHITE or any(code in allowed for allowed in _CHARACTERS) else None


def _harmless(found: re.Match[bytes]) -> bytes:
    """Keep a reference that XML itself knows; put something else in the place of whatever it forbids."""
    number, hexadecimal = found["number"], found["hex"]
    known = _character(number, hexadecimal) is not None if number or hexadecimal else found["known"]
    return found[0] if known else _HARMLESS + found[0][1:] if found[0][:1] == b"&" else _HARMLESS * len(found[0])
