from __future__ import annotations

import asyncio
import subprocess
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace
from support import archives
from support.fake_archive import FakeArchive, Held
from support.fake_time import NOW, FakeTime
from support.loopback import Fault, Reply
from support.transport import DirectClient, HttpxClient

from linkaudit.archives.interface import Reason
from linkaudit.archives.lookup import closest_in, look_up, now_utc
from linkaudit.archives.remote.wayback import Wayback
from linkaudit.archives.search import Searched
from linkaudit.models import Lookup, Memento, PartialDate, Result
from linkaudit.settings import Archives

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkaudit.archives.interface import Archive, Client
    from linkaudit.archives.lookup import Request

DATE = PartialDate(2020, 5, 31)
STAMP = "20200501080000"


class Scripted:
    """An archive that gives the answers it is told, per URL, and remembers what it was asked."""

    def __init__(self, name: str, script: dict[str, list[tuple[Result, str]]], default: tuple[Result, str]) -> None:
        self.name = name
        self.asked: list[str] = []
        self._script = script
        self._default = default

    async def closest(self, url: str, when: PartialDate | None) -> Lookup:
        self.asked.append(url)
        await asyncio.sleep(0)
        result, reason = self._script[url].pop(0) if self._script.get(url) else self._default
        memento = Memento(url, f"https://{self.name}/{url}", NOW, 200, self.name) if result is Result.FOUND else None
        return Lookup(url, when, result, reason, NOW, memento, self.name)


FOUND = (Result.FOUND, "ok")
NOTHING = (Result.ABSENT, "no-capture")
ERRORS = (Result.ABSENT, "only-errors")
REFUSED = (Result.UNKNOWN, "refused")
BLOCKED = (Result.UNKNOWN, "blocked-by-archive")
GIVEN_UP = (Result.UNKNOWN, "given-up")


def all_of(answer: tuple[Result, str], name: str = "one") -> Scripted:
    return Scripted(name, {}, answer)


def run(
    requests: Sequence[Request], archives: Sequence[Archive], on_lookup: Callable[[Lookup], None] | None = None
) -> list[Lookup]:
    return asyncio.run(look_up(requests, archives, on_lookup=on_lookup, concurrency=2, clock=lambda: NOW))


@pytest.mark.parametrize(
    ("first", "second", "result", "reason", "archive"),
    [
        (FOUND, FOUND, Result.FOUND, "ok", "one"),
        (NOTHING, FOUND, Result.FOUND, "ok", "two"),
        (REFUSED, FOUND, Result.FOUND, "ok", "two"),
        (NOTHING, NOTHING, Result.ABSENT, "no-capture", "one, two"),
        (NOTHING, ERRORS, Result.ABSENT, "only-errors", "one, two"),
        (NOTHING, BLOCKED, Result.UNKNOWN, "blocked-by-archive", "two"),
        (BLOCKED, NOTHING, Result.UNKNOWN, "blocked-by-archive", "one"),
        (GIVEN_UP, BLOCKED, Result.UNKNOWN, "given-up", "one"),
    ],
)
def test_several_archives_agree_on_one_answer(
    first: tuple[Result, str], second: tuple[Result, str], result: Result, reason: str, archive: str
) -> None:
    lookup = asyncio.run(closest_in([all_of(first, "one"), all_of(second, "two")], "http://a.test/", DATE))
    assert (lookup.result, lookup.reason, lookup.archive) == (result, reason, archive)
    assert (lookup.memento is not None) is (result is Result.FOUND)


class Holding:
    """An archive that has one capture of every page, or does not answer; it remembers how often it was asked."""

    def __init__(self, name: str, held: tuple[str, int] | None) -> None:
        self.name = name
        self.asked = 0
        self._held = held

    async def closest(self, url: str, when: PartialDate | None) -> Lookup:
        self.asked += 1
        if self._held is None:
            return Lookup(url, when, Result.UNKNOWN, "timeout", NOW, archive=self.name)
        day, status = self._held
        captured = datetime.fromisoformat(day).replace(tzinfo=UTC)
        memento = Memento(url, f"https://{self.name}/{url}", captured, status, self.name)
        return Lookup(url, when, Result.FOUND, "ok", NOW, memento, self.name)


