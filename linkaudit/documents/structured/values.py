"""The values of data files, whatever their syntax: what JSON, YAML and TOML have in common.

A value that is a URL is a reference, and so is every URL in the running text of a value. Keys near the top that hold
scalars are metadata. Identifiers in the shape of a URL (schemas, vocabularies, namespaces) lead nowhere.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.documents.bare import bare_urls
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import Reading
from linkaudit.documents.text import CONTEXT
from linkaudit.documents.visible import VisibleText
from linkaudit.models import Block, Comment, Field, Kind, Reference
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linkaudit.documents.derived import Piece
    from linkaudit.documents.interface import Options
    from linkaudit.documents.positions import Lines

ORIGIN = "metadata"
"""The origin of the fields: the keys of a file that is data and nothing else."""
DEEPEST = 200
"""Levels of nesting that are followed; what people and programs write has a few dozen at the most."""

# Lines that cannot be read are named one by one only if they are few.
_MOST_COMPLAINTS = 10
# Keys whose values are identifiers: JSON Schema Core (section 8), JSON-LD 1.1 (section 9), XML in other clothes, SPDX.
_IDENTIFIERS = frozenset({
    "$schema", "$id", "$vocabulary", "$dynamicRef", "@context", "@type", "@vocab", "xmlns", "targetNamespace",
    "documentNamespace",
})  # fmt: skip
# A JSON Schema names other schemas by these, which need not be network addresses (JSON Schema Core, section 8.2.3).
_IDENTIFIERS_OF_SCHEMAS = frozenset({"id", "$ref"})
_SCHEMA_OF_SCHEMAS = "json-schema.org"
# A JSON-LD object has properties that are named by URLs.
_LINKED_DATA = frozenset({"@context", "@id", "@graph", "@type", "@value"})
# Types and properties of schema.org, and the namespaces that the W3C and Dublin Core have given out.
_VOCABULARY = Pattern(
    r"""(?xi) https?:// (?: (?:www\.)?schema\.org (?:/\w*)? /?
      | (?:www\.)?w3\.org/ (?: 1998/Math/MathML | 1999/(?:xhtml|xlink|XSL/\w+|02/22-rdf-syntax-ns) | 2000/svg
        | 2000/01/rdf-schema | 2001/(?:XMLSchema(?:-instance)?|vcard-rdf/3\.0) | 2002/07/owl | 2004/02/skos/core
        | 2005/Atom | XML/1998/namespace | ns/[\w/-]+ ) (?:\#\w*)?
      | purl\.org/dc/ (?:terms|dcmitype|elements/1\.[01]) /\w* | xmlns\.com/foaf/0\.1/\w* | ogp\.me/ns\#?\w* )"""
)
_MAY_HOLD_URL = Pattern(r"://|:\\/|www\.", re.IGNORECASE)
# What a URL that stands alone may end with, although a reader would not take it for a part of one in running text.
_REST_OF_URL = Pattern(r"(?:[!#-;=?-\[\]-~\uff08\uff09\uff3b\uff3d\uff5b\uff5d\uff5e\u30fb]|\w)*")
# Metadata is short, and stands at the top or in one group.
_LONGEST_FIELD, _DEEPEST_FIELD = 500, 2
_LONGEST_KEY, _LONGEST_ELEMENT = 60, 200
_SHORTEST_SENTENCE = 40
_NOTHING = ("null", "~")


class Value(Struct, frozen=True):
    """A scalar or a key of a data file."""

    path: tuple[str | int, ...]
    """Where it stands: the keys and indexes that lead to it; for a key it ends with the key itself."""
    pieces: Sequence[Piece]
    """What it says, with the places of that."""
    start: int
    end: int
    is_string: bool = True
    """Whether it is text, rather than a number, a date or a word like `true`."""
    is_key: bool = False


