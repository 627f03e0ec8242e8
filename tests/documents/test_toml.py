"""Links, metadata and comments in TOML."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats, toml
from linkaudit.documents.interface import Options
from linkaudit.documents.positions import Lines
from linkaudit.documents.read import read_text
from linkaudit.documents.structured.values import Value, ValueReader
from linkaudit.models import Document, Kind
from linkaudit.patterns import Pattern

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"


def data(text: str) -> Document:
    """Read a TOML text, having seen that every place in it holds."""
    document = read(text, "toml")
    assert places_hold(document)
    return document


def found(text: str) -> list[tuple[str, str]]:
    """List the elements and URLs of what is found in a text."""
    return [(each.element, each.url) for each in data(text).references]


@pytest.mark.parametrize("mark", ["", "\ufeff"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_paths_kinds_and_places(mark: str, line_end: str) -> None:
    document = data(mark + line_end.join([f"a.b = '{X}'", '["😀"]', f'\tnote = "😀 see {Y}, or {Z}."', ""]))
    one, two, three = document.references
    assert [each.kind for each in document.references] == [Kind.FIELD] * 3
    assert (one.element, one.url, one.raw, one.text) == ("a.b", X, X, "")
    assert (one.location.line, one.location.column) == (1, 8 + len(mark))
    assert (two.element, two.url, two.text) == ("😀.note", Y, "😀 see")
    assert (two.location.line, two.location.column) == (3, 16)
    assert three.text.endswith(", or")
    assert document.skipped_parts == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f'a = "{X}"', [("a", X)]),
        (f'a = "{X}_(b)."', [("a", f"{X}_(b).")]),
        (f'"a b".\'c.d\' . e = "{X}"', [("a b.c.d.e", X)]),
        (f'[a]\nb = "{X}"\n[a.c]\nd = "{Y}"\n[e]\nf = "{Z}"', [("a.b", X), ("a.c.d", Y), ("e.f", Z)]),
        (f'[[a]]\nb = "{X}"\n[a.c]\nd = "{Y}"\n[[a]]\nb = "{Z}"', [("a.0.b", X), ("a.0.c.d", Y), ("a.1.b", Z)]),
        (f'[[a]]\n[[a.b]]\nc = "{X}"\n[[a.b]]\nc = "{Y}"', [("a.0.b.0.c", X), ("a.0.b.1.c", Y)]),
        (f'a = ["{X}", # {Z}\n  ["{Y}"],\n]', [("a.0", X), ("a.1.0", Y)]),
        (f'a = {{ b = "{X}", c.d = [{{ e = "{Y}" }}] }}', [("a.b", X), ("a.c.d.0.e", Y)]),
        (f'a = {{\n b = "{X}",\n}}', [("a.b", X)]),
        (f'"{X}" = "{Y}"', [("", X), (X, Y)]),
        (f'["{X}"]\na = 1', [("", X)]),
        (f'a = 1979-05-27 07:32:00Z\nb = [1, 2.5, true, -inf]\nc = "{X}"', [("c", X)]),
        (f"a = ''\nb = \"\"\nc = ''''''\nd = \"\"\"\"\"\"\ne = '{X}'", [("e", X)]),
    ],
)
def test_tables_arrays_keys(text: str, expected: list[tuple[str, str]]) -> None:
    document = data(text)
    assert [(each.element, each.url) for each in document.references] == expected
    assert document.skipped_parts == ()


@pytest.mark.parametrize(
    ("text", "raw", "line", "column"),
    [
        (f"a = '{X}'", X, 1, 6),
        (f"a = '''\n{X}'''", X, 2, 1),
        (f'a = """see\n  {X} ""there"""""', X, 2, 3),
        (f'a = """\r\n\r\n{X}"""', X, 3, 1),
        ('a = """https://h.example/\\\n   \n  x"""', "https://h.example/\\\n   \n  x", 1, 8),
        ('a = """https://h.example/\\  \n  x"""', "https://h.example/\\  \n  x", 1, 8),
        (r'a = "\u0068ttps://h.example/\U00000078"', r"\u0068ttps://h.example/\U00000078", 1, 6),
        (r'a = "\t\x68ttps:\/\/h.example\/x\n"', r"\x68ttps:\/\/h.example\/x", 1, 8),
    ],
)
def test_strings(text: str, raw: str, line: int, column: int) -> None:
    reference = only(data(text))
    assert (reference.url, reference.raw) == (X, raw)
    assert (reference.location.line, reference.location.column) == (line, column)


def test_a_back_slash_in_a_literal_string_is_one() -> None:
    assert found(r"a = 'C:\u0041\https://h.example/x'") == [("a", X)]


def test_comments() -> None:
    text = f'# linkaudit: ignore[x] why\na = "{X} # no" # see {Y}\n#b = "{Y}"\nc = [ # {Z}\n]\n#'
    document = data(text)
    assert [(comment.text, comment.location.line) for comment in document.comments] == [
        ("linkaudit: ignore[x] why", 1), (f"see {Y}", 2), (f'b = "{Y}"', 3), (Z, 4), ("", 6),
    ]  # fmt: skip
    assert urls(document) == [X]
    with_code = read_text(text, "a.toml", formats.by_name("toml"), options=Options(include_code=True))
    assert urls(with_code) == [X, Y, Y, Z]
    assert places_hold(with_code)


