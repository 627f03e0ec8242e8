"""Dates on which sources were looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from rules.judged import ERROR, WARNING, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity

HARBOUR = "https://harbour.example"


def retrieved(words: str) -> str:
    return f"1. Harbour Office, <https://harbour.example/tides>. {words}.\n"


ACCESS: list[tuple[str, str, list[Severity]]] = [
    ("today", retrieved("Retrieved 21 November 2026"), []),
    ("two days ahead", retrieved("Retrieved 23 November 2026"), []),
    ("three days ahead", retrieved("Retrieved 24 November 2026"), [ERROR]),
    ("accessed", retrieved("Accessed on May 3, 2038"), [ERROR]),
    ("last checked", retrieved("Last checked: 2038-05-03"), [ERROR]),
    ("German", retrieved("Abgerufen am 3. Mai 2038"), [ERROR]),
    ("French", retrieved("Consulté le 3 mai 2038"), [ERROR]),
    ("Spanish", retrieved("Consultado el 3 de mayo de 2038"), [ERROR]),
    ("Russian", retrieved("Дата обращения: 3 мая 2038"), [ERROR]),
    ("Japanese", "港湾局 https://harbour.example/tides 2038年5月3日閲覧。\n", [ERROR]),
    ("this month", retrieved("Retrieved November 2026"), []),
    ("next month", retrieved("Retrieved December 2026"), [ERROR]),
    ("impossible", retrieved("Retrieved 31 June 2038"), []),
    ("front matter", "---\nsource: https://harbour.example/tides\naccessed: 2038-05-03\n---\nText.\n", [ERROR]),
    ("two keys", f"---\nsource: {HARBOUR}/a\noriginal_url: {HARBOUR}/b\naccessed: 2038-05-03\n---\nx\n", [ERROR]),
    ("no address", "1. Harbour Office, leaflet. Retrieved 3 May 2038.\n", [ERROR]),
    ("another kind of date", retrieved("The licence expires 3 May 2038"), []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), [case[1:] for case in ACCESS], ids=[case[0] for case in ACCESS])
def test_a_date_of_access_in_the_future(text: str, expected: list[Severity]) -> None:
    assert severities("date-access-in-future", text) == expected


def test_a_date_of_access_names_the_address_that_was_read() -> None:
    (finding,) = findings_of("date-access-in-future", retrieved("Retrieved 3 May 2038"))
    assert finding.url == "https://harbour.example/tides"
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("date of access", "2038-05-03 (3 May 2038)"),
        ("day of the audit", "2026-11-21"),
    ]
    (finding,) = findings_of("date-access-in-future", "1. Harbour Office, leaflet. Retrieved 3 May 2038.\n")
    assert finding.url == ""


@pytest.mark.parametrize(
    ("text", "path", "expected"),
    [
        (retrieved("Retrieved 31 June 2018"), "a.md", [ERROR]),
        (retrieved("Retrieved 30 June 2018"), "a.md", []),
        (retrieved("Retrieved June 2018"), "a.md", []),
        (retrieved("Accessed 2018-13-01"), "a.md", [ERROR]),
        (retrieved("The lease ends 31 June 2018"), "a.md", []),
        ("@misc{a, url = {https://harbour.example/}, urldate = {2018-02-30}}", "a.bib", [ERROR]),
        ("@misc{a, url = {https://harbour.example/}, urldate = {2018-02-28}}", "a.bib", []),
        ("@misc{a, url = {https://harbour.example/}, note = {Accessed 31 June 2018}}", "a.bib", [ERROR]),
        ("TY  - ELEC\nUR  - https://harbour.example/\nY2  - 2018/06/31/\nER  - \n", "a.ris", [ERROR]),
    ],
)
def test_a_date_of_access_that_no_calendar_has(text: str, path: str, expected: list[Severity]) -> None:
    assert severities("date-access-invalid", text, path) == expected


def cited(published: str, words: str) -> str:
    return f'1. Ada Holm: "Ferry line cut". {published}. <https://gazette.example/ferry>. {words}.\n'


BEFORE_PUBLICATION: list[tuple[str, str, list[Severity]]] = [
    ("same day", cited("21 October 2009", "Retrieved 21 October 2009"), []),
    ("one day, for time zones", cited("21 October 2009", "Retrieved 20 October 2009"), []),
    ("two days", cited("21 October 2009", "Retrieved 19 October 2009"), [WARNING]),
    ("within the month of publication", cited("October 2009", "Retrieved 2 October 2009"), []),
    ("before the month of publication", cited("October 2009", "Retrieved 28 September 2009"), [WARNING]),
    ("month of access holds the day", cited("21 October 2009", "Retrieved October 2009"), []),
    ("afterwards", cited("21 October 2009", "Retrieved 1 May 2010"), []),
    ("impossible publication", cited("31 June 2009", "Retrieved 1 May 2009"), []),
    ("impossible access", cited("21 October 2009", "Retrieved 31 June 2009"), []),
    ("no date of publication", cited("Gazette", "Retrieved 1 May 2009"), []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"), [case[1:] for case in BEFORE_PUBLICATION], ids=[case[0] for case in BEFORE_PUBLICATION]
)
def test_a_source_read_before_it_was_published(text: str, expected: list[Severity]) -> None:
    assert severities("date-access-before-publication", text) == expected


def test_of_two_sources_in_a_paragraph_each_has_its_own_dates() -> None:
    text = (
        'Ada Holm: "Cut". 21 October 2009. <https://gazette.example/a>. Retrieved 1 May 2010. '
        'Bo Lind: "Closed". 3 March 2011. <https://gazette.example/b>. Retrieved 1 May 2010.\n'
    )
    (finding,) = findings_of("date-access-before-publication", text)
    assert finding.url == "https://gazette.example/b"
    shown = [(each.name, each.value, each.location and each.location.line) for each in finding.evidence]
    assert shown == [
        ("date of access", "2010-05-01 (1 May 2010)", 1),
        ("date of publication", "2011-03-03 (3 March 2011)", 1),
    ]


CAPTURE = "[Archived](https://web.archive.org/web/20180712000000/https://harbour.example/tides)"
TOO_OLD: list[tuple[str, str, str, list[Severity]]] = [
    ("the day of the first page", "a.md", retrieved("Retrieved 6 August 1991"), []),
    ("the day before", "a.md", retrieved("Retrieved 5 August 1991"), [WARNING]),
    ("the month of the first page", "a.md", retrieved("Retrieved August 1991"), []),
    ("the month before", "a.md", retrieved("Retrieved July 1991"), [WARNING]),
    ("year of the first page", "a.bib", "@misc{a, url = {https://harbour.example/}, urldate = {1991}}", []),
    ("year before", "a.bib", "@misc{a, url = {https://harbour.example/}, urldate = {1990}}", [WARNING]),
    ("impossible", "a.md", retrieved("Retrieved 31 June 1988"), []),
    ("no address", "a.md", "1. Harbour Office, leaflet. Retrieved 3 May 1988.\n", []),
    ("front matter", "a.md", "---\nsource: https://harbour.example/\naccessed: 1988-05-03\n---\nText.\n", [WARNING]),
    ("capture only, when there were captures", "a.md", f"{CAPTURE}. Retrieved 1 January 1996.\n", []),
    ("capture only, before there were any", "a.md", f"{CAPTURE}. Retrieved 31 December 1995.\n", [WARNING]),
    ("original and capture", "a.md", f"<https://harbour.example/tides>. {CAPTURE}. Retrieved 3 May 1995.\n", []),
    ("capture of an archive whose beginning is unknown", "a.md",
     "[Archived](https://perma.cc/AB12-CD34). Retrieved 3 May 1995.\n", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text", "expected"), [case[1:] for case in TOO_OLD], ids=[case[0] for case in TOO_OLD]
)
def test_a_date_of_access_before_there_was_anything_to_see(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("date-access-too-old", text, path) == expected


def test_a_date_of_access_that_is_too_old_says_before_what() -> None:
    (finding,) = findings_of("date-access-too-old", f"{CAPTURE}. Retrieved 3 May 1995.\n")
    assert finding.message == "read on 1995-05-03, before the first capture of the Internet Archive (1996-01-01)"
    (finding,) = findings_of("date-access-too-old", retrieved("Retrieved 3 May 1988"))
    assert [(each.name, each.value) for each in finding.evidence] == [
        ("date of access", "1988-05-03 (3 May 1988)"),
        ("the first page of the web", "1991-08-06"),
    ]