def pieces(
    text: str, start: int, end: int, escape: Pattern, meaning: Callable[[re.Match[str]], str]
) -> Iterator[Piece]:
    """Cut a stretch of text into what stands there as it is and what is said otherwise: escapes, folded lines."""
    position = start
    for found in escape.finditer(text, start, end):
        yield text[position : found.start()], position, found.start()
        yield meaning(found), found.start(), found.end()
        position = found.end()
    yield text[position:end], position, end


class ValueReader:
    """Takes the values of a data file in order, and gathers what a reader finds in them."""

    def __init__(self, lines: Lines, comment: Pattern, options: Options) -> None:
        """Begin to read `lines`; `comment` finds the comments between values, with their words in its last group."""
        self.lines = lines
        self.comment = comment
        self.options = options
        self.references: list[Reference] = []
        self.fields: list[Field] = []
        self.blocks: list[Block] = []
        self.comments: list[Comment] = []
        self.skipped: list[str] = []
        self.complaints = 0
        self._has_comments = comment.search(lines.text) is not None
        """Whether there may be comments at all: what looks like one may stand in a value."""
        self.position = 0
        """Where the value ends that was taken last."""
        self._names: frozenset[str] = frozenset()
        """Keys of identifiers besides those that always are."""
        self._linked_data = False

    def take(self, value: Value) -> None:
        """Take the next value."""
        self.take_comments(value.start)
        self.position = max(self.position, value.end)
        pieces = value.pieces
        said = pieces[0][0] if len(pieces) == 1 else "".join([piece for piece, _, _ in pieces])
        if value.is_key:
            self._key(value, said)
            return
        if len(value.path) <= _DEEPEST_FIELD and len(said) <= _LONGEST_FIELD:
            self._field(value, said)
        if not value.is_string:
            return
        if ("/" in said or "." in said) and _MAY_HOLD_URL.search(said) and not self._is_identifier(value, said):
            self.references += self._in_value(value, said, element(value.path))
        if _is_text(said):
            self._block(value, said)

    def take_comments(self, end: int) -> None:
        """Look for comments between the last value and `end`."""
        if not self._has_comments or end <= self.position:
            return
        for found in self.comment.finditer(self.lines.text, self.position, end):
            self.take_comment(found[found.lastindex or 0].strip(), *found.span())

    def take_comment(self, words: str, start: int, end: int) -> None:
        """Take a comment; the links in it are none unless they are asked for."""
        self.comments.append(Comment(words, self.lines.location(start, end)))
        if self.options.include_code:
            self.references += self._bare(start, end)

    def take_text(self, start: int, end: int) -> None:
        """Read as plain text what cannot be read as what it should be."""
        text = self.lines.text
        self.position = max(self.position, start)
        known = len(self.comments)
        self.take_comments(end)
        remarks = [comment.location for comment in self.comments[known:]]
        visible = VisibleText(start)
        position = start
        for begin, stop in (*((each.start, each.end) for each in remarks), (end, end)):
            self.references += self._bare(position, begin)
            visible.add(text[position:begin], position)
            position = stop
        visible.end_block(end)
        self.blocks += visible.blocks
        self.position = max(self.position, end)

    def complain(self, complaint: str) -> None:
        """Note what cannot be read as what it should be."""
        self.complaints += 1
        if self.complaints <= _MOST_COMPLAINTS:
            self.skipped.append(f"{complaint}; what follows is read as text")

    def reading(self) -> Reading:
        """Give what was found."""
        self.take_comments(len(self.lines.text))
        if self.complaints > _MOST_COMPLAINTS:
            self.skipped.append(f"{self.complaints - _MOST_COMPLAINTS} more places of this kind")
        names = {field.name: field.value for field in reversed(self.fields)}
        return Reading(
            references=tuple(sorted(self.references, key=lambda each: each.location.start)),
            blocks=tuple(sorted(self.blocks, key=lambda each: each.start)),
            fields=tuple(self.fields),
            comments=tuple(sorted(self.comments, key=lambda each: each.location.start)),
            title=names.get("title") or names.get("name") or "",
            skipped_parts=tuple(self.skipped),
        )

    def _key(self, value: Value, said: str) -> None:
        """Take a key. One that is a URL leads to what the value tells of, unless it is a term of linked data."""
        if said in _LINKED_DATA:
            self._linked_data = True
        elif "://" in said and not self._linked_data and not self._is_identifier(value, said):
            found = list(self._in_value(value, said, element(value.path[:-1])))
            whole = len(found) == 1 and found[0].location.start == value.start and found[0].location.end == value.end
            self.references += found if whole else ()

    def _is_identifier(self, value: Value, said: str) -> bool:
        """Tell whether a value in the shape of a URL is one that nobody is meant to open."""
        if "$schema" in value.path and _SCHEMA_OF_SCHEMAS in said:
            self._names = _IDENTIFIERS_OF_SCHEMAS
        if not _IDENTIFIERS.isdisjoint(value.path) or (value.path and value.path[-1] in self._names):
            return True
        # A regular expression, as schemas have them, says what addresses look like.
        return said.startswith("^") or said.endswith("$") or _VOCABULARY.fullmatch(said.strip()) is not None

    def _field(self, value: Value, said: str) -> None:
        """Take a value for metadata; the records of a list are not about the document."""
        if value.path and not any(isinstance(key, int) for key in value.path):
            worth = "" if not value.is_string and said in _NOTHING else said.strip()
            location = self.lines.location(value.start, value.end)
            self.fields.append(Field(element(value.path).lower(), worth, location, ORIGIN))

    def _in_value(self, value: Value, said: str, name: str) -> Iterator[Reference]:
        """Find the URLs in a value."""
        places = Derived(value.pieces)
        for start, end, url, words in _addresses(said):
            begin, stop = places.start(start), places.end(end)
            location = self.lines.location(begin, stop)
            yield Reference(url, self.lines.text[begin:stop], location, Kind.FIELD, text=words, element=name)

    def _bare(self, start: int, end: int) -> Iterator[Reference]:
        """Find the URLs in a stretch of the source that is no value."""
        for found in bare_urls(self.lines.text, start, end):
            raw = self.lines.text[found.start : found.end]
            yield Reference(found.url, raw, self.lines.location(found.start, found.end), Kind.BARE)

    def _block(self, value: Value, said: str) -> None:
        """Take a value for text that somebody reads: a short one is like the cell of a table."""
        segments: list[tuple[int, int]] = []
        length = 0
        for piece, start, _ in value.pieces:
            if piece:
                segments.append((length, start))
                length += len(piece)
        if said.strip():
            kind = "paragraph" if "\n" in said.strip() else "cell"
            self.blocks.append(Block(kind, said, tuple(segments), value.start, value.end))


