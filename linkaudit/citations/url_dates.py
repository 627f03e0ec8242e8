"""Dates in URLs: the forms in which sites write them."""

from __future__ import annotations

import re
from enum import StrEnum, unique
from typing import TYPE_CHECKING
from urllib.parse import unquote

from msgspec import Struct

from linkaudit import data
from linkaudit.citations import urls, written
from linkaudit.citations.dates import month_number
from linkaudit.citations.url_numbers import (
    has_identifiers_around,
    is_compact_date,
    is_compact_month,
    is_counted,
    is_numbered_in_year,
    is_of,
    is_version,
    is_volume,
)
from linkaudit.models import MONTHS_IN_YEAR, PartialDate
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BEHIND_HOST = Pattern(r"[^/?]*://[^/?]*([/?].*)", re.DOTALL)
# A URL says its date early; what comes later in one of enormous length is content.
_LONGEST = 4096
_YEAR = r"(?:19|20|21)\d\d"
_ANY_YEAR = Pattern(_YEAR)
_YEAR_BEHIND_HOST = Pattern(rf"(?m)^[^/\n]*//[^/?#\n]*+[^\n]*?{_YEAR}")
_WORD = r"[^\W\d_]{3,10}"
_BEFORE, _AFTER = r"(?<![^/_.,;:!(?&=+~-])", r"(?![^/_.,;:!)?&=+~%#T-])"
_SEGMENTS = Pattern(rf"/(?P<y>{_YEAR})/(?P<m>\d{{1,2}}|{_WORD})/(?P<d>\d{{1,2}})(?=$|[/_.,?#-])")
# `/2018-07/12/`, `/2018/0712/`, `/201807/12/`: two of the three parts in one segment, as Chinese news sites have it.
_TWO_SEGMENTS = Pattern(rf"/(?P<y>{_YEAR})(?:-?(?=\d\d/\d)|/(?=\d\d-?\d\d/))(?P<m>\d\d)[-/]?(?P<d>\d\d)(?=/[^/])")
_HYPHENATED = Pattern(rf"{_BEFORE}(?P<y>{_YEAR})(?P<s>[-_])(?P<m>\d\d)(?P=s)(?P<d>\d\d){_AFTER}")
# `/t20180712_…` and `/story20180712-…` are names that content systems give, `QQ20180712-…` and `IMG20180712…` those of
# cameras and screens. The time of the day may follow at once, down to thousandths of a second.
_COMPACT = Pattern(
    rf"(?:(?<=/t)|(?<=/story)|(?<=QQ)|(?<=WX)|(?<=IMG)|(?<=VID)|(?<![A-Za-z0-9.%]))(?P<y>{_YEAR})(?P<m>\d\d)(?P<d>\d\d)"
    r"(?:T\d{4,6}Z?|(?:[01]\d|2[0-3])[0-5]\d(?:[0-5]\d\d{0,3})?)?(?![A-Za-z0-9%]|\.\d)"
)
_YEAR_LAST = Pattern(
    rf"/(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y>{_YEAR})(?=$|[/?#])"
    rf"|{_BEFORE}(?P<c>\d\d)(?P<s>[-_])(?P<d>\d\d)(?P=s)(?P<z>{_YEAR}){_AFTER}"
)
# `/title-12-july-2018.html`, `/july-12th-2018`, `/12/july/2018/`, `/2018/july-12`, `/12-de-julio-de-2018`
_SEPARATOR, _OF = r"[-_/+ ]", r"(?:d[eo]l?[-_])?"
_NAMED = Pattern(
    rf"(?<![^\W_])(?:(?P<d>\d{{1,2}})(?:st|nd|rd|th|er)?{_SEPARATOR}{_OF}(?P<m>{_WORD}){_SEPARATOR}{_OF}(?P<y>{_YEAR})"
    rf"|(?P<n>{_WORD}){_SEPARATOR}(?P<e>\d{{1,2}})(?:st|nd|rd|th)?{_SEPARATOR}{{1,2}}(?P<z>{_YEAR})"
    rf"|(?P<x>{_YEAR}){_SEPARATOR}(?P<o>{_WORD}){_SEPARATOR}(?P<f>\d{{1,2}})(?:st|nd|rd|th)?)(?![^\W_])"
)
_PARAMETERS = data.pattern(
    lambda: (
        rf"(?i)(?<![^&;?])(?:{'|'.join(map(re.escape, data.load('url_dates')['parameters']))})="
        rf"(?P<y>{_YEAR})[-/]?(?P<m>\d\d)[-/]?(?P<d>\d\d)(?!\d)"
    )
)
_PARTS = Pattern(
    rf"(?i)(?<![^&;?])y(?:ear)?=(?P<y>{_YEAR})[&;]m(?:onth)?=(?P<m>\d{{1,2}})[&;]d(?:ay)?=(?P<d>\d{{1,2}})(?!\d)"
)
# `/2018/07/title`, `/2018/july/`; `/2018-07/`, `/2018-July/`, `/july-2018/`, `/201807/` as the whole of a segment.
_MONTH = Pattern(rf"/(?:(?P<y>{_YEAR})(?P<s>[/_-]?)(?P<m>\d{{1,2}}|{_WORD})|(?P<n>{_WORD})[_-]?(?P<z>{_YEAR}))(?=$|/)")
_SHORT_YEAR = Pattern(
    rf"/(?P<y>[0-4]\d|9\d)(?:_(?P<n>{_WORD})_(?P<e>\d\d)(?=/)|/(?P<m>\d\d)(?P<d>\d\d)/\d\d/[0-9A-Z]{{16}}\.html)"
)
_YEAR_FIRST = Pattern(rf"(\d{{4}})([-_/]?)(\d\d|\d|{_WORD})([-_/]?)(\d{{1,2}})(T?\d*Z?)")
_CENTURY, _LAST_CENTURY_FROM = 2000, 90


