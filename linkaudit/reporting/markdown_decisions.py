"""The section of the report on what somebody should decide on first, with what can stand in for what is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Severity
from linkaudit.reporting.cited_pages import REPLACED
from linkaudit.reporting.escape import link, prose
from linkaudit.reporting.instead import instead
from linkaudit.reporting.markdown_document import MARKS, below

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkaudit.models import Finding
    from linkaudit.reporting.markdown_document import Places
    from linkaudit.reporting.view import Link

# Findings that are listed; the rest follows under their documents.
_MOST = 50
# Rules on what is found at an address, live or in an archive.
_ON_WHAT_IS_THERE = ("live-", "content-", "archive-status-bad", "archive-soft-404", "archive-login")
_DRIFT, _MISMATCH = "content-drift", "content-original-mismatch"


def section(
    findings: Sequence[Finding], links: Mapping[tuple[str, str], Link], places: Places, *, only_changes: bool
) -> Iterator[str]:
    """List what needs a decision, the gravest first. `links` are found by path and address, as findings show it."""
    urgent = sorted(
        (finding for finding in findings if _needs_decision(finding, links)),
        key=lambda finding: (finding.severity.rank, finding.sort_key),
    )
    yield "## Decide first"
    yield ""
    if not urgent:
        yield "Nothing that changed needs a decision." if only_changes else "Nothing here needs a decision."
    for count, finding in enumerate(urgent[:_MOST], start=1):
        yield f"{count}. {MARKS[finding.severity]} {places.place(finding.location)}: {prose(finding.message)}"
        one = _amiss(finding, links)
        if one:
            yield from below(count, f"the link: {link(one.url)}", f"use instead: {instead(one)}")
    if len(urgent) > _MOST:
        yield ""
        yield f"{len(urgent) - _MOST} more stand under their documents."


def _needs_decision(finding: Finding, links: Mapping[tuple[str, str], Link]) -> bool:
    """Tell whether somebody should decide on a finding; of remarks, on pages that were replaced."""
    if finding.severity is not Severity.INFO:
        return True
    one = links.get((finding.location.path, finding.url)) if finding.rule == _DRIFT else None
    return one is not None and one.drift is not None and one.drift.change == REPLACED


def _amiss(finding: Finding, links: Mapping[tuple[str, str], Link]) -> Link | None:
    """Give the link that a finding is about, if readers do not find there what was cited, as the finding says."""
    one = links.get((finding.location.path, finding.url)) if finding.rule.startswith(_ON_WHAT_IS_THERE) else None
    if one is None:
        return None
    return one if one.lost or one.misses or one.drifted or finding.rule == _MISMATCH else None
