"""Save Page Now 2 for those who have an account: a capture is asked for, and its job asked after until it has ended."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.interface import TRANSIENT, Reason, UnansweredError
from linkaudit.archives.saving.page_now import (
    UNAUTHORISED,
    Accepted,
    Kind,
    Pending,
    Refused,
    form,
    headers,
    job_url,
    read_accepted,
    read_quota,
    read_status,
)

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable

    from linkaudit.archives.asking.asker import Asker
    from linkaudit.archives.interface import Answer
    from linkaudit.archives.saving.page_now import Captured, Keys, Recent

TRIES = 3
"""Times that a page is asked to be captured, where it failed for a reason that may pass."""
PAUSES = (10.0, 30.0)
"""Seconds before the second and the third of them."""
LOOKS = (1.0, 2.0, 3.0, 5.0, 8.0, 12.0)
"""Seconds before the looks at a job; the last holds for all that follow. A capture takes from five seconds to two
minutes, after which the archive ends it (Save Page Now 2 Public API Docs, 2025-10)."""
JOB_DEADLINE = 300.0
"""Seconds after which a job counts as lost."""
BAD_LOOKS = 5
"""Looks at a job, one after the other, that may fail."""
ROOM = (5.0, 10.0, 20.0, 30.0, 60.0)
"""Seconds before it is asked again whether the account may begin another capture."""
_FORM = {"Content-Type": "application/x-www-form-urlencoded"}
_BAD_KEYS = Refused("unauthorised", "the archive does not accept the keys", Kind.FINAL)
_SPENT = Refused("quota-spent", "the account has used up its captures of today", Kind.SPENT)
_NO_ROOM = Refused("no-room", "as many captures are under way as the account may have at once", Kind.LATER)


class WithKeys:
    """Has pages captured on behalf of an account."""

    at_once = 3
    """Pages that may be under way: the archive begins no more than a few a minute, and each takes its time."""

    def __init__(
        self,
        base: str,
        keys: Keys,
        asker: Asker,
        *,
        within_days: int | None = None,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        """Save at `base`; what was captured `within_days` is not captured again."""
        self._base = base
        self._headers = headers(keys)
        self._asker = asker
        self._within_days = within_days
        self._monotonic = monotonic
        self._sleep = sleep
        self._over: Refused | None = None
        """Why nothing more can be saved."""
        self._room_is_known = False
        self._asking_for_room = asyncio.Lock()

    async def capture(self, target: str) -> Captured | Recent | Refused:
        """Have a page captured. Raises UnansweredError if nobody knows what became of it."""
        told: Captured | Recent | Refused = _NO_ROOM
        for number in range(TRIES):
            if number:
                await self._sleep(PAUSES[number - 1])
            blocked = self._over or await self._room()
            if blocked:
                return blocked
            told = await self._once(target, last=number == TRIES - 1)
            if not isinstance(told, Refused) or told.kind is not Kind.AGAIN:
                break
            self._room_is_known = False
        if isinstance(told, Refused) and told.kind is Kind.SPENT:
            self._over = told
        return told

    async def _once(self, target: str, *, last: bool) -> Captured | Recent | Refused:
        """Ask for a capture once, and wait for its job."""
        try:
            answer = await self._asker.post(
                Lane.SAVE, f"{self._base}/save", self._headers | _FORM, form(target, self._within_days)
            )
        except UnansweredError as error:
            # A refusal was not even looked at, and the courtesy sees to the pause; of the rest nobody knows.
            if error.reason is not Reason.REFUSED or last:
                raise
            return Refused(Reason.REFUSED, "the archive wants to be asked less often", Kind.AGAIN)
        if self._noted(answer).status == UNAUTHORISED:
            return _BAD_KEYS
        told = read_accepted(answer)
        return await self._followed(told.job, target) if isinstance(told, Accepted) else told

    async def _followed(self, job: str, target: str) -> Captured | Refused:
        """Look at a job until it has ended. Raises UnansweredError if it does not, or cannot be looked at."""
        end = self._monotonic() + JOB_DEADLINE
        looks, bad = 0, 0
        while self._monotonic() < end:
            await self._sleep(LOOKS[min(looks, len(LOOKS) - 1)])
            looks += 1
            try:
                told = read_status(await self._ask(job_url(self._base, job)), target)
            except UnansweredError as error:
                if self._over:
                    return self._over
                bad += 1
                if bad >= BAD_LOOKS or error.reason not in {*TRANSIENT, Reason.INVALID_RESPONSE}:
                    raise
                continue
            bad = 0
            if not isinstance(told, Pending):
                return told
        raise UnansweredError(Reason.TIMEOUT)

    async def _room(self) -> Refused | None:
        """Wait until the account may begin a capture; say why if that does not come to pass.

        Where the archive does not tell, it will say so when it is asked for the capture itself.
        """
        async with self._asking_for_room:
            if self._over or self._room_is_known:
                return self._over
            for pause in (*ROOM, 0.0):
                try:
                    quota = read_quota(await self._ask(job_url(self._base, "user")))
                except UnansweredError as error:
                    if error.reason in {Reason.GIVEN_UP, Reason.BUDGET_SPENT, Reason.NOT_ASKED}:
                        raise
                    return self._over
                if quota.spent:
                    self._over = _SPENT
                    return self._over
                if quota.available > 0:
                    self._room_is_known = True
                    return None
                await self._sleep(pause)
            return _NO_ROOM

    async def _ask(self, url: str) -> Answer:
        return self._noted(await self._asker.ask(Lane.PLAYBACK, url, self._headers))

    def _noted(self, answer: Answer) -> Answer:
        """Take note of an answer that says that nothing can be saved with these keys."""
        if answer.status == UNAUTHORISED:
            self._over = _BAD_KEYS
        return answer
