"""Captures written beside citations: in every format, once, recognised afterwards, and nothing else is found."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from typing import TYPE_CHECKING

import pytest
from documents.reading import places_hold
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.judged import context_of, document_of

from linkaudit.citations import urls
from linkaudit.repair.beside.interface import Copy
from linkaudit.repair.edits import applied
from linkaudit.repair.reread import harm
from linkaudit.repair.robust import Refused, Written, cited_again, written
from linkaudit.rules import judge
from linkaudit.rules.archived_sources import pairs
from linkaudit.rules.interface import Needs

if TYPE_CHECKING:
    from linkaudit.models import Document, Reference

PAGE = "https://gazette.example/cut"
COPY = f"https://web.archive.org/web/20180712080000/{PAGE}"
DAY = date(2018, 7, 12)
# How a citation stands in a format, with what is put in in quotation marks: PAGE is cited, COPY its capture.
TAG = '<a href=\'PAGE\'« data-versionurl="COPY" data-versiondate="2018-07-12"»>a</a> '
WAYS: dict[str, tuple[str, str]] = {
    "inline": ("a.md", "See [the *page*](PAGE)« ([archived 2018-07-12](COPY))», and.\n"),
    "titled": ("a.md", '[p](<PAGE> "a) b")« ([archived 2018-07-12](COPY))».\n'),
    "attributes": ("a.md", "[p](PAGE){.ext} «([archived 2018-07-12](COPY)) »x\n"),
    "autolink": ("a.md", "See <PAGE>« ([archived 2018-07-12](COPY))».\n"),
    "bare": ("a.md", "See PAGE« ([archived 2018-07-12](COPY))».\n"),
    "definition": ("a.md", "See [it]« ([archived 2018-07-12](COPY))» now.\n\n[it]: PAGE\n"),
    "collapsed": ("a.md", "The [boat][]« ([archived 2018-07-12](COPY))» sails.\n\n[boat]: PAGE\n"),
    "full": ("a.md", "The [ferry\nboat][Boat]« ([archived 2018-07-12](COPY))» sails.\n\n[boat]: <PAGE> 't'\n"),
    "use in the text": (
        "a.md",
        "# [boat]\n\n![boat][] [![x][boat]](/x) [boat]{.x}« ([archived 2018-07-12](COPY))».\n\n[boat]: PAGE\n",
    ),
    "in a quotation": ("a.md", "> See [it](PAGE\n> 'title')« ([archived 2018-07-12](COPY))».\n"),
    "cell": ("a.md", "| a | b |\n|---|---|\n| [p](PAGE) «([archived 2018-07-12](COPY)) »| c |\n"),
    "twice": ("a.md", "[p](PAGE«) ([archived 2018-07-12](COPY)») and [q](PAGE#x).\n"),
    "tag in Markdown": ("a.md", 'See <a href="PAGE"« data-versionurl="COPY" data-versiondate="2018-07-12"»>it</a>.\n'),
    "statement": ("a.md", "Original url: PAGE\n«Archived: COPY (2018-07-12)\n»\nText.\n"),
    "statement in a list": (
        "a.md",
        "- Title: T\n- Original URL: [it](PAGE)\n- «Archived: COPY (2018-07-12)\n- »Lang: en\n",
    ),
    "statement in a quote": ("a.md", "> Original url: <PAGE>\n«> Archived: <COPY> (2018-07-12)\n»\nText.\n"),
    "statement with emphasis": ("a.md", "**Original url:** PAGE  \n«**Archived:** COPY (2018-07-12)  \n»By Ada.\n"),
    "front matter": (
        "a.md",
        '---\ntitle: T\nsource: "PAGE"\n«archived_url: "COPY"\narchived_at: 2018-07-12\n»---\nText.\n',
    ),
    "front matter in TOML": (
        "a.md",
        '+++\noriginal_url = "PAGE"\n«archived_url = "COPY"\narchived_at = 2018-07-12\n»+++\nText.\n',
    ),
    "text": ("a.txt", "See PAGE« (archived 2018-07-12: COPY)», and.\n"),
    "statement in text": ("a.txt", "Title\n\nOriginal url: PAGE\n«Archived: COPY (2018-07-12)\n»Date: x\n"),
    "robust link": (
        "a.html",
        '<p>See <a class=x href="PAGE"« data-versionurl="COPY" data-versiondate="2018-07-12"»>it</a></p>\n',
    ),
    "robust link without quotes": (
        "a.html",
        '<p>See <a href=PAGE« data-versionurl="COPY" data-versiondate="2018-07-12"»>it</a></p>\n',
    ),
    "each tag": ("a.html", f"<p>{2 * TAG}</p>\n"),
    "statement in a page": ("a.html", "<p>Original url: PAGE<«br>Archived: COPY (2018-07-12)<»/p><p>Text</p>\n"),
    "template": (
        "a.wikitext",
        "x<ref>{{cite web |url=PAGE |«archive-url=COPY |archive-date=2018-07-12 |url-status=dead |»title=T}}</ref>\n",
    ),
    "template with empty parameters": (
        "a.wikitext",
        (
            "x<ref>{{cite web |url=PAGE |archive-url="
            "«COPY» |archive-date=«12 July 2018» |url-status=«dead» |access-date=12 August 2018 |title=T}}</ref>\n"
        ),
    ),
    "template in lines": (
        "a.wikitext",
        (
            "{{Cite news\n"
            "| url = PAGE«\n"
            "| archive-url = COPY\n"
            "| archive-date = July 12, 2018\n"
            "| url-status = dead»\n"
            "| access-date = August 3, 2018\n"
            "| title = T\n"
            "}}\n"
        ),
    ),
    "template of another language": (
        "a.wikitext",
        (
            "x<ref>{{Internetquelle |url=PAGE"
            "« |archiv-url=COPY |archiv-datum=12. Juli 2018» |titel=T |abruf=3. August 2018}}</ref>\n"
        ),
    ),
    "link in wikitext": ("a.wikitext", "See [PAGE the page]« {{webarchive |url=COPY |date=2018-07-12}}». Yes.\n"),
    "bare in wikitext": ("a.wikitext", "See PAGE «{{webarchive |url=COPY |date=2018-07-12}} »now.\n"),
    "entry": (
        "a.bib",
        (
            "@misc{k,\n"
            "  title = {T},\n"
            "  url   = {PAGE},\n"
            "  «note   = {Archived at \\url{COPY} on 2018-07-12},\n"
            "  »year  = 2018\n"
            "}\n"
        ),
    ),
    "entry without a field for addresses": (
        "a.bib",
        "@misc{k, howpublished = {\\url{PAGE}}«, note = {Archived at \\url{COPY} on 2018-07-12}»,\n  title = {T}}\n",
    ),
    "entry with a note": (
        "a.bib",
        "@online{k, title = {T}, url = {PAGE}, note = {In print«. Archived at \\url{COPY} on 2018-07-12»}}\n",
    ),
    "entry on a line": (
        "a.bib",
        '@misc{k, title = "T", url = "PAGE"«, note = {Archived at \\url{COPY} on 2018-07-12}»}\n',
    ),
    "reStructuredText": ("a.rst", "See `the page <PAGE>`__« (`archived 2018-07-12 <COPY>`__)», and.\n"),
    "AsciiDoc": ("a.adoc", "See PAGE[the page]« (COPY[archived 2018-07-12])», and.\n"),
    "Org": ("a.org", "See [[PAGE][the page]]« ([[COPY][archived 2018-07-12]])», and.\n"),
    "LaTeX": ("a.tex", "See \\href{PAGE}{the {page}}« (\\href{COPY}{archived 2018-07-12})», and.\n"),
    "LaTeX address": ("a.tex", "See \\url{PAGE}« (\\href{COPY}{archived 2018-07-12})».\n"),
}
_PUT_IN = re.compile("«.*?»", re.DOTALL)


def unrepaired(way: str) -> str:
    return _PUT_IN.sub("", WAYS[way][1]).replace("PAGE", PAGE)


def copy_for(reference: Reference) -> Copy:
    page = urls.without_fragment(reference.url)
    return Copy(f"https://web.archive.org/web/20180712080000/{page}", DAY, "dead")


def repaired(document: Document) -> tuple[str, list[Refused]]:
    made = list(written(document, copy_for))
    edits = [edit for each in made if isinstance(each, Written) for edit in each.edits]
    return applied(document.text, edits), [each for each in made if isinstance(each, Refused)]


def found_in(document: Document) -> Counter[str]:
    return Counter(finding.rule for finding in judge(document, context_of(), Needs.TEXT))


def check(text: str, path: str) -> str:
    """Write captures into a text, and check all that must hold then."""
    before = document_of(text, path)
    new, _ = repaired(before)
    after = document_of(new, path)
    assert places_hold(after)
    made = [each for each in written(before, copy_for) if isinstance(each, Written)]
    assert harm(before, made, lambda text: document_of(text, path)) == ""
    again, _ = repaired(after)
    assert again == new, "once is enough"
    assert found_in(after) <= found_in(before)
    stamped = [each for each in after.references if urls.archive_url(each.url)]
    captured = {urls.key(urls.subject(each.url)) for each in stamped}
    assert captured <= {urls.key(each.url) for each in before.references}
    for pair in pairs(after):
        assert urls.same_key(urls.subject(pair.archive.url), pair.cited.url)
    return new


@pytest.mark.parametrize("way", WAYS)
def test_a_capture_is_written_in_the_manner_of_the_format(way: str) -> None:
    path, shown = WAYS[way]
    text = unrepaired(way)
    assert check(text, path) == shown.replace("«", "").replace("»", "").replace("PAGE", PAGE).replace("COPY", COPY)
    assert repaired(document_of(text, path))[1] == []


UNPAIRED = {"text", "definition", "collapsed", "full", "use in the text", "statement in a page"}
UNPAIRED |= {way for way in WAYS if way.startswith("entry") or way.endswith("in wikitext")}
PAIRED = sorted(set(WAYS) - UNPAIRED)


@pytest.mark.parametrize("way", PAIRED)
def test_a_scan_sees_that_the_two_belong_together(way: str) -> None:
    path, _ = WAYS[way]
    document = document_of(check(unrepaired(way), path), path)
    cited = [each for each in document.citations if each.original and each.archive]
    assert cited
    assert all(each.archive and each.archive.url == COPY for each in cited)
    assert all(each.archived and str(each.archived.date) == "2018-07-12" for each in cited)


AWKWARD = [
    "https://gazette.example/a_(b)?x=1&copy;=2",
    "https://gazette.example/~ada/100%25?q=a|b",
    "https://gazette.example/it''s/{x}/[y]",
    "https://gazette.example/a--b/*c*/_d_#e",
    'https://gazette.example/q?a="1"&b=2',
    "https://gazette.example/\u00fcber/\u6e2f",
    "http://www.gazette.example:80/a/",
    "https://gazette.example/2018/07/01/ferry",
]
SHAPES: dict[str, tuple[str, str]] = {
    "a.md": ("a.md", "See [the page](<{}>), and more.\n"),
    "b.md": ("a.md", "Original url: {}\n\nText.\n"),
    "c.md": ("a.md", "See <{}>, and\nmore.\n"),
    "a.txt": ("a.txt", "Source:\n{}\n\nText.\n"),
    "b.txt": ("a.txt", "* {} -- here\n"),
    "a.html": ("a.html", "<p><a href='{}'>it</a></p>\n"),
    "a.wikitext": ("a.wikitext", "x <ref>[{} it]</ref>\n"),
    "b.wikitext": ("a.wikitext", "x <ref>{{{{cite web|title=T|url={}|access-date=2018-08-03}}}}</ref>\n"),
    "a.bib": ("a.bib", "@misc{{k,\n\ttitle = {{T}},\n\turl = {{{}}}\n}}\n"),
    "a.rst": ("a.rst", "See `it <{}>`_.\n"),
    "a.adoc": ("a.adoc", "See link:{}[it].\n"),
    "a.org": ("a.org", "See [[{}][it]].\n"),
    "a.tex": ("a.tex", "See \\url{{{}}}.\n"),
}


@given(
    st.sampled_from(sorted(SHAPES)),
    st.lists(st.sampled_from([PAGE, *AWKWARD]), min_size=1, max_size=4),
    st.sampled_from(["\n", "\r\n"]),
)
@settings(max_examples=200)
def test_whatever_is_written_is_recognised_and_nothing_new_is_found(shape: str, pages: list[str], end: str) -> None:
    path, form = SHAPES[shape]
    text = "\n".join(form.format(page) for page in pages).replace("\n", end)
    new = check(text, path)
    assert new.count("\n") == new.count(end)


@pytest.mark.parametrize(
    ("path", "text", "reason"),
    [
        ("a.md", f"# [T]({PAGE})\n", "heading"),
        ("a.md", f"![boat][] and [![x][boat]](/x)\n\n[boat]: {PAGE}\n", "no link of the text"),
        ("a.md", f"{{{{% note %}}}} {{{{< figure link={PAGE} >}}}}\n", "template of the program"),
        ("a.md", f"---\nsource: {PAGE}\narchived_url:\n---\nText.\n", "archived_url"),
        ("a.md", f"---\nsources:\n  - url: {PAGE}\noriginal_url: [{PAGE}]\n---\nText.\n", "key of its own"),
        ("a.wikitext", f"{{{{Infobox harbour |website={PAGE}}}}}\n", "no place for captures"),
        ("a.json", f'{{"source": "{PAGE}"}}\n', "format json"),
        ("a.bib", f'@misc{{k, title = {{T}}, url = {{{PAGE}}}, note = "a" # jan}}\n', "several parts"),
    ],
)
def test_where_it_cannot_be_written_the_reason_is_said(path: str, text: str, reason: str) -> None:
    new, refused = repaired(document_of(text, path))
    assert new == text
    assert [each for each in refused if reason in each.reason], refused


@pytest.mark.parametrize(
    "text",
    [
        f"[p]({PAGE}) is at [an archive]({COPY}).\n",
        f"[p]({COPY})\n",
        f"![p]({PAGE}.png)\n",
        "[p](/other)\n",
        f"`{PAGE}`\n",
    ],
)
def test_what_has_a_capture_or_is_no_citation_is_left_alone(text: str) -> None:
    assert repaired(document_of(text)) == (text, [])


def test_a_citation_without_an_answer_is_left_alone() -> None:
    assert list(written(document_of(f"[p]({PAGE})\n"), lambda _: None)) == []


def cited_elsewhere(text: str, path: str = "a.md", *, needed: bool = True) -> list[str]:
    document = document_of(text, path)
    made = [each for each in written(document, copy_for) if isinstance(each, Written)]
    return [f"{each.reference.location.line}: {each.reason}" for each in cited_again(document, made, lambda _: needed)]


def test_where_a_page_is_cited_again_is_said() -> None:
    one = f"[a]({PAGE})\n\n"
    assert cited_elsewhere(one) == []
    assert cited_elsewhere(2 * one) == ["1: cited again in line 3; the capture in line 1 serves for all"]
    assert cited_elsewhere(2 * one, needed=False) == []
    assert cited_elsewhere(f"# {one}[a]\n\n[a] [a][]\n\n[b]({PAGE})\n\n[a]: {PAGE}\n") == [
        "9: cited again in lines 1, 5, 7; the capture in line 3 serves for all"
    ]
    assert cited_elsewhere(9 * one)[0].endswith("lines 3, 5, 7, 9, 11 and 3 more; the capture in line 1 serves for all")
    assert cited_elsewhere(f"<p>{2 * TAG}</p>".replace("PAGE", PAGE).replace("«", "").replace("»", ""), "a.html") == []
    assert cited_elsewhere(f"Original url: {PAGE}\n\n{one}") == [
        "1: cited again in line 3; the capture in line 1 serves for all"
    ]
