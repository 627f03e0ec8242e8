"""Days that a running text speaks of as its first readers understood them: `on Wednesday`, `next Monday`, `July 11`.

Such a day says nothing by itself; beside the day of writing it is one day. Whether it was past or to come then is told
by the words around it (`data/spoken_days.toml`), of the language of the text only; what nothing tells is past, as
nearly all days are that news name.
"""

from __future__ import annotations

import re
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations.dates import FoundDate, month_languages, month_number
from linkaudit.citations.weekdays import EASTERN, dates_near, day_beside, names_of_days
from linkaudit.models import MONTHS_IN_YEAR, PartialDate
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

_YEAR = r"(?:19|20)\d\d"
_WORD = r"[^\W\d_]{3,12}"
_NO_YEAR_BEHIND = rf"(?!\d|[:/%]|\s*[-\u2013]\s*\d{{1,2}}\s?[:h]|,?\s+(?:de\s+|del\s+|of\s+)?{_YEAR}(?!\d)|[.,]\d)"
_YEARLESS = Pattern(
    rf"(?<!\w)(?P<mdy_m>{_WORD})\.?\s+(?P<mdy_d>\d{{1,2}})(?:st|nd|rd|th)?{_NO_YEAR_BEHIND}"
    rf"|(?<![\w.,:/$-])(?P<dmy_d>\d{{1,2}})(?:st|nd|rd|th|er|re|\.?[ºª]|\.)?\s+(?:of\s+|de\s+)?(?P<dmy_m>{_WORD})"
    rf"(?!\w)(?!\.?(?:,|\s+del?)?\s+{_YEAR}(?!\d))"
    r"|(?<![\d年년])(?<![年년]\s)(?P<cjk_m>\d{1,2})\s?[月월]\s?(?P<cjk_d>\d{1,2})\s?[日号號일]"
)
# A letter of a script that sets words apart; the others begin at CJK Radicals Supplement.
_LETTER = r"[^\W\u2e80-\U0010ffff]"
_BARE_YEAR = Pattern(
    rf"(?<!{_LETTER})(?<![/.,:$\u20ac\u00a3#&=?+-]){_YEAR}"
    rf"(?!{_LETTER}|[%/:=-]|[.,]\d|\s?(?:km|kg|m|euros?|dollars?|people)\b)"
)
_NUMBER = Pattern(r"(?<!\d)\d\d?(?!\d)")
_FOUR_DIGITS = Pattern(_YEAR)
# The name of a month, and what may stand between it and its number or year.
_REACH = 32
# A year of which every date can be: a leap year.
_ANY_YEAR = 2000
# Languages whose days and months begin with a capital: `may 4` and `march 5 miles` name no day.
_CAPITALS = {"en", "de"}
# How far the words that tell the tense of a day may stand from it, in characters: about a line.
_BEFORE, _BEHIND = 90, 70
# A day that begins its sentence has no more than these characters before it: `"On`, `Am`.
_AT_BEGINNING = 8
# A sentence of running text; less is a heading, an item of a menu, a label.
_SENTENCE, _SENTENCE_EASTERN = 40, 15
# A line that is not filled, and so ends what it says.
_SHORT_LINE = 50
# A sentence of the keeper or the site, whose year is not that of the text: `© 2024 Gazette`, `Retrieved 3 May 2019`.
_NOT_OF_TEXT = Pattern(
    r"(?i)©|\(c\)|\bcopyright\b|\brights reserved\b|\b(?:retrieved|accessed|archived|updated|saved|clipped|downloaded|"
    r"printed|consulté|abgerufen|consultado|дата обращения)\b"
)
_ENDS = Pattern(r"[.!?;](?=[\s\"'\u201d\u2019)\]]*\s[\s\"'\u201c\u2018(\[]*[^\W\d_a-zа-я])|[。！？；]|\n(?=\n)")
_SPANNED = Pattern(r"\s?(?:[-\u2013\u2014/&]|to|through|bis|à|a|al|по|至|到)\s?")


@unique
class Tense(StrEnum):
    """How a text speaks of a day."""

    PAST = "past"
    """As past, or as the day of writing."""
    FUTURE = "future"


class SpokenDay(Struct, frozen=True, array_like=True):
    """A day, or a year, of which a text speaks, as far as it names it."""

    text: str
    start: int
    end: int
    tense: Tense
    weekday: int | None = None
    """0 for Monday, as Python counts."""
    year: int | None = None
    month: int | None = None
    day: int | None = None


