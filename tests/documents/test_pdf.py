"""PDF: pages as lines, links where their words stand."""

from __future__ import annotations

import sys
import zlib
from io import BytesIO
from typing import TYPE_CHECKING, Any, NoReturn

import pypdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf.errors import DependencyError

from documents.packing import X, Y, Z, link, page, pdf, places, read_all, read_one, reason, reference
from documents.reading import places_hold, urls, within
from linkaudit.citations.cite import cite
from linkaudit.documents import pdf as reader
from linkaudit.models import Document, Kind, Role, Skipped

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "papers/a.pdf"
LEFT, TOP = 50, 700


def read(*pages: tuple[str, Sequence[str]], **more: str) -> Document:
    document = read_one(pdf(pages, **more), NAME)
    assert places_hold(document)
    return document


def lines(*texts: str, size: float = 12) -> str:
    """Set lines of text one below the other."""
    return page(*((text, LEFT, TOP - 14 * number) for number, text in enumerate(texts)), size=size)


def around(number: int, left: float = LEFT, right: float = 550) -> tuple[float, float, float, float]:
    """Give the box around a line."""
    return left, TOP - 14 * number - 3, right, TOP - 14 * number + 10


def test_a_line_for_each_page() -> None:
    document = read((lines("One", f"see {X}."), ()), ("", ()), (lines(Y), ()))
    assert document.text == f"One\u2028see {X}.\n\n{Y}\n"
    assert places(document) == [(1, 9, X, X), (3, 1, Y, Y)]
    first, second = document.references
    assert (first.kind, first.text, first.location.part) == (Kind.BARE, "One see", "page 1")
    assert str(second.location) == f"{NAME}:3:1 (page 3)"
    assert [each.name for each in document.parts] == ["page 1", "page 2", "page 3"]
    assert document.blocks[0].text == f"One\nsee {X}."
    assert (document.format, document.skipped_parts) == ("pdf", ())


def test_an_annotation_stands_where_its_words_stand() -> None:
    content = page(("See ", 50, 700), ("the report", 80, 700), ("of July", 150, 700), ("below", 50, 686))
    document = read((content, [link(X, (80, 697, 145, 710))]))
    assert document.text == "See the report of July\u2028below\n"
    assert places(document) == [(1, 5, X, "the report")]
    (found,) = document.references
    assert (found.kind, found.text, found.element) == (Kind.ANNOTATION, "the report", "Annots")


def test_words_in_the_middle_of_a_line_are_found_by_their_width() -> None:
    document = read((lines("aaaa bbbb cccc dddd eeee", "next"), [link(X, (LEFT + 60, TOP - 3, LEFT + 117, TOP + 10))]))
    assert document.references[0].raw == "cccc dddd"
    (whole,) = read((lines("a text of a whole line", "next"), [link(X, around(0, right=170))])).references
    assert whole.raw == "a text of a whole line"


def test_an_annotation_over_its_own_address_is_listed_once() -> None:
    document = read((lines(f"see {X} now"), [link(X, (LEFT + 30, TOP - 3, LEFT + 90, TOP + 10))]))
    assert places(document) == [(1, 5, X, X)]
    assert document.references[0].kind is Kind.ANNOTATION


def test_the_address_of_an_annotation_without_words_is_looked_for_on_the_page() -> None:
    document = read((lines(f"see {X} now", "more"), [link(X, (400, 100, 410, 110))]))
    assert places(document) == [(1, 5, X, X)]


def test_an_annotation_without_words_stands_at_the_beginning_of_its_page() -> None:
    document = read((lines("one"), ()), (lines("two"), [link(X, (400, 100, 410, 110)), link(X, (1, 1, 2, 2))]))
    assert places(document) == [(2, 1, X, "")]
    assert document.references[0].location.part == "page 2"


