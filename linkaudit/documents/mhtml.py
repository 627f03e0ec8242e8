"""Saved pages in one file (.mhtml, .mht; RFC 2557): the page itself, and where and when it was saved.

Chromium and its kin, Internet Explorer and SingleFile write them. Style sheets, pictures and embedded frames are
documents of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.documents import text
from linkaudit.documents.interface import PLAIN, Content, UnreadableError
from linkaudit.documents.markup.gathering import Gathering
from linkaudit.documents.messages.mime import leaves, message
from linkaudit.documents.messages.text import shown_text, source_text, text_of
from linkaudit.documents.positions import Lines
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options
    from linkaudit.documents.messages.mime import Part
    from linkaudit.documents.pages.attributes import Attribute

ORIGIN = "mhtml header"
SNAPSHOT, LOCATION = "Snapshot-Content-Location", "Content-Location"
"""The headers that say where a page was saved from: that of Chromium, that of RFC 2557 (section 4)."""
_HTML = ("text/html", "application/xhtml+xml")
_FRAMES = "<frameset"


def unpack(data: bytes, path: str, options: Options = PLAIN) -> Iterator[Content]:
    """Read a saved page, which is one document. Raises UnreadableError if there is none."""
    source = source_text(data)
    whole = message(source)
    problems: list[str] = []
    parts = list(leaves(whole, problems))
    root = _root(whole, parts)
    found = Gathering(Lines(path, shown_text(source)), options)
    base = _origin(whole, root, found)
    found.add_field("saved date", whole.header("date"), ORIGIN)
    title = _page(root, found, base) or whole.header("subject").text
    if _FRAMES in found.lines.text[root.start : root.end].lower():
        # The page has no text of its own; its frames are all that a reader sees.
        for number, part in enumerate(parts, 1):
            if part is not root and part.type in _HTML:
                try:
                    _page(part, found, part.header(LOCATION.lower()).url)
                except UnreadableError as error:
                    problems.append(f"part {number} ({part.type}): {error}")
    yield Content(found.lines, found.reading(title, problems))


def _root(whole: Part, parts: list[Part]) -> Part:
    """Find the page itself: the part that the message names (RFC 2387, section 3.2), else the first that is a page."""
    named = whole.parameters().get("start", "")
    pages = [part for part in parts if part.type in _HTML] or [part for part in parts if part.type == "text/plain"]
    if not pages:
        msg = "holds no page: none of its parts is HTML"
        raise UnreadableError(msg)
    return next((part for part in pages if named and part.header("content-id").text == named), pages[0])


def _origin(whole: Part, root: Part, found: Gathering) -> str:
    """Take the headers that say where the page was saved from; give the address of the page."""
    snapshot = whole.header(SNAPSHOT.lower())
    location = root.header(LOCATION.lower())
    for written, element in ((snapshot, SNAPSHOT), (location, LOCATION)):
        if "://" in written.text:
            found.refer(_unbroken(written), Kind.FIELD, element)
    base = location if "://" in location.text else snapshot
    return _unbroken(base).url


def _unbroken(written: Attribute) -> Attribute:
    """Take out the white space at which a long address was folded (RFC 2557, section 4.4.2)."""
    return replace(written, text="".join(written.text.split()))


def _page(part: Part, found: Gathering, base: str) -> str:
    """Read a page with what it says of itself; give its title."""
    reading = found.html(text_of(part), base) if part.type in _HTML else found.inside(text_of(part), text.read)
    found.fields += reading.fields
    return reading.title
