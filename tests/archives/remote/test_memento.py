"""Archives that speak the Memento protocol: every way in which a TimeGate answers, and what a TimeMap leaves open."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import Held
from support.fake_memento import FakeMemento, Ways
from support.fake_time import FakeTime
from support.loopback import Fault, Reply
from support.transport import HttpxClient

from linkaudit.archives.asking.asker import Asker
from linkaudit.archives.asking.courtesy import Courtesy
from linkaudit.archives.remote.memento import TimeGateArchive
from linkaudit.archives.search import Searched
from linkaudit.models import Lookup, PartialDate, Result

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "http://a.test/page?q=1"
GOOD_2018, GOOD_2020, LOST_2021, GOOD_2022 = "20180501080000", "20200501080000", "20210501080000", "20220501080000"
CAPTURES = [
    Held(GOOD_2018, body="one"),
    Held(GOOD_2020, body="two"),
    Held(LOST_2021, 404, body="lost"),
    Held(GOOD_2022, body="three"),
]
CASES = [
    (PartialDate(2020, 5, 1), GOOD_2020),
    (PartialDate(2020, 4, 30), GOOD_2018),
    (PartialDate(2021, 6), GOOD_2020),
    (PartialDate(2017), GOOD_2018),
    (None, GOOD_2022),
]


@pytest.fixture
def archive() -> Iterator[FakeMemento]:
    with FakeMemento({URL: CAPTURES, "http://a.test/lost": [Held(LOST_2021, 404)]}) as running:
        yield running


def ask(base: str, *requests: tuple[str, PartialDate | None], timeout: float = 10.0) -> list[Lookup]:
    time = FakeTime()

    async def run() -> list[Lookup]:
        async with HttpxClient() as client:
            asker = Asker(client, lambda _: Courtesy(clock=time.clock, sleep=time.sleep), time.now, timeout=timeout)
            searched = Searched(TimeGateArchive(base, asker), time.now)
            return [await searched.closest(*request) for request in requests]

    return asyncio.run(run())


def outcome(lookup: Lookup) -> str:
    return f"{lookup.memento.captured_at:%Y%m%d%H%M%S}" if lookup.memento else lookup.reason


WAYS = {
    "302 to the memento": Ways(),
    "303": Ways(gate="see-other"),
    "named in a Link header only": Ways(gate="names"),
    "shown at the TimeGate itself": Ways(gate="shows"),
    "300": Ways(gate="choices"),
    "a TimeGate elsewhere": Ways(gate="elsewhere"),
    "another base": Ways(gate="canonical"),
    "addresses without moments": Ways(stamped=False),
    "addresses without moments, shown at once": Ways(gate="shows", stamped=False),
    "rewritten playback only": Ways(unchanged=False),
    "neighbours instead of a TimeMap": Ways(time_map=False, neighbours=True),
    "neighbours without moments": Ways(time_map=False, neighbours=True, stamped=False),
    "neighbours and a TimeMap": Ways(neighbours=True),
    "a TimeMap in pages": Ways(page=1),
    "pages without dates": Ways(page=1, dated_index=False),
    "a TimeMap that goes back in time": Ways(backward=True),
    "406 outside of what it holds": Ways(odd_date=406),
    "400 outside of what it holds": Ways(odd_date=400),
    "406 and no TimeMap": Ways(odd_date=406, time_map=False, neighbours=True),
}


@pytest.mark.parametrize("ways", WAYS.values(), ids=WAYS.keys())
def test_every_way_of_answering_leads_to_the_same_captures(archive: FakeMemento, ways: Ways) -> None:
    archive.ways = ways
    lookups = ask(f"{archive.url}/gate/", *((URL, when) for when, _ in CASES))
    assert [outcome(lookup) for lookup in lookups] == [expected for _, expected in CASES]
    for lookup in lookups:
        assert lookup.memento is not None
        assert lookup.memento.memento_url == archive.place(outcome(lookup), URL)
        assert (lookup.memento.status, lookup.memento.title or lookup.memento.words) == (200, 1)
    lost, never = ask(f"{archive.url}/gate", ("http://a.test/lost", PartialDate(2020)), ("http://a.test/never", None))
    assert (lost.result, lost.reason) == (Result.ABSENT, "only-errors")
    assert (never.result, never.reason) == (Result.ABSENT, "no-capture")


def test_the_archived_body_and_location_are_read(archive: FakeMemento) -> None:
    archive.held = FakeMemento({URL: [Held(GOOD_2018, 301, location="http://b.test/")]}).held
    (lookup,) = ask(f"{archive.url}/gate/", (URL, None))
    assert lookup.memento is not None
    assert lookup.memento.status == 301
    assert archive.asked(f"/web/{GOOD_2018}id_/{URL}") == 1
    assert lookup.memento.memento_url == f"{archive.url}/web/{GOOD_2018}/{URL}"


def test_the_date_is_asked_for_as_the_protocol_has_it(archive: FakeMemento) -> None:
    ask(f"{archive.url}/gate/", (URL, PartialDate(2020, 5)))
    assert archive.requests[0].target == f"/gate/{URL}"
    assert archive.requests[0].headers["accept-datetime"] == "Sun, 31 May 2020 23:59:59 GMT"


def test_an_archive_with_neither_time_map_nor_neighbours_leaves_it_open(archive: FakeMemento) -> None:
    archive.ways = Ways(time_map=False)
    before, after = ask(f"{archive.url}/gate/", (URL, PartialDate(2020, 5, 1)), (URL, PartialDate(2017)))
    assert outcome(before) == GOOD_2020
    assert (after.result, after.reason) == (Result.UNKNOWN, "unsettled")


def test_a_time_map_that_knows_nothing_of_what_the_time_gate_names_is_no_proof(archive: FakeMemento) -> None:
    archive.faults = [Fault(9, Reply(404), prefix="/map/")]
    (lookup,) = ask(f"{archive.url}/gate/", (URL, PartialDate(2017)))
    assert lookup.result is Result.UNKNOWN


def test_archives_that_are_never_asked_are_left_out(archive: FakeMemento) -> None:
    untrusted = "http://archive.today/20190501080000/http://a.test/page"
    spared = "https://webarchive.loc.gov/all/20190501080000/http://a.test/page"
    date = "Wed, 01 May 2019 08:00:00 GMT"
    archive.further = [f'<{place}>; rel="memento"; datetime="{date}"' for place in (untrusted, spared)]
    (lookup,) = ask(f"{archive.url}/gate/", (URL, PartialDate(2019, 6)))
    assert outcome(lookup) == GOOD_2018


def test_an_archive_that_is_never_asked_is_not_asked() -> None:
    for base in ("https://archive.ph/timegate/", "https://webarchive.loc.gov/all/"):
        (lookup,) = ask(base, (URL, None))
        assert (lookup.result, lookup.reason) == (Result.UNKNOWN, "not-asked")


REFUSAL = Reply(429, (), b"slow down")
CIRCLE = ("Location", "back here")
FAULTS = {
    "429": (Fault(99, REFUSAL), "refused"),
    "429 with Retry-After": (Fault(99, Reply(429, (("Retry-After", "30"),))), "refused"),
    "503": (Fault(99, Reply(503)), "server-error"),
    "stall": (Fault(99, stall=5.0), "timeout"),
    "dropped": (Fault(99, drop=True), "unreachable"),
    "garbage": (Fault(99, Reply(200, (), b"\x00\xff<a href='x'>")), "invalid-response"),
    "a page": (Fault(99, Reply(200, (("Content-Type", "text/html"),), b"<html>Welcome</html>")), "invalid-response"),
    "forbidden": (Fault(99, Reply(403)), "refused"),
    "withheld": (Fault(99, Reply(451)), "blocked-by-archive"),
    "a circle": (Fault(99, Reply(302, (CIRCLE,))), "invalid-response"),
    "410": (Fault(99, Reply(410)), "invalid-response"),
}


@pytest.mark.parametrize(("fault", "reason"), FAULTS.values(), ids=FAULTS.keys())
@pytest.mark.parametrize("prefix", ["/gate/", "/map/", "/web/"])
def test_what_cannot_be_told_is_never_absent(archive: FakeMemento, fault: Fault, reason: str, prefix: str) -> None:
    reply = fault.reply
    if reply and reply.headers[:1] == (CIRCLE,):
        reply = Reply(reply.status, (("Location", f"{prefix}circle"),))
    archive.faults = [Fault(fault.times, reply, fault.stall, fault.drop, prefix)]
    # The nearest is lost, so that TimeGate, TimeMap and mementos are all needed.
    (lookup,) = ask(f"{archive.url}/gate/", (URL, PartialDate(2021, 6)), timeout=0.5 if fault.stall else 10.0)
    assert (lookup.result, lookup.reason) == (Result.UNKNOWN, reason)


def test_a_refused_connection_is_unreachable() -> None:
    with FakeMemento() as gone:
        base = gone.url
    (lookup,) = ask(f"{base}/gate/", (URL, None))
    assert (lookup.result, lookup.reason) == (Result.UNKNOWN, "unreachable")


def test_half_a_time_map_is_no_answer(archive: FakeMemento) -> None:
    half = f'<{URL}>; rel="original", <{archive.url}/web/{GOOD_2018}/{URL}>; rel="memento"; datetime="Tue, 01 May 20'
    headers = (("Content-Type", "application/link-format"), ("Content-Length", "4000"))
    archive.faults = [Fault(9, Reply(200, headers, half.encode()), prefix="/map/")]
    (lookup,) = ask(f"{archive.url}/gate/", (URL, PartialDate(2017)))
    assert lookup.result is Result.UNKNOWN


def test_what_is_shown_in_place_of_another_capture_does_not_answer(archive: FakeMemento) -> None:
    archive.faults = [
        Fault(9, Reply(302, (("Location", f"/web/{GOOD_2022}id_/{URL}"),)), prefix=f"/web/{GOOD_2020}"),
    ]
    (lookup,) = ask(f"{archive.url}/gate/", (URL, PartialDate(2020, 5, 1)))
    assert outcome(lookup) == GOOD_2018
    assert archive.asked(f"/web/{GOOD_2022}") == 0


def test_the_time_gate_of_a_query(archive: FakeMemento) -> None:
    ask(f"{archive.url}/gate?url=", (URL, None))
    assert archive.requests[0].target == "/gate?url=http%3A%2F%2Fa.test%2Fpage%3Fq%3D1"


def test_moments_are_in_utc(archive: FakeMemento) -> None:
    (lookup,) = ask(f"{archive.url}/gate/", (URL, PartialDate(2018, 6)))
    assert lookup.memento is not None
    assert lookup.memento.captured_at == datetime(2018, 5, 1, 8, tzinfo=UTC)
