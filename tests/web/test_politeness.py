"""Looks that mind their manners: robots.txt, the pace of each host, what is said by whom, tokens."""

from __future__ import annotations

import asyncio
import socket
import time
from typing import TYPE_CHECKING

import pytest
import trustme
from websites import PAGE, Look, Website, close, hang, moved, names, reply, settings, words

from linkaudit.settings import Host
from linkaudit.web.checker import check
from linkaudit.web.client import open_client
from linkaudit.web.guard import Guard
from linkaudit.web.manners import Manners

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LOOKUP = names(
    **dict.fromkeys(("forge__test", "api__forge__test", "other__test", "a__test", "b__test"), "127.0.0.1"),
    control__test="192.0.2.1",
)


def look(*urls: str, environ: Mapping[str, str] | None = None, **changes: object) -> Look:
    """Look at URLs on loopback under names, in a time that only sleeping moves."""
    seen = Look()
    web = settings(**{"allow_hosts": ("*.test", "127.0.0.0/8"), "probes": False, **changes})
    manners = Manners(web, environ or {})

    async def run() -> None:
        async with open_client(web, Guard(web.allow_hosts), LOOKUP) as client:
            seen.coverage = await check(urls, seen.observations.append, client, clock=seen.time.clock, manners=manners)

    asyncio.run(run())
    return seen


def robots(text: str) -> bytes:
    return reply(200, text, kind="text/plain")


NO_PRIVATE = robots("User-agent: *\nDisallow: /private\n")


# robots.txt


def test_robots_txt_is_not_asked_for_unless_it_is_wanted(site: Website) -> None:
    site.on("/robots.txt", robots("User-agent: *\nDisallow: /\n"))
    url = site.on("/a", reply(200, PAGE))
    assert words(look(url)[url]) == "alive ok"
    assert site.lines == ["GET /a HTTP/1.1"]


def test_robots_txt_is_asked_for_once_and_first_and_heeded(site: Website) -> None:
    site.on("/robots.txt", NO_PRIVATE)
    public = [site.on(f"/{number}", reply(200, PAGE)) for number in range(9)]
    private = [site.on(f"/private/{number}", reply(200, PAGE)) for number in range(3)]
    seen = look(*private, *public, robots=True)
    assert [words(seen[url]) for url in public] == ["alive ok"] * 9
    assert [words(seen[url]) for url in private] == ["unknown not-checked"] * 3
    assert seen[private[0]].detail == (
        "not asked: robots.txt of 127.0.0.1 asks robots not to look (line 2: Disallow: /private)"
    )
    assert site.lines[0] == "GET /robots.txt HTTP/1.1"
    assert sorted(site.lines[1:]) == [f"GET /{number} HTTP/1.1" for number in range(9)]


def test_each_origin_is_asked_for_its_own(sites: list[Website]) -> None:
    first, second, third = sites
    first.on("/robots.txt", robots("User-agent: linkaudit\nDisallow: /\n"))
    second.on("/robots.txt", robots("User-agent: others\nDisallow: /\n"))
    urls = [each.on("/a", reply(200, PAGE)) for each in sites]
    seen = look(*urls, robots=True)
    assert [words(seen[url]) for url in urls] == ["unknown not-checked", "alive ok", "alive ok"]
    assert [len(each.heads) for each in (first, second, third)] == [1, 2, 2]


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (reply(404), "alive ok"),
        (reply(403), "alive ok"),
        (reply(200, ""), "alive ok"),
        (reply(200, "<title>Not found</title>"), "alive ok"),
        (moved(302, "/nowhere"), "alive ok"),
        (moved(302, "/robots.txt"), "alive ok"),
        (moved(302, "http://10.0.0.1/"), "alive ok"),
        (moved(302, "/rules.txt"), "unknown not-checked"),
        (reply(500), "unknown not-checked"),
        (reply(503), "unknown not-checked"),
        (close, "unknown not-checked"),
        (b"nonsense\r\n", "unknown not-checked"),
        (hang(), "unknown not-checked"),
    ],
)
def test_what_comes_instead_of_robots_txt(site: Website, script: bytes, expected: str) -> None:
    site.on("/robots.txt", script)
    site.on("/rules.txt", robots("User-agent: *\nDisallow: /\n"))
    url = site.on("/a", reply(200, PAGE))
    seen = look(url, robots=True, timeout=1.0)
    assert words(seen[url]) == expected
    assert ("GET /a HTTP/1.1" in site.lines) is (expected == "alive ok")


