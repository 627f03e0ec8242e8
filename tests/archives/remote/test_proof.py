"""Whether there is an archive at all: a 404 says "never archived" only where an archive gives it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import FakeArchive, Held, key_of
from support.fake_memento import FakeMemento
from support.fake_time import FakeTime
from support.loopback import LoopbackServer, Reply, Request
from support.transport import Answered, DirectClient
from support.wayback_shapes import CDX

from linkaudit.archives.asking.asker import Asker
from linkaudit.archives.asking.courtesy import Courtesy
from linkaudit.archives.lookup import look_up
from linkaudit.archives.remote.memento import TimeGateArchive
from linkaudit.archives.remote.memgator import MemGator
from linkaudit.archives.remote.proof import speaks_as_archive
from linkaudit.archives.remote.wayback import Wayback
from linkaudit.archives.search import Searched
from linkaudit.models import Result

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.archives.holdings import Holdings

BASE = "http://a.test"
NGINX = Reply(404, (("Content-Type", "text/html"),), b"<html><title>404 Not Found</title><hr>nginx</html>")
KINDS: dict[str, Callable[[str, Asker], Holdings]] = {
    "wayback": Wayback,
    "timegate": TimeGateArchive,
    "memgator": MemGator,
}
STAMP = "20180501080000"
DATE = "Tue, 01 May 2018 08:00:00 GMT"


class Server(LoopbackServer):
    """Answers what a test says, by how the target begins; everything else as a web server without archive does."""

    def __init__(self, **replies: Reply) -> None:
        super().__init__()
        self.replies = {f"/{name}": reply for name, reply in replies.items()}

    def answer(self, request: Request) -> Reply:
        return next((reply for name, reply in self.replies.items() if request.target.startswith(name)), NGINX)


def ask(server: LoopbackServer, kind: str, *urls: str, base: str = BASE) -> list[str]:
    time = FakeTime()
    asker = Asker(DirectClient(server), lambda _: Courtesy(clock=time.clock, sleep=time.sleep), time.now)
    searched = Searched(KINDS[kind](base, asker), time.now)

    async def run() -> list[str]:
        lookups = await asyncio.gather(*(searched.closest(url, None) for url in urls))
        return [f"{lookup.result} {lookup.reason}" for lookup in lookups]

    return asyncio.run(run())


@pytest.mark.parametrize("kind", list(KINDS))
def test_where_there_is_no_archive_nothing_is_absent(kind: str) -> None:
    server = Server()
    urls = [f"http://example.org/{number}" for number in range(6)]
    assert set(ask(server, kind, *urls)) <= {"unknown unproven", "unknown invalid-response"}
    # One request for each shows nothing, and one more for all, but for MemGator, whose list is asked in any case.
    assert len(server.requests) == (12 if kind == "memgator" else 7)


def test_an_index_that_answers_proves_once_that_there_is_an_archive() -> None:
    server = Server(cdx=Reply(200, (("Content-Type", "text/plain"),)))
    urls = [f"http://example.org/{number}" for number in range(6)]
    assert ask(server, "wayback", *urls) == ["absent no-capture"] * 6
    assert server.asked(CDX) == 1


def test_an_empty_page_is_no_index() -> None:
    server = Server(cdx=Reply(200, (("Content-Type", "text/html"),)))
    assert ask(server, "wayback", "http://example.org/") == ["unknown unproven"]


def test_what_the_index_lists_and_playback_does_not_know_is_not_absent() -> None:
    url = "http://example.org/"
    row = f"{Held(STAMP).row(url)}\n".encode()
    server = Server(cdx=Reply(200, (("Content-Type", "text/plain"),), row))
    assert ask(server, "wayback", url) == ["unknown unsettled"]


def test_an_index_that_cannot_be_asked_now_is_asked_again() -> None:
    server = Server(cdx=Reply(503))
    assert ask(server, "wayback", "http://example.org/1", "http://example.org/2") == ["unknown server-error"] * 2
    assert server.asked(CDX) == 2


class Bare(FakeArchive):
    """Has no index, and says no more of what it has not than any web server does."""

    def answer(self, request: Request) -> Reply:
        reply = NGINX if request.target.startswith(CDX) else super().answer(request)
        return NGINX if reply.status == 404 else reply


def test_what_has_shown_that_it_is_an_archive_needs_no_more_proof() -> None:
    bare = Bare({"http://example.org/there": [Held(STAMP)]})
    there, *never = ask(bare, "wayback", "http://example.org/there", "http://example.org/1", "http://example.org/2")
    assert there == "found ok"
    assert never == ["absent no-capture"] * 2
    assert bare.asked(CDX) <= 1


def test_what_could_not_be_believed_is_asked_again_once_there_is_proof() -> None:
    bare, time = Bare({"http://example.org/there": [Held(STAMP)]}), FakeTime()
    asker = Asker(DirectClient(bare), lambda _: Courtesy(clock=time.clock, sleep=time.sleep), time.now)
    searched = Searched(Wayback(BASE, asker), time.now)
    requests = [(f"http://example.org/{name}", None) for name in ("never", "there")]
    first, second = asyncio.run(look_up(requests, [searched], concurrency=1, clock=time.now))
    assert (second.result, second.reason) == (Result.FOUND, "ok")
    assert (first.result, first.reason) == (Result.ABSENT, "no-capture")


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({"Memento-Datetime": "Tue, 01 May 2018 08:00:00 GMT"}, b""),
        ({"X-Archive-Wayback-Runtime-Error": "ResourceNotInArchiveException"}, b""),
        ({"x-archive-src": "a.warc.gz"}, b""),
        ({"X-Memento-Count": "0"}, b""),
        ({"X-Generator": "MemGator:1.0-rc8"}, b"404 page not found\n"),
        ({"Vary": "Accept-Encoding, Accept-Datetime"}, b""),
        ({"Link": '<http://a.test/map/x>; rel="timemap"'}, b""),
        ({"Content-Type": "application/link-format"}, b""),
        ({}, b"<p>The Wayback Machine has not archived that URL.</p>"),
        ({}, b"<p>The url <b>http://never.test/</b> could not be found in this collection.</p>"),
    ],
)
def test_archives_are_known_by_what_they_say(headers: dict[str, str], body: bytes) -> None:
    assert speaks_as_archive(Answered("", 404, headers, body))
    server = Server(web=Reply(404, tuple(headers.items()), body))
    if "Memento-Datetime" not in headers:
        assert ask(server, "wayback", "http://example.org/1") == ["absent no-capture"]
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        ({}, b""),
        ({"Vary": "Accept-Encoding", "X-Generator": "Hugo"}, b"<title>404</title>"),
        ({"Link": '</style.css>; rel="preload"', "Content-Type": "text/html"}, b"page not found in our archive"),
    ],
)
def test_other_servers_are_none(headers: dict[str, str], body: bytes) -> None:
    assert not speaks_as_archive(Answered("", 404, headers, body))


@pytest.mark.parametrize("status", [200, 404])
def test_a_time_map_proves_that_there_is_a_time_gate(status: int) -> None:
    map_ = Reply(status, (("Content-Type", "application/link-format"),))
    server = Server(gate=Reply(404), timemap=map_)
    server.replies = {"/web/timemap/link/": map_}
    urls = [f"http://example.org/{number}" for number in range(4)]
    assert ask(server, "timegate", *urls, base=f"{BASE}/web/") == ["absent no-capture"] * 4
    assert server.asked("/web/timemap/") == 1


@pytest.mark.parametrize("stamp", [STAMP, "20131414230300"])
def test_where_a_time_gate_leads_to_nothing_the_list_is_asked(stamp: str) -> None:
    url = "http://example.org/canal"
    archive = FakeMemento({url: [Held(STAMP)]})

    class Leading(LoopbackServer):
        def answer(self, request: Request) -> Reply:
            if request.target.startswith("/timegate/"):
                return Reply(302, (("Location", f"{BASE}/web/{stamp}/{url}"),))
            if request.target.startswith("/timemap/link/"):
                listed = archive.held[key_of(url)]
                links = [f'<{BASE}/web/{each.stamp}/{url}>; rel="memento"; datetime="{DATE}"' for each in listed]
                return Reply(200, (), "\n".join(links).encode())
            return NGINX

    server = Leading()
    assert ask(server, "timegate", url, base=f"{BASE}/timegate/") == ["unknown unsettled"]
    # A moment that there is leads from memento to memento, since no TimeMap was named.
    assert server.asked("/timemap/link/") == (stamp != STAMP)
