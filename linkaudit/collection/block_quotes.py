"""What a document quotes in blocks of their own: marked at the beginning of the line, by an element, or indented."""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.models import Block, Document

_ELEMENT = Pattern(r"(?i)<(/?)blockquote(?=[\s>/])")
# What stands before a line that is quoted by a mark, in a list perhaps: `- > `.
_MARKED = Pattern(r"[\s>*+.)\d-]*>[\s>]*")
# Columns by which a paragraph of a text without markup is set in if it is quoted.
_INDENT = 4


class BlockQuotes:
    """The block quotes of a document."""

    def __init__(self, document: Document) -> None:
        """Find the elements; marks and indents are seen line by line."""
        self._text = document.text
        self._is_plain = document.format in ("text", "rst")
        self._has_marks = document.format in ("text", "markdown", "mail")
        self._begins, self._ends = _elements(document.text)
        self._indented: dict[int, bool] = {}

    def holds(self, block: Block, start: int) -> bool:
        """Tell whether the line of a block that begins at this offset of the document's text is quoted."""
        at = bisect_right(self._begins, start)
        if at and start < self._ends[at - 1]:
            return True
        if self._has_marks:
            line = self._text.rfind("\n", 0, start) + 1
            if (found := _MARKED.match(self._text, line)) and found.end() >= start:
                return True
        return self._is_plain and self._is_indented(block)

    def _is_indented(self, block: Block) -> bool:
        if block.start not in self._indented:
            begin = self._text.rfind("\n", 0, block.start) + 1
            lines = [line for line in self._text[begin : block.end].split("\n") if line.strip()]
            self._indented[block.start] = all(line[:_INDENT].isspace() for line in lines)
        return self._indented[block.start]


def _elements(text: str) -> tuple[list[int], list[int]]:
    """Give where the outermost elements begin and end."""
    begins: list[int] = []
    ends: list[int] = []
    depth = 0
    for found in _ELEMENT.finditer(text):
        if not found[1]:
            if depth == 0:
                begins.append(found.start())
            depth += 1
        elif depth:
            depth -= 1
            if depth == 0:
                ends.append(found.start())
    return begins[: len(ends)], ends
