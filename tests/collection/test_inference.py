"""Dates of documents that state none: from copies, from relatives, from addresses, from their own words."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from rules.judged import document_of

from collection.concluding import COPY, PARTIAL, REWRITE, date_of, ferry, members, pair, sharing
from linkaudit.documents.positions import top_of
from linkaudit.models import Confidence, CopyKind, Dated, Inferred, PartialDate

HIGH, MEDIUM, LOW = Confidence.HIGH, Confidence.MEDIUM, Confidence.LOW
DATED = "July 12, 2018\n\n"
FIRST = ferry()


def known(found: Inferred | None) -> tuple[str, str, Confidence]:
    assert found is not None
    return found.value, found.by, found.confidence


def test_a_copy_gives_its_date() -> None:
    found = date_of("a.md", {"a.md": FIRST, "b.md": DATED + FIRST}, pair("a.md", "b.md"))
    assert known(found) == ("2018-07-12", "copy", HIGH)
    assert found is not None
    assert found.sources == ("b.md",)
    assert ("day in the text", "Wednesday: Wednesday, 2018-07-11") in {
        (each.name, each.value) for each in found.evidence
    }
    assert found.evidence[0].value == "2018-07-12 (July 12, 2018)"
    assert found.evidence[0].location is not None
    assert found.evidence[0].location.path == "b.md"


def test_one_date_alone_is_no_two_signs() -> None:
    text = ferry("in summer")
    assert known(date_of("a.md", {"a.md": text, "b.md": DATED + text}, pair("a.md", "b.md"))) == (
        "2018-07-12",
        "copy",
        MEDIUM,
    )


def test_two_copies_of_one_day_agree() -> None:
    text = ferry("in summer")
    texts = {"a.md": text, "b.md": DATED + text, "c.md": "13 July 2018\n\n" + text}
    found = date_of("a.md", texts, pair("a.md", "b.md"), pair("a.md", "c.md"))
    assert known(found) == ("2018-07-12", "copy", HIGH)
    assert found is not None
    assert found.sources == ("b.md", "c.md")


def test_of_copies_that_are_as_good_the_earliest_counts_and_the_other_is_a_doubt() -> None:
    texts = {"a.md": FIRST, "b.md": "July 20, 2018\n\n" + FIRST, "c.md": DATED + FIRST}
    found = date_of("a.md", texts, pair("a.md", "b.md"), pair("a.md", "c.md", a_in_b=0.96))
    assert found is not None
    assert (found.value, found.confidence) == ("2018-07-12", MEDIUM)
    assert found.doubts == ("b.md, also a copy, is of 2018-07-20",)


def test_the_copy_with_most_in_common_counts() -> None:
    text = ferry("in summer")
    texts = {"a.md": text, "b.md": DATED + text, "c.md": "July 20, 2018\n\n" + text}
    found = date_of("a.md", texts, pair("a.md", "b.md", a_in_b=0.7), pair("a.md", "c.md"))
    assert known(found) == ("2018-07-20", "copy", LOW)


def test_the_words_of_the_text_decide_between_copies() -> None:
    text = ferry("on Wednesday, July 11,")
    texts = {"a.md": text, "b.md": "July 12, 2017\n\n" + text, "c.md": DATED + text}
    found = date_of("a.md", texts, pair("a.md", "b.md"), pair("a.md", "c.md"))
    assert found is not None
    assert found.value == "2018-07-12"


def test_a_weekday_that_is_another_is_a_doubt() -> None:
    text = ferry("on Monday, July 11,")
    found = date_of("a.md", {"a.md": text, "b.md": DATED + text}, pair("a.md", "b.md"))
    assert found is not None
    assert found.confidence is LOW
    assert found.doubts == ("it says Monday, July 11 (line 1), and 2018-07-11 is a Wednesday",)


def test_what_the_text_speaks_of_as_past_was_no_later() -> None:
    text = ferry("on Wednesday") + "It had opened again in 2020, after a long winter without any boats at all.\n"
    texts = {"a.md": text, "b.md": DATED + text}
    # What both say may be read wrongly, or the other is dated wrongly.
    found = date_of("a.md", texts, sharing("a.md", "b.md", 0, len(text)))
    assert found is not None
    assert (found.confidence, found.doubts) == (LOW, ("it speaks of 2020 as past (line 2)",))
    # What only the undated one says is later than what it copied.
    assert date_of("a.md", texts, sharing("a.md", "b.md", 0, len(FIRST))) is None
    assert date_of("a.md", texts, pair("a.md", "b.md")) is None


@pytest.mark.parametrize(
    "note",
    [
        "Looking back in 2024, I still hold the clipping.\n",
        "Update: the line was opened again on May 4, 2023, with one boat.\n",
        "Update: the line was opened again on Monday, March 2, 2020, with one boat.\n",
    ],
)
@pytest.mark.parametrize("kind", [COPY, REWRITE, PARTIAL])
def test_what_speaks_of_a_later_day_was_not_written_before(kind: CopyKind, note: str) -> None:
    text = ferry("in summer")
    assert date_of("a.md", {"a.md": note + text, "b.md": DATED + text}, pair("a.md", "b.md", kind)) is None


def test_of_copies_that_were_written_before_and_after_the_later_counts() -> None:
    text = ferry("in summer")
    note = "Update: the line was opened again on March 2, 2020, with one boat.\n"
    texts = {"a.md": text + note, "b.md": DATED + text, "c.md": "May 3, 2020\n\n" + text + note}
    found = date_of("a.md", texts, pair("a.md", "b.md"), pair("a.md", "c.md"))
    assert found is not None
    assert (found.value, found.sources) == ("2020-05-03", ("c.md",))


def test_a_copy_is_not_older_than_the_event_that_it_tells() -> None:
    text = ferry("on Wednesday, July 11,")
    found = date_of("a.md", {"a.md": text, "b.md": "July 2, 2018\n\n" + text}, pair("a.md", "b.md"))
    assert known(found) == ("2018-07-02", "copy", LOW)
    assert found is not None
    assert found.doubts == ("it speaks of Wednesday, July 11 as past (line 1), 9 days after",)
    announced = text.replace("voted on", "will vote on")
    found = date_of("a.md", {"a.md": announced, "b.md": "July 2, 2018\n\n" + announced}, pair("a.md", "b.md"))
    assert known(found) == ("2018-07-02", "copy", HIGH)


def test_a_date_that_is_known_in_full_counts_more_than_its_year() -> None:
    text = ferry("in summer")
    texts = {"a.md": text, "b.md": "---\ndate: 2018\n---\n\n" + text, "c.md": DATED + text}
    found = date_of("a.md", texts, pair("a.md", "b.md"), pair("a.md", "c.md"))
    assert known(found) == ("2018-07-12", "copy", HIGH)
    assert found is not None
    assert found.because == "it is a copy of c.md and 1 whose date is less exact"
    assert found.sources == ("c.md", "b.md")


def test_of_copies_of_two_days_in_a_row_most_count() -> None:
    text = ferry("in summer")
    texts = {"a.md": text, "b.md": "July 11, 2018\n\n" + text, "c.md": DATED + text, "d.md": DATED + text}
    found = date_of("a.md", texts, *(pair("a.md", other) for other in ("b.md", "c.md", "d.md")))
    assert known(found) == ("2018-07-12", "copy", HIGH)
    assert found is not None
    assert found.because == "it is a copy of c.md and 1 more of the same day and 1 of the day before or after"


@pytest.mark.parametrize(
    ("before", "doubt"),
    [
        ("The quarrel had begun in the winter of 1804.", "1804, which it names (line 1), has the same days"),
        ("The quarrel had begun in the winter of 1805.", "the year named before them is 1805 (line 1)"),
    ],
)
def test_the_days_of_a_story_long_past_may_be_of_its_year(before: str, doubt: str) -> None:
    text = f"{before} {ferry('on Wednesday, July 11,')} The plaque was cleaned in March 2017.\n"
    found = date_of("a.md", {"a.md": text})
    assert known(found) == ("2018-07-11", "weekday", LOW)
    assert found is not None
    assert found.doubts == (doubt,)


def test_the_day_of_a_birth_is_none_of_writing() -> None:
    text = "Ada Holm was born on Wednesday, July 11, in a house by the canal. She died in March 2017.\n"
    assert date_of("a.md", {"a.md": text}) is None


@pytest.mark.parametrize(
    "years",
    [
        "The roof was repaired in 2017. The tower was closed in 2016.",
        "In 2017 it had been refused.",
        "Since 2017 it is closed.",
        "Last year, in 2017, it had been refused.",
    ],
)
def test_a_year_in_a_short_sentence_is_a_bound_as_well(years: str) -> None:
    text = f"The council voted on Wednesday, July 11, to rebuild the pier.\n\n{years}\n"
    assert known(date_of("a.md", {"a.md": text})) == ("2018-07-11", "weekday", MEDIUM)


@pytest.mark.parametrize("label", ["Archive 2017", "Annual report 2017.", "News of 2017"])
def test_a_year_in_a_label_is_none(label: str) -> None:
    assert date_of("a.md", {"a.md": f"The council voted on Wednesday, July 11.\n\n{label}\n"}) is None


def test_a_copy_that_was_published_days_later_is_told_by_its_words() -> None:
    found = date_of("a.md", {"a.md": FIRST, "b.md": "July 16, 2018\n\n" + FIRST}, pair("a.md", "b.md"))
    assert found is not None
    assert found.doubts == ("the latest day that it speaks of as past, Wednesday (line 1), is 5 days before",)


def test_a_stated_date_weighs_more_than_the_name_of_a_file() -> None:
    texts = {"a.md": FIRST, "2018-07-20-b.md": FIRST, "c.md": DATED + FIRST}
    found = date_of("a.md", texts, pair("2018-07-20-b.md", "a.md"), pair("a.md", "c.md"))
    assert found is not None
    assert found.value == "2018-07-12"
    found = date_of("a.md", texts, pair("2018-07-20-b.md", "a.md"))
    assert found is not None
    assert "that date is only in the name of its file" in found.doubts


def test_a_copy_is_dated_by_the_address_of_its_original() -> None:
    text = FIRST + "\nOriginal url: https://gazette.example/2018/07/12/ferry\n"
    found = members({"a.md": FIRST, "b.md": text}, pair("a.md", "b.md"))
    assert known(found["a.md"].date) == ("2018-07-12", "copy", HIGH)
    assert known(found["b.md"].date) == ("2018-07-12", "url", HIGH)


def test_a_document_alone_is_dated_by_the_address_of_its_original() -> None:
    text = "The ferry stops.\n\nOriginal url: https://gazette.example/2018/07/ferry\n"
    assert known(date_of("a.md", {"a.md": text})) == ("2018-07", "url", MEDIUM)


def test_addresses_of_different_days_date_nothing() -> None:
    text = FIRST + (
        "\nOriginal url: https://gazette.example/2018/07/12/ferry\n\n"
        "Original url: https://gazette.example/2018/09/12/ferry\n"
    )
    assert date_of("a.md", {"a.md": text}) is None


def test_an_inferred_date_reaches_copies_of_copies() -> None:
    texts = {"a.md": FIRST, "b.md": FIRST, "c.md": DATED + FIRST}
    found = members(texts, pair("a.md", "b.md"), pair("b.md", "c.md"))
    assert known(found["b.md"].date) == ("2018-07-12", "copy", HIGH)
    assert known(found["a.md"].date) == ("2018-07-12", "copy", LOW)
    assert found["a.md"].date is not None
    assert "that date is itself inferred" in found["a.md"].date.doubts


@pytest.mark.parametrize(
    ("kind", "share", "sure"), [(REWRITE, 0.6, MEDIUM), (PARTIAL, 0.9, MEDIUM), (PARTIAL, 0.2, LOW)]
)
def test_a_relative_says_in_which_week_a_day_was(kind: CopyKind, share: float, sure: Confidence) -> None:
    texts = {"a.md": FIRST, "b.md": "July 14, 2018\n\n" + ferry("last week")}
    found = date_of("a.md", texts, pair("a.md", "b.md", kind, share, 0.5))
    assert known(found) == ("2018-07-11", "rewrite" if kind is REWRITE else "part", sure)
    assert found is not None
    assert found.doubts == ("it was that day only if the passages were taken over within the week",)


@pytest.mark.parametrize(
    ("kind", "share", "value", "sure"),
    [(REWRITE, 0.6, "2018-07-12", MEDIUM), (PARTIAL, 0.9, "2018-07-12", MEDIUM), (PARTIAL, 0.2, "2018-07-11", LOW)],
)
def test_nearly_the_same_text_of_the_day_after_is_of_that_day(
    kind: CopyKind, share: float, value: str, sure: Confidence
) -> None:
    found = date_of("a.md", {"a.md": FIRST, "b.md": DATED + "x\n"}, pair("a.md", "b.md", kind, share, 0.5))
    assert found is not None
    assert (found.value, found.confidence) == (value, sure)
    assert found.doubts == (
        ("it can be of any day from 2018-07-11 on",)
        if share > 0.5
        else ("it was that day only if the passages were taken over within the week",)
    )


@pytest.mark.parametrize(
    ("kind", "share", "expected"),
    [
        (REWRITE, 0.6, "2018-07"),
        (PARTIAL, 0.9, "2018-07"),
        (PARTIAL, 0.6, "2018-07"),
        (PARTIAL, 0.2, None),
    ],
)
def test_a_relative_of_a_text_without_days_gives_the_month(kind: CopyKind, share: float, expected: str | None) -> None:
    text = ferry("in summer")
    found = date_of("a.md", {"a.md": text, "b.md": DATED + text}, pair("a.md", "b.md", kind, share, 0.5))
    assert (found.value if found else None) == expected
    assert found is None or found.confidence is LOW


def test_of_texts_that_hold_parts_the_earliest_is_the_bound() -> None:
    texts = {"a.md": FIRST, "b.md": "July 14, 2018\n\nx\n", "c.md": "May 3, 2019\n\ny\n"}
    found = date_of("a.md", texts, pair("a.md", "b.md", PARTIAL, 0.2, 0.2), pair("a.md", "c.md", PARTIAL, 0.3, 0.2))
    assert found is not None
    assert found.value == "2018-07-11"
    assert "c.md is of 2019-05-03" in found.doubts


def test_a_copy_counts_more_than_a_part() -> None:
    texts = {"a.md": FIRST, "b.md": "July 14, 2018\n\nx\n", "c.md": DATED + FIRST}
    found = date_of("a.md", texts, pair("a.md", "b.md", PARTIAL), pair("a.md", "c.md", COPY))
    assert found is not None
    assert (found.value, found.by) == ("2018-07-12", "copy")


def test_a_weekday_beside_its_day_leaves_one_year() -> None:
    text = ferry("on Wednesday, July 11,") + "It was founded by the charter of 2015, of which nobody has a copy.\n"
    found = date_of("a.md", {"a.md": text})
    assert known(found) == ("2018-07-11", "weekday", MEDIUM)
    assert found is not None
    assert found.sources == ("a.md",)
    assert found.because == "between 2015 and 2026 only 2018 has Wednesday, July 11 (line 1)"
    assert [each.name for each in found.evidence] == ["day in the text", "year spoken of as past", "day of the audit"]


def test_several_years_are_no_year() -> None:
    text = ferry("on Wednesday, July 11,") + "It was founded by the charter of 2005, of which nobody has a copy.\n"
    assert date_of("a.md", {"a.md": text}) is None
    assert date_of("a.md", {"a.md": ferry("on Wednesday, July 11,")}) is None


def test_the_day_of_the_audit_is_a_bound() -> None:
    text = ferry("on Wednesday, July 11,") + "It was founded by the charter of 2015, of which nobody has a copy.\n"
    assert date_of("a.md", {"a.md": text}, as_of=date(2018, 7, 10)) is None
    assert known(date_of("a.md", {"a.md": text}, as_of=date(2018, 7, 11)))[0] == "2018-07-11"
    # The next year with that day begins after the audit of 2026, and before that of 2030.
    assert date_of("a.md", {"a.md": text}, as_of=date(2030, 1, 1)) is None


def test_a_year_that_the_text_names_is_certain() -> None:
    text = ferry("on Wednesday, July 11,") + "It was founded by the charter of 2018, of which nobody has a copy.\n"
    assert known(date_of("a.md", {"a.md": text})) == ("2018-07-11", "weekday", HIGH)


def test_the_day_after_counts_if_the_text_speaks_of_it() -> None:
    text = ferry("on Wednesday, July 11,") + (
        "The pilots said on Thursday that they were not asked. It was founded by the charter of 2015, they added.\n"
    )
    assert known(date_of("a.md", {"a.md": text}))[0] == "2018-07-12"
    text = text.replace("on Thursday", "on Tuesday")
    assert known(date_of("a.md", {"a.md": text}))[0] == "2018-07-11"


def test_a_day_that_is_still_to_come_gives_the_month() -> None:
    text = ferry("in summer") + (
        "The ferry will stop on Wednesday, July 11, at noon. It was founded by the charter of 2015, they added.\n"
    )
    found = date_of("a.md", {"a.md": text})
    assert known(found) == ("2018-07", "weekday", LOW)
    assert found is not None
    assert found.doubts == ("the text speaks of that day as still to come",)


def test_links_bound_the_year_and_may_be_later() -> None:
    text = ferry("on Wednesday, July 11,")
    link = "See [the plan](https://gazette.example/2016/03/02/plan).\n"
    assert known(date_of("a.md", {"a.md": text + link}))[0] == "2018-07-11"
    named = "It was founded by the charter of 2015, of which nobody has a copy.\n"
    late = "See [the plan](https://gazette.example/2024/03/02/plan).\n"
    found = date_of("a.md", {"a.md": text + named + late})
    assert known(found) == ("2018-07-11", "weekday", LOW)
    assert found is not None
    assert found.doubts == ("it links to a page of 2024-03-02, which is later",)


def test_a_leap_day_with_its_weekday_is_rare() -> None:
    text = ferry("on Wednesday, February 29,") + "See [the plan](https://gazette.example/plan).\n"
    assert known(date_of("a.md", {"a.md": text}))[0] == "2012-02-29"
    assert date_of("a.md", {"a.md": ferry("on Tuesday, February 30,")}) is None


def test_days_around_a_leap_day_tell_leap_years() -> None:
    text = (
        ferry("on Tuesday, February 28,") + "The pilots said so on Wednesday, March 1, in the charter house of 2009.\n"
    )
    # 2017 and 2023 have both; 2012 has only the first.
    assert date_of("a.md", {"a.md": text}) is None
    assert known(date_of("a.md", {"a.md": text}, as_of=date(2020, 1, 1)))[0] == "2017-03-01"


def test_days_at_the_turn_of_a_year_are_of_two_years() -> None:
    text = ferry("on Monday, December 31,") + "The pilots said so on Tuesday, January 1, and recalled the year 2017.\n"
    assert known(date_of("a.md", {"a.md": text}))[0] == "2019-01-01"


def test_days_that_contradict_each_other_say_nothing() -> None:
    text = ferry("on Wednesday, July 11,") + "The pilots said so on Sunday, July 12, and recalled the year 2017.\n"
    assert date_of("a.md", {"a.md": text}) is None


def test_a_majority_of_the_days_counts_with_a_doubt() -> None:
    text = ferry("on Wednesday, July 11,") + (
        "The pilots said so on Thursday, July 12, and on Monday, July 13, and recalled the year 2017.\n"
    )
    found = date_of("a.md", {"a.md": text})
    assert known(found) == ("2018-07-12", "weekday", LOW)
    assert found is not None
    assert found.doubts == ("1 of 3 such days fall on another day of the week in that year",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Der Rat beschloss am Mittwoch, 11. Juli, das Ende der Fähre, die nach dem Vertrag von 2015 fuhr.\n",
            "2018-07-11",
        ),
        (
            "Le conseil a décidé le mercredi 11 juillet la fin du bac, qui passait par la baie depuis 2015.\n",
            "2018-07-11",
        ),
        (
            "El consejo decidió el miércoles 11 de julio el fin del transbordador que cruza la bahía desde 2015.\n",
            "2018-07-11",
        ),
        (
            "Совет объявил в среду, 11 июля, что паром больше не пойдет, как было решено в 2015 году на острове.\n",
            "2018-07-11",
        ),
        (
            "Председатель сообщила в среду, 11 июля, что причал построят. В 2017 году башню закрыли.\n",
            "2018-07-11",
        ),
        ("委員会は7月11日（水）に閉鎖を発表した。2017年に屋根を修理した。\n", "2018-07-11"),
        ("委員会は7月11日水曜日に閉鎖を発表した。屋根は2017年に修理された。\n", "2018-07-11"),
        ("委员会周三（7月11日）宣布关闭码头。该市曾于2017年翻修屋顶。\n", "2018-07-11"),
        ("위원회는 7월 11일 수요일에 폐쇄를 결정했다. 지붕은 2017년에 수리되었다.\n", "2018-07-11"),
        ("Der Rat hat am Mittwoch (11.7.) beschlossen, den Kai neu zu bauen. Das Dach ist von 2017.\n", "2018-07-11"),
        ("Rada ogłosiła w środę, 11 lipca, zamknięcie portu. W 2017 roku naprawiono dach.\n", "2018-07-11"),
        ("Styrelsen beslutade onsdagen den 11 juli att stänga. År 2017 lagades taket.\n", "2018-07-11"),
        ("Havnerådet besluttede onsdag den 11. juli at lukke den. Taget blev repareret i 2017.\n", "2018-07-11"),
        ("Rada ve středu 11. července rozhodla o uzavření. Střecha byla opravena v roce 2017.\n", "2018-07-11"),
        ("Lautakunta päätti keskiviikkona 11. heinäkuuta sulkea sen. Katto korjattiin vuonna 2017.\n", "2018-07-11"),
        ("A tanács július 11-én, szerdán úgy döntött, hogy bezárja. A tetőt 2017-ben javították.\n", "2018-07-11"),
        ("Το συμβούλιο αποφάσισε την Τετάρτη 11 Ιουλίου. Η στέγη επισκευάστηκε το 2017.\n", "2018-07-11"),
        ("Рада порту в середу, 11 липня, вирішила закрити вокзал. Дах чинили у 2017 році.\n", "2018-07-11"),
        ("Kurul 11 Temmuz Çarşamba günü kapatmaya karar verdi. Çatı 2017 yılında onarıldı.\n", "2018-07-11"),
        ("قرر المجلس يوم الأربعاء 11 يوليو إغلاق المحطة. وتم إصلاح السقف في عام 2017.\n", "2018-07-11"),
        (
            "理事会于7月11日星期三宣布停止渡轮，这条渡轮航线是在2015年根据议会的决定开通的，一直由同一家公司经营至今，岛上的居民对此感到十分遗憾。\n",
            "2018-07-11",
        ),
    ],
)
def test_other_languages_date_themselves_as_well(text: str, expected: str) -> None:
    found = date_of("a.md", {"a.md": text})
    assert found is not None
    assert (found.value, found.by) == (expected, "weekday")


def test_what_the_text_says_and_a_copy_agree() -> None:
    text = ferry("on Wednesday, July 11,") + "It was founded by the charter of 2015, of which nobody has a copy.\n"
    found = date_of("a.md", {"a.md": text, "b.md": DATED + text}, pair("a.md", "b.md"))
    assert known(found) == ("2018-07-12", "copy", HIGH)
    assert found is not None
    assert found.sources == ("b.md", "a.md")


def test_what_the_text_says_counts_more_than_a_text_that_took_parts_of_it() -> None:
    text = ferry("on Wednesday, July 11,") + "It was founded by the charter of 2015, of which nobody has a copy.\n"
    found = date_of("a.md", {"a.md": text, "b.md": "July 14, 2018\n\nx\n"}, pair("a.md", "b.md", PARTIAL, 0.3, 0.2))
    assert known(found) == ("2018-07-11", "weekday", HIGH)
    # Who takes parts of it two years later says nothing of it; whoever wrote nearly the same before does.
    found = date_of("a.md", {"a.md": text, "b.md": "July 14, 2020\n\nx\n"}, pair("a.md", "b.md", PARTIAL, 0.3, 0.2))
    assert known(found) == ("2018-07-11", "weekday", MEDIUM)
    found = date_of("a.md", {"a.md": text, "b.md": "July 14, 2016\n\nx\n"}, pair("a.md", "b.md", REWRITE))
    assert known(found) == ("2018-07-11", "weekday", LOW)


@pytest.mark.parametrize(("day", "confidence"), [(date(2020, 3, 4), HIGH), (date(2017, 3, 4), LOW)])
def test_the_date_of_a_commit_stays_beside_the_inferred_one(day: date, confidence: Confidence) -> None:
    own = Dated(PartialDate.of(day), "git", f"added on {day}", top_of("a.md"))
    texts = {"a.md": replace(document_of(FIRST, "a.md"), date=own), "b.md": document_of(DATED + FIRST, "b.md")}
    found = date_of("a.md", texts, pair("a.md", "b.md"))
    assert known(found) == ("2018-07-12", "copy", confidence)
    assert found is not None
    assert f"{day} (added on {day})" in [each.value for each in found.evidence]
    assert bool(found.doubts) is (confidence is LOW)


def test_a_commit_is_a_bound_for_what_the_text_says() -> None:
    text = ferry("on Wednesday, July 11,") + "It was founded by the charter of 2010, of which nobody has a copy.\n"
    assert date_of("a.md", {"a.md": text}) is None
    own = Dated(PartialDate(2015, 3, 4), "git", "added on 2015-03-04", top_of("a.md"))
    found = date_of("a.md", {"a.md": replace(document_of(text, "a.md"), date=own)})
    assert known(found) == ("2012-07-11", "weekday", MEDIUM)


def test_what_states_its_date_is_left_alone() -> None:
    assert members({"a.md": DATED + FIRST, "b.md": DATED + FIRST}, pair("a.md", "b.md")) == {}


def test_documents_alone_say_nothing_of_each_other() -> None:
    assert members({"a.md": FIRST, "b.md": DATED + FIRST}) == {}


def test_a_date_that_is_still_to_come_dates_nothing() -> None:
    assert date_of("a.md", {"a.md": FIRST, "b.md": "July 12, 2038\n\n" + FIRST}, pair("a.md", "b.md")) is None
    assert date_of("a.md", {"a.md": FIRST + "\nOriginal url: https://gazette.example/2038/07/12/ferry\n"}) is None


def test_nothing_depends_on_the_order_of_documents_and_pairs() -> None:
    texts = {
        "a.md": FIRST,
        "b.md": DATED + FIRST,
        "c.md": "July 20, 2018\n\n" + FIRST,
        "d.md": FIRST + "\nOriginal url: https://gazette.example/2018/07/12/ferry\n",
        "e.md": "July 14, 2018\n\nx\n",
    }
    pairs = [
        pair("a.md", "b.md"),
        pair("a.md", "c.md"),
        pair("a.md", "d.md"),
        pair("a.md", "e.md", PARTIAL, 0.3, 0.3),
        pair("d.md", "e.md", REWRITE, 0.6, 0.6),
    ]
    expected = members(texts, *pairs)
    assert set(expected) == {"a.md", "d.md", "e.md"}
    for turned in (pairs[::-1], pairs[2:] + pairs[:2]):
        assert members(texts, *turned) == expected
        assert members(dict(reversed(texts.items())), *turned) == expected


@given(
    st.lists(
        st.sampled_from(
            [
                "on Wednesday, July 11,",
                "on Monday",
                "next Friday",
                "February 29",
                "in 2015",
                "in 1899",
                "will",
                "said",
                ".",
            ]
        ),
        max_size=12,
    ),
    st.dates(date(1990, 1, 1), date(2100, 1, 1)),
)
def test_no_text_is_dated_after_the_audit(words: list[str], as_of: date) -> None:
    text = ferry(" ".join(words))
    found = date_of("a.md", {"a.md": text}, as_of=as_of)
    assert found is None or date.fromisoformat(f"{found.value}-01"[:10]) <= as_of
