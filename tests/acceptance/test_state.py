"""The file that remembers: shared, broken, out of reach, from another version."""

from __future__ import annotations

import re
import shlex
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.command import PROGRAM, Command, until
from support.site import Gate, Site, page

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def state(linkaudit: Command) -> Path:
    state = linkaudit.folder / "state.sqlite3"
    linkaudit.configure(web__timeout=20.0, state=str(state))
    return state


def cite(linkaudit: Command, url: str) -> None:
    linkaudit.write("cited.md", f"[a page]({url})\n")


def test_a_second_run_on_the_same_state_is_told_to_try_later(linkaudit: Command, site: Site, state: Path) -> None:
    gate = Gate(site)
    cite(linkaudit, site.put("/page", gate))
    with linkaudit.started("audit", "cited.md") as first:
        until(lambda: len(site.requests) == 1)
        second = linkaudit.run("audit", "cited.md")
        assert second.code == 75
        assert second.complaint == f"linkaudit: another run is using the state {state}; try again later"
        assert second.out == ""
        assert len(site.requests) == 1
        gate.open()
        assert first.wait().code == 0


def test_a_second_run_that_may_wait_comes_after_the_first(linkaudit: Command, site: Site, state: Path) -> None:
    gate = Gate(site)
    cite(linkaudit, site.put("/page", gate))
    with linkaudit.started("audit", "cited.md") as first:
        until(lambda: len(site.requests) == 1)
        with linkaudit.started("audit", "cited.md", "--wait", 20) as second:
            site.pause(0.5)  # long enough for the second to find the first at work
            assert len(site.requests) == 1
            gate.open()
            assert first.wait().code == 0
            assert second.wait().code == 0
    # The second found nothing to go on with: what was done was done.
    assert len(site.requests) == 2
    assert len(list((linkaudit.folder / "reports").iterdir())) == 2


def test_waiting_has_an_end(linkaudit: Command, site: Site, state: Path) -> None:
    cite(linkaudit, site.put("/page", Gate(site)))
    with linkaudit.started("audit", "cited.md"):
        until(lambda: len(site.requests) == 1)
        assert linkaudit.run("audit", "cited.md", "--wait", "0.2").code == 75


def test_a_killed_run_leaves_no_lock_behind(linkaudit: Command, site: Site, state: Path) -> None:
    gate = Gate(site)
    cite(linkaudit, site.put("/page", gate))
    with linkaudit.started("audit", "cited.md"):
        until(lambda: len(site.requests) == 1)
    gate.open()
    assert linkaudit.run("audit", "cited.md").code == 0


def test_other_collections_have_other_states(linkaudit: Command, site: Site) -> None:
    linkaudit.configure(web__timeout=20.0)
    cite(linkaudit, site.put("/page", Gate(site)))
    linkaudit.write("elsewhere/linkaudit.toml", (linkaudit.folder / "linkaudit.toml").read_text())
    linkaudit.write("elsewhere/cited.md", f"[another]({site.put('/other', page('Another'))})\n")
    with linkaudit.started("audit", "cited.md"):
        until(lambda: len(site.requests) == 1)
        ran = linkaudit.run("audit", "elsewhere/cited.md", "--config", "elsewhere/linkaudit.toml")
        assert ran.code == 0, ran.err
    assert len(list((linkaudit.home / "state" / "linkaudit").glob("*.sqlite3"))) == 2


def spoil_with_garbage(state: Path) -> None:
    state.write_bytes(b"This is not a database at all. " * 100)


def spoil_by_cutting(state: Path) -> None:
    with closing(sqlite3.connect(state)) as connection:
        connection.execute("CREATE TABLE runs (id)")
        connection.executemany("INSERT INTO runs VALUES (?)", [("x" * 900,)] * 100)
        connection.commit()
    data = state.read_bytes()
    state.write_bytes(data[:100] + b"\xff" * (len(data) - 100))


def spoil_by_a_newer_version(state: Path) -> None:
    with closing(sqlite3.connect(state)) as connection:
        connection.execute("CREATE TABLE runs (id)")
        connection.execute("PRAGMA user_version = 999")


def spoil_by_another_program(state: Path) -> None:
    with closing(sqlite3.connect(state)) as connection:
        connection.execute("CREATE TABLE bookmarks (url)")


def spoil_by_another_program_with_versions(state: Path) -> None:
    spoil_by_another_program(state)
    with closing(sqlite3.connect(state)) as connection:
        connection.execute("PRAGMA user_version = 77")


