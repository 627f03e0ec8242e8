"""Any archive that speaks the Memento protocol (RFC 7089): its TimeGate, its TimeMaps, its mementos."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.archives.asking.asker import host_of, may_be_asked
from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.holdings import Listing, Nothing
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote import mementos, stepping, time_map
from linkaudit.archives.remote.gate import Onward, accept_datetime, links_of, read_gate
from linkaudit.archives.remote.places import joined, moved_to
from linkaudit.archives.remote.playback import worth_reading

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from linkaudit.archives.asking.asker import Asker
    from linkaudit.archives.choose import Capture
    from linkaudit.archives.holdings import Elsewhere, Question, Shown
    from linkaudit.archives.remote.links import Link

HOPS = 6
"""Addresses that are asked on the way to a memento."""
REMEMBERED = 4096
"""Pages whose TimeMaps are remembered."""


class TimeGateArchive:
    """An archive with a TimeGate; `base` is what stands before the address of the page."""

    plays = True

    def __init__(self, base: str, asker: Asker) -> None:
        """Ask the TimeGate at `base` through `asker`."""
        self.base = base
        self.name = host_of(base)
        self._asker = asker
        self._time_maps: dict[str, str] = {}

    async def nearest(self, target: str, end: datetime) -> Shown | Elsewhere | Nothing | None:
        """Ask the TimeGate for the capture nearest to a moment; None if it names none that may be asked for."""
        onward = Onward(self.gate(target))
        for _ in range(HOPS):
            headers = {"Accept-Datetime": accept_datetime(end)} if onward.dated else {}
            answer = await self._asker.ask(Lane.PLAYBACK, onward.address, headers, read_body=worth_reading)
            around = links_of(answer, onward.address)
            self._remember(target, around)
            step = read_gate(answer, onward, around, target, end)
            if not isinstance(step, Onward):
                return step
            if not may_be_asked(step.address):
                return None
            onward = step
        raise UnansweredError(Reason.INVALID_RESPONSE)

    async def listing(self, question: Question) -> Listing:
        """List the captures that the TimeMap names; without one, those that mementos name as their neighbours."""
        if question.target not in self._time_maps:
            start = await self.nearest(question.target, question.end)
            if isinstance(start, Nothing):
                return Listing(())
            if question.target not in self._time_maps:
                if start is None:
                    raise UnansweredError(Reason.UNSETTLED)
                return await stepping.listed(self._look, start.capture, question)
        return await time_map.listed(self._asker, self._time_maps[question.target], question)

    async def play(self, capture: Capture, target: str) -> Shown | None:
        """Play back a capture, as it was captured where the archive can do that; None if it shows another one."""
        shown, around = await self._look(capture, target)
        self._remember(target, around)
        return shown

    def address(self, capture: Capture, target: str) -> str:
        """Give the URI-M of a capture as the archive names it."""
        return moved_to(capture.place, capture.captured_at) if capture.place else joined(self.base, target)

    def gate(self, target: str) -> str:
        """Give the address of the TimeGate of a page."""
        return joined(self.base, target)

    async def _look(
        self, capture: Capture, target: str, *, read_body: bool = True
    ) -> tuple[Shown | None, tuple[Link, ...]]:
        return await mementos.look(self._asker, capture, self.address(capture, target), read_body=read_body)

    def _remember(self, target: str, around: Iterable[Link]) -> None:
        """Keep the address of the TimeMap of a page."""
        found = next((link for link in around if link.time_map), None)
        if found is None:
            return
        while len(self._time_maps) >= REMEMBERED:
            del self._time_maps[next(iter(self._time_maps))]
        self._time_maps.setdefault(target, found.target)