def test_a_robots_txt_that_fails_may_come_later(site: Website) -> None:
    site.on("/robots.txt", [reply(503, "", "Retry-After: 3"), NO_PRIVATE])
    url, private = site.on("/a", reply(200, PAGE)), site.on("/private/a", reply(200, PAGE))
    seen = look(url, private, robots=True, retries=1)
    assert [words(seen[each]) for each in (url, private)] == ["alive ok", "unknown not-checked"]
    assert site.lines == ["GET /robots.txt HTTP/1.1", "GET /robots.txt HTTP/1.1", "GET /a HTTP/1.1"]
    assert sum(seen.time.slept) >= 3.0


def test_where_nobody_answers_the_page_says_why() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        refused = f"http://127.0.0.1:{listener.getsockname()[1]}/a"
    gone = "http://no-such-name.test/a"
    seen = look(gone, refused, robots=True)
    assert (words(seen[gone]), words(seen[refused])) == ("dead dns-failure", "dead refused")


def test_a_redirect_into_what_is_not_to_be_looked_at_ends_there(sites: list[Website]) -> None:
    here, there, _ = sites
    there.on("/robots.txt", NO_PRIVATE)
    target = there.on("/private/page", reply(200, PAGE))
    url = here.on("/a", moved(301, target))
    seen = look(url, robots=True)
    assert words(seen[url]) == "unknown not-checked"
    assert (seen[url].final_url, [hop.status for hop in seen[url].hops]) == (target, [301])
    assert there.lines == ["GET /robots.txt HTTP/1.1"]


def test_a_large_robots_txt_of_an_odd_type_is_read(site: Website) -> None:
    text = "# " + "x" * 100_000 + "\nUser-agent: *\nDisallow: /\n"
    site.on("/robots.txt", reply(200, text, kind="application/octet-stream"))
    url = site.on("/a", reply(200, PAGE))
    assert words(look(url, robots=True)[url]) == "unknown not-checked"


def test_a_crawl_delay_is_kept(site: Website) -> None:
    site.on("/robots.txt", robots("User-agent: *\nCrawl-delay: 30\n"))
    urls = [site.on(f"/{number}", reply(200, PAGE)) for number in range(4)]
    seen = look(*urls, robots=True)
    assert [words(seen[url]) for url in urls] == ["alive ok"] * 4
    assert sum(seen.time.slept) == pytest.approx(4 * 30.0)


def test_a_crawl_delay_that_is_longer_than_any_wait_is_cut(site: Website) -> None:
    site.on("/robots.txt", robots("User-agent: *\nCrawl-delay: 86400\n"))
    urls = [site.on(f"/{number}", reply(200, PAGE)) for number in range(3)]
    seen = look(*urls, robots=True, retry_after_limit=50.0)
    assert sum(seen.time.slept) == pytest.approx(3 * 50.0)


