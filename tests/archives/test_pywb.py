"""The same questions to a real web archive: pywb behind a facade with the Wayback Machine's URL shapes."""

from __future__ import annotations

import asyncio
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from support.archives import opened
from support.fake_time import NOW, FakeTime
from support.make_warc import Captured
from support.pages import GOOD, LOGIN, PARKED, SENDS_ON, SOFT_404
from support.pywb_archive import missing, pywb
from support.transport import Answered, HttpxClient
from support.wayback_facade import WaybackFacade

from linkaudit.archives.choose import end_of
from linkaudit.archives.lookup import look_up
from linkaudit.archives.notation import askable, stamp_of
from linkaudit.models import PartialDate, Result
from linkaudit.settings import Archives

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.archives.lookup import Request
    from linkaudit.models import Lookup

pytestmark = pytest.mark.skipif(bool(missing()), reason=missing())

SITE = "http://example.org"


def on(year: int, month: int, day: int, hour: int = 8, second: int = 0) -> datetime:
    return datetime(year, month, day, hour, 0, second, tzinfo=UTC)


CAPTURES = [
    Captured(f"{SITE}/often?q=1", on(2018, 5, 1)),
    Captured(f"{SITE}/often?q=1", on(2019, 5, 31, 23)),
    Captured(f"{SITE}/often?q=1", on(2020, 5, 1)),
    Captured(f"{SITE}/often?q=1", on(2021, 5, 1), revisit=True),
    Captured(f"{SITE}/often?q=1", on(2022, 1, 1), status=404, body="not found"),
    Captured(f"{SITE}/late", on(2021, 1, 1)),
    Captured(f"{SITE}/late", on(2022, 1, 1)),
    Captured(f"{SITE}/moved", on(2019, 1, 1), status=301, body="", location=f"{SITE}/often"),
    Captured(f"{SITE}/gone", on(2019, 1, 1), status=404, body="not found"),
    Captured(f"{SITE}/gone", on(2019, 6, 1), status=404, body="not found", revisit=True),
    Captured(f"{SITE}/gone", on(2019, 7, 1), status=503, body="busy"),
    Captured(f"{SITE}/died", on(2019, 1, 1)),
    Captured(f"{SITE}/died", on(2019, 6, 1), status=404, body="not found"),
    Captured(f"{SITE}/died", on(2019, 7, 1), status=404, body="not found", revisit=True),
    Captured(f"{SITE}/died", on(2019, 8, 1), status=404, body="not found", revisit=True),
    Captured(f"{SITE}/self", on(2019, 1, 1), status=301, body="", location="https://example.org/self"),
    Captured("https://example.org/self", on(2019, 1, 1, second=1)),
    Captured(f"{SITE}/partial", on(2019, 1, 1), status=206),
    Captured(f"{SITE}/gr%C3%BCn%20b", on(2019, 1, 1)),
    Captured(f"{SITE}/soft", on(2018, 1, 1), body=GOOD),
    Captured(f"{SITE}/soft", on(2019, 1, 1), body=SOFT_404),
    Captured(f"{SITE}/soft", on(2019, 6, 1), body=SOFT_404, revisit=True),
    Captured(f"{SITE}/soft", on(2020, 1, 1), body=LOGIN),
    Captured(f"{SITE}/sold", on(2019, 1, 1), body=PARKED),
    Captured(f"{SITE}/sold", on(2020, 1, 1), body=SOFT_404),
    Captured(f"{SITE}/inside", on(2019, 1, 1), status=302, body="", location=f"{SITE}/login?back=/inside"),
    Captured(f"{SITE}/forwards", on(2019, 1, 1), body=SENDS_ON),
    Captured(f"{SITE}/forwards", on(2019, 6, 1), status=404, body="not found"),
]

