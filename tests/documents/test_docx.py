"""Word documents: paragraphs as lines, links as their readers see them."""

from __future__ import annotations

import zipfile
from io import BytesIO
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.packing import (
    X,
    Y,
    Z,
    balanced,
    docx,
    element,
    packed,
    paragraph,
    part,
    places,
    read_one,
    reason,
    reference,
    relations,
    run,
)  # fmt: skip
from documents.reading import places_hold, urls, within
from linkaudit.citations.cite import cite
from linkaudit.models import Document, Kind, Role

NAME = "texts/a.docx"


def read(
    body: str, links: dict[str, str] | None = None, parts: dict[str, str] | None = None, more: str = ""
) -> Document:
    document = read_one(docx(body, links, parts, more), NAME)
    assert places_hold(document)
    return document


def hyperlink(name: str, shown: str, more: str = "") -> str:
    return f'<w:hyperlink r:id="{name}"{more}>{shown}</w:hyperlink>'


def in_paragraph(content: str) -> str:
    return f"<w:p>{content}</w:p>"


def field(code: str, result: str) -> str:
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{escape(piece)}</w:instrText></w:r>" for piece in code.split("|"))
        + f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{result}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def test_a_line_for_each_paragraph() -> None:
    body = paragraph("One") + paragraph() + in_paragraph(run("Two ") + hyperlink("l", run("the ") + run("link")))
    document = read(body, {"l": X})
    assert document.text == "One\n\nTwo the link\n"
    assert places(document) == [(3, 5, X, "the link")]
    (found,) = document.references
    assert (found.kind, found.text, found.element) == (Kind.LINK, "the link", "w:hyperlink")
    assert (found.location.end_line, found.location.end_column, found.location.part) == (3, 13, "")
    assert [block.text for block in document.blocks] == ["One", "Two the link"]
    assert (document.format, document.skipped_parts) == ("docx", ())


def test_bare_addresses_in_text() -> None:
    document = read(in_paragraph(run("Astral \U0001f600, see https://h.ex") + run("ample/x.")) + paragraph(f"({Y})"))
    assert places(document) == [(1, 15, X, X), (2, 2, Y, Y)]
    assert document.references[0].kind is Kind.BARE
    assert document.references[0].text == "Astral \U0001f600, see"


def test_what_a_link_shows_is_no_bare_address() -> None:
    document = read(in_paragraph(hyperlink("l", run(Y))), {"l": X})
    assert places(document) == [(1, 1, X, Y)]
    assert document.references[0].text == Y


def test_a_relationship_that_nothing_uses_is_not_seen() -> None:
    assert read(paragraph("text"), {"l": X}).references == ()


def test_links_within_the_document_lead_nowhere_else() -> None:
    body = in_paragraph('<w:hyperlink w:anchor="_Toc1">' + run("1 Begin") + "</w:hyperlink>")
    assert read(body + in_paragraph(field(' HYPERLINK \\l "_Toc1" ', run("2 End")))).references == ()


def test_a_place_within_the_target() -> None:
    body = in_paragraph(hyperlink("l", run("a"), ' w:anchor="part"') + hyperlink("m", run("b"), ' w:anchor="part"'))
    assert urls(read(body, {"l": X, "m": f"{Y}#own"})) == [f"{X}#part", f"{Y}#own"]


@pytest.mark.parametrize(
    ("code", "url"),
    [
        (f' HYPERLINK "{X}" ', X),
        (f" HYPERLINK {X} ", X),
        (f' hyperlink "{X}" \\o "a tip with {Y}" \\t "_blank"', X),
        (f' HYPERLINK \\n "{X}" \\l "part" ', f"{X}#part"),
        (' HYPER|LINK "https://h.|example/x" ', X),
        (' HYPERLINK "C:\\\\My \\"texts\\"\\\\a.doc" ', 'C:\\My "texts"\\a.doc'),
        (' HYPERLINK "../b.docx" ', "../b.docx"),
        (' HYPERLINK "mailto:a@h.example" ', "mailto:a@h.example"),
        (f' INCLUDEPICTURE "{X}" \\* MERGEFORMAT \\d ', X),
    ],
)
def test_fields(code: str, url: str) -> None:
    document = read(in_paragraph(run("see ") + field(code, run("he") + run("re")) + run(" now")))
    assert document.text == "see here now\n"
    assert places(document) == [(1, 5, url, "here")]