@unique
class Form(StrEnum):
    """How a date stands in a URL."""

    SEGMENTS = "year/month/day"
    MONTH = "year/month"
    HYPHENATED = "year-month-day"
    COMPACT = "yyyymmdd"
    YEAR_LAST = "day/month/year"
    NAMED = "month by name"
    PARAMETER = "query parameter"


class UrlDate(Struct, frozen=True):
    """A date in a URL: what it says, how it is written."""

    date: PartialDate
    form: Form
    other: PartialDate | None = None
    """For `/12/07/2018/`, of which only the year is sure: what it is if the month stands first."""

    @property
    def text(self) -> str:
        """The stretch of the URL that says it."""
        return self.date.source

    @property
    def readings(self) -> tuple[PartialDate, ...]:
        """The days that it can be: one, or two if nothing tells day and month apart."""
        if self.other is None or self.other.day is None:
            return (self.date,)
        return (PartialDate(self.other.year, self.other.day, self.other.month, self.text), self.other)

    def rewritten(self, date: PartialDate) -> str:
        """Write another day in the form of this one; empty if the year does not stand first, or a name would change."""
        found = _YEAR_FIRST.fullmatch(self.text)
        if found is None or date.month is None or date.day is None or self.form in (Form.NAMED, Form.YEAR_LAST):
            return ""
        _, first, month, second, day, time = found.groups()
        if month.isdigit():
            month = f"{date.month:0{len(month)}d}"
        elif date.month != self.date.month:
            return ""
        return f"{date.year:04d}{first}{month}{second}{date.day:0{len(day)}d}{time}"


@data.derived
def url_date(url: str) -> UrlDate | None:
    """Find the date that a URL carries; for the URL of a capture, that of the original resource inside.

    The most telling form wins; None if there is no evident date.
    """
    subject = urls.subject(url)
    if not _may_be_dated(subject):
        return None
    behind_host = _BEHIND_HOST.match(subject.partition("#")[0])
    if behind_host is None:
        return None
    tail, host = behind_host[1][:_LONGEST], urls.host(subject)
    if not _ANY_YEAR.search(tail):
        return next(_with_short_year(tail), None) if is_of(host, "short_years") else None
    return next(_dates(tail, host), None)


def any_may_be_dated(addresses: Iterable[str], hosts: Iterable[str]) -> bool:
    """Tell as cheaply, and of many at once, whether one of some URLs that are their own subjects may carry a date."""
    return _YEAR_BEHIND_HOST.search("\n".join(addresses)) is not None or any(
        is_of(host, "short_years") for host in hosts
    )


def _may_be_dated(url: str) -> bool:
    """Tell cheaply whether a URL that is its own subject may carry a date: most do not."""
    host_end = url.find("/", url.find("//") + 2)
    return _ANY_YEAR.search(url, max(host_end, 0)) is not None or is_of(written.host(url), "short_years")


