"""The attributes that are found in HTML, compared with those of the tree that the standard's algorithm makes."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from documents.reading import places_hold, read

html5lib = pytest.importorskip("html5lib", reason="the reference parser of HTML is not installed")

NAMES = {"href", "src", "cite", "poster", "action", "formaction", "longdesc", "background", "lowsrc"}
XLINK = "{http://www.w3.org/1999/xlink}href"


def theirs(text: str) -> set[str]:
    """List the values of the attributes that hold a single URL, of every element of the tree."""
    found: set[str] = set()
    for element in html5lib.parse(text, namespaceHTMLElements=False, scripting=False).iter():
        if not isinstance(element.tag, str) or element.tag == "base":
            continue
        wanted = NAMES | {XLINK, "xlink:href"} | ({"data", "codebase"} if element.tag == "object" else set())
        found.update("".join(value.split()) for name, value in element.attrib.items() if name in wanted)
    return found


def ours(text: str) -> set[str]:
    document = read(text, "html")
    assert places_hold(document)
    return {
        "".join(each.url.split())
        for each in document.references
        if each.element
        and each.element.rpartition(" ")[2] in {*NAMES, "rel=canonical", "xlink:href", "data", "codebase"}
    }


QUOTES = st.sampled_from(['"{}"', "'{}'", "{}", " = '{}'"])
VALUES = st.sampled_from(
    ["/a", "b?x=1&amp;y=2", "#c", "https://h.example/d", "e%20f", "&#x67;", "&eacute;h", "i&copy=1", "j&notit;k", "l日"]
)
ATTRIBUTES = st.sampled_from(
    [*sorted(NAMES), "HREF", "Src", "xlink:href", "data", "title", "data-href", "class", "alt", "xmlns", "srcfoo"]
)
ELEMENTS = st.sampled_from(
    [
        *("a", "A", "img", "IMG", "area", "link", "iframe", "video", "audio", "source", "track", "embed", "object"),
        *(
            "del",
            "blockquote",
            "q",
            "form",
            "button",
            "input",
            "body",
            "div",
            "p",
            "b",
            "i",
            "section",
            "script",
            "x-card",
        ),
    ]
)
VOID = {"img", "area", "link", "source", "track", "embed", "input", "body"}


@st.composite
def tags(draw: st.DrawFn) -> tuple[str, str]:
    """Make a start tag and the name of its element."""
    name = draw(ELEMENTS)
    parts = [name]
    for attribute in draw(st.lists(ATTRIBUTES, max_size=4, unique_by=str.lower)):
        quoted = draw(QUOTES).format(draw(VALUES))
        parts.append(attribute + (quoted if quoted.startswith(" ") else f"={quoted}"))
    space = draw(st.sampled_from([" ", "\n", "\t", "  "]))
    return f"<{space.join(parts)} >", name.lower()


@st.composite
def pages(draw: st.DrawFn) -> str:
    """Make a page of elements inside each other, each of which is closed."""
    parts = [draw(st.sampled_from(["<!doctype html>", "<html><head><title>t</title></head>", "\ufeff", ""]))]
    for tag, name in draw(st.lists(tags(), max_size=6)):
        content = draw(st.sampled_from(["", "text &amp; more", "<b>bold</b>", "<!-- <a href='no'> -->", "<br/>"]))
        closed = name in VOID or name in ("script", "iframe")
        parts.append(f"{tag}{'' if closed else content}{'' if name in VOID else f'</{name}>'}")
    return "".join(parts)


@given(pages())
@settings(max_examples=300)
def test_made_pages_have_the_attributes_of_the_tree(text: str) -> None:
    # The tree keeps of a second <body> only the attributes that the first has not; here every one is found.
    assume(text.count("<body") < 2)
    assert ours(text) == theirs(text)


PIECES = st.sampled_from(
    [
        *("<a href=/a>", "<a href='/b' HREF='/no'>", "</a>", "<p>", "</p>", "<div cite=/c>", "</div>"),
        *("<svg><image xlink:href=/d /><use href=#e /></svg>", "<svg><style/><title/></svg>", "<!--", "-->"),
        *("<script src=/f>", "</script>", "<style>", "</style>", "<title>", "</title>", "<textarea>", "</textarea>"),
        *("<noscript>", "</noscript>", "<iframe src=/g>", "</iframe>", "<xmp>", "</xmp>", "<img src='/h", "'>"),
        *('<ul><li><a href="/i">', "<br/>", "<b", ">", "text ", "&lt;a href=/no&gt;", "<a\nhref\n=\n/j\n>"),
        *("<object data=/k>", "</object>", "<template>", "</template>", "<blockquote cite='/l?a=1&amp;b=2'>"),
        *("<input src=/m formaction=/n>", "<!doctype html>", "<?x href=/no?>"),
    ]
)


@given(st.lists(PIECES, max_size=10).map("".join))
@settings(max_examples=300)
def test_whatever_the_tree_holds_is_found(text: str) -> None:
    # What is raw within raw text stays unread, and an <svg> within an attribute's value is taken for an element.
    assume("'/h" not in text or "<svg" not in text)
    assume(text.count("<noscript>") + text.count("<iframe") < 2)
    assert theirs(text) <= ours(text)


PAGE = """<!DOCTYPE html>
<html lang="en" prefix="og: https://ogp.me/ns#"><head><meta charset="utf-8"><title>Ferry line cut</title>
<link rel="canonical" href="https://gazette.example/2018/07/12/ferry"><link rel=stylesheet href=/s.css?v=1&amp;w=2>
<link rel="alternate" hreflang="de" href="https://gazette.example/de/ferry"><link rel="amphtml" href="/amp/ferry">
<script async src="//stats.example/t.js"></script><script>document.write('<a href="/no">')</script>
<noscript><img height=1 src="https://stats.example/p?noscript=1"/></noscript>
</head><body background="/paper.gif">
<header><nav><ul><li><a href="/">Home<li><a href='/news' class=on>News</a></ul></nav></header>
<main><article><h1>Ferry line cut</h1><p>By <a rel=author href="/ada">Ada Holm</a>
<p>It will <a href="https://gazette.example/stop
">stop</a>. <q cite="https://council.example/minutes">We had to</q>, <ins cite=/why>they say</ins>.
<table><tr><td><a href="/t1">one</a><td><a href=/t2>two</a></table>
<figure><picture><source srcset="a.webp 1x"><img src="a.jpg" longdesc="/a.html"></picture></figure>
<video poster="/v.jpg"><source src="/v.mp4"><track src="/v.vtt"></video><audio src=/a.ogg></audio>
<object data="/map.svg"><embed src="/map.swf"></object><iframe src="https://maps.example/?q=pier&amp;z=3"></iframe>
<svg viewBox="0 0 1 1"><a xlink:href="/svg"><use href="#icon"/></a><image href="/i.png" /></svg>
<form action=/search><input type=image src=/go.png formaction=/go><button formaction="/later">later</button></form>
<map name=m><area href="/area" alt=a></map></article></main><!-- <a href="/no"> --></body></html>
"""


def test_a_page_as_they_are() -> None:
    assert ours(PAGE) == theirs(PAGE)
    assert len(ours(PAGE)) > 30
