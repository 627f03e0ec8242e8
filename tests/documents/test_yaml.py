"""Links, metadata and comments in YAML."""

from __future__ import annotations

from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Document, Kind

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"


def data(text: str) -> Document:
    """Read a YAML text, having seen that every place in it holds."""
    document = read(text, "yaml")
    assert places_hold(document)
    return document


def found(text: str) -> list[tuple[str, str]]:
    """List the elements and URLs of what is found in a text."""
    return [(each.element, each.url) for each in data(text).references]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_paths_kinds_and_places(mark: str, line_end: str) -> None:
    document = data(mark + line_end.join(["😀:", "- 1", f"- homepage: {X}", f"  note: '😀 see {Y}, or {Z}.'", ""]))
    one, two, three = document.references
    assert [each.kind for each in document.references] == [Kind.FIELD] * 3
    assert (one.element, one.url, one.raw, one.text) == ("😀.1.homepage", X, X, "")
    assert (one.location.line, one.location.column) == (3, 13)
    assert (two.element, two.url, two.text) == ("😀.1.note", Y, "😀 see")
    assert (two.location.line, two.location.column) == (4, 16)
    assert three.text.endswith(", or")
    assert document.skipped_parts == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"a: {X}", [("a", X)]),
        (f"a: {X}#fragment", [("a", f"{X}#fragment")]),
        (f"a: {X}_(b).", [("a", f"{X}_(b).")]),
        (f"- {X}\n- - {Y}", [("0", X), ("1.0", Y)]),
        (f"a: [{X}, '{Y}']", [("a.0", X), ("a.1", Y)]),
        (f"{{a: {{b: {X}}}, c: {Y}}}", [("a.b", X), ("c", Y)]),
        (f'{{"a":"{X}","b":"https:\\/\\/h.example\\/y"}}', [("a", X), ("b", Y)]),
        (f"a:\n  b:\n    c: {X}\n  d: {Y}\ne: {Z}", [("a.b.c", X), ("a.d", Y), ("e", Z)]),
        (f"? a\n: {X}\n? [b, {Y}]\n: {Z}", [("a", X), ("?.1", Y), ("?", Z)]),
        (f"a: &b {X}\nc: *b\nd: !!str {Y}\ne: !x &f\n  # remark\n  '{Z}'", [("a", X), ("d", Y), ("e", Z)]),
        (f"a: &b\n  c: {X}\nd:\n  <<: *b\n  e: {Y}", [("a.c", X), ("d.e", Y)]),
        (f"*a : {X}", [("*", X)]),
        (f"b: &a c\n*a : {X}", [("*", X)]),
        (f"{X}: {Y}", [("", X), ("https://h.example/x", Y)]),
        (f"a: it''s {X}\nb: 'it''s {Y}'''", [("a", X), ("b", Y)]),
        (f"---\na: {X}\n---\na: {Y}\n...\n---\n- {Z}", [("a", X), ("1.a", Y), ("2.0", Z)]),
        (f"%YAML 1.2\n%TAG ! tag:h.example,2000:\n---\na: !x {X}", [("a", X)]),
        (X, [("", X)]),
        (f"a: !!binary |\n  {X}", []),
    ],
)
def test_collections_documents_anchors(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "lines", "expected"),
    [
        (f"a: |\n  one\n\n    {X}\n  two {Y}\n", [(4, 5), (5, 7)], [X, Y]),
        (f"a: >-\n  one {X}\n  two\n\n  {Y}\n", [(2, 7), (5, 3)], [X, Y]),
        (f"a: |2+ # remark\n    {X}\n\n\nb: {Y}", [(2, 5), (5, 4)], [X, Y]),
        (f"- |\n {X}\n-\n  >1\n  {Y}", [(2, 2), (5, 3)], [X, Y]),
        (f"a:\n  one\n  {X}\n\n  {Y} two", [(3, 3), (5, 3)], [X, Y]),
        (f"a: 'one\n\n  {X}\n  {Y}'", [(3, 3), (4, 3)], [X, Y]),
        (f'a: "one\\\n  \\ {X}\\n{Y}"', [(2, 5), (2, 26)], [X, Y]),
        (f"a: |\n\t{X}\n", [(2, 2)], [X]),
    ],
)
def test_text_over_several_lines(text: str, lines: list[tuple[int, int]], expected: list[str]) -> None:
    for line_end in ("\n", "\r\n"):
        document = data(text.replace("\n", line_end))
        assert urls(document) == expected
        assert [(each.location.line, each.location.column) for each in document.references] == lines


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ('a: "https://h.example/\\\n     x"', "https://h.example/\\\n     x"),
        ("a: >\n  see <https://h.example/\n  x> there", "https://h.example/\n  x"),
        ('a: "\\x68ttps:\\/\\/h.example\\/\\u0078"', "\\x68ttps:\\/\\/h.example\\/\\u0078"),
        ('a: "\\U00000068ttps://h.example/x"', "\\U00000068ttps://h.example/x"),
    ],
)
def test_a_url_in_pieces_is_one(text: str, raw: str) -> None:
    reference = only(data(text))
    assert (reference.url, reference.raw) == (X, raw)


