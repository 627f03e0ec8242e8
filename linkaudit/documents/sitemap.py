"""Sitemaps and their indexes (https://www.sitemaps.org/protocol.html), with Google's pictures, videos and languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.interface import PLAIN
from linkaudit.documents.markup.elements import Element, aside, elements
from linkaudit.documents.markup.events import Instruction, Remark, XmlEvents
from linkaudit.documents.markup.gathering import Gathering
from linkaudit.models import Kind

if TYPE_CHECKING:
    from linkaudit.documents.interface import Options, Reading
    from linkaudit.documents.positions import Lines

ORIGIN = "sitemap"
# https://developers.google.com/search/docs/crawling-indexing/sitemaps: the extensions for pictures and videos.
_KINDS = {
    "loc": Kind.LINK, "content_loc": Kind.ATTRIBUTE, "player_loc": Kind.ATTRIBUTE, "thumbnail_loc": Kind.IMAGE,
    "gallery_loc": Kind.LINK, "license": Kind.LINK,
}  # fmt: skip
_WORDS = {"title", "caption", "description", "name"}


def read(lines: Lines, options: Options = PLAIN) -> Reading:
    """Read a sitemap. Raises UnreadableError if it is no XML at all."""
    found = Gathering(lines, options)
    events = XmlEvents(lines)
    for each in elements(events):
        match each:
            case Element(closed=True):
                _element(each, found)
            case Remark() | Instruction():
                aside(each, found)
            case _:
                pass
    return found.reading(skipped=events.problems)


def _element(element: Element, found: Gathering) -> None:
    """Take what an element says that has closed."""
    name = element.name
    owner = element.parent.shown_name if element.parent else ""
    if name in _KINDS:
        kind = Kind.IMAGE if name == "loc" and element.is_in("image") else _KINDS[name]
        found.refer(element.value, kind, f"{owner} {element.shown_name}")
    elif name == "link":
        found.refer(element.attribute("href"), Kind.LINK, f"{element.shown_name} href")
    elif name == "lastmod":
        found.add_field(f"{owner}.lastmod", element.value, ORIGIN)
    elif name in _WORDS:
        found.plain(element.pieces)
