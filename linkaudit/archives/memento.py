"""Any archive that speaks the Memento protocol (RFC 7089): its TimeGate, its TimeMaps, its mementos."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urljoin

from linkaudit.archives import stepping, time_map
from linkaudit.archives.asking import host_of, is_capture, may_be_asked
from linkaudit.archives.choose import REDIRECTS
from linkaudit.archives.courtesy import Lane
from linkaudit.archives.gate import NOT_FOUND, OK, Onward, accept_datetime, links_of, read_gate, with_place
from linkaudit.archives.holdings import Listing, Nothing
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.places import joined, moved_to, place_of, raw
from linkaudit.archives.playback import read_capture, worth_reading

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from linkaudit.archives.asking import Asker
    from linkaudit.archives.choose import Capture
    from linkaudit.archives.holdings import Elsewhere, Question, Shown
    from linkaudit.archives.interface import Answer
    from linkaudit.archives.links import Link

HOPS = 6
"""Redirects that are followed on the way to a memento."""
REMEMBERED = 4096
"""Pages whose TimeMaps are remembered."""
NO_SUCH_FORM = frozenset({400, 403, 404, 405, 501})
"""How an archive may say that it does not play back without rewriting."""


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
        """Ask the TimeGate for the capture nearest to a moment; None if it does not name it, or only others do."""
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
        address = self._time_maps.get(question.target)
        if address is not None:
            return await time_map.listed(self._asker, address, question)
        start = await self.nearest(question.target, question.end)
        if question.target in self._time_maps:
            return await time_map.listed(self._asker, self._time_maps[question.target], question)
        if start is None:
            raise UnansweredError(Reason.UNSETTLED)
        if isinstance(start, Nothing):
            return Listing(())
        return await stepping.listed(self.look, start.capture, question)

    async def play(self, capture: Capture, target: str) -> Shown | None:
        """Play back a capture, as it was captured where the archive can do that; None if it shows another one."""
        shown, around = await self.look(capture, target)
        self._remember(target, around)
        return shown

    async def look(
        self, capture: Capture, target: str, *, read_body: bool = True
    ) -> tuple[Shown | None, tuple[Link, ...]]:
        """Play back a capture, and give the links that came with it."""
        place = self.address(capture, target)
        forms = [place] if raw(place) == place else [place, raw(place)]
        address = forms.pop()
        for _ in range(HOPS):
            answer = await self._asker.ask(Lane.PLAYBACK, address, read_body=worth_reading if read_body else _own_words)
            around = links_of(answer, address)
            if is_capture(answer):
                return _shown(answer, capture, place, around), around
            onward = urljoin(address, answer.headers.get("Location", "")) if answer.status in REDIRECTS else ""
            if onward and _leads_to_another(onward, capture):
                return None, around
            if onward and may_be_asked(onward):
                address = onward
            elif forms and (answer.status == OK or answer.status in NO_SUCH_FORM):
                address = forms.pop()
            elif answer.status == NOT_FOUND:
                return None, around
            else:
                break
        raise UnansweredError(Reason.INVALID_RESPONSE)

    def address(self, capture: Capture, target: str) -> str:
        """Give the URI-M of a capture as the archive names it."""
        return moved_to(capture.place, capture.captured_at) if capture.place else joined(self.base, target)

    def gate(self, target: str) -> str:
        """Give the address of the TimeGate of a page."""
        return joined(self.base, target)

    def _remember(self, target: str, around: Iterable[Link]) -> None:
        """Keep the address of the TimeMap of a page."""
        found = next((link for link in around if link.time_map), None)
        if found is None:
            return
        while len(self._time_maps) >= REMEMBERED:
            del self._time_maps[next(iter(self._time_maps))]
        self._time_maps.setdefault(target, found.target)


def _shown(answer: Answer, capture: Capture, place: str, around: Sequence[Link]) -> Shown | None:
    """Read a memento; None if it is not the one that was asked for."""
    shown = read_capture(answer)
    return with_place(shown, place, around) if shown.capture.captured_at == capture.captured_at else None


def _leads_to_another(address: str, capture: Capture) -> bool:
    place = place_of(address)
    return place is not None and place.moment not in (None, capture.captured_at)


def _own_words(_status: int, headers: Mapping[str, str]) -> bool:
    """Read what the archive itself says, and no capture."""
    return "Memento-Datetime" not in headers
