"""Links of MDX: Markdown with modules, expressions and components."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Document, Kind

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"
FENCE = "```"


def mdx(text: str) -> Document:
    """Read a document, having seen that every place in it holds."""
    document = read(text, "mdx")
    assert places_hold(document)
    return document


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"# [T]({X})\n\n{Y} <{Z}", [X, Y, Z]),
        (f"---\ntitle: T\nextra:\n    deep: {X}\n---\n[y]({Y})", [X, Y]),
        (f'<Card href="{X}" />', [X]),
        (f"<Card\n  title='t'\n  href='{X}'\n>\n  text\n</Card>", [X]),
        (f"Some <Icon src='{X}'/> and <b>{Y}</b>", [X, Y]),
        (f"<Foo.Bar src='{X}'>[y]({Y})</Foo.Bar>", [X, Y]),
        (f"<Tabs>\n    <Tab>\n        [x]({X})\n\n        {Y}\n    </Tab>\n</Tabs>", [X, Y]),
        (f"<div>\n[x]({X})\n</div>", [X]),
        (f"<>[x]({X})</>", [X]),
        (f'<Card href={{"{X}"}} src={{`{Y}`}} />', [X, Y]),
        (f"<a href='{X}'>{X}</a> {Y}", [X, Y]),
        (f"<img src='{X}' style={{{{width: 3}}}} />", [X]),
        (f"2 < 3 [x]({X})", [X]),
        (f"a \\{{ [x]({X})", [X]),
        (f"`{{` [x]({X}) `}}`", [X]),
        (f"{{ never closed [x]({X})", [X]),
        (f"<Card never closed [x]({X})", [X]),
        ("[x]({url})", ["{url}"]),
        (f"> <Note>\n> [x]({X})\n> </Note>", [X]),
        (f"- item\n    - deep [x]({X})", [X]),
        (f"export the [x]({X})" + " of goods", []),
        (f"They\nexport the [x]({X})", [X]),
    ],
)
def test_links(text: str, expected: list[str]) -> None:
    assert urls(mdx(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        f"import X from '{X}'",
        f"import A from 'a'\nimport B from '{X}'",
        f"export const a = '{X}'",
        f"export const a = {{\n  b: '{X}',\n\n  c: '}} {Y}'\n}}\n",
        f"{{`{X}`}}",
        f"{{props.items.map(item => <a href='{X}'>{{item}}</a>)}}",
        f"{{/* {X} */}}",
        f"<Card href={{url('{X}')}} onClick={{() => go('{Y}')}} />",
        f"<Card {{...props('{X}')}} />",
        f"{FENCE}js\n{X}\n{FENCE}",
        f"    {FENCE}js\n    {{ {X}\n    {FENCE}",
        f"~~~\n<Card href='{X}'/>\n{FENCE}\n~~~~",
        f"`<Card href='{X}' />`",
        f"{FENCE}\n{X}",
    ],
)
def test_what_is_code(text: str) -> None:
    assert urls(mdx(text)) == []


def test_code_is_read_if_it_is_wanted() -> None:
    text = f"import A from '{X}'\n\n{{go('{Y}')}}\n\n`{Z}`\n"
    document = read_text(text, "a.mdx", formats.by_name("mdx"), options=Options(include_code=True))
    assert places_hold(document)
    assert urls(document) == [X, Y, Z]


def test_places_kinds_and_elements() -> None:
    text = f"---\r\ntitle: T\r\n---\r\n<Card\r\n\thref='{X}'>\r\n        [y]({Y}) 😀 {Z}\r\n</Card>\r\n"
    document = mdx(text)
    assert [(each.url, each.kind, each.element) for each in document.references] == [
        (X, Kind.ATTRIBUTE, "card href"),
        (Y, Kind.LINK, ""),
        (Z, Kind.BARE, ""),
    ]
    assert [(each.location.line, each.location.column) for each in document.references] == [(5, 8), (6, 13), (6, 36)]


def test_comments_title_and_what_is_seen() -> None:
    document = mdx("# The harbour {x}\n\n{/* linkaudit: ignore why */}\n\n<Note>\n    Some *words*.\n</Note>\n")
    assert [comment.text for comment in document.comments] == [" linkaudit: ignore why "]
    assert document.text[document.comments[0].location.start :].startswith("/* linkaudit")
    assert document.title == "The harbour"
    assert [block.text.strip() for block in document.blocks] == ["The harbour", "Some words."]


PIECES = st.sampled_from(
    [
        *("<Card href='", "https://h.example/x", "'/>", '<a href="/y">', "</a>", "</Card>", "<Card>", "{", "}"),
        *("`", "```\n", "import x\n", "export const a = {", "\n\n", "\n", "\r\n", "    ", "[x](/z)", "[x](", "\\"),
        *("{/*", "*/}", "> ", "- ", "---\n"),
        *("a: b\n", "'", '"', "//", "😀", "<", ">", "</", "www.h.example", "${", "=>", "~~~", "\t"),
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=25).map("".join) | st.text(max_size=60))
@settings(max_examples=300)
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    document = mdx(text)
    starts = [reference.location.start for reference in document.references]
    assert starts == sorted(starts)


HOSTILE = [
    "{",
    "}",
    "{/*",
    "{'",
    "{`",
    "<A ",
    '<A b="',
    "<A b={",
    "`",
    "`a``b",
    "```\n",
    "import {\n\n",
    "export a\n",
    "\\{",
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    text = piece * (40_000 // len(piece))
    with within(10):
        assert read(text, "mdx").text == text


@pytest.mark.parametrize("braces", ["{}", "{"])
def test_a_module_of_many_braces_looks_for_its_end_once(braces: str) -> None:
    text = f"export {braces * 100_000}{'x' * 200_000}\n\n<{X}>"
    with within(4):
        mdx(text)
