"""Feeds: RSS 0.9 to 2.0 (https://www.rssboard.org/rss-specification), RSS 1.0 in RDF, Atom 0.3 and 1.0 (RFC 4287).

A feed is one document; each of its items is a bibliographic entry with its address and its date. HTML in items is read
as HTML, however it is written there: escaped, in CDATA, as elements.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents.interface import PLAIN
from linkaudit.documents.markup import feed_elements
from linkaudit.documents.markup.elements import Element, aside, elements
from linkaudit.documents.markup.events import Instruction, Remark, XmlEvents
from linkaudit.documents.markup.gathering import Gathering
from linkaudit.models import Entry, Kind
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options, Reading
    from linkaudit.documents.pages.attributes import Attribute
    from linkaudit.documents.positions import Lines
    from linkaudit.models import Field

ORIGIN = "feed"
_ITEM_LINKS = ("item link", "entry link rel=alternate")
_AUTHORS = {"author", "creator", "name"}


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a feed. Raises UnreadableError if it is no XML at all."""
    return _FeedReader(lines, options).read()


class _FeedReader:
    """Goes through the elements of a feed."""

    def __init__(self, lines: Lines, options: Options) -> None:
        self.lines = lines
        self.found = Gathering(lines, options)
        self.title = ""
        self.item: _Item | None = None
        self.markup: Element | None = None
        """The outermost element of XHTML that is open; what is in it is read in one go when it closes."""

    def read(self) -> Reading:
        """Read all of it."""
        events = XmlEvents(self.lines)
        for each in elements(events):
            match each:
                case Element(closed=False) if self.markup is None:
                    self._open(each)
                case Element(closed=True) if self.markup is each:
                    self.found.html(list(_without_prefix(each, self.lines.text)), each.base)
                    self.markup = None
                case Element(closed=True) if self.markup is None:
                    self._close(each)
                case Remark() | Instruction() if self.markup is None:
                    aside(each, self.found)
                case _:
                    pass
        return self.found.reading(self.title, events.problems)

    def _open(self, element: Element) -> None:
        """Take an element that opens: the addresses in its attributes."""
        if feed_elements.begins_markup(element):
            self.markup = element
            return
        if element.name in feed_elements.ITEMS and self.item is None:
            self.item = _Item(element, len(self.found.references))
        for written, kind, place in feed_elements.url_attributes(element):
            self._refer(element, written, kind, place)

    def _close(self, element: Element) -> None:
        """Take an element that has closed: its text."""
        address = feed_elements.address(element)
        if self.item and element is self.item.element:
            self._end_item(self.item)
        elif address:
            self._refer(element, *address)
        elif element.name in feed_elements.DATES:
            self._date(element)
        elif element.name == "title":
            self._title(element)
        elif feed_elements.is_text(element):
            self._text(element)
        elif not feed_elements.is_identifier(element):
            self.found.bare(element.pieces, Kind.FIELD, element.shown_name)
        if self.item and element.parent is self.item.element and element.name in ("guid", "id"):
            self.item.key = element.value.text

    def _refer(self, element: Element, written: Attribute, kind: Kind, place: str) -> None:
        self.found.refer(written, kind, place, base=element.base)
        if self.item and place in _ITEM_LINKS and written.url:
            self.item.add(self.found.field("url", written, ORIGIN))

    def _date(self, element: Element) -> None:
        """Take the date of the feed, or of an item; that of a part of either is left out."""
        says = feed_elements.DATES[element.name]
        if self.item is None:
            self.found.add_field(says, element.value, ORIGIN)
        elif element.parent is self.item.element:
            self.item.add(self.found.field("date" if says == "published" else says, element.value, ORIGIN))

    def _title(self, element: Element) -> None:
        """Take a title. Only one with tags in it is HTML: `Q&amp;A` is written by everybody as is."""
        written = element.value
        if "<" in written.text and feed_elements.is_html(element):
            blocks = self.found.html(element.pieces, element.base).blocks
            shown = " ".join(block.text for block in blocks)
        else:
            shown = written.text
            self.found.plain(element.pieces, "heading")
        if self.item is None and element.is_in("channel", "feed"):
            self.title = self.title or shown
        elif self.item and element.parent is self.item.element:
            self.item.title = shown
            self.item.add(replace(self.found.field("title", written, ORIGIN), value=shown))

    def _text(self, element: Element) -> None:
        """Take text that is read by people."""
        if feed_elements.is_html(element):
            self.found.html(element.pieces, element.base)
        elif not feed_elements.is_media(element):
            self.found.plain(element.pieces)

    def _end_item(self, item: _Item) -> None:
        """Make the item an entry, and let its title be the text of its link."""
        references = self.found.references
        for index in range(item.references_before, len(references)):
            if references[index].element in _ITEM_LINKS:
                references[index] = replace(references[index], text=" ".join(item.title.split()))
        if item.fields:
            place = self.lines.location(item.element.tag.start, max(item.element.tag.end, item.element.end))
            self.found.entries.append(Entry(item.element.name, item.key, place, tuple(item.fields)))
        self.item = None


class _Item:
    """An item that is open, and what is known of it."""

    def __init__(self, element: Element, references_before: int) -> None:
        self.element = element
        self.references_before = references_before
        self.title = ""
        self.key = ""
        self.fields: list[Field] = []

    def add(self, field: Field) -> None:
        """Add what an element of the item says; of two with one name the first counts, an empty one never."""
        if field.value and all(each.name != field.name for each in self.fields):
            self.fields.append(field)


def _without_prefix(element: Element, text: str) -> Iterator[Piece]:
    """Cut an element of XHTML into pieces that leave out the prefix of its tags: `<xh:div>`."""
    end = element.end
    if text.startswith("</", end):
        end = text.find(">", end) + 1 or len(text)
    begin = element.tag.start
    if element.tag.prefix:
        prefix = Pattern(rf"(?<=<){element.tag.prefix}:|(?<=</){element.tag.prefix}:")
        for found in prefix.finditer(text, begin, end):
            yield text[begin : found.start()], begin, found.start()
            begin = found.end()
    yield text[begin:end], begin, end
