"""Messages (.eml): header fields, and the texts of all their parts, those of forwarded messages too.

A message that is read as a document says what it is in its header; attached files that are no text are not read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents import text
from linkaudit.documents.interface import PLAIN, Content, UnreadableError
from linkaudit.documents.markup.elements import value
from linkaudit.documents.markup.gathering import Gathering
from linkaudit.documents.messages import flowed
from linkaudit.documents.messages.mime import leaves, message
from linkaudit.documents.messages.text import shown_text, source_text, text_of
from linkaudit.documents.positions import Lines
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options, Reader
    from linkaudit.documents.messages.mime import Part

ORIGIN = "mail header"
# RFC 5322, section 3.6, as metadata.
_FIELDS = {"date": "date", "subject": "title", "from": "from", "sender": "sender", "message-id": "message-id"}
# Header fields that hold addresses on the web: RFC 2369 (mailing lists), RFC 5064 (archives), RFC 2557 (content), and
# what gateways and mailing programs add.
_ADDRESSES = {
    "list-archive", "list-help", "list-owner", "list-post", "list-subscribe", "list-unsubscribe", "list-url",
    "archived-at", "x-archived-at", "content-location", "content-base", "url", "x-url", "x-original-url",
    "x-source-url", "link", "x-link", "comments", "organization", "x-feed-link", "x-rss-url", "x-rss-feed",
}  # fmt: skip
_HTML = ("text/html", "application/xhtml+xml")
_ENCRYPTED = {"multipart/encrypted", "application/pkcs7-mime", "application/x-pkcs7-mime", "application/pgp-encrypted"}


def unpack(data: bytes, path: str, options: Options = PLAIN) -> Iterator[Content]:
    """Read a message, which is one document. Raises UnreadableError if it is none."""
    source = source_text(data)
    whole = message(source)
    found = Gathering(Lines(path, shown_text(source)), options)
    title = _headers(whole, found)
    problems: list[str] = []
    for number, part in enumerate(leaves(whole, problems), 1):
        try:
            _read(part, found)
        except UnreadableError as error:
            problems.append(f"part {number} ({part.type}): {error}")
    yield Content(found.lines, found.reading(title, problems))


def _headers(part: Part, found: Gathering) -> str:
    """Take what the header says; give the subject."""
    title = ""
    for header in part.headers:
        said = part.said(header)
        if header.name == "subject" and not title:
            title = value(said).text
            found.plain(said, "heading")
        elif header.name in _ADDRESSES:
            # As it is written: an address in angle brackets may be folded within (RFC 2369, section 2).
            written = found.lines.text[header.start : header.end]
            found.bare([(written, header.start, header.end)], Kind.FIELD, header.name)
        if header.name in _FIELDS:
            found.add_field(_FIELDS[header.name], value(said), ORIGIN)
    return title


def _read(part: Part, found: Gathering) -> None:
    """Read a part. Raises UnreadableError if it is text and cannot be read."""
    kind = part.type
    if kind in _ENCRYPTED:
        msg = "encrypted"
        raise UnreadableError(msg)
    if kind in _HTML:
        base = part.header("content-location").url or part.header("content-base").url
        found.html(text_of(part), base)
    elif kind == "text/plain":
        found.inside(text_of(part), _plain_reader(part))


def _plain_reader(part: Part) -> Reader:
    """Choose how the lines of plain text are read (RFC 3676, section 4)."""
    stated = part.parameters()
    if stated.get("format", "").lower() != "flowed":
        return text.read
    return flowed.read_without_spaces if stated.get("delsp", "").lower() == "yes" else flowed.read
