"""What was read: documents, what stands in them and where, and what they claim."""

from __future__ import annotations

from bisect import bisect_right
from enum import StrEnum, unique
from sys import maxsize

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.models.dates import PartialDate  # noqa: TC001 - fields of structs


@unique
class Kind(StrEnum):
    """The construct in which a reference stands."""

    LINK = "link"
    IMAGE = "image"
    AUTOLINK = "autolink"
    BARE = "bare"
    DEFINITION = "definition"
    ATTRIBUTE = "attribute"
    FIELD = "field"
    ANNOTATION = "annotation"


@unique
class Role(StrEnum):
    """What a reference is to its document."""

    INLINE = "inline"
    ORIGINAL = "original"
    CANONICAL = "canonical"
    ARCHIVE = "archive"
    SOURCE = "source"
    PERMALINK = "permalink"


class Location(Struct, frozen=True, array_like=True):
    """A stretch of a document: lines and columns count from 1 in code points, the end is exclusive.

    `start` and `end` are offsets into the document's text, so that `text[start:end]` is what stands there.
    """

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    start: int
    end: int
    part: str = ""
    """The part of a file that is no text: `page 3`, `OEBPS/chapter1.xhtml`; empty elsewhere."""

    def __str__(self) -> str:
        """Write it as editors understand it: `path:line:column`, and the part if there is one."""
        place = f"{self.path}:{self.line}:{self.column}"
        return f"{place} ({self.part})" if self.part else place


class Part(Struct, frozen=True, array_like=True):
    """A part of the text that was made of a file that is no text: a page, a chapter, the notes."""

    start: int
    """The offset in the text at which it begins; it ends where the next one begins."""
    name: str
    numbered: bool = False
    """Whether its lines count from 1 anew, since it is a text file of its own inside the file."""


class Reference(Struct, frozen=True, array_like=True):
    """A link or URL as it stands in a document.

    `raw` is the text exactly as written; `url` is what a reader's program would open: escapes undone, resolved
    against `<base>` where there is one, else relative as written; `""` for an empty target. `text` is the link text
    or, for a bare URL, the words around it.
    """

    url: str
    raw: str
    location: Location
    kind: Kind
    role: Role = Role.INLINE
    text: str = ""
    element: str = ""
    """The element and attribute in markup (`a href`, `img src`), the key of a metadata field, else empty."""
    uses: tuple[Location, ...] = ()
    """Where a definition is used; empty for everything else and for a definition that nobody uses."""


class Field(Struct, frozen=True, array_like=True):
    """A piece of metadata: a front-matter key, a `<meta>`, a JSON-LD property, a header line."""

    name: str
    value: str
    location: Location
    origin: str
    """Where it stands: `front matter`, `meta`, `json-ld`, `time`, `header comment`, `mark of the web`, …"""


class Block(Struct, frozen=True, array_like=True):
    """A stretch of text as a reader sees it: one paragraph, heading, list item or table cell.

    `text` has no markup in it; `segments` are pairs (offset in `text`, offset in the document's text), ascending,
    each holding until the next, so that a place in the visible text can be shown in the source.
    """

    kind: str
    text: str
    segments: tuple[tuple[int, int], ...]
    start: int
    """The offset in the document's text at which the block begins, markup included."""
    end: int
    """The offset in the document's text behind the block."""

    def offset(self, index: int) -> int:
        """Turn an index of `text` into an offset of the document's text."""
        begin, place = self.segments[max(0, bisect_right(self.segments, (index, maxsize)) - 1)]
        return place + index - begin


class Comment(Struct, frozen=True, array_like=True):
    """A comment in the document's own comment syntax, without its delimiters."""

    text: str
    location: Location


class Entry(Struct, frozen=True, array_like=True):
    """A bibliographic entry or citation template as it stands in a document.

    The names of its fields are those of CSL and of citation templates: `url`, `archive-url`, `title`, `publisher`,
    `container-title`, `author`, `doi`, `date`, `year`, `month`, `day`, `access-date`, `archive-date`, `url-status`; any
    other keeps the name that it has in its format, in lower case. The format of the document is the fields' origin.
    """

    kind: str
    """What kind of entry it is called there: `article`, `cite web`, `JOUR`."""
    key: str
    """The name by which it is cited; empty if it has none."""
    location: Location
    fields: tuple[Field, ...] = ()

    def field(self, *names: str) -> Field | None:
        """Give the first of the named fields that is there and not empty."""
        return next((each for name in names for each in self.fields if each.name == name and each.value), None)


