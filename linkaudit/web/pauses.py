"""What hosts ask for when they have had enough: waits that are kept, and hosts that are left alone for good."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.retrying import backoff, pause_wanted

if TYPE_CHECKING:
    from linkaudit.web.clock import Clock
    from linkaudit.web.job import Job
    from linkaudit.web.pacing import Pacer


class Pauses:
    """The waits of a run. They hold no slots: the hosts are held back in the pacer."""

    def __init__(self, pacer: Pacer[Job], clock: Clock, longest: float) -> None:
        """Keep waits of up to `longest` seconds within the run."""
        self._pacer = pacer
        self._clock = clock
        self._longest = longest
        self._closed: dict[str, float] = {}
        """Hosts that asked to be left alone for longer than that, and until when."""

    def left(self, host: str) -> float:
        """Give the seconds for which a host wants to be left alone beyond this run; 0 if it does not."""
        return max(0.0, self._closed.get(host, 0.0) - self._clock.monotonic())

    def after(self, host: str, attempt: int, outcome: Answer | Failure, started: float) -> float | None:
        """Say when to look again after an outcome, and let the host alone until then if it asks for that.

        `started` is when the request was made. None means that it will not be in this run.
        """
        now = self._clock.monotonic()
        later = now + backoff(attempt, self._clock.jitter())
        if isinstance(outcome, Failure):
            return later
        throttled = outcome.status == HTTPStatus.TOO_MANY_REQUESTS
        seconds = pause_wanted(outcome.status, outcome.headers, self._clock.now())
        if seconds is None:
            return self._pacer.slow_down(host, started, now) if throttled else later
        if seconds <= self._longest:
            held = self._pacer.slow_down(host, started, now, seconds) if throttled else None
            free = self._pacer.hold(host, now, seconds) if held is None else held
            return free if seconds else max(free, later)
        # A page that is under maintenance for long does not close its host. Nor does a page that came together with a
        # used-up limit, which may be one for other pages; what comes too early will be told.
        if throttled:
            self._closed[host] = now + seconds
        elif outcome.status < HTTPStatus.BAD_REQUEST:
            self._pacer.hold(host, now, self._longest)
        return None


def delays_next(outcome: Answer | Failure) -> bool:
    """Tell whether a redirect asks to wait before it is followed (RFC 9110 §10.2.3), wherever it leads."""
    return isinstance(outcome, Answer) and "retry-after" in outcome.headers
