from __future__ import annotations

import asyncio
import dataclasses
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.fake_archive import FakeArchive, Held, key_of
from support.fake_time import NOW, FakeTime
from support.loopback import Fault, LoopbackServer, Reply
from support.transport import Answered, DirectClient, HttpxClient
from support.wayback_shapes import http_date, moment

from linkaudit.archives.asking.asker import Asker
from linkaudit.archives.asking.budget import Budget
from linkaudit.archives.asking.courtesy import Courtesy
from linkaudit.archives.holdings import ROWS
from linkaudit.archives.remote.wayback import Wayback
from linkaudit.archives.search import PLAYED, Searched
from linkaudit.models import PartialDate, Result

if TYPE_CHECKING:
    from linkaudit.archives.interface import Client
    from linkaudit.models import Lookup

URL = "http://example.org/page"
DATE = PartialDate(2020, 5, 31)
EARLY, BEFORE, AFTER, LATE = "20180501080000", "20200501080000", "20200615080000", "20220101080000"


def wayback(
    base: str, client: Client, time: FakeTime | None = None, *, budget: int = 0, timeout: float = 10.0, rows: int = ROWS
) -> Searched:
    time = time or FakeTime()
    courtesy = Courtesy(
        playback_per_minute=1e9, index_per_minute=1e9, budget=Budget(budget), clock=time.clock, sleep=time.sleep
    )
    asker = Asker(client, lambda _: courtesy, time.now, timeout=timeout)
    return Searched(Wayback(base, asker), time.now, rows=rows)


def closest(
    archive: FakeArchive, when: PartialDate | None = DATE, url: str = URL, *, budget: int = 0, timeout: float = 10.0
) -> Lookup:
    async def run() -> Lookup:
        async with HttpxClient() as client:
            return await wayback(archive.url, client, budget=budget, timeout=timeout).closest(url, when)

    return asyncio.run(run())


def hold(archive: FakeArchive, *held: Held) -> None:
    archive.held[key_of(URL)] = list(held)


def asked(archive: FakeArchive) -> tuple[int, int]:
    """Count the requests to playback and to the index."""
    return archive.asked("/web/"), archive.asked("/cdx/")


# What answers, and what it costs.


def test_a_capture_before_the_date_costs_two_requests(archive: FakeArchive) -> None:
    hold(archive, Held(EARLY), Held(BEFORE), Held(LATE))
    lookup = closest(archive)
    assert (lookup.result, lookup.reason, lookup.url, lookup.at) == (Result.FOUND, "ok", URL, DATE)
    assert lookup.looked_up_at == NOW
    assert lookup.memento is not None
    assert lookup.memento.captured_at == datetime(2020, 5, 1, 8, tzinfo=UTC)
    assert lookup.memento.memento_url == f"{archive.url}/web/{BEFORE}/{URL}"
    assert (lookup.memento.status, lookup.memento.original) == (200, URL)
    assert lookup.memento.archive == lookup.archive == archive.url.removeprefix("http://")
    assert lookup.distance_days == -30
    assert asked(archive) == (2, 0)


@pytest.mark.parametrize(("links", "cost"), [(True, (3, 0)), (False, (3, 1))])
def test_a_nearer_capture_after_the_date_gives_way_to_one_before(
    archive: FakeArchive, links: bool, cost: tuple[int, int]
) -> None:
    hold(archive, Held(EARLY), Held(AFTER), Held(LATE))
    archive.links = links
    assert found(closest(archive)) == EARLY
    assert asked(archive) == cost


@pytest.mark.parametrize(("links", "cost"), [(True, (2, 0)), (False, (2, 1))])
def test_captured_only_after_the_date_the_first_one_answers(
    archive: FakeArchive, links: bool, cost: tuple[int, int]
) -> None:
    hold(archive, Held(AFTER), Held(LATE))
    archive.links = links
    lookup = closest(archive)
    assert found(lookup) == AFTER
    assert lookup.distance_days == 15
    assert asked(archive) == cost


