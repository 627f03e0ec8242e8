"""Dates in URLs against those of who cites them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit.models import Dated, PartialDate
from linkaudit.rules import BY_NAME
from rules.dated import DATED, capture, link
from rules.judged import ERROR, INFO, WARNING, context_of, document_of, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity


def changed(day: str) -> str:
    return f"---\ndate: 2018-07-12\nupdated: {day}\n---\n" + link("/2019/01/02/protest")


def in_front_matter(*more: str) -> str:
    return "\n".join(["---", "date: 2018-07-12", *more, "---", link("/2019/01/02/protest")])


SAVED = """\
<!-- saved from url=(0031)https://gazette.example/article -->
<html><head><meta property="article:published_time" content="2018-07-12"></head>
<body><a href="https://gazette.example/2019/01/02/protest">more</a></body></html>
"""
SERVED = """\
<html><head><link rel="canonical" href="https://gazette.example/article">
<meta property="article:published_time" content="2018-07-12"></head>
<body><a href="https://gazette.example/2019/01/02/protest">more</a></body></html>
"""
FEED = """\
<?xml version="1.0"?><rss version="2.0"><channel><title>Gazette</title><link>https://gazette.example/</link>
<lastBuildDate>Thu, 12 Jul 2018 10:00:00 GMT</lastBuildDate>
<item><title>Protest</title><link>https://gazette.example/2019/01/02/protest</link></item></channel></rss>
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
    ("proposal with a status", "a.md", "Status: Final\nCreated: 12 July 2018\n\n" + link("/2019/01/02/p"), [INFO]),
    ("day of beginning", "a.md", "---\ncreated: 2018-07-12\n---\n" + link("/2019/01/02/p"), [WARNING]),
    ("first of several publications", "a.md", "First published: 12 July 2018\n\n" + link("/2019/01/02/p"), [WARNING]),
    ("page that is served", "a.html", SERVED, [WARNING]),
    ("day of beginning, by a label", "a.md", "Created: 12 July 2018\n\n" + link("/2019/01/02/p"), [WARNING]),
    ("changed afterwards", "a.md", changed("2019-01-02"), [WARNING]),
    ("changed before the URL's date", "a.md", changed("2018-12-24"), [ERROR]),
    ("changed on an impossible day", "a.md", changed("2019-02-31"), [ERROR]),
    ("last updated, in the text", "a.md", DATED + "Last updated 4 June 2020\n\n" + link("/2019/01/02/p"), [WARNING]),
    ("picture stored again", "a.md", DATED + "![f](https://gazette.example/2019/01/02/f.jpg)\n", [WARNING]),
    ("dated by the file's name only", "2018-07-12-cut.md", link("/2019/01/02/protest"), [WARNING]),
    ("event", "a.md", DATED + link("/events/2019/01/02/regatta"), [WARNING]),
    ("linked picture", "a.md", DATED + link("/2019/01/02/ferry.JPG"), [WARNING]),
    ("month by name in a title", "a.md", DATED + link("/protest-of-2-january-2019"), [WARNING]),
    ("parameter", "a.md", DATED + link("/tides?date=2019-01-02"), [WARNING]),
    ("log with a later entry", "a.md", DATED + "## 3 January 2019\n\n" + link("/2019/01/02/protest"), []),
    ("entry of the same day", "a.md", DATED + "## 2 January 2019\n\n" + link("/2019/01/02/protest"), []),
    ("entry of the day before", "a.md", DATED + "## 1 January 2019\n\n" + link("/2019/01/02/protest"), [ERROR]),
    ("later entry behind", "a.md", DATED + link("/2019/01/02/protest") + "\n## 3 January 2019\n\nText.\n", [WARNING]),
    ("earlier entry between", "a.md",
     DATED + "## 3 January 2019\n\nText.\n\n## 3 July 2018\n\n" + link("/2019/01/02/protest"), [WARNING]),
    ("line of a day", "a.md", DATED + "**3 January 2019**\n\n" + link("/2019/01/02/protest"), []),
    ("note of an update", "a.md", DATED + "**Update (3 January 2019)**: " + link("/2019/01/02/protest"), []),
    ("note of an update within", "a.md",
     DATED + "The ferry has been cut, and nobody knows why. UPDATE 3 January 2019: " + link("/2019/01/02/protest"), []),
    ("item of a list", "a.md", DATED + "- 2019-01-03: " + link("/2019/01/02/protest"), []),
    ("day far into a sentence", "a.md",
     DATED + "The ferry, which nobody wanted, will go on 3 January 2019: " + link("/2019/01/02/protest"), [WARNING]),
    ("sentence before", "a.md",
     DATED + "The ferry begins its service on 3 January 2019, they say.\n\n" + link("/2019/01/02/protest"), [WARNING]),
    ("an earlier date in the text", "a.md", DATED + "Since 1 January 2019.\n\n" + link("/2019/01/02/p"), [ERROR]),
    ("a later date in an address", "a.md", DATED + link("/2019/01/02/p") + "https://h.example/2019-01-03\n",
     [ERROR, ERROR]),
    ("page of documentation", "a.md", in_front_matter("weight: 10"), [WARNING]),
    ("page by its layout", "a.md", in_front_matter("layout: page"), [WARNING]),
    ("post by its layout", "a.md", in_front_matter("layout: post"), [ERROR]),
    ("feed", "a.xml", FEED, [WARNING]),
    ("list of mails", "a.md", DATED + link("/pipermail/tides/2019-January/001.html"), [ERROR]),
    ("day first, order unknown", "a.md", DATED + link("/11/12/2018/protest"), []),
    ("day first by the country", "a.md", DATED + link("/11/12/2018/protest", "gazette.fr"), [ERROR]),
    ("numbered week", "a.md", DATED + link("/week/2018/12/"), []),
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


