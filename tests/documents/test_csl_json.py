"""CSL-JSON: records, addresses, dates with their parts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.reading import only, places_hold, read, urls, within
from linkaudit.documents import formats
from linkaudit.documents.interface import UnreadableError
from linkaudit.models import Document, Kind

H = "https://h.example"
RECORD = {
    "id": "holm2018",
    "type": "article-newspaper",
    "title": "The Ferry",
    "container-title": "The Gazette",
    "author": [{"family": "Holm", "given": "Ada"}, {"literal": "The Board"}],
    "issued": {"date-parts": [[2018, 7, 12]]},
    "URL": f"{H}/a",
    "accessed": {"date-parts": [["2018", "7", 20]]},
    "note": f"See {H}/b.\nArchive URL: {H}/c\nArchived: 2018-07-21",
}


def fields(document: Document) -> dict[str, str]:
    (entry,) = document.entries
    return {field.name: field.value for field in entry.fields}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps([RECORD]),
        json.dumps(RECORD, indent=2),
        json.dumps({"items": [RECORD]}, indent="\t").replace("\n", "\r\n"),
        "\ufeff" + json.dumps({"references": [RECORD]}).replace("/", "\\/"),
    ],
)
def test_a_record(text: str) -> None:
    document = read(text, "csl-json")
    (entry,) = document.entries
    assert (entry.kind, entry.key) == ("article-newspaper", "holm2018")
    assert fields(document) == {
        "id": "holm2018",
        "type": "article-newspaper",
        "title": "The Ferry",
        "container-title": "The Gazette",
        "author": "Holm, Ada, The Board",
        "date": "2018-07-12",
        "url": f"{H}/a",
        "access-date": "2018-07-20",
        "note": f"See {H}/b. Archive URL: {H}/c Archived: 2018-07-21",
        "archive-url": f"{H}/c",
        "archive-date": "2018-07-21",
    }
    assert [(each.url, each.element, each.kind) for each in document.references] == [
        (f"{H}/a", "URL", Kind.FIELD),
        (f"{H}/b", "note", Kind.FIELD),
        (f"{H}/c", "note", Kind.FIELD),
    ]
    (block,) = document.blocks
    assert block.text.splitlines()[:3] == ["The Ferry", "The Gazette", "Holm"]
    assert places_hold(document)


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({"date-parts": [[2018]]}, "2018"),
        ({"date-parts": [[2018, 7]]}, "2018-07"),
        ({"date-parts": [[2018, 13, 45]]}, "2018-13-45"),
        ({"date-parts": [["2018", "07", "02"]]}, "2018-07-02"),
        ({"date-parts": [[2018, 7, 1], [2018, 7, 9]]}, "2018-07-01/2018-07-09"),
        ({"date-parts": [[2018]], "season": 1}, "2018-21"),
        ({"date-parts": [[2018]], "season": "4"}, "2018-24"),
        ({"date-parts": [[2018]], "season": "Lent"}, "2018"),
        ({"date-parts": [[2018, 14]]}, "2018-22"),
        ({"date-parts": [[2018, 7]], "circa": True}, "2018-07~"),
        ({"date-parts": [[2018, 7]], "circa": False}, "2018-07"),
        ({"raw": "12 July 2018"}, "12 July 2018"),
        ({"literal": "July 2018"}, "July 2018"),
        ({"date-parts": [[]]}, None),
        ("2018-07-12", "2018-07-12"),
    ],
)
def test_dates(date: Any, expected: str | None) -> None:
    document = read(json.dumps([{"type": "book", "issued": date}]), "csl-json")
    assert fields(document).get("date") == expected


def test_a_date_stands_where_its_parts_stand() -> None:
    text = '[{"type": "book",\n  "issued": {"date-parts": [[2018, 7, 12]]}\n}]'
    (entry,) = read(text, "csl-json").entries
    place = entry.fields[1].location
    assert text[place.start : place.end] == "2018, 7, 12"
    assert (place.line, place.column) == (2, 30)


def test_an_escaped_address_stands_where_it_is_written() -> None:
    text = '[{"type": "webpage", "title": "\\ud83d\\ude00 é", "URL": "https:\\/\\/h.example\\/\\u00e9"}]'
    reference = only(read(text, "csl-json"))
    assert (reference.url, reference.raw) == (f"{H}/é", r"https:\/\/h.example\/\u00e9")


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        ({"archive": "Internet Archive"}, {"archive": "Internet Archive"}),
        ({"archive": f"{H}/c"}, {"archive-url": f"{H}/c"}),
        ({"archive_location": f"{H}/c"}, {"archive-url": f"{H}/c"}),
        ({"archive_location": "Box 12"}, {"archive_location": "Box 12"}),
        ({"DOI": "10.1000/182"}, {"doi": "10.1000/182"}),
        ({"publisher": ""}, {}),
    ],
)
def test_where_something_is_kept(member: dict[str, str], expected: dict[str, str]) -> None:
    assert fields(read(json.dumps([{"type": "book", **member}]), "csl-json")) == {"type": "book", **expected}


def test_several_records() -> None:
    document = read(json.dumps([RECORD, {"type": "book"}, RECORD]), "csl-json")
    assert [entry.kind for entry in document.entries] == ["article-newspaper", "book", "article-newspaper"]
    assert urls(document) == [f"{H}/a", f"{H}/b", f"{H}/c"] * 2


def test_a_truncated_file_is_read_as_far_as_it_goes() -> None:
    text = f'[{{"type": "book", "URL": "{H}/a"}},\n{{"type": "book", "URL": "{H}/b'
    document = read(text, "csl-json")
    assert document.skipped_parts == ("line 2, column 25: not JSON",)
    assert urls(document) == [f"{H}/a", f"{H}/b"]


@pytest.mark.parametrize("text", ["no JSON", "<html>", "]"])
def test_what_is_no_json_is_not_readable(text: str) -> None:
    with pytest.raises(UnreadableError, match="line 1"):
        read(text, "csl-json")


def test_json_that_begins_as_records_is_such() -> None:
    assert formats.by_content(formats.JSON, json.dumps([RECORD])).name == "csl-json"


JSON = st.recursive(
    st.none() | st.integers() | st.sampled_from([f"{H}/a", "2018-07-12", "", "😀\n", "accessed: 2018-02-31"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["URL", "issued", "date-parts", "note", "type", "items", "author", "season", "raw", ""]),
            inner,
        )
    ),
    max_leaves=15,
)


@given(JSON, st.booleans(), st.integers(0, 200))
def test_any_json_is_read_and_every_place_holds(value: Any, ascii_only: bool, length: int) -> None:
    for text in (json.dumps(value, ensure_ascii=ascii_only), json.dumps(value)[:length]):
        try:
            document = read(text, "csl-json")
        except UnreadableError:
            continue
        assert places_hold(document)


HOSTILE = ["[", '{"a":', "1,", '{"URL":"https://h.example"},', '{"issued":{"date-parts":[[2018]]}},']


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    with within(5):
        read('["a",' + piece * (100_000 // len(piece)), "csl-json")