def test_never_captured_costs_one_request(archive: FakeArchive) -> None:
    lookup = closest(archive)
    assert (lookup.result, lookup.reason, lookup.memento) == (Result.ABSENT, "no-capture", None)
    assert asked(archive) == (1, 0)


def test_a_capture_in_the_last_second_of_the_date_costs_one_request(archive: FakeArchive) -> None:
    hold(archive, Held("20200531235959"), Held("20200601000000"))
    assert found(closest(archive)) == "20200531235959"
    assert asked(archive) == (1, 0)


@pytest.mark.parametrize(
    ("when", "stamp"),
    [
        (PartialDate(2018), "20181231235959"),
        (PartialDate(2018, 12), "20181231235959"),
        (PartialDate(2019, 1, 1), "20190101120000"),
        (PartialDate(2019, 1), "20190131235959"),
        (PartialDate(2018, 12, 30), "20181231235959"),
        (None, "20190201000000"),
        (PartialDate(9999, 12, 31), "20190201000000"),
        (PartialDate(1900), "20181231235959"),
    ],
)
def test_precision_decides_where_the_date_ends(archive: FakeArchive, when: PartialDate | None, stamp: str) -> None:
    hold(archive, *map(Held, ["20181231235959", "20190101120000", "20190131235959", "20190201000000"]))
    assert found(closest(archive, when)) == stamp


@pytest.mark.parametrize("see_other", [302, 307])
@pytest.mark.parametrize("relative", [True, False])
def test_redirects_to_the_capture_come_in_several_forms(archive: FakeArchive, see_other: int, relative: bool) -> None:
    archive.see_other, archive.relative = see_other, relative
    hold(archive, Held(BEFORE))
    assert found(closest(archive)) == BEFORE


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("error", [404, 410, 500, 503, 429, 403])
def test_archived_errors_give_way_to_a_good_capture(archive: FakeArchive, links: bool, error: int) -> None:
    archive.links = links
    hold(archive, Held(EARLY), Held(BEFORE, error, "oops"), Held(AFTER, error, "oops"))
    assert found(closest(archive)) == EARLY
    hold(archive, Held(BEFORE, error, "oops"), Held(AFTER, error, "oops"), Held(LATE))
    assert found(closest(archive)) == LATE


@pytest.mark.parametrize("links", [True, False])
def test_nothing_but_errors_is_absent_for_that_reason(archive: FakeArchive, links: bool) -> None:
    archive.links = links
    hold(archive, Held(EARLY, 404), Held(BEFORE, 503), Held(AFTER, 429), Held(LATE, 204))
    lookup = closest(archive)
    assert (lookup.result, lookup.reason, lookup.memento) == (Result.ABSENT, "only-errors", None)


def test_that_errors_are_all_there_is_is_asked_of_the_index_too(archive: FakeArchive) -> None:
    hold(archive, Held(EARLY, 404), Held(BEFORE, 404))
    assert closest(archive).reason == "only-errors"
    assert asked(archive) == (3, 1)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (f"{key_of(URL)} 20131414230300 {URL} text/html 200 {'A' * 32} 1", "unknown invalid-response"),
        (f"{key_of(URL)} 20131414230300 {URL} text/html 404 {'A' * 32} 1", "absent only-errors"),
        (f"{key_of(URL)} 20130504230300 {URL}", "unknown invalid-response"),
    ],
)
def test_a_row_that_cannot_be_read_may_be_the_good_one(archive: FakeArchive, row: str, reason: str) -> None:
    archive.odd_rows = [row]
    hold(archive, Held(BEFORE, 404))
    lookup = closest(archive)
    assert f"{lookup.result} {lookup.reason}" == reason
    hold(archive, Held(EARLY), Held(BEFORE, 404))
    assert closest(archive).result is Result.FOUND


def test_an_index_that_breaks_off_within_a_row_says_nothing() -> None:
    def torn(answer: Answered) -> Answered:
        return dataclasses.replace(answer, body=answer.body[:-90] if "/cdx/" in answer.url else answer.body)

    archive = FakeArchive({URL: [Held(EARLY), Held(BEFORE, 404)]})
    archive.links = False
    assert unknown(asyncio.run(wayback("http://a.test", DirectClient(archive, torn)).closest(URL, DATE))) == (
        "invalid-response"
    )


