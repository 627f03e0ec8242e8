"""Wikitext: links, addresses in templates, citation templates, visible text, places, hostile pages."""

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
    document = read(text, "mediawiki")
    assert places_hold(document)
    assert all(0 <= entry.location.start < entry.location.end <= len(text) for entry in document.entries)
    return document


def shown(document: Document) -> list[tuple[str, str]]:
    """List the kinds and the text of the blocks."""
    return [(block.kind, block.text) for block in document.blocks]


@pytest.mark.parametrize(
    ("text", "url", "label"),
    [
        (f"[{X} The pier]", X, "The pier"),
        (f"[{X}]", X, ""),
        (f"[{X}  ''The'' [[pier|old '''pier''']]]", X, "The old pier"),
        (f"[{X}''The pier'']", X, "The pier"),
        (f"[{X}\tThe pier]", X, "The pier"),
        (f"[{X} The <nowiki>[old]</nowiki> pier]", X, "The [old] pier"),
        (f"[{X} The {{{{lang|fr|quai}}}}]", X, "The quai"),
        (f"[{X} {Y}]", X, Y),
        (f"[{X}?a=1&amp;b=2 t]", f"{X}?a=1&b=2", "t"),
        (f"[{X}|The pier]", f"{X}|The", "pier"),
        (f"[{X}. t]", f"{X}.", "t"),
        (f"[{X}<!-- c -->/1 t]", f"{X}/1", "t"),
        (f"[{X}&lt;b t]", X, "<b t"),
        (f"[{X}/{{{{PAGENAME}}}} t]", f"{X}/{{{{PAGENAME}}}}", "t"),
        (f"[{X}/{{{{year}}}}/a t]", f"{X}/{{{{year}}}}/a", "t"),
        (f"[[{X} t]]", X, "t"),
        ("[HTTPS://H.example/x t]", "HTTPS://H.example/x", "t"),
        ("[//h.example/x t]", "//h.example/x", "t"),
        ("[http://[2001:db8::1]:80/x t]", "http://[2001:db8::1]:80/x", "t"),
        ("[ftp://h.example/x t]", "ftp://h.example/x", "t"),
        ("[mailto:ada@h.example Ada]", "mailto:ada@h.example", "Ada"),
        ("[https://例え.example/テスト 例]", "https://例え.example/テスト", "例"),
        (f"[{X}\u3000t]", X, "t"),
    ],
)
def test_external_links(text: str, url: str, label: str) -> None:
    reference = only(page(f"Before {text}, after"))
    assert (reference.url, reference.text, reference.kind) == (url, label, Kind.LINK)
    assert reference.location.column == 8 + text.index(reference.raw)


