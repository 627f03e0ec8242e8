"""Files that are no text, made by hand: office files, books, PDF, web archives."""

from __future__ import annotations

import gzip
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape, quoteattr

from linkaudit.documents import formats
from linkaudit.documents.interface import PLAIN
from linkaudit.documents.read import read_bytes
from linkaudit.models import Document, Skipped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from linkaudit.documents.interface import Options
    from linkaudit.models import Reference

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
SPACES = {
    "w": _W,
    "r": f"{_OFFICE}/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "custom": f"{_OFFICE}/custom-properties",
    "app": f"{_OFFICE}/extended-properties",
    "vt": f"{_OFFICE}/docPropsVTypes",
    "office": "urn:oasis:names:tc:opendocument:xmlns:office:1.0",
    "text": "urn:oasis:names:tc:opendocument:xmlns:text:1.0",
    "table": "urn:oasis:names:tc:opendocument:xmlns:table:1.0",
    "draw": "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0",
    "style": "urn:oasis:names:tc:opendocument:xmlns:style:1.0",
    "meta": "urn:oasis:names:tc:opendocument:xmlns:meta:1.0",
    "manifest": "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0",
    "svg": "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0",
    "xlink": "http://www.w3.org/1999/xlink",
}
_PAGE = "/MediaBox [0 0 600 800] /Resources <</Font <</F1 3 0 R>>>>"
_DECLARED = " ".join(f"xmlns:{prefix}={quoteattr(space)}" for prefix, space in SPACES.items())


def read_all(data: bytes, name: str, options: Options = PLAIN) -> list[Document | Skipped]:
    """Read a file by its name."""
    announced = formats.by_path(name)
    assert announced is not None
    return list(read_bytes(data, name, announced, options=options))


def read_one(data: bytes, name: str) -> Document:
    """Read a file that is a single document."""
    (document,) = read_all(data, name)
    assert isinstance(document, Document), document
    return document


def reason(data: bytes, name: str) -> str:
    """Tell why a file cannot be read."""
    (skipped,) = read_all(data, name)
    assert isinstance(skipped, Skipped), skipped
    return skipped.reason


def places(document: Document) -> list[tuple[int, int, str, str]]:
    """List the references of a document: line, column, target, what stands there."""
    return [(each.location.line, each.location.column, each.url, each.raw) for each in document.references]


def reference(document: Document, url: str) -> Reference:
    """Find the only reference to an address."""
    (found,) = (each for each in document.references if each.url == url)
    return found


def packed(members: Mapping[str, bytes | str], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Make a zip file."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, content in members.items():
            made.writestr(name, content)
    return file.getvalue()


def element(name: str, content: str, attributes: str = "") -> str:
    """Make an XML document with all the usual prefixes."""
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} {_DECLARED} {attributes}>{content}</{name}>'


def relations(targets: Mapping[str, str], kind: str = "hyperlink", mode: str = "External") -> str:
    """Make a list of relationships, by their identifiers."""
    listed = "".join(
        f'<Relationship Id="{name}" Type="{_OFFICE}/relationships/{kind}" Target={quoteattr(target)}'
        + (f' TargetMode="{mode}"/>' if mode else "/>")
        for name, target in targets.items()
    )
    return f'<Relationships xmlns="{_RELATIONS}">{listed}</Relationships>'


def paragraph(text: str = "", properties: str = "") -> str:
    """Make a paragraph of Word that holds plain text."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str, properties: str = "") -> str:
    """Make a run of text."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def docx(
    body: str, links: Mapping[str, str] | None = None, parts: Mapping[str, str] | None = None, more: str = ""
) -> bytes:
    """Make a Word document. `parts` are further members; `more` are further relationships of the text."""
    main = relations(links or {}).replace("</Relationships>", f"{more}</Relationships>")
    top = relations({"d": "word/document.xml"}, "officeDocument", "")
    return packed(
        {
            "[Content_Types].xml": "<Types/>",
            "_rels/.rels": top,
            "word/document.xml": element("w:document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": main,
            **(parts or {}),
        }
    )


def part(name: str, target: str) -> str:
    """Make the relationship of a text with another part of its package: its notes, its styles."""
    return f'<Relationship Id="p{target}" Type="{_OFFICE}/relationships/{name}" Target="{target}"/>'


def odt(body: str, parts: Mapping[str, str] | None = None) -> bytes:
    """Make an OpenDocument text."""
    content = element("office:document-content", f"<office:body><office:text>{body}</office:text></office:body>")
    return packed({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content, **(parts or {})})


def epub(chapters: Mapping[str, str | bytes], metadata: str = "", parts: Mapping[str, str] | None = None) -> bytes:
    """Make a book with the given chapters, by their names within the folder of the package."""
    items = "".join(
        f'<item id="c{number}" href="{name}" media-type="application/xhtml+xml"/>'
        for number, name in enumerate(chapters)
    )
    spine = "".join(f'<itemref idref="c{number}"/>' for number in range(len(chapters)))
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" xmlns:dc="http://purl.org/dc/elements/1.1/"\n'
        '  xmlns:opf="http://www.idpf.org/2007/opf">\n'
        f"<metadata>\n{metadata}</metadata>\n<manifest>{items}</manifest>\n<spine>{spine}</spine>\n</package>"
    )
    container = (
        '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
        '<rootfile full-path="OEBPS/book.opf"/></rootfiles></container>'
    )
    return packed(
        {
            "mimetype": "application/epub+zip",
            "META-INF/container.xml": container,
            "OEBPS/book.opf": package,
            **{f"OEBPS/{name}": content for name, content in chapters.items()},
            **(parts or {}),
        }
    )


