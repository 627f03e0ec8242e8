"""Which outlets the documents of a collection credit without a link, and where: the findings of one rule, by outlet."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from linkaudit.reporting.bounded import bounded
from linkaudit.reporting.escape import markdown
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Audit, Finding, Location
    from linkaudit.reporting.markdown_document import Places

RULE = "provenance-unlinked-attribution"
OUTLET = "outlet"
"""The evidence of a finding that names the outlet, as `data/outlets.toml` has it or as the text does."""
# Places of one outlet that are written out; the findings have them all.
_PLACES = 12


def credited_without_link(audit: Audit) -> dict[str, tuple[Location, ...]]:
    """Map the outlets that are credited without a link to the places, those with most of them first."""
    places: dict[str, list[Location]] = defaultdict(list)
    for finding in audit.findings:
        outlet = outlet_of(finding)
        if outlet:
            places[outlet].append(finding.location)
    ordered = sorted(places.items(), key=lambda each: (-len(each[1]), each[0].casefold(), each[0]))
    return {
        outlet: tuple(sorted(found, key=lambda place: (place.path, place.line, place.column)))
        for outlet, found in ordered
    }


def outlet_of(finding: Finding) -> str:
    """Give the outlet that a finding says is credited; empty for findings of anything else."""
    if finding.rule != RULE:
        return ""
    return next((evidence.value for evidence in finding.evidence if evidence.name == OUTLET), "")


def section(audit: Audit, places: Places) -> Iterator[str]:
    """Write the section of the Markdown report; nothing if no outlet is credited without a link."""
    index = credited_without_link(audit)
    if not index:
        return
    yield "## Credited without a link"
    yield ""
    yield "Whose work the documents lean on, and do not lead to."
    yield ""
    yield "| Outlet | Times | Where, with the lines |"
    yield "|---|---:|---|"
    rows = [f"| {markdown(outlet)} | {len(found)} | {_where(found, places)} |" for outlet, found in index.items()]
    yield from bounded(rows, "outlet")


def _where(found: tuple[Location, ...], places: Places) -> str:
    """Name the places, each document once with its lines."""
    lines: dict[str, list[int]] = defaultdict(list)
    for place in found[:_PLACES]:
        lines[place.path].append(place.line)
    named = [
        f"{places.file(path)}: {', '.join(str(line) for line in dict.fromkeys(numbers))}"
        for path, numbers in lines.items()
    ]
    if len(found) > _PLACES:
        named.append(f"and {counted(len(found) - _PLACES, 'more place')}")
    return "; ".join(named)
