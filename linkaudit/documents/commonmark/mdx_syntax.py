"""What stands in MDX besides Markdown: modules, expressions, tags of components, and code, which is none of these.

https://mdxjs.com/docs/what-is-mdx/: `import` and `export` begin a block of JavaScript, braces hold an expression, a tag
may hold expressions in its attributes, and there is neither indented code nor a comment of HTML.
"""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum, auto
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_SIGN = Pattern(
    r"(?m)^[ \t>]*(?P<fence>`{3,}|~{3,})|^(?P<module>import|export)(?=[\s{*\"'])|(?P<ticks>`+)|\\."
    r"|(?P<tag><)(?=[A-Za-z_$/>])|(?P<brace>\{)"
)
_FENCE = Pattern(r"(?m)^[ \t>]*(?P<ticks>`{3,}|~{3,})[ \t]*\r?$")
_TICKS = Pattern(r"`+")
_BLANK = Pattern(r"(?:\r\n?|\n)[ \t]*(?=[\r\n]|\Z)|\Z")
_BEFORE_MODULE = Pattern(r"[ \t]*(?:\r\n?|\n)")
_TAG_PART = Pattern(r"""[^"'{}<>]+|"[^"<]*"|'[^'<]*'""")
_TAG_NAME = Pattern(r"</?[\w.:$-]*")
# In JavaScript: where braces are none.
_SCRIPT_SIGN = Pattern(r"""[{}]|//[^\r\n]*|/\*|"(?:[^"\\\r\n]|\\.)*+"|'(?:[^'\\\r\n]|\\.)*+'|`(?:[^`\\]|\\[\s\S])*+`""")


class Kind(Enum):
    """What a stretch of MDX is."""

    MODULE = auto()
    EXPRESSION = auto()
    TAG = auto()
    FENCE = auto()


class Stretch(Struct, frozen=True):
    """A stretch of the source that is no Markdown, or a block of code, in which nothing is anything else."""

    kind: Kind
    start: int
    end: int
    inner: tuple[tuple[int, int], ...] = ()
    """Of a tag the expressions within, of an expression or module the comments."""


class Syntax:
    """Goes through MDX once."""

    def __init__(self, text: str) -> None:
        """Prepare for `text`."""
        self._text = text
        self._closing: dict[int, tuple[int, tuple[tuple[int, int], ...]]] = {}
        """For each brace seen: behind which place it is closed, and the comments within."""
        self._seen = 0
        """Up to where braces have been looked at in vain."""
        self._ticks: dict[int, list[int]] = {}
        for found in _TICKS.finditer(text):
            self._ticks.setdefault(len(found[0]), []).append(found.start())

    def stretches(self, start: int = 0) -> Iterator[Stretch]:
        """Find the stretches behind an offset, in order."""
        position = start
        while found := _SIGN.search(self._text, position):
            stretch = self._stretch(found, start)
            position = found.end()
            if found["ticks"]:
                position = self._behind_code(found)
            elif stretch:
                position = max(stretch.end, position)
                yield stretch

    def _stretch(self, found: re.Match[str], start: int) -> Stretch | None:
        """Read what begins at a sign."""
        if found["fence"]:
            return Stretch(Kind.FENCE, found.start(), self._behind_fence(found))
        if found["module"] and self._begins_module(found.start(), start):
            return self._module(found.start())
        if found["tag"]:
            return self._tag(found.start())
        if found["brace"]:
            end, comments = self._behind_brace(found.start())
            return Stretch(Kind.EXPRESSION, found.start(), end, comments) if end else None
        return None

    def _behind_fence(self, opened: re.Match[str]) -> int:
        """Find the end of a block of code; if it is never closed it goes to the end."""
        ticks = opened["fence"]
        for found in _FENCE.finditer(self._text, opened.end()):
            if found["ticks"][0] == ticks[0] and len(found["ticks"]) >= len(ticks):
                return found.end()
        return len(self._text)

    def _behind_code(self, opened: re.Match[str]) -> int:
        """Find the end of code within a line: as many back-ticks again."""
        starts = self._ticks.get(len(opened["ticks"]), [])
        following = bisect_right(starts, opened.start("ticks"))
        if following == len(starts):
            return opened.end()
        blank = _BLANK.search(self._text, opened.end(), starts[following])
        return opened.end() if blank and blank.end() < starts[following] else starts[following] + len(opened["ticks"])

    def _begins_module(self, offset: int, start: int) -> bool:
        """Tell whether a line begins a block: it is the first, or a blank line or another module stands before it."""
        lines = self._text[max(start, offset - 500) : offset].splitlines()
        return not lines or not lines[-1].strip() or lines[-1].startswith(("import", "export")) or "}" in lines[-1][:2]

    def _module(self, start: int) -> Stretch:
        """Read JavaScript up to a blank line outside of braces."""
        position, end, comments = start, -1, list[tuple[int, int]]()
        while True:
            # The same blank line ends the block until a brace reaches beyond it.
            if end < position:
                blank = _BLANK.search(self._text, position)
                end = blank.start() if blank else len(self._text)
            brace = self._text.find("{", position, end)
            if brace < 0:
                return Stretch(Kind.MODULE, start, end, tuple(comments))
            closed, inside = self._behind_brace(brace)
            comments += inside
            position = closed or brace + 1

    def _tag(self, start: int) -> Stretch | None:
        """Read a tag with the expressions in it."""
        name = _TAG_NAME.match(self._text, start)
        position = name.end() if name else start + 1
        inner: list[tuple[int, int]] = []
        while position < len(self._text):
            sign = self._text[position]
            if sign == ">":
                return Stretch(Kind.TAG, start, position + 1, tuple(inner))
            if sign == "{":
                end, _ = self._behind_brace(position)
                if not end:
                    return None
                inner.append((position, end))
                position = end
            else:
                found = _TAG_PART.match(self._text, position)
                if found is None:
                    return None
                position = found.end()
        return None

    def _behind_brace(self, start: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        """Find where a brace is closed, and the comments before that; 0 if it is not."""
        if start not in self._closing and start >= self._seen:
            self._match_braces(start)
        return self._closing.get(start, (0, ()))

    def _match_braces(self, start: int) -> None:
        """Match the braces from one on until it is closed, or to the end of the text."""
        opened: list[tuple[int, int]] = []
        comments: list[tuple[int, int]] = []
        position = start
        while found := _SCRIPT_SIGN.search(self._text, position):
            position = found.end()
            if found[0] == "{":
                opened.append((found.start(), len(comments)))
            elif found[0] == "}":
                brace, before = opened.pop()
                self._closing[brace] = (position, tuple(comments[before:]) if not opened else ())
                if not opened:
                    return
            elif found[0] == "/*":
                end = self._text.find("*/", position)
                if end < 0:
                    break
                position = end + 2
                comments.append((found.start(), position))
        self._seen = len(self._text)