@pytest.mark.parametrize(
    "text",
    [
        "[[Pier]] [[Pier|the pier]] [[fr:Quai]] [[:Category:Piers]]",
        "[http:// t] [mailto: t] [fake://h.example t] [//]",
        "ISBN 0-306-40615-2 RFC 2648 PMID 1234",
        f"<nowiki>{X} [{Y} t]</nowiki>",
        f"<pre>{X} [{Y} t]</pre>",
        f"<syntaxhighlight lang=py>{X}</syntaxhighlight> <math>{X}</math> <SOURCE>{X}</source>",
        f"<code>{X}</code> <tt>{X}</tt>",
        f"<!-- {X} [{Y} t] --> and <!-- {Z}",
        f"<span title='{X}'>s</span> <ref name='{X}'/>",
        f"{{| class='x' style='background: url({X})'\n|}}",
        "//h.example/x {{x|//h.example/x}}",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert urls(page(text)) == []


@pytest.mark.parametrize(
    ("text", "url"),
    [
        (f"See {X}.", X),
        (f"See {X}, and", X),
        (f"(see {X})", X),
        (f"(see {X}_(pier))", f"{X}_(pier)"),
        (f"''{X}''", X),
        (f"'''{X}'''", X),
        (f"{X}''a''", X),
        (f"<b>{X}</b>", X),
        (f"{X}<ref>a</ref>", X),
        (f"{X}[[a]]", X),
        (f"{X}] a", X),
        (f"[{X}\na]", X),
        (f"[{X} a\nb]", X),
        (f"[ {X} a]", X),
        (f"{X}{{{{dead link|date=May 2010}}}}", X),
        (f"{X}{{{{PAGENAME}}}}.html", f"{X}{{{{PAGENAME}}}}.html"),
        (f"{X}/{{{{year|2010}}}}/a", f"{X}/{{{{year}}}}/a"),
        (f"{X}?a=1&amp;b=2&nbsp;c", f"{X}?a=1&b=2"),
        (f"{X}<!-- c -->/1", f"{X}/1"),
        (f"{{{{nowrap|{X} a}}}}", X),
        (f"{{{{#if: {{{{{{a|}}}}}} | b {X} | c }}}}", X),
        (f"{{{{#if: {X} | c }}}}", X),
        (f"{{{{{{a|{X}}}}}}}", X),
        (f"{{{{unclosed|{X}|a", X),
        (f"{{{{{X}}}}}", X),
        (f"*{X}", X),
        (f"1 <a b\n\n{X}\n\n2> c", X),
        (f"{{{{{{a|b|{X}}}}}}}", X),
        (f"=={X}==", X),
        (f":{X}{{{{=}}}}1", f"{X}=1"),
        (f"{{|\n|{X}||a\n|}}", X),
        (f"{{|\n! a !!{X}\n|}}", X),
        (f"<gallery>\nFile:A.jpg|{X}\n</gallery>", X),
        (f"<tt>{X}", X),
        (f"<code>a</code> {X}", X),
        (f"[[File:A.jpg|thumb|See {X}]]", X),
        (f"参照{X}。次", X),
    ],
)
def test_bare_urls(text: str, url: str) -> None:
    reference = only(page(text))
    assert (reference.url, reference.kind) == (url, Kind.BARE)


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_places(line_end: str) -> None:
    text = line_end.join([
        "\ufeff𝔸 first [https://h.example/x t]",
        "\t* {{cite web",
        f" | url   =  {Y}  <!-- c -->",
        " | title = T }}",
        f"{{| |-{line_end}| a || {Z}{line_end}|}}",
    ])  # fmt: skip
    places = [(each.url, each.location.line, each.location.column) for each in page(text).references]
    assert places == [(X, 1, 11), (Y, 3, 13), (Z, 6, 8)]


_TEXT = [("paragraph", "Text")]


def _items(*texts: str) -> list[tuple[str, str]]:
    return [("item", text) for text in texts]


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("One\ntwo\n\nthree", [("paragraph", "One\ntwo"), ("paragraph", "three")]),
        ("One\r\ntwo\r\n\r\nthree", [("paragraph", "One\ntwo"), ("paragraph", "three")]),
        ("== A ''b'' == <!-- c -->\nText", [("heading", "A b"), ("paragraph", "Text")]),
        ("=x\ny", [("paragraph", "=x\ny")]),
        ("Text\n* one\n** two\n: three\nText", [*_TEXT, *_items("one", "two", "three"), *_TEXT]),
        ("'''The''' [[pier]] [[pier|ends]]&nbsp;here&amp;there", [("paragraph", "The pier ends\u00a0here&there")]),
        ("A [[File:A.jpg|thumb|alt=x|The ''pier'']] b", [("paragraph", "A The pier b")]),
        ("A [[File:A.jpg]] b", [("paragraph", "A  b")]),
        ("A [[Category:Piers]][[fr:Quai]]b __NOTOC__", [("paragraph", "A b ")]),
        (f"A [{X} pier] b", [("paragraph", "A pier b")]),
        ("A<br>b<br />c", [("paragraph", "A\nb\nc")]),
        ("A <div>b</div> c", [("paragraph", "A "), ("paragraph", "b"), ("paragraph", " c")]),
        ("A {{nowrap|b c}} {{x|d|e|f=g}} {{quote|text=h|author=i}}", [("paragraph", "A b c d e h")]),
        ("A{{citation needed|date=May 2010}} b", [("paragraph", "A b")]),
        ("A {{cite web|title=T|url=http://h.example}} b", [("paragraph", "A  b")]),
        ("{{Infobox\n| name = A b\n| x = y\n}}\nText", [("cell", "A b"), ("cell", "y"), *_TEXT]),
        ("{|class=x\n|+ cap\n! a !! b\n|-\n|}\nText", [("cell", " cap"), ("cell", " a "), ("cell", " b"), *_TEXT]),
        ("{|\n|-\n| c || style=y | d\ne\n|}\nText", [("cell", " c "), ("cell", " d\ne"), *_TEXT]),
        ("<gallery>\nFile:A.jpg|One\nFile:B.jpg\n</gallery>", [("item", "One")]),
        ("A<nowiki>''b''</nowiki> <math>c</math><!-- d -->", [("paragraph", "A''b'' ")]),
        ("A\n<pre>\n b\n</pre>\nc", [("paragraph", "A"), ("paragraph", "\n b\n"), ("paragraph", "c")]),
        ("A || b !! c\n| d", [("paragraph", "A || b !! c\n| d")]),
        ("a {{!}} b", [("paragraph", "a | b")]),
        ("{{{a|b}}} {{unclosed|b", [("paragraph", "b {{unclosed|b")]),
        ("----\nText", _TEXT),
    ],
)  # fmt: skip
def test_what_a_reader_sees(text: str, blocks: list[tuple[str, str]]) -> None:
    assert shown(page(text)) == blocks


