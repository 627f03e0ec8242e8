from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from support.fake_archive import Held
from support.fake_time import FakeTime
from support.loopback import Fault, Reply
from support.saving_archive import KEYS, STAMP, SavingArchive
from support.transport import Answered, DirectClient, HttpxClient

from linkaudit.archives.interface import UnansweredError
from linkaudit.archives.saving import with_keys as save_with_keys
from linkaudit.archives.saving.page_now import Captured, Keys, Kind, Refused, job_url, read_accepted, read_status
from linkaudit.archives.saving.saver import SHOWN_AFTER, Saved, objection
from linkaudit.archives.saving.service import keys_of, open_saver, save_base
from linkaudit.errors import UsageError
from linkaudit.models import Result
from linkaudit.settings import Archives
from linkaudit.web.guard import Guard

if TYPE_CHECKING:
    from linkaudit.archives.interface import Client

PAGE = "http://news.test/page"
OLD = "20180712080000"
BASE = "http://archive.test"
FAST = Archives(playback_per_minute=1e6, save_per_minute=1e6)
ACCOUNT = Keys(*KEYS)
AT = datetime(2026, 11, 21, 12, 1, 5, tzinfo=UTC)
JSON = (("Content-Type", "application/json"),)


@pytest.fixture
def saving() -> SavingArchive:
    """An archive that is asked without any socket."""
    archive = SavingArchive()
    archive.base = BASE
    return archive


def save_all(
    archive: SavingArchive,
    pages: list[str],
    time: FakeTime,
    *,
    keys: Keys | None = ACCOUNT,
    settings: Archives = FAST,
    client: Client | None = None,
    within_days: int | None = None,
) -> dict[str, Saved]:
    saved: dict[str, Saved] = {}
    saver = open_saver(
        settings,
        client or DirectClient(archive),
        BASE,
        keys,
        within_days=within_days,
        clock=time.now,
        monotonic=time.clock,
        sleep=time.sleep,
    )
    asyncio.run(saver.save_all(pages, lambda each: saved.update({each.lookup.url: each})))
    assert list(saved) == list(dict.fromkeys(pages)) or len(pages) > 1
    return saved


def save(archive: SavingArchive, time: FakeTime, page: str = PAGE, **options: Any) -> Saved:
    return save_all(archive, [page], time, **options)[page]


def assert_found(saved: Saved, stamp: str = STAMP, page: str = PAGE) -> None:
    assert (saved.lookup.result, saved.lookup.reason, saved.words, saved.later) == (Result.FOUND, "ok", "", False)
    assert saved.lookup.memento is not None
    assert saved.lookup.memento.memento_url == f"{BASE}/web/{stamp}/{page}"
    assert saved.lookup.memento.status == 200


def told(saved: Saved) -> tuple[str, str, bool]:
    """Give what speaks against a page, and whether it may work later."""
    assert saved.lookup.result is Result.UNKNOWN
    assert saved.lookup.memento is None
    return saved.lookup.reason, saved.words, saved.later


# With keys


def test_a_page_is_captured_and_its_capture_looked_up(saving: SavingArchive, fake_time: FakeTime) -> None:
    saved = save(saving, fake_time)
    assert_found(saved)
    assert saving.forms == [{"url": [PAGE], "skip_first_archive": ["1"]}]
    assert [(request.method, request.target) for request in saving.requests] == [
        ("GET", "/save/status/user"),
        ("POST", "/save"),
        ("GET", "/save/status/spn2-0"),
        ("GET", f"/web/{STAMP}id_/{PAGE}"),
    ]
    for request in saving.requests[:3]:
        assert request.headers["authorization"] == f"LOW {KEYS[0]}:{KEYS[1]}"
        assert request.headers["accept"] == "application/json"
    assert "authorization" not in saving.requests[3].headers
    assert saving.requests[1].headers["content-type"] == "application/x-www-form-urlencoded"


def test_an_address_goes_into_the_form_as_it_is(saving: SavingArchive, fake_time: FakeTime) -> None:
    page = "http://news.test/a?b=1&c=%26+d#part"
    assert save(saving, fake_time, page).lookup.result is Result.FOUND
    assert saving.forms[0]["url"] == ["http://news.test/a?b=1&c=%26+d"]


