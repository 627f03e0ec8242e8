from __future__ import annotations

import asyncio
import dataclasses
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from support.fake_archive import FakeArchive, Held
from support.fake_time import NOW, FakeTime
from support.loopback import Fault, Reply, Request
from support.pages import GOOD, LOGIN, PARKED, SENDS_ON, SOFT_404, WALL, page
from support.transport import Answered, DirectClient, HttpxClient
from support.wayback_shapes import http_date

from linkaudit.archives.asking.asker import Asker
from linkaudit.archives.asking.courtesy import Courtesy
from linkaudit.archives.choose import GOOD as GOOD_STATUSES
from linkaudit.archives.choose import REDIRECTS, Capture
from linkaudit.archives.holdings import Listing, Question, Shown, Wanted
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote.wayback import Wayback
from linkaudit.archives.search import LEFT_OUT, PLAYED, Searched
from linkaudit.content.passages import likeness, sample
from linkaudit.models import Lookup, PartialDate, Result

if TYPE_CHECKING:
    from linkaudit.archives.interface import Client

URL = "http://example.org/canal/lock-keepers"
DATE = PartialDate(2020, 5, 31)
END = datetime(2020, 5, 31, 23, 59, 59, tzinfo=UTC)
EARLY, BEFORE, AFTER, LATE = "20180501080000", "20200501080000", "20200615080000", "20220101080000"
MOVED = "http://example.org/rivers/books"


def searched(base: str, client: Client) -> Searched:
    time = FakeTime()
    courtesy = Courtesy(playback_per_minute=1e9, index_per_minute=1e9, clock=time.clock, sleep=time.sleep)
    return Searched(Wayback(base, Asker(client, lambda _: courtesy, time.now)), time.now, extractor="built-in")


def closest(archive: FakeArchive, *held: Held, links: bool = True, when: PartialDate | None = DATE) -> Lookup:
    """Ask the archive, which holds these captures and no others, over a real connection."""
    archive.held, archive.links, archive.requests = {}, links, []
    archive.hold(URL, *held)

    async def run() -> Lookup:
        async with HttpxClient() as client:
            return await searched(archive.url, client).closest(URL, when)

    return asyncio.run(run())


def outcome(lookup: Lookup) -> str:
    assert (lookup.memento is not None) is (lookup.result is Result.FOUND)
    return f"{lookup.memento.captured_at:%Y%m%d%H%M%S}" if lookup.memento else f"{lookup.result} {lookup.reason}"


def asked(archive: FakeArchive) -> tuple[int, int]:
    """Count the requests to playback and to the index."""
    return archive.asked("/web/"), archive.asked("/cdx/")


# What an index calls good and a reader would not.


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("soft", [SOFT_404, LOGIN, PARKED, WALL])
def test_what_stands_in_for_the_page_is_passed_over(archive: FakeArchive, soft: str, links: bool) -> None:
    good = Held(EARLY, body=GOOD)
    assert outcome(closest(archive, good, Held(BEFORE, body=soft), Held(AFTER, body=soft), links=links)) == EARLY
    assert outcome(closest(archive, Held(BEFORE, body=soft), Held(LATE, body=GOOD), links=links)) == LATE


@pytest.mark.parametrize("links", [True, False])
def test_nothing_but_soft_pages_and_errors_is_absent_for_that_reason(archive: FakeArchive, links: bool) -> None:
    lookup = closest(archive, Held(EARLY, body=SOFT_404), Held(BEFORE, body=LOGIN), Held(LATE, 404), links=links)
    assert outcome(lookup) == "absent only-soft-pages"
    lookup = closest(archive, Held(EARLY, body=SOFT_404), Held(BEFORE, 404), links=links)
    assert outcome(lookup) == "absent only-soft-pages"
    assert outcome(closest(archive, Held(EARLY, 404), Held(BEFORE, 404), links=links)) == "absent only-errors"


def test_the_same_request_tells_status_and_page(archive: FakeArchive) -> None:
    lookup = closest(archive, Held(EARLY, body=SOFT_404), Held(BEFORE, body=GOOD), Held(LATE, body=GOOD))
    assert outcome(lookup) == BEFORE
    assert asked(archive) == (2, 0)  # to the nearest, and that one
    assert lookup.memento is not None
    assert lookup.memento.title == "The books of the lock keepers"
    assert lookup.memento.words > 90
    assert likeness(lookup.memento.passages, sample(" ".join(GOOD.split()), by=lookup.memento.passages[1])) is not None


