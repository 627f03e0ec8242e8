"""Org: what leads somewhere, what does not, and where it stands."""

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
        (f"See [[{X}][the page]].", X, Kind.LINK, (1, 7), "the page"),
        (f"See [[{X}][the\npage]].", X, Kind.LINK, (1, 7), "the page"),
        (f"See [[{X}]].", X, Kind.LINK, (1, 7), X),
        (f"See <{X}>.", X, Kind.AUTOLINK, (1, 6), ""),
        (f"See {X}.", X, Kind.BARE, (1, 5), "See"),
        (f"(see {X})", X, Kind.BARE, (1, 6), "(see"),
        (f"/{X}/ and", X, Kind.BARE, (1, 2), "/"),
        (f"+{X}+", X, Kind.BARE, (1, 2), "+"),
        (f"*bold {X}*", X, Kind.BARE, (1, 7), "*bold"),
        ("[[https://h.example/a\\]b][c]]", "https://h.example/a]b", Kind.LINK, (1, 3), "c"),
        ("[[https://h.example/a b][c]]", "https://h.example/a b", Kind.LINK, (1, 3), "c"),
        ("<https://h.example/\n  long/path>", "https://h.example/long/path", Kind.AUTOLINK, (1, 2), ""),
        ("[[file:notes/a.org::*Head][a]]", "notes/a.org", Kind.LINK, (1, 3), "a"),
        ("[[./a/b.pdf]]", "./a/b.pdf", Kind.LINK, (1, 3), "./a/b.pdf"),
        ("[[file:img/a.png]]", "img/a.png", Kind.IMAGE, (1, 3), "file:img/a.png"),
        (f"[[{X}.png]]", f"{X}.png", Kind.IMAGE, (1, 3), f"{X}.png"),
        ("[[mailto:ada@h.example][Ada]]", "mailto:ada@h.example", Kind.LINK, (1, 3), "Ada"),
        ("mailto:ada@h.example", "mailto:ada@h.example", Kind.BARE, (1, 1), ""),
        ("<mailto:ada@h.example>", "mailto:ada@h.example", Kind.AUTOLINK, (1, 2), ""),
        ("doi:10.1000/182", "https://doi.org/10.1000/182", Kind.BARE, (1, 1), ""),
        ("[[doi:10.1000/182][a]]", "https://doi.org/10.1000/182", Kind.LINK, (1, 3), "a"),
        ("see ftp://h.example/a", "ftp://h.example/a", Kind.BARE, (1, 5), "see"),
        ("https://h.example/~ada/ and ~code~", "https://h.example/~ada/", Kind.BARE, (1, 1), ""),
        ("https://h.example/?a=b&c=d is =e=", "https://h.example/?a=b&c=d", Kind.BARE, (1, 1), ""),
        (f"* TODO [#A] Head {X} :tag:", X, Kind.BARE, (1, 18), "Head"),
        (f"- [X] item {X}", X, Kind.BARE, (1, 12), "item"),
        (f"- term :: {X}", X, Kind.BARE, (1, 11), "term ::"),
        (f"| a | {X} |", X, Kind.BARE, (1, 7), ""),
        (f"| a | [[{X}][b]] |", X, Kind.LINK, (1, 9), "b"),
        (f"[fn:1] {X}", X, Kind.BARE, (1, 8), ""),
        (f"text[fn:: see {X}]", X, Kind.BARE, (1, 15), "text[fn:: see"),
        (f"#+begin_quote\n{X}\n#+end_quote", X, Kind.BARE, (2, 1), ""),
        (f"#+CAPTION: see {X}", X, Kind.BARE, (1, 16), "see"),
        (f"#+SETUPFILE: {X}", X, Kind.FIELD, (1, 14), ""),
        (f":LOGBOOK:\n- note {X}\n:END:", X, Kind.BARE, (2, 8), "note"),
    ],
)
def test_one_reference(text: str, url: str, kind: Kind, place: tuple[int, int], said: str) -> None:
    document = read(text, "org")
    reference = only(document)
    assert places_hold(document)
    assert (reference.url, reference.kind) == (url, kind)
    assert (reference.location.line, reference.location.column) == place
    assert reference.text == said


