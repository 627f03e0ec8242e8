"""Feeds: RSS, RDF and Atom, with HTML in every spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.citations.cite import cite
from linkaudit.models import Document, Kind, Role

X, Y = "https://h.example/x", "https://h.example/y"
ATOM = 'xmlns="http://www.w3.org/2005/Atom"'
XHTML = 'xmlns="http://www.w3.org/1999/xhtml"'


def feed(text: str) -> Document:
    """Read a feed, having seen that every place in it holds."""
    document = read(text, "feed")
    assert places_hold(document)
    return document


def item(inside: str) -> str:
    return f"<rss version='2.0'><channel><item>{inside}</item></channel></rss>"


def entry(inside: str) -> str:
    return f"<feed {ATOM}><entry>{inside}</entry></feed>"


@pytest.mark.parametrize(
    ("text", "kind", "element"),
    [
        (item(f"<link>{X}</link>"), Kind.LINK, "item link"),
        (item(f"<link>\r\n {X} </link>"), Kind.LINK, "item link"),
        (item(f"<link><![CDATA[{X}]]></link>"), Kind.LINK, "item link"),
        (item(f"<guid>{X}</guid>"), Kind.LINK, "item guid"),
        (item(f"<guid isPermaLink='true'>{X}</guid>"), Kind.LINK, "item guid"),
        (item(f"<comments>{X}</comments>"), Kind.LINK, "item comments"),
        (item(f"<enclosure url='{X}' length='1'/>"), Kind.LINK, "enclosure url"),
        (item(f"<source url='{X}'>Other</source>"), Kind.LINK, "source url"),
        (item(f"<media:content url='{X}' medium='image'/>"), Kind.IMAGE, "media:content url"),
        (item(f"<media:thumbnail url='{X}'/>"), Kind.IMAGE, "media:thumbnail url"),
        (item(f"<itunes:image href='{X}'/>"), Kind.IMAGE, "itunes:image href"),
        (item(f"<feedburner:origLink>{X}</feedburner:origLink>"), Kind.LINK, "item feedburner:origLink"),
        (item(f"<dc:creator>Ada, {X}</dc:creator>"), Kind.FIELD, "dc:creator"),
        (item(f"<description>see {X}, ok</description>"), Kind.BARE, ""),
        (item(f"<a:link xmlns:a='http://www.w3.org/2005/Atom' href='{X}'/>"), Kind.LINK, "item link rel=alternate"),
        (f"<rss><channel><link>{X}</link></channel></rss>", Kind.LINK, "channel link"),
        (f"<rss><channel><docs>{X}</docs></channel></rss>", Kind.FIELD, "channel docs"),
        (f"<rss><channel><image><url>{X}</url></image></channel></rss>", Kind.IMAGE, "image url"),
        (f"<rss><channel><atom:link href='{X}' rel='self'/></channel></rss>", Kind.LINK, "channel link rel=self"),
        (f"<?xml-stylesheet href='{X}'?><rss/>", Kind.ATTRIBUTE, "xml-stylesheet href"),
        (f"<feed {ATOM}><link href='{X}'/></feed>", Kind.LINK, "feed link rel=alternate"),
        (f"<feed {ATOM}><link rel='hub' href='{X}'/></feed>", Kind.ATTRIBUTE, "feed link rel=hub"),
        (f"<feed {ATOM}><generator uri='{X}'>g</generator></feed>", Kind.ATTRIBUTE, "generator uri"),
        (f"<feed {ATOM}><logo>{X}</logo></feed>", Kind.IMAGE, "feed logo"),
        (f"<feed {ATOM}><author><uri>{X}</uri></author></feed>", Kind.FIELD, "author uri"),
        (entry(f"<link rel='related' href='{X}'></link>"), Kind.LINK, "entry link rel=related"),
        (entry(f"<content src='{X}' type='video/mp4'/>"), Kind.LINK, "content src"),
        (entry(f"<content>see {X}.</content>"), Kind.BARE, ""),
    ],
)
def test_every_place_of_an_address(text: str, kind: Kind, element: str) -> None:
    reference = only(feed(text))
    assert (reference.url, reference.raw, reference.kind, reference.element) == (X, X, kind, element)


@pytest.mark.parametrize(
    "text",
    [
        item(f"<guid isPermaLink='false'>{X}</guid>"),
        item("<guid>tag:h.example,2018:1</guid><link/>"),
        item(f"<category domain='{X}'>c</category>"),
        item(f"<!-- {X} -->"),
        entry(f"<id>{X}</id><category term='t' scheme='{X}'/>"),
        entry("<content type='image/png'>aHR0cHM6Ly9oLmV4YW1wbGUveA==</content>"),
        f"<rdf:RDF><item rdf:about='{X}'/><items><rdf:Seq><rdf:li rdf:resource='{X}'/></rdf:Seq></items></rdf:RDF>",
        f"<!DOCTYPE rss SYSTEM '{X}'><rss xmlns:a='{X}' a:schemaLocation='{X}'/>",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert urls(feed(text)) == []


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        (item('<description>&lt;a href="/x?a=1&amp;amp;b=2"&gt;t&lt;/a&gt;</description>'), "/x?a=1&amp;amp;b=2"),
        (item('<description><![CDATA[<a href="/x?a=1&amp;b=2">t</a>]]></description>'), "/x?a=1&amp;b=2"),
        (item("<content:encoded><![CDATA[<a\r\nhref='/x?a=1&b=2'>t</a>]]></content:encoded>"), "/x?a=1&b=2"),
        (
            item("<description><![CDATA[<a href='/x?a=1&]]><![CDATA[b=2'>t</a>]]></description>"),
            "/x?a=1&]]><![CDATA[b=2",
        ),
        (entry('<content type="html">&lt;a href="/x?a=1&amp;amp;b=2">t&lt;/a></content>'), "/x?a=1&amp;amp;b=2"),
        (entry(f'<content type="xhtml"><div {XHTML}><a href="/x?a=1&amp;b=2">t</a></div></content>'), "/x?a=1&amp;b=2"),
        (entry('<content type="xhtml"><div><a href="/x?a=1&amp;b=2">t</a></div></content>'), "/x?a=1&amp;b=2"),
        (
            entry(
                '<summary type="xhtml"><xh:div xmlns:xh="http://www.w3.org/1999/xhtml"><xh:br/>'
                '<xh:a href="/x?a=1&amp;b=2">t</xh:a></xh:div></summary>'
            ),
            "/x?a=1&amp;b=2",
        ),
        (item(f'<body {XHTML}><p><a href="/x?a=1&amp;b=2">t</a></p></body>'), "/x?a=1&amp;b=2"),
    ],
)
def test_html_is_read_however_it_is_written(text: str, raw: str) -> None:
    document = feed(text)
    reference = only(document)
    assert (reference.url, reference.raw, reference.text) == ("/x?a=1&b=2", raw, "t")
    assert reference.element == "a href"
    assert [block.text.strip() for block in document.blocks] == ["t"]


def test_an_item_is_an_entry_with_its_address_and_its_date() -> None:
    text = (
        "\ufeff<?xml version='1.0'?>\r\n<rss><channel><title>News &amp; more</title>\r\n"
        f"<item>\r\n<title>Q&amp;A é 💩</title><link>{X}</link><guid isPermaLink='false'>17</guid>"
        f"<pubDate>Thu, 12 Jul 2018 06:58:36 GMT</pubDate>\r\n<description>d</description></item>\r\n"
        f"<item><link>{Y}</link></item><item/></channel></rss>"
    )
    document = feed(text)
    first, second = document.entries
    assert document.title == "News & more"
    assert (first.kind, first.key, first.location.line, first.location.end_line) == ("item", "17", 3, 5)
    assert [(each.name, each.value, each.location.line) for each in first.fields] == [
        ("title", "Q&A é 💩", 4),
        ("url", X, 4),
        ("date", "Thu, 12 Jul 2018 06:58:36 GMT", 4),
    ]
    assert [each.value for each in second.fields] == [Y]
    assert [each.text for each in document.references] == ["Q&A é 💩", ""]
    assert document.fields == ()


def test_the_addresses_and_the_date_of_the_feed_are_those_of_the_document() -> None:
    document = cite(
        feed(
            f"<feed {ATOM}><title type='html'>A &lt;b>t&lt;/b></title><link href='{X}'/><link rel='self' href='{Y}'/>"
            "<updated>2018-07-12T00:00:00Z</updated><entry><title>E</title><link href='https://h.example/e'/>"
            "<published>2018-07-10T00:00:00Z</published><updated>2018-07-11T00:00:00Z</updated>"
            f"<source><link rel='self' href='{X}'/><updated>2017-01-01T00:00:00Z</updated></source></entry></feed>"
        )
    )
    assert document.title == "A t"
    assert [(each.form, each.role, each.reference and each.reference.url) for each in document.provenance] == [
        ("feed link rel=alternate", Role.CANONICAL, X),
        ("feed link rel=self", Role.CANONICAL, Y),
    ]
    assert document.date is not None
    assert (str(document.date.date), document.date.source) == ("2018-07-12", "feed")
    (atom_entry,) = document.entries
    assert [(each.name, each.value) for each in atom_entry.fields] == [
        ("title", "E"),
        ("url", "https://h.example/e"),
        ("date", "2018-07-10T00:00:00Z"),
        ("updated", "2018-07-11T00:00:00Z"),
    ]


def test_relative_links_are_resolved_against_the_base_of_their_element() -> None:
    document = feed(
        f"<feed {ATOM} xml:base='https://h.example/a/'><link href='b'/><entry xml:base='c/'><link href='d'/>"
        "<content type='html'>&lt;img src='e.png'>&lt;a href='#f'></content></entry></feed>"
    )
    assert urls(document) == ["https://h.example/a/b", "https://h.example/a/c/d", "https://h.example/a/c/e.png", "#f"]
    assert [each.raw for each in document.references] == ["b", "d", "e.png", "#f"]


def test_a_feed_that_breaks_off_is_read_up_to_there() -> None:
    document = feed(f"<rss><channel><item><description>&lt;a href='{X}'>t&lt;/a>\n</channel>")
    assert urls(document) == [X]
    assert document.skipped_parts == ("line 2: not well-formed: mismatched tag",)
    markup = feed(f"<feed {ATOM}><entry><content type='xhtml'><div {XHTML}><a href='{X}'>t</a>")
    assert urls(markup) == [X]


def test_what_feeds_often_hold_against_the_rules_is_read() -> None:
    document = feed(item(f"<title>Q & A&nbsp;\x0b</title><link>{X}?a=1&b=2</link>"))
    assert urls(document) == [f"{X}?a=1&b=2"]
    assert document.skipped_parts == ()


def test_comments_speak_to_linkaudit() -> None:
    document = feed("<rss>\n<!-- linkaudit: ignore-file -->\n</rss>")
    (comment,) = document.comments
    assert (comment.text, comment.location.line) == (" linkaudit: ignore-file ", 2)


@pytest.mark.parametrize(
    "text",
    [
        f"<rss><channel>{'<item><title>t</title><link>https://h.example/x</link></item>' * 5_000}</channel></rss>",
        f"<rss>{'<item>' * 900}",
        item(f"<description>{'&lt;a href=x&gt;' * 20_000}</description>"),
        item(f"<description>{'<![CDATA[<]]>' * 20_000}</description>"),
        entry(f"<content type='xhtml'>{'<x:div>' * 900}"),
    ],
    ids=["items", "nested items", "escaped tags", "cut", "nested markup"],
)
def test_hostile_feeds_take_no_longer_than_their_length_asks_for(text: str) -> None:
    with within(5):
        feed(text)


PIECES = [
    "<item>", "</item>", "<link>", "</link>", "<description>", "</description>", "<title>", "</title>", "<![CDATA[",
    "]]>", "&lt;a href='", "'&gt;", "&amp;", X, "é💩", "\r\n", " ", "<div xmlns='http://www.w3.org/1999/xhtml'>",
    "</div>", "<content type='xhtml'>", "</content>", "<!--", "-->", "&", "<entry xml:base='//b/'>", "</entry>",
    "<a href='y'>", "</a>",
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=30))
def test_any_order_of_tags_is_read(pieces: list[str]) -> None:
    feed(f"<rss>{''.join(pieces)}")
