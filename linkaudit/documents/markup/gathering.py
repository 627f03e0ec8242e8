"""Gathers what is found in a format whose texts are written in several ways: plain, with references, as HTML."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents import html
from linkaudit.documents.bare import bare_urls
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import Reading
from linkaudit.documents.markup.resolving import resolved
from linkaudit.documents.positions import Lines
from linkaudit.documents.prose import Prose
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Comment, Field, Kind, Reference

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options, Reader
    from linkaudit.documents.pages.attributes import Attribute
    from linkaudit.models import Block, Entry

# URLs whose content the URL itself or the same file holds (RFC 2397, RFC 2392): they point nowhere.
_POINTING_NOWHERE = ("data:", "cid:", "mid:")


class Gathering:
    """What was found so far. Places are those of `lines`."""

    def __init__(self, lines: Lines, options: Options) -> None:
        """Begin with nothing."""
        self.lines = lines
        self.options = options
        self.references: list[Reference] = []
        self.fields: list[Field] = []
        self.entries: list[Entry] = []
        self.blocks: list[Block] = []
        self._comments: list[Comment] = []
        self._skipped: list[str] = []

    def reading(self, title: str = "", skipped: Sequence[str] = ()) -> Reading:
        """Give all that was found, with what could not be read."""
        references = (each for each in self.references if not each.url[:5].lower().startswith(_POINTING_NOWHERE))
        return Reading(
            references=tuple(sorted(references, key=lambda each: each.location.start)),
            blocks=tuple(self.blocks),
            fields=tuple(self.fields),
            comments=tuple(sorted(self._comments, key=lambda each: each.location.start)),
            title=" ".join(title.split()),
            entries=tuple(self.entries),
            skipped_parts=(*self._skipped, *skipped),
        )

    def refer(self, written: Attribute, kind: Kind, element: str, text: str = "", base: str = "") -> None:
        """List a URL that stands alone: the value of an attribute, the text of an element. An empty one is none."""
        if written.url:
            start, end = written.stripped(self.lines.text)
            location = self.lines.location(start, end)
            url, raw = resolved(base, written.url), self.lines.text[start:end]
            self.references.append(Reference(url, raw, location, kind, text=text, element=element))

    def add_field(self, name: str, written: Attribute, origin: str) -> None:
        """List a piece of metadata that stands alone; an empty one is none."""
        if written.text.strip():
            self.fields.append(self.field(name, written, origin))

    def field(self, name: str, written: Attribute, origin: str) -> Field:
        """Make a field of what stands alone, without listing it."""
        return Field(name, written.text.strip(), self.lines.location(written.start, written.end), origin)

    def comment(self, text: str, start: int, end: int) -> None:
        """List a comment; links in it are links only to those who ask for them."""
        self._comments.append(Comment(text, self.lines.location(start, end)))
        if self.options.include_code:
            for found in bare_urls(self.lines.text, start, end):
                self._bare(found.start, found.end, found.url)

    def plain(self, pieces: Sequence[Piece], kind: str = "paragraph") -> None:
        """Read plain text, seen by the reader as a block of the given kind."""
        if not pieces:
            return
        visible = VisibleText(pieces[0][1])
        visible.end_block(pieces[0][1], kind)
        for text, start, _ in pieces:
            visible.add(text, start)
        visible.end_block(pieces[-1][2])
        self.blocks += visible.blocks
        self.bare(pieces)

    def bare(self, pieces: Iterable[Piece], kind: Kind = Kind.BARE, element: str = "") -> None:
        """Find the URLs that stand in text, which is itself no block."""
        prose = Prose()
        for piece in pieces:
            prose.add(*piece)
        self.take_bare(prose, kind, element)

    def take_bare(self, prose: Prose, kind: Kind = Kind.BARE, element: str = "") -> None:
        """List the URLs that stand in text."""
        for found in prose.urls():
            self._bare(found.start, found.end, found.url, kind, element)

    def _bare(self, start: int, end: int, url: str, kind: Kind = Kind.BARE, element: str = "") -> None:
        location = self.lines.location(start, end)
        self.references.append(Reference(url, self.lines.text[start:end], location, kind, element=element))

    def html(self, pieces: Sequence[Piece], base: str = "") -> Reading:
        """Read HTML that stands there in pieces, as `inside` does."""
        return self.inside(pieces, html.read, base)

    def inside(self, pieces: Sequence[Piece], reader: Reader, base: str = "") -> Reading:
        """Read a document of another format that stands there in pieces.

        What was found in it is listed, but what it says of itself (title, fields) is left to who asks.
        """
        source = Derived(pieces)
        reading = source.relocated(reader(Lines(self.lines.path, source.text), self.options), self.lines)
        for each in reading.references:
            url = resolved(base, each.url)
            self.references.append(each if url == each.url else replace(each, url=url))
        self.blocks += reading.blocks
        self._comments += reading.comments
        self._skipped += reading.skipped_parts
        self.entries += reading.entries
        return reading
