"""The Wayback Machine, and every archive with its URL shapes at another base.

Playback is asked first, since it may be asked twenty times as often as the index: `/web/{14 digits}id_/{url}` leads
to the nearest capture in either direction, and the capture's own answer tells its status. Only if that capture is not
good, or lies after the date and may have others before it, is the CDX index asked.

The Availability API is never asked: it answers "nothing" for archived pages
(https://github.com/akamhy/waybackpy/issues/154).
"""

from __future__ import annotations

from datetime import timedelta
from math import inf
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec.structs import replace

from linkaudit.archives.cdx import PERHAPS_GOOD, PERHAPS_REDIRECTS, ROWS, Question
from linkaudit.archives.choose import choose, end_of, learn, merge
from linkaudit.archives.courtesy import Lane, retry_after
from linkaudit.archives.interface import Failure, Reason, UnansweredError
from linkaudit.archives.playback import (
    Elsewhere,
    Nothing,
    Played,
    askable,
    memento_url,
    playback_url,
    read_playback,
    stamp_of,
    withheld,
)
from linkaudit.models import Lookup, Memento, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from linkaudit.archives.cdx import Listing
    from linkaudit.archives.choose import Capture
    from linkaudit.archives.courtesy import Courtesy, Turn
    from linkaudit.archives.interface import Answer, Client
    from linkaudit.models import PartialDate

INTERNET_ARCHIVE = "https://web.archive.org"
TIMEOUT = 30.0
"""Seconds for one request, unless the settings say otherwise."""
STEPS = 12
"""Requests at the most after the first look at the index: further listings and playbacks of revisits."""

REFUSED_CONNECTION = "refused"
TIMEOUTS = "timeout"
"""How the causes end that mean waiting in vain: `connect-timeout`, `read-timeout`, `total-timeout`."""
UNUSABLE = frozenset({"invalid-response", "truncated-body", "header-bomb", "decompression-bomb", "invalid-url"})
"""Causes that mean that something came which is no use."""

FORBIDDEN = 403
TOO_MANY_REQUESTS = 429
SERVER_ERRORS = range(500, 600)


class Wayback:
    """An archive with the URL shapes of the Wayback Machine; `courtesy` is shared by all that ask it."""

    rows = ROWS
    """Rows asked of the index at once."""

    def __init__(
        self,
        base: str,
        client: Client,
        courtesy: Courtesy,
        clock: Callable[[], datetime],
        *,
        timeout: float = TIMEOUT,
    ) -> None:
        """Set up the archive at `base`; `clock` gives the present in UTC, `timeout` is in seconds per request."""
        self.base = base.rstrip("/")
        self.name = urlsplit(self.base).netloc.rpartition("@")[2]
        self.rows_repaired = 0
        """Rows of the index whose impossible timestamp was put right."""
        self.rows_dropped = 0
        """Rows of the index that could not be read."""
        self._client = client
        self._courtesy = courtesy
        self._clock = clock
        self._timeout = timeout

    async def closest(
        self,
        url: str,
        when: PartialDate | None,
        acceptable: Callable[[Capture], bool] | None = None,
    ) -> Lookup:
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
        try:
            found = await _Search(self, target, end, acceptable).run()
        except UnansweredError as error:
            return self._lookup(url, when, Result.UNKNOWN, error.reason)
        if isinstance(found, Reason):
            return self._lookup(url, when, Result.ABSENT, found)
        place = memento_url(self.base, found.captured_at, target)
        memento = Memento(target, place, found.captured_at, found.status, self.name, found.digest)
        return replace(self._lookup(url, when, Result.FOUND, Reason.OK), memento=memento)

    async def play(self, stamp: str, target: str, *, explain: bool = False) -> Played | Elsewhere | Nothing:
        """Ask for the capture nearest to a moment.

        With `explain` the body is read too: the archive's own answers are short and say in words what is wrong,
        while a capture may be long and is not wanted here. Raises UnansweredError.
        """
        url = playback_url(self.base, stamp, target)
        return read_playback(await self._ask(Lane.PLAYBACK, url, read_body=explain))

    async def index(self, question: Question) -> Listing:
        """Ask the index. Raises UnansweredError."""
        answer = await self._ask(Lane.INDEX, question.address(self.base), read_body=True)
        if not answer.complete:  # half a listing would hide captures
            raise UnansweredError(Reason.UNREACHABLE)
        listing = question.read(answer)
        self.rows_repaired += listing.repaired
        self.rows_dropped += listing.dropped
        return listing

    async def _ask(self, lane: Lane, url: str, *, read_body: bool) -> Answer:
        """Make one request in its turn. Raises UnansweredError for every answer that says nothing of the page."""
        async with self._courtesy.turn(lane) as turn:
            answer = await self._client.ask("GET", url, timeout=self._timeout, read_body=read_body)
            if isinstance(answer, Failure):
                raise UnansweredError(_failed(turn, answer.cause))
            own = answer.headers.get("Memento-Datetime") is None
            if own and (reason := _refused(turn, answer, self._clock(), explained=read_body)):
                raise UnansweredError(reason)
            turn.served()
            return answer

    def _lookup(self, url: str, when: PartialDate | None, result: Result, reason: Reason) -> Lookup:
        return Lookup(url, when, result, reason, self._clock(), archive=self.name)


