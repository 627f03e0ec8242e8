"""Archives are asked within their limits, by all runs together, and left alone when they refuse: measured at them."""

from __future__ import annotations

import json
import signal
import socket
import sqlite3
from contextlib import ExitStack, closing
from typing import TYPE_CHECKING, Any

import pytest
from support.command import until
from support.fake_archive import FakeArchive, Held
from support.loopback import Fault, Reply
from support.schema import check_format

if TYPE_CHECKING:
    from collections.abc import Iterable

    from support.command import Command, Ran
    from support.loopback import Request

PATIENCE = "30s"
"""A budget: shorter than the minute after which an archive would be asked again, and long enough for the rest."""
AT = ("--at", "2018-07-12", "--output-format", "jsonl")


def pages(first: int, number: int) -> list[str]:
    return [f"http://127.0.0.50/{each}" for each in range(first, first + number)]


def of_page(archive: FakeArchive) -> list[str]:
    """Give the pages for which the archive was asked, in that order."""
    return [request.target.partition("id_/")[2] for request in archive.requests if "id_/" in request.target]


def reasons(*ran: Ran) -> set[tuple[str, str]]:
    return {(answer["result"], answer["reason"]) for each in ran for answer in each.lines}


def together(linkaudit: Command, *works: Iterable[str]) -> list[Ran]:
    """Run several look-ups at once."""
    with ExitStack() as started:
        arguments = [("archive", *work, *AT, "--budget", PATIENCE) for work in works]
        running = [started.enter_context(linkaudit.started(*each)) for each in arguments]
        return [each.wait() for each in running]


def test_two_runs_at_once_keep_to_one_limit(linkaudit: Command, archive: FakeArchive) -> None:
    linkaudit.configure([f"wayback+{archive.url}"], archives__playback_per_minute=20)
    both = together(linkaudit, pages(0, 30), pages(100, 30))
    assert len(archive.requests) == 20
    assert [len(ran.lines) for ran in both] == [30, 30]
    assert reasons(*both) == {("absent", "no-capture"), ("unknown", "budget-spent")}
    assert sum(answer["result"] == "absent" for ran in both for answer in ran.lines) == 20
    for ran in both:
        assert ran.code == 75
        assert "the budget for archives, 30s, was spent" in ran.err


def test_a_run_after_the_other_keeps_to_the_same_limit(linkaudit: Command, archive: FakeArchive) -> None:
    linkaudit.configure([f"wayback+{archive.url}"], archives__playback_per_minute=20)
    for first in (0, 15, 30):
        linkaudit.run("archive", *pages(first, 15), *AT, "--budget", PATIENCE)
    assert len(archive.requests) == 20


class Refusing(FakeArchive):
    """Serves so many requests, and refuses all later ones; a little slowly, so that several are under way."""

    def __init__(self, served: int) -> None:
        super().__init__()
        self.served = served

    def answer(self, request: Request) -> Reply:
        self.pause(0.01)
        return Reply(429) if len(self.requests) > self.served else super().answer(request)


def test_a_refusal_of_one_run_stops_the_other(linkaudit: Command) -> None:
    with Refusing(served=20) as archive:
        # One that is not one's own: should the other run begin late, it does not begin by asking it anew.
        archive.base = elsewhere(linkaudit, archive.url)
        linkaudit.configure([f"wayback+{archive.base}"])
        both = together(linkaudit, pages(0, 100), pages(200, 100))
        assert 20 < len(archive.requests) <= 20 + 2 * 4, "no more than what both had under way"
    assert reasons(*both) <= {("absent", "no-capture"), ("unknown", "refused"), ("unknown", "budget-spent")}
    host = archive.base.removeprefix("http://")
    assert any(f"{host} refused once" in ran.err for ran in both)


def elsewhere(linkaudit: Command, host: str) -> str:
    """Call a server on this machine by a name that may be that of any archive."""
    linkaudit.names = {"archive.test": "127.0.0.1"}
    return f"http://archive.test:{host.rpartition(':')[2]}"


