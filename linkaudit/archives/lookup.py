"""Many look-ups in several archives: each archive in its order, each answer as it comes.

The first archive that has a good capture at or before the date answers. Where what was found so far lies after it, or
is a redirect, the others are asked as well, and what answers is chosen among what they have (`choose`). `absent` needs
the word of every archive; if one of them could not be asked and none has anything, the outcome is `unknown` with its
reason.
"""

from __future__ import annotations

import asyncio
from collections import deque
from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeAlias

from msgspec.structs import replace

from linkaudit.archives.choose import REDIRECTS, Capture, choose, end_of
from linkaudit.archives.interface import TRANSIENT, Reason
from linkaudit.archives.notation import askable
from linkaudit.models import Lookup, Result

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence

    from linkaudit.archives.interface import Archive
    from linkaudit.models import PartialDate

CONCURRENCY = 16
"""Look-ups under way at once: more than may be in flight, so that those who wait for the slow index do not keep the
others from playback."""

TELLING = (Reason.ONLY_SOFT, Reason.ONLY_ERRORS)
"""Reasons of absence that say more than that there is nothing."""

Request: TypeAlias = "tuple[str, PartialDate | None]"
"""A URL and the date at which it was cited, if that is known."""


def now_utc() -> datetime:
    """Tell the present in UTC, to the second as archives do."""
    return datetime.now(UTC).replace(microsecond=0)


async def look_up(
    requests: Sequence[Request],
    archives: Sequence[Archive],
    *,
    on_lookup: Callable[[Lookup], None] | None = None,
    concurrency: int = CONCURRENCY,
    clock: Callable[[], datetime] = now_utc,
) -> list[Lookup]:
    """Look up all requests; give the answers in the order of the requests, and each to `on_lookup` as it comes.

    URLs that archives cannot tell apart are asked for once per date. A look-up that failed for a passing reason is
    tried once more at the end if the archives have answered others since then; it is handed out after that.
    If it is cancelled, or if `on_lookup` raises, no request is left under way; what was handed out stays valid.
    """
    rounds = _Rounds(requests, archives, on_lookup, clock)
    await together(rounds.ask_first, min(concurrency, len(rounds.first)))
    await together(rounds.ask_again, min(concurrency, len(rounds.second)))
    return [rounds.answers[number] for number in range(len(requests))]


class _Rounds:
    """The two rounds of `look_up`, each worked off by several tasks."""

    def __init__(
        self,
        requests: Sequence[Request],
        archives: Sequence[Archive],
        on_lookup: Callable[[Lookup], None] | None,
        clock: Callable[[], datetime],
    ) -> None:
        groups: dict[Request, list[int]] = {}
        for number, (url, when) in enumerate(requests):
            groups.setdefault((askable(url) or url, when), []).append(number)
        self.first = deque(groups.values())
        self.second: deque[tuple[list[int], Lookup, int]] = deque()
        self.answers: dict[int, Lookup] = {}
        self._requests = requests
        self._archives = archives
        self._on_lookup = on_lookup
        self._clock = clock
        self._answered = 0

    async def ask_first(self) -> None:
        """Ask; put aside what failed for a passing reason, with the number of answers that there were by then."""
        while self.first:
            numbers = self.first.popleft()
            lookup = await self._ask(numbers)
            if lookup.result is Result.UNKNOWN and lookup.reason in TRANSIENT:
                self.second.append((numbers, lookup, self._answered))
            else:
                self._hand_out(numbers, lookup)

    async def ask_again(self) -> None:
        """Ask again for what was put aside, unless nothing has been answered since."""
        while self.second:
            numbers, lookup, answered = self.second.popleft()
            if self._answered > answered:
                again = await self._ask(numbers)
                # "Given up" or "budget spent" would hide why it could not be answered in the first place.
                lookup = lookup if again.result is Result.UNKNOWN else again
            self._hand_out(numbers, lookup)

    async def _ask(self, numbers: Sequence[int]) -> Lookup:
        lookup = await closest_in(self._archives, *self._requests[numbers[0]], clock=self._clock)
        self._answered += lookup.result is not Result.UNKNOWN
        return lookup

    def _hand_out(self, numbers: Sequence[int], lookup: Lookup) -> None:
        for number in numbers:
            url, when = self._requests[number]
            answer = replace(lookup, url=url, at=when)
            if self._on_lookup:
                self._on_lookup(answer)
                # Whoever takes each as it comes has what it says; all of them together would fill the memory.
                answer = answer.without_passages()
            self.answers[number] = answer


async def closest_in(
    archives: Sequence[Archive],
    url: str,
    when: PartialDate | None,
    *,
    clock: Callable[[], datetime] = now_utc,
) -> Lookup:
    """Ask the archives one after the other until one has a good capture of `url` at or before `when`.

    If none has, the best answers that any of them has: one that could not be asked takes nothing from the others, and
    makes the answer provisional.
    """
    # Without a date every capture lies before it.
    end = end_of(when) if when and when.possible else datetime.max.replace(tzinfo=UTC)
    answers = []
    for archive in archives:
        answer = await archive.closest(url, when)
        if _settles(answer, end):
            return answer
        answers.append(answer)
    found = [answer for answer in answers if answer.memento is not None]
    if found:
        return replace(_best(found, end), provisional=any(each.result is Result.UNKNOWN for each in answers))
    if not answers:
        return Lookup(url, when, Result.UNKNOWN, Reason.NOT_ASKED, clock())
    open_questions = [answer for answer in answers if answer.result is Result.UNKNOWN]
    if open_questions:
        return open_questions[0]
    telling = next((each for reason in TELLING for each in answers if each.reason == reason), answers[0])
    return replace(telling, archive=", ".join(answer.archive for answer in answers))


def _settles(answer: Lookup, end: datetime) -> bool:
    """Tell whether no other archive needs to be asked: the capture shows the page, as it was before the date."""
    found = answer.memento
    return found is not None and found.captured_at <= end and found.status not in REDIRECTS


def _best(found: Sequence[Lookup], end: datetime) -> Lookup:
    """Choose among the captures of several archives; of those that are equally good the first."""
    captures = [
        Capture(each.memento.captured_at, each.memento.status, place=str(number))
        for number, each in enumerate(found)
        if each.memento is not None
    ]
    chosen = choose(captures, end)
    return found[int(chosen.place)] if chosen else found[0]


async def together(work: Callable[[], Awaitable[None]], workers: int) -> None:
    """Run so many workers until all are done; if one fails or this is cancelled, end them all."""
    tasks = [asyncio.ensure_future(work()) for _ in range(workers)]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
