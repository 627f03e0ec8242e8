"""Books: chapters in reading order, each with lines of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.packing import X, Y, Z, epub, packed, read_one, reason, reference
from documents.reading import places_hold, urls, within
from linkaudit.citations.cite import cite
from linkaudit.models import Document, Kind, Role

NAME = "books/a.epub"
DECLARED = '<?xml version="1.0" encoding="utf-8"?>\n<html xmlns="http://www.w3.org/1999/xhtml">'


def read(chapters: dict[str, str | bytes], metadata: str = "", parts: dict[str, str] | None = None) -> Document:
    document = read_one(epub(chapters, metadata, parts), NAME)
    assert places_hold(document)
    return document


def where(document: Document) -> list[tuple[str, int, int, str]]:
    return [(each.location.part, each.location.line, each.location.column, each.url) for each in document.references]


def test_the_lines_are_those_of_the_chapters() -> None:
    one = f'{DECLARED}\n<body><p>é\U0001f600 <a href="{X}">x</a></p></body></html>'
    two = f'<html><body>\r\n\r\n\t<a href="{Y}">y</a> {Z}.\r\n</body></html>\r\n'
    document = read({"text/one.xhtml": one, "two.html": two})
    assert where(document) == [
        ("OEBPS/text/one.xhtml", 3, 22, X),
        ("OEBPS/two.html", 3, 11, Y),
        ("OEBPS/two.html", 3, 38, Z),
    ]
    assert str(document.references[0].location) == f"{NAME}:3:22 (OEBPS/text/one.xhtml)"
    assert [each.name for each in document.parts] == ["OEBPS/book.opf", "OEBPS/text/one.xhtml", "OEBPS/two.html"]
    assert all(each.numbered for each in document.parts)
    assert (document.references[0].text, document.references[0].element) == ("x", "a href")
    assert [block.text.strip() for block in document.blocks] == ["é\U0001f600 x", f"y {Z}."]
    assert (document.format, document.skipped_parts) == ("epub", ())


def test_the_order_is_that_of_the_spine() -> None:
    package = (
        '<package><metadata/><manifest><item id="b" href="b.xhtml"/><item id="a" href="my%20a.xhtml#start"/>'
        '<item id="p" href="p.jpg" media-type="image/jpeg"/><item id="n" href="n.xhtml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="p"/><itemref idref="b"/><itemref idref="a"/></spine></package>'
    )
    members = {"x/c.opf": package, "x/b.xhtml": f"<p>{Y}", "x/my a.xhtml": f"<p>{X}", "x/n.xhtml": f"<p>{Z}"}
    assert urls(read_one(packed(members), NAME)) == [X, Y]


def test_links_stay_relative_and_bases_are_those_of_their_chapter() -> None:
    chapters: dict[str, str | bytes] = {
        "a.xhtml": '<head><base href="https://h.example/d/"/></head><a href="e">x</a>',
        "b.xhtml": '<a href="a.xhtml#p">x</a>',
    }
    assert urls(read(chapters)) == ["https://h.example/d/e", "a.xhtml#p"]


def test_elements_that_close_themselves() -> None:
    chapter = (
        f'<html><head><title/><script src="s.js"/></head><body><a id="p"/><p>t <a href="{X}">x</a></p></body></html>'
    )
    document = read({"a.xhtml": chapter})
    assert X in urls(document)
    assert reference(document, X).text == "x"


def test_encodings_of_chapters() -> None:
    document = read({"a.xhtml": f"<p>\ufeff {X}".encode("utf-16"), "b.xhtml": f"<p>Voilà {Y}".encode("cp1252")})
    assert urls(document) == [X, Y]


def test_metadata() -> None:
    metadata = (
        "<dc:title>The old &amp; new\n  harbour</dc:title><dc:creator>Ada</dc:creator>"
        "<dc:publisher>Press</dc:publisher>\n"
        f'<dc:source>Taken from {X}?a&amp;b</dc:source>\n<dc:identifier id="i"> {Y} </dc:identifier>'
        "<dc:identifier>urn:isbn:1</dc:identifier>\n<dc:date>2018-07-12</dc:date>"
        '<meta property="dcterms:modified">2019-01-02T00:00:00Z</meta>'
        '<meta refines="#i" property="dcterms:modified">1999-01-01</meta>'
    )
    document = cite(read({"a.xhtml": "<title>Chapter</title><p>July 1, 1999"}, metadata))
    assert (document.title, document.publisher) == ("The old & new harbour", "Press")
    assert document.date is not None
    assert (str(document.date.date), document.date.source) == ("2018-07-12", "package")
    assert (document.date.location.line, document.date.location.part) == (8, "OEBPS/book.opf")
    assert document.modified is not None
    assert str(document.modified.date) == "2019-01-02"
    source, identifier = reference(document, f"{X}?a&b"), reference(document, Y)
    assert (source.role, source.kind, source.raw) == (Role.SOURCE, Kind.FIELD, f"{X}?a&amp;b")
    assert (identifier.role, identifier.location.line, identifier.location.column) == (Role.CANONICAL, 7, 24)


def test_dates_of_older_books() -> None:
    metadata = (
        '<dc:date opf:event="modification">2019-01-02</dc:date><dc:date opf:event="publication">2018-07</dc:date>'
        '<dc:date opf:event="creation">1999</dc:date>'
    )
    document = cite(read({"a.xhtml": "<p>text"}, metadata))
    assert document.date is not None
    assert str(document.date.date) == "2018-07"
    assert document.modified is not None
    assert str(document.modified.date) == "2019-01-02"


def test_the_title_of_a_book_without_one_is_that_of_its_first_chapter() -> None:
    assert read({"a.xhtml": "<p>x", "b.xhtml": "<title>Chapter</title>"}).title == "Chapter"


def test_comments_speak_of_their_own_chapter() -> None:
    from linkaudit import settings, triage  # noqa: PLC0415
    from linkaudit.models import Finding, Severity  # noqa: PLC0415

    chapters: dict[str, str | bytes] = {
        "a.xhtml": "<p><!-- linkaudit: ignore[link-empty] why -->\n<a href=''>x</a>",
        "b.xhtml": "<p>\n<a href=''>x</a>",
    }
    document = read(chapters)
    findings = [Finding("link-empty", Severity.ERROR, "m", each.location) for each in document.references]
    assert [each.location.line for each in findings] == [2, 2]
    sorted_out = triage.triage(findings, [document], triage.Sieve(settings.Rules()), ())
    assert [each.location.part for each in sorted_out.findings] == ["OEBPS/b.xhtml"]
    assert [each.finding.location.part for each in sorted_out.suppressed] == ["OEBPS/a.xhtml"]


def encryption(uri: str, algorithm: str) -> dict[str, str]:
    return {
        "META-INF/encryption.xml": '<encryption xmlns:e="http://www.w3.org/2001/04/xmlenc#"><e:EncryptedData>'
        f'<e:EncryptionMethod Algorithm="{algorithm}"/><e:CipherData><e:CipherReference URI="{uri}"/></e:CipherData>'
        "</e:EncryptedData></encryption>"
    }


AES = "http://www.w3.org/2001/04/xmlenc#aes128-cbc"


def test_encrypted_chapters_are_told() -> None:
    document = read({"a.xhtml": X, "b c.xhtml": Y}, parts=encryption("OEBPS/b%20c.xhtml", AES))
    assert urls(document) == [X]
    assert document.skipped_parts == ("OEBPS/b c.xhtml: encrypted (DRM)",)


def test_obfuscated_fonts_hide_nothing() -> None:
    document = read({"a.xhtml": X}, parts=encryption("OEBPS/a.xhtml", "http://www.idpf.org/2008/embedding"))
    assert (urls(document), document.skipped_parts) == ([X], ())


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no zip", "not a zip file"),
        (packed({"mimetype": "application/epub+zip"}), "no package document: not an EPUB"),
        (packed({"a.opf": "no XML"}), "a.opf: line 1: not well-formed: syntax error"),
        (epub({"a.xhtml": X}, parts=encryption("OEBPS/a.xhtml", AES)), "encrypted (DRM)"),
    ],
    ids=["other", "no package", "broken", "encrypted"],
)
def test_what_cannot_be_read_is_skipped_with_the_reason(data: bytes, told: str) -> None:
    assert reason(data, NAME) == told


def test_a_chapter_that_is_missing_or_broken_costs_only_itself() -> None:
    package = (
        '<package><manifest><item id="a" href="a.xhtml"/><item id="b" href="b.xhtml"/><item id="c" href="c.xhtml"/>'
        '</manifest><spine><itemref idref="a"/><itemref idref="b"/><itemref idref="c"/><itemref idref="d"/></spine>'
        "</package>"
    )
    document = read_one(packed({"a.opf": package, "a.xhtml": b"\0\1\2", "c.xhtml": X}), NAME)
    assert urls(document) == [X]
    assert document.skipped_parts == (
        "spine: no item `d`", "a.xhtml: binary (it holds zero bytes)", "b.xhtml: missing",
    )  # fmt: skip


def test_a_book_without_chapters_says_so() -> None:
    assert read_one(packed({"a.opf": "<package/>"}), NAME).skipped_parts == ("the spine names no chapter",)


def test_a_book_that_is_too_long_is_read_as_far_as_it_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.documents.epub._LONGEST_BOOK", 2000)
    document = read({"a.xhtml": f"<p>{X}", "b.xhtml": "x" * 3000, "c.xhtml": f"<p>{Y}"})
    assert urls(document) == [X]
    assert [each.partition(":")[0] for each in document.skipped_parts] == ["OEBPS/b.xhtml", "OEBPS/c.xhtml"]


def test_many_chapters_take_no_longer_than_their_length_asks_for() -> None:
    with within(10):
        document = read_one(epub({f"{number}.xhtml": f"<p>{X}/{number}</p>\n" * 5 for number in range(2_000)}), NAME)
    assert len(document.references) == 10_000


@given(st.lists(st.text(alphabet="<>a/p \r\n\t&;é\U0001f600\"'=-!", max_size=40), max_size=3))
def test_any_chapters_are_read_and_every_place_holds(texts: list[str]) -> None:
    read({f"{number}.xhtml": f"{text}{X}" for number, text in enumerate(texts)})
