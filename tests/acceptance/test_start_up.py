"""What is loaded: a commit hook on one file must not pay for the network, the state or the terminal."""

from __future__ import annotations

import pytest
from support.command import PYTHON, Command

HEAVY = {
    "asyncio",
    "charset_normalizer",
    "httptools",
    "httpx",
    "requests",
    "rich",
    "sqlite3",
    "tldextract",
    "turbohtml",
    "urllib.request",
    "uvloop",
    "waybackpy",
}


# `-X importtime` would miss what is loaded by name (importlib.import_module), as commands and formats are.
LISTING = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from linkaudit.__main__ import main
main()
"""


def loaded(linkaudit: Command, *arguments: str) -> set[str]:
    """Give the names of the modules that are loaded by the end of a run."""
    linkaudit.measured = False
    ran = linkaudit.run(*arguments, program=(PYTHON, "-c", LISTING))
    assert ran.code == 0
    return set(ran.err.splitlines()[-1].split())


def of(modules: set[str], package: str) -> set[str]:
    return {name for name in modules if name == package or name.startswith(f"{package}.")}


def test_a_scan_of_a_page_of_markdown_loads_nothing_heavy(linkaudit: Command) -> None:
    links = "".join(f"- [page {number}](https://www.site.test/{number})\n" for number in range(20))
    linkaudit.write("cited.md", f"# Cited\n\n{links}")
    modules = loaded(linkaudit, "scan", "cited.md", "--ignore", "link-unknown-suffix")
    assert "linkaudit.documents.markdown" in modules
    assert {name for heavy in HEAVY for name in of(modules, heavy)} == set()
    for package in ("web", "archives", "history", "online"):
        assert of(modules, f"linkaudit.{package}") == set()


@pytest.mark.parametrize("arguments", [("--help",), ("--version",)])
def test_the_overview_loads_no_command(linkaudit: Command, arguments: tuple[str, ...]) -> None:
    modules = of(loaded(linkaudit, *arguments), "linkaudit")
    needed = {
        "__main__",
        "cli",
        "cli.commands",
        "cli.exits",
        "cli.given",
        "cli.scanning",
        "cli.writing",
        "errors",
        "models",
        *(f"models.{part}" for part in ("collection", "dates", "documents", "findings", "looks")),
    }
    assert modules <= {"linkaudit", *(f"linkaudit.{name}" for name in needed)}


@pytest.mark.parametrize("command", ["scan", "audit", "check", "archive", "extract", "doctor"])
def test_the_help_of_a_command_loads_only_that_command(linkaudit: Command, command: str) -> None:
    modules = loaded(linkaudit, command, "--help")
    commands = {"scan", "audit", "check", "archive", "extract", "explain", "rules", "config", "doctor"}
    of_cli = {name.rpartition(".")[2] for name in of(modules, "linkaudit.cli")}
    assert of_cli & commands == {command}
    assert {name for heavy in HEAVY for name in of(modules, heavy)} <= of(modules, "asyncio")
    for package in ("rules", "web", "archives", "history", "online", "reporting"):
        assert of(modules, f"linkaudit.{package}") == set()


def test_the_package_itself_loads_nothing(linkaudit: Command) -> None:
    program = (
        PYTHON,
        "-c",
        "import sys; before = set(sys.modules); import linkaudit; print(*set(sys.modules) - before)",
    )
    modules = set(linkaudit.run(program=program).out.split())
    assert of(modules, "linkaudit") == {"linkaudit"}
