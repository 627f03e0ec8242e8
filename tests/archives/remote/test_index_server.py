"""CDX servers of every dialect: the same captures from all, and nothing is absent for want of an answer."""

from __future__ import annotations

import asyncio
from math import inf
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import Held
from support.fake_index import FakeIndex, Habits
from support.fake_time import FakeTime
from support.loopback import Fault, Reply
from support.transport import HttpxClient

from linkaudit.archives.asking.asker import Asker
from linkaudit.archives.asking.courtesy import Courtesy
from linkaudit.archives.choose import end_of
from linkaudit.archives.holdings import Listing, Question
from linkaudit.archives.interface import UnansweredError
from linkaudit.archives.remote import index_server
from linkaudit.archives.remote.index_server import IndexServer, endpoints_of, playback_of, plays_back
from linkaudit.archives.search import Searched
from linkaudit.models import Lookup, PartialDate, Result

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterator
    from typing import TypeVar

    from support.fake_index import Dialect

    Answer = TypeVar("Answer")

URL = "http://a.test/page?q=1"
CAPTURES = [
    Held("20180501080000"),
    Held("20200501080000"),
    Held("20210501080000", 404, body="lost"),
    Held("20220501080000", revisit=True),
]
CASES = [
    (PartialDate(2020, 5, 1), "20200501080000"),
    (PartialDate(2020, 4, 30), "20180501080000"),
    (PartialDate(2021, 6), "20200501080000"),
    (PartialDate(2017), "20180501080000"),
    (None, "20220501080000"),
]
MANY = [
    Held(f"{year}{month:02d}{day:02d}000000") for year in range(2000, 2020) for month in range(1, 13) for day in (1, 2)
]


@pytest.fixture
def index() -> Iterator[FakeIndex]:
    held = {URL: CAPTURES, "http://a.test/lost": [Held("20190101000000", 404)], "http://a.test/many": MANY}
    with FakeIndex("/cdx/search/cdx", held) as running:
        yield running


def with_server(base: str, use: Callable[[IndexServer, FakeTime], Awaitable[Answer]], timeout: float = 10.0) -> Answer:
    time = FakeTime()

    async def run() -> Answer:
        async with HttpxClient() as client:
            asker = Asker(client, lambda _: Courtesy(clock=time.clock, sleep=time.sleep), time.now, timeout=timeout)
            return await use(IndexServer(base, asker), time)

    return asyncio.run(run())


def ask(base: str, *requests: tuple[str, PartialDate | None], timeout: float = 10.0) -> list[Lookup]:
    async def look_up(server: IndexServer, time: FakeTime) -> list[Lookup]:
        searched = Searched(server, time.now)
        return [await searched.closest(*request) for request in requests]

    return with_server(base, look_up, timeout)


def listing(base: str, question: Question) -> Listing:
    async def listed(server: IndexServer, _: FakeTime) -> Listing:
        return await server.listing(question)

    return with_server(base, listed)


def outcome(lookup: Lookup) -> str:
    return f"{lookup.memento.captured_at:%Y%m%d%H%M%S}" if lookup.memento else lookup.reason


@pytest.mark.parametrize("plays", [True, False])
@pytest.mark.parametrize(
    "dialect",
    ["wayback", "wayback text", "pywb", "cdxj", "outbackcdx", "outbackcdx text", "header", "nine"],
)
def test_every_dialect_leads_to_the_same_captures(index: FakeIndex, dialect: Dialect, plays: bool) -> None:
    index.habits = Habits(dialect=dialect, plays=plays)
    lookups = ask(f"{index.url}/cdx/search/cdx", *((URL, when) for when, _ in CASES))
    assert [outcome(lookup) for lookup in lookups] == [expected for _, expected in CASES]
    assert {lookup.memento.status for lookup in lookups if lookup.memento} == {200}
    lost, never = ask(index.url, ("http://a.test/lost", PartialDate(2020)), ("http://a.test/never", None))
    assert (lost.result, lost.reason) == (Result.ABSENT, "only-errors")
    assert (never.result, never.reason) == (Result.ABSENT, "no-capture")