def test_an_address_that_stands_elsewhere_on_the_page_is_another_reference() -> None:
    document = read((lines("here", "and", X), [link(X, around(0, right=80))]))
    assert [(each.kind, each.raw) for each in document.references] == [(Kind.ANNOTATION, "here"), (Kind.BARE, X)]


def test_an_address_over_several_lines_is_whole() -> None:
    long = "https://h.example/a/very-long/path/of-a-report.html"
    content = lines("see https://h.example/a/very-", "long/path/of-a-", "report.html and more")
    document = read(
        (content, [link(long, around(0, 70, 230)), link(long, around(1)), link(long, around(2, right=110))])
    )
    assert places(document) == [(1, 5, long, "https://h.example/a/very-\u2028long/path/of-a-\u2028report.html")]
    (bare,) = read((content, ())).references
    assert (bare.url, bare.kind) == (long, Kind.BARE)
    assert bare.raw == document.references[0].raw


def test_a_link_over_two_lines_is_one() -> None:
    annotations = [link(X, around(0, 80, 550)), link(X, around(1, right=550))]
    document = read((page(("See ", 50, 700), ("the long", 80, 700), ("report", 50, 686)), annotations))
    assert places(document) == [(1, 5, X, "the long\u2028report")]
    quads = "/QuadPoints [80 710 550 710 80 697 550 697 50 696 550 696 50 683 550 683]"
    document = read((page(("See ", 50, 700), ("the long", 80, 700), ("report", 50, 686)), [link(X, around(1), quads)]))
    assert places(document) == [(1, 5, X, "the long\u2028report")]


def test_a_text_that_shows_another_address() -> None:
    document = read((lines(f"see {Y}"), [link(X, (LEFT + 25, TOP - 3, 250, TOP + 10))]))
    assert [(each.url, each.text) for each in document.references] == [(X, Y)]


@pytest.mark.parametrize(
    "annotation",
    [
        "<</Subtype /Link /Rect [50 690 200 710] /Dest [4 0 R /Fit]>>",
        "<</Subtype /Link /Rect [50 690 200 710] /A <</S /GoTo /D [4 0 R /Fit]>>>>",
        "<</Subtype /Link /Rect [50 690 200 710] /A <</S /GoToR /F (b.pdf)>>>>",
        "<</Subtype /Link /Rect [50 690 200 710] /A <</S /Launch /F (b.exe)>>>>",
        "<</Subtype /Link /Rect [50 690 200 710] /A <</S /URI>>>>",
        "<</Subtype /Link /Rect [50 690 200 710] /A <</S /URI /URI ()>>>>",
        link(X, (50, 690, 200, 710), "/F 2"),
        "null",
        "7",
        "99 0 R",
    ],
)
def test_what_leads_nowhere_on_the_web(annotation: str) -> None:
    document = read((lines("text"), [annotation]))
    assert (document.references, document.skipped_parts) == ((), ())


@pytest.mark.parametrize("more", ["/Rect (no)", "/QuadPoints [1 2 3]", "/QuadPoints 7"])
def test_odd_boxes_do_no_harm(more: str) -> None:
    assert urls(read((lines("text"), [f"<</Subtype /Link /A <</S /URI /URI ({X})>> {more}>>"]))) == [X]


def test_actions_that_follow_each_other() -> None:
    action = f"<</S /GoTo /D (x) /Next [<</S /URI /URI ({X})>> <</S /URI /URI ({Y})>>]>>"
    document = read((lines("text"), [f"<</Subtype /Link /Rect [50 690 200 710] /A {action}>>"]))
    assert sorted(urls(document)) == [X, Y]


def test_relative_addresses() -> None:
    pages = (lines("text"), [link("b.html", around(0))])
    assert urls(read(pages)) == ["b.html"]
    assert urls(read(pages, catalog="/URI <</Base (https://h.example/d/)>>")) == ["https://h.example/d/b.html"]


