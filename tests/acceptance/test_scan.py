"""`linkaudit scan`: the same documents always give the same report, and the code that the settings ask for."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.schema import check_format

if TYPE_CHECKING:
    from support.command import Command, Ran

# An error, a warning and a remark, and one more error that a comment hides.
CITED = """\
---
date: 2019-06-15
---

# Cited

An [error]().

A warning: <https://bit.ly/3quay>.

A remark: <https://www.site.test/page?utm_source=share>.

<!-- linkaudit: ignore[link-empty] not written yet -->
Hidden: [later]().
"""
AS_OF = ("--as-of", "2026-11-21")


@pytest.fixture(autouse=True)
def cited(linkaudit: Command) -> None:
    linkaudit.write("cited.md", CITED)


def scan(linkaudit: Command, *options: object, variables: dict[str, str] | None = None) -> Ran:
    return linkaudit.run("scan", "cited.md", *AS_OF, "--ignore", "link-unknown-suffix", *options, variables=variables)


def test_the_report_as_json_has_the_fields_of_the_format(linkaudit: Command) -> None:
    ran = scan(linkaudit, "--output-format", "json")
    assert (ran.code, ran.err) == (1, "")
    report = ran.json
    check_format(report, "audit")
    assert list(report) == [
        "schema_version", "tool", "run", "summary", "documents", "findings", "suppressed", "skipped", "observations",
        "mementos",
    ]  # fmt: skip
    assert (report["schema_version"], report["tool"]["name"]) == (1, "linkaudit")
    assert (report["run"]["as_of"], report["run"]["command"], report["run"]["web"]) == (
        "2026-11-21",
        "scan",
        "not asked",
    )
    assert report["documents"] == [
        {
            "path": "cited.md",
            "format": "markdown",
            "date": "2019-06-15",
            "date_source": "front matter",
            "provenance": [],
            "references": 4,
        }
    ]
    assert [(each["severity"], each["rule"], each["line"]) for each in report["findings"]] == [
        ("error", "link-empty", 7),
        ("warning", "link-shortener", 9),
        ("info", "link-tracking-parameters", 11),
    ]
    for finding in report["findings"]:
        assert list(finding) == [
            "rule", "severity", "message", "path", "line", "column", "end_line", "end_column", "url", "evidence",
            "related", "fixes", "fingerprint",
        ]  # fmt: skip
    (hidden,) = report["suppressed"]
    assert (hidden["rule"], hidden["line"], hidden["reason"]) == ("link-empty", 14, "not written yet")
    assert (report["skipped"], report["observations"], report["mementos"]) == ([], [], [])


@pytest.mark.parametrize("output_format", ["text", "json", "markdown"])
def test_the_same_input_gives_the_same_bytes(linkaudit: Command, output_format: str) -> None:
    for number in range(20):
        linkaudit.write(f"folder/{number % 3}/{number}.md", CITED.replace("bit.ly/3quay", f"bit.ly/{number}"))
    first, second = (
        linkaudit.run("scan", "folder", "cited.md", *AS_OF, "--output-format", output_format, variables=variables)
        for variables in ({"PYTHONHASHSEED": "1"}, {"PYTHONHASHSEED": "2", "TZ": "Pacific/Kiritimati"})
    )
    assert first == second
    assert first.out.count("folder/2/17.md") >= 1


def test_an_audit_without_network_gives_the_same_findings(linkaudit: Command) -> None:
    scanned = scan(linkaudit, "--output-format", "json").json
    options = ("--offline", "--state", ":memory:", "--ignore", "link-unknown-suffix", "--output-format", "json")
    audited = linkaudit.run("audit", "cited.md", *AS_OF, *options).json
    assert {name for name in scanned if scanned[name] != audited[name]} == {"run"}


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ((), 1),
        (("--fail-on", "error"), 1),
        (("--fail-on", "never"), 0),
        (("--exit-zero",), 0),
        (("--exit-zero", "--fail-on", "info"), 0),
        (("--ignore", "link-*,suppression-unused"), 0),
        (("--select", "link-shortener"), 1),
        (("--select", "link-shortener", "--fail-on", "error"), 0),
        (("--select", "link-tracking-*"), 0),
        (("--select", "link-tracking-*", "--fail-on", "info"), 1),
        (("--select", "date-*"), 0),
    ],
)
def test_the_code_says_what_the_settings_ask_for(linkaudit: Command, options: tuple[str, ...], code: int) -> None:
    assert linkaudit.run("scan", "cited.md", *AS_OF, *options).code == code


@pytest.mark.parametrize(("options", "code"), [((), 1), (("--fail-on", "never"), 0), (("--exit-zero",), 0)])
def test_the_code_of_an_audit_likewise(linkaudit: Command, options: tuple[str, ...], code: int) -> None:
    assert linkaudit.run("audit", "cited.md", *AS_OF, "--offline", "--state", ":memory:", *options).code == code


def test_settings_from_a_file_and_from_variables(linkaudit: Command) -> None:
    linkaudit.write("linkaudit.toml", '[linkaudit]\nfail-on = "never"\nrules.severity = {link-empty = "info"}\n')
    assert scan(linkaudit).code == 0
    assert "cited.md:7:12: info link-empty" in scan(linkaudit).out
    # A variable goes before a file, an option before a variable.
    assert scan(linkaudit, variables={"LINKAUDIT_FAIL_ON": "warning"}).code == 1
    assert scan(linkaudit, "--fail-on", "error", variables={"LINKAUDIT_FAIL_ON": "warning"}).code == 0


def test_the_nearest_configuration_counts(linkaudit: Command) -> None:
    linkaudit.write("linkaudit.toml", '[linkaudit]\nfail-on = "never"\n')
    linkaudit.write("deep/er/cited.md", CITED)
    assert linkaudit.run("scan", "cited.md", folder="deep/er").code == 0
    linkaudit.write("deep/pyproject.toml", '[tool.linkaudit]\nfail-on = "error"\n')
    assert linkaudit.run("scan", "cited.md", folder="deep/er").code == 1


def test_what_is_said_and_what_is_not(linkaudit: Command) -> None:
    plain = scan(linkaudit)
    assert plain.out.splitlines()[0] == 'cited.md:7:12: error link-empty the link "error" has no target'
    assert len(plain.out.splitlines()) == 3
    assert plain.err.splitlines()[0] == "1 document, 4 references: 1 error, 1 warning, 1 remark."
    quiet = scan(linkaudit, "-q")
    assert (quiet.code, quiet.out, quiet.err) == (1, plain.out, "")
    silent = scan(linkaudit, "-qq")
    assert (silent.code, silent.out, silent.err) == (1, "", "")


def test_a_quiet_audit_says_what_it_found_and_nothing_else(linkaudit: Command) -> None:
    # An address that nobody looks at is a note on standard error.
    options = ("audit", "cited.md", "--offline", "--state", ":memory:")
    plain, quiet, silent = (linkaudit.run(*options, *more) for more in ((), ("-q",), ("-qq",)))
    assert "cited.md:7:12: error link-empty" in quiet.out
    assert "1 document, 4 references: " in quiet.out
    assert without_folder(quiet.out) == without_folder(plain.out)
    assert (quiet.code, quiet.err) == (1, "")
    assert (silent.code, silent.out, silent.err) == (1, "", "")
    assert len(list((linkaudit.folder / "reports").iterdir())) >= 1


def without_folder(out: str) -> list[str]:
    """Leave out the last line, which names the folder of the reports: each run has its own."""
    *lines, last = out.splitlines()
    assert last.startswith("Reports: ")
    return lines


def test_a_quiet_audit_with_a_file_for_its_report_says_nothing(linkaudit: Command) -> None:
    options = ("audit", "cited.md", "--offline", "--state", ":memory:", "-o", "report.txt")
    for option in ("-q", "-qq"):
        ran = linkaudit.run(*options, option)
        assert (ran.code, ran.out, ran.err) == (1, "", "")
        assert "error link-empty" in (linkaudit.folder / "report.txt").read_text()


def test_an_audit_says_beside_its_report_what_it_came_to(linkaudit: Command) -> None:
    options = ("audit", "cited.md", "--offline", "--state", ":memory:", "--output-format", "json")
    loud, quiet = linkaudit.run(*options), linkaudit.run(*options, "-q")
    assert loud.json["summary"] == quiet.json["summary"]
    assert loud.err.splitlines()[0].startswith("1 document, 4 references: ")
    assert quiet.err == ""


def test_silence_does_not_reach_the_file(linkaudit: Command) -> None:
    ran = scan(linkaudit, "-qq", "-o", "report.txt")
    assert (ran.code, ran.out, ran.err) == (1, "", "")
    assert (linkaudit.folder / "report.txt").read_text() == scan(linkaudit).out


def test_nothing_is_said_of_documents_without_fault(linkaudit: Command) -> None:
    linkaudit.write("good.md", "Nothing to see.\n")
    assert linkaudit.run("scan", "good.md").out == ""
    assert linkaudit.run("scan", "good.md", "-o", "report.txt").code == 0
    assert (linkaudit.folder / "report.txt").read_text() == ""


@pytest.mark.parametrize(
    ("variables", "colour"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"FORCE_COLOR": "1", "NO_COLOR": ""}, True),
        ({"NO_COLOR": "1"}, False),
    ],
)
def test_colours_are_for_those_who_ask(linkaudit: Command, variables: dict[str, str], colour: bool) -> None:
    assert ("\x1b[31merror\x1b[0m" in scan(linkaudit, variables=variables).out) is colour
    assert "\x1b" not in scan(linkaudit, "--output-format", "json", variables=variables).out
    scan(linkaudit, "-o", "report.txt", variables=variables)
    assert "\x1b" not in (linkaudit.folder / "report.txt").read_text()


@pytest.mark.parametrize("variables", [{}, {"FORCE_COLOR": "1"}])
def test_colours_of_an_audit_likewise(linkaudit: Command, variables: dict[str, str]) -> None:
    ran = linkaudit.run("audit", "cited.md", "--offline", "--state", ":memory:", variables=variables)
    assert ("\x1b[31merror\x1b[0m" in ran.out) is bool(variables)


def test_no_network_is_touched(linkaudit: Command) -> None:
    scan(linkaudit)
    assert linkaudit.outside == set()


def test_what_is_done_is_told_step_by_step(linkaudit: Command) -> None:
    linkaudit.write("odd.md", "\0")
    ran = linkaudit.run("scan", "cited.md", "odd.md", *AS_OF, "-v")
    told = ran.err.splitlines()[:4]
    assert told == [
        "linkaudit: settings from nowhere; each is at its default",
        "linkaudit: reading",
        "  read      cited.md",
        "  skipped   odd.md",
    ]
    assert "settings" not in linkaudit.run("scan", "cited.md", *AS_OF).err
