"""What an audit came to, counted for the summaries of all reports for people."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from linkaudit.citations import urls
from linkaudit.models import Severity, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import Audit, Observation

_NOT_LOOKED_AT = (Verdict.UNKNOWN, Verdict.UNSAFE)
NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "remark"}
"""What findings are called by their severity."""


def kept_looks(audit: Audit) -> list[Observation]:
    """List the looks that earlier runs made, which stand since another one was not due."""
    began = audit.run.started_at
    return [seen for seen in audit.observations if began is not None and seen.checked_at < began]


def compared_texts(audit: Audit) -> Iterator[tuple[str, str]]:
    """Count what comparing texts came to: what was compared, and how often it came to what."""
    changes = Counter(drift.change for drift in audit.drifts)
    words = {"same": "the same", "changed": "changed", "replaced": "replaced", "unknown": "could not be compared"}
    if changes:
        taken_over = sum(bool(drift.trade) for drift in audit.drifts)
        more = f"; {taken_over} taken over by somebody else" if taken_over else ""
        yield "pages compared with their captures", _listed(changes, words) + more
    carried = Counter(carrying.carries for carrying in audit.carryings)
    words = {
        "carries": "the page carries it",
        "in-part": "in part",
        "not": "not",
        "unknown": "could not be told",
    }
    if carried:
        yield "texts looked for behind their originals", _listed(carried, words)


def why_none_looked_up(audit: Audit) -> str:
    """Say why archives were asked for nothing."""
    web = {urls.without_fragment(each.url) for each in audit.references() if urls.is_web(each.url)}
    if not web:
        return "no address of the web is cited"
    pages = {url for url in web if urls.archive_url(url) is None}
    if not pages:
        return "only captures are cited"
    if all(seen.verdict in _NOT_LOOKED_AT for seen in audit.observations if seen.url in pages):
        return "the addresses that are cited are none that archives are told of, such as private and reserved names"
    return "no page that is cited needs one; private and reserved names are not told to archives"


def _listed(counts: Counter[str], words: dict[str, str]) -> str:
    return ", ".join(f"{counts[each]} {said}" for each, said in words.items() if counts[each])
