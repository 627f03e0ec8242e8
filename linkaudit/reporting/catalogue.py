"""The catalogue of rules for people and programs; `docs/rules.md` is made of it."""

from __future__ import annotations

from itertools import groupby
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
    "collection": "Documents beside each other",
    "live": "The live web",
    "content": "What pages say",
    "suppression": "Suppressions",
}

_INTRODUCTION = """\
Made from the rules themselves by `scripts/generate.py`; change their docstrings instead. `linkaudit explain RULE` shows
the same.

An `error` cannot be right, a `warning` needs a look, and `info` is only worth knowing. The severity of a rule is that
of its usual case; its text says where it is another. Safe fixes cannot change what a link means, unsafe ones may.

A rule needs the `text` of a document alone; or the `collection` around it (other documents, the repository, what the
settings say of folders); a look at the `web`; the answers of an `archive`; or, as `triage`, the findings of all others.
In examples a fence `repository`, `observation` or `lookup` stands for what these say."""


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
    """Write the page of the rules: how to read it, a table for each family, then each rule with its documentation."""
    lines = ["# Rules", "", _INTRODUCTION]
    families = groupby(RULES, lambda rule: _FAMILIES[rule.name.partition("-")[0]])
    grouped = [(heading, tuple(rules)) for heading, rules in families]
    for heading, rules in grouped:
        lines += ["", f"| {heading} | Severity | Needs | |", "|---|---|---|---|", *map(_row, rules)]
    for heading, rules in grouped:
        lines += ["", f"## {heading}"]
        for rule in rules:
            lines += ["", f"### {rule.name}", "", f"*{rule.severity.value}, needs {rule.needs.value}*", ""]
            lines += _body(rule)
    return "\n".join(lines) + "\n"


def _row(rule: Rule) -> str:
    return f"| [`{rule.name}`](#{rule.name}) | {rule.severity.value} | {rule.needs.value} | {rule.summary} |"


def _body(rule: Rule) -> list[str]:
    """Write the documentation with its headings one level down."""
    return [f"##{line}" if line.startswith("## ") else line for line in rule.documentation.strip().splitlines()]
