"""The own text of a document, as it is kept until the collection is compared: lines, with the places where they stand.

Packed small, since all documents of a collection are kept at once; what is asked of all of them can be read without
unpacking the lines.
"""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING
from zlib import compress, decompress

from msgspec import Struct, msgpack
from msgspec.structs import replace

from linkaudit.collection.block_quotes import BlockQuotes
from linkaudit.collection.body import Piece, kept
from linkaudit.collection.sketch import Sample, Sketch, sketched
from linkaudit.content.statements import about_it, is_statement, told_in
from linkaudit.documents.positions import locate, references_between
from linkaudit.models import Kind, Location

if TYPE_CHECKING:
    from linkaudit.models import Block, Document

    _Place = tuple[Piece, int, int]

# The lightest compression takes a third of the time of the usual one, and a tenth more room.
_LIGHT = 1
# Characters of a label on a line of its own.
_LABEL = 40


class Line(Struct, frozen=True, array_like=True):
    """A line of a document as a reader sees it: a line of a paragraph, a heading, an item."""

    text: str
    location: Location
    """Its path is left out while it is packed."""
    quoted: bool = False
    """Whether it stands in a block quote."""


class Prose(Struct, frozen=True, array_like=True):
    """The own text of a document: without markup, without the furniture of its page."""

    lines: tuple[Line, ...] = ()


class _Packed(Struct, frozen=True, array_like=True):
    """A prose, packed, and what can be asked of it as it is. Numbers of 32 bits, in the order of this machine."""

    digest: bytes
    hashes: memoryview
    places: memoryview
    marks: memoryview
    lengths: memoryview
    sizes: memoryview
    lines: memoryview


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(Prose).decode
_decode_packed = msgpack.Decoder(_Packed).decode


def packed(document: Document) -> bytes:
    """Pack the own text of a document that was read; empty if it has none."""
    paragraphs = _own(document)
    if not paragraphs:
        return b""
    sketch = sketched([[line.text for line in lines] for lines in paragraphs])
    sample = sketch.sample
    numbers = (sample.hashes, sample.places, sketch.marks, sketch.lengths, sketch.sizes)
    content = compress(_encode(Prose(tuple(line for lines in paragraphs for line in lines))), _LIGHT)
    return _encode((sketch.digest, *(each.tobytes() for each in numbers), content))


def opened(document: Document) -> Prose:
    """Unpack the own text of a document."""
    return unpacked(document.prose, document.path)


def unpacked(content: bytes, path: str) -> Prose:
    """Unpack the own text of the document of a path."""
    if not content:
        return Prose()
    packed_lines = _decode(decompress(_decode_packed(content).lines)).lines
    return Prose(tuple(replace(line, location=replace(line.location, path=path)) for line in packed_lines))


def sketch_of(content: bytes) -> Sketch:
    """Give what is known of a text that is packed and not empty, without unpacking it."""
    found = _decode_packed(content)
    sample = Sample(_numbers(found.hashes), _numbers(found.places))
    return Sketch(found.digest, sample, _numbers(found.marks), _numbers(found.lengths), _numbers(found.sizes))


def _numbers(content: memoryview) -> array[int]:
    numbers = array("I")
    numbers.frombytes(content)
    return numbers


def _own(document: Document) -> list[list[Line]]:
    """List the paragraphs of a document that are of its text."""
    places = _places(document)
    quotes = BlockQuotes(document)

    def line(number: int) -> Line:
        piece, start, end = places[number]
        block = document.blocks[piece.block]
        quoted = quotes.holds(block, block.offset(start))
        return Line(piece.text, replace(locate(document, block, start, end), path=""), quoted)

    return [[line(number) for number in lines] for lines in kept([piece for piece, _, _ in places])]


def _places(document: Document) -> list[_Place]:
    """List the lines of a document but for what it says about itself, with the places in their blocks."""
    spans = about_it(document)
    places: list[_Place] = []
    for number, block in enumerate(document.blocks):
        told = told_in(block, spans)
        linked = _linked(document, block)
        at = 0
        for text in block.text.split("\n"):
            start, at = at, at + len(text) + 1
            if told and is_statement(text, block.offset(start), block.offset(start + len(text)), told):
                if places and _is_label(places[-1][0].text):
                    places.pop()
            elif text.strip():
                places.append((Piece(text, number, block.kind == "heading", linked), start, start + len(text)))
    return places


def _is_label(line: str) -> bool:
    """Tell whether a line is the label of what follows: `Original url:`."""
    return len(line) <= _LABEL and line.rstrip().endswith(":")


def _linked(document: Document, block: Block) -> float:
    """Give the share of a block that is links."""
    if not document.references or not block.text:
        return 0.0
    length = sum(
        len(each.text) if each.kind is Kind.LINK else len(each.raw)
        for each in references_between(document, block.start, block.end)
        if each.kind in (Kind.LINK, Kind.BARE, Kind.AUTOLINK)
    )
    return length / len(block.text)
