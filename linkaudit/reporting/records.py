"""What is known, put into the machine formats: secrets masked, moments as text, findings in order."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from linkaudit.citations.masking import masked
from linkaudit.models import Severity
from linkaudit.reporting import records_collection
from linkaudit.reporting.kindred import concluded
from linkaudit.reporting.machine import (
    SCHEMA_VERSION,
    Check,
    Content,
    Document,
    Edit,
    Evidence,
    Finding,
    Fix,
    History,
    Hop,
    Memento,
    Observation,
    PastLook,
    Place,
    Reference,
    Report,
    Rule,
    Run,
    Skipped,
    Standing,
    Summary,
    Suppressed,
    Tool,
)
from linkaudit.reporting.rot import reference_rot as rot_of
from linkaudit.reporting.rot_record import reference_rot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from linkaudit import models
    from linkaudit.reporting.kindred import Kin
    from linkaudit.reporting.record import Record
    from linkaudit.rules import interface


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


def past_look(seen: models.Observation) -> PastLook:
    """Record an observation for a reader, credentials and tokens masked."""
    return PastLook(**_masked(seen))


def observation(seen: models.Observation, standing: models.Standing | None) -> Observation:
    """Record an observation for a report, with what it means over time."""
    return Observation(**_masked(seen), standing=_standing(standing) if standing else None)


def history(standing: models.Standing, looks: Iterable[models.Observation]) -> History:
    """Record all looks at a URL."""
    return History(masked(standing.url), _standing(standing), [past_look(each) for each in looks])


def _masked(seen: models.Observation) -> dict[str, Any]:
    """Write the fields of a look."""
    return {
        "url": masked(seen.url),
        "verdict": seen.verdict.value,
        "reason": seen.reason,
        "status": seen.status,
        "final_url": masked(seen.final_url),
        "hops": [Hop(masked(hop.url), hop.status) for hop in seen.hops],
        "checked_at": seen.checked_at.isoformat(),
        "elapsed_ms": seen.elapsed_ms,
        "attempts": seen.attempts,
        "detail": masked(seen.detail),
    }


def _standing(each: models.Standing) -> Standing:
    return Standing(
        condition=each.condition.value,
        looks=each.looks,
        failed_looks=each.failed,
        counted_looks=each.counted,
        failed_since=_moment(each.failed_since),
        failed_at=_moment(each.failed_at),
        confirmed_at=_moment(each.confirmed_at),
        alive_at=_moment(each.alive_at),
    )


def _moment(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def lookup(answer: models.Lookup, at: str | None = None) -> Memento:
    """Record an answer for `archive`, whose user gave the URL and expects it back unchanged.

    `at` is the date as it was given, if it is none that the answer can hold.
    """
    found = answer.memento
    told = replace(memento(answer), url=answer.url, memento_url=found.memento_url if found else None)
    return told if at is None else replace(told, at=at)


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


def document(each: models.Document, kin: Kin | None = None) -> Document:
    """Record a document that was read, with what was concluded of it, if anything was."""
    return Document(
        path=each.path,
        format=each.format,
        date=str(each.date.date) if each.date else None,
        date_source=each.date.source if each.date else None,
        provenance=records_collection.provenance(each),
        references=each.reference_count,
        inferred=records_collection.inferred(kin) if kin else msgspec.UNSET,
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
        evidence=[*(_evidence(value) for value in each.evidence), *_part(each.location)],
        related=[Place(*_place(location)) for location in each.related],
        fixes=[_fix(fix) for fix in each.fixes if _is_open(fix)],
        fingerprint=each.fingerprint,
    )


def suppressed(each: models.Suppressed) -> Suppressed:
    """Record a suppressed finding."""
    return Suppressed(**msgspec.structs.asdict(finding(each.finding)), by=each.by, reason=masked(each.reason))


def head(audit: models.Audit) -> Report:
    """Record what an audit is and what it came to, without its lists."""
    run = audit.run
    compared = audit.compared
    rot = rot_of(audit)
    return Report(
        schema_version=SCHEMA_VERSION,
        tool=Tool(),
        run=Run(
            as_of=run.as_of.isoformat(),
            id=run.id,
            command=run.command,
            paths=list(run.paths),
            started_at=_moment(run.started_at),
            finished_at=_moment(run.finished_at),
            config=run.config,
            complete=run.complete,
            resumed=run.resumed,
            web=run.web,
            archives=run.archives,
            compared_with=compared.run if compared else None,
        ),
        summary=Summary(
            documents=len(audit.documents),
            references=sum(each.reference_count for each in audit.documents),
            findings={severity.value: audit.count(severity) for severity in Severity},
            suppressed=len(audit.suppressed),
            unchanged=compared.unchanged if compared else 0,
            gone=compared.gone if compared else 0,
            skipped=len(audit.skipped),
            verdicts=_counts(seen.verdict.value for seen in audit.observations),
            lookups=_counts(answer.result.value for answer in audit.lookups),
            reference_rot=reference_rot(rot) if rot else None,
            requests={host: dict(sorted(lanes.items())) for host, lanes in sorted(run.requests.items())},
            notes=list(run.notes),
            collection=records_collection.compared(audit),
            content=Content(
                drifts=_counts(each.change for each in audit.drifts),
                taken_over=sum(bool(each.trade) for each in audit.drifts),
                originals=_counts(each.carries for each in audit.carryings),
            ),
        ),
        documents=[],
        findings=[],
        suppressed=[],
        skipped=[],
        observations=[],
        mementos=[],
    )


def lists(audit: models.Audit) -> dict[str, Iterator[Record]]:
    """Record the lists of an audit, one entry after the other: all together they take more memory than the audit."""
    standings = {standing.url: standing for standing in audit.standings}
    kin = concluded(audit)
    return {
        "documents": (document(each, kin.get(each.path)) for each in audit.documents),
        "findings": map(finding, audit.findings),
        "suppressed": map(suppressed, audit.suppressed),
        "skipped": (Skipped(each.path, masked(each.reason)) for each in audit.skipped),
        "observations": (observation(each, standings.get(each.url)) for each in audit.observations),
        "mementos": map(memento, audit.lookups),
    }


def _place(at: models.Location) -> tuple[str, int, int, int, int]:
    return at.path, at.line, at.column, at.end_line, at.end_column


def _evidence(each: models.Evidence) -> Evidence:
    at = each.location
    return Evidence(each.name, each.value, *((at.path, at.line, at.column) if at else (None, None, None)))


def _part(at: models.Location) -> list[Evidence]:
    """Name the page, chapter or other part of a file that is no text, in which a finding stands."""
    return [Evidence("part", at.part, None, None, None)] if at.part else []


def _is_open(fix: models.Fix) -> bool:
    """Tell whether a repair can be shown as it is: with its secrets masked it would break what it repairs."""
    return all(masked(edit.replacement) == edit.replacement for edit in fix.edits)


def _fix(each: models.Fix) -> Fix:
    return Fix(masked(each.title), each.safe, [_edit(edit) for edit in each.edits])


def _edit(each: models.Edit) -> Edit:
    return Edit(*_place(each.location), replacement=each.replacement)


def _counts(names: Iterable[str]) -> dict[str, int]:
    return dict(sorted(Counter(names).items()))
