"""Numbers in URLs that look like dates and are none: identifiers, versions, volumes, weeks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from linkaudit import data
from linkaudit.models import MONTHS_IN_YEAR, PartialDate
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Callable

_DAYS = 31
_VERSION_REACH = 12
_LETTER_BEHIND = Pattern(r"[-_](?!\d)\w")


def _before(name: str) -> Callable[[], str]:
    """Make the source of a pattern for one of the words of a list, directly before a number."""

    def source() -> str:
        return rf"(?i)(?:^|[/_.-])(?:{'|'.join(map(re.escape, data.load('url_dates')[name]))})[/_.-]?$"

    return source


_VERSION = data.pattern(_before("versions"))


@data.derived
def _listed(name: str) -> frozenset[str]:
    return frozenset(data.load("url_dates")[name])


def is_of(host: str, name: str) -> bool:
    """Tell whether a host is one of the sites of a list, or within one."""
    return f".{host}".endswith(_suffixes(name))


@data.derived
def _suffixes(name: str) -> tuple[str, ...]:
    return tuple(f".{site}" for site in _listed(name))


def is_version(path: str, found: re.Match[str]) -> bool:
    """Tell whether what stands before a number makes it a version, a release, an issue."""
    return _VERSION.search(path, max(0, found.start() - _VERSION_REACH), found.start()) is not None


def is_counted(path: str, found: re.Match[str]) -> bool:
    """Tell whether a year goes on with a week, an issue or the like, by the segment before it: `/week/2018/07/`."""
    return _parent(path, found) in _listed("counted")


def is_volume(path: str, found: re.Match[str]) -> bool:
    """Tell whether a year may go on with a volume or an issue: `/journal/2018/7/title`."""
    return is_counted(path, found) or _parent(path, found) in _listed("volumes")


def is_numbered_in_year(path: str, found: re.Match[str]) -> bool:
    """Tell whether a path leads to laws or papers, which are numbered within their year."""
    return any(segment in _listed("numbered_in_year") for segment in path[: found.start()].lower().split("/"))


def has_identifiers_around(path: str, found: re.Match[str], date: PartialDate) -> bool:
    """Tell whether an impossible date in segments looks like a path of numbers: hashed folders, volumes and pages.

    `/2015/98/77/` beside further numbers is no date, whichever way round, nor is `/content/2015/34/2/title`, which is
    a volume with its issue; `/2019/13/45/story` is a broken one.
    """
    if date.possible:
        return False
    swapped = PartialDate(date.year, date.day, date.month)
    if is_numbered_in_year(path, found) or (not found["m"].isdigit() and (date.day or 0) > _DAYS):
        # Behind a month by name, as behind a law's year, any number may stand: `/2018/Jul/63`.
        return True
    if swapped.possible or _is_day_of_month(date.month or 0, date.day or 0):
        return False
    after = path[found.end() :].lstrip("/").partition("/")[0]
    short = min(len(found["m"]), len(found["d"])) == 1
    before = _parent(path, found)
    return short or before.isdigit() or after.partition(".")[0].isdigit() or before in _listed("volumes")


def is_compact_date(path: str, found: re.Match[str], host: str) -> bool:
    """Tell whether eight digits are a date: a possible one, or the 30th or 31st of a month that has none.

    Digits that name no month or no day are the number of a post or a file: `/files/20067877/report.pdf`.
    """
    if not _is_of_web(found) or not _is_day_of_month(int(found["m"]), int(found["d"])):
        return False
    parent = _parent(path, found)
    if parent in _listed("identified") or is_version(path, found):
        return False
    if is_of(host, "numbering"):
        return is_of(host, "numbers_last") and _LETTER_BEHIND.match(path, found.end()) is not None
    return not (parent in _listed("identified_at_end") and not path[found.end() :].strip("/"))


def is_compact_month(path: str, found: re.Match[str], host: str) -> bool:
    """Tell whether six digits are a year and a month: in a folder, behind no word for identifiers."""
    identified = _parent(path, found) in _listed("identified")
    folder = path[found.end() :].startswith("/") and len(path) > found.end() + 1
    return folder and not identified and _is_of_web(found) and not is_of(host, "numbering")


def _is_of_web(found: re.Match[str]) -> bool:
    """Tell whether the year of a number is one in which pages were, or soon may be, dated."""
    first, last = data.load("url_dates")["compact_years"]
    return bool(first <= int(found["y"]) <= last)


def _parent(path: str, found: re.Match[str]) -> str:
    """Give the segment before the one in which a match stands, in lower case."""
    return path[: found.start()].rstrip("/").rpartition("/")[2].lower()


def _is_day_of_month(month: int, day: int) -> bool:
    """Tell whether two numbers are a month and a day of one, be it a day more than the month has."""
    return 1 <= month <= MONTHS_IN_YEAR and 1 <= day <= _DAYS
