"""Any archive that speaks the Memento protocol (RFC 7089): its TimeGate, its TimeMaps, its mementos."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from linkaudit.archives.asking.asker import host_of, may_be_asked
from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.holdings import Listing, Nothing
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.remote import mementos, stepping, time_map
from linkaudit.archives.remote.gate import Onward, accept_datetime, links_of, read_gate
from linkaudit.archives.remote.places import joined, moved_to, place_of
from linkaudit.archives.remote.playback import worth_reading
from linkaudit.archives.remote.proof import Proof, speaks_as_archive

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
        self._proof = Proof()

    async def nearest(self, target: str, end: datetime) -> Shown | Elsewhere | Nothing | None:
        """Ask the TimeGate for the capture nearest to a moment; None if it names none that may be asked for."""
        onward = Onward(self.gate(target))
        for _ in range(HOPS):
            headers = {"Accept-Datetime": accept_datetime(end)} if onward.dated else {}
            answer = await self._asker.ask(Lane.PLAYBACK, onward.address, headers, read_body=worth_reading)
            around = links_of(answer, onward.address)
            self._remember(target, around)
            self._proof.note(answer)
            step = read_gate(answer, onward, around, target, end)
            if isinstance(step, Nothing):
                return await self._nothing(step, onward.address, target)
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
                    return await self._usual_list(question)
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

    async def _nothing(self, nothing: Nothing, address: str, target: str) -> Nothing | None:
        """Judge that there is nothing at `address`: None if that says nothing of what the archive has.

        The TimeGate may have led to a memento that is not there. Raises UnansweredError where there is no archive.
        """
        if not _is_gate(address, target):
            return None
        await self._proof.require(lambda: self._has_time_map(target))
        return nothing

    async def _has_time_map(self, target: str) -> bool:
        """Tell whether what is asked for a TimeMap answers as an archive does, be there one or not."""
        usual = self._time_maps.get(target) or time_map_of(self.base, target)
        if not usual:
            return False
        answer = await self._asker.ask(Lane.INDEX, usual)
        if speaks_as_archive(answer):
            return True
        try:
            return bool(time_map.read(answer, usual).captures)
        except UnansweredError:
            return False

    async def _usual_list(self, question: Question) -> Listing:
        """Ask for the TimeMap where archives usually have it, since none was named. Raises UnansweredError."""
        usual = time_map_of(self.base, question.target)
        listing = await time_map.listed(self._asker, usual, question) if usual else None
        if listing is None or not (listing.captures or listing.missing):
            raise UnansweredError(Reason.UNSETTLED)
        return listing

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


def time_map_of(base: str, target: str) -> str:
    """Give the address at which an archive usually has the TimeMap of a page; empty if none follows from its TimeGate.

    The Wayback Machine, OpenWayback and pywb have it below their TimeGate, MemGator and others beside it.
    """
    if base.endswith(("=", "?")):
        return ""
    bare = base.rstrip("/").removesuffix("/timegate")
    return f"{bare}/timemap/link/{target}"


def _is_gate(address: str, target: str) -> bool:
    """Tell whether an address is that of the TimeGate of a page, rather than that of a memento."""
    bare = target.partition("//")[2].removeprefix("www.").rstrip("/")
    return place_of(address, target) is None and (bare in address or quote(bare, safe="") in address)
