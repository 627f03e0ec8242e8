"""The machine formats: what each object of JSON holds, in this order. The JSON Schemas are made from these classes."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Literal

import msgspec

from linkaudit import __version__
from linkaudit.citations.masking import masked
from linkaudit.models import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit import models
    from linkaudit.rules import interface

SCHEMA_VERSION = 1

SeverityName = Literal["error", "warning", "info"]
VerdictName = Literal["alive", "moved", "dead", "soft-dead", "blocked", "unsafe", "unknown"]
ResultName = Literal["found", "absent", "unknown"]
KindName = Literal["link", "image", "autolink", "bare", "definition", "attribute", "field", "annotation"]
RoleName = Literal["inline", "original", "canonical", "archive", "source", "permalink"]


class Record(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One object of a machine format."""


class Place(Record, frozen=True):
    """A stretch of a document; lines and columns from 1 in code points, the end exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Reference(Place, frozen=True):
    """A line of `extract --output-format jsonl`."""

    url: str
    raw: str
    kind: KindName
    role: RoleName
    text: str


class Hop(Record, frozen=True):
    """An answer on the way."""

    url: str
    status: int


class Check(Record, frozen=True):
    """A line of `check --output-format jsonl`."""

    url: str
    verdict: VerdictName
    reason: str
    status: int | None
    final_url: str
    hops: list[Hop]
    checked_at: str
    elapsed_ms: int


class Observation(Check, frozen=True):
    """An observation in the report of an audit."""

    attempts: int
    detail: str


class Memento(Record, frozen=True):
    """A line of `archive --output-format jsonl`, and an answer of the archives in the report of an audit."""

    url: str
    at: str
    result: ResultName
    reason: str
    memento_url: str | None
    captured_at: str | None
    status: int | None
    archive: str
    distance_days: int | None


class Provenance(Record, frozen=True):
    """A statement of where a document comes from."""

    url: str
    line: int
    form: str


class Document(Record, frozen=True):
    """A document that was read."""

    path: str
    format: str
    date: str | None
    date_source: str | None
    provenance: list[Provenance]
    references: int


class Evidence(Record, frozen=True):
    """One of the values that a finding compares, and where it stands."""

    name: str
    value: str
    path: str | None
    line: int | None
    column: int | None


class Edit(Place, frozen=True):
    """A replacement in a document."""

    replacement: str


class Fix(Record, frozen=True):
    """A repair."""

    title: str
    safe: bool
    edits: list[Edit]


class Finding(Record, frozen=True):
    """What a rule says of a place."""

    rule: str
    severity: SeverityName
    message: str
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    url: str
    evidence: list[Evidence]
    related: list[Place]
    fixes: list[Fix]
    fingerprint: str


class Suppressed(Finding, frozen=True):
    """A finding that a comment hides, and why."""

    by: str
    reason: str


class Skipped(Record, frozen=True):
    """A file that could not be read, and why."""

    path: str
    reason: str


class Tool(Record, frozen=True):
    """What wrote the report."""

    name: str = "linkaudit"
    version: str = __version__


class Run(Record, frozen=True):
    """When and over what the audit was made."""

    as_of: str
    id: str
    command: str
    paths: list[str]
    started_at: str | None
    finished_at: str | None
    config: str
    complete: bool
    resumed: bool
    web: str
    archives: str


class Summary(Record, frozen=True):
    """The counts."""

    documents: int
    references: int
    findings: dict[str, int]
    suppressed: int
    skipped: int
    verdicts: dict[str, int]
    lookups: dict[str, int]


class Report(Record, frozen=True):
    """The report of `scan` and `audit` as JSON."""

    schema_version: int
    tool: Tool
    run: Run
    summary: Summary
    documents: list[Document]
    findings: list[Finding]
    suppressed: list[Suppressed]
    skipped: list[Skipped]
    observations: list[Observation]
    mementos: list[Memento]


class Rule(Record, frozen=True):
    """A rule of the catalogue, as `rules` and `explain` list it."""

    name: str
    severity: SeverityName
    needs: str
    summary: str
    documentation: str


def rule(each: interface.Rule) -> Rule:
    """Record a rule."""
    return Rule(each.name, each.severity.value, each.needs.value, each.summary, each.documentation)


def reference(each: models.Reference) -> Reference:
    """Record a reference as it is written: what is extracted is the user's own text, and not masked."""
    return Reference(
        *_place(each.location), url=each.url, raw=each.raw, kind=each.kind.value, role=each.role.value, text=each.text
    )


