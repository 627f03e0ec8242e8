"""Check digits of ISBN, ISSN and ORCID: the last digit, computed from those before it.

Numbers are given without hyphens and spaces.
"""

from __future__ import annotations

ISBN_DIGITS = 13
OLD_ISBN_DIGITS = 10
ISSN_DIGITS = 8
ORCID_DIGITS = 16
_TEN, _TEN_WRITTEN = 10, "X"


def isbn_check_digit(number: str) -> str:
    """Compute the last digit of an ISBN of 13 or 10 digits, by its length.

    13 digits (ISO 2108:2017): the sum of the digits, every second one times 3, is a multiple of 10. 10 digits
    (ISO 2108:1992): the sum of the digits times 10, 9 … 1 is a multiple of 11, ten being written X.
    """
    if len(number) == OLD_ISBN_DIGITS:
        return _modulus_11(number)
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(number[: ISBN_DIGITS - 1]))
    return str(-total % 10)


def issn_check_digit(number: str) -> str:
    """Compute the last digit of an ISSN (ISO 3297): the sum of the digits times 8, 7 … 1 is a multiple of 11."""
    return _modulus_11(number)


def orcid_check_digit(number: str) -> str:
    """Compute the last digit of an ORCID iD (ISO/IEC 7064, MOD 11-2)."""
    total = 0
    for digit in number[: ORCID_DIGITS - 1]:
        total = (total + int(digit)) * 2
    return _digit((12 - total % 11) % 11)


def isbn_of_13(number: str) -> str:
    """Write an ISBN of 10 digits as the one of 13 that means the same; one of 13 stays as it is."""
    if len(number) != OLD_ISBN_DIGITS:
        return number
    first = f"978{number[:-1]}"
    return first + isbn_check_digit(first + "0")


def _modulus_11(number: str) -> str:
    """Compute the last digit of a number whose digits are weighted by their places, counted from the end."""
    length = len(number)
    total = sum(int(digit) * (length - place) for place, digit in enumerate(number[:-1]))
    return _digit(-total % 11)


def _digit(value: int) -> str:
    return _TEN_WRITTEN if value == _TEN else str(value)