def test_one_listing_serves_for_all_that_is_passed_over(archive: FakeArchive) -> None:
    soft = [Held(f"2019{month:02d}01000000", body=f"{SOFT_404}<!-- {month} -->") for month in range(1, 13)]
    assert outcome(closest(archive, Held(EARLY, body=GOOD), *soft, links=False)) == EARLY
    assert asked(archive) == (1 + 12 + 1, 1)


def test_captures_that_name_the_one_before_are_followed_back_a_little_before_the_index_is_asked(
    archive: FakeArchive,
) -> None:
    soft = [Held(f"2019{month:02d}01000000", body=f"{SOFT_404}<!-- {month} -->") for month in range(1, 13)]
    assert outcome(closest(archive, Held(EARLY, body=GOOD), *soft[:5])) == EARLY
    assert asked(archive) == (1 + 6, 0)
    assert outcome(closest(archive, Held(EARLY, body=GOOD), *soft)) == EARLY
    assert asked(archive) == (1 + 12 + 1, 1)


def test_the_same_payload_is_played_back_once(archive: FakeArchive) -> None:
    soft = [Held(f"2019{month:02d}01000000", body=SOFT_404) for month in range(1, 13)]
    assert outcome(closest(archive, Held(EARLY, body=GOOD), *soft, links=False)) == EARLY
    assert asked(archive) == (3, 1)


def days(number: int, **what: Any) -> list[Held]:
    """Hold a capture for each of so many days up to the date."""
    moments = (END - timedelta(days=back + 1) for back in range(number))
    return [Held(f"{moment:%Y%m%d}000000", **what) for moment in moments]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("bodies", [1, 3])
def test_hundreds_of_revisits_of_an_error_do_not_hide_the_page(archive: FakeArchive, links: bool, bodies: int) -> None:
    lost = [replace_body(each, f"lost {at % bodies}") for at, each in enumerate(days(250, status=404, revisit=True))]
    assert outcome(closest(archive, Held(EARLY, body=GOOD), *lost, links=links)) == EARLY
    assert asked(archive)[1] <= 1 + 1 + LEFT_OUT
    soft = days(250, body=SOFT_404)
    assert outcome(closest(archive, Held(EARLY, body=GOOD), *soft, links=links)) == EARLY
    archive.filters = False  # then what lies behind them is not known
    assert outcome(closest(archive, Held(EARLY, body=GOOD), *lost, links=links)) == "unknown unsettled"
    archive.filters = True


def replace_body(held: Held, body: str) -> Held:
    return dataclasses.replace(held, body=body)


def test_a_revisit_of_a_soft_page_is_one(archive: FakeArchive) -> None:
    revisits = [Held(f"2019{month:02d}01000000", body=SOFT_404, revisit=True) for month in range(2, 13)]
    held = [Held(EARLY, body=GOOD), Held("20190101000000", body=SOFT_404), *revisits]
    assert outcome(closest(archive, *held, links=False)) == EARLY
    assert asked(archive) == (3, 1)


def test_too_many_soft_pages_leave_it_unknown(archive: FakeArchive) -> None:
    first = datetime(2019, 1, 1, tzinfo=UTC)
    soft = [Held(f"{first + timedelta(days=n):%Y%m%d%H%M%S}", body=f"{SOFT_404}<!-- {n} -->") for n in range(40)]
    lookup = closest(archive, Held(EARLY, body=GOOD), *soft, links=False)
    assert outcome(lookup) == "unknown unsettled"
    assert asked(archive) == (1 + PLAYED, 1)


# Redirects.