def _dates(tail: str, host: str) -> Iterator[UrlDate]:
    """Find dates in what stands behind the host, the most telling form first."""
    path, _, query = tail.partition("?")
    path = unquote(path) if "%" in path else path
    yield from _in_segments(path, host)
    for found in _HYPHENATED.finditer(path):
        if not is_version(path, found):
            yield UrlDate(_date(found, int(found["m"])), Form.HYPHENATED)
    for found in _COMPACT.finditer(path):
        if is_compact_date(path, found, host):
            yield UrlDate(_date(found, int(found["m"])), Form.COMPACT)
    for found in _YEAR_LAST.finditer(path):
        yield from _year_last(found, host)
    for found in _NAMED.finditer(path):
        month = month_number(found["m"] or found["n"] or found["o"])
        # `/2018/jul/12` is one of segments, or none.
        if month is not None and not is_version(path, found) and not (found["x"] and found[0].count("/") > 1):
            year, day = found["y"] or found["z"] or found["x"], found["d"] or found["e"] or found["f"]
            yield UrlDate(PartialDate(int(year), month, int(day), found[0]), Form.NAMED)
    for pattern in (_PARAMETERS, _PARTS) if query else ():
        for found in pattern.finditer(query):
            yield UrlDate(_date(found, int(found["m"])), Form.PARAMETER)
    yield from _months(path, host)


def _in_segments(path: str, host: str) -> Iterator[UrlDate]:
    """Find dates in segments of the path: `/2018/07/12/`."""
    for found in _SEGMENTS.finditer(path):
        month = _month(found["m"])
        date = _date(found, month or 0)
        if month is not None and not has_identifiers_around(path, found, date) and not is_of(host, "numbering_months"):
            yield UrlDate(date, Form.SEGMENTS)
    for found in _TWO_SEGMENTS.finditer(path):
        date = _date(found, int(found["m"]))
        if date.possible and not is_numbered_in_year(path, found):
            yield UrlDate(date, Form.SEGMENTS)


def _date(found: re.Match[str], month: int) -> PartialDate:
    source = found[0].strip("/")
    if "=" in source and "&" not in source and ";" not in source:
        source = source.rpartition("=")[2]
    return PartialDate(int(found["y"]), month, int(found["d"]), source)


def _month(text: str) -> int | None:
    """Read a month given by number or by name; None if the word names none."""
    return int(text) if text.isdigit() else month_number(text)


def _months(path: str, host: str) -> Iterator[UrlDate]:
    """Find months: `/2018/07/title`, `/2018-July/`."""
    for found in _MONTH.finditer(path):
        written = found["m"] or found["n"]
        month = _month(written)
        if month is not None and 1 <= month <= MONTHS_IN_YEAR and not _is_other_number(path, found, host):
            year = int(found["y"] or found["z"])
            yield UrlDate(PartialDate(year, month, source=found[0].strip("/")), Form.MONTH)


def _is_other_number(path: str, found: re.Match[str], host: str) -> bool:
    """Tell whether the number behind a year is that of a week, an issue or the next year rather than a month."""
    if is_counted(path, found) or is_numbered_in_year(path, found):
        return True
    if not (found["m"] or "").isdigit():
        return False
    if len(found["m"]) == 1:
        return found["s"] != "/" or is_volume(path, found)
    if found["s"] == "/":
        return False
    if found["s"]:
        # `/2006-07/`: a season, a school year.
        return int(found["m"]) == (int(found["y"]) + 1) % 100 or is_version(path, found)
    return not is_compact_month(path, found, host)


def _year_last(found: re.Match[str], host: str) -> Iterator[UrlDate]:
    """Read `12/07/2018` as far as its order is certain: by the numbers, else by the country of the site."""
    first, second = int(found["a"] or found["c"]), int(found["b"] or found["d"])
    year, source = int(found["y"] or found["z"]), found[0].strip("/")
    day_first = PartialDate(year, second, first, source)
    if max(first, second) <= MONTHS_IN_YEAR and first != second:
        if is_of(host.rpartition(".")[2], "day_first"):
            yield UrlDate(day_first, Form.YEAR_LAST)
        else:
            month_first = PartialDate(year, first, second, source)
            yield UrlDate(PartialDate(year, source=source), Form.YEAR_LAST, other=month_first)
    elif min(first, second) <= MONTHS_IN_YEAR:
        certain = PartialDate(year, first, second, source) if second > MONTHS_IN_YEAR else day_first
        yield UrlDate(certain, Form.YEAR_LAST)


def _with_short_year(tail: str) -> Iterator[UrlDate]:
    """Find dates with two digits of the year, at sites that write them so."""
    for found in _SHORT_YEAR.finditer(tail):
        short = int(found["y"])
        year = short + _CENTURY - (100 if short >= _LAST_CENTURY_FROM else 0)
        month, day = _month(found["n"] or found["m"]), int(found["e"] or found["d"])
        if month is not None and PartialDate(year, month, day).possible:
            yield UrlDate(PartialDate(year, month, day, found[0].strip("/").partition(".")[0]), Form.SEGMENTS)
