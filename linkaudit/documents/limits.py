"""Reading a document may fail, and may take for ever; neither ends the audit of the others."""

from __future__ import annotations

import os
import signal
from contextlib import contextmanager
from typing import TYPE_CHECKING, NoReturn, TypeVar

from linkaudit.models import Skipped

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        with _within(seconds):
            return work()
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


@contextmanager
def _within(seconds: float) -> Iterator[None]:
    """Raise _TooLongError where the process is when the time is up."""
    try:
        before = signal.signal(signal.SIGALRM, _stop)
    except ValueError:
        # Only the main thread may set an alarm.
        yield
        return
    # Not once only: an exception that comes while a finaliser runs is lost.
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _stop(*_: object) -> NoReturn:
    raise _TooLongError