AGREED = [
    ("/often?q=1", PartialDate(2020, 5, 1), "20200501080000"),
    ("/often?q=1#part", PartialDate(2020, 4, 30), "20190531230000"),
    ("/often?q=1", PartialDate(2019, 5, 31), "20190531230000"),
    ("/often?q=1", PartialDate(2019, 5, 30), "20180501080000"),
    ("/often?q=1", PartialDate(2019, 5), "20190531230000"),
    ("/often?q=1", PartialDate(2018), "20180501080000"),
    ("/often?q=1", PartialDate(2017), "20180501080000"),
    ("/often?q=1", PartialDate(2021, 6), "20210501080000"),
    ("/often?q=1", PartialDate(2022), "20210501080000"),
    ("/often?q=1", None, "20210501080000"),
    ("/late", PartialDate(2020), "20210101080000"),
    ("/moved", PartialDate(2018), "20190101080000"),
    ("/gone", PartialDate(2019, 6, 1), "only-errors"),
    ("/gone", None, "only-errors"),
    ("/died", PartialDate(2019, 12), "20190101080000"),
    ("/died", None, "20190101080000"),
    ("/self", PartialDate(2020), "20190101080001"),
    ("/partial", PartialDate(2020), "20190101080000"),
    ("/grün b", PartialDate(2020), "20190101080000"),
    ("/never", PartialDate(2020), "no-capture"),
    ("/*", PartialDate(2020), "no-capture"),
]
"""What the index alone tells as well."""
SCREENED = [
    ("/soft", PartialDate(2019, 8), "20180101080000"),
    ("/soft", PartialDate(2017), "20180101080000"),
    ("/soft", None, "20180101080000"),
    ("/sold", PartialDate(2020), "only-soft-pages"),
    ("/inside", PartialDate(2020), "only-soft-pages"),
    ("/forwards", PartialDate(2020), "20190101080000"),
]
"""Where the index alone would say otherwise."""
CASES = [*AGREED, *SCREENED]


