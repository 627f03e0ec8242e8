"""The machine format of reference rot: how many cited pages no longer show what was cited."""

from __future__ import annotations

from linkaudit.reporting.record import Record


class Share(Record, frozen=True):
    """A part of a whole, and the bounds of its share with 95 % confidence (Wilson)."""

    count: int
    of: int
    share: float
    low: float
    high: float


class Row(Share, frozen=True):
    """The rotten pages of a host, or of an age."""

    name: str


class Recovery(Record, frozen=True):
    """Rotten pages by the nearest good capture: its distance from the citation, or why there is none; each in one."""

    within_30_days: int
    from_31_to_180_days: int
    beyond: int
    """Further away than 180 days."""
    undated: int
    """There is a capture, and nothing dates the citation."""
    never: int
    """No archive that was asked has a good one."""
    unknown: int
    """An archive could not be asked."""
    not_asked: int


class Coverage(Record, frozen=True):
    """Cited pages by what the archives answered."""

    found: int
    absent: int
    unknown: int
    not_asked: int


class AtRisk(Record, frozen=True):
    """A page that is there and in no archive."""

    url: str
    cited: str | None
    dangers: list[str]


class ReferenceRot(Record, frozen=True):
    """How many of the cited pages no longer show what was cited: link rot and content drift together."""

    cited: int
    judged: int
    unjudged: dict[str, int]
    """By verdict: never counted as rot."""
    dead_confirmed: int
    dead_in_this_look: int
    soft_dead: int
    replaced: int
    changed: int
    compared: int
    """Pages that are there and were compared with a capture."""
    rotten: Share
    recovery: Recovery
    coverage: Coverage
    hosts: list[Row]
    other_hosts: int
    ages: list[Row]
    unarchived: int
    """Pages that are there and in no archive."""
    at_risk: list[AtRisk]
    """The first of them, those most in danger first."""
