"""Letters for the documents of a group: who has which, and how sentences name documents by them."""

from __future__ import annotations

import pytest

from linkaudit.reporting.letters import Letters, letter, listed, runs

A, B = "press/copy.txt", "press/dated.md"


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "A"), (8, "I"), (25, "Z"), (26, "AA"), (51, "AZ"), (52, "BA"), (701, "ZZ"), (702, "AAA")],
)
def test_after_z_come_two_letters(number: int, written: str) -> None:
    assert letter(number) == written


def test_who_has_no_letter_keeps_its_path() -> None:
    letters = Letters([A, B])
    assert [letters.of(path) for path in (A, B, "other.md")] == ["A", "B", "other.md"]
    assert [letters.place(path) for path in (A, B, "other.md")] == [0, 1, 2]
    assert (A in letters, "other.md" in letters) == (True, False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"it is a copy of {A}", "it is a copy of A"),
        (f"{A}, {B} and other.md: {A} line 3.", "A, B and other.md: A line 3."),
        (f'date of {A} (label): "{B}:7"', 'date of A (label): "B:7"'),
        (f"is it {A}?", "is it A?"),
        (f"{A}.bak, old/{A}, {A}/x, {A}-2, x{A}", f"{A}.bak, old/{A}, {A}/x, {A}-2, x{A}"),
        (f"https://gazette.example/{A} and ?from={A}", f"https://gazette.example/{A} and ?from={A}"),
        ("", ""),
    ],
)
def test_only_whole_paths_are_replaced(text: str, said: str) -> None:
    assert Letters([A, B]).said(text) == said


def test_the_longest_path_is_taken() -> None:
    letters = Letters(["my copy.txt", "copy.txt", "old/my copy.txt"])
    assert letters.said("old/my copy.txt, my copy.txt, copy.txt") == "C, A, B"


def test_a_path_that_is_a_word_is_not_replaced() -> None:
    letters = Letters(["copy", "copy.txt"])
    assert letters.said("copy.txt is a copy of copy") == "B is a copy of copy"


def test_without_letters_nothing_is_replaced() -> None:
    assert Letters().said(f"a copy of {A}") == f"a copy of {A}"


def test_words_are_listed_as_in_a_sentence() -> None:
    assert [listed(["A", "B", "C"][:count]) for count in range(4)] == ["", "A", "A and B", "A, B and C"]


def test_long_runs_are_written_as_the_first_and_the_last() -> None:
    assert runs([0, 1, 2]) == ["A", "B", "C"]
    assert runs([0, 2, 3, 4, 5, 7]) == ["A", "C to F", "H"]