@pytest.mark.parametrize(
    "text",
    [
        f"={X}=",
        f"~{X}~",
        f"=a {X}= b",
        f"# {X}",
        f"  # {X}",
        f": {X}",
        f"#+BEGIN_SRC sh\n{X}\n#+END_SRC",
        f"#+begin_example\n{X}\n#+end_example",
        f"#+BEGIN_EXPORT html\n{X}\n#+END_EXPORT",
        f"#+BEGIN_COMMENT\n{X}\n#+END_COMMENT",
        f"#+HTML: <a href='{X}'>",
        f"@@html:<a href='{X}'>@@",
        f"#+HTML_HEAD: {X}",
        f"* COMMENT Old\n{X}\n** More\n{Y}",
        "[[*Heading]] [[#custom][a]] [[id:abc][b]] [[A target]] <<A target>> [[elisp:(a)][c]]",
        "ada@h.example www.h.example",
        "<doi:> [[https:]] <https:>",
        "[[]] [[][a]] [[ ]] [[a",
        "<2018-07-12 Thu> [2018-07-12]",
        "#+LINK: bugs https://bugs.example/%s",
        "",
    ],
)
def test_no_reference(text: str) -> None:
    document = read(text, "org")
    assert urls(document) == []
    assert places_hold(document)


def test_literal_text_and_comments_on_demand() -> None:
    text = f"#+begin_src sh\n{X}/1\n#+end_src\n# {X}/2\n: {X}/3\n{X}/4\n"
    document = read_text(text, "a.org", formats.by_name("org"), options=Options(include_code=True))
    assert urls(document) == [f"{X}/{number}" for number in range(1, 5)]


def test_an_image_as_the_text_of_a_link() -> None:
    document = read(f"[[{X}][{Y}.png]] [[{X}][file:a.png]]", "org")
    assert [(each.url, each.kind, each.location.column) for each in document.references] == [
        (X, Kind.LINK, 3),
        (f"{Y}.png", Kind.IMAGE, 24),
        (X, Kind.LINK, 52),
        ("a.png", Kind.IMAGE, 73),
    ]


def test_abbreviations() -> None:
    text = (
        "[[bugs:12][twelve]] [[Base:a/b]] [[base]]\n"
        f"#+LINK: bugs https://bugs.example/show?id=%s&x\n#+LINK: base {X}/\n"
        f'#+link: "two words" {Y}?q=%h\n[[two words:a]]\n'
    )
    document = read(text, "org")
    assert [(each.url, each.raw, each.kind) for each in document.references] == [
        ("https://bugs.example/show?id=12&x", "bugs:12", Kind.LINK),
        (f"{X}/a/b", "Base:a/b", Kind.LINK),
        (f"{X}/", "base", Kind.LINK),
        (f"{X}/", f"{X}/", Kind.DEFINITION),
        (f"{Y}?q=a", "two words:a", Kind.LINK),
    ]
    assert [use.column for use in document.references[3].uses] == [23, 36]


def test_keywords() -> None:
    text = (
        f"#+TITLE: The [[{X}][old]] harbour\n#+DATE: <2018-07-12 Thu>\n#+SOURCE: {Y}\n#+OPTIONS: toc:nil\n"
        "#+AUTHOR: Ada\n\nText.\n"
    )
    document = read(text, "org")
    assert document.title == "The old harbour"
    assert [(field.name, field.value, field.origin) for field in document.fields if field.name != "title"] == [
        ("date", "2018-07-12 Thu", "front matter"),
        ("source", Y, "front matter"),
        ("author", "Ada", "front matter"),
    ]
    assert [(each.url, each.kind, each.element) for each in document.references] == [
        (X, Kind.FIELD, "title"),
        (Y, Kind.FIELD, "source"),
    ]
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("heading", "The old harbour"),
        ("paragraph", "<2018-07-12 Thu>"),
        ("paragraph", "Ada"),
        ("paragraph", "Text."),
    ]


def test_properties() -> None:
    text = (
        f":PROPERTIES:\n:ID: abc\n:ROAM_REFS: {X}\n:END:\n"
        f"* A clip\n:PROPERTIES:\n:URL: {Y}\n:CREATED: [2018-07-12 Thu]\n:END:\n"
    )
    document = read(text, "org")
    assert [(field.name, field.value, field.origin) for field in document.fields] == [
        ("id", "abc", "front matter"),
        ("roam_refs", X, "front matter"),
        ("url", Y, "front matter"),
        ("created", "2018-07-12 Thu", "front matter"),
    ]
    assert [(each.url, each.kind, each.element) for each in document.references] == [
        (X, Kind.FIELD, "roam_refs"),
        (Y, Kind.FIELD, "url"),
    ]
    two = read(f"{text}* Another\n", "org")
    assert [field.origin for field in two.fields] == ["front matter", "front matter", "entry", "entry"]


