from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.archives.choose import end_of
from linkaudit.citations.moments import read_moment
from linkaudit.models import PartialDate

moments = st.datetimes(datetime(1000, 1, 3), datetime(9999, 12, 29))  # noqa: DTZ001 - zones are added to them


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-07-01T07:59:59Z", "2018-07-01T07:59:59Z"),
        ("2018-07-01 07:59:59", "2018-07-01T07:59:59Z"),
        ("2018-07-01T07:59", "2018-07-01T07:59:00Z"),
        ("2018-07-01 7:59 UTC", "2018-07-01T07:59:00Z"),
        ("2018-07-01T07:59:59.999Z", "2018-07-01T07:59:59Z"),
        ("2018-07-01T00:30:00+14:00", "2018-06-30T10:30:00Z"),
        ("2018-07-01T23:30:00-0700", "2018-07-02T06:30:00Z"),
        ("20180701075959", "2018-07-01T07:59:59Z"),
        ("20180701T0759Z", "2018-07-01T07:59:00Z"),
        ("Sun, 01 Jul 2018 07:59:59 GMT", "2018-07-01T07:59:59Z"),
        ("2018-07-12", "2018-07-12"),
        (" 2018-7-2 ", "2018-07-02"),
        ("20180712", "2018-07-12"),
        ("2018-07", "2018-07"),
        ("2018", "2018"),
        ("9999", "9999"),
        ("12.07.2018", "2018-07-12"),
        ("12 July 2018", "2018-07-12"),
        ("Thursday, July 12, 2018", "2018-07-12"),
    ],
)
def test_a_day_a_month_a_year_or_an_instant(text: str, expected: str) -> None:
    assert str(read_moment(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "", "yesterday", "soon", "2018-07-12 or so", "2018-07-12T", "2018-07-12T8", "2018-07-12Z", "20180", "201807",
        "see 12 July 2018 there", "1.2018-07-12", "2018-07-12\t2019", "２０１８-07-12", "2018-07-12T08:00:00 CEST",
    ],
)  # fmt: skip
def test_what_is_no_date_that_can_be_asked_for(text: str) -> None:
    assert read_moment(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "2018-02-30", "2018-13", "0000", "31 February 2018", "2018-07-01T25:00:00Z", "2018-07-01T24:00:00Z",
        "2018-07-01 08:60", "2018-02-30T08:00:00Z", "20180230080000", "2018-07-01T08:00:00+25:00",
        "0001-01-01T00:00:00+14:00", "Fri, 30 Feb 2018 08:00:00 GMT",
    ],
)  # fmt: skip
def test_what_no_calendar_or_clock_has(text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        read_moment(text)


@given(moments, st.integers(-14 * 60, 14 * 60))
def test_an_instant_is_the_same_in_every_zone_and_reads_back(moment: datetime, minutes: int) -> None:
    whole = moment.replace(microsecond=0, tzinfo=timezone(timedelta(minutes=minutes)))
    date = read_moment(whole.isoformat())
    assert date is not None
    assert date.instant == whole
    assert end_of(date) == whole
    assert date == read_moment(str(date))
    assert date == PartialDate.at(end_of(date))
    assert hash(date) == hash(PartialDate.at(end_of(date)))
    assert date != PartialDate.of(end_of(date))