@pytest.mark.parametrize(
    ("reply", "reason"),
    [
        (Reply(429), "budget-spent"),
        (Reply(429, (("Retry-After", "100"),)), "budget-spent"),
        (Reply(429, (("Retry-After", "3600"),)), "given-up"),
    ],
    ids=["for as long as we think fit", "for less than five minutes", "for an hour"],
)
def test_a_run_does_not_begin_by_asking_an_archive_that_just_refused(
    linkaudit: Command, archive: FakeArchive, reply: Reply, reason: str
) -> None:
    archive.base = elsewhere(linkaudit, archive.url)
    linkaudit.configure([f"wayback+{archive.base}"])
    archive.faults = [Fault(1, reply)]
    refused = linkaudit.run("archive", *pages(0, 1), *AT)
    assert (refused.code, reasons(refused)) == (75, {("unknown", "refused")})
    archive.forget()
    again = linkaudit.run("archive", *pages(0, 9), *AT, "--budget", PATIENCE)
    assert (again.code, reasons(again)) == (75, {("unknown", reason)})
    assert archive.requests == []
    if reason == "given-up":
        host = archive.base.removeprefix("http://")
        assert f"{host} was left alone after 0 requests, since it refused another run" in again.err
        assert "9 look-ups stay open" in again.err


def test_an_own_archive_that_refused_an_earlier_run_is_asked_by_the_next(
    linkaudit: Command, archive: FakeArchive
) -> None:
    linkaudit.configure([f"wayback+{archive.url}"])
    archive.faults = [Fault(1, Reply(429))]
    assert reasons(linkaudit.run("archive", *pages(0, 1), *AT)) == {("unknown", "refused")}
    archive.forget()
    assert reasons(linkaudit.run("archive", *pages(0, 9), *AT)) == {("absent", "no-capture")}


def unused_port() -> str:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return f"127.0.0.1:{unused.getsockname()[1]}"


def test_an_own_archive_that_is_not_there_is_given_up_at_once(linkaudit: Command) -> None:
    host = unused_port()
    linkaudit.configure([f"wayback+http://{host}"])
    refused = linkaudit.run("archive", *pages(0, 50), *AT)
    assert refused.code == 75
    assert reasons(refused) == {("unknown", "unreachable"), ("unknown", "given-up")}
    assert "nothing answers there, on this machine" in refused.err


def test_an_archive_that_refuses_connections_is_left_alone_as_well(linkaudit: Command) -> None:
    base = elsewhere(linkaudit, unused_port())
    host = base.removeprefix("http://")
    linkaudit.configure([f"wayback+{base}"])
    refused = linkaudit.run("archive", *pages(0, 50), *AT, "--budget", PATIENCE)
    assert refused.code == 75
    assert sum(answer["reason"] == "unreachable" for answer in refused.lines) <= 4
    assert reasons(refused) == {("unknown", "unreachable"), ("unknown", "budget-spent")}
    assert f"{host} refused once" in refused.err
    with FakeArchive() as other:
        assert reasons(linkaudit.run("archive", *pages(0, 1), *AT, "--service", f"wayback+{other.url}")) == {
            ("absent", "no-capture")
        }, "other archives are asked"


def test_without_a_folder_to_tell_others_a_run_says_so_and_goes_on(linkaudit: Command, archive: FakeArchive) -> None:
    linkaudit.configure([f"wayback+{archive.url}"])
    folder = linkaudit.home / "state" / "linkaudit"
    folder.parent.mkdir()
    folder.write_text("in the place of a folder")
    ran = linkaudit.run("archive", *pages(0, 3), *AT)
    assert (ran.code, len(archive.requests)) == (1, 3)
    assert "archives were asked without regard to other runs" in ran.err


@pytest.mark.parametrize("content", [b"", b"rubbish", b"\xff" * 4000])
def test_rubbish_where_runs_tell_each_other_is_lived_with(
    linkaudit: Command, archive: FakeArchive, content: bytes
) -> None:
    linkaudit.configure([f"wayback+{archive.url}"])
    linkaudit.run("archive", *pages(0, 1), *AT)
    written = [each for each in (linkaudit.home / "state" / "linkaudit" / "courtesy").iterdir() if each.stat().st_size]
    assert written
    for each in written:
        each.write_bytes(content)
        each.with_name(each.name.replace("playback.starts", "pause")).write_bytes(content)
    ran = linkaudit.run("archive", *pages(0, 3), *AT, "--fresh")
    assert (ran.code, ran.err, len(archive.requests)) == (1, "", 4)