@pytest.mark.parametrize("links", [True, False])
def test_a_redirect_answers_where_only_soft_pages_and_errors_are_besides(archive: FakeArchive, links: bool) -> None:
    moved = Held(EARLY, 301, "", location=MOVED)
    lookup = closest(archive, moved, Held(BEFORE, body=SOFT_404), Held(AFTER, 404), links=links)
    assert outcome(lookup) == EARLY
    assert lookup.memento is not None
    assert (lookup.memento.status, lookup.memento.title, lookup.memento.words) == (301, "", 0)


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("place", ["http://example.org/login?next=/canal", "http://example.org/errors/404.html"])
def test_a_redirect_to_a_login_or_an_error_page_never_answers(archive: FakeArchive, place: str, links: bool) -> None:
    to_nothing = Held(BEFORE, 302, "", location=place)
    assert outcome(closest(archive, to_nothing, links=links)) == "absent only-soft-pages"
    assert outcome(closest(archive, Held(EARLY, 302, "", location=MOVED), to_nothing, links=links)) == EARLY


@pytest.mark.parametrize("links", [True, False])
def test_a_page_that_sends_its_readers_on_counts_as_a_redirect(archive: FakeArchive, links: bool) -> None:
    sends_on = Held(BEFORE, body=SENDS_ON)
    assert outcome(closest(archive, sends_on, links=links)) == BEFORE
    assert outcome(closest(archive, Held(EARLY, body=GOOD), sends_on, links=links)) == EARLY
    assert outcome(closest(archive, sends_on, Held(LATE, body=GOOD), links=links)) == LATE
    redirect = Held(EARLY, 302, "", location=MOVED)
    assert outcome(closest(archive, redirect, sends_on, Held(LATE, 404), links=links)) == BEFORE


class OneSecond(FakeArchive):
    """Has the redirect to https and the page in the same second, and plays back each under its own scheme."""

    def _play(self, stamp: str, flag: str, url: str) -> Reply:
        if stamp != BEFORE:
            return super()._play(stamp, flag, url)
        headers = (("Memento-Datetime", http_date(stamp)), ("Content-Type", "text/html"))
        if url.startswith("https:"):
            return Reply(200, headers, GOOD.encode())
        secure = url.replace("http:", "https:")
        return Reply(301, (*headers, ("Location", f"/web/{stamp}{flag}/{secure}")))


def test_a_page_and_the_redirect_to_it_in_the_same_second_are_the_page() -> None:
    archive = OneSecond({URL: [Held(BEFORE, 301, "", location=MOVED), Held(BEFORE, body=GOOD), Held(EARLY, 404)]})
    lookup = asyncio.run(searched("http://a.test", DirectClient(archive)).closest(URL, DATE))
    assert outcome(lookup) == BEFORE
    assert lookup.memento is not None
    assert (lookup.memento.status, lookup.memento.title) == (200, "The books of the lock keepers")


# What cannot be read.


@pytest.mark.parametrize("kind", ["application/pdf", "image/png", "application/json"])
def test_what_is_no_page_is_good_by_its_status_and_is_not_read(archive: FakeArchive, kind: str) -> None:
    read: list[bool] = []

    def watched(answer: Answered) -> Answered:
        if "Memento-Datetime" in answer.headers:
            read.append(bool(answer.body))
        return answer

    archive.hold(URL, Held(BEFORE, body="page not found", kind=kind))
    lookup = asyncio.run(searched(archive.url, DirectClient(archive, watched)).closest(URL, DATE))
    assert outcome(lookup) == BEFORE
    assert lookup.memento is not None
    assert (lookup.memento.title, lookup.memento.words, lookup.memento.passages) == ("", 0, "")
    assert read == [False]


@pytest.mark.parametrize("body", [GOOD, SOFT_404])
def test_of_a_page_that_breaks_off_nobody_knows_what_it_is(body: str) -> None:
    def broken(answer: Answered) -> Answered:
        return dataclasses.replace(answer, body=answer.body[:90], complete="id_" not in answer.url)

    archive = FakeArchive({URL: [Held(BEFORE, body=body)]})
    lookup = asyncio.run(searched("http://a.test", DirectClient(archive, broken)).closest(URL, DATE))
    assert outcome(lookup) == "unknown unreachable"


def test_of_a_huge_page_only_the_beginning_is_read(archive: FakeArchive) -> None:
    huge = page(text=" ".join(f"word{number}" for number in range(100_000)))
    archive.hold(URL, Held(BEFORE, body=huge))

    async def run() -> Lookup:
        async with HttpxClient(cap=20_000) as client:
            return await searched(archive.url, client).closest(URL, DATE)

    lookup = asyncio.run(run())
    assert outcome(lookup) == BEFORE
    assert lookup.memento is not None
    assert 1000 < lookup.memento.words < 3000


