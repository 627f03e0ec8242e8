"""What was concluded of a document, in the machine formats: marked as such, with the documents that it comes from."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, UnsetType

from linkaudit.reporting.record import Record

ConfidenceName = Literal["high", "medium", "low"]


class InferredValue(Record, frozen=True, rename={"sources": "from"}):
    """A value that a document does not state, and what it was concluded from."""

    value: str
    sources: list[str]
    """The paths of the documents from which it was concluded."""
    by: str
    confidence: ConfidenceName


class InferredTarget(InferredValue, frozen=True, rename={"sources": "from"}):
    """An address that may be the lost target of a link."""

    line: int
    """Where the link stands."""


class Inferred(Record, frozen=True):
    """What was concluded of a document; what was not is left out."""

    date: InferredValue | UnsetType = UNSET
    provenance: InferredValue | UnsetType = UNSET
    """The likeliest address that it may come from."""
    provenance_candidates: list[InferredValue] | UnsetType = UNSET
    """All of them, if there are several, the likeliest first."""
    targets: list[InferredTarget] | UnsetType = UNSET
    copied_from: InferredValue | UnsetType = UNSET
    """The document that its text is most likely copied from."""
