"""Looking at URLs by several processes: each domain has its own, and nothing is lost whatever becomes of them."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections import defaultdict
from contextlib import ExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from websites import NOW, PAGE, Website, hang, no_such_name, reply

from linkaudit.citations.urls import registrable_domain
from linkaudit.content.passages import FEW, likeness, sample
from linkaudit.engines import looking
from linkaudit.engines.looking import ENOUGH, how_many, look, shares, split
from linkaudit.models import Verdict
from linkaudit.settings import Web
from linkaudit.web.client import open_client
from linkaudit.web.job import Extras

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Callable, Iterator
    from pathlib import Path

    from linkaudit.models import Observation
    from linkaudit.web.client import Client
    from linkaudit.web.guard import Guard

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="one process is all there is elsewhere")

HOSTS = st.sampled_from(["a.test", "www.a.test", "b.co.uk", "c.co.uk", "x.b.co.uk", "127.0.0.1", "127.0.0.2", "d.org"])
SETTINGS = Web(
    interval=0.0,
    retries=0,
    timeout=5.0,
    total_timeout=10.0,
    allow_hosts=("127.0.0.0/8",),
    control_hosts=("control.test",),
    processes=2,
)


@given(st.lists(st.builds("http://{}/{}".format, HOSTS, st.integers(0, 50)), unique=True), st.integers(2, 5))
def test_no_domain_has_two_processes(urls: list[str], number: int) -> None:
    parts = shares(urls, number)
    assert sorted(url for part in parts for url in part) == sorted(urls)
    assert len(parts) <= number
    owners = defaultdict(set)
    for place, part in enumerate(parts):
        assert part == sorted(part, key=urls.index)
        for url in part:
            owners[registrable_domain(url)].add(place)
    assert all(len(places) == 1 for places in owners.values())


def test_the_parts_are_of_about_one_size() -> None:
    urls = [f"http://{host}.test/{number}" for host in range(40) for number in range(1 + host)]
    assert {len(part) for part in shares(urls, 4)} == {205}


@given(st.integers(1, 500), st.lists(st.integers(1, 1000), min_size=1, max_size=8))
def test_the_requests_at_once_are_shared_out(slots: int, sizes: list[int]) -> None:
    shared = split(slots, [["x"] * size for size in sizes])
    assert min(shared) >= 1
    assert sum(shared) <= max(slots, len(sizes))
    if slots >= sum(sizes):
        assert sum(shared) == slots


@pytest.mark.parametrize(
    ("urls", "hosts", "changes", "several"),
    [
        (ENOUGH, 50, {"concurrency": 300, "interval": 0.0}, True),
        (ENOUGH - 1, 50, {"concurrency": 300, "interval": 0.0}, False),
        (ENOUGH, 1, {"concurrency": 300, "interval": 0.0}, False),
        (ENOUGH, 50, {"concurrency": 300, "interval": 0.25}, False),
        (ENOUGH, 1000, {"concurrency": 300, "interval": 0.25}, True),
        (ENOUGH, 1000, {}, False),
        (ENOUGH, 1000, {"concurrency": 300, "interval": 0.0, "processes": 1}, False),
        (10, 10, {"processes": 2}, True),
    ],
)
def test_there_are_several_where_one_would_be_busy(
    monkeypatch: pytest.MonkeyPatch, urls: int, hosts: int, changes: dict[str, Any], several: bool
) -> None:
    monkeypatch.setattr(looking, "processors", lambda: 4)
    wanted = [f"http://h{number % hosts}.test/{number}" for number in range(urls)]
    assert (how_many(wanted, Web(**changes)) > 1) is several


@asynccontextmanager
async def signed(settings: Web, guard: Guard) -> AsyncIterator[Client]:
    """Open a client that says which process it belongs to."""
    async with open_client(replace(settings, user_agent=f"process/{os.getpid()}"), guard) as client:
        yield client


@pytest.fixture
def sites() -> Iterator[list[Website]]:
    with ExitStack() as stack:
        yield [stack.enter_context(Website(f"127.0.0.{number}")) for number in range(21, 25)]


@pytest.fixture
def urls(sites: list[Website]) -> list[str]:
    return [site.on(f"/{number}", reply(200, PAGE)) for number in range(5) for site in sites]


@pytest.fixture(autouse=True)
def _no_process_is_left() -> Iterator[None]:
    yield
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_each_host_is_asked_by_one_process(sites: list[Website], urls: list[str]) -> None:
    seen: list[Observation] = []
    coverage = look(urls, seen.append, SETTINGS, connect=signed)
    assert (coverage.observed, coverage.offline, coverage.unseen) == (20, False, ())
    assert sorted(each.url for each in seen) == sorted(urls)
    assert {each.verdict for each in seen} == {Verdict.ALIVE}
    askers = [{re.findall(r"process/(\d+)", head)[0] for head in site.heads} for site in sites]
    assert [len(each) for each in askers] == [1, 1, 1, 1]
    assert len(set.union(*askers)) == 2
    assert str(os.getpid()) not in set.union(*askers)


def test_what_pages_say_is_told_by_every_process(sites: list[Website]) -> None:
    text = " ".join(f"On day {day} the ferry took {day * 7} people." for day in range(90))
    urls = [site.on("/story", reply(200, f"<title>Ferry</title><p>{text}</p>")) for site in sites]
    seen: list[Observation] = []
    look(urls, seen.append, SETTINGS, extras=Extras(passages=dict.fromkeys(urls[1:], FEW), extractor="built-in"))
    said = {each.url: each.passages for each in seen}
    assert said.pop(urls[0]) == ""
    assert [likeness(each, sample(text, FEW)) for each in said.values()] == [1.0, 1.0, 1.0]


def test_what_a_process_has_seen_is_whole(urls: list[str]) -> None:
    apart: list[Observation] = []
    alone: list[Observation] = []
    look(urls, apart.append, SETTINGS)
    look(urls, alone.append, replace(SETTINGS, processes=1))

    def settled(seen: list[Observation]) -> list[Observation]:
        same = [replace(each, checked_at=NOW, elapsed_ms=0, asked=()) for each in seen]
        return sorted(same, key=lambda each: each.url)

    assert settled(apart) == settled(alone)


def deadly(times: int, folder: Path) -> Callable[[Web, Guard], Any]:
    """Open clients whose process is killed, so many times, after it has begun."""

    @asynccontextmanager
    async def connect(settings: Web, guard: Guard) -> AsyncIterator[Client]:
        async with open_client(settings, guard) as client:
            ask = client.ask

            async def dying(*arguments: Any, **options: Any) -> Any:
                for number in range(times):
                    try:
                        (folder / str(number)).touch(exist_ok=False)
                    except FileExistsError:
                        continue
                    os.kill(os.getpid(), signal.SIGKILL)
                return await ask(*arguments, **options)

            client.ask = dying  # type: ignore[method-assign] # what a fault in a parser would do
            yield client

    return connect


def test_what_a_killed_process_had_to_do_is_done_by_another(urls: list[str], tmp_path: Path) -> None:
    seen: list[Observation] = []
    coverage = look(urls, seen.append, SETTINGS, connect=deadly(1, tmp_path))
    assert (coverage.observed, coverage.unseen) == (20, ())
    assert {each.verdict for each in seen} == {Verdict.ALIVE}


def test_what_kills_every_process_is_unknown(urls: list[str], tmp_path: Path) -> None:
    seen: list[Observation] = []
    coverage = look(urls, seen.append, SETTINGS, connect=deadly(1000, tmp_path))
    assert (coverage.observed, coverage.unseen) == (20, ())
    assert {(each.verdict, each.reason) for each in seen} == {(Verdict.UNKNOWN, "not-checked")}
    assert "ended before" in seen[0].detail


def test_a_mistake_in_a_process_is_told() -> None:
    def broken(*_: object) -> Any:
        msg = "a mistake"
        raise ValueError(msg)

    with pytest.raises(RuntimeError, match="ValueError: a mistake"):
        look(["http://127.0.0.1/", "http://127.0.0.2/"], lambda _: None, SETTINGS, connect=broken)


def test_what_goes_wrong_with_a_report_ends_all(urls: list[str]) -> None:
    def refuse(seen: Observation) -> None:
        raise OSError(seen.url)

    with pytest.raises(OSError, match=r"http://127\.0\.0\."):
        look(urls, refuse, SETTINGS)


@pytest.mark.parametrize("by", [signal.SIGINT, signal.SIGTERM])
def test_an_interruption_comes_after_what_was_seen(sites: list[Website], urls: list[str], by: signal.Signals) -> None:
    stuck = [site.on("/stuck", hang()) for site in sites]
    seen: list[Observation] = []

    def keep(each: Observation) -> None:
        seen.append(each)
        if len(seen) == len(urls):
            os.kill(os.getpid(), by)

    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(by, interrupt if by == signal.SIGTERM else signal.default_int_handler)
    try:
        with pytest.raises(KeyboardInterrupt):
            look([*urls, *stuck], keep, SETTINGS)
    finally:
        signal.signal(by, before)
    assert sorted(each.url for each in seen) == sorted(urls)


def test_no_network_is_no_network_for_all() -> None:
    @asynccontextmanager
    async def unconnected(settings: Web, guard: Guard) -> AsyncIterator[Client]:
        async with open_client(settings, guard, no_such_name) as client:
            yield client

    urls = [f"http://{number}.test/" for number in range(40)]
    seen: list[Observation] = []
    coverage = look(urls, seen.append, SETTINGS, connect=unconnected)
    assert (coverage.offline, seen) == (True, [])
    assert sorted(coverage.unseen) == sorted(urls)


def test_why_there_is_no_network_is_told_by_processes_as_well() -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        proxy = f"http://127.0.0.1:{closed.getsockname()[1]}"
    urls = [f"http://{number}.test/" for number in range(4)]
    coverage = look(urls, lambda _: None, replace(SETTINGS, proxy=proxy, proxy_resolves=True, processes=2))
    assert coverage.offline
    assert coverage.trouble == "the proxy 127.0.0.1 cannot be reached: connection refused"


PROGRAM = """
import os, sys
from linkaudit.settings import Web
from linkaudit.engines.looking import look
lock = open(sys.argv[1], "w")
import fcntl
fcntl.flock(lock, fcntl.LOCK_EX)
print("ready", flush=True)
look(sys.argv[2:], lambda _: None, Web(processes=2, allow_hosts=("127.0.0.0/8",), interval=0.0))
"""


def test_processes_end_with_their_parent_and_hold_nothing_of_its(sites: list[Website], tmp_path: Path) -> None:
    import fcntl  # noqa: PLC0415 - not on every system

    stuck = [site.on("/stuck", hang(30.0)) for site in sites]
    lock = tmp_path / "lock"
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM, str(lock), *stuck], stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "ready\n"
        _until(lambda: all(site.heads for site in sites))
        children = _children(parent.pid)
        assert len(children) == 2
        parent.kill()
    # A run that is started right away gets the lock.
    with lock.open("w") as again:
        fcntl.flock(again, fcntl.LOCK_EX | fcntl.LOCK_NB)
    _until(lambda: not any(_runs(child) for child in children))


def _children(parent: int) -> list[int]:
    with open(f"/proc/{parent}/task/{parent}/children", encoding="ascii") as file:  # noqa: PTH123 - it is no path of ours
        return [int(child) for child in file.read().split()]


def _runs(process: int) -> bool:
    try:
        with open(f"/proc/{process}/stat", encoding="ascii") as file:  # noqa: PTH123 - as above
            return file.read().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False


def _until(condition: Callable[[], bool]) -> None:
    for _ in range(500):
        if condition():
            return
        time.sleep(0.02)
    pytest.fail("it never came to that")
