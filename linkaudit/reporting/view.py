"""What reports for people are made of: for each document its links with what was seen of them, live and in archives."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.citations import urls
from linkaudit.citations.cited_when import CitedWhen, cited_when
from linkaudit.models import Kind, Role, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.models import (
        Audit,
        Carrying,
        Citation,
        Document,
        Drift,
        Finding,
        Lookup,
        Observation,
        PartialDate,
        Reference,
        Standing,
    )


class Link(Struct, frozen=True):
    """An address in a document: where it stands first, when it was cited, what was seen of it."""

    reference: Reference
    url: str
    lines: tuple[int, ...]
    cited: CitedWhen
    seen: Observation | None
    capture: Lookup | None
    standing: Standing | None = None
    """What all looks at it have come to, if it fails."""
    drift: Drift | None = None
    """How far the page has moved from its capture, if the two were compared."""
    carrying: Carrying | None = None
    """Whether the page carries the text of the document, if it is named as its original."""

    @property
    def lost(self) -> bool:
        """Whether the page itself can no longer be had."""
        return self.seen is not None and self.seen.verdict in (Verdict.DEAD, Verdict.SOFT_DEAD)

    @property
    def telling(self) -> bool:
        """Whether a reader should see what became of it: of an address that somebody cites, and not simply alive."""
        if self.seen is None or self.reference.kind is Kind.ATTRIBUTE:
            return False
        return self.seen.verdict not in (Verdict.ALIVE, Verdict.UNKNOWN) or self.drifted

    @property
    def drifted(self) -> bool:
        """Whether the page is there, and says something else than it did."""
        return self.drift is not None and self.drift.drifted


class Dossier(Struct, frozen=True):
    """A document with everything that was found out about it."""

    document: Document
    links: tuple[Link, ...]
    findings: tuple[Finding, ...]

    @property
    def sources(self) -> tuple[tuple[Citation, Link | None], ...]:
        """The statements of provenance that name an address, each with the link that it is."""
        by_url = {link.url: link for link in self.links}
        return tuple(
            (citation, by_url.get(urls.without_fragment(citation.reference.url)))
            for citation in self.document.provenance
            if citation.reference
        )


def kept_looks(audit: Audit) -> list[Observation]:
    """List the looks that earlier runs made, which stand since another one was not due."""
    began = audit.run.started_at
    return [seen for seen in audit.observations if began is not None and seen.checked_at < began]


class _Known(Struct, frozen=True):
    """What was found out, by address."""

    seen: dict[str, Observation]
    lookups: dict[tuple[str, PartialDate | None], Lookup]
    standings: dict[str, Standing]
    drifts: dict[tuple[str, PartialDate | None], Drift]
    carryings: dict[tuple[str, str], Carrying]


def dossiers(audit: Audit) -> Iterator[Dossier]:
    """Put together what is known of each document, in the order of the audit."""
    known = _Known(
        {observation.url: observation for observation in audit.observations},
        {(answer.url, answer.at): answer for answer in audit.lookups},
        {standing.url: standing for standing in audit.standings},
        {(drift.url, drift.at): drift for drift in audit.drifts},
        {(carrying.path, carrying.url): carrying for carrying in audit.carryings},
    )
    findings: dict[str, list[Finding]] = {}
    for finding in audit.findings:
        findings.setdefault(finding.location.path, []).append(finding)
    for document in audit.documents:
        yield Dossier(document, tuple(_links(document, known)), tuple(findings.get(document.path, ())))


def _links(document: Document, known: _Known) -> Iterator[Link]:
    """Gather the addresses of a document, each once, with all the lines on which it stands."""
    places: dict[str, list[Reference]] = {}
    for reference in document.references:
        if urls.is_web(reference.url):
            places.setdefault(urls.without_fragment(reference.url), []).append(reference)
    for url, references in places.items():
        # The place that says most of the document dates the citation.
        telling = next((each for each in references if each.role is not Role.INLINE), references[0])
        cited = cited_when(document, telling)
        yield Link(
            telling,
            url,
            tuple(sorted({each.location.line for each in references})),
            cited,
            known.seen.get(url),
            known.lookups.get((url, cited.date)),
            known.standings.get(url),
            known.drifts.get((url, cited.date)),
            known.carryings.get((document.path, url)),
        )


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


def _listed(counts: Counter[str], words: dict[str, str]) -> str:
    return ", ".join(f"{counts[each]} {said}" for each, said in words.items() if counts[each])
