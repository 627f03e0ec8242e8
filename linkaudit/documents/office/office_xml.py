"""The XML inside office files, whose places nobody sees: elements and texts under their usual prefixes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Protocol
from xml.parsers import expat

from linkaudit.documents.interface import UnreadableError

if TYPE_CHECKING:
    from collections.abc import Mapping

# Text boxes in tables in text boxes come to a few dozen levels.
_DEEPEST = 500
_CHUNK = 1 << 16
# Each prefix as the standards write it: ECMA-376 (transitional and strict), OpenDocument 1.3, Dublin Core, XMP.
_PREFIXES = {
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main": "w",
    "http://purl.oclc.org/ooxml/wordprocessingml/main": "w",
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships": "r",
    "http://purl.oclc.org/ooxml/officeDocument/relationships": "r",
    "http://schemas.openxmlformats.org/package/2006/relationships": "rel",
    "http://schemas.openxmlformats.org/drawingml/2006/main": "a",
    "http://purl.oclc.org/ooxml/drawingml/main": "a",
    "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing": "wp",
    "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing": "wp",
    "http://schemas.openxmlformats.org/drawingml/2006/picture": "pic",
    "http://purl.oclc.org/ooxml/drawingml/picture": "pic",
    "http://schemas.openxmlformats.org/markup-compatibility/2006": "mc",
    "http://schemas.openxmlformats.org/package/2006/metadata/core-properties": "cp",
    "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties": "custom",
    "http://purl.oclc.org/ooxml/officeDocument/customProperties": "custom",
    "http://schemas.openxmlformats.org/officeDocument/2006/extended-properties": "app",
    "http://purl.oclc.org/ooxml/officeDocument/extendedProperties": "app",
    "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes": "vt",
    "http://purl.oclc.org/ooxml/officeDocument/docPropsVTypes": "vt",
    "urn:schemas-microsoft-com:vml": "v",
    "urn:schemas-microsoft-com:office:office": "o",
    "urn:oasis:names:tc:opendocument:xmlns:office:1.0": "office",
    "urn:oasis:names:tc:opendocument:xmlns:text:1.0": "text",
    "urn:oasis:names:tc:opendocument:xmlns:table:1.0": "table",
    "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0": "draw",
    "urn:oasis:names:tc:opendocument:xmlns:style:1.0": "style",
    "urn:oasis:names:tc:opendocument:xmlns:meta:1.0": "meta",
    "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0": "manifest",
    "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0": "svg",
    "http://www.w3.org/1999/xlink": "xlink",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "rdf",
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dcterms",
    "http://ns.adobe.com/xap/1.0/": "xmp",
    "http://ns.adobe.com/xap/1.0/rights/": "xmprights",
    "http://ns.adobe.com/pdf/1.3/": "pdf",
    "http://ns.adobe.com/pdfx/1.3/": "pdfx",
    "http://prismstandard.org/namespaces/basic/2.0/": "prism",
    "http://prismstandard.org/namespaces/basic/2.1/": "prism",
    "http://prismstandard.org/namespaces/basic/3.0/": "prism",
    "urn:oasis:names:tc:opendocument:xmlns:container": "container",
    "http://www.w3.org/2001/04/xmlenc#": "enc",
}


class Handler(Protocol):
    """Takes what stands in an XML file."""

    def start(self, name: str, attributes: Mapping[str, str]) -> bool | None:
        """Take a start tag, `w:p`; True to hear nothing of the element, not even its end."""
        ...

    def end(self, name: str) -> None:
        """Take an end tag."""
        ...

    def text(self, text: str) -> None:
        """Take text, a long one in pieces."""
        ...


def walk(data: bytes, handler: Handler) -> None:
    """Go through the XML in `data`. Raises UnreadableError where it cannot go on; what came before was taken.

    A file that declares entities is refused, and nothing outside of it is looked at.
    """
    walker = _Walker(handler)
    try:
        for start in range(0, len(data), _CHUNK):
            walker.parser.Parse(data[start : start + _CHUNK], False)
        walker.parser.Parse(b"", True)
    except expat.ExpatError as error:
        msg = f"not well-formed XML (line {error.lineno}: {expat.ErrorString(error.code)})"
        raise UnreadableError(msg) from error
    except (ValueError, LookupError) as error:
        # An encoding that Python does not know, or that takes several bytes a character.
        msg = f"XML that cannot be decoded ({error})"
        raise UnreadableError(msg) from error
    finally:
        walker.let_go()


class _Walker:
    """Names elements by their usual prefixes, and leaves out what the handler does not want to hear of."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._names: dict[str, str] = {}
        self._depth = 0
        self._unheard = 0
        """How deep in an element that the handler does not want to hear of; 0 if in none."""
        self.parser = expat.ParserCreate(namespace_separator=" ")
        self.parser.buffer_text = True
        self.parser.StartElementHandler = self._start
        self.parser.EndElementHandler = self._end
        self.parser.CharacterDataHandler = self._text
        self.parser.EntityDeclHandler = _refuse_entities

    def let_go(self) -> None:
        """Forget the handler: parser and walker know each other, and would keep it alive."""
        self.parser.StartElementHandler = self.parser.EndElementHandler = self.parser.CharacterDataHandler = None

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            msg = f"nested deeper than {_DEEPEST} levels"
            raise UnreadableError(msg)
        if self._unheard:
            self._unheard += 1
        elif self._handler.start(
            self._name(name), {self._name(key): value for key, value in attributes.items()} if attributes else {}
        ):
            self._unheard = 1

    def _end(self, name: str) -> None:
        self._depth -= 1
        if self._unheard:
            self._unheard -= 1
        else:
            self._handler.end(self._name(name))

    def _text(self, data: str) -> None:
        if not self._unheard:
            self._handler.text(data)

    def _name(self, name: str) -> str:
        """Write a name with its usual prefix; in name spaces that nobody here reads, with `?`."""
        known = self._names.get(name)
        if known is None:
            space, parted, local = name.rpartition(" ")
            known = f"{_PREFIXES.get(space, '?')}:{local}" if parted else local
            self._names[name] = known
        return known


def _refuse_entities(*_: object) -> NoReturn:
    msg = "declares XML entities, which are not expanded"
    raise UnreadableError(msg)
