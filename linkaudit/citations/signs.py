"""Cheap signs that a text is worth a search: one of a list of words or phrases stands in it, whatever its case."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from linkaudit.patterns import Pattern

# Behind this sign scripts begin that are written without spaces (CJK Radicals Supplement).
_UNSPACED = "\u2e80-\U0010ffff"
# The letters of the other scripts, their case folded; a range of them is found faster than what is a letter. Arabic has
# its comma, semicolon and question mark among its letters.
_LETTERS = "[a-z\u00df-\u060b\u060d-\u061a\u061c-\u061e\u0620-\u1fff\u2c00-\u2dff]+"
_WORD = Pattern(rf"{_LETTERS}|[{_UNSPACED}]+")
_WHOLE_WORDS = Pattern(rf"{_LETTERS}(?![^\W_])")
# `&eacute;`, `&#233;`; not the entities of signs that pages have anyway.
_LETTER_AS_ENTITY = Pattern(
    r"&(?:#|(?!(?:amp|lt|gt|quot|apos|nbsp|copy|bull|hellip|[mn]dash|[lr][sda]quo);)[A-Za-z]{2,8};)"
)
_TO_SPACES = {code: " " for code in range(128) if not chr(code).isalpha()}
# How strings of programs write line ends and tabs: what stands behind them is a word of its own.
_ESCAPES = ("\\n", "\\r", "\\t")


@lru_cache(maxsize=64)
def holds_any(text: str, signs: tuple[str, ...]) -> bool:
    """Tell whether one of the signs, which are in lower case, stands in a text, be it within a word."""
    folded = _folded(text)
    return any(sign in folded for sign in signs)


@lru_cache(maxsize=64)
def holds_words(text: str, phrases: tuple[str, ...]) -> bool:
    """Tell whether one of the phrases, which are in lower case, stands in a text with its longest word as a word.

    The words of a text are found once, so that many phrases cost hardly more than one. Phrases without a word, or in a
    script without spaces, are looked for anywhere.
    """
    by_word, unspaced, others = _by_longest_word(phrases)
    folded = _folded(text)
    if any(each in folded for word in by_word.keys() & _words(text) for each in by_word[word]):
        return True
    foreign = _foreign_words(text)
    return any(each in foreign for each in unspaced) or any(each in folded for each in others)


def holding_words(text: str, phrases: tuple[str, ...]) -> list[str]:
    """List those of the phrases, which are in lower case, that may stand in a text, as `holds_words` looks for them."""
    by_word, unspaced, others = _by_longest_word(phrases)
    folded = _folded(text)
    words, foreign = _words(text), _foreign_words(text)
    spaced = (each for word in by_word.keys() & words for each in by_word[word])
    found = [each for each in spaced if words.issuperset(_WHOLE_WORDS.findall(each))]
    found += [each for each in unspaced if each in foreign] if foreign else []
    return sorted([*found, *(each for each in others if each in folded)])


def with_letters(text: str) -> str:
    """Give a text with its entities undone if letters are written as such: `El Pa&iacute;s`."""
    if "&" not in text or not _LETTER_AS_ENTITY.search(text):
        return text
    from html import unescape  # noqa: PLC0415 - it brings a table of 2000 names along

    return unescape(text)


@lru_cache(maxsize=64)
def may_have_label(text: str, labels: tuple[str, ...]) -> bool:
    """Tell whether all the words of one of the labels, which are in lower case, stand somewhere in a text.

    In the source of a document there may be markup between them. Where letters are written as entities, anything can
    be written.
    """
    by_word, unspaced, others = _by_longest_word(labels)
    words, foreign = _words(text), _foreign_words(text)
    found = (label for word in by_word.keys() & words for label in by_word[word])
    if any(words.issuperset(_WORD.findall(label)) for label in found) or any(each in foreign for each in unspaced):
        return True
    if any(all(part in foreign for part in _WORD.findall(label)) for label in others):
        return True
    return "&" in text and _LETTER_AS_ENTITY.search(text) is not None


@lru_cache(maxsize=16)
def _by_longest_word(phrases: tuple[str, ...]) -> tuple[dict[str, list[str]], list[str], list[str]]:
    """Sort phrases by what is looked at for them: one of the words, the words of a script without spaces, the text."""
    by_word: dict[str, list[str]] = defaultdict(list)
    unspaced: list[str] = []
    others: list[str] = []
    for phrase in phrases:
        words = _WHOLE_WORDS.findall(phrase)
        if words:
            by_word[max(words, key=len)].append(phrase)
        else:
            (unspaced if _WORD.fullmatch(phrase) else others).append(phrase)
    return by_word, unspaced, others


@lru_cache(maxsize=4)
def _words(text: str) -> frozenset[str]:
    """Find the words of a text, their case folded."""
    folded = _folded(text)
    words = _split(folded)
    if any(escape in folded for escape in _ESCAPES):
        for escape in _ESCAPES:
            folded = folded.replace(escape, " ")
        words += _split(folded)
    return frozenset(words)


def _split(folded: str) -> list[str]:
    # What can be done without a pattern is done in a third of the time.
    return folded.translate(_TO_SPACES).split() if folded.isascii() else _WORD.findall(folded)


@lru_cache(maxsize=4)
def _foreign_words(text: str) -> str:
    """Gather the words that are not of ASCII: a small part of most texts."""
    return "" if text.isascii() else " ".join(word for word in _words(text) if not word.isascii())


@lru_cache(maxsize=4)
def _folded(text: str) -> str:
    """Fold the case of a text once for all who ask while it is being worked on."""
    return text.casefold()
