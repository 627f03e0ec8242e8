"""The search for the capture that answers, in any archive.

The shortcut is asked first, where there is one: it leads to the nearest capture in either direction, and from there a
few steps back if each names the one before. Only if that does not settle it are the captures listed. Whatever seems
good is played back before it answers, since an index says "200" of error pages and logins as well (`screening`).
"""

from __future__ import annotations

from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from msgspec.structs import replace

from linkaudit.archives.asking.asker import host_of
from linkaudit.archives.candidates import Candidates
from linkaudit.archives.choose import GOOD, REDIRECTS, end_of
from linkaudit.archives.holdings import ROWS, Elsewhere, Nothing, Question, Wanted
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.notation import askable
from linkaudit.content.passages import FEW
from linkaudit.models import Lookup, Memento, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from linkaudit.archives.choose import Capture
    from linkaudit.archives.holdings import Holdings, Listing, Shown
    from linkaudit.models import PartialDate

LEFT_OUT = 3
"""Times that captures are listed anew without payloads that were found to be none of the page: an error that was
captured for years is listed as hundreds of revisits, without the status that they repeat."""
PLAYED = 24
"""Captures played back at the most: a page that was lost for years may have been captured as lost every month."""
STEPS_BACK = 6
"""Captures played back one before the other at the most before they are listed: an index may be asked twenty times less
often than playback, and tells of all at once."""
_NOTHING: Mapping[str, int] = {}


class Searched:
    """An archive that is searched for the capture that answers."""

    def __init__(
        self,
        holdings: Holdings,
        clock: Callable[[], datetime],
        *,
        extractor: str | None = None,
        rows: int = ROWS,
        passages: Mapping[str, int] = _NOTHING,
    ) -> None:
        """Search `holdings`; `clock` gives the present in UTC, `extractor` finds the main text of a page.

        `passages` says of how many passages the sample of a URL's page is, if not of a few.
        """
        self.holdings = holdings
        self.name = holdings.name
        self.rows = rows
        self._clock = clock
        self._extractor = extractor
        self._passages = passages

    async def closest(self, url: str, when: PartialDate | None) -> Lookup:
        """Look up the capture that answers for `url` at `when` (see `choose`); without a date the latest good one.

        Never raises for what the archive or the network does: that becomes `unknown` with a reason.
        """
        target = askable(url)
        if target is None:
            return self._lookup(url, when, Result.UNKNOWN, Reason.NOT_ASKED)
        if when is not None and not when.possible:
            return self._lookup(url, when, Result.UNKNOWN, Reason.IMPOSSIBLE_DATE)
        # Without a date the future stands for it: a day more, should the archive's clock be ahead of ours.
        end = end_of(when) if when else self._clock() + timedelta(days=1)
        search = Search(self.holdings, target, end, self.rows)
        try:
            found = await search.run()
        except UnansweredError as error:
            return self._lookup(url, when, Result.UNKNOWN, error.reason)
        if isinstance(found, Reason):
            return self._lookup(url, when, Result.ABSENT, found)
        return replace(self._lookup(url, when, Result.FOUND, Reason.OK), memento=self._memento(url, search, found))

    def _memento(self, url: str, search: Search, found: Capture) -> Memento:
        target = search.target
        place = self.holdings.address(found, target)
        # What an aggregator names stands in an archive of its own.
        archive = host_of(place) or self.name
        memento = Memento(target, place, found.captured_at, found.status, archive, found.digest)
        shown = search.candidates.shown(found)
        if shown is None or not shown.body:
            return memento
        from linkaudit.archives.screening import said  # noqa: PLC0415 - most of what it needs is loaded by few

        text = said(shown, self._extractor, self._passages.get(url, FEW))
        return replace(memento, title=text.title, words=text.words, passages=text.passages)

    def _lookup(self, url: str, when: PartialDate | None, result: Result, reason: Reason) -> Lookup:
        return Lookup(url, when, result, reason, self._clock(), archive=self.name)


