"""MemGator, which asks many archives at once (https://github.com/oduwsdl/MemGator); it is run by those who use it.

What it names stands at other hosts: each of them is asked at its own pace, and those that are never asked are left
out. An archive that did not answer MemGator in time is missing from what it says, and it does not say which.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.archives.holdings import Nothing
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote import time_map
from linkaudit.archives.remote.memento import TimeGateArchive

if TYPE_CHECKING:
    from datetime import datetime

    from linkaudit.archives.holdings import Elsewhere, Listing, Question, Shown


class MemGator(TimeGateArchive):
    """The archives that a MemGator asks."""

    async def nearest(self, target: str, end: datetime) -> Shown | Elsewhere | None:
        """Ask for the capture nearest to a moment among all archives.

        That the TimeGate knows of none is no answer: it takes archives for silent whose TimeGate answers 307 or 200
        (`fetchTimemap` in its main.go), while the TimeMap has their captures.
        """
        found = await super().nearest(target, end)
        return None if isinstance(found, Nothing) else found

    async def listing(self, question: Question) -> Listing:
        """List the captures of all archives. That there is no TimeMap is its way to say that it knows of none."""
        listing = await time_map.listed(self._asker, f"{self._root}/timemap/link/{question.target}", question)
        if listing.captures or listing.missing:
            return listing
        if not self._proof.shown:  # any server has no TimeMap
            raise UnansweredError(Reason.INVALID_RESPONSE)
        return replace(listing, reach=inf)

    def gate(self, target: str) -> str:
        """Give the address of the TimeGate of a page."""
        return f"{self._root}/timegate/{target}"

    async def _nothing(self, nothing: Nothing, address: str, target: str) -> Nothing:  # noqa: ARG002
        """Take it as it is: the TimeMap is asked anyway."""
        return nothing

    @property
    def _root(self) -> str:
        return self.base.rstrip("/")