def test_a_crawl_delay_that_a_redirect_tells_of_is_kept_there_too(sites: list[Website]) -> None:
    old, new, other = sites
    old.on("/robots.txt", moved(301, new.url("/robots.txt")))
    new.on("/robots.txt", robots("User-agent: *\nCrawl-delay: 40\n"))
    first = old.on("/first", moved(301, new.on("/first", reply(200, PAGE))))

    def later(connection: socket.socket) -> None:
        for _ in range(500):
            if "GET /first HTTP/1.1" in new.lines:
                break
            time.sleep(0.01)
        number = other.lines[-1].split()[1]
        connection.sendall(moved(301, new.url(number)))

    urls = [other.on(f"/{number}", later) for number in range(2)]
    for number in range(2):
        new.on(f"/{number}", reply(200, PAGE))
    seen = look(first, *urls, robots=True, per_host=1)
    assert [words(seen[url]) for url in (first, *urls)] == ["moved new-domain"] * 3
    assert new.lines.count("GET /robots.txt HTTP/1.1") == 1
    # One for the page of the old site, which has the same rules, and one for each other page of the new one.
    assert sum(seen.time.slept) == pytest.approx(3 * 40.0)


# The settings of single hosts.


def test_a_host_that_is_left_out_is_not_asked_by_any_way(site: Website) -> None:
    direct = site.url("/a", "b.test")
    site.on("/b", moved(302, direct))
    site.on("/a", reply(200, PAGE))
    indirect = site.url("/b", "a.test")
    seen = look(direct, indirect, hosts={"b.test": Host(enabled=False)})
    assert seen.coverage.observed == 2
    for url in (direct, indirect):
        assert words(seen[url]) == "unknown not-checked"
        assert seen[url].detail == "not asked: the settings leave b.test out"
    assert site.lines == ["GET /b HTTP/1.1"]


def test_each_host_has_its_own_pace(site: Website) -> None:
    for number in range(4):
        site.on(f"/{number}", reply(200, PAGE))
    slow = [site.url(f"/{number}", "a.test") for number in range(4)]
    quick = [site.url(f"/{number}", "b.test") for number in range(4)]
    seen = look(*slow, *quick, hosts={"a.test": Host(interval=20.0, per_host=1)})
    assert seen.words == ["alive ok"] * 8
    assert sum(seen.time.slept) == pytest.approx(60.0)
    # By itself the other host is asked without any wait; in which order answers come is the machine's affair.
    assert look(*quick, hosts={"a.test": Host(interval=20.0, per_host=1)}).time.slept == []


def test_each_host_is_given_its_own_patience(site: Website) -> None:
    def late(connection: socket.socket) -> None:
        time.sleep(1.0)
        connection.sendall(reply(200, PAGE))

    site.on("/a", late)
    impatient, patient = site.url("/a", "a.test"), site.url("/a", "b.test")
    seen = look(impatient, patient, timeout=4.5, hosts={"a.test": Host(timeout=0.3)})
    assert words(seen[impatient]) == "dead timeout"
    assert words(seen[patient]) == "alive ok"


def test_each_host_is_tried_as_often_as_the_settings_say(site: Website) -> None:
    site.on("/a", reply(500))
    once, often = site.url("/a", "a.test"), site.url("/a", "b.test")
    seen = look(once, often, retries=2, hosts={"a.test": Host(retries=0)})
    assert (seen[once].attempts, seen[often].attempts) == (1, 3)


def test_each_host_is_told_the_name_that_the_settings_say(site: Website) -> None:
    site.on("/a", reply(200, PAGE))
    look(site.url("/a", "a.test"), contact="web@a.test", hosts={"a.test": Host(user_agent="harbour/1")})
    look(site.url("/a", "b.test"), user_agent="tester/1", hosts={"a.test": Host(user_agent="harbour/1")})
    assert "User-Agent: harbour/1 (web@a.test)" in site.heads[0]
    assert "User-Agent: tester/1" in site.heads[1]


# Waits that hosts ask for.


@pytest.mark.parametrize("status", [301, 302, 429, 503])
@pytest.mark.parametrize("wait", ["50", "50.0", "Sat, 21 Nov 2026 12:00:50 GMT"])
def test_a_host_is_left_alone_for_as_long_as_it_asks(site: Website, status: int, wait: str) -> None:
    url = site.on("/a", [reply(status, "", f"Retry-After: {wait}", "Location: /b"), reply(200, PAGE)])
    site.on("/b", reply(200, PAGE))
    seen = look(url, retries=1)
    assert words(seen[url]).startswith(("alive", "moved"))
    assert len(site.heads) == 2
    assert sum(seen.time.slept) >= 50.0


