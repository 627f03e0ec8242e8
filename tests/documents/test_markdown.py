"""Links, text, metadata and comments of Markdown documents."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Kind

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"


def found(text: str) -> list[tuple[str, str]]:
    """List the URLs with their kinds, having seen that each stands where it is said to stand."""
    document = read(text)
    assert places_hold(document)
    return [(reference.url, str(reference.kind)) for reference in document.references]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"[a]({X})", [(X, "link")]),
        (f'[a]({X} "title") [b]({Y} \'t\') [c]({Z} (t))', [(X, "link"), (Y, "link"), (Z, "link")]),
        (f"![a]({X})", [(X, "image")]),
        (f"[![badge]({X})]({Y})", [(X, "image"), (Y, "link")]),
        (f"![alt [inner]({X})]({Y})", [(X, "link"), (Y, "image")]),
        (f"<{X}> <mailto:ada@h.example>", [(X, "autolink"), ("mailto:ada@h.example", "autolink")]),
        ("<ada@h.example>", [("mailto:ada@h.example", "autolink")]),
        (f"{X} and {Y}.", [(X, "bare"), (Y, "bare")]),
        ("www.h.example/a", [("http://www.h.example/a", "bare")]),
        (f"*{X}* **{Y}** ~~{Z}~~", [(X, "bare"), (Y, "bare"), (Z, "bare")]),
        (f"[{Y}]({X})", [(X, "link")]),
        (f"[a]({X})[b]({Y}){Z}", [(X, "link"), (Y, "link"), (Z, "bare")]),
        (f"# [T]({X}) {{#id}}\n\nSub {Y}\n---\n", [(X, "link"), (Y, "bare")]),
        (f"- [ ] {X}\n- [x] [d]({Y})\n  1. {Z}", [(X, "bare"), (Y, "link"), (Z, "bare")]),
        (f"> {X}\n> > [q]({Y})", [(X, "bare"), (Y, "link")]),
        (f"Text[^1].\n\n[^1]: See {X}.\n    {Y}\n", [(X, "bare"), (Y, "bare")]),
        (f"Text[^1].\n\n[^1]: {X}\n", [(X, "bare")]),
        (f"| a | b |\n|---|---|\n| [x]({X}) | {Y} |\n", [(X, "link"), (Y, "bare")]),
        (f"a\t[x]({X})\n\n\t- no list", [(X, "link")]),
        ("[x](/path) [y](../up.md)", [("/path", "link"), ("../up.md", "link")]),
        ("[x](#part) [y](?q)", [("#part", "link"), ("?q", "link")]),
        ("[x](//h.example/pr)", [("//h.example/pr", "link")]),
        ("[x](javascript:void(0))", [("javascript:void(0)", "link")]),
    ],
)  # fmt: skip
def test_links_of_every_kind(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "url", "raw"),
    [
        (f"[]({X})", X, X),
        (f"![]({X})", X, X),
        ("[x]()", "", ""),
        ("[x](<>)", "", ""),
        ("[x]( )", "", ""),
        ("[x](#)", "#", "#"),
        ("[x](<https://h.example/a b>)", "https://h.example/a b", "https://h.example/a b"),
        (r"[x](https://h.example/\(a\)\_)", "https://h.example/(a)_", r"https://h.example/\(a\)\_"),
        ("[x](https://h.example/a_(b)_c)", "https://h.example/a_(b)_c", "https://h.example/a_(b)_c"),
        ("[x](https://h.example/a(b(c(d)))e)", "https://h.example/a(b(c(d)))e", "https://h.example/a(b(c(d)))e"),
        ("[x](https://h.example/?a=1&amp;b=2)", "https://h.example/?a=1&b=2", "https://h.example/?a=1&amp;b=2"),
        ("[x](https://h.example/&#252;)", "https://h.example/ü", "https://h.example/&#252;"),
        ("[x](https://h.example/a%20b)", "https://h.example/a%20b", "https://h.example/a%20b"),
        ("[x](https://h.example/日本)", "https://h.example/日本", "https://h.example/日本"),
        ('[x](https://h.example/a"q)', 'https://h.example/a"q', 'https://h.example/a"q'),
        ("[x](>up)", ">up", ">up"),
        (f"[x](\n{X}\n'title')", X, X),
        (f"> [q](\n> {X}\n> )", X, X),
        (f"1. a\n\n   [x](\n   {X}\n   )", X, X),
        (f"[`](`]({X})", X, X),
        (f"[*a [b]* c]({X})", X, X),
        (f"[a\\](b]({X})", X, X),
        (f"[x]({X} '](https://h.example/not')", X, X),
        ("| a |\n|---|\n| [x](https://h.example/a\\|b) |\n", "https://h.example/a|b", "https://h.example/a\\|b"),
        (f"[text]([{X}]({X}))", X, f"[{X}]({X})"),
        ("[x](data:text/plain,hello)", "data:text/plain,hello", "data:text/plain,hello"),
    ],
)
def test_the_target_as_it_is_written_and_as_it_is_meant(text: str, url: str, raw: str) -> None:
    document = read(text)
    assert places_hold(document)
    assert (only(document).url, only(document).raw) == (url, raw)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"[The *old* `page`]({X})", "The old `page`"),
        (f"![A picture]({X})", "A picture"),
        (f"[two\nlines]({X})", "two lines"),
        (f"[&amp; \\[x\\]]({X})", "& [x]"),
        (f"<{X}>", X),
        (f"[a][r]\n\n[r]: {X}", "a"),
        (f"[unused]: {X}", "unused"),
        (f"x <a href='{X}'>in *markup*</a>", "in markup"),
        (f"[{'long ' * 40}]({X})", ("long " * 40).strip()),
        (f"{X}", ""),
    ],
)
def test_the_text_of_a_link(text: str, words: str) -> None:
    assert only(read(text)).text == words


@pytest.mark.parametrize(
    ("text", "url", "uses"),
    [
        (f"[a][r]\n\n[r]: {X}", X, 1),
        (f"[r][] [r] ![r]\n\n[r]: {X}", X, 3),
        (f"[r]: {X}", X, 0),
        (f"[r]: <{X}> 'title'\n\n[r]", X, 1),
        (f"[r]:\n  {X}\n  'title'\n\n[r]", X, 1),
        (f"[r]:{X}\n\n[r]", X, 1),
        (f"[R  é]: {X}\n\n[r\né]", X, 1),
        (f"[a\\]b]: {X}\n\n[a\\]b]", X, 1),
        (f"[r]: {X}\n[r]: {Y}\n\n[r]", X, 1),
        (f"> [r]: {X}\n\n[r]", X, 1),
        (f"> [r]:\n> {X}\n\n[r]", X, 1),
        (f"[r]: {X} '\ntitle\n'\n\n[r]", X, 1),
        ("[r]: <>\n\n[r]", "", 1),
        ("[r]: /a\\_b\n\n[r]", "/a_b", 1),
    ],
)
def test_a_definition_and_its_uses(text: str, url: str, uses: int) -> None:
    document = read(text)
    assert places_hold(document)
    definition = only(document)
    assert (definition.url, definition.kind, len(definition.uses)) == (url, Kind.DEFINITION, uses)


def test_a_use_stands_where_the_link_is() -> None:
    document = read(f"See [the *page*][r] and [r].\n\n[r]: {X}")
    assert [document.text[use.start : use.end] for use in only(document).uses] == ["[the *page*][r]", "[r]"]


def test_what_only_resembles_a_definition_is_text() -> None:
    assert found(f"[r]: {X} and more words") == [(X, "bare")]


@pytest.mark.parametrize(
    ("target", "url"),
    [
        ("https://h.example/a b", "https://h.example/a b"),
        ("http://h.example/a b c.pdf", "http://h.example/a b c.pdf"),
        ('https://h.example/a b "title"', "https://h.example/a b"),
        ("https://h.example/a\tb ", "https://h.example/a\tb"),
    ],
)
def test_a_target_with_a_space_is_one_link(target: str, url: str) -> None:
    document = read(f"See [the page]({target}).")
    assert places_hold(document)
    assert (only(document).url, only(document).kind, only(document).text) == (url, Kind.LINK, "the page")


def test_a_target_over_two_lines_is_no_link() -> None:
    assert found("[x](https://h.example/x\ny)") == [(X, "bare")]


@pytest.mark.parametrize(
    "text",
    [
        f"`{X}`",
        f"``a ` {X}``",
        f"    {X}",
        f"\t[a]({X})",
        f"```\n{X}\n```",
        f"~~~ sh\n[a]({X})\n~~~",
        f"```\n{X} is never closed",
        f"> ```\n> {X}\n",
        f"- ```\n  {X}\n",
        f"<!-- {X} -->",
        f"a <!-- {X} --> b",
        f"<script>\nlocation = '{X}'\n</script>",
        "no :// link, www. nothing",
        "[a] [b][c] [d]()".replace("[d]()", "[d]"),
        "\\<https:h.example>",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert found(text) == []


def test_after_code_links_go_on() -> None:
    assert found(f"`{X}` {Y}\n\n```\n{X}\n```\n\n[z]({Z})") == [(Y, "bare"), (Z, "link")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"\\[x]({X})", [(X, "bare")]),
        ("https://h.example/a\\_b", [("https://h.example/a_b", "bare")]),
        (f"{X}&copy;", [(X, "bare")]),
        ("https://h.example/?a=1&amp;b=2", [("https://h.example/?a=1&b=2", "bare")]),
        (f"&lt;{X}&gt; &quot;{Y}&quot;", [(X, "bare"), (Y, "bare")]),
        (f"<{X}/very/\nlong>", [(f"{X}/very/long", "bare")]),
        (f"[{X}] ({Y})", [(X, "bare"), (Y, "bare")]),
        (f"[x]({X}", [(X, "bare")]),
    ],
)
def test_bare_urls_in_markdown(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'x <a href="{X}">{Y}</a> {Z}', [(X, "link"), (Z, "bare")]),
        (f'x <a href="{X}">[y]({Y})</a>', [(X, "link"), (Y, "link")]),
        (f'x <img src="{X}" alt="a"> <b>{Y}</b>', [(X, "image"), (Y, "bare")]),
        (f"<div>\n<a href='{X}'>t</a> {Y}\n</div>", [(X, "link"), (Y, "bare")]),
        (f"<div>\n\n[md]({X})\n\n</div>", [(X, "link")]),
        (f"<details><summary>{X}</summary>\n\n{Y}\n\n</details>", [(X, "bare"), (Y, "bare")]),
        (f"x <A\n  title=t\n  HREF={X}>t</A>", [(X, "link")]),
        (f"x <br/>{X}<br>{Y}", [(X, "bare"), (Y, "bare")]),
        (f"x <a name=top></a> {X} </a> <i>", [(X, "bare")]),
        (f"> <p>\n> <a href='{X}'>q</a>", [(X, "link")]),
    ],
)
def test_html_in_markdown(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_each_inline_anchor_has_its_own_text() -> None:
    document = read(f"x <a href='{X}'>one</a> and <a href='{Y}'>two</a>, <a href='{Z}'>three")
    assert [reference.text for reference in document.references] == ["one", "two", ""]


def test_the_blocks_of_html_keep_to_their_places() -> None:
    document = read("Before.\n\n<p>In <b>html</b>\n\nBetween <img src=a>.\n\n<p>Again\n\nAfter.")
    assert [block.text.split() for block in document.blocks] == [
        ["Before."], ["In", "html"], ["Between", "."], ["Again"], ["After."],
    ]  # fmt: skip
    assert places_hold(document)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[[page]] and [[Other page]]", [("page", "link"), ("Other page", "link")]),
        ("[[page#part|label]] ![[picture.png|100]]", [("page#part", "link"), ("picture.png", "image")]),
        (f"[[{X}|label]] [[label|{Y}]]", [(X, "link"), (Y, "link")]),
        ("| a |\n|---|\n| [[page\\|label]] |\n", [("page", "link")]),
        ("- [[page]]\n> [[other]]", [("page", "link"), ("other", "link")]),
        (f"[[1]]({X}) [[a]]({Y})", [(X, "link"), (Y, "link")]),
        (f"[[a]][r] [[r]]\n\n[r]: {X}", [(X, "definition")]),
        ("x[[1]] [[2]] [[3, 4]] a[[b]] if [[ -f x ]]; then", []),
        ("`[[page]]` \\[[page]] [[]] [[a\nb]] [[a", []),
        (f"[[{X}]]", [(X, "link")]),
    ],
)
def test_links_of_wikis(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


def test_the_text_and_place_of_a_link_of_a_wiki() -> None:
    references = read("😀 [[page|the label]] ![[a b.png]]").references
    assert [(each.raw, each.text, each.location.column) for each in references] == [
        ("page", "the label", 5),
        ("a b.png", "a b.png", 25),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Write to ada@h.example.", ["mailto:ada@h.example"]),
        ("mailto:ada@h.example?", ["mailto:ada@h.example"]),
        ("(ada.holm+x@mail.h.example) *ada@h.example*", ["mailto:ada.holm+x@mail.h.example", "mailto:ada@h.example"]),
        ("ada\\_holm@h.example", ["mailto:ada_holm@h.example"]),
        ("[ada@h.example](/x) `ada@h.example`", ["/x"]),
        ("https://ada@h.example/x https://h.example/@ada", ["https://ada@h.example/x", "https://h.example/@ada"]),
        ("package@1.2.3 ada@h @ada@h.example ada@h.example@x", []),
    ],
)
def test_mail_addresses(text: str, expected: list[str]) -> None:
    document = read(text)
    assert places_hold(document)
    assert urls(document) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"`{X}` ``{Y}``", [X, Y]),
        (f"```\n{X}\n```\n\n    {Y}\n", [X, Y]),
        (f"<!-- {X} --> a <!-- {Y} -->", [X, Y]),
        (f"[//]: # ({X})\n\n[comment]: <> ({Y})", [X, Y]),
        (f"<script>\ngo('{X}')\n</script>", [X]),
        (f"[`{X}`]({Y})", [Y]),
        (f"[#]: via: '{X}'", [X]),
    ],
)
def test_links_in_code_if_they_are_wanted(text: str, expected: list[str]) -> None:
    document = read_text(text, "a.md", formats.by_name("markdown"), options=Options(include_code=True))
    assert places_hold(document)
    assert urls(document) == expected


FRONT_MATTER = {
    "YAML": '---\ntitle: "A title"\nsource: https://h.example/x # seen\nextra:\n  via: \'https://h.example/y\'\n---\nhttps://h.example/z\n',
    "TOML": "+++\ntitle = 'A title'\nsource = \"https://h.example/x\"\nextra =\n  via = https://h.example/y\n+++\nhttps://h.example/z\n",
    "blank lines": "---\n\ntitle: A title\n\nsource: https://h.example/x\n\nextra:\n\n  via: https://h.example/y\n\n---\nhttps://h.example/z\n",
    "dots": "---\ntitle: A title\nsource: https://h.example/x\nextra:\n  via: https://h.example/y\n...\nhttps://h.example/z\n",
    "tabs": "---\ntitle:\tA title\t\nsource:\thttps://h.example/x\nextra:\n\tvia: https://h.example/y\n---\t\nhttps://h.example/z\n",
    "lists": "---\ntitle: A title\nsource:\n  - https://h.example/x\nextra:\n  - via: https://h.example/y\n---\nhttps://h.example/z\n",
}  # fmt: skip


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
@pytest.mark.parametrize("text", FRONT_MATTER.values(), ids=FRONT_MATTER)
def test_front_matter(text: str, line_end: str) -> None:
    document = read(text.replace("\n", line_end))
    assert places_hold(document)
    assert document.title == "A title"
    assert [(reference.url, reference.kind, reference.element) for reference in document.references] == [
        (X, Kind.FIELD, "source"), (Y, Kind.FIELD, "extra.via"), (Z, Kind.BARE, ""),
    ]  # fmt: skip
    assert [block.text for block in document.blocks] == [Z]


def test_the_values_of_front_matter() -> None:
    document = read(
        "---\nDate: 2018-07-12  # day\n\"quoted key\": 'a # b'\nempty:\nflow: [a, b]  \n  tail: it's\n---\n"
    )
    assert [(field.name, field.value, field.origin) for field in document.fields] == [
        ("date", "2018-07-12", "front matter"),
        ("quoted key", "a # b", "front matter"),
        ("empty", "", "front matter"),
        ("flow", "[a, b]", "front matter"),
        ("flow.tail", "it's", "front matter"),
    ]
    assert [document.text[field.location.start : field.location.end] for field in document.fields] == [
        field.value for field in document.fields
    ]


@pytest.mark.parametrize(
    "text",
    [
        f"---\n{X}\n---\n",
        f"---\n\n{X}\n",
        f"text\n\n---\nsource: {X}\n---\n",
        f"----\nsource: {X}\n----\n",
        f"---\nsource: {X}\n+++\n",
        f"---\nsource: {X}\n" + "a: b\n" * 20_000 + "---\n",
    ],
    ids=["no entry", "open", "later", "four", "other fence", "too long"],
)
def test_what_is_no_front_matter(text: str) -> None:
    document = read(text)
    assert document.fields == ()
    assert urls(document) == [X]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_header_of_comments(line_end: str) -> None:
    text = f"[#]: via: \"{X}\"\n[#]: author: (Ada Holm)\n[//]: Date Added: '2018-07-12'\n\nText {Y}\n"
    document = read(text.replace("\n", line_end))
    assert places_hold(document)
    assert [(field.name, field.value, field.origin) for field in document.fields] == [
        ("via", X, "comment header"),
        ("author", "Ada Holm", "comment header"),
        ("date added", "2018-07-12", "comment header"),
    ]
    assert [(reference.url, reference.kind, reference.element) for reference in document.references] == [
        (X, Kind.FIELD, "via"),
        (Y, Kind.BARE, ""),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_comments_that_no_renderer_shows(line_end: str) -> None:
    text = f'[//]: # (linkaudit: ignore {X})\n[comment]: <> "two"\n\n<!-- three -->\n\na <!-- four --> b\n'
    document = read(text.replace("\n", line_end))
    assert [comment.text.strip() for comment in document.comments] == [f"linkaudit: ignore {X}", "two", "three", "four"]
    assert document.references == ()
    assert places_hold(document)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("# The *old*\tharbour\n\n# Second\n", "The old harbour"),
        ("The harbour\n===\n", "The harbour"),
        ("---\ntitle: Of the fields\n---\n# Of the heading\n", "Of the fields"),
        ("text\n\n### Later {#id}\n", "Later"),
        ("<h1>In HTML</h1>\n\ntext\n", "In HTML"),
        ("text only", ""),
        ("#\n\n# Not empty\n", "Not empty"),
    ],
)
def test_the_title(text: str, title: str) -> None:
    assert read(text).title == title


def test_the_text_that_a_reader_sees() -> None:
    document = read(
        "# A *title*\n\nOne **bold** [link](/x) &amp; `code`\nnext line  \nbroken\n\n- item\n- > quoted\n\n"
        "| cell | two |\n|---|---|\n| three | |\n\n---\n\n[^1]: note\n\n```\nnot seen\n```\n"
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "A title"),
        ("paragraph", "One bold link & `code`\nnext line\nbroken"),
        ("item", "item"),
        ("paragraph", "quoted"),
        ("cell", "cell"),
        ("cell", "two"),
        ("cell", "three"),
        ("paragraph", "note"),
    ]


def test_line_ends_make_no_difference() -> None:
    text = f"---\nsource: {X}\n---\n# T\n\n[a]({Y}\n'title') *b\nc*\n\n[r]:\n {Z}\n\n[r] {Y}\n"
    text += f"\n<p>\n<a\nhref='{X}'>t\nu</a>\n"
    documents = [read(text.replace("\n", line_end)) for line_end in ("\n", "\r\n", "\r")]
    assert all(places_hold(document) for document in documents)
    first, *others = [
        (
            [(each.url, each.text, each.location.line, each.location.column) for each in document.references],
            [(block.kind, block.text) for block in document.blocks],
            [(field.name, field.value, field.location.line) for field in document.fields],
        )
        for document in documents
    ]
    assert others == [first, first]


WORDS = st.sampled_from(
    ["word", "Zwölf", "日本", "*soft*", "**hard**", "`code`", "😀", "a_b", "1.", "&amp;", "(so)", "x\\_y"]
)
MADE = [
    "[text]({url})", "![picture]({url})", "<{url}>", "[text](<{url}>)", "[text]({url} 'title')", "({url})", '"{url}"',
    "{url}", "{url},", "**[text]({url})**", "[a *b* c]({url})", "<a href='{url}'>text</a>", '<img src="{url}">',
]  # fmt: skip
AROUND = [
    "{text}",
    "# {text}",
    "> {text}",
    "- {text}",
    "1. {text}",
    "| {text} |\n|---|\n| y |",
    "Term\n===\n{text}",
]


@given(
    st.lists(
        st.tuples(st.sampled_from(AROUND), st.lists(st.tuples(WORDS, st.sampled_from(MADE)), max_size=4)), max_size=6
    ),
    st.sampled_from(["\n", "\r\n"]),
)
def test_every_link_is_found_once_at_its_place(parts: list[tuple[str, list[tuple[str, str]]]], line_end: str) -> None:
    links: list[str] = []
    paragraphs: list[str] = []
    for around, pieces in parts:
        words: list[str] = []
        for word, link in pieces:
            links.append(f"https://h.example/{len(links)}/é")
            words.append(f"{word} {link.format(url=links[-1])}")
        paragraphs.append(around.format(text="x " + " ".join(words)))
    document = read("\n\n".join(paragraphs).replace("\n", line_end))
    assert [(reference.url, reference.raw) for reference in document.references] == [(url, url) for url in links]
    assert [reference.location.start for reference in document.references] == list(map(document.text.index, links))


SIGNS = st.sampled_from(
    [
        *(
            "http://a.example",
            "www.a.b",
            "](",
            "]: ",
            "[a]: ",
            "<a href=",
            "<!--",
            "-->",
            "</a>",
            "```",
            "---\n",
            "a: b\n",
            "[^1]: ",
        ),
        *(
            "\r\n",
            "    ",
            "&amp;",
            "\\[",
            "|\n|-|\n",
            "- ",
            "> ",
            "![",
            "[#]: via: '",
            "[[",
            "]]",
            "a@h.example",
            "[//]: # (",
            "<noscript>",
            "+++\n",
            "</p>",
        ),
        *"[]()<>*_`~#|\\\"'=-\n\r\t \0é😀日",
    ]
)


@given(st.lists(SIGNS, max_size=30).map("".join) | st.text(max_size=80))
@settings(max_examples=400)
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    document = read(text)
    assert places_hold(document)
    starts = [reference.location.start for reference in document.references]
    assert starts == sorted(starts)
    assert [block.start for block in document.blocks] == sorted(block.start for block in document.blocks)


HOSTILE = {
    "brackets": "[",
    "links without end": "](",
    "images": "![",
    "open parentheses": "[x](a(",
    "escaped": "\\(",
    "quotes": "> ",
    "lists": "- ",
    "emphasis": "*a _b ",
    "back-ticks": "`a``b",
    "tags": "<a ",
    "anchors": "<a href='http://a.example'>b</a> ",
    "unclosed elements": "<div>x\n",
    "comments": "<!-- x -->",
    "links in a paragraph": "[a](http://a.example) ",
    "links in paragraphs": "[a](http://a.example)\n\n",
    "spaces in targets": "[x](http://a.example b) [a](b)\n",
    "spaces in targets without text": "](http://a.example b) ",
    "definitions": "[a]: http://a.example\n",
    "header comments": '[#]: via: "http://a.example"\n',
    "header comments without end": "[#]: via: (",
    "footnotes": "[^1]: a\n",
    "table": "|http://a.example|b|\n|-|-|\n",
    "spaces": " ",
    "blank lines": "   \n",
    "links of wikis": "[[a|b",
    "mail": "a@b.c.",
    "mail without end": "a.b@",
    "zeros": "\0a http://a/\0b\n",
}


@pytest.mark.parametrize("piece", HOSTILE.values(), ids=HOSTILE)
def test_hostile_markdown_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    text = piece * (60_000 // len(piece))
    with within(10):
        assert read(text).text == text


@pytest.mark.parametrize(
    "text",
    [
        "---\nkey: a" + " " * 60_000 + "b\n---\n",
        "---\nkey" + " " * 60_000 + "\n---\n",
        "---\n" + "k: http://a.b\n" * 4_500 + "---\n",
        "---\n" + "a: b\n" * 40_000,
        '[//]: # "' + '" ' * 60_000,
        "[#]: a: (" + ") " * 60_000,
    ],
    ids=["value", "key", "many URLs", "never closed", "comment", "header"],
)
def test_hostile_metadata_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(10):
        assert read(text).text == text


def test_a_hundred_thousand_references_are_read_in_seconds() -> None:
    text = "".join(f"[a{number}] " for number in range(20_000)) + "\n\n"
    text += "".join(f"[a{number}]: http://a.example/{number}\n" for number in range(20_000))
    text += "\n" + "[a](http://a.example) " * 60_000
    with within(20):
        document = read(text)
    assert len(document.references) == 80_000
    assert all(len(reference.uses) == 1 for reference in document.references if reference.kind is Kind.DEFINITION)


@pytest.mark.parametrize("code", ["```\n{}\n```\n", "Text.\n\n    {}\n", "~~~~ text\n{}\n~~~~\n"])
@pytest.mark.parametrize("comment", ["[//]: # (linkaudit: ignore-file)", "<!-- linkaudit: ignore-file -->"])
def test_a_comment_that_is_quoted_as_code_is_none(code: str, comment: str) -> None:
    assert read(code.format(comment)).comments == ()
    assert len(read(comment + "\n").comments) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[x](https://h.example/a[r] b)\n\n[r]: /r", [("https://h.example/a", "bare"), ("/r", "definition")]),
        ("[[a `code` b]]", []),
        ("https://h.example/?a=\n[b](/b)c_d/e.html", [("https://h.example/?a=", "bare"), ("/b", "link")]),
        ("see https://h.example/?a=`b`\nc_d/e.html", [("https://h.example/?a=", "bare")]),
    ],
)
def test_nothing_reaches_over_what_is_something_else(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected
