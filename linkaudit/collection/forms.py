"""Two forms of a word at one place: a word that houses spell in two ways, an inflection, or a slip of the pen."""

from __future__ import annotations

from linkaudit import data

# A word of fewer letters is too near to too many others.
SHORTEST = 5
# Of shorter words more than a few are two words: trial and trail, angel and angle.
_LONG_ENOUGH = 6
# From so many letters on, two edits are still a slip.
_LONG = 8
# Endings of inflection and derivation in languages with our letters, between which writers choose on purpose.
_ENDINGS = frozenset((
    "", "s", "es", "d", "ed", "n", "en", "e", "er", "r", "ers", "ly", "y", "ies", "ing", "i", "a", "o", "an", "ian",
    "m", "em", "te", "st", "t", "in", "innen",
))  # fmt: skip
# Endings that belong to each other alone (décisif, décisive), and vowels that plurals change.
_PAIRED = ({"f", "ve"}, {"l", "ux"}, {"x", "se"})
_MARKED = ({"a", "ä"}, {"o", "ö"}, {"u", "ü"})
# Letters by which two spellings of a word differ in length, at most: programme, program.
_LONGEST_SPELLING = 2
# Beyond this, what is left of two words has more edits than matter.
_MOST_LEFT = 12


@data.derived
def is_spelling(one: str, other: str) -> bool:
    """Tell whether two words, folded, are one that is spelled in two ways."""
    if one[:1] != other[:1] or abs(len(one) - len(other)) > _LONGEST_SPELLING:
        return False
    return _by_word(one, other) or _by_letters(one, other)


def is_slip_of(one: str, other: str) -> bool:
    """Tell whether one of two words, folded, may be a slip of the other, whichever it is."""
    shorter = min(len(one), len(other))
    if one == other or shorter < SHORTEST or not (one.isalpha() and other.isalpha()):
        return False
    most = 2 if shorter >= _LONG else 1
    return edits(one, other, most) <= most and not _is_inflected(one, other) and not is_spelling(one, other)


def is_swap_of(one: str, other: str) -> bool:
    """Tell whether two words are one but for two neighbouring letters that changed places: seldom two words."""
    if len(one) != len(other) or len(one) < _LONG_ENOUGH:
        return False
    first, second = _apart(one, other)
    return len(first) == 2 and first == second[::-1] and is_slip_of(one, other)  # noqa: PLR2004 - two letters


def edits(one: str, other: str, most: int = 2) -> int:
    """Count the letters that are left out, put in, exchanged or swapped with their neighbour; `most + 1` for more."""
    one, other = _apart(one, other)
    if abs(len(one) - len(other)) > most or max(len(one), len(other)) > _MOST_LEFT:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for row, letter in enumerate(one, 1):
        now = [row]
        for column, against in enumerate(other, 1):
            cost = min(last[column] + 1, now[-1] + 1, last[column - 1] + (letter != against))
            if row > 1 and column > 1 and letter == other[column - 2] and one[row - 2] == against:
                cost = min(cost, before[column - 2] + 1)
            now.append(cost)
        before, last = last, now
    return min(last[-1], most + 1)


def around(one: str, other: str) -> tuple[int, int, int]:
    """Give where two words part: the letters before, and how many of each are different."""
    first, second = _apart(one, other)
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    return start, len(first), len(second)


def _apart(one: str, other: str) -> tuple[str, str]:
    """Take from two words what they begin and end with alike."""
    start, shorter = 0, min(len(one), len(other))
    while start < shorter and one[start] == other[start]:
        start += 1
    end = 0
    while end < shorter - start and one[-1 - end] == other[-1 - end]:
        end += 1
    return one[start : len(one) - end], other[start : len(other) - end]


def _is_inflected(one: str, other: str) -> bool:
    start = around(one, other)[0]
    endings = {one[start:], other[start:]}
    return endings <= _ENDINGS or endings in _PAIRED or _differ_in_a_vowel_mark(one, other)


def _differ_in_a_vowel_mark(one: str, other: str) -> bool:
    """Tell whether a vowel is marked in the one and not in the other, as in many plurals (Kloster, Klöster)."""
    first, second = _apart(one, other)
    return len(first) == len(second) == 1 and {first, second} in _MARKED


def _by_word(one: str, other: str) -> bool:
    return any(
        (one.startswith(first) and other == second + one[len(first) :])
        or (one.startswith(second) and other == first + one[len(second) :])
        for first, second in data.load("spelling")["words"]
    )


def _by_letters(one: str, other: str) -> bool:
    return any(
        _exchanged(one, first, second, other) or _exchanged(other, first, second, one)
        for first, second in data.load("spelling")["letters"]
    )


def _exchanged(word: str, letters: str, instead: str, wanted: str) -> bool:
    """Tell whether a word becomes the wanted one if letters in it, behind the first one, are exchanged once."""
    at = word.find(letters, 1)
    while at >= 0:
        if word[:at] + instead + word[at + len(letters) :] == wanted:
            return True
        at = word.find(letters, at + 1)
    return False
