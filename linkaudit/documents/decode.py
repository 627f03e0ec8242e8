"""From bytes to text: byte order mark, then what the document declares, then UTF-8, then detection."""

from __future__ import annotations

import codecs
import re

from msgspec import Struct

# Longest first: the UTF-32 mark begins with the UTF-16 one.

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# HTML Living Standard, "prescan a byte stream to determine its encoding": within the first 1024 bytes.
_DECLARED = rb"""(?i)<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})"""
_DECLARED_WITHIN = 1024
_CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.IGNORECASE)
# The WHATWG Encoding Standard reads these labels as their Windows supersets, as browsers do.
_SUPERSETS = {
    "ascii": "cp1252", "iso8859-1": "cp1252", "iso8859-9": "cp1254", "iso8859-11": "cp874", "tis-620": "cp874",
    "gb2312": "gb18030", "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949",
}  # fmt: skip
# Names of the Encoding Standard that Python does not know.
_OTHER_NAMES = {"windows-874": "cp874", "iso-8859-8-i": "iso8859-8", "x-mac-cyrillic": "mac-cyrillic"}
# What browsers read; Python also knows "encodings" that rewrite the text or fail in ways of their own.
_READ_BY_BROWSERS = {
    "utf-8", "cp866", "cp874", "cp932", "cp949", "gb18030", "big5", "big5hkscs", "euc_jp", "koi8-r", "koi8-u",
    "mac-roman", "mac-cyrillic", *(f"cp{number}" for number in range(1250, 1259)),
    *(f"iso8859-{number}" for number in range(2, 17)),
}  # fmt: skip
# What only mail is written in (RFC 1468, RFC 1557, RFC 1843, RFC 2152).
_OF_MAIL = {"iso2022_jp", "iso2022_jp_1", "iso2022_jp_2", "iso2022_kr", "hz", "utf-7"}
# ISO-2022-JP, the encoding of Japanese mail and early pages, is ASCII but for these signs of a change to kanji.
_KANJI_IN = (b"\x1b$B", b"\x1b$@")
# Encodings of other scripts are told apart with certainty even by a few bytes; Latin ones are not.
_SCRIPTS = {
    "cp1251",
    "koi8_r",
    "cp932",
    "shift_jis",
    "euc_jp",
    "gb18030",
    "gb2312",
    "big5",
    "euc_kr",
    "cp949",
    "cp1253",
}
_ASCII = {chr(code) for code in range(0x80)}
_WESTERN_LETTERS = set("àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿßœÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÑÒÓÔÕÖØÙÚÛÜŒ«»“”„‘’–—…°§€£·¡¿©®ªº²³½×\xa0")
# Bytes that a detector looks at: enough for a verdict, little enough for a quick one.
_DETECTION_SAMPLE = 64 * 1024


class Decoded(Struct, frozen=True):
    """A text and the name of the encoding in which it was written; `-sig` names one with a byte order mark."""

    text: str
    encoding: str


class NotTextError(ValueError):
    """The bytes are no text, or in no encoding that could be told."""


def decode(data: bytes) -> Decoded:
    """Decode a document's bytes, new lines unchanged, a byte order mark left out.

    Raises NotTextError with the reason.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            name = f"{encoding}-sig"
            return Decoded(_strictly(data[len(mark) :], encoding, f"not {encoding} although it is marked so"), name)
    if b"\0" in data:
        return _without_mark(data)
    if any(sign in data for sign in _KANJI_IN) and (japanese := _japanese(data)):
        return japanese
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _declared(data) or _detected(data)


def encode(text: str, encoding: str) -> bytes | None:
    """Encode a text as `decode` names its encoding, the mark included; None if the encoding lacks one of its signs."""
    name = encoding.removesuffix("-sig")
    mark = next(mark for mark, each in _MARKS if each == name) if name != encoding else b""
    try:
        return mark + text.encode(name)
    except UnicodeEncodeError:
        return None


def charset_of(content_type: str) -> str:
    """Give the label of the encoding in a header field `Content-Type`; empty if it has none."""
    found = _CHARSET.search(content_type)
    return found[1] if found else ""


def encoding_named(label: str) -> str:
    """Give the encoding that browsers and mail programs mean by a label; empty if it names none of text."""
    try:
        name = codecs.lookup(_OTHER_NAMES.get(label.lower(), label.lower())).name
    except (LookupError, ValueError):
        return ""
    name = _SUPERSETS.get(name, name)
    return name if name in _READ_BY_BROWSERS or name in _OF_MAIL else ""


def _strictly(data: bytes, encoding: str, complaint: str) -> str:
    """Decode or raise NotTextError with `complaint`."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        msg = f"{complaint} (byte {error.start})"
        raise NotTextError(msg) from error


def _without_mark(data: bytes) -> Decoded:
    """Read UTF-16 without a mark: text of Latin letters has its zero bytes all on one side. Raises NotTextError."""
    sample = data[:4096]
    even, odd = sample[::2].count(0), sample[1::2].count(0)
    if len(data) % 2 == 0 and max(even, odd) > len(sample) // 4 and min(even, odd) == 0:
        encoding = "utf-16-le" if odd else "utf-16-be"
        return Decoded(_strictly(data, encoding, "binary"), encoding)
    msg = "binary (it holds zero bytes)"
    raise NotTextError(msg)


def _japanese(data: bytes) -> Decoded | None:
    """Decode ISO-2022-JP; None if the signs of it stand in another text."""
    try:
        return Decoded(data.decode("iso2022_jp"), "iso2022_jp")
    except UnicodeDecodeError:
        return None


def _declared(data: bytes) -> Decoded | None:
    """Decode as the document's own `<meta charset>` says; None if it does not say, or says what is not so."""
    found = re.search(_DECLARED, data[:_DECLARED_WITHIN])
    if found is None:
        return None
    name = encoding_named(found[1].decode("ascii").lower().removeprefix("x-"))
    try:
        return Decoded(data.decode(name), name) if name in _READ_BY_BROWSERS else None
    except UnicodeDecodeError:
        return None


def _detected(data: bytes) -> Decoded:
    """Decode in the encoding that the text most likely has. Raises NotTextError."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - 30 ms that only old encodings need

    sample = data[:_DETECTION_SAMPLE]
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    best = from_bytes(sample).best()
    if best is None:
        msg = "no encoding fits: binary, or text that was damaged"
        raise NotTextError(msg)
    encoding = best.encoding
    if encoding not in _SCRIPTS and _western(sample):
        encoding = "cp1252"
    return Decoded(_strictly(data, encoding, f"looked like {encoding}"), encoding)


def _western(data: bytes) -> bool:
    """Tell whether `data`, read as Western European, has none but letters and signs that are common there."""
    try:
        return set(data.decode("cp1252")) - _ASCII <= _WESTERN_LETTERS
    except UnicodeDecodeError:
        return False
