"""The same questions to one real archive in every way in which archives are asked: the same answers come."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from support import pages, pywb_archive
from support.archives import opened
from support.before import Before
from support.fake_memgator import FakeMemGator
from support.fake_time import FakeTime
from support.loopback import Fault, Reply
from support.make_warc import Captured
from support.pywb_archive import missing, pywb
from support.transport import HttpxClient
from support.wayback_facade import WaybackFacade

from archives.test_pywb import CAPTURES, CASES, SITE, on
from linkaudit.archives.lookup import look_up
from linkaudit.models import PartialDate, Result
from linkaudit.settings import Archives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.archives.lookup import Request
    from linkaudit.models import Lookup

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

SOFT_CAPTURES = [
    Captured(f"{SITE}/books", on(2018, 1, 1), body=pages.GOOD),
    Captured(f"{SITE}/books", on(2019, 1, 1), body=pages.SOFT_404),
    Captured(f"{SITE}/books", on(2020, 1, 1), body=pages.LOGIN),
    Captured(f"{SITE}/books", on(2020, 2, 1), body=pages.LOGIN, revisit=True),
    Captured(f"{SITE}/walled", on(2020, 1, 1), body=pages.LOGIN),
    Captured(f"{SITE}/itself", on(2019, 1, 1), status=302, body="", location="https://example.org/itself"),
]
SOFT_CASES = [
    ("/books", PartialDate(2020, 3), "20180101080000"),
    ("/books", None, "20180101080000"),
    ("/walled", PartialDate(2020), "only-soft-pages"),
    ("/itself", PartialDate(2020), "20190101080000"),
    ("/itself", PartialDate(2018), "20190101080000"),
]
ODD_ROW = 'org,example)/odd 20000008241731 {"url": "http://example.org/odd", "mime": "text/html", "status": "200"}'
ALL = [*CASES, *SOFT_CASES]
REQUESTS: list[Request] = [(SITE + path, when) for path, when, _ in ALL]
EXPECTED = [expected for _, _, expected in ALL]
KINDS = ("wayback", "timegate", "cdx", "cdx base", "memgator", "memgator without a gate")


@pytest.fixture(scope="module")
def unframed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pywb(tmp_path_factory.mktemp("pywb"), [*CAPTURES, *SOFT_CAPTURES]) as base:
        yield base


@pytest.fixture(scope="module")
def framed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """pywb as it comes: mementos in a frame, and a TimeGate that names them instead of leading there."""
    folder = tmp_path_factory.mktemp("framed")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(pywb_archive, "CONFIGURATION", "collections_root: collections\nenable_memento: true\n")
        with pywb(folder, [*CAPTURES, *SOFT_CAPTURES]) as base:
            index = folder / "collections" / "web" / "indexes" / "index.cdxj"
            index.write_text("\n".join(sorted([*index.read_text().splitlines(), ODD_ROW])) + "\n")
            yield base


def ask(service: str, requests: list[Request], timeout: float = 30.0, at_once: int = 16) -> list[Lookup]:
    time = FakeTime()
    settings = Archives(services=(service,), timeout=timeout)

    async def run() -> list[Lookup]:
        async with HttpxClient() as client:
            archives = opened(settings, client, time)
            return await look_up(requests, archives, concurrency=at_once)

    return asyncio.run(run())


def outcome(lookup: Lookup) -> str:
    return f"{lookup.memento.captured_at:%Y%m%d%H%M%S}" if lookup.memento else lookup.reason


def ask_kind(kind: str, base: str) -> list[Lookup]:
    """Ask the archive in one of the ways; what stands before it is ended when the answers are there."""
    if kind == "wayback":
        with WaybackFacade(base) as facade:
            return ask(f"wayback+{facade.url}", REQUESTS)
    if kind.startswith("memgator"):
        with FakeMemGator([f"{base}/web"], gate=kind == "memgator") as gator:
            return ask(f"memgator+{gator.url}", REQUESTS)
    services = {"timegate": f"timegate+{base}/web/", "cdx": f"cdx+{base}/web/cdx", "cdx base": f"cdx+{base}/web"}
    return ask(services[kind], REQUESTS)


def assert_all_as_expected(lookups: list[Lookup]) -> None:
    assert [outcome(lookup) for lookup in lookups] == EXPECTED
    statuses = {lookup.url.removeprefix(SITE): lookup.memento.status for lookup in lookups if lookup.memento}
    assert (statuses["/moved"], statuses["/partial"], statuses["/self"]) == (301, 206, 200)
    assert statuses["/itself"] == 302  # pywb does not show what leads to its own address
    books = next(lookup.memento for lookup in lookups if lookup.url == f"{SITE}/books")
    assert books is not None
    assert books.title == "The books of the lock keepers"
    assert books.words > 100


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_archive_gives_the_same_answers(unframed: str, kind: str) -> None:
    lookups = ask_kind(kind, unframed)
    assert_all_as_expected(lookups)
    if kind.startswith("memgator"):  # the captures stand in the archive that was asked through it
        assert {lookup.memento.archive for lookup in lookups if lookup.memento} == {unframed.removeprefix("http://")}


@pytest.mark.parametrize("kind", ["timegate", "cdx", "memgator"])
def test_an_archive_that_shows_captures_in_a_frame_gives_the_same_answers(framed: str, kind: str) -> None:
    assert_all_as_expected(ask_kind(kind, framed))


def test_what_is_listed_with_an_impossible_timestamp_and_not_shown_is_not_absent(framed: str) -> None:
    requests: list[Request] = [(f"{SITE}/late", None), (f"{SITE}/odd", PartialDate(2001))]
    late, odd = ask(f"cdx+{framed}/web/cdx", requests, at_once=1)
    assert outcome(late) == "20220101080000"
    assert (odd.result, odd.reason) == (Result.UNKNOWN, "unsettled")  # pywb lists it, and cannot show it


FAULTS = {
    "429": (Fault(999, Reply(429)), "refused"),
    "429 with Retry-After": (Fault(999, Reply(429, (("Retry-After", "20"),))), "refused"),
    "503": (Fault(999, Reply(503)), "server-error"),
    "stall": (Fault(999, stall=60.0), "timeout"),
    "garbage": (Fault(999, Reply(200, (), b"\x1f\x8bgarbage")), "invalid-response"),
    "dropped": (Fault(999, drop=True), "unreachable"),
    "half": (Fault(999, Reply(200, (("Content-Length", "999"),), b"org,example)/ 2019")), "unreachable"),
}
SERVICES = {"timegate": "timegate+{}/web/", "cdx": "cdx+{}/web/cdx", "memgator": "memgator+{}"}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("kind", SERVICES)
def test_an_archive_that_fails_is_never_said_to_have_nothing(
    unframed: str, kind: str, fault: Fault, reason: str
) -> None:
    with Before(unframed) as before:
        before.faults = [fault]
        fault.times = 999
        requests, timeout = (REQUESTS[:1], 1.0) if fault.stall else (REQUESTS[:3], 30.0)
        lookups = ask(SERVICES[kind].format(before.url), requests, timeout)
    assert {lookup.result for lookup in lookups} == {Result.UNKNOWN}
    assert lookups[0].reason == reason


@pytest.mark.parametrize("kind", ["timegate", "cdx"])
def test_an_archive_that_recovers_answers(unframed: str, kind: str) -> None:
    with Before(unframed) as before:
        before.faults = [Fault(1, Reply(429, (("Retry-After", "20"),)))]
        lookups = ask(SERVICES[kind].format(before.url), REQUESTS)
    assert [outcome(lookup) for lookup in lookups] == EXPECTED


def test_captures_in_an_archive_that_fails_are_left_aside_for_those_in_another(unframed: str) -> None:
    with Before(unframed) as silent:
        date = "Fri, 10 May 2019 08:00:00 GMT"
        others = [(f"{silent.url}/web/20190510080000/{SITE}/late", date)]
        silent.faults = [Fault(999, Reply(503))]
        with FakeMemGator([f"{unframed}/web"], others) as gator:
            late, never = ask(
                f"memgator+{gator.url}", [(f"{SITE}/late", PartialDate(2020)), (f"{SITE}/never", PartialDate(2020))]
            )
    assert outcome(late) == "20210101080000"
    assert never.result is Result.UNKNOWN


def test_a_memgator_leads_to_no_archive_that_is_never_asked(unframed: str) -> None:
    others = [("https://archive.ph/20180101080000/http://example.org/late", "Mon, 01 Jan 2018 08:00:00 GMT")]
    with FakeMemGator([f"{unframed}/web"], others) as gator:
        late, never = ask(f"memgator+{gator.url}", [(f"{SITE}/late", PartialDate(2018)), (f"{SITE}/never", None)])
    assert outcome(late) == "20210101080000"
    assert (never.result, never.reason) == (Result.UNKNOWN, "not-asked")