def cite(linkaudit: Command, archive: FakeArchive, number: int, **settings: object) -> list[str]:
    """Cite pages with captures of their own, of which each is found by one request."""
    urls = pages(0, number)
    for url in urls:
        archive.hold(url, Held("20190615235959"))
    linkaudit.configure([f"wayback+{archive.url}"], state=str(linkaudit.folder / "state.sqlite3"), **settings)
    linkaudit.write("cited.md", "---\ndate: 2019-06-15\n---\n\n" + "".join(f"- <{url}>\n" for url in urls))
    return urls


def last_report(linkaudit: Command) -> dict[str, Any]:
    folder = max((linkaudit.folder / "reports").iterdir(), key=lambda each: each.stat().st_mtime_ns)
    report = json.loads((folder / "report.json").read_text())
    check_format(report, "audit")
    report["words"] = (folder / "report.md").read_text()
    return dict(report)


def test_what_a_budget_leaves_open_the_next_runs_take_up(linkaudit: Command, archive: FakeArchive) -> None:
    urls = cite(linkaudit, archive, 12)
    counts = []
    for answered in (5, 10, 12):
        ran = linkaudit.run("audit", "cited.md", "--no-web", "--budget", "5")
        assert ran.code == 0, ran.err
        assert sorted(of_page(archive), key=urls.index) == urls[:answered], (
            "the neediest first, and nothing that was answered twice"
        )
        report = last_report(linkaudit)
        counts.append(report["summary"]["lookups"])
        note = f"the budget for archives, 5 requests, was spent after 5 requests; {12 - answered} look-ups stay open"
        assert (note in ran.err) is (answered < 12)
        assert (note in report["words"]) is (answered < 12)
        assert any(each.startswith(note) for each in report["summary"]["notes"]) is (answered < 12)
        host = archive.base.removeprefix("http://")
        assert report["summary"]["requests"] == {host: {"playback": 5 if answered < 12 else 2}}
    assert counts == [{"found": 5, "unknown": 7}, {"found": 10, "unknown": 2}, {"found": 12}]


def test_a_budget_may_be_a_time(linkaudit: Command, archive: FakeArchive) -> None:
    urls = cite(linkaudit, archive, 40)
    archive.faults = [Fault(999, stall=0.7)]
    ran = linkaudit.run("audit", "cited.md", "--no-web", "--budget", "2s")
    assert ran.code == 0
    asked = len(archive.requests)
    assert 1 <= asked <= 3 * 4, "four at a time, which take 0.7 seconds, and none that begins after more than two"
    report = last_report(linkaudit)
    assert report["summary"]["lookups"] == {"found": asked, "unknown": len(urls) - asked}
    assert "the budget for archives, 2s, was spent" in ran.err
    archive.faults = []
    assert linkaudit.run("audit", "cited.md", "--no-web").code == 0
    assert sorted(of_page(archive)) == sorted(urls)


def test_a_budget_that_is_none_is_refused(linkaudit: Command, archive: FakeArchive) -> None:
    cite(linkaudit, archive, 1)
    for command in (("audit", "cited.md"), ("archive", "http://127.0.0.50/")):
        ran = linkaudit.run(*command, "--budget", "soon")
        assert ran.code == 2
        assert "archives.budget" in ran.complaint
    assert archive.requests == []


def known(linkaudit: Command) -> int:
    """Count the answers that are in the state."""
    try:
        with closing(sqlite3.connect(linkaudit.folder / "state.sqlite3")) as connection:
            (number,) = connection.execute("SELECT count(*) FROM lookups").fetchone()
            return int(number)
    except sqlite3.OperationalError:
        # It is just being made.
        return 0


def test_a_run_that_is_killed_among_the_archives_asks_for_nothing_twice(
    linkaudit: Command, archive: FakeArchive
) -> None:
    urls = cite(linkaudit, archive, 20, archives__timeout=30.0)
    archive.faults = [Fault(99, stall=30.0, prefix=f"/web/20190615235959id_/{url}") for url in urls[12:]]
    with linkaudit.started("audit", "cited.md", "--no-web") as running:
        until(lambda: known(linkaudit) == 12)
        running.signal(signal.SIGKILL)
        assert running.wait().code == -signal.SIGKILL
    archive.forget()
    ran = linkaudit.run("audit", "cited.md", "--no-web")
    assert ran.code == 0
    assert set(of_page(archive)) == set(urls[12:])
    report = last_report(linkaudit)
    assert (report["run"]["resumed"], report["summary"]["lookups"]) == (True, {"found": 20})
