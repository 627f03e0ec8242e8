"""The links that are found in Markdown, compared with those of another implementation of CommonMark."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from documents.reading import read
from linkaudit.models import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token

    from linkaudit.models import Document


class _Parser(MarkdownIt):
    """The other implementation refuses some addresses for the safety of those who click; an audit lists them."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 - its name there
        return url is not None


PARSER = _Parser("commonmark", {"linkify": False})


def _targets(tokens: list[Token]) -> Iterator[str]:
    """List the targets of links and images in the order in which they end."""
    opened: list[str] = []
    for token in tokens:
        if token.type == "link_open":
            opened.append(str(token.attrs["href"]))
        elif token.type == "link_close":
            yield opened.pop()
        elif token.type == "image":
            yield from _targets(token.children or [])
            yield str(token.attrs["src"])
        else:
            yield from _targets(token.children or [])


def theirs(text: str) -> list[str]:
    return sorted(unquote(url) for url in _targets(PARSER.parse(text)))


def ours(document: Document) -> list[str]:
    """List the targets of links, images and autolinks, a definition once for each of its uses."""
    found: list[str] = []
    for reference in document.references:
        if reference.element:
            continue
        if reference.kind is Kind.DEFINITION:
            found += [reference.url] * len(reference.uses)
        elif reference.kind in (Kind.LINK, Kind.IMAGE, Kind.AUTOLINK):
            found.append(reference.url)
    return sorted(unquote(url) for url in found)


SNIPPETS = [
    "[a](https://h.example/a)",
    "[a](<https://h.example/a b> 'title')",
    '[a](/url "title \\" quoted")',
    "[a](/url 'title' junk)",
    "[a](/url\n  (title))",
    "[a]( /url )",
    "[a](\n\n/url)",
    "[a](<b)c>)",
    "[a](<b\nc>)",
    "[a](\\(foo\\))",
    "[a](foo(and(bar)))",
    "[a](foo(and(bar))",
    "[a](foo\\)\\:)",
    "[a](#fragment) [b](?query) [c](x%20y&auml;)",
    "[a [b [c]]](/uri) [a] b](/uri) [a [b](/uri)",
    "[a *b **c** `d`*](/uri)",
    "[![moon](moon.jpg)](/uri)",
    "[a [b](/uri)](/uri2)",
    "[a *[b [c](/uri)](/uri)*](/uri)",
    "![[[a](uri1)](uri2)](uri3)",
    "*[a*](/uri) [a *bar](baz*)",
    "[a <bar attr='](baz)'> `](x)`](/y)",
    "[a<https://h.example/?search=](uri)>",
    "[a][b] [c][] [d] [B]\n\n[b]: /b\n[c]: <c> 't'\n[d]:\n /d",
    "[a][b]\n\n[b]: /first\n[b]: /second",
    "[a][x] [x][a]\n\n[x]: /x",
    "[ẞ]\n\n[SS]: /url",
    "[a] \n[b]\n\n[b]: /url",
    "[foo\\!]\n\n[foo!]: /url",
    "[a]: /url 'title' junk\n\n[a]",
    "[a]: /url\n'title\n\nmore'\n\n[a]",
    "text\n[a]: /url\n\n[a]",
    "# [a]\n[a]: /url\n> b",
    "> [a]: /url\n\n[a]",
    "[a]: <>\n\n[a]",
    "[a]: /url\\bar\\*baz 'x'\n\n[a]",
    "![a](/src 't') ![b][r] ![r] !\\[r]\n\n[r]: /r",
    "![a](  <foo bar>\n'title'  )",
    "<https://h.example> <h.example> <mailto:a@h.example> <a+b:c> <https://h.example/a b> <ada@h.example>",
    "\\<https://h.example> <m:abc> <https://h.example/\\[\\>",
    "`[a](/x)` ``[b](/y)`` [c](/z)`",
    "    [a](/x)\n\n```\n[b](/y)\n```\n[c](/z)",
    "- [a](/x)\n\n      [code](/y)\n- > [b](/z)\n1) ![c](/w)",
    "<div>\n[a](/x)\n\n[b](/y)\n</div>",
    "<!-- [a](/x)\n\n-->\n[b](/y)",
    "<b>[a](/x)</b>",
    "[a](/x)\n===\n\n***\n\n[b](/y)  \n[c](/z)",
    "[a](javascript:alert) [b](data:text/plain,x) [c](file:///etc)",
    "[a](/ü%C3%BC) [b](/日本) [c](/&#x1F600;)",
    "[](/empty) [ ](/blank) ![](/none)",
    "\\[a](/x) [a\\](/y) [b](\\/z) [c]\\(/w)",
    "[a](/tab\t'title') [b](/nbsp\u00a0x)",
]


@pytest.mark.parametrize("text", SNIPPETS)
def test_links_images_and_autolinks_are_those_of_commonmark(text: str) -> None:
    assert ours(read(text)) == theirs(text)


@pytest.mark.parametrize(
    ("text", "here", "there"),
    [
        ("[a]([b](/c))", ["/c"], ["[b](/c)"]),
        ("[a](http://h.example/b c)", ["http://h.example/b c"], []),
        ("[//]: # (remark)\n\n[//]", [], ["#"]),
        ("---\nsee: '[a](/b)'\n---\n", [], ["/b"]),
    ],
    ids=["link in a target", "space in a target", "remark", "front matter"],
)
def test_where_what_the_writer_meant_is_worth_more_than_the_letter(
    text: str, here: list[str], there: list[str]
) -> None:
    assert (ours(read(text)), theirs(text)) == (here, there)


PIECES = st.sampled_from(
    [
        *(
            "[a](/x)",
            "[b](<y z>)",
            "![c](z 't')",
            "<https://h.example>",
            "[a]",
            "[a][r]",
            "\n\n[r]: /r\n\n",
            "\n\n",
            "\n",
        ),
        *("](", "[", "]", "(", ")", "<", ">", "!", "`", "``", "*", "_", "\\", "> ", "- ", "1. ", "# ", "```\n"),
        *("'", '"', " ", "word", "é", "&amp;", "&#33;", "/p", "<b>", "</b>", "<div>\n", "***\n", "\n===\n"),
    ]
)


@given(st.lists(PIECES, max_size=20).map("".join))
@settings(max_examples=400)
def test_made_documents_have_the_links_of_commonmark(text: str) -> None:
    # What is not CommonMark: tables, strikethrough, tasks, footnotes, and those differences named above.
    assume("[a]([" not in text and "[b]([" not in text)
    assert ours(read(text)) == theirs(text)
