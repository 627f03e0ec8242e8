"""AsciiDoc, as Asciidoctor reads it.

https://docs.asciidoctor.org/asciidoc/latest/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.lightweight.asciidoc_page import Page
from linkaudit.documents.lightweight.normalized import read_normalized
from linkaudit.documents.lightweight.running import in_code
from linkaudit.documents.metadata import field_references, front_matter, front_matter_span
from linkaudit.models import Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.interface import Options
    from linkaudit.documents.lightweight.rows import Row
    from linkaudit.documents.positions import Lines

_DELIMITER = Pattern(r"(?:-{4,}|\.{4,}|\+{4,}|/{4,}|={4,}|\*{4,}|_{4,}|--|~{4,}|[|,:!]={3,}|```.*)\Z")
_VERBATIM = ("----", "....", "++++", "```")
_ATTRIBUTE_ENTRY = Pattern(r":(?P<unset>!?)(?P<name>\w[\w -]*)!?:(?:[ \t]+(?P<value>.*))?\Z")
_HEADING = Pattern(r"(?:={1,6}|#{1,6})[ \t]+(?P<title>\S.*)\Z")
_UNDERLINE = Pattern(r"(?:=+|-+|~+|\^+|\++)\Z")
_UNDERLINED = Pattern(r"(?!\.)\S.*\w|\w")
_BLOCK_ATTRIBUTES = Pattern(r"\[(?:[\w.#%\"',{*].*|)\]\Z|\[\[.*\]\]\Z")
_BLOCK_TITLE = Pattern(r"\.(?P<title>[^\s.].*)\Z")
_BLOCK_MACRO = Pattern(r"(?P<name>image|video|audio)::(?P<target>[^\s\[][^\[]*|)\[.*\]\Z")
_INCLUDE = Pattern(r"include::(?P<target>[^\s\[][^\[]*)\[.*\]\Z")
_OTHER_MACRO = Pattern(r"(?:ifdef|ifndef|ifeval|endif|toc|include)::.*\[.*\]\Z|'''\Z|<<<\Z|\+\Z|---\Z")
_ITEM = Pattern(
    r"[ \t]*(?:(?:\*{1,5}|-|\.{1,5}|\d+\.|[a-zA-Z]\.|[ivxIVX]+\)|<(?:\d+|\.)>)[ \t]+(?=\S)(?:\[[ xX*]\][ \t]+)?)"
)
_TERM = Pattern(r"[ \t]*(?P<term>\S.*?)(?P<mark>:{2,4}|;;)(?:[ \t]+|\Z)")
_CODE_STYLES = ("source", "listing", "literal", "stem", "latexmath", "asciimath", "pass", "comment")
_STYLE = Pattern(r"\[\s*(?P<style>[\w-]*)")
_MACROS_READ = Pattern(r"subs=[\"']?[^\]]*(?:\+?macros|normal)")
_CELL = Pattern(r"(?:(?<=\s)|\A)(?:\d+(?:\.\d+)?[+*]|\.\d+[+*])?[<^>]?(?:\.[<^>])?[a-z]?\||\|")


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a document in AsciiDoc."""
    return read_normalized(lines, lambda normalized: _AsciiDoc(normalized).reading(options))


