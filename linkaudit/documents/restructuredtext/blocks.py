"""The blocks of reStructuredText, line by line: lists, tables, titles, literal blocks, paragraphs.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#syntax-details
"""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from linkaudit.documents.restructuredtext.directives import FIELD_MARKER, read_target
from linkaudit.documents.restructuredtext.enumerators import is_enumerated
from linkaudit.documents.restructuredtext.explicit import read_explicit
from linkaudit.documents.restructuredtext.header import header_end, read_bibliographic, read_comment_header, read_header
from linkaudit.documents.restructuredtext.page import indented
from linkaudit.documents.restructuredtext.tables import (
    GRID_BORDER,
    SIMPLE_BORDER,
    MalformedTableError,
    grid_cells,
    simple_cells,
    simple_end,
)
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linkaudit.documents.lightweight.rows import Row
    from linkaudit.documents.restructuredtext.page import Context, Page

_BULLET = Pattern(r"[-+*\u2022\u2023\u2043](?: +|\Z)")
_ARGUMENT = r"(?:[a-zA-Z][a-zA-Z0-9_-]*|<[^<>]+>)"
_OPTION = rf"(?:[-+][a-zA-Z0-9](?: ?{_ARGUMENT})?|(?:--|/)[a-zA-Z0-9][a-zA-Z0-9_-]*(?:[ =]{_ARGUMENT})?)"
_OPTIONS = Pattern(rf"{_OPTION}(?:, {_OPTION})*(?:  +| ?\Z)")
_DOCTEST = Pattern(r">>>(?: +|\Z)")
_LINE_BLOCK = Pattern(r"\|(?: +|\Z)")
_EXPLICIT = Pattern(r"\.\.(?: +|\Z)")
_ANONYMOUS = Pattern(r"__(?: +|\Z)")
_RULE = Pattern(r"([!-/:-@\[-`{-~])\1*\Z")
_LITERAL_FOLLOWS = Pattern(r"(?<!\\)(?:\\\\)*::\Z")
_PUNCTUATION = Pattern(r"[!-/:-@\[-`{-~]")
_SHORTEST_RULE = 4


