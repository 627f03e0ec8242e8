"""`linkaudit doctor`: whether everything is in place, and one polite look-up in each archive."""

from __future__ import annotations

import os
import socket
from typing import TYPE_CHECKING

import pytest
from support.fake_archive import FakeArchive, Held
from support.loopback import Fault, Reply

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Command

PAGE = "http://127.0.0.50/page"
NOWHERE = "http://a-page-that-cannot-exist.invalid/"


@pytest.fixture
def examined(linkaudit: Command, archive: FakeArchive) -> FakeArchive:
    archive.hold(PAGE, Held("20180712080000"), Held("20190712080000"))
    linkaudit.configure([f"wayback+{archive.url}"])
    return archive


def courtesy(linkaudit: Command) -> Path:
    return linkaudit.home / "state" / "linkaudit" / "courtesy"


def test_without_archives_nothing_is_asked_and_nothing_written(linkaudit: Command, examined: FakeArchive) -> None:
    before = sorted(linkaudit.home.rglob("*"))
    ran = linkaudit.run("doctor", "--output-format", "json")
    assert (ran.code, ran.err) == (0, "")
    found = ran.json
    assert found["configuration"] == str(linkaudit.folder / "linkaudit.toml")
    assert found["services"] == [f"wayback+{examined.url}"]
    assert found["state"]["usable"]
    assert found["courtesy"] == {"path": str(courtesy(linkaudit)), "usable": True, "state": "it can be made"}
    assert {extra["name"] for extra in found["extras"]} >= {"pdf", "warc"}
    assert found["archives"] == []
    assert examined.requests == []
    assert sorted(linkaudit.home.rglob("*")) == before


def test_offline_never_asks(linkaudit: Command, examined: FakeArchive) -> None:
    assert linkaudit.run("doctor", "--archives", "--offline").code == 0
    assert examined.requests == []


def test_each_archive_is_asked_three_things(linkaudit: Command, examined: FakeArchive) -> None:
    ran = linkaudit.run("doctor", "--archives", "--url", PAGE, "--output-format", "json")
    assert (ran.code, ran.err) == (0, "")
    (service,) = ran.json["archives"]
    assert (service["service"], service["unasked"]) == (f"wayback+{examined.url}", "")
    says = [(step["question"], step["url"], step["says"], step["answered"]) for step in service["steps"]]
    assert says == [
        ("the nearest capture", PAGE, "it points at the capture of 2019-07-12 08:00:00 UTC", True),
        ("the list of captures", PAGE, "it lists 2 from 2018-07-12 to 2019-07-12", True),
        ("a page that cannot exist", NOWHERE, "it has none, as it should be", True),
    ]
    assert [[asked["status"] for asked in step["requests"]] for step in service["steps"]] == [[302], [200], [404]]
    assert len(examined.requests) == 3
    assert all(0 <= asked["elapsed_ms"] < 30_000 for step in service["steps"] for asked in step["requests"])


def test_it_is_told_in_words(linkaudit: Command, examined: FakeArchive) -> None:
    ran = linkaudit.run("doctor", "--archives", "--url", PAGE)
    assert ran.code == 0
    assert f"wayback+{examined.url}: answers\n" in ran.out
    assert "it points at the capture of 2019-07-12 08:00:00 UTC" in ran.out
    assert ": 302 in " in ran.out


@pytest.mark.parametrize(
    ("fault", "says", "requests"),
    [
        (Fault(9, Reply(429)), "it asks to be left alone for a while", 1),
        (Fault(9, Reply(429, (("Retry-After", "3600"),))), "it asks to be left alone for a while", 1),
        (Fault(9, Reply(503)), "it has an error of its own", 3),
        (Fault(9, drop=True), "it cannot be reached", 3),
        (Fault(9, Reply(200, (), b"<p>Welcome")), "what came is not what such an archive says", 3),
    ],
)
def test_an_archive_that_does_not_answer(
    linkaudit: Command, examined: FakeArchive, fault: Fault, says: str, requests: int
) -> None:
    examined.faults = [fault]
    ran = linkaudit.run("doctor", "--archives", "--url", PAGE, "--output-format", "json")
    assert ran.code == 75
    (service,) = ran.json["archives"]
    assert {(step["answered"], step["says"]) for step in service["steps"]} == {(False, says)}
    assert len(service["steps"]) == len(examined.requests) == requests


def test_an_archive_that_refuses_connections(linkaudit: Command) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    linkaudit.configure([f"wayback+http://127.0.0.1:{port}"])
    ran = linkaudit.run("doctor", "--archives")
    assert ran.code == 75
    assert "refused" in ran.out
    assert "it was not asked any further, since it refused" in ran.out