@pytest.mark.parametrize("links", [True, False])
def test_a_redirect_answers_where_nothing_else_does(archive: FakeArchive, links: bool) -> None:
    archive.links = links
    moved = "http://example.org/new"
    hold(archive, Held(EARLY, 301, "", location=moved), Held(BEFORE, 404), Held(AFTER, 302, "", location=moved))
    lookup = closest(archive)
    assert found(lookup) == EARLY
    assert lookup.memento is not None
    assert lookup.memento.status == 301
    hold(archive, Held(EARLY, 301, "", location=moved), Held(BEFORE, 404), Held(LATE))
    assert found(closest(archive)) == LATE


def test_a_redirect_to_itself_over_https_is_no_redirect_of_the_archive(archive: FakeArchive) -> None:
    secure = URL.replace("http:", "https:")
    hold(archive, Held(BEFORE, 301, "", location=secure), Held("20200501080001"))
    assert found(closest(archive)) == "20200501080001"
    hold(archive, Held(BEFORE, 301, "", location=secure))
    assert found(closest(archive)) == BEFORE


@pytest.mark.parametrize("links", [True, False])
def test_a_revisit_counts_as_what_it_repeats(archive: FakeArchive, links: bool) -> None:
    archive.links = links
    hold(archive, Held(EARLY), Held(BEFORE, revisit=True), Held(AFTER, 404, "gone"))
    assert found(closest(archive)) == BEFORE
    repeated = [Held(f"2019{month:02d}01000000", 404, "gone", revisit=True) for month in range(1, 13)]
    hold(archive, Held(EARLY), Held("20181201000000", 404, "gone"), *repeated)
    assert found(closest(archive)) == EARLY


def test_revisits_are_played_back_once_for_each_payload(archive: FakeArchive) -> None:
    archive.links = False
    repeated = [Held(f"2019{month:02d}01000000", 404, "gone", revisit=True) for month in range(1, 13)]
    hold(archive, Held(EARLY), *repeated, Held("20200101000000", 404, "other"))
    assert found(closest(archive)) == EARLY
    assert asked(archive) == (4, 1)


def test_a_listed_revisit_that_cannot_be_played_back_does_not_answer(archive: FakeArchive) -> None:
    archive.links = False
    hold(archive, Held(EARLY), Held("20200101000000", revisit=True), Held(BEFORE, 404))
    archive.unplayable = {"20200101000000"}
    assert found(closest(archive)) == EARLY


def test_too_many_revisits_of_errors_leave_it_unknown(archive: FakeArchive) -> None:
    archive.links = False
    hold(
        archive,
        *(Held(f"2019{n:02d}01000000", 404, f"gone {n}", revisit=True) for n in range(1, 13)),
        *(Held(f"2018{n:02d}01000000", 404, f"lost {n}", revisit=True) for n in range(1, 13)),
        Held(EARLY.replace("2018", "2017")),
        Held(BEFORE, 404),
    )
    lookup = closest(archive)
    assert (lookup.result, lookup.reason) == (Result.UNKNOWN, "unsettled")
    assert asked(archive) == (2 + PLAYED - 1, 1)


def test_a_capture_that_leads_on_to_another_is_settled_by_the_index(archive: FakeArchive) -> None:
    hold(archive, Held(EARLY), Held(AFTER))
    beyond = Reply(302, (("Location", f"/web/{LATE}id_/{URL}"),))
    archive.faults = [Fault(reply=beyond, prefix=f"/web/{AFTER}")]
    assert found(closest(archive)) == EARLY
    assert asked(archive) == (3, 1)


def test_a_capture_shown_in_place_of_the_one_asked_for_is_not_taken_for_the_nearest(archive: FakeArchive) -> None:
    hold(archive, Held(EARLY), Held(BEFORE))
    archive.faults = [Fault(reply=Reply(200, (("Memento-Datetime", http_date(EARLY)),)), prefix=f"/web/{BEFORE}")]
    assert found(closest(archive)) == BEFORE
    assert asked(archive) == (3, 1)


