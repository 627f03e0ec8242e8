"""Web archives: each page is a document that knows where and when it was captured."""

from __future__ import annotations

import gzip
import sys
import zlib
from io import BytesIO

import brotli  # type: ignore[import-untyped]
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from documents.packing import X, Y, Z, compressed, docx, page, paragraph, pdf, read_all, record
from documents.reading import places_hold, urls, within
from linkaudit.citations.cite import cite
from linkaudit.documents.captures.captured import LARGEST_PAGE
from linkaudit.models import Document, Kind, Role, Skipped

NAME = "crawls/a.warc.gz"
PAGE = f'<title>T</title>\n<p>See <a href="{X}">x</a>'.encode()
HTML = "Content-Type: text/html; charset=utf-8\r\n"


def read(*records: bytes) -> list[Document | Skipped]:
    return read_all(compressed(*records), NAME)


def documents(*records: bytes) -> list[Document]:
    found = read(*records)
    assert all(isinstance(each, Document) for each in found), found
    return [each for each in found if isinstance(each, Document)]


def only(*records: bytes) -> Document:
    (document,) = documents(*records)
    return document


def test_a_page_is_a_document() -> None:
    document = only(record(Y, PAGE, date="2018-07-12T08:00:00Z"))
    assert document.path == f"{NAME}!/{Y}"
    assert (document.format, document.encoding, document.title) == ("html", "utf-8", "T")
    assert document.text == PAGE.decode()
    address, link = document.references
    assert (address.url, address.raw, address.kind, address.element) == (Y, Y, Kind.FIELD, "WARC-Target-URI")
    assert (address.location.line, address.location.column, address.location.path) == (1, 1, document.path)
    assert (link.url, link.location.line, link.location.column) == (X, 2, 17)
    assert (link.text, link.raw) == ("x", X)
    (saved,) = document.fields
    assert (saved.name, saved.value, saved.origin) == ("saved date", "2018-07-12T08:00:00Z", "WARC-Date")


def test_where_a_page_came_from() -> None:
    document = cite(only(record(Y, b"<p>July 12, 2018</p><p>text")))
    assert [(each.form, each.role, each.reference and each.reference.url) for each in document.provenance] == [
        ("WARC-Target-URI", Role.ORIGINAL, Y)
    ]
    assert document.references[0].role is Role.ORIGINAL
    assert document.date is not None
    assert str(document.date.date) == "2018-07-12"


def test_an_address_at_the_beginning_of_a_page_is_another() -> None:
    document = cite(only(record(Y, X.encode(), "Content-Type: text/plain\r\n")))
    assert [(each.url, each.role) for each in document.references] == [(Y, Role.ORIGINAL), (X, Role.INLINE)]


def test_pages_have_paths_of_their_own() -> None:
    records = [record(Y, PAGE), record(Y, PAGE, date="2019-01-02T03:04:05.123Z"), record(X, PAGE)]
    records += [record(Y, PAGE, date="2019-01-02T03:04:05Z"), record(Y, PAGE, date="")]
    assert [each.path for each in documents(*records)] == [
        f"{NAME}!/{Y}",
        f"{NAME}!/{Y} (20190102030405)",
        f"{NAME}!/{X}",
        f"{NAME}!/{Y} (20190102030405, 2)",
        f"{NAME}!/{Y} (2)",
    ]


