"""The search for the capture that answers, in any archive.

The shortcut is asked first, where there is one: it leads to the nearest capture in either direction. Only if that one
is not good, or lies after the date and may have others before it, are the captures listed. Whatever seems good is
played back before it answers, since an index says "200" of error pages and logins as well (`screening`).
"""

from __future__ import annotations

from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from msgspec.structs import replace

from linkaudit.archives.asking import host_of
from linkaudit.archives.choose import EMPTY_PAYLOAD, GOOD, REDIRECTS, choose, end_of, learn, merge
from linkaudit.archives.holdings import ROWS, Elsewhere, Nothing, Question, Shown, Wanted
from linkaudit.archives.interface import Reason, UnansweredError
from linkaudit.archives.playback import askable
from linkaudit.content.passages import FEW
from linkaudit.models import Lookup, Memento, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from datetime import datetime

    from linkaudit.archives.choose import Capture
    from linkaudit.archives.holdings import Holdings
    from linkaudit.models import PartialDate

PLAYED = 24
"""Captures played back at the most: a page that was lost for years may have been captured as lost every month."""
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
        shown = search.shown.get(found.captured_at)
        if shown is None or shown.capture.status != found.status or not shown.body:
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
        self.shown: dict[datetime, Shown] = {}
        """What was played back and stands for the page."""
        self._holdings = holdings
        self._end = end
        self._rows = rows
        self._captures: list[Capture] = []
        self._played: list[Capture] = []
        self._plays = 0
        self._soft: set[tuple[datetime, int | None]] = set()
        self._soft_payloads: set[str] = set()
        self._leading: set[tuple[datetime, int | None]] = set()
        self._named = False
        """Whether the archive has named a capture before it was asked to list any."""

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
        return await self._by_playback(shown) or await self._by_index()

    async def _by_playback(self, nearest: Shown | None) -> Capture | Reason | None:
        """Judge the nearest capture and, if the archive names it, the one before; None if that does not settle it."""
        step = nearest
        while nearest and step:
            if step.capture.captured_at <= self._end and self._answers(step.capture):
                return step.capture
            if step.first and self._answers(nearest.capture):
                return nearest.capture  # there is nothing good before the date, and this is the nearest after it
            if step.first and nearest.last:  # these two are all that there is
                return self._choose(self._played) or self._nothing()
            if step is not nearest or step.previous is None or step.previous > self._end:
                break
            step = await self._play(replace(step.capture, captured_at=step.previous, status=None), self.target)
        return None

    async def _by_index(self) -> Capture | Reason:
        """Choose from what is listed; ask again, on one side of the date, where that is not all the choice rests on."""
        # Where a capture was played back there is one: then errors need not be listed.
        wanted = Wanted.NO_ERRORS if self._played else Wanted.ANYTHING
        question = Question(self.target, self._end, wanted, rows=self._rows)
        listing = await self._holdings.listing(question)
        if not listing.captures and not self._played:
            if self._named:  # named, and neither shown nor listed
                raise UnansweredError(Reason.INVALID_RESPONSE)
            return Reason.NO_CAPTURE
        self._list(listing.captures)
        sides = _sides(question)
        reaches = [listing.reach] * len(sides)
        asked: set[int] = set()
        while True:
            best = self._choose(self._captures)
            short = self._too_short(best, reaches)
            if short is not None:
                if short in asked:
                    break  # more rows that cannot answer than the index shows at once: what lies behind is not known
                asked.add(short)
                more = await self._holdings.listing(sides[short])
                reaches[short] = max(more.reach, reaches[short])
                self._list(more.captures)
            elif best is None:
                return self._nothing()
            elif self._is_known(best):
                return best
            elif self._plays >= PLAYED:
                break
            else:
                await self._try(best)
        raise UnansweredError(Reason.UNSETTLED)

    async def _try(self, listed: Capture) -> None:
        """Play back what was listed, and write down what it is."""
        shown = await self._play(listed, self.target)
        if shown and listed.good and _is_same_page(shown.location, self.target):
            # The same second has the redirect from http to https, or to `www`, and the page itself.
            shown = await self._play(listed, urljoin(self.target, shown.location)) or shown
        if shown and listed.status is None and shown.capture.status is not None:
            self._captures = learn(self._captures, listed, shown.capture.status)
        elif shown is None or shown.capture.status != listed.status:
            self._captures.remove(listed)  # listed, but the archive has something else to show in its place
        self._list(())

    async def _play(self, capture: Capture, target: str) -> Shown | None:
        """Play back one capture; None if the archive shows something else in its place."""
        self._plays += 1
        shown = await self._holdings.play(capture, target)
        if shown:
            self._take(shown)
        return shown

    def _take(self, shown: Shown) -> None:
        """Remember what was played back, and whether it stands for the page."""
        self._played.append(shown.capture)
        if shown.capture.status not in GOOD | REDIRECTS:
            return
        from linkaudit.archives.screening import Shows, screen  # noqa: PLC0415 - most of what it needs is loaded by few

        shows = screen(shown, self.target).shows
        if shows is Shows.NO_PAGE:
            self._soft.add(_key(shown.capture))
            return
        if shows is Shows.WAY:
            self._leading.add(_key(shown.capture))
        self.shown[shown.capture.captured_at] = shown

    def _list(self, listed: Iterable[Capture]) -> None:
        """Add to what is known; the payload of a page that does not stand for it never does."""
        self._captures = merge([*self._captures, *listed], self._played)
        if not self._holdings.plays:
            self._captures = _resolved(self._captures)
        soft = (capture for capture in self._captures if capture.good and _key(capture) in self._soft)
        self._soft_payloads |= {capture.digest for capture in soft} - {"", EMPTY_PAYLOAD}

    def _too_short(self, best: Capture | None, reaches: Sequence[float]) -> int | None:
        """Find the first of `_sides` that is not listed far enough to say that `best` answers.

        A choice on one side rests on there being nothing nearer on it, and nothing at all on the sides before it.
        """
        side, distance = len(reaches), inf
        if best:
            side = self._leads(best) * 2 + (best.captured_at > self._end)
            distance = abs((best.captured_at - self._end).total_seconds())
        needs = [inf] * side + [distance]
        return next((at for at, (reach, need) in enumerate(zip(reaches, needs, strict=False)) if reach < need), None)

    def _is_known(self, capture: Capture) -> bool:
        """Tell whether all is known of a capture that can be known: it was played back, or cannot be."""
        return not self._holdings.plays or _key(capture) in map(_key, self._played)

    def _choose(self, captures: Iterable[Capture]) -> Capture | None:
        return choose(filter(self._acceptable, captures), self._end, self._leads)

    def _leads(self, capture: Capture) -> bool:
        """Tell whether a capture shows no more than where the page went."""
        return capture.status in REDIRECTS or _key(capture) in self._leading

    def _acceptable(self, capture: Capture) -> bool:
        """Tell whether a capture stands for the page as far as is known."""
        if _key(capture) in self._soft:
            return False
        return not (capture.may_be_good and capture.digest in self._soft_payloads)

    def _answers(self, capture: Capture) -> bool:
        return capture.good and self._acceptable(capture) and not self._leads(capture)

    def _nothing(self) -> Reason:
        return Reason.ONLY_SOFT if self._soft else Reason.ONLY_ERRORS


