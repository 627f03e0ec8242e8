"""Turning lists of words into patterns."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
