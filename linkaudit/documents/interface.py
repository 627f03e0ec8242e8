"""What every format gives: the references and the readable text of a document, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

if TYPE_CHECKING:
    from linkaudit.documents.positions import Lines
    from linkaudit.models import Block, Comment, Field, Reference


class Reading(Struct, frozen=True):
    """What a format found in a text, each list in document order."""

    references: tuple[Reference, ...] = ()
    blocks: tuple[Block, ...] = ()
    fields: tuple[Field, ...] = ()
    comments: tuple[Comment, ...] = ()
    title: str = ""


class Reader(Protocol):
    """A format: a function from the lines of a text to what stands in them. It does no I/O and never fails."""

    def __call__(self, lines: Lines) -> Reading:
        """Read `lines.text`."""
        ...
