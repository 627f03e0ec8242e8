r"""BibTeX and BibLaTeX: entries with their fields, and the addresses in them.

`%` begins no comment within a field; what stands outside the entries is one. Field names that differ between programs
(Zotero, Mendeley, JabRef, BibDesk) and between BibTeX and BibLaTeX are given those of `Entry`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.bibliographic.address_fields import SCHEME, addresses
from linkaudit.documents.bibliographic.bibtex_syntax import BlockSyntax, FieldSyntax, blocks
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN, Reading
from linkaudit.documents.positions import Lines
from linkaudit.documents.tex_language.characters import plain_text, url_pieces
from linkaudit.documents.tex_language.tex import TexReader
from linkaudit.models import Comment, Entry, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options

ORIGIN = "bibtex"
# The names of fields in BibTeX, BibLaTeX and what programs write, by what `Entry` calls them.
_CANONICAL = {
    **dict.fromkeys(("journal", "journaltitle", "booktitle", "maintitle"), "container-title"),
    **dict.fromkeys(("institution", "organization", "school"), "publisher"),
    **dict.fromkeys(
        (
            "urldate", "accessdate", "accessed", "access-date", "lastaccessed", "lastaccess", "lastchecked",
            "lastvisited", "urlaccessdate", "urlaccessed", "dateaccessed", "date-accessed", "retrieved", "visited",
        ),
        "access-date",
    ),
    **dict.fromkeys(("archiveurl", "archivedurl", "archived-url", "archive_url", "urlarchive"), "archive-url"),
    **dict.fromkeys(("archivedate", "archived", "archived-date", "archive_date"), "archive-date"),
    **dict.fromkeys(("link", "weblink", "webpage", "website", "homepage", "urls"), "url"),
}  # fmt: skip
_BOOKMARK = Pattern(r"bdsk-url-\d+|url\d+|url_\w+")
_ADDRESSES = {"url", "archive-url"}
# Files on somebody's disk, and what programs note for themselves.
_NO_TEXT = Pattern(
    r"bdsk-file-\d+|file|files|local-?(?:url|file)|pdf|owner|timestamp|__markedentry|date-(?:added|modified)"
)
# Fields that are no text to be read: numbers, names of things, dates.
_NOT_SHOWN = {
    "doi", "eprint", "eprinttype", "archiveprefix", "primaryclass", "isbn", "issn", "pages", "volume", "number", "date",
    "year", "month", "day", "access-date", "archive-date", "langid", "language", "keywords", "crossref", "origdate",
    "eventdate", "hyphenation", "entrysubtype", "type", "edition", "pagetotal", "numpages", "pmid", "pmcid", "lccn",
}  # fmt: skip
_ONLY_BROKEN = Pattern(r"\s*+\S++(?:[ \t]*+(?:\r\n?+|\n)\s*+(?![(\[]|(?:https?|ftps?):)\S++)*+\s*+")
_ENCLOSED = Pattern(r"\s*(?:\{\s*)+")
# Macros stand for names and beginnings of addresses; those that hold each other over and over are an attack.
_LONGEST_STRING = 1000
_LINE = Pattern(r"[^\r\n]+")
_SPECIAL = Pattern(r"[\\{}$~%&]")


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a bibliography."""
    return read_between(lines, 0, len(lines.text), options)


def read_between(lines: Lines, start: int, end: int, options: Options = PLAIN) -> Reading:
    """Read the bibliography between two offsets."""
    reader = _BibtexReader(lines, options)
    reader.read(start, end)
    return reader.reading()


