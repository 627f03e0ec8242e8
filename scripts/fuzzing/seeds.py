"""The files that others are made of: texts in `tests/documents/seeds`, and packages made here."""

from __future__ import annotations

import plistlib
import sys
import zipfile
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from linkaudit.documents import formats

if TYPE_CHECKING:
    from collections.abc import Iterator

TESTS = Path(__file__).resolve().parents[2] / "tests"
FOLDER = TESTS / "documents" / "seeds"
_LARGEST = 50_000


def seeds(format_name: str, corpus: Path | None = None) -> tuple[bytes, ...]:
    """Give the seeds of a format, and the smaller files of the folder `corpus` whose suffix is the format's."""
    announced = formats.by_name(format_name)
    found = [each.read_bytes() for each in sorted(FOLDER.iterdir()) if _stem(each) == format_name]
    found += _packages(format_name)
    if corpus:
        paths = sorted(each for each in corpus.rglob("*") if each.is_file() and each.stat().st_size <= _LARGEST)
        found += [each.read_bytes() for each in paths if formats.by_path(each.name) is announced]
    return tuple(found)


def _stem(path: Path) -> str:
    return path.stem.removesuffix("-index")


def _packages(format_name: str) -> Iterator[bytes]:
    """Make the seeds that are no text."""
    make = {
        "docx": _docx, "odt": _odt, "epub": _epub, "pdf": _pdf, "warc": _warc, "wacz": _wacz, "shortcut": _plist,
    }.get(format_name)  # fmt: skip
    if make:
        if str(TESTS) not in sys.path:
            sys.path.append(str(TESTS))
        yield from make()


def _docx() -> Iterator[bytes]:
    from documents.packing import docx, element, paragraph, part, run  # noqa: PLC0415 - found only now

    body = (
        paragraph("A walk, originally published at https://sea.example/2019/walk on May 1, 2019.")
        + f'<w:p><w:hyperlink r:id="a" w:anchor="t">{run("shown")}</w:hyperlink>{run(" www.bare.example/x ")}</w:p>'
        + '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>HYPERLINK "https://f.example" \\l "x"'
        + f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("field")}'
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r><w:fldSimple w:instr="HYPERLINK simple.html"/></w:p>'
        + f"<w:tbl><w:tr><w:tc>{paragraph('cell https://cell.example')}</w:tc></w:tr></w:tbl>"
        + '<w:p><w:pPr><w:numPr/></w:pPr><w:r><w:footnoteReference w:id="2"/><w:tab/><w:br/></w:r></w:p>'
        + f"<w:ins>{paragraph('new')}</w:ins><w:del><w:r><w:delText>https://old.example</w:delText></w:r></w:del>"
        + '<w:p><w:r><mc:AlternateContent><mc:Choice><w:drawing><wp:docPr id="1" name="x"><a:hlinkClick r:id="a"/>'
        + "</wp:docPr></w:drawing></mc:Choice><mc:Fallback><w:pict/></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
    note = f'<w:footnote w:id="2">{paragraph("note https://note.example")}</w:footnote>'
    notes = element("w:footnotes", note)
    yield docx(
        body, {"a": "https://link.example/?a=1&b=2"}, {"word/footnotes.xml": notes}, part("footnotes", "footnotes.xml")
    )


def _odt() -> Iterator[bytes]:
    from documents.packing import element, odt  # noqa: PLC0415 - found only now

    body = (
        '<text:h text:outline-level="1">Head</text:h><text:p>See <text:a xlink:type="simple" xlink:href="https://link.example/">'
        "shown <text:span>span</text:span></text:a><text:s text:c='3'/><text:tab/>https://bare.example<text:line-break/>x"
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation><text:note-body><text:p>'
        "https://note.example</text:p></text:note-body></text:note></text:p>"
        "<text:list><text:list-item><text:p>item</text:p></text:list-item></text:list>"
        "<table:table><table:table-row><table:table-cell><text:p>cell</text:p></table:table-cell></table:table-row></table:table>"
        '<draw:a xlink:href="../rel.odt"><draw:frame><draw:image xlink:href="Pictures/a.png"/></draw:frame></draw:a>'
    )
    meta = element(
        "office:document-meta", "<office:meta><dc:title>T</dc:title><dc:date>2019-05-04</dc:date></office:meta>"
    )
    yield odt(body, {"meta.xml": meta})


