"""The catalogue of rules for people and programs."""

from __future__ import annotations

import json as standard

from linkaudit.reporting import catalogue
from linkaudit.rules import RULES


def test_the_list_has_one_line_for_each_rule_in_columns() -> None:
    lines = catalogue.text().splitlines()
    assert len(lines) == len(RULES)
    width = max(len(rule.name) for rule in RULES)
    for line, rule in zip(lines, RULES, strict=True):
        assert line == f"{rule.name:{width}}  {rule.severity.value:7}  {rule.needs.value:10}  {rule.summary}"


def test_the_list_for_programs_has_the_whole_documentation() -> None:
    listed = standard.loads(catalogue.json())
    assert [each["name"] for each in listed] == [rule.name for rule in RULES]
    assert list(listed[0]) == ["name", "severity", "needs", "summary", "documentation"]
    assert all(each["documentation"] == rule.documentation for each, rule in zip(listed, RULES, strict=True))
    assert all("## Why it matters" in each["documentation"] for each in listed)


def test_the_page_is_stable_and_ends_with_a_line_end() -> None:
    assert catalogue.markdown() == catalogue.markdown()
    assert catalogue.markdown().endswith("\n")
    assert "\n\n\n" not in catalogue.markdown()
