"""The words of link texts, titles and addresses, folded so that one can be known by the other.

What sites do to a title to make an address of it is undone on both sides: case, accents and umlauts, apostrophes, the
`s` of plurals and possessives, small words that are left out. Nothing of it is ever shown.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING
from unicodedata import normalize
from urllib.parse import unquote

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

_WORD = Pattern(r"[^\W_]+")
_APOSTROPHES = Pattern(r"(?<=[^\W_])['\u2019\u02bc](?=[^\W_])")
_MARKS = Pattern("[\u0300-\u036f\u00ad\u200b-\u200f]")
# Letters that are not put together of a letter and an accent; `ae`, `oe`, `ue` are how addresses write umlauts.
_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "a", "œ": "o", "þ": "th"})
_UMLAUTS = Pattern("([aou])e")
# Scripts without spaces: each character is a word that says half as much.
_UNSPACED = Pattern("([\u0e00-\u0eff\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af])")
_FIRST_UNSPACED = "\u0e00"
_PLURAL = 3
_SUFFIX = Pattern(r"(?i)\.(?:[a-z]{1,5}|html?5)$")
_DEFAULT_PAGE = Pattern(r"(?i)^(?:index|default|story|article|home|amp)?$")
_BREAKS = Pattern(r"[-_+., ]")
TRAILING_ID = Pattern(r"(?i)(?<=[^\W_])[-_.,~](?P<id>[a-z]{1,3}\d{4,}|\d{4,}|(?=[a-z]*\d)(?=\d*[a-f])[0-9a-f]{8,})$")
"""The number of a text behind its title: `ferry-line-cut-a4711`."""
_YEAR = Pattern(r"(?:19|20)\d\d$")
# Numbers before a title are those of a day or of a text: `2018-07-12-ferry-line-cut`.
_LEADING_NUMBERS = Pattern(r"^(?:(?:19|20)\d\d[-_]\d\d?[-_]\d\d?|\d{5,})[-_](?=.)")


@lru_cache(maxsize=65536)
def folded(text: str) -> tuple[str, ...]:
    """Fold a text to its words."""
    text = _APOSTROPHES.sub("", text.casefold())
    if not text.isascii():
        text = _MARKS.sub("", normalize("NFKD", text)).translate(_LETTERS)
        text = _UNSPACED.sub(r" \1 ", normalize("NFC", text))
    return tuple(_stem(word) for word in _WORD.findall(_UMLAUTS.sub(r"\1", text)))


def telling(words: Iterable[str]) -> tuple[str, ...]:
    """Leave out the small words, which addresses leave out."""
    small = _small_words()
    return tuple(word for word in words if word not in small)


def weight(words: Sequence[str]) -> int:
    """Tell how much some words say: as many words of a script with spaces."""
    unspaced = sum(word[0] >= _FIRST_UNSPACED and len(word) == 1 for word in words)
    return len(words) - unspaced + unspaced // 2


@lru_cache(maxsize=65536)
def slug(url: str) -> str:
    """Give the part of an address that is made of the words of a title; empty if it has none."""
    segments = [segment for segment in urls.path(url).split("/") if segment]
    while segments and _DEFAULT_PAGE.match(_SUFFIX.sub("", segments[-1])):
        segments.pop()
    last = [_SUFFIX.sub("", unquote(segment)) for segment in segments[-2:]]
    # Behind the title there may be a number alone: `/ferry-line-cut/4711`.
    return max(reversed(last), key=lambda segment: len(_BREAKS.findall(segment)), default="")


def words_of_slug(url: str) -> tuple[str, ...]:
    """Give the telling words of an address, without the numbers of the text and of its day."""
    title = slug(url)
    found = TRAILING_ID.search(title)
    if found and not _YEAR.match(found["id"]):
        title = title[: found.start()]
    return telling(folded(_LEADING_NUMBERS.sub("", title)))


@data.derived
def _small_words() -> frozenset[str]:
    """List the commonest words of all languages, folded, and the letters."""
    lists = (words for words in data.load("languages")["words"].values() if isinstance(words, list))
    found = {word for words in lists for each in words for word in folded(each) if word[0] < _FIRST_UNSPACED}
    return frozenset(found | set("abcdefghijklmnopqrstuvwxyz") | {"an", "as", "at", "be", "or", "but", "not", "its"})


def _stem(word: str) -> str:
    return word[:-1] if len(word) > _PLURAL and word.endswith("s") else word
