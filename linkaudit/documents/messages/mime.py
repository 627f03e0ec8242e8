"""The parts of a MIME message (RFC 5322, 2045 to 2047), each with its place: what the email package throws away."""

from __future__ import annotations

from binascii import Error as NotBase64Error
from binascii import a2b_base64, a2b_qp
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents.decode import encoding_named
from linkaudit.documents.interface import UnreadableError
from linkaudit.documents.markup.elements import value
from linkaudit.documents.messages.text import shown_text
from linkaudit.documents.pages.attributes import NOTHING, Attribute
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece

_LINE_END = r"(?:\r\n?|\n)"
# RFC 5322, sections 2.2 and 2.2.3: a name, a colon, a value that goes on in lines that begin with white space.
_HEADER = Pattern(
    rf"(?P<name>[!-9;-~]{{1,200}}+)[ \t]*+:[ \t]*+(?P<value>[^\r\n]*+(?:{_LINE_END}[ \t][^\r\n]*+)*+)(?:{_LINE_END}|\Z)"
)
_BLANK_LINES = Pattern(r"(?:[ \t]*(?:\r\n?|\n))*+")
_BLANK_LINE = Pattern(_LINE_END)
# The line before the header in a mailbox (RFC 4155).
_MAILBOX_LINE = Pattern(r"From [^\r\n]*(?:\r\n?|\n)")
_AFTER_DELIMITER = Pattern(r"(?P<last>--)?[ \t]*(?:\r\n?|\n|\Z)")
_PARAMETER = Pattern(r';\s*(?P<name>[^\s=;"]+)\s*=\s*(?:"(?P<quoted>(?:[^"\\]|\\.)*+)"?|(?P<plain>[^\s;]*))')
_QUOTED_PAIR = Pattern(r"\\(.)")
# RFC 2047, section 2; white space between two of them is left out (section 6.2), so is a line end (RFC 5322, 2.2.3).
_ENCODED_WORD = r"=\?(?P<charset>[^?\s*]{1,60})(?:\*[^?\s]{0,60})?\?(?P<how>[BbQq])\?(?P<said>[^?\s]{0,8000})\?="
_FOLDED = Pattern(rf"{_ENCODED_WORD}(?P<gap>\s++(?==\?[^?\s]{{1,60}}\?[BbQq]\?))?|[\r\n]+")
_MESSAGES = {"message/rfc822", "message/global", "message/news"}
# What is said of a part is short; RFC 5322 allows lines of 998 characters.
_LONGEST_SAID = 4096
# Pages are saved with a few hundred pictures; messages are forwarded a few times.
_MOST_PARTS = 5000
_DEEPEST = 20


class Header(Struct, frozen=True):
    """A header field: its name in lower case and the place of its value, which may be folded and encoded."""

    name: str
    start: int
    end: int


class Part(Struct, frozen=True):
    """A message or a part of one, with the place of its body."""

    text: str
    """The text in which it stands."""
    headers: tuple[Header, ...]
    start: int
    end: int
    default_type: str = "text/plain"

    def header(self, name: str) -> Attribute:
        """Give the value of the first header of a name in lower case; nothing if there is none."""
        found = next((each for each in self.headers if each.name == name), None)
        return value(self.said(found)) if found else NOTHING

    def said(self, header: Header) -> list[Piece]:
        """Give what a header says, unfolded and decoded, in pieces; what is no UTF-8 is shown byte by byte."""
        pieces = _unfolded(self.text, header.start, header.end)
        return [(shown_text(text), start, end) for text, start, end in pieces]

    @property
    def type(self) -> str:
        """What it is, such as `text/html`, in lower case (RFC 2045, section 5)."""
        stated = self.header("content-type").text.partition(";")[0].strip().lower()
        return stated if "/" in stated else self.default_type

    @property
    def coding(self) -> str:
        """How its body is encoded, such as `base64`, in lower case (RFC 2045, section 6)."""
        return self.header("content-transfer-encoding").text.strip().lower()

    def parameters(self) -> dict[str, str]:
        """Give the parameters of its type; those that are cut in pieces are joined (RFC 2231, section 3)."""
        found: dict[str, str] = {}
        for each in _PARAMETER.finditer(self.header("content-type").text[:_LONGEST_SAID]):
            name = each["name"].lower().partition("*")[0]
            said = each["plain"] if each["quoted"] is None else _QUOTED_PAIR.sub(r"\1", each["quoted"])
            found[name] = found.get(name, "") + said if "*" in each["name"] else said
        return found


