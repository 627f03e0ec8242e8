"""What a Word document says beside its text: where its links lead, what its styles are called, its properties."""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# The core properties (ECMA-376, part 2, section 11.1) by the names that they have elsewhere. Who last saved the file,
# and how often, says nothing of the text.
_CORE = {
    "dc:title": "title", "dc:creator": "author", "dc:subject": "subject", "dc:description": "description",
    "dc:identifier": "dc:identifier", "dc:publisher": "publisher", "dc:source": "source", "dc:language": "language",
    "cp:keywords": "keywords", "cp:category": "category", "dcterms:created": "created", "dcterms:modified": "modified",
    "app:Company": "company",
}  # fmt: skip
_HYPERLINK_BASE = "app:HyperlinkBase"
# The template of python-docx was made then, and whatever is made from it says so of itself.
_DATE_OF_TEMPLATE = "2013-12-23T23:15:00Z"


class Relation(Struct, frozen=True):
    """What a part of a package refers to."""

    kind: str
    """The last step of the type of the relationship: `hyperlink`, `footnotes`."""
    target: str
    """A URL if it is external, else the name of another part."""
    external: bool


class Relations:
    """The relationships of a part of a package, by their identifiers."""

    def __init__(self, part: str) -> None:
        """Prepare to read what `part` refers to."""
        self._folder = posixpath.dirname(part)
        self._found: dict[str, Relation] = {}

    def __iter__(self) -> Iterator[Relation]:
        """Go through all of them."""
        return iter(self._found.values())

    def external(self, identifier: str) -> str:
        """Give the target outside of the package that an identifier stands for; empty if it stands for none."""
        found = self._found.get(identifier)
        return found.target if found and found.external else ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a relationship."""
        if name == "rel:Relationship":
            kind = attributes.get("Type", "").rpartition("/")[2]
            target = attributes.get("Target", "").strip()
            external = attributes.get("TargetMode") == "External"
            if not external:
                target = posixpath.normpath(posixpath.join("/", self._folder, target)).lstrip("/")
            self._found[attributes.get("Id", "")] = Relation(kind, target, external)

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def text(self, text: str) -> None:
        """There is no text."""


class Styles:
    """The styles of paragraphs by their identifiers: whether they are those of headings, titles or lists.

    Identifiers are translated, the names of built-in styles are not: `berschrift1` is called `heading 1`.
    """

    def __init__(self) -> None:
        """Begin with no styles."""
        self._names: dict[str, str] = {}
        self._style = ""

    def kind(self, identifier: str) -> str:
        """Tell what a paragraph of this style is."""
        name = self._names.get(identifier, identifier).lower()
        if name == "title" or name.startswith("heading"):
            return "heading"
        return "item" if name.startswith("list ") else "paragraph"

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take a style and its name."""
        if name == "w:style":
            self._style = attributes.get("w:styleId", "")
        elif name == "w:name" and self._style:
            self._names[self._style] = attributes.get("w:val", "")

    def end(self, name: str) -> None:
        """End a style."""
        if name == "w:style":
            self._style = ""

    def text(self, text: str) -> None:
        """There is no text."""


class Properties:
    """The properties of a document: core, extended and custom ones (ECMA-376, part 1, section 15.2.12)."""

    def __init__(self) -> None:
        """Begin with no properties."""
        self.found: list[tuple[str, str]] = []
        self.base = ""
        """What relative links are resolved against."""
        self._custom = ""
        self._pieces: list[str] = []

    @property
    def title(self) -> str:
        """The title of the document; empty if none is stated."""
        return next((" ".join(value.split()) for name, value in self.found if name == "title"), "")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a property."""
        if name == "custom:property":
            self._custom = attributes.get("name", "")
        self._pieces.clear()

    def end(self, name: str) -> None:
        """End a property."""
        value = "".join(self._pieces).strip()
        self._pieces.clear()
        if name == _HYPERLINK_BASE:
            self.base = value
        named = _CORE.get(name) or (self._custom if name.startswith("vt:") else "")
        if named and value and value != _DATE_OF_TEMPLATE:
            self.found.append((named, value))
        if name == "custom:property":
            self._custom = ""

    def text(self, text: str) -> None:
        """Take a piece of a value."""
        self._pieces.append(text)
