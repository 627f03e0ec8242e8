"""Stamps of captures that no clock shows, and how they are repaired."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.rules.archive_captures import moment_of
from rules.judged import AS_OF, ERROR, findings_of, fixed, severities

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
    ("the newest there is", "2", []),
    ("the oldest there is", "0", []),
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
    assert [(each.name, each.value) for each in finding.evidence][:2] == [
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


def test_other_archives_may_have_captures_from_the_first_days_of_the_web() -> None:
    arquivo = "https://arquivo.pt/wayback"
    assert severities("archive-timestamp-invalid", capture("19951231235959", archive=arquivo)) == []
    assert severities("archive-timestamp-invalid", capture("19910806000000", archive=arquivo)) == []
    (finding,) = findings_of("archive-timestamp-invalid", capture("19910805235959", archive=arquivo))
    assert finding.message.endswith("lies before 1991-08-06, when there was no page on the web")


STATED = "[Ferry](https://gazette.example/cut). {}. Archived on {}.\n"

REPAIRS = [
    ("month and day without zeros", "20131414230300", "", "20130104142303"),
    ("the same once more", "20121412462900", "", "20120104124629"),
    ("`00` before the month", "20000008241731", "", "20000824173100"),
    ("`00` before the day", "20000800310551", "", "20000831055100"),
    ("day before month, or without zeros", "20131412230300", "", ""),
    ("day before month, as stated", "20131412230300", "14 December 2013", "20131214230300"),
    ("without zeros, as stated", "20131412230300", "4 January 2013", "20130104122303"),
    ("neither is stated", "20131412230300", "5 June 2013", ""),
    ("only the month is stated", "20131412230300", "January 2013", "20130104122303"),
    ("no reading is possible", "20139999999999", "", ""),
    ("the only reading lies ahead", "20271312000000", "", ""),
    ("13 digits", "2013141423030", "", ""),
]


@pytest.mark.parametrize(
    ("stamp", "stated", "meant"), [case[1:] for case in REPAIRS], ids=[case[0] for case in REPAIRS]
)
def test_a_stamp_is_repaired_where_its_digits_show_how_it_came_to_be(stamp: str, stated: str, meant: str) -> None:
    text = STATED.format(capture(stamp).strip(), stated) if stated else capture(stamp)
    (finding,) = findings_of("archive-timestamp-invalid", text)
    assert [fix.safe for fix in finding.fixes] == ([False] if meant else [])
    if meant:
        assert finding.evidence[-1].name == "perhaps meant"
        assert finding.evidence[-1].value.startswith(f"{meant}: ")
        repaired = fixed(text, finding)
        assert f"/{meant}/" in repaired
        assert findings_of("archive-timestamp-invalid", repaired) == []


@given(st.from_regex(r"[0-9]{1,16}", fullmatch=True), st.sampled_from(["", "id_", "if_", "*"]))
def test_any_stamp_is_judged_and_what_is_repaired_is_possible(stamp: str, flag: str) -> None:
    text = capture(stamp + flag)
    for finding in findings_of("archive-timestamp-invalid", text):
        assert finding.severity is ERROR
        if finding.fixes:
            assert findings_of("archive-timestamp-invalid", fixed(text, finding)) == []


@given(st.datetimes(datetime(1996, 1, 1), datetime(2026, 11, 21, 23, 59, 59)))  # noqa: DTZ001 - a stamp's own clock
def test_no_stamp_that_a_clock_can_show_is_wrong(moment: datetime) -> None:
    stamp = moment.strftime("%Y%m%d%H%M%S")
    assert findings_of("archive-timestamp-invalid", capture(stamp)) == []
    assert moment_of(stamp) == moment.replace(tzinfo=UTC, microsecond=0)
