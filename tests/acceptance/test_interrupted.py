"""Runs that are killed, terminated or stopped by hand, and what the next run makes of them."""

from __future__ import annotations

import json
import signal
import sqlite3
from contextlib import closing
from random import Random
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest
from support.command import Command, Ran, until
from support.fake_archive import FakeArchive, Held
from support.loopback import Fault
from support.site import Gate, Site, page

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from support.loopback import Reply, Request

PAGES = 60
ANSWERED = 30
UNDER_WAY = 4
"""Requests to one host at once, by default. When so many are held, all that was answered before has been seen."""
STATE = "state.sqlite3"


@pytest.fixture
def gate(linkaudit: Command, site: Site) -> Gate:
    """Cite sixty pages, of which thirty answer and the others let the run wait."""
    gate = Gate(site, ANSWERED)
    urls = [site.put(f"/page/{number}", gate) for number in range(PAGES)]
    linkaudit.configure(web__timeout=20.0, state=str(linkaudit.folder / STATE))
    linkaudit.write("cited.md", "---\ndate: 2019-06-15\n---\n\n" + "".join(f"- <{url}>\n" for url in urls))
    return gate


def interrupt(linkaudit: Command, site: Site, number: int, *options: str) -> Ran:
    """Start an audit, send it a signal when half of the pages are known to it, and forget the requests."""
    with linkaudit.started("audit", "cited.md", *options) as running:
        until(lambda: len(site.requests) == ANSWERED + UNDER_WAY)
        # What was answered is written soon afterwards, in batches.
        until(lambda: len(looks(linkaudit)) == ANSWERED)
        running.signal(number)
        ran = running.wait()
    site.forget()
    return ran


def looks(linkaudit: Command) -> list[str]:
    """List the URLs of the looks that are in the state."""
    state = linkaudit.folder / STATE
    if not state.exists():
        return []
    try:
        with closing(sqlite3.connect(state)) as connection:
            return [url for (url,) in connection.execute("SELECT url FROM observations")]
    except sqlite3.OperationalError:
        # It is just being made.
        return []


def known_pages(linkaudit: Command) -> set[str]:
    """Give the paths of the pages of which the state has an answer."""
    return {urlsplit(url).path for url in looks(linkaudit)}


def slow_page(site: Site, seconds: float) -> Callable[[Request], Reply | None]:
    """Make a page that takes its time."""

    def answer(request: Request) -> Reply | None:
        del request
        return None if site.pause(seconds) else page("A page that takes its time")

    return answer


def reports(linkaudit: Command) -> list[Path]:
    folder = linkaudit.folder / "reports"
    return sorted(folder.iterdir()) if folder.exists() else []


def read(folder: Path) -> dict[str, Any]:
    return dict(json.loads((folder / "report.json").read_text()))


def test_a_killed_run_is_taken_up_where_it_stopped(linkaudit: Command, site: Site, gate: Gate) -> None:
    killed = interrupt(linkaudit, site, signal.SIGKILL)
    assert killed.code == -signal.SIGKILL
    assert reports(linkaudit) == []
    gate.open()
    again = linkaudit.run("audit", "cited.md")
    assert again.code == 0, again.err
    assert sorted(site.paths()) == sorted({f"/page/{number}" for number in range(PAGES)} - set(gate.answered))
    (folder,) = reports(linkaudit)
    report = read(folder)
    assert (report["run"]["resumed"], report["run"]["complete"], report["run"]["web"]) == (True, True, "asked")
    assert report["summary"]["verdicts"] == {"alive": PAGES}
    assert "taken up again after an interruption" in (folder / "report.md").read_text()
    # What is done is done: the next run is a new one.
    site.forget()
    assert linkaudit.run("audit", "cited.md").code == 0
    assert len(site.requests) == PAGES
    assert [read(each)["run"]["resumed"] for each in reports(linkaudit)] == [True, False]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_run_that_is_stopped_reports_what_it_has(linkaudit: Command, site: Site, gate: Gate, number: int) -> None:
    stopped = interrupt(linkaudit, site, number)
    assert stopped.code == 75
    assert "interrupted; run again to go on" in stopped.out
    assert stopped.err == ""
    (folder,) = reports(linkaudit)
    partial = read(folder)
    assert (partial["run"]["complete"], partial["run"]["web"], partial["run"]["resumed"]) == (
        False,
        "interrupted",
        False,
    )
    assert {each["url"] for each in partial["observations"]} == {site.url + path for path in gate.answered}
    assert "The audit is not complete" in (folder / "report.md").read_text()

    gate.open()
    assert linkaudit.run("audit", "cited.md").code == 0
    assert len(site.requests) == PAGES - ANSWERED
    assert reports(linkaudit) == [folder]
    whole = read(folder)
    assert (whole["run"]["id"], whole["run"]["complete"], whole["run"]["resumed"]) == (partial["run"]["id"], True, True)
    assert whole["summary"]["verdicts"] == {"alive": PAGES}


