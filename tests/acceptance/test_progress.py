"""What a run shows of itself on a terminal, and that it shows nothing elsewhere."""

from __future__ import annotations

import pty
import subprocess
from typing import TYPE_CHECKING

import pytest
from support.command import PROGRAM
from support.site import Site, page

if TYPE_CHECKING:
    from support.command import Command


@pytest.fixture(autouse=True)
def cited(linkaudit: Command, site: Site) -> None:
    linkaudit.configure()
    alive, lost = site.put("/page", page("A page")), f"{site.url}/lost"
    linkaudit.write("cited.md", f"[a page]({alive}) [lost]({lost})\n")


def on_terminal(linkaudit: Command, *options: str) -> str:
    """Run an audit whose standard error is a terminal; give what that terminal was sent."""
    done, sent = run_on_terminal(linkaudit, "audit", "cited.md", *options)
    assert done.returncode == 1
    assert b"2 addresses looked at once: 1 alive, 1 dead." in done.stdout or "-q" in options
    return sent


def run_on_terminal(linkaudit: Command, *arguments: str) -> tuple[subprocess.CompletedProcess[bytes], str]:
    """Run a command whose standard error is a terminal; give how it ended and what that terminal was sent."""
    ours, theirs = pty.openpty()
    with open(ours, "rb", buffering=0) as terminal:  # noqa: PTH123 - a descriptor
        with open(theirs, "wb", buffering=0) as error:  # noqa: PTH123
            done = subprocess.run(
                [PROGRAM, *arguments],
                cwd=linkaudit.folder,
                env=linkaudit.environment({"TERM": "xterm", "COLUMNS": "120"}),
                stdout=subprocess.PIPE,
                stderr=error,
                timeout=60,
                check=False,
            )
        sent = b""
        while True:
            try:
                piece = terminal.read(65536)
            except OSError:  # the terminal has no other end any more
                break
            if not piece:
                break
            sent += piece
    return done, sent.decode()


def test_what_is_printed_beside_a_bar_goes_where_it_should(linkaudit: Command, site: Site) -> None:
    done, shown = run_on_terminal(linkaudit, "archive", "--local", "captures", f"{site.url}/page", f"{site.url}/lost")
    assert [line[:8] for line in done.stdout.decode().splitlines()] == ["saved   ", "not     "]
    assert "keeping pages" in shown
    assert "2/2" in shown
    assert "saved   " not in shown


def test_stages_and_what_came_of_them_are_shown_on_a_terminal(linkaudit: Command) -> None:
    shown = on_terminal(linkaudit)
    assert "reading" in shown
    assert "looking at the web" in shown
    assert "2/2" in shown
    assert "1 alive, 1 dead" in shown or "1 dead, 1 alive" in shown
    assert shown.rstrip().endswith("\x1b[?25h") or "\x1b[2K" in shown  # the bar is taken away again


def test_nothing_is_shown_to_whoever_wants_quiet(linkaudit: Command) -> None:
    assert on_terminal(linkaudit, "-q") == ""


def test_each_step_is_told_where_asked_for(linkaudit: Command, site: Site) -> None:
    ran = linkaudit.run("audit", "cited.md", "-v")
    assert ran.code == 1
    assert f"linkaudit: settings from {linkaudit.folder.resolve() / 'linkaudit.toml'}\n" in ran.err
    assert "linkaudit: looking at the web (2)\n" in ran.err
    assert f"  alive     {site.url}/page\n" in ran.err
    assert f"  dead      {site.url}/lost\n" in ran.err


def test_nothing_is_shown_where_nobody_watches(linkaudit: Command) -> None:
    assert linkaudit.run("audit", "cited.md").err == ""