class Body:
    """Reads the rows of one block: which constructs they are, one after the other."""

    def __init__(self, page: Page, rows: list[Row], context: Context) -> None:
        """Prepare to read the rows of a block that stands in `context`."""
        self._page = page
        self._text = page.text
        self._rows = rows
        self._context = context
        self._constructs = self._by_first_character()

    def read(self) -> None:
        """Read all rows; at the head of a document stand its metadata."""
        number = 0
        if self._context.depth == 0:
            number = self._head()
        while number < len(self._rows):
            number = self._block(number)

    def _by_first_character(self) -> dict[str, tuple[Callable[[int], int | None], ...]]:
        """Give the constructs that may begin with each character, in the order in which docutils tries them."""
        return {
            "-": (self._bullet, self._option),
            "+": (self._bullet, self._option, self._grid),
            "*": (self._bullet,),
            "\u2022": (self._bullet,),
            "\u2023": (self._bullet,),
            "\u2043": (self._bullet,),
            "(": (self._enumerated,),
            "#": (self._enumerated,),
            ":": (self._field,),
            "/": (self._option,),
            ">": (self._doctest,),
            "|": (self._line_block,),
            "=": (self._simple,),
            ".": (self._explicit,),
            "_": (self._anonymous,),
        }

    def _head(self) -> int:
        """Read what stands before the text: header, titles, comments, bibliographic fields."""
        number = next((place for place, row in enumerate(self._rows) if row[0] < row[1]), len(self._rows))
        end = header_end(self._text, self._rows, number)
        if end > number:
            read_header(self._page, self._rows, number, end, self._context)
            return end
        comments: list[list[Row]] = []
        while number < len(self._rows):
            begin, end_of_row = self._rows[number]
            if begin == end_of_row:
                number += 1
            elif _EXPLICIT.match(self._text, begin, end_of_row):
                known = len(self._page.comments)
                number = self._block(number)
                if len(self._page.comments) > known:
                    comments.append(
                        [(begin + len(".. "), end_of_row)] if "\n" not in self._page.comments[-1].text else []
                    )
            elif FIELD_MARKER.match(self._text, begin, end_of_row):
                number = read_bibliographic(self._page, self._rows, number, self._context)
                break
            else:
                heading = self._heading(number)
                if heading is None:
                    break
                number = heading
        read_comment_header(self._page, [rows for rows in comments if rows])
        return number

    def _block(self, number: int) -> int:
        """Read the construct that begins at a row; tell where the next one begins."""
        begin, end = self._rows[number]
        if begin == end:
            return number + 1
        first = self._text[begin]
        if first == " ":
            rows, following = indented(self._text, self._rows, number)
            self._page.nest(rows, self._context)
            return following
        constructs = self._constructs.get(first, ())
        if first.isascii() and first.isalnum():
            constructs = (self._enumerated,)
        for construct in constructs:
            following_construct = construct(number)
            if following_construct is not None:
                return following_construct
        return self._heading(number) or self._running_text(number)

    def _nested(self, number: int, first: int, kind: str = "paragraph", known: int | None = None) -> int:
        """Read the body of a construct, whose mark takes the first characters of its row, as a block of its own."""
        rows, following = indented(self._text, self._rows, number, first=first, known=known)
        self._page.nest(rows, self._context, kind)
        return following

    def _item(self, number: int, width: int) -> int:
        begin, end = self._rows[number]
        return self._nested(number, width, "item", width if begin + width < end else None)

    def _bullet(self, number: int) -> int | None:
        begin, end = self._rows[number]
        found = _BULLET.match(self._text, begin, end)
        return self._item(number, found.end() - begin) if found else None

    def _enumerated(self, number: int) -> int | None:
        following = self._rows[number + 1] if number + 1 < len(self._rows) else (0, 0)
        begin, end = self._rows[number]
        width = is_enumerated(self._text[begin:end], self._text[slice(*following)])
        return self._item(number, width) if width else None

    def _field(self, number: int) -> int | None:
        begin, end = self._rows[number]
        found = FIELD_MARKER.match(self._text, begin, end)
        if found is None:
            return None
        self._page.paragraph([(found.start("name"), found.end("name") + 1)], self._context)
        return self._nested(number, found.end() - begin)

    def _option(self, number: int) -> int | None:
        begin, end = self._rows[number]
        found = _OPTIONS.match(self._text, begin, end)
        if found is None:
            return None
        rows, following = indented(self._text, self._rows, number, first=found.end() - begin)
        if not rows:
            return None
        self._page.nest(rows, self._context)
        return following

    def _doctest(self, number: int) -> int | None:
        if not _DOCTEST.match(self._text, *self._rows[number]):
            return None
        end = self._end_of_paragraph(number, indented_too=True)
        self._page.literal(self._rows[number:end])
        return end

    def _line_block(self, number: int) -> int | None:
        begin, end = self._rows[number]
        found = _LINE_BLOCK.match(self._text, begin, end)
        if found is None:
            return None
        rows, following = indented(self._text, self._rows, number, first=found.end() - begin, paragraph=True)
        self._page.paragraph(rows, self._context)
        return following

    def _grid(self, number: int) -> int | None:
        if not GRID_BORDER.match(self._text, *self._rows[number]):
            return None
        end = number
        while end < len(self._rows) and self._text[self._rows[end][0] : self._rows[end][1]].startswith(("+", "|")):
            end += 1
        last = next(
            (each for each in range(end - 1, number, -1) if GRID_BORDER.match(self._text, *self._rows[each])), 0
        )
        return self._cells(number, last + 1 if last else end, grid_cells)

    def _simple(self, number: int) -> int | None:
        if not SIMPLE_BORDER.match(self._text, *self._rows[number]):
            return None
        end = simple_end(self._text, self._rows, number)
        return number + 1 if end is None else self._cells(number, end + 1, simple_cells)

    def _cells(self, number: int, end: int, cells: Callable[[str, list[Row]], Iterable[list[Row]]]) -> int:
        """Read the cells of a table; if it is none, its lines as text."""
        rows = self._rows[number:end]
        try:
            for cell in list(cells(self._text, rows)):
                kept, _ = indented(self._text, cell, 0) if _all_indented(self._text, cell) else (cell, 0)
                self._page.nest(kept, self._context, "cell")
        except MalformedTableError:
            for row in rows:
                self._page.paragraph([row], self._context)
        return end

    def _explicit(self, number: int) -> int | None:
        found = _EXPLICIT.match(self._text, *self._rows[number])
        return read_explicit(self._page, self._rows, number, found.end(), self._context) if found else None

    def _anonymous(self, number: int) -> int | None:
        begin, end = self._rows[number]
        found = _ANONYMOUS.match(self._text, begin, end)
        if found is None:
            return None
        rows, following = indented(self._text, self._rows, number, first=found.end() - begin, paragraph=True)
        read_target(self._page, rows, "", begin)
        return following

    def _heading(self, number: int) -> int | None:
        """Read a title with its line below, perhaps with one above, or a line that parts the text."""
        begin, end = self._rows[number]
        following = [self._rows[place] if place < len(self._rows) else (0, 0) for place in (number + 1, number + 2)]
        (title_begin, title_end), below = following
        if _RULE.match(self._text, begin, end):
            long = end - begin >= _SHORTEST_RULE
            overlined = title_begin < title_end and self._text[begin:end] == self._text[slice(*below)]
            if overlined and (long or title_end - title_begin <= end - begin):
                self._page.paragraph([(title_begin, title_end)], self._context, "heading")
                return number + 3
            if long:
                return number + 1
        if title_begin < title_end and _RULE.match(self._text, title_begin, title_end):
            length = title_end - title_begin
            if length >= _SHORTEST_RULE or _width(self._text[begin:end]) <= length:
                self._page.paragraph([(begin, end)], self._context, "heading")
                return number + 2
        return None

    def _running_text(self, number: int) -> int:
        """Read a paragraph, perhaps with literal text behind it, or a term with its definition."""
        end = self._end_of_paragraph(number)
        begin, stop = self._rows[end - 1]
        if end == number + 1 and end < len(self._rows) and self._text.startswith(" ", *self._rows[end]):
            self._page.paragraph([(begin, stop)], self._context)
            rows, following = indented(self._text, self._rows, end)
            self._page.nest(rows, self._context)
            return following
        rows = self._rows[number:end]
        if not _LITERAL_FOLLOWS.search(self._text, max(begin, stop - 60), stop):
            self._page.paragraph(rows, self._context)
            return end
        # `text::` is shown with one colon, `text ::` and `::` alone with none.
        text = self._text[begin:stop].removesuffix("::")
        rows[-1] = (begin, begin + len(text.rstrip()) if not text or text.endswith(" ") else stop - 1)
        self._page.paragraph([row for row in rows if row[0] < row[1]], self._context)
        return self._literal(end)

    def _literal(self, number: int) -> int:
        """Take a literal block: what is indented, or lines that begin with the same mark."""
        while number < len(self._rows) and self._rows[number][0] == self._rows[number][1]:
            number += 1
        if number == len(self._rows):
            return number
        begin = self._rows[number][0]
        if self._text[begin] == " ":
            rows, following = indented(self._text, self._rows, number)
            self._page.literal(rows)
            return following
        end = number
        if _PUNCTUATION.match(self._text, begin):
            while end < len(self._rows) and self._text[slice(*self._rows[end])].startswith(self._text[begin]):
                end += 1
            self._page.literal(self._rows[number:end])
        return end

    def _end_of_paragraph(self, number: int, *, indented_too: bool = False) -> int:
        """Find the row behind a paragraph: a blank one, or one that is indented."""
        number += 1
        while number < len(self._rows):
            begin, end = self._rows[number]
            if begin == end or (self._text[begin] == " " and not indented_too):
                break
            number += 1
        return number


def _all_indented(text: str, rows: list[Row]) -> bool:
    """Tell whether every row of a cell begins with a space."""
    shown = [row for row in rows if row[0] < row[1]]
    return bool(shown) and all(text[begin] == " " for begin, _ in shown)


def _width(title: str) -> int:
    """Measure how many columns a title takes."""
    if title.isascii():
        return len(title)
    return sum(1 + (unicodedata.east_asian_width(each) in "WF") - bool(unicodedata.combining(each)) for each in title)
