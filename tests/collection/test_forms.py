"""Words that are one, spelled in two ways, and words that are slips of others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.collection.forms import edits, is_slip_of, is_spelling, is_swap_of

SPELLINGS = [
    ("adviser", "advisor"), ("advisers", "advisors"), ("programme", "program"), ("programmes", "programs"),
    ("harbour", "harbor"), ("neighbouring", "neighboring"), ("centre", "center"), ("organise", "organize"),
    ("organisation", "organization"), ("travelled", "traveled"), ("defence", "defense"), ("dialogue", "dialog"),
    ("paediatric", "pediatric"), ("grey", "gray"), ("whilst", "while"), ("daß", "dass"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SPELLINGS)
def test_two_spellings_of_a_word_are_no_slip(one: str, other: str) -> None:
    assert is_spelling(one, other)
    assert is_spelling(other, one)
    assert not is_slip_of(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("bilateral", "bilaterial"), ("harbour", "habrour"), ("haldenbergsund", "haldenbersund"), ("council", "concil")],
)
def test_a_letter_more_or_less_or_exchanged_is_a_slip(one: str, other: str) -> None:
    assert is_slip_of(one, other)
    assert is_slip_of(other, one)
    assert not is_spelling(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("boat", "boot"),  # short
        ("ferry", "ferries"),
        ("islands", "island"),
        ("russia", "russian"),
        ("iran", "iranian"),
        ("voted", "votes"),
        ("harbour", "council"),
        ("2018a", "2019a"),
        ("north", "north"),
    ],
)
def test_inflections_short_words_and_numbers_are_no_slips(one: str, other: str) -> None:
    assert not is_slip_of(one, other)


@pytest.mark.parametrize(
    ("one", "other", "count"),
    [("ferry", "ferry", 0), ("ferry", "fery", 1), ("ferry", "furry", 1), ("ferry", "frery", 1), ("ferry", "fairy", 2)],
)
def test_edits_are_counted(one: str, other: str, count: int) -> None:
    assert edits(one, other) == count


@given(st.text("abc", max_size=8), st.text("abc", max_size=8))
def test_edits_are_the_same_from_both_sides_and_none_for_equals_only(one: str, other: str) -> None:
    assert edits(one, other) == edits(other, one)
    assert (edits(one, other) == 0) == (one == other)
    assert edits(one, other) <= 3


def test_two_neighbouring_letters_that_changed_places() -> None:
    assert is_swap_of("hydraulic", "hydrualic")
    assert is_swap_of("prämie", "prämei")
    assert not is_swap_of("trial", "trail")
    assert not is_swap_of("council", "concil")
    assert not is_swap_of("theatre", "theater")


@pytest.mark.parametrize(
    ("one", "other"),
    [("leiterin", "leitern"), ("kloster", "klöster"), ("décisif", "décisive"), ("régional", "régionaux")],
)
def test_forms_of_one_noun_in_other_languages_are_no_slips(one: str, other: str) -> None:
    assert not is_slip_of(one, other)