@pytest.mark.parametrize("status", [429, 500, 503, 403])
@pytest.mark.parametrize("links", [True, False])
def test_trouble_with_the_playback_of_a_listed_capture_is_never_absent(
    archive: FakeArchive, status: int, links: bool
) -> None:
    archive.faults = [Fault(reply=Reply(status), prefix=f"/web/{EARLY}")]
    lookup = closest(archive, Held(EARLY, body=GOOD), Held(AFTER, body=GOOD), links=links)
    assert lookup.result is Result.UNKNOWN


def test_a_capture_without_a_readable_moment_is_never_absent(archive: FakeArchive) -> None:
    reply = Reply(200, (("Memento-Datetime", "some time in May"), ("Content-Type", "text/html")), GOOD.encode())
    archive.faults = [Fault(reply=reply, prefix=f"/web/{BEFORE}")]
    assert outcome(closest(archive, Held(BEFORE, body=GOOD))) == "unknown invalid-response"


def test_a_capture_that_is_named_and_neither_shown_nor_listed_is_never_absent(archive: FakeArchive) -> None:
    archive.faults = [Fault(reply=Reply(302, (("Location", f"/web/{BEFORE}id_/{URL}"),)))]
    assert outcome(closest(archive)) == "unknown invalid-response"


WORLDS = {
    "good": [Held(EARLY, body=GOOD), Held(BEFORE, body=GOOD)],
    "late": [Held(AFTER, body=GOOD), Held(LATE, body=GOOD)],
    "soft": [Held(EARLY, body=GOOD), Held(BEFORE, body=SOFT_404), Held(AFTER, 404)],
    "errors": [Held(EARLY, 404), Held(BEFORE, 503), Held(LATE, 410)],
    "moved": [Held(EARLY, 301, "", location=MOVED), Held(BEFORE, 404), Held(LATE, 404)],
    "none": [],
}
TROUBLE = {
    "429": Reply(429),
    "429 with a time": Reply(429, (("Retry-After", "7"),)),
    "403": Reply(403),
    "503": Reply(503),
    "another page": Reply(200, (), b"<html><p>Welcome to the hotel's network.</p></html>"),
    "nothing": Reply(200),
    "a login": Reply(302, (("Location", "https://login.test/"),)),
    "no moment": Reply(200, (("Memento-Datetime", "some time in May"),)),
    "a broken connection": None,
}


class Failing(FakeArchive):
    """Fails at one request, and answers all others."""

    def __init__(self, held: list[Held], links: bool, trouble: Reply | None, at: int) -> None:
        super().__init__({URL: held})
        self.links = links
        self.count = 0
        self._trouble = trouble
        self._at = at

    def reply_to(self, request: Request) -> Reply | None:
        self.count += 1
        return self._trouble if self.count == self._at else super().reply_to(request)


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("world", WORLDS)
@pytest.mark.parametrize("trouble", TROUBLE)
def test_whatever_fails_at_whatever_request_the_answer_is_right_or_unknown(
    world: str, trouble: str, links: bool
) -> None:
    def ask(at: int) -> tuple[str, int]:
        archive = Failing(WORLDS[world], links, TROUBLE[trouble], at)
        lookup = asyncio.run(searched("http://a.test", DirectClient(archive)).closest(URL, DATE))
        return outcome(lookup), archive.count

    truth, requests = ask(0)
    assert truth == {"good": BEFORE, "late": AFTER, "soft": EARLY, "moved": EARLY}.get(world, truth)
    answers = [ask(at)[0] for at in range(1, requests + 1)]
    assert [answer for answer in answers if answer != truth and not answer.startswith("unknown")] == []
    assert answers


# Any archive: with or without a shortcut, with or without playback.