class Search:
    """One look-up under way."""

    def __init__(self, holdings: Holdings, target: str, end: datetime, rows: int = ROWS) -> None:
        """Search for a capture of `target` at or before `end`, else after it."""
        self.target = target
        self.candidates = Candidates(end)
        self._holdings = holdings
        self._end = end
        self._rows = rows
        self._plays = 0
        self._named = False
        """Whether the archive has named a capture before it was asked to list any."""
        self._missing: Reason | None = None
        """Why a part of the archive could not be looked at, where what is not found may be."""

    async def run(self) -> Capture | Reason:
        """Find the capture that answers, or the reason why there is none. Raises UnansweredError."""
        shown = await self._holdings.nearest(self.target, self._end)
        if isinstance(shown, Nothing):
            return Reason.NO_CAPTURE
        self._named = shown is not None
        if isinstance(shown, Elsewhere):
            shown = await self._play(shown.capture, shown.target)
        elif shown is not None:
            self._take(shown)
        found = await self._by_playback(shown) or await self._by_index()
        if isinstance(found, Reason) and self._missing:
            raise UnansweredError(self._missing)
        return found

    async def _by_playback(self, nearest: Shown | None) -> Capture | Reason | None:
        """Judge the nearest capture and, as far as the archive names them, those before; None if that settles nothing.

        Captures are named one before the other, so that there is none between them.
        """
        known, step = self.candidates, nearest
        while nearest and step:
            if step.capture.captured_at <= self._end and known.answers(step.capture):
                return step.capture
            if step.first and known.answers(nearest.capture):
                return nearest.capture  # there is nothing good before the date, and this is the nearest after it
            if step.first and nearest.last:  # all that there is was played back, unless the index has more
                return known.best_played()
            if step.previous is None or step.previous > self._end or self._plays > STEPS_BACK:
                break
            step = await self._play(replace(step.capture, captured_at=step.previous, status=None), self.target)
        return None

    async def _by_index(self) -> Capture | Reason:
        """Choose from what is listed; ask again, on one side of the date, where that is not all the choice rests on."""
        known = self.candidates
        question = Question(self.target, self._end, rows=self._rows)
        listing = await self._list(question)
        if not listing.captures and listing.reach == inf:
            if self._named:  # it has named a capture, so that it cannot have none
                raise UnansweredError(self._missing or Reason.INVALID_RESPONSE)
            return Reason.NO_CAPTURE
        sides = _sides(question)
        reaches = [listing.reach] * len(sides)
        asked: dict[int, tuple[str, ...]] = {}
        again = 0
        while True:
            best = known.best()
            short = known.too_short(best, reaches)
            if short is not None:
                without = known.refuted()
                again += short in asked
                if asked.get(short) == without or again > LEFT_OUT:
                    break  # more rows that cannot answer than the index shows at once: what lies behind is not known
                asked[short] = without
                reaches[short] = max((await self._list(replace(sides[short], without=without))).reach, reaches[short])
            elif best is None:
                return self._nothing()
            elif known.is_known(best):
                return best
            elif self._plays >= PLAYED:
                break
            else:
                await self._try(best)
        raise UnansweredError(self._missing or Reason.UNSETTLED)

    async def _list(self, question: Question) -> Listing:
        """Add what the archive lists to what is known."""
        listing = await self._holdings.listing(question)
        self._missing = self._missing or listing.missing
        self.candidates.plays = self._holdings.plays
        self.candidates.add(listing.captures)
        return listing

    async def _try(self, listed: Capture) -> None:
        """Play back what was listed, and write down what it is."""
        shown = await self._play(listed, self.target)
        if shown and listed.good and _is_same_page(shown.location, self.target):
            # The same second has the redirect from http to https, or to `www`, and the page itself.
            shown = await self._play(listed, urljoin(self.target, shown.location)) or shown
        if shown is None:  # the index has it, and nobody can see what it is
            self._missing = self._missing or Reason.UNSETTLED
        self.candidates.settle(listed, shown)

    async def _play(self, capture: Capture, target: str) -> Shown | None:
        """Play back one capture; None if the archive shows something else in its place, or is another that is silent.

        What an aggregator names in an archive that does not answer is left aside: others may have captures, too.
        """
        self._plays += 1
        try:
            shown = await self._holdings.play(capture, target)
        except UnansweredError as error:
            if capture.host in ("", self._holdings.name):
                raise
            self._missing = self._missing or error.reason
            self.candidates.leave_aside(capture.host)
            return None
        if shown:
            self._take(shown)
        return shown

    def _take(self, shown: Shown) -> None:
        """Remember what was played back, and what it shows."""
        if shown.capture.status not in GOOD | REDIRECTS:
            self.candidates.take(shown)
            return
        from linkaudit.archives.screening import Shows, screen  # noqa: PLC0415 - most of what it needs is loaded by few

        shows = screen(shown, self.target).shows
        if shows is Shows.NO_PAGE:
            self.candidates.take_as_soft(shown)
        elif shows is Shows.WAY:
            self.candidates.take_as_way(shown)
        else:
            self.candidates.take(shown)

    def _nothing(self) -> Reason:
        return Reason.ONLY_SOFT if self.candidates.any_soft else Reason.ONLY_ERRORS


def _sides(question: Question) -> tuple[Question, ...]:
    """Ask on one side of the date only: for good captures before and after it, then for redirects likewise.

    This is the order in which `choose` prefers them.
    """
    before, after = replace(question, last=question.end), replace(question, first=question.end)
    kinds = (Wanted.PERHAPS_GOOD, Wanted.PERHAPS_REDIRECTS)
    return tuple(replace(side, wanted=kind) for kind in kinds for side in (before, after))


def _is_same_page(location: str, target: str) -> bool:
    """Tell whether a redirect leads to the same page under another scheme or with `www`."""
    try:
        return bool(location) and _bare(urljoin(target, location)) == _bare(target)
    except ValueError:  # what an archive sends need be no address
        return False


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
