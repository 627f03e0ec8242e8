"""The words of lists: as patterns, and what their language says of the dates beside them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

_SPECIAL = Pattern(r"[()\[\]|?+*\\]")


def alternatives(words: Iterable[str]) -> str:
    """Write words as the alternatives of a pattern, longest first; white space matches any, also none at a line's fold.

    A word that holds signs of a pattern is taken as one.
    """
    forms = sorted(set(words), key=lambda word: (-len(word), word))
    written = (word if _SPECIAL.search(word) else re.escape(word).replace(r"\ ", " ") for word in forms)
    return "(?:" + "|".join(form.replace(" ?", r"\s*").replace(" ", r"\s+") for form in written) + ")"


# Languages in which `12/07/2018` says too little: the month comes first in some countries, or the year does.
_UNCERTAIN = {"en", "zh", "ja", "ko"}


def words_of(kind: str) -> tuple[str, ...]:
    """List the words of a kind of label in all languages."""
    return tuple(_languages(kind))


def day_comes_first(kind: str, words: str) -> bool:
    """Tell whether the language of a label is one whose dates in numbers begin with the day: `Publié le 12/07/2018`."""
    languages = _languages(kind).get(" ".join(words.split()).casefold(), _UNCERTAIN)
    return languages.isdisjoint(_UNCERTAIN)


@data.derived
def _languages(kind: str) -> dict[str, set[str]]:
    """Map the words of a kind of label to the languages in which they are one."""
    found: dict[str, set[str]] = {}
    for language, words in data.load("labels")[kind].items():
        for word in words:
            found.setdefault(word.casefold(), set()).add(language)
    return found