def test_comments() -> None:
    text = (
        f"# linkaudit: ignore[x] why\na: {X} # see {Y}\nb: |  # {Y}\n  text # {Z}\n# - {Y}\nc: a#b\nd: &e # {Y}\n  f\n#"
    )
    document = data(text)
    assert [(comment.text, comment.location.line) for comment in document.comments] == [
        ("linkaudit: ignore[x] why", 1), (f"see {Y}", 2), (Y, 3), (f"- {Y}", 5), (Y, 7), ("", 9),
    ]  # fmt: skip
    assert urls(document) == [X, Z]
    with_code = read_text(text, "a.yaml", formats.by_name("yaml"), options=Options(include_code=True))
    assert urls(with_code) == [X, Y, Y, Z, Y, Y]
    assert places_hold(with_code)


def test_metadata() -> None:
    document = data(
        "title: 'The ''old'' harbour'\ndate: 2018-07-12\noriginal_url:\narchive_url: ~\nn: 7\n"
        "info:\n  By: Ada\nl:\n- a: b\n"
    )
    assert {field.name: field.value for field in document.fields} == {
        "title": "The 'old' harbour", "date": "2018-07-12", "original_url": "", "archive_url": "", "n": "7",
        "info.by": "Ada",
    }  # fmt: skip
    assert document.title == "The 'old' harbour"
    assert {field.origin for field in document.fields} == {"metadata"}


def test_text_that_somebody_reads() -> None:
    document = data(
        "a: word\nb: two words and a full sentence that states something\n"
        "c: |\n  One.\n    Original url:\n\n  more\nd: 2018-07-12 07:00:00\n"
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("cell", "two words and a full sentence that states something"),
        ("paragraph", "One.\n  Original url:\n\nmore"),
    ]
    block = document.blocks[1]
    assert document.text[block.offset(block.text.index("O", 1)) :].startswith("Original")
    assert document.text[block.offset(block.text.index("more")) :].startswith("more")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (f"a: {X}\nb: [{Y}\n", 3),
        (f"a: {X}\nb: {{{{ .Values.x }}}}: {Y}\n", 2),
        (f"a: {X}\n\tb: {Y}\n", 2),
        (f"a: {X}\nb: '{Y}\n", 3),
        (f"a: {X}\n  b: {Y}\n", 2),
        (f"a: {X}\nb: @x {Y} # {Z}\n", 2),
        (f'a: {X}\nb: "\\q {Y}"\n', 2),
        ("a: " + "[" * 300 + f"{X}, {Y}", 1),
        ("".join(f"%TAG !a{n}! x\n" for n in range(200)) + f"--- {X} {Y}", 0),
    ],
)
def test_nothing_is_lost_where_it_is_no_yaml(text: str, line: int) -> None:
    document = data(text)
    assert urls(document) == [X, Y]
    (complaint,) = document.skipped_parts
    assert not line or complaint.startswith(f"line {line}")


def test_characters_that_the_parser_refuses_are_passed() -> None:
    assert found(f"a: \x07\x7f\ufffe{X}\nb: '\x00\ud800 {Y}'") == [("a", X), ("b", Y)]


@pytest.mark.parametrize(
    "text", ["a: !!python/object/apply:os.system ['true']", "a: &a [*a]", "&a {*a : *a}", "a: *nobody"]
)
def test_no_object_is_made_and_no_alias_followed(text: str) -> None:
    assert data(text).skipped_parts == ()


def test_a_billion_laughs_are_so_many_words() -> None:
    lines = ["a0: &a0 [lol, lol]", *(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}, *a{n - 1}]" for n in range(1, 60)), f"u: {X}"]
    with within(1):
        assert found("\n".join(lines)) == [("u", X)]


SCALARS = st.none() | st.booleans() | st.integers() | st.dates() | st.text(max_size=6) | st.sampled_from(
    [X, f"a {Y} b", f"é\n  {X}\n\n\tx", f"'{X}'", f"# {X} # ", f"{X} " * 12, f"- {X}: ", "\x85\u2028é"]
)  # fmt: skip


@given(
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
        max_leaves=12,
    ),
    st.sampled_from([None, "'", '"', "|", ">"]),
    st.booleans(),
    st.booleans(),
)
def test_every_url_in_a_value_is_found(value: Any, style: str | None, flow: bool, unicode: bool) -> None:
    text = yaml.safe_dump(value, default_style=style, default_flow_style=flow, allow_unicode=unicode, width=40)
    assert len(data(text).references) == str(value).count("//h.example/")


@given(
    st.lists(
        st.sampled_from(["a: ", "- ", "? ", ": ", "\n", "\r\n", "  ", "'", '"', "|", ">-", "|2", "#", " # ", "[", "]",
                         "{", "}", ",", "&a ", "*a", "!t ", "---\n", "...\n", X, "\\", "\\u0041", "\t", "😀", "\u2028",
                         "\x85", "\x00", "\ud800", "%", "\ufeff", "x"]),
        max_size=25,
    )
)  # fmt: skip
def test_any_text_is_read_and_every_place_holds(parts: list[str]) -> None:
    data("".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000, "{a: " * 200_000, "- " * 200_000, "? " * 200_000, '"' * 500_000, "a: '" + " \n" * 300_000,
        'a: "' + " " * 500_000 + '"', "a: x" + " " * 500_000 + "y", "a: |\n" + " " * 500_000, "# \n" * 100_000,
        "a: |\n" + "  x\n" * 100_000, "---\n" * 30_000, "a: b\n" * 30_000, "%TAG !a! x\n" * 50_000,
        f"a: {X}/" + "(" * 500_000, "&a " * 200_000, "a: " + "'" * 500_000,
    ],
    ids=lambda text: f"{text[:6]!r}…{text[-6:]!r}",
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(5):
        read(text, "yaml")
