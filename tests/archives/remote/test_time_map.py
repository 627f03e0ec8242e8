"""TimeMaps that are divided, cut short, or only half there: how far they reach is never overstated."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from math import inf
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import Held
from support.fake_memento import FakeMemento, Ways
from support.fake_time import FakeTime
from support.loopback import Fault, Reply
from support.transport import Answered, HttpxClient

from linkaudit.archives.asking.asker import Asker
from linkaudit.archives.asking.courtesy import Courtesy
from linkaudit.archives.holdings import Listing, Question
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.notation import stamp_of
from linkaudit.archives.remote import time_map
from linkaudit.archives.remote.reach import EVER

if TYPE_CHECKING:
    from collections.abc import Iterator

URL = "http://a.test/"
FIRST = datetime(2010, 1, 1, tzinfo=UTC)
MOMENTS = [FIRST + timedelta(days=30 * number) for number in range(60)]
MIDDLE = MOMENTS[30] + timedelta(hours=1)


@pytest.fixture
def archive() -> Iterator[FakeMemento]:
    with FakeMemento({URL: [Held(stamp_of(moment)) for moment in MOMENTS]}) as running:
        yield running


def listed(archive: FakeMemento, question: Question, cap: int = 2**20) -> Listing:
    time = FakeTime()

    async def run() -> Listing:
        async with HttpxClient(cap) as client:
            asker = Asker(client, lambda _: Courtesy(clock=time.clock, sleep=time.sleep), time.now, timeout=10)
            return await time_map.listed(asker, f"{archive.url}/map/{question.target}", question)

    return asyncio.run(run())


def seen(listing: Listing) -> list[datetime]:
    return sorted(capture.captured_at for capture in listing.captures)


def nothing_nearer_is_hidden(listing: Listing, end: datetime) -> bool:
    """Tell whether all captures within the reach are listed."""
    near = [moment for moment in MOMENTS if abs((moment - end).total_seconds()) < listing.reach]
    return set(near) <= set(seen(listing))


def test_one_list_is_whole(archive: FakeMemento) -> None:
    listing = listed(archive, Question(URL, MIDDLE))
    assert (seen(listing), listing.reach, listing.missing) == (MOMENTS, inf, None)
    assert archive.asked("/map/") == 1
    assert listing.captures[0].status is None
    assert listing.captures[0].place == archive.place(stamp_of(MOMENTS[0]), URL)


def test_the_nearest_pages_are_read_first_and_no_more_than_are_wanted(archive: FakeMemento) -> None:
    archive.ways = Ways(page=5)
    listing = listed(archive, Question(URL, MIDDLE, rows=8))
    assert archive.asked("/map/") == 3
    assert len(listing.captures) == 10
    assert 0 < listing.reach < inf
    assert nothing_nearer_is_hidden(listing, MIDDLE)


def test_one_side_is_asked_for_by_itself(archive: FakeMemento) -> None:
    archive.ways = Ways(page=5)
    listing = listed(archive, Question(URL, MIDDLE, first=MIDDLE))
    assert seen(listing) == [moment for moment in MOMENTS if moment >= MIDDLE]
    assert listing.reach == inf


def test_more_pages_than_are_read_leave_a_reach(archive: FakeMemento) -> None:
    archive.ways = Ways(page=1)
    listing = listed(archive, Question(URL, MIDDLE))
    assert archive.asked("/map/") == time_map.PAGES
    assert 0 < listing.reach < inf
    assert nothing_nearer_is_hidden(listing, MIDDLE)


def test_pages_of_which_nobody_says_when_they_begin_leave_everything_open(archive: FakeMemento) -> None:
    archive.ways = Ways(page=1, dated_index=False)
    assert listed(archive, Question(URL, MIDDLE)).reach == 0.0


@pytest.mark.parametrize("backward", [False, True])
def test_a_list_that_is_cut_reaches_as_far_as_it_was_read(archive: FakeMemento, backward: bool) -> None:
    archive.ways = Ways(backward=backward)
    near = (MOMENTS[50] if backward else MOMENTS[10]) + timedelta(hours=1)
    listing = listed(archive, Question(URL, near), cap=4000)
    assert 10 < len(listing.captures) < 50
    assert 0 < listing.reach < inf
    assert nothing_nearer_is_hidden(listing, near)
    far = MOMENTS[0] if backward else MOMENTS[-1]
    assert listed(archive, Question(URL, far), cap=4000).reach == 0.0


def test_a_page_that_cannot_be_read_is_said_to_be_missing(archive: FakeMemento) -> None:
    archive.ways = Ways(page=20)
    archive.faults = [Fault(9, Reply(503), prefix="/map/2/")]
    listing = listed(archive, Question(URL, MIDDLE))
    assert seen(listing) == MOMENTS[:40]
    assert listing.missing is Reason.SERVER_ERROR
    assert listing.reach == (MOMENTS[40] - MIDDLE).total_seconds()
    archive.faults = [Fault(9, Reply(404), prefix="/map/2/")]
    assert listed(archive, Question(URL, MIDDLE)).missing is Reason.INVALID_RESPONSE


def test_the_list_may_stand_elsewhere(archive: FakeMemento) -> None:
    archive.faults = [Fault(1, Reply(301, (("Location", f"/map/{URL}"),)), prefix="/map/")]
    assert seen(listed(archive, Question(URL, MIDDLE))) == MOMENTS


def test_what_is_never_asked_is_left_out_and_counted(archive: FakeMemento) -> None:
    archive.further = ['<http://archive.today/x>; rel="memento"; datetime="Fri, 01 May 2020 08:00:00 GMT"']
    listing = listed(archive, Question(URL, MIDDLE))
    assert seen(listing) == MOMENTS
    assert (listing.dropped, listing.missing) == (1, Reason.NOT_ASKED)


def test_no_list_is_no_proof() -> None:
    page = time_map.read(Answered("", 404, {}), "http://h.test/map/x")
    assert (page.captures, page.unseen) == ((), (EVER,))


@pytest.mark.parametrize(
    ("status", "body", "how", "reason"),
    [
        (200, b"", {}, Reason.INVALID_RESPONSE),
        (200, b"<html><a href='x'>y</a></html>", {}, Reason.INVALID_RESPONSE),
        (200, b"{}", {}, Reason.INVALID_RESPONSE),
        (204, b"", {}, Reason.INVALID_RESPONSE),
        (500, b"", {}, Reason.INVALID_RESPONSE),
        (200, b'<http://a.test/>; rel="original"', {"complete": False}, Reason.UNREACHABLE),
    ],
)
def test_what_is_no_list_is_no_empty_one(status: int, body: bytes, how: dict[str, bool], reason: Reason) -> None:
    with pytest.raises(UnansweredError) as raised:
        time_map.read(Answered("", status, {}, body, **how), "http://h.test/map/x")
    assert raised.value.reason is reason


WHOLE = (
    b'<http://a.test/>; rel="original",\n'
    b'<http://h.test/web/20200501080000/http://a.test/>; rel="memento"; datetime="Fri, 01 May 2020 08:00:00 GMT",\n'
    b'<http://h.test/web/20200502080000/http://a.test/>; rel="last memento"; datetime="Sat, 02 May 2020 08:00:00 GMT"'
)


# Where it breaks off between two links, nothing can tell.
@pytest.mark.parametrize("length", [at for at in range(1, len(WHOLE)) if WHOLE[at : at + 1] not in b',"'])
def test_a_list_that_ends_within_a_link_is_half_a_list(length: int) -> None:
    with pytest.raises(UnansweredError, match=Reason.INVALID_RESPONSE):
        time_map.read(Answered("", 200, {}, WHOLE[:length]), "http://h.test/map/x")
    assert len(time_map.read(Answered("", 200, {}, WHOLE), "http://h.test/map/x").captures) == 2


def test_a_comma_at_the_end_is_no_tear_where_the_length_is_known() -> None:
    body = WHOLE + b",\n"
    answer = Answered("", 200, {"Content-Length": str(len(body))}, body)
    assert len(time_map.read(answer, "http://h.test/map/x").captures) == 2
    with pytest.raises(UnansweredError):
        time_map.read(Answered("", 200, {}, body), "http://h.test/map/x")


def test_a_capture_without_a_moment_may_be_the_good_one(archive: FakeMemento) -> None:
    archive.further = [
        '<http://h.test/web/x/http://a.test/>; rel="memento"; datetime="some day in May"',
        WHOLE.decode(),
    ]
    listing = listed(archive, Question(URL, MIDDLE))
    assert (listing.dropped, listing.missing) == (1, Reason.INVALID_RESPONSE)


def test_a_list_without_captures_is_empty() -> None:
    page = time_map.read(Answered("", 200, {}, b'<http://a.test/>; rel="original"'), "http://h.test/map/x")
    assert page == time_map.Page()
