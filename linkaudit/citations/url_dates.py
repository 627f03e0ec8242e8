"""Dates in URLs, with their precision, impossible values kept.

A date counts only in an evident date slot. Identifiers, versions, CVE numbers, ranges of years, week numbers and the
dates of events in slugs are no dates of publication.
"""

from __future__ import annotations

import re
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.citations.dates import month_number
from linkaudit.models import MONTHS_IN_YEAR, PartialDate
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterator

# A number of eight digits is far oftener an identifier than a date, so its year must be one of the web's.
_COMPACT_YEARS = range(1990, 2041)
_DAYS = 31
_BEHIND_HOST = Pattern(r"[^/?]*://[^/?]*([/?].*)", re.DOTALL)
# A URL says its date early; what comes later in one of enormous length is content.
_LONGEST = 4096
_YEAR = r"(?:19|20|21)\d\d"
_BEFORE, _AFTER = r"(?<![^/_.,?&=+-])", r"(?![^/_.,?&=+#T-])"
_SEGMENTS = Pattern(rf"/(?P<y>{_YEAR})/(?P<m>\d{{1,2}}|[A-Za-z]{{3,9}})/(?P<d>\d{{1,2}})(?=$|[/_.,?#-])")
_MONTH_SEGMENTS = Pattern(rf"/(?P<y>{_YEAR})/(?P<m>\d\d|[A-Za-z]{{3,9}})(?=$|/)")
_HYPHENATED = Pattern(rf"{_BEFORE}(?P<y>{_YEAR})(?P<s>[-_])(?P<m>\d\d)(?P=s)(?P<d>\d\d){_AFTER}")
# `/2018-07/12/`, `/2018/0712/`, `/201807/12/`: two of the three parts in one segment, as Chinese news sites have it.
_TWO_SEGMENTS = Pattern(rf"/(?P<y>{_YEAR})(?:-?(?=\d\d/\d)|/(?=\d\d-?\d\d/))(?P<m>\d\d)[-/]?(?P<d>\d\d)(?=/[^/])")
# Laws and papers are numbered within their year: `/eli/acts/DU/2025/1209/text.pdf`.
_NUMBERED_IN_YEAR = Pattern(r"(?i)/(?:acts?|bills?|decisions?|eli|eprints?|laws?|loi|lois|lei|leis|legge|rulings?)/")
# `/t20180712_…` is the name that content systems of Chinese authorities give to a page.
_COMPACT = Pattern(
    rf"(?:(?<=/t)|(?<![A-Za-z0-9.%]))(?P<y>{_YEAR})(?P<m>\d\d)(?P<d>\d\d)(?:T\d{{4,6}}Z?)?(?![A-Za-z0-9%]|\.\d)"
)
_YEAR_LAST = Pattern(rf"/(?P<a>\d{{1,2}})/(?P<b>\d{{1,2}})/(?P<y>{_YEAR})(?=$|[/?#])")
_DATE_PARAMETER = Pattern(
    rf"(?i)(?<![^&;?])(?:date|pub_?date|published|day|dt)=(?P<y>{_YEAR})[-/]?(?P<m>\d\d)[-/]?(?P<d>\d\d)(?!\d)"
)
# Path segments behind which a number is an identifier, and those behind which a last one is.
_IDENTIFIED = {
    "abs", "answers", "bug", "bugs", "comments", "details", "dp", "entity", "gp", "handle", "id", "isbn", "issue",
    "issues", "item", "items", "med", "message", "messages", "node", "note", "notes", "oclc", "p", "patent", "people",
    "photo", "photos", "pmid", "product", "products", "pubmed", "pull", "q", "question", "questions", "record",
    "records", "review", "reviews", "show", "stable", "status", "statuses", "subject", "thread", "threads", "ticket",
    "tickets", "topic", "user", "users", "video", "videos", "watch",
}  # fmt: skip
# Path segments behind which a year goes on with a volume, an issue, a page.
_VOLUMES = {
    "abs",
    "abstract",
    "article",
    "articles",
    "content",
    "doi",
    "full",
    "html",
    "issue",
    "journal",
    "pdf",
    "toc",
}
_IDENTIFIED_AT_END = {"a", "article", "articles", "detail", "post", "posts", "view"}
# Sites that number what they publish, and have come past twenty million.
_NUMBERING = (
    "bbc.co.uk", "bbc.com", "dailymotion.com", "deviantart.com", "flickr.com", "gettyimages.com", "goodreads.com",
    "imgur.com", "issuu.com", "jstor.org", "meetup.com", "nih.gov", "prnewswire.com", "researchgate.net", "scribd.com",
    "shutterstock.com", "slideshare.net", "soundcloud.com", "tumblr.com", "vimeo.com", "worldcat.org",
)  # fmt: skip
# A version or a release is named by its number, whatever day it resembles.
_VERSION = Pattern(r"(?i)(?:^|[/_.-])(?:v|ver|version|release|releases|tag|tags|rfc|cve|issue|pull|commit)[/_.-]?$")
_VERSION_REACH = 12


@unique
class Form(StrEnum):
    """How a date stands in a URL."""

    SEGMENTS = "year/month/day"
    MONTH = "year/month"
    HYPHENATED = "year-month-day"
    COMPACT = "yyyymmdd"
    YEAR_LAST = "day/month/year"
    PARAMETER = "query parameter"


