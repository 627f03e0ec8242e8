"""Dates in URLs that are impossible, exchanged or ambiguous."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.dated import DATED, capture, link
from rules.judged import ERROR, INFO, WARNING, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

INVALID: list[tuple[str, str, list[Severity]]] = [
    ("month 13", link("/2019/13/45/minutes"), [ERROR]),
    ("30 February", link("/2019/02/30/minutes"), [ERROR]),
    ("31 April with hyphens", link("/2019-04-31-minutes"), [ERROR]),
    ("30 February in digits", link("/20190230/minutes"), [ERROR]),
    ("month 0", link("/2019/00/12/minutes"), [ERROR]),
    ("29 February of a leap year", link("/2020/02/29/minutes"), []),
    ("29 February of another", link("/2019/02/29/minutes"), [ERROR]),
    ("29 February 2000", link("/2000/02/29/minutes"), []),
    ("29 February 1900", link("/1900/02/29/minutes"), [ERROR]),
    ("parameter", link("/minutes?date=2019-02-30"), [ERROR]),
    ("day and month swapped", link("/2019/28/02/minutes"), []),
    ("day first", link("/31/06/2019/minutes"), [ERROR]),
    ("month by name in a title", link("/minutes-31-june-2019"), [WARNING]),
    ("a number behind a month that may be that of a page", link("/2019/02/45/minutes"), [WARNING]),
    ("the last number that can be no other", link("/2019/02/31/minutes"), [ERROR]),
    ("a message of a month", link("/lists/2019/Feb/45"), []),
    ("numbers that are no date either way", link("/45/13/2019/minutes"), []),
    ("in a capture", capture("20200101000000", "/2019/02/30/m"), [ERROR]),
    ("possible", link("/2019/02/28/minutes"), []),
    ("folders of numbers", link("/2015/98/77/12345.jpg"), []),
    ("volume and page", link("/12/2015/98/77/"), []),
    ("identifier in digits", link("/20191345"), []),
    ("identifier behind its word", link("/item/20190230/view"), []),
    ("version", link("/v/2019-13-45/"), []),
    ("vulnerability", link("/CVE-2019-1345"), []),
    ("range of years", link("/2018-2019-30/"), []),
    ("years apart", link("/seasons/2018-19/"), []),
    ("month only", link("/2019/13/"), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in INVALID], ids=[case[0] for case in INVALID])
def test_a_url_with_an_impossible_date(text: str, expected: list[Severity]) -> None:
    assert severities("date-url-invalid", text) == expected


def test_an_impossible_date_is_shown() -> None:
    (finding,) = findings_of("date-url-invalid", link("/2019/02/30/minutes"))
    assert finding.message == "the URL holds the impossible date 2019/02/30"


SWAPPED: list[tuple[str, str, str]] = [
    ("segments", "/2019/28/02/minutes", "/2019/02/28/minutes"),
    ("one digit", "/2019/28/2/minutes", "/2019/02/28/minutes"),
    ("hyphens", "/2019-28-02-minutes", "/2019-02-28-minutes"),
    ("underscores", "/minutes_2019_28_02.html", "/minutes_2019_02_28.html"),
    ("parameter", "/minutes?date=2019-28-02", "/minutes?date=2019-02-28"),
    ("month 13, the first that is a day", "/2019/13/01/minutes", "/2019/01/13/minutes"),
    ("the last day of the month", "/2019/31/12/minutes", "/2019/12/31/minutes"),
]  # fmt: skip


@pytest.mark.parametrize(("wrong", "right"), [case[1:] for case in SWAPPED], ids=[case[0] for case in SWAPPED])
def test_day_and_month_exchanged(wrong: str, right: str) -> None:
    (finding,) = findings_of("date-url-swapped", link(wrong))
    assert finding.severity is WARNING
    (fix,) = finding.fixes
    assert not fix.safe
    mended = fixed(link(wrong), finding)
    assert mended == link(right)
    assert severities("date-url-swapped", mended) == severities("date-url-invalid", mended) == []


@pytest.mark.parametrize(
    "path",
    [
        "/2019/02/28/minutes", "/2019/02/30/minutes", "/2019/30/02/minutes", "/2019/12/12/minutes",
        "/2019/45/13/minutes", "/28/02/2019/minutes", "/20192802/minutes", "/v/2019-28-02", "/2019/28/title",
    ],
)  # fmt: skip
def test_nothing_is_exchanged(path: str) -> None:
    assert severities("date-url-swapped", link(path)) == []


def test_an_exchange_is_offered_where_the_date_stands_once_and_in_the_source() -> None:
    (finding,) = findings_of("date-url-swapped", capture("20200101000000", "/2019/28/02/m"))
    assert fixed(capture("20200101000000", "/2019/28/02/m"), finding) == capture("20200101000000", "/2019/02/28/m")
    (finding,) = findings_of("date-url-swapped", link("/2019/28/02/m?of=2019/28/02"))
    assert finding.fixes == ()
    page = "<a href='https://gazette.example/2019/28/02/m?a=1&amp;b=2'>m</a>"
    (finding,) = findings_of("date-url-swapped", page, "a.html")
    assert fixed(page, finding) == page.replace("28/02", "02/28")


@given(
    st.dates(dt.date(1995, 1, 13), dt.date(2026, 11, 21)).filter(lambda day: day.day > 12),
    st.sampled_from(["/{0:%Y/%d/%m}/x", "/{0:%Y-%d-%m}", "/x-{0:%Y_%d_%m}.html", "/?date={0:%Y/%d/%m}"]),
)
def test_an_exchanged_date_is_mended_to_the_one_that_was_meant(day: dt.date, form: str) -> None:
    wrong, right = (
        link(form.format(day)),
        link(form.replace("%d", "%M").replace("%m", "%d").replace("%M", "%m").format(day)),
    )
    (finding,) = findings_of("date-url-swapped", wrong)
    assert fixed(wrong, finding) == right
    assert severities("date-url-swapped", right) == []


AMBIGUOUS: list[tuple[str, str, list[Severity]]] = [
    ("both can be months", link("/03/04/2018/minutes"), [INFO]),
    ("hyphens", link("/minutes-03-04-2018"), [INFO]),
    ("twelve, the last that can", link("/12/11/2018/minutes"), [INFO]),
    ("thirteen cannot", link("/13/11/2018/minutes"), []),
    ("the same", link("/04/04/2018/minutes"), []),
    ("year first", link("/2018/03/04/minutes"), []),
    ("country that writes the day first", link("/03/04/2018/minutes", "council.fr"), []),
    ("date of the document", "# M\n\n4 March 2018\n\n" + link("/03/04/2018/minutes"), []),
    ("date of the document, the day before", "# M\n\n2 April 2018\n\n" + link("/03/04/2018/minutes"), []),
    ("document between the two", DATED + link("/03/11/2018/minutes"), []),
    ("document after both", DATED + link("/03/04/2018/minutes"), [INFO]),
    ("month of the document", "---\ndate: 2018-04\n---\n" + link("/03/04/2018/minutes"), []),
    ("year of the document", "---\ndate: 2018\n---\n" + link("/03/04/2018/minutes"), [INFO]),
    ("citation", 'Holm: ["M"](https://c.example/03/04/2018/m). 3 April 2018. Retrieved 3 May 2019.\n', []),
    ("citation of another", link("/03/04/2018/m") + "\n[M](https://c.example/m). 3 April 2018. Retrieved 3 May 2019.\n",
     [INFO]),
    ("another address of the site", link("/03/04/2018/a") + link("/23/04/2018/b"), []),
    ("another address of the site says nothing", link("/03/04/2018/a") + link("/04/04/2018/b"), [INFO]),
    ("another address of another site", link("/03/04/2018/a") + link("/23/04/2018/b", "h.example"), [INFO]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in AMBIGUOUS], ids=[case[0] for case in AMBIGUOUS])
def test_a_date_that_can_be_read_in_two_ways(text: str, expected: list[Severity]) -> None:
    assert severities("date-url-ambiguous", text) == expected


def test_both_ways_are_shown() -> None:
    (finding,) = findings_of("date-url-ambiguous", link("/03/04/2018/minutes"))
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("with the day first", "2018-04-03"),
        ("with the month first", "2018-03-04"),
    ]