def test_neighbours_that_contradict_the_nearest_are_settled_by_the_index(archive: FakeArchive) -> None:
    hold(archive, Held(AFTER), Held(LATE))
    archive.faults = [Fault(reply=Reply(302, (("Location", f"/web/{LATE}id_/{URL}"),)))]
    assert found(closest(archive)) == AFTER
    assert asked(archive) == (3, 1)


def test_without_a_date_the_latest_good_capture_answers(archive: FakeArchive) -> None:
    hold(archive, Held(EARLY), Held(LATE), Held("20260101000000", 404), Held("20261121235959"))
    assert found(closest(archive, None)) == "20261121235959"
    hold(archive, Held(EARLY), Held(LATE), Held("20260101000000", 404))
    lookup = closest(archive, None)
    assert found(lookup) == LATE
    assert lookup.distance_days is None


def test_bad_rows_in_the_index_are_counted_and_kill_nothing(archive: FakeArchive) -> None:
    archive.links = False
    row = Held(BEFORE).row(URL)
    archive.odd_rows = [row.replace(BEFORE, "20000008241731"), row.replace(BEFORE, "20131414230300"), "rubbish"]
    hold(archive, Held(AFTER, 404), Held("20000824173100"), Held("19990101000000"))

    async def run() -> tuple[Lookup, Wayback]:
        async with HttpxClient() as client:
            service = wayback(archive.url, client)
            assert isinstance(service.holdings, Wayback)
            return await service.closest(URL, DATE), service.holdings

    lookup, service = asyncio.run(run())
    assert found(lookup) == "20000824173100"
    assert (service.rows_repaired, service.rows_dropped) == (1, 2)


def test_the_url_is_asked_for_without_fragment_and_credentials_and_is_no_pattern(archive: FakeArchive) -> None:
    lookup = closest(archive, url="http://me:secret@example.org/a b/*#part")
    assert (lookup.url, lookup.reason) == ("http://me:secret@example.org/a b/*#part", "no-capture")
    assert archive.requests[0].target == "/web/20200531235959id_/http://example.org/a%20b/%2A"
    assert "authorization" not in archive.requests[0].headers


# What cannot be looked up is never absent.


def unknown(lookup: Lookup) -> str:
    assert lookup.result is Result.UNKNOWN
    assert lookup.memento is None
    return lookup.reason


HTML = b"<html><title>Something went wrong</title>" + b"x" * 500 + b"</html>"
ERRORS_IN_BOTH_PARTS = [
    (Fault(reply=Reply(429, (), HTML)), "refused"),
    (Fault(reply=Reply(429)), "refused"),
    (Fault(reply=Reply(500, (), HTML)), "server-error"),
    (Fault(reply=Reply(503, (("Retry-After", "120"),))), "server-error"),
    (Fault(reply=Reply(504)), "server-error"),
    (Fault(reply=Reply(200, (), HTML)), "invalid-response"),
    (Fault(reply=Reply(400, (), HTML)), "invalid-response"),
    (Fault(reply=Reply(302, (("Location", "https://archive.org/account/login"),))), "invalid-response"),
    (Fault(reply=Reply(403, (), HTML)), "refused"),
    (Fault(reply=Reply(451)), "blocked-by-archive"),
    (Fault(drop=True), "unreachable"),
    (Fault(stall=4.0), "timeout"),
]


@pytest.mark.parametrize(("fault", "reason"), ERRORS_IN_BOTH_PARTS)
@pytest.mark.parametrize("prefix", ["/web/", "/cdx/"])
def test_trouble_in_either_part_is_unknown(archive: FakeArchive, prefix: str, fault: Fault, reason: str) -> None:
    archive.links = False
    hold(archive, Held(EARLY), Held(AFTER))
    archive.faults = [Fault(1, fault.reply, fault.stall, fault.drop, prefix)]
    assert unknown(closest(archive, timeout=1.0 if fault.stall else 10.0)) == reason


