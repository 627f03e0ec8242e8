"""URLs that stand bare in text: where each begins and, the harder question, where it ends.

The rules are those of GitHub Flavored Markdown's extended autolinks (https://github.github.com/gfm/, section 6.9),
widened by what a reader would do where GFM runs on: a URL ends at quotation marks and at East Asian punctuation, at
the comma of a list of URLs, and at the bracket that encloses it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# A scheme in any case, its slashes perhaps escaped as JSON allows; then the first character of a host. In JSON and
# program texts a line end before it may be written as `\n`.
_START = Pattern(
    r"""(?:(?<![A-Za-z0-9])|(?<=\\[nrt]))
    (?:(?P<scheme>[Hh][Tt][Tt][Pp][Ss]?|[Ff][Tt][Pp][Ss]?):(?P<slashes>//|\\/\\/)(?=[\w\[])
      |(?P<www>[Ww][Ww][Ww]\.)(?=[\w-]+\.[\w-]))""",
    re.VERBOSE,
)
# What can never stand in a URL that a reader sees in running text: white space, quotation marks, angle brackets,
# the pipe of tables and wiki links, East Asian and typographic punctuation, invisible marks.
_STOP = Pattern(
    '[\\s\\x00-\\x20\\x7f"`<>|^\u00a0\u00ab\u00bb\u2000-\u200f\u2018-\u201f\u2026\u2028-\u202f\u2039\u203a\u2060-\u206f\ufeff'
    "\u3000-\u3003\u3008-\u3011\u3014-\u301f\uff01\uff08\uff09\uff0c\uff1a\uff1b\uff1e\uff1c\uff1f\uff3b\uff3d\uff5b\uff5d"
    "\uff5e-\uff65]"
)
_OPENING = {")": "(", "]": "[", "}": "{"}
_CLOSING = {opening: closing for closing, opening in _OPENING.items()}
# GFM: trailing punctuation is not part of the link; nor are dashes and what looks like an entity.
_TRAILING = "?!.,:;*_~'\u2013\u2014\u2015"
_ENTITY = Pattern(r"&(?:[A-Za-z][A-Za-z0-9]*|#\d+|#[Xx][0-9A-Fa-f]+);")
_LONGEST_ENTITY = 40
_NEXT_URL = Pattern(r"[,;](?=(?:https?|ftps?):(?://|\\/\\/))", re.IGNORECASE)
# Characters that TeX and Markdown writers escape within a URL, and those that JSON encoders write by their numbers.
_ESCAPED = Pattern(r"\\(?=[_%&#~$*{}()\[\]!.\-+])")
_NUMBERED = Pattern(r"\\u00(2[5-9b-fB-F]|3[dD]|40)")
# Behind such a character no space parts words: an address is glued to the prose before it, and may be to that behind.
_LAST_LATIN = "\u2fff"
_CJK_AFTER_ASCII = Pattern(r"(?<=[A-Za-z0-9])[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_BRACKET_OR_ESCAPE = Pattern(r"[\\\[\](){}]")
_QUERY_INDEX = Pattern(r"\[[\w.-]*\](?=[=&\[])")
# An address in angle brackets may be broken over lines: RFC 3986, appendix C.
_ENCLOSED = Pattern(r"<(?:URL:\s*)?$", re.IGNORECASE)
_ENCLOSED_REST = Pattern(r"[^\s<>]*(?:[ \t]*(?:\r\n?|\n)[ \t]*[^\s<>]+){1,4}(?=[ \t]*>)")
# `https://example.org/<id>/` is the pattern of an address, not an address; `…<br>` is the end of one.
_PLACEHOLDER = Pattern(r"<(?!/|!|(?:a|b|i|p|s|u|br|em|hr|li|td|th|tr|wbr|sub|sup|code|span|strong|font|div)\b)[\w -]+>")
_WHITE = Pattern(r"\s+")
_PUNCTUATION = Pattern(r"[?!.,:;_~]*")
_LINE_END = Pattern(r"[?!.,:;_~]*[ \t]*[\r\n]")
# The end of a URL is looked for in a stretch of so many characters first, lest a page without a space take ages.
_STRETCH = 2048
# What is decided so near to the end of a stretch might be decided otherwise if more were seen.
_MARGIN = 64


class BareUrl(Struct, frozen=True):
    """A URL in text: its offsets there, and what it says with escapes and line breaks undone."""

    start: int
    end: int
    url: str


def bare_urls(text: str, start: int = 0, end: int | None = None, *, folded: bool = True) -> Iterator[BareUrl]:
    """Find the URLs that stand bare in `text[start:end]`, in order.

    `folded` is whether the ends of its lines may be those of a program or person that kept lines short, so that a URL
    may be broken there; in markup such as HTML a line end is white space and no more.
    """
    stop = len(text) if end is None else end
    position = start
    while found := _START.search(text, position, stop):
        limit = _limit(text, found, stop)
        position = max(limit, found.end())
        if limit == found.end() or _PLACEHOLDER.match(text, limit, stop):
            continue
        www = bool(found["www"])
        whole = _whole(text, found.start(), limit, stop) if folded and _LINE_END.match(text, limit, stop) else None
        if whole:
            position = whole.end
            yield BareUrl(whole.start, whole.end, _said(whole.url, www=www))
        else:
            yield BareUrl(found.start(), limit, _said(text[found.start() : limit], www=www))


def _whole(text: str, begin: int, limit: int, stop: int) -> BareUrl | None:
    """Put together the URL at `begin`, which ends at `limit` by the end of its line; None if it is all there."""
    from linkaudit.documents.derived import Derived  # noqa: PLC0415 - only for texts with a URL at the end of a line
    from linkaudit.documents.wrapped import parts_of  # noqa: PLC0415

    punctuation = _PUNCTUATION.match(text, limit, stop)
    first = punctuation.end() if punctuation else limit
    parts = parts_of(text, begin, first, stop)
    if not parts:
        return None
    around = max(0, begin - 1)
    pieces = [(around, parts[0].end), *((part.start, part.end) for part in parts[1:])]
    places = Derived((text[start:end], start, end) for start, end in pieces)
    found = _START.match(places.text, begin - around)
    end = _limit(places.text, found, len(places.text)) if found else 0
    if end <= parts[0].end - around:
        return None
    return BareUrl(begin, places.end(end), places.text[begin - around : end])


def undo_escapes(url: str) -> str:
    """Take out the back-slashes with which TeX, Markdown and JSON protect characters."""
    if "\\" not in url:
        return url
    numbered = _NUMBERED.sub(lambda found: chr(int(found[1], 16)), url.replace("\\/", "/"))
    return _ESCAPED.sub("", numbered)


def _said(written: str, *, www: bool) -> str:
    """Give the URL that the text means. GFM: an address that begins with `www.` is one of http."""
    return ("http://" if www else "") + _WHITE.sub("", undo_escapes(written))


def _limit(text: str, found: re.Match[str], stop: int) -> int:
    """Find where the URL that begins at `found` ends."""
    begin = found.start()
    before = text[max(0, begin - 8) : begin]
    if _ENCLOSED.search(before) and (rest := _ENCLOSED_REST.match(text, found.end(), stop)):
        return rest.end()
    size = _STRETCH
    while True:
        last = min(stop, found.end() + size)
        halt = _STOP.search(text, found.end(), last)
        limit = halt.start() if halt else last
        limit = _before_separator(text, found.end(), limit, before[-1:])
        limit = _balanced(text, found.end(), limit, escaped=found["slashes"] == "\\/\\/")
        if last == stop or limit < last - _MARGIN:
            return _trimmed(text, found.end(), limit)
        size *= 4


def _before_separator(text: str, begin: int, limit: int, before: str) -> int:
    """End at the comma of a list, at the quote that was opened before, and where East Asian prose goes on."""
    separator = _NEXT_URL.search(text, begin, limit)
    if separator:
        limit = separator.start()
    if before and before in ",'":
        # A cell of comma-separated values, or a quoted string.
        place = text.find(before, begin, limit)
        limit = place if place >= 0 else limit
    if before > _LAST_LATIN and not before.isspace():
        glued = _CJK_AFTER_ASCII.search(text, begin, limit)
        limit = glued.start() if glued else limit
    return limit


def _balanced(text: str, begin: int, limit: int, *, escaped: bool) -> int:
    """End at the first bracket that closes what was opened before the URL, and at a back-slash that escapes nothing.

    A square bracket opens a label (AsciiDoc, wikis) unless it is an IPv6 address or the index of a query parameter.
    """
    if not _BRACKET_OR_ESCAPE.search(text, begin, limit):
        return limit
    open_brackets: list[str] = []
    index = begin
    while index < limit:
        character = text[index]
        if character == "\\":
            if not (escaped and text[index + 1 : index + 2] == "/") and not _is_escape(text, index, limit):
                return index
            index += 1
        elif character == "[" and index > begin and not _QUERY_INDEX.match(text, index, limit):
            return index
        elif character in _CLOSING:
            open_brackets.append(character)
        elif character in _OPENING:
            if not open_brackets or open_brackets[-1] != _OPENING[character]:
                return index
            open_brackets.pop()
        index += 1
    return limit


def _is_escape(text: str, index: int, limit: int) -> bool:
    """Tell whether a back-slash protects or stands for a character of the URL."""
    return any(pattern.match(text, index, limit) is not None for pattern in (_ESCAPED, _NUMBERED))


def _trimmed(text: str, begin: int, limit: int) -> int:
    """Leave out trailing punctuation and what looks like an entity (GFM), unless nothing would remain."""
    while limit > begin:
        last = text[limit - 1]
        entity = text.rfind("&", max(begin, limit - _LONGEST_ENTITY), limit) if last == ";" else -1
        if entity >= 0 and _ENTITY.fullmatch(text, entity, limit):
            limit = entity
        elif last in _TRAILING or (last in _CLOSING and last != "["):
            limit -= 1
        else:
            break
    return limit
