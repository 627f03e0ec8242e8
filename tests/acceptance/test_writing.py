"""Reports are written whole or not at all; what cannot be written is named, and what was there before stays."""

from __future__ import annotations

import json
import os
import resource
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from support.command import Command

CITED = "---\ndate: 2019-06-15\n---\n\n" + "".join(f"- [nothing {number}]()\n" for number in range(100))
FULL_AT = 8192
"""Bytes after which the disk of a test is full; the reports of the document above are longer."""


def fill_the_disk() -> None:
    """Let no file grow beyond a few blocks: writing fails in the middle, as on a full disk."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (FULL_AT, FULL_AT))


def hide_from_others() -> None:
    os.umask(0o027)


@pytest.fixture
def cited(linkaudit: Command) -> Path:
    linkaudit.configure()
    return linkaudit.write("cited.md", CITED)


def audit(linkaudit: Command, *options: object) -> tuple[object, ...]:
    return ("audit", "cited.md", "--offline", "--state", ":memory:", "--as-of", "2026-11-21", *options)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(each.relative_to(folder)): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()}


def test_a_full_disk_leaves_the_reports_of_before(linkaudit: Command, cited: Path) -> None:
    assert linkaudit.run(*audit(linkaudit)).code == 1
    reports = linkaudit.folder / "reports"
    before = contents(reports)
    assert len(before) == 2
    assert all(len(text) > FULL_AT for text in before.values())
    linkaudit.measured = False
    full = linkaudit.run(*audit(linkaudit), before=fill_the_disk)
    assert full.code == 2
    assert full.complaint.startswith("linkaudit: cannot write the reports to reports/")
    assert full.complaint.endswith(": File too large")
    assert contents(reports) == before
    assert len(list(reports.iterdir())) == 1


def test_a_full_disk_leaves_the_file_of_before(linkaudit: Command, cited: Path) -> None:
    out = linkaudit.write("report.json", "the report of yesterday\n")
    linkaudit.measured = False
    ran = linkaudit.run("scan", "cited.md", "--output-format", "json", "-o", "report.json", before=fill_the_disk)
    assert ran.code == 2
    assert ran.complaint == "linkaudit: cannot write report.json: File too large"
    assert out.read_text() == "the report of yesterday\n"
    assert {each.name for each in linkaudit.folder.iterdir()} == {"cited.md", "linkaudit.toml", "report.json"}


@pytest.mark.parametrize("command", ["scan", "extract", "audit"])
def test_a_device_that_is_full_is_named(linkaudit: Command, cited: Path, command: str) -> None:
    offline = ["--offline"] if command == "audit" else []
    ran = linkaudit.run(command, "cited.md", *offline, "-o", "/dev/full")
    assert ran.code == 2
    assert ran.complaint == "linkaudit: cannot write /dev/full: No space left on device"


@pytest.mark.parametrize(
    "arguments",
    [
        ("scan", "cited.md"),
        ("extract", "cited.md"),
        ("audit", "cited.md", "--offline"),
        ("check", "http://192.168.7.7/"),
        ("rules",),
        ("explain", "link-empty"),
        ("config",),
        ("config", "--schema"),
    ],
)
def test_an_output_that_is_full_is_an_error(linkaudit: Command, cited: Path, arguments: tuple[str, ...]) -> None:
    ran = linkaudit.run(*arguments, shell_tail="> /dev/full")
    assert ran.code == 2
    assert ran.err.splitlines()[-1] == "linkaudit: [Errno 28] No space left on device"


@pytest.mark.parametrize(
    ("place", "words"),
    [
        ("cited.md", "File exists"),
        ("/proc/no-such-folder", "No such file or directory"),
        ("/dev/null/reports", "Not a directory"),
    ],
)
def test_a_folder_that_cannot_be_written_to_is_named(linkaudit: Command, cited: Path, place: str, words: str) -> None:
    ran = linkaudit.run(*audit(linkaudit, "--reports", place))
    assert ran.code == 2
    assert ran.complaint.startswith(f"linkaudit: cannot write the reports to {place}/")
    assert ran.complaint.endswith(f": {words}")
    assert cited.read_text() == CITED


@pytest.mark.parametrize("place", ["missing/report.json", "cited.md/report.json", "."])
def test_a_file_that_cannot_be_written_is_named(linkaudit: Command, cited: Path, place: str) -> None:
    ran = linkaudit.run("scan", "cited.md", "-o", place)
    assert ran.code == 2
    assert place in ran.err.splitlines()[-1]


def test_a_file_is_replaced_whole(linkaudit: Command, cited: Path) -> None:
    out = linkaudit.write("report.json", "the report of yesterday\n")
    with out.open() as still_open:
        before = out.stat()
        ran = linkaudit.run("scan", "cited.md", "--output-format", "json", "-o", "report.json")
        assert ran.code == 1
        # Who has the old one open goes on reading the old one.
        assert still_open.read() == "the report of yesterday\n"
    assert json.loads(out.read_text())["summary"]["findings"]["error"] == 100
    assert out.stat().st_ino != before.st_ino
    assert {each.name for each in linkaudit.folder.iterdir()} == {"cited.md", "linkaudit.toml", "report.json"}


def test_reports_may_be_read_by_whoever_may_read_the_folder(linkaudit: Command, cited: Path) -> None:
    assert linkaudit.run(*audit(linkaudit, "-o", "report.txt"), before=hide_from_others).code == 1
    (folder,) = (linkaudit.folder / "reports").iterdir()
    assert folder.stat().st_mode & 0o777 == 0o750
    for file in (*folder.iterdir(), linkaudit.folder / "report.txt"):
        assert file.stat().st_mode & 0o777 == 0o640


def test_reports_are_not_read_as_documents(linkaudit: Command, cited: Path) -> None:
    assert linkaudit.run(*audit(linkaudit)).code == 1
    again = linkaudit.run("scan", ".", "--output-format", "json")
    assert [each["path"] for each in again.json["documents"]] == ["cited.md"]


def test_a_reader_of_a_pipe_may_leave(linkaudit: Command) -> None:
    linkaudit.write("cited.md", "".join(f"- <http://site.test/{number}>\n" for number in range(20_000)))
    ran = linkaudit.run("extract", "cited.md", shell_tail="| head -1")
    assert ran.out.count("\n") == 1
    assert (ran.code, ran.err) == (0, "")


@pytest.mark.parametrize("arguments", [("rules",), ("config", "--schema"), ("scan", "cited.md"), ("--help",)])
def test_a_reader_of_a_pipe_may_leave_at_once(linkaudit: Command, cited: Path, arguments: tuple[str, ...]) -> None:
    ran = linkaudit.run(*arguments, shell_tail="| true", variables={"NO_COLOR": "1"})
    assert "Exception" not in ran.err
    assert ran.code in (0, 1)  # true may end before or after all is written


@pytest.mark.parametrize(
    ("arguments", "code"),
    [(("scan", "cited.md"), 1), (("extract", "cited.md"), 0), (("rules",), 0), (("check", "-"), 3), (("config",), 0)],
)
def test_streams_may_be_closed(linkaudit: Command, cited: Path, arguments: tuple[str, ...], code: int) -> None:
    assert linkaudit.run(*arguments, shell_tail="<&- >&- 2>&-").code == code


@pytest.mark.parametrize("place", ["settings", "option", "variable", "default"])
def test_reports_are_not_read_as_documents_wherever_one_is(linkaudit: Command, place: str) -> None:
    linkaudit.configure(reports__directory="docs/audits" if place == "settings" else None)
    linkaudit.write("docs/cited.md", CITED)
    options = ["--reports", "audits"] if place == "option" else []
    variables = {"LINKAUDIT_REPORTS_DIRECTORY": "audits"} if place == "variable" else {}
    for _ in range(2):
        ran = linkaudit.run("audit", ".", "--offline", *options, folder="docs", variables=variables)
        assert ran.code == 1
        assert "\n1 document, 100 references" in ran.out
    where = linkaudit.folder / ("reports" if place == "default" else "docs/audits")
    assert len(list(where.iterdir())) == 2
