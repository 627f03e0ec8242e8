"""Items of numbered lists in reStructuredText: `1.`, `(b)`, `iv)`, `#.`.

https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#enumerated-lists
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_ENUMERATOR = Pattern(
    r"(?:\((?P<parens>[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|\#)\)"
    r"|(?P<plain>[0-9]+|[a-zA-Z]|[ivxlcdm]+|[IVXLCDM]+|\#)(?P<behind>[).]))(?: +|\Z)"
)
_ROMAN = Pattern(r"M{0,4}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\Z")
_NUMERALS = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"),
    (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LONGEST_NUMBER = 15


def is_enumerated(line: str, following: str) -> int:
    """Tell how many characters the mark of an item takes that begins a line; 0 if the line is no item.

    `1986. A good year` would be one, were it not that the line after an item must be blank, indented or the next item.
    """
    found = _ENUMERATOR.match(line)
    if found is None:
        return 0
    mark = found["parens"] or found["plain"]
    if len(mark) > _LONGEST_NUMBER:
        return 0
    before, behind = ("(", ")") if found["parens"] else ("", found["behind"])
    successors = list(_successors(mark))
    if not successors:
        return 0
    if not following or following.startswith(" "):
        return found.end()
    return found.end() if following.startswith(tuple(f"{before}{each}{behind} " for each in successors)) else 0


def _successors(mark: str) -> Iterator[str]:
    """Give what the next item may be called; nothing if no item is called so."""
    yield_auto = mark == "#"
    if mark.isdigit():
        yield_auto = True
        yield str(int(mark) + 1)
    elif mark.isalpha():
        if len(mark) == 1:
            yield_auto = True
            if mark not in "zZ":
                yield chr(ord(mark) + 1)
        if _ROMAN.match(mark.upper()):
            yield_auto = True
            roman = _roman(_value(mark.upper()) + 1)
            yield roman if mark.isupper() else roman.lower()
    if yield_auto:
        yield "#"


def _value(roman: str) -> int:
    values = [_VALUES[each] for each in roman]
    return sum(-value if value < max(values[place:]) else value for place, value in enumerate(values))


def _roman(number: int) -> str:
    written = ""
    for value, numeral in _NUMERALS:
        count, number = divmod(number, value)
        written += numeral * count
    return written
