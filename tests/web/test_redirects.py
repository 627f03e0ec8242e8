from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from websites import (
    PAGE,
    Website,
    drip,
    look,
    moved,
    names,
    no_such_name,
    reply,
    words,
)

from linkaudit.models import Hop

if TYPE_CHECKING:
    import socket


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://127.0.0.2/", "unsafe private-address"),
        ("http://2130706434/", "unsafe private-address"),
        ("http://[::ffff:10.0.0.1]/", "unsafe private-address"),
        ("http://127.0.0.1:25/", "unsafe forbidden-port"),
        ("ftp://www.site.test/", "unknown not-checked"),
        ("mailto:a@site.test", "unknown not-checked"),
        ("javascript:void(0)", "unknown not-checked"),
        ("chapter-2.html", "unknown not-checked"),
        ("", "unknown not-checked"),
        ("http://", "unknown not-checked"),
        ("https://www.example/", "unknown not-checked"),
        ("https://www.example./", "unknown not-checked"),
        ("https://abc.onion/", "unknown not-checked"),
        ("https://www.site.invalid/", "dead dns-failure"),
    ],
)
def test_what_is_answered_without_asking(url: str, expected: str) -> None:
    asked: list[str] = []

    def lookup(name: str) -> list[str]:
        asked.append(name)
        return no_such_name(name)

    observation = look(url, lookup=lookup)[url]
    assert words(observation) == expected
    assert (observation.status, observation.hops, observation.final_url) == (None, (), "")
    assert observation.detail
    assert asked == []


def test_reserved_names_are_asked_where_the_settings_name_them(site: Website) -> None:
    site.on("/", reply(200, PAGE))
    url = site.url("/", host="www.example")
    seen = look(url, lookup=names(www__example="127.0.0.1"), allow_hosts=("*.example",))
    assert words(seen[url]) == "alive ok"


def test_a_name_that_leads_to_a_private_address_is_unsafe(site: Website) -> None:
    url = site.url("/", host="inner.test")
    observation = look(url, lookup=names(inner__test="127.0.0.2", control__test="192.0.2.1"))[url]
    assert words(observation) == "unsafe private-address"
    assert site.heads == []


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (301, "moved permanent-redirect"),
        (308, "moved permanent-redirect"),
        (302, "alive temporary-redirect"),
        (303, "alive temporary-redirect"),
        (307, "alive temporary-redirect"),
    ],
)
def test_redirects_are_followed_and_recorded(site: Website, status: int, expected: str) -> None:
    first = site.on("/a/1", moved(status, "../b/2?q=caf\u00e9 x#new"))
    site.on("/b/2?q=caf%C3%A9%20x", moved(301, "/c/3"))
    last = site.on("/c/3", reply(200, PAGE))
    observation = look(f"{first}#old")[f"{first}#old"]
    assert words(observation) == expected
    assert observation.hops == (Hop(first, status), Hop(site.url("/b/2?q=caf%C3%A9%20x"), 301))
    assert (observation.final_url, observation.status) == (f"{last}#new", 200)


def test_the_body_of_a_redirect_is_not_waited_for(site: Website) -> None:
    head = b"HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Type: text/html\r\n\r\n"
    url = site.on("/a", drip(head, b"x", 0.02))
    site.on("/b", reply(200, PAGE))
    assert words(look(url, total_timeout=3.0)[url]) == "alive temporary-redirect"


def test_a_redirect_to_another_site_is_a_new_domain(sites: list[Website]) -> None:
    first = sites[0].on("/a/1", moved(301, sites[1].url("/b/2")))
    sites[1].on("/b/2", reply(200, PAGE))
    seen = look(first, allow_hosts=("127.0.0.0/8",))
    assert words(seen[first]) == "moved new-domain"
    same = look(first, allow_hosts=("127.0.0.0/8",), same_site=lambda *_: True)
    assert words(same[first]) == "moved permanent-redirect"


