"""What is gathered of a document in AsciiDoc, and how its text and its metadata are taken."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.lightweight.asciidoc_inline import Attributes, Inline
from linkaudit.documents.lightweight.rows import rows_of, stretch
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Block, Comment, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from linkaudit.documents.derived import Derived
    from linkaudit.documents.lightweight.rows import Row
    from linkaudit.documents.positions import Lines

# The line of authors and the line of the revision, directly below the title:
# https://docs.asciidoctor.org/asciidoc/latest/document/header/
_AUTHOR = Pattern(r"\w[\w.'-]*(?: +\w[\w.'-]*){0,2}(?: +<[^>]+>)?(?:;.*)?\Z")
_REVISION = Pattern(r"(?:[^\d{]*(?P<number>.*?),)? *(?!:)(?P<date>[^:]*?)(?: *:.*)?\Z")
_DIGIT = Pattern(r"\d")
_NAMES = {"revdate": "date", "docdate": "date"}
_PREFIXES = ("page-", "jbake-")


class Page:
    """Gathers what stands in a document."""

    def __init__(self, lines: Lines) -> None:
        """Begin with nothing found."""
        self.lines = lines
        self.text = lines.text
        self.rows: list[Row] = list(rows_of(lines.text))
        self.references: list[Reference] = []
        self.fields: list[Field] = []
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.attributes = Attributes()
        self.code: list[tuple[int, int]] = []

    def line(self, number: int) -> str:
        """Give the text of a row."""
        return self.text[slice(*self.rows[number])]

    def comment(self, first: int, end: int, said: str) -> None:
        """Take rows for a comment."""
        begin, stop = self.rows[first][0], self.rows[end - 1][1]
        self.comments.append(Comment(said.strip(), self.lines.location(begin, stop)))
        self.code.append((begin, stop))

    def literal(self, first: int, end: int) -> None:
        """Take rows for text that is shown as it is."""
        self.code.append((self.rows[first][0], self.rows[end - 1][1]))

    def paragraph(self, rows: list[Row], kind: str = "paragraph") -> None:
        """Read rows as running text of one block."""
        if rows:
            self.inline(stretch(self.text, rows), rows[0][0], rows[-1][1], kind)

    def inline(self, places: Derived, begin: int, end: int, kind: str = "paragraph") -> None:
        """Read running text as one block."""
        visible = VisibleText(begin)
        visible.end_block(begin, kind)
        Inline(self.lines, self.references, visible, places).read(self.attributes)
        visible.end_block(end)
        self.blocks += visible.blocks

    def author(self, number: int, line: str) -> bool:
        """Read the line of the authors; tell whether it is one."""
        if not _AUTHOR.match(line):
            return False
        self.field("author", *self.rows[number])
        return True

    def revision(self, number: int, line: str) -> bool:
        """Read the line of the revision; tell whether it is one."""
        found = _REVISION.match(line)
        if found is None or not _DIGIT.search(line):
            return False
        begin = self.rows[number][0]
        if found["date"]:
            self.field("date", begin + found.start("date"), begin + found.end("date"))
        return True

    def field(self, name: str, begin: int, end: int) -> None:
        """Take a stretch of the text for the value of a piece of metadata."""
        name = name.lower()
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        location = self.lines.location(begin, end)
        self.fields.append(Field(_NAMES.get(name, name), self.text[begin:end], location, "front matter"))

    def block_attributes(self, line: str, begin: int) -> None:
        """List the address of the source of a quotation, and where the image of a block leads."""
        if "://" not in line:
            return
        for found in bare_urls(self.text, begin, begin + len(line)):
            place = self.lines.location(found.start, found.end)
            raw = self.text[found.start : found.end]
            self.references.append(Reference(found.url, raw, place, Kind.ATTRIBUTE, element="block attribute"))

    def with_uses(self, reference: Reference) -> Reference:
        """Give the address in an attribute the places where the attribute is used."""
        uses = self.attributes.uses.get(reference.location.start) if reference.kind is Kind.FIELD else None
        if not uses:
            return reference
        return replace(reference, text=uses[0][1], uses=tuple(place for place, _ in uses))

    def entry(self, name: str, rows: list[Row]) -> None:
        """Define an attribute, whose value stands in `rows`."""
        places = stretch(self.text, rows)
        if rows:
            Inline(self.lines, self.references, VisibleText(rows[0][0]), places, name.lower()).read(self.attributes)
            self.field(name, rows[0][0], rows[-1][1])
        self.attributes.define(name, places.text, places.start(0))
