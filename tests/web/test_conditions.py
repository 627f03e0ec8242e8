"""Asking only for what has changed since an earlier look, and asking under a second name."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from websites import NOW, ONLINE, PAGE, FakeTime, Website, look, moved, reply, settings, words

from linkaudit.models import Observation, Verdict
from linkaudit.web.checker import check
from linkaudit.web.client import open_client
from linkaudit.web.guard import Guard
from linkaudit.web.job import Extras

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

TAGS = ('ETag: "v1"', "Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT")
BROWSER = "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0"


def look_again(
    url: str, before: Observation, fragments: Mapping[str, Collection[str]] | None = None, **changes: object
) -> Observation:
    """Look at a URL of which an earlier look is known."""
    seen: list[Observation] = []
    web = settings(**changes)

    async def run() -> None:
        async with open_client(web, Guard(web.allow_hosts), ONLINE) as client:
            await check(
                [url], seen.append, client, clock=FakeTime().clock, before={url: before}, extras=Extras(fragments or {})
            )

    asyncio.run(run())
    (found,) = seen
    return found


def test_an_unchanged_page_is_not_sent_again(site: Website) -> None:
    url = site.on("/a", [reply(200, PAGE, *TAGS), reply(304, b"", 'ETag: "v1"')])
    first = look(url)[url]
    second = look_again(url, first)
    assert 'if-none-match: "v1"' in site.heads[1].lower()
    assert "if-modified-since: sat, 21 nov 2026 10:00:00 gmt" in site.heads[1].lower()
    assert words(second) == "alive ok"
    assert second.status == 304
    for name in ("digest", "title", "words", "sketch", "etag", "last_modified"):
        assert getattr(second, name) == getattr(first, name), name


def test_a_changed_page_is_read(site: Website) -> None:
    url = site.on("/a", [reply(200, PAGE, *TAGS), reply(200, PAGE.replace("A page", "Another"), 'ETag: "v2"')])
    first = look(url)[url]
    second = look_again(url, first)
    assert (second.status, second.title, second.etag) == (200, "Another", '"v2"')
    assert second.digest != first.digest


def test_conditions_are_set_where_the_page_stood(site: Website) -> None:
    url = site.on("/old", moved(301, "/new"))
    site.on("/new", [reply(200, PAGE, *TAGS), reply(304)])
    first = look(url)[url]
    second = look_again(url, first)
    assert [("if-none-match" in head.lower()) for head in site.heads] == [False, False, False, True]
    assert words(second) == "moved permanent-redirect"


def test_what_was_no_page_is_read_anew(site: Website) -> None:
    url = site.on("/a", [reply(200, PAGE, *TAGS), reply(200, PAGE, *TAGS)])
    first = replace(look(url)[url], verdict=Verdict.SOFT_DEAD, reason="soft-404")
    look_again(url, first)
    assert "if-none-match" not in site.heads[1].lower()


def test_a_place_that_nobody_has_looked_for_yet_needs_the_page(site: Website) -> None:
    url = site.on("/a", [reply(200, PAGE, *TAGS), reply(200, PAGE, *TAGS)])
    first = look(url)[url]
    second = look_again(url, first, {url: ["part"]})
    assert "if-none-match" not in site.heads[1].lower()
    assert second.fragments.keys() == {"part"}


def test_places_that_were_looked_for_are_known_without_the_page(site: Website) -> None:
    url = site.on("/a", reply(304))
    known = Observation(url, NOW, Verdict.ALIVE, "ok", final_url=url, etag='"v1"', fragments={"part": "missing"})
    assert look_again(url, known, {url: ["part"]}).fragments == {"part": "missing"}


def test_an_answer_of_304_that_nobody_asked_for_is_no_answer(site: Website) -> None:
    url = site.on("/a", reply(304))
    assert words(look(url)[url]) == "dead invalid-response"


@pytest.mark.parametrize("status", [400, 412])
def test_who_cannot_do_with_conditions_is_asked_without(site: Website, status: int) -> None:
    url = site.on("/a", [reply(200, PAGE, *TAGS), reply(status), reply(200, PAGE)])
    first = look(url)[url]
    assert words(look_again(url, first)) == "alive ok"
    assert [("if-none-match" in head.lower()) for head in site.heads] == [False, True, False]


def test_who_fails_without_conditions_as_well_is_not_asked_for_ever(site: Website) -> None:
    url = site.on("/a", [reply(200, PAGE, *TAGS), reply(412)])
    first = look(url)[url]
    assert words(look_again(url, first)) == "blocked forbidden"
    assert len(site.heads) == 3


def by_agent(site: Website, others: bytes, browsers: bytes) -> str:
    def answer(connection: object) -> None:
        named = "mozilla" in site.heads[-1].lower()
        connection.sendall(browsers if named else others)  # type: ignore[attr-defined] # a socket

    return site.on("/a", answer)


def test_nobody_else_is_pretended_unless_it_is_wanted(site: Website) -> None:
    url = by_agent(site, reply(403), reply(200, PAGE))
    assert words(look(url)[url]) == "blocked forbidden"
    assert len(site.heads) == 1


def test_a_second_identity_opens_a_wall(site: Website) -> None:
    url = by_agent(site, reply(403), reply(200, PAGE))
    seen = look(url, second_identity=BROWSER)[url]
    assert words(seen) == "alive ok"
    assert "may depend on who asks" in seen.asked[1].why
    assert f"user-agent: {BROWSER.lower()}" in site.heads[1].lower()


@pytest.mark.parametrize("other", [reply(403), reply(404), reply(503), reply(200, "<title>Just a moment...</title>")])
def test_a_wall_that_stands_for_both_identities_is_the_first_one(site: Website, other: bytes) -> None:
    # Some walls answer 404 to what pretends to be a browser: that is no death.
    url = by_agent(site, reply(403), other)
    seen = look(url, second_identity=BROWSER)[url]
    assert words(seen) == "blocked forbidden"
    assert len(seen.asked) == 2
