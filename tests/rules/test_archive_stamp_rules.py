"""Stamps of captures: those that no clock shows, that contradict the text, that are older than the page."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from linkaudit.rules.archive_captures import moment_of
from rules.judged import AS_OF, ERROR, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

CUT = "https://gazette.example/cut"


def capture(stamp: str, original: str = CUT, archive: str = "https://web.archive.org/web") -> str:
    return f"[Archived]({archive}/{stamp}/{original})\n"


STAMPS: list[tuple[str, str, list[Severity]]] = [
    ("possible", "20131214230300", []),
    ("month 14", "20131414230300", [ERROR]),
    ("day 31 of November", "20131131230300", [ERROR]),
    ("hour 24", "20131214240000", [ERROR]),
    ("minute 60", "20131214236000", [ERROR]),
    ("second 60", "20131214230060", [ERROR]),
    ("13 digits", "2013121423030", [ERROR]),
    ("15 digits", "201312142303000", [ERROR]),
    ("first day of all archives", "19960101000000", []),
    ("before any archive", "19951231235959", [ERROR]),
    ("day of the audit", "20261121235959", []),
    ("one day ahead, for time zones", "20261122120000", []),
    ("two days ahead", "20261123000000", [ERROR]),
    ("about a year", "2013", []),
    ("about a month", "201312", []),
    ("about a day", "20131214", []),
    ("about an hour", "2013121423", []),
    ("about a minute", "201312142303", []),
    ("about a year to come", "2031", [ERROR]),
    ("5 digits", "20131", [ERROR]),
    ("calendar", "*", []),
    ("calendar of a year", "2013*", []),
    ("calendar of a broken stamp", "20131414*", []),
    ("flag behind it", "20131214230300id_", []),
    ("flag behind a broken one", "20131414230300if_", [ERROR]),
]


@pytest.mark.parametrize(("stamp", "expected"), [case[1:] for case in STAMPS], ids=[case[0] for case in STAMPS])
def test_a_stamp_that_no_clock_shows(stamp: str, expected: list[Severity]) -> None:
    assert severities("archive-timestamp-invalid", capture(stamp)) == expected


@pytest.mark.parametrize(
    ("stamp", "reason"),
    [
        ("20131414230300", "names an impossible date or time"),
        ("2013121423030", "has 13 digits instead of 14"),
        ("19951231235959", "lies before 1996-01-01, when the Internet Archive had no captures"),
        ("20261124000000", "lies 3 days after the day of the audit"),
    ],
)
def test_what_is_wrong_with_a_stamp_is_said(stamp: str, reason: str) -> None:
    (finding,) = findings_of("archive-timestamp-invalid", capture(stamp))
    assert finding.message == f"the archive's stamp {stamp} {reason}"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("stamp", stamp),
        ("day of the audit", "2026-11-21"),
    ]


def test_a_year_that_is_asked_for_may_be_this_one_but_not_the_next() -> None:
    assert severities("archive-timestamp-invalid", capture("2026")) == []
    assert severities("archive-timestamp-invalid", capture("2026"), as_of=AS_OF.replace(year=2025)) == [ERROR]


def test_stamps_of_other_archives_and_of_unknown_ones_count() -> None:
    assert severities("archive-timestamp-invalid", capture("20131414230300", archive="https://arquivo.pt/wayback")) == [
        ERROR
    ]
    assert severities("archive-timestamp-invalid", capture("20131414230300", archive="https://a.test/web")) == [ERROR]
    assert severities("archive-timestamp-invalid", "[id](https://perma.cc/AB12-CD34)\n") == []
    assert severities("archive-timestamp-invalid", "[number](https://gazette.example/20131414230300/cut)\n") == []


def test_fourteen_digits_are_read_as_a_moment() -> None:
    assert moment_of("20131214230301") == datetime(2013, 12, 14, 23, 3, 1, tzinfo=UTC)
    assert moment_of("2013121423030") is None
    assert moment_of("20131232230301") is None
    assert moment_of("") is None


def archived(stamp: str, stated: str) -> str:
    return f"[Ferry]({CUT}). [Archived](https://web.archive.org/web/{stamp}/{CUT}) from the original on {stated}.\n"


def clipped(stamp: str, stated: str) -> str:
    archived_at = f"archive_url: https://web.archive.org/web/{stamp}/{CUT}\narchive_date: {stated}"
    return f"---\nsource: {CUT}\n{archived_at}\n---\nText.\n"


MISMATCH: list[tuple[str, str, list[Severity]]] = [
    ("same day", archived("20150303080000", "3 March 2015"), []),
    ("one day, for time zones", archived("20150303080000", "4 March 2015"), []),
    ("one day before", archived("20150303080000", "2 March 2015"), []),
    ("two days", archived("20150303080000", "5 March 2015"), [WARNING]),
    ("years", archived("20171110080000", "3 March 2015"), [WARNING]),
    ("month only", archived("20150303080000", "March 2015"), []),
    ("another month only", archived("20150303080000", "May 2015"), [WARNING]),
    ("impossible stamp: another rule's matter", archived("20151303080000", "5 March 2015"), []),
    ("impossible date", archived("20150303080000", "31 June 2015"), []),
    ("short stamp of the day", archived("20150303", "3 March 2015"), []),
    ("short stamp of another day", archived("20150303", "9 March 2015"), [WARNING]),
    ("short stamp of the month", archived("201503", "31 March 2015"), []),
    ("short stamp of another month", archived("201503", "3 May 2015"), [WARNING]),
    ("short stamp of the year", archived("2015", "3 May 2015"), []),
    ("short stamp of no day", archived("20150231", "3 May 2015"), []),
    ("no date stated", f"[Archived](https://web.archive.org/web/20150303080000/{CUT}).\n", []),
    ("no capture", f"[Ferry]({CUT}). Archived from the original on 3 March 2015.\n", []),
    ("front matter",
     clipped("20150303080000", "2017-01-01"),
     [WARNING]),
    ("front matter in order",
     clipped("20150303080000", "2015-03-03"),
     []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in MISMATCH], ids=[case[0] for case in MISMATCH])
def test_a_capture_of_another_day_than_the_text_says(text: str, expected: list[Severity]) -> None:
    assert severities("archive-timestamp-mismatch", text) == expected


def test_a_capture_of_another_day_shows_both_dates() -> None:
    (finding,) = findings_of("archive-timestamp-mismatch", archived("20150303080000", "5 March 2015"))
    assert finding.message == "captured on 2015-03-03 by its stamp, on 2015-03-05 by the text: 2 days apart"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("stamp", "2015-03-03 (20150303080000)"),
        ("date of archiving", "2015-03-05 (5 March 2015)"),
    ]
    assert all(each.location for each in finding.evidence)


DATED = "https://gazette.example/2018/07/12/cut"


def cited(published: str, stamp: str, original: str = CUT) -> str:
    copy = f"[A](https://web.archive.org/web/{stamp}/{original})"
    return f"Holm: [Cut]({original}). {published}. {copy}. Retrieved 3 May 2019.\n"


EARLY: list[tuple[str, str, list[Severity]]] = [
    ("same day", capture("20180712080000", DATED), []),
    ("one day, for time zones", capture("20180711080000", DATED), []),
    ("two days", capture("20180710080000", DATED), [ERROR]),
    ("months", capture("20180101000000", DATED), [ERROR]),
    ("afterwards", capture("20180801000000", DATED), []),
    ("month in the URL is too coarse", capture("20180101000000", "https://gazette.example/2018/07/cut"), []),
    ("impossible date in the URL", capture("20180101000000", "https://gazette.example/2018/13/45/cut"), []),
    ("no date in the URL", capture("20180101000000", CUT), []),
    ("impossible stamp", capture("20181301000000", DATED), []),
    ("about a year", capture("2017", DATED), []),
    ("stated date", cited("12 July 2018", "20180101000000"), [ERROR]),
    ("stated date, in order", cited("12 July 2018", "20180801000000"), []),
    ("impossible stated date", cited("31 June 2018", "20180101000000"), []),
    ("start page", cited("12 July 2018", "20180101000000", "https://gazette.example/"), []),
    ("live", f"[Cut]({DATED})\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in EARLY], ids=[case[0] for case in EARLY])
def test_a_capture_older_than_what_it_holds(text: str, expected: list[Severity]) -> None:
    assert severities("archive-before-publication", text) == expected


def test_a_capture_older_than_what_it_holds_shows_both_dates() -> None:
    (finding,) = findings_of("archive-before-publication", capture("20180710080000", DATED))
    assert finding.message == "captured on 2018-07-10, 2 days before it was published (2018-07-12)"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("stamp", "2018-07-10 (20180710080000)"),
        ("date of publication (URL of the original)", "2018-07-12 (2018/07/12)"),
    ]
    assert all(each.location for each in finding.evidence)