def test_a_footnote_is_a_block_of_its_own() -> None:
    text = f"The pier<ref>[{X} Gazette]. Archived from [{Y} the original] on 2 April 2015.</ref> opened.<ref name=a />"
    assert shown(page(text)) == [
        ("paragraph", "The pier opened."),
        ("item", "Gazette. Archived from the original on 2 April 2015."),
    ]


def test_footnotes_within_templates_and_broken_ones() -> None:
    document = page(f"{{{{x|a=b<ref>c {X}</ref>}}}}<ref>{{{{cite web|url={Y}</ref> {{{{cite web|url={Z}|title=[[T}}}}")
    assert urls(document) == [X, Y, Z]
    assert [entry.kind for entry in document.entries] == ["cite web"]


def test_comments_wherever_they_stand() -> None:
    document = page("<!-- linkaudit: ignore[x] -->{{a|<!-- b -->c=<!--d-->e}}[http://h.example<!--f--> g]")
    assert [comment.text for comment in document.comments] == [" linkaudit: ignore[x] ", " b ", "d", "f"]


def test_code_and_comments_if_asked_for() -> None:
    text = f"<nowiki>{X}</nowiki><!-- {Y} --><pre>{Z}</pre>"
    document = read_text(text, "page.wiki", formats.by_name("mediawiki"), options=Options(include_code=True))
    assert urls(document) == [X, Y, Z]


def test_tags_with_addresses() -> None:
    text = f"<a href='{X}'>{Y}</a> <img src=\"a/b.png\"></img> <blockquote cite={Z}>q</blockquote>"
    found = [(each.url, each.kind, each.element) for each in page(text).references]
    assert found == [
        (X, Kind.LINK, "a href"),
        ("a/b.png", Kind.IMAGE, "img src"),
        (Z, Kind.ATTRIBUTE, "blockquote cite"),
    ]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Text", ""),
        ("= The ''old'' pier =\n== A ==", "The old pier"),
        ("{{DISPLAYTITLE:''The'' pier}}\n= A =", "The pier"),
        ("<pre>\n  BIP: 1\n  Title: The pier\n  Status: Draft\n  Created: 2015-07-27\n</pre>\n= A =", "The pier"),
        ("<pre>\n  Title: The pier\n</pre>\n", ""),
    ],
)
def test_the_title(text: str, title: str) -> None:
    assert page(text).title == title


def test_the_header_of_a_proposal() -> None:
    document = page(
        "<pre>\r\n  BIP: 1\r\n  Title: The pier\r\n  Author: Ada\r\n          Ben\r\n"
        f"  Comments-URI: {X}\r\n  Status: Draft\r\n  Created: 2015-07-27\r\n</pre>\r\n<pre>Status: {Y}</pre>"
    )
    fields = {field.name: field.value for field in document.fields}
    assert fields["author"] == "Ada Ben"
    assert fields["created"] == "2015-07-27"
    assert {field.origin for field in document.fields} == {"front matter"}
    reference = only(document)
    assert (reference.url, reference.element, reference.kind) == (X, "comments-uri", Kind.FIELD)
    assert (reference.location.line, reference.location.column) == (6, 17)