@pytest.mark.parametrize("code", ["", " TOC \\o ", f' REF "{X}" ', " HYPERLINK ", " PAGE ", ' HYPERLINK "'])
def test_fields_that_lead_nowhere(code: str) -> None:
    assert read(in_paragraph(field(code, run("here")))).references == ()


def test_a_simple_field() -> None:
    body = in_paragraph(f"<w:fldSimple w:instr=' HYPERLINK \"{X}\" '>{run('here')}</w:fldSimple>")
    assert places(read(body)) == [(1, 1, X, "here")]


def test_a_field_whose_address_is_the_result_of_another() -> None:
    inner = field(" MERGEFIELD page ", run("https://h.example/x"))
    body = in_paragraph(
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "</w:instrText></w:r>'
        f'{inner}<w:r><w:instrText>" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("a")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    document = read(body)
    assert document.text == "a\n"
    assert places(document) == [(1, 1, X, "a")]


def test_a_field_over_several_paragraphs_is_a_link_where_it_begins() -> None:
    begin, end = field(f' HYPERLINK "{X}" ', run("one") + "|").split("|")
    document = read(in_paragraph(begin) + in_paragraph(run("two") + end))
    assert places(document) == [(1, 1, X, "one")]


@pytest.mark.parametrize("name", ["del", "moveFrom"])
def test_what_was_deleted_is_not_seen(name: str) -> None:
    gone = f"<w:{name}><w:r><w:delText>{Y}</w:delText><w:t>{Z}</w:t></w:r>{hyperlink('l', run('x'))}</w:{name}>"
    document = read(in_paragraph(run("kept ") + gone + f"<w:ins>{run(X)}</w:ins>"), {"l": Y})
    assert document.text == f"kept {X}\n"
    assert urls(document) == [X]


def test_a_link_whose_words_were_deleted_is_not_seen() -> None:
    body = in_paragraph(hyperlink("l", "<w:del><w:r><w:delText>gone</w:delText></w:r></w:del>"))
    assert read(body, {"l": X}).references == ()


def test_hidden_text_is_not_seen() -> None:
    body = run(Y, "<w:vanish/>") + run(X, '<w:vanish w:val="0"/>') + run(" text", "<w:webHidden/>")
    assert read(in_paragraph(body)).text == f"{X} text\n"


def test_tabs_breaks_and_hyphens() -> None:
    body = in_paragraph(
        '<w:pPr><w:tabs><w:tab w:val="left" w:pos="1"/></w:tabs></w:pPr>'
        "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>https://h</w:t><w:noBreakHyphen/><w:t>i.example/</w:t></w:r>"
    )
    document = read(body)
    assert document.text == "a\tb\u2028https://h-i.example/\n"
    assert document.blocks[0].text == "a\tb\nhttps://h-i.example/"
    assert places(document) == [(1, 5, "https://h-i.example/", "https://h-i.example/")]


def test_line_ends_in_text_end_no_line() -> None:
    assert read("<w:p><w:r><w:t>a\nb&#13;c\u2029d&#x85;e</w:t></w:r></w:p>").text == "a b c d e\n"


def test_tables_lists_and_headings() -> None:
    styles = element(
        "w:styles",
        '<w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:styleId="Aufz"><w:name w:val="List Bullet"/></w:style>',
    )
    body = (
        paragraph("Title", '<w:pStyle w:val="berschrift1"/>')
        + f"<w:tbl><w:tr><w:tc>{paragraph('a')}</w:tc><w:tc>{paragraph(X)}</w:tc></w:tr></w:tbl>"
        + paragraph("one", '<w:pStyle w:val="Aufz"/>')
        + paragraph("two", '<w:numPr><w:numId w:val="1"/></w:numPr>')
        + paragraph("end")
    )
    document = read(body, parts={"word/styles.xml": styles}, more=part("styles", "styles.xml"))
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Title"), ("cell", "a"), ("cell", X), ("item", "one"), ("item", "two"), ("paragraph", "end"),
    ]  # fmt: skip
    assert document.title == "Title"
    assert places(document) == [(3, 1, X, X)]


