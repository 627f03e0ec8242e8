"""XML of any kind: what is a link in it, and what only looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.citations.cite import cite
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Document, Kind

X, Y = "https://h.example/x", "https://h.example/y"
XLINK = 'xmlns:l="http://www.w3.org/1999/xlink"'


def xml(text: str) -> Document:
    """Read XML, having seen that every place in it holds."""
    document = read(text, "xml")
    assert document.format == "xml"
    assert places_hold(document)
    return document


@pytest.mark.parametrize(
    ("text", "kind", "element", "words"),
    [
        (f"<p><ulink url='{X}'>the <emphasis>page</emphasis></ulink></p>", Kind.LINK, "ulink url", "the page"),
        (f"<p {XLINK}><link l:href='{X}'>page</link></p>", Kind.LINK, "link xlink:href", "page"),
        (f"<TEI><ref target='{X}'>page</ref></TEI>", Kind.LINK, "ref target", "page"),
        (f"<ext-link ext-link-type='uri' xlink:href='{X}'>page</ext-link>", Kind.LINK, "ext-link xlink:href", "page"),
        (f"<topic><xref href='{X}' scope='external'>page</xref></topic>", Kind.LINK, "xref href", "page"),
        (f"<svg><a xlink:href='{X}'><text>page</text></a></svg>", Kind.LINK, "a xlink:href", "page"),
        (f"<uri>{X}</uri>", Kind.BARE, "", ""),
        (f"<text>See {X}.</text>", Kind.BARE, "", ""),
        (f"<svg><image href='{X}'/></svg>", Kind.IMAGE, "image href", ""),
        (f"<graphic url='{X}'/>", Kind.IMAGE, "graphic url", ""),
        (f"<x src='{X}'/>", Kind.ATTRIBUTE, "x src", ""),
        (f"<x note='see {X}, p. 3'/>", Kind.ATTRIBUTE, "x note", ""),
        (f"<?xml-stylesheet type='text/css' href='{X}'?><x/>", Kind.ATTRIBUTE, "xml-stylesheet href", ""),
    ],
)
def test_every_place_of_a_url(text: str, kind: Kind, element: str, words: str) -> None:
    reference = only(xml(text))
    assert (reference.url, reference.raw, reference.kind) == (X, X, kind)
    assert (reference.element, reference.text) == (element, words)


@pytest.mark.parametrize(
    "text",
    [
        f"<x xmlns='{X}' xmlns:y='{X}' xsi:schemaLocation='{X} {Y}' xsi:noNamespaceSchemaLocation='{X}'/>",
        f"<!DOCTYPE article PUBLIC '-//X//Y' '{X}'><article/>",
        f"<!DOCTYPE x [<!ENTITY e SYSTEM '{X}'><!ENTITY f '{X}'>]><x>&e;&f;</x>",
        f"<schema targetNamespace='{X}'><import namespace='{X}' schemaLocation='{Y}'/></schema>",
        f"<Signature Algorithm='{X}' type='{X}' role='{X}'><namespace>{X}</namespace></Signature>",
        f"<x><!-- {X} --><programlisting>{X}</programlisting><code>{X}</code></x>",
        "<ext-link ext-link-type='doi' xlink:href='10.1000/x'>d</ext-link>",
        "<x href=''/>",
        f"<?php echo '{X}'?><x/>",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert urls(xml(text)) == []


def test_links_in_code_and_comments_are_links_to_those_who_ask_for_them() -> None:
    text = f"<x><!-- {X} --><screen>curl {Y}</screen></x>"
    document = read_text(text, "a.xml", formats.XML, options=Options(include_code=True))
    assert urls(document) == [X, Y]


def test_an_article_with_its_text_its_title_and_its_date() -> None:
    text = (
        '\ufeff<?xml version="1.0"?>\r\n<article><info><title>The &amp; ferry</title><pubdate>2018-07-12</pubdate>'
        "</info>\r\n<section><title>One</title><para>Original url: <ulink\r\n"
        f'url="{X}?a=1&amp;b=2">the\r\npage</ulink> — 💩 <ulink url="#s">s</ulink>.</para>\r\n'
        f"<itemizedlist><listitem><para>{Y}</para></listitem></itemizedlist></section></article>"
    )
    document = cite(xml(text))
    assert document.title == "The & ferry"
    assert [(each.raw, each.location.line, each.location.column) for each in document.references] == [
        (f"{X}?a=1&amp;b=2", 4, 6),
        ("#s", 5, 30),
        (Y, 6, 31),
    ]
    assert document.references[0].text == "the page"
    shown = [(block.kind, block.text.strip()) for block in document.blocks]
    assert ("heading", "One") in shown
    assert ("paragraph", "Original url: the\npage — 💩 s.") in shown
    assert [citation.form for citation in document.provenance] == ["Original url:"]
    assert document.date is not None
    assert str(document.date.date) == "2018-07-12"


def test_several_targets_of_one_reference() -> None:
    document = xml(f"<TEI><ref target='{X} #note\n{Y}'>both</ref></TEI>")
    assert urls(document) == [X, "#note", Y]
    assert {each.text for each in document.references} == {"both"}


def test_references_in_urls_are_decoded() -> None:
    document = xml(f"<x>{X}?a=1&amp;b=2 and {Y}?c&#61;d</x>")
    assert [(each.url, each.raw) for each in document.references] == [
        (f"{X}?a=1&b=2", f"{X}?a=1&amp;b=2"),
        (f"{Y}?c=d", f"{Y}?c&#61;d"),
    ]


def test_what_is_not_well_formed_is_named() -> None:
    document = xml(f"<x>{X}\n\n<y></x>")
    assert urls(document) == [X]
    assert document.skipped_parts == ("line 3: not well-formed: mismatched tag",)


@pytest.mark.parametrize(
    "text",
    [
        "<p>" + "<b>x</b>" * 50_000 + "</p>",
        "<x>" + "<title>t" * 990,
        "<ref target='" + "a " * 100_000 + "'>t</ref>",
        "<x y='" + "http://" * 50_000 + "'/>",
        "<x>" + "http://h.example/" * 20_000 + "</x>",
    ],
    ids=["inline", "titles", "targets", "attribute", "text"],
)
def test_hostile_documents_take_no_longer_than_their_length_asks_for(text: str) -> None:
    with within(5):
        xml(text)


PIECES = [
    "<p>", "</p>", "<ulink url='", "'>", "</ulink>", "<b>", "</b>", "<title>", "</title>", X, " ", "\r\n", "é💩",
    "&amp;", "&", "<![CDATA[", "]]>", "<!--", "-->", "<?a ?>", "<code>", "</code>", "<x y='", "'/>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_order_of_tags_is_read(pieces: list[str]) -> None:
    xml(f"<x>{''.join(pieces)}")