@pytest.mark.parametrize(
    ("reply", "reason"),
    [(Reply(503), "server-error"), (Reply(429), "refused"), (Reply(403), "refused")],
)
def test_trouble_with_the_capture_itself_is_unknown(archive: FakeArchive, reply: Reply, reason: str) -> None:
    hold(archive, Held(BEFORE))
    archive.faults = [Fault(reply=reply, prefix=f"/web/{BEFORE}")]
    assert unknown(closest(archive)) == reason


def test_a_withheld_site_is_unknown(archive: FakeArchive) -> None:
    hold(archive, Held(BEFORE))
    archive.blocked = {key_of(URL)}
    assert unknown(closest(archive)) == "blocked-by-archive"
    assert asked(archive) == (1, 0)


def test_a_site_that_only_the_index_withholds_is_unknown(archive: FakeArchive) -> None:
    archive.links = False
    hold(archive, Held(AFTER))
    reply = Reply(403, (), b"org.archive.util.io.RuntimeIOException: Blocked Site Error")
    archive.faults = [Fault(reply=reply, prefix="/cdx/")]
    assert unknown(closest(archive)) == "blocked-by-archive"


def test_an_archive_that_is_not_there_is_unreachable() -> None:
    with FakeArchive() as archive:
        base = archive.url
    time = FakeTime()

    async def run() -> list[str]:
        async with HttpxClient() as client:
            service = wayback(base, client, time)
            return [unknown(await service.closest(URL, DATE)) for _ in range(5)]

    # A refused connection is how a firewall shuts out, so it counts as a refusal: two pauses, then the end.
    assert asyncio.run(run()) == ["unreachable"] * 3 + ["given-up"] * 2
    assert time.slept == [60.0, 120.0]


def test_half_a_listing_is_no_listing(archive: FakeArchive) -> None:
    archive.links = False
    hold(archive, Held(EARLY), Held(AFTER))

    def broken(answer: Answered) -> Answered:
        return dataclasses.replace(answer, complete="/cdx/" not in answer.url)

    lookup = asyncio.run(wayback(archive.url, DirectClient(archive, broken)).closest(URL, DATE))
    assert unknown(lookup) == "unreachable"


def test_a_storm_of_refusals_never_says_absent(archive: FakeArchive) -> None:
    archive.faults = [Fault(10_000, Reply(429, (), HTML))]
    time = FakeTime()

    async def run() -> list[str]:
        async with HttpxClient() as client:
            service = wayback(archive.url, client, time)
            lookups = await asyncio.gather(*(service.closest(f"{URL}/{n}", DATE) for n in range(100)))
            return [unknown(lookup) for lookup in lookups]

    reasons = asyncio.run(run())
    assert set(reasons) == {"refused", "given-up"}
    # Three times what is in flight, which on a busy machine are fewer than may be.
    assert 3 <= len(archive.requests) <= 12
    assert sorted(set(time.slept)) == [60.0, 120.0]


@pytest.mark.parametrize(("budget", "reason"), [(1, "budget-spent"), (2, "budget-spent")])
def test_a_look_up_that_the_budget_cuts_short_is_unknown(archive: FakeArchive, budget: int, reason: str) -> None:
    archive.links = False
    hold(archive, Held(AFTER))
    assert unknown(closest(archive, budget=budget)) == reason
    assert len(archive.requests) == budget


@pytest.mark.parametrize(
    ("url", "when", "reason"),
    [
        ("mailto:someone@example.org", DATE, "not-asked"),
        ("../chapter.html", DATE, "not-asked"),
        (URL, PartialDate(2018, 2, 31), "impossible-date"),
        (URL, PartialDate(0), "impossible-date"),
    ],
)
def test_what_cannot_be_asked_is_not_asked(archive: FakeArchive, url: str, when: PartialDate, reason: str) -> None:
    assert unknown(closest(archive, when, url)) == reason
    assert archive.requests == []


# Never wrong: any captures, any date, in every manner of answering, against the definition.


STATUSES = [200, 200, 203, 206, 301, 302, 308, 304, 404, 404, 503]
stamps = st.integers(0, 120).map(
    lambda days: f"{datetime(2020, 3, 1, 12, tzinfo=UTC) + timedelta(days=days):%Y%m%d%H%M%S}"
)
held_lists = st.lists(
    st.builds(Held, stamps, st.sampled_from(STATUSES), st.sampled_from("abc"), st.booleans()),
    max_size=14,
    unique_by=lambda held: held.stamp,
)