@pytest.mark.parametrize(
    "habits",
    [
        Habits(closest=False),
        Habits(closest=False, strict=True),
        Habits(closest=False, bounds=False),
        Habits(closest=False, bounds=False, limit=False),
        Habits(closest=False, backward=True),
        Habits(bounds=False),
        Habits(limit=False),
    ],
    ids=str,
)
def test_what_a_server_does_not_know_does_not_change_the_answer(index: FakeIndex, habits: Habits) -> None:
    index.habits = habits
    cases = [
        (PartialDate(2019, 11), "20191102000000"),
        (PartialDate(2010, 6), "20100602000000"),
        (PartialDate(2000, 1, 1), "20000101000000"),
        (PartialDate(1999), "20000101000000"),
        (None, "20191202000000"),
    ]
    if habits.backward:
        cases = [cases[0], cases[-1]]  # nobody can page backward through a server that knows no order
    lookups = ask(f"{index.url}/cdx/search/cdx", *(("http://a.test/many", when) for when, _ in cases))
    assert [outcome(lookup) for lookup in lookups] == [expected for _, expected in cases]


def test_a_server_that_knows_a_limit_and_nothing_else_is_asked_for_all(
    index: FakeIndex, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index_server, "PAGE", 100)
    monkeypatch.setattr(index_server, "MORE", 1)
    index.habits = Habits(closest=False, bounds=False)
    (lookup,) = ask(f"{index.url}/cdx/search/cdx", ("http://a.test/many", PartialDate(2019, 11)))
    assert outcome(lookup) == "20191102000000"
    index.habits = Habits(closest=False)
    (lookup,) = ask(f"{index.url}/cdx/search/cdx", ("http://a.test/many", PartialDate(2019, 11)))
    assert outcome(lookup) == "20191102000000"


def test_a_listing_that_was_cut_says_how_far_it_reaches(index: FakeIndex) -> None:
    end = end_of(PartialDate(2010, 1, 31))
    base = f"{index.url}/cdx/search/cdx"
    assert listing(base, Question(URL, end)).reach == inf
    near = listing(base, Question("http://a.test/many", end, rows=10))
    assert len(near.captures) == 10
    assert near.reach == max(abs((capture.captured_at - end).total_seconds()) for capture in near.captures)
    index.habits = Habits(closest=False, backward=True)
    backward = listing(base, Question("http://a.test/many", end, rows=10))
    assert backward.reach == 0.0
    index.habits = Habits(closest=False)
    forward = listing(base, Question("http://a.test/many", end, rows=10))
    assert (len(forward.captures), forward.reach) == (len(MANY), inf)


def test_the_index_is_found_once_and_remembered(index: FakeIndex) -> None:
    for endpoint in ("/cdx/search/cdx", "/cdx", "/"):
        index.endpoint = endpoint
        index.forget()
        lookups = ask(index.url, (URL, PartialDate(2020, 5, 1)), (URL, PartialDate(2017)))
        assert [outcome(lookup) for lookup in lookups] == ["20200501080000", "20180501080000"]
        assert sum("?" in request.target.partition("http")[0] for request in index.requests) <= 4


def test_no_index_at_all_is_unknown_and_is_not_looked_for_for_ever(index: FakeIndex) -> None:
    index.endpoint = "/hidden"
    lookups = ask(index.url, *((f"http://a.test/{number}", None) for number in range(20)))
    assert {(lookup.result, lookup.reason) for lookup in lookups} == {(Result.UNKNOWN, "invalid-response")}
    assert len(index.requests) == 9


def test_whether_captures_are_played_back_is_found_out_once(index: FakeIndex) -> None:
    base = f"{index.url}/cdx/search/cdx"
    (lookup, *_) = ask(base, (URL, PartialDate(2020, 5, 1)), (URL, PartialDate(2018, 6)), (URL, PartialDate(2017)))
    assert lookup.memento is not None
    assert lookup.memento.memento_url == f"{index.url}/web/20200501080000/{URL}"  # where it would be played back
    assert index.asked("/web/") <= 4
    index.habits.plays = True
    (lookup,) = ask(base, (URL, PartialDate(2020, 5, 1)))
    assert lookup.memento is not None
    assert lookup.memento.memento_url == f"{index.url}/web/20200501080000/{URL}"


def test_what_a_revisit_repeats_is_told_by_its_playback(index: FakeIndex) -> None:
    index.habits.plays = True
    index.held = FakeIndex("", {URL: [Held("20190101000000", 404, body="lost", revisit=True)]}).held
    (lookup,) = ask(f"{index.url}/cdx/search/cdx", (URL, None))
    assert (lookup.result, lookup.reason) == (Result.ABSENT, "only-errors")