def read_on(words: str, path: str = "/2018/07/12/ferry") -> str:
    return f"1. Harbour Office, <https://gazette.example{path}>. Retrieved {words}.\n"


BIB = "@misc{{a, url = {{https://gazette.example/2018/07/12/ferry}}, urldate = {{{}}}}}\n"
AFTER_ACCESS: list[tuple[str, str, str, list[Severity]]] = [
    ("same day", "a.md", read_on("12 July 2018"), []),
    ("two days, for time zones", "a.md", read_on("10 July 2018"), []),
    ("three days", "a.md", read_on("9 July 2018"), [ERROR]),
    ("afterwards", "a.md", read_on("3 May 2019"), []),
    ("month of access holds the day", "a.md", read_on("July 2018"), []),
    ("month before", "a.md", read_on("June 2018"), [ERROR]),
    ("year of access only", "a.md", "---\nsource: https://gazette.example/2018/07/12/f\naccessed: 2018\n---\n", []),
    ("month of the URL holds the day", "a.md", read_on("2 July 2018", "/2018/07/ferry"), []),
    ("day before the month of the URL", "a.md", read_on("27 June 2018", "/2018/07/ferry"), [ERROR]),
    ("impossible access", "a.md", read_on("31 June 2018"), []),
    ("impossible URL", "a.md", read_on("31 May 2018", "/2018/13/45/ferry"), []),
    ("undated URL", "a.md", read_on("31 May 2018", "/ferry"), []),
    ("month by name in a title", "a.md", read_on("31 May 2018", "/ferry-of-12-july-2018"), [WARNING]),
    ("event", "a.md", read_on("31 May 2018", "/events/2018/07/12/regatta"), [WARNING]),
    ("capture of it", "a.md",
     "[Archived](https://web.archive.org/web/2019/https://gazette.example/2018/07/12/f). Retrieved 3 May 2018.\n",
     [ERROR]),
    ("address behind the date, which may be another's", "a.md",
     "Harbour Office. Retrieved 3 May 2018. [Ferry](https://gazette.example/2018/07/12/ferry).\n", [WARNING]),
    ("front matter", "a.md",
     "---\noriginal_url: https://gazette.example/2018/07/12/f\naccessed: 2018-05-03\n---\nText.\n", [ERROR]),
    ("bibliography", "a.bib", BIB.format("2018-05-03"), [ERROR]),
    ("bibliography in order", "a.bib", BIB.format("2018-08-03"), []),
    ("template", "a.wiki",
     "<ref>{{cite web |url=https://gazette.example/2018/07/12/f |title=F |access-date=3 May 2018}}</ref>\n", [ERROR]),
    ("another source's access", "a.md", link("/2018/07/12/ferry") + "\n" + read_on("3 May 2018", "/tides"), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text", "expected"), [case[1:] for case in AFTER_ACCESS], ids=[case[0] for case in AFTER_ACCESS]
)
def test_a_url_younger_than_the_access_to_it(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("date-url-after-access", text, path) == expected


def test_a_url_younger_than_the_access_to_it_shows_both_dates_and_where_they_stand() -> None:
    (finding,) = findings_of("date-url-after-access", read_on("3 May 2018"))
    shown = [(each.name, each.value, each.location and each.location.column) for each in finding.evidence]
    assert shown == [
        ("date in the URL", "2018-07-12 (2018/07/12)", 21),
        ("date of access", "2018-05-03 (3 May 2018)", 74),
    ]
    assert finding.message == "the URL is dated 2018-07-12, 70 days after it was read (2018-05-03)"