def _key(capture: Capture) -> tuple[datetime, int | None]:
    """Tell captures of one second apart by what they are."""
    return capture.captured_at, capture.status


def _sides(question: Question) -> tuple[Question, ...]:
    """Ask on one side of the date only: for good captures before and after it, then for redirects likewise.

    This is the order in which `choose` prefers them.
    """
    before, after = replace(question, last=question.end), replace(question, first=question.end)
    kinds = (Wanted.PERHAPS_GOOD, Wanted.PERHAPS_REDIRECTS)
    return tuple(replace(side, wanted=kind) for kind in kinds for side in (before, after))


def _resolved(captures: Sequence[Capture]) -> list[Capture]:
    """Give revisits the status of a capture with the same payload, where nothing can be played back."""
    statuses = {capture.digest: capture.status for capture in captures if capture.status is not None}
    statuses = {digest: status for digest, status in statuses.items() if digest not in ("", EMPTY_PAYLOAD)}
    return [
        replace(capture, status=statuses.get(capture.digest)) if capture.status is None else capture
        for capture in captures
    ]


def _is_same_page(location: str, target: str) -> bool:
    """Tell whether a redirect leads to the same page under another scheme or with `www`."""
    return bool(location) and _bare(urljoin(target, location)) == _bare(target)


def _bare(url: str) -> str:
    parts = urlsplit(url)
    return f"{(parts.hostname or '').removeprefix('www.')}{parts.path.rstrip('/')}?{parts.query}"
