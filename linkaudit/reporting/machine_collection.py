"""The machine format of `collection`, what documents say about each other. The JSON Schema is made from it."""

from __future__ import annotations

from typing import Literal

from linkaudit.reporting.machine import Provenance  # noqa: TC001 - fields of structs
from linkaudit.reporting.machine_inferred import Inferred  # noqa: TC001
from linkaudit.reporting.record import Record

KindName = Literal["copy", "partial", "rewrite"]


class Member(Record, frozen=True):
    """A document of a group."""

    path: str
    date: str | None
    """As it states it; null if it states none."""
    date_source: str | None
    provenance: list[Provenance]
    inferred: Inferred


class Group(Record, frozen=True):
    """Documents that share text, directly or through others; or one of which something was concluded by itself."""

    id: str
    members: list[Member]


class Lines(Record, frozen=True):
    """Lines of a document, the last one included."""

    line: int
    end_line: int


class Passage(Record, frozen=True):
    """A stretch of text that stands in two documents, word for word or nearly so."""

    a: Lines
    b: Lines
    text: str
    """As it stands in the first one, cut off where it is long."""


class Pair(Record, frozen=True):
    """Two documents that share text."""

    a: str
    b: str
    kind: KindName
    a_in_b: float
    """The share of the first one's own words (page furniture left out) that stand in the second."""
    b_in_a: float
    passages: list[Passage]


class Collection(Record, frozen=True):
    """The object that `collection --output-format json` writes."""

    schema_version: int
    groups: list[Group]
    pairs: list[Pair]