class _BibtexReader:
    """Goes through the blocks of a bibliography."""

    def __init__(self, lines: Lines, options: Options) -> None:
        self.lines = lines
        self.text = lines.text
        self.include_code = options.include_code
        self.tex = _FieldText(lines)
        self.references = self.tex.references
        self.entries: list[Entry] = []
        self.comments: list[Comment] = []
        self.skipped: list[str] = []
        self.strings: dict[str, str] = {}
        """What the macros stand for that `@string` defines."""

    def reading(self) -> Reading:
        """Give what was found."""
        return Reading(
            references=tuple(sorted(self.references, key=lambda reference: reference.location.start)),
            blocks=tuple(self.tex.visible.blocks),
            comments=tuple(self.comments),
            entries=tuple(self.entries),
            skipped_parts=tuple(self.skipped),
        )

    def read(self, start: int, end: int) -> None:
        """Read the blocks between two offsets, and the comments between them."""
        position = start
        for block in blocks(self.text, start, end):
            self._outside(position, block.start)
            position = block.end
            if block.type == "comment":
                self._comment(block.start, block.end)
            elif block.type == "string":
                self._string(block)
            elif block.type != "preamble":
                self._entry(block)
            self._gaps(block)
        self._outside(position, end)

    def _outside(self, start: int, end: int) -> None:
        """Take what stands outside the entries for comments, line by line."""
        for line in _LINE.finditer(self.text, start, end):
            if line[0].strip():
                self._comment(*line.span())

    def _comment(self, start: int, end: int) -> None:
        written = self.text[start:end]
        begin = start + len(written) - len(written.lstrip())
        words = written.strip().lstrip("%").strip()
        self.comments.append(Comment(words, self.lines.location(begin, start + len(written.rstrip()))))
        if self.include_code:
            self._bare(start, end)

    def _bare(self, start: int, end: int) -> None:
        for found in bare_urls(self.text, start, end):
            location = self.lines.location(found.start, found.end)
            self.references.append(Reference(found.url, self.text[found.start : found.end], location, Kind.BARE))

    def _gaps(self, block: BlockSyntax) -> None:
        """Note what of a block could not be read, and look for the URLs there."""
        name = f"the entry {block.key}" if block.key else f"@{block.type}"
        for gap in block.gaps:
            self.skipped.append(f"line {self.lines.line_of(gap.start)}: {name}: {gap.reason}")
            self._bare(gap.start, gap.end)

    def _string(self, block: BlockSyntax) -> None:
        """Note what a macro stands for. An address among them is one wherever it is used."""
        for field in block.fields:
            said = "".join(said for said, _, _ in self._pieces(field))
            self.strings[field.name] = said[:_LONGEST_STRING]
            self.tex.field = field.name
            for part in field.parts:
                if part.is_text and SCHEME.search(self.text, part.start, part.end):
                    self.tex.read_field(part.start, part.end, hidden=True)

    def _entry(self, block: BlockSyntax) -> None:
        """Read an entry: its fields, the addresses in them, and the text that a reader sees."""
        self.tex.visible.end_block(block.start, "item")
        fields = tuple(self._field(each) for each in block.fields if each.parts)
        self.tex.visible.end_block(block.end, "item")
        location = self.lines.location(block.start, block.end)
        self.entries.append(Entry(block.type, block.key, location, fields))

    def _field(self, field: FieldSyntax) -> Field:
        """Read a field of an entry."""
        name = _CANONICAL.get(field.name, field.name)
        start, end = field.parts[0].start, field.parts[-1].end
        location = self.lines.location(start, end)
        if len(field.parts) == 1 and field.parts[0].is_text:
            value = self._value(self.tex, field.name, name, start, end)
        else:
            derived = Derived(self._pieces(field))
            lines = Lines(self.lines.path, derived.text)
            tex = _FieldText(lines)
            value = self._value(tex, field.name, name, 0, len(lines.text))
            found = derived.relocated(Reading(tuple(tex.references)), self.lines).references
            self.references.extend(each for each in found if name in _ADDRESSES or not _in_macro(each, field))
        return Field(name, value, location, ORIGIN)

    def _value(self, tex: _FieldText, written: str, name: str, start: int, end: int) -> str:
        """Read the value between two offsets of a text; give what it says."""
        if _NO_TEXT.fullmatch(written):
            return tex.text[start:end].strip()
        tex.field = written
        if written.endswith("date"):
            # EDTF: `~` says that it is only about the date.
            return tex.text[start:end].strip(" \t\r\n{}")
        is_address = name in _ADDRESSES or _BOOKMARK.fullmatch(written) is not None
        alone = SCHEME.match(tex.text, start, end) and _ONLY_BROKEN.fullmatch(tex.text, start, end)
        address = self._address(tex, start, end) if is_address or alone else None
        if address is None:
            tex.read_field(start, end, hidden=is_address or name in _NOT_SHOWN)
        return address or plain_text(tex.text[start:end])

    def _address(self, tex: _FieldText, start: int, end: int) -> str | None:
        """List the address, or the several, that a value is; give the first, or None if it is something else."""
        enclosed = _ENCLOSED.match(tex.text, start, end)
        if enclosed:
            stop = start + len(tex.text[start:end].rstrip("} \t\r\n"))
            start, end = enclosed.end(), max(stop, enclosed.end())
        broken = _ONLY_BROKEN.fullmatch(tex.text, start, end) is not None
        pieces = url_pieces(tex.text, start, end, {}, spaces=not broken)
        if pieces is None:
            return None
        said = Derived(pieces)
        found = list(addresses(said.text))
        for begin, stop in found:
            tex.refer(said.text[begin:stop], said.start(begin), said.end(stop), Kind.FIELD, tex.field)
        return said.text[slice(*found[0])] if found else ""

    def _pieces(self, field: FieldSyntax) -> Iterator[Piece]:
        """Cut a value into what stands there as it is and what macros stand for."""
        for part in field.parts:
            written = self.text[part.start : part.end]
            said = written if part.is_text else self.strings.get(written.lower(), written)
            yield said, part.start, part.end


class _FieldText(TexReader):
    """Reads the text of fields."""

    def read_field(self, start: int, end: int, *, hidden: bool) -> None:
        """Read the value between two offsets; `hidden` keeps it out of the text that a reader sees."""
        self.hidden = hidden
        if _SPECIAL.search(self.text, start, end):
            self.feed(start, end)
        else:
            self.show(self.text[start:end], start, end)
        self.list_bare()
        if not hidden:
            self.visible.add("\n", end)
        self.blocks.clear()

    def end_paragraph(self, token: re.Match[str]) -> None:
        """Take a blank line, which parts nothing in a field."""
        if not self.hidden:
            self.visible.add("\n", token.start())


def _in_macro(reference: Reference, field: FieldSyntax) -> bool:
    """Tell whether an address is all a macro's: then it stands where that is defined, whoever uses it."""
    start, end = reference.location.start, reference.location.end
    return any(not part.is_text and part.start <= start and end <= part.end for part in field.parts)