def test_a_fresh_run_asks_for_everything_again(linkaudit: Command, site: Site, gate: Gate) -> None:
    interrupt(linkaudit, site, signal.SIGTERM)
    gate.open()
    assert linkaudit.run("audit", "cited.md", "--fresh").code == 0
    assert len(site.requests) == PAGES
    cut, fresh = reports(linkaudit)
    assert read(cut)["run"]["id"] != read(fresh)["run"]["id"]
    assert read(fresh)["run"]["resumed"] is False


def test_an_old_interruption_is_not_taken_up(linkaudit: Command, site: Site, gate: Gate) -> None:
    interrupt(linkaudit, site, signal.SIGTERM)
    gate.open()
    assert linkaudit.run("audit", "cited.md", variables={"LINKAUDIT_RESUME_HOURS": "0"}).code == 0
    assert len(site.requests) == PAGES


def test_other_work_does_not_go_on_with_it(linkaudit: Command, site: Site, gate: Gate) -> None:
    interrupt(linkaudit, site, signal.SIGTERM)
    gate.open()
    linkaudit.write("other.md", f"<{site.url}/page/0>\n")
    assert linkaudit.run("audit", "cited.md", "other.md").code == 0
    assert len(site.requests) == PAGES


def test_a_resumed_run_reports_only_what_is_still_cited(linkaudit: Command, site: Site, gate: Gate) -> None:
    interrupt(linkaudit, site, signal.SIGTERM)
    gate.open()
    linkaudit.write("cited.md", f"<{site.url}/page/59>\n")
    assert linkaudit.run("audit", "cited.md").code == 0
    (folder,) = reports(linkaudit)
    assert [each["url"] for each in read(folder)["observations"]] == [f"{site.url}/page/59"]


def test_an_interruption_among_the_archives_keeps_what_they_said(
    linkaudit: Command, site: Site, archive: FakeArchive
) -> None:
    urls = [site.put(f"/page/{number}", page("Cited")) for number in range(10)]
    for url in urls:
        archive.hold(url, Held("20190615235959"))
    held = urls[10 - UNDER_WAY :]
    archive.faults = [Fault(times=9, stall=30.0, prefix=f"/web/20190615235959id_/{url}") for url in held]
    linkaudit.configure([f"wayback+{archive.url}"], archives__timeout=30.0)
    linkaudit.write("cited.md", "---\ndate: 2019-06-15\n---\n\n" + "".join(f"- <{url}>\n" for url in urls))
    with linkaudit.started("audit", "cited.md") as running:
        until(lambda: len(archive.requests) == len(urls))
        running.signal(signal.SIGTERM)
        assert running.wait().code == 75
    (folder,) = reports(linkaudit)
    partial = read(folder)
    assert (partial["run"]["web"], partial["run"]["archives"]) == ("asked", "interrupted")
    assert partial["summary"]["lookups"] == {"found": 10 - UNDER_WAY}

    site.forget()
    archive.forget()
    assert linkaudit.run("audit", "cited.md").code == 0
    assert site.requests == []
    assert sorted(request.target.partition("id_/")[2] for request in archive.requests) == held
    whole = read(folder)
    assert (whole["run"]["resumed"], whole["run"]["archives"]) == (True, "asked")
    assert whole["summary"]["lookups"] == {"found": 10}


def test_a_run_that_is_killed_again_and_again_asks_for_nothing_twice_that_it_has_written(
    linkaudit: Command, site: Site
) -> None:
    urls = [site.put(f"/page/{number}", slow_page(site, 0.02)) for number in range(600)]
    linkaudit.configure(web__timeout=20.0, state=str(linkaudit.folder / STATE))
    linkaudit.write("cited.md", "".join(f"- <{url}>\n" for url in urls))
    chance = Random(4711)  # noqa: S311 - no secret
    for _ in range(10):
        known = known_pages(linkaudit)
        site.forget()
        with linkaudit.started("audit", "cited.md", "--no-archives") as running:
            until(lambda: len(known_pages(linkaudit)) > len(known))  # noqa: B023 - called at once
            site.pause(chance.uniform(0.0, 0.1))
            running.signal(signal.SIGKILL)
            running.wait()
        assert known.isdisjoint(site.paths()), "its answer was written"
    known = known_pages(linkaudit)
    assert len(known) < len(urls), "it was killed on the way each time"
    site.forget()
    assert linkaudit.run("audit", "cited.md", "--no-archives").code == 0
    assert set(site.paths()) == {f"/page/{number}" for number in range(len(urls))} - known
    assert len(looks(linkaudit)) == len(urls), "each answer once"
    (folder,) = reports(linkaudit)
    assert read(folder)["summary"]["verdicts"] == {"alive": len(urls)}
