from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import FakeArchive, Held
from support.fake_time import FakeTime
from support.loopback import Fault, Reply
from support.transport import Answered, DirectClient

from linkaudit.archives.asking import asker as module
from linkaudit.archives.asking.asker import Asker, host_of, is_capture, may_be_asked
from linkaudit.archives.asking.courtesy import FAILURES_IN_A_ROW, Courtesy, Lane
from linkaudit.archives.interface import Reason, UnansweredError

if TYPE_CHECKING:
    from linkaudit.archives.interface import Client

PAGE = "http://example.org/"


def asker(client: Client, hosts: list[str] | None = None) -> Asker:
    time = FakeTime()

    def courtesy_of(host: str) -> Courtesy:
        if hosts is not None:
            hosts.append(host)
        return Courtesy(playback_per_minute=1e9, index_per_minute=1e9, clock=time.clock, sleep=time.sleep)

    return Asker(client, courtesy_of, time.now)


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("https://web.archive.org/web/2020/http://example.org/", "web.archive.org"),
        ("http://127.0.0.1:8080/web/", "127.0.0.1:8080"),
        ("https://me:secret@Archive.Example/", "archive.example"),
    ],
)
def test_limits_are_those_of_a_host(url: str, host: str) -> None:
    assert host_of(url) == host


def test_one_courtesy_is_owed_to_all_services_of_a_host() -> None:
    hosts: list[str] = []
    these = asker(DirectClient(FakeArchive()), hosts)
    first = these.courtesy("http://a.test/web/timemap/link/x")
    assert these.courtesy("http://A.test/cdx/search/cdx") is first
    assert these.courtesy("http://b.test/") is not first
    assert hosts == ["a.test", "b.test"]


@pytest.mark.parametrize(
    ("url", "may"),
    [
        ("https://web.archive.org/web/2020/http://example.org/", True),
        ("http://archive.example/2020/http://example.org/", True),
        ("https://archive.today/2020/http://example.org/", False),
        ("http://archive.ph/timegate/http://example.org/", False),
        ("https://www.webcitation.org/abc", False),
        ("https://webarchive.loc.gov/all/2020/http://example.org/", False),
        ("http://[broken/", False),
    ],
)
def test_some_archives_are_never_asked(url: str, may: bool) -> None:
    server = FakeArchive({PAGE: [Held("20180501080000")]})
    assert may_be_asked(url) is may
    if not may:
        with pytest.raises(UnansweredError, match=Reason.NOT_ASKED):
            asyncio.run(asker(DirectClient(server)).ask(Lane.PLAYBACK, url))
        assert server.requests == []


@pytest.mark.parametrize("status", [403, 404, 429, 451, 500, 503])
def test_a_capture_is_an_answer_whatever_its_status(status: int) -> None:
    server = FakeArchive({PAGE: [Held("20180501080000", status, "Blocked Site Error")]})
    answer = asyncio.run(asker(DirectClient(server)).ask(Lane.PLAYBACK, f"http://a.test/web/20180501080000id_/{PAGE}"))
    assert is_capture(answer)
    assert answer.status == status


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(reply=Reply(429)), Reason.REFUSED),
        (Fault(reply=Reply(403)), Reason.REFUSED),
        (Fault(reply=Reply(401)), Reason.REFUSED),
        (Fault(reply=Reply(204)), Reason.INVALID_RESPONSE),
        (Fault(reply=Reply(503, (("Retry-After", "5"),))), Reason.SERVER_ERROR),
        (Fault(reply=Reply(451)), Reason.BLOCKED),
        (Fault(reply=Reply(403, (), b"This URL has been excluded from the Wayback Machine.")), Reason.BLOCKED),
        (Fault(reply=Reply(502)), Reason.SERVER_ERROR),
        (Fault(drop=True), Reason.UNREACHABLE),
    ],
)
def test_what_says_nothing_of_the_page_is_no_answer(fault: Fault, reason: Reason) -> None:
    server = FakeArchive()
    server.faults = [fault]
    with pytest.raises(UnansweredError, match=reason):
        asyncio.run(asker(DirectClient(server)).ask(Lane.INDEX, "http://a.test/cdx/search/cdx?url=x"))


async def asked_again(these: Asker, number: int) -> str:
    """Ask so many times in vain; tell why the archive is left alone then."""
    for _ in range(number):
        with pytest.raises(UnansweredError):
            await these.ask(Lane.PLAYBACK, "http://a.test/web/2020id_/http://example.org/")
    return these.courtesy("http://a.test/").given_up


@pytest.mark.parametrize("reply", [Reply(401), Reply(403), Reply(204), Reply(500), Reply(503)], ids=str)
def test_what_only_shuts_off_is_given_up(reply: Reply) -> None:
    server = FakeArchive()
    server.faults = [Fault(99, reply)]
    these = asker(DirectClient(server))
    assert asyncio.run(asked_again(these, FAILURES_IN_A_ROW - 1)) == ""
    assert asyncio.run(asked_again(these, 1)).startswith("it failed")


@pytest.mark.parametrize(
    ("wait", "waited"),
    [("5", 60.0), ("200", 200.0), ("Thu, 01 Jan 1970 00:00:00 GMT", 60.0), ("soon", None), ("", None)],
)
def test_an_archive_that_says_when_to_come_back_is_left_alone_until_then(wait: str, waited: float | None) -> None:
    server = FakeArchive({PAGE: [Held("20180501080000")]})
    server.faults = [Fault(1, Reply(503, (("Retry-After", wait),)))]
    time = FakeTime()
    begin = time.seconds
    these = Asker(DirectClient(server), lambda _: Courtesy(clock=time.clock, sleep=time.sleep), time.now)

    async def run() -> None:
        with pytest.raises(UnansweredError, match=Reason.SERVER_ERROR):
            await these.ask(Lane.PLAYBACK, f"http://a.test/web/20180501080000id_/{PAGE}")
        await these.ask(Lane.PLAYBACK, f"http://a.test/web/20180501080000id_/{PAGE}")

    asyncio.run(run())
    assert time.seconds - begin == (waited or 0.0)
    assert these.courtesy("http://a.test/").strikes == (waited is not None)


def test_one_who_wants_to_be_left_alone_for_long_is_asked_no_more() -> None:
    server = FakeArchive()
    server.faults = [Fault(9, Reply(503, (("Retry-After", "3600"),)))]
    assert "3600 seconds" in asyncio.run(asked_again(asker(DirectClient(server)), 2))
    assert len(server.requests) == 1


def test_an_answer_that_drips_ends_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    class Dripping(DirectClient):
        async def ask(self, *_args: object, **_more: object) -> Answered:
            await asyncio.sleep(60)
            raise AssertionError

    monkeypatch.setattr(module, "LEAST_IN_ALL", 0.05)
    these = asker(Dripping(FakeArchive()))
    these.timeout = 0.01
    with pytest.raises(UnansweredError, match=Reason.TIMEOUT):
        asyncio.run(these.ask(Lane.PLAYBACK, "http://a.test/"))