EARLY, EARLIER, LATE, LATER = ("2020-05-01", 200), ("2019-05-01", 200), ("2020-06-01", 200), ("2021-06-01", 200)
LEADS, LEADS_LATE, SILENT = ("2020-05-20", 301), ("2020-06-02", 302), None


@pytest.mark.parametrize(
    ("held", "answers", "asked"),
    [
        # What shows the page before the date settles it, whatever others have.
        ([EARLIER, EARLY], 0, [1, 0]),
        # A redirect, or a later capture, leaves it to the others.
        ([LEADS, EARLIER, EARLY], 1, [1, 1, 0]),
        ([LATE, EARLIER], 1, [1, 1]),
        ([LATER, LATE], 1, [1, 1]),
        ([LATE, LATER], 0, [1, 1]),
        ([LEADS, LATER], 1, [1, 1]),
        ([LEADS_LATE, LEADS], 1, [1, 1]),
        ([LEADS, LEADS_LATE], 0, [1, 1]),
        ([LATE, LATE], 0, [1, 1]),
        # One that does not answer takes nothing from what was found.
        ([LATE, SILENT], 0, [1, 1]),
        ([LEADS, SILENT, LATE], 2, [1, 1, 1]),
        ([SILENT, LEADS], 1, [1, 1]),
    ],
)
def test_the_definition_decides_between_archives(
    held: list[tuple[str, int] | None], answers: int, asked: list[int]
) -> None:
    archives = [Holding(str(number), each) for number, each in enumerate(held)]
    lookup = asyncio.run(closest_in(archives, "http://a.test/", DATE))
    assert (lookup.result, lookup.archive) == (Result.FOUND, str(answers))
    assert [each.asked for each in archives] == asked
    assert lookup.provisional is (SILENT in held)


@pytest.mark.parametrize(("held", "answers"), [([LATER, LATE], 0), ([LEADS, LATE], 1), ([LEADS, LEADS_LATE], 1)])
def test_without_a_date_the_latest_good_one_answers(held: list[tuple[str, int] | None], answers: int) -> None:
    archives = [Holding(str(number), each) for number, each in enumerate(held)]
    lookup = asyncio.run(closest_in(archives, "http://a.test/", None))
    assert lookup.archive == str(answers)


def test_an_archive_is_not_asked_once_another_has_a_capture() -> None:
    second = all_of(FOUND, "two")
    asyncio.run(closest_in([all_of(FOUND, "one"), second], "http://a.test/", PartialDate.of(NOW)))
    assert second.asked == []


def test_without_archives_nothing_was_asked() -> None:
    (lookup,) = run([("http://a.test/", DATE)], [])
    assert (lookup.result, lookup.reason, lookup.looked_up_at) == (Result.UNKNOWN, "not-asked", NOW)


def test_answers_come_in_the_order_of_the_requests_and_each_is_handed_out_once() -> None:
    requests: list[Request] = [(f"http://a.test/{n}", None) for n in range(9)]
    seen: list[Lookup] = []
    lookups = run(requests, [all_of(NOTHING)], seen.append)
    assert [(lookup.url, lookup.at) for lookup in lookups] == requests
    assert sorted(lookup.url for lookup in seen) == [url for url, _ in requests]
    assert run([], [all_of(NOTHING)]) == []


def test_the_same_page_at_the_same_date_is_asked_for_once() -> None:
    archive = all_of(FOUND)
    requests: list[Request] = [
        ("http://a.test/#one", PartialDate(2020, source="in 2020")),
        ("http://a.test/#two", PartialDate(2020)),
        ("http://a.test/", PartialDate(2021)),
        ("http://a.test/", None),
        ("mailto:me@a.test", None),
    ]
    lookups = run(requests, [archive])
    assert [(lookup.url, lookup.at) for lookup in lookups] == requests
    assert sorted(archive.asked) == ["http://a.test/", "http://a.test/", "http://a.test/#one", "mailto:me@a.test"]


