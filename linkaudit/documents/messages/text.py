"""The text of a part of a MIME message, decoded, with the place of each piece in the source.

Quoted-printable is exact. Of base64 a piece is a stretch that is shorter than any URL.
"""

from __future__ import annotations

import codecs
from binascii import a2b_base64
from typing import TYPE_CHECKING

from linkaudit.documents.decode import NotTextError, decode, encoding_named
from linkaudit.documents.interface import UnreadableError
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.messages.mime import Part

    Unit = tuple[bytes, int, int]
    """Bytes, and the place in the source that they stand for."""

_BYTES = "surrogateescape"
_NOT_UTF8 = Pattern("[\udc80-\udcff]")
_FIRST_BYTE = 0xDC00
# RFC 2045, section 6.7: an octet, a soft line break, text as it is. Lower-case digits are read, too.
_QUOTED_PRINTABLE = Pattern(r"=(?:(?P<octet>[0-9A-Fa-f]{2})|(?P<soft>[ \t]*(?:\r\n?|\n|\Z)))|[^=]+|=")
# Twelve characters are nine bytes, and lines of 76 characters begin with a new group of four.
_BASE64 = Pattern(r"[A-Za-z0-9+/]{1,12}|=+")
_GROUP = 4
_LINE = Pattern(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_AS_IT_IS = {"", "7bit", "8bit", "binary"}
# Encodings in which ASCII characters stand for others.
_SHIFTING = ("iso2022", "hz", "utf-7")


def source_text(data: bytes) -> str:
    """Decode a message so that its lines and columns are those of the file, and every byte can be had back.

    A line is UTF-8, or each of its bytes beyond ASCII stands alone.
    """
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError:
        return "".join(map(_line, data.splitlines(keepends=True)))


def _line(data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data.decode("ascii", _BYTES)


def shown_text(source: str) -> str:
    """Give the text that reports quote: what is no UTF-8 is shown byte by byte. No place changes."""
    return _NOT_UTF8.sub(lambda found: chr(ord(found[0]) - _FIRST_BYTE), source)


def text_of(part: Part) -> list[Piece]:
    """Decode the text of a part. Raises UnreadableError if it is none, or encoded in a way that is not known."""
    coding = part.coding
    written = part.text[part.start : part.end]
    if coding in _AS_IT_IS:
        stated = encoding_named(part.parameters().get("charset", ""))
        clean = not _NOT_UTF8.search(written)
        if clean and not (written.isascii() and stated.startswith(_SHIFTING)):
            # Text that is valid UTF-8 beyond ASCII is hardly ever anything else, whatever is said of it.
            return [(written, part.start, part.end)]
        units = list(_units(part.text, part.start, part.end))
    elif coding == "quoted-printable":
        units = list(_quoted_printable(part))
    elif coding == "base64":
        units = list(_base64(part))
    else:
        msg = f"encoded in an unknown way ({coding[:40]})"
        raise UnreadableError(msg)
    return list(_decoded(units, _encoding(part, units)))


def _units(text: str, start: int, end: int) -> Iterator[Unit]:
    """Give the bytes of text that stands there as it is, line by line."""
    for found in _LINE.finditer(text, start, end):
        yield found[0].encode("utf-8", _BYTES), *found.span()


def _quoted_printable(part: Part) -> Iterator[Unit]:
    for found in _QUOTED_PRINTABLE.finditer(part.text, part.start, part.end):
        if found["octet"]:
            yield bytes((int(found["octet"], 16),)), *found.span()
        elif found["soft"] is None:
            yield from _units(part.text, *found.span())


def _base64(part: Part) -> Iterator[Unit]:
    """Decode base64 stretch by stretch; other characters are passed over, as RFC 2045, section 6.8, has it."""
    waiting, begin = "", 0
    for found in _BASE64.finditer(part.text, part.start, part.end):
        begin = begin if waiting else found.start()
        waiting += found[0]
        whole = len(waiting) if waiting.endswith("=") else len(waiting) // _GROUP * _GROUP
        if whole:
            after = found.end() - (len(waiting) - whole)
            yield _from_base64(waiting[:whole]), begin, after
            waiting, begin = waiting[whole:], after
    if waiting:
        yield _from_base64(waiting), begin, begin + len(waiting)


def _from_base64(text: str) -> bytes:
    """Decode groups of base64, the last of which may lack its end; a single character says nothing."""
    kept = text.rstrip("=")
    kept = kept[:-1] if len(kept) % _GROUP == 1 else kept
    return a2b_base64(kept + "=" * (-len(kept) % _GROUP))


def _encoding(part: Part, units: Iterable[Unit]) -> str:
    """Tell the encoding of a text: what is said of it, if that can be, else what it looks like."""
    data = b"".join(each for each, _, _ in units)
    stated = encoding_named(part.parameters().get("charset", ""))
    if stated:
        try:
            data.decode(stated)
        except UnicodeDecodeError:
            pass
        else:
            return stated
    try:
        return decode(data).encoding.removesuffix("-sig")
    except NotTextError as error:
        raise UnreadableError(str(error)) from error


def _decoded(units: Iterable[Unit], encoding: str) -> Iterator[Piece]:
    """Decode bytes that come in pieces; a character begins where its first byte stands, and ends with its last."""
    decoder = codecs.getincrementaldecoder(encoding)("replace")
    waiting = -1
    for data, start, end in units:
        if len(data) > end - start:
            # A line that is valid UTF-8 beyond ASCII, in whatever it stands.
            yield data.decode(), start, end
            continue
        state = decoder.getstate()
        text = decoder.decode(data)
        if len(data) == end - start and (waiting >= 0 or len(text) != len(data)):
            # Each byte has a place of its own, but not each is a character: one after the other.
            decoder.setstate(state)
            singles = [(data[index : index + 1], start + index, start + index + 1) for index in range(len(data))]
        else:
            singles = [(b"", start, end)]
        for single, begin, stop in singles:
            said = decoder.decode(single) if single else text
            if said:
                # What went before an ASCII character is a sign of shifting to it, no part of it.
                alone = waiting < 0 or (len(said) == 1 and said.isascii())
                yield said, begin if alone else waiting, stop
                waiting = -1
            elif waiting < 0:
                waiting = begin
    rest = decoder.decode(b"", final=True)
    if rest and waiting >= 0:
        yield rest, waiting, waiting