@pytest.mark.parametrize(
    ("location", "expected"),
    [
        ("http://127.0.0.2:{port}/b", "unsafe private-address"),
        ("http://[::1]:{port}/b", "unsafe private-address"),
        ("http://169.254.169.254/latest/meta-data", "unsafe private-address"),
        ("http://127.0.0.1:22/", "unsafe forbidden-port"),
        ("file:///etc/passwd", "unsafe forbidden-scheme"),
        ("https://www.site.invalid/", "dead dns-failure"),
        ("https://www.example/", "unknown not-checked"),
    ],
)
def test_every_hop_is_guarded(site: Website, location: str, expected: str) -> None:
    target = location.format(port=site.port)
    url = site.on("/a", moved(302, target))
    with Website("127.0.0.2", site.port) as inner:
        inner.on("/b", reply(200, PAGE))
        observation = look(url)[url]
        assert inner.heads == []
    assert words(observation) == expected
    assert (observation.hops, observation.status) == ((Hop(url, 302),), 302)
    assert observation.final_url == target


def test_a_redirect_to_a_dead_host_is_dead(site: Website) -> None:
    url = site.on("/a", moved(302, "http://gone.test/b"))
    observation = look(url)[url]
    assert words(observation) == "dead dns-failure"
    assert (observation.final_url, observation.hops) == ("http://gone.test/b", (Hop(url, 302),))


def test_loops_end(site: Website) -> None:
    one, other = site.on("/1", moved(301, "/2")), site.on("/2", moved(302, "/1"))
    itself = site.on("/3", moved(302, ""))
    for number in range(20):
        site.on(f"/long/{number}", moved(301, f"/long/{number + 1}"))
    endless = site.url("/long/0")
    seen = look(one, other, itself, endless, redirects=5)
    assert {words(observation) for observation in seen.observations} == {"dead redirect-loop"}
    assert seen[endless].detail == "more than 5 redirects"
    assert len(seen[endless].hops) == 6
    assert seen[itself].hops == (Hop(itself, 302),)


def test_cookies_are_kept_along_one_way_only(site: Website) -> None:
    def gate(connection: socket.socket) -> None:
        allowed = "Cookie: seen=1" in site.heads[-1]
        connection.sendall(reply(200, PAGE) if allowed else moved(302, "/gate", "Set-Cookie: seen=1; Path=/"))

    one = site.on("/gate", gate)
    other = site.on("/open", reply(200, PAGE))
    seen = look(one, other, concurrency=1)
    assert words(seen[one]) == "alive ok"
    assert seen[one].hops == (Hop(one, 302),)
    assert sum("Cookie:" in head for head in site.heads) == 1


def test_cookies_are_not_carried_from_one_url_to_the_next(site: Website) -> None:
    lookup = names(www__site__test="127.0.0.1")
    for path in ("/1", "/2"):
        site.on(path, reply(200, PAGE, "Set-Cookie: seen=1; Path=/"))
    look(*(site.url(path, host="www.site.test") for path in ("/1", "/2")), lookup=lookup, concurrency=1)
    assert len(site.heads) == 2
    assert not any("Cookie:" in head for head in site.heads)


def test_redirects_that_lose_the_page(site: Website) -> None:
    site.on("/", reply(200, PAGE))
    site.on("/login?next=x", reply(200, PAGE))
    site.on("/errors/404.html", reply(200, PAGE))
    root, login, error = (
        site.on("/deep/1", moved(301, "/")),
        site.on("/deep/2", moved(302, "/login?next=x")),
        site.on("/deep/3", moved(301, "/errors/404.html")),
    )
    front = site.on("/?p=7", moved(301, "/"))
    seen = look(root, login, error, front)
    assert words(seen[root]) == "soft-dead redirect-to-root"
    assert words(seen[login]) == "blocked login-required"
    assert words(seen[error]) == "soft-dead redirect-to-error"
    assert words(seen[front]) == "moved permanent-redirect"


def test_a_move_within_what_is_one_site_for_the_caller_is_not_suspected(sites: list[Website]) -> None:
    asked = sites[0].on("/tides/tables", moved(301, sites[1].url("/almanac/chapter")))
    sites[1].on("/almanac/chapter", reply(200, PAGE))
    seen = look(asked, allow_hosts=("127.0.0.0/8",), same_site=lambda *_: True)
    assert words(seen[asked]) == "moved permanent-redirect"
    assert len(sites[0].lines) == 1, "nothing was asked for that cannot exist"
