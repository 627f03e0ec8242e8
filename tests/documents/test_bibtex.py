"""BibTeX and BibLaTeX: entries, fields, addresses, and files that are broken."""

from __future__ import annotations

import re

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.bibliographic.bibtex_syntax import blocks
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Document, Kind

H = "https://h.example"


def fields(document: Document) -> list[list[tuple[str, str]]]:
    return [[(field.name, field.value) for field in entry.fields] for entry in document.entries]


@pytest.mark.parametrize(
    ("field", "url", "raw"),
    [
        (f"url = {{{H}/a}}", f"{H}/a", f"{H}/a"),
        (f'url = "{H}/a"', f"{H}/a", f"{H}/a"),
        (f"URL={{ {H}/a }}", f"{H}/a", f"{H}/a"),
        (f"url = {{{{{H}/a}}}}", f"{H}/a", f"{H}/a"),
        (f"url = {{<{H}/a>}}", f"{H}/a", f"{H}/a"),
        (rf"url = {{\url{{{H}/a}}}}", f"{H}/a", f"{H}/a"),
        (rf"url = {{{H}/a\_b\%20\&c\#d}}", f"{H}/a_b%20&c#d", rf"{H}/a\_b\%20\&c\#d"),
        (f"url = {{{H}/a_b%20&c#d}}", f"{H}/a_b%20&c#d", f"{H}/a_b%20&c#d"),
        (rf"url = {{{H}/a{{\_}}b{{\%}}20}}", f"{H}/a_b%20", rf"{H}/a{{\_}}b{{\%}}20"),
        (rf"url = {{{H}/$\sim$u}}", f"{H}/~u", rf"{H}/$\sim$u"),
        (rf"url = {{{H}/{{\textasciitilde}}u}}", f"{H}/~u", rf"{H}/{{\textasciitilde}}u"),
        (rf"url = {{{H}/{{~}}u}}", f"{H}/~u", rf"{H}/{{~}}u"),
        (rf"url = {{{H}/\~{{}}u}}", f"{H}/~u", rf"{H}/\~{{}}u"),
        (f"url = {{{H}/~u}}", f"{H}/~u", f"{H}/~u"),
        (f"url = {{{H}/a/\n    b.html}}", f"{H}/a/b.html", f"{H}/a/\n    b.html"),
        (f"url = {{{H}/a/\r\n\tb.html}}", f"{H}/a/b.html", f"{H}/a/\r\n\tb.html"),
        (f"url = {{{H}/a b.html}}", f"{H}/a b.html", f"{H}/a b.html"),
        (f"url = {{{H}/a (accessed 2015)}}", f"{H}/a", f"{H}/a"),
        (f"url = {{{H}/a\n  (2015)}}", f"{H}/a", f"{H}/a"),
        (f"url = {{Available at {H}/a}}", f"{H}/a", f"{H}/a"),
        ("url = {www.h.example/a}", "www.h.example/a", "www.h.example/a"),
        (f"howpublished = {{\\url{{{H}/a}}}}", f"{H}/a", f"{H}/a"),
        (f'howpublished = "\\url{{{H}/a}}"', f"{H}/a", f"{H}/a"),
        (f"howpublished = {{{H}/a/\n  b.html}}", f"{H}/a/b.html", f"{H}/a/\n  b.html"),
        (f"howpublished = {{Web, {H}/a.}}", f"{H}/a", f"{H}/a"),
        (f'howpublished = {{\\url{{"{H}/a"}}}}', f"{H}/a", f'"{H}/a"'),
        (f"note = {{See \\href{{{H}/a}}{{here}}.}}", f"{H}/a", f"{H}/a"),
        (f"journal = {{HYPERLINK \\url{{{H}/a}}}}", f"{H}/a", f"{H}/a"),
        (f"abstract = {{100% of {H}/a%20b, they say}}", f"{H}/a%20b", f"{H}/a%20b"),
        ("doi = {https://doi.org/10.1000/182}", "https://doi.org/10.1000/182", "https://doi.org/10.1000/182"),
        (f"bdsk-url-1 = {{{H}/a}}", f"{H}/a", f"{H}/a"),
        (f"archiveurl = {{{H}/a}}", f"{H}/a", f"{H}/a"),
        (f"eprint = {{{H}/a}}", f"{H}/a", f"{H}/a"),
    ],
)
def test_an_address(field: str, url: str, raw: str) -> None:
    text = f"@misc{{key,\n  {field},\n}}\n"
    document = read(text, "bibtex")
    reference = only(document)
    assert (reference.url, reference.raw, reference.kind) == (url, raw, Kind.FIELD)
    assert reference.element == re.split(r"\s*=", field)[0].lower()
    assert places_hold(document)


