"""The head of a document in reStructuredText: bibliographic fields, the header of a PEP, the header of a blog post.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#bibliographic-fields
https://peps.python.org/pep-0012/#how-to-use-this-template
https://getnikola.com/handbook.html#metadata-fields
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.lightweight.rows import stretch
from linkaudit.documents.metadata import field_references
from linkaudit.documents.restructuredtext.directives import FIELD_MARKER
from linkaudit.documents.restructuredtext.page import indented
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Field
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

    from linkaudit.documents.lightweight.rows import Row
    from linkaudit.documents.restructuredtext.page import Context, Page

# docutils: RFC 2822 headers, as `Title: …`, are read as such at the beginning of a PEP only.
_HEADER_LINE = Pattern(r"(?P<name>[A-Za-z][!-9;-~]*):(?: +|\Z)")
_HEADER_NAMES = {"title", "author", "status", "created", "type"}
_FEWEST_HEADER_NAMES = 3
# `.. date: 2018-07-12`: the metadata of a post, in comments at its beginning.
_COMMENT_LINE = Pattern(r"(?P<name>[A-Za-z][\w -]{0,30}?) *: +(?P<value>\S.*)\Z")


def header_end(text: str, rows: Sequence[Row], first: int) -> int:
    """Find where the header of a PEP that begins at `rows[first]` ends; `first` if there is none."""
    names: set[str] = set()
    number = first
    while number < len(rows) and rows[number][0] < rows[number][1]:
        line = _HEADER_LINE.match(text, *rows[number])
        if line:
            names.add(line["name"].lower())
        elif number == first or text[rows[number][0]] != " ":
            return first
        number += 1
    return number if len(names & _HEADER_NAMES) >= _FEWEST_HEADER_NAMES else first


def read_header(page: Page, rows: Sequence[Row], first: int, end: int, context: Context) -> None:
    """Read the header of a PEP, which stands in `rows[first:end]`."""
    _read_fields(page, rows, first, end, context, _HEADER_LINE)


def read_bibliographic(page: Page, rows: Sequence[Row], first: int, context: Context) -> int:
    """Read the fields at the head of a document, from `rows[first]` on; tell what comes behind them."""
    end = first
    while end < len(rows) and (marker := FIELD_MARKER.match(page.text, *rows[end])):
        _, end = indented(page.text, rows, end, first=marker.end() - rows[end][0])
    _read_fields(page, rows, first, end, context, FIELD_MARKER)
    return end


def _read_fields(page: Page, rows: Sequence[Row], first: int, end: int, context: Context, marker: Pattern) -> None:
    """Read fields as one block, as a reader sees them, and each as a piece of metadata."""
    visible = VisibleText(rows[first][0])
    number = first
    rows = rows[:end]
    while number < end:
        begin = rows[number][0]
        found = marker.match(page.text, *rows[number])
        if found is None:
            number += 1
            continue
        value, number = indented(page.text, rows, number, first=found.end() - begin)
        if visible.length:
            visible.add("\n", begin - 1)
        visible.add(f"{found['name']}: ", found.start("name"))
        _read_field(page, found["name"].lower(), value, visible, context)
    visible.end_block(rows[end - 1][1])
    page.blocks += visible.blocks


def _read_field(page: Page, name: str, value: list[Row], visible: VisibleText, context: Context) -> None:
    shown = [row for row in value if row[0] < row[1]]
    if not shown:
        return
    location = page.lines.location(shown[0][0], shown[-1][1])
    if len(shown) < len(value) and any(row[0] == row[1] for row in value[value.index(shown[0]) :]):
        # Several paragraphs, as in an abstract.
        page.nest(value, context, element=name)
        said = stretch(page.text, shown).text
    else:
        length = visible.length
        page.inline(shown, visible, name)
        said = visible.since(length)
    page.fields.append(Field(name, said.strip(), location, "front matter"))


def read_comment_header(page: Page, comments: Sequence[Sequence[Row]]) -> None:
    """Read the metadata in the comments at the beginning of a post, if there is a title among them."""
    fields: list[Field] = []
    for rows in comments:
        found = _COMMENT_LINE.match(page.text, *rows[0]) if len(rows) == 1 else None
        if found:
            location = page.lines.location(*found.span("value"))
            fields.append(Field(found["name"].lower(), found["value"], location, "comment header"))
    if any(field.name == "title" for field in fields):
        page.title = page.title or next(field.value for field in fields if field.name == "title")
        page.fields += fields
        for field in fields:
            place = field.location
            page.gathered.references += field_references(page.lines, place.start, place.end, [field])
