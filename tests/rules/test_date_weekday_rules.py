"""The day of the week that stands beside a date."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from documents.reading import unpacked, within
from hypothesis import given
from hypothesis import strategies as st

from linkaudit import data
from linkaudit.citations.cite import cite
from linkaudit.citations.weekdays import weekdays_in
from linkaudit.rules import BY_NAME
from rules.judged import WARNING, context_of, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

RULE = "date-weekday-mismatch"
LISTS = data.load("weekdays")

# 12 July 2018 was a Thursday.
WRONG = [
    "Wednesday, July 12, 2018", "Wednesday, 12 July 2018", "Wed Jul 12 2018", "Wed, 12 Jul 2018", "Wed. 12 July 2018",
    "Wednesday the 12th of July 2018", "On Wed, Jul 12, 2018 at 10:00 Ada wrote:", "Wednesday 12th July, 2018",
    "12 July 2018 (Wednesday)", "12 July 2018 (Wed)", "2018-07-12 (Wed)", "2018-07-12 Wed", "<2018-07-12 Wed 10:00>",
    "Wednesday, 2018-07-12", "Wednesday, 13/07/2018", "12 July 2018, Wednesday", "Wed Jul 12 10:00:00 2018",
    "Sun Jul 12 10:00:00 2018", "Sun, Jul 12, 2018", "SAT 12 JUL 2018", "Updated: Sat 12 Jul 2018",
    "Mittwoch, 12. Juli 2018", "Mittwoch, den 12. Juli 2018", "am Mittwoch, dem 12. Juli 2018", "Mi, 12. Juli 2018",
    "Mittwoch, 12.07.2018", "So 12. Juli 2018",
    "mercredi 12 juillet 2018", "le mercredi 12 juillet 2018", "mer. 12 juillet 2018", "Mercredi 12 juillet 2018",
    "miércoles, 12 de julio de 2018", "mié. 12 de julio de 2018", "domingo 12 de julio de 2018",
    "mercoledì 12 luglio 2018", "mer 12 luglio 2018", "quarta-feira, 12 de julho de 2018",
    "среда, 12 июля 2018", "в среду, 12 июля 2018 г.", "ср, 12 июля 2018", "woensdag 12 juli 2018",
    "środa, 12 lipca 2018", "onsdag 12 juli 2018", "středa 12. července 2018", "keskiviikko 12. heinäkuuta 2018",
    "2018年7月12日（水）", "2018年7月12日(水曜日)", "2018年7月12日 水曜日", "2018年7月12日 星期三",
    "2018年7月12日星期三上午", "2018年7月12日 周三", "2018年7月12日（週三）", "2018-07-12 星期三",
    "2018/07/12(水)", "2018년 7월 12일 수요일", "2018년 7월 12일(수)",
]  # fmt: skip


@pytest.mark.parametrize("text", WRONG)
def test_a_wrong_day_of_the_week(text: str) -> None:
    assert severities(RULE, f"Minutes\n\n{text}\n\nThe council met.\n", "a.txt") == [WARNING]


RIGHT = [
    "Thursday, July 12, 2018", "Thu, 12 Jul 2018", "12 July 2018 (Thu)", "Donnerstag, 12. Juli 2018",
    "jeudi 12 juillet 2018", "jueves, 12 de julio de 2018", "giovedì 12 luglio 2018",
    "quinta-feira, 12 de julho de 2018", "четверг, 12 июля 2018",
    "2018年7月12日（木）", "2018年7月12日 星期四", "2018년 7월 12일 목요일",
]  # fmt: skip
SILENT = [
    # no whole date, no date of the calendar, no date beside it
    "Wednesday, July 2018", "Wednesday, July 12", "Wednesday, 31 June 2018", "Wednesday, 8/7/2018",
    "Wednesday. On 12 July 2018", "The board met on Wednesday and on 12 July 2018", "12 July 2018. Wednesday was dry.",
    "12 July 2018, Wednesday was dry", "Wednesday: rain; 12 July 2018: sun", "https://h.example/Wed-12-jul-2018",
    "https://h.example/Wed/2018-07-12",
    # one of two days
    "Wednesday/Thursday 12 July 2018", "Thursday - Wednesday, 12 July 2018", "Thu and Wed, 12 Jul 2018",
    "Friday to Wednesday 12 July 2018", "Fr bis Mi, 12. Juli 2018",
    # names of newspapers and people, other languages, other words
    "The Sun, 12 July 2018", "Vancouver Sun, July 12, 2018", "Sun, 12 July 2018", "Sun, May 12, 2018",
    "Mail on Sunday, 12 July 2018", "Welt am Sonntag, 12. Juli 2018", "Der Freitag, 12. Juli 2018",
    "Plácido Domingo, 12 de julio de 2018", "Black Friday, 12 July 2018", "SAT, July 12, 2018",
    "So 12 August 2018 it was", "Do 12 April 2018 again", "Sam, 12 September 2018", "Mar 12, 2018", "Mar, 12 Apr 2018",
    "Do, 12.07.2018", "Mi 2018-07-12", "Mon 12 juillet 2018", "Tom, 12 Jul 2018", "di 12 luglio 2018",
    "2018年7月12日周一鸣", "2018年7月12日 月", "2018年7月12日（祝）",
    # other calendars
    "Monday, 12 July 1582", "Monday, 12 July 1752", "среда, 12 июля 1917", "Montag, 12. Juli 1700",
]  # fmt: skip


@pytest.mark.parametrize("text", [*RIGHT, *SILENT])
def test_a_day_of_the_week_that_is_right_or_none(text: str) -> None:
    assert severities(RULE, f"Minutes\n\n{text}\n\nThe council met.\n", "a.txt") == []


@pytest.mark.parametrize(("text", "fires"), [
    ("среда, 12 июля 1917", False), ("среда, 12 июля 1918", False), ("среда, 12 июля 1919", True),
    ("Wednesday, 12 July 1752", False), ("Wednesday, 12 July 1753", True),
    ("lunes, 12 de julio de 1582", False), ("lunes, 12 de julio de 1583", True),
])  # fmt: skip
def test_a_language_is_judged_from_its_first_whole_year_in_the_calendar(text: str, fires: bool) -> None:
    assert bool(findings_of(RULE, text, "a.txt")) is fires


SAVED = "<!--\n Page saved with SingleFile\n url: https://h.example/\n saved date: {}\n--><p>Text"
PLACES: list[tuple[str, str, list[Severity]]] = [
    ("a.md", "---\ndate: Wed, 12 Jul 2018\n---\nText.\n", [WARNING]),
    ("a.md", "---\ndate: Thu, 12 Jul 2018\n---\nText.\n", []),
    ("a.md", "*Wednesday*, **July 12, 2018**\n", [WARNING]),
    ("a.md", "Text.\n\n    Wed Jul 12 2018\n", []),
    ("a.html", SAVED.format("Wed Sep 24 2026 10:00:00 GMT+0200"), [WARNING]),
    ("a.html", SAVED.format("Thu Sep 24 2026 10:00:00 GMT+0200"), []),
    ("a.html", "<p>Wednesday,<br>July 12, 2018", [WARNING]),
    ("a.html", "<script>// Wednesday, July 12, 2018</script><p>Text", []),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), PLACES)
def test_places_of_days_of_the_week(path: str, text: str, expected: list[Severity]) -> None:
    assert severities(RULE, text, path) == expected


@pytest.mark.parametrize(("day", "expected"), [("Wed", [WARNING]), ("Thu", [])])
def test_the_head_of_a_mail(day: str, expected: list[Severity]) -> None:
    """The day is that of where the mail was written."""
    head = f"From: a@h.example\r\nDate: {day}, 12 Jul 2018 23:30:00 -0700\r\nSubject: Tides\r\n\r\nText.\r\n"
    found = BY_NAME[RULE].judge(cite(unpacked(head.encode(), "mail", "one.eml")), context_of())
    assert [finding.severity for finding in found] == expected


def test_both_days_are_shown_where_they_stand() -> None:
    (finding,) = findings_of(RULE, "Minutes\n\nThe council met on Wed, Sep 24, 2026 at noon.\n")
    assert finding.message == "2026-09-24 is a Thursday, not a Wednesday"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("day of the week stated", "Wed (Sep 24, 2026)"),
        ("day of the week in the calendar", "Thursday"),
    ]
    assert (finding.location.line, finding.location.column, finding.location.end_column) == (3, 20, 37)


def test_the_names_are_those_of_languages_whose_months_are_known() -> None:
    months = set(data.load("months")) | {"zh", "ja", "ko"}
    assert set(LISTS["names"]) == set(LISTS["since"]) <= months
    for language, names in LISTS["names"].items():
        assert len(names) == 7, language
        forms = " ".join(names).split()
        assert len(set(forms)) == len(forms), language
        assert all(form == form.lower() for form in forms), language


NAMES = [
    (language, number, months[6].split()[0], names[number].split()[0])
    for language, names in LISTS["names"].items()
    if (months := data.load("months").get(language))
    for number in range(7)
    if names[number].split()[0] not in LISTS["called"]["people"]
]


@pytest.mark.parametrize(("language", "number", "month", "name"), NAMES)
def test_the_names_of_every_language(language: str, number: int, month: str, name: str) -> None:
    for day in range(9, 16):  # 9 July 2018 was a Monday.
        found = [stated.number for stated in weekdays_in(f"x {name}, {day} {month} 2018 y")]
        assert found == [number], language


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2030, 12, 31)),
    st.sampled_from(["%A, %B %d, %Y", "%a, %d %b %Y 10:00", "%Y-%m-%d (%a)"]),
)
def test_what_a_program_writes_is_right(day: dt.date, form: str) -> None:
    text = day.strftime(form)
    assert severities(RULE, f"{text}\n", "a.txt") == []
    (stated,) = weekdays_in(text)
    assert stated.number == day.weekday()


@given(st.text(alphabet="WedThuSunMonMi,. 0123456789Jul2018年月日（木）()\n", max_size=80))
def test_any_text_is_read(text: str) -> None:
    for stated in weekdays_in(text):
        assert text[stated.start : stated.end]


@pytest.mark.parametrize("piece", ["Wed ", "2018 ", "Wed 12 Jul 2018 ", "12 Jul 2018 (", "Wed - ", "周一 2018 "])
def test_hostile_text_takes_no_longer_than_its_length_asks_for(piece: str) -> None:
    with within(10):
        severities(RULE, piece * (60_000 // len(piece)), "a.txt")
