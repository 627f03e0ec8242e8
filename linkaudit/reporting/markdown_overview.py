"""The table of the report in which every document has a line, the gravest of them where there are too many."""

from __future__ import annotations

import heapq
from collections import Counter
from typing import TYPE_CHECKING

from linkaudit.models import Severity
from linkaudit.reporting.bounded import DOCUMENTS
from linkaudit.reporting.counts import NOUNS
from linkaudit.reporting.escape import link, markdown
from linkaudit.reporting.markdown_document import date_in_brief, verdicts_in_brief
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from linkaudit.models import Inferred
    from linkaudit.reporting.markdown_document import Places
    from linkaudit.reporting.view import Dossier


def section(dossiers: Sequence[Dossier], dates: Mapping[str, Inferred], places: Places) -> Iterator[str]:
    """Show every document in a line: its date, stated or inferred, its source, its links, its findings."""
    if not dossiers:
        return
    yield "## Overview"
    yield ""
    yield "| Document | Date | Source | Links | Errors | Warnings | Remarks |"
    yield "|---|---|---|---|--:|--:|--:|"
    shown = set(map(id, heapq.nsmallest(DOCUMENTS, dossiers, key=_gravity)))
    for each in dossiers:
        if id(each) not in shown:
            continue
        counts = Counter(finding.severity for finding in each.findings)
        cells = (
            places.file(each.document.path),
            date_in_brief(each.document, dates.get(each.document.path)),
            _source_in_brief(each),
            verdicts_in_brief(each.links),
            *(str(counts[severity] or "") for severity in Severity),
        )
        yield f"| {' | '.join(cells)} |"
    if len(dossiers) > len(shown):
        left = Counter(finding.severity for each in dossiers if id(each) not in shown for finding in each.findings)
        found = ", ".join(counted(left[severity], NOUNS[severity]) for severity in Severity)
        yield ""
        yield f"… and {counted(len(dossiers) - len(shown), 'more document')} with {found}."


def _gravity(dossier: Dossier) -> tuple[int, ...]:
    """Sort the document with most errors first, then that with most warnings."""
    counts = Counter(finding.severity for finding in dossier.findings)
    return tuple(-counts[severity] for severity in Severity)


def _source_in_brief(dossier: Dossier) -> str:
    """Name the source of a document, and what was seen of it."""
    for citation, one in dossier.sources:
        if citation.reference:
            return link(citation.reference.url, length=40) + (f", {one.seen.verdict}" if one and one.seen else "")
    named = [citation.publisher for citation in dossier.document.provenance if citation.publisher]
    return markdown(named[0]) if named else "–"