def one_status_for_each_payload(held: list[Held]) -> list[Held]:
    """Make revisits say what they repeat: the same payload has the same status throughout."""
    statuses: dict[str, int] = {}
    return [Held(each.stamp, statuses.setdefault(each.body, each.status), each.body, each.revisit) for each in held]


def expected(held: list[Held], end: datetime) -> tuple[str, str]:
    for statuses in ((200, 203, 206), (301, 302, 308)):
        tier = [each.stamp for each in held if each.status in statuses]
        before = [stamp for stamp in tier if moment(stamp) <= end]
        if tier:
            return "found", max(before) if before else min(tier)
    return "absent", "only-errors" if held else "no-capture"


@settings(max_examples=500, deadline=None)
@given(held_lists, st.integers(-10, 130), st.booleans(), st.booleans(), st.integers(1, 6))
def test_the_answer_is_what_the_definition_says(
    held: list[Held], day: int, links: bool, filters: bool, rows: int
) -> None:
    held = one_status_for_each_payload(held)
    archive = FakeArchive({URL: held})
    archive.links, archive.filters = links, filters
    date = datetime(2020, 3, 1, tzinfo=UTC) + timedelta(days=day)
    service = wayback("http://a.test", DirectClient(archive), rows=rows)
    lookup = asyncio.run(service.closest(URL, PartialDate.of(date)))
    truth = expected(held, date + timedelta(days=1, seconds=-1))
    if lookup.reason == "unsettled":  # only where a short listing is full of what cannot answer
        crowd = [each for each in held if not filters or each.status == 304 or each.revisit]
        assert len(crowd) >= rows
    else:
        assert (str(lookup.result), found(lookup) if lookup.memento else lookup.reason) == truth


@settings(max_examples=300, deadline=None)
@given(held_lists, st.integers(-10, 130), st.booleans(), st.booleans())
def test_with_room_for_all_rows_it_is_always_settled(held: list[Held], day: int, links: bool, filters: bool) -> None:
    held = one_status_for_each_payload(held)
    archive = FakeArchive({URL: held})
    archive.links, archive.filters, archive.relative = links, filters, True
    date = datetime(2020, 3, 1, tzinfo=UTC) + timedelta(days=day)
    lookup = asyncio.run(wayback("http://a.test", DirectClient(archive)).closest(URL, PartialDate.of(date)))
    truth = expected(held, date + timedelta(days=1, seconds=-1))
    assert (str(lookup.result), found(lookup) if lookup.memento else lookup.reason) == truth


class Babble(LoopbackServer):
    """Answers anything at all."""

    def __init__(self, replies: list[Reply]) -> None:
        super().__init__()
        self._replies = replies

    def answer(self, request: object) -> Reply:
        return self._replies.pop() if self._replies else Reply(500)


words = st.sampled_from(
    ["", "Tue, 01 May 2018 08:00:00 GMT", "0", f"/web/{BEFORE}id_/{URL}", "\x00", '<x>; rel="first memento"', "429"]
)
replies = st.builds(
    Reply,
    st.sampled_from([200, 204, 301, 302, 307, 400, 403, 405, 410, 429, 451, 500, 503]),
    st.lists(st.tuples(st.sampled_from(["Location", "Link", "Retry-After", "Content-Type"]), words)).map(tuple),
    st.one_of(st.binary(max_size=200), st.just(HTML)),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(replies, max_size=4))
def test_no_babble_is_taken_for_an_answer(said: list[Reply]) -> None:
    lookup = asyncio.run(wayback("http://a.test", DirectClient(Babble(said))).closest(URL, DATE))
    assert lookup.result is Result.UNKNOWN


def found(lookup: Lookup) -> str:
    assert lookup.memento is not None, lookup
    assert lookup.result is Result.FOUND
    return f"{lookup.memento.captured_at:%Y%m%d%H%M%S}"
