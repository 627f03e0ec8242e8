"""Dates in the fields of bibliographic entries, with the precision that they are written with.

EDTF as BibLaTeX and CSL use it (ISO 8601-2; Library of Congress, "Extended Date/Time Format Specification"), the parts
of BibTeX, the slashes of RIS, and dates as in running text. A span of time is known as far as its ends agree; what is
only about a date is known to the year.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations.dates import find_dates, month_number, parse_date
from linkaudit.models import MONTHS_IN_YEAR, Dated, PartialDate, Precision
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    import re

    from linkaudit.models import Entry

# EDTF numbers seasons, quarters and the like from 21 on.
_SEASONS = range(21, 42)
_EDTF = Pattern(r"(?P<y>\d{4})(?:-(?P<m>\d\d|[uX]{2})(?:-(?P<d>\d\d|[uX]{2}))?)?(?:[T ]\d\d:\d\d.*)?(?P<about>[?~%]*)")
_RIS = Pattern(r"(?P<y>\d{4})/(?P<m>\d{0,2})(?:/(?P<d>\d{0,2})(?:/.*)?)?(?P<about>)")
_END = r"\d{4}(?:-[\duX]{2}){0,2}[?~%]*|unknown|open|\.\.|"
_SPAN = Pattern(rf"(?P<from>{_END})/(?P<to>{_END})")
_YEARS = Pattern(r"\d{4}\s*(?:-{1,3}|[\u2010-\u2014/])\s*(?:\d{2}|\d{4})")
# `c2018`, `[2018]`, `2018a`; `ca. 2018`
_YEAR = Pattern(r"(?i)[\s(\[\u00a9]*(?:c(?=\d)|ca?\.|circa|about|copyright)?[\s(\[\u00a9]*(?P<y>\d{4})[a-z]?[\s.,)\]]*")
_MONTH_YEAR = Pattern(r"(?P<m>\d{1,2})[/.](?P<y>\d{4})")
# What stands before the end of a span: its beginning, of which the end tells the year, perhaps the month.
_BEFORE_END = Pattern(
    r"(?:(?<![\w.])(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?|(?<!\w)[^\W\d_]{3,12}\.?)(?:\s+(?:de\s+)?[^\W\d_]{3,12}|\s+\d{1,2})?"
    r"\s*(?:[-/&\u2010-\u2014]|--|\b(?:and|to|und|bis|et|au|y|al|e|do|\u0434\u043e)\b)\s*$"
)
# Ways of writing that only a date field can be meant by: `2018. július 12.`, `12. 7. 2018`, dashes for hyphens.
_RESPELLED = (
    (Pattern(r"^(\d{4})\.\s+([^\W\d_]+)\s+(\d{1,2})\.?$"), r"\1 \2 \3"),
    (Pattern(r"^(\d{1,2})\.\s+(\d{1,2})\.\s+(\d{4})$"), r"\1.\2.\3"),
    (Pattern(r"^(\d{4})[\u2010-\u2014](\d\d)[\u2010-\u2014](\d\d)$"), r"\1-\2-\3"),
)
_AROUND = " \t\r\n{}\"'"
_WORD = Pattern(r"[^\W\d_]+")
_NUMBER = Pattern(r"\d+")


def entry_date(text: str) -> PartialDate | None:
    """Read what a date field says; None if that is no date, or a span of time whose ends share not even the year."""
    stripped = text.strip(_AROUND)
    span = _SPAN.fullmatch(stripped)
    if span:
        return _shared([entry_date(span["from"]), entry_date(span["to"])], stripped)
    parts = _EDTF.fullmatch(stripped) or _RIS.fullmatch(stripped)
    if parts:
        return _of_parts(parts, stripped)
    year = _YEAR.fullmatch(stripped)
    if year:
        return PartialDate(int(year["y"]), source=stripped)
    if _YEARS.fullmatch(stripped):
        return None
    month = _MONTH_YEAR.fullmatch(stripped)
    if month and int(month["m"]) <= MONTHS_IN_YEAR:
        return PartialDate(int(month["y"]), int(month["m"]), source=stripped)
    text = stripped
    for spelling, plain in _RESPELLED:
        text = spelling.sub(plain, text)
    return _of_words(text, stripped)


def _of_words(text: str, source: str) -> PartialDate | None:
    """Read a date as people write it; of a span such as `12-14 July 2018`, `May/June 2018` what its ends share."""
    found = list(find_dates(text))
    if len(found) > 1:
        return _shared([each.date for each in found], source)
    before = _BEFORE_END.search(text, 0, found[0].start) if found else None
    if before is None:
        return parse_date(text)
    date = found[0].date
    month = next((number for word in _WORD.findall(before[0]) if (number := month_number(word))), None)
    if month and month != date.month:
        return replace(date.coarsened(Precision.YEAR), source=source)
    same_month = before["day"] and date.precision is Precision.DAY
    return replace(date.coarsened(Precision.MONTH), source=source) if same_month else date


def composed_date(year: str, month: str = "", day: str = "") -> PartialDate | None:
    """Put a date together out of the fields of an entry: a year, a month by name or number, perhaps with a day."""
    whole = entry_date(year)
    if whole is None or whole.precision is not Precision.YEAR:
        return whole
    names = [number for word in _WORD.findall(month) if (number := month_number(word))]
    words = len(_WORD.findall(month))
    numbers = [int(number) for number in _NUMBER.findall(month) if len(number) < len("2018")]
    if len(names) == 1 and words == 1 and len(numbers) <= 1:
        found, number = names[0], numbers[0] if numbers else None
    elif not words and len(numbers) == 1:
        found, number = numbers[0], None
    else:
        # `Spring`, `July/August`: no single month.
        return whole
    days = _NUMBER.findall(day)
    if len(days) == 1 and len(days[0]) < len("2018"):
        number = int(days[0])
    source = " ".join(part for part in (year, month, day) if part)
    return PartialDate(whole.year, found, number, source)


def published(entry: Entry) -> Dated | None:
    """Date the publication that an entry is about."""
    for name in ("date", "year"):
        for field in entry.fields:
            if field.name == name and field.value:
                month, day = entry.field("month"), entry.field("day")
                date = entry_date(field.value) if name == "date" else None
                date = date or composed_date(field.value, month.value if month else "", day.value if day else "")
                if date:
                    return Dated(date, f"field {name}", date.source or field.value, field.location)
    return None


def dated(entry: Entry, name: str) -> Dated | None:
    """Read a date field of an entry."""
    field = entry.field(name)
    date = entry_date(field.value) if field else None
    return Dated(date, f"field {name}", field.value, field.location) if field and date else None


def _of_parts(parts: re.Match[str], source: str) -> PartialDate | None:
    """Make a date of its parts; those that are unknown or zero are missing, those that are impossible stay."""
    year, month, day = int(parts["y"]), _number(parts["m"]), _number(parts["d"])
    if not year:
        return None
    if month and month > MONTHS_IN_YEAR and day is None and month == (year + 1) % 100:
        # `2018-19`: two years, no month.
        return None
    date = PartialDate(year, month, day if month else None, source)
    if parts["about"] or (month in _SEASONS and day is None):
        return replace(date, month=None, day=None)
    return date


def _number(part: str | None) -> int | None:
    return int(part) or None if part and part.isdigit() else None


def _shared(dates: list[PartialDate | None], source: str) -> PartialDate | None:
    """Give what dates have in common; None if that is not even the year, or one is not known."""
    first = dates[0]
    if first is None or any(date is None or date.year != first.year for date in dates):
        return None
    for precision in (Precision.DAY, Precision.MONTH, Precision.YEAR):
        if len({date.coarsened(precision) for date in dates if date}) == 1:
            return replace(first.coarsened(precision), source=source)
    return None