def spoken_days(text: str, language: str) -> list[SpokenDay]:
    """Find the days and years of which a text in a language speaks, in order; none if it names no day of the week.

    Only news and letters do that; what else names days of months, as tables and lists do, says little by them.
    """
    if language not in data.load("spoken_days")["past"] or not _names_weekday(text, language):
        return []
    found: list[SpokenDay] = []
    taken: list[tuple[int, int]] = []
    for each in (_dated(text, language), _yearless(text, language), _weekdays(text, language), _years(text, language)):
        fresh = [day for day in each if not any(day.start < end and begin < day.end for begin, end in taken)]
        found += fresh
        taken += [(day.start, day.end) for day in fresh]
    return sorted(found, key=lambda day: day.start)


def may_speak_of_days(text: str) -> bool:
    """Tell by a cheap sign whether a text may have such days: by the name of a day of the week in any language."""
    folded = text.lower()
    return any(name in folded for name in _all_names())


@data.derived
def _all_names() -> tuple[str, ...]:
    return tuple(sorted({name for language in data.load("spoken_days")["past"] for name in names_of_days(language)}))


def _names_weekday(text: str, language: str) -> bool:
    """Tell cheaply whether a text holds the name of a day of the week."""
    names, folded = names_of_days(language), text.lower()
    return any(name in folded for name in names)


def _dated(text: str, language: str) -> Iterator[SpokenDay]:
    """Find the dates with their years."""
    for found in dates_near(text, (year.start() for year in _FOUR_DIGITS.finditer(text))):
        date = found.date
        if date.possible and _is_of_text(text, found.start, found.end):
            tense = _tense(text, found.start, found.end, language) or Tense.PAST
            yield SpokenDay(
                text[found.start : found.end], found.start, found.end, tense, None, date.year, date.month, date.day
            )


def _yearless(text: str, language: str) -> Iterator[SpokenDay]:
    """Find the days of a month without a year, with the day of the week that stands beside them."""
    behind = 0
    for found in _near_numbers(text):
        name = (found.lastgroup or "").partition("_")[0]
        month_name, day = found[f"{name}_m"], int(found[f"{name}_d"])
        month = _month(month_name, language)
        date = PartialDate(_ANY_YEAR, month, day, found[0])
        if month is None or not date.possible or found.start() < behind:
            continue
        weekday, start, end = _with_weekday(text, FoundDate(date, *found.span()), language)
        start, behind = max(start, behind), end
        tense = _tense(text, start, end, language)
        if tense:
            yield SpokenDay(" ".join(text[start:end].split()), start, end, tense, weekday, None, month, day)


def _near_numbers(text: str) -> Iterator[re.Match[str]]:
    """Find what looks like a day of a month: around the numbers of a text, many times faster than in all of it."""
    position = 0
    for number in _NUMBER.finditer(text):
        behind = min(len(text), number.end() + _REACH)
        position = max(position, number.start() - _REACH)
        while position <= number.start() and (found := _YEARLESS.search(text, position, behind)):
            # A word that is no month may hide the beginning of a date: `mercredi 11 juillet`.
            position = found.start() + 1
            yield found


def _with_weekday(text: str, found: FoundDate, language: str) -> tuple[int | None, int, int]:
    """Find the day of the week beside a day, `Wednesday (July 11)`, `7月11日星期三`, and where the two stand."""
    start, end = found.start, found.end
    if language in EASTERN:
        behind = _name_behind(language).match(text, end)
        return (names_of_days(language)[behind[1]], start, behind.end()) if behind else (None, start, end)
    bracketed = text[start - 1 : start] == "(" and text[end : end + 1] == ")"
    stated = day_beside(text, FoundDate(found.date, start - bracketed, end + bracketed))
    return (stated.number, stated.start, stated.end) if stated else (None, start, end)


def _month(written: str, language: str) -> int | None:
    """Read a month by its number, or by its name in a language; None if it is none."""
    if written.isdigit():
        return int(written) if language in EASTERN and 1 <= int(written) <= MONTHS_IN_YEAR else None
    if language not in month_languages(written) or (language in _CAPITALS and not written[0].isupper()):
        return None
    return month_number(written)


def _weekdays(text: str, language: str) -> Iterator[SpokenDay]:
    """Find the days of the week that stand alone: `on Wednesday`, `下周一`."""
    names = names_of_days(language)
    if not names:
        return
    for found in _name_pattern(language).finditer(text):
        if language in _CAPITALS and not found[0][0].isupper():
            continue
        if _is_spanned(text, found.start(), found.end(), language):
            continue
        tense = _tense(text, found.start(), found.end(), language)
        if tense:
            yield SpokenDay(found[0], found.start(), found.end(), tense, names[found[0].lower()])


@data.derived
def _name_behind(language: str) -> Pattern:
    """Make a pattern of the name of a day directly behind a date, perhaps in brackets."""
    return Pattern(rf"\s?[(（]?({_name_pattern(language).compiled.pattern})[)）]?")