def test_an_archive_that_refused_another_run_is_left_alone(linkaudit: Command, examined: FakeArchive) -> None:
    linkaudit.names = {"archive.test": "127.0.0.1"}
    examined.base = f"http://archive.test:{examined.url.rpartition(':')[2]}"
    linkaudit.configure([f"wayback+{examined.base}"])
    examined.faults = [Fault(1, Reply(429, (("Retry-After", "3600"),)))]
    assert linkaudit.run("archive", PAGE).code == 75
    examined.requests.clear()
    ran = linkaudit.run("doctor", "--archives")
    assert ran.code == 75
    assert "it refused a while ago, and is left alone for 3" in ran.out
    assert examined.requests == []


def test_an_archive_that_has_what_cannot_be(linkaudit: Command, examined: FakeArchive) -> None:
    examined.hold(NOWHERE, Held("20180712080000"))
    ran = linkaudit.run("doctor", "--archives", "--url", PAGE)
    assert ran.code == 1
    assert "which cannot be" in ran.out


@pytest.mark.parametrize("service", ["wayback+https://archive.today", "timegate+http://archive.ph/timegate/"])
def test_an_archive_that_is_not_trusted_is_never_asked(linkaudit: Command, service: str) -> None:
    linkaudit.configure([service])
    ran = linkaudit.run("doctor", "--archives")
    assert ran.code == 75
    assert "was not asked" in ran.out
    assert linkaudit.outside == set()


def test_what_cannot_be_written_is_told(linkaudit: Command) -> None:
    linkaudit.configure(state=str(linkaudit.folder / "file" / "state.sqlite3"))
    linkaudit.write("file", "in the place of a folder")
    courtesy(linkaudit).parent.mkdir(parents=True)
    courtesy(linkaudit).write_text("in the place of a folder")
    ran = linkaudit.run("doctor", "--output-format", "json")
    assert ran.code == 1
    found = ran.json
    assert (found["state"]["usable"], found["courtesy"]["usable"]) == (False, False)
    assert found["courtesy"]["state"] == f"{courtesy(linkaudit)} is no folder"


def test_a_state_that_is_none_is_told(linkaudit: Command) -> None:
    linkaudit.configure(state=str(linkaudit.folder / "state.sqlite3"))
    linkaudit.write("state.sqlite3", "this is no database, and long enough to be seen as none" * 20)
    ran = linkaudit.run("doctor")
    assert ran.code == 1
    assert "cannot be used" in ran.out


def test_a_state_in_memory_and_no_settings(linkaudit: Command) -> None:
    ran = linkaudit.run("doctor", "--state", ":memory:")
    assert ran.code == 0
    assert "in memory: nothing is remembered" in ran.out
    assert "no file: each is at its default" in ran.out


def test_secrets_in_addresses_are_not_shown(linkaudit: Command, examined: FakeArchive) -> None:
    address = examined.url.replace("http://", "http://reader:hunter2@")
    for output in ("text", "json"):
        ran = linkaudit.run("doctor", "--archives", "--service", f"wayback+{address}", "--output-format", output)
        assert "hunter2" not in ran.out + ran.err


def test_a_state_in_use_is_no_trouble(linkaudit: Command, tmp_path: Path) -> None:
    from linkaudit.history.store import open_store  # noqa: PLC0415 - this test is in the process beside

    state = os.fspath(tmp_path / "state.sqlite3")
    with open_store(state):
        ran = linkaudit.run("doctor", "--state", state)
    assert ran.code == 0
    assert "a run is using it" in ran.out


def test_a_local_collection_is_looked_into_without_network(linkaudit: Command) -> None:
    row = '{"url": "http://a.test/page", "mime": "text/html", "status": "200", "digest": "A", "length": "9"}'
    linkaudit.write("mine.cdxj", f"test,a)/page 20180712080000 {row}\n")
    linkaudit.configure(["file:mine.cdxj"])
    ran = linkaudit.run("doctor", "--archives", "--url", "http://a.test/page", "--output-format", "json")
    assert ran.code == 0
    (service,) = ran.json["archives"]
    assert service["service"] == f"file:{linkaudit.folder / 'mine.cdxj'}"
    assert [(step["says"], step["requests"]) for step in service["steps"]] == [
        ("it has no short way to the nearest capture", []),
        ("it lists 1 from 2018-07-12 to 2018-07-12", []),
        ("it lists none, as it should be", []),
    ]


def test_a_collection_that_is_damaged_is_told(linkaudit: Command) -> None:
    linkaudit.write("torn.wacz", "PK\x03\x04 torn")
    linkaudit.configure(["file:torn.wacz"])
    ran = linkaudit.run("doctor", "--archives")
    assert ran.code == 75
    told = (
        "it lists none, and a part of it cannot be read: torn.wacz: no package that can be read: File is not a zip file"
    )
    assert ran.out.count(told) == 2


def test_a_collection_that_is_not_there_is_told(linkaudit: Command, examined: FakeArchive) -> None:
    linkaudit.configure(["file:none.wacz", f"wayback+{examined.url}"])
    ran = linkaudit.run("doctor", "--archives")
    assert ran.code == 75
    assert "there is no such file or folder" in ran.out
    assert len(examined.requests) == 3, "the others are asked all the same"
