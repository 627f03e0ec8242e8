"""Links of which a comment in the document says that what has become of them is accepted: they get no captures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit import settings
from linkaudit.models import Finding, Severity
from linkaudit.rules import RULES
from linkaudit.triage import Sieve, triage

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.models import Document, Reference

# Families of rules whose findings a capture answers.
_ANSWERED = ("archive-", "live-", "content-drift")
# A place within a page is missing: the page is there.
_NOT_ANSWERED = "live-fragment-dead"
_MARK = "linkaudit:"


def silenced(document: Document, references: Iterable[Reference]) -> dict[tuple[int, int], str]:
    """Say by what comment links are silenced, by where they stand: `ignore[live-dead]` and its like."""
    if not any(_MARK in comment.text for comment in document.comments):
        return {}
    rules = [each.name for each in RULES if each.name.startswith(_ANSWERED) and each.name != _NOT_ANSWERED]
    findings = (Finding(rule, Severity.INFO, "", each.location, each.url) for each in references for rule in rules)
    found: dict[tuple[int, int], str] = {}
    for each in triage(findings, [document], Sieve(settings.Rules()), ()).suppressed:
        place = each.finding.location
        found.setdefault((place.start, place.end), f"{each.by} says `{each.finding.rule}` is accepted")
    return found