def test_what_a_reader_sees() -> None:
    text = (
        "* DONE A head :tag:\nOne [[https://h.example/][link]] and =code=.\nSecond\n- item\n  more\n1) next\n\n"
        "| a | b |\n|---+---|\n[fn:1] Note\n#+begin_quote\nSaid\n#+end_quote\n"
    )
    document = read(text, "org")
    assert [(block.kind, block.text.strip()) for block in document.blocks] == [
        ("heading", "A head"),
        ("paragraph", "One link and `code`.\nSecond"),
        ("item", "item\n  more"),
        ("item", "next"),
        ("cell", "a"),
        ("cell", "b"),
        ("item", "Note"),
        ("paragraph", "Said"),
    ]
    assert document.title == "A head"


def test_comments() -> None:
    text = "# linkaudit: ignore[x] why\n#+BEGIN_COMMENT\none\ntwo\n#+END_COMMENT\n#\n"
    document = read(text, "org")
    assert [(comment.text, comment.location.line) for comment in document.comments] == [
        ("linkaudit: ignore[x] why", 1),
        ("one\ntwo", 2),
        ("", 6),
    ]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_astral_characters(line_end: str, mark: str) -> None:
    lines = ["* \U0001f30a Title", f"\t\U0001f30a [[{X}][a", "b]]", "#+begin_src", X, "#+end_src", f"- {Y}"]
    document = read(mark + line_end.join(lines), "org")
    assert [(each.url, each.location.line, each.location.column) for each in document.references] == [
        (X, 2, 6),
        (Y, 7, 3),
    ]
    assert document.title == "\U0001f30a Title"
    assert places_hold(document)


ALPHABET = "ab:/.#_=~*|<>[]{}()\\\"'-+@ \n\t\r1é日\U0001f30a"
PIECES = [
    X, "[[", "]]", "][", "[[a]]", "<", ">", "=", "~", "@@", "@@html:", "#+", "#+begin_src", "#+end_src", "#+LINK: a ",
    "a:", "* ", "- ", "| ", ": ", ":PROPERTIES:", ":END:", ":URL: ", "# ", "\n", "\n\n", " ", "\\", "file:",
    "doi:10.1234/", "mailto:a@b.example", "\r\n", ".png", "%s", "#+TITLE: ", "[fn:1]", "COMMENT ",
]  # fmt: skip


@given(st.text(alphabet=ALPHABET, max_size=120))
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    assert places_hold(read(text, "org"))


@given(st.lists(st.sampled_from(PIECES), max_size=40))
def test_any_markup_is_read_and_every_place_holds(pieces: list[str]) -> None:
    assert places_hold(read("".join(pieces), "org"))


@pytest.mark.parametrize(
    "text",
    [
        "[[" * 100_000,
        "[[" + "\\" * 100_000,
        "[[a" * 60_000,
        "[[a][" * 40_000,
        "[[a]" * 40_000,
        "=a " * 60_000,
        "~a " * 60_000,
        "<https:a " * 30_000,
        "<https:a\n" * 30_000,
        "@@a:" * 40_000,
        "#+begin_src\n" * 30_000,
        "#+begin_a\n" * 30_000,
        "* COMMENT a\n" * 30_000,
        ":PROPERTIES:\n" * 30_000,
        ":PROPERTIES:\n" + ":a: b\n" * 30_000,
        "|" * 200_000,
        ":a" * 100_000,
        "* " + ":a" * 100_000,
        "* a " * 50_000,
        "#+a" * 60_000,
        "#+a[" * 50_000,
        "#+LINK: a https://h.example/\n" * 5_000 + "[[a:b]] " * 10_000,
        "mailto:a." * 30_000,
        "doi:10.1000/" * 20_000,
        " " * 200_000,
        "\\" * 200_000,
    ],
    ids=lambda text: ascii(text[:16] + text[-8:]),
)
def test_hostile_text_takes_little_time(text: str) -> None:
    with within(4):
        read(text, "org")
