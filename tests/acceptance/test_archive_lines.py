"""`linkaudit archive -`: lines in and lines out, what is remembered of them, and what ends a run early."""

from __future__ import annotations

import re
import signal
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import FakeArchive, Held
from support.loopback import Fault, Reply

from linkaudit.own_files import lock

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.command import Command, Ran

HOST = "http://127.0.0.50"
URL = f"{HOST}/page"
STATE = "state.sqlite3"


@pytest.fixture(autouse=True)
def captured(linkaudit: Command, archive: FakeArchive) -> None:
    linkaudit.configure([f"wayback+{archive.url}"], state=str(linkaudit.folder / STATE))
    archive.hold(URL, Held("20180712080000"), Held("20190712080000"))


def look_up(linkaudit: Command, lines: Iterable[str] = (), *arguments: object) -> Ran:
    stdin = "".join(f"{line}\n" for line in lines)
    return linkaudit.run("archive", "-", "--output-format", "jsonl", *arguments, stdin=stdin)


def asked_for(archive: FakeArchive) -> set[str]:
    """Give the pages for which the archive was asked since it was last asked about that."""
    targets = {re.sub(r".*(?=http://127\.0\.0\.50)", "", each.target) for each in archive.requests}
    archive.requests.clear()
    return targets


def test_answers_come_in_the_order_of_the_lines_each_line_with_its_own(
    linkaudit: Command, archive: FakeArchive
) -> None:
    archive.faults = [Fault(1, Reply(503), prefix="/web/2018")]  # what is tried again is answered last
    lines = [f"{URL}\t2018", f"{HOST}/none\t2018", f"{URL}#place\t2018", f"{URL}\t2018", f"{URL}\t"]
    first = look_up(linkaudit, lines)
    assert [f"{answer['url']}\t{answer['at']}" for answer in first.lines] == lines
    assert [answer["result"] for answer in first.lines] == ["found", "absent", "found", "found", "found"]
    assert look_up(linkaudit, lines).out == first.out


def test_a_url_comes_back_as_it_was_given(linkaudit: Command, archive: FakeArchive) -> None:
    urls = [f"{HOST}/page?token=s3cret-harbour", "HTTP://127.0.0.50:80/page", f"{HOST}/a page"]
    for url in (urls[0], URL):
        archive.hold(url, Held("20180712080000"))
    answers = look_up(linkaudit, urls).lines
    assert [answer["url"] for answer in answers] == urls
    assert answers[0]["memento_url"].endswith("token=s3cret-harbour")
    shown = linkaudit.run("archive", urls[0])
    assert "s3cret" not in shown.out
    assert shown.out.startswith("found ")


def test_what_was_answered_is_not_asked_again(linkaudit: Command, archive: FakeArchive) -> None:
    lines = [f"{URL}\t2018", f"{HOST}/none\t2018", f"{URL}\t2018-07-12T08:00:00Z"]
    first = look_up(linkaudit, lines)
    assert asked_for(archive) == {URL, f"{HOST}/none"}
    assert look_up(linkaudit, lines).out == first.out
    assert asked_for(archive) == set()
    assert look_up(linkaudit, lines, "--fresh").out == first.out
    assert asked_for(archive) == {URL, f"{HOST}/none"}
    assert look_up(linkaudit, lines, "--state", ":memory:").out == first.out
    assert asked_for(archive) == {URL, f"{HOST}/none"}


def test_what_could_not_be_told_is_asked_again(linkaudit: Command, archive: FakeArchive) -> None:
    archive.faults = [Fault(9, Reply(503))]
    assert look_up(linkaudit, [f"{URL}\t2018"]).code == 75
    archive.faults = []
    assert look_up(linkaudit, [f"{URL}\t2018"]).lines[0]["result"] == "found"