def test_notes_headers_and_footers_are_parts() -> None:
    def notes(name: str, text: str) -> str:
        line = f'<w:{name} w:type="separator" w:id="0">{paragraph("---")}</w:{name}>'
        return element(f"w:{name}s", f'{line}<w:{name} w:id="1">{in_paragraph(text)}</w:{name}>')

    parts = {
        "word/footnotes.xml": notes("footnote", hyperlink("n", run("note"))),
        "word/_rels/footnotes.xml.rels": relations({"n": X}),
        "word/endnotes.xml": notes("endnote", run(Y)),
        "word/header1.xml": element("w:hdr", paragraph(Z)),
        "word/footer1.xml": element("w:ftr", paragraph("foot")),
    }
    more = (
        part("footer", "footer1.xml")
        + part("header", "header1.xml")
        + part("endnotes", "endnotes.xml")
        + part("footnotes", "/word/footnotes.xml")
    )
    document = read(paragraph("text"), {"n": "https://h.example/of-the-text"}, parts, more)
    assert document.text == f"text\nnote\n{Y}\n{Z}\nfoot\n"
    assert [(each.location.line, each.location.part, each.url) for each in document.references] == [
        (2, "footnotes", X), (3, "endnotes", Y), (4, "headers", Z),
    ]  # fmt: skip
    assert [each.name for each in document.parts] == ["", "footnotes", "endnotes", "headers", "footers"]
    assert str(document.references[0].location) == f"{NAME}:2:1 (footnotes)"


def test_comments_speak_of_what_they_are_about() -> None:
    comments = element(
        "w:comments",
        f'<w:comment w:id="7">{paragraph("linkaudit: ignore[link-empty] why")}{paragraph(X)}</w:comment>'
        f'<w:comment w:id="8">{paragraph("of nothing")}</w:comment>',
    )
    about = '<w:commentRangeStart w:id="7"/>' + run("here") + '<w:commentRangeEnd w:id="7"/>'
    body = paragraph("one") + in_paragraph(run("see ") + about) + paragraph("three")
    document = read(body, parts={"word/comments.xml": comments}, more=part("comments", "comments.xml"))
    first, second = document.comments
    assert first.text == f"linkaudit: ignore[link-empty] why\n{X}"
    assert (first.location.line, first.location.column, first.location.end_column) == (2, 5, 9)
    assert (second.text, second.location.line, second.location.part) == ("of nothing", 6, "comments")
    assert [(each.location.line, each.location.part) for each in document.references] == [(5, "comments")]


def drawing(content: str) -> str:
    described = f'<wp:docPr id="1" name="p" descr="a boat">{content}</wp:docPr>'
    return f"<w:r><w:drawing><wp:inline>{described}</wp:inline></w:drawing></w:r>"


def test_links_upon_pictures() -> None:
    click = '<a:hlinkClick r:id="l"/>'
    again = f"<pic:cNvPr>{click}</pic:cNvPr>"
    document = read(in_paragraph(run("pic ") + drawing(click + again)), {"l": X})
    (found,) = document.references
    assert (found.url, found.raw, found.text, found.kind) == (X, "", "a boat", Kind.LINK)
    assert (found.location.line, found.location.column) == (1, 5)


def test_a_picture_within_a_link() -> None:
    document = read(in_paragraph(hyperlink("l", drawing(""))), {"l": X})
    assert [(each.url, each.text) for each in document.references] == [(X, "a boat")]
    both = read(in_paragraph(hyperlink("l", drawing('<a:hlinkClick r:id="l"/>'))), {"l": X})
    assert urls(both) == [X]


def test_a_picture_that_is_not_in_the_file() -> None:
    document = read(in_paragraph(drawing('<a:blip r:embed="e" r:link="l"/>')), {"l": X})
    assert [(each.url, each.kind) for each in document.references] == [(X, Kind.IMAGE)]


def test_shapes_of_older_files() -> None:
    shape = f'<v:shape href="{X}" alt="a boat"><v:imagedata r:id="l"/></v:shape>'
    document = read(in_paragraph(f"<w:r><w:pict>{shape}</w:pict></w:r>"), {"l": Y})
    assert [(each.url, each.kind, each.text) for each in document.references] == [
        (X, Kind.LINK, "a boat"), (Y, Kind.IMAGE, "a boat"),
    ]  # fmt: skip


