"""Links, text, metadata and comments of HTML documents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Document, Kind

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"


def page(text: str) -> Document:
    """Read a page, having seen that every place in it holds."""
    document = read(text, "html")
    assert places_hold(document)
    return document


@pytest.mark.parametrize(
    ("text", "kind", "element"),
    [
        (f"<a href='{X}'>t</a>", Kind.LINK, "a href"),
        (f"<map><area href='{X}' alt=t></map>", Kind.LINK, "area href"),
        (f"<img src='{X}'>", Kind.IMAGE, "img src"),
        (f"<img longdesc='{X}'>", Kind.IMAGE, "img longdesc"),
        (f"<picture><source srcset='{X} 2x'></picture>", Kind.IMAGE, "source srcset"),
        (f"<svg><image href='{X}'/></svg>", Kind.IMAGE, "image href"),
        (f"<svg><a xlink:href='{X}'></a></svg>", Kind.LINK, "a xlink:href"),
        (f"<link rel=stylesheet href='{X}'>", Kind.ATTRIBUTE, "link href"),
        (f"<link rel='CANONICAL' href='{X}'>", Kind.ATTRIBUTE, "link rel=canonical"),
        (f"<link rel=preload imagesrcset='{X} 2x'>", Kind.IMAGE, "link imagesrcset"),
        (f"<iframe src='{X}'></iframe>", Kind.ATTRIBUTE, "iframe src"),
        (f"<script src='{X}'></script>", Kind.ATTRIBUTE, "script src"),
        (f"<video poster='{X}'></video>", Kind.ATTRIBUTE, "video poster"),
        (f"<audio src='{X}'></audio>", Kind.ATTRIBUTE, "audio src"),
        (f"<track src='{X}'>", Kind.ATTRIBUTE, "track src"),
        (f"<embed src='{X}'>", Kind.ATTRIBUTE, "embed src"),
        (f"<object data='{X}'></object>", Kind.ATTRIBUTE, "object data"),
        (f"<applet codebase='{X}'></applet>", Kind.ATTRIBUTE, "applet codebase"),
        (f"<html manifest='{X}'>", Kind.ATTRIBUTE, "html manifest"),
        (f"<body background='{X}'>", Kind.ATTRIBUTE, "body background"),
        (f"<form action='{X}'></form>", Kind.ATTRIBUTE, "form action"),
        (f"<button formaction='{X}'></button>", Kind.ATTRIBUTE, "button formaction"),
        (f"<input type=image src='{X}'>", Kind.ATTRIBUTE, "input src"),
        (f"<blockquote cite='{X}'></blockquote>", Kind.ATTRIBUTE, "blockquote cite"),
        (f"<del cite='{X}'></del>", Kind.ATTRIBUTE, "del cite"),
        (f"<a data-originalurl='{X}'></a>", Kind.LINK, "a data-originalurl"),
        (f"<a data-versionurl='{X}'></a>", Kind.LINK, "a data-versionurl"),
        (f"<div style=\"background: url('{X}')\"></div>", Kind.ATTRIBUTE, "div style"),
        (f"<style>p {{ background: url({X}) }}</style>", Kind.ATTRIBUTE, "style"),
        (f"<meta http-equiv=refresh content='5; url={X}'>", Kind.ATTRIBUTE, "meta refresh"),
        (f"<meta property='og:url' content='{X}'>", Kind.FIELD, "meta og:url"),
        (f"<meta name='DC.source' content='{X}'>", Kind.FIELD, "meta dc.source"),
        (f"<meta name=syndication-source content='{X}'>", Kind.FIELD, "meta syndication-source"),
        (f"<meta itemprop=mainEntityOfPage content='{X}'>", Kind.FIELD, "meta mainentityofpage"),
        (f"<link itemprop=url href='{X}'>", Kind.ATTRIBUTE, "link href"),
        (f"<link rel=alternate hreflang=de href='{X}'>", Kind.ATTRIBUTE, "link href"),
        (f"<q cite='{X}'></q>", Kind.ATTRIBUTE, "q cite"),
        (f"<a ping='{X}'></a>", Kind.ATTRIBUTE, "a ping"),
        (f"<img lowsrc='{X}'>", Kind.IMAGE, "img lowsrc"),
        (f"<template><a href='{X}'></a></template>", Kind.LINK, "a href"),
        (f"<iframe srcdoc='<a href={X}></a>'></iframe>", Kind.LINK, "a href"),
        (f"<!doctype netscape-bookmark-file-1><dl><p><dt><a href='{X}' add_date=1>t</a></dl>", Kind.LINK, "a href"),
        (f"<!-- saved from url=(0019){X} -->", Kind.FIELD, "mark of the web"),
        (f"<p>{X}</p>", Kind.BARE, ""),
    ],
)
def test_every_place_of_a_url(text: str, kind: Kind, element: str) -> None:
    reference = only(page(text))
    assert (reference.url, reference.raw, reference.kind, reference.element) == (X, X, kind, element)


@pytest.mark.parametrize(
    "text",
    [
        f"<a data-href='{X}' title='{X}' name=top>t</a>",
        f"<link rel=preconnect href='{X}'><link rel='x dns-prefetch' href='{X}'>",
        f"<meta property='og:image' content='{X}'><meta property='og:url' content='/relative'>",
        f"<p data='{X}' manifest='{X}' codebase='{X}'>",
        f"<option value='{X}'>t",
        "<img src='data:image/png;base64,AAAA'><a href='DATA:text/plain,x'>t</a>",
        f"<script>location = '{X}'</script>",
        f"<code>{X}</code><pre>{X}</pre><samp><i>{X}</i></samp><textarea>{X}</textarea>",
        f"<title>{X}</title><template>{X}</template>",
        f"<!-- {X} --><!doctype html system '{X}'>",
        f"<html xmlns='{X}' itemtype='{X}'>",
        f"<style>/* url({X}) */</style>",
        "<meta http-equiv=refresh content='30'><meta http-equiv=refresh content='30; '>",
        f"<a href='{X}",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert urls(page(text)) == []


@pytest.mark.parametrize(
    ("attribute", "url", "raw"),
    [
        (f"href='{X}'", X, X),
        (f'href="{X}"', X, X),
        (f"href={X}/", f"{X}/", f"{X}/"),
        (f"href = '{X}'", X, X),
        (f"HREF='{X}'", X, X),
        (f"class='a'/href='{X}'", X, X),
        (f"title='a > b = \"c\"' href='{X}'", X, X),
        (f"href='{X}' href='{Y}'", X, X),
        (f"href='  {X}\n'", X, X),
        ("href='https://h.example/\r\n  a\tb'", "https://h.example/  ab", "https://h.example/\r\n  a\tb"),
        ("href='https://h.example/a b'", "https://h.example/a b", "https://h.example/a b"),
        ("href='/?a=1&amp;b=2&#38;c&eacute;'", "/?a=1&b=2&cé", "/?a=1&amp;b=2&#38;c&eacute;"),
        ("href='/?a=1&copy=2'", "/?a=1&copy=2", "/?a=1&copy=2"),
        ("href='/x&amp'", "/x&", "/x&amp"),
        ("href=''", "", ""),
        ("href='  '", "", ""),
        ("href", "", ""),
        ("href=#top", "#top", "#top"),
    ],
)
def test_the_value_of_an_attribute_as_it_is_written_and_as_it_is_meant(attribute: str, url: str, raw: str) -> None:
    reference = only(page(f"<p>\r\n<a\r\n {attribute}>t</a>"))
    assert (reference.url, reference.raw) == (url, raw)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_places_in_a_page_of_many_lines(line_end: str) -> None:
    text = f"<p>one\n<a\nclass='a\nb'\nhref='{X}'\n>two\nthree</a>\n{Y}\n<!--\nsaved from url=(0019){Z}\n-->&amp;\n"
    document = page(text.replace("\n", line_end))
    assert [(each.raw, each.location.line, each.location.column) for each in document.references] == [
        (X, 5, 7),
        (Y, 8, 1),
        (Z, 10, 22),
    ]
    assert document.references[0].text == "two three"
    (comment,) = document.comments
    assert (comment.location.line, comment.location.end_line) == (9, 11)
    assert [block.text for block in document.blocks] == [f"one\ntwo\nthree\n{Y}\n&\n"]


@pytest.mark.parametrize(
    ("srcset", "expected"),
    [
        ("a.png", ["a.png"]),
        ("a.png 1x, b.png 2x", ["a.png", "b.png"]),
        ("a.png 1x,b.png 2x", ["a.png", "b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        ("a.png,b.png", ["a.png,b.png"]),
        (" ,\n, a.png 100w , ,b.png,", ["a.png", "b.png"]),
        ("a.png (x, y) 1x, b.png", ["a.png", "b.png"]),
        ("a.png (x, b.png 2x", ["a.png"]),
        ("a.png ), b.png", ["a.png", "b.png"]),
        ("a,b.png?c,d 2x,e.png", ["a,b.png?c,d", "e.png"]),
        ("a.png?x=1&amp;y=2 2x", ["a.png?x=1&y=2"]),
        ("", []),
        (" , ", []),
    ],
)
def test_the_candidates_of_srcset(srcset: str, expected: list[str]) -> None:
    assert urls(page(f"<img srcset='{srcset}'>")) == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("url(a.png)", ["a.png"]),
        ("url( 'a.png' )", ["a.png"]),
        ('URL("a b.png")', ["a b.png"]),
        ("@import 'a.css'; @import url(b.css);", ["a.css", "b.css"]),
        ("/* url(no.png) */ url(a.png) /* url(b.png)", ["a.png"]),
        ("url() url('') url(", []),
        ("url(data:image/gif;base64,AA==)", []),
    ],
)
def test_the_urls_of_a_style_sheet(css: str, expected: list[str]) -> None:
    assert urls(page(f"<style>{css}</style>")) == expected


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("0;url=/a", ["/a"]),
        ("\"5; URL = '/a b'\"", ["/a b"]),
        ("'0, url=\"/a\" junk'", ["/a"]),
        ("'0 /a'", ["/a"]),
        ("'  1.5  ;  /a'", ["/a"]),
        ("';/a'", ["/a"]),
        ('"0; url=\'/a"', ["/a"]),
        ("'0;url=/a?b=1&amp;c'", ["/a?b=1&c"]),
        ("0url=/a", []),
        ("30", []),
        ("'30;  '", []),
        ("'30 '", []),
        ("''", []),
    ],
)
def test_the_target_of_a_refresh(content: str, expected: list[str]) -> None:
    assert urls(page(f'<meta http-equiv="Refresh" content={content}>')) == expected


@pytest.mark.parametrize(
    ("base", "url", "resolved"),
    [
        ("https://h.example/dir/", "p.html", "https://h.example/dir/p.html"),
        ("https://h.example/dir/", "/p", "https://h.example/p"),
        ("https://h.example/dir/", "//o.example/", "https://o.example/"),
        ("https://h.example/dir/x", "#f", "https://h.example/dir/x#f"),
        ("https://h.example/dir/x", "?q", "https://h.example/dir/x?q"),
        ("https://h.example/", "mailto:a@h.example", "mailto:a@h.example"),
        ("https://h.example/", "", ""),
        ("https://h.example/", "http://[bad", "http://[bad"),
        ("http://[bad", "p", "p"),
        ("", "p", "p"),
    ],
)
def test_relative_links_are_resolved_against_the_base(base: str, url: str, resolved: str) -> None:
    document = page(f"<base href='{base}'><base href='https://second.example/'><a href='{url}'>t</a>")
    if base:
        assert (only(document).url, only(document).raw) == (resolved, url)
    else:
        assert only(document).raw == url


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<p>See {X}, {Y}.</p>", [X, Y]),
        ("<p>https://h.example/?a=1&amp;b=2 x</p>", ["https://h.example/?a=1&b=2"]),
        (f"<p>{X}&nbsp;x {Y}&rdquo; &quot;{Z}&quot;&gt;x</p>", [X, Y, Z]),
        (f"<p>&lt;{X}&gt; &#39;{Y}&#39; &lt;{Z}\nend&gt;</p>", [X, Y, f"{Z}end"]),
        ("<p>https://h.example/very<wbr>/long<wbr>", ["https://h.example/very/long"]),
        ("<p>https://h.example/&lt;id&gt;/x", []),
        (f"<p>{X}<br>{Y}<b>{Z}</b>", [X, Y, Z]),
        (f"<p>{X}<wbr> {Y}", [X, Y]),
        (f"<p>a<wbr><b>b</b><wbr>{X}", [X]),
        (f"<td>{X}<td>{Y}", [X, Y]),
        (f"<code>{X}</code> {Y} <pre></code>{X}</pre> {Z}", [Y, Z]),
        (f"<a name=top>{X}", [X]),
        ("WWW.h.example/x", ["http://WWW.h.example/x"]),
        ("{&quot;u&quot;: &quot;https:\\/\\/h.example\\/x&quot;}", [X]),
        (f"<plaintext>\r\n{X}", [X]),
    ],
)
def test_bare_urls_in_what_is_seen(text: str, expected: list[str]) -> None:
    assert urls(page(text)) == expected


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"<a href='{X}'>The <i>old</i>\n  page &amp; more</a>", "The old page & more"),
        (f"<a href='{X}'>one<br>two</a>", "one two"),
        (f"<a href='{X}'><h3>Headline</h3><p>and teaser</p></a>", "Headline and teaser"),
        (f"<a href='{X}'><img alt=picture></a>", ""),
        (f"<a href='{X}'>one <a>two</a>", "one"),
        (f"<p>before <a href='{X}'>{X}</a> after", X),
        (f"<a href='{X}'>never closed", ""),
        (f"<noscript><a href='{X}'>without script</a></noscript>", "without script"),
    ],
)
def test_the_text_of_a_link(text: str, words: str) -> None:
    assert only(page(text)).text == words


def test_a_robust_link_has_its_text_for_each_address() -> None:
    document = page(
        f"<a href='{X}' data-originalurl='{Y}' data-versionurl='{Z}' data-versiondate='2018-07-12'>page</a>"
    )
    assert [(reference.url, reference.text) for reference in document.references] == [
        (X, "page"),
        (Y, "page"),
        (Z, "page"),
    ]


def test_the_base_counts_for_what_stands_before_it() -> None:
    document = page("<a href=p>t</a> https://h.example/x <base href=/dir/> <a href='https://h.example/y?'>u</a>")
    assert urls(document) == ["/dir/p", X, f"{Y}?"]


def test_a_list_of_addresses_to_ping() -> None:
    document = page(f"<a href='{X}' ping=' /a?b=1&amp;c=2\n{Y}'>t</a>")
    assert [(each.url, each.raw) for each in document.references] == [
        (X, X),
        ("/a?b=1&c=2", "/a?b=1&amp;c=2"),
        (Y, Y),
    ]


def test_a_page_within_an_attribute() -> None:
    text = (
        '<p>one<iframe srcdoc="<p title=&quot;a&quot;>See <a href=&quot;/x?a=1&amp;amp;b=2&quot;>it</a>,\n'
        " https://h.example/y <!-- note --><iframe srcdoc='<a href=/no>'></iframe>\"></iframe><p>two"
    )
    document = page(text)
    assert [(each.url, each.raw, each.text) for each in document.references] == [
        ("/x?a=1&b=2", "/x?a=1&amp;amp;b=2", "it"),
        (Y, Y, ""),
    ]
    assert [each.location.line for each in document.references] == [1, 2]
    assert [" ".join(block.text.split()) for block in document.blocks] == ["one", f"See it, {Y}", "two"]
    assert [comment.text for comment in document.comments] == [" note "]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<title/><p><a href=a>t</a>", ["a"]),
        ("<script src=a /><style type='a>b'/><a href=b>t</a>", ["a", "b"]),
        ("<p><![CDATA[a < https://h.example/x?a=1&b=2 > <a href=no>]]></p>", [f"{X}?a=1&b=2"]),
        ("<style><![CDATA[ p > b { background: url(a) } ]]></style><a href='b'/>", ["a", "b"]),
        ("<![CDATA[ never closed > <a href=a>t</a>", ["a"]),
    ],
)
def test_xhtml(text: str, expected: list[str]) -> None:
    assert urls(page(f"<?xml version='1.0'?>\n<html>{text}")) == expected


def test_what_closes_itself_in_xhtml_does_not_in_html() -> None:
    assert urls(page("<title/><a href=a>t</a>")) == []
    assert urls(page("<svg><title/><style/></svg><a href=a>t</a>")) == ["a"]


def with_code(text: str, name: str) -> list[str]:
    """List the URLs if those in code are wanted, too."""
    document = read_text(text, "a", formats.by_name(name), options=Options(include_code=True))
    assert places_hold(document)
    return urls(document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"<pre>{X}</pre><code>{Y}</code><kbd>{Z}</kbd>", [X, Y, Z]),
        (f"<textarea>{X}</textarea><script>go('{Y}')</script><!-- {Z} -->", [X, Y, Z]),
        (f"<!-- saved from url=(0019){X} --><p>{Y}", [X, Y]),
        (f'<script>{{"@type": "Article", "url": "{X}"}}</script>', [X]),
        (f"<title>{X}</title><a href='{Y}'><code>{Z}</code></a>", [Y]),
    ],
)
def test_links_in_code_if_they_are_wanted(text: str, expected: list[str]) -> None:
    assert with_code(text, "html") == expected


@pytest.mark.parametrize("tag", ["noscript", "iframe", "noembed", "noframes"])
def test_what_only_a_browser_without_scripts_or_frames_shows_is_read(tag: str) -> None:
    document = page(f"<p>before</p><{tag}>\n <p>Please see {X} or <a href='{Y}'>this</a></p></{tag}><p>after {Z}</p>")
    assert urls(document) == [X, Y, Z]
    assert [" ".join(block.text.split()) for block in document.blocks] == [
        "before",
        f"Please see {X} or this",
        f"after {Z}",
    ]


def test_plain_text_for_a_browser_without_scripts() -> None:
    assert [block.text for block in page("<noscript>Please enable it</noscript>").blocks] == ["Please enable it"]


def test_code_stays_code_in_what_a_browser_without_scripts_shows() -> None:
    assert urls(page(f"<pre><noscript>{X}</noscript></pre>")) == []


def test_what_is_raw_within_raw_text_is_left_alone() -> None:
    assert urls(page(f"<noscript>{X} <iframe>{Y}</iframe></noscript>")) == [X]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("<title>The\n harbour &amp; more</title><h1>Other</h1>", "The harbour & more"),
        ("<title> </title><h1>The <em>harbour</em></h1><h1>Second</h1>", "The harbour"),
        ("<nav>Home</nav><h2></h2><h1>The harbour</h1>", "The harbour"),
        ("<title>The harbour</title><svg><title>icon</title></svg><title>Other</title>", "The harbour"),
        ("<svg><title>icon</title></svg><p>text", ""),
        ("<title>never closed <p>x", "never closed <p>x"),
    ],
)
def test_the_title(text: str, title: str) -> None:
    assert page(text).title == title


def test_the_text_that_a_reader_sees() -> None:
    document = page(
        "<html><head><title>T</title><style>p{}</style></head><body><h1>A <b>title</b></h1><div>One<p>Two<br>lines"
        "<ul><li>Item<li>Next</ul><table><tr><th>h<td>d</table><script>x</script></body>"
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "A title"),
        ("paragraph", "One"),
        ("paragraph", "Two\nlines"),
        ("paragraph", "Item"),
        ("paragraph", "Next"),
        ("paragraph", "h"),
        ("paragraph", "d"),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<meta property='article:tag' content='2018-07-12'>", ("article:tag", "2018-07-12", "meta")),
        ("<meta NAME=' Date ' content=' 2018-07-12 '>", ("date", "2018-07-12", "meta")),
        ("<meta itemprop=datePublished content=2018-07-12>", ("datepublished", "2018-07-12", "meta")),
        ("<span itemprop=datePublished content=2018-07-12>", ("datepublished", "2018-07-12", "microdata")),
        ("<time datetime=2018-07-12 pubdate>", ("pubdate", "2018-07-12", "time")),
        ("<time datetime=2018-07-12 itemprop=datePublished>", ("datepublished", "2018-07-12", "time")),
        ("<time class='Entry-Date' datetime=2018-07-12>", ("entry-date", "2018-07-12", "time")),
        ("<time datetime=2018-07-12>", ("", "2018-07-12", "time")),
    ],
)  # fmt: skip
def test_metadata(text: str, expected: tuple[str, str, str]) -> None:
    (field,) = page(text).fields
    assert (field.name, field.value, field.origin) == expected


@pytest.mark.parametrize("text", ["<meta charset=utf-8>", "<meta content=x>", "<time>today</time>", "<meta name=x>"])
def test_what_is_no_metadata(text: str) -> None:
    assert page(text).fields == ()


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        ('{"@type": "Article", "datePublished": "2018-07-12"}', [("datePublished", "2018-07-12")]),
        (
            '[{"@context": "x", "publisher": {"name": "date"}, "@graph": [{"headline": "A \\u00e9"}]}]',
            [("publisher", "date"), ("headline", "A é")],
        ),
        ('{"@type": "x", "isBasedOn": {"@id": "https:\\/\\/h.example\\/"}}', [("isBasedOn", "https://h.example/")]),
        (
            '{"@type": "x", "mainEntity": {"dateModified": "2018"}, "url": 7, "headline": ""}',
            [("dateModified", "2018")],
        ),
        ('{"@type": "x", "datePublished": broken', []),
        ('{"datePublished": "2018-07-12"}', []),
        ('"@context"' * 3, []),
        ('{"@type":' + "[" * 100_000, []),
        ('{"@type": "x", "@graph": ' + '{"@graph":' * 20 + '{"url": "deep"}' + "}" * 21, []),
    ],
    ids=["one", "graph", "identifier", "main entity", "broken", "no JSON-LD", "text", "too deep", "deep graph"],
)
def test_json_ld(script: str, expected: list[tuple[str, str]]) -> None:
    document = page(f'<script type="application/ld+json">\r\n{script}</script>')
    assert [(field.name, field.value) for field in document.fields] == expected
    assert {field.origin for field in document.fields} <= {"json-ld"}


def test_addresses_in_json_ld() -> None:
    text = (
        '<script>{"@context": "https://schema.org", "@type": "NewsArticle", "@id": "https://h.example/id",\n'
        '"mainEntityOfPage": {"@type": "WebPage", "@id": "https:\\/\\/h.example\\/x"}, "url": "/relative",\n'
        '"isBasedOn": ["https://h.example/y", {"url": "https://h.example/z", "name": "n"}], "image": "https://no.example/",\n'
        '"publisher": {"name": "P", "url": "https://no.example/"}, "citation": {"name": "no address"}}</script>'
    )
    assert [(each.url, each.kind, each.element, each.location.line) for each in page(text).references] == [
        (X, Kind.FIELD, "json-ld mainEntityOfPage", 2),
        (Y, Kind.FIELD, "json-ld isBasedOn", 3),
        (Z, Kind.FIELD, "json-ld isBasedOn", 3),
    ]


def test_the_place_of_a_json_ld_value_is_that_of_the_value() -> None:
    text = '<script>{"@type":"x","datePublished":"1","publisher":{"name":"Pub"},"url":"a:\\/\\/h\\/\\u00e9"}</script>'
    document = page(text)
    assert [text[field.location.start : field.location.end] for field in document.fields] == [
        "1",
        "Pub",
        "a:\\/\\/h\\/\\u00e9",
    ]


@pytest.mark.parametrize(
    ("comment", "url", "date", "element"),
    [
        ("saved from url=(0019)https://h.example/x", X, "", "mark of the web"),
        (
            "\n Page saved with SingleFile \n url: https://h.example/x \n saved date: Thu Jul 12 2018 10:00:00\n",
            X,
            "Thu Jul 12 2018 10:00:00",
            "SingleFile",
        ),
        ("Page processed by SingleFile\n url: https://h.example/x", X, "", "SingleFile"),
        (
            " Mirrored from h.example/x by HTTrack Website Copier/3.x [XR&CO'2014], Tue, 04 Sep 2018 06:58:36 GMT ",
            "http://h.example/x",
            "04 Sep 2018 06:58:36 GMT",
            "HTTrack",
        ),
    ],
    ids=["mark of the web", "SingleFile", "SingleFile without date", "HTTrack"],
)
def test_the_marks_of_saved_pages(comment: str, url: str, date: str, element: str) -> None:
    text = f"<!DOCTYPE html>\r\n<!--{comment}-->\r\n<html><p>t".replace("\n", "\r\n").replace("\r\r", "\r")
    document = page(text)
    reference = only(document)
    assert (reference.url, reference.element) == (url, element)
    assert [(field.value, text[field.location.start : field.location.end]) for field in document.fields] == (
        [(date, date)] if date else []
    )


@pytest.mark.parametrize(
    "comment", ["saved from url=(0014)about:internet", "saved from url=(12)x", "Mirrored from us by hand"]
)
def test_a_mark_without_an_address_says_nothing(comment: str) -> None:
    assert page(f"<!-- {comment} --><p>t").references == ()


PIECES = st.sampled_from(
    [
        *("<a href=", "<a>", "</a>", "<p>", "</p>", "<h1>", "</h1>", "<!--", "-->", "<script>", "</script>", "<style>"),
        *("<noscript>", "</noscript>", "<iframe>", "<title>", "</title>", "<svg>", "<base href='http://a.example/'>"),
        *("<img srcset='a 1x, b", "<meta content=", "name=date", "<time datetime=", "&amp;", "&#x41;", "&lt", "url("),
        *("http://a.example/x", "www.a.b", "\r\n", "<textarea>", "<plaintext>", "<template>", "</", "@import '"),
        *("<![CDATA[", "]]>", "<wbr>", "<?xml ?>", "<iframe srcdoc='", "<svg>", "<title/>", "</svg>", "<a ping='"),
        *"<>'\"=& \n\r\t/()!-é😀日\0",
    ]
)


@given(st.lists(PIECES, max_size=30).map("".join) | st.text(max_size=80))
@settings(max_examples=400)
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    document = page(text)
    starts = [reference.location.start for reference in document.references]
    assert starts == sorted(starts)
    assert [block.start for block in document.blocks] == sorted(block.start for block in document.blocks)


@given(st.lists(PIECES.filter(lambda piece: "\r" not in piece), max_size=20).map("".join))
def test_line_ends_make_no_difference(text: str) -> None:
    one, other = page(text), page(text.replace("\n", "\r\n"))
    assert [(each.url, each.text, each.location.line) for each in one.references] == [
        (each.url, each.text, each.location.line) for each in other.references
    ]
    assert [block.text for block in one.blocks] == [block.text for block in other.blocks]


HOSTILE = {
    "tags": "<a ",
    "anchors": "<a href=x>",
    "end tags": "</a>",
    "open elements": "<div>x",
    "open quotes": "<a href='",
    "comments": "<!--",
    "raw text": "<noscript><iframe>",
    "raw text closed": "<noscript>a</noscript><div>",
    "entities": "&amp; http://a ",
    "titles": "<title>x</title>",
    "bases": "<base href=http://a.example/><a href=x>y</a>",
    "attributes": "<a b=\"c\" href=x d='e'>",
    "many lines": "<p>a http://a\r\n<a\r\nhref=x>y</a>\r\n",
    "spaces": "  \n",
    "URLs": "http://a)",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_html_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    with within(10):
        assert read(text, "html").text == text


@pytest.mark.parametrize(
    "text",
    [
        "<div>" * 20_000 + "</span>" * 20_000,
        "<img srcset='" + "x (y " * 20_000 + "'>",
        "<img srcset='" + "x (y) 1x," * 10_000 + "'>",
        "<meta http-equiv=refresh content='0;" + " " * 60_000 + "'>",
        "<meta http-equiv=refresh content='" + " " * 60_000 + "'>",
        "<style>" + "url( " * 20_000 + "</style>",
        "<style>" + "/*" * 50_000 + "</style>",
        "<?xml ?>" + "<![CDATA[" * 20_000 + "]]>",
        "<?xml ?>" + "<script a='" * 20_000,
        "<svg>" * 20_000 + "</svg>" + "<svg>" * 20_000,
        "<iframe srcdoc='" + "&amp;<iframe srcdoc=" * 5_000 + "'>",
        "<!--" + "Mirrored from x by HTTrack " * 4_000 + "-->",
        "<!--Mirrored from x by HTTrack,a," + " " * 60_000 + "-->",
        "<!--" + "saved with SingleFile url: " * 4_000 + "-->",
        '<script>{"@type":"x","@graph":[' + '{"url":"http://a/%"},' * 5_000 + "{}]}</script>",
        "<a " + "a b=c " * 20_000 + ">",
    ],
    ids=[
        "end tags that close nothing", "open brackets in srcset", "srcset", "refresh of spaces", "spaces", "style",
        "style comments", "character data", "XHTML tags", "SVG", "pages within pages",
        "HTTrack", "HTTrack of spaces", "SingleFile", "JSON-LD", "attributes",
    ],
)  # fmt: skip
def test_hostile_values_take_no_longer_than_their_length_asks_for(text: str) -> None:
    with within(10):
        assert read(text, "html").text == text
