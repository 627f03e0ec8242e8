"""Links, metadata and comments in JSON and JSON Lines, and what all files of data have in common."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.citations.cite import cite
from linkaudit.documents import formats
from linkaudit.documents.interface import Options
from linkaudit.documents.read import read_text
from linkaudit.models import Document, Kind, Role

X, Y, Z = "https://h.example/x", "https://h.example/y", "https://h.example/z"


def data(text: str) -> Document:
    """Read a JSON text, having seen that every place in it holds."""
    document = read(text, "json")
    assert places_hold(document)
    return document


def found(value: Any) -> list[tuple[str, str]]:
    """List the elements and URLs of what is found in a value."""
    return [(each.element, each.url) for each in data(json.dumps(value)).references]


def test_paths_kinds_and_places() -> None:
    document = data(f'\ufeff{{\r\n\t"😀": [1, {{"homepage": "{X}"}}],\r\n  "note": "😀 see {Y}, or {Z}."\r\n}}\r\n')
    one, two, three = document.references
    assert [each.kind for each in document.references] == [Kind.FIELD] * 3
    assert (one.element, one.url, one.raw, one.text) == ("😀.1.homepage", X, X, "")
    assert (one.location.line, one.location.column) == (2, 25)
    assert (two.element, two.url, two.text) == ("note", Y, "😀 see")
    assert (two.location.line, two.location.column) == (3, 18)
    assert three.text.endswith(", or")
    assert document.skipped_parts == ()


@pytest.mark.parametrize(
    "url",
    [
        X,
        f"{X}.",
        f"{X}_(a)",
        f"{X})",
        f"{X}?a[]=1&b={{c}}|d",
        f"{X}?q=a,b;c:d!*'~",
        "https://ja.example/東京（曖昧さ回避）",
        "ftp://h.example/x",
        "HTTPS://H.example/x",
        "http://[2001:db8::1]:8080/x",
        "https://h.example/?a=1&amp;b=2",
        "https://h.example/{owner}/{repo}",
    ],
)
def test_a_value_that_is_a_url_is_one_whole(url: str) -> None:
    assert found({"u": url}) == [("u", url)]
    assert found({"u": f" {url}\n"}) == [("u", url)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (f"{X}, {Y}", [X, Y]),
        (f"{X},{Y}", [X, Y]),
        (f"{X};{Y}", [X, Y]),
        (f"{X}|{Y}", [X, Y]),
        (f"<{X}>", [X]),
        (f"[x]({X})", [X]),
        (f"<a href='{X}'>x</a>", [X]),
        (f'<a href="{X}?a=1&amp;b=2">{Y}</a>', [f"{X}?a=1&b=2", Y]),
        (f'![x]({X} "t") and [y]: {Y}', [X, Y]),
        (f"See {X}. Then {Y})", [X, Y]),
        (f"git+{X}.git", [f"{X}.git"]),
        ("www.h.example/x", ["http://www.h.example/x"]),
        (f"{X}。請看", [X]),
        (f'{{"u":"{X}"}}', [X]),
        ('{"u":"https:\\/\\/h.example\\/x"}', [X]),
        (f"{X}\\nnext", [X]),
        ("no://scheme httpx://x example.org mailto:a@h.example", []),
        ("https://", []),
    ],
)
def test_running_text_in_a_value(value: str, expected: list[str]) -> None:
    assert [url for _, url in found([value])] == expected


@pytest.mark.parametrize(
    ("written", "url"),
    [
        (r"https:\/\/h.example\/x", X),
        (r"https://h.example/?a=1\u0026b=2", "https://h.example/?a=1&b=2"),
        (r"https://h.example/\u00e9", "https://h.example/é"),
        (r"https://h.example/\ud83d\ude00", "https://h.example/😀"),
        (r"\u0068\u0074\u0074\u0070s\u003a//h.example/x", X),
        (r"\thttps://h.example/x\r\n", X),
    ],
)
def test_escapes_are_undone_and_raw_is_as_written(written: str, url: str) -> None:
    reference = only(data(f'{{"u": "{written}"}}'))
    assert reference.url == url
    assert reference.raw == written.removeprefix(r"\t").removesuffix(r"\r\n")


@pytest.mark.parametrize(
    "value",
    [
        {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": X},
        {"$schema": "http://json-schema.org/draft-04/schema#", "id": X, "p": {"$ref": Y}},
        {"@context": X, "@type": "https://schema.org/Article"},
        {"@context": [X, {"name": Y, "z": {"@id": Z}}]},
        {"itemtype": "http://schema.org/NewsArticle", "availability": "https://schema.org/InStock"},
        {"type": "http://www.w3.org/2001/XMLSchema#string", "ns": "http://www.w3.org/1999/xhtml"},
        {"xmlns": X, "documentNamespace": Y, "license": "http://purl.org/dc/terms/"},
        {"pattern": f"^{X}/[a-z]+$", "other": f"{X}/.+$"},
        {"@id": "_:b0", X: [{"@value": "a"}]},
    ],
)
def test_identifiers_are_no_links(value: Any) -> None:
    assert found(value) == []


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"$ref": X}, [("$ref", X)]),
        ({"@id": X, "url": Y}, [("@id", X), ("url", Y)]),
        ({"id": X}, [("id", X)]),
        ({"see": "https://schema.org/docs/about.html"}, [("see", "https://schema.org/docs/about.html")]),
        ({"see": "http://www.w3.org/TR/xml/"}, [("see", "http://www.w3.org/TR/xml/")]),
        ({"type": "a http://www.w3.org/1999/xhtml b"}, [("type", "http://www.w3.org/1999/xhtml")]),
    ],
)
def test_what_resembles_an_identifier_and_is_a_link(value: Any, expected: list[tuple[str, str]]) -> None:
    assert found(value) == expected


def test_a_key_that_is_a_url_leads_to_what_its_value_tells_of() -> None:
    assert found({"seen": {X: 200, f"see {Y}": 1}}) == [("seen", X)]


def test_metadata() -> None:
    document = data(
        json.dumps({"title": "The harbour", "date": "2018-07-12", "n": 7, "archive_url": None, "info": {"By": "Ada"},
                    "deep": {"er": {"x": 1}}, "list": ["a"], "long": "x" * 1000})
    )  # fmt: skip
    assert {field.name: field.value for field in document.fields} == {
        "title": "The harbour", "date": "2018-07-12", "n": "7", "archive_url": "", "info.by": "Ada",
    }  # fmt: skip
    assert {field.origin for field in document.fields} == {"metadata"}
    assert document.title == "The harbour"
    assert data('{"name": "harbour"}').title == "harbour"
    assert data('[{"title": "a record"}]').fields == ()


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("json", f'{{"date": "2018-07-12", "{{}}": "{X}", "updated": "2020-01-02", "site": "Gazette", "n": ["{Y}"]}}'),
        ("yaml", f"date: 2018-07-12\n{{}}: {X}\nupdated: 2020-01-02\nsite: Gazette\nn:\n- {Y}"),
        ("toml", f'date = 2018-07-12\n"{{}}" = "{X}"\nupdated = 2020-01-02\nsite = "Gazette"\nn = ["{Y}"]'),
    ],
    ids=["json", "yaml", "toml"],
)
@pytest.mark.parametrize(
    ("key", "role"),
    [
        ("original_url", Role.ORIGINAL),
        ("originalUrl", Role.ORIGINAL),
        ("Original URL", Role.ORIGINAL),
        ("canonical", Role.CANONICAL),
        ("source", Role.SOURCE),
    ],
)
def test_a_file_of_metadata_says_where_and_when(name: str, text: str, key: str, role: Role) -> None:
    document = cite(read(text.replace("{}", key), name))
    assert [(each.role, each.reference and each.reference.url) for each in document.provenance] == [(role, X)]
    assert document.date
    assert (str(document.date.date), document.date.source) == ("2018-07-12", "metadata")
    assert str(document.modified and document.modified.date) == "2020-01-02"
    assert document.publisher == "Gazette"


def test_a_list_or_group_of_sources() -> None:
    document = cite(data(f'{{"sources": ["{X}"], "source": {{"url": "{Y}"}}, "repository": {{"url": "{Z}"}}}}'))
    assert [each.reference and each.reference.url for each in document.provenance] == [X, Y]


def test_an_empty_original_is_a_lost_one() -> None:
    for value in ('""', "null"):
        (citation,) = cite(data(f'{{"original_url": {value}}}')).provenance
        assert citation.reference is None


def test_text_that_somebody_reads() -> None:
    document = data(
        '{"id": "word", "short": "two words", "said": "Source: the board", "long": "One.\\nOriginal url: \\u0068ttps://h.example/x"}'
    )
    assert [(block.kind, block.text) for block in document.blocks] == [
        ("cell", "Source: the board"),
        ("paragraph", "One.\nOriginal url: https://h.example/x"),
    ]
    block = document.blocks[1]
    assert document.text[block.offset(block.text.index("Original"))] == "O"
    assert document.text[block.offset(block.text.index("ttps"))] == "t"


def test_comments() -> None:
    text = f'{{ // linkaudit: ignore[x] why\n"a": 1, /* {X} */ "u": "{Y}" // {Z}\n}}\n// {Z}'
    document = data(text)
    assert [comment.text for comment in document.comments] == ["linkaudit: ignore[x] why", X, Z, Z]
    assert urls(document) == [Y]
    with_code = read_text(text, "a.json", formats.by_name("json"), options=Options(include_code=True))
    assert urls(with_code) == [X, Y, Z, Z]
    assert places_hold(with_code)


def test_json_lines() -> None:
    document = data(f'\ufeff{{"u": "{X}"}}\r\n\r\n{{"u": "{Y}"}}\r\n{{"u": "{Z}"\r\n[{{"u": "{X}"}}]')
    assert [(each.location.line, each.element, each.url) for each in document.references] == [
        (1, "0.u", X), (3, "1.u", Y), (4, "2.u", Z), (5, "3.0.u", X),
    ]  # fmt: skip
    assert document.skipped_parts == ("line 4: the JSON ends before it is complete; what follows is read as text",)
    assert document.fields == ()


def test_many_broken_lines_are_counted() -> None:
    document = data("{}\n" + '{"a": \n' * 100)
    assert len(document.skipped_parts) == 11
    assert document.skipped_parts[-1] == "90 more places of this kind"


@pytest.mark.parametrize(
    "text",
    [
        f'{{"a": "{X}", "b": "{Y}',
        f'{{"a": "{X}" "b": "{Y}"}}',
        f'{{"a": "{X}", b: "{Y}"}}',
        f"{{'a': '{X}', 'b': {Y}}}",
        f'{{"a": "{X}", "b": {Y}}}',
        f"{X} {Y}",
        "[" * 300 + f'"{X}", "{Y}"',
    ],
)
def test_nothing_is_lost_where_it_is_no_json(text: str) -> None:
    document = data(text)
    assert urls(document) == [X, Y]
    assert document.skipped_parts != ()
    assert document.skipped_parts[0].startswith("line 1")


def test_a_comment_in_what_is_no_json_is_no_text() -> None:
    assert urls(data(f'{{"a": "{X}", b: 1 // {Y}\n/* {Y} */ c: "{Z}"}}')) == [X, Z]


def test_a_standard_library_module_of_the_same_name_is_not_hidden() -> None:
    from linkaudit.documents import json as ours  # noqa: PLC0415 - the very thing that is tested

    assert json.loads("[]") == []
    assert ours.__name__ == "linkaudit.documents.json"


SCALARS = (
    st.none() | st.booleans() | st.integers() | st.text(max_size=6) | st.sampled_from([X, f"a {Y} b", "é\n", "\u2028"])
)


@given(
    st.recursive(
        SCALARS,
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
        max_leaves=12,
    ),
    st.booleans(),
    st.sampled_from([None, 1]),
)
def test_every_url_in_a_value_is_found(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    document = data(text)
    assert len(document.references) == text.count("//h.example/")
    assert document.skipped_parts == ()


@given(
    st.lists(
        st.sampled_from(["{", "}", "[", "]", ",", ":", '"', "\\", "\\u00", "\\u0041", X, "//", "/*", "*/", "\n", "\r\n",
                         " ", "a", "1", "null", "😀", "\ud800", "\x00", '"u":']),
        max_size=30,
    )
)  # fmt: skip
def test_any_text_is_read_and_every_place_holds(parts: list[str]) -> None:
    data("".join(parts))


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000, '{"a":' * 200_000, '"' * 1_000_000, '"\\' * 500_000, "[" + '"https://h.example/",' * 40_000,
        '{"' + "k" * 400_000 + '":{' + f'"a":"{X}",' * 20_000, "{}\n" * 200_000, "{\n" * 200_000, "/*" * 500_000,
        "//" * 500_000, "[1" + "," * 500_000, '["' + "\\u0041" * 160_000 + '"]', f'["{X}/' + "(" * 900_000 + '"]',
        '["' + "https://" * 120_000 + '"]', '["' + "www." * 250_000 + '"]', " " * 1_000_000 + "{",
    ],
    ids=lambda text: f"{text[:6]}…{text[-6:]}",
)  # fmt: skip
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(5):
        read(text, "json")
