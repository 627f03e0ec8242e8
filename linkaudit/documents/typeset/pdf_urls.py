"""Addresses on the pages of a PDF, which break them over lines as they break words."""

from __future__ import annotations

from bisect import bisect_left
from itertools import pairwise
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.documents.office.manuscript import LINE_SEPARATOR
from linkaudit.documents.prose import Prose
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.bare import BareUrl

# Only from where a word begins, lest a long one be tried from each of its characters.
_TOKEN_BEFORE = Pattern(rf"(?<![^\s{LINE_SEPARATOR}])[^\s{LINE_SEPARATOR}]+\Z")
_TOKEN = Pattern(rf"[^\s{LINE_SEPARATOR}]+")
_BEGINS = Pattern(r"(?i)(?:^|[^a-z0-9])(?:https?|ftps?)://[\w\[]|(?:^|[(\[<\"'])www\.\w")
_HOST = Pattern(r"(?i)^.*?(?:://|www\.)[^/?#]*")
# A line that holds the beginning of an address is full if it comes near the longest of the page.
_FULL = 0.7
# What an address cannot end with, as it joins what stands on both sides.
_JOINS_AT_END = "-_=&?%#~+@:"
_JOINS_AT_START = Pattern(r"[/?&=#%_~][\w%/?=&.-]|\.[A-Za-z]{2,5}(?![A-Za-z])|\.\w+[/?]")
# What shows that a word is a part of a path: it has parts itself, or is the name of a file.
_OF_PATH = Pattern(r"\w[/=&_%?]\w|\w\.[A-Za-z]{2,5}\d?(?=[\W_]*$|[?#])|\d|^[\w.]+(?:-\w+){2,}|\w/[\W_]*$")
_FILE = Pattern(r"(?i)(?:\w\.(?:html?|php|pdf|aspx?|jsp|xml|txt|cgi)\b|\w[=&%]\w|\w/[^\s/]*/\w)")
_DOMAIN = Pattern(r"(?i)(?:[a-z0-9-]{1,63}\.)?(?:com|org|net|edu|gov|int|info|[a-z]{2})/\w")
_EXTENSION = Pattern(r"(?i)(?:html?|php|pdf|aspx?|jsp|xml|txt|cgi)\b")
# Lines that one address goes over.
_MOST_LINES = 20
_LIGATURES = str.maketrans({
    "\ufb00": "ff", "\ufb01": "fi", "\ufb02": "fl", "\ufb03": "ffi", "\ufb04": "ffl", "\ufb05": "st", "\ufb06": "st",
})  # fmt: skip


def joins(text: str) -> list[int]:
    """Find the line breaks of a page within addresses."""
    if "://" not in text and "www." not in text.lower():
        return []
    lines = text.split(LINE_SEPARATOR)
    full = _FULL * max(map(len, lines))
    found: list[int] = []
    end = 0
    carried: list[str] = []
    for line, following in pairwise(lines):
        end += len(line)
        token = _TOKEN_BEFORE.search(line)
        carried = [*(carried if token and token.start() == 0 else ()), *([token[0]] if token else ())]
        before = "".join(carried)
        after = _TOKEN.match(following)
        if (
            token
            and after
            and len(carried) < _MOST_LINES
            and _BEGINS.search(before)
            and _goes_on(before, after[0], full=len(line) >= full)
        ):
            found.append(end)
        else:
            carried = []
        end += 1
    return found


def _goes_on(before: str, after: str, *, full: bool) -> bool:
    """Tell whether an address at the end of a line goes on at the beginning of the next."""
    if _BEGINS.search(after) and _BEGINS.match(after):
        return False
    last = before[-1]
    if last in _JOINS_AT_END:
        return after[0].isalnum() or after[0] in "/_%?=&#"
    if _JOINS_AT_START.match(after):
        return True
    if last == "/":
        return _OF_PATH.search(after) is not None
    has_path = len(_HOST.sub("", before)) > 1
    if last == ".":
        return (_EXTENSION if has_path else _DOMAIN).match(after) is not None
    return full and has_path and last.isalnum() and after[0].isalnum() and _FILE.search(after) is not None


def urls_on(text: str, breaks: list[int]) -> list[BareUrl]:
    """Find the addresses on a page whose lines break within addresses at `breaks`."""
    prose = Prose()
    start = 0
    for each in breaks:
        prose.add(text[start:each], start, each)
        prose.bridge(each, each + 1)
        start = each + 1
    prose.add(text[start:], start, len(text))
    return list(prose.urls())


def plain(url: str) -> str:
    """Undo the ligatures of typesetting in an address."""
    return url.translate(_LIGATURES)


def address_key(url: str) -> str:
    """Give what addresses have in common that are written for the same page."""
    bare = unquote(plain(url)).strip().rstrip("/")
    return bare.removeprefix("http://").removeprefix("https://").removeprefix("www.").casefold()


class Compact:
    """A text without its white space and ligatures, in which an address is found however it is broken."""

    def __init__(self, text: str) -> None:
        """Remember where each character stands in `text`."""
        self._places = [place for place, each in enumerate(text) if not each.isspace() for _ in plain(each)]
        self._text = "".join(plain(text).split())

    def find(self, url: str, start: int = 0, end: int | None = None) -> tuple[int, int] | None:
        """Find an address between two offsets of the text; None if it is not there."""
        first = bisect_left(self._places, start)
        last = len(self._places) if end is None else bisect_left(self._places, end)
        at = self._text.find(url, first, last) if url else -1
        return (self._places[at], self._places[at + len(url) - 1] + 1) if at >= 0 else None
