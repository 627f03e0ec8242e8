"""OpenDocument texts: paragraphs as lines, links as their readers see them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.packing import X, Y, Z, balanced, element, odt, packed, places, read_one, reason, reference
from documents.reading import places_hold, urls, within
from linkaudit.citations.cite import cite
from linkaudit.models import Document, Kind, Role

NAME = "texts/a.odt"


def read(body: str, **parts: str) -> Document:
    document = read_one(odt(body, {name.replace("_xml", ".xml"): content for name, content in parts.items()}), NAME)
    assert places_hold(document)
    return document


def p(content: str) -> str:
    return f"<text:p>{content}</text:p>"


def a(url: str, shown: str) -> str:
    return f'<text:a xlink:type="simple" xlink:href="{url}">{shown}</text:a>'


def note(kind: str, content: str) -> str:
    body = f"<text:note-citation>1</text:note-citation><text:note-body>{content}</text:note-body>"
    return f'<text:note text:note-class="{kind}">{body}</text:note>'


def test_a_line_for_each_paragraph() -> None:
    document = read(p("One") + p("") + p(f"Two {a(X, 'the <text:span>link</text:span>')}, then {Y}."))
    assert document.text == f"One\n\nTwo the link, then {Y}.\n"
    assert places(document) == [(3, 5, X, "the link"), (3, 20, Y, Y)]
    link, bare = document.references
    assert (link.kind, link.text, link.element) == (Kind.LINK, "the link", "text:a")
    assert (bare.kind, bare.text) == (Kind.BARE, "Two the link, then")
    assert (document.format, document.skipped_parts) == ("odt", ())


def test_white_space_counts_as_the_standard_says() -> None:
    body = p('\n  One \n\t two<text:s/><text:s text:c="3"/>x<text:tab/>y<text:line-break/>z')
    document = read(body)
    assert document.text == "One two    x\ty\u2028z\n"
    assert document.blocks[0].text == "One two    x\ty\nz"
    assert read(p('a<text:s text:c="99999999999"/>b<text:s text:c="-1"/>c')).text == f"a{' ' * 1000}b c\n"


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (f"  {X} ", X), ("../b.odt", "b.odt"), ("../../b.odt", "../b.odt"), ("/b.odt", "/b.odt"),
        ("mailto:a@h.example", "mailto:a@h.example"),
    ],
)  # fmt: skip
def test_targets(written: str, url: str) -> None:
    assert urls(read(p(a(written, "here")))) == [url]


@pytest.mark.parametrize("written", ["#Heading|outline", "", "#"])
def test_places_in_the_document_are_no_links(written: str) -> None:
    assert read(p(a(written, "here"))).references == ()


def test_headings_lists_and_tables() -> None:
    cells = f"<table:table-row><table:table-cell>{p('c')}</table:table-cell></table:table-row>"
    body = (
        '<text:h text:outline-level="1">Title</text:h>'
        f"<text:list><text:list-item>{p('i')}</text:list-item></text:list><table:table>{cells}</table:table>{p('end')}"
    )
    document = read(body)
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Title"), ("item", "i"), ("cell", "c"), ("paragraph", "end"),
    ]  # fmt: skip
    assert document.title == "Title"


def test_notes_comments_headers_and_footers_are_parts() -> None:
    remark = "<office:annotation><dc:creator>Ada</dc:creator><dc:date>2018</dc:date>"
    remark += f"{p('linkaudit: ignore[link-empty] why')}</office:annotation>"
    body = p("first") + p(f"text{note('footnote', p(a(X, 'n')))} and{note('endnote', p(Y))} more {remark}here")
    styles = element(
        "office:document-styles",
        f"<office:styles>{p('no text')}</office:styles><office:master-styles><style:master-page>"
        f"<style:header>{p(Z)}</style:header><style:footer-left>{p('foot')}</style:footer-left>"
        "</style:master-page></office:master-styles>",
    )
    document = read(body, styles_xml=styles)
    assert document.text == f"first\ntext and more here\nn\n{Y}\nlinkaudit: ignore[link-empty] why\n{Z}\nfoot\n"
    assert [(each.location.line, each.location.part, each.url) for each in document.references] == [
        (3, "footnotes", X), (4, "endnotes", Y), (6, "headers", Z),
    ]  # fmt: skip
    assert [each.name for each in document.parts] == ["", "footnotes", "endnotes", "comments", "headers", "footers"]
    (comment,) = document.comments
    assert comment.text == "linkaudit: ignore[link-empty] why"
    assert (comment.location.line, comment.location.column, comment.location.part) == (2, 15, "")


def test_what_is_not_seen() -> None:
    body = (
        f"<text:tracked-changes><text:deletion>{p(X)}</text:deletion></text:tracked-changes>"
        f'<text:section text:display="none">{p(X)}</text:section><office:forms>{p(X)}</office:forms>'
        + p("kept <text:ruby><text:ruby-base>base</text:ruby-base><text:ruby-text>above</text:ruby-text></text:ruby>")
    )
    document = read(body)
    assert (document.text, document.references) == ("kept base\n", ())


def test_pictures_with_links() -> None:
    frame = f'<draw:frame><draw:image xlink:href="{Z}"/><svg:title>a boat</svg:title></draw:frame>'
    document = read(p(f'see <draw:a xlink:href="{X}">{frame}</draw:a>') + f'<draw:a xlink:href="{Y}">{frame}</draw:a>')
    assert [(each.url, each.kind, each.text, each.location.line) for each in document.references] == [
        (Z, Kind.IMAGE, "", 1), (X, Kind.LINK, "a boat", 1), (Y, Kind.LINK, "a boat", 2),
    ]  # fmt: skip


def test_pictures_in_the_file_are_no_links() -> None:
    assert read(p('<draw:frame><draw:image xlink:href="Pictures/1.png"/></draw:frame>')).references == ()


def test_text_boxes_follow_their_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{p(X)}</draw:text-box></draw:frame>"
    document = read(p(f"before {box}after"))
    assert document.text == f"before after\n{X}\n"
    assert places(document) == [(2, 1, X, X)]


def test_citations_with_an_address() -> None:
    document = read(
        p(f'as <text:bibliography-mark text:url="{X}" text:title="T">[Ada18]</text:bibliography-mark> says')
    )
    assert places(document) == [(1, 4, X, "[Ada18]")]


def test_metadata() -> None:
    meta = element(
        "office:document-meta",
        "<office:meta><dc:title>The old harbour</dc:title><meta:initial-creator>Ada</meta:initial-creator>"
        "<meta:creation-date>2018-07-12T10:00:00</meta:creation-date><dc:date>2019-01-02T10:00:00</dc:date>"
        f'<meta:user-defined meta:name="Source URL">{X}</meta:user-defined><meta:generator>G</meta:generator>'
        "<meta:user-defined meta:name='empty'/></office:meta>",
    )
    document = cite(read(p("text"), meta_xml=meta))
    assert document.title == "The old harbour"
    assert [(field.name, field.value) for field in document.fields] == [
        ("title", "The old harbour"), ("author", "Ada"), ("created", "2018-07-12T10:00:00"),
        ("modified", "2019-01-02T10:00:00"), ("source_url", X),
    ]  # fmt: skip
    assert document.date is not None
    assert str(document.date.date) == "2018-07-12"
    assert document.modified is not None
    assert str(document.modified.date) == "2019-01-02"
    assert (reference(document, X).role, reference(document, X).kind) == (Role.ORIGINAL, Kind.FIELD)


ENCRYPTED = element(
    "manifest:manifest",
    '<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/></manifest:file-entry>',
)


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"no zip", "not a zip file"),
        (packed({"mimetype": "x"}), "content.xml: missing"),
        (packed({"content.xml": element("office:document-meta", "")}), "not an OpenDocument text"),
        (packed({"content.xml": "no XML"}), "content.xml: not well-formed XML (line 1: syntax error)"),
        (odt(p("x"), {"META-INF/manifest.xml": ENCRYPTED}), "encrypted (password needed)"),
        (
            packed({"content.xml": '<!DOCTYPE d [<!ENTITY a "aaaa">]><d>&a;</d>'}),
            "content.xml: declares XML entities, which are not expanded",
        ),
    ],
    ids=["other", "no text", "no document", "no XML", "encrypted", "laughs"],
)
def test_what_cannot_be_read_is_skipped_with_the_reason(data: bytes, told: str) -> None:
    assert reason(data, NAME) == told


def test_a_broken_part_costs_only_itself() -> None:
    document = read(p(X), styles_xml="<broken", meta_xml="<broken")
    assert urls(document) == [X]
    assert [each.partition(":")[0] for each in document.skipped_parts] == ["styles.xml", "meta.xml"]


def test_a_text_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    content = element("office:document-content", f"<office:body><office:text>{p('one')}<text:p>{X}</office:text>")
    document = read_one(packed({"content.xml": content}), NAME)
    assert urls(document) == [X]
    assert len(document.skipped_parts) == 1


@pytest.mark.parametrize(
    "body",
    [p("") * 200_000, p(a(X, "x") * 20_000), p("<office:annotation>x</office:annotation>" * 20_000), p(" x" * 300_000)],
    ids=["paragraphs", "links", "comments", "spaces"],
)
def test_hostile_texts_take_no_longer_than_their_length_asks_for(body: str) -> None:
    with within(10):
        read_one(odt(body), NAME)


PIECES = [
    "<text:p>", "</text:p>", "<text:h>", "</text:h>", " text ", X, a(Y, "a"), f'<text:a xlink:href="{Y}">', "</text:a>",
    f'<draw:a xlink:href="{Y}">', "</draw:a>", "<draw:frame>", "</draw:frame>", "<text:s/>", "<text:line-break/>",
    "<text:note>", "</text:note>", "<office:annotation>", "</office:annotation>", "<text:list-item>",
    "</text:list-item>", "<svg:title>", "</svg:title>", "<draw:text-box>", "</draw:text-box>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=25))
def test_any_order_of_elements_is_read_and_every_place_holds(pieces: list[str]) -> None:
    read(balanced(pieces))