# Markup of every kind, in any order, mostly not closed.
_SNIPPETS = st.sampled_from([
    "[", "]", "[[", "]]", "{", "}", "{{", "}}", "{{{", "}}}", "|", "||", "=", "==", "''", "'''", "<", ">",
    "<!--", "-->", "<ref>", "</ref>", "<ref name=a/>", "<nowiki>", "</nowiki>", "<pre>", "</pre>", "<tt>", "</tt>",
    "<br>", "<gallery>", "</gallery>", "{|", "|}", "|-", "!", "!!", "\n", "\r\n", "\r", " ", "*", ":", "&amp;",
    "&lt;", "__TOC__", X, "http://", "//", "www.h.example", "[http://h.example a]", "File:A.jpg", "link=", "url=",
    "title=", "cite web", "access-date=", "{{!}}", "{{=}}", "{{PAGENAME}}", "#if:", "DISPLAYTITLE:", "Webarchive",
    "URL", "a", "é", "𝔸", "日", "\ufeff", "\x00", "\u3000", "Title: a\n", "Status: b\n", "Type: c\n",
])  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(_SNIPPETS, max_size=40).map("".join))
def test_any_markup_is_read_and_every_place_holds(text: str) -> None:
    document = page(text)
    starts = [reference.location.start for reference in document.references]
    assert starts == sorted(starts)
    assert all(document.text[field.location.start : field.location.end] for e in document.entries for field in e.fields)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80))
def test_any_text_is_read(text: str) -> None:
    page(text)


@settings(max_examples=100, deadline=None)
@given(st.lists(_SNIPPETS, max_size=12).map("".join), st.lists(_SNIPPETS, max_size=12).map("".join))
def test_a_link_between_blank_lines_is_found_whatever_stands_around(before: str, after: str) -> None:
    hidden = ("<!--", "<nowiki>", "<pre>", "<tt>", "<gallery>", "{|", "[[")
    if not any(tag in before + after for tag in hidden):
        assert Z in urls(page(f"{before}\n\n{Z}\n\n{after}"))


_HOSTILE = {
    "braces": "{" * 300_000,
    "brackets": "[[" * 80_000,
    "open templates": "{{a|" * 30_000,
    "templates in templates": "{{a|" * 30_000 + "}}" * 30_000,
    "citations in citations": "{{cite web|title=" * 15_000 + "}}" * 15_000,
    "pictures in pictures": "[[File:a|" * 30_000 + "]]" * 30_000,
    "links in links": "[http://a " * 30_000 + "]" * 30_000,
    "links with open templates": "[http://a{{" * 8_000,
    "footnotes": "<ref>" * 50_000,
    "quotations": "<tt>" * 50_000,
    "quotes in tags": '<a "' * 60_000,
    "comments": "<!--" * 60_000,
    "ends of comments": "{{a|-->" * 20_000 + "}}" * 20_000,
    "parameters": "{{a" + "|" * 60_000 + "}}",
    "dots": "{{cite web|url=" + "a.b" * 60_000 + "}}",
    "spaces in a URL": "{{cite web|url=http://a.b" + " c.d" * 50_000 + "}}",
    "links in a title": "{{cite web|title=" + "[[a|" * 30_000 + "}}",
    "equals signs": "=" * 200_000,
    "headings": "=\n" * 60_000,
    "tables": "{|\n" * 50_000,
    "crossed brackets": "[[{{]]}}" * 15_000,
    "italics": "''" * 100_000,
    "a long URL": f"{X}/" + "x" * 200_000,
    "white space": " " * 200_000,
    "ampersands": "&" * 200_000,
}


@pytest.mark.parametrize("name", _HOSTILE)
def test_hostile_pages_take_no_longer_than_their_length_asks_for(name: str) -> None:
    with within(10):
        assert read(_HOSTILE[name], "mediawiki").text == _HOSTILE[name]


def test_templates_within_too_many_others_are_named_and_their_urls_found() -> None:
    document = page("\n" + "{{a|b=" * 200 + X + "}}" * 200)
    assert urls(document) == [X]
    assert document.skipped_parts == ("line 2: templates in more than 100 others are read for bare URLs only",)


def test_a_long_article_is_read_at_once() -> None:
    line = f"The '''pier''' of [[Harbour]].<ref>{{{{cite web|url={X}|title=T|access-date=2011-05-06}}}}</ref> "
    with within(5):
        document = page((line * 5 + "\n\n") * 400)
    assert len(document.references) == len(document.entries) == 2_000
