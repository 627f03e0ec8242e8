"""Directives of reStructuredText, of docutils and of Sphinx: which of their parts lead somewhere, and which are text.

https://docutils.sourceforge.io/docs/ref/rst/directives.html
https://www.sphinx-doc.org/en/master/usage/restructuredtext/directives.html
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.lightweight.rows import stretch
from linkaudit.documents.restructuredtext.inline import SIMPLE_NAME, address, escaped, unescaped
from linkaudit.documents.restructuredtext.tables import csv_cells
from linkaudit.models import Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from linkaudit.documents.lightweight.rows import Row
    from linkaudit.documents.restructuredtext.page import Context, Page

# Their content is shown as it is, or is the source of a picture or formula.
_LITERAL = {
    "code", "code-block", "sourcecode", "raw", "math", "literalinclude", "include", "highlight", "doctest", "testcode",
    "testoutput", "testsetup", "testcleanup", "productionlist", "graphviz", "digraph", "graph", "inheritance-diagram",
    "plantuml", "uml", "mermaid", "ipython", "jupyter-execute", "prompt", "console", "terminal", "command-output",
    "program-output", "plot", "tikz", "blockdiag", "seqdiag", "actdiag", "nwdiag", "altair-plot",
}  # fmt: skip
# Their argument names something and is no text; what follows is read.
_NAMING = {
    "index", "role", "default-role", "class", "rst-class", "cssclass", "contents", "sectnum", "section-numbering",
    "module", "currentmodule", "py:module", "py:currentmodule", "automodule", "autoclass", "autofunction",
    "autosummary", "automethod", "autodata", "autoattribute", "autoexception", "unicode", "date", "highlightlang",
    "sectionauthor", "codeauthor", "tabularcolumns", "only", "ifconfig", "target-notes",
}  # fmt: skip
_TEXT_OPTIONS = {"alt", "caption", "name", "title"}
_IMAGES = {"image", "figure", "thumbnail"}
FIELD_MARKER = Pattern(r":(?![: ])(?P<name>(?:[^:\\]|\\.|:(?![ `]|\Z))*)(?<! ):(?: +|\Z)")
_OPTION_NAME = Pattern(r"[\w-]+\Z")
_URL = Pattern(r"(?:https?|ftps?)://\S+\Z", 2)
_TOCTREE_ENTRY = Pattern(r"(?P<text>[^<]*?) *<(?P<url>[^<>]+)>\Z")
_SIMPLE_REFERENCE = Pattern(rf"(?:(?P<simple>{SIMPLE_NAME})_|`(?! )(?P<phrase>[^`]+)(?<![\s\x00])`_)\Z")


def read_directive(page: Page, name: str, rows: list[Row], context: Context) -> None:
    """Read a directive: its arguments, options and content are `rows`."""
    name = name.lower()
    arguments, options, content = _parts(page.text, rows)
    values = dict(_options(page.text, options))
    _option_references(page, name, values)
    if name in _LITERAL:
        page.literal([*arguments, *content])
    elif name in _IMAGES:
        _image(page, name, arguments, values)
        page.nest(content, context)
    elif name == "meta":
        for field, value in values.items():
            # In `:property=og:title:` the attribute is named, too.
            _field(page, field.rpartition("=")[2].strip("\"' "), value, "meta")
    elif name in _SPECIAL:
        _SPECIAL[name](page, arguments, content, context)
    elif name in _NAMING:
        page.nest(content, context)
    else:
        # What a directive says of itself is text or the title of its text, be it known or not.
        page.nest([*arguments, *content], context)


def read_target(page: Page, rows: Sequence[Row], name: str, start: int) -> None:
    """Read where a target leads, which stands in `rows`: to an address or to another target; else to its own place."""
    shown = [row for row in rows if row[0] < row[1]]
    if not shown:
        return
    text = escaped(stretch(page.text, shown).text)
    other = _other_target(text)
    if other:
        page.gathered.targets.alias(name, other, start)
        if not name:
            return
        page.gathered.targets.use(other, page.lines.location(shown[0][0], shown[-1][1]), other)
    else:
        begin, end = shown[0][0], shown[-1][1]
        raw = page.text[begin:end]
        page.gathered.targets.define(name, address(text), raw, page.lines.location(begin, end))


def _other_target(text: str) -> str:
    """Read the name of another target; empty if the text is an address."""
    if not text.rstrip().endswith("_"):
        return ""
    found = _SIMPLE_REFERENCE.match(" ".join(text.split()))
    return unescaped(found["simple"] or found["phrase"]) if found else ""


def _parts(text: str, rows: list[Row]) -> tuple[list[Row], list[Row], list[Row]]:
    """Part the rows of a directive into arguments, options and content."""
    first = next((number for number, row in enumerate(rows) if row[0] < row[1]), len(rows))
    blank = next((number for number in range(first, len(rows)) if rows[number][0] == rows[number][1]), len(rows))
    for number in range(first, blank):
        marker = FIELD_MARKER.match(text, *rows[number])
        if marker:
            if _OPTION_NAME.match(marker["name"]):
                return rows[first:number], rows[number:blank], rows[blank:]
            break
    return rows[first:blank], [], rows[blank:]


def _options(text: str, rows: Sequence[Row]) -> Iterator[tuple[str, list[Row]]]:
    """Read the options of a directive: name and rows of the value."""
    name, value = "", list[tuple[int, int]]()
    for begin, end in rows:
        marker = FIELD_MARKER.match(text, begin, end)
        if marker:
            if name:
                yield name, value
            name, value = marker["name"].lower(), []
        start = marker.end() if marker else end - len(text[begin:end].lstrip())
        if start < end:
            value.append((start, end))
    if name:
        yield name, value


def _option_references(page: Page, directive: str, values: dict[str, list[Row]]) -> None:
    """List the addresses in the options of a directive."""
    for name, rows in values.items():
        if not rows:
            continue
        text = escaped(stretch(page.text, rows).text)
        if name == "target":
            other = _other_target(text)
            place = page.lines.location(rows[0][0], rows[-1][1])
            if other:
                page.gathered.targets.use(other, place, _said(page, values.get("alt", [])))
            else:
                _refer(page, Kind.LINK, rows, f"{directive} target", _said(page, values.get("alt", [])))
        elif name not in _TEXT_OPTIONS and _URL.match(address(text)):
            kind = Kind.LINK if name == "link" else Kind.ATTRIBUTE
            _refer(page, kind, rows, f"{directive} {name}")


def _image(page: Page, name: str, arguments: list[Row], values: dict[str, list[Row]]) -> None:
    if arguments:
        _refer(page, Kind.IMAGE, arguments, name, _said(page, values.get("alt", [])))


def _said(page: Page, rows: Sequence[Row]) -> str:
    return " ".join(page.text[begin:end] for begin, end in rows)


def _refer(page: Page, kind: Kind, rows: Sequence[Row], element: str, text: str = "") -> None:
    begin, end = rows[0][0], rows[-1][1]
    url = address(escaped(stretch(page.text, rows).text))
    location = page.lines.location(begin, end)
    page.gathered.references.append(Reference(url, page.text[begin:end], location, kind, text=text, element=element))


def _running_text(page: Page, arguments: list[Row], content: list[Row], context: Context) -> None:
    """Read `replace` and `parsed-literal`: inline markup and nothing else."""
    page.paragraph([*arguments, *content], context)


def _csv_table(page: Page, arguments: list[Row], content: list[Row], context: Context) -> None:
    page.paragraph(arguments, context)
    if content:
        for begin, end in csv_cells(page.text, content[0][0], content[-1][1]):
            page.nest(_rows_of_cell(page.text, begin, end), context, "cell")


def _rows_of_cell(text: str, begin: int, end: int) -> list[Row]:
    """Cut a cell that has several lines; their indentation is that of the table."""
    rows: list[Row] = []
    while begin <= end:
        stop = text.find("\n", begin, end)
        stop = end if stop < 0 else stop
        line = text[begin:stop]
        rows.append((begin + len(line) - len(line.lstrip()), begin + len(line.rstrip()) if line.strip() else stop))
        begin = stop + 1
    return [(start, max(start, stop)) for start, stop in rows]


def _toctree(page: Page, arguments: list[Row], content: list[Row], context: Context) -> None:
    """Read the entries of a table of contents: names of documents, and sometimes addresses."""
    del context
    for row in (*arguments, *content):
        entry = _TOCTREE_ENTRY.match(page.text, *row)
        place = entry.span("url") if entry else row
        if _URL.match(page.text[place[0] : place[1]]):
            _refer(page, Kind.LINK, [place], "toctree", entry["text"] if entry else "")


def _post(page: Page, arguments: list[Row], content: list[Row], context: Context) -> None:
    """Read the date of a post, as ABlog writes it."""
    _field(page, "date", arguments[:1], "front matter")
    page.nest(content, context)


def _title(page: Page, arguments: list[Row], content: list[Row], context: Context) -> None:
    """Read the title of the document, which is metadata and not shown."""
    del context, content
    page.title = page.title or _said(page, arguments)


def _field(page: Page, name: str, rows: Sequence[Row], origin: str) -> None:
    if rows:
        location = page.lines.location(rows[0][0], rows[-1][1])
        page.fields.append(Field(name, _said(page, rows), location, origin))


_SPECIAL = {
    "replace": _running_text,
    "parsed-literal": _running_text,
    "csv-table": _csv_table,
    "toctree": _toctree,
    "post": _post,
    "title": _title,
}