def test_text_boxes_follow_their_paragraph_and_are_read_once() -> None:
    box = f"<w:txbxContent>{paragraph(X)}</w:txbxContent>"
    either = f"<mc:Choice>{box}</mc:Choice><mc:Fallback><w:pict>{box}</w:pict></mc:Fallback>"
    choice = f"<w:r><mc:AlternateContent>{either}</mc:AlternateContent></w:r>"
    document = read(in_paragraph(run("before ") + choice + run("after")))
    assert document.text == f"before after\n{X}\n"
    assert places(document) == [(2, 1, X, X)]


def test_the_strict_form_of_the_standard() -> None:
    data = docx(in_paragraph(hyperlink("l", run("here"))), {"l": X})
    old = "http://schemas.openxmlformats.org/"
    with zipfile.ZipFile(BytesIO(data)) as file:
        members = {name: file.read(name).decode() for name in file.namelist()}
    strict = {
        name: text.replace(f"{old}wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main")
        .replace(f"{old}officeDocument/2006/", "http://purl.oclc.org/ooxml/officeDocument/")
        for name, text in members.items()
    }  # fmt: skip
    assert places(read_one(packed(strict), NAME)) == [(1, 1, X, "here")]


def properties(core: str, custom: str = "", app: str = "") -> dict[str, str]:
    kinds = {"core-properties": "core.xml", "custom-properties": "custom.xml", "extended-properties": "app.xml"}
    top = relations({"d": "word/document.xml"}, "officeDocument", "")
    listed = "".join(part(kind, f"docProps/{name}") for kind, name in kinds.items())
    return {
        "_rels/.rels": top.replace("</Relationships>", f"{listed}</Relationships>"),
        "docProps/core.xml": element("cp:coreProperties", core),
        "docProps/custom.xml": element("custom:Properties", custom),
        "docProps/app.xml": element("app:Properties", app),
    }


def test_properties() -> None:
    parts = properties(
        "<dc:title>The  old\nharbour</dc:title><dc:creator>Ada</dc:creator>"
        "<dcterms:created>2018-07-12T10:00:00Z</dcterms:created><dcterms:modified>2019-01-02T10:00:00Z</dcterms:modified>"
        "<cp:lastModifiedBy>Bob</cp:lastModifiedBy><dc:identifier>https://h.example/x</dc:identifier>",
        f'<custom:property name="Original URL"><vt:lpwstr>{Y}</vt:lpwstr></custom:property>'
        '<custom:property name="n"><vt:i4>7</vt:i4></custom:property>',
    )
    document = cite(read(paragraph("text"), parts=parts))
    assert document.title == "The old harbour"
    assert document.text.startswith("text\ntitle: The old harbour\nauthor: Ada\ncreated: 2018-07-12T10:00:00Z\n")
    assert {field.name: field.value for field in document.fields} == {
        "title": "The old harbour", "author": "Ada", "created": "2018-07-12T10:00:00Z",
        "modified": "2019-01-02T10:00:00Z", "dc:identifier": X, "original_url": Y, "n": "7",
    }  # fmt: skip
    assert {field.origin for field in document.fields} == {"document properties"}
    assert document.date is not None
    assert (str(document.date.date), document.date.source) == ("2018-07-12", "document properties")
    assert document.modified is not None
    assert str(document.modified.date) == "2019-01-02"
    assert (reference(document, X).role, reference(document, Y).role) == (Role.CANONICAL, Role.ORIGINAL)
    assert {each.location.part for each in document.references} == {"document properties"}
    assert [block.text for block in document.blocks] == ["text"]


def test_the_date_of_a_template_is_not_that_of_a_document() -> None:
    parts = properties("<dcterms:created>2013-12-23T23:15:00Z</dcterms:created>")
    assert cite(read(paragraph("text"), parts=parts)).date is None


