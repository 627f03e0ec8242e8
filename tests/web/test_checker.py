from __future__ import annotations

import asyncio
import hashlib
from typing import TYPE_CHECKING

import pytest
from websites import (
    NOW,
    ONLINE,
    PAGE,
    PATIENCE,
    FakeTime,
    Website,
    close,
    drip,
    hang,
    look,
    moved,
    page,
    reply,
    settings,
    words,
)

from linkaudit.web import checker
from linkaudit.web.checker import check
from linkaudit.web.client import open_client
from linkaudit.web.clock import Clock
from linkaudit.web.guard import Guard

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable

    from linkaudit.models import Observation


def test_an_observation_says_all_there_is_to_say(site: Website) -> None:
    url = site.on("/a", reply(200, PAGE, 'ETag: "v1"', "Last-Modified: Sat, 21 Nov 2026 10:00:00 GMT"))
    seen = look(url)
    observation = seen[url]
    assert words(observation) == "alive ok"
    assert (observation.status, observation.final_url, observation.hops) == (200, url, ())
    assert (observation.checked_at, observation.attempts, observation.title) == (NOW, 1, "A page")
    assert (observation.etag, observation.last_modified) == ('"v1"', "Sat, 21 Nov 2026 10:00:00 GMT")
    assert observation.digest == hashlib.sha256(PAGE.encode()).hexdigest()
    assert observation.detail == "200 OK"
    assert (seen.coverage.observed, seen.coverage.offline, seen.coverage.unseen) == (1, False, ())


@pytest.mark.parametrize(
    ("script", "expected", "status"),
    [
        (reply(404, "gone"), "dead not-found", 404),
        (reply(410), "dead gone", 410),
        (reply(403), "blocked forbidden", 403),
        (reply(999), "blocked bot-wall", 999),
        (reply(500), "dead server-error", 500),
        (reply(302), "dead invalid-response", 302),
        (moved(301, "http://["), "dead invalid-response", 301),
        (reply(503, "<h1>Down for maintenance"), "blocked maintenance", 503),
        (reply(403, "<title>Just a moment...</title>", "cf-mitigated: challenge"), "blocked bot-wall", 403),
        (reply(200, "<title>404 Page not found</title><h1>404 Page not found"), "soft-dead soft-404", 200),
        (reply(200, "404 Page not found", kind="text/plain"), "soft-dead soft-404", 200),
        (reply(200, "<title>127.0.0.1</title><p>This domain is for sale."), "soft-dead parked", 200),
        (reply(200, '{"message": "page not found"}', kind="application/json"), "alive ok", 200),
        (reply(200, ""), "alive ok", 200),
        (close, "dead connection-closed", None),
        (b"220 mail ready\r\n", "dead invalid-response", None),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n<title>half", "dead truncated-body", 200),
        (b"HTTP/1.1 200 OK\r\nX: " + b"x" * 200_000 + b"\r\n\r\n", "unsafe header-bomb", None),
    ],
)
def test_one_look_at_one_url(site: Website, script: bytes, expected: str, status: int | None) -> None:
    url = site.on("/some/page", script)
    observation = look(url)[url]
    assert words(observation) == expected
    assert observation.status == status
    assert observation.detail


def test_servers_that_hang_or_drip_are_dead_by_time(site: Website) -> None:
    hanging = site.on("/hang", hang())
    dripping = site.on("/drip", drip(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.02))
    seen = look(hanging, dripping, timeout=1.5, total_timeout=2.0)
    assert words(seen[hanging]) == words(seen[dripping]) == "dead timeout"
    assert seen[dripping].status == 200
    assert 1900 <= seen[dripping].elapsed_ms < PATIENCE * 1000


def test_each_distinct_url_is_asked_and_reported_once(site: Website) -> None:
    one, other = site.on("/1", reply(200, PAGE)), site.on("/2", reply(200, PAGE))
    seen = look(one, other, one, one)
    assert sorted(observation.url for observation in seen.observations) == [one, other]
    assert len(site.heads) == 2


def test_urls_that_differ_by_what_is_not_sent_are_asked_once_and_reported_each(site: Website) -> None:
    url = site.on("/new", reply(200, PAGE))
    site.on("/old", moved(301, "/new"))
    port = site.port
    given = [f"http://127.0.0.1:{port}/old{end}" for end in ("", "#a", "#b")] + [f"http://u:p@127.0.0.1:{port}/old"]
    seen = look(*given)
    assert sorted(site.lines) == ["GET /new HTTP/1.1", "GET /old HTTP/1.1"]
    assert [seen[each].final_url for each in given] == [url, f"{url}#a", f"{url}#b", url]
    assert "authorization" not in site.heads[0].lower()


