"""Regular expressions that are compiled when they are first used.

A commit hook starts anew for every commit. Compiling all patterns of the package takes longer than reading a document,
and most documents need few of them.
"""

from __future__ import annotations

import re
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


# Before Python 3.11.5 a group that is repeated possessively may match what it must not, if one of its alternatives
# gives up after a few characters (https://github.com/python/cpython/issues/106052). Debian 12 has 3.11.2.
_POSSESSIVE_GROUPS_ARE_SOUND = sys.version_info >= (3, 11, 5)


def _sound(source: str) -> str:
    """Give a pattern that means the same to every interpreter: where it must be, groups are repeated greedily only."""
    if _POSSESSIVE_GROUPS_ARE_SOUND:
        return source
    return re.sub(r"(?<!\\)(\)(?:[*+?]|\{\d*,?\d*\}))\+", r"\1", source)


class Pattern:
    """Behaves as a compiled regular expression, as far as this package uses one."""

    __slots__ = ("_compiled", "_flags", "_source")

    def __init__(self, source: str | Callable[[], str], flags: int = 0) -> None:
        """Keep the source, or what makes it."""
        self._source = source
        self._flags = flags
        self._compiled: re.Pattern[str] | None = None

    def forget(self) -> None:
        """Make the expression anew when it is used again, since what it is made of has changed."""
        if not isinstance(self._source, str):
            self._compiled = None

    @property
    def compiled(self) -> re.Pattern[str]:
        """The compiled expression."""
        if self._compiled is None:
            source = self._source if isinstance(self._source, str) else self._source()
            self._compiled = re.compile(_sound(source), self._flags)
        return self._compiled

    def search(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Find the first match in `text[start:end]`."""
        return self.compiled.search(text, start, len(text) if end is None else end)

    def match(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Match at `start`."""
        return self.compiled.match(text, start, len(text) if end is None else end)

    def fullmatch(self, text: str, start: int = 0, end: int | None = None) -> re.Match[str] | None:
        """Match all of `text[start:end]`."""
        return self.compiled.fullmatch(text, start, len(text) if end is None else end)

    def finditer(self, text: str, start: int = 0, end: int | None = None) -> Iterator[re.Match[str]]:
        """Find all matches in `text[start:end]`."""
        return self.compiled.finditer(text, start, len(text) if end is None else end)

    def findall(self, text: str, start: int = 0, end: int | None = None) -> list[str]:
        """List what matches in `text[start:end]`; for patterns without groups."""
        return self.compiled.findall(text, start, len(text) if end is None else end)

    def sub(self, replacement: str | Callable[[re.Match[str]], str], text: str) -> str:
        """Replace all matches."""
        return self.compiled.sub(replacement, text)

    def split(self, text: str) -> list[str]:
        """Split at all matches."""
        return self.compiled.split(text)
