"""Electronic books (EPUB 2 and 3): the package document and the chapters in the order in which they are read.

The text of a book is the sources of these files, one after the other; each is a part whose lines are those of the file.
The package says when the book was published and what it was taken from.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING
from urllib.parse import unquote

from linkaudit.documents import html
from linkaudit.documents.decode import NotTextError, decode
from linkaudit.documents.derived import Derived
from linkaudit.documents.interface import PLAIN, Content, Reading, UnreadableError
from linkaudit.documents.office.epub_package import Package, read_package
from linkaudit.documents.office.office_xml import walk
from linkaudit.documents.office.zipped import Zipped
from linkaudit.documents.positions import Lines
from linkaudit.models import Part

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from linkaudit.documents.interface import Options
    from linkaudit.documents.office.office_xml import Handler

_CONTAINER, _ENCRYPTION = "META-INF/container.xml", "META-INF/encryption.xml"
# Fonts are obfuscated (EPUB 3.3, section 4.4) in books that anybody can read.
_OBFUSCATION = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_DRM = "encrypted (DRM)"
# All of Shakespeare comes to 6 MiB, the Bible to 8.
_LONGEST_BOOK = 16 << 20


def unpack(data: bytes, path: str, options: Options = PLAIN) -> Iterator[Content]:
    """Read a book."""
    yield _Book(data, path).content(options)


class _Book:
    """A book in the reading."""

    def __init__(self, data: bytes, path: str) -> None:
        self._zip = Zipped(data)
        self._path = path
        self._skipped: list[str] = []
        self._files: list[tuple[int, str, str]] = []
        """The chapters that were read: where each begins in the text, its name and its source."""
        self._length = 0

    def content(self, options: Options) -> Content:
        """Read package and chapters."""
        name, package = self._package()
        source = package.lines.text
        self._length = len(source) + (not source.endswith("\n"))
        self._read_chapters(self._chapters(posixpath.dirname(name), package))
        sources = [source, *(source for _, _, source in self._files)]
        parts = (Part(0, name, numbered=True), *(Part(start, each, numbered=True) for start, each, _ in self._files))
        lines = Lines(self._path, "".join(each if each.endswith("\n") else f"{each}\n" for each in sources), parts)
        readings = [Derived([(source, 0, len(source))]).relocated(package.reading, lines)]
        for start, _, text in self._files:
            chapter = html.read(Lines("chapter.xhtml", text), options)
            readings.append(Derived([(text, start, start + len(text))]).relocated(chapter, lines))
        return Content(lines, self._together(readings))

    def _together(self, readings: list[Reading]) -> Reading:
        return Reading(
            references=tuple(each for reading in readings for each in reading.references),
            blocks=tuple(each for reading in readings for each in reading.blocks),
            fields=tuple(each for reading in readings for each in reading.fields),
            comments=tuple(each for reading in readings for each in reading.comments),
            title=next((reading.title for reading in readings if reading.title), ""),
            skipped_parts=(*readings[0].skipped_parts, *self._skipped),
        )

    def _package(self) -> tuple[str, Package]:
        """Find the package document and read it. Raises UnreadableError."""
        container = _Container()
        if _CONTAINER in self._zip:
            self._walk(_CONTAINER, container)
        found = [*container.packages, *(each for each in self._zip.names if each.lower().endswith(".opf"))]
        if not found:
            msg = "no package document: not an EPUB"
            raise UnreadableError(msg)
        try:
            text = decode(self._zip.read(found[0])).text
            return found[0], read_package(Lines(found[0], text))
        except (UnreadableError, NotTextError) as error:
            msg = f"{found[0]}: {error}"
            raise UnreadableError(msg) from error

    def _chapters(self, folder: str, package: Package) -> list[str]:
        """List the files of the spine, each once, without pictures. Raises UnreadableError if none can be read."""
        hrefs = [each.href for each in package.spine if not each.is_picture]
        names = dict.fromkeys(
            posixpath.normpath(posixpath.join(folder, unquote(href.partition("#")[0]))) for href in hrefs
        )
        encrypted = self._encrypted()
        if names and encrypted.issuperset(names):
            raise UnreadableError(_DRM)
        self._skipped += (f"{each}: {_DRM}" for each in names if each in encrypted)
        if not names:
            self._skipped.append("the spine names no chapter")
        return [each for each in names if each not in encrypted]

    def _encrypted(self) -> set[str]:
        """List the files that cannot be read without a key (EPUB 3.3, section 4.2.6.3.2)."""
        encryption = _Encryption()
        if _ENCRYPTION in self._zip:
            self._walk(_ENCRYPTION, encryption)
        return encryption.names

    def _read_chapters(self, names: list[str]) -> None:
        for number, name in enumerate(names):
            try:
                text = decode(self._zip.read(name)).text
            except (UnreadableError, NotTextError) as error:
                self._skipped.append(f"{name}: {error}")
                continue
            if self._length + len(text) > _LONGEST_BOOK:
                self._skipped += (
                    f"{each}: the book is longer than {_LONGEST_BOOK >> 20} MiB" for each in names[number:]
                )
                return
            self._files.append((self._length, name, text))
            self._length += len(text) + (not text.endswith("\n"))

    def _walk(self, name: str, handler: Handler) -> None:
        try:
            walk(self._zip.read(name), handler)
        except UnreadableError as error:
            self._skipped.append(f"{name}: {error}")


class _Container:
    """Finds the package documents that a container names (EPUB 3.3, section 4.2.6.3.1)."""

    def __init__(self) -> None:
        self.packages: list[str] = []

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element."""
        path = attributes.get("full-path", "").strip()
        if name.endswith(":rootfile") and path:
            self.packages.append(path)

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def text(self, text: str) -> None:
        """There is no text."""


class _Encryption:
    """Finds the files that are encrypted so that nobody can read them without a key."""

    def __init__(self) -> None:
        self.names: set[str] = set()
        self._algorithm = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Take an element."""
        if name == "enc:EncryptedData":
            self._algorithm = ""
        elif name == "enc:EncryptionMethod":
            self._algorithm = self._algorithm or attributes.get("Algorithm", "")
        elif name == "enc:CipherReference" and self._algorithm not in _OBFUSCATION:
            self.names.add(unquote(attributes.get("URI", "")).lstrip("/"))

    def end(self, name: str) -> None:
        """Nothing ends that matters."""

    def text(self, text: str) -> None:
        """There is no text."""
