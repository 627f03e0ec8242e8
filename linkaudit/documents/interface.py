"""What every format gives: the references and the readable text of a document, each with its place.

A format is a module in one of two shapes. Most formats are text: `read(lines, options)` finds what stands in it.
Formats that are no text (office files, books, PDF, web archives) have `unpack(data, path, options)`, which gives the
documents inside, each with the text that its places refer to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from linkaudit.errors import LinkauditError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.positions import Lines
    from linkaudit.models import Block, Comment, Entry, Field, Reference, Skipped

INSIDE = "!/"
"""Between the path of an archive and the address of a document in it: `crawl.warc.gz!/https://example.org/`."""


class Options(Struct, frozen=True):
    """What the user wants read besides what a reader of the document sees."""

    include_code: bool = False
    """Take links in code blocks, literal text and comments for links."""


PLAIN = Options()


class Reading(Struct, frozen=True):
    """What a format found in a text, each list in document order."""

    references: tuple[Reference, ...] = ()
    blocks: tuple[Block, ...] = ()
    fields: tuple[Field, ...] = ()
    comments: tuple[Comment, ...] = ()
    title: str = ""
    entries: tuple[Entry, ...] = ()
    """Bibliographic entries and citation templates."""
    skipped_parts: tuple[str, ...] = ()
    """What could not be read, each with its reason: `line 7: not well-formed`."""


class Content(Struct, frozen=True):
    """A document inside a file that is no text: the text made of it, and what stands there."""

    lines: Lines
    reading: Reading
    format: str = ""
    """The format of a document inside a container; empty if it is that of the file."""
    encoding: str = ""


class Reader(Protocol):
    """A format that is text: a function from the lines of a text to what stands in them. No I/O.

    Raises UnreadableError if the text is not of the format at all.
    """

    def __call__(self, lines: Lines, options: Options = ...) -> Reading:
        """Read `lines.text`."""
        ...


class Unpacker(Protocol):
    """A format that is no text: a function from the bytes of a file to the documents inside. No I/O.

    Raises UnreadableError if nothing, or nothing more, can be read. A part of a document that cannot be read is named
    in its `skipped_parts`, a document that cannot is Skipped.
    """

    def __call__(self, data: bytes, path: str, options: Options = ...) -> Iterator[Content | Skipped]:
        """Unpack `data`, which stands in the file `path`."""
        ...


class UnreadableError(LinkauditError):
    """A document cannot be read; the message says why, in words for the report."""
