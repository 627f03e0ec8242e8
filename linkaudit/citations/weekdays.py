"""Days of the week that stand beside dates: `Wed Sep 24 2026`, `2018年7月12日（木）`, `Donnerstag, 12. Juli 2018`.

Many names, above all short ones, are also words of other languages, people or newspapers. A name counts only where
nothing else can be meant: beside a month of its own language, and a short one neither behind a name nor between words
of another language.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations.dates import month_languages, stated_dates
from linkaudit.models import Precision
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.citations.dates import FoundDate

# One pattern for each century: what begins with letters or digits that are known is found many times faster.
_YEARS = tuple(Pattern(rf"{century}\d\d") for century in range(20, 14, -1))
_REACH, _REACH_BEHIND = 48, 16
_NAME = r"[^\W\d_]{1,16}(?:[-'\u2019][^\W\d_]{2,8})?"
_NAMES = Pattern(_NAME)
_ARTICLE = r"(?:(?:the|den|dem|le|el|il|o)\s{1,3})?"
_BEFORE = Pattern(rf"(?i)(?<![\w.-])(?P<name>{_NAME})\.?(?:\s?[,\u060c\u3001]\s{{0,3}}|\s{{1,3}}){_ARTICLE}\Z")
_BEHIND = Pattern(
    rf"\s{{0,2}}[(\[]\s?(?P<bracketed>{_NAME})\.?\s?[)\]]"
    rf"|(?:\s?,\s?|\s)(?P<bare>{_NAME})\.?(?=\s*(?:\Z|[\n>\]|]|\d\d?:\d\d))"
)
# Single signs are names of days in brackets only; 周一 begins people's names.
EASTERN = ("zh", "ja", "ko")
"""Languages that do not set words apart."""
_GOES_ON = r"(?![\u4e00-\u9fff])|(?=[上下早晚中凌午夜的举舉在至到])"
# `Friday - Sunday, 12 July 2018`: the date is one of two.
_SPAN = Pattern(
    rf"(?i)(?P<name>{_NAME})\.?\s?(?:[-\u2013\u2014/&+,]|and|or|to|und|oder|bis|et|ou|au|y|o|al|e|a|до|и)\s?\Z"
)
_NAME_BEFORE = Pattern(r"(?:\A|[^\w'])(?P<word>[^\W\d_][\w']*)\s{1,3}\Z")
_MAY_STAND_BEFORE = {"On", "Am", "Le", "El", "Em"}
_MONTH = Pattern(r"[^\W\d_]{3,12}")
_WITH_CLOCK = Pattern(r",?(?:\s+at)?\s+\d\d?:\d\d")
_SUN, _WHOLE_MONTHS = "sun", {"may", "june", "july"}
_SHORT_MONTH = 4
# Letters of a name that can stand alone.
_SHORTEST, _SHORTEST_EASTERN = 5, 2


class StatedWeekday(Struct, frozen=True):
    """The name of a day of the week beside a date, and where the two stand in the text."""

    number: int
    """0 for Monday, as Python counts."""
    name: str
    found: FoundDate
    start: int
    end: int


def places_with_weekdays(text: str) -> Iterator[int]:
    """Find the years in a text that have the name of a day of the week near them: a cheap sign."""
    names = _languages().keys()
    for found in chain.from_iterable(pattern.finditer(text) for pattern in _YEARS):
        before = text[max(0, found.start() - 1) : found.start()]
        if before.isascii() and before.isalnum():
            # Digits of a longer number, or of a name: `journal2017.example`.
            continue
        near = text[max(0, found.start() - _REACH) : found.end() + _REACH_BEHIND].lower()
        if not names.isdisjoint(_NAMES.findall(near)) or _may_name_eastern_day(near):
            yield found.start()


def _may_name_eastern_day(near: str) -> bool:
    """Tell whether one of the names that are not set apart stands in a stretch of text."""
    return not near.isascii() and not _eastern_signs().isdisjoint(near) and _EASTERN_NAMES.search(near) is not None


@data.derived
def _eastern_signs() -> frozenset[str]:
    """Gather the signs with which the names end that are not set apart."""
    return frozenset(name[-1] for name, languages in _languages().items() if not set(EASTERN).isdisjoint(languages))


def weekdays_in(text: str) -> Iterator[StatedWeekday]:
    """Find the days of the week that stand directly beside a whole date."""
    for found in dates_near(text, sorted(places_with_weekdays(text))):
        if found.date.possible and found.date.precision is Precision.DAY:
            stated = day_beside(text, found)
            if stated:
                yield stated


def day_beside(text: str, date: FoundDate) -> StatedWeekday | None:
    """Find the day of the week that stands directly beside a date; None if there is none."""
    return _before(text, date) or _behind(text, date)


@data.derived
def names_of_days(language: str) -> dict[str, int]:
    """Map the names of the days in a language that need no date beside them to their numbers, 0 for Monday.

    Short ones are as often other words, and some names are those of people.
    """
    lists = data.load("weekdays")
    shortest = _SHORTEST_EASTERN if language in EASTERN else _SHORTEST
    return {
        form: number
        for number, forms in enumerate(lists["names"].get(language, ()))
        for form in forms.split()
        if len(form) >= shortest and (form not in lists["called"]["people"] or form == forms.split()[0])
    }


def dates_near(text: str, years: Iterable[int]) -> Iterator[FoundDate]:
    """Find the dates around some years, each once: looking through the whole text for them costs many times more."""
    behind = 0
    for year in years:
        for found in stated_dates(text, max(behind, year - _REACH), min(len(text), year + _REACH_BEHIND)):
            behind = found.end
            yield found


@data.derived
def _languages() -> dict[str, dict[str, int]]:
    """Map every name of a day to its number in each language that has it."""
    names: dict[str, dict[str, int]] = {}
    for language, days in data.load("weekdays")["names"].items():
        for number, forms in enumerate(days):
            for form in forms.split():
                names.setdefault(form, {})[language] = number
    return names


@data.derived
def _long() -> frozenset[str]:
    """List the names that are written in full, but for those that people are called too."""
    lists = data.load("weekdays")
    whole = {forms.split()[0] for days in lists["names"].values() for forms in days}
    return frozenset(whole.difference(lists["called"]["people"]))


def _eastern_names() -> str:
    """Make the source of a pattern of the names of days in languages that do not set words apart."""
    names = [name for name, languages in _languages().items() if not set(EASTERN).isdisjoint(languages)]
    whole = "|".join(sorted((name for name in names if len(name) > 1), key=lambda name: (-len(name), name)))
    single = "".join(name for name in names if len(name) == 1)
    return rf"\s?(?:[(（\[【]\s?(?P<bracketed>{whole}|[{single}])\s?[)）\]】]|(?P<bare>{whole})(?:{_GOES_ON}))"


_EASTERN_NAMES = data.pattern(_eastern_names)


def _before(text: str, date: FoundDate) -> StatedWeekday | None:
    """Read the name of a day that stands before a date."""
    begin = max(0, date.start - _REACH)
    near = text[begin : date.start]
    found = _BEFORE.search(near)
    if found is None or _is_part_of_name(near[: found.end("name")]) or _ends_span(near[: found.start()]):
        return None
    behind_name = _NAME_BEFORE.search(near[: found.start()])
    if not _is_long(found["name"]) and behind_name and _is_name(behind_name["word"]):
        return None
    number = _number(found["name"], text, date)
    return None if number is None else StatedWeekday(number, found["name"], date, begin + found.start(), date.end)


def _behind(text: str, date: FoundDate) -> StatedWeekday | None:
    """Read the name of a day that stands behind a date."""
    eastern = _EASTERN_NAMES.match(text, date.end)
    found = eastern or _BEHIND.match(text, date.end)
    if found is None:
        return None
    name = found["bracketed"] or found["bare"]
    number = _agreed(name, EASTERN, date) if eastern else _number(name, text, date)
    return None if number is None else StatedWeekday(number, name, date, date.start, found.end())


def _is_long(name: str) -> bool:
    return name.lower() in _long()


def _is_name(word: str) -> bool:
    """Tell whether a word before a short name may make it one of something else: `Vancouver Sun`, `Plácido Domingo`."""
    return word[0].isupper() and word not in _MAY_STAND_BEFORE


def _is_part_of_name(text: str) -> bool:
    """Tell whether the name of a day with which a text ends is that of a newspaper or of a day of another kind."""
    words = text.lower().split()[:-1]
    return any(words[-len(before) :] == before for before in _names_before())


@data.derived
def _names_before() -> tuple[list[str], ...]:
    return tuple(words.split() for words in data.load("weekdays")["called"]["before"])


def _ends_span(text: str) -> bool:
    """Tell whether a text ends with the name of another day and the sign of a span."""
    found = _SPAN.search(text)
    return found is not None and found["name"].lower() in _languages()


def _number(name: str, text: str, date: FoundDate) -> int | None:
    """Give the number of a day by its name; None if something else may be meant."""
    languages = _languages().get(name.lower())
    if languages is None:
        return None
    spoken = next((found for word in _MONTH.findall(date.date.source) if (found := month_languages(word))), None)
    if _is_long(name):
        return _agreed(name, languages if spoken is None else languages.keys() & spoken, date)
    year_first = date.date.source[:4].isdigit()
    if (name.isupper() and not date.date.source.isupper()) or (name.lower() == _SUN and not _is_day(text, date)):
        return None
    if spoken is None:
        return _agreed(name, {"en"}, date) if year_first else None
    # Months are called alike in many languages; what is English too may be so.
    return _agreed(name, languages.keys() & ({"en"} if "en" in spoken else spoken), date)


def _is_day(text: str, date: FoundDate) -> bool:
    """Tell whether `Sun` beside a date is a day rather than a newspaper: with a short month, a time, in numbers."""
    source = date.date.source
    month = next((word.lower() for word in _MONTH.findall(source)), "")
    if ":" in source or _WITH_CLOCK.match(text, date.end):
        return True
    return len(month) <= _SHORT_MONTH and month not in _WHOLE_MONTHS


def _agreed(name: str, languages: Iterable[str], date: FoundDate) -> int | None:
    """Give the number that a name has in all of some languages, if all of them dated by our calendar then."""
    numbers, since = _languages()[name.lower()], data.load("weekdays")["since"]
    named = [language for language in languages if language in numbers]
    if any(date.date.year < since[language] for language in named):
        return None
    agreed = {numbers[language] for language in named}
    return agreed.pop() if len(agreed) == 1 else None
