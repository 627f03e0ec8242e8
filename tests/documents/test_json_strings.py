"""The strings of a JSON text with their paths and places."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import within
from linkaudit.documents.interface import UnreadableError
from linkaudit.documents.positions import Lines
from linkaudit.documents.structured.json_strings import JsonScalar, json_scalars, json_strings


def scalars(text: str) -> list[JsonScalar]:
    return list(json_scalars(Lines("data.json", text)))


def expected(value: Any, path: tuple[str | int, ...] = ()) -> list[tuple[tuple[str | int, ...], bool, Any]]:
    """List what Python's own parser finds: path, whether it is a key, value."""
    if isinstance(value, dict):
        found = []
        for key, member in value.items():
            found += [((*path, key), True, key), *expected(member, (*path, key))]
        return found
    if isinstance(value, list):
        return [each for index, member in enumerate(value) for each in expected(member, (*path, index))]
    return [(path, False, value)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)


@given(JSON, st.booleans(), st.sampled_from([None, 1]))
def test_finds_what_the_parser_finds(value: Any, ascii_only: bool, indent: int | None) -> None:
    text = json.dumps(value, ensure_ascii=ascii_only, indent=indent)
    found = [
        (each.path, each.is_key, each.value(text) if each.is_string else json.loads(each.value(text)))
        for each in scalars(text)
    ]
    assert found == expected(value)
    for each in scalars(text):
        if each.is_string:
            assert text[each.start - 1] == text[each.end] == '"'
            assert each.derived(text).text == each.value(text)
            assert "".join(text[start:end] for _, start, end in each.pieces(text)) == text[each.start : each.end]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (r"a\/b", "a/b"),
        (r"\b\f\n\r\t\"\\", '\b\f\n\r\t"\\'),
        (r"\u00e9", "é"),
        (r"\ud83d\ude00", "😀"),
        (r"\uD83D\uDE00!", "😀!"),
        (r"\ud83d", "\ufffd"),
        (r"\ude00\ud83d", "\ufffd\ufffd"),
        (r"\ud83dx\u0041", "\ufffdxA"),
        (r"\u12", "u12"),
        (r"\q", "q"),
        ("\t", "\t"),
        ("日本", "日本"),
    ],
)
def test_escapes(written: str, said: str) -> None:
    (found,) = scalars(f'"{written}"')
    assert found.value(f'"{written}"') == said


def test_places_lead_back_to_the_source() -> None:
    text = '\ufeff{\r\n\t"url": "https:\\/\\/h.example\\/\\u00e9"}'
    key, url = json_strings(Lines("data.json", text))
    assert (key.path, key.is_key, text[key.start : key.end]) == (("url",), True, "url")
    derived = url.derived(text)
    assert derived.text == "https://h.example/é"
    start = derived.start(len("https://h.example/"))
    assert text[start : derived.end(len(derived.text))] == r"\u00e9"


def test_comments_and_last_commas_are_passed_over() -> None:
    text = '{ // a "b"\n "a": [1, 2,], /* "c" * */ "d": "e", }'
    assert [(each.path, each.value(text)) for each in scalars(text) if not each.is_key] == [
        (("a", 0), "1"),
        (("a", 1), "2"),
        (("d",), "e"),
    ]


def test_a_stretch_of_a_text() -> None:
    text = '{"a": "b"}\n{"c": "d"}\n'
    found = list(json_strings(Lines("data.jsonl", text), 11, len(text)))
    assert [each.value(text) for each in found] == ["c", "d"]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "line 1: the JSON ends before it is complete"),
        ('{\n"a": "b"', "line 2: the JSON ends before it is complete"),
        ('{\n"a": "b', "line 2, column 6: not JSON"),
        ('["a" "b"]', "line 1, column 6: not JSON"),
        ('["a"] "b"', "line 1, column 7: not JSON"),
        ('{"a"}', "line 1, column 5: not JSON"),
        ('{"a":}', "line 1, column 6: not JSON"),
        ("[}", "line 1, column 2: not JSON"),
        ("{]", "line 1, column 2: not JSON"),
        ("]", "line 1, column 1: not JSON"),
        (",", "line 1, column 1: not JSON"),
        ("[,]", "line 1, column 2: not JSON"),
        ("{1: 2}", "line 1, column 2: not JSON"),
        ('{"a": 1 2}', "line 1, column 9: not JSON"),
        ("<html>", "line 1, column 1: not JSON"),
        ("no JSON", "line 1, column 1: not JSON"),
        ('{"a": truth}', "line 1, column 7: not JSON"),
        ("[" * 201, "line 1: the JSON is nested deeper than 200 levels"),
    ],
)
def test_what_is_no_json_is_said_with_its_line(text: str, reason: str) -> None:
    with pytest.raises(UnreadableError) as raised:
        scalars(text)
    assert str(raised.value) == reason


@given(st.text(alphabet='[]{}:,"\\u0d8/* \n\rab1', max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        found = scalars(text)
    except UnreadableError:
        return
    for each in found:
        assert 0 <= each.start <= each.end <= len(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 500_000,
        '{"a":' * 100_000,
        '["' + "\\" * 500_001,
        '"' + "\\ud83d" * 100_000 + '"',
        "/*" * 300_000,
        "/*" + "*" * 500_000,
        "//" * 300_000,
        "-" * 500_000,
        "[" * 199 + '"",' * 100_000 + "]" * 199,
        '"a\n' * 100_000,
    ],
    ids=["brackets", "objects", "escapes", "halves", "comments", "stars", "slashes", "minus", "deep", "open"],
)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(text: str) -> None:
    with within(5):
        try:
            for _ in json_scalars(Lines("data.json", text)):
                pass
        except UnreadableError:
            pass
