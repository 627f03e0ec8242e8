"""Word documents: a line for each paragraph, with the links as their readers see them.

Hyperlinks, fields and pictures with links stand where their words stand. Notes, comments, headers, footers and the
document's properties are parts of their own behind the text. What was deleted while changes are tracked, hidden text
and links within the document are left out. A reviewer's comment can hold `linkaudit: ignore[…]` for what it is about.
"""

from __future__ import annotations

import posixpath
from typing import TYPE_CHECKING

from linkaudit.documents.interface import PLAIN, Content, UnreadableError
from linkaudit.documents.office.docx_parts import Properties, Relations, Styles
from linkaudit.documents.office.docx_text import TextReader
from linkaudit.documents.office.manuscript import Manuscript
from linkaudit.documents.office.office_xml import walk
from linkaudit.documents.office.zipped import Zipped

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.documents.interface import Options
    from linkaudit.documents.office.office_xml import Handler

# [MS-CFB], section 2.2: the container of Word 97 to 2003, and of encrypted files of any Word ([MS-OFFCRYPTO]).
_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The parts that stand beside the text (ECMA-376, part 1, sections 17.10 to 17.13), in order, by the last step of
# the type of their relationship.
_BESIDE = (
    ("footnotes", "footnotes"),
    ("endnotes", "endnotes"),
    ("comments", "comments"),
    ("header", "headers"),
    ("footer", "footers"),
)


def unpack(data: bytes, path: str, options: Options = PLAIN) -> Iterator[Content]:
    """Read a Word document."""
    del options
    if data.startswith(_COMPOUND_FILE):
        msg = "encrypted or an old binary Word file"
        raise UnreadableError(msg)
    yield _Package(data).content(path)


class _Package:
    """A Word document as the files that it consists of."""

    def __init__(self, data: bytes) -> None:
        self._zip = Zipped(data)
        self._made = Manuscript()
        self._commented: dict[str, tuple[int, int]] = {}
        """What each comment is about, by its identifier."""

    def content(self, path: str) -> Content:
        """Read all parts that a reader sees."""
        top = self._relations("")
        main = next((each.target for each in top if each.kind == "officeDocument"), "word/document.xml")
        beside = self._relations(main)
        properties = self._properties(top)
        styles = Styles()
        for each in beside:
            if each.kind == "styles":
                self._walk(each.target, styles)
        problems = len(self._made.skipped)
        body = self._text(main, beside, styles, properties.base)
        if body.root != "w:document":
            raise UnreadableError("; ".join(self._made.skipped[problems:]) or "not a Word document")
        for kind, name in _BESIDE:
            for part in dict.fromkeys(each.target for each in beside if each.kind == kind and not each.external):
                self._made.begin_part(name)
                self._text(part, self._relations(part), styles, properties.base)
        self._made.add_properties(properties.found)
        return self._made.content(path, properties.title or body.title)

    def _text(self, part: str, relations: Relations, styles: Styles, base: str) -> TextReader:
        """Read a part that holds text."""
        reader = TextReader(self._made, relations, styles, base, self._commented)
        self._walk(part, reader)
        reader.close()
        return reader

    def _properties(self, top: Relations) -> Properties:
        properties = Properties()
        for kind in ("core-properties", "extended-properties", "custom-properties"):
            for each in top:
                if each.kind == kind and not each.external:
                    self._walk(each.target, properties)
        return properties

    def _relations(self, part: str) -> Relations:
        """Read what a part refers to (ECMA-376, part 2, section 9.3): `word/_rels/document.xml.rels`."""
        folder, name = posixpath.split(part)
        relations = Relations(part)
        file = posixpath.join(folder, "_rels", f"{name}.rels")
        if file in self._zip:
            self._walk(file, relations)
        return relations

    def _walk(self, part: str, handler: Handler) -> None:
        """Read a part that may be missing or broken without the rest being lost."""
        try:
            walk(self._zip.read(part), handler)
        except UnreadableError as error:
            self._made.skipped.append(f"{part}: {error}")
