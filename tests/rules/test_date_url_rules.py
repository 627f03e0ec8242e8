"""Dates in URLs against the day of the audit and the beginning of the web."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.dated import capture, link
from rules.judged import AS_OF, ERROR, INFO, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

IN_FUTURE: list[tuple[str, str, list[Severity]]] = [
    ("today", link("/2026/11/21/plan"), []),
    ("two days ahead, for time zones", link("/2026/11/23/plan"), []),
    ("three days ahead", link("/2026/11/24/plan"), [ERROR]),
    ("hyphens", link("/news/2031-05-17-plan"), [ERROR]),
    ("digits alone", link("/20310517/plan.html"), [ERROR]),
    ("digits alone, so far ahead that they are a number", link("/20320517/plan.html"), []),
    ("far ahead", link("/2032/05/17/plan.html"), [ERROR]),
    ("name of the month", link("/2031/may/17/plan"), [ERROR]),
    ("day first", link("/17/05/2031/"), [ERROR]),
    ("parameter", link("/plan?date=2031-05-17"), [WARNING]),
    ("month by name in a title", link("/plan-17-may-2031"), [WARNING]),
    ("day first by the country", link("/11/12/2026/plan", "gazette.fr"), [ERROR]),
    ("order unknown", link("/11/12/2026/plan"), []),
    ("order unknown, next year", link("/11/12/2027/plan"), [WARNING]),
    ("folder of a month", link("/2026-12/plan"), [WARNING]),
    ("bare", "https://gazette.example/2031/05/17/plan\n", [ERROR]),
    ("autolink", "<https://gazette.example/2031/05/17/plan>\n", [ERROR]),
    ("picture", "![ferry](https://gazette.example/2031/05/17/ferry.jpg)\n", [ERROR]),
    ("definition", "[plan][1]\n\n[1]: https://gazette.example/2031/05/17/plan\n", [ERROR]),
    ("front matter", "---\nsource: https://gazette.example/2031/05/17/plan\n---\nText.\n", [ERROR]),
    ("month only", link("/2026/12/plan"), [WARNING]),
    ("the present month", link("/2026/11/plan"), []),
    ("year only", link("/2031/plan"), []),
    ("event", link("/events/2031/05/17/regatta"), [WARNING]),
    ("event in German", link("/termine/2031-05-17-regatta"), [WARNING]),
    ("event in a host says nothing of the page", link("/2031/05/17/plan", "calendar.example"), [ERROR]),
    ("capture: the date of the original counts", capture("20250101000000", "/2031/05/17/p"), [ERROR]),
    ("capture: its stamp is no date of the page", capture("20310517000000", "/plan"), []),
    ("impossible", link("/2031/13/45/plan"), []),
    ("identifier", link("/status/20310517"), []),
    ("version", link("/releases/v20310517"), []),
    ("vulnerability", link("/CVE-2031-0517"), []),
    ("range of years", link("/budget/2031-2032/plan"), []),
    ("week", link("/2031-W20/plan"), []),
    ("fragment", link("/plan#2031-05-17"), []),
    ("style sheet", '<link rel="stylesheet" href="https://gazette.example/2031/05/17/a.css">\n', []),
    ("other scheme", "[mail](mailto:a@gazette.example?date=2031-05-17)\n", []),
    ("own file", "[minutes](/2031/05/17/minutes)\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in IN_FUTURE], ids=[case[0] for case in IN_FUTURE])
def test_a_url_of_the_future(text: str, expected: list[Severity]) -> None:
    assert severities("date-url-in-future", text) == expected


def test_the_future_begins_after_the_day_of_the_audit() -> None:
    (finding,) = findings_of("date-url-in-future", link("/2031/05/17/plan"))
    assert finding.message == "the URL is dated 2031-05-17, 1638 days after the day of the audit (2026-11-21)"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("date in the URL", "2031-05-17 (2031/05/17)"),
        ("day of the audit", "2026-11-21"),
    ]
    assert severities("date-url-in-future", link("/2031/05/17/plan"), as_of=AS_OF.replace(year=2032)) == []


PREWEB: list[tuple[str, str, list[Severity]]] = [
    ("1971", link("/1971/05/17/plan"), [INFO]),
    ("the last day of 1990", link("/1990/12/31/plan"), [INFO]),
    ("the first day of 1991", link("/1991/01/01/plan"), []),
    ("month", link("/1971/05/plan"), [INFO]),
    ("hyphens", link("/plan-1971-05-17"), [INFO]),
    ("in a capture", capture("20180101000000", "/1971/05/17/plan"), [INFO]),
    ("impossible", link("/1971/13/45/plan"), []),
    ("year only", link("/1971/plan"), []),
    ("title with a date", link("/plan-of-17-may-1971"), []),
    ("parameter", link("/plan?date=1971-05-17"), []),
    ("newspaper", link("/1971/05/17/archives/plan.html", "www.nytimes.com"), []),
    ("library", link("/issues/1971/05/17", "trove.nla.gov.au"), []),
    ("archive in the path", link("/archive/1971/05/17/plan"), []),
    ("archive in the host", link("/1971/05/17/plan", "archiv.gazette.example"), []),
    ("a word that only begins so", link("/archivetta/1971/05/17/plan"), [INFO]),
    ("event", link("/events/1971/05/17/opening"), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in PREWEB], ids=[case[0] for case in PREWEB])
def test_a_url_from_before_the_web(text: str, expected: list[Severity]) -> None:
    assert severities("date-url-preweb", text) == expected


def test_a_url_from_before_the_web_shows_when_the_web_began() -> None:
    (finding,) = findings_of("date-url-preweb", link("/1971/05/17/plan"))
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("date in the URL", "1971-05-17 (1971/05/17)"),
        ("first page of the web", "1991-08-06"),
    ]
