"""The own text of a document, as it is kept until the collection is compared: lines, with the places where they stand.

Packed small, since all documents of a collection are kept at once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import compress, decompress

from msgspec import Struct, msgpack
from msgspec.structs import replace

from linkaudit.documents.positions import locate
from linkaudit.models import Location  # noqa: TC001 - a field of a struct

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Document


class Line(Struct, frozen=True, array_like=True):
    """A line of a document as a reader sees it: a line of a paragraph, a heading, an item."""

    text: str
    location: Location
    """Its path is left out while it is packed."""


class Prose(Struct, frozen=True, array_like=True):
    """The own text of a document: without markup, without the furniture of its page."""

    lines: tuple[Line, ...] = ()


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(Prose).decode


def packed(document: Document) -> bytes:
    """Pack the own text of a document that was read; empty if it has none."""
    lines = tuple(_lines(document))
    return compress(_encode(Prose(lines))) if lines else b""


def opened(document: Document) -> Prose:
    """Unpack the own text of a document."""
    if not document.prose:
        return Prose()
    packed_lines = _decode(decompress(document.prose)).lines
    return Prose(tuple(replace(line, location=replace(line.location, path=document.path)) for line in packed_lines))


def _lines(document: Document) -> Iterator[Line]:
    for block in document.blocks:
        at = 0
        for text in block.text.split("\n"):
            end = at + len(text)
            if text.strip():
                yield Line(text, replace(locate(document, block, at, end), path=""))
            at = end + 1
