"""Dates in running text and metadata, with the precision that they are written with.

Missing parts stay missing and impossible days stay impossible: a parser that repairs or invents hides what an audit
is looking for. Month names come from `data/months.toml`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations.eastern_numbers import DIGITS, TENS, eras, number
from linkaudit.models import MONTHS_IN_YEAR, PartialDate
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

# Years of print and of plans; anything else is another kind of number.
_YEAR = r"(?:1[5-9]\d{2}|20\d{2}|21\d{2})"
_WORD = r"[^\W\d_]{3,12}"
_OF = r"(?:\s*(?:de|del|of|di|d'|do)\b)?"
_WIDE = r"[１２][０-９]{3}"
_WRITTEN_YEAR, _WRITTEN = rf"[一二][{DIGITS}]{{3}}", rf"[{DIGITS}{TENS}]"
_NUMBER = r"(?<!\d)(?<!\d[.,/-])"
_FORMS = (
    # 2018-07-12, 2018/7/12, 2018.07.12, also before a time or a zone; 2018-07 alone.
    rf"{_NUMBER}(?P<iso_y>{_YEAR})(?P<iso_s>[-/.])(?P<iso_m>\d{{1,2}})(?:(?P=iso_s)(?P<iso_d>\d{{1,2}}))?(?=$|[^\d]|T\d)(?![-/.]\d)",
    # 2018年7月12日, 2018년 7월 12일, 2018年（平成30年）7月12日, ２０１８年７月１２日
    rf"(?P<cjk_y>{_YEAR}|{_WIDE})\s*[年년](?:\s?[(（][^()（）\n]{{2,8}}[)）])?\s*(?P<cjk_m>\d{{1,2}})\s*[月월](?:\s*(?P<cjk_d>\d{{1,2}})\s*[日号號일])?",
    # 二〇一八年七月十二日
    rf"(?<!{_WRITTEN})(?P<han_y>{_WRITTEN_YEAR})年(?P<han_m>{_WRITTEN}{{1,2}})月(?:(?P<han_d>{_WRITTEN}{{1,3}})[日号號])?",
    # 12 tháng 7 năm 2018
    rf"(?:{_NUMBER}(?P<vi_d>\d{{1,2}})\s+)?tháng\s+(?P<vi_m>\d{{1,2}})(?:\s+năm|,)?\s+(?P<vi_y>{_YEAR})(?!\d)",
    # July 12, 2018; Jul. 12th 2018; Mai 06 2018; julio 12 de 2018
    rf"(?<!\w)(?P<mdy_m>{_WORD})\.?\s+(?P<mdy_d>\d{{1,2}})(?:st|nd|rd|th)?(?:,|{_OF})\s+(?P<mdy_y>{_YEAR})(?!\d)",
    # Sep 24 10:00:00 2026, as C's ctime writes it
    rf"(?<!\w)(?P<c_m>{_WORD})\s+(?P<c_d>\d{{1,2}})\s+\d\d:\d\d(?::\d\d)?(?:\s+[A-Z]{{1,5}})?\s+(?P<c_y>{_YEAR})(?!\d)",
    # 12 July 2018; 12. Juli 2018; 12 de julio de 2018; 1er juillet 2018; 1.º de julho de 2018; 7 March2015
    rf"{_NUMBER}(?P<dmy_d>\d{{1,2}})(?:st|nd|rd|th|er|re|\.?[ºª°]|[.»”\"])?[\s-]?{_OF}\s*(?P<dmy_m>{_WORD})\.?,?[\s-]?{_OF}\s*(?P<dmy_y>{_YEAR})(?!\d)",
    # July 2018; Juli 2018; julio de 2018
    rf"(?<!\w)(?P<my_m>{_WORD})\.?,?{_OF}\s+(?P<my_y>{_YEAR})(?!\d)",
    # 2013-October; 2018 July 12
    rf"{_NUMBER}(?P<ymd_y>{_YEAR})[\s-](?P<ymd_m>{_WORD})\.?(?:[\s-](?P<ymd_d>\d{{1,2}}))?(?!\w)",
    # 12.07.2018, 12. 7. 2018: with full stops the day comes first. 8/7/2024: only the year is sure unless one number is
    # over 12, or the language is known to begin with the day.
    rf"{_NUMBER}(?P<num_a>\d{{1,2}})(?P<num_s>\.\s?|[/-])(?P<num_b>\d{{1,2}})(?P=num_s)(?P<num_y>{_YEAR})(?![\d./-]*\d)",
)


def _forms() -> str:
    """Join the forms of dates with those of the eras: 平成30年7月12日, 民國107年7月12日, 令和元年5月1日."""
    era = (
        rf"(?P<era_e>{'|'.join(eras())})\s?(?P<era_y>\d{{1,3}}|[{DIGITS}{TENS}]{{1,4}})\s?年"
        rf"\s?(?P<era_m>\d{{1,2}}|{_WRITTEN}{{1,2}})\s?月(?:\s?(?P<era_d>\d{{1,2}}|{_WRITTEN}{{1,3}})\s?[日号號])?"
    )
    return "|".join((*_FORMS, era))


_DATE = data.pattern(_forms)
_ONLY_YEAR = Pattern(_YEAR)
_ANY_YEAR = Pattern(r"(?:1[5-9]|20|21)\d\d")
_SIGNS_OF_YEARS = ("年", "년")
_COMPACT = Pattern(rf"({_YEAR})(\d\d)(\d\d)(?:T?\d{{4,6}}Z?)?$")


class FoundDate(Struct, frozen=True):
    """A date in a text and where it stands there."""

    date: PartialDate
    start: int
    end: int


@data.derived
def _months() -> dict[str, int]:
    """Map every name of a month to its number."""
    return {
        name: number
        for language, names in data.load("months").items()
        if language != "date"
        for number, forms in enumerate(names, start=1)
        for name in forms.split()
    }


def may_hold_date(text: str) -> bool:
    """Tell, many times faster than by looking for one, whether there can be a date in a text: each names a year."""
    if _ANY_YEAR.search(text):
        return True
    return not text.isascii() and any(sign in text for sign in _SIGNS_OF_YEARS)


def find_dates(text: str, start: int = 0, end: int | None = None, *, day_first: bool = False) -> Iterator[FoundDate]:
    """Find the dates in `text[start:end]` that name a year, in order; `day_first` is how `12/07/2018` is meant."""
    position, stop = start, len(text) if end is None else end
    while found := _DATE.search(text, position, stop):
        read = _read(found, day_first=day_first)
        if read is None:
            # A word that is no month may hide the beginning of a date: `Monday 12 July 2018`.
            position = found.start() + 1
            continue
        yield FoundDate(read, *found.span())
        position = found.end()


def stated_dates(text: str, start: int = 0, end: int | None = None) -> Iterator[FoundDate]:
    """Find the dates in `text[start:end]` that somebody states: those within URLs are left out."""
    return (found for found in find_dates(text, start, end) if not _in_url(text, found.start))


def _in_url(text: str, index: int) -> bool:
    """Tell whether a place of a text lies within a URL: what it says there, nobody states."""
    begin = index
    while begin and not text[begin - 1].isspace():
        begin -= 1
    return "://" in text[begin:index]


def parse_date(text: str) -> PartialDate | None:
    """Read the date with which a field begins (`2018-07-12T10:00Z`, `Sat, July 14, 2018`); None if there is none.

    A year alone counts only if it is all there is.
    """
    stripped = text.strip().strip("'\"")
    if _ONLY_YEAR.fullmatch(stripped):
        return PartialDate(int(stripped), source=stripped)
    compact = _COMPACT.match(stripped)
    if compact:
        return PartialDate(int(compact[1]), int(compact[2]), int(compact[3]), stripped)
    found = next(find_dates(stripped), None)
    return found.date if found else None


def month_number(word: str) -> int | None:
    """Give the number of a month by its name in any of the known languages."""
    return _months().get(word.lower().rstrip("."))


def month_languages(word: str) -> frozenset[str]:
    """List the languages in which a word is the name of a month."""
    return _languages().get(word.lower().rstrip("."), frozenset())


@data.derived
def _languages() -> dict[str, frozenset[str]]:
    """Map every name of a month to the languages that have it."""
    names: dict[str, set[str]] = {}
    for language, months in data.load("months").items():
        for form in " ".join(months).split() if language != "date" else ():
            names.setdefault(form, set()).add(language)
    return {name: frozenset(languages) for name, languages in names.items()}


def _read(found: re.Match[str], *, day_first: bool) -> PartialDate | None:
    """Turn a match into a date; None if its word is no month."""
    name = (found.lastgroup or "").partition("_")[0]
    parts = {key.partition("_")[2]: value for key, value in found.groupdict().items() if key.startswith(f"{name}_")}
    source = found[0]
    if name in ("han", "era"):
        return _eastern(parts, source)
    year = int(parts["y"])
    if name == "num":
        first, second = int(parts["a"]), int(parts["b"])
        day_first = (parts["s"] or "").startswith(".") or (day_first and second <= MONTHS_IN_YEAR)
        return _numeric(year, first, second, source, day_first=day_first)
    month = int(parts["m"]) if (parts["m"] or "").isdigit() else month_number(parts["m"] or "")
    if month is None:
        return None
    day = parts.get("d")
    return PartialDate(year, month, int(day) if day else None, source)


def _eastern(parts: dict[str, str | None], source: str) -> PartialDate | None:
    """Read a date that is counted by an era, or whose numbers are written out; None if they are no numbers."""
    try:
        year, month = number(parts["y"] or ""), number(parts["m"] or "")
        day = number(parts["d"]) if parts["d"] else None
    except (KeyError, ValueError):
        return None
    era = parts.get("e")
    return PartialDate(year + eras()[era] if era else year, month, day, source)


def _numeric(year: int, first: int, second: int, source: str, *, day_first: bool) -> PartialDate:
    """Read a date whose year comes last, as far as its order is certain."""
    if day_first or first > MONTHS_IN_YEAR or first == second:
        return PartialDate(year, second, first, source)
    if second > MONTHS_IN_YEAR:
        return PartialDate(year, first, second, source)
    return PartialDate(year, source=source)
