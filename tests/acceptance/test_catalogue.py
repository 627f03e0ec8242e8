"""`rules`, `explain`, `config`, the overview: what the command says of itself."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.schema import fits

from linkaudit import __version__
from linkaudit.rules import RULES

if TYPE_CHECKING:
    from support.command import Command

NAMES = [rule.name for rule in RULES]
OWN_SETTINGS = Path(__file__).parents[2] / "config.toml"


def test_rules_as_text_are_one_line_each(linkaudit: Command) -> None:
    ran = linkaudit.run("rules")
    assert (ran.code, ran.err) == (0, "")
    assert [line.split()[0] for line in ran.out.splitlines()] == NAMES
    assert {line.split()[1] for line in ran.out.splitlines()} == {"error", "warning", "info"}


def test_rules_as_json(linkaudit: Command) -> None:
    listed = linkaudit.run("rules", "--output-format", "json").json
    assert [each["name"] for each in listed] == NAMES
    for each in listed:
        assert list(each) == ["name", "severity", "needs", "summary", "documentation"]
        assert "## What it finds" in each["documentation"]


def test_rules_as_markdown_have_a_section_each(linkaudit: Command) -> None:
    lines = linkaudit.run("rules", "--output-format", "markdown").out.splitlines()
    assert [line.removeprefix("### ") for line in lines if line.startswith("### ")] == NAMES


@pytest.mark.parametrize("name", [NAMES[0], "live-dead", "archive-absent"])
def test_a_rule_is_explained(linkaudit: Command, name: str) -> None:
    ran = linkaudit.run("explain", name)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"# {name}\n")
    for heading in ("## What it finds", "## Why it matters", "## Example", "## Instead"):
        assert f"\n{heading}\n" in ran.out
    assert linkaudit.run("explain", name, "--output-format", "json").json["name"] == name


def test_every_rule_that_is_found_can_be_explained(linkaudit: Command) -> None:
    for rule in ("link-empty", "suppression-unused"):
        assert linkaudit.run("explain", rule).code == 0


def test_settings_are_shown_with_where_they_come_from(linkaudit: Command) -> None:
    file = linkaudit.write("linkaudit.toml", "[linkaudit]\nweb.per-host = 7\n")
    ran = linkaudit.run("config", variables={"LINKAUDIT_FAIL_ON": "error"})
    assert (ran.code, ran.err) == (0, "")
    lines = ran.out.splitlines()
    assert lines[0] == f"# {file}"
    assert f"web.per-host = 7  # {file}" in lines
    assert 'fail-on = "error"  # LINKAUDIT_FAIL_ON' in lines
    assert "web.concurrency = 64  # default" in lines
    assert linkaudit.run("config", "--show").out.splitlines()[0] == f"# {file}"


def test_what_is_shown_can_be_used_as_settings(linkaudit: Command) -> None:
    shown = linkaudit.run("config").out
    linkaudit.write("linkaudit.toml", f"[linkaudit]\n{shown}")
    again = linkaudit.run("config")
    assert again.code == 0, again.err
    values = [line.partition("  # ")[0] for line in shown.splitlines()[1:]]
    assert [line.partition("  # ")[0] for line in again.out.splitlines()[1:]] == values


def test_tables_are_shown_in_one_line_that_can_be_used_as_well(linkaudit: Command) -> None:
    linkaudit.write(
        "linkaudit.toml",
        """
        [linkaudit.web.hosts."api.forge.test"]
        token = "FORGE_TOKEN"
        interval = 1.0
        [linkaudit.web.hosts."*.site.test"]
        enabled = false
        [linkaudit.rules.severity]
        "date-*" = "info"
        """,
    )
    shown = linkaudit.run("config", variables={"FORGE_TOKEN": "s3cr3t"}).out
    assert "s3cr3t" not in shown
    assert tomllib.loads(shown)["web"]["hosts"] == {
        "api.forge.test": {"token": "FORGE_TOKEN", "interval": 1.0},
        "*.site.test": {"enabled": False},
    }
    linkaudit.write("linkaudit.toml", f"[linkaudit]\n{shown}")
    assert tomllib.loads(linkaudit.run("config").out) == tomllib.loads(shown)


def test_the_password_of_a_proxy_is_not_shown(linkaudit: Command) -> None:
    ran = linkaudit.run("config", variables={"LINKAUDIT_WEB_PROXY": "http://user:s3cr3t@proxy.test:3128"})
    assert "s3cr3t" not in ran.out
    assert "@proxy.test:3128" in ran.out


def test_the_schema_accepts_settings_and_refuses_mistakes(linkaudit: Command) -> None:
    schema = linkaudit.run("config", "--schema").json
    assert fits({"linkaudit": {"fail-on": "error", "web": {"per-host": 2}}}, schema)
    for wrong in (
        {"fail-on": "errors"},
        {"zzz": 1},
        {"web": {"per-hsot": 2}},
        {"web": {"concurrency": 0}},
        {"archives": {"services": ["memory"]}},
        {"rules": {"severity": {"link-empty": "grave"}}},
    ):
        assert not fits({"linkaudit": wrong}, schema), wrong


@pytest.mark.skipif(not OWN_SETTINGS.exists(), reason="the project has no config.toml")
def test_the_project_s_own_settings_fit_the_schema(linkaudit: Command) -> None:
    schema = linkaudit.run("config", "--schema").json
    assert fits(tomllib.loads(OWN_SETTINGS.read_text()), schema)
    assert linkaudit.run("config", "--config", OWN_SETTINGS).code == 0


def test_the_version(linkaudit: Command) -> None:
    for option in ("--version", "-V"):
        ran = linkaudit.run(option)
        assert (ran.code, ran.out, ran.err) == (0, f"linkaudit {__version__}\n", "")


def test_the_overview_names_every_command(linkaudit: Command) -> None:
    ran = linkaudit.run("--help")
    assert (ran.code, ran.err) == (0, "")
    commands = Path(__file__).parents[2] / "linkaudit" / "cli"
    modules = {file.stem for file in commands.glob("*.py") if "def command(" in file.read_text()}
    listed = {line.split()[0] for line in ran.out.partition("Commands:\n")[2].splitlines() if line.startswith("  ")}
    assert modules <= listed
