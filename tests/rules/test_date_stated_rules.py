"""Dates that documents state: their own, those of access."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit.models import Dated, PartialDate
from linkaudit.rules import BY_NAME
from rules.judged import ERROR, WARNING, context_of, document_of, findings_of, severities

if TYPE_CHECKING:
    from linkaudit.models import Severity


def front(date: str, *more: str) -> str:
    return "\n".join(["---", "title: Minutes", f"date: {date}", *more, "---", "The council met.", ""])


DOCUMENT: list[tuple[str, str, str, list[Severity]]] = [
    ("today", "a.md", front("2026-11-21"), []),
    ("two days ahead", "a.md", front("2026-11-23"), []),
    ("three days ahead", "a.md", front("2026-11-24"), [WARNING]),
    ("the present month", "a.md", front("2026-11"), []),
    ("next month", "a.md", front("2026-12"), [WARNING]),
    ("this year", "a.md", front("2026"), []),
    ("next year", "a.md", front("2027"), [WARNING]),
    ("impossible", "a.md", front("2062-02-31"), []),
    ("draft", "a.md", front("2062-03-01", "draft: true"), []),
    ("no draft", "a.md", front("2062-03-01", "draft: false"), [WARNING]),
    ("draft: no", "a.md", front("2062-03-01", "draft: No"), [WARNING]),
    ("draft: nothing", "a.md", front("2062-03-01", "draft:"), [WARNING]),
    ("embargo", "a.md", front("2062-03-01", "embargo: 2062-03-01"), []),
    ("scheduled", "a.md", front("2062-03-01", "scheduled: yes"), []),
    ("dateline", "a.md", "# Minutes\n\nMarch 1, 2062\n\nThe council met.\n", [WARNING]),
    ("name of the file", "2062-03-01-minutes.md", "The council met.\n", [WARNING]),
    ("undated", "a.md", "The council met.\n", []),
]  # fmt: skip


@pytest.mark.parametrize(
    ("path", "text", "expected"), [case[1:] for case in DOCUMENT], ids=[case[0] for case in DOCUMENT]
)
def test_a_document_of_the_future(path: str, text: str, expected: list[Severity]) -> None:
    assert severities("date-document-in-future", text, path) == expected


def test_a_clock_that_was_wrong_when_a_document_was_committed_is_not_its_date() -> None:
    document = document_of(front("2062-03-01"))
    assert document.date
    by_git = Dated(PartialDate(2062, 3, 1), "git", "first commit", document.date.location)
    rule = BY_NAME["date-document-in-future"]
    assert list(rule.judge(document, context_of()))
    assert not list(rule.judge(replace(document, date=by_git), context_of()))


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