class UrlDate(Struct, frozen=True):
    """A date in a URL: what it says, how it is written."""

    date: PartialDate
    form: Form

    @property
    def text(self) -> str:
        """The stretch of the URL that says it."""
        return self.date.source


@data.derived
def url_date(url: str) -> UrlDate | None:
    """Find the date that a URL carries; for the URL of a capture, that of the original resource inside.

    The most telling form wins; None if there is no evident date.
    """
    subject = urls.subject(url)
    behind_host = _BEHIND_HOST.match(subject.partition("#")[0])
    if behind_host is None:
        return None
    host = f".{urls.host(subject)}"
    numbered = host.endswith(tuple(f".{site}" for site in _NUMBERING))
    return next(_dates(behind_host[1][:_LONGEST], numbered=numbered), None)


def _dates(tail: str, *, numbered: bool) -> Iterator[UrlDate]:
    """Find dates in what stands behind the host, the most telling form first; `numbered` is what it has numbers for."""
    path, _, query = tail.partition("?")
    yield from _in_segments(path)
    for found in _HYPHENATED.finditer(path):
        if not _is_version(path, found):
            yield UrlDate(_date(found, int(found["m"])), Form.HYPHENATED)
    for found in _COMPACT.finditer(path):
        if not numbered and _is_compact_date(path, found):
            yield UrlDate(_date(found, int(found["m"])), Form.COMPACT)
    for found in _YEAR_LAST.finditer(path):
        yield UrlDate(_year_last(found), Form.YEAR_LAST)
    for found in _DATE_PARAMETER.finditer(query):
        yield UrlDate(_date(found, int(found["m"])), Form.PARAMETER)
    for found in _MONTH_SEGMENTS.finditer(path):
        month = _month(found["m"])
        if month is not None and 1 <= month <= MONTHS_IN_YEAR:
            yield UrlDate(PartialDate(int(found["y"]), month, source=found[0].strip("/")), Form.MONTH)


def _in_segments(path: str) -> Iterator[UrlDate]:
    """Find dates in segments of the path: `/2018/07/12/`."""
    for found in _SEGMENTS.finditer(path):
        month = _month(found["m"])
        if month is not None and not _identifiers_around(path, found):
            yield UrlDate(_date(found, month), Form.SEGMENTS)
    for found in _TWO_SEGMENTS.finditer(path):
        date = _date(found, int(found["m"]))
        if date.possible and not _NUMBERED_IN_YEAR.search(path, 0, found.start() + 1):
            yield UrlDate(date, Form.SEGMENTS)


def _date(found: re.Match[str], month: int) -> PartialDate:
    source = found[0].strip("/").rpartition("=")[2]
    return PartialDate(int(found["y"]), month, int(found["d"]), source)


def _month(text: str) -> int | None:
    """Read a month given by number or by name; None if the word names none."""
    return int(text) if text.isdigit() else month_number(text)


def _identifiers_around(path: str, found: re.Match[str]) -> bool:
    """Tell whether an impossible date in segments looks like a path of numbers: hashed folders, volumes and pages.

    `/2015/98/77/` beside further numbers is no date, whichever way round, nor is `/content/2015/34/2/title`, which is
    a volume with its issue; `/2019/13/45/story` is a broken one.
    """
    date = _date(found, _month(found["m"]) or 0)
    if date.possible:
        return False
    swapped = PartialDate(date.year, date.day, date.month)
    before = path[: found.start()].rpartition("/")[2]
    after = path[found.end() :].lstrip("/").partition("/")[0]
    if swapped.possible or _is_day_of_month(date.month or 0, date.day or 0):
        return False
    short = min(len(found["m"]), len(found["d"])) == 1
    return short or before.isdigit() or after.partition(".")[0].isdigit() or before.lower() in _VOLUMES


def _is_version(path: str, found: re.Match[str]) -> bool:
    """Tell whether what stands before a number makes it a version, a release, an issue."""
    return _VERSION.search(path, max(0, found.start() - _VERSION_REACH), found.start()) is not None


def _is_compact_date(path: str, found: re.Match[str]) -> bool:
    """Tell whether eight digits are a date: a possible one, or the 30th or 31st of a month that has none.

    Digits that name no month or no day are the number of a post or a file: `/files/20067877/report.pdf`.
    """
    year, month, day = int(found["y"]), int(found["m"]), int(found["d"])
    parent = path[: found.start()].rstrip("/").rpartition("/")[2].lower()
    behind = path[found.end() :].strip("/")
    if year not in _COMPACT_YEARS or parent in _IDENTIFIED or _is_version(path, found):
        return False
    if parent in _IDENTIFIED_AT_END and not behind:
        return False
    return _is_day_of_month(month, day)


def _is_day_of_month(month: int, day: int) -> bool:
    """Tell whether two numbers are a month and a day of one, be it a day more than the month has."""
    return 1 <= month <= MONTHS_IN_YEAR and 1 <= day <= _DAYS


def _year_last(found: re.Match[str]) -> PartialDate:
    """Read `12/07/2018` as far as its order is certain."""
    first, second, year = int(found["a"]), int(found["b"]), int(found["y"])
    source = found[0].strip("/")
    if first > MONTHS_IN_YEAR or first == second:
        return PartialDate(year, second, first, source)
    if second > MONTHS_IN_YEAR:
        return PartialDate(year, first, second, source)
    return PartialDate(year, source=source)