def test_notes_of_reviewers_are_comments() -> None:
    note = "<</Subtype /Text /Rect [1 1 2 2] /Contents (linkaudit: ignore[date-url-in-future] why)>>"
    document = read((lines("one"), ()), (lines("two"), [note]))
    (comment,) = document.comments
    assert comment.text == "linkaudit: ignore[date-url-in-future] why"
    assert (comment.location.line, comment.location.part) == (2, "page 2")


def test_ligatures_are_undone_in_addresses() -> None:
    content = lines("https://h.example/\\256le").replace("\\\\256", "\\256")
    data = pdf([(content, ())]).replace(
        b"/Encoding /WinAnsiEncoding", b"/Encoding <</Differences [174 /fi]>>     "
    )  # fmt: skip
    (found,) = read_one(data, NAME).references
    assert (found.url, found.raw) == ("https://h.example/file", "https://h.example/\ufb01le")


def test_paragraphs_and_headings() -> None:
    content = page(("A title", 50, 750), size=20) + page(
        ("One line", 50, 700), ("and another", 50, 686), ("of three", 50, 672), ("A new paragraph", 50, 640),
        ("with two lines", 50, 626), ("Next column", 300, 700),
    )  # fmt: skip
    document = read((content, ()))
    assert [(block.kind, block.text.strip()) for block in document.blocks] == [
        ("heading", "A title"), ("paragraph", "One line\nand another\nof three"),
        ("paragraph", "A new paragraph\nwith two lines"), ("paragraph", "Next column"),
    ]  # fmt: skip
    assert document.title == "A title"


def test_provenance_and_date_of_a_page() -> None:
    original = "https://gazette.example/2018/07/12/cut"
    document = cite(read((lines("Ferry line cut", "July 12, 2018", f"Original url: {original}"), ())))
    assert [(each.form, each.reference and each.reference.url) for each in document.provenance] == [
        ("Original url:", original)
    ]
    assert document.date is not None
    assert (str(document.date.date), document.date.source) == ("2018-07-12", "dateline")


def test_properties() -> None:
    information = (
        "/Title (The old harbour) /Author (Ada) /CreationDate (D:20180712101500+02'00') /ModDate (D:201901) "
        f"/Producer (P) /Creator (C) /PTEX.Fullbanner (t) /Source (from {X}) /Trapped /False"
    )
    document = cite(read((lines("text"), ()), information=information))
    assert document.title == "The old harbour"
    assert [(field.name, field.value) for field in document.fields] == [
        ("title", "The old harbour"), ("author", "Ada"), ("created", "2018-07-12T10:15:00"), ("modified", "2019-01"),
        ("source", f"from {X}"),
    ]  # fmt: skip
    assert document.date is not None
    assert (str(document.date.date), document.date.source) == ("2018-07-12", "document properties")
    assert document.modified is not None
    assert str(document.modified.date) == "2019-01"
    found = reference(document, X)
    assert (found.role, found.kind, found.location.part) == (Role.SOURCE, Kind.FIELD, "document properties")


XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
    '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:prism="http://prismstandard.org/namespaces/basic/2.0/" '
    'xmlns:pdfx="http://ns.adobe.com/pdfx/1.3/"><rdf:Description xmp:CreateDate="2018-07-12">'
    "<dc:title><rdf:Alt><rdf:li xml:lang='x-default'>The old harbour</rdf:li><rdf:li xml:lang='de'>Hafen</rdf:li>"
    "</rdf:Alt></dc:title><dc:creator><rdf:Seq><rdf:li>Ada</rdf:li><rdf:li>Bob</rdf:li></rdf:Seq></dc:creator>"
    f"<prism:url>{X}</prism:url><pdfx:Source>{Y}</pdfx:Source></rdf:Description></rdf:RDF></x:xmpmeta>"
    '<?xpacket end="w"?>'
)