class Dated(Struct, frozen=True, array_like=True):
    """A date together with what vouches for it."""

    date: PartialDate
    source: str
    """The kind of evidence: `front matter`, `dateline`, `byline`, `label`, `meta`, `json-ld`, `time`, `file name`, …"""
    text: str
    """What is written there."""
    location: Location


class Citation(Struct, frozen=True, array_like=True):
    """A statement of where a text comes from, or what stands in it: provenance or a bibliographic reference."""

    form: str
    """How it is said: `Original url:`, `link rel=canonical`, `Retrieved`, …"""
    location: Location
    role: Role = Role.ORIGINAL
    """What its reference is to the document."""
    original: Reference | None = None
    archive: Reference | None = None
    canonical: Reference | None = None
    published: Dated | None = None
    accessed: Dated | None = None
    archived: Dated | None = None
    publisher: str = ""
    title: str = ""
    about_document: bool = False
    """Whether it says where the document itself comes from, rather than what the document cites."""
    of_part: bool = False
    """Whether it may name the source of a part only: of a picture above it, of what a list of works names."""

    @property
    def reference(self) -> Reference | None:
        """The reference that it is about: the original, else the canonical address, else the archived copy."""
        return self.original or self.canonical or self.archive


class Evidence(Struct, frozen=True, array_like=True):
    """One of the values that a finding compares, and where it stands."""

    name: str
    value: str
    location: Location | None = None


class Document(Struct, frozen=True, array_like=True):
    """A document that was read, and, once cited, what it claims."""

    path: str
    format: str
    text: str
    digest: str
    """SHA-256 of the bytes, in hexadecimal; empty if nobody asked for it."""
    encoding: str
    title: str = ""
    references: tuple[Reference, ...] = ()
    references_dropped: int = 0
    """How many more it has that are not kept."""
    fields: tuple[Field, ...] = ()
    blocks: tuple[Block, ...] = ()
    comments: tuple[Comment, ...] = ()
    entries: tuple[Entry, ...] = ()
    parts: tuple[Part, ...] = ()
    """The parts of the text, in order, if it was made of a file that is no text; else none."""
    skipped_parts: tuple[str, ...] = ()
    """What of it could not be read, each with its reason."""
    date: Dated | None = None
    modified: Dated | None = None
    publisher: str = ""
    citations: tuple[Citation, ...] = ()
    passages: str = ""
    """A sample of the passages of its text; empty unless it says where it comes from, or if it has too little text."""
    sha1: str = ""
    """The digest of its file as archives write it (SHA-1 in base 32), if it is no text; empty unless it is wanted."""
    copied: tuple[Evidence, ...] = ()
    """What shows that the document is a copy of a published text; empty if nothing does."""
    syndicated: str = ""
    """The words by which its text says that it is an agency's or taken over, if an original or publisher is named."""
    prose: bytes = b""
    """Its own text, packed (`collection.prose`), until the collection is compared and judged; empty afterwards."""
    addresses: bytes = b""
    """Its addresses and lost targets, packed (`collection.addresses`), likewise."""
    clues: bytes = b""
    """The days of which an undated text speaks, packed (`collection.day_clues`), likewise."""
    introduced: dict[str, Dated] = {}
    """The commit that first has each URL in this document, as far as its repository was asked."""

    @property
    def provenance(self) -> tuple[Citation, ...]:
        """The statements that say where the document itself comes from."""
        return tuple(citation for citation in self.citations if citation.about_document)

    @property
    def reference_count(self) -> int:
        """How many references it has, kept or not."""
        return len(self.references) + self.references_dropped

    def without_references(self, kept: tuple[Reference, ...] = ()) -> Document:
        """Give the same document without its references, which are most of it, but for a few; their number is kept."""
        return replace(self, references=kept, references_dropped=self.reference_count - len(kept))

    def without_text(self) -> Document:
        """Give the same document without what only reading needs: this is what is kept when there are many."""
        return replace(self, text="", blocks=(), fields=(), entries=(), skipped_parts=())


class Skipped(Struct, frozen=True, array_like=True):
    """A file that was wanted and could not be read, or a look-up that could not be made, and why."""

    path: str
    reason: str
