"""The names of days of the week in a running text, beside days of a month and alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.citations.dates import FoundDate, month_languages
from linkaudit.citations.weekdays import EASTERN, day_beside, names_of_days
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable

CAPITALS = {"en", "de", "el", "tr"}
"""Languages whose days and months begin with a capital: `may 4` and `march 5 miles` name no day."""
_SPANNED = Pattern(r"\s?(?:[-\u2013\u2014/&]|to|through|bis|à|a|al|по|至|到)\s?")
# Letters of a name that can stand alone; short ones are other words too.
_LONG = 4
# Where short names beside numbers are no other words: German by their capital.
_SHORT_BESIDE_NUMBERS = ("de", "fi")
# As far as the name of a day stands before a date, with an article.
_REACH = 32
# Short names beside days in the languages that most texts with them are in: a cheap sign.
_SHORT_SIGN = Pattern(
    r"(?<!\w)(?:Mon|Tues?|Weds?|Thu|Thurs?|Fri|Sat|Sun)[.,]{0,2}\s{1,3}(?:[A-Z][a-z]{2,8}\.?\s{1,3})?\d"
    r"|(?<!\w)(?:Mo|Di|Mi|Do|Fr|Sa|So)[.,]{1,2}\s{1,3}\d"
    r"|[日일]\s?[(（][月火水木金土日월화수목금토일][)）]"
)


def may_speak_of_days(text: str) -> bool:
    """Tell by a cheap sign whether a text may have such days: by the name of a day of the week in any language."""
    folded = text.lower()
    return any(name in folded for name in _all_names()) or _SHORT_SIGN.search(text) is not None


@data.derived
def _all_names() -> tuple[str, ...]:
    return tuple(sorted({name for language in data.load("spoken_days")["past"] for name in names_of_days(language)}))


def language_by_days(words: Iterable[str]) -> str:
    """Name the one language in which both a day of the week and a month stand among some words; empty if none does."""
    said = set(words)
    months = {language for word in said for language in month_languages(word)}
    known = [language for language in data.load("spoken_days")["past"] if language in months]
    found = [language for language in known if not said.isdisjoint(names_of_days(language))]
    return found[0] if len(found) == 1 else ""


def names_weekday(text: str, language: str) -> bool:
    """Tell cheaply whether a text holds the name of a day of the week, or a short one beside a number."""
    names, folded = names_of_days(language), text.lower()
    return any(name in folded for name in names) or _short_sign(language).search(text) is not None


@data.derived
def _short_sign(language: str) -> Pattern:
    names = _alternatives(name for name in _forms(language) if name not in names_of_days(language))
    if language in EASTERN:
        return Pattern(rf"[日号號일]\s?[(（](?:{names})[)）]")
    day = r"(?:[^\W\d_]{3,12}\.?\s{1,3})?\d"
    return Pattern(rf"(?i)(?<!\w)(?:{names})[.,]{{0,2}}\s{{1,3}}{day}|\d\s\((?:{names})\)")


def with_weekday(text: str, found: FoundDate, language: str) -> tuple[int | None, int, int]:
    """Find the day of the week beside a day, `Wednesday (July 11)`, `7月11日星期三`, and where the two stand."""
    if language in EASTERN:
        return _eastern(text, found, language)
    start, end = found.start, found.end
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    stated = day_beside(text, FoundDate(found.date, start - bracketed, end + bracketed))
    if stated and stated.name.lower() not in data.load("spoken_days")["other_words"].get(language, ()):
        return stated.number, stated.start, stated.end
    return _by_language(text, start, end, language)


def _eastern(text: str, found: FoundDate, language: str) -> tuple[int | None, int, int]:
    behind = _name_behind(language).match(text, found.end)
    if behind:
        return _forms(language)[behind[1] or behind[2]], found.start, behind.end()
    before = _name_before(language).search(text, max(0, found.start - _REACH), found.start)
    return (_forms(language)[before[1]], before.start(), found.end) if before else (None, found.start, found.end)


def _by_language(text: str, start: int, end: int, language: str) -> tuple[int | None, int, int]:
    """Find the name of a day beside one without a year, in the language of the text."""
    before = _name_before(language).search(text, max(0, start - _REACH), start)
    if before and _counts(before[1], language) and not is_spanned(text, before.start(), before.end(1), language):
        return _forms(language)[before[1].lower()], before.start(), end + (text[end : end + 1] == ")")
    behind = _name_behind(language).match(text, end)
    return (_forms(language)[behind[1].lower()], start, behind.end()) if behind else (None, start, end)


def _counts(name: str, language: str) -> bool:
    """Tell whether a name is that of a day beside any day of a month, also one in numbers."""
    if language in CAPITALS and not name[0].isupper():
        return False
    return len(name) > _LONG or language in _SHORT_BESIDE_NUMBERS


@data.derived
def _forms(language: str) -> dict[str, int]:
    """Map all names of the days in a language to their numbers."""
    names = data.load("weekdays")["names"][language]
    return {form: number for number, forms in enumerate(names) for form in forms.split()}


def _alternatives(names: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, names), key=lambda name: (-len(name), name))) or "(?!)"


@data.derived
def _name_before(language: str) -> Pattern:
    """Make a pattern of the name of a day directly before a date, of which one of the two may be in brackets."""
    if language in EASTERN:
        return Pattern(rf"({_alternatives(names_of_days(language))})(?:の|[,，、]|\s)?[(（]?\Z")
    article = r"(?:(?:the|den|dem|le|el|il|o|dne|την)\s{1,3})?"
    return Pattern(rf"(?i)(?<![\w.'-])({_alternatives(_forms(language))})\.?(?:\s?[,(]\s{{0,3}}|\s{{1,3}}){article}\Z")


@data.derived
def _name_behind(language: str) -> Pattern:
    """Make a pattern of the name of a day directly behind a date, perhaps in brackets, but not before another one."""
    if language in EASTERN:
        signs = _alternatives(name for name in _forms(language) if len(name) == 1)
        return Pattern(rf"\s?(?:[（(]?({_alternatives(names_of_days(language))})[)）]?|[（(]({signs})[)）])")
    long = _alternatives(name for name in _forms(language) if len(name) > _LONG)
    # English names a day behind its date only so: `Nov. 14, a Wednesday`.
    between = r",?\s{1,3}a\s{1,3}" if language == "en" else r"(?:-[^\W\d_]{1,3})?(?:\s?[,(]\s{0,2}|\s{1,2})"
    return Pattern(rf"(?i){between}({long})(?![\w'-]|\.?,?\s{{1,3}}(?:[^\W\d_]{{1,4}}\.?\s{{1,3}})?\d\d?(?!\d))\)?")


@data.derived
def name_pattern(language: str) -> Pattern:
    """Make a pattern of the names of the days in a language."""
    names = "|".join(sorted(map(re.escape, names_of_days(language)), key=lambda name: (-len(name), name)))
    # People, papers and other days are called after days: `Black Friday`, `the Sunday Times`, `周一鸣`.
    return Pattern(
        rf"(?:{names})"
        if language in EASTERN
        else rf"(?i)(?<![\w'-])(?:{names})(?![\w'-]|\s+(?:Times|Telegraph|Post|Herald|Mail|Express|Sun|Review)\b)"
    )


def is_spanned(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a day is one end of a span, as hours of opening are given: `Monday to Friday`."""
    pattern = name_pattern(language)
    behind = _SPANNED.match(text, end)
    if behind and pattern.match(text, behind.end()):
        return True
    before = text[max(0, start - 24) : start]
    return any(_SPANNED.fullmatch(before, found.end()) for found in pattern.finditer(before))