def test_xmp() -> None:
    document = cite(read((lines("text"), ()), xmp=XMP))
    assert document.title == "The old harbour"
    assert [(field.name, field.value) for field in document.fields] == [
        ("created", "2018-07-12"), ("title", "The old harbour"), ("author", "Ada"), ("author", "Bob"), ("url", X),
        ("source", Y),
    ]  # fmt: skip
    assert (reference(document, X).role, reference(document, Y).role) == (Role.PERMALINK, Role.SOURCE)


def test_broken_xmp_costs_only_itself() -> None:
    document = read((lines(X), ()), xmp="<broken")
    assert urls(document) == [X]
    assert document.skipped_parts[0].startswith("metadata: not well-formed XML")
    laughs = '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'
    assert "declares XML entities" in read((lines(X), ()), xmp=laughs).skipped_parts[0]


@pytest.mark.parametrize("title", ["Microsoft Word - report.doc", "untitled", "paper.dvi", " "])
def test_titles_that_programs_make_are_none(title: str) -> None:
    content = page(("A title", 50, 750), size=20) + lines("text that is longer")
    assert read((content, ()), information=f"/Title ({title})").title == "A title"


def test_pages_without_text_are_told() -> None:
    assert read(("", ()), ("", ())).skipped_parts == ("no text on any page (scanned?)",)
    assert read((lines("text"), ()), ("", ())).skipped_parts == ()


def with_pictures(count: int) -> bytes:
    data = pdf([(lines("text"), ()), *[("", ())] * count])
    plain, pictured = b"/Font <</F1 3 0 R>>>>", b"/XObject <</I <</Subtype /Image>>>>>>"
    first, *rest = data.split(plain)
    return plain.join([first, rest[0]]) + b"".join(pictured + each for each in rest[1:])


def test_pages_that_are_pictures_are_told() -> None:
    assert read_one(with_pictures(1), NAME).skipped_parts == ("page 2: a picture without text (scanned?)",)
    assert read_one(with_pictures(3), NAME).skipped_parts == ("pages 2 to 4: a picture without text (scanned?)",)


def test_a_broken_page_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    extract = pypdf.PageObject.extract_text

    def break_second(source: pypdf.PageObject, **given: Any) -> str:
        if source.page_number == 1:
            raise KeyError(X)
        return extract(source, **given)

    monkeypatch.setattr(pypdf.PageObject, "extract_text", break_second)
    document = read((lines(X), ()), (lines(Y), [link(Y, around(0))]), (lines(Z), ()))
    assert places(document) == [(1, 1, X, X), (2, 1, Y, ""), (3, 1, Z, Z)]
    assert document.skipped_parts == ("page 2: damaged (KeyError)",)


def encrypted(user: str, algorithm: str = "RC4-128") -> bytes:
    writer = pypdf.PdfWriter(BytesIO(pdf([(lines(X), ())])))
    writer.encrypt(user, "owner", algorithm=algorithm)
    made = BytesIO()
    writer.write(made)
    return made.getvalue()


@pytest.mark.parametrize("algorithm", ["RC4-40", "RC4-128", "AES-128", "AES-256"])
def test_encrypted_files(algorithm: str) -> None:
    assert reason(encrypted("secret", algorithm), NAME) == "encrypted (password needed)"
    assert urls(read_one(encrypted("", algorithm), NAME)) == [X]