class Shelf:
    """Holds what a test says, and remembers what it was asked."""

    name = "a shelf"

    def __init__(self, *held: Capture, plays: bool = True, bodies: dict[datetime, str] | None = None) -> None:
        self.plays = plays
        self.asked: list[Wanted] = []
        self.played: list[Capture] = []
        self._held = held
        self._bodies = bodies or {}

    async def nearest(self, target: str, end: datetime) -> None:
        return None

    async def listing(self, question: Question) -> Listing:
        self.asked.append(question.wanted)
        first, last = question.first or datetime.min.replace(tzinfo=UTC), question.last or NOW.replace(year=9999)
        fits = [each for each in self._held if first <= each.captured_at <= last and wanted(question.wanted, each)]
        fits.sort(key=lambda each: abs(each.captured_at - question.end))
        listed = tuple(fits[: question.rows])
        cut = len(fits) > question.rows
        far = abs((listed[-1].captured_at - question.end).total_seconds()) if cut else float("inf")
        return Listing(listed, far)

    async def play(self, capture: Capture, target: str) -> Shown | None:
        self.played.append(capture)
        if not self.plays:
            raise UnansweredError(Reason.NOT_ASKED)
        status = next(each.status for each in self._held if each.digest == capture.digest and each.status is not None)
        body = self._bodies.get(capture.captured_at, GOOD).encode()
        return Shown(replace(capture, status=status), "text/html", body)

    def address(self, capture: Capture, target: str) -> str:
        return f"file:///shelf.cdxj#{capture.captured_at:%Y%m%d%H%M%S}/{target}"


def wanted(kind: Wanted, capture: Capture) -> bool:
    if capture.status is None or kind is Wanted.ANYTHING:
        return True
    return capture.status // 100 not in ((3, 4, 5) if kind is Wanted.PERHAPS_GOOD else (2, 4, 5))


def at(stamp: str, status: int | None = 200, digest: str = "") -> Capture:
    moment = datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
    return Capture(moment, status, digest or stamp)


def on_shelf(shelf: Shelf, when: PartialDate | None = DATE, rows: int = 200) -> Lookup:
    return asyncio.run(Searched(shelf, lambda: NOW, rows=rows).closest(URL, when))


def test_without_a_shortcut_one_listing_says_that_there_is_nothing_or_only_errors() -> None:
    nothing, errors = Shelf(), Shelf(at(EARLY, 404), at(BEFORE, 503))
    assert outcome(on_shelf(nothing)) == "absent no-capture"
    assert outcome(on_shelf(errors)) == "absent only-errors"
    assert nothing.asked == errors.asked == [Wanted.ANYTHING]


def test_without_playback_only_the_index_tells() -> None:
    shelf = Shelf(at(EARLY), at(BEFORE, None, "G"), at(LATE, 404, "G"), plays=False)
    lookup = on_shelf(shelf)
    assert outcome(lookup) == EARLY  # the revisit repeats an error
    assert lookup.memento is not None
    assert lookup.memento.memento_url == f"file:///shelf.cdxj#{EARLY}/{URL}"
    assert shelf.played == []
    unresolved = on_shelf(Shelf(at(EARLY), at(BEFORE, None, "other"), plays=False))
    assert outcome(unresolved) == BEFORE
    assert unresolved.memento is not None
    assert unresolved.memento.status is None
    resolved = on_shelf(Shelf(at(EARLY, 203, "G"), at(BEFORE, None, "G"), plays=False))
    assert outcome(resolved) == BEFORE
    assert resolved.memento is not None
    assert resolved.memento.status == 203


def test_an_archive_that_plays_back_is_screened_whatever_its_kind() -> None:
    soft = at(BEFORE)
    shelf = Shelf(at(EARLY), soft, bodies={soft.captured_at: SOFT_404})
    assert outcome(on_shelf(shelf)) == EARLY
    assert len(shelf.played) == 2


def test_what_lies_in_an_unreadable_part_is_never_absent() -> None:
    class Damaged(Shelf):
        async def listing(self, question: Question) -> Listing:
            return replace(await super().listing(question), missing=Reason.UNREADABLE)

    assert outcome(on_shelf(Damaged())) == "unknown unreadable"
    assert outcome(on_shelf(Damaged(at(EARLY, 404)))) == "unknown unreadable"
    assert outcome(on_shelf(Damaged(at(EARLY)))) == EARLY


class Aggregator(Shelf):
    """Names captures in several archives, of which one does not answer."""

    name = "aggregator.test"

    async def play(self, capture: Capture, target: str) -> Shown | None:
        if capture.host == "silent.test":
            self.played.append(capture)
            raise UnansweredError(Reason.SERVER_ERROR)
        return await super().play(capture, target)

    def address(self, capture: Capture, target: str) -> str:
        return capture.place


