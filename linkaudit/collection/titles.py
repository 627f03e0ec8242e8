"""What the titles of two texts say of them: that they are one text, parts of one, issues of a series, or two texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.words import alternatives
from linkaudit.collection.telling import folded, telling, weight
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

# Between a title and the name of its site.
_PARTING = Pattern(r"\s+[|\u00b7\u2022]\s+|\s+(?:-|--|::|\u00bb|[\u2013\u2014])\s+")
_BEFORE_SITE = 2
_MARKUP = Pattern(r"[{}\[\]*_`\\]+|</?\w+>")
# Titles are one if most words of the shorter stand in the longer: words are left out, names of sites are added.
_ALIKE = 0.6
# Of fewer words in common it is to be all of a title; one word alone, `News`, says nothing.
_ENOUGH = 3
_FEWEST = 2
# And two if hardly any do.
_APART = 0.4
# A title of fewer words is not that of one text alone.
_DISTINCTIVE = 5


def main_part(title: str) -> str:
    """Give a title without the name of its site, and without markup."""
    parts = [part for part in _PARTING.split(" ".join(_MARKUP.sub("", title).split())) if part.strip()]
    if len(parts) < _BEFORE_SITE:
        return parts[0].strip() if parts else ""
    return max(parts, key=lambda part: weight(folded(part))).strip()


def are_one(one: str, other: str) -> bool:
    """Tell whether two titles are the same but for words that were left out or added."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs or _common(mine, theirs) < _ALIKE:
        return False
    common = len(mine & theirs)
    return common >= _ENOUGH or (common >= _FEWEST and (mine <= theirs or theirs <= mine))


def are_two(one: str, other: str) -> bool:
    """Tell whether two titles have hardly anything in common; those in two scripts may be translations."""
    mine, theirs = _words(one), _words(other)
    if not mine or not theirs or in_two_scripts(one, other):
        return False
    return _common(mine, theirs) <= _APART


def in_two_scripts(one: str, other: str) -> bool:
    """Tell whether one of two titles is written in Latin letters and the other is not."""
    mine, theirs = _words(one), _words(other)
    return bool(mine and theirs) and _in_latin(mine) != _in_latin(theirs)


def distinctive(title: str) -> tuple[str, ...]:
    """Give the words of a title that no two texts have by chance; empty for one of few words, or of a series."""
    main = main_part(title)
    words = folded(main)
    if weight(telling(words)) < _DISTINCTIVE or is_issue(main) or is_part(title):
        return ()
    return words


def is_part(title: str) -> bool:
    """Tell whether a title says that its text is one of several: `Part 2`, `(3/4)`."""
    return _PART.search(title) is not None


def is_issue(title: str) -> bool:
    """Tell whether a title is one that comes again: `Weekly digest`."""
    return _ISSUE.search(title) is not None


def is_live(title: str, url: str) -> bool:
    """Tell whether a title or an address says that the page is written on: a live blog."""
    segments = data.load("series")["live"]["segments"]
    return _LIVE.search(title) is not None or any(part in segments for part in urls.path(url).casefold().split("/"))


def _part() -> str:
    lists = data.load("series")["part"]
    words, numbers, unspaced = (alternatives(lists[name]) for name in ("words", "numbers", "unspaced"))
    number = rf"(?:\d{{1,3}}|{numbers})"
    return (
        rf"(?i)(?<!\w){words}\.?\s*#?{number}(?!\w)|[(\[]\s*(?:\d{{1,3}}|[ivx]{{1,5}})\s*(?:(?:/|of|von|de|из)\s*\d{{1,3}})?\s*[)\]]"
        rf"|(?<![\w/])\d{{1,2}}/\d{{1,2}}\s*$|{unspaced}\s*\d+"
    )


_PART = data.pattern(_part)
_ISSUE = data.pattern(lambda: rf"(?i)(?<!\w){alternatives(data.load('series')['issue']['words'])}(?!\w)")
# Words that stand for themselves at the head of a title: `Live: …`, and those that do anywhere.
_LIVE = data.pattern(
    lambda: (
        rf"(?i)^\W*{alternatives(data.load('series')['live']['titles'])}\s*(?:[:|\u2013\u2014-]|\Z)"
        rf"|(?<!\w){alternatives(_of_several(data.load('series')['live']['titles']))}(?!\w)"
    )
)


def _of_several(words: list[str]) -> list[str]:
    """List those that cannot be meant otherwise: of several words, or of one that is made of two."""
    return [each for each in words if " " in each or each.endswith(("blog", "ticker")) or not each.isascii()]


def _words(title: str) -> AbstractSet[str]:
    """Give the telling words of a title; all of them if it has no others."""
    words = folded(main_part(title))
    return set(telling(words)) or set(words)


def _common(mine: AbstractSet[str], theirs: AbstractSet[str]) -> float:
    return len(mine & theirs) / min(len(mine), len(theirs))


def _in_latin(words: AbstractSet[str]) -> bool:
    return sum(word[0] < "\u0250" for word in words) * 2 >= len(words)