@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
@pytest.mark.parametrize("pack", ["plain", "as a whole", "each by itself"])
def test_however_it_is_packed(name: str, pack: str) -> None:
    records = [record(X, PAGE), record(Y, PAGE)]
    plain = b"".join(records)
    data = {"plain": plain, "as a whole": gzip.compress(plain), "each by itself": compressed(*records)}[pack]
    assert [each.path for each in read_all(data, name)] == [f"{name}!/{X}", f"{name}!/{Y}"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # files that its writer leaves open
def test_what_warcio_writes_is_read() -> None:
    made = BytesIO()
    writer = WARCWriter(made, gzip=True)
    writer.write_record(writer.create_warcinfo_record("a.warc.gz", {"software": "s"}))
    for kind, payload in (("request", b""), ("response", PAGE), ("resource", PAGE)):
        headers = (
            None if kind == "resource" else StatusAndHeaders("200 OK", [("Content-Type", "text/html")], "HTTP/1.0")
        )
        given = {"warc_content_type": "text/html"} if kind == "resource" else {}
        writer.write_record(writer.create_warc_record(X, kind, BytesIO(payload), http_headers=headers, **given))
    writer.write_record(writer.create_revisit_record(Y, "sha1:X", X, "2018-07-12T08:00:00Z"))
    found = read_all(made.getvalue(), NAME)
    assert [each.path.partition(" ")[0] for each in found] == [f"{NAME}!/{X}"] * 2


@pytest.mark.parametrize(
    ("content_type", "payload", "name", "found"),
    [
        ("text/html", PAGE, "html", [X]),
        ("Application/XHTML+XML; charset=utf-8", PAGE, "html", [X]),
        ("text/plain", f"see {X}".encode(), "text", [X]),
        ("text/plain", f"see [it]({X})".encode(), "markdown", [X]),
        ("text/markdown", f"[it]({X})".encode(), "markdown", [X]),
        ("", b"<!doctype html>" + PAGE, "html", [X]),
        ("application/pdf", pdf([(page((X, 50, 700)), ())]), "pdf", [X]),
        (
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            docx(paragraph(X)), "docx", [X],
        ),
    ],
)  # fmt: skip
def test_documents_of_every_kind(content_type: str, payload: bytes, name: str, found: list[str]) -> None:
    document = only(record(Y, payload, f"Content-Type: {content_type}\r\n" if content_type else ""))
    assert (document.format, urls(document)) == (name, [Y, *found])


@pytest.mark.parametrize(
    "content_type", ["image/png", "text/css", "application/javascript", "application/json", "video/mp4"]
)
def test_what_pages_are_made_of_is_no_document(content_type: str) -> None:
    assert read(record(X, b"data", f"Content-Type: {content_type}\r\n")) == [Skipped(NAME, "no page in it (1 records)")]


@pytest.mark.parametrize(
    "other",
    [
        record(X, PAGE, status="404 Not Found"),
        record(X, PAGE, status="301 Moved"),
        record(X, b""),
        record(X, b"binary", ""),
        record(X, PAGE, type="request"),
        record(X, PAGE, type="revisit"),
        record(X, PAGE, type="metadata", media="text/html"),
        record("urn:pageinfo:https://h.example/x", PAGE, type="resource", media="text/html"),
        record("metadata://gnu.org/wget", PAGE, type="resource", media="text/plain"),
    ],
    ids=["gone", "moved", "empty", "unnamed", "request", "revisit", "metadata", "urn", "wget"],
)  # fmt: skip
def test_records_that_hold_no_page(other: bytes) -> None:
    assert [each.path for each in read(other, record(Y, PAGE))] == [f"{NAME}!/{Y}"]


@pytest.mark.parametrize("kind", ["resource", "conversion"])
def test_pages_without_an_answer_of_a_server(kind: str) -> None:
    assert urls(only(record(Y, X.encode(), type=kind, media="text/plain"))) == [Y, X]


CODED = {
    "gzip": gzip.compress(PAGE), "x-gzip": gzip.compress(PAGE), "deflate": zlib.compress(PAGE),
    "br": brotli.compress(PAGE), "identity": PAGE, "gzip, gzip": gzip.compress(gzip.compress(PAGE)),
}  # fmt: skip


@pytest.mark.parametrize("coding", CODED)
def test_codings(coding: str) -> None:
    assert only(record(Y, CODED[coding], f"{HTML}Content-Encoding: {coding}\r\n")).text == PAGE.decode()


@pytest.mark.parametrize("coding", ["gzip", "br", "deflate"])
def test_a_page_that_was_written_down_decoded(coding: str) -> None:
    assert only(record(Y, PAGE, f"{HTML}Content-Encoding: {coding}\r\n")).text == PAGE.decode()


def test_chunks() -> None:
    chunks = b"%x\r\n%b\r\n5;x=y\r\n-tail\r\n0\r\n\r\n" % (len(PAGE), PAGE)
    header = f"{HTML}Transfer-Encoding: chunked\r\n"
    assert only(record(Y, chunks, header)).text == PAGE.decode() + "-tail"
    assert only(record(Y, PAGE, header)).text == PAGE.decode()
    packed = gzip.compress(PAGE)
    both = b"%x\r\n%b\r\n0\r\n\r\n" % (len(packed), packed)
    assert only(record(Y, both, f"{header}Content-Encoding: gzip\r\n")).text == PAGE.decode()


@pytest.mark.parametrize(
    ("payload", "header", "encoding"),
    [
        ("Привет".encode("cp1251"), "text/html; charset=windows-1251", "cp1251"),
        ("Привет".encode(), "text/html; charset=windows-1251", "utf-8"),
        ("Voilà".encode("latin-1"), 'text/html; charset="ISO-8859-1"', "cp1252"),
        ("<meta charset=koi8-r>Привет".encode("koi8-r"), "text/html; charset=nonsense", "koi8-r"),
        ("Привет".encode("utf-16"), "text/html", "utf-16-le-sig"),
    ],
)
def test_encodings(payload: bytes, header: str, encoding: str) -> None:
    document = only(record(Y, payload, f"Content-Type: {header}\r\n"))
    assert document.encoding == encoding
    assert "Привет" in document.text or document.text == "Voilà"


def test_pages_that_cannot_be_read_are_skipped_with_the_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.documents.warc.LARGEST_PAGE", 1 << 20)
    found = read(
        record("https://h.example/binary", b"\0\1\2"),
        record("https://h.example/zstd", b"x", f"{HTML}Content-Encoding: zstd\r\n"),
        record("https://h.example/large", b"x" * ((1 << 20) + 1)),
        record("https://h.example/pdf", b"%PDF-", "Content-Type: application/pdf\r\n"),
        record(Y, b"x" * (1 << 20)),
    )
    assert [(each.path.rpartition("/")[2], each.reason if isinstance(each, Skipped) else "") for each in found] == [
        ("binary", "binary (it holds zero bytes)"),
        ("zstd", "sent in a coding that is not read: zstd"),
        ("large", "too large: more than 1 MiB"),
        ("pdf", "damaged or truncated PDF (Stream has ended unexpectedly)"),
        ("y", ""),
    ]


@pytest.mark.parametrize("coding", ["gzip", "br"])
def test_bombs_within_pages(coding: str) -> None:
    plain = b"x" * (LARGEST_PAGE * 4)
    bomb = gzip.compress(plain) if coding == "gzip" else brotli.compress(plain, quality=5)
    with within(10):
        (skipped, document) = read(record(X, bomb, f"{HTML}Content-Encoding: {coding}\r\n"), record(Y, PAGE))
    assert skipped == Skipped(f"{NAME}!/{X}", "too large: more than 16 MiB when it is unpacked")
    assert isinstance(document, Document)


def test_an_archive_that_inflates_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.documents.warc._LARGEST", 1 << 20)
    found = read(record(X, PAGE), record(Y, b"x" * (2 << 20), "Content-Type: image/png\r\n"), record(Z, PAGE))
    assert [each.path for each in found] == [f"{NAME}!/{X}", NAME]
    assert found[1] == Skipped(NAME, "too large: more than 1 MiB when it is unpacked (after 2 records)")


def test_an_archive_that_is_cut_off() -> None:
    whole = compressed(record(X, PAGE), record(Y, PAGE * 50))
    first = len(compressed(record(X, PAGE)))
    for end in (first + 30, first + 120, len(whole) - 6):
        found = read_all(whole[:end], NAME)
        assert found[0].path == f"{NAME}!/{X}"
        assert isinstance(found[-1], Skipped)
        assert found[-1].path == NAME
        assert found[-1].reason.startswith("truncated: the gzip stream ends in the middle")


def test_an_archive_that_is_damaged() -> None:
    whole = bytearray(compressed(record(X, PAGE), record(Y, PAGE), record(Z, PAGE)))
    whole[len(compressed(record(X, PAGE))) + 40] ^= 0xFF
    found = read_all(bytes(whole), NAME)
    assert found[0].path == f"{NAME}!/{X}"
    assert isinstance(found[-1], Skipped)
    assert "damaged" in found[-1].reason


@pytest.mark.parametrize(
    "broken",
    [
        b"no record at all\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Length: 4\r\n\r\nHTTP\r\n\r\n",
        record(X, PAGE, length="7"),
        b"WARC/9.9\r\n\r\n",
    ],
    ids=["noise", "no address", "too short", "other version"],
)
@pytest.mark.parametrize("name", ["a.warc", "a.warc.gz"])
def test_a_broken_record_costs_only_itself(broken: bytes, name: str) -> None:
    records = [record(Z, PAGE), broken, record(Y, PAGE)]
    found = read_all(b"".join(records) if name == "a.warc" else compressed(*records), name)
    paths = [each.path for each in found if isinstance(each, Document)]
    assert (paths[0], paths[-1]) == (f"{name}!/{Z}", f"{name}!/{Y}")


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "no WARC"),
        (b"plain text\n" * 100, "no WARC"),
        (gzip.compress(b"plain text", mtime=0), "no WARC"),
        (gzip.compress(record(X, PAGE), mtime=0)[:20], "truncated: the gzip stream ends in the middle"),
        (record(X, PAGE, status="404 Not Found"), "no page in it (1 records)"),
    ],
    ids=["empty", "text", "compressed", "cut off", "no page"],
)
def test_what_cannot_be_read_is_skipped_with_the_reason(data: bytes, told: str) -> None:
    assert read_all(data, NAME) == [Skipped(NAME, told)]


