"""Having pages captured by an archive, on request only; each capture is looked up before it counts as made.

How the archive is asked depends on whether there are keys (`with_keys`, `keyless`). What it answers is not
taken on trust: it may say 523 or nothing at all although the capture was made, and "success" before it shows it.
"""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import timedelta
from typing import TYPE_CHECKING, Protocol

from msgspec import Struct

from linkaudit.archives.choose import GOOD, REDIRECTS, Capture
from linkaudit.archives.holdings import Elsewhere, Shown
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.lookup import together
from linkaudit.archives.notation import askable
from linkaudit.archives.saving.page_now import Captured, Kind, Recent
from linkaudit.citations import urls
from linkaudit.citations.masking import masked
from linkaudit.models import Lookup, Memento, Result
from linkaudit.web.target import parse
from linkaudit.web.unasked import judge_unasked

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable
    from datetime import datetime

    from linkaudit.archives.holdings import Holdings
    from linkaudit.archives.saving.page_now import Refused
    from linkaudit.web.guard import Guard

SHOWN_AFTER = (0.0, 2.0, 5.0, 10.0, 20.0, 30.0)
"""Seconds before each look for a new capture: for a while the archive leads from it to an older one."""
CLOCKS_APART = timedelta(minutes=2)
"""By how much the archive's clock may be behind ours."""
RECENT = timedelta(days=1)
"""How old a capture may be that stands for one which the archive would not make again, unless more is allowed."""
PERHAPS_SHOWN_AFTER = (0.0, 10.0, 30.0)
"""The same for a capture of which nobody knows whether it was made."""
AMBIGUOUS = frozenset({Reason.TIMEOUT, Reason.UNREACHABLE, Reason.SERVER_ERROR, Reason.INVALID_RESPONSE})
"""Reasons for which the archive may have made the capture all the same."""
UNDER_WAY = frozenset({Reason.TIMEOUT, Reason.SERVER_ERROR})
"""Those of them for which it may still be at it."""
PATIENCE = 180.0
"""Seconds for an answer that comes only when the capture is made, which takes two minutes at the most."""
_UNCONFIRMED = "unconfirmed"
_WORDS = {
    Reason.TIMEOUT: "the archive did not answer in time",
    Reason.UNREACHABLE: "the archive could not be reached",
    Reason.SERVER_ERROR: "the archive had an error of its own",
    Reason.INVALID_RESPONSE: "the archive answered with something else",
    Reason.REFUSED: "the archive wants to be asked less often",
    Reason.GIVEN_UP: "the archive refused or failed so often that it is left alone",
    Reason.BUDGET_SPENT: "no more requests may be made in this run",
    Reason.BLOCKED: "the archive withholds this site",
    Reason.NOT_ASKED: "this archive is never asked",
}
_FOR_GOOD = frozenset({Reason.BLOCKED, Reason.NOT_ASKED})


class Saved(Struct, frozen=True):
    """What came of having a page captured: found if it was, and is shown."""

    lookup: Lookup
    words: str = ""
    """What speaks against it, in plain words."""
    later: bool = False
    """Whether it may work another time."""


class Way(Protocol):
    """How an archive is asked to capture a page."""

    @property
    def at_once(self) -> int:
        """How many pages may be under way."""
        ...

    async def capture(self, target: str) -> Captured | Recent | Refused:
        """Have a page captured. Raises UnansweredError if nobody knows what became of it."""
        ...


def objection(url: str, guard: Guard, *, own_archive: bool = False) -> str:
    """Say why a page must not be handed to an archive; empty if it may be.

    `guard` has the exceptions of the settings: what they allow although it is private goes to no archive but the
    user's own.
    """
    target = parse(url)
    if target is None or target.scheme not in {"http", "https"}:
        return "archives keep pages of http and https only"
    if masked(url) != url:
        return "the address holds a secret or a person's address, which everyone could read in the archive"
    if urls.archive_url(url):
        return "it is a capture already"
    judgement = judge_unasked(target, guard)
    if judgement is not None:
        return f"it is nobody else's business, or nobody's: {judgement.detail}"
    if guard.names(target.host) and not own_archive:
        return "its host is allowed to you although it is private, and is nobody else's business"
    return ""


