"""Time as looking at URLs needs it, in one value, so that tests can make years pass in no time."""

from __future__ import annotations

import asyncio
import random
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable


def _utc_now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


class Clock(Struct, frozen=True):
    """The clocks and the chance that a run goes by."""

    monotonic: Callable[[], float] = time.monotonic
    """Seconds that never go back, for pacing."""
    now: Callable[[], datetime] = _utc_now
    """The moment of an observation, in UTC."""
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    jitter: Callable[[], float] = random.random
    """Numbers from 0 to 1 that keep waiting requests from starting all at once."""


SYSTEM = Clock()
