"""`linkaudit archive --save`: pages are captured, the captures looked up, and remembered."""

from __future__ import annotations

import signal
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from support.command import until
from support.loopback import Fault, Reply
from support.saving_archive import KEYS, STAMP, SavingArchive
from support.schema import check_format

from linkaudit.history.store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterator

    from support.command import Command, Ran

URL = "http://127.0.0.50/page"
ACCOUNT = {"IA_ACCESS_KEY_ID": KEYS[0], "IA_SECRET_ACCESS_KEY": KEYS[1]}
MOMENT = "2026-11-21T12:01:05+00:00"


@pytest.fixture
def saving(linkaudit: Command) -> Iterator[SavingArchive]:
    with SavingArchive() as running:
        linkaudit.configure([f"wayback+{running.url}"], archives__save_per_minute=60_000, state="state.sqlite3")
        yield running


def save(linkaudit: Command, *arguments: object, stdin: str = "", keys: bool = True) -> Ran:
    ran = linkaudit.run(
        "archive", "--save", "--output-format", "jsonl", *arguments, stdin=stdin, variables=ACCOUNT if keys else None
    )
    for answer in ran.lines:
        check_format(answer, "archive")
    assert KEYS[0] not in ran.out + ran.err
    assert KEYS[1] not in ran.out + ran.err
    return ran


def test_a_page_is_captured_with_an_account(linkaudit: Command, saving: SavingArchive) -> None:
    ran = save(linkaudit, URL, "--if-not-archived-within", 30)
    assert (ran.code, ran.err) == (0, "")
    assert ran.lines == [
        {
            "url": URL,
            "at": "",
            "result": "found",
            "reason": "ok",
            "memento_url": f"{saving.url}/web/{STAMP}/{URL}",
            "captured_at": MOMENT,
            "status": 200,
            "archive": saving.url.removeprefix("http://"),
            "distance_days": None,
        }
    ]
    assert [form["if_not_archived_within"] for form in saving.forms] == [["30d"]]


def test_a_page_is_captured_without_an_account(linkaudit: Command, saving: SavingArchive) -> None:
    ran = linkaudit.run("archive", "--save", URL)
    assert (ran.code, ran.complaint) == (
        0,
        "linkaudit: saving without an account, since IA_ACCESS_KEY_ID is not set",
    )
    assert ran.out == f"saved   {URL}: 2026-11-21 12:01 UTC {saving.url}/web/{STAMP}/{URL}\n"
    assert saving.asked(f"/save/{URL}") == 1


def test_pages_may_come_from_standard_input(linkaudit: Command, saving: SavingArchive) -> None:
    ran = save(linkaudit, "-", stdin=f"{URL}/1\n{URL}/2\t2018-07-12\n{URL}/1\n")
    assert ran.code == 0
    assert sorted(answer["url"] for answer in ran.lines) == [f"{URL}/1", f"{URL}/2"]


def test_what_is_refused_for_good_is_told_in_words(linkaudit: Command, saving: SavingArchive) -> None:
    saving.objections = ["error:blocked-url"]
    ran = linkaudit.run("archive", "--save", URL, variables=ACCOUNT)
    assert (ran.code, ran.out) == (1, f"not     {URL}: the archive does not capture this address\n")
    saving.objections = ["error:blocked-url"]
    ran = save(linkaudit, URL)
    assert (ran.code, ran.lines[0]["result"], ran.lines[0]["reason"]) == (1, "unknown", "error:blocked-url")
    assert ran.complaint == f"linkaudit: not     {URL}: the archive does not capture this address"


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (Fault(99, Reply(429, (("Retry-After", "3600"),)), prefix="/save"), "given-up"),
        (Fault(99, Reply(200, (), b"<p>Welcome to the hotel's network"), prefix="/save"), "invalid-response"),
        (Fault(99, drop=True, prefix="/save"), "unreachable"),
    ],
)
def test_what_may_work_another_time_is_no_refusal(
    linkaudit: Command, saving: SavingArchive, fault: Fault, reason: str
) -> None:
    saving.quota = [{"available": 5}]
    saving.faults = [fault]
    ran = save(linkaudit, URL)
    assert (ran.code, ran.lines[0]["result"], ran.lines[0]["reason"]) == (75, "unknown", reason)


def test_what_was_captured_although_the_archive_failed_is_found(linkaudit: Command, saving: SavingArchive) -> None:
    saving.stamp = f"{datetime.now(UTC):%Y%m%d%H%M%S}"
    saving.capture(URL)
    saving.faults = [Fault(2, Reply(523), prefix="/save")]
    assert save(linkaudit, URL).code == 0