def test_the_base_of_links() -> None:
    body = in_paragraph(hyperlink("l", run("a")) + hyperlink("m", run("b")))
    parts = properties("", app="<app:HyperlinkBase>https://h.example/texts/</app:HyperlinkBase>")
    assert urls(read(body, {"l": "b.html", "m": Y}, parts)) == ["https://h.example/texts/b.html", Y]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "encrypted or an old binary Word file"),
        (b"{\\rtf1 text}", "not a zip file"),
        (docx(paragraph("x"))[:300], "truncated or damaged zip"),
        (packed({"a.txt": "x"}), "word/document.xml: missing"),
        (packed({"word/document.xml": element("w:styles", "")}), "not a Word document"),
        (packed({"word/document.xml": "no XML"}), "word/document.xml: not well-formed XML (line 1: syntax error)"),
        (
            packed({"word/document.xml": '<!DOCTYPE d [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><d>&b;</d>'}),
            "word/document.xml: declares XML entities, which are not expanded",
        ),
        (
            packed({"word/document.xml": '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]><d>&a;</d>'}),
            "word/document.xml: declares XML entities, which are not expanded",
        ),
        (
            packed({"word/document.xml": element("w:x", "<w:t>" * 10_000)}),
            "word/document.xml: nested deeper than 500 levels",
        ),
    ],
    ids=["old", "rtf", "cut off", "no text", "other", "no XML", "laughs", "outside", "deep"],
)  # fmt: skip
def test_what_cannot_be_read_is_skipped_with_the_reason(data: bytes, told: str) -> None:
    assert told in reason(data, NAME)


def test_a_broken_part_costs_only_itself() -> None:
    parts = {"word/footnotes.xml": "<broken", "word/comments.xml": element("w:comments", "")[:-5]}
    more = part("footnotes", "footnotes.xml") + part("comments", "comments.xml") + part("header", "header9.xml")
    document = read(paragraph(X), parts=parts, more=more)
    assert urls(document) == [X]
    assert [each.partition(":")[0] for each in document.skipped_parts] == [
        "word/footnotes.xml", "word/comments.xml", "word/header9.xml",
    ]  # fmt: skip


def test_a_text_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    body = element("w:document", f"<w:body>{paragraph('one')}<w:p>{run(X)}</w:body>")
    document = read_one(packed({"word/document.xml": body}), NAME)
    assert urls(document) == [X]
    assert len(document.skipped_parts) == 1


def test_hostile_documents_take_no_longer_than_their_length_asks_for() -> None:
    bodies = {
        "paragraphs": "<w:p/>" * 300_000,
        "runs": in_paragraph("<w:r><w:t>a</w:t></w:r>" * 50_000),
        "links": in_paragraph(hyperlink("l", run("x")) * 20_000),
        "fields": in_paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 20_000 + run("x")),
        "comments": in_paragraph('<w:commentReference w:id="1"/>' * 20_000),
        "address": paragraph("https://h.example/" + "a(" * 200_000),
    }
    for body in bodies.values():
        with within(10):
            read_one(docx(body, {"l": X}), NAME)


def test_more_paragraphs_than_anybody_writes_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("linkaudit.documents.office.manuscript._MOST_LINES", 10)
    document = read("<w:p/>" * 10 + paragraph(X) * 2 + "<w:p>")
    assert document.text == "\n" * 10
    assert document.skipped_parts[0] == "more than 10 paragraphs: the rest is not read"


PIECES = [
    "<w:p>", "</w:p>", "<w:r>", "</w:r>", run(" text "), run(f" {X} "), hyperlink("l", run(" a ")),
    '<w:hyperlink r:id="l">', "</w:hyperlink>", '<w:fldChar w:fldCharType="begin"/>',
    '<w:fldChar w:fldCharType="separate"/>',
    '<w:fldChar w:fldCharType="end"/>', f'<w:instrText> HYPERLINK "{Y}"</w:instrText>', "<w:del>", "</w:del>",
    "<w:drawing>", "</w:drawing>", '<a:hlinkClick r:id="l"/>', "<w:tc>", "</w:tc>", "<w:br/>", "<w:vanish/>",
    '<w:commentRangeStart w:id="1"/>', '<w:comment w:id="1">', "</w:comment>", "<w:fldSimple>", "</w:fldSimple>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_order_of_elements_is_read_and_every_place_holds(pieces: list[str]) -> None:
    document = read(balanced(pieces), {"l": X})
    assert all(each.url in (X, Y) for each in document.references)
