"""The catalogue of rules for people and programs; `docs/rules.md` is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from linkaudit.reporting import records
from linkaudit.rules import RULES

if TYPE_CHECKING:
    from linkaudit.rules.interface import Rule

_FAMILIES = {
    "date": "Dates",
    "link": "Links",
    "provenance": "Provenance",
    "archive": "Archived captures",
    "id": "Identifiers",
    "live": "The live web",
    "suppression": "Suppressions",
}


def text() -> str:
    """List the rules, one a line."""
    width = max(len(rule.name) for rule in RULES)
    return "".join(
        f"{rule.name:{width}}  {rule.severity.value:7}  {rule.needs.value:10}  {rule.summary}\n" for rule in RULES
    )


def json() -> str:
    """List the rules as one JSON array."""
    return msgspec.json.format(msgspec.json.encode([records.rule(rule) for rule in RULES]), indent=2).decode() + "\n"


def markdown() -> str:
    """Write the page of the rules: an overview, then each rule with its documentation."""
    lines = [
        "# Rules",
        "",
        "Made from the rules themselves by `scripts/generate.py`; change their docstrings instead.",
        "",
    ]
    lines += ["| Rule | Severity | Needs | |", "|---|---|---|---|"]
    lines += [
        f"| [`{rule.name}`](#{rule.name}) | {rule.severity.value} | {rule.needs.value} | {rule.summary} |"
        for rule in RULES
    ]
    family = ""
    for rule in RULES:
        heading = _FAMILIES[rule.name.partition("-")[0]]
        if heading != family:
            family = heading
            lines += ["", f"## {heading}"]
        lines += ["", f"### {rule.name}", "", f"*{rule.severity.value}, needs {rule.needs.value}*", "", *_body(rule)]
    return "\n".join(lines) + "\n"


def _body(rule: Rule) -> list[str]:
    """Write the documentation with its headings one level down."""
    return [f"##{line}" if line.startswith("## ") else line for line in rule.documentation.strip().splitlines()]
