"""Days of which a text speaks, with whether they were past or still to come, in several languages."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from linkaudit.citations.spoken_days import SpokenDay, spoken_days
from linkaudit.citations.tenses import Tense

PAST, FUTURE = Tense.PAST, Tense.FUTURE
MONDAY, TUESDAY, WEDNESDAY, THURSDAY, FRIDAY, SATURDAY, SUNDAY = range(7)


def told(text: str, language: str = "en") -> list[tuple[str, Tense]]:
    return [(each.text, each.tense) for each in spoken_days(text, language)]


def days(text: str, language: str = "en") -> list[tuple[int | None, int | None, int | None]]:
    return [(each.weekday, each.month, each.day) for each in spoken_days(text, language)]


@pytest.mark.parametrize(
    ("text", "weekday", "tense"),
    [
        ("The council voted on Wednesday to stop the ferry.", WEDNESDAY, PAST),
        ("The ferry stopped last Tuesday.", TUESDAY, PAST),
        ("The council meets again next Monday.", MONDAY, FUTURE),
        ("The council is scheduled to meet the pilots on Thursday and to hear them.", THURSDAY, FUTURE),
        ("On Friday, the council will vote on the pier.", FRIDAY, FUTURE),
        ("The ferry will stop, the council announced on Sunday.", SUNDAY, PAST),
        ("The council said on Saturday that it will sell the boats.", SATURDAY, PAST),
        ("Offers are taken until Friday.", FRIDAY, FUTURE),
        ("Join the pilots on Friday for a talk about fog.", FRIDAY, FUTURE),
    ],
)
def test_english_says_whether_a_day_was_past(text: str, weekday: int, tense: Tense) -> None:
    (found,) = spoken_days(text, "en")
    assert (found.weekday, found.tense) == (weekday, tense)
    assert text[found.start : found.end] == found.text


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("de", "Der Rat beschloss am Mittwoch das Ende der Fähre.", (WEDNESDAY, PAST)),
        ("de", "Am nächsten Montag fährt sie noch einmal.", (MONDAY, FUTURE)),
        ("de", "Die Boote werden am Donnerstag verkauft.", (THURSDAY, FUTURE)),
        ("fr", "Le conseil a décidé mercredi la fin du bac.", (WEDNESDAY, PAST)),
        ("fr", "Lundi prochain, le bac fera sa dernière traversée.", (MONDAY, FUTURE)),
        ("es", "El consejo decidió el miércoles el fin del transbordador.", (WEDNESDAY, PAST)),
        ("es", "El próximo lunes saldrá por última vez.", (MONDAY, FUTURE)),
        ("it", "Il consiglio ha deciso mercoledì la fine del traghetto.", (WEDNESDAY, PAST)),
        ("pt", "O conselho decidiu na quarta-feira o fim da balsa.", None),
        ("nl", "De raad heeft woensdag het einde van de veerboot besloten.", (WEDNESDAY, PAST)),
        ("ru", "Совет объявил в среду о закрытии переправы.", (WEDNESDAY, PAST)),
        ("ru", "В следующий понедельник паром выйдет в последний раз.", (MONDAY, FUTURE)),
        ("zh", "理事会周三宣布停止渡轮。", (WEDNESDAY, PAST)),
        ("zh", "下周一渡轮最后一次出航。", (MONDAY, FUTURE)),
        ("ja", "評議会は水曜日に渡し船の廃止を発表した。", (WEDNESDAY, PAST)),
    ],
)
def test_other_languages_say_it_in_their_words(language: str, text: str, expected: tuple[int, Tense] | None) -> None:
    found = [(each.weekday, each.tense) for each in spoken_days(text, language)]
    assert found == [expected or (WEDNESDAY, PAST)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ferry stopped on Wednesday, July 11, and stayed there."),
        ("en", "The ferry stopped on Wednesday (July 11) and stayed there."),
        ("en", "The ferry stopped on Wednesday, 11 July, and stayed there."),
        ("de", "Die Fähre hielt am Mittwoch, 11. Juli, an."),
        ("de", "Die Fähre hielt am Mittwoch, dem 11. Juli, an."),
        ("fr", "Le bac s'est arrêté le mercredi 11 juillet au soir."),
        ("es", "El transbordador paró el miércoles 11 de julio por la tarde."),
        ("ru", "Паром остановился в среду, 11 июля, вечером."),
        ("zh", "渡轮于7月11日星期三停航。"),
        ("ja", "渡し船は7月11日（水曜日）に止まった。"),
    ],
)
def test_a_day_of_a_month_keeps_the_day_of_the_week_beside_it(language: str, text: str) -> None:
    assert days(text, language) == [(WEDNESDAY, 7, 11)]


def test_a_date_with_its_year_is_whole() -> None:
    found = spoken_days("The pier opened on July 11, 2018, a Wednesday.", "en")
    assert [(each.year, each.month, each.day) for each in found] == [(2018, 7, 11), (None, None, None)]


def test_a_year_counts_in_a_sentence_only() -> None:
    text = "Minutes 2025\n\nOn Monday the council recalled the charter of 2015 and the people who wrote it."
    assert told(text) == [("Monday", PAST), ("2015", PAST)]


@pytest.mark.parametrize(
    "note",
    [
        "Copyright 2024 Harbour Press, whose pilots reserve all rights.",
        "Copied from the page of the harbour council in 2024, with its spelling.",
        "© 2024 Harbour Press, whose pilots reserve all rights everywhere.",
        "Retrieved from the page of the harbour council on 3 May 2024.",
        "This page was last updated on 3 May 2024 by the harbour council.",
    ],
)
def test_the_years_of_keepers_and_sites_are_not_those_of_the_text(note: str) -> None:
    assert told(f"The council voted on Monday.\n\n{note}\n") == [("Monday", PAST)]


def test_a_year_to_come_is_one() -> None:
    assert told("The council said on Monday that the new pier is expected to open in 2031, not before.") == [
        ("Monday", PAST),
        ("2031", FUTURE),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The ferry runs every Wednesday.",
        "The next meeting was fixed for the first Tuesday of the following month.",
        "The council meets on Tuesday of each week.",
        "The council met on the second Tuesday in July.",
        "Ada Holm was born on Wednesday in a house by the canal.",
        "Open Monday to Friday, as long as there is light.",
        "He returned the following Monday.",
        "He reads the Sunday Times on the boat.",
        "we went on wednesday",
    ],
)
def test_what_is_no_single_day_says_nothing(text: str) -> None:
    assert spoken_days(text, "en") == []


@pytest.mark.parametrize(
    "text", ["On Monday 300 boats left; 14 tables, march 5 miles.", "On Monday: see page 11 of may."]
)
def test_numbers_beside_other_words_are_no_dates(text: str) -> None:
    assert days(text) == [(MONDAY, None, None)]


def test_an_unknown_language_says_nothing() -> None:
    assert spoken_days("The council voted on Wednesday.", "") == []
    assert spoken_days("The council voted on Wednesday.", "xx") == []


def test_days_without_years_count_beside_days_of_the_week_only() -> None:
    assert told("Tables of 2015, of July 11 and of 3 May 2016, which nobody reads any more.") == [
        ("2015", PAST),
        ("3 May 2016", PAST),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The ferry stopped on Wed., July 11, and stayed there."),
        ("en", "The ferry stopped Wed, July 11 and stayed there."),
        ("en", "The ferry stopped on July 11, a Wednesday, and stayed there."),
        ("en", "The ferry stopped on July 11, a Wednesday. In 2017 it had not."),
        ("en", "Wed., July 11: the ferry stopped and stayed there."),
        ("de", "Die Fähre hielt am Mi., 11. Juli, an."),
        ("de", "Die Fähre hielt am Mi., 11.7., an."),
        ("de", "Die Fähre hielt am Mittwoch, 11.07. an."),
        ("de", "Die Fähre hielt am Mittwoch (11.7.) an."),
        ("ja", "渡し船は7月11日（水）に止まった。"),
        ("ja", "水曜日の7月11日に止まった。"),
        ("zh", "渡轮周三（7月11日）停航。"),
    ],
)
def test_short_names_and_days_in_numbers_count_beside_each_other(language: str, text: str) -> None:
    assert days(text, language)[0] == (WEDNESDAY, 7, 11)


def test_a_number_without_a_name_is_no_day() -> None:
    assert days("Am Mittwoch stand in Abschnitt 11.7. kein Wort davon.", "de") == [(WEDNESDAY, None, None)]


def test_a_name_before_another_date_is_that_of_the_other() -> None:
    assert days("Le bac passe le 11 juillet, jeudi 12 juillet et un dimanche.", "fr")[:2] == [
        (None, 7, 11),
        (THURSDAY, 7, 12),
    ]


@given(
    st.lists(
        st.sampled_from(["on Wednesday", "July 11", "2018", "will", "said", ".", "\n", "Monday", ","]), max_size=30
    )
)
def test_what_is_found_stands_in_the_text_once(words: list[str]) -> None:
    text = " ".join(words)
    found: list[SpokenDay] = spoken_days(text, "en")
    assert all(0 <= each.start < each.end <= len(text) for each in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