class _Search:
    """One look-up under way."""

    def __init__(
        self, archive: Wayback, target: str, end: datetime, acceptable: Callable[[Capture], bool] | None
    ) -> None:
        self._archive = archive
        self._target = target
        self._end = end
        self._acceptable = acceptable
        self._played: list[Capture] = []

    async def run(self) -> Capture | Reason:
        """Find the capture that answers, or the reason why there is none. Raises UnansweredError."""
        archive = self._archive
        shown = await archive.play(stamp_of(self._end), self._target, explain=True)
        if isinstance(shown, Nothing):
            return Reason.NO_CAPTURE
        nearest: Played | None
        if isinstance(shown, Elsewhere):
            nearest = await self._exactly(shown.stamp, shown.url)
        else:
            nearest = shown
            self._played.append(nearest.capture)
        return await self._by_playback(nearest) or await self._by_index()

    async def _exactly(self, stamp: str, target: str) -> Played | None:
        """Play back the capture of this very moment; None if the archive has another one or none to show instead."""
        shown = await self._archive.play(stamp, target)
        if not isinstance(shown, Played):
            return None
        self._played.append(shown.capture)
        return shown if stamp_of(shown.capture.captured_at) == stamp else None

    async def _by_playback(self, nearest: Played | None) -> Capture | Reason | None:
        """Judge the nearest capture and, if the archive names it, the one before; None if that does not settle it."""
        step = nearest
        while nearest and step:
            if step.capture.captured_at <= self._end and self._answers(step.capture):
                return step.capture
            if step.first and self._answers(nearest.capture):
                return nearest.capture  # there is nothing good before the date, and this is the nearest after it
            if step.first and nearest.last:  # these two are all that there is
                return choose(self._played, self._end, self._acceptable) or Reason.ONLY_ERRORS
            if step is not nearest or step.previous is None or step.previous > self._end:
                break
            step = await self._exactly(stamp_of(step.previous), self._target)
        return None

    async def _by_index(self) -> Capture | Reason:
        """Choose from the index; ask again, on one side of the date, where it lists less than the choice rests on."""
        question = Question(self._target, self._end, rows=self._archive.rows)
        listing = await self._archive.index(question)
        captures = merge(listing.captures, self._played)
        sides = _sides(question)
        reaches = [listing.reach] * len(sides)
        asked: set[int] = set()
        for _ in range(STEPS):
            best = choose(captures, self._end, self._acceptable)
            short = self._too_short(best, reaches)
            if short is not None:
                if short in asked:
                    break  # more rows that cannot answer than the index shows at once: what lies behind is not known
                asked.add(short)
                more = await self._archive.index(sides[short])
                reaches[short] = max(more.reach, reaches[short])
                captures = merge([*captures, *more.captures], self._played)
            elif best is None:
                return Reason.ONLY_ERRORS
            elif best.status is not None:
                return best
            else:
                shown = await self._exactly(stamp_of(best.captured_at), self._target)
                if shown is None or shown.capture.status is None:
                    captures.remove(best)  # listed, but the archive has something else to show in its place
                else:
                    captures = learn(captures, best, shown.capture.status)
        raise UnansweredError(Reason.UNSETTLED)

    def _too_short(self, best: Capture | None, reaches: Sequence[float]) -> int | None:
        """Find the first of `_sides` that is not listed far enough to say that `best` answers.

        A choice on one side rests on there being nothing nearer on it, and nothing at all on the sides before it.
        """
        side, distance = len(reaches), inf
        if best:
            side = (not best.may_be_good) * 2 + (best.captured_at > self._end)
            distance = abs((best.captured_at - self._end).total_seconds())
        needs = [inf] * side + [distance]
        return next((at for at, (reach, need) in enumerate(zip(reaches, needs, strict=False)) if reach < need), None)

    def _answers(self, capture: Capture) -> bool:
        return capture.good and (self._acceptable is None or self._acceptable(capture))


def _sides(question: Question) -> tuple[Question, ...]:
    """Ask on one side of the date only: for good captures before and after it, then for redirects likewise.

    This is the order in which `choose` prefers them.
    """
    stamp = stamp_of(question.end)
    before, after = replace(question, last=stamp), replace(question, first=stamp)
    return tuple(replace(side, statuses=kind) for kind in (PERHAPS_GOOD, PERHAPS_REDIRECTS) for side in (before, after))


def _failed(turn: Turn, cause: str) -> Reason:
    """Say why no answer came. A refused connection is how the Internet Archive's firewall shuts a client out."""
    if cause == REFUSED_CONNECTION:
        turn.refused()
        return Reason.UNREACHABLE
    turn.failed()
    if cause.endswith(TIMEOUTS):
        return Reason.TIMEOUT
    return Reason.INVALID_RESPONSE if cause in UNUSABLE else Reason.UNREACHABLE


def _refused(turn: Turn, answer: Answer, now: datetime, *, explained: bool) -> Reason | None:
    """Say why an answer of the archive's own says nothing of the page; None if it does."""
    if withheld(answer) or (answer.status == FORBIDDEN and not explained):
        turn.served()
        return Reason.BLOCKED
    if answer.status == TOO_MANY_REQUESTS:
        turn.refused(retry_after(answer.headers.get("Retry-After", ""), now))
        return Reason.REFUSED
    if answer.status == FORBIDDEN:
        turn.failed()
        return Reason.REFUSED
    if answer.status in SERVER_ERRORS:
        turn.failed()
        return Reason.SERVER_ERROR
    return None
