"""The package document of a book: what it says of itself, and which files are its chapters (EPUB 3.3, section 5)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct, field

from linkaudit.documents.interface import Reading
from linkaudit.documents.markup.events import DUBLIN_CORE, EndTag, StartTag, Text, XmlEvents
from linkaudit.documents.prose import Prose
from linkaudit.models import Field, Kind, Reference

if TYPE_CHECKING:
    from linkaudit.documents.positions import Lines

ORIGIN = "package"
# The elements of Dublin Core (5.5.3) by the names that they have elsewhere.
_NAMES = {"creator": "author", "identifier": "dc:identifier"}
# What EPUB 2 says of a date by an attribute (OPF 2.0.1, section 2.2.7).
_EVENTS = {"publication": "published", "creation": "created", "modification": "modified"}
_PROPERTIES = {"dcterms:modified": "modified", "dcterms:created": "created", "dcterms:source": "source"}


class Item(Struct, frozen=True):
    """A file of the book."""

    href: str
    media_type: str

    @property
    def is_picture(self) -> bool:
        """Whether the page is a picture, with no text in it."""
        return self.media_type.startswith(("image/", "audio/", "video/")) and self.media_type != "image/svg+xml"


class Package(Struct, frozen=True):
    """What a package document says."""

    lines: Lines
    reading: Reading
    spine: tuple[Item, ...]


class _Value(Struct):
    """A piece of metadata that has begun: its name, its texts with their places."""

    name: str
    texts: list[Text] = field(default_factory=list)


def read_package(lines: Lines) -> Package:
    """Read a package document. Raises UnreadableError."""
    events = XmlEvents(lines)
    items: dict[str, Item] = {}
    spine: list[str] = []
    values: list[_Value] = []
    value: _Value | None = None
    for event in events:
        if isinstance(event, StartTag):
            said = {name: attribute.text.strip() for name, attribute in event.attributes.items()}
            if event.name == "item" and "id" in said:
                items[said["id"]] = Item(said.get("href", ""), said.get("media-type", "").lower())
            elif event.name == "itemref":
                spine.append(said.get("idref", ""))
            elif name := _named(event, said):
                value = _Value(name)
                values.append(value)
        elif isinstance(event, EndTag):
            value = None
        elif isinstance(event, Text) and value:
            value.texts.append(event)
    found = tuple(items[each] for each in spine if each in items and items[each].href)
    missing = [f"spine: no item `{each}`" for each in spine if each not in items]
    return Package(lines, _reading(lines, values, [*events.problems, *missing]), found)


def _named(tag: StartTag, said: dict[str, str]) -> str:
    """Name a piece of metadata; empty if the tag is none."""
    if tag.name == "meta":
        return _PROPERTIES.get(said.get("property", ""), "") if "refines" not in said else ""
    if tag.namespace != DUBLIN_CORE:
        return ""
    if tag.name == "date":
        return _EVENTS.get(said.get("opf:event", said.get("event", "")), "date")
    return _NAMES.get(tag.name.lower(), tag.name.lower())


def _reading(lines: Lines, values: list[_Value], problems: list[str]) -> Reading:
    fields: list[Field] = []
    references: list[Reference] = []
    for value in values:
        said = "".join(text.text for text in value.texts)
        if not said.strip():
            continue
        location = lines.location(value.texts[0].start, value.texts[-1].end)
        fields.append(Field(value.name, said.strip(), location, ORIGIN))
        prose = Prose()
        for text in value.texts:
            prose.add(text.text, text.start, text.end)
        for found in prose.urls():
            location = lines.location(found.start, found.end)
            raw = lines.text[found.start : found.end]
            references.append(Reference(found.url, raw, location, Kind.FIELD, text=said.strip(), element=value.name))
    title = next((" ".join(each.value.split()) for each in fields if each.name == "title"), "")
    return Reading(tuple(references), fields=tuple(fields), title=title, skipped_parts=tuple(problems))
