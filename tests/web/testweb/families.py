"""All behaviours, by family."""

from __future__ import annotations

from typing import TYPE_CHECKING

from testweb import (
    doors,
    files,
    fragmented,
    hostile,
    innocents,
    international,
    logins,
    neighbours,
    parked,
    plain,
    rates,
    redirects,
    scripted,
    soft_death,
    transport,
    walls,
)

if TYPE_CHECKING:
    from testweb.behaviour import Behaviour

FAMILIES: dict[str, list[Behaviour]] = {
    "plain answers": plain.BEHAVIOURS,
    "redirects": redirects.BEHAVIOURS,
    "names, transport, TLS": transport.BEHAVIOURS,
    "rate limits": rates.BEHAVIOURS,
    "files and types": files.BEHAVIOURS,
    "walls": walls.BEHAVIOURS,
    "logins": logins.BEHAVIOURS,
    "doors": doors.BEHAVIOURS,
    "soft death": soft_death.BEHAVIOURS,
    "parked names": parked.BEHAVIOURS,
    "innocents": innocents.BEHAVIOURS,
    "neighbours and pasts": neighbours.BEHAVIOURS,
    "sites made by scripts": scripted.BEHAVIOURS,
    "international": international.BEHAVIOURS,
    "fragments": fragmented.BEHAVIOURS,
    "hostile": hostile.BEHAVIOURS,
}
EVERY: list[Behaviour] = [behaviour for family in FAMILIES.values() for behaviour in family]