def spoil_by_a_folder_in_its_place(state: Path) -> None:
    state.mkdir()


def spoil_by_a_folder_for_the_lock(state: Path) -> None:
    state.with_name(f"{state.name}.lock").mkdir()


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_with_garbage, "cannot be used: file is not a database"),
        (spoil_by_cutting, "cannot be used: "),
        (spoil_by_a_newer_version, "was written by a newer version of linkaudit"),
        (spoil_by_another_program, "cannot be used: it is the database of another program"),
        (spoil_by_another_program_with_versions, "cannot be used: it is the database of another program"),
        (spoil_by_a_folder_in_its_place, "cannot be used: unable to open database file"),
        (spoil_by_a_folder_for_the_lock, "cannot be written: Is a directory"),
    ],
)
def test_a_state_that_cannot_be_used_is_named_and_left_alone(
    linkaudit: Command, site: Site, state: Path, spoil: Callable[[Path], None], words: str
) -> None:
    spoil(state)
    before = state.read_bytes() if state.is_file() else b""
    cite(linkaudit, site.put("/page", page("A page")))
    ran = linkaudit.run("audit", "cited.md")
    assert ran.code == 2
    assert ran.complaint.startswith(f"linkaudit: the state {state} {words}")
    assert ran.out == ""
    assert site.requests == []
    assert (state.read_bytes() if state.is_file() else b"") == before
    assert not (linkaudit.folder / "reports").exists()


@pytest.mark.parametrize("place", ["/dev/full/state.sqlite3", "/proc/no-such-folder/state.sqlite3", "cited.md/state"])
def test_a_place_that_holds_no_files_is_named(linkaudit: Command, site: Site, place: str) -> None:
    linkaudit.configure()
    cite(linkaudit, site.put("/page", page("A page")))
    ran = linkaudit.run("audit", "cited.md", "--state", place)
    assert ran.code == 2
    assert re.fullmatch(rf"linkaudit: the state {place} cannot be (written|used): .+", ran.complaint)
    assert site.requests == []


def test_nothing_is_left_behind_by_a_run_that_is_to_forget(linkaudit: Command, site: Site) -> None:
    linkaudit.configure()
    cite(linkaudit, site.put("/page", page("A page")))
    assert linkaudit.run("audit", "cited.md", "--state", ":memory:").code == 0
    assert not (linkaudit.home / "state").exists()
    assert {each.name for each in linkaudit.folder.iterdir()} == {"cited.md", "linkaudit.toml", "reports"}


def test_a_state_from_the_command_line_lies_where_one_is(linkaudit: Command, site: Site) -> None:
    linkaudit.configure()
    cite(linkaudit, site.put("/page", page("A page")))
    assert linkaudit.run("audit", "cited.md", "--state", "kept/state.sqlite3").code == 0
    assert (linkaudit.folder / "kept" / "state.sqlite3").is_file()


def test_a_state_from_a_file_lies_beside_it(linkaudit: Command, site: Site) -> None:
    linkaudit.configure(state="kept/state.sqlite3")
    linkaudit.write("deep/cited.md", f"[a page]({site.put('/page', page('A page'))})\n")
    ran = linkaudit.run("audit", "cited.md", "--config", "../linkaudit.toml", folder="deep")
    assert ran.code == 0, ran.err
    assert (linkaudit.folder / "kept" / "state.sqlite3").is_file()


def test_the_line_for_cron_has_something_mailed_only_if_there_is_something_new(linkaudit: Command) -> None:
    """What is run is the line of the README; cron mails whatever is printed."""
    text = (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
    (line,) = re.findall(r"^```cron\n(?:\S+ ){5} *(.+)$", text, re.MULTILINE)
    assert "%" not in line  # a line break to cron
    line = line.replace("/srv/collection", shlex.quote(str(linkaudit.folder)))
    line = line.replace("linkaudit audit", f"{shlex.quote(str(PROGRAM))} audit --offline")
    linkaudit.configure()
    linkaudit.home.mkdir(exist_ok=True)

    def mailed() -> str:
        ran = linkaudit.run("-c", line, program=("sh",), folder="/")
        return ran.out + ran.err

    cite(linkaudit, "https://www.example.org/")
    assert mailed() == ""
    cite(linkaudit, "")
    assert "error link-empty" in (mail := mailed())
    assert "1 document, 1 reference: 1 error" in mail
    assert mailed() == ""
