"""The day of a capture against the dates that are stated beside it: of archiving, of access, of publication."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.judged import ERROR, INFO, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

CUT = "https://gazette.example/cut"


def capture(stamp: str, original: str = CUT, archive: str = "https://web.archive.org/web") -> str:
    return f"[Archived]({archive}/{stamp}/{original})\n"


def archived(stamp: str, stated: str) -> str:
    return f"[Ferry]({CUT}). [Archived](https://web.archive.org/web/{stamp}/{CUT}) from the original on {stated}.\n"


def clipped(stamp: str, stated: str) -> str:
    archived_at = f"archive_url: https://web.archive.org/web/{stamp}/{CUT}\narchive_date: {stated}"
    return f"---\nsource: {CUT}\n{archived_at}\n---\nText.\n"


MISMATCH: list[tuple[str, str, list[Severity]]] = [
    ("same day", archived("20150303080000", "3 March 2015"), []),
    ("one day, for time zones", archived("20150303080000", "4 March 2015"), []),
    ("one day before", archived("20150303080000", "2 March 2015"), []),
    ("two days", archived("20150303080000", "5 March 2015"), [WARNING]),
    ("years", archived("20171110080000", "3 March 2015"), [WARNING]),
    ("month only", archived("20150303080000", "March 2015"), []),
    ("another month only", archived("20150303080000", "May 2015"), [WARNING]),
    ("impossible stamp: another rule's matter", archived("20151303080000", "5 March 2015"), []),
    ("impossible date", archived("20150303080000", "31 June 2015"), []),
    ("short stamp of the day", archived("20150303", "3 March 2015"), []),
    ("short stamp of another day", archived("20150303", "9 March 2015"), [WARNING]),
    ("short stamp of the month", archived("201503", "31 March 2015"), []),
    ("short stamp of another month", archived("201503", "3 May 2015"), [WARNING]),
    ("short stamp of the year", archived("2015", "3 May 2015"), []),
    ("short stamp of no day", archived("20150231", "3 May 2015"), []),
    ("no date stated", f"[Archived](https://web.archive.org/web/20150303080000/{CUT}).\n", []),
    ("no capture", f"[Ferry]({CUT}). Archived from the original on 3 March 2015.\n", []),
    ("front matter",
     clipped("20150303080000", "2017-01-01"),
     [WARNING]),
    ("front matter in order",
     clipped("20150303080000", "2015-03-03"),
     []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in MISMATCH], ids=[case[0] for case in MISMATCH])
def test_a_capture_of_another_day_than_the_text_says(text: str, expected: list[Severity]) -> None:
    assert severities("archive-timestamp-mismatch", text) == expected


def test_a_capture_of_another_day_shows_both_dates() -> None:
    (finding,) = findings_of("archive-timestamp-mismatch", archived("20150303080000", "5 March 2015"))
    assert finding.message == "captured on 2015-03-03 by its stamp, on 2015-03-05 by the text: 2 days apart"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("stamp", "2015-03-03 (20150303080000)"),
        ("date of archiving", "2015-03-05 (5 March 2015)"),
    ]
    assert all(each.location for each in finding.evidence)


DATED = "https://gazette.example/2018/07/12/cut"


def cited(published: str, stamp: str, original: str = CUT) -> str:
    copy = f"[A](https://web.archive.org/web/{stamp}/{original})"
    return f"Holm: [Cut]({original}). {published}. {copy}. Retrieved 3 May 2019.\n"


EARLY: list[tuple[str, str, list[Severity]]] = [
    ("same day", capture("20180712080000", DATED), []),
    ("one day, for time zones", capture("20180711080000", DATED), []),
    ("two days", capture("20180710080000", DATED), [WARNING]),
    ("two weeks, for editions", capture("20180628080000", DATED), [WARNING]),
    ("a day more", capture("20180627080000", DATED), [ERROR]),
    ("months", capture("20180101000000", DATED), [ERROR]),
    ("afterwards", capture("20180801000000", DATED), []),
    ("month in the URL is too coarse", capture("20180101000000", "https://gazette.example/2018/07/cut"), []),
    ("impossible date in the URL", capture("20180101000000", "https://gazette.example/2018/13/45/cut"), []),
    ("no date in the URL", capture("20180101000000", CUT), []),
    ("impossible stamp", capture("20181301000000", DATED), []),
    ("about a year", capture("2017", DATED), []),
    ("stated date", cited("12 July 2018", "20180101000000"), [WARNING]),
    ("stated year", cited("2018", "20170101000000"), []),
    ("stated date, in order", cited("12 July 2018", "20180801000000"), []),
    ("impossible stated date", cited("31 June 2018", "20180101000000"), []),
    ("start page", cited("12 July 2018", "20180101000000", "https://gazette.example/"), []),
    ("live", f"[Cut]({DATED})\n", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in EARLY], ids=[case[0] for case in EARLY])
def test_a_capture_older_than_what_it_holds(text: str, expected: list[Severity]) -> None:
    assert severities("archive-before-publication", text) == expected


def test_a_capture_older_than_what_it_holds_shows_both_dates() -> None:
    (finding,) = findings_of("archive-before-publication", capture("20180710080000", DATED))
    assert finding.message == "captured on 2018-07-10, 2 days before it was published (2018-07-12)"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("stamp", "2018-07-10 (20180710080000)"),
        ("date of publication (URL of the original)", "2018-07-12 (2018/07/12)"),
    ]
    assert all(each.location for each in finding.evidence)


def test_pages_that_exist_before_what_they_tell_are_left_alone() -> None:
    for page in ("index.html", "default.aspx", "en/", "de/index.php", "home"):
        assert (
            severities("archive-before-publication", cited("12 July 2018", "20180101000000", f"https://a.test/{page}"))
            == []
        )
    event = "https://gazette.example/events/2018/07/12/regatta"
    assert severities("archive-before-publication", capture("20180101000000", event)) == []


READ: list[tuple[str, str, str, list[Severity]]] = [
    ("the same day", "20180712000000", "12 July 2018", []),
    ("180 days after", "20190108000000", "12 July 2018", []),
    ("181 days after", "20190109000000", "12 July 2018", [INFO]),
    ("180 days before", "20180113000000", "12 July 2018", []),
    ("181 days before", "20180112000000", "12 July 2018", [INFO]),
    ("the month of access", "20190127000000", "July 2018", []),
    ("far from the month of access", "20190128000000", "July 2018", [INFO]),
    ("an impossible day", "20190712000000", "31 June 2018", []),
    ("about a year", "2018", "12 July 2018", []),
    ("about another year", "2010", "12 July 2018", [INFO]),
    ("impossible stamp: another rule's matter", "20101301000000", "12 July 2018", []),
]


@pytest.mark.parametrize(("stamp", "read", "expected"), [case[1:] for case in READ], ids=[case[0] for case in READ])
def test_a_capture_far_from_the_day_on_which_the_page_was_read(stamp: str, read: str, expected: list[Severity]) -> None:
    text = f"[Cut]({CUT}). [Archived](https://web.archive.org/web/{stamp}/{CUT}). Retrieved {read}.\n"
    assert severities("archive-far-from-access", text) == expected


def test_a_capture_far_from_the_day_of_access_shows_both_and_the_side() -> None:
    text = f"[Cut]({CUT}). [Archived](https://web.archive.org/web/20150301000000/{CUT}). Retrieved 12 July 2018.\n"
    (finding,) = findings_of("archive-far-from-access", text)
    assert finding.message == "captured on 2015-03-01, 1229 days before the page was read (2018-07-12)"
    assert [each.name for each in finding.evidence] == ["stamp", "date of access"]
    later = text.replace("2015", "2021")
    assert "after the page was read" in findings_of("archive-far-from-access", later)[0].message


TEMPLATE = (
    "{{{{cite web |title=Cut |url={url} |access-date={read} |archive-url={archive} |archive-date={archived}}}}}\n"
)
ENTRY = "@online{{a, url={{{url}}}, urldate={{{read}}}, archiveurl={{{archive}}}, archivedate={{{archived}}}}}\n"


@pytest.mark.parametrize(("form", "path"), [(TEMPLATE, "a.wikitext"), (ENTRY, "a.bib")])
def test_templates_and_bibliographies_are_judged(form: str, path: str) -> None:
    archive = f"https://web.archive.org/web/20171110080000/{CUT}"
    parts = {"url": CUT, "archive": archive, "read": "2015-05-04"}
    assert severities("archive-timestamp-mismatch", form.format(**parts, archived="2015-05-03"), path) == [WARNING]
    assert severities("archive-timestamp-mismatch", form.format(**parts, archived="2017-11-10"), path) == []
    assert severities("archive-far-from-access", form.format(**parts, archived="2017-11-10"), path) == [INFO]
    webcite = parts | {"archive": "https://www.webcitation.org/69k1oBjmR"}
    assert severities("archive-timestamp-mismatch", form.format(**webcite, archived="2012-08-07"), path) == []
    assert severities("archive-timestamp-mismatch", form.format(**webcite, archived="2012-08-17"), path) == [WARNING]
