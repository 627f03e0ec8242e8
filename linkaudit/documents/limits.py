"""Reading a document may fail, and may take for ever; neither ends the audit of the others."""

from __future__ import annotations

import os
import signal
from typing import TYPE_CHECKING, Any, TypeVar

from linkaudit.models import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable
    from types import FrameType

    Handler = Callable[[int, FrameType | None], Any] | int

Result = TypeVar("Result")


# Seconds between two reminders that the time is up.
_AGAIN = 1.0


class _TooLongError(BaseException):
    """Time is up. Not an Exception, so that no reader takes it for one of its own."""


def limited(name: str, seconds: float, work: Callable[[], Result], skipped: Callable[[Skipped], Result]) -> Result:
    """Do the work on the file called `name`; what goes wrong with it is handed to `skipped` as a reason.

    The time is limited in the main thread of a process only, where it can be: in others the work takes what it takes.
    """
    try:
        before = _armed(seconds)
        try:
            return work()
        finally:
            if before is not None:
                signal.setitimer(signal.ITIMER_REAL, 0)
                signal.signal(signal.SIGALRM, before)
    except _TooLongError:
        return skipped(Skipped(name, f"reading it took longer than {seconds:g} s (max-seconds)"))
    except RecursionError:
        return skipped(Skipped(name, "nested too deeply"))
    except MemoryError:
        return skipped(Skipped(name, "reading it needs more memory than there is"))
    except Exception as error:
        if os.environ.get("LINKAUDIT_TRACEBACK"):
            raise
        return skipped(Skipped(name, f"internal error while reading it: {type(error).__name__}: {error}"))


def _armed(seconds: float) -> Handler | None:
    """Have _TooLongError raised in the work when its time is up, and again as long as it goes on.

    Gives what handled the alarm before; None in a thread that is not the main one, which alone may set an alarm.
    """
    try:
        before = signal.signal(signal.SIGALRM, _stop)
    except ValueError:
        return None
    # Not once only: an exception that comes while a finaliser runs is lost.
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    return before or signal.SIG_DFL


def _stop(_: int, interrupted: FrameType | None) -> None:
    # Never where the alarm itself is set and ended: cut short there, it would go off for the rest of the run.
    if interrupted is None or interrupted.f_code not in (limited.__code__, _armed.__code__):
        raise _TooLongError