def test_a_passing_failure_is_tried_again_once_the_archive_answers_others() -> None:
    archive = Scripted("one", {"http://a.test/0": [REFUSED, FOUND], "http://a.test/1": [REFUSED, REFUSED]}, NOTHING)
    seen: list[Lookup] = []
    lookups = run([(f"http://a.test/{n}", None) for n in range(5)], [archive], seen.append)
    assert [lookup.reason for lookup in lookups] == ["ok", "refused"] + ["no-capture"] * 3
    assert len(seen) == 5
    assert len(archive.asked) == 7


def test_a_failure_that_stays_keeps_its_first_reason() -> None:
    archive = Scripted("one", {"http://a.test/0": [(Result.UNKNOWN, "timeout"), GIVEN_UP]}, NOTHING)
    assert [lookup.reason for lookup in run([("http://a.test/0", None), ("http://a.test/1", None)], [archive])] == [
        "timeout",
        "no-capture",
    ]


def test_nobody_is_asked_again_while_the_archive_answers_nothing() -> None:
    archive = all_of(REFUSED)
    lookups = run([(f"http://a.test/{n}", None) for n in range(5)], [archive])
    assert {lookup.reason for lookup in lookups} == {"refused"}
    assert len(archive.asked) == 5


def test_lasting_failures_are_not_tried_again() -> None:
    archive = Scripted("one", {"http://a.test/0": [BLOCKED, FOUND]}, NOTHING)
    lookups = run([(f"http://a.test/{n}", None) for n in range(3)], [archive])
    assert lookups[0].reason == "blocked-by-archive"
    assert len(archive.asked) == 3


def test_cancelling_leaves_nothing_under_way_and_keeps_what_was_handed_out() -> None:
    held = asyncio.Event()
    under_way = 0

    class Slow(Scripted):
        async def closest(self, url: str, when: PartialDate | None) -> Lookup:
            nonlocal under_way
            under_way += 1
            try:
                if not url.endswith("/0"):
                    await held.wait()
                return await super().closest(url, when)
            finally:
                under_way -= 1

    seen: list[Lookup] = []

    async def cancelled() -> None:
        requests: list[Request] = [(f"http://a.test/{n}", None) for n in range(9)]
        archive = Slow("one", {}, FOUND)
        task = asyncio.create_task(look_up(requests, [archive], on_lookup=seen.append, concurrency=3))
        for _ in range(20):
            await asyncio.sleep(0)
        assert under_way == 3
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert under_way == 0
        assert len(asyncio.all_tasks()) == 1

    asyncio.run(cancelled())
    assert [lookup.url for lookup in seen] == ["http://a.test/0"]


def test_an_error_of_the_callback_ends_everything() -> None:
    archive = all_of(FOUND)
    seen: list[Lookup] = []

    def fail(lookup: Lookup) -> None:
        seen.append(lookup)
        if len(seen) == 1:
            message = "the disk is full"
            raise OSError(message)

    with pytest.raises(OSError, match="disk"):
        run([(f"http://a.test/{n}", None) for n in range(50)], [archive], fail)
    assert len(archive.asked) < 5


# From the settings to real answers.


def opened(client: Client, time: FakeTime, **settings: object) -> list[Archive]:
    return archives.opened(replace_settings(settings), client, time)


def replace_settings(settings: dict[str, object]) -> Archives:
    import msgspec  # noqa: PLC0415 - checks the settings as the configuration does

    return msgspec.convert(settings, Archives)


def test_the_settings_name_the_archives_in_their_order(fake_time: FakeTime) -> None:
    client = DirectClient(FakeArchive())
    services = ["wayback+https://a.test/", "wayback", "wayback+http://127.0.0.1:8080", "wayback+https://a.test"]
    archives = opened(client, fake_time, services=services)
    assert [archive.name for archive in archives] == ["a.test", "web.archive.org", "127.0.0.1:8080"]
    holdings = [archive.holdings for archive in archives if isinstance(archive, Searched)]
    assert [each.base for each in holdings if isinstance(each, Wayback)] == [
        "https://a.test",
        "https://web.archive.org",
        "http://127.0.0.1:8080",
    ]
    assert opened(client, fake_time, enabled=False) == []


