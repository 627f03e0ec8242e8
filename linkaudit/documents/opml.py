"""OPML (http://opml.org/spec2.opml): outlines, most of which list the feeds that somebody reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.interface import PLAIN
from linkaudit.documents.markup.elements import Element, aside, elements
from linkaudit.documents.markup.events import Instruction, Remark, XmlEvents, pieces
from linkaudit.documents.markup.gathering import Gathering
from linkaudit.models import Kind

if TYPE_CHECKING:
    from linkaudit.documents.interface import Options, Reading
    from linkaudit.documents.positions import Lines

ORIGIN = "opml"
_URLS = ("xmlurl", "htmlurl", "url", "href", "imageurl", "icon")
_SHOWN_URLS = {"xmlurl": "xmlUrl", "htmlurl": "htmlUrl", "imageurl": "imageUrl"}
# What an outline shows; it may hold HTML ("Text attribute").
_WORDS = ("text", "_note", "description")
_DATES = {"datecreated": "created", "datemodified": "updated"}
_OTHER_TEXTS = {"ownerid", "docs"}


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read an outline. Raises UnreadableError if it is no XML at all."""
    found = Gathering(lines, options)
    events = XmlEvents(lines)
    title = ""
    for each in elements(events):
        match each:
            case Element(closed=False) if each.name == "outline":
                _outline(each, found)
            case Element(closed=True) if each.is_in("head"):
                title = _head(each, found) or title
            case Remark() | Instruction():
                aside(each, found)
            case _:
                pass
    return found.reading(title, events.problems)


def _outline(element: Element, found: Gathering) -> None:
    """Take the words and the addresses of an outline."""
    name = " ".join((element.attribute("text").text or element.attribute("title").text).split())
    for key, value in element.tag.attributes.items():
        if key in _URLS:
            kind = Kind.IMAGE if key in ("imageurl", "icon") else Kind.LINK
            found.refer(value, kind, f"outline {_SHOWN_URLS.get(key, key)}", name, element.base)
        elif key in _WORDS:
            found.html(list(pieces(found.lines.text, value.start, value.end)))


def _head(element: Element, found: Gathering) -> str:
    """Take what the head says; give the title if this is it."""
    name = element.name.lower()
    if name in _DATES:
        found.add_field(_DATES[name], element.value, ORIGIN)
    elif name in _OTHER_TEXTS:
        found.bare(element.pieces, Kind.FIELD, f"head {element.name}")
    elif name == "title":
        found.plain(element.pieces, "heading")
        return element.value.text
    return ""
