"""Letters for the documents of a group, by which they are named where their paths would fill every line."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
# What makes a path a part of a longer one, or of an address, if it stands before it or behind it.
_NOT_BEFORE = r"(?<![\w/\\.~=&?#%@:-])"
_NOT_BEHIND = r"(?![\w/\\=&#%@-]|[.?]\w)"
# So many letters are listed one by one; longer runs are written as the first and the last.
_RUN = 4


class Letters:
    """The letters of some documents, in the order in which they are shown."""

    def __init__(self, paths: Sequence[str] = ()) -> None:
        """Give each a letter: A to Z, then AA, AB and so on."""
        self._places = {path: number for number, path in enumerate(paths)}
        self._of = {path: letter(number) for path, number in self._places.items()}
        # A path that is a plain word, such as `copy`, cannot be told from that word.
        names = sorted((path for path in self._of if not path.isalpha()), key=lambda path: (-len(path), path))
        either = "|".join(map(re.escape, names))
        self._paths = re.compile(f"{_NOT_BEFORE}(?:{either}){_NOT_BEHIND}") if names else None

    def __contains__(self, path: str) -> bool:
        """Tell whether a document has a letter."""
        return path in self._of

    def of(self, path: str) -> str:
        """Give the letter of a document, or its path if it has none."""
        return self._of.get(path, path)

    def place(self, path: str) -> int:
        """Give the place of a document in their order, for sorting; those without a letter come last."""
        return self._places.get(path, len(self._places))

    def said(self, text: str) -> str:
        """Name the documents in a sentence by their letters."""
        return self._paths.sub(lambda found: self._of[found[0]], text) if self._paths else text


def letter(number: int) -> str:
    """Write a number from 0 on as letters: A to Z, AA to ZZ, AAA."""
    written = ""
    number += 1
    while number:
        number, last = divmod(number - 1, len(_ALPHABET))
        written = _ALPHABET[last] + written
    return written


def listed(words: Sequence[str]) -> str:
    """List words in a sentence: `A, B and C`."""
    return " and ".join(filter(None, [", ".join(words[:-1]), *words[-1:]]))


def runs(places: Sequence[int]) -> list[str]:
    """Write the letters of sorted places, those that follow each other as the first and the last: `A to E`."""
    found: list[list[int]] = []
    for place in places:
        if found and found[-1][-1] == place - 1:
            found[-1].append(place)
        else:
            found.append([place])
    written: list[str] = []
    for run in found:
        if len(run) < _RUN:
            written += map(letter, run)
        else:
            written.append(f"{letter(run[0])} to {letter(run[-1])}")
    return written
