"""Dates in fields that programs read."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rules.judged import INFO, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

RULE = "date-format-noniso"


def front(key: str, written: str) -> str:
    return f"---\ntitle: Minutes\n{key}: {written}\n---\nThe council met.\n"


@pytest.mark.parametrize(
    "written",
    [
        "12 July", "July 12", "07-12", "--07-12", "12.07.18", "7/12/18", "Jul 12 '18", "Thursday", "soon", "last week",
        "2018-02-30", "2018-13-45", "31 June 2018", "12. Juli", "7月12日",
    ],
)  # fmt: skip
def test_dates_that_programs_cannot_read(written: str) -> None:
    assert severities(RULE, front("date", written)) == [INFO]


@pytest.mark.parametrize(
    "written",
    [
        "", "2018-07-12", "2018-07-12T10:00:00+02:00", "2018-07", "2018", "20180712", "12 July 2018", "12/07/2018",
        "2018年7月12日", "12. Juli 2018", "July 2018", "1531411200", "2018-W28", "2018-193", "11/2018", "2018-00-00",
        "0000-00-00", "2018-XX-XX", "12 กรกฎาคม 2561", "Spring 2018", "{{ page.date }}", "{{date}}", "{% now %}",
        "<% tp.date.now() %>", "$Date$", "|today|", "\\today", "`r Sys.Date()`", "YYYY-MM-DD", "dd.mm.yy", "%d.%m.%y",
        "n.d.", "N.D.", "no date", "unknown", "TBD", "today", "auto", "true", "[12, 7]", "скоро", "14:30",
    ],
)  # fmt: skip
def test_dates_that_are_whole_or_none_on_purpose(written: str) -> None:
    assert severities(RULE, front("date", written)) == []


PLACES: list[tuple[str, str, str, list[Severity]]] = [
    ("another key of dates", "a.md", front("pub_date", "12 July"), [INFO]),
    ("a key that may hold something else", "a.md", front("published", "12 July"), []),
    ("a key within another", "a.md", "---\nevents:\n  - date: 12 July\n---\nText.\n", []),
    ("another key", "a.md", front("deadline", "12 July"), []),
    ("access", "a.md", front("access_date", "12 July"), [INFO]),
    ("impossible access, of which its own rule speaks", "a.md", front("access_date", "2018-06-31"), []),
    ("comment header", "a.md", "[#]: date: (12 July)\n\nText.\n", [INFO]),
    ("prose", "a.md", "# Minutes\n\nDate: 12 July\n\nThe council met.\n", []),
    ("fields of reStructuredText", "a.rst", ":Date: July 12\n:Author: Ada\n\nText.\n", [INFO]),
    ("meta", "a.html", "<meta property='article:published_time' content='July 12'><p>Text", [INFO]),
    ("meta in order", "a.html", "<meta property='article:published_time' content='2018-07-12'><p>Text", []),
    ("another meta", "a.html", "<meta name='description' content='July 12'><p>Text", []),
    ("time of publication", "a.html", "<time datetime='07-12' class='dt-published'>x</time>", [INFO]),
    ("any time", "a.html", "<time datetime='07-12'>x</time><time datetime='PT1H' pubdate>x</time>", []),
    ("JSON-LD", "a.html", '<script type="application/ld+json">{"@type":"x","datePublished":"12 July"}</script>',
     [INFO]),
    ("BibTeX", "a.bib", "@misc{a, url = {https://h.example/}, urldate = {12 July}}", [INFO]),
    ("BibTeX in order", "a.bib", "@misc{a, url = {https://h.example/}, urldate = {12 July 2018}}", []),
    ("BibTeX with a span", "a.bib", "@misc{a, url = {https://h.example/}, urldate = {2018-07/2018-08}}", []),
    ("BibTeX without a date", "a.bib", "@misc{a, url = {https://h.example/}, urldate = {n.d.}}", []),
    ("date of publication of an entry", "a.bib", "@misc{a, url = {https://h.example/}, date = {soon}}", []),
    ("template", "a.wiki", "{{cite web|url=https://h.example/|title=x|access-date=12 July}}", [INFO]),
]  # fmt: skip


@pytest.mark.parametrize(("path", "text", "expected"), [case[1:] for case in PLACES], ids=[case[0] for case in PLACES])
def test_fields_that_programs_read(path: str, text: str, expected: list[Severity]) -> None:
    assert severities(RULE, text, path) == expected


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("12 July", "`date` is `12 July`, which names no whole year"),
        ("soon", "`date` is `soon`, which is no date"),
        ("2018-02-30", "`date` is `2018-02-30`, which is in no calendar"),
    ],
)
def test_what_is_wrong_is_said(written: str, message: str) -> None:
    (finding,) = findings_of(RULE, front("date", written))
    assert finding.message == message
    assert [(each.name, each.value, each.location and each.location.line) for each in finding.evidence] == [
        ("field", "date", 3),
        ("as written", written, 3),
    ]


@given(
    st.dates(dt.date(1600, 1, 1), dt.date(2100, 12, 31)),
    st.sampled_from(
        ["%Y-%m-%d", "%d %B %Y", "%B %d, %Y", "%d.%m.%Y", "%a, %d %b %Y 10:00:00 +0200", "%Y%m%d", "%Y/%m/%d"]
    ),
)
def test_whole_dates_are_left_alone(day: dt.date, form: str) -> None:
    assert severities(RULE, front("date", day.strftime(form))) == []


@given(st.text(alphabet="0123456789 -/.:'JulyThu,年月{}%", max_size=30))
def test_any_field_is_read(written: str) -> None:
    assert len(findings_of(RULE, front("date", written))) <= 1
