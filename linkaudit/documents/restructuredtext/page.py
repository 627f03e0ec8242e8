"""What is gathered of a document in reStructuredText, and the few ways in which its blocks are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents.lightweight.rows import rows_of, stretch
from linkaudit.documents.restructuredtext.inline import Gathered, Inline
from linkaudit.documents.restructuredtext.targets import Targets
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Block, Comment, Field
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.documents.lightweight.rows import Row
    from linkaudit.documents.positions import Lines

_SPACES = Pattern(" *")
# Deeper than this nobody nests; what stands deeper is read as running text.
_DEEPEST = 60


class Context(Struct, frozen=True):
    """What a block stands in."""

    kind: str = "paragraph"
    """What its paragraphs are to a reader: paragraphs, items of a list, cells of a table."""
    element: str = ""
    """The metadata field of which it is the value."""
    depth: int = 0


class Page:
    """Gathers what stands in a document; blocks inside blocks wait until they are asked for."""

    def __init__(self, lines: Lines) -> None:
        """Begin with nothing found."""
        self.lines = lines
        self.text = lines.text
        self.gathered = Gathered(lines, Targets())
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.fields: list[Field] = []
        self.title = ""
        self.waiting: list[tuple[list[Row], Context]] = [(list(rows_of(lines.text)), Context())]

    def nest(self, rows: list[Row], context: Context, kind: str = "paragraph", element: str = "") -> None:
        """Keep a block inside a block to be read later."""
        if context.depth >= _DEEPEST:
            self.paragraph(rows, context)
        elif rows:
            nested = Context(kind, element or context.element, context.depth + 1)
            self.waiting.append((rows, nested))

    def paragraph(self, rows: Sequence[Row], context: Context, kind: str = "") -> str:
        """Read rows as running text; give what a reader sees of it."""
        if not rows:
            return ""
        visible = VisibleText(rows[0][0])
        visible.end_block(rows[0][0], kind or context.kind)
        self.inline(rows, visible, context.element)
        visible.end_block(rows[-1][1])
        self.blocks += visible.blocks
        return visible.blocks[0].text if visible.blocks else ""

    def inline(self, rows: Sequence[Row], visible: VisibleText, element: str = "") -> None:
        """Read rows as running text of a block that is being built."""
        Inline(self.gathered, visible, stretch(self.text, rows), element).read()

    def literal(self, rows: Sequence[Row]) -> None:
        """Take rows for literal text, in which nothing leads anywhere."""
        if rows:
            self.gathered.code.append((rows[0][0], rows[-1][1]))

    def comment(self, rows: Sequence[Row], begin: int, end: int) -> None:
        """Take rows for a comment, whose mark stands at `begin`, and which lasts up to `end` with its blank lines."""
        if rows:
            said = "\n".join(self.text[start:end] for start, end in rows)
            self.comments.append(Comment(said.strip(), self.lines.location(begin, end)))
            self.literal(rows)


def indented(
    text: str,
    rows: Sequence[Row],
    index: int,
    *,
    first: int | None = None,
    known: int | None = None,
    paragraph: bool = False,
) -> tuple[list[Row], int]:
    """Take the rows from `index` on that are indented, and tell where the next block begins.

    Of the first row `first` characters are left out, whatever they are; of the others the indentation: `known`, or
    that of the row that has the least. With `paragraph` a blank row ends the block.
    """
    taken: list[Row] = []
    margins: list[int] = []
    number = index
    if first is not None:
        begin, end = rows[index]
        taken.append((min(begin + first, end), end))
        number += 1
    while number < len(rows):
        begin, end = rows[number]
        if begin == end:
            if paragraph:
                break
        else:
            found = _SPACES.match(text, begin, end)
            margin = found.end() - begin if found else 0
            if not margin or (known is not None and margin < known):
                break
            margins.append(margin)
        taken.append((begin, end))
        number += 1
    cut = known if known is not None else min(margins, default=0)
    skipped = 0 if first is None else 1
    taken[skipped:] = [(min(begin + cut, end), end) for begin, end in taken[skipped:]]
    while taken and taken[-1][0] == taken[-1][1]:
        taken.pop()
    return taken, number