def test_an_archive_that_is_silent_hides_nothing_of_the_others() -> None:
    silent = [replace(at(stamp), place=f"http://silent.test/web/{stamp}/{URL}") for stamp in (BEFORE, AFTER)]
    other = replace(at(EARLY), place=f"http://other.test/web/{EARLY}/{URL}")
    shelf = Aggregator(*silent, other)
    lookup = on_shelf(shelf)
    assert outcome(lookup) == EARLY
    assert lookup.memento is not None
    assert (lookup.archive, lookup.memento.archive) == ("aggregator.test", "other.test")
    assert [each.host for each in shelf.played] == ["silent.test", "other.test"]
    assert outcome(on_shelf(Aggregator(*silent))) == "unknown server-error"
    assert outcome(on_shelf(Aggregator(*silent, replace(other, status=404)))) == "unknown server-error"


def test_captures_of_one_second_in_two_archives_are_two() -> None:
    class Two(Aggregator):
        async def play(self, capture: Capture, target: str) -> Shown | None:
            status = 404 if capture.host == "one.test" else 200
            return Shown(replace(capture, status=status), "text/html", GOOD.encode())

    places = [f"http://{host}.test/web/{BEFORE}/{URL}" for host in ("one", "two")]
    lookup = on_shelf(Two(*(replace(at(BEFORE, None), place=place, digest="") for place in places)))
    assert outcome(lookup) == BEFORE
    assert lookup.memento is not None
    assert lookup.memento.archive == "two.test"


@pytest.mark.parametrize("location", ["http://[broken/", "//", "http://", "\x00"])
def test_a_redirect_to_no_address_is_a_redirect(archive: FakeArchive, location: str) -> None:
    reply = Reply(301, (("Memento-Datetime", http_date(BEFORE)), ("Location", location)))
    archive.faults = [Fault(9, reply, prefix=f"/web/{BEFORE}")]
    archive.hold(URL, Held(EARLY, 404), Held(BEFORE))
    lookup = asyncio.run(searched(archive.url, DirectClient(archive)).closest(URL, DATE))
    assert outcome(lookup) == BEFORE
    assert lookup.memento is not None
    assert lookup.memento.status == 301


stamps = st.integers(0, 90).map(lambda days: f"{datetime(2020, 3, 1, 12) + timedelta(days=days):%Y%m%d%H%M%S}")  # noqa: DTZ001
kinds = st.sampled_from([(200, "G"), (203, "H"), (200, "S"), (301, "R"), (404, "E"), (304, "N"), (503, "F")])
shelves = st.lists(st.tuples(stamps, kinds, st.booleans()), max_size=12, unique_by=lambda each: each[0])


@settings(max_examples=300, deadline=None)
@given(shelves, st.integers(-5, 95), st.integers(1, 5) | st.just(200))
def test_the_answer_is_what_the_definition_says_in_any_archive(
    told: list[tuple[str, tuple[int, str], bool]], day: int, rows: int
) -> None:
    captures = [at(stamp, status, digest) for stamp, (status, digest), _ in told]
    originals = {digest: next(each for each in captures if each.digest == digest) for _, (_, digest), _ in told}
    listed = [
        replace(each, status=None) if revisit and originals[each.digest] != each else each
        for each, (_, _, revisit) in zip(captures, told, strict=True)
    ]
    soft = {each.captured_at: SOFT_404 for each in captures if each.digest == "S"}
    date = datetime(2020, 3, 1, tzinfo=UTC) + timedelta(days=day)
    end = date + timedelta(days=1, seconds=-1)
    lookup = on_shelf(Shelf(*listed, bodies=soft), PartialDate.of(date), rows)
    good = [each for each in captures if each.status in GOOD_STATUSES and each.digest != "S"]
    for tier in (good, [each for each in captures if each.status in REDIRECTS]):
        if tier:
            before = [each.captured_at for each in tier if each.captured_at <= end]
            truth = f"{max(before) if before else min(each.captured_at for each in tier):%Y%m%d%H%M%S}"
            break
    else:
        truth = "absent only-soft-pages" if soft else "absent only-errors" if captures else "absent no-capture"
    if lookup.reason == "unsettled":  # only where a short listing is full of what cannot answer
        assert len(listed) >= rows
    else:
        assert outcome(lookup) == truth