@pytest.fixture(scope="module")
def upstream(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with pywb(tmp_path_factory.mktemp("pywb"), CAPTURES) as base:
        yield base


@pytest.fixture
def facade(upstream: str) -> Iterator[WaybackFacade]:
    with WaybackFacade(upstream) as running:
        yield running


def ask(base: str, requests: list[Request]) -> list[Lookup]:
    time = FakeTime()
    settings = Archives(services=(f"wayback+{base}",))

    async def run() -> list[Lookup]:
        async with HttpxClient() as client:
            archives = opened(settings, client, time)
            return await look_up(requests, archives)

    return asyncio.run(run())


@pytest.mark.parametrize("links", [True, False])
def test_a_real_archive_is_understood(facade: WaybackFacade, links: bool) -> None:
    facade.links = links
    lookups = ask(facade.url, [(SITE + path, when) for path, when, _ in CASES])
    outcomes = [f"{lookup.memento.captured_at:%Y%m%d%H%M%S}" if lookup.memento else lookup.reason for lookup in lookups]
    assert outcomes == [expected for _, _, expected in CASES]
    statuses = {lookup.url.removeprefix(SITE): lookup.memento.status for lookup in lookups if lookup.memento}
    assert (statuses["/moved"], statuses["/partial"], statuses["/self"]) == (301, 206, 200)
    titles = {lookup.url.removeprefix(SITE): lookup.memento.title for lookup in lookups if lookup.memento}
    assert (titles["/soft"], titles["/late"], titles["/moved"]) == ("The books of the lock keepers", "A page", "")


def test_a_look_up_costs_few_requests(facade: WaybackFacade) -> None:
    costs = {}
    for path, when, _ in CASES:
        before = len(facade.requests)
        ask(facade.url, [(SITE + path, when)])
        made = [request.target for request in facade.requests[before:]]
        costs[path, when] = (len(made), sum(target.startswith("/cdx/") for target in made))
    assert costs["/often?q=1", PartialDate(2020, 5, 1)] == (2, 0)
    assert costs["/never", PartialDate(2020)] == (1, 0)
    # Two soft pages and the good one before them, each of which names the one before it.
    assert costs["/soft", PartialDate(2019, 8)] == (4, 0)
    # The index, which may be asked twenty times less often, is asked at most once.
    assert max(listings for _, listings in costs.values()) == 1
    assert max(requests for requests, _ in costs.values()) <= 5


def test_the_memento_is_where_it_is_said_to_be(facade: WaybackFacade) -> None:
    (lookup,) = ask(facade.url, [(f"{SITE}/often?q=1", PartialDate(2020, 5, 1))])
    assert lookup.memento is not None
    memento = lookup.memento

    async def fetch() -> tuple[int, str, bytes]:
        async with HttpxClient() as client:
            answer = await client.ask("GET", memento.memento_url, timeout=10)
            assert isinstance(answer, Answered)
            return answer.status, answer.headers["Memento-Datetime"], answer.body

    status, date, body = asyncio.run(fetch())
    assert (status, date) == (200, "Fri, 01 May 2020 08:00:00 GMT")
    assert b"Some words." in body


def test_pywb_itself_has_no_cdx_where_the_wayback_machine_has_it_and_that_is_never_absent(upstream: str) -> None:
    early, late = ask(upstream, [(f"{SITE}/often?q=1", PartialDate(2020, 5, 1)), (f"{SITE}/late", PartialDate(2020))])
    assert early.result is Result.FOUND
    assert late.result is Result.UNKNOWN


# The contract: what linkaudit asks and reads is what unmodified waybackpy asks and reads.

AGENT = "linkaudit-tests/0"


def test_unmodified_waybackpy_lists_the_same_captures(facade: WaybackFacade) -> None:
    from waybackpy import WaybackMachineCDXServerAPI  # noqa: PLC0415 - brings requests, wanted here only

    query = WaybackMachineCDXServerAPI(f"{SITE}/often?q=1", AGENT, filters=["!statuscode:[45].."])
    query.endpoint = f"{facade.url}/cdx/search/cdx"
    assert [(row.timestamp, row.statuscode) for row in query.snapshots()] == [
        ("20180501080000", "200"),
        ("20190531230000", "200"),
        ("20200501080000", "200"),
        ("20210501080000", "-"),
    ]


def by_definition(rows: list[tuple[str, str, str]], end: datetime) -> str:
    """Choose by the definition, from pairs of stamp, status and digest that waybackpy has listed."""
    statuses = {digest: status for _, status, digest in rows if status != "-"}
    told = [(stamp, statuses.get(digest, "") if status == "-" else status) for stamp, status, digest in rows]
    for kinds in (("200", "203", "206"), ("301", "302", "303", "307", "308")):
        tier = [stamp for stamp, status in told if status in kinds]
        if tier:
            return max((stamp for stamp in tier if stamp <= stamp_of(end)), default=min(tier))
    return "only-errors" if rows else "no-capture"


def test_unmodified_waybackpy_leads_to_the_same_captures(facade: WaybackFacade) -> None:
    from waybackpy import WaybackMachineCDXServerAPI  # noqa: PLC0415 - brings requests, wanted here only

    for path, when, expected in AGREED:
        url = askable(SITE + path)
        assert url is not None
        query = WaybackMachineCDXServerAPI(url, AGENT)
        query.endpoint = f"{facade.url}/cdx/search/cdx"
        rows = [(row.timestamp, row.statuscode, row.digest) for row in query.snapshots()]
        assert by_definition(rows, end_of(when) if when else NOW) == expected, path


def test_unmodified_waybackpy_finds_the_nearest(facade: WaybackFacade) -> None:
    from waybackpy import WaybackMachineCDXServerAPI  # noqa: PLC0415 - brings requests, wanted here only

    query = WaybackMachineCDXServerAPI(f"{SITE}/often?q=1", AGENT)
    query.endpoint = f"{facade.url}/cdx/search/cdx"
    nearest = query.near(wayback_machine_timestamp="20200501090000")
    (lookup,) = ask(facade.url, [(f"{SITE}/often?q=1", PartialDate(2020, 5, 1))])
    assert lookup.memento is not None
    assert nearest.datetime_timestamp.replace(tzinfo=UTC) == lookup.memento.captured_at
    assert nearest.archive_url.partition("/web/")[2] == lookup.memento.memento_url.partition("/web/")[2]


def test_unmodified_waybackpy_reads_the_availability(facade: WaybackFacade, monkeypatch: pytest.MonkeyPatch) -> None:
    from waybackpy import WaybackMachineAvailabilityAPI  # noqa: PLC0415 - brings requests, wanted here only

    monkeypatch.setattr(time, "sleep", lambda _: None)  # it sleeps for seconds before its first request
    query = WaybackMachineAvailabilityAPI(f"{SITE}/late", AGENT)
    query.endpoint = f"{facade.url}/wayback/available"
    nearest = query.near(year=2020, month=6, day=1, hour=0, minute=0)
    assert nearest.timestamp() == datetime(2021, 1, 1, 8)  # noqa: DTZ001 - waybackpy's moments are naive
    assert nearest.archive_url == f"{facade.url}/web/20210101080000/{SITE}/late"
