"""XML of any kind: the links of the vocabularies in which documents are written, and the URLs in texts and attributes.

Names of name spaces, schemas and document types are no links, whatever they look like.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.interface import PLAIN
from linkaudit.documents.markup import vocabularies as vocabulary
from linkaudit.documents.markup.elements import aside, value
from linkaudit.documents.markup.events import EndTag, Instruction, Remark, StartTag, Text, XmlEvents, pieces
from linkaudit.documents.markup.gathering import Gathering
from linkaudit.documents.pages.attributes import words
from linkaudit.documents.prose import Prose
from linkaudit.documents.visible import VisibleText

if TYPE_CHECKING:
    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options, Reading
    from linkaudit.documents.positions import Lines

ORIGIN = "meta"


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read an XML document. Raises UnreadableError if it is none at all."""
    return _XmlReader(lines, options).read()


class _Open:
    """An element that is open."""

    def __init__(self, tag: StartTag, *, inline: bool, shown_before: int) -> None:
        self.tag = tag
        self.name = tag.name.lower()
        self.inline = inline
        self.shown_before = shown_before
        """How much of the present block was there before it."""
        self.has_text = False
        self.link = -1
        """The index of its reference, if its text is the words of a link."""
        self.pieces: list[Piece] = []
        """Its own text, kept if it is metadata."""
        self.metadata = ""


class _XmlReader:
    """Goes through tags and texts in their order, so that sentences with markup in them stay whole."""

    def __init__(self, lines: Lines, options: Options) -> None:
        self.lines = lines
        self.options = options
        self.found = Gathering(lines, options)
        self.visible = VisibleText()
        self.prose = Prose()
        self.open: list[_Open] = []
        self.codes = 0
        """How many elements of quoted code are open."""
        self.link_text: list[str] | None = None
        """The words of the link that is open."""
        self.title = ""

    def read(self) -> Reading:
        """Read all of it."""
        events = XmlEvents(self.lines)
        for each in events:
            match each:
                case Text():
                    self._text(each)
                case StartTag():
                    self._start(each)
                case EndTag():
                    self._end(each.start)
                case Remark() | Instruction():
                    aside(each, self.found)
        while self.open:
            self._end(events.end)
        self.visible.end_block(events.end)
        self.found.blocks += self.visible.blocks
        self.found.take_bare(self.prose)
        return self.found.reading(self.title, events.problems)

    def _start(self, tag: StartTag) -> None:
        outer = self.open[-1] if self.open else None
        inline = outer is not None and (outer.has_text or vocabulary.is_inline(tag.name.lower()))
        if not inline:
            self.visible.end_block(tag.start, vocabulary.kind_of_block(tag.name.lower()))
        opened = _Open(tag, inline=inline, shown_before=self.visible.length)
        opened.metadata = vocabulary.metadata_name(tag, outer.name if outer else "")
        self.open.append(opened)
        self.codes += vocabulary.is_code(opened.name)
        self._addresses(opened)

    def _addresses(self, opened: _Open) -> None:
        """Take the addresses in the attributes of a tag; the first is that of a link, if the element is one."""
        references = self.found.references
        before = len(references)
        for key, written in opened.tag.attributes.items():
            kind, element = vocabulary.kind_of_address(opened.tag), f"{opened.tag.name} {key}"
            if vocabulary.holds_address(opened.tag, key):
                for each in words(written, self.lines.text) if key == "target" else [written]:
                    self.found.refer(each, kind, element)
            elif "://" in written.text and not vocabulary.is_identifier(key):
                self.found.bare(pieces(self.lines.text, written.start, written.end), kind, element)
        if len(references) > before and self.link_text is None and vocabulary.is_link(opened.name):
            opened.link, self.link_text = before, []

    def _text(self, text: Text) -> None:
        if not self.open:
            return
        inside = self.open[-1]
        inside.has_text = inside.has_text or not text.text.isspace()
        self.visible.add(text.text, text.start)
        if inside.metadata:
            inside.pieces.append((text.text, text.start, text.end))
        if self.link_text is not None:
            self.link_text.append(text.text)
        elif (not self.codes or self.options.include_code) and not vocabulary.is_name(inside.name):
            self.prose.add(text.text, text.start, text.end)

    def _end(self, place: int) -> None:
        closed = self.open.pop()
        self.codes -= vocabulary.is_code(closed.name)
        if closed.name in vocabulary.TITLES and not self.title:
            self.title = self.visible.since(closed.shown_before)
        if closed.metadata:
            self.found.add_field(closed.metadata, value(closed.pieces), ORIGIN)
        if closed.link >= 0 and self.link_text is not None:
            text = " ".join("".join(self.link_text).split())
            for index in range(closed.link, len(self.found.references)):
                self.found.references[index] = replace(self.found.references[index], text=text)
            self.link_text = None
        if not closed.inline:
            self.visible.end_block(place)
