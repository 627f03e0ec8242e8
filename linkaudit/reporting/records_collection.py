"""What documents say about each other, put into the machine formats."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from msgspec import UNSET

from linkaudit import models
from linkaudit.citations.masking import masked
from linkaudit.reporting.kindred import Kin, comparison, concluded
from linkaudit.reporting.machine import SCHEMA_VERSION, Kinship, Provenance
from linkaudit.reporting.machine_collection import Collection, Group, Lines, Member, Pair, Passage
from linkaudit.reporting.machine_inferred import Inferred, InferredTarget, InferredValue

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.reporting.record import Record


def head() -> Collection:
    """Record what the object of a collection begins with, its lists left empty."""
    return Collection(schema_version=SCHEMA_VERSION, groups=[], pairs=[])


def lists(audit: models.Audit) -> dict[str, Iterator[Record]]:
    """Record the groups of a collection and the pairs of documents that share text, one after the other."""
    return {"groups": _groups(audit), "pairs": map(pair, audit.kinship.pairs)}


def compared(audit: models.Audit) -> Kinship:
    """Count what comparing the documents of an audit came to."""
    kinship = audit.kinship
    found = comparison(audit)
    kin = concluded(audit).values()
    return Kinship(
        groups=len(found.clusters),
        documents=sum(len(each.kin) for each in found.clusters),
        pairs=dict(sorted(Counter(each.kind.value for each in kinship.pairs).items())),
        inferred_dates=sum(each.inferred_date is not None for each in kin),
        inferred_origins=sum(bool(each.origins) for each in kin),
        targets=sum(len(each.leads) for each in kin),
        notes=[masked(note) for note in kinship.notes],
    )


def _groups(audit: models.Audit) -> Iterator[Group]:
    """Record the groups, and among them each document by itself of which something was concluded."""
    found = comparison(audit)
    groups = [(tuple(sorted(each.group.paths)), each.group.id, each.kin) for each in found.clusters]
    groups += (((each.path,), models.Group.name_of([each.path]), (each,)) for each in found.alone)
    for _, name, kin in sorted(groups, key=lambda group: group[0]):
        yield Group(name, [_member(each) for each in sorted(kin, key=lambda each: each.path)])


def _member(each: Kin) -> Member:
    document = each.document
    return Member(
        path=each.path,
        date=str(document.date.date) if document.date else None,
        date_source=document.date.source if document.date else None,
        provenance=provenance(document),
        inferred=inferred(each),
    )


def provenance(document: models.Document) -> list[Provenance]:
    """Record where a document says that it comes from."""
    return [
        Provenance(masked(citation.reference.url), citation.reference.location.line, citation.form)
        for citation in document.provenance
        if citation.reference
    ]


def inferred(each: Kin) -> Inferred:
    """Record what was concluded of a document."""
    origins = [_value(origin) for origin in each.origins]
    return Inferred(
        date=_value(each.inferred_date) if each.inferred_date else UNSET,
        provenance=origins[0] if origins else UNSET,
        provenance_candidates=origins if len(origins) > 1 else UNSET,
        targets=[_target(lead) for lead in each.leads] or UNSET,
        copied_from=_value(each.copied_from[0]) if each.copied_from else UNSET,
    )


def _value(concluded: models.Inferred) -> InferredValue:
    return InferredValue(masked(concluded.value), list(concluded.sources), concluded.by, concluded.confidence.value)


def _target(lead: models.Lead) -> InferredTarget:
    found = lead.target
    return InferredTarget(
        masked(found.value), list(found.sources), found.by, found.confidence.value, lead.location.line
    )


def pair(each: models.Pair) -> Pair:
    """Record two documents that share text."""
    return Pair(
        a=each.a,
        b=each.b,
        kind=each.kind.value,
        a_in_b=round(each.a_in_b, 4),
        b_in_a=round(each.b_in_a, 4),
        passages=[_passage(passage) for passage in each.passages],
    )


def _passage(each: models.Passage) -> Passage:
    return Passage(_lines(each.a), _lines(each.b), masked(each.text))


def _lines(at: models.Location) -> Lines:
    return Lines(at.line, at.end_line)