@pytest.mark.parametrize("status", [301, 302])
def test_a_redirect_that_wants_time_gets_it_wherever_it_leads(sites: list[Website], status: int) -> None:
    here, there, _ = sites
    url = here.on("/a", moved(status, there.on("/b", reply(200, PAGE)), "Retry-After: 50"))
    seen = look(url)
    assert len(there.heads) == 1
    assert sum(seen.time.slept) >= 50.0


def test_what_means_nothing_holds_nobody_up(site: Website) -> None:
    urls = [site.on(f"/{number}", reply(200, PAGE, "Retry-After: 50")) for number in range(3)]
    lost = site.on("/lost", reply(404, "", "Retry-After: 50"))
    seen = look(*urls, lost, per_host=1)
    assert [words(seen[url]) for url in (*urls, lost)] == ["alive ok"] * 3 + ["dead not-found"]
    assert sum(seen.time.slept) == 0.0


def test_a_limit_that_is_used_up_is_waited_for(site: Website) -> None:
    urls = [
        site.on(f"/{number}", reply(200, PAGE, "RateLimit-Remaining: 0", "RateLimit-Reset: 40")) for number in range(3)
    ]
    seen = look(*urls, per_host=1)
    assert [words(seen[url]) for url in urls] == ["alive ok"] * 3
    assert sum(seen.time.slept) >= 80.0


# Tokens.

FORGE = "FORGE_TOKEN"
TOKEN = {FORGE: "s3cr3t-of-the-forge"}
BEARER = "Authorization: Bearer s3cr3t-of-the-forge"


@pytest.fixture
def tls_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Website]:
    """A website over TLS that may call itself by several names."""
    import ssl  # noqa: PLC0415 - the server's side only

    authority = trustme.CA()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("forge.test", "api.forge.test", "other.test").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "ca.pem"))
    with Website(tls=context) as running:
        yield running


def test_a_token_goes_to_its_host_and_over_tls_only(tls_site: Website, site: Website) -> None:
    tls_site.on("/a", reply(200, PAGE))
    site.on("/a", reply(200, PAGE))
    urls = [tls_site.url("/a", host) for host in ("forge.test", "api.forge.test", "other.test")]
    plain = site.url("/a", "forge.test")
    seen = look(*urls, plain, environ=TOKEN, hosts={"forge.test": Host(token=FORGE)})
    assert seen.words == ["alive ok"] * 4
    told = {head.partition("Host: ")[2].partition(":")[0]: BEARER in head for head in tls_site.heads}
    assert told == {"forge.test": True, "api.forge.test": True, "other.test": False}
    assert "uthorization" not in site.heads[0]


def test_a_token_is_not_handed_on_by_redirects(tls_site: Website, site: Website) -> None:
    tls_site.on("/b", moved(302, site.url("/c", "forge.test")))
    site.on("/c", reply(200, PAGE))
    tls_site.on("/a", moved(302, tls_site.url("/b", "other.test")))
    url = tls_site.url("/a", "forge.test")
    seen = look(url, environ=TOKEN, hosts={"forge.test": Host(token=FORGE)})
    assert words(seen[url]) == "alive temporary-redirect"
    assert [BEARER in head for head in (*tls_site.heads, *site.heads)] == [True, False, False]


def test_a_token_is_in_nothing_that_is_kept_or_shown(tls_site: Website) -> None:
    tls_site.on("/a", reply(401, "no", 'WWW-Authenticate: Bearer error="invalid_token"'))
    url = tls_site.url("/a", "forge.test")
    seen = look(url, environ=TOKEN, hosts={"forge.test": Host(token=FORGE)})
    assert words(seen[url]) == "blocked login-required"
    assert BEARER in tls_site.heads[0]
    assert "s3cr3t" not in repr(seen.observations)