def test_rates_budget_and_time_out_come_from_the_settings(fake_time: FakeTime) -> None:
    one, two = FakeArchive(), FakeArchive()

    class Both(DirectClient):
        """Sends each host to its own archive, and remembers the time-outs."""

        def __init__(self) -> None:
            super().__init__(one)
            self.timeouts: set[float | None] = set()

        async def ask(self, method: str, url: str, *args: object, **options: object) -> object:  # type: ignore[override]
            self.timeouts.add(options.get("timeout"))  # type: ignore[arg-type]
            server = one if "one.test" in url else two
            return await DirectClient(server).ask(method, url)

    client = Both()
    settings = {"playback-per-minute": 2, "budget": 7, "timeout": 3.5}
    services = ["wayback+http://one.test", "wayback+http://two.test"]
    archives = opened(client, fake_time, services=services, **settings)  # type: ignore[arg-type]
    lookups = run([(f"http://a.test/{n}", None) for n in range(5)], archives)
    assert [lookup.reason for lookup in lookups].count("budget-spent") == 2
    assert len(one.requests) + len(two.requests) == 7
    assert client.timeouts == {3.5}
    assert fake_time.seconds >= 1060  # two a minute to each archive


def test_a_storm_that_passes_costs_a_minute_and_no_answer(archive: FakeArchive, fake_time: FakeTime) -> None:
    urls = [f"http://a.test/{n}" for n in range(40)]
    archive.held = FakeArchive({url: [Held(STAMP)] for url in urls[:20]}).held
    archive.faults = [Fault(4, Reply(429))]

    async def ask() -> list[Lookup]:
        async with HttpxClient() as client:
            archives = opened(client, fake_time, services=[f"wayback+{archive.url}"])
            return await look_up([(url, DATE) for url in urls], archives, clock=fake_time.now)

    lookups = asyncio.run(ask())
    assert [lookup.reason for lookup in lookups] == ["ok"] * 20 + ["no-capture"] * 20
    assert fake_time.slept == [60.0]


def test_a_storm_that_stays_ends_in_unknown(archive: FakeArchive, fake_time: FakeTime) -> None:
    archive.faults = [Fault(10_000, Reply(429))]

    async def ask() -> list[Lookup]:
        async with HttpxClient() as client:
            archives = opened(client, fake_time, services=[f"wayback+{archive.url}"])
            return await look_up([(f"http://a.test/{n}", DATE) for n in range(200)], archives)

    lookups = asyncio.run(ask())
    assert {lookup.result for lookup in lookups} == {Result.UNKNOWN}
    assert {lookup.reason for lookup in lookups} == {Reason.REFUSED, Reason.GIVEN_UP}
    # Three rounds of at most four at once; how many are under way when the first refusal comes is the machine's affair.
    assert 3 <= archive.asked() <= 12
    assert fake_time.slept == [60.0, 120.0]


def test_the_clock_is_in_utc() -> None:
    assert abs((now_utc() - datetime.now(UTC)).total_seconds()) < 60
    assert now_utc().tzinfo is UTC


HEAVY = ("waybackpy", "requests", "httpx", "aiohttp", "linkaudit.web")


def test_nothing_heavy_is_imported_before_the_index_is_asked() -> None:
    code = f"import sys; import linkaudit.archives.inquiry; print([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60)
    assert done.stdout.strip() == "[]"


def test_a_lookup_is_handed_out_for_every_spelling_of_a_url(archive: FakeArchive, fake_time: FakeTime) -> None:
    archive.held = FakeArchive({"http://a.test/": [Held(STAMP)]}).held

    async def ask() -> list[Lookup]:
        async with HttpxClient() as client:
            archives = opened(client, fake_time, services=[f"wayback+{archive.url}"])
            return await look_up([("http://a.test/#x", DATE), ("http://a.test/", DATE)], archives)

    one, two = asyncio.run(ask())
    assert replace(one, url=two.url) == two
    assert archive.asked("/web/") == 2