@data.derived
def _name_pattern(language: str) -> Pattern:
    """Make a pattern of the names of the days in a language."""
    names = "|".join(sorted(map(re.escape, names_of_days(language)), key=lambda name: (-len(name), name)))
    # People, papers and other days are called after days: `Black Friday`, `the Sunday Times`, `周一鸣`.
    return Pattern(
        rf"(?:{names})"
        if language in EASTERN
        else rf"(?i)(?<![\w'-])(?:{names})(?![\w'-]|\s+(?:Times|Telegraph|Post|Herald|Mail|Express|Sun|Review)\b)"
    )


def _is_spanned(text: str, start: int, end: int, language: str) -> bool:
    """Tell whether a day is one end of a span, as hours of opening are given: `Monday to Friday`."""
    pattern = _name_pattern(language)
    behind = _SPANNED.match(text, end)
    if behind and pattern.match(text, behind.end()):
        return True
    before = text[max(0, start - 24) : start]
    return any(_SPANNED.fullmatch(before, found.end()) for found in pattern.finditer(before))


def _years(text: str, language: str) -> Iterator[SpokenDay]:
    """Find the years that are named in sentences of running text."""
    for found in _BARE_YEAR.finditer(text):
        begin, behind = _sentence(text, found.start(), found.end())
        tense = _tense(text, found.start(), found.end(), language)
        long = behind - begin >= (_SENTENCE_EASTERN if language in EASTERN else _SENTENCE)
        if tense and long and _is_of_text(text, found.start(), found.end()):
            yield SpokenDay(found[0], found.start(), found.end(), tense, None, int(found[0]))


def _is_of_text(text: str, start: int, end: int) -> bool:
    """Tell whether a year is one of the text, rather than of its keeper or site."""
    return _NOT_OF_TEXT.search(text, *_sentence(text, start, end)) is None


def _tense(text: str, start: int, end: int, language: str) -> Tense | None:
    """Tell whether a day is past or to come; None if it is no single one."""
    begin, behind = _sentence(text, start, end)
    before, after = text[begin:start], text[end:behind]
    for kind, tense in (("unplaced", None), ("future", Tense.FUTURE), ("past", Tense.PAST)):
        if _beside(kind, language, "before").search(before) or _beside(kind, language, "behind").match(after):
            return tense
    told = max(_signs(language).finditer(before, max(0, len(before) - _BEFORE)), key=_start, default=None)
    if told is None and len(before.strip()) <= _AT_BEGINNING:
        told = _signs(language).search(after, 0, min(len(after), _BEHIND))
    return Tense.FUTURE if told and told["future"] else Tense.PAST


def _start(found: re.Match[str]) -> int:
    return found.start()


def _sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the bounds of the sentence around a stretch of text, as far as they can be told."""
    begin = max(0, start - 4 * _BEFORE)
    for found in _ENDS.finditer(text, begin, start):
        begin = found.end()
    line = text.rfind("\n", begin, start)
    if line >= 0 and line - max(text.rfind("\n", 0, line) + 1, begin) < _SHORT_LINE:
        begin = line + 1
    found_end = _ENDS.search(text, end, min(len(text), end + 4 * _BEHIND))
    behind = found_end.start() if found_end else min(len(text), end + 4 * _BEHIND)
    line = text.find("\n", end, behind)
    if line >= 0 and line - (text.rfind("\n", 0, end) + 1) < _SHORT_LINE:
        behind = line
    return begin, behind


@data.derived
def _beside(kind: str, language: str, side: str) -> Pattern:
    """Make a pattern of the words of a kind directly before or behind a day."""
    words = _alternatives(kind, language)
    if language in EASTERN:
        return Pattern(rf"(?:{words})\Z" if side == "before" else rf"(?:{words})(?!)")
    between = r"(?:\s+(?:the|den|dem|el|le|il|o|a|na|on|в|во|weekend|week's))?[\s,]+"
    if side == "before":
        return Pattern(rf"(?i)(?<!\w)(?:{words}){between}\Z")
    # English has them before the day; `Wednesday by`, `Monday from` say nothing.
    return Pattern(r"(?!)" if language == "en" else rf"(?i)\s+(?:{words})(?!\w)")


@data.derived
def _signs(language: str) -> Pattern:
    """Make a pattern of the words that tell what is still to come from what was done."""
    future, told = _alternatives("to_come", language), _alternatives("told", language)
    edge, close = ("", "") if language in EASTERN else (r"(?<!\w)", r"(?!\w)")
    return Pattern(rf"(?i){edge}(?:(?P<future>{future})|(?P<told>{told})){close}")


def _alternatives(kind: str, language: str) -> str:
    words = sorted(data.load("spoken_days")[kind][language], key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words)
