"""Any CDX server, and the archive behind it if that plays back.

Servers have the same parameters for the page and for bounds in time; not all know `closest`, and their filters differ,
so that none is asked to filter. What one does not understand it ignores: that shows in the order of what comes.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from msgspec.structs import replace

from linkaudit.archives.asking.asker import host_of
from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.holdings import Listing
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.notation import stamp_of
from linkaudit.archives.remote import index_rows, mementos
from linkaudit.archives.remote.following import followed
from linkaudit.archives.remote.index_rows import Rows
from linkaudit.archives.remote.reach import by_nearness, in_order, reach_of, unseen

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from linkaudit.archives.asking.asker import Asker
    from linkaudit.archives.choose import Capture
    from linkaudit.archives.holdings import Question, Shown

ENDPOINTS = ("/cdx/search/cdx", "/cdx", "")
"""Where servers have their index: the Wayback Machine, pywb, OutbackCDX."""
PLAYBACKS = (("/cdx/search/cdx", "/web/"), ("/cdx", "/"), ("-cdx", "/"))
"""Where the captures are played back whose index is there."""
NO_PLAYBACK = ("-index",)
"""How endpoints end behind which nothing is played back (Common Crawl)."""
MORE = 10
"""How many times more rows are asked for on one side of the date, where errors cannot be left out."""
PAGE = 2_000
PAGES = 8
"""Rows asked for at once, and how many times, of a server that lists in the order of time."""
TRIES = 2
"""Captures by which it is found out whether a server plays back."""
GIVE_UP = 3
"""Pages that were asked for in vain, after which an index is not looked for any more."""


class IndexServer:
    """What a CDX server lists; `base` is its endpoint, or that to which the usual endpoints are added."""

    def __init__(self, base: str, asker: Asker) -> None:
        """Ask the index at `base` through `asker`."""
        self.name = host_of(base)
        self.plays = False
        """Whether captures can be played back; found out by the first that are listed."""
        self._asker = asker
        self._endpoints = endpoints_of(base)
        self._in_vain = 0
        self._understood = False
        self._closest = True
        self._proved = asyncio.Lock()
        self._known = False
        """Whether it has been found out if captures can be played back."""

    async def nearest(self, target: str, end: datetime) -> None:  # noqa: ARG002 - the signature of all holdings
        """An index has no shortcut."""
        return

    async def listing(self, question: Question) -> Listing:
        """Ask the index. Raises UnansweredError."""
        bounded = question.first or question.last
        rows = question.rows * MORE if bounded else question.rows
        listed, cut = await self._listed(question, rows)
        if cut and in_order(listed.moments) and not by_nearness(listed.moments, question.end):
            listed, cut = await self._in_order_of_time(question, listed)
        reach = _reach(question, listed) if cut else float("inf")
        if listed.captures:
            await self._prove_playback(listed.captures, question.target)
        missing = Reason.INVALID_RESPONSE if listed.unread else None
        return Listing(listed.captures, reach, listed.repaired, listed.dropped, missing)

    async def play(self, capture: Capture, target: str) -> Shown | None:
        """Play back a capture; None if the archive shows something else in its place."""
        shown, _ = await mementos.look(self._asker, capture, self.address(capture, target))
        return shown and replace(shown, capture=replace(shown.capture, place=""))

    def address(self, capture: Capture, target: str) -> str:
        """Give the address at which people open a capture, or would if this server played it back."""
        return f"{playback_of(self._endpoints[0])}{stamp_of(capture.captured_at)}/{target}"

    async def _listed(self, question: Question, rows: int) -> tuple[Rows, bool]:
        """Ask for so many rows, the nearest first; say, too, whether there may be more."""
        asked = _bounds(question) | {"limit": str(rows)}
        if self._closest:
            try:
                closest = {"closest": stamp_of(question.end), "sort": "closest"}
                return await self._ask(question.target, asked | closest, rows)
            except UnansweredError as error:
                if error.reason is not Reason.INVALID_RESPONSE or self._understood or self._in_vain:
                    raise
                # A server that has no use for `closest` may say so rather than ignore it.
                answer = await self._ask(question.target, asked, rows)
                self._closest = False
                return answer
        return await self._ask(question.target, asked, rows)

    async def _in_order_of_time(self, question: Question, first: Rows) -> tuple[Rows, bool]:
        """Go on from the last row of a server that lists in the order of time, and cuts the listing short."""
        gathered, cut = first, True
        for _ in range(PAGES):
            last = gathered.moments[-1]
            asked = _bounds(question) | {"from": stamp_of(last), "limit": str(PAGE)}
            page, cut = await self._ask(question.target, asked, PAGE)
            if page.moments and page.moments[0] < last:  # it knows no bounds either
                return await self._ask(question.target, {}, None)
            known = set(gathered.captures)
            new = tuple(capture for capture in page.captures if capture not in known)
            gathered = Rows(
                gathered.captures + new,
                gathered.lines + len(new) + page.dropped,
                gathered.repaired,
                gathered.unread + page.unread,
            )
            if not cut or not new:
                break
        return gathered, cut

    async def _ask(self, target: str, asked: dict[str, str], limit: int | None) -> tuple[Rows, bool]:
        """Put a question to the endpoint, or to the usual ones until one answers; say, too, if more may follow."""
        if self._in_vain >= GIVE_UP:
            raise UnansweredError(Reason.INVALID_RESPONSE)
        for endpoint in list(self._endpoints):
            address = _with(endpoint, {"url": target, "output": "json"} | asked)
            answer, _ = await followed(self._asker, Lane.INDEX, address)
            try:
                rows = index_rows.read(answer)
            except UnansweredError as error:
                if error.reason is Reason.INVALID_RESPONSE and len(self._endpoints) > 1:
                    continue
                raise
            self._endpoints = (endpoint,)
            self._understood = True
            self._in_vain = 0
            # More rows than were asked for are all that there are: the server knows no limit.
            return rows, answer.truncated or rows.lines == limit
        self._in_vain += 1
        raise UnansweredError(Reason.INVALID_RESPONSE)

    async def _prove_playback(self, captures: Sequence[Capture], target: str) -> None:
        """Find out, once, whether captures are played back at the address that follows from the endpoint.

        Raises UnansweredError where that cannot be found out now: nothing is proved by a server that refuses, fails,
        or does not answer in time.
        """
        async with self._proved:
            if self._known:
                return
            plays = plays_back(self._endpoints[0])
            playback = playback_of(self._endpoints[0])
            for capture in captures[:TRIES] if plays else ():
                place = f"{playback}{stamp_of(capture.captured_at)}/{target}"
                try:
                    shown, _ = await mementos.look(self._asker, capture, place, read_body=False)
                except UnansweredError as error:
                    if error.reason is not Reason.INVALID_RESPONSE:
                        raise
                    continue
                if shown:
                    self._known, self.plays = True, True
                    return
            self._known = True


def endpoints_of(base: str) -> tuple[str, ...]:
    """List the addresses at which an index may be found."""
    bare = base.rstrip("/")
    if "?" in base or bare.endswith((*(end for end, _ in PLAYBACKS), *NO_PLAYBACK)):
        return (bare,)
    return tuple(bare + path for path in ENDPOINTS)


def plays_back(endpoint: str) -> bool:
    """Tell whether it follows from the endpoint of an index where captures are played back."""
    return "?" not in endpoint and endpoint.endswith(tuple(end for end, _ in PLAYBACKS))


def playback_of(endpoint: str) -> str:
    """Give the address before the stamp of the captures of an index, in the form of its kind."""
    bare = endpoint.partition("?")[0].rstrip("/")
    forms = (*PLAYBACKS, *((end, "/") for end in (*NO_PLAYBACK, "")))
    return next(bare.removesuffix(end) + path for end, path in forms if bare.endswith(end))


def _with(endpoint: str, parameters: dict[str, str]) -> str:
    return f"{endpoint}{'&' if '?' in endpoint else '?'}{urlencode(parameters)}"


def _bounds(question: Question) -> dict[str, str]:
    bounds = {"from": question.first, "to": question.last}
    return {name: stamp_of(moment) for name, moment in bounds.items() if moment}


def _reach(question: Question, listed: Rows) -> float:
    """Give the seconds from the date within which a listing shows everything that was cut short."""
    moments = listed.moments
    if moments and by_nearness(moments, question.end):
        return abs((moments[-1] - question.end).total_seconds())
    return reach_of([unseen(moments)], question)
