"""The addresses of a document, and its links without one, as they are kept until the collection is compared."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zlib import compress, decompress

from msgspec import msgpack
from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.models import Reference

if TYPE_CHECKING:
    from linkaudit.models import Document

_encode = msgpack.Encoder().encode
_decode = msgpack.Decoder(tuple[Reference, ...]).decode


def packed(document: Document) -> bytes:
    """Pack the references of a document that lead to the web, or nowhere; empty if there are none."""
    kept = tuple(
        replace(each, location=replace(each.location, path=""), uses=())
        for each in document.references
        if urls.is_web(each.url) or each.url in ("", "#")
    )
    return compress(_encode(kept)) if kept else b""


def opened(document: Document) -> tuple[Reference, ...]:
    """Unpack the references of a document, in order."""
    if not document.addresses:
        return ()
    return tuple(
        replace(each, location=replace(each.location, path=document.path))
        for each in _decode(decompress(document.addresses))
    )