def element(path: Sequence[str | int]) -> str:
    """Write a path as people do: `dependencies.0.homepage`."""
    name = ".".join(str(key)[:_LONGEST_KEY] for key in path)
    return name if len(name) <= _LONGEST_ELEMENT else f"{name[:_LONGEST_ELEMENT]}…"


def _is_text(said: str) -> bool:
    """Tell whether a value is text in which something may be stated: a label with what it names, or a sentence."""
    if said.isascii() and " " not in said and "\n" not in said:
        return False
    return len(said) >= _SHORTEST_SENTENCE or ":" in said or "：" in said


def _addresses(said: str) -> Iterator[tuple[int, int, str, str]]:
    """Find the URLs in a value: their offsets in it, the URLs themselves and the words before them."""
    found = list(bare_urls(said))
    if len(found) == 1 and not said[: found[0].start].strip():
        end = len(said.rstrip())
        if _REST_OF_URL.fullmatch(said, found[0].end, end):
            yield found[0].start, end, found[0].url + said[found[0].end : end], ""
            return
    for each in found:
        line = max(said.rfind("\n", 0, each.start) + 1, each.start - CONTEXT)
        # In HTML, which has tags, an ampersand is written as a character reference.
        url = each.url.replace("&amp;", "&") if "<" in said else each.url
        yield each.start, each.end, url, said[line : each.start].strip()
