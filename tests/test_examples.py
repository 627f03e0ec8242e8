"""The bundled example shows what linkaudit finds: every rule that looks at documents alone speaks there."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from linkaudit.audit import scan
from linkaudit.models import Confidence, CopyKind
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


def test_every_rule_on_documents_beside_each_other_speaks_of_the_example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    done = scan(["examples"], as_of=date(2026, 11, 21))
    spoke = {finding.rule for finding in done.findings}
    ruled = {rule.name for rule in RULES if rule.name.startswith("collection-") and rule.needs is Needs.COLLECTION}
    assert ruled <= spoke


def test_the_copies_of_one_story_lend_each_other_what_they_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    kinship = scan(["examples/pilots"], as_of=date(2026, 11, 21)).kinship
    agency, gazette, kept, weekly, spliced, herald = (
        f"examples/pilots/{name}"
        for name in ("1-agency.txt", "2-gazette.md", "3-kept.txt", "4-weekly.txt", "5-spliced.txt", "7-herald.md")
    )
    (group,) = kinship.groups
    assert set(group.paths) == {agency, gazette, kept, weekly, spliced, herald}
    kinds = {(pair.a, pair.b): pair.kind for pair in kinship.pairs}
    assert kinds[agency, gazette] == kinds[agency, kept] == kinds[gazette, kept] == CopyKind.COPY
    assert kinds[agency, spliced] == kinds[weekly, spliced] == CopyKind.PARTIAL
    assert (agency, weekly) not in kinds
    member = kinship.members[kept]
    assert member.date is not None
    assert (member.date.value, member.date.confidence) == ("2018-07-12", Confidence.HIGH)
    assert member.provenance[0].value.endswith("-a47311")
    assert [lead.target.confidence for lead in kinship.leads[gazette]] == [Confidence.LOW]
    assert {sign.kind for sign in group.signs} >= {
        "slip",
        "break",
        "insertion",
        "spelling",
        "truncation",
        "splice",
        "credit",
    }


def test_every_rule_on_the_live_web_speaks_in_the_report_on_the_example() -> None:
    report = json.loads((TOP / "reports" / "example" / "report.json").read_text(encoding="utf-8"))
    spoke = {finding["rule"] for finding in report["findings"]}
    assert {rule.name for rule in RULES if rule.needs is Needs.WEB} <= spoke


def test_there_is_a_page_with_nothing_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(TOP)
    assert scan(["examples/notes/tides.md"], as_of=date(2026, 11, 21)).findings == ()
