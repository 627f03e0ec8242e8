"""OpenDocument texts: a line for each paragraph, with the links as their readers see them.

Notes, comments, headers, footers and the document's properties are parts of their own behind the text. What was deleted
while changes are tracked, hidden sections and links within the document are left out. A comment can hold
`linkaudit: ignore[…]` for the place where it stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.documents.interface import PLAIN, Content, UnreadableError
from linkaudit.documents.office.manuscript import Manuscript
from linkaudit.documents.office.odt_text import TextReader
from linkaudit.documents.office.office_xml import walk
from linkaudit.documents.office.zipped import ENCRYPTED, Zipped

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkaudit.documents.interface import Options
    from linkaudit.documents.office.office_xml import Handler

_CONTENT, _STYLES, _META, _MANIFEST = "content.xml", "styles.xml", "meta.xml", "META-INF/manifest.xml"
# OpenDocument 1.3, part 3, section 4.3, by the names that they have elsewhere. `dc:date` is that of the last change.
_META_NAMES = {
    "dc:title": "title", "meta:initial-creator": "author", "dc:creator": "author", "dc:subject": "subject",
    "dc:description": "description", "meta:keyword": "keywords", "dc:language": "language",
    "meta:creation-date": "created", "dc:date": "modified", "dc:source": "source", "dc:identifier": "dc:identifier",
    "dc:publisher": "publisher",
}  # fmt: skip


def unpack(data: bytes, path: str, options: Options = PLAIN) -> Iterator[Content]:
    """Read an OpenDocument text."""
    del options
    zipped, made = Zipped(data), Manuscript()
    _refuse_encrypted(zipped)
    reader = TextReader(made)
    _walk(zipped, _CONTENT, reader, made)
    if reader.root != "office:document-content":
        raise UnreadableError("; ".join(made.skipped) or "not an OpenDocument text")
    reader.end_body()
    if _STYLES in zipped:
        _walk(zipped, _STYLES, reader, made)
    reader.close()
    meta = _Meta()
    if _META in zipped:
        _walk(zipped, _META, meta, made)
    made.add_properties(meta.found)
    yield made.content(path, meta.title or reader.title)


def _walk(zipped: Zipped, name: str, handler: Handler, made: Manuscript) -> None:
    """Read a file that may be missing or broken without the rest being lost."""
    try:
        walk(zipped.read(name), handler)
    except UnreadableError as error:
        made.skipped.append(f"{name}: {error}")


def _refuse_encrypted(zipped: Zipped) -> None:
    """Raise UnreadableError if the manifest says that the file is encrypted (OpenDocument 1.3, part 2, section 3.4)."""
    manifest = _Manifest()
    if _MANIFEST in zipped:
        try:
            walk(zipped.read(_MANIFEST), manifest)
        except UnreadableError:
            # What it would say of encryption shows when the content is read.
            return
    if manifest.encrypted:
        raise UnreadableError(ENCRYPTED)


class _Manifest:
    """Looks in the manifest for what is encrypted."""

    def __init__(self) -> None:
        self.encrypted = False

    def start(self, name: str, _: Mapping[str, str]) -> None:
        """Take an element."""
        self.encrypted = self.encrypted or name == "manifest:encryption-data"

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def text(self, text: str) -> None:
        """There is no text."""


class _Meta:
    """Takes the metadata."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []
        self._named = ""
        self._pieces: list[str] = []

    @property
    def title(self) -> str:
        """The title; empty if none is stated."""
        return next((" ".join(value.split()) for name, value in self.found if name == "title"), "")

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin a piece of metadata."""
        self._named = attributes.get("meta:name", "") if name == "meta:user-defined" else _META_NAMES.get(name, "")
        self._pieces.clear()

    def end(self, _: str) -> None:
        """End it; of two that say the same, as authors do, the first counts."""
        value = "".join(self._pieces).strip()
        if self._named and value and (self._named, value) not in self.found:
            self.found.append((self._named, value))
        self._named = ""

    def text(self, text: str) -> None:
        """Take a piece of a value."""
        self._pieces.append(text)