def message(text: str) -> Part:
    """Read the header of the message that is `text`. Raises UnreadableError if it has none."""
    begin = _BLANK_LINES.match(text)
    start = begin.end() if begin else 0
    mailbox = _MAILBOX_LINE.match(text, start)
    part = _part(text, mailbox.end() if mailbox else start, len(text), "text/plain")
    if not part.headers:
        msg = "no message: it does not begin with header lines"
        raise UnreadableError(msg)
    return part


def leaves(part: Part, problems: list[str]) -> Iterator[Part]:
    """Go through the parts that have no parts themselves; what is not gone through is named in `problems`."""
    number = 0
    open_parts = [(iter((part,)), 0)]
    while open_parts:
        each = next(open_parts[-1][0], None)
        if each is None:
            open_parts.pop()
            continue
        number += 1
        if number > _MOST_PARTS:
            problems.append(f"what stands behind {_MOST_PARTS} parts: too many parts")
            return
        depth = open_parts[-1][1] + 1
        inside = _inside(each)
        if inside is None:
            yield each
        elif depth > _DEEPEST:
            problems.append(f"a part within {_DEEPEST} others: nested too deeply")
        else:
            open_parts.append((inside, depth))


def _inside(part: Part) -> Iterator[Part] | None:
    """Give the parts of a part; None if it has none."""
    kind = part.type
    if kind.startswith("multipart/"):
        boundary = part.parameters().get("boundary", "")
        default = "message/rfc822" if kind == "multipart/digest" else "text/plain"
        return _between(part, boundary, default) if boundary else None
    if kind in _MESSAGES and part.coding not in ("base64", "quoted-printable"):
        return iter((_part(part.text, part.start, part.end, "text/plain"),))
    return None


def _between(part: Part, boundary: str, default: str) -> Iterator[Part]:
    """Cut the body of a part at its delimiter lines (RFC 2046, section 5.1.1)."""
    begin = -1
    for start, end, last in _delimiters(part, f"--{boundary.rstrip()}"):
        if begin >= 0:
            yield _part(part.text, begin, max(begin, _before_line_end(part.text, start)), default)
        begin = end
        if last:
            return
    if begin >= 0:
        # A message that was cut off has its last part nevertheless.
        yield _part(part.text, begin, part.end, default)


def _delimiters(part: Part, mark: str) -> Iterator[tuple[int, int, bool]]:
    """Find the delimiter lines, each with its end and whether it is the last."""
    position = part.text.find(mark, part.start, part.end)
    while position >= 0:
        after = _AFTER_DELIMITER.match(part.text, position + len(mark), part.end)
        if after and (position == part.start or part.text[position - 1] in "\r\n"):
            yield position, after.end(), after["last"] is not None
        position = part.text.find(mark, position + len(mark), part.end)


def _before_line_end(text: str, offset: int) -> int:
    """Step back over the line end before a delimiter, which belongs to the delimiter."""
    if text.endswith("\r\n", 0, offset):
        return offset - 2
    return offset - 1 if text[offset - 1 : offset] in ("\r", "\n") else offset


def _part(text: str, start: int, end: int, default_type: str) -> Part:
    headers: list[Header] = []
    while found := _HEADER.match(text, start, end):
        headers.append(Header(found["name"].lower(), *found.span("value")))
        start = found.end()
    blank = _BLANK_LINE.match(text, start, end)
    return Part(text, tuple(headers), blank.end() if blank else start, end, default_type)


def _unfolded(text: str, start: int, end: int) -> Iterator[Piece]:
    """Cut the value of a header into what stands there as it is and encoded words; line ends are left out."""
    position = start
    for found in _FOLDED.finditer(text, start, end):
        said = _decoded_word(found) if found["said"] is not None else ""
        if said is None:
            continue
        if position < found.start():
            yield text[position : found.start()], position, found.start()
        if said:
            yield said, found.start(), found.end("said") + 2
        position = found.end()
    if position < end:
        yield text[position:end], position, end


def _decoded_word(found: re.Match[str]) -> str | None:
    """Give what an encoded word says; None if it cannot be read."""
    name = encoding_named(found["charset"])
    written = found["said"].encode("ascii", "replace")
    try:
        data = a2b_qp(written, header=True) if found["how"] in "Qq" else a2b_base64(written + b"==")
        return data.decode(name, "replace") if name else None
    except (NotBase64Error, UnicodeError):
        return None