@pytest.mark.parametrize(
    "text",
    [
        "@misc{a, doi = {10.1000/182}, eprint = {1203.1234}}",
        f"@misc{{a, file = {{:{H}/a.pdf:PDF}}, local-url = {{{H}/b}}}}",
        "@misc{a, url = {}}",
        "@misc{a, url = }",
        f"@comment{{jabref-meta: {H}}}",
        f"% {H}\n% @misc{{a, url = {{{H}}}}}\n",
        f"Made with {H}\n@misc{{a}}",
    ],
)
def test_what_is_no_link(text: str) -> None:
    assert urls(read(text, "bibtex")) == []


def test_comments_are_read_if_wanted() -> None:
    document = read_text(f"% {H}/a\n@misc{{a}}", "a.bib", formats.by_name("bibtex"), options=Options(include_code=True))
    assert urls(document) == [f"{H}/a"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f"{{{H}/a {H}/b}}", [f"{H}/a", f"{H}/b"]),
        (f"{{{H}/a, {H}/b}}", [f"{H}/a", f"{H}/b"]),
        (f"{{{H}/a\n  {H}/b}}", [f"{H}/a", f"{H}/b"]),
        (f"{{{H}/a; accessed on 1 May}}", [f"{H}/a"]),
        (f"{{{H}/a \\newline {H}/b \\emph{{x}}}}", [f"{H}/a", f"{H}/b"]),
    ],
)
def test_several_in_a_field(value: str, expected: list[str]) -> None:
    assert urls(read(f"@misc{{a, url = {value}}}", "bibtex")) == expected


def test_a_value_of_parts() -> None:
    text = f'@string{{hp = "{H}/"}}\n@misc{{a, url = HP # "x" # {{.html}}, month = jul # "~12", year = 2018}}'
    document = read(text, "bibtex")
    base, whole = document.references
    assert (base.url, base.location.line) == (f"{H}/", 1)
    assert (whole.url, whole.raw) == (f"{H}/x.html", 'HP # "x" # {.html')
    assert (whole.location.line, whole.location.column) == (2, 16)
    assert fields(document) == [[("url", f"{H}/x.html"), ("month", "jul 12"), ("year", "2018")]]
    assert places_hold(document)


def test_the_address_of_a_macro_stands_where_it_is_defined() -> None:
    macros = f'@string{{me = "Ada, {H}/ada"}} @string{{hp = "{H}/hp"}}'
    text = f"{macros}\n@misc{{a, note = me, url = hp}} @misc{{b, note = me}}"
    found = [(each.raw, each.element, each.location.line) for each in read(text, "bibtex").references]
    assert found == [(f"{H}/ada", "me", 1), (f"{H}/hp", "hp", 1), ("hp", "url", 2)]