def test_a_job_is_looked_at_until_it_has_ended_at_growing_distances(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.pending = 8
    assert_found(save(saving, fake_time))
    assert fake_time.slept == [1, 2, 3, 5, 8, 12, 12, 12, 12]
    assert len(saving.jobs) == 1


def test_a_job_that_never_ends_is_given_up(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.pending = 1000
    assert told(save(saving, fake_time)) == ("timeout", "the archive did not answer in time", True)
    assert fake_time.slept[-2:] == [10, 30]  # then it is looked for
    assert save_with_keys.JOB_DEADLINE <= sum(fake_time.slept[:-2]) <= save_with_keys.JOB_DEADLINE + 15


@pytest.mark.parametrize("error", ["error:celery", "error:no-browsers-available", "error:capture-location-error"])
def test_what_may_pass_is_tried_again(saving: SavingArchive, fake_time: FakeTime, error: str) -> None:
    saving.errors = [error, error, ""]
    assert_found(save(saving, fake_time))
    assert len(saving.jobs) == 3
    assert [pause for pause in fake_time.slept if pause >= 10] == [10, 30]


def test_but_not_for_ever(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.errors = ["error:proxy-error"] * 9
    assert told(save(saving, fake_time)) == ("error:proxy-error", "a machine of the archive's own failed", True)
    assert len(saving.jobs) == save_with_keys.TRIES


@pytest.mark.parametrize(
    ("error", "words", "later"),
    [
        ("error:not-found", "the page is not there (HTTP 404)", False),
        ("error:blocked-url", "the archive does not capture this address", False),
        ("error:invalid-host-resolution", "the host does not exist", False),
        ("error:gateway-timeout", "a machine before the page's server got no answer (HTTP 504)", True),
        ("error:brand-new", "In other words: error:brand-new", False),
    ],
)
@pytest.mark.parametrize("at_once", [True, False])
def test_refusals_are_told_in_plain_words(
    saving: SavingArchive, fake_time: FakeTime, error: str, words: str, later: bool, at_once: bool
) -> None:
    (saving.objections if at_once else saving.errors).append(error)
    assert told(save(saving, fake_time)) == (error, words, later)
    assert len(saving.forms) == 1


def test_a_page_that_was_captured_too_often_today_has_a_capture(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.hold(PAGE, Held(OLD), Held("20261121070000"))
    saving.objections = ["error:too-many-daily-captures"]
    assert_found(save(saving, fake_time), "20261121070000")


def test_a_capture_that_is_recent_enough_is_as_good(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.hold(PAGE, Held("20261112070000"))
    saving.same = True
    assert_found(save(saving, fake_time, within_days=30), "20261112070000")
    assert saving.forms[0]["if_not_archived_within"] == ["30d"]


def test_an_old_capture_is_no_recent_one(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.hold(PAGE, Held(OLD))
    saving.same = True
    reason, words, later = told(save(saving, fake_time))
    assert (reason, later) == ("unconfirmed", True)
    assert words.startswith("The same snapshot had been made 3 hours ago.")


# Confirmation


def test_a_new_capture_may_take_a_while_to_be_shown(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.hold(PAGE, Held(OLD))
    saving.shown = False

    class Slow(FakeTime):
        async def sleep(self, seconds: float) -> None:
            await super().sleep(seconds)
            if seconds == 10:
                saving.unplayable.clear()

    time = Slow()
    assert_found(save(saving, time))
    assert time.slept == [1, 2, 5, 10]


def test_a_capture_that_is_not_shown_is_not_confirmed(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.hold(PAGE, Held(OLD))
    saving.shown = False
    saved = save(saving, fake_time)
    assert (saved.lookup.result, saved.lookup.reason, saved.later) == (Result.UNKNOWN, "unconfirmed", True)
    assert saved.words.endswith(f"does not show it yet: {BASE}/web/{STAMP}/{PAGE}")
    assert saving.asked(f"/web/{STAMP}") == len(SHOWN_AFTER)


@pytest.mark.parametrize(
    "fault",
    [
        Reply(523, (), b"<p>Origin is unreachable</p>"),
        Reply(200, JSON, b'{"message": "hello"}'),
        Reply(200, (), b"<html>Welcome to the hotel's network</html>"),
        Reply(200, JSON, b'{"job_id": 7}'),
        Reply(200, JSON, b""),
        None,
    ],
    ids=["523", "other words", "a page", "another type", "nothing", "the connection ends"],
)
@pytest.mark.parametrize("captured", [True, False])
def test_what_was_captured_all_the_same_is_found(
    saving: SavingArchive, fake_time: FakeTime, fault: Reply | None, captured: bool
) -> None:
    saving.hold(PAGE, Held(OLD))
    if captured:
        saving.capture(PAGE)
    saved = save(saving, fake_time, client=_PostFails(saving, fault))
    if captured:
        assert_found(saved)
    else:
        reason, _, later = told(saved)
        assert later
        assert reason in {"server-error", "invalid-response", "unreachable"}


class _PostFails(DirectClient):
    """Answers the request for a capture by something else."""

    def __init__(self, server: SavingArchive, reply: Reply | None) -> None:
        super().__init__(server)
        self._reply = reply

    async def ask(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        if method == "POST":
            self._server.faults = [Fault(1, self._reply, drop=self._reply is None)]
        return await super().ask(method, url, *args, **options)


def test_a_capture_that_is_still_under_way_is_waited_for(saving: SavingArchive) -> None:
    class Slow(FakeTime):
        async def sleep(self, seconds: float) -> None:
            await super().sleep(seconds)
            if seconds == 10:
                saving.capture(PAGE)

    time = Slow()
    assert_found(save(saving, time, client=_PostFails(saving, Reply(504))))
    assert time.slept == [10]


def test_a_capture_of_before_is_no_proof(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.hold(PAGE, Held("20261121115000"))
    reason, _, _ = told(save(saving, fake_time, client=_PostFails(saving, Reply(523))))
    assert reason == "server-error"


def test_an_error_that_was_captured_is_no_capture_of_the_page(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.hold(PAGE, Held(STAMP, status=503))
    reason, _, _ = told(save(saving, fake_time, client=_PostFails(saving, Reply(523))))
    assert reason == "server-error"


@pytest.mark.parametrize(
    "fault", [Reply(502), Reply(200, (), b"garbage"), Reply(200, JSON, b'{"status": "odd"}'), None]
)
def test_single_bad_looks_at_a_job_do_not_matter(
    saving: SavingArchive, fake_time: FakeTime, fault: Reply | None
) -> None:
    saving.pending = 2
    saving.faults = [Fault(2, fault, drop=fault is None, prefix="/save/status/spn2")]
    assert_found(save(saving, fake_time))
    assert len(saving.forms) == 1


def test_bad_looks_count_only_one_after_the_other(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.pending = 8

    class EveryOther(DirectClient):
        looks = 0

        async def ask(self, method: str, url: str, *args: Any, **options: Any) -> Any:
            self.looks += "spn2-" in url
            if "spn2-" in url and self.looks % 2:
                saving.faults = [Fault(1, Reply(502))]
            return await super().ask(method, url, *args, **options)

    assert_found(save(saving, fake_time, client=EveryOther(saving)))
    assert len(saving.forms) == 1


def test_an_archive_that_fails_for_a_moment_is_looked_into_again(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.faults = [Fault(2, Reply(503), prefix="/web/")]
    assert_found(save(saving, fake_time))


@pytest.mark.parametrize(
    ("body", "whole"),
    [(b'{"job_id": "spn2-1"}', False), (b'{"job_id": "spn2-1', True), (b"[]", True), (b'{"job_id": null}', True)],
)
def test_half_an_answer_is_none(body: bytes, whole: bool) -> None:
    with pytest.raises(UnansweredError, match="invalid-response"):
        read_accepted(Answered(f"{BASE}/save", 200, {}, body, complete=whole))


def test_an_error_is_one_whatever_stands_beside_it() -> None:
    told = read_accepted(Answered(f"{BASE}/save", 200, {}, b'{"job_id": "x", "status_ext": "error:celery"}'))
    assert isinstance(told, Refused)
    assert (told.code, told.kind) == ("error:celery", Kind.AGAIN)


@pytest.mark.parametrize("code", ["", "error:\x1b[31m", "something else", "error:" + "x" * 100])
def test_what_the_archive_says_is_not_taken_over_at_any_length(code: str) -> None:
    body = msgspec.json.encode({"status": "error", "status_ext": code, "message": "so\n  many words " * 100})
    told = read_accepted(Answered(f"{BASE}/save", 200, {}, body))
    assert isinstance(told, Refused)
    assert (told.code, told.kind, len(told.words)) == ("error", Kind.FINAL, 300)
    assert told.words.startswith("so many words so many")


def test_an_error_without_words() -> None:
    told = read_accepted(Answered(f"{BASE}/save", 200, {}, b'{"status": "error"}'))
    assert isinstance(told, Refused)
    assert told.words == "the archive does not say why"
    told = read_accepted(Answered(f"{BASE}/save", 200, {}, b'{"status_ext": "error:brand-new"}'))
    assert isinstance(told, Refused)
    assert told.words == "brand-new"


@pytest.mark.parametrize(
    ("told", "url"),
    [
        ("https://news.test/page", "https://news.test/page"),
        ("https://news.test/a b\n#c", "https://news.test/a%20b"),
        ("javascript:alert(1)", PAGE),
        ("", PAGE),
    ],
)
def test_the_address_of_a_capture_may_be_another(told: str, url: str) -> None:
    body = msgspec.json.encode({"status": "success", "timestamp": STAMP, "original_url": told})
    assert read_status(Answered(f"{BASE}/save/status/x", 200, {}, body), PAGE) == Captured(AT, url)


def test_a_job_is_named_within_its_place() -> None:
    assert job_url(BASE, "../../x?y#z") == f"{BASE}/save/status/..%2F..%2Fx%3Fy%23z"


def test_a_job_that_cannot_be_looked_at_is_not_begun_anew(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.faults = [Fault(99, Reply(502), prefix="/save/status/spn2")]
    assert told(save(saving, fake_time))[0] == "server-error"
    assert len(saving.forms) == 1


# The account


def test_quota_that_is_spent_ends_it_before_anything_is_asked(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.quota = [{"available": 3, "processing": 0, "daily_captures": 10_000, "daily_captures_limit": 10_000}]
    saved = save_all(saving, [PAGE, f"{PAGE}/2", f"{PAGE}/3"], fake_time)
    assert {told(each) for each in saved.values()} == {
        ("quota-spent", "the account has used up its captures of today", True)
    }
    assert [request.target for request in saving.requests] == ["/save/status/user"]


def test_bandwidth_that_is_spent_ends_it(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.objections = ["error:max-daily-bandwidth"] * 9
    saved = save_all(saving, [f"{PAGE}/{number}" for number in range(9)], fake_time)
    assert {told(each)[0] for each in saved.values()} == {"error:max-daily-bandwidth"}
    assert len(saving.forms) <= 3


def test_the_account_waits_until_it_may_begin_another_capture(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.quota = [{"available": 0}, {"available": 0}, {"available": 1}]
    assert_found(save(saving, fake_time))
    assert fake_time.slept == [5, 10, 1]


def test_an_account_without_room_is_not_waited_for_for_ever(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.quota = [{"available": 0, "processing": 12}]
    reason, words, later = told(save(saving, fake_time))
    assert (reason, later) == ("no-room", True)
    assert "as many captures are under way" in words
    assert saving.forms == []


def test_room_is_asked_for_once_for_all_pages(saving: SavingArchive, fake_time: FakeTime) -> None:
    class Yielding(DirectClient):
        async def ask(self, method: str, url: str, *args: Any, **options: Any) -> Any:
            await asyncio.sleep(0)
            return await super().ask(method, url, *args, **options)

    saved = save_all(saving, [f"{PAGE}/{number}" for number in range(6)], fake_time, client=Yielding(saving))
    assert all(each.lookup.result is Result.FOUND for each in saved.values())
    assert saving.asked("/save/status/user") == 1


def test_room_is_asked_for_again_when_the_archive_says_there_is_none(
    saving: SavingArchive, fake_time: FakeTime
) -> None:
    saving.objections = ["error:user-session-limit"]
    assert_found(save(saving, fake_time))
    assert saving.asked("/save/status/user") == 2


@pytest.mark.parametrize("fault", [Reply(500), Reply(200, (), b"garbage"), Reply(200, JSON, b"[]")])
def test_an_archive_that_does_not_tell_of_quota_is_asked_all_the_same(
    saving: SavingArchive, fake_time: FakeTime, fault: Reply
) -> None:
    saving.faults = [Fault(9, fault, prefix="/save/status/user")]
    assert_found(save(saving, fake_time))


@pytest.mark.parametrize("quota_is_told", [True, False])
def test_keys_that_are_not_accepted_are_tried_once(
    saving: SavingArchive, fake_time: FakeTime, quota_is_told: bool
) -> None:
    if not quota_is_told:
        saving.faults = [Fault(9, Reply(500), prefix="/save/status/user")]
    saved = save_all(saving, [PAGE, f"{PAGE}/2"], fake_time, keys=Keys("wrong", "keys"))
    assert {told(each) for each in saved.values()} == {("unauthorised", "the archive does not accept the keys", False)}
    assert saving.forms == []
    assert len(saving.requests) <= (1 if quota_is_told else 4)


# Courtesy


def test_no_more_pages_are_sent_in_a_minute_than_may_be(saving: SavingArchive, fake_time: FakeTime) -> None:
    starts: list[float] = []

    class Watch(DirectClient):
        async def ask(self, method: str, url: str, *args: Any, **options: Any) -> Any:
            if method == "POST":
                starts.append(fake_time.seconds)
            return await super().ask(method, url, *args, **options)

    pages = [f"{PAGE}/{number}" for number in range(10)]
    settings = msgspec.structs.replace(FAST, save_per_minute=3)
    saved = save_all(saving, pages, fake_time, settings=settings, client=Watch(saving))
    assert all(each.lookup.result is Result.FOUND for each in saved.values())
    assert len(starts) == 10
    assert all(later - earlier >= 60 for earlier, later in zip(starts, starts[3:], strict=False))


def test_a_refusal_is_waited_out(saving: SavingArchive, fake_time: FakeTime) -> None:
    saved = save(saving, fake_time, client=_RefusedFirst(saving, 1))
    assert_found(saved)
    assert any(pause >= 45 for pause in fake_time.slept)
    assert len(saving.forms) == 1


def test_an_archive_that_refuses_again_and_again_is_left_alone(saving: SavingArchive, fake_time: FakeTime) -> None:
    client = _RefusedFirst(saving, 99)
    saved = save_all(saving, [f"{PAGE}/{number}" for number in range(20)], fake_time, client=client)
    assert {each.lookup.result for each in saved.values()} == {Result.UNKNOWN}
    assert {told(each)[0] for each in saved.values()} <= {"refused", "given-up"}
    assert all(each.later for each in saved.values())
    assert client.refused == 3


def test_a_refusal_for_long_ends_it_at_once(saving: SavingArchive, fake_time: FakeTime) -> None:
    client = _RefusedFirst(saving, 99, retry_after="3600")
    saved = save_all(saving, [f"{PAGE}/{number}" for number in range(9)], fake_time, client=client)
    assert all(each.later for each in saved.values())
    assert client.refused <= 3


class _RefusedFirst(DirectClient):
    """Turns away the first requests for a capture."""

    def __init__(self, server: SavingArchive, times: int, retry_after: str = "") -> None:
        super().__init__(server)
        self._times = times
        self._headers = (("Retry-After", retry_after),) if retry_after else ()
        self.refused = 0

    async def ask(self, method: str, url: str, *args: Any, **options: Any) -> Any:
        if method == "POST" and self.refused < self._times:
            self.refused += 1
            self._server.faults = [Fault(1, Reply(429, self._headers), prefix="/save")]
        return await super().ask(method, url, *args, **options)


# Without keys


def test_a_page_is_captured_without_an_account(saving: SavingArchive, fake_time: FakeTime) -> None:
    assert_found(save(saving, fake_time, keys=None))
    assert [request.target for request in saving.requests] == [f"/save/{PAGE}", f"/web/{STAMP}id_/{PAGE}"]
    assert "authorization" not in saving.requests[0].headers


@pytest.mark.parametrize(
    "reply",
    [
        Reply(200, (("Content-Location", f"/web/{STAMP}/{PAGE}"),), b"<p>captured"),
        Reply(200, (("Link", f'<{PAGE}>; rel="original", <{BASE}/web/{STAMP}/{PAGE}>; rel="memento"; datetime="x"'),)),
        Reply(301, (("Location", f"/web/{STAMP}/{PAGE}"),)),
        Reply(404, (("Location", f"/web/{STAMP}/{PAGE}"), ("Memento-Datetime", "Sat, 21 Nov 2026 12:01:05 GMT"),
                    ("Content-Location", f"/web/{STAMP}/{PAGE}"))),
    ],
    ids=["Content-Location", "Link", "Location", "a capture of an error"],
)  # fmt: skip
def test_where_the_capture_is_may_be_told_in_several_ways(
    saving: SavingArchive, fake_time: FakeTime, reply: Reply
) -> None:
    saving.capture(PAGE)
    saving.faults = [Fault(1, reply, prefix="/save")]
    assert_found(save(saving, fake_time, keys=None))


def test_redirects_within_the_archive_are_followed(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.faults = [Fault(1, Reply(302, (("Location", f"{BASE}/save/{PAGE}"),)), prefix="/save")]
    assert save(saving, fake_time, keys=None, page="http://www.news.test/page").lookup.memento is not None
    assert [request.target for request in saving.requests][:2] == ["/save/http://www.news.test/page", f"/save/{PAGE}"]


def test_redirects_to_elsewhere_are_not(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.faults = [Fault(1, Reply(302, (("Location", "http://elsewhere.test/login"),)), prefix="/save")]
    assert told(save(saving, fake_time, keys=None))[0] == "invalid-response"
    assert saving.asked("/login") == 0


def test_nor_are_those_to_nowhere(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.faults = [Fault(1, Reply(302, (("Location", "http://[half"),)), prefix="/save")]
    assert told(save(saving, fake_time, keys=None))[0] == "invalid-response"


def test_a_page_that_cannot_be_captured_without_an_account(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.errors = ["error"]
    assert told(save(saving, fake_time, keys=None)) == (
        "http-404",
        "the archive answered 404 and did not say why",
        False,
    )


def test_without_an_account_a_refusal_ends_it(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.faults = [Fault(99, Reply(429), prefix="/save")]
    saved = save_all(saving, [PAGE, f"{PAGE}/2", f"{PAGE}/3"], fake_time, keys=None)
    assert {told(each) for each in saved.values()} == {("refused", "the archive wants to be asked less often", True)}
    assert saving.asked("/save") == 1


def test_an_archive_that_only_lets_users_save_says_so(saving: SavingArchive, fake_time: FakeTime) -> None:
    saving.faults = [Fault(99, Reply(401), prefix="/save")]
    assert told(save(saving, fake_time, keys=None)) == (
        "unauthorised",
        "the archive saves nothing without an account",
        False,
    )


def test_a_stalled_answer_ends_in_time(fake_time: FakeTime) -> None:
    with SavingArchive() as running:
        running.faults = [Fault(9, stall=20.0, prefix="/save")]
        running.capture(PAGE)

        async def run() -> Saved:
            async with HttpxClient() as client:
                saver = open_saver(
                    msgspec.structs.replace(FAST, timeout=0.3), client, running.url, Keys(*KEYS), clock=fake_time.now
                )
                return await saver.save(PAGE)

        saved = asyncio.run(run())
    assert saved.lookup.result is Result.FOUND  # the archive had captured it
    assert saved.lookup.memento is not None


# What is not handed over


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mailto:someone@example.org", "archives keep pages of http and https only"),
        ("ftp://example.org/x", "archives keep pages of http and https only"),
        ("http://user:pass@example.org/", "the address holds a secret or a person's address"),
        ("https://example.org/?access_token=abcdef1234567890abcdef", "the address holds a secret"),
        ("https://example.org/?to=someone@example.org", "a person's address"),
        ("https://web.archive.org/web/20180712080000/http://example.org/", "it is a capture already"),
        ("http://192.168.1.1/", "it is nobody else's business"),
        ("http://localhost:8000/", "it is nobody else's business"),
        ("http://intern.test/", "its host is allowed to you although it is private"),
        ("https://x.onion/", "it is nobody else's business"),
    ],
)
def test_objections(url: str, words: str) -> None:
    assert words in objection(url, Guard(("*.test",)))


def test_an_archive_of_one_s_own_may_have_what_one_may_see() -> None:
    guard = Guard(("*.test",))
    assert objection("http://intern.test/", guard, own_archive=True) == ""
    assert objection("http://192.168.1.1/", guard, own_archive=True) != ""
    assert objection("https://example.org/page", guard) == ""


# Where the keys go


NAMES = {"IA_ACCESS_KEY_ID": "AKEY12345", "IA_SECRET_ACCESS_KEY": "SECRET67890"}


def test_keys_come_from_the_variables_that_the_settings_name() -> None:
    guard = Guard()
    assert keys_of(Archives(), NAMES, "https://web.archive.org", guard) == Keys(*KEYS)
    assert keys_of(Archives(), {}, "https://web.archive.org", guard) is None
    renamed = Archives(access_key="A", secret_key="B")  # noqa: S106 - the name of a variable
    assert keys_of(renamed, {"A": "a", "B": "b"}, "https://web.archive.org", guard) == Keys("a", "b")


@pytest.mark.parametrize(
    ("base", "allowed"),
    [("http://127.0.0.1:8080", ("127.0.0.1",)), ("http://localhost:8080", ("localhost",)), ("https://x.test", ())],
)
def test_keys_go_over_tls_or_to_this_machine(base: str, allowed: tuple[str, ...]) -> None:
    assert keys_of(Archives(), NAMES, base, Guard(allowed)) == Keys(*KEYS)


@pytest.mark.parametrize(
    ("base", "allowed"),
    [
        ("http://web.archive.org", ()),
        ("http://127.0.0.1:8080", ()),
        ("http://archive.test", ("*.test",)),
        ("http://10.0.0.1", ("10.0.0.0/8",)),
    ],
)
def test_and_nowhere_else(base: str, allowed: tuple[str, ...]) -> None:
    with pytest.raises(UsageError, match="over TLS only"):
        keys_of(Archives(), NAMES, base, Guard(allowed))


@pytest.mark.parametrize("there", list(NAMES))
def test_one_key_is_a_mistake(there: str) -> None:
    with pytest.raises(UsageError, match="takes both keys"):
        keys_of(Archives(), {there: "x" * 16}, "https://web.archive.org", Guard())


def test_keys_are_never_shown() -> None:
    keys = Keys(*KEYS)
    assert KEYS[0] not in repr(keys)
    assert KEYS[1] not in str(keys)
    assert (
        keys.hidden_in(f"bad request: LOW {KEYS[0]}:{KEYS[1]}")
        == "bad request: LOW \u2022\u2022\u2022:\u2022\u2022\u2022"
    )


def test_the_first_archive_that_saves_is_taken() -> None:
    services = ("file:x.warc", "timegate+https://one.test", "wayback+https://two.test/", "wayback")
    assert save_base(Archives(services=services)) == "https://two.test"
    assert save_base(Archives()) == "https://web.archive.org"
    with pytest.raises(UsageError, match="name `wayback`"):
        save_base(Archives(services=("timegate+https://one.test",)))
    with pytest.raises(UsageError, match="switched off"):
        save_base(Archives(enabled=False))