def test_common_crawl_says_404_where_it_has_nothing(index: FakeIndex) -> None:
    index.endpoint = "/CC-MAIN-2025-30-index"
    index.habits = Habits("pywb", nothing=Reply(404, (), b'{"message": "No Captures found for: a.test"}'))
    never, there = ask(f"{index.url}/CC-MAIN-2025-30-index", ("http://a.test/never", None), (URL, None))
    assert (never.result, never.reason) == (Result.ABSENT, "no-capture")
    assert outcome(there) == "20220501080000"
    assert index.asked("/web/") == 0


FAULTS = {
    "429": (Fault(99, Reply(429)), "refused"),
    "429 with Retry-After": (Fault(99, Reply(429, (("Retry-After", "30"),))), "refused"),
    "503": (Fault(99, Reply(503)), "server-error"),
    "stall": (Fault(99, stall=5.0), "timeout"),
    "dropped": (Fault(99, drop=True), "unreachable"),
    "garbage": (Fault(99, Reply(200, (), b"\x00\xff garbage")), "invalid-response"),
    "a page": (Fault(99, Reply(200, (("Content-Type", "text/html"),), b"")), "invalid-response"),
    "404": (Fault(99, Reply(404)), "invalid-response"),
    "400": (Fault(99, Reply(400, (), b'{"message": "no"}')), "invalid-response"),
    "403": (Fault(99, Reply(403)), "refused"),
    "withheld": (Fault(99, Reply(451)), "blocked-by-archive"),
    "a circle": (Fault(99, Reply(302, (("Location", "/cdx/search/cdx"),))), "invalid-response"),
    "half a row": (Fault(99, Reply(200, (), b"test,a)/page 20190518080000 http://a.te")), "invalid-response"),
}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("whole", [True, False], ids=["endpoint", "base"])
def test_what_cannot_be_told_is_never_absent(index: FakeIndex, fault: Fault, reason: str, whole: bool) -> None:
    index.faults = [Fault(fault.times, fault.reply, fault.stall, fault.drop)]
    base = f"{index.url}/cdx/search/cdx" if whole else index.url
    (lookup,) = ask(base, (URL, None), timeout=0.5 if fault.stall else 10.0)
    assert (lookup.result, lookup.reason) == (Result.UNKNOWN, reason)


def test_a_playback_that_fails_leaves_it_unknown(index: FakeIndex) -> None:
    index.habits.plays = True
    index.faults = [Fault(99, Reply(503), prefix="/web/")]
    for lookup in ask(f"{index.url}/cdx/search/cdx", *[(URL, None)] * 6):
        assert (lookup.result, lookup.reason) == (Result.UNKNOWN, "server-error")


def test_an_index_that_was_half_sent_is_unknown(index: FakeIndex) -> None:
    row = CAPTURES[0].row(URL)
    half = Reply(200, (("Content-Type", "text/plain"), ("Content-Length", "4000")), f"{row}\n".encode())
    index.faults = [Fault(9, half)]
    (lookup,) = ask(f"{index.url}/cdx/search/cdx", (URL, None))
    assert lookup.result is Result.UNKNOWN


def test_an_index_that_is_never_asked_is_not_asked() -> None:
    with pytest.raises(UnansweredError):
        listing("https://archive.ph/cdx", Question(URL, end_of(PartialDate(2020))))


@pytest.mark.parametrize(
    ("base", "endpoints", "playback"),
    [
        ("http://h.test/cdx/search/cdx", ("http://h.test/cdx/search/cdx",), "http://h.test/web/"),
        ("http://h.test/wayback/cdx/", ("http://h.test/wayback/cdx",), "http://h.test/wayback/"),
        ("http://h.test/all-cdx", ("http://h.test/all-cdx",), "http://h.test/all/"),
        (
            "http://h.test/CC-MAIN-2025-30-index",
            ("http://h.test/CC-MAIN-2025-30-index",),
            "http://h.test/CC-MAIN-2025-30/",
        ),
        ("http://h.test/index?coll=a", ("http://h.test/index?coll=a",), "http://h.test/index/"),
        (
            "http://h.test/",
            ("http://h.test/cdx/search/cdx", "http://h.test/cdx", "http://h.test"),
            "http://h.test/web/",
        ),
        (
            "http://h.test/web",
            ("http://h.test/web/cdx/search/cdx", "http://h.test/web/cdx", "http://h.test/web"),
            "http://h.test/web/web/",
        ),
    ],
)
def test_where_index_and_playback_are(base: str, endpoints: tuple[str, ...], playback: str) -> None:
    assert endpoints_of(base) == endpoints
    assert playback_of(endpoints[0]) == playback
    assert plays_back(endpoints[0]) is ("cdx" in endpoints[0])