def test_audits_and_look_ups_share_what_they_have_learned(linkaudit: Command, archive: FakeArchive) -> None:
    linkaudit.configure([f"wayback+{archive.url}"], state=str(linkaudit.folder / STATE), web__enabled=False)
    linkaudit.write("a.md", f"---\ndate: 2018-07-15\n---\n\n[Page]({URL}#place), [other]({HOST}/none)\n")
    assert look_up(linkaudit, [f"{URL}\t2018-07-15"]).code == 0
    asked_for(archive)
    linkaudit.run("audit", "a.md")
    assert asked_for(archive) == {f"{HOST}/none"}
    assert look_up(linkaudit, [f"{HOST}/none\t2018-07-15"]).code == 1
    assert asked_for(archive) == set()


def test_a_budget_is_spent_on_what_is_still_open(linkaudit: Command, archive: FakeArchive) -> None:
    lines = [f"{HOST}/{number}\t2018" for number in range(12)]
    open_ones = []
    for _ in range(5):
        ran = look_up(linkaudit, lines, "--budget", "4")
        open_ones.append(sum(answer["reason"] == "budget-spent" for answer in ran.lines))
    assert open_ones == [8, 4, 0, 0, 0]
    assert len(archive.requests) == 12
    assert ran.code == 1


def test_a_state_that_another_run_holds_stops_no_look_up(linkaudit: Command, archive: FakeArchive) -> None:
    with lock(linkaudit.folder / f"{STATE}.lock"):
        ran = look_up(linkaudit, [f"{URL}\t2018"])
    assert (ran.code, ran.lines[0]["result"]) == (0, "found")
    assert "another run is using the state" in ran.complaint
    assert ran.complaint.endswith("archives are asked all the same, and nothing is remembered")
    asked_for(archive)
    assert look_up(linkaudit, [f"{URL}\t2018"]).err == ""
    assert asked_for(archive) == {URL}


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_ended_says_so_and_the_next_goes_on(
    linkaudit: Command, archive: FakeArchive, number: int
) -> None:
    linkaudit.configure(
        [f"wayback+{archive.url}"], state=str(linkaudit.folder / STATE), archives__playback_per_minute=6
    )
    pages = [f"{HOST}/{each}" for each in range(9)]
    with linkaudit.started("archive", *pages, "--at", "2018") as running:
        shown = ""
        while shown.count("\n") < 6:
            shown += running.next_line()
        running.signal(number)
        ran = running.wait()
    assert ran.code == 75
    assert ran.complaint == "linkaudit: interrupted: what was answered is listed; run again to go on"
    assert [line.split()[1] for line in shown.splitlines()] == pages[:6]
    answered = asked_for(archive)
    linkaudit.configure([f"wayback+{archive.url}"], state=str(linkaudit.folder / STATE))
    assert linkaudit.run("archive", *pages, "--at", "2018").code == 1
    assert asked_for(archive) == set(pages) - answered


def test_dates_behind_a_blank_and_a_mark_before_the_text(linkaudit: Command) -> None:
    lines = [
        f"\ufeff{URL}\t2018",
        f"{URL} 2018-07-12",
        f"{URL}  2018-07-12 08:00:00",
        f"  {URL} \t 12.07.2018 ",
        f"{HOST}/no date here",
    ]
    ran = look_up(linkaudit, lines)
    assert [(answer["url"], answer["at"]) for answer in ran.lines] == [
        (URL, "2018"),
        (URL, "2018-07-12"),
        (URL, "2018-07-12T08:00:00Z"),
        (URL, "2018-07-12"),
        (f"{HOST}/no date here", ""),
    ]