class Saver:
    """Has pages captured, and looks each capture up."""

    def __init__(
        self,
        way: Way,
        holdings: Holdings,
        clock: Callable[[], datetime],
        *,
        within_days: int | None = None,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Capture by `way`, look up in `holdings`; a capture that is no older than `within_days` is as good."""
        self._way = way
        self._holdings = holdings
        self._clock = clock
        self._recent = max(RECENT, timedelta(days=within_days or 0))
        self._sleep = sleep

    async def save_all(self, pages: Iterable[str], on_saved: Callable[[Saved], None]) -> None:
        """Have pages captured, as many at once as the way allows; hand out what came of each as it comes."""
        waiting = deque(dict.fromkeys(pages))

        async def work() -> None:
            while waiting:
                on_saved(await self.save(waiting.popleft()))

        await together(work, min(self._way.at_once, len(waiting)))

    async def save(self, url: str) -> Saved:
        """Have a page captured. Never raises for what the archive or the network does."""
        target = askable(url)
        if target is None:
            return self._not(url, Reason.NOT_ASKED, _WORDS[Reason.NOT_ASKED])
        began = self._clock()
        try:
            told = await self._way.capture(target)
        except UnansweredError as error:
            found = await self._perhaps(url, target, began - CLOCKS_APART, error.reason)
            return found or self._unanswered(url, error.reason)
        if isinstance(told, Captured):
            return await self._confirmed(url, told)
        if isinstance(told, Recent) or told.kind is Kind.TAKEN:
            found = await self._since(url, target, began - self._recent)
            return found or self._not(url, _UNCONFIRMED, f"{told.words}; no such capture is shown", later=True)
        return self._not(url, told.code, told.words, later=told.kind is not Kind.FINAL)

    async def _confirmed(self, url: str, told: Captured) -> Saved:
        """Look for the capture of which the archive says that it was made, until it shows it."""
        capture = Capture(told.at, None)
        for pause in SHOWN_AFTER:
            if pause:
                await self._sleep(pause)
            try:
                shown = await self._holdings.play(capture, told.url)
            except UnansweredError as error:
                if error.reason in AMBIGUOUS:
                    continue
                break
            if shown is not None:
                return self._found(url, shown.capture, told.url)
        memento = self._memento(url, capture, told.url)
        words = f"the archive says that it was captured, and does not show it yet: {memento.memento_url}"
        return Saved(self._lookup(url, Result.UNKNOWN, _UNCONFIRMED, memento), words, later=True)

    async def _perhaps(self, url: str, target: str, since: datetime, reason: Reason) -> Saved | None:
        """Look for the capture of a page whose capture was not confirmed; None if none is shown."""
        if reason not in AMBIGUOUS:
            return None
        for pause in PERHAPS_SHOWN_AFTER if reason in UNDER_WAY else PERHAPS_SHOWN_AFTER[:1]:
            if pause:
                await self._sleep(pause)
            found = await self._since(url, target, since)
            if found:
                return found
        return None

    async def _since(self, url: str, target: str, since: datetime) -> Saved | None:
        """Look for a capture of the page that was made since a moment; None if none is shown."""
        try:
            shown = await self._holdings.nearest(target, self._clock() + timedelta(days=1))
            where = target
            if isinstance(shown, Elsewhere):
                where = shown.target
                shown = await self._holdings.play(shown.capture, where)
        except UnansweredError:
            return None
        if not isinstance(shown, Shown) or shown.capture.captured_at < since:
            return None
        return self._found(url, shown.capture, where) if shown.capture.status in GOOD | REDIRECTS else None

    def _found(self, url: str, capture: Capture, where: str) -> Saved:
        return Saved(self._lookup(url, Result.FOUND, Reason.OK, self._memento(url, capture, where)))

    def _memento(self, url: str, capture: Capture, where: str) -> Memento:
        place = self._holdings.address(capture, where)
        return Memento(askable(url) or url, place, capture.captured_at, capture.status, self._holdings.name)

    def _unanswered(self, url: str, reason: Reason) -> Saved:
        return self._not(url, reason, _WORDS.get(reason, str(reason)), later=reason not in _FOR_GOOD)

    def _not(self, url: str, reason: str, words: str, *, later: bool = False) -> Saved:
        return Saved(self._lookup(url, Result.UNKNOWN, reason), words, later)

    def _lookup(self, url: str, result: Result, reason: str, memento: Memento | None = None) -> Lookup:
        return Lookup(url, None, result, reason, self._clock(), memento, self._holdings.name)
