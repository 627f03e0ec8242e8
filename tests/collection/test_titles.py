"""What the titles of two texts say of them."""

from __future__ import annotations

import pytest

from linkaudit.collection.titles import are_one, are_two, distinctive, is_issue, is_live, is_part, main_part


@pytest.mark.parametrize(
    ("title", "main"),
    [
        ("Ferry line cut in autumn - Bay Gazette", "Ferry line cut in autumn"),
        ("Bay Gazette | Ferry line cut in autumn", "Ferry line cut in autumn"),
        ("{Ferry} line *cut*", "Ferry line cut"),
        ("Port-Alda ferry", "Port-Alda ferry"),
        ("", ""),
    ],
)
def test_the_name_of_the_site_and_markup_are_no_part_of_a_title(title: str, main: str) -> None:
    assert main_part(title) == main


@pytest.mark.parametrize(
    ("one", "other", "same", "apart"),
    [
        ("Ferry line across the bay cut", "Ferry line cut", True, False),
        ("Ferry line cut", "The ferry lines cut - Bay Gazette", True, False),
        ("Ferry line cut", "New gauge at the pier", False, True),
        ("Ferry line cut", "Ferry boats sold", False, True),
        ("News", "News", False, False),
        ("Ferry line cut", "", False, False),
        ("Ferry line cut", "\u6e21\u8f2a\u822a\u7dda\u505c\u822a", False, False),
    ],
)
def test_titles_are_one_or_two_or_it_cannot_be_said(one: str, other: str, same: bool, apart: bool) -> None:
    assert (are_one(one, other), are_two(one, other)) == (same, apart)
    assert (are_one(other, one), are_two(other, one)) == (same, apart)


@pytest.mark.parametrize(
    "title", ["The harbour, part 2", "Harbour (2/3)", "Kapitel 4: Gezeiten", "Chapter II", "Tides [3]", "\u7b2c3\u7ae0"]
)
def test_parts_say_so(title: str) -> None:
    assert is_part(title)
    assert distinctive(f"{title} of the long story of the harbour") == ()


@pytest.mark.parametrize("title", ["Ferry line cut", "Party of two", "24/7 ferry", "Pier 4 closed", "Departments"])
def test_what_has_a_number_is_no_part(title: str) -> None:
    assert not is_part(title)


def test_live_blogs_say_so_in_their_title_or_address() -> None:
    assert is_live("Live: storm over Port Alda", "")
    assert is_live("Storm over Port Alda - as it happened", "")
    assert is_live("Storm", "https://gazette.example/live/storm")
    assert not is_live("How people live on the quay", "https://gazette.example/lives/quay")


def test_a_title_of_few_words_or_of_a_series_is_not_that_of_one_text() -> None:
    assert distinctive("Ferry line across the bay to stop in autumn - Bay Gazette")
    assert distinctive("Ferry line cut") == ()
    assert is_issue("Weekly digest of the harbour")
    assert distinctive("Weekly digest of the harbour of old Port Alda") == ()
