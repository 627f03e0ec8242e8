"""Memory over time: what earlier audits saw counts, is shown, and saves asking again."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from support.command import Command, Ran, until
from support.site import Gate, Site, missing_page, page

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def state(linkaudit: Command) -> Path:
    state = linkaudit.folder / "state.sqlite3"
    linkaudit.configure(web__timeout=20.0, web__retries=0, state=str(state))
    return state


def cite(linkaudit: Command, *urls: str) -> None:
    linkaudit.write("cited.md", "".join(f"- [a page]({url})\n" for url in urls))


def let_pass(state: Path, days: float) -> None:
    """Let time pass: move all that the state remembers into the past."""
    with closing(sqlite3.connect(state, isolation_level=None)) as connection:
        connection.create_function(
            "earlier", 1, lambda moment: (datetime.fromisoformat(moment) - timedelta(days=days)).isoformat()
        )
        connection.execute("UPDATE observations SET checked_at = earlier(checked_at)")
        connection.execute("UPDATE runs SET started_at = earlier(started_at)")
        connection.execute("UPDATE runs SET finished_at = earlier(finished_at) WHERE finished_at IS NOT NULL")


def audited(linkaudit: Command, *options: str) -> tuple[Ran, dict[str, Any]]:
    """Audit, and give the report as well."""
    ran = linkaudit.run("audit", "cited.md", "--no-archives", "--output-format", "json", *options)
    return ran, json.loads(ran.out)


def rules(report: dict[str, Any]) -> list[tuple[str, str]]:
    return [(each["rule"], each["severity"]) for each in report["findings"]]


def test_a_death_is_suspected_confirmed_and_forgotten_on_the_first_success(
    linkaudit: Command, site: Site, state: Path
) -> None:
    url = site.put("/page", missing_page())
    cite(linkaudit, url)
    for expected, condition, words, code in [
        ("live-suspect", "suspect", "seen in a single look", 0),
        ("live-suspect", "suspect", "2 looks", 0),
        ("live-dead", "confirmed", "confirmed since", 1),
    ]:
        # A scheduled audit alarms on what is certain only.
        ran, report = audited(linkaudit, "--fail-on", "error")
        assert ran.code == code, ran.err
        ((rule, _),) = rules(report)
        (seen,) = report["observations"]
        assert (rule, seen["standing"]["condition"]) == (expected, condition)
        assert words in report["findings"][0]["message"]
        let_pass(state, 3.5)
    site.put("/page", page("It is back"))
    ran, report = audited(linkaudit)
    assert (ran.code, rules(report), report["observations"][0]["standing"]) == (0, [], None)
    site.put("/page", missing_page())
    let_pass(state, 7)
    _, report = audited(linkaudit)
    assert rules(report) == [("live-suspect", "warning")]
    assert report["observations"][0]["standing"]["failed_looks"] == 1


def test_looks_on_one_day_confirm_nothing(linkaudit: Command, site: Site, state: Path) -> None:
    cite(linkaudit, site.put("/page", missing_page(410)))
    for _ in range(4):
        ran, report = audited(linkaudit)
    assert (ran.code, rules(report)) == (1, [("live-suspect", "warning")])
    standing = report["observations"][0]["standing"]
    assert (standing["looks"], standing["counted_looks"]) == (4, 1)


def test_only_what_is_due_is_asked_and_for_the_rest_the_last_look_stands(
    linkaudit: Command, site: Site, state: Path
) -> None:
    alive, gone = site.put("/alive", page("Alive")), site.put("/gone", missing_page())
    cite(linkaudit, alive, gone)
    assert audited(linkaudit, "--due")[0].code == 1
    assert set(site.paths()) == {"/alive", "/gone"}
    before = json.loads(linkaudit.run("history", alive, "--output-format", "json").out)["observations"][0]["checked_at"]
    site.forget()

    new = site.put("/new", page("New"))
    cite(linkaudit, alive, gone, new)
    ran, report = audited(linkaudit, "--due")
    assert set(site.paths()) == {"/new"}
    assert {each["url"]: each["verdict"] for each in report["observations"]} == {
        alive: "alive", gone: "dead", new: "alive",
    }  # fmt: skip
    assert next(each["checked_at"] for each in report["observations"] if each["url"] == alive) == before
    assert rules(report) == [("live-suspect", "warning")]
    assert ran.code == 1
    site.forget()

    let_pass(state, 3.5)
    audited(linkaudit, "--due")
    assert set(site.paths()) == {"/gone"}
    site.forget()
    let_pass(state, 5)
    audited(linkaudit, "--due")
    assert set(site.paths()) == {"/alive", "/gone", "/new"}
    site.forget()
    # By hand everything is asked.
    audited(linkaudit)
    assert set(site.paths()) == {"/alive", "/gone", "/new"}


def test_the_summary_says_what_was_not_due(linkaudit: Command, site: Site, state: Path) -> None:
    cite(linkaudit, site.put("/page", page("A page")))
    linkaudit.run("audit", "cited.md")
    let_pass(state, 1)
    ran = linkaudit.run("audit", "cited.md", "--due")
    assert "0 addresses looked at once, 1 not due, whose last look stands: 1 alive." in ran.out


def test_only_changes_are_shown_and_count(linkaudit: Command, site: Site, state: Path) -> None:
    one, other = site.put("/one", missing_page()), site.put("/other", page("Other"))
    cite(linkaudit, one, other)
    ran, report = audited(linkaudit, "--only-changed")
    assert (ran.code, rules(report), report["run"]["compared_with"]) == (1, [("live-suspect", "warning")], "")
    first = report["run"]["id"]

    ran, report = audited(linkaudit, "--only-changed")
    assert (ran.code, rules(report), report["run"]["compared_with"]) == (0, [], first)
    assert (report["summary"]["unchanged"], report["summary"]["gone"]) == (1, 0)

    site.put("/other", missing_page(410))
    ran, report = audited(linkaudit, "--only-changed")
    assert (ran.code, [each["url"] for each in report["findings"]]) == (1, [other])
    written = (linkaudit.folder / "reports" / report["run"]["id"] / "report.md").read_text()
    assert "1 finding of then is unchanged and left out, 0 are gone" in written

    # Another verdict on the same link is a change; what is gone is counted.
    site.put("/other", page("Other"))
    site.put("/one", missing_page(410))
    ran, report = audited(linkaudit, "--only-changed")
    assert (ran.code, [each["url"] for each in report["findings"]]) == (1, [one])
    assert (report["summary"]["unchanged"], report["summary"]["gone"]) == (0, 1)

    # All of it is still there for who asks.
    assert rules(audited(linkaudit)[1]) == [("live-suspect", "warning")]


def test_the_past_of_a_url_is_shown_the_oldest_look_first(linkaudit: Command, site: Site, state: Path) -> None:
    url = site.put("/page", page("A page"), missing_page())
    cite(linkaudit, f"{url}#part")
    for _ in range(3):
        linkaudit.run("audit", "cited.md")
        let_pass(state, 4)
    ran = linkaudit.run("history", f"{url}#part")
    assert (ran.code, ran.err) == (0, "")
    head, condition, *looks = ran.out.splitlines()
    assert head == url
    assert condition.startswith("  suspect, 2 failed looks since ")
    assert condition.endswith("; 3 looks")
    assert [line.split()[2:5] for line in looks] == [
        ["alive", "ok", "200"], ["dead", "not-found", "404"], ["dead", "not-found", "404"],
    ]  # fmt: skip
    assert [line[2:18] for line in looks] == sorted(line[2:18] for line in looks)
    whole = linkaudit.run("history", url, "--output-format", "json").json
    assert (whole["url"], whole["standing"]["condition"], len(whole["observations"])) == (url, "suspect", 3)
    lines = linkaudit.run("history", url, "--output-format", "jsonl").lines
    assert lines == whole["observations"]
    day = datetime.fromisoformat(lines[0]["checked_at"]).date()
    then = linkaudit.run("history", url, "--output-format", "json", "--as-of", str(day)).json
    assert (then["standing"]["condition"], len(then["observations"])) == ("alive", 1)


def test_what_was_never_looked_at_has_no_past(linkaudit: Command, site: Site, state: Path) -> None:
    nothing = linkaudit.run("history", "http://never.test/")
    assert (nothing.code, nothing.complaint) == (
        2,
        f"linkaudit: there is no state {state}: nothing has been audited yet",
    )
    assert not state.exists()
    url = site.put("/page", page("A page"))
    cite(linkaudit, url)
    linkaudit.run("audit", "cited.md")
    ran = linkaudit.run("history", "http://never.test/", url)
    assert ran.code == 3
    assert ran.complaint == f"linkaudit: http://never.test/ was never looked at, as far as the state {state} goes"
    assert ran.out.startswith(url)


def test_the_past_can_be_read_while_an_audit_is_at_work(linkaudit: Command, site: Site, state: Path) -> None:
    gate = Gate(site)
    first, held = site.put("/first", page("First")), site.put("/held", gate)
    cite(linkaudit, first, held)
    with linkaudit.started("audit", "cited.md") as running:
        until(lambda: linkaudit.run("history", first).code == 0)
        assert linkaudit.run("history", held).code == 3
        gate.open()
        assert running.wait().code == 0
    assert linkaudit.run("history", held).code == 0


def test_what_is_due_is_decided_on_the_day_of_the_audit(linkaudit: Command, site: Site, state: Path) -> None:
    alive, gone = site.put("/alive", page("Alive")), site.put("/gone", missing_page())
    cite(linkaudit, alive, gone)
    audited(linkaudit, "--due")
    today = datetime.now(UTC).date()
    for days, asked in ((1, set()), (5, {"/gone"}), (12, {"/alive", "/gone"})):
        site.forget()
        audited(linkaudit, "--due", "--as-of", (today + timedelta(days=days)).isoformat())
        assert set(site.paths()) == asked, days