def test_lines_and_columns() -> None:
    text = f"\ufeff% 😀\r\n@online{{a,\r\n\ttitle = {{😀 {{日本}}}}, url = {{{H}/a}},\r\n  date = {{2018}}\r\n}}\r\n"
    document = read(text, "bibtex")
    place = only(document).location
    assert (place.line, place.column, place.end_column) == (3, 27, 27 + len(f"{H}/a"))
    (entry,) = document.entries
    assert (entry.kind, entry.key, entry.location.line, entry.location.end_line) == ("online", "a", 2, 5)
    title, _, date = entry.fields
    assert (title.value, title.location.column) == ("😀 日本", 11)
    assert (date.location.line, date.location.column) == (4, 11)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("@misc{a, title = {A}}", [[("title", "A")]]),
        ("@misc(a, title = {A)})", [[("title", "A)")]]),
        ("@misc {a,title={A},}", [[("title", "A")]]),
        ("@misc\n{\na,\ntitle\n=\n{A}\n}", [[("title", "A")]]),
        ("@MISC{a, TITLE = {A}}", [[("title", "A")]]),
        ('@misc{a, title = "A {"}B{"} C"}', [[("title", 'A "B" C')]]),
        ("@misc{a, title = {A {B} {\\'e}}, note = 5}", [[("title", "A B é"), ("note", "5")]]),
        ("@misc{a, title = {A\n   B}}", [[("title", "A B")]]),
        ("@misc{a, title = {A}\n note = {B}}", [[("title", "A"), ("note", "B")]]),
        ("@misc{title = {A}}", [[("title", "A")]]),
        (f"@misc{{a, title = {{A}},\n% url = {{{H}}},\n % }}\n}}", [[("title", "A")]]),
        ("@misc{}", [[]]),
        ("@misc{a}", [[]]),
        ("@misc{a, title = {a@b.org @misc{x}}}", [[("title", "a@b.org @miscx")]]),
        ("ada@h.example @misc{a, title = {A}}", [[("title", "A")]]),
        ('@preamble{"x" # {y}} @misc{a, title = {A}}', [[("title", "A")]]),
        ("@comment{@misc{b, title = {B}}} @misc{a, title = {A}}", [[("title", "A")]]),
        ("@comment no braces\n@misc{a, title = {A}}", [[("title", "A")]]),
        ("@misc{a, date = {1980~}, urldate = {2018-07-12}}", [[("date", "1980~"), ("access-date", "2018-07-12")]]),
        ("@misc{a, journaltitle = {J}, institution = {I}}", [[("container-title", "J"), ("publisher", "I")]]),
    ],
)  # fmt: skip
def test_entries(text: str, expected: list[list[tuple[str, str]]]) -> None:
    document = read(text, "bibtex")
    assert fields(document) == expected
    assert document.skipped_parts == ()
    assert places_hold(document)


BROKEN = [
    ("@misc{a, title = {A { b, url = {%s/in},\n", "line 1: the entry a: a brace is not closed", []),
    ('@misc{a,\n title = "A, url = {%s/in},\n', "line 2: the entry a: a quotation mark is not closed", []),
    ("@misc{a, title = {A}, url = {%s/in},\n", "line 2: the entry a: its end is missing", ["title", "url"]),
    ("@misc{a, x {y}, url = {%s/in}\n}\n", "line 1: the entry a: a field is expected", []),
    ("@misc{a, note = R package, url = {%s/in}}\n", "line 1: the entry a: a field is expected", ["note", "url"]),
    ("@misc{a, note = R package %s/in}\n", "line 1: the entry a: a field is expected", ["note"]),
    ('@misc{a, title = "A} b", url = {%s/in}}\n', "line 1: the entry a: a quotation mark is missing", []),
]


@pytest.mark.parametrize(("text", "reason", "names"), BROKEN)
def test_what_is_broken_is_named_and_the_rest_is_read(text: str, reason: str, names: list[str]) -> None:
    document = read(f"{text % H}@misc{{b,\n  url = {{{H}/b}}}}\n", "bibtex")
    assert document.skipped_parts == (reason,)
    assert urls(document) == [f"{H}/in", f"{H}/b"]
    assert [[field.name for field in entry.fields] for entry in document.entries] == [names, ["url"]]
    assert places_hold(document)


def test_the_text_that_a_reader_sees() -> None:
    text = (
        f"@misc{{a, title = {{The {{Ferry}}}}, author = {{Holm, Ada}}, year = 2018, doi = {{10.1/x}}, url = {{{H}}},\n"
        "  note = {[Online; accessed 1-May-2015]}, abstract = {One\n\n  two}}\n@misc{b, title = {B}}"
    )
    first, second = read(text, "bibtex").blocks
    assert (first.kind, first.text) == (
        "item",
        "The Ferry\nHolm, Ada\n[Online; accessed 1-May-2015]\nOne\n\n  two\n",
    )
    assert (first.start, second.end) == (0, len(text))
    assert text[first.offset(first.text.index("accessed")) :].startswith("accessed 1-May")
    assert second.text == "B\n"