def test_a_date_that_no_calendar_has_ends_nothing(linkaudit: Command, archive: FakeArchive) -> None:
    lines = [f"{URL}\t2018-02-30", f"{URL}\t2018-07-01T25:00:00Z", f"{URL}\t9999", f"{URL}\t0000"]
    ran = look_up(linkaudit, lines)
    assert [(answer["at"], answer["result"], answer["reason"]) for answer in ran.lines] == [
        ("2018-02-30", "unknown", "impossible-date"),
        ("2018-07-01T25:00:00Z", "unknown", "impossible-date"),
        ("9999", "found", "ok"),
        ("0000", "unknown", "impossible-date"),
    ]
    assert ran.code == 2
    assert ran.complaint == "linkaudit: 3 lines or URLs were of no use: no URL, or a date that no calendar has"
    people = linkaudit.run("archive", "-", stdin=f"{URL}\t2018-02-30\n")
    assert people.out == (
        f"unknown {URL} (2018-02-30): not looked up: the calendar has no such date as that of the citation\n"
    )


def test_what_is_no_url_and_what_archives_do_not_keep(linkaudit: Command, archive: FakeArchive) -> None:
    ran = look_up(linkaudit, ["not a url\t2018", f"{URL}\t2018", "mailto:ada@gazette.example\t2018"])
    assert [(answer["result"], answer["reason"]) for answer in ran.lines] == [
        ("unknown", "not-asked"),
        ("found", "ok"),
        ("unknown", "not-asked"),
    ]
    assert ran.code == 2
    assert "1 line or URL was of no use" in ran.complaint
    assert look_up(linkaudit, ["mailto:ada@gazette.example\t2018"]).code == 1


def test_without_archives_nothing_can_be_told(linkaudit: Command) -> None:
    linkaudit.configure()
    ran = look_up(linkaudit, [f"{URL}\t2018"])
    assert (ran.code, ran.lines[0]["reason"]) == (2, "not-asked")
    assert "no archive is asked" in ran.complaint


def test_a_good_capture_in_the_second_archive_beats_a_redirect_in_the_first(
    linkaudit: Command, archive: FakeArchive
) -> None:
    with FakeArchive() as first:
        first.hold(URL, Held("20180710080000", status=301, location="http://elsewhere.test/"))
        services = [f"wayback+{each.url}" for each in (first, archive)]
        ran = look_up(linkaudit, [f"{URL}\t2018-07-15"], *(part for each in services for part in ("--service", each)))
    (answer,) = ran.lines
    assert (answer["status"], answer["archive"]) == (200, archive.url.removeprefix("http://"))


def test_a_redirect_stands_in_only_as_long_as_the_second_archive_does_not_answer(
    linkaudit: Command, archive: FakeArchive
) -> None:
    with FakeArchive() as first:
        first.hold(URL, Held("20180710080000", status=301, location="http://elsewhere.test/"))
        services = [f"wayback+{each.url}" for each in (first, archive)]
        linkaudit.configure(services, state=str(linkaudit.folder / STATE))
        archive.faults = [Fault(9, Reply(503))]
        silent = look_up(linkaudit, [f"{URL}\t2018-07-15"])
        archive.faults = []
        answering = look_up(linkaudit, [f"{URL}\t2018-07-15"])
    assert [(ran.code, ran.lines[0]["status"]) for ran in (silent, answering)] == [(0, 301), (0, 200)]


def test_a_run_that_is_killed_loses_nothing_that_was_answered(linkaudit: Command, archive: FakeArchive) -> None:
    linkaudit.configure(
        [f"wayback+{archive.url}"], state=str(linkaudit.folder / STATE), archives__playback_per_minute=3
    )
    pages = [f"{HOST}/{each}" for each in range(5)]
    with linkaudit.started("archive", *pages, "--at", "2018") as running:
        shown = ""
        while shown.count("\n") < 3:
            shown += running.next_line()
        running.signal(signal.SIGKILL)
        running.wait()
    assert asked_for(archive) == set(pages[:3])
    linkaudit.configure([f"wayback+{archive.url}"], state=str(linkaudit.folder / STATE))
    ran = linkaudit.run("archive", *pages, "--at", "2018")
    assert (ran.code, ran.out.count("\n")) == (1, 5)
    assert asked_for(archive) == set(pages[3:])
