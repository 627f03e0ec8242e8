"""The date in the URL of an original against the one that is stated for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.dated import DATED, link
from rules.judged import INFO, WARNING, findings_of, severities

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
