"""Dates that documents state for themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from linkaudit.models import Dated, PartialDate
from linkaudit.rules import BY_NAME
from rules.judged import WARNING, context_of, document_of, severities

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
    ("not published", "a.md", front("2062-03-01", "published: false"), []),
    ("published", "a.md", front("2062-03-01", "published: true"), [WARNING]),
    ("status of a draft", "a.md", front("2062-03-01", "status: Draft"), []),
    ("another status", "a.md", front("2062-03-01", "status: final"), [WARNING]),
    ("event", "a.md", front("2062-03-01", "layout: event"), []),
    ("post", "a.md", front("2062-03-01", "layout: post"), [WARNING]),
    ("folder of drafts", "_drafts/a.md", front("2062-03-01"), []),
    ("folder of events", "content/events/a.md", front("2062-03-01"), []),
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