def check(seen: models.Observation) -> Check:
    """Record an observation for `check`, whose user gave the URL and expects it back unchanged."""
    return Check(
        url=seen.url,
        verdict=seen.verdict.value,
        reason=seen.reason,
        status=seen.status,
        final_url=seen.final_url,
        hops=[Hop(hop.url, hop.status) for hop in seen.hops],
        checked_at=seen.checked_at.isoformat(),
        elapsed_ms=seen.elapsed_ms,
    )


def observation(seen: models.Observation) -> Observation:
    """Record an observation for a report, credentials and tokens masked."""
    return Observation(
        url=masked(seen.url),
        verdict=seen.verdict.value,
        reason=seen.reason,
        status=seen.status,
        final_url=masked(seen.final_url),
        hops=[Hop(masked(hop.url), hop.status) for hop in seen.hops],
        checked_at=seen.checked_at.isoformat(),
        elapsed_ms=seen.elapsed_ms,
        attempts=seen.attempts,
        detail=masked(seen.detail),
    )


def memento(answer: models.Lookup) -> Memento:
    """Record what the archives answered."""
    found = answer.memento
    return Memento(
        url=masked(answer.url),
        at=str(answer.at or ""),
        result=answer.result.value,
        reason=masked(str(answer.reason)),
        memento_url=masked(found.memento_url) if found else None,
        captured_at=found.captured_at.isoformat() if found else None,
        status=found.status if found else None,
        archive=found.archive if found else answer.archive,
        distance_days=answer.distance_days,
    )


def document(each: models.Document) -> Document:
    """Record a document that was read."""
    return Document(
        path=each.path,
        format=each.format,
        date=str(each.date.date) if each.date else None,
        date_source=each.date.source if each.date else None,
        provenance=[
            Provenance(masked(citation.reference.url), citation.reference.location.line, citation.form)
            for citation in each.provenance
            if citation.reference
        ],
        references=len(each.references),
    )


def finding(each: models.Finding) -> Finding:
    """Record a finding."""
    place = Place(*_place(each.location))
    return Finding(
        rule=each.rule,
        severity=each.severity.value,
        message=each.message,
        path=place.path,
        line=place.line,
        column=place.column,
        end_line=place.end_line,
        end_column=place.end_column,
        url=each.url,
        evidence=[_evidence(value) for value in each.evidence],
        related=[Place(*_place(location)) for location in each.related],
        fixes=[Fix(fix.title, fix.safe, [_edit(edit) for edit in fix.edits]) for fix in each.fixes if _is_open(fix)],
        fingerprint=each.fingerprint,
    )


def suppressed(each: models.Suppressed) -> Suppressed:
    """Record a suppressed finding."""
    return Suppressed(**msgspec.structs.asdict(finding(each.finding)), by=each.by, reason=masked(each.reason))


def report(audit: models.Audit) -> Report:
    """Record an audit."""
    run = audit.run
    return Report(
        schema_version=SCHEMA_VERSION,
        tool=Tool(),
        run=Run(
            as_of=run.as_of.isoformat(),
            id=run.id,
            command=run.command,
            paths=list(run.paths),
            started_at=run.started_at.isoformat() if run.started_at else None,
            finished_at=run.finished_at.isoformat() if run.finished_at else None,
            config=run.config,
            complete=run.complete,
            resumed=run.resumed,
            web=run.web,
            archives=run.archives,
        ),
        summary=Summary(
            documents=len(audit.documents),
            references=sum(len(each.references) for each in audit.documents),
            findings={severity.value: audit.count(severity) for severity in Severity},
            suppressed=len(audit.suppressed),
            skipped=len(audit.skipped),
            verdicts=_counts(seen.verdict.value for seen in audit.observations),
            lookups=_counts(answer.result.value for answer in audit.lookups),
        ),
        documents=[document(each) for each in audit.documents],
        findings=[finding(each) for each in audit.findings],
        suppressed=[suppressed(each) for each in audit.suppressed],
        skipped=[Skipped(each.path, each.reason) for each in audit.skipped],
        observations=[observation(each) for each in audit.observations],
        mementos=[memento(each) for each in audit.lookups],
    )


def _place(at: models.Location) -> tuple[str, int, int, int, int]:
    return at.path, at.line, at.column, at.end_line, at.end_column


def _evidence(each: models.Evidence) -> Evidence:
    at = each.location
    return Evidence(each.name, each.value, *((at.path, at.line, at.column) if at else (None, None, None)))


def _is_open(fix: models.Fix) -> bool:
    """Tell whether a repair can be shown as it is: with its secrets masked it would break what it repairs."""
    return all(masked(edit.replacement) == edit.replacement for edit in fix.edits)


def _edit(each: models.Edit) -> Edit:
    return Edit(*_place(each.location), replacement=each.replacement)


def _counts(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
