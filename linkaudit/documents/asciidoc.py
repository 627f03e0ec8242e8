"""AsciiDoc, as Asciidoctor reads it.

https://docs.asciidoctor.org/asciidoc/latest/
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.asciidoc_inline import Attributes, Inline
from linkaudit.documents.bare import bare_urls
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.metadata import field_references, front_matter, front_matter_span
from linkaudit.documents.normalized import read_normalized
from linkaudit.documents.rows import rows_of, stretch
from linkaudit.documents.text import references as bare_references
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Block, Comment, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines
    from linkaudit.documents.rows import Row

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
# The line of authors and the line of the revision, directly below the title.
_AUTHOR = Pattern(r"\w[\w.'-]*(?: +\w[\w.'-]*){0,2}(?: +<[^>]+>)?(?:;.*)?\Z")
_REVISION = Pattern(r"(?:[^\d{]*(?P<number>.*?),)? *(?!:)(?P<date>[^:]*?)(?: *:.*)?\Z")
_DIGIT = Pattern(r"\d")
_NAMES = {"revdate": "date", "docdate": "date"}
_PREFIXES = ("page-", "jbake-")


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a document in AsciiDoc."""
    return read_normalized(lines, lambda normalized: _AsciiDoc(normalized).reading(options))


class _AsciiDoc:
    """Goes through the lines of a document."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._text = lines.text
        self._rows = list(rows_of(lines.text))
        self._references: list[Reference] = []
        self._fields: list[Field] = []
        self._blocks: list[Block] = []
        self._comments: list[Comment] = []
        self._attributes = Attributes()
        self._entries: dict[str, tuple[int, int]] = {}
        self._code: list[tuple[int, int]] = []
        self._title = ""
        self._style = ""
        self._table = ""

    def reading(self, options: Options) -> Reading:
        """Read the whole document."""
        number = self._header(self._front_matter())
        while number < len(self._rows):
            number = self._block(number)
        if options.include_code:
            known = {reference.location.start for reference in self._references}
            for span in self._code:
                found = bare_references(self._lines, *span)
                self._references += (each for each in found if each.location.start not in known)
        references = sorted(map(self._with_uses, self._references), key=lambda each: each.location.start)
        return Reading(
            references=tuple(references),
            blocks=tuple(sorted(self._blocks, key=lambda block: block.start)),
            fields=tuple(self._fields),
            comments=tuple(self._comments),
            title=" ".join((self._attributes.value("doctitle") or self._title).split()),
        )

    def _with_uses(self, reference: Reference) -> Reference:
        """Give the address in an attribute the places where the attribute is used."""
        uses = self._attributes.uses.get(reference.element) if reference.kind is Kind.FIELD else None
        if not uses:
            return reference
        return replace(reference, text=uses[0][1], uses=tuple(place for place, _ in uses))

    def _front_matter(self) -> int:
        """Read front matter, as site generators put it before the text; tell the first row behind it."""
        span = front_matter_span(self._text)
        if span is None:
            return 0
        self._fields += front_matter(self._lines, *span)
        self._references += field_references(self._lines, *span, self._fields)
        self._title = next((field.value for field in self._fields if field.name == "title"), "")
        return self._lines.line_of(max(0, span[1] - 1))

    def _header(self, number: int) -> int:
        """Read the title of the document with the lines of its authors and revision."""
        while number < len(self._rows):
            line = self._line(number)
            if line and not line.startswith("//") and not _ATTRIBUTE_ENTRY.match(line):
                break
            number = self._block(number)
        if number == len(self._rows) or not self._line(number).startswith(("= ", "# ")):
            return number
        number = self._block(number)
        for reads in (self._author, self._revision):
            number = self._skip_comments(number)
            line = self._line(number) if number < len(self._rows) else ""
            if not line or _ATTRIBUTE_ENTRY.match(line) or not reads(number, line):
                break
            self._paragraph([self._rows[number]])
            number += 1
        return number

    def _skip_comments(self, number: int) -> int:
        while number < len(self._rows) and self._line(number).startswith("//"):
            number = self._block(number)
        return number

    def _author(self, number: int, line: str) -> bool:
        if not _AUTHOR.match(line):
            return False
        self._field("author", *self._rows[number])
        return True

    def _revision(self, number: int, line: str) -> bool:
        found = _REVISION.match(line)
        if found is None or not _DIGIT.search(line):
            return False
        begin = self._rows[number][0]
        if found["date"]:
            self._field("date", begin + found.start("date"), begin + found.end("date"))
        return True

    def _field(self, name: str, begin: int, end: int) -> None:
        name = name.lower()
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        location = self._lines.location(begin, end)
        self._fields.append(Field(_NAMES.get(name, name), self._text[begin:end], location, "front matter"))

    def _line(self, number: int) -> str:
        return self._text[slice(*self._rows[number])]

    def _block(self, number: int) -> int:
        """Read what begins at a row; tell where the next begins."""
        line = self._line(number)
        begin, end = self._rows[number]
        if not line:
            return number + 1
        style, self._style = self._style, ""
        if line.startswith("//") and not line.startswith("///"):
            self._comments.append(Comment(line[2:].strip(), self._lines.location(begin, end)))
            self._code.append((begin, end))
            self._style = style
            return number + 1
        heading = self._heading(number)
        if heading is not None:
            return heading
        if _DELIMITER.match(line):
            return self._delimited(number, line, style)
        return self._line_construct(number, line, style) or self._running(number, style)

    def _line_construct(self, number: int, line: str, style: str) -> int | None:
        """Read what takes one line: attributes, titles of blocks, macros."""
        begin, end = self._rows[number]
        if entry := _ATTRIBUTE_ENTRY.match(line):
            return self._entry(number, entry["name"], begin + entry.start("value") if entry["value"] else end)
        if line[0] == "[" and _BLOCK_ATTRIBUTES.match(line):
            self._style = line if not line.startswith("[[") else style
            self._quoted_source(line, begin)
            return number + 1
        if line[0] == "." and (title := _BLOCK_TITLE.match(line)):
            self._paragraph([(begin + title.start("title"), end)])
            self._style = style
            return number + 1
        if macro := _BLOCK_MACRO.match(line):
            # The inline macro of the same name has one colon.
            place = begin + len(macro["name"]) + 1
            self._inline(
                Derived([(macro["name"] + ":", begin, place + 1), (self._text[place + 1 : end], place + 1, end)]),
                begin,
                end,
            )
            return number + 1
        include = _INCLUDE.match(line)
        if include and "://" in include["target"]:
            url = self._attributes.expanded(include["target"])
            place = self._lines.location(begin + include.start("target"), begin + include.end("target"))
            self._references.append(Reference(url, include["target"], place, Kind.LINK, element="include"))
        return number + 1 if include or _OTHER_MACRO.match(line) else None

    def _entry(self, number: int, name: str, begin: int) -> int:
        """Read an attribute entry, whose value goes on in the next line behind a back-slash."""
        rows: list[Row] = []
        end = self._rows[number][1]
        while begin < end:
            following = number + 1 < len(self._rows) and self._text.endswith(" \\", begin, end)
            rows.append((begin, end - 2 if following else end))
            if not following:
                break
            number += 1
            begin, end = self._rows[number]
            begin += len(self._text[begin:end]) - len(self._text[begin:end].lstrip())
        places = stretch(self._text, rows)
        self._attributes.uses.setdefault(name.lower(), [])
        if rows:
            Inline(self._lines, self._references, VisibleText(rows[0][0]), places, name.lower()).read(self._attributes)
            self._field(name, rows[0][0], rows[-1][1])
        self._attributes.define(name, places.text)
        return number + 1

    def _quoted_source(self, line: str, begin: int) -> None:
        """List the address of the source of a quotation, and where the image of a block leads."""
        if "://" not in line:
            return
        for found in bare_urls(self._text, begin, begin + len(line)):
            place = self._lines.location(found.start, found.end)
            raw = self._text[found.start : found.end]
            self._references.append(Reference(found.url, raw, place, Kind.ATTRIBUTE, element="block attribute"))

    def _heading(self, number: int) -> int | None:
        """Read a title with its marks before it, or with a line below."""
        line = self._line(number)
        begin, end = self._rows[number]
        if found := _HEADING.match(line) if line[0] in "=#" else None:
            self._paragraph([(begin + found.start("title"), end)], "heading")
            self._title = self._title or found["title"]
            return number + 1
        below = self._line(number + 1) if number + 1 < len(self._rows) else ""
        if below and abs(len(below) - len(line)) <= 1 and _UNDERLINE.match(below) and _UNDERLINED.match(line):
            self._paragraph([(begin, end)], "heading")
            self._title = self._title or line
            return number + 2
        return None

    def _delimited(self, number: int, line: str, style: str) -> int:
        """Read a delimited block: skip what is shown as it is, and go into what holds other blocks."""
        if line.startswith("////"):
            end = self._closing(number, line)
            begin = self._rows[number][0]
            inner = self._rows[number + 1 : end]
            said = "\n".join(self._text[slice(*row)] for row in inner)
            self._comments.append(Comment(said.strip(), self._lines.location(begin, self._rows[end - 1][1])))
            self._code.append((begin, self._rows[end - 1][1]))
            return end + 1
        found = _STYLE.match(style)
        coded = found is not None and found["style"] in _CODE_STYLES
        fence = "```" if line.startswith("```") else line
        if (line.startswith(_VERBATIM) and not _MACROS_READ.search(style)) or (line == "--" and coded):
            end = self._closing(number, fence)
            self._code.append((self._rows[number][0], self._rows[end - 1][1]))
            return end + 1
        if line.startswith(_VERBATIM):
            end = self._closing(number, fence)
            self._paragraph([row for row in self._rows[number + 1 : end] if row[0] < row[1]])
            return end + 1
        if line[0] in "|,:!" and line[1] == "=":
            self._table = "" if self._table == line else line
        return number + 1

    def _closing(self, number: int, fence: str) -> int:
        """Find the row that closes a block; the end of the document does, too."""
        for following in range(number + 1, len(self._rows)):
            if self._line(following) == fence:
                return following
        return len(self._rows)

    def _running(self, number: int, style: str) -> int:
        """Read a paragraph, an item of a list or the cells in the lines of a table."""
        end = self._end_of_paragraph(number)
        rows = self._rows[number:end]
        line = self._line(number)
        found = _STYLE.match(style)
        literal = line[0] in " \t" and not self._table and not _ITEM.match(line) and not _TERM.match(line)
        if literal or (found and found["style"] in _CODE_STYLES and not _MACROS_READ.search(style)):
            self._code.append((rows[0][0], rows[-1][1]))
            return end
        rows = [row for row in rows if not self._text.startswith("//", row[0]) or self._text.startswith("///", row[0])]
        if self._table:
            self._cells(rows)
        else:
            self._items(rows)
        return end

    def _end_of_paragraph(self, number: int) -> int:
        """Find the row behind a paragraph: blank, or the beginning of a block."""
        number += 1
        while number < len(self._rows):
            line = self._line(number)
            if not line or line == "+" or _DELIMITER.match(line):
                break
            if line[0] == "[" and _BLOCK_ATTRIBUTES.match(line):
                break
            if line.startswith("//") and not line.startswith("///"):
                begin, end = self._rows[number]
                self._comments.append(Comment(line[2:].strip(), self._lines.location(begin, end)))
                self._code.append((begin, end))
            number += 1
        return number

    def _items(self, rows: list[Row]) -> None:
        """Read lines of text, in which each item of a list is a block."""
        block: list[Row] = []
        kind = "paragraph"
        for begin, end in rows:
            item = _ITEM.match(self._text, begin, end) or _TERM.match(self._text, begin, end)
            if item and (kind == "item" or not block):
                self._paragraph(block, kind)
                block, kind = [], "item"
                begin = item.end() if "term" not in item.groupdict() else begin + len(item[0]) - len(item[0].lstrip())
            block.append((begin, end))
        self._paragraph(block, kind)

    def _cells(self, rows: list[Row]) -> None:
        """Read lines of a table; each bar begins a cell."""
        bar = self._table[0]
        block: list[Row] = []
        for begin, end in rows:
            position = begin
            for found in _CELL.finditer(self._text, begin, end) if bar == "|" else ():
                if self._text[found.end() - 2 : found.end() - 1] == "\\":
                    continue
                if position < found.start():
                    block.append((position, found.start()))
                self._paragraph(block, "cell")
                block, position = [], found.end()
            if position < end:
                block.append((position, end))
            if bar != "|":
                self._paragraph(block, "cell")
                block = []
        self._paragraph(block, "cell")

    def _paragraph(self, rows: list[Row], kind: str = "paragraph") -> None:
        if rows:
            self._inline(stretch(self._text, rows), rows[0][0], rows[-1][1], kind)

    def _inline(self, places: Derived, begin: int, end: int, kind: str = "paragraph") -> None:
        """Read running text as one block."""
        visible = VisibleText(begin)
        visible.end_block(begin, kind)
        Inline(self._lines, self._references, visible, places).read(self._attributes)
        visible.end_block(end)
        self._blocks += visible.blocks