def test_nothing_to_look_at_is_no_trouble() -> None:
    seen = look()
    assert (seen.observations, seen.coverage.observed, seen.coverage.offline) == ([], 0, False)


def test_pages_cost_one_get_and_files_one_head(site: Website) -> None:
    a_page = site.on("/a", reply(200, PAGE))
    a_file = site.on("/a.pdf", reply(200, b"%PDF" * 99, kind="application/pdf"))
    seen = look(a_page, a_file)
    assert seen.words == ["alive ok", "alive ok"]
    assert sorted(site.methods) == ["GET", "HEAD"]
    assert seen[a_file].digest == ""


@pytest.mark.parametrize(
    "head",
    [
        reply(405),
        reply(404),
        reply(500),
        reply(200, "<title>Login</title>"),
        reply(204, kind="application/pdf"),
        b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
        b"nonsense\r\n",
        moved(302, "/nowhere"),
        close,
        hang(),
    ],
)
@pytest.mark.parametrize(("get", "expected"), [(200, "alive ok"), (404, "dead not-found")])
def test_head_is_never_the_last_word(
    site: Website,
    head: bytes | Callable[[socket.socket], None],
    get: int,
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Only HEAD is impatient: on a busy machine an answer to GET may take its time.
    monkeypatch.setattr(checker, "HEAD_TIMEOUT", 0.3)

    def answer(connection: socket.socket) -> None:
        if site.methods[-1] == "GET":
            connection.sendall(reply(get, b"%PDF" * 99, kind="application/pdf"))
        elif callable(head):
            head(connection)
        else:
            connection.sendall(head.partition(b"\r\n\r\n")[0] + b"\r\n\r\n")

    url = site.on("/a.pdf", answer)
    observation = look(url)[url]
    assert words(observation) == expected
    assert (observation.attempts, observation.hops) == (1, ())
    assert [line for line in site.lines if "/a.pdf" in line] == ["HEAD /a.pdf HTTP/1.1", "GET /a.pdf HTTP/1.1"]


def test_a_redirect_by_head_is_followed_by_head(site: Website) -> None:
    url = site.on("/a.pdf", moved(301, "/b.pdf"))
    site.on("/b.pdf", reply(200, b"%PDF", kind="application/pdf"))
    assert words(look(url)[url]) == "moved permanent-redirect"
    assert site.methods == ["HEAD", "HEAD"]


def test_large_files_without_a_suffix_are_not_read(site: Website) -> None:
    url = site.on("/video", drip(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n", b"x" * 1000, 0.01))
    seen = look(url, total_timeout=1.0)
    assert words(seen[url]) == "alive ok"
    assert seen[url].digest == ""


def run_with(report: Callable[[Observation], None], urls: list[str], seconds: float) -> None:
    async def run() -> None:
        web = settings()
        async with open_client(web, Guard(web.allow_hosts), ONLINE) as client:
            async with asyncio.timeout(seconds):
                await check(urls, report, client)

    asyncio.run(run())


def test_when_cancelled_only_what_is_certain_has_been_reported(site: Website) -> None:
    done = [site.on(f"/{number}", reply(200, PAGE)) for number in range(3)]
    half = site.on("/half", hang())
    reported: list[str] = []
    with pytest.raises(TimeoutError):
        run_with(lambda observation: reported.append(observation.url), [half, *done], 2.0)
    assert sorted(reported) == done


def test_nothing_is_left_running_after_a_cancelled_run(site: Website) -> None:
    urls = [site.on(f"/{number}", hang()) for number in range(5)]

    async def run() -> set[asyncio.Task[object]]:
        web = settings()
        async with open_client(web, Guard(web.allow_hosts), ONLINE) as client:
            task = asyncio.ensure_future(check(urls, lambda _: None, client))
            await asyncio.sleep(0.2)
            task.cancel()
            await asyncio.wait([task])
            return {each for each in asyncio.all_tasks() if each is not asyncio.current_task()}

    assert asyncio.run(run()) == set()


def test_an_error_of_the_one_who_listens_ends_the_run(site: Website) -> None:
    urls = [site.on(f"/{number}", reply(200, PAGE)) for number in range(5)]

    def report(observation: Observation) -> None:
        raise LookupError(observation.url)

    with pytest.raises(LookupError, match="http://127"):
        run_with(report, urls, 5.0)


def test_observations_come_as_soon_as_they_are_certain(site: Website) -> None:
    quick, slow = site.on("/quick", reply(200, PAGE)), site.on("/slow", hang(0.3))
    reported: list[str] = []

    def report(observation: Observation) -> None:
        reported.append(observation.url)
        if observation.url == slow:
            assert reported == [quick, slow]

    run_with(report, [slow, quick], 5.0)
    assert reported == [quick, slow]


def test_crowded_hosts_take_the_time_that_politeness_takes(sites: list[Website]) -> None:
    urls = [site.on(f"/{number}", reply(200, PAGE)) for site in sites for number in range(20)]

    async def run() -> float:
        web = settings(allow_hosts=("127.0.0.0/8",), interval=0.06, per_host=4, concurrency=8)
        loop = asyncio.get_running_loop()
        async with open_client(web, Guard(web.allow_hosts), ONLINE) as client:
            started = loop.time()
            coverage = await check(urls, lambda _: None, client, clock=Clock())
            assert coverage.observed == 60
            return loop.time() - started

    assert 19 * 0.06 - 0.01 <= asyncio.run(run()) < 3 * 19 * 0.06


def test_many_urls_are_looked_at_under_the_limits(site: Website) -> None:
    urls = [site.on(f"/{number}", reply(200, PAGE)) for number in range(300)]
    seen = look(*urls, concurrency=20, per_host=5)
    assert seen.words == ["alive ok"] * 300
    assert sorted(observation.url for observation in seen.observations) == sorted(urls)


def test_fake_time_only_passes_by_sleeping() -> None:
    time = FakeTime()
    asyncio.run(time.sleep(3))
    assert (time.clock.monotonic(), time.clock.jitter()) == (1003.0, 0.0)


SHELF = reply(200, page("Our shop", "Ropes and lamps of all sizes. " * 90))


def test_one_page_for_all_addresses_is_none_of_them(site: Website) -> None:
    url = site.on("/2019/ferry-returns-to-harbour", SHELF)
    site.fallback = SHELF
    seen = look(url)
    assert words(seen[url]) == "soft-dead soft-404"
    assert len(site.heads) == 2


def test_a_site_that_knows_what_it_has_not_has_what_it_shows(site: Website) -> None:
    urls = [site.on(f"/2019/ferry-returns-to-harbour-{word}", SHELF) for word in ("today", "again", "soon")]
    seen = look(*urls)
    assert seen.words == ["alive ok"] * 3
    assert len(site.heads) == 4, "a site is asked for a sibling once"


def test_a_site_is_not_asked_for_what_it_has_not_unless_that_is_wanted(site: Website) -> None:
    url = site.on("/2019/ferry-returns-to-harbour", SHELF)
    site.fallback = SHELF
    assert words(look(url, probes=False)[url]) == "alive ok"
    assert len(site.heads) == 1


def test_several_cited_pages_that_were_led_to_one_place_are_judged_alike(site: Website) -> None:
    site.on("/company/overview", reply(200, page("Our company", words=300)))
    site.fallback = moved(301, "/company/overview")
    cited = [site.url(path) for path in ("/history.html", "/press/2010/01.html", "/people/board.html", "/p/lamp.html")]
    assert look(*cited).words == ["soft-dead soft-404"] * 4
    assert look(*reversed(cited)).words == ["soft-dead soft-404"] * 4


def test_several_pages_that_became_one_have_moved(site: Website) -> None:
    overview = site.on("/company/overview", reply(200, page("Our company", words=300)))
    cited = [site.on(path, moved(301, "/company/overview")) for path in ("/a/one", "/a/two", "/b/three")]
    seen = look(*cited)
    assert seen.words == ["moved permanent-redirect"] * 3
    assert {seen[url].final_url for url in cited} == {overview}


def test_a_front_page_that_leads_to_a_front_page_has_moved(sites: list[Website]) -> None:
    old, new, _ = sites
    new.on("/", reply(200, page("The new name", words=300)))
    old.fallback = moved(301, new.url("/"))
    url = old.url("/")
    assert words(look(url, allow_hosts=("127.0.0.0/8",))[url]) == "moved new-domain"