def _epub() -> Iterator[bytes]:
    from documents.packing import epub  # noqa: PLC0415 - found only now

    page = (FOLDER / "html.html").read_bytes()
    strict = (
        '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml"><head><title>C</title></head>'
        '<body><p id="a">See '
        '<a href="two.html#t">two</a>, <a href="https://link.example/?a&amp;b">x</a> https://bare.example<br/></p></body></html>'
    )
    metadata = (
        "<dc:title>Book</dc:title><dc:source>https://source.example/2019</dc:source><dc:date>2019-05-04</dc:date>"
        '<dc:identifier>https://id.example</dc:identifier><meta property="dcterms:modified">2019-05-05</meta>'
    )
    yield epub({"one.xhtml": strict, "two.html": page}, metadata)


def _pdf() -> Iterator[bytes]:
    from documents.packing import link, page, pdf  # noqa: PLC0415 - found only now
    from pypdf import PdfReader, PdfWriter  # noqa: PLC0415 - an extra

    lines = page(
        ("See the report", 50, 700), ("https://wrapped.example/a/", 50, 686), ("rest.html, May 4, 2019", 50, 672)
    )
    more = "q 1 0 0 1 10 10 cm BT /F1 9 Tf 12 TL 50 600 Td [(ab) -300 (cd)] TJ T* (next) ' 1 2 (x) \" ET Q "
    box = (50, 697, 145, 710)
    made = pdf(
        [
            (lines + more, [link("https://link.example/a", box, "/QuadPoints [50 710 145 710 50 697 145 697]")]),
            (lines, []),
        ],
        "/Title (T) /CreationDate (D:20190504100000+02'00') /Subject (https://info.example)",
        "/URI <</Base (https://base.example/)>> ",
        "<x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF xmlns:rdf='r'><rdf:Description source='https://xmp.example'/></rdf:RDF></x:xmpmeta>",
    )
    yield made
    writer = PdfWriter(PdfReader(BytesIO(made)))
    writer.add_outline_item(title="Head", page_number=0)
    file = BytesIO()
    writer.write(file)
    yield file.getvalue()
    for each in writer.pages:
        each.compress_content_streams()
    writer.encrypt("", "owner", algorithm="AES-128")
    file = BytesIO()
    writer.write(file)
    yield file.getvalue()


def _records() -> list[bytes]:
    from documents.packing import record  # noqa: PLC0415 - found only now

    page = (FOLDER / "html.html").read_bytes()
    chunks = b"5\r\n<p>se\r\n1c\r\ne https://chunked.example/x \r\n0\r\n\r\n"
    return [
        record("", b"software: x\r\n", type="warcinfo", media="application/warc-fields"),
        record("https://a.example/", page, "Content-Type: text/html\r\nLink: <https://o.example>; rel=original\r\n"),
        record("https://b.example/", chunks, "Content-Type: text/html\r\nTransfer-Encoding: chunked\r\n"),
        record("https://c.example/a.txt", b"See https://t.example.", "Content-Type: text/plain\r\n", status="404 Gone"),
        record("https://d.example/a.md", (FOLDER / "text.txt").read_bytes(), type="resource", media="text/plain"),
        record("https://e.example/a.rss", (FOLDER / "feed.rss").read_bytes(), "Content-Type: application/rss+xml\r\n"),
    ]  # fmt: skip


def _warc() -> Iterator[bytes]:
    from documents.packing import compressed  # noqa: PLC0415 - found only now
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra
    from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]  # noqa: PLC0415 - an extra

    yield b"".join(_records())
    yield compressed(*_records())
    file = BytesIO()
    writer = WARCWriter(file, gzip=False)
    answer = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
    page = BytesIO(b"<title>T</title><a href=x>https://w.example</a>")
    made = writer.create_warc_record("https://w.example/", "response", payload=page, http_headers=answer)
    writer.write_record(made)
    made.raw_stream.close()
    yield file.getvalue()


def _wacz() -> Iterator[bytes]:
    from documents.packing import compressed, packed  # noqa: PLC0415 - found only now

    pages = '{"format": "json-pages-1.0"}\n{"url": "https://a.example/", "title": "A", "ts": "2018-07-12T08:00:00Z"}\n'
    archive = compressed(*_records())
    yield packed(
        {"datapackage.json": "{}", "pages/pages.jsonl": pages, "archive/a.warc.gz": archive}, zipfile.ZIP_STORED
    )


def _plist() -> Iterator[bytes]:
    yield plistlib.dumps(
        {"URL": "https://binary.example/a", "other": [1, "\u00e9", {"URL": 2}]}, fmt=plistlib.FMT_BINARY
    )
