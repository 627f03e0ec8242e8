"""What reports for people are made of: for each document its links with what was seen of them, live and in archives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.citations import urls
from linkaudit.citations.cited_when import CitedWhen, cited_when
from linkaudit.models import Kind, Result, Role, Verdict
from linkaudit.rules.archive_captures import moment_of
from linkaudit.rules.shown_captures import good_nearby

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from linkaudit.citations.archive_urls import ArchiveUrl
    from linkaudit.models import (
        Audit,
        Carrying,
        Citation,
        Document,
        Drift,
        Finding,
        Lookup,
        Memento,
        Observation,
        PartialDate,
        Reference,
        Standing,
    )


_LOST = (Verdict.DEAD, Verdict.SOFT_DEAD)


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
    cites: ArchiveUrl | None = None
    """What the address says, if it is that of a capture: `capture` is then what was looked up of its original."""
    nearby: Memento | None = None
    """The good capture next to the one that it is."""

    @property
    def lost(self) -> bool:
        """Whether what is at the address can no longer be had. A capture that was opened is there, at least."""
        return self.seen is not None and self.seen.verdict in _LOST and self.seen.captured_at is None

    @property
    def recoverable(self) -> bool:
        """Whether a capture is known that can stand in for it."""
        if self.cites is not None:
            return self.nearby is not None
        return self.capture is not None and self.capture.result is Result.FOUND

    @property
    def misses(self) -> bool:
        """Whether it is a capture that was opened, and does not show the page."""
        return self.seen is not None and self.seen.captured_at is not None and not self.seen.verdict.is_there

    @property
    def moment(self) -> datetime | None:
        """The moment of the capture that it is, as far as it is known."""
        if self.seen is not None and self.seen.captured_at is not None:
            return self.seen.captured_at
        return moment_of(self.cites.stamp) if self.cites else None

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


class _Known(Struct, frozen=True):
    """What was found out, by address."""

    seen: dict[str, Observation]
    lookups: dict[tuple[str, PartialDate | None], Lookup]
    answers: dict[str, list[Lookup]]
    standings: dict[str, Standing]
    drifts: dict[tuple[str, PartialDate | None], Drift]
    carryings: dict[tuple[str, str], Carrying]


def dossiers(audit: Audit) -> Iterator[Dossier]:
    """Put together what is known of each document, in the order of the audit."""
    answers: dict[str, list[Lookup]] = {}
    for answer in audit.lookups:
        answers.setdefault(answer.url, []).append(answer)
    known = _Known(
        {observation.url: observation for observation in audit.observations},
        {(answer.url, answer.at): answer for answer in audit.lookups},
        answers,
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
        link = Link(
            telling,
            url,
            tuple(sorted({each.location.line for each in references})),
            cited,
            known.seen.get(url),
            known.lookups.get((url, cited.date)),
            known.standings.get(url),
            known.drifts.get((url, cited.date)),
            known.carryings.get((document.path, url)),
            urls.archive_url(url),
        )
        yield _with_another_capture(link, known) if link.cites else link


def _with_another_capture(link: Link, known: _Known) -> Link:
    """Add to a link that is a capture what was looked up of the page that it is of."""
    original = link.cites.original if link.cites else ""
    answers = known.answers.get(urls.without_fragment(original), []) if urls.is_web(original) else []
    nearby = good_nearby(answers, link.moment)
    order = (Result.FOUND, Result.UNKNOWN, Result.ABSENT)
    first = min(answers, key=lambda answer: (answer.memento is not nearby, order.index(answer.result)), default=None)
    return replace(link, capture=link.capture or first, nearby=nearby)
