"""The bundled example shows what linkaudit finds: every rule that looks at documents alone speaks there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from linkaudit.audit import scan
from linkaudit.rules import RULES
from linkaudit.rules.interface import Needs

if TYPE_CHECKING:
    import pytest

TOP = Path(__file__).resolve().parents[1]


def test_every_rule_on_documents_speaks_of_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    done = scan(["examples"], as_of=date(2026, 11, 21))
    spoke = {finding.rule for finding in done.findings} | {each.finding.rule for each in done.suppressed}
    assert {rule.name for rule in RULES if rule.needs is Needs.TEXT} <= spoke


def test_every_rule_on_the_live_web_speaks_in_the_report_on_the_example() -> None:
    report = json.loads((TOP / "reports" / "example" / "report.json").read_text(encoding="utf-8"))
    spoke = {finding["rule"] for finding in report["findings"]}
    assert {rule.name for rule in RULES if rule.needs is Needs.WEB} <= spoke


def test_there_is_a_page_with_nothing_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    assert scan(["examples/notes/tides.md"], as_of=date(2026, 11, 21)).findings == ()