def test_spent_quota_is_no_refusal(linkaudit: Command, saving: SavingArchive) -> None:
    saving.quota = [{"available": 3, "daily_captures": 5, "daily_captures_limit": 5}]
    ran = save(linkaudit, URL)
    assert (ran.code, ran.lines[0]["reason"]) == (75, "quota-spent")
    assert saving.forms == []


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("http://10.0.0.1/", "it is nobody else's business"),
        ("https://user:geheim@example.org/", "the address holds a secret"),
        ("https://example.org/?access_token=abcdef1234567890abcdef", "the address holds a secret"),
        ("mailto:a@example.org", "archives keep pages of http and https only"),
        ("https://web.archive.org/web/20180712080000/http://example.org/", "it is a capture already"),
    ],
)
def test_what_is_nobody_else_s_business_is_not_handed_over(
    linkaudit: Command, saving: SavingArchive, url: str, words: str
) -> None:
    ran = linkaudit.run("archive", "--save", url, variables=ACCOUNT)
    assert ran.code == 1
    assert f"not handed over: {words}" in ran.out
    assert "geheim" not in ran.out
    assert "abcdef1234567890abcdef" not in ran.out
    assert saving.requests == []


def test_captures_are_remembered(linkaudit: Command, saving: SavingArchive) -> None:
    save(linkaudit, f"{URL}#part")
    with open_store(str(linkaudit.folder / "state.sqlite3")) as store:
        found = store.recall(f"wayback+{saving.url}", URL, None, datetime.now(UTC))
    assert found is not None
    assert found.memento is not None
    assert found.memento.memento_url == f"{saving.url}/web/{STAMP}/{URL}"


def test_a_state_that_another_run_holds_does_not_undo_captures(linkaudit: Command, saving: SavingArchive) -> None:
    (linkaudit.folder / "state.sqlite3").write_text("this is no database, and longer than a header of one is" * 9)
    ran = save(linkaudit, URL)
    assert (ran.code, ran.lines[0]["result"]) == (0, "found")
    assert "the captures are made, and not noted in the state: " in ran.complaint


@pytest.mark.parametrize("keys", [True, False])
def test_an_interruption_ends_it_whatever_is_under_way(linkaudit: Command, saving: SavingArchive, keys: bool) -> None:
    saving.pending = 10_000
    saving.faults = [] if keys else [Fault(1, stall=60, prefix="/save")]
    with linkaudit.started("archive", "--save", "-q", URL, variables=ACCOUNT if keys else None) as running:
        until(lambda: saving.asked("/save/status/spn2" if keys else "/save") > 0)
        running.signal(signal.SIGTERM)
        ran = running.wait()
    assert (ran.code, ran.out) == (75, "")
    assert ran.complaint == "linkaudit: interrupted: what is not listed may have been captured all the same"


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--save", "--local", "x"), "choose one"),
        (("--save", "--at", "2018"), "no other date than now"),
        (("--local", "x", "--at", "2018"), "no other date than now"),
        (("--if-not-archived-within", "3"), "goes with --save"),
        (("--save", "--if-not-archived-within", "0"), "0"),
    ],
)
def test_options_that_do_not_go_together(linkaudit: Command, arguments: tuple[str, ...], words: str) -> None:
    ran = linkaudit.run("archive", *arguments, URL)
    assert (ran.code, ran.out) == (2, "")
    assert words in ran.err


def test_keys_never_go_where_others_can_read_them(linkaudit: Command) -> None:
    linkaudit.configure(["wayback+http://archive.test"], web__allow_hosts=["*.test"])
    ran = linkaudit.run("archive", "--save", "https://example.org/", variables=ACCOUNT)
    assert (ran.code, ran.complaint) == (
        2,
        "linkaudit: the keys are sent over TLS only, and http://archive.test is without",
    )
    ran = linkaudit.run("archive", "--save", URL, variables={"IA_ACCESS_KEY_ID": "x"})
    assert ran.code == 2
    assert "IA_SECRET_ACCESS_KEY is not" in ran.complaint


def test_an_archive_that_saves_nothing(linkaudit: Command) -> None:
    linkaudit.configure(["timegate+http://127.0.0.1:9"])
    ran = linkaudit.run("archive", "--save", URL)
    assert (ran.code, ran.out) == (2, "")
    assert "none of the archives in `archives.services` saves pages" in ran.complaint
