"""The addresses of a document, and its links without one, as they are kept until the collection is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import compress, decompress

from msgspec import Raw, Struct, msgpack
from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.citations.page_parts import Part, part_of
from linkaudit.citations.stand_ins import is_lost
from linkaudit.collection.columns import spots
from linkaudit.collection.headlines import beside, headlines
from linkaudit.models import Kind, Location, Loss, Reference

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    from linkaudit.models import Document

# References whose target somebody wrote as such, so that another one can be written in its place.
_TARGETS = {Kind.LINK, Kind.DEFINITION}
_ADDRESSES = {Kind.LINK, Kind.DEFINITION, Kind.AUTOLINK, Kind.BARE, Kind.FIELD}
_WITHOUT_WORDS = {Kind.AUTOLINK, Kind.BARE}
_ELLIPSES = ("\u2026", "...", "%E2%80%A6")
# A link that stands alone in the markup of a page is one of a menu, unless it has as many words as a headline.
_WORDS_OF_HEADLINE = 5
# Speed matters more than a tenth of the space: this is done for every document that is read.
_QUICKLY = 1
# What the packed addresses begin with.
_SOME_LOST, _NONE_LOST = b"l", b"-"


class Lost(Struct, frozen=True, array_like=True):
    """A link whose target was lost."""

    loss: Loss
    location: Location
    raw: str
    """What is written in place of the target; empty if nothing is."""
    text: str
    """The words of the link."""
    url: str = ""
    """As much of the address as is left."""
    editable: bool = False
    """Whether it is a target in markup, in the place of which another one can be written."""
    column: int = 0
    """How far behind the beginning of its line, as a reader sees it, the link begins or ends."""


class _Kept(Struct, frozen=True, array_like=True):
    lost: tuple[Lost, ...]
    columns: tuple[int, ...]
    beside: tuple[str, ...]
    references: Raw


_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(_Kept).decode
_decode_references = msgpack.Decoder(tuple[Reference, ...]).decode


def packed(document: Document) -> bytes:
    """Pack the references of a document that lead to the web, and the links that lost their targets; empty if none."""
    lost = lost_targets(document)
    kept = list(_once(document.references, {each.location.start for each in lost if each.loss is Loss.TRUNCATED}))
    if not kept and not lost:
        return b""
    spot = spots(document)
    lost = [replace(each, location=_unplaced(each.location), column=spot(each.location.start).column) for each in lost]
    where = [spot(each.location.start) for each in kept]
    words = tuple(
        beside(at.line, at.before, each.raw) if each.kind in _WITHOUT_WORDS else ""
        for each, at in zip(kept, where, strict=True)
    )
    references = [replace(each, location=_unplaced(each.location), uses=()) for each in kept]
    columns = tuple(at.column for at in where)
    packed_all = compress(_encode(_Kept(tuple(lost), columns, words, Raw(_encode(references)))), _QUICKLY)
    return (_SOME_LOST if lost else _NONE_LOST) + packed_all


def opened(document: Document) -> tuple[Reference, ...]:
    """Unpack the references of a document that lead to the web, in order.

    Those of the same words to the same address are there once, those to addresses that were cut off not at all.
    """
    return tuple(placed(each, document.path) for each in unplaced(document))


def unplaced(document: Document) -> tuple[Reference, ...]:
    """Unpack the same, as quickly as can be: their locations do not say the path."""
    return _decode_references(_unpacked(document).references) if document.addresses else ()


def with_columns(document: Document) -> Iterator[tuple[Reference, int]]:
    """Unpack the same, each with how far behind the beginning of its line it begins or ends as a reader sees it."""
    if document.addresses:
        found = _unpacked(document)
        yield from zip(_decode_references(found.references), found.columns, strict=True)


def with_words(document: Document) -> Iterator[tuple[Reference, str]]:
    """Unpack the same, each with the words beside it, if it has none of its own."""
    if document.addresses:
        found = _unpacked(document)
        yield from zip(_decode_references(found.references), found.beside, strict=True)


def placed(reference: Reference, path: str) -> Reference:
    """Let a reference say in which document it stands."""
    return replace(reference, location=replace(reference.location, path=path))


def has_lost(document: Document) -> bool:
    """Tell whether a document has links that lost their targets; nothing is unpacked for that."""
    return document.addresses.startswith(_SOME_LOST)


def _unpacked(document: Document) -> _Kept:
    return _decode(decompress(document.addresses[len(_SOME_LOST) :]))


def lost(document: Document) -> tuple[Lost, ...]:
    """Unpack the links of a document that lost their targets, in order."""
    if not has_lost(document):
        return ()
    found = _unpacked(document).lost
    return tuple(replace(each, location=replace(each.location, path=document.path)) for each in found)


def lost_targets(document: Document) -> list[Lost]:
    """Find the links of a document that lost their targets, in order; its text must be at hand."""
    found = [each for reference in document.references if (each := _lost(document, reference))]
    found += [Lost(Loss.HEADLINE, place, "", text) for text, place in headlines(document)]
    return sorted(found, key=lambda each: each.location.start)


def _unplaced(location: Location) -> Location:
    return replace(location, path="")


def is_cut_off(url: str) -> bool:
    """Tell whether an address ends as one that was shortened for display."""
    return url.endswith(_ELLIPSES)


def _once(references: Iterable[Reference], cut_off: Container[int]) -> Iterator[Reference]:
    """Leave out what is no whole address on the web, and what was said before."""
    seen: set[tuple[str, str]] = set()
    for each in references:
        said = each.url, each.text
        # `https://` alone is no address, though it begins as one.
        if said not in seen and urls.is_web(each.url) and urls.host(each.url) and each.location.start not in cut_off:
            seen.add(said)
            yield each


def _lost(document: Document, reference: Reference) -> Lost | None:
    """Tell what is left of a target that was lost; None if it was not, or if nobody would miss it."""
    if not is_lost(document, reference):
        cut = urls.is_web(reference.url) and reference.kind in _ADDRESSES and _cut_off(document, reference)
        return _left(reference, Loss.TRUNCATED, cut) if cut else None
    if reference.kind not in _TARGETS or not reference.text.strip():
        return None
    if reference.element:
        part = part_of(document, reference)
        is_headline = len(reference.text.split()) >= _WORDS_OF_HEADLINE
        if part is Part.WORKING or (part is Part.FURNITURE and not is_headline):
            return None
    return _left(reference, Loss.PLACEHOLDER, "")


def _cut_off(document: Document, reference: Reference) -> str:
    """Give what is left of an address that was cut off; empty if it was not."""
    for ellipsis in _ELLIPSES:
        if reference.url.endswith(ellipsis):
            return reference.url.removesuffix(ellipsis).rstrip(".")
    behind = reference.location.end
    shown = reference.kind is Kind.BARE and document.text.startswith(_ELLIPSES[:2], behind)
    return reference.url if shown and urls.path(reference.url) not in ("", "/") else ""


def _left(reference: Reference, loss: Loss, url: str) -> Lost:
    return Lost(
        loss,
        reference.location,
        reference.raw,
        " ".join(reference.text.split()),
        url,
        editable=reference.kind in (*_TARGETS, Kind.AUTOLINK),
    )
