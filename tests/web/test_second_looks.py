from __future__ import annotations

import asyncio
import contextlib
import socket
from typing import TYPE_CHECKING

import httpx
import pytest
from websites import (
    ONLINE,
    PAGE,
    Act,
    Website,
    close,
    hang,
    look,
    moved,
    names,
    no_such_name,
    reply,
    settings,
    words,
)

from linkaudit.models import Verdict
from linkaudit.web.checker import check
from linkaudit.web.client import Client
from linkaudit.web.guard import Guard
from linkaudit.web.resolver import Resolver

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.mark.parametrize(
    "first",
    [reply(500), reply(502), reply(503), close, b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nhalf", hang()],
)
def test_what_may_pass_is_tried_again_later(site: Website, first: bytes | Act) -> None:
    url = site.on("/a", [first, first, reply(200, PAGE)])
    seen = look(url, retries=2, timeout=1.0)
    assert words(seen[url]) == "alive ok"
    assert (seen[url].attempts, seen[url].detail) == (3, "200 OK, after 3 attempts")
    assert seen.time.seconds == pytest.approx(1000 + 1 + 4)


@pytest.mark.parametrize("first", [reply(404), reply(410), reply(501), b"nonsense\r\n"])
def test_nothing_is_called_dead_after_one_answer(site: Website, first: bytes) -> None:
    url = site.on("/a", [first, reply(200, PAGE)])
    seen = look(url, retries=2)
    assert words(seen[url]) == "alive ok"
    assert (seen[url].attempts, len(site.heads)) == (2, 2)
    assert "is not believed at once" in seen[url].asked[1].why


@pytest.mark.parametrize("first", [reply(404), reply(410), reply(501)])
def test_what_says_the_same_twice_is_believed(site: Website, first: bytes) -> None:
    url = site.on("/a", first)
    seen = look(url, retries=5)
    assert seen[url].verdict is Verdict.DEAD
    assert (seen[url].attempts, len(site.heads)) == (2, 2)


@pytest.mark.parametrize("first", [reply(403), reply(401), reply(451), reply(999), reply(405)])
def test_what_is_blocked_is_not_tried_again(site: Website, first: bytes) -> None:
    url = site.on("/a", [first, reply(200, PAGE)])
    seen = look(url, retries=2)
    assert seen[url].verdict is Verdict.BLOCKED
    assert (seen[url].attempts, len(site.heads)) == (1, 1)


def test_a_name_that_does_not_resolve_is_looked_up_twice() -> None:
    asked: list[str] = []

    def lookup(name: str) -> list[str]:
        asked.append(name)
        return ONLINE(name)

    seen = look("http://gone.test/", lookup=lookup, retries=2)
    assert seen.words == ["dead dns-failure"]
    assert asked.count("gone.test") == 2


def test_without_further_tries_one_answer_must_do(site: Website) -> None:
    url = site.on("/a", reply(404))
    assert look(url, retries=0)[url].attempts == 1
    assert len(site.heads) == 1


def test_the_last_try_is_patient(site: Website) -> None:
    # The second look waits twice as long as the first, which is too short for this server.
    def slow(connection: socket.socket) -> None:
        connection.settimeout(1.5)
        with contextlib.suppress(TimeoutError):
            connection.recv(1)
        with contextlib.suppress(OSError):
            connection.sendall(reply(200, PAGE))

    url = site.on("/a", slow)
    seen = look(url, retries=1, timeout=1.2, total_timeout=10.0)
    assert words(seen[url]) == "alive ok"
    assert [each.cause for each in seen[url].asked] == ["read-timeout", ""]


def test_what_stays_is_reported_after_the_last_try(site: Website) -> None:
    url = site.on("/a", reply(500))
    seen = look(url, retries=2)
    assert words(seen[url]) == "dead server-error"
    assert (seen[url].attempts, len(site.heads)) == (3, 3)
    assert seen[url].detail.endswith("after 3 attempts")


def test_no_slot_is_held_while_waiting(site: Website) -> None:
    slow = site.on("/slow", [reply(503, "", "Retry-After: 60"), reply(200, PAGE)])
    others = [site.on(f"/{number}", reply(200, PAGE)) for number in range(5)]
    others = [url.replace("127.0.0.1", "www.site.test") for url in others]
    seen = look(slow, *others, concurrency=1, retries=1, lookup=names(www__site__test="127.0.0.1"))
    assert seen.observations[-1].url == slow
    assert set(seen.words) == {"alive ok"}


def test_retry_after_is_honoured_for_the_whole_host(site: Website) -> None:
    urls = [site.on(f"/{number}", reply(200, PAGE)) for number in range(3)]
    throttled = site.on("/x", [reply(429, "", "Retry-After: 7"), reply(200, PAGE)])
    seen = look(throttled, *urls, retries=1, per_host=1)
    assert set(seen.words) == {"alive ok"}
    assert seen[throttled].attempts == 2
    # Afterwards it is asked more slowly than before.
    assert seen.time.slept[0] == pytest.approx(7.0)
    assert all(0 < each < 1 for each in seen.time.slept[1:])
    assert site.lines[0] == "GET /x HTTP/1.1"


def test_a_date_in_retry_after_is_honoured(site: Website) -> None:
    url = site.on("/x", [reply(503, "", "Retry-After: Sat, 21 Nov 2026 12:00:30 GMT"), reply(200, PAGE)])
    seen = look(url, retries=1)
    assert words(seen[url]) == "alive ok"
    assert seen.time.slept == [pytest.approx(30.0)]


def test_without_retry_after_a_refusal_doubles_the_interval(site: Website) -> None:
    url = site.on("/x", [reply(429), reply(429), reply(200, PAGE)])
    seen = look(url, retries=2, interval=1.0)
    assert words(seen[url]) == "alive ok"
    assert seen.time.slept == [pytest.approx(2.0), pytest.approx(4.0)]


def test_who_asks_for_too_long_a_wait_is_left_alone(site: Website) -> None:
    first = site.on("/1", reply(429, "", "Retry-After: 3600"))
    second = site.on("/2", reply(200, PAGE))
    seen = look(first, second, retries=2, per_host=1, retry_after_limit=120.0)
    assert [words(seen[first]), words(seen[second])] == ["blocked throttled", "blocked throttled"]
    assert "'3600'" in seen[first].detail
    assert (seen[second].status, seen[second].attempts) == (None, 1)
    assert "left alone for another 3600 s" in seen[second].detail
    assert len(site.heads) == 1
    assert seen.time.slept == []


def test_a_page_under_maintenance_for_long_does_not_close_its_host(site: Website) -> None:
    first = site.on("/1", reply(503, "", "Retry-After: 86400"))
    second = site.on("/2", reply(200, PAGE))
    seen = look(first, second, retries=2, per_host=1)
    assert [words(seen[first]), words(seen[second])] == ["blocked maintenance", "alive ok"]


def test_a_redirect_waits_for_the_host_that_it_leads_to(sites: list[Website]) -> None:
    first = sites[0].on("/a", moved(301, sites[1].url("/b")))
    other = sites[1].on("/c", reply(200, PAGE))
    sites[1].on("/b", reply(200, PAGE))
    seen = look(other, first, allow_hosts=("127.0.0.0/8",), interval=5.0, concurrency=1)
    assert len(seen.observations) == 2
    assert seen.time.seconds == pytest.approx(1005.0)


def offline(name: str) -> list[str]:
    return no_such_name(name)


def unavailable(name: str) -> list[str]:
    raise socket.gaierror(socket.EAI_AGAIN, f"{name}: try again")


@pytest.mark.parametrize("lookup", [offline, unavailable])
def test_a_machine_without_network_calls_nothing_dead(lookup: Callable[[str], list[str]]) -> None:
    urls = [f"http://www{number}.test/" for number in range(3)]
    seen = look(*urls, lookup=lookup)
    assert seen.observations == []
    assert seen.coverage.offline
    assert seen.coverage.unseen == tuple(urls)


def test_a_run_without_network_is_stopped_in_the_middle() -> None:
    asked: list[str] = []

    def lookup(name: str) -> list[str]:
        asked.append(name)
        return no_such_name(name)

    urls = [f"http://www{number}.test/" for number in range(500)]
    seen = look(*urls, lookup=lookup, concurrency=4)
    assert seen.coverage.offline
    assert seen.observations == []
    assert seen.coverage.unseen == tuple(urls)
    assert len(asked) < 50


def test_dead_names_are_dead_if_a_control_name_resolves() -> None:
    seen = look("http://gone.test/", "http://gone.test/2", lookup=ONLINE)
    assert seen.words == ["dead dns-failure", "dead dns-failure"]
    assert not seen.coverage.offline


def test_without_an_answer_from_the_resolver_nothing_is_known() -> None:
    def lookup(name: str) -> list[str]:
        return ONLINE(name) if name == "control.test" else unavailable(name)

    seen = look("http://somewhere.test/", lookup=lookup, retries=1)
    assert seen.words == ["unknown not-checked"]
    assert seen.observations[0].attempts == 2


def test_hosts_that_answer_vouch_for_the_network_while_they_are_not_the_minority(sites: list[Website]) -> None:
    def lookup(name: str) -> list[str]:
        return [name.partition(".")[0].replace("-", ".")] if name.startswith("127") else no_such_name(name)

    good = [site.url("/", site.address.replace(".", "-") + ".test") for site in sites]
    for site in sites:
        site.on("/", reply(200, PAGE))
    dead = [f"http://gone{number}.test/" for number in range(4)]
    few = look(*good, *dead[:3], lookup=lookup, allow_hosts=("127.0.0.0/8",))
    assert sorted(few.words) == ["alive ok"] * 3 + ["dead dns-failure"] * 3
    assert not few.coverage.offline
    many = look(*dead, *good, lookup=lookup, allow_hosts=("127.0.0.0/8",))
    assert many.words == ["alive ok"] * 3
    assert many.coverage.offline
    assert set(many.coverage.unseen) == set(dead)


def test_hosts_that_answer_without_a_network_vouch_for_nothing(sites: list[Website]) -> None:
    good = [site.on("/", reply(200, PAGE)) for site in sites]
    seen = look(*good, "http://gone.test/", lookup=offline, allow_hosts=("127.0.0.0/8",))
    assert seen.words == ["alive ok"] * 3
    assert seen.coverage.offline
    assert seen.coverage.unseen == ("http://gone.test/",)


def test_allowed_hosts_are_looked_at_before_a_run_is_given_up(sites: list[Website]) -> None:
    good = [site.on(f"/{number}", reply(200, PAGE)) for site in sites for number in range(3)]
    dead = [f"http://gone{number}.test/" for number in range(50)]
    seen = look(*dead, *good, lookup=offline, allow_hosts=("127.0.0.0/8",), concurrency=2)
    assert seen.words == ["alive ok"] * 9
    assert seen.coverage.offline


def test_allowed_hosts_are_looked_at_first(site: Website) -> None:
    good = site.on("/", reply(200, PAGE))
    dead = [f"http://gone{number}.test/" for number in range(5)]
    assert look(*dead, good, concurrency=1).observations[0].url == good


def test_a_failure_on_this_machine_needs_no_network_to_be_believed() -> None:
    class Unanswered(httpx.AsyncBaseTransport):
        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            raise httpx.ConnectTimeout(str(request.url))

    seen: list[str] = []

    async def run(url: str) -> bool:
        web = settings()
        client = Client(Unanswered(), Guard(web.allow_hosts), web, Resolver(1.0, offline))
        return (await check([url], lambda observation: seen.append(words(observation)), client)).offline

    assert asyncio.run(run("http://127.0.0.1/")) is False
    assert seen == ["dead timeout"]
    assert asyncio.run(run("http://www.site.test/")) is True
    assert seen == ["dead timeout"]


def test_a_refused_connection_needs_no_network_to_be_believed() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        port = closed.getsockname()[1]
    seen = look(f"http://127.0.0.1:{port}/", lookup=offline)
    assert seen.words == ["dead refused"]
    assert not seen.coverage.offline


def test_control_names_are_not_asked_for_while_all_is_well(site: Website) -> None:
    asked: list[str] = []

    def lookup(name: str) -> list[str]:
        asked.append(name)
        return ONLINE(name)

    url = site.on("/", reply(404))
    assert look(url, lookup=lookup).words == ["dead not-found"]
    assert asked == []