class _AsciiDoc:
    """Goes through the lines of a document."""

    def __init__(self, lines: Lines) -> None:
        self._page = Page(lines)
        self._rows = self._page.rows
        self._title = ""
        self._style = ""
        self._table = ""
        self._after_term = False

    def reading(self, options: Options) -> Reading:
        """Read the whole document."""
        number = self._header(self._front_matter())
        while number < len(self._rows):
            number = self._block(number)
        if options.include_code:
            self._page.references += in_code(self._page.lines, self._page.code, self._page.references)
        references = sorted(map(self._page.with_uses, self._page.references), key=lambda each: each.location.start)
        return Reading(
            references=tuple(references),
            blocks=tuple(sorted(self._page.blocks, key=lambda block: block.start)),
            fields=tuple(self._page.fields),
            comments=tuple(self._page.comments),
            title=" ".join((self._page.attributes.value("doctitle") or self._title).split()),
        )

    def _front_matter(self) -> int:
        """Read front matter, as site generators put it before the text; tell the first row behind it."""
        span = front_matter_span(self._page.text)
        if span is None:
            return 0
        self._page.fields += front_matter(self._page.lines, *span)
        self._page.references += field_references(self._page.lines, *span, self._page.fields)
        self._title = next((field.value for field in self._page.fields if field.name == "title"), "")
        return self._page.lines.line_of(max(0, span[1] - 1))

    def _header(self, number: int) -> int:
        """Read the title of the document with the lines of its authors and revision."""
        while number < len(self._rows):
            line = self._page.line(number)
            if line and not line.startswith("//") and not _ATTRIBUTE_ENTRY.match(line):
                break
            number = self._block(number)
        if number == len(self._rows) or not self._titled(number):
            return number
        number = self._block(number)
        for reads in (self._page.author, self._page.revision):
            while number < len(self._rows) and self._page.line(number).startswith("//"):
                number = self._block(number)
            line = self._page.line(number) if number < len(self._rows) else ""
            if not line or _ATTRIBUTE_ENTRY.match(line) or not reads(number, line):
                break
            self._page.paragraph([self._rows[number]])
            number += 1
        return number

    def _titled(self, number: int) -> bool:
        """Tell whether the title of the document stands in a row; underlined as of old, it brings old rules with it."""
        if self._page.line(number).startswith(("= ", "# ")):
            return True
        below = self._page.line(number + 1) if number + 1 < len(self._rows) else ""
        self._page.attributes.compatible = _is_underlined(self._page.line(number), below) and below[0] == "="
        return self._page.attributes.compatible

    def _block(self, number: int) -> int:
        """Read what begins at a row; tell where the next begins."""
        line = self._page.line(number)
        if not line:
            return number + 1
        style, self._style = self._style, ""
        after_term, self._after_term = self._after_term, False
        if line.startswith("//") and not line.startswith("///"):
            self._page.comment(number, number + 1, line[2:])
            self._style = style
            return number + 1
        if _DELIMITER.match(line):
            return self._delimited(number, line, style)
        following = self._line_construct(number, line, style) or self._heading(number, line)
        return following or self._running(number, style, after_term=after_term)

    def _line_construct(self, number: int, line: str, style: str) -> int | None:
        """Read what takes one line: attributes, titles of blocks, macros."""
        begin, end = self._rows[number]
        if entry := _ATTRIBUTE_ENTRY.match(line):
            return self._entry(number, entry["name"], begin + entry.start("value") if entry["value"] else end)
        if line[0] == "[" and _BLOCK_ATTRIBUTES.match(line):
            self._style = line if not line.startswith("[[") else style
            self._page.block_attributes(line, begin)
            return number + 1
        if line[0] == "." and (title := _BLOCK_TITLE.match(line)):
            self._page.paragraph([(begin + title.start("title"), end)])
            self._style = style
            return number + 1
        if macro := _BLOCK_MACRO.match(line):
            # The inline macro of the same name has one colon.
            place = begin + len(macro["name"]) + 1
            inline = [(f"{macro['name']}:", begin, place + 1), (self._page.text[place + 1 : end], place + 1, end)]
            self._page.inline(Derived(inline), begin, end)
            return number + 1
        include = _INCLUDE.match(line)
        if include and "://" in include["target"]:
            url = self._page.attributes.expanded(include["target"])
            location = self._page.lines.location(begin + include.start("target"), begin + include.end("target"))
            self._page.references.append(Reference(url, include["target"], location, Kind.LINK, element="include"))
        return number + 1 if include or _OTHER_MACRO.match(line) else None

    def _entry(self, number: int, name: str, begin: int) -> int:
        """Read an attribute entry, whose value goes on in the next line behind a back-slash."""
        rows: list[Row] = []
        end = self._rows[number][1]
        while begin < end:
            following = number + 1 < len(self._rows) and self._page.text.endswith(" \\", begin, end)
            rows.append((begin, end - 2 if following else end))
            if not following:
                break
            number += 1
            begin, end = self._rows[number]
            begin += len(self._page.text[begin:end]) - len(self._page.text[begin:end].lstrip())
        self._page.entry(name, rows)
        return number + 1

    def _heading(self, number: int, line: str) -> int | None:
        """Read a title with its marks before it, or with a line below."""
        begin, end = self._rows[number]
        if found := _HEADING.match(line) if line[0] in "=#" else None:
            self._page.paragraph([(begin + found.start("title"), end)], "heading")
            self._title = self._title or found["title"]
            return number + 1
        below = self._page.line(number + 1) if number + 1 < len(self._rows) else ""
        if _is_underlined(line, below):
            self._page.paragraph([(begin, end)], "heading")
            self._title = self._title or line
            return number + 2
        return None

    def _delimited(self, number: int, line: str, style: str) -> int:
        """Read a delimited block: skip what is shown as it is, and go into what holds other blocks."""
        fence = "```" if line.startswith("```") else line
        if line.startswith("////"):
            end = self._closing(number, fence)
            said = "\n".join(self._page.line(inner) for inner in range(number + 1, end))
            self._page.comment(number, end, said)
            return min(end + 1, len(self._rows))
        found = _STYLE.match(style)
        coded = found is not None and found["style"] in _CODE_STYLES
        if line.startswith(_VERBATIM) or (line == "--" and coded):
            end = self._closing(number, fence)
            if _MACROS_READ.search(style):
                self._page.paragraph([row for row in self._rows[number + 1 : end] if row[0] < row[1]])
            else:
                self._page.literal(number, end)
            return min(end + 1, len(self._rows))
        if line[0] in "|,:!" and line[1] == "=":
            self._table = "" if self._table == line else line
        return number + 1

    def _closing(self, number: int, fence: str) -> int:
        """Find the row that closes a block; the end of the document does, too."""
        for following in range(number + 1, len(self._rows)):
            if self._page.line(following) == fence:
                return following
        return len(self._rows)

    def _running(self, number: int, style: str, *, after_term: bool) -> int:
        """Read a paragraph, an item of a list or the cells in the lines of a table.

        A paragraph that is indented is shown as it is, unless it says what the term before it means.
        """
        end = self._end_of_paragraph(number)
        rows = self._rows[number:end]
        line = self._page.line(number)
        found = _STYLE.match(style)
        literal = line[0] in " \t" and not self._table and not _ITEM.match(line) and not _TERM.match(line)
        literal = literal and not after_term
        last = _TERM.match(self._page.line(end - 1))
        self._after_term = last is not None and last.end() == len(self._page.line(end - 1))
        if literal or (found and found["style"] in _CODE_STYLES and not _MACROS_READ.search(style)):
            self._page.literal(number, end)
            return end
        rows = [
            row
            for row in rows
            if not self._page.text.startswith("//", row[0]) or self._page.text.startswith("///", row[0])
        ]
        if self._table:
            self._cells(rows)
        else:
            self._items(rows)
        return end

    def _end_of_paragraph(self, number: int) -> int:
        """Find the row behind a paragraph: blank, or the beginning of a block."""
        number += 1
        while number < len(self._rows):
            line = self._page.line(number)
            if not line or line == "+" or _DELIMITER.match(line):
                break
            if line[0] == "[" and _BLOCK_ATTRIBUTES.match(line):
                break
            if line.startswith("//") and not line.startswith("///"):
                self._page.comment(number, number + 1, line[2:])
            number += 1
        return number

    def _items(self, rows: list[Row]) -> None:
        """Read lines of text, in which each item of a list is a block."""
        block: list[Row] = []
        kind = "paragraph"
        for begin, end in rows:
            item = _ITEM.match(self._page.text, begin, end) or _TERM.match(self._page.text, begin, end)
            start = begin
            if item and (kind == "item" or not block):
                self._page.paragraph(block, kind)
                block, kind = [], "item"
                start = item.start("term") if "term" in item.groupdict() else item.end()
            block.append((start, end))
        self._page.paragraph(block, kind)

    def _cells(self, rows: list[Row]) -> None:
        """Read lines of a table; each bar begins a cell."""
        bar = self._table[0]
        block: list[Row] = []
        for begin, end in rows:
            position = begin
            for found in _CELL.finditer(self._page.text, begin, end) if bar == "|" else ():
                if self._page.text[found.end() - 2 : found.end() - 1] == "\\":
                    continue
                if position < found.start():
                    block.append((position, found.start()))
                self._page.paragraph(block, "cell")
                block, position = [], found.end()
            if position < end:
                block.append((position, end))
            if bar != "|":
                self._page.paragraph(block, "cell")
                block = []
        self._page.paragraph(block, "cell")


def _is_underlined(line: str, below: str) -> bool:
    """Tell whether a line is a title because of the line below it, which must be about as long."""
    alike = bool(below) and abs(len(below) - len(line)) <= 1
    return alike and _UNDERLINE.match(below) is not None and _UNDERLINED.match(line) is not None
