"""AsciiDoc: what leads somewhere, what does not, and where it stands. What is expected is what Asciidoctor 2 makes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Kind

X, Y = "https://h.example/x", "https://h.example/y"


@pytest.mark.parametrize(
    ("text", "url", "kind", "place", "said"),
    [
        (f"See {X}[the page].", X, Kind.LINK, (1, 5), "the page"),
        (f"See {X}[].", X, Kind.LINK, (1, 5), ""),
        (f"See link:{X}[the page,window=_blank].", X, Kind.LINK, (1, 10), "the page"),
        (f"See link:{X}[the page^].", X, Kind.LINK, (1, 10), "the page"),
        (f'See link:{X}["the, page",role=x].', X, Kind.LINK, (1, 10), "the, page"),
        (f"See {X}[the\npage].", X, Kind.LINK, (1, 5), "the page"),
        (f"{X}[a [b\\] c]", X, Kind.LINK, (1, 1), "a [b] c"),
        (f"link:++{X}__a++[b]", f"{X}__a", Kind.LINK, (1, 8), "b"),
        (f"link:pass:[{X}][b]", X, Kind.LINK, (1, 12), "b"),
        ("link:docs/index.html[b]", "docs/index.html", Kind.LINK, (1, 6), "b"),
        ("mailto:ada@h.example[Ada]", "mailto:ada@h.example", Kind.LINK, (1, 1), "Ada"),
        (f"see {X}.", X, Kind.BARE, (1, 5), "see"),
        (f"see {X}, and", X, Kind.BARE, (1, 5), "see"),
        (f"(see {X})", X, Kind.BARE, (1, 6), "(see"),
        (f"<{X}>", X, Kind.BARE, (1, 2), "<"),
        (f"`{X}`", X, Kind.BARE, (1, 2), "`"),
        (f"*{X}*", X, Kind.BARE, (1, 2), "*"),
        (f"_{X}_", X, Kind.BARE, (1, 2), "_"),
        (f"#{X}#", X, Kind.BARE, (1, 2), "#"),
        (f"footnote:[see {X}]", X, Kind.BARE, (1, 15), "footnote:[see"),
        (f"footnote:[{X}[a\\]]", X, Kind.LINK, (1, 11), "a]"),
        (f"image::{X}.png[a pier]", f"{X}.png", Kind.IMAGE, (1, 8), "a pier"),
        (f"text image:{X}.png[]", f"{X}.png", Kind.IMAGE, (1, 12), ""),
        (f"video::{X}.mp4[]", f"{X}.mp4", Kind.IMAGE, (1, 8), ""),
        (f"* item {X}", X, Kind.BARE, (1, 8), "item"),
        (f"term::\n\n  {X}", X, Kind.BARE, (3, 3), ""),
        (f"= Title\n\n`{X}`", X, Kind.BARE, (3, 2), "`"),
        (f"term:: {X}", X, Kind.BARE, (1, 8), "term::"),
        (f"== Heading {X}[a]", X, Kind.LINK, (1, 12), "a"),
        (f".Title {X}\ntext", X, Kind.BARE, (1, 8), "Title"),
        (f"[NOTE]\n====\n{X}\n====", X, Kind.BARE, (3, 1), ""),
        (f"[quote, Ada, {X}]\nSaid.", X, Kind.ATTRIBUTE, (1, 14), ""),
        (f"[subs=+macros]\n----\n{X}\n----", X, Kind.BARE, (3, 1), ""),
        (f"include::{X}[]", X, Kind.LINK, (1, 10), ""),
        (f"* a\n+\n{X}", X, Kind.BARE, (3, 1), ""),
        (f":url: {X}", X, Kind.FIELD, (1, 7), ""),
        (f"* a\n\n  * {X}", X, Kind.BARE, (3, 5), ""),
        ("see ftp://h.example/a", "ftp://h.example/a", Kind.BARE, (1, 5), "see"),
    ],
)
def test_one_reference(text: str, url: str, kind: Kind, place: tuple[int, int], said: str) -> None:
    document = read(text, "asciidoc")
    reference = only(document)
    assert places_hold(document)
    assert (reference.url, reference.kind) == (url, kind)
    assert (reference.location.line, reference.location.column) == place
    assert reference.text == said


@pytest.mark.parametrize(
    "text",
    [
        f"\\{X}",
        f"\\{X}[a]",
        f"\\link:{X}[a]",
        f"+{X}+",
        f"`+{X}+`",
        f"++{X}++",
        f"+++{X}+++",
        f"$${X}$$",
        f"pass:[{X}]",
        f"pass:q,a[{X}]",
        f"stem:[{X}]",
        f"// {X}",
        f"////\n{X}\n////",
        f"text\n// {X}\ntext",
        f"----\n{X}\n\n{Y}\n----",
        f"....\n{X}\n....",
        f"++++\n<a href='{X}'>\n++++",
        f"```sh\n{X}\n```",
        f"-----\n----\n{X}\n-----",
        f"----\n{X}",
        f"[source]\n{X}",
        f"[listing]\n--\n{X}\n--",
        f"[stem]\n++++\n{X}\n++++",
        f"[comment]\n{X}",
        f"[source]\n.Title\n----\n{X}\n----",
        f"[src]\n----\n{X}\n----",
        f"text\n\n  {X}",
        f"Old title\n=========\n\ntext `{X}` and",
        "xref:other.adoc[b] and <<place,the place>>",
        "ada@h.example",
        "www.h.example",
        "include::other.adoc[]",
        "icon:heart[]",
        "link:a b[c]",
        "{undefined}[c]",
        "a + b and c+d+e",
        "",
    ],
)
def test_no_reference(text: str) -> None:
    document = read(text, "asciidoc")
    assert urls(document) == []
    assert places_hold(document)


def test_literal_text_and_comments_on_demand() -> None:
    text = f"----\n{X}/1\n----\n\n// {X}/2\n\n{X}/3\n"
    document = read_text(text, "a.adoc", formats.by_name("asciidoc"), options=Options(include_code=True))
    assert urls(document) == [f"{X}/1", f"{X}/2", f"{X}/3"]


def test_attributes_and_their_uses() -> None:
    text = (
        f":url-docs: {X}\n:version: 2\n:base: https://h.example/{{version}}\n\n"
        "See {url-docs}[the docs], {base}/a[b], link:{base}/c.html[d] {url-docs}, {base}/e. https://h.example/{version}/f\n"
    )
    document = read(text, "asciidoc")
    assert places_hold(document)
    docs, base, *others = document.references
    assert (docs.url, docs.kind, docs.element, docs.text) == (X, Kind.FIELD, "url-docs", "the docs")
    assert [(use.line, use.column) for use in docs.uses] == [(5, 5), (5, 62)]
    assert base.url == "https://h.example/2"
    assert [(each.url, each.raw, each.text) for each in others[:3]] == [
        ("https://h.example/2/a", "{base}/a", "b"),
        ("https://h.example/2/c.html", "{base}/c.html", "d"),
        ("https://h.example/2/e", "{base}/e", ""),
    ]
    assert others[3].url == "https://h.example/2/f"


def test_a_value_on_several_lines_and_with_a_label() -> None:
    document = read(f":note: one \\\n  {X} \\\n  two\n:link: {Y}[text]\n\n{{link}}\n", "asciidoc")
    assert [(each.url, each.location.line, len(each.uses)) for each in document.references] == [(X, 2, 0), (Y, 4, 1)]
    assert document.blocks[-1].text == "text"


def test_what_is_shown_for_an_attribute_stands_at_its_name() -> None:
    text = f":a: {X}\n\n{{a}}"
    document = read(text, "asciidoc")
    (block,) = document.blocks
    assert block.text == X
    assert {block.offset(index) for index in range(len(X))} == set(range(len(text) - 3, len(text)))
    assert places_hold(document)


def test_attributes_that_name_each_other_stay_small() -> None:
    text = ":a0: https://h.example/\n" + "".join(f":a{n + 1}: {{a{n}}}{{a{n}}}\n" for n in range(60)) + "\n{a60}[x]\n"
    with within(2):
        document = read(text, "asciidoc")
    assert max(len(each.url) for each in document.references) < 5000


def test_the_head_of_a_document() -> None:
    text = (
        "// a comment\n= The old harbour\nAda Lovelace <ada@h.example>\nv1.0, 2018-07-12: first\n"
        f":source: {X}\n:page-date: 2018-07-13\n\nText.\n"
    )
    document = read(text, "asciidoc")
    assert document.title == "The old harbour"
    assert [(field.name, field.value, field.origin) for field in document.fields] == [
        ("author", "Ada Lovelace <ada@h.example>", "front matter"),
        ("date", "2018-07-12", "front matter"),
        ("source", X, "front matter"),
        ("date", "2018-07-13", "front matter"),
    ]
    assert (only(document).kind, only(document).element) == (Kind.FIELD, "source")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "The old harbour"),
        ("paragraph", "Ada Lovelace <ada@h.example>"),
        ("paragraph", "v1.0, 2018-07-12: first"),
        ("paragraph", "Text."),
    ]
    assert places_hold(document)


def test_front_matter() -> None:
    document = read(f"---\ntitle: The pier\nsource: {X}\n---\n= Other\n\n{Y}[a]\n", "asciidoc")
    assert document.title == "The pier"
    assert [(each.url, each.kind) for each in document.references] == [(X, Kind.FIELD), (Y, Kind.LINK)]


def test_an_image_that_leads_somewhere() -> None:
    document = read(f'image::{X}.png[pier,200,link="{Y}"]\n', "asciidoc")
    image, link = document.references
    assert (image.url, image.kind) == (f"{X}.png", Kind.IMAGE)
    assert (link.url, link.kind, link.location.column) == (Y, Kind.LINK, 47)


def test_tables() -> None:
    text = f"|===\n|{X} |b\n2+^s|c {Y}[d]|e\na|* {X}/1[z]\n|a \\| {X}/2\n\n  {X}/3\n|===\n\n  {X}/literal\n"
    document = read(text, "asciidoc")
    assert urls(document) == [X, Y, f"{X}/1", f"{X}/2", f"{X}/3"]
    assert places_hold(document)
    assert urls(read(f",===\na,{X},b\n,===\n", "asciidoc")) == [X]


def test_what_a_reader_sees() -> None:
    text = (
        "Two lines\n---------\n\nA link:https://h.example/[label] and `+code+`, <<x,ref>>.\nSecond.\n\n"
        "* One\n* Two\nmore\n\n. Three\n\nTerm:: Text\n"
    )
    document = read(text, "asciidoc")
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "Two lines"),
        ("paragraph", "A label and ``code``, ref.\nSecond."),
        ("item", "One"),
        ("item", "Two\nmore"),
        ("item", "Three"),
        ("item", "Term:: Text"),
    ]
    assert document.title == "Two lines"


def test_comments() -> None:
    text = "// linkaudit: ignore[x] why\ntext\n//two\n\n////\nthree\nfour\n////\n"
    document = read(text, "asciidoc")
    assert [(comment.text, comment.location.line) for comment in document.comments] == [
        ("linkaudit: ignore[x] why", 1),
        ("two", 3),
        ("three\nfour", 5),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_astral_characters(line_end: str, mark: str) -> None:
    lines = ["= \U0001f30a Title", "", f"\U0001f30a\t{X}[a", "b]", "", "----", X, "----", f"* {Y}"]
    document = read(mark + line_end.join(lines), "asciidoc")
    assert [(each.url, each.location.line, each.location.column) for each in document.references] == [
        (X, 3, 3),
        (Y, 9, 3),
    ]
    assert document.title == "\U0001f30a Title"
    assert places_hold(document)


ALPHABET = "ab:/.#_`*|<>[]{}()\\\"'-=+~^$,; \n\t\r1é日\U0001f30a"
PIECES = [
    X, "[", "]", "[a]", "link:", "image:", "image::", "{a}", ":a: ", "+", "++", "+++", "`", "$$", "pass:[", "<<",
    ">>", "----", "\n", "\n\n", "|===", "|", "* ", "= ", "// ", "////", "[source]", ".T", "::", " ",
    "mailto:a@b.example", "\\", "include::", "\r\n", "====",
]  # fmt: skip


@given(st.text(alphabet=ALPHABET, max_size=120))
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    assert places_hold(read(text, "asciidoc"))


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_markup_is_read_and_every_place_holds(pieces: list[str]) -> None:
    assert places_hold(read("".join(pieces), "asciidoc"))


@pytest.mark.parametrize(
    "text",
    [
        "`+a " * 50_000,
        "+a " * 60_000,
        "++a " * 50_000,
        "+++a " * 50_000,
        "$$a " * 50_000,
        "pass:[a " * 30_000,
        "<<a " * 50_000,
        f"{X}[a " * 10_000,
        f"{X}[a\\] " * 10_000,
        "link:" * 40_000,
        "link:++a" * 20_000,
        "link:pass:[" * 20_000,
        "link:pass:[a" * 20_000 + "]",
        "{a}" * 60_000,
        "{a" * 60_000,
        ":a: b\n{a}{a}\n" * 10_000,
        ":a: \\\n" * 20_000,
        ":a: b \\\n" * 20_000,
        "----\n" * 30_001,
        "////\n" * 30_001,
        "[a" * 60_000,
        "[a]\n" * 30_000,
        "|===\n" + "|" * 100_000,
        "|===\n" + "2+" * 60_000,
        "a::" * 60_000,
        "a " * 100_000 + "::",
        " " * 200_000,
        "= a\n" + "b " * 80_000,
        "= a\nb c\n" + "1, " * 60_000,
        "image::" * 30_000,
        "\\" * 200_000,
        "i" * 200_000,
    ],
    ids=lambda text: ascii(text[:16] + text[-8:]),
)
def test_hostile_text_takes_little_time(text: str) -> None:
    with within(4):
        read(text, "asciidoc")
