"""What a run may spend on archives: a number of requests, or a time."""

from __future__ import annotations

import re
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_SECONDS = {"s": 1, "min": 60, "h": 3600}
_TIME = re.compile(r"(\d+(?:\.\d+)?) ?(s|min|h)")


class Budget:
    """The requests that a run may make to all archives together, or the time that they may take; 0 for no limit.

    `allowance` is a setting: a number of requests, or a time such as `90s`, `20min`, `2h`, which begins now. `clock`
    gives seconds that never go back.
    """

    def __init__(self, allowance: int | str = 0, clock: Callable[[], float] = time.monotonic) -> None:
        """Begin to spend."""
        self.allowance = allowance
        self._clock = clock
        self._requests = allowance if isinstance(allowance, int) else 0
        seconds = 0 if isinstance(allowance, int) else seconds_of(allowance)
        self._end = clock() + seconds if seconds else None
        self._taken = 0

    def take(self) -> bool:
        """Spend one request; False if there is none left."""
        if not self.allows():
            return False
        self._taken += 1
        return True

    def allows(self, delay: float = 0.0) -> bool:
        """Tell whether a request may be made in so many seconds."""
        if self._end is not None and self._clock() + delay >= self._end:
            return False
        return not self._requests or self._taken < self._requests


def seconds_of(text: str) -> float:
    """Read a time such as `90s`, `20min` or `2h`. Raises ValueError for anything else."""
    written = _TIME.fullmatch(text.strip())
    if written is None:
        msg = f"{text!r} is no time such as 90s, 20min or 2h"
        raise ValueError(msg)
    return float(written[1]) * _SECONDS[written[2]]
