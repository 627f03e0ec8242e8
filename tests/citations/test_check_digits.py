"""Check digits: numbers from the standards and from catalogues, and what they can tell."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.check_digits import isbn_check_digit, isbn_of_13, issn_check_digit, orcid_check_digit

if TYPE_CHECKING:
    from collections.abc import Callable

KNOWN = [
    (isbn_check_digit, "9780306406157"),
    (isbn_check_digit, "9783161484100"),
    (isbn_check_digit, "9791090636071"),
    (isbn_check_digit, "0306406152"),
    (isbn_check_digit, "080442957X"),
    (issn_check_digit, "20701721"),
    (issn_check_digit, "03178471"),
    (issn_check_digit, "2434561X"),
    (orcid_check_digit, "0000000218250097"),
    (orcid_check_digit, "000000021694233X"),
]


@pytest.mark.parametrize(("check", "number"), KNOWN, ids=[number for _, number in KNOWN])
def test_the_last_digit_follows_from_the_others(check: Callable[[str], str], number: str) -> None:
    assert check(number) == number[-1]


def test_an_isbn_of_10_digits_has_one_of_13() -> None:
    assert isbn_of_13("0306406152") == "9780306406157"
    assert isbn_of_13("080442957X") == "9780804429573"
    assert isbn_of_13("9791090636071") == "9791090636071"


KINDS = [(isbn_check_digit, 13), (isbn_check_digit, 10), (issn_check_digit, 8), (orcid_check_digit, 16)]


@pytest.mark.parametrize(("check", "length"), KINDS, ids=["ISBN-13", "ISBN-10", "ISSN", "ORCID"])
@given(st.data())
def test_one_wrong_digit_is_always_told(check: Callable[[str], str], length: int, data: st.DataObject) -> None:
    first = data.draw(st.text("0123456789", min_size=length - 1, max_size=length - 1))
    number = first + check(first + "0")
    assert check(number) == number[-1]
    place = data.draw(st.integers(0, length - 2))
    other = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != number[place]]))
    wrong = number[:place] + other + number[place + 1 :]
    assert check(wrong) != wrong[-1]


@pytest.mark.parametrize(("check", "length"), KINDS[1:], ids=["ISBN-10", "ISSN", "ORCID"])
@given(st.data())
def test_exchanged_neighbours_are_always_told(check: Callable[[str], str], length: int, data: st.DataObject) -> None:
    first = data.draw(st.text("0123456789", min_size=length - 1, max_size=length - 1))
    place = data.draw(st.integers(0, length - 3))
    wrong = first[:place] + first[place + 1] + first[place] + first[place + 2 :]
    assert (check(wrong + "0") == check(first + "0")) == (wrong == first)


@given(st.text("0123456789", min_size=12, max_size=12), st.integers(0, 10))
def test_an_isbn_of_13_digits_misses_exchanged_neighbours_that_differ_by_five(first: str, place: int) -> None:
    wrong = first[:place] + first[place + 1] + first[place] + first[place + 2 :]
    missed = abs(int(first[place]) - int(first[place + 1])) in (0, 5)
    assert (isbn_check_digit(wrong + "0") == isbn_check_digit(first + "0")) == missed
