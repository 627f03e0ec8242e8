"""Dates in URLs against the day of the audit, the document, the calendar and what is stated."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit.models import Dated, PartialDate
from linkaudit.rules import BY_NAME
from rules.judged import AS_OF, ERROR, INFO, WARNING, context_of, document_of, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

DATED = "# Ferry line cut\n\nJuly 12, 2018\n\n"


def link(path: str, host: str = "gazette.example") -> str:
    return f"See [the plan](https://{host}{path}).\n"


def capture(stamp: str, path: str) -> str:
    return link(f"/web/{stamp}/https://gazette.example{path}", "web.archive.org")


def changed(day: str) -> str:
    return f"---\ndate: 2018-07-12\nupdated: {day}\n---\n" + link("/2019/01/02/protest")


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
    ("parameter", link("/plan?date=2031-05-17"), [ERROR]),
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


SAVED = """\
<!-- saved from url=(0031)https://gazette.example/article -->
<html><head><meta property="article:published_time" content="2018-07-12"></head>
<body><a href="https://gazette.example/2019/01/02/protest">more</a></body></html>
"""
AFTER_DOCUMENT: list[tuple[str, str, str, list[Severity]]] = [
    ("one day, as pages are dated ahead", "a.md", DATED + link("/2018/07/13/protest"), []),
    ("two days", "a.md", DATED + link("/2018/07/14/protest"), [ERROR]),
    ("before", "a.md", DATED + link("/2017/07/14/protest"), []),
    ("month of the document", "a.md", DATED + link("/2018/07/protest"), []),
    ("next month", "a.md", DATED + link("/2018/08/protest"), [ERROR]),
    ("year of the document only", "a.md", "---\ndate: 2018\n---\n" + link("/2018/12/31/protest"), []),
    ("next year, the document of a year", "a.md", "---\ndate: 2018\n---\n" + link("/2019/02/03/protest"), [ERROR]),
    ("month of the document only", "a.md", "---\ndate: 2018-07\n---\n" + link("/2018/07/31/protest"), []),
    ("two days after the month", "a.md", "---\ndate: 2018-07\n---\n" + link("/2018/08/02/protest"), [ERROR]),
    ("undated", "a.md", link("/2018/07/14/protest"), []),
    ("impossible date of the document", "a.md", "---\ndate: 2018-02-31\n---\n" + link("/2018/07/14/p"), []),
    ("impossible date of the URL", "a.md", DATED + link("/2018/13/45/protest"), []),
    ("label", "a.md", "Published: 12 July 2018\n\n" + link("/2019/01/02/protest"), [ERROR]),
    ("byline", "a.md", "# Cut\n\nAda Holm, 12 July 2018\n\n" + link("/2019/01/02/protest"), [ERROR]),
    ("change log", "CHANGELOG.md", "Published: 12 July 2018\n\n" + link("/2019/01/02/protest"), [WARNING]),
    ("readme", "README.md", "Published: 12 July 2018\n\n" + link("/2019/01/02/protest"), [WARNING]),
    ("proposal with a status", "a.md", "Status: Final\nCreated: 12 July 2018\n\n" + link("/2019/01/02/p"), [WARNING]),
    ("changed afterwards", "a.md", changed("2019-01-02"), [WARNING]),
    ("changed before the URL's date", "a.md", changed("2018-12-24"), [ERROR]),
    ("changed on an impossible day", "a.md", changed("2019-02-31"), [ERROR]),
    ("last updated, in the text", "a.md", DATED + "Last updated 4 June 2020\n\n" + link("/2019/01/02/p"), [WARNING]),
    ("picture stored again", "a.md", DATED + "![f](https://gazette.example/2019/01/02/f.jpg)\n", [WARNING]),
    ("dated by the file's name only", "2018-07-12-cut.md", link("/2019/01/02/protest"), [WARNING]),
    ("event", "a.md", DATED + link("/events/2019/01/02/regatta"), [WARNING]),
    ("page saved later", "a.html",
     SAVED, [WARNING]),
    ("capture: the date of the original counts", "a.md",
     DATED + capture("20180801000000", "/2019/01/02/p"), [ERROR]),
    ("capture made later", "a.md",
     DATED + capture("20230801000000", "/2018/01/02/p"), []),
    ("identifier", "a.md", DATED + link("/status/20190102"), []),
    ("version", "a.md", DATED + link("/release/2019-01-02"), []),
    ("vulnerability", "a.md", DATED + link("/cve/CVE-2019-10234"), []),
    ("range of years", "a.md", DATED + link("/budget/2019-2020/"), []),
    ("week", "a.md", DATED + link("/2019/W32/"), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text", "expected"), [case[1:] for case in AFTER_DOCUMENT], ids=[case[0] for case in AFTER_DOCUMENT]
)
def test_a_url_younger_than_its_document(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("date-url-after-document", text, path) == expected


def test_a_url_younger_than_its_document_shows_both_dates_and_where_they_stand() -> None:
    (finding,) = findings_of("date-url-after-document", DATED + link("/2019/01/02/protest"))
    shown = [(each.name, each.value, each.location and each.location.line) for each in finding.evidence]
    assert shown == [
        ("date in the URL", "2019-01-02 (2019/01/02)", 5),
        ("date of the document (dateline)", "2018-07-12 (July 12, 2018)", 3),
    ]
    assert finding.message == "the URL is dated 2019-01-02, 174 days after the document (2018-07-12)"


@pytest.mark.parametrize(
    ("path", "text", "excuse"),
    [
        ("CHANGELOG.md", "Published: 12 July 2018\n\n" + link("/2019/01/02/p"), "added to over the years"),
        ("a.md", changed("2020-06-04"), "changed on 2020-06-04"),
        ("a.md", DATED + "![f](https://gazette.example/2019/01/02/f.jpg)\n", "stored again later"),
        ("2018-07-12-cut.md", link("/2019/01/02/p"), "dated by its name only"),
        ("a.md", DATED + link("/events/2019/01/02/p"), "about an event"),
    ],
)
def test_a_milder_judgement_says_why(path: str, text: str, excuse: str) -> None:
    (finding,) = findings_of("date-url-after-document", text, path)
    assert excuse in finding.message


def test_the_date_of_the_first_commit_says_nothing_against_a_url() -> None:
    document = document_of(DATED + link("/2019/01/02/protest"))
    assert document.date
    by_git = Dated(PartialDate(2018, 7, 12), "git", "first commit", document.date.location)
    rule = BY_NAME["date-url-after-document"]
    assert list(rule.judge(document, context_of()))
    assert not list(rule.judge(replace(document, date=by_git), context_of()))


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
    ("day and month swapped", link("/2019/28/02/minutes"), [ERROR]),
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


def test_an_impossible_date_is_shown_the_other_way_round_where_that_is_possible() -> None:
    (finding,) = findings_of("date-url-invalid", link("/2019/28/02/minutes"))
    assert finding.message == (
        "the URL holds the impossible date 2019/28/02; with day and month swapped it would be 2019-02-28"
    )
    (finding,) = findings_of("date-url-invalid", link("/2019/02/30/minutes"))
    assert finding.message == "the URL holds the impossible date 2019/02/30"


ORIGINAL: list[tuple[str, str, list[Severity]]] = [
    ("same day", DATED + "Original url: https://gazette.example/2018/07/12/cut\n", []),
    ("one day", DATED + "Original url: https://gazette.example/2018/07/11/cut\n", []),
    ("two days: another edition", DATED + "Original url: https://gazette.example/2018/07/10/cut\n", [INFO]),
    ("two weeks: another edition", DATED + "Original url: https://gazette.example/2018/06/28/cut\n", [INFO]),
    ("fifteen days", DATED + "Original url: https://gazette.example/2018/06/27/cut\n", [WARNING]),
    ("later", DATED + "Original url: https://gazette.example/2018/08/01/cut\n", [WARNING]),
    ("month of the URL holds the day", DATED + "Original url: https://gazette.example/2018/07/cut\n", []),
    ("another month", DATED + "Original url: https://gazette.example/2018/04/cut\n", [WARNING]),
    ("source", DATED + "Source: https://gazette.example/2017/03/02/cut\n", [WARNING]),
    ("statement with a date of its own",
     DATED + "Originally published in [the Gazette](https://gazette.example/2017/03/02/cut) on March 2, 2017.\n", []),
    ("statement with another date",
     "Originally published in [the Gazette](https://gazette.example/2017/03/02/cut) on July 12, 2018.\n", [WARNING]),
    ("clipped", "---\npublished: 2018-07-12\nvia: https://gazette.example/2017/03/02/cut\n---\nx\n", [WARNING]),
    ("posted again", "---\ndate: 2018-07-12\nvia: https://gazette.example/2017/03/02/cut\n---\nx\n", []),
    ("posted before", "---\ndate: 2018-07-12\nvia: https://gazette.example/2019/03/02/cut\n---\nx\n", [WARNING]),
    ("another year", "---\ndate: 2018-07-12\nvia: https://gazette.example/2017/07/12/cut\n---\nx\n", [WARNING]),
    ("impossible", DATED + "Original url: https://gazette.example/2017/13/45/cut\n", []),
    ("impossible date stated", "---\ndate: 2018-02-31\n---\nOriginal url: https://gazette.example/2017/03/02/c\n", []),
    ("undated", "Original url: https://gazette.example/2017/03/02/cut\n", []),
    ("undated URL", DATED + "Original url: https://gazette.example/cut\n", []),
    ("no address", DATED + "Original url: N/A\n", []),
    ("own address", DATED + "Permalink: https://gazette.example/2017/03/02/cut\n", []),
    ("a link in passing", DATED + link("/2017/03/02/cut"), []),
    ("no date stated", DATED + "[Cut](https://gazette.example/2017/03/02/cut). Retrieved 3 May 2019.\n", []),
    ("citation",
     'Holm, Ada: ["Cut"](https://gazette.example/2017/03/02/cut). 12 July 2018. Retrieved 3 May 2019.\n', [WARNING]),
    ("citation in order",
     'Holm, Ada: ["Cut"](https://gazette.example/2018/07/12/cut). 12 July 2018. Retrieved 3 May 2019.\n', []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in ORIGINAL], ids=[case[0] for case in ORIGINAL])
def test_a_cited_original_of_another_day(text: str, expected: list[Severity]) -> None:
    assert severities("date-original-url-mismatch", text) == expected


def test_the_name_of_a_file_does_not_date_what_it_copies() -> None:
    text = "Original url: https://gazette.example/2017/03/02/cut\n"
    assert severities("date-original-url-mismatch", text, "2018-07-12-cut.md") == []


def test_a_cited_original_of_another_day_shows_both_dates_and_where_they_stand() -> None:
    (finding,) = findings_of(
        "date-original-url-mismatch", DATED + "Original url: https://gazette.example/2017/03/02/cut\n"
    )
    shown = [(each.name, each.value, each.location and each.location.line) for each in finding.evidence]
    assert shown == [
        ("date in the URL", "2017-03-02 (2017/03/02)", 5),
        ("date stated (dateline)", "2018-07-12 (July 12, 2018)", 3),
    ]
    assert finding.message.endswith("497 days apart")