def test_metadata() -> None:
    document = data('title = "The harbour"\ndate = 2018-07-12\noriginal_url = ""\n[info]\nBy = "Ada"\n[[l]]\na = "b"\n')
    assert {field.name: field.value for field in document.fields} == {
        "title": "The harbour", "date": "2018-07-12", "original_url": "", "info.by": "Ada",
    }  # fmt: skip
    assert document.title == "The harbour"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (f"a = {X}\nb = '{Y}'", "line 1, column 5"),
        (f"a = '{X}'\nb = {Y} # {Z}", "line 2, column 5"),
        (f"a = '{X}'\nb = '{Y}", "line 2, column 5"),
        (f"a = '{X}'\nb = '''{Y}", "line 2, column 5"),
        (f"a = '{X}' '{Y}'", "line 1, column 27"),
        (f"a = ['{X}' '{Y}'", "line 1, column 28"),
        (f"a: '{X}'\nb = '{Y}'", "line 1, column 1"),
        (f"[a\nb = '{X}'\nc = '{Y}'", "line 1, column 3"),
        (f"[[[a]]]\nb = '{X}'\nc = '{Y}'", "line 1, column 5"),
        (f"a.b\nb = '{X}'\nc = '{Y}'", "line 1, column 4"),
        (f"= '{X}'\nc = '{Y}'", "line 1, column 1"),
        ("a = " + "[" * 300 + f"'{X}', '{Y}'", "line 1, column 204"),
        ("a." * 300 + f"b = '{X}'\nc = '{Y}'", "line 1, column 1"),
    ],
)
def test_nothing_is_lost_where_it_is_no_toml(text: str, complaint: str) -> None:
    document = data(text)
    assert urls(document) == [X, Y]
    assert document.skipped_parts == (f"{complaint}: not TOML; what follows is read as text",)


def strings(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], str]]:
    """List the strings that Python's own parser finds, each with its path."""
    if isinstance(value, str):
        return [(path, value)]
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [each for key, member in inner for each in strings(member, (*path, key))]


PARTS = [
    "a", "b.c", '"q"', " = ", "=", "[", "]", "[[", "]]", "{", "}", ",", "\n", "\r\n", " ", "#x", "'", '"', "'''",
    '"""', "\\", "\\u0041", "\\\n  ", "1", "true", "2018-07-12", '"s"', "'s'", X, "😀", "é", "\x00", "\ud800",
]  # fmt: skip


@given(st.lists(st.sampled_from(PARTS), max_size=25))
def test_any_text_is_read_and_every_place_holds(parts: list[str]) -> None:
    data("".join(parts))


STATEMENTS = st.sampled_from(["[a]", "[a.b]", "[[t]]", "[t.u]", "[[t.v]]", "# c", ""])
VALUES = st.recursive(
    st.sampled_from(["'x'", '"a\\u00e9\\"b"', '"""\n a\\\n  b"""', "'''\n''x'''", '""', "1", "2018-07-12", "true"]),
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]")
        | st.lists(inner, max_size=3).map(
            lambda items: f"{{{', '.join(f'k{n}.l = {v}' for n, v in enumerate(items))}}}"
        )
    ),
    max_leaves=6,
)


@given(st.lists(STATEMENTS | VALUES.map("KEY = {}".format), max_size=8))
def test_finds_what_the_parser_finds(statements: list[str]) -> None:
    text = "\n".join(each.replace("KEY", f"x{number}") for number, each in enumerate(statements))
    try:
        expected = strings(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return
    taken: list[tuple[tuple[str | int, ...], str]] = []

    class Noting(ValueReader):
        def take(self, value: Value) -> None:
            if value.is_string and not value.is_key:
                taken.append((value.path, "".join(piece for piece, _, _ in value.pieces)))

    toml.scan(Noting(Lines("a.toml", text), Pattern("(?!)"), Options()))
    assert sorted(taken, key=str) == sorted(expected, key=str)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000, "a = " + "[" * 200_000, "a = " + "{a=" * 150_000, "a." * 300_000 + "b = 1", '"' * 500_000,
        "'" * 500_000, 'a = """' + "\\\n" * 100_000, "a = '''" + "''x" * 150_000, "a = 1\n" * 40_000,
        "[[a]]\n" * 40_000,
        "[" + "a." * 150 + "b]\n", "=\n" * 40_000, "#" * 500_000, 'a = "' + "\\ " * 200_000, " " * 500_000,
        ("[[" + "a." * 150 + "b]]\n") * 1_500, f"a = '{X}/" + "(" * 500_000 + "'",
    ],
    ids=lambda text: f"{text[:8]!r}…{text[-8:]!r}",
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(5):
        read(text, "toml")