def test_without_the_extra_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "linkaudit.documents.warc")
    monkeypatch.delitem(sys.modules, "linkaudit.warcs")
    monkeypatch.setitem(sys.modules, "warcio.archiveiterator", None)
    assert read(record(X, PAGE)) == [Skipped(NAME, "needs the extra `warc`: pip install 'linkaudit-cli[warc]'")]


def test_without_brotli_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "brotli", None)
    (skipped,) = read(record(X, CODED["br"], f"{HTML}Content-Encoding: br\r\n"))
    assert skipped == Skipped(f"{NAME}!/{X}", "sent in the coding `br`: pip install brotli")


def test_a_missing_extra_of_a_page_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "linkaudit.documents.pdf", raising=False)
    monkeypatch.setitem(sys.modules, "pypdf", None)
    (skipped,) = read(record(X, pdf([(page((X, 50, 700)), ())]), "Content-Type: application/pdf\r\n"))
    assert skipped == Skipped(f"{NAME}!/{X}", "needs the extra `pdf`: pip install 'linkaudit-cli[pdf]'")


def test_nothing_is_said_on_the_terminal(capfd: pytest.CaptureFixture[str]) -> None:
    read_all(record(X, PAGE, length="7") + record("https://h.example/a b", PAGE), "a.warc")
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "data",
    [
        gzip.compress(b"WARC/1.0\r\n" + b"x" * (64 << 20)),
        gzip.compress(b"x" * (64 << 20)),
        gzip.compress(b"\n" * (8 << 20)),
        gzip.compress(b"WARC/1.0\r\n\r\n" * 100_000),
        gzip.compress(b"WARC/1.0\r\n" + b"a: b\r\n" * 1_000_000),
        gzip.compress(b"") * 50_000,
        compressed(record(X, b"")) * 3_000,
    ],
    ids=[
        "endless line",
        "no lines",
        "blank lines",
        "empty records",
        "endless headers",
        "empty members",
        "many records",
    ],
)
def test_hostile_archives_take_no_longer_than_their_length_asks_for(data: bytes) -> None:
    with within(20):
        assert all(isinstance(each, Skipped) for each in read_all(data, NAME))


@given(st.data())
def test_damaged_archives_are_read_or_skipped(drawn: st.DataObject) -> None:
    records = [record(X, PAGE), record(Y, CODED["gzip"], f"{HTML}Content-Encoding: gzip\r\n"), record(Z, PAGE)]
    data = bytearray(drawn.draw(st.sampled_from([b"".join(records), compressed(*records)])))
    for _ in range(drawn.draw(st.integers(1, 8))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    cut = drawn.draw(st.integers(0, len(data)))
    for each in (*read_all(bytes(data), NAME), *read_all(bytes(data[:cut]), NAME)):
        if isinstance(each, Document):
            assert places_hold(replace(each, references=each.references[1:]))