@pytest.mark.parametrize("name", ["decrypt", "get_num_pages"])
def test_a_missing_package_for_encrypted_files_is_named(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    def refuse(*_: object) -> NoReturn:
        raise DependencyError

    data = encrypted("", "AES-256")
    monkeypatch.setattr(pypdf.PdfReader, name, refuse)
    assert reason(data, NAME) == "encrypted by AES, for which a package is missing: pip install cryptography"


def test_a_missing_package_that_shows_on_a_page_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> NoReturn:
        raise DependencyError

    data = encrypted("", "AES-128")
    monkeypatch.setattr(pypdf.PageObject, "extract_text", refuse)
    assert "pip install cryptography" in reason(data, NAME)
    document = read_one(pdf([(lines(X), ())]), NAME)
    assert document.skipped_parts == ("page 1: damaged (DependencyError)",)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "not a PDF: it has no header"),
        (b"no PDF at all", "not a PDF: it has no header"),
        (b"%PDF-1.7\n", "damaged or truncated PDF"),
        (b"%PDF-1.7\n" + b"\xff" * 2000, "damaged or truncated PDF"),
        (pdf([(lines(X), ())])[:200], "damaged or truncated PDF"),
    ],
    ids=["empty", "other", "header", "noise", "cut off"],
)
def test_what_cannot_be_read_is_skipped_with_the_reason(data: bytes, told: str) -> None:
    assert reason(data, NAME).startswith(told)


def test_a_file_without_its_table_is_repaired() -> None:
    data = pdf([(lines(X), ())])
    table = data.index(b"xref\n0")
    assert urls(read_one(data.replace(f"startxref\n{table}".encode(), b"startxref\n5"), NAME)) == [X]


def test_pages_that_are_not_read_for_want_of_time_are_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_FOR_ALL", -1.0)
    document = read_one(pdf([(lines(X), ())] * 3), NAME)
    assert document.skipped_parts[0] == "pages 1 to 3: not read, as the pages before took -1 s"


def test_a_page_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_FOR_ONE", -1.0)
    document = read_one(pdf([(lines(X), [link(Y, around(0))])]), NAME)
    assert document.skipped_parts[0] == "page 1: not read, as it takes longer than -1 s"
    assert urls(document) == [Y]


def test_bombs_are_refused() -> None:
    content = zlib.compress(b"BT ET\n" * 12_000_000)
    data = pdf([("@", ()), (lines(X), ())]).replace(
        b"<</Length 1>>\nstream\n@", b"<</Length %d /Filter /FlateDecode>>\nstream\n%b" % (len(content), content)
    )
    with within(10):
        document = read_one(data, NAME)
    assert urls(document) == [X]
    assert document.skipped_parts[0].startswith("page 1: ")


def test_page_trees_that_lead_in_circles_end() -> None:
    data = pdf([(lines(X), ())]).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    with within(10):
        assert all(isinstance(each, Skipped) or each.references == () for each in read_all(data, NAME))


def test_without_the_extra_the_reason_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "linkaudit.documents.pdf")
    monkeypatch.setitem(sys.modules, "pypdf", None)
    assert reason(pdf([(lines(X), ())]), NAME) == "needs the extra `pdf`: pip install 'linkaudit-cli[pdf]'"


def test_hostile_pages_take_no_longer_than_their_length_asks_for() -> None:
    annotations = [link(f"{X}/{number}", (50, 700 - number, 200, 712 - number)) for number in range(2_000)]
    with within(15):
        document = read_one(pdf([(lines(*["text " * 20] * 50), annotations)]), NAME)
    assert len(document.references) > 1_000
    with within(10):
        read_one(pdf([(page(("https://h.example/" + "a(" * 50_000, 50, 700)), ())]), NAME)


@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=60)
@given(st.data())
def test_damaged_files_are_read_or_skipped(drawn: st.DataObject) -> None:
    data = bytearray(pdf([(lines("see", X), [link(Y, around(0))])], information="/Title (T)", xmp=XMP))
    for _ in range(drawn.draw(st.integers(1, 6))):
        data[drawn.draw(st.integers(0, len(data) - 1))] = drawn.draw(st.integers(0, 255))
    with within(20):
        for each in read_all(bytes(data), NAME):
            assert isinstance(each, Skipped) or places_hold(each)


def test_a_line_is_a_page_however_the_page_ends() -> None:
    document = read((lines("one", " "), ()), (lines("two"), ()))
    assert document.text == "one\ntwo\n"
    assert [each.start for each in document.parts] == [0, 4]
