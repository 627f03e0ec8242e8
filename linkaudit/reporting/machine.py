"""The machine formats: what each object of JSON holds, in this order. The JSON Schemas are made from these classes."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, UnsetType

from linkaudit import __version__
from linkaudit.reporting.machine_inferred import Inferred  # noqa: TC001 - a field of a struct
from linkaudit.reporting.machine_rot import ReferenceRot  # noqa: TC001 - a field of a struct
from linkaudit.reporting.record import Record

SCHEMA_VERSION = 1

SeverityName = Literal["error", "warning", "info"]
VerdictName = Literal["alive", "moved", "dead", "soft-dead", "blocked", "unsafe", "unknown"]
ConditionName = Literal["alive", "suspect", "confirmed", "unknown"]
ResultName = Literal["found", "absent", "unknown"]
KindName = Literal["link", "image", "autolink", "bare", "definition", "attribute", "field", "annotation"]
RoleName = Literal["inline", "original", "canonical", "archive", "source", "permalink"]


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


class Standing(Record, frozen=True):
    """What all looks at a URL have come to."""

    condition: ConditionName
    looks: int
    failed_looks: int
    """Since it was last seen alive."""
    counted_looks: int
    """Those of them that lie far enough apart to count."""
    failed_since: str | None
    failed_at: str | None
    confirmed_at: str | None
    alive_at: str | None


class PastLook(Check, frozen=True):
    """A look at a URL that the state remembers."""

    attempts: int
    detail: str


class Observation(PastLook, frozen=True):
    """An observation in the report of an audit."""

    standing: Standing | None
    """What it means over time, if it fails; null where one look says all there is."""


class History(Record, frozen=True):
    """The object that `history --output-format json` writes for each URL."""

    url: str
    standing: Standing
    observations: list[PastLook]


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
    inferred: Inferred | UnsetType = UNSET
    """What was concluded of it from other documents, or from its own words; left out if nothing was."""


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
    compared_with: str | None
    """The run since which changes are shown, empty if there was none; null if all findings are shown."""


class Content(Record, frozen=True):
    """How many texts were compared, and what that came to."""

    drifts: dict[str, int]
    """Pages with their captures: `same`, `changed`, `replaced`, `unknown`."""
    taken_over: int
    """Those of them that somebody else has taken over."""
    originals: dict[str, int]
    """Documents with the pages that they name as their originals: `carries`, `in-part`, `not`, `unknown`."""


class Kinship(Record, frozen=True):
    """What comparing the documents with each other came to."""

    groups: int
    """Groups of documents that share text."""
    documents: int
    """The documents in them."""
    pairs: dict[str, int]
    """Pairs of documents by kind: `copy`, `partial`, `rewrite`."""
    inferred_dates: int
    """Documents that state no date, and got one from their copies or their own words."""
    inferred_origins: int
    """Documents that name no source, and for which others name one."""
    targets: int
    """Lost targets of links for which there is a candidate."""
    notes: list[str]
    """What could not be compared, and why."""


class Summary(Record, frozen=True):
    """The counts."""

    documents: int
    references: int
    findings: dict[str, int]
    suppressed: int
    unchanged: int
    """Findings that are left out since they are as they were in the run that was compared with."""
    gone: int
    """Findings of that run that are no more."""
    skipped: int
    verdicts: dict[str, int]
    lookups: dict[str, int]
    content: Content
    collection: Kinship
    requests: dict[str, dict[str, int]]
    """The requests to each archive, by its host and by the kind: `playback`, `index`, `save`."""
    notes: list[str]
    """What there is to say of the asking: archives that refused, a budget that was spent."""
    reference_rot: ReferenceRot | None
    """Null if no cited page was looked at."""


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
