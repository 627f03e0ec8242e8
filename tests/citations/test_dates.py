"""Dates in running text and in metadata."""

from __future__ import annotations

import datetime as dt

import pytest
from documents.reading import within
from hypothesis import given
from hypothesis import strategies as st

from linkaudit import data
from linkaudit.citations.dates import find_dates, month_number, parse_date
from linkaudit.models import PartialDate

LANGUAGES = [language for language in data.load("months") if language != "date"]


def dates(text: str) -> list[str]:
    return [str(found.date) for found in find_dates(text)]


@pytest.mark.parametrize(
    "text",
    [
        "2018-07-12", "2018/07/12", "2018/7/12", "2018.07.12", "2018-07-12T10:00:00Z", "2018-07-12 10:00",
        "12 July 2018", "12 Jul. 2018", "12th of July 2018", "12th July, 2018", "12-Jul-2018", "12 July2018",
        "July 12, 2018", "July 12 2018", "Jul. 12th, 2018", "JULY 12, 2018", "july 12, 2018",
        "2018 July 12", "2018-July-12", "Jul 12 10:00:00 2018", "Jul 12 10:00:00 CEST 2018", "Thu Jul 12 2018 10:00",
        "Thursday, 12 July 2018", "on 12 July 2018,", "(12 July 2018)", "12. Juli 2018", "12 de julio de 2018",
        "12 de julho de 2018", "12 del luglio 2018", "12.07.2018", "12.7.2018", "2018年7月12日", "2018 年 7 月 12 日",
        "2018年7月12號", "2018년 7월 12일", "12 июля 2018 г.", "12 липня 2018 р.",
    ],
)  # fmt: skip
def test_ways_of_writing_a_day(text: str) -> None:
    assert dates(text) == ["2018-07-12"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_months_of_every_language(language: str) -> None:
    names = data.load("months")[language]
    assert len(names) == 12
    for number, forms in enumerate(names, start=1):
        for form in forms.split():
            assert month_number(form) == number
            assert dates(f"x 7 {form} 2015 y") == [f"2015-{number:02}-07"]
            assert dates(f"x {form}. 2015 y") == [f"2015-{number:02}"]


@pytest.mark.parametrize(
    "text", ["July 2018", "Jul. 2018", "July, 2018", "julio de 2018", "2018-07", "2018/7", "2018年7月", "2018-July"]
)
def test_ways_of_writing_a_month(text: str) -> None:
    assert dates(text) == ["2018-07"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("31 February 2018", "2018-02-31"),
        ("2018-13-45", "2018-13-45"),
        ("99 July 2018", "2018-07-99"),
        ("July 0, 2018", "2018-07-00"),
        ("2018年13月40日", "2018-13-40"),
        ("32.13.2018", "2018-13-32"),
    ],
)
def test_impossible_dates_stay_as_they_are(text: str, expected: str) -> None:
    (found,) = find_dates(text)
    assert str(found.date) == expected
    assert not found.date.possible


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("8/7/2024", "2024"),
        ("08-07-2024", "2024"),
        ("31/12/2024", "2024-12-31"),
        ("12/31/2024", "2024-12-31"),
        ("5/5/2024", "2024-05-05"),
        ("8.7.2024", "2024-07-08"),
    ],
)
def test_the_order_of_day_and_month_is_taken_only_where_it_is_certain(text: str, expected: str) -> None:
    assert dates(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "", "2018", "in 2018", "July 12", "12 July", "maybe 2018", "version 1.2018.07", "192.168.2018.07", "1018-01-01",
        "2018-07-12-13", "2018-07-12/2018-07-14", "1.2018-07-12", "12 Marches 2018", "12 July 20181", "11/2018",
        "July 10-12, 2018", "2018-07-123", "ISBN 978-2018-07-12", "12/Jul/2018", "120 July 20180",
    ],
)  # fmt: skip
def test_what_is_no_date(text: str) -> None:
    assert dates(text) == []


def test_all_dates_of_a_text_in_order() -> None:
    text = "Begun 3 May 2017, ended on 2018-07-12 (printed July 2018)."
    found = list(find_dates(text))
    assert [str(each.date) for each in found] == ["2017-05-03", "2018-07-12", "2018-07"]
    assert [text[each.start : each.end] for each in found] == ["3 May 2017", "2018-07-12", "July 2018"]
    assert [each.date.source for each in found] == ["3 May 2017", "2018-07-12", "July 2018"]


def test_only_the_given_stretch_is_searched() -> None:
    text = "2017-01-01 2018-07-12 2019-01-01"
    assert [str(each.date) for each in find_dates(text, 10, 22)] == ["2018-07-12"]


def test_a_word_that_is_no_month_hides_no_date() -> None:
    assert dates("Monday 12 July 2018, Update 12 Juli 2018") == ["2018-07-12", "2018-07-12"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2018-07-12T10:00:00+02:00", "2018-07-12"),
        (" '2018-07-12' ", "2018-07-12"),
        ("20180712", "2018-07-12"),
        ("20180712T101112Z", "2018-07-12"),
        ("20181345", "2018-13-45"),
        ("2018", "2018"),
        ('"2018"', "2018"),
        ("2018-07", "2018-07"),
        ("Sat, July 14, 2018", "2018-07-14"),
        ("Thu, 12 Jul 2018 06:58:36 GMT", "2018-07-12"),
        ("Updated 2018-07-12, created 2017-01-01", "2018-07-12"),
    ],
)
def test_the_date_of_a_field(text: str, expected: str) -> None:
    assert str(parse_date(text)) == expected


@pytest.mark.parametrize("text", ["", "soon", "year 2018", "12", "2018070", "201807121"])
def test_a_field_without_a_date(text: str) -> None:
    assert parse_date(text) is None


@given(
    st.dates(dt.date(1600, 1, 1), dt.date(2100, 1, 1)),
    st.sampled_from(["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%Y年%m月%d日"]),
)
def test_a_date_is_read_as_it_was_written(day: dt.date, form: str) -> None:
    assert [found.date for found in find_dates(f"On {day.strftime(form)}.")] == [PartialDate.of(day)]


@given(st.text(alphabet="0123456789 -/.,年月日JulyMay de2018\n", max_size=60))
def test_any_text_has_its_dates_apart_and_in_order(text: str) -> None:
    end = 0
    for found in find_dates(text):
        assert end <= found.start < found.end
        assert text[found.start : found.end] == found.date.source
        end = found.end


@pytest.mark.parametrize(
    "piece", ["2018 ", "2018-", "1 de ", "12", "foo 2018 ", "May ", "2018年", "May 1 ", " ", "1 May\n"]
)
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    with within(10):
        assert isinstance(dates("2018" + piece * (100_000 // len(piece)) + "x 2018"), list)
