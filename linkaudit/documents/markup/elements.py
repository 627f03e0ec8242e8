"""The elements of an XML document as they open and close, each with its text, for formats whose elements are known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from linkaudit.documents.markup.events import EndTag, Instruction, Remark, StartTag, Text
from linkaudit.documents.markup.resolving import resolved
from linkaudit.documents.pages.attributes import NOTHING, Attribute
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.markup.events import XmlEvents
    from linkaudit.documents.markup.gathering import Gathering


class Element(Struct, eq=False):
    """An element: given once when it opens, without its text, and once more when it has closed."""

    tag: StartTag
    parent: Element | None = None
    base: str = ""
    """The address against which its links are resolved (`xml:base`); empty if nothing says it."""
    closed: bool = False
    end: int = 0
    """Where its end tag begins, once it has closed."""
    pieces: list[Piece] = field(default_factory=list)
    """Its own text, without that of the elements inside it."""

    @property
    def name(self) -> str:
        """Its name without prefix."""
        return self.tag.name

    @property
    def shown_name(self) -> str:
        """Its name as it is written."""
        return f"{self.tag.prefix}:{self.tag.name}" if self.tag.prefix else self.tag.name

    def attribute(self, name: str) -> Attribute:
        """Give an attribute by its name in lower case; nothing if it has none of that name."""
        return self.tag.attributes.get(name, NOTHING)

    def is_in(self, *names: str) -> bool:
        """Tell whether the element that it stands in has one of these names."""
        return self.parent is not None and self.parent.name in names

    @property
    def value(self) -> Attribute:
        """Its text without the white space around it, and where that stands."""
        return value(self.pieces)


def elements(events: XmlEvents, unread: Collection[str] = ()) -> Iterator[Element | Remark | Instruction]:
    """Go through the elements, comments and processing instructions; the text of the elements `unread` is dropped.

    What is still open where the reading ends is closed there.
    """
    innermost: Element | None = None
    for event in events:
        match event:
            case StartTag():
                outer = innermost.base if innermost else ""
                base = event.attributes.get("xml:base", NOTHING).url
                innermost = Element(event, innermost, resolved(outer, base) if base else outer)
                yield innermost
            case EndTag() if innermost:
                innermost.closed, innermost.end = True, event.start
                yield innermost
                innermost = innermost.parent
            case Text() if innermost and innermost.name not in unread:
                innermost.pieces.append((event.text, event.start, event.end))
            case Remark() | Instruction():
                yield event
            case _:
                pass
    while innermost:
        innermost.closed, innermost.end = True, events.end
        yield innermost
        innermost = innermost.parent


def aside(event: Remark | Instruction, found: Gathering) -> None:
    """Take what stands between elements: a comment, or a style sheet (https://www.w3.org/TR/xml-stylesheet)."""
    if isinstance(event, Remark):
        found.comment(event.text, event.start, event.end)
    elif event.target == "xml-stylesheet":
        found.refer(event.attributes.get("href", NOTHING), Kind.ATTRIBUTE, "xml-stylesheet href")


def value(pieces: Iterable[Piece]) -> Attribute:
    """Join pieces of text without the white space around them."""
    kept = list(pieces)
    while kept and not kept[-1][0].strip():
        kept.pop()
    first = next((number for number, piece in enumerate(kept) if piece[0].strip()), len(kept))
    kept = kept[first:]
    if not kept:
        return NOTHING
    text = "".join(piece for piece, _, _ in kept)
    (head, start, _), (tail, _, end) = kept[0], kept[-1]
    # White space within a piece stands there as it is: a character reference is a piece of its own.
    return Attribute(text.strip(), start + len(head) - len(head.lstrip()), end - len(tail) + len(tail.rstrip()))
