"""The date in the URL of an original against the one that is stated for it."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.dated import DATED, link
from rules.judged import INFO, WARNING, findings_of, fixed, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

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


FEED = """\
<?xml version="1.0"?><rss version="2.0"><channel><title>Links</title><item><title>Ferry line cut</title>
<link>https://gazette.example/{}/cut</link><pubDate>Thu, 12 Jul 2018 10:00:00 GMT</pubDate></item></channel></rss>
"""


@pytest.mark.parametrize(("day", "expected"), [("2015/03/02", []), ("2018/07/12", []), ("2019/03/02", [WARNING])])
def test_a_feed_may_point_to_what_is_older(day: str, expected: list[Severity]) -> None:
    assert severities("date-original-url-mismatch", FEED.format(day), "a.rss") == expected


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


def original(day: str, path: str) -> str:
    return f"# Ferry line cut\n\n{day}\n\nOriginal url: https://gazette.example{path}\n"


TYPOS: list[tuple[str, str, str, list[Severity]]] = [
    ("digits of the year", "July 12, 2018", "/2081/07/12/cut", [WARNING]),
    ("other digits of the year", "July 12, 2018", "/2108/07/12/cut", [WARNING]),
    ("digits of the day, two editions apart", "July 12, 2018", "/2018/07/21/cut", [INFO]),
    ("digits of the day, further apart", "July 13, 2018", "/2018/07/31/cut", [WARNING]),
    ("digits of the day with a zero", "July 2, 2018", "/2018/07/20/cut", [WARNING]),
    ("digits of the month", "January 12, 2018", "/2018/10/12/cut", [WARNING]),
    ("next year, in January", "January 12, 2018", "/2019/01/12/cut", [WARNING]),
    ("the year before, in January", "January 12, 2018", "/2017/01/12/cut", [WARNING]),
    ("next year, in December", "December 12, 2018", "/2019/12/12/cut", [WARNING]),
    ("next year, in the month of January", "January 12, 2018", "/2019/01/cut", [WARNING]),
    ("next year, in February", "February 12, 2018", "/2019/02/12/cut", []),
    ("next year, in November", "November 12, 2018", "/2019/11/12/cut", []),
    ("two years on, in January", "January 12, 2018", "/2020/01/12/cut", []),
    ("next year, another day", "January 12, 2018", "/2019/01/13/cut", []),
    ("digits of the month, without the day", "January 12, 2018", "/2018/10/cut", []),
    ("two digits are wrong", "July 12, 2018", "/2018/08/21/cut", []),
    ("another digit", "July 12, 2018", "/2018/07/22/cut", []),
    ("the day after", "July 12, 2018", "/2018/07/13/cut", []),
    ("the same", "July 12, 2018", "/2018/07/12/cut", []),
    ("undated", "July 12, 2018", "/cut", []),
]  # fmt: skip


@pytest.mark.parametrize(("day", "path", "expected"), [case[1:] for case in TYPOS], ids=[case[0] for case in TYPOS])
def test_a_slip_of_the_pen(day: str, path: str, expected: list[Severity]) -> None:
    text = original(day, path)
    assert severities("date-year-typo", text) == expected
    if expected:
        assert severities("date-original-url-mismatch", text) == [], "one place, one reason"


def test_a_slip_shows_both_dates_and_what_happened() -> None:
    (finding,) = findings_of("date-year-typo", original("July 12, 2018", "/2018/07/21/cut"))
    assert finding.message.endswith("the digits of 21 and 12 have changed places")
    assert [(each.name, each.value, each.location and each.location.line) for each in finding.evidence] == [
        ("date in the URL", "2018-07-21 (2018/07/21)", 5),
        ("date stated (dateline)", "2018-07-12 (July 12, 2018)", 3),
    ]
    (finding,) = findings_of("date-year-typo", original("January 4, 2018", "/2019/01/04/cut"))
    assert finding.message.endswith("the neighbouring year, at the turn of the year")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (original("July 12, 2018", "/2081/07/12/cut"), original("July 12, 2018", "/2018/07/12/cut")),
        (original("July 12, 2018", "/2018-07-21-cut"), original("July 12, 2018", "/2018-07-12-cut")),
        (original("July 12, 2018", "/cut-20180721.html"), original("July 12, 2018", "/cut-20180712.html")),
        (original("July 12, 2018", "/2018/jul/21/cut"), original("July 12, 2018", "/2018/jul/12/cut")),
        (original("January 4, 2018", "/2019/01/04/cut"), original("January 4, 2019", "/2019/01/04/cut")),
        (original("January 4, 2018", "/2017/01/04/cut"), original("January 4, 2018", "/2018/01/04/cut")),
        (original("December 4, 2018", "/2019/12/04/cut"), original("December 4, 2018", "/2018/12/04/cut")),
    ],
)
def test_a_slip_is_mended_where_it_is_likelier(before: str, after: str) -> None:
    (finding,) = findings_of("date-year-typo", before)
    assert not finding.fixes[0].safe
    assert fixed(before, finding) == after
    assert severities("date-year-typo", after) == severities("date-original-url-mismatch", after) == []


@pytest.mark.parametrize("path", ["/cut-21-july-2018", "/21/07/2018/cut", "/2018/07/21/cut-2018/07/21"])
def test_what_cannot_be_written_for_certain_is_not_mended(path: str) -> None:
    (finding,) = findings_of("date-year-typo", original("July 12, 2018", path))
    assert finding.fixes == ()


@given(st.dates(dt.date(1995, 1, 1), dt.date(2026, 12, 31)), st.dates(dt.date(1995, 1, 1), dt.date(2026, 12, 31)))
def test_what_is_mended_is_silent(one: dt.date, other: dt.date) -> None:
    """A pair of any two dates would hardly ever be a slip, so the other one takes over all but a part."""
    for changed in (one.replace(year=other.year, day=min(28, one.day)), one.replace(day=min(28, other.day)), other):
        text = original(f"{one:%B} {one.day}, {one.year}", f"/{changed:%Y/%m/%d}/cut")
        found = findings_of("date-year-typo", text)
        assert len(found) + len(findings_of("date-original-url-mismatch", text)) == (abs((one - changed).days) > 1)
        if found:
            assert severities("date-year-typo", fixed(text, found[0])) == []