def page(*lines: tuple[str, float, float], size: float = 12) -> str:
    """Make the content of a page of a PDF: lines of text with the places at which they begin."""
    return "".join(f"BT /F1 {size} Tf 1 0 0 1 {x} {y} Tm ({_string(text)}) Tj ET\n" for text, x, y in lines)


def link(url: str, box: Sequence[float], more: str = "") -> str:
    """Make a link annotation."""
    sides = " ".join(map(str, box))
    return f"<</Type /Annot /Subtype /Link /Rect [{sides}] /A <</S /URI /URI ({_string(url)})>> {more}>>"


def pdf(
    pages: Iterable[tuple[str, Sequence[str]]], information: str = "", catalog: str = "", xmp: str | None = None
) -> bytes:
    """Make a PDF of pages, each its content and its annotations."""
    given = list(pages)
    first = 4
    kids = " ".join(f"{first + 2 * number} 0 R" for number in range(len(given)))
    objects = [
        f"<</Type /Catalog /Pages 2 0 R {catalog}" + (f"/Metadata {first + 2 * len(given) + 1} 0 R>>" if xmp else ">>"),
        f"<</Type /Pages /Kids [{kids}] /Count {len(given)}>>",
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding>>",
    ]
    for number, (content, links) in enumerate(given):
        objects += (
            f"<</Type /Page /Parent 2 0 R {_PAGE} /Contents {first + 2 * number + 1} 0 R /Annots [{' '.join(links)}]>>",
            f"<</Length {len(content.encode('latin-1'))}>>\nstream\n{content}\nendstream",
        )
    objects.append(f"<<{information}>>")
    if xmp:
        objects.append(f"<</Type /Metadata /Subtype /XML /Length {len(xmp)}>>\nstream\n{xmp}\nendstream")
    return _assembled(objects, info=first + 2 * len(given))


def _assembled(objects: Sequence[str], info: int) -> bytes:
    """Put the objects of a PDF together with the table of their places."""
    made = b"%PDF-1.7\n"
    offsets: list[int] = []
    for number, each in enumerate(objects, start=1):
        offsets.append(len(made))
        made += f"{number} 0 obj\n{each}\nendobj\n".encode("latin-1")
    table = "".join(f"{offset:010} 00000 n \n" for offset in offsets)
    trailer = f"trailer\n<</Size {len(objects) + 1} /Root 1 0 R /Info {info} 0 R>>\nstartxref\n{len(made)}\n%%EOF\n"
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n{table}{trailer}".encode()


def _string(text: str) -> str:
    return text.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def record(uri: str, payload: bytes, headers: str = "Content-Type: text/html\r\n", **given: str) -> bytes:
    """Make a record of a web archive: the answer of a server, unless `type` says otherwise."""
    kind = given.get("type", "response")
    status = given.get("status", "200 OK")
    block = f"HTTP/1.1 {status}\r\n{headers}\r\n".encode() + payload if kind == "response" else payload
    media = given.get("media", "application/http; msgtype=response")
    return (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {uri}\r\n"
        f"WARC-Date: {given.get('date', '2018-07-12T08:00:00Z')}\r\n"
        f"WARC-Record-ID: <urn:uuid:00000000-0000-0000-0000-000000000000>\r\n"
        f"Content-Type: {media}\r\nContent-Length: {given.get('length', len(block))}\r\n\r\n"
    ).encode() + block + b"\r\n\r\n"  # fmt: skip


def compressed(*records: bytes) -> bytes:
    """Compress records as web archives are: each by itself."""
    return b"".join(gzip.compress(each, mtime=0) for each in records)


def balanced(pieces: Iterable[str]) -> str:
    """Make well-formed XML of pieces: end tags that end nothing are left out, and what stays open is closed."""
    opened: list[str] = []
    made: list[str] = []
    for each in pieces:
        if each.startswith("</"):
            if not opened or opened[-1] != each:
                continue
            opened.pop()
        elif each.startswith("<") and not each.endswith("/>") and "</" not in each:
            opened.append(f"</{each[1:].split(' ')[0].rstrip('>')}>")
        made.append(each)
    return "".join(made) + "".join(reversed(opened))
