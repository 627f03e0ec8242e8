"""Days that a running text speaks of as its first readers understood them: `on Wednesday`, `next Monday`, `July 11`.

Such a day says nothing by itself; beside the day of writing it is one day. Whether it was past or to come then is told
by the words around it (`data/spoken_days.toml`), of the language of the text only; what nothing tells is past, as
nearly all days are that news name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations.beside_days import CAPITALS, is_spanned, name_pattern, names_weekday, with_weekday
from linkaudit.citations.dates import FoundDate, month_languages, month_number
from linkaudit.citations.tenses import Tense, is_told, tense_of
from linkaudit.citations.weekdays import EASTERN, dates_near, names_of_days
from linkaudit.models import MONTHS_IN_YEAR, PartialDate
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

_YEAR = r"(?:1[5-9]|20)\d\d"
_WORD = r"[^\W\d_]{3,12}"
_NO_YEAR_BEHIND = rf"(?!\d|:\d|[/%]|\s*[-\u2013]\s*\d{{1,2}}\s?[:h]|,?\s+(?:de\s+|del\s+|of\s+)?{_YEAR}(?!\d)|[.,]\d)"
_YEARLESS = Pattern(
    rf"(?<!\w)(?P<mdy_m>{_WORD})\.?\s+(?P<mdy_d>\d{{1,2}})(?:st|nd|rd|th)?{_NO_YEAR_BEHIND}"
    rf"|(?<![\w.,:/$-])(?P<dmy_d>\d{{1,2}})(?:st|nd|rd|th|er|re|\.?[ºª]|\.)?\s+(?:of\s+|de\s+)?(?P<dmy_m>{_WORD})"
    rf"(?!\w)(?!\.?(?:,|\s+del?)?\s+{_YEAR}(?!\d))"
    r"|(?<![\d年년])(?<![年년]\s)(?P<cjk_m>\d{1,2})\s?[月월]\s?(?P<cjk_d>\d{1,2})\s?[日号號일]"
    # `Mittwoch, 11.7.`: counts beside the name of a day only.
    r"|(?<![\w.,:/$-])(?P<num_d>\d{1,2})\.\s?(?P<num_m>\d{1,2})\.(?!\s?\d)"
)
# A letter of a script that sets words apart; the others begin at CJK Radicals Supplement.
_LETTER = r"[^\W\u2e80-\U0010ffff]"
_BARE_YEAR = Pattern(
    rf"(?<!{_LETTER})(?<![/.,:$\u20ac\u00a3#&=?+-]){_YEAR}"
    # Hungarian joins its endings to years: `2017-ben`.
    rf"(?!{_LETTER}|[%/:=]|-(?!(?:b[ae]n|t[őó]l|[aeoö]s)(?!\w))|[.,]\d|\s?(?:km|kg|m|euros?|dollars?|people)\b)"
)
_NUMBER = Pattern(r"(?<!\d)\d\d?(?!\d)")
_FOUR_DIGITS = Pattern(_YEAR)
# The name of a month, and what may stand between it and its number or year.
_REACH = 32
# A year of which every date can be: a leap year.
_ANY_YEAR = 2000


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
    """Find the days and years of which a text in a language speaks, in order.

    Days without a year only in one that names a day of the week: news and letters do that; what else names days of
    months, as tables and lists do, says little by them.
    """
    if language not in data.load("spoken_days")["past"]:
        return []
    found: list[SpokenDay] = []
    taken: list[tuple[int, int]] = []
    yearless = (_yearless(text, language), _weekdays(text, language)) if names_weekday(text, language) else ()
    for each in (_dated(text, language), *yearless, _years(text, language)):
        fresh = [day for day in each if not any(day.start < end and begin < day.end for begin, end in taken)]
        found += fresh
        taken += [(day.start, day.end) for day in fresh]
    return sorted(found, key=lambda day: day.start)


def _dated(text: str, language: str) -> Iterator[SpokenDay]:
    """Find the dates with their years."""
    years = (year for year in _FOUR_DIGITS.finditer(text) if is_told(text, *year.span(), language))
    for found in dates_near(text, (year.start() for year in years)):
        date = found.date
        if date.possible:
            tense = tense_of(text, found.start, found.end, language) or Tense.PAST
            yield SpokenDay(
                text[found.start : found.end], found.start, found.end, tense, None, date.year, date.month, date.day
            )


def _yearless(text: str, language: str) -> Iterator[SpokenDay]:
    """Find the days of a month without a year, with the day of the week that stands beside them."""
    behind = 0
    for found in _near_numbers(text):
        name = (found.lastgroup or "").partition("_")[0]
        month_name, day = found[f"{name}_m"], int(found[f"{name}_d"])
        month = int(month_name) if name == "num" else _month(month_name, language)
        date = PartialDate(_ANY_YEAR, month, day, found[0])
        if month is None or not date.possible or found.start() < behind:
            continue
        weekday, start, end = with_weekday(text, FoundDate(date, *found.span()), language)
        if name == "num" and weekday is None:
            continue
        start, behind = max(start, behind), end
        tense = tense_of(text, start, end, language)
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


def _month(written: str, language: str) -> int | None:
    """Read a month by its number, or by its name in a language; None if it is none."""
    if written.isdigit():
        return int(written) if language in EASTERN and 1 <= int(written) <= MONTHS_IN_YEAR else None
    if language not in month_languages(written) or (language in CAPITALS and not written[0].isupper()):
        return None
    return month_number(written)


def _weekdays(text: str, language: str) -> Iterator[SpokenDay]:
    """Find the days of the week that stand alone: `on Wednesday`, `下周一`."""
    names = names_of_days(language)
    if not names:
        return
    for found in name_pattern(language).finditer(text):
        if language in CAPITALS and not found[0][0].isupper():
            continue
        if is_spanned(text, found.start(), found.end(), language):
            continue
        tense = tense_of(text, found.start(), found.end(), language)
        if tense:
            yield SpokenDay(found[0], found.start(), found.end(), tense, names[found[0].lower()])


def _years(text: str, language: str) -> Iterator[SpokenDay]:
    """Find the years that are named in sentences of running text."""
    for found in _BARE_YEAR.finditer(text):
        if is_told(text, *found.span(), language) and (tense := tense_of(text, *found.span(), language)):
            yield SpokenDay(found[0], *found.span(), tense, None, int(found[0]))
