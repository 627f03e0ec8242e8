"""In which language a text is, told from its script and its commonest words; as far as that can be told.

Only to know that two texts cannot have passages in common: where two languages are about as likely, none is named.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from linkaudit import data
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Sequence

# Words that are looked at.
_MOST = 400
# Share of the words that the common ones of a language make up, at least: lists of names and code have fewer.
_LEAST = 0.08
# How many times as many as in the next language.
_MORE = 1.5
# Share of the letters that are of the script of one language alone; of the first two, which use Han characters as well,
# a smaller one says enough.
_SCRIPTS = {
    "ja": (Pattern("[\u3040-\u30ff]"), 0.1),
    "ko": (Pattern("[\uac00-\ud7af]"), 0.1),
    "zh": (Pattern("[\u3400-\u9fff]"), 0.3),
    "th": (Pattern("[\u0e00-\u0e7f]"), 0.3),
    "el": (Pattern("[\u0370-\u03ff\u1f00-\u1fff]"), 0.3),
    "he": (Pattern("[\u0590-\u05ff]"), 0.3),
}


def language(words: Sequence[str]) -> str:
    """Name the language of a text, given in its words in lower case, by two letters; empty if it cannot be told."""
    words = words[:_MOST]
    number = len(words)
    if not (letters := "".join(words)).isascii():
        for name, (script, share) in _SCRIPTS.items():
            if len(script.findall(letters)) > share * len(letters):
                return name
    languages = _languages()
    points: Counter[str] = Counter()
    for word, times in Counter(filter(languages.__contains__, words)).items():
        for name in languages[word]:
            points[name] += times
    (best, most), (_, next_most) = [*points.most_common(2), ("", 0), ("", 0)][:2]
    return best if most >= _LEAST * number and most >= _MORE * next_most else ""


@data.derived
def _languages() -> dict[str, tuple[str, ...]]:
    """List the languages in which each word is a common one."""
    found: dict[str, list[str]] = {}
    words: dict[str, Any] = data.load("languages")["words"]
    for name, common in words.items():
        for word in common if isinstance(common, list) else ():
            found.setdefault(word, []).append(name)
    return {word: tuple(names) for word, names in found.items()}
