"""A machine without network: nothing is called dead, nothing is remembered, and what can be said offline is said."""

from __future__ import annotations

import json
import socket
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from support.site import Site, page

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Command, Ran

CONTROL = "no-such-control.invalid"
# A link without a target, which no network is needed to find.
OFFLINE_FINDING = "[nothing]()\n"


@pytest.fixture
def state(linkaudit: Command) -> Path:
    """Take the network away, and name the file that remembers."""
    state = linkaudit.folder / "state.sqlite3"
    linkaudit.configure(["wayback+http://archive.test"], web__control_hosts=[CONTROL], web__retries=0, state=str(state))
    return state


def cite(linkaudit: Command, *hosts: str) -> None:
    linkaudit.write("cited.md", OFFLINE_FINDING + "".join(f"\n- <http://{host}/page>\n" for host in hosts))
    linkaudit.expected_outside = {f"resolve {name}" for name in (*hosts, CONTROL)}


def report(linkaudit: Command) -> dict[str, Any]:
    (folder,) = (linkaudit.folder / "reports").iterdir()
    assert "no network" in (folder / "report.md").read_text()
    return dict(json.loads((folder / "report.json").read_text()))


def remembered(state: Path) -> list[str]:
    with closing(sqlite3.connect(state)) as connection:
        return [row[0] for row in connection.execute("SELECT url FROM observations")]


@pytest.mark.parametrize("number", [1, 3, 40])
def test_nothing_is_called_dead(linkaudit: Command, state: Path, number: int) -> None:
    cite(linkaudit, *(f"www.site-{each}.test" for each in range(number)))
    ran = linkaudit.run("audit", "cited.md")
    assert ran.code == 75
    assert "no network" in ran.out
    whole = report(linkaudit)
    assert (whole["run"]["web"], whole["run"]["archives"], whole["run"]["complete"]) == ("offline", "not asked", False)
    assert (whole["observations"], whole["mementos"]) == ([], [])
    assert remembered(state) == []
    assert "resolve archive.test" not in linkaudit.outside
    assert f"resolve {CONTROL}" in linkaudit.outside


def test_what_can_be_said_without_network_is_reported(linkaudit: Command, state: Path) -> None:
    cite(linkaudit, "www.site.test")
    assert linkaudit.run("audit", "cited.md").code == 75
    assert [each["rule"] for each in report(linkaudit)["findings"]] == ["link-empty"]


def test_the_run_goes_on_when_the_network_is_back(linkaudit: Command, state: Path, site: Site) -> None:
    cite(linkaudit, "www.site.test")
    site.put("/page", page("A page"))
    linkaudit.write("cited.md", f"[a page]({site.url.replace(site.address, 'www.site.test')}/page)\n")
    assert linkaudit.run("audit", "cited.md", "--no-archives").code == 75
    before = report(linkaudit)["run"]["id"]
    linkaudit.names = {"www.site.test": site.address}
    back = linkaudit.run("audit", "cited.md", "--no-archives")
    assert back.code == 0, back.out
    (folder,) = (linkaudit.folder / "reports").iterdir()
    after = json.loads((folder / "report.json").read_text())
    assert (after["run"]["id"], after["run"]["resumed"]) == (before, True)
    assert after["summary"]["verdicts"] == {"alive": 1}


def test_a_host_on_this_machine_proves_no_network(linkaudit: Command, state: Path, site: Site) -> None:
    address = site.put("/page", page("A page"))
    cite(linkaudit, "www.site.test")
    linkaudit.write("local.md", f"<{address}>\n")
    assert linkaudit.run("audit", "cited.md", "local.md", "--no-archives").code == 75
    assert {each["url"]: each["verdict"] for each in report(linkaudit)["observations"]} == {address: "alive"}
    assert remembered(state) == [address]


def test_archives_alone_cannot_be_asked_either(linkaudit: Command, state: Path) -> None:
    linkaudit.write("cited.md", OFFLINE_FINDING + "<http://www.site.test/page>\n")
    linkaudit.expected_outside = {"resolve archive.test", f"resolve {CONTROL}"}
    ran = linkaudit.run("audit", "cited.md", "--no-web")
    assert ran.code == 75
    assert "The machine has no network: no archive was asked." in ran.out
    run = report(linkaudit)["run"]
    assert (run["web"], run["archives"], run["complete"]) == ("not asked", "offline", False)


def test_an_archive_that_is_away_is_no_missing_network(linkaudit: Command, state: Path) -> None:
    linkaudit.write("cited.md", "<http://www.site.test/page>\n")
    linkaudit.expected_outside = {"resolve archive.test"}
    online = {"LINKAUDIT_WEB_CONTROL_HOSTS": "localhost"}
    assert linkaudit.run("audit", "cited.md", "--no-web", variables=online).code == 0


def test_a_network_makes_the_same_names_dead(linkaudit: Command, state: Path) -> None:
    cite(linkaudit, "www.site.test", "www.other.test")
    ran = linkaudit.run(
        "audit", "cited.md", "--no-archives", variables={"LINKAUDIT_WEB_CONTROL_HOSTS": '["localhost"]'}
    )
    assert ran.code == 1
    assert ran.out.count("live-suspect") == 2
    assert len(remembered(state)) == 2


def check(linkaudit: Command, *urls: str) -> Ran:
    return linkaudit.run("check", *urls, "--output-format", "jsonl")


def test_check_judges_nothing_either(linkaudit: Command, state: Path) -> None:
    cite(linkaudit, "www.site.test", "www.other.test")
    ran = check(linkaudit, "http://www.site.test/page", "http://www.other.test/page")
    assert (ran.code, ran.out) == (75, "")
    assert ran.complaint == "linkaudit: the machine has no network; nothing was judged"


def test_a_proxy_that_is_down_is_no_network(linkaudit: Command, state: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as closed:
        proxy = {
            "LINKAUDIT_WEB_PROXY": f"http://127.0.0.1:{closed.getsockname()[1]}",
            "LINKAUDIT_WEB_PROXY_RESOLVES": "true",
        }
    why = "the proxy 127.0.0.1 cannot be reached: connection refused"
    ran = linkaudit.run("check", "http://www.site.test/page", variables=proxy)
    assert (ran.code, ran.out, ran.complaint) == (75, "", f"linkaudit: {why}; nothing was judged")
    cite(linkaudit, "www.site.test")
    audited = linkaudit.run("audit", "cited.md", "--no-archives", variables=proxy)
    assert audited.code == 75
    assert why in audited.err
    assert remembered(state) == []


def test_an_audit_told_to_stay_offline_asks_nobody_and_is_complete(linkaudit: Command, state: Path) -> None:
    cite(linkaudit, "www.site.test")
    linkaudit.expected_outside = set()
    ran = linkaudit.run("audit", "cited.md", "--offline", "--output-format", "json")
    assert ran.code == 1
    assert ran.json["run"]["complete"] is True
    assert (ran.json["run"]["web"], ran.json["run"]["archives"]) == ("not asked", "not asked")
    assert linkaudit.outside == set()
