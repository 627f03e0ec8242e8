"""The parameters that a URL carries in its path, query and fragment, and those of the URLs within their values."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from linkaudit.citations.written import end_of_path
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

_NAME = r"[\w.%\[\]-]{1,64}="
# Servers also split at `;` (HTML 4.01, B.2.2); `&amp;` was escaped once too often, and a second `?` was put before what
# a program appended. These three count only before something that is a parameter.
_SEPARATOR = Pattern(rf"&amp;(?={_NAME})|&|[;?](?={_NAME})")
_IN_PATH = Pattern(r";([\w.-]{1,64})=([^;/?#]*)")
# URLs within URLs within URLs.
_DEPTH = 3


class Parameter(Struct, frozen=True):
    """A parameter as a server reads it, and where it stands in the URL."""

    name: str
    value: str
    start: int
    end: int
    before: str = ""
    """What separates it from what stands before it; empty for one of a URL within the value of another."""
    sure: bool = True
    """Whether every server reads it so: where `;` and `&` meet, or at a second `?`, some see one value only."""

    @property
    def key(self) -> str:
        """The name as it is compared: in lower case."""
        return self.name.lower()


@lru_cache(maxsize=4096)
def parameters(url: str) -> tuple[Parameter, ...]:
    """List the parameters of a URL in order; each is followed by those of the URL that its value is."""
    return tuple(_with_nested(_own(url), _DEPTH))


def _own(url: str) -> Iterator[Parameter]:
    """Go through the parameters of the URL itself."""
    for found in _IN_PATH.finditer(url, 0, end_of_path(url)):
        yield Parameter(found[1], unquote(found[2]), found.start() + 1, found.end(), ";")
    for region in _regions(url):
        pieces = _pieces(url, region)
        plain = {"", "&", "&amp;"} if "&" in url[region.start : region.end] else {"", ";"}
        for number, (before, start, end) in enumerate(pieces):
            name, mark, value = url[start:end].partition("=")
            if name and (mark or region.opener == "?"):
                behind = pieces[number + 1][0] if number + 1 < len(pieces) else ""
                sure = before in plain and behind in plain
                yield Parameter(unquote(name), unquote(value), start, end, before or region.opener, sure)


def _with_nested(own: Iterator[Parameter], depth: int) -> Iterator[Parameter]:
    for parameter in own:
        yield parameter
        if depth and parameter.value[:4].lower() == "http" and "=" in parameter.value:
            for nested in _with_nested(_own(parameter.value), depth - 1):
                yield Parameter(nested.name, nested.value, -1, -1)


class _Region(Struct, frozen=True):
    """A part of a URL that holds parameters, behind the sign that opens it."""

    opener: str
    opened: int
    start: int
    end: int


def _regions(url: str) -> Iterator[_Region]:
    """Find the query, and the fragment if it is made of parameters or has some: `#a=1`, `#/route?a=1`."""
    hash_mark = url.find("#")
    end = hash_mark if hash_mark >= 0 else len(url)
    mark = url.find("?", 0, end)
    if mark >= 0:
        yield _Region("?", mark, mark + 1, end)
    if hash_mark >= 0 and "=" in url[hash_mark:]:
        mark = url.find("?", hash_mark)
        if mark < 0:
            yield _Region("#", hash_mark, hash_mark + 1, len(url))
        elif "=" not in url[hash_mark:mark]:
            yield _Region("?", hash_mark if mark == hash_mark + 1 else mark, mark + 1, len(url))


def _pieces(url: str, region: _Region) -> list[tuple[str, int, int]]:
    """Cut a region at its separators: what separates each piece from the one before, its start and its end."""
    separators = [(found[0], *found.span()) for found in _SEPARATOR.finditer(url, region.start, region.end)]
    starts = [("", region.start), *((text, end) for text, _, end in separators)]
    ends = [*(start for _, start, _ in separators), region.end]
    return [(text, start, end) for (text, start), end in zip(starts, ends, strict=True)]


def stretches(url: str, unwanted: Collection[Parameter]) -> list[tuple[int, int]]:
    """Give the stretches of a URL that are to be taken out so that some of its own parameters are gone.

    What remains stands as it stood, with the separators that it needs.
    """
    starts = {parameter.start for parameter in unwanted}
    found = [
        (place.start(), place.end())
        for place in _IN_PATH.finditer(url, 0, end_of_path(url))
        if place.start() + 1 in starts
    ]
    for region in _regions(url):
        pieces = _pieces(url, region)
        kept = [number for number, (_, start, _) in enumerate(pieces) if start not in starts]
        if len(kept) == len(pieces):
            continue
        if all(pieces[number][1] == pieces[number][2] for number in kept):
            found.append((region.opened, region.end))
            continue
        for number, (before, start, end) in enumerate(pieces):
            if start in starts:
                behind = len(pieces[number + 1][0]) if number + 1 < len(pieces) else 0
                found.append((start, end + behind) if number < kept[0] else (start - len(before), end))
    return found
