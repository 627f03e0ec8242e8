"""The verdicts of a whole run over the test web, beside the truth."""

from __future__ import annotations

import socket
import time
from collections import Counter
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from support.fake_time import NOW
from testweb.certificates import Certificates
from testweb.families import EVERY, FAMILIES
from testweb.serving import FORBIDDEN, TestWeb
from testweb.visiting import SETTINGS, Judged, Visit, visit

from linkaudit.models import Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

LOST = (Verdict.DEAD, Verdict.SOFT_DEAD)
SOCKET_BUFFERS = 1 << 21
"""What a server may have handed to the system before it learns that nobody reads on."""
ENDLESS = (
    *("body-without-end", "chunks-without-end", "error-without-end-once"),
    *("radio", "multipart-camera", "large-file"),
)
MOST_LOOKS = 1 + SETTINGS.retries
"""Requests for one body at the most: the first, and every further try."""


@pytest.fixture(scope="module")
def certificates() -> Certificates:
    return Certificates()


@pytest.fixture(scope="module")
def seen(certificates: Certificates, tmp_path_factory: pytest.TempPathFactory) -> Visit:
    trusted = tmp_path_factory.mktemp("trust") / "authority.pem"
    certificates.write(trusted)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SSL_CERT_FILE", str(trusted))
        return visit(EVERY, certificates)


def listed(judged: Iterable[Judged]) -> str:
    return "\n" + "\n".join(map(str, judged))


def test_the_web_is_as_large_as_it_should_be() -> None:
    names = Counter(behaviour.name for behaviour in EVERY)
    assert len(names) == len(EVERY) >= 80
    assert 3 * sum(behaviour.innocent for behaviour in EVERY) >= len(EVERY)


def test_nearly_every_verdict_is_right(seen: Visit) -> None:
    wrong = [each for each in seen.judged if not each.right]
    assert seen.missing == ()
    assert len(wrong) <= 0.03 * len(seen.judged), listed(wrong)


@pytest.mark.parametrize("family", FAMILIES)
def test_no_family_is_left_behind(seen: Visit, family: str) -> None:
    judged = [each for each in seen.judged if each.behaviour in FAMILIES[family]]
    wrong = [each for each in judged if not each.right]
    assert len(wrong) <= 0.1 * len(judged), listed(wrong)


def test_nothing_that_lives_is_called_dead(seen: Visit) -> None:
    killed = [
        each
        for each in seen.judged
        if each.behaviour.verdict in {Verdict.ALIVE, Verdict.MOVED, Verdict.BLOCKED}
        and each.seen is not None
        and each.seen.verdict in LOST
        and each.seen.verdict not in each.behaviour.also
    ]
    assert killed == [], listed(killed)


def test_what_cannot_be_told_is_not_called_dead(seen: Visit) -> None:
    told = [each for each in seen.judged if each.behaviour.verdict is Verdict.UNKNOWN and not each.right]
    assert told == [], listed(told)


def test_nobody_comes_to_a_forbidden_door(seen: Visit) -> None:
    assert seen.web.intruders == []
    assert seen.web.strangers == []


def test_the_doors_would_notice(certificates: Certificates) -> None:
    with TestWeb([], certificates, time.monotonic, lambda: NOW) as web:
        socket.create_connection((FORBIDDEN[0], web.plain), timeout=5).close()
        deadline = time.monotonic() + 5
        while not web.intruders and time.monotonic() < deadline:
            time.sleep(0.01)
        assert len(web.intruders) == 1
        assert web.strangers == [(FORBIDDEN[0], web.plain)]


def test_whoever_asks_for_patience_gets_it(seen: Visit) -> None:
    assert len(seen.web.pleas) >= 10
    for plea in seen.web.pleas:
        later = [each for each in seen.web.requests[plea.after :] if each.host == plea.host]
        early = [each for each in later if each.moment < plea.moment + plea.seconds]
        assert early == [], plea


def test_long_waits_are_not_waited_for_and_not_asked_into(seen: Visit) -> None:
    asked = Counter(each.host for each in seen.web.requests)
    assert asked["busy-for-an-hour.test"] == 1
    assert asked["down-for-a-day.test"] == 1


def test_no_body_is_read_beyond_the_cap(seen: Visit) -> None:
    endless = (
        "body-without-end",
        "chunks-without-end",
        "error-without-end-once",
        "radio",
        "multipart-camera",
        "large-file",
    )
    for name in endless:
        asked = sum(each.host == f"{name}.test" for each in seen.web.requests)
        assert asked <= 2 * MOST_LOOKS
        assert seen.web.sent[f"{name}.test"] <= asked * (SETTINGS.max_body + SOCKET_BUFFERS), name


def test_a_cited_address_costs_few_requests(seen: Visit) -> None:
    assert len(seen.web.requests) <= 2 * len(seen.judged)
    most = Counter((each.host, each.target, each.method) for each in seen.web.requests).most_common(3)
    # A page that was there at an earlier visit is asked for twice; cookies on the way and further tries add up.
    assert all(number <= 2 * MOST_LOOKS for _, number in most), most


def test_a_site_is_asked_at_most_once_for_what_it_cannot_have(seen: Visit) -> None:
    led_to = {
        (parts.hostname, parts.path or "/")
        for each in seen.judged
        if each.seen is not None
        for url in (*(hop.url for hop in each.seen.hops), each.seen.final_url)
        if (parts := urlsplit(url)).hostname
    }
    known = {
        (host.encode("idna").decode(), target.partition("?")[0].removeprefix("https:"))
        for behaviour in EVERY
        for host, site in {behaviour.host: behaviour.site, **behaviour.more}.items()
        for target in (*site, "/", *(url.partition(".test")[2] for url in behaviour.urls))
    }
    strays = {(each.host, each.path) for each in seen.web.requests} - known - led_to
    often = {host: number for host, number in Counter(host for host, _ in strays).items() if number > 1}
    assert often == {}, strays


def test_what_was_cited_at_a_place_is_told_of_the_place(seen: Visit) -> None:
    wrong = {each.behaviour.name: each.wrong_places for each in seen.judged if each.wrong_places}
    assert wrong == {}
