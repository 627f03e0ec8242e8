"""Addresses of captures (URI-M) as most archives build them: a stamp of 14 digits before the original address.

The Wayback Machine, OpenWayback and pywb all play back what was captured, unchanged, with `id_` behind the stamp.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import quote, urljoin

from msgspec import Struct

from linkaudit.archives.notation import moment_of, repaired, stamp_of

if TYPE_CHECKING:
    from datetime import datetime

_WEB = ("http://", "https://")
_STAMPED = re.compile(r"(https?://[^/?#]+/(?:[^?#]*?/)?)(\d{14})([a-z]{2}_)?/(.+)", re.DOTALL)


class Place(Struct, frozen=True):
    """The address of a capture taken apart."""

    before: str
    """What stands before the stamp: the collection."""
    stamp: str
    inner: str
    """The original address, as the archive writes it."""

    @property
    def moment(self) -> datetime | None:
        """The moment that the stamp names, a known fault undone; None if there is no such moment."""
        return moment_of(repaired(self.stamp) or "")

    @property
    def raw(self) -> str:
        """Where it is played back as it was captured: neither body nor Location rewritten."""
        return f"{self.before}{self.stamp}id_/{self.inner}"


def place_of(address: str, target: str = "") -> Place | None:
    """Take the address of a capture apart; None if it has no stamp, other than inside of the address of `target`."""
    found = _STAMPED.match(address)
    inside = address.find(target) if target else -1
    if found is None or 0 <= inside <= found.start(2):
        return None
    return Place(found[1], found[2], found[4])


def raw(address: str) -> str:
    """Give the address at which a capture is played back as it was captured; the same if there is none of its own."""
    place = place_of(address)
    return place.raw if place else address


def moved_to(address: str, moment: datetime) -> str:
    """Give the address of another capture of the same page, as far as addresses tell their moments."""
    place = place_of(address)
    if place is None or place.moment == moment:
        return address
    return f"{place.before}{stamp_of(moment)}/{place.inner}"


def inner_of(address: str) -> str:
    """Give the original address in that of a capture; the same if it is no such address."""
    place = place_of(address)
    return place.inner if place else address


def resolved(base: str, address: str) -> str:
    """Give an address that an archive sends in full; empty if it is none of the web."""
    try:
        # What cannot be wrong is not taken apart: a TimeMap has a hundred thousand of them.
        plain = address.startswith(_WEB) and address.isascii() and "[" not in address
        full = address if plain else urljoin(base, address)
    except ValueError:
        return ""
    return full if full.startswith(_WEB) else ""


def joined(base: str, target: str) -> str:
    """Address a service for a page: its base, then the page's address, encoded where it is the value of a query."""
    if base.endswith(("=", "?")):
        return base + quote(target, safe="")
    return f"{base.rstrip('/')}/{target}"
