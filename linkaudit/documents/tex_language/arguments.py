r"""What commands of TeX are given: options in brackets, arguments in braces or between two equal marks."""

from __future__ import annotations

import re
from functools import cached_property

from msgspec import Struct

from linkaudit.patterns import Pattern

_OPTIONS = Pattern(r"(?:[ \t]*\[(?:(?!://)[^\[\]{}\\]){0,400}\])*")
_SIMPLE = Pattern(r"[ \t]*(?:(?:\r\n?|\n)[ \t]*)?\{[^{}\\]{0,2000}\}")
_BEGINS = Pattern(r"\s*\{")
_BRACE = Pattern(r"\\.|[{}]|(?:\r\n?+|\n)[ \t]*+(?:\r\n?|\n)", re.DOTALL)
_MARK = Pattern(r"[ \t]?(?P<mark>[^\sA-Za-z0-9\\{}*%])")
_LINE_END = Pattern(r"[\r\n]")


class Argument(Struct, frozen=True):
    """The argument of a command: where its inside begins and ends, and where the text goes on."""

    start: int
    end: int
    behind: int


class Arguments:
    """Finds the arguments of the commands of a text."""

    def __init__(self, text: str) -> None:
        """Take the text."""
        self._text = text

    def skip(self, position: int, end: int, number: int = 0) -> int:
        """Pass over options, and as many simple arguments that nobody sees."""
        for left in range(number, -1, -1):
            options = _OPTIONS.match(self._text, position, end)
            position = options.end() if options else position
            found = _SIMPLE.match(self._text, position, end) if left else None
            position = found.end() if found else position
        return position

    def begin(self, position: int, end: int) -> int:
        """Find where the inside of an argument in braces begins that follows, perhaps behind options; -1 if none."""
        found = _BEGINS.match(self._text, self.skip(position, end), end)
        return found.end() if found else -1

    def in_braces(self, position: int, end: int) -> Argument | None:
        """Find the argument in braces that follows; None if there is none, or its end is missing in the paragraph."""
        begin = self.begin(position, end)
        close = self._closing_braces.get(begin - 1, end) if begin >= 0 else end
        return Argument(begin, close, close + 1) if close < end else None

    def between_marks(self, position: int, end: int) -> Argument | None:
        """Find an argument between two equal marks, on one line."""
        begin = _MARK.match(self._text, position, end)
        close = self._text.find(begin["mark"], begin.end(), end) if begin else -1
        if begin is None or close < 0 or _LINE_END.search(self._text, begin.end(), close):
            return None
        return Argument(begin.end(), close, close + 1)

    @cached_property
    def _closing_braces(self) -> dict[int, int]:
        """Map the offset of each opening brace to that of the brace that closes it within the paragraph."""
        closing: dict[int, int] = {}
        opened: list[int] = []
        for found in _BRACE.finditer(self._text):
            if found[0] == "{":
                opened.append(found.start())
            elif found[0] != "}":
                opened = opened if found[0][0] == "\\" else []
            elif opened:
                closing[opened.pop()] = found.start()
        return closing