def test_what_stands_behind_an_address_is_seen() -> None:
    (block,) = read(f"@misc{{a, note = {{{H}/a, accessed 1 May 2015}}}}", "bibtex").blocks
    assert block.text == f"{H}/a, accessed 1 May 2015\n"


def test_comments() -> None:
    text = "% linkaudit: ignore[x] why\r\nfree text\r\n\r\n@comment{x}\n@misc{a, title = {100% sure}}"
    assert [(comment.text, comment.location.line) for comment in read(text, "bibtex").comments] == [
        ("linkaudit: ignore[x] why", 1),
        ("free text", 2),
        ("@comment{x}", 4),
    ]


VALUES = st.sampled_from(
    ["{a}", '"b"', "{a {b} c}", '"a {b} c"', "2018", "jul", '{x} # "y"', "{a, b = c}", "{}", '{"}']
)
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["misc", "ARTICLE", "online"]),
        st.lists(st.tuples(st.sampled_from(["title", "note", "x-y"]), VALUES), max_size=4, unique_by=lambda x: x[0]),
        st.sampled_from(["{}", "()"]),
        st.sampled_from([",", ",\n  ", " ,\r\n"]),
    ),
    max_size=5,
)


@given(ENTRIES, st.sampled_from(["\n", " ", "\n\n% x\n"]))
def test_finds_the_fields_that_bibtexparser_finds(
    entries: list[tuple[str, list[tuple[str, str]], str, str]], between: str
) -> None:
    text = between.join(
        f"@{kind}{marks[0]}k{number}{comma}{comma.join(f'{name} = {value}' for name, value in named)}{marks[1]}"
        for number, (kind, named, marks, comma) in enumerate(entries)
    )
    reference = parse_string(text, parse_stack=[])
    assert not reference.failed_blocks
    expected = [(each.entry_type, each.key, [field.key for field in each.fields]) for each in reference.entries]
    assert [(block.type, block.key, [field.name for field in block.fields]) for block in blocks(text)] == expected
    assert all(not block.gaps for block in blocks(text))


PIECES = st.sampled_from(
    [
        *("@article{", "@misc(", "key,", "url = ", "title={", "}", '"', f"{H}/a", "\n", "\r\n", ",", "#", "jul", "("),
        *(")", "@string{a = ", "@comment{", "@preamble{", "%", "\\url{", "\\_", "=", "note = ", "year = 2018", "{"),
        *("a", " ", "urldate={2018-02-31}", "www.h.example", "\\href{", "~", "$", "😀", "@", "file={", "\\"),
        *("howpublished={", "@comment{", "\t"),
    ]
)  # fmt: skip


@given(st.lists(PIECES, max_size=40).map("".join))
def test_any_text_is_read_and_every_place_holds(text: str) -> None:
    document = read(text, "bibtex")
    assert places_hold(document)
    starts = [reference.location.start for reference in document.references]
    assert starts == sorted(starts)
    for entry in document.entries:
        for field in entry.fields:
            assert entry.location.start <= field.location.start <= field.location.end <= entry.location.end


HOSTILE = [
    *("@a{", "\n@a{b,c={", '@a{b,c="', "{", "@", "\n%", "@a{b,c=d#", "#", "@string{a=a#a}\n", "@comment{", "="),
    *("@a{b,url={https://h.example/ ", "@a{b,note={\\url{https://h.example/}}}\n", "@a{b,url={{{", " ", "@a{b,c={$"),
]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    with within(5):
        read(piece * (100_000 // len(piece)), "bibtex")


def test_comments_that_are_left_open_look_for_their_ends_together() -> None:
    with within(3):
        document = read("@comment{\n" * 30_000 + "@misc{a, url={https://h.example/x}}", "bibtex")
    assert urls(document) == ["https://h.example/x"]
    assert len(document.comments) == 30_000


def test_a_large_bibliography_is_read_at_once() -> None:
    entry = "@article{key,\n  title = {A {Title}},\n  url = {https://h.example/a\\_b},\n  year = 2018,\n}\n"
    with within(5):
        assert len(read(entry * 4_000, "bibtex").entries) == 4_000
