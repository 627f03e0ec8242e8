"""What is made of it: findings with their repairs, and the Audit, of which the reports are made."""

from __future__ import annotations

from datetime import date, datetime  # noqa: TC003 - fields of structs
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.models.collection import Kinship
from linkaudit.models.documents import Document, Evidence, Location, Reference, Skipped  # noqa: TC001 - fields of structs
from linkaudit.models.looks import (  # noqa: TC001 - fields of structs
    Carrying,
    Drift,
    Lookup,
    Observation,
    Standing,
)

if TYPE_CHECKING:
    from collections.abc import Iterator


@unique
class Severity(StrEnum):
    """How much a finding matters, from `error` (cannot be right) to `info` (worth knowing)."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the gravest; for sorting and for `fail-on`."""
        return tuple(Severity).index(self)


BASELINE = "baseline"


class Edit(Struct, frozen=True, array_like=True):
    """Put `replacement` where `location` is."""

    location: Location
    replacement: str


class Fix(Struct, frozen=True, array_like=True):
    """A repair of a document: safe if it cannot change what the link means."""

    title: str
    safe: bool
    edits: tuple[Edit, ...]


class Finding(Struct, frozen=True, array_like=True):
    """What a rule has to say about a place in a document."""

    rule: str
    severity: Severity
    message: str
    location: Location
    url: str = ""
    evidence: tuple[Evidence, ...] = ()
    related: tuple[Location, ...] = ()
    fixes: tuple[Fix, ...] = ()
    fingerprint: str = ""
    """Names the finding across runs; made without line numbers, so that moving text keeps it."""

    @property
    def sort_key(self) -> tuple[str, int, int, str, str]:
        """By place, then rule, then message."""
        return (self.location.path, self.location.line, self.location.column, self.rule, self.message)


class Suppressed(Struct, frozen=True, array_like=True):
    """A finding that is hidden, and by what."""

    finding: Finding
    by: str
    """`baseline`, or the comment that does it."""
    reason: str = ""

    @property
    def accepted(self) -> bool:
        """Whether the baseline hides it, rather than a comment in its document."""
        return self.by == BASELINE


class Run(Struct, frozen=True, array_like=True):
    """When, with what and over what an audit was made."""

    id: str
    command: str
    paths: tuple[str, ...]
    as_of: date
    started_at: datetime | None = None
    finished_at: datetime | None = None
    config: str = ""
    """The configuration file that was used; empty if there was none."""
    complete: bool = True
    resumed: bool = False
    web: str = "not asked"
    """What became of the look at the web: `not asked`, `asked`, `offline`, `interrupted`."""
    archives: str = "not asked"
    notes: tuple[str, ...] = ()
    """What there is to say of the asking, where it was not as usual."""
    requests: dict[str, dict[str, int]] = {}
    """The requests to each archive, by its host and by the kind of request."""


class Compared(Struct, frozen=True, array_like=True):
    """What became of the findings since an earlier run of the same work, where only changes are shown."""

    run: str
    """The last run that came to its end; empty if there was none, so that everything is new."""
    unchanged: int = 0
    """Findings that are as they were, and not shown."""
    gone: int = 0
    """Findings of then that are no more."""


class Audit(Struct, frozen=True, array_like=True):
    """The whole outcome of a run: what the reports are made of."""

    run: Run
    documents: tuple[Document, ...] = ()
    findings: tuple[Finding, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    observations: tuple[Observation, ...] = ()
    lookups: tuple[Lookup, ...] = ()
    standings: tuple[Standing, ...] = ()
    """Of the URLs that are not simply alive."""
    drifts: tuple[Drift, ...] = ()
    carryings: tuple[Carrying, ...] = ()
    kinship: Kinship = Kinship()
    """What the documents say about each other."""
    compared: Compared | None = None
    """With what the findings were compared; None if all of them are shown."""

    def count(self, severity: Severity) -> int:
        """Count the findings of a severity."""
        return sum(finding.severity is severity for finding in self.findings)

    def references(self) -> Iterator[Reference]:
        """Go through the references of all documents, in order."""
        for document in self.documents:
            yield from document.references
