"""Captures that are cited: their Memento-Datetime says that status and page are the archived ones."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from websites import PAGE, Website, look, page, reply, words

from linkaudit.http_fields import http_date
from linkaudit.models import Verdict
from linkaudit.web.guard import Guard
from linkaudit.web.target import parse
from linkaudit.web.unasked import judge_unasked

MOMENT = datetime(2018, 7, 12, 8, tzinfo=UTC)
MEMENTO = "Memento-Datetime: Thu, 12 Jul 2018 08:00:00 GMT"
PLACE = "/web/20180712080000/https://harbour.example/tides"
NOT_FOUND = page("Page not found", "The page you are looking for does not exist.", words=60)


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (reply(200, PAGE, MEMENTO), "alive ok"),
        (reply(404, PAGE, MEMENTO), "dead not-found"),
        (reply(200, NOT_FOUND, MEMENTO), "soft-dead soft-404"),
    ],
)
def test_the_moment_of_a_capture_is_kept(site: Website, answer: bytes, said: str) -> None:
    url = site.on(PLACE, answer)
    seen = look(url)[url]
    assert words(seen) == said
    assert seen.captured_at == MOMENT
    assert seen.asked[-1].headers["memento-datetime"] == MEMENTO.partition(": ")[2]


@pytest.mark.parametrize("field", ["X-Nothing: 1", "Memento-Datetime: yesterday", "Memento-Datetime: "])
def test_without_a_moment_it_is_the_live_web(site: Website, field: str) -> None:
    url = site.on(PLACE, reply(404, PAGE, field))
    assert look(url)[url].captured_at is None


def test_a_moment_is_kept_when_nothing_has_changed(site: Website) -> None:
    url = site.on(PLACE, [reply(200, PAGE, MEMENTO, 'ETag: "1"'), reply(304)])
    before = look(url)[url]
    again = look(url, before={url: before})[url]
    assert len(site.heads) == 2
    assert again.captured_at == MOMENT


@pytest.mark.parametrize(("fields", "probed"), [((MEMENTO,), False), ((), True)])
def test_an_archive_is_not_asked_for_an_address_that_cannot_exist(
    site: Website, fields: tuple[str, ...], probed: bool
) -> None:
    # A page with a single sign against it, which on the live web is reason enough to ask what else its site says.
    suspicious = page("Page not found", words=200)
    url = site.on("/tides", reply(200, suspicious, *fields))
    look(url)
    assert (len(site.heads) > 1) is probed


def test_archives_that_are_not_to_be_trusted_are_not_opened() -> None:
    target = parse("https://archive.ph/20180712/https://harbour.org/tides")
    judgement = judge_unasked(target, Guard(()))
    assert judgement is not None
    assert (judgement.verdict, judgement.reason) == (Verdict.UNKNOWN, "not-checked")
    assert judgement.detail.startswith("not opened: archive.today is not to be trusted: its captcha page")
    assert judge_unasked(target, Guard(("archive.ph",))) is None
    assert judge_unasked(parse("https://web.archive.org/web/2018/https://harbour.org/"), Guard(())) is None


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu, 12 Jul 2018 08:00:00 GMT", MOMENT),
        (" Thu, 12 Jul 2018 10:00:00 +0200 ", MOMENT),
        ("Thu, 12 Jul 2018 08:00:00", MOMENT),
        ("Thu, 12 Jul 2018 08:00:00 -0000", MOMENT),
        ("2018-07-12", None),
        ("Thu, 31 Jun 2018 08:00:00 GMT", None),
        ("Thu, 12 Jul 99999 08:00:00 GMT", None),
        ("", None),
    ],
)
def test_moments_are_read_as_http_writes_them(text: str, expected: datetime | None) -> None:
    assert http_date(text) == expected
