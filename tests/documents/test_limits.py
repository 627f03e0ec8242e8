"""What goes wrong with one file is a reason why it was skipped."""

from __future__ import annotations

import signal
import threading
import time
from typing import NoReturn

import pytest

from linkaudit.documents.limits import limited
from linkaudit.models import Skipped


def fails(error: BaseException) -> NoReturn:
    raise error


def outcome(work: object, seconds: float = 5.0) -> object:
    return limited("a.md", seconds, work, lambda skipped: skipped)  # type: ignore[arg-type]


def test_what_goes_well_is_the_result() -> None:
    assert outcome(lambda: "read") == "read"


@pytest.mark.parametrize(
    ("error", "reason"),
    [
        (RecursionError("maximum"), "nested too deeply"),
        (MemoryError(), "reading it needs more memory than there is"),
        (KeyError("x"), "internal error while reading it: KeyError: 'x'"),
    ],
)
def test_what_goes_wrong_is_a_reason(error: Exception, reason: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("LINKAUDIT_TRACEBACK", raising=False)
    assert outcome(lambda: fails(error)) == Skipped("a.md", reason)


def test_an_internal_error_can_be_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LINKAUDIT_TRACEBACK", "1")
    with pytest.raises(KeyError):
        outcome(lambda: fails(KeyError("x")))


def test_time_is_limited() -> None:
    def swallows() -> str:
        try:
            while True:
                time.sleep(0.01)
        except Exception:  # noqa: BLE001 - as careless as a reader can be
            return "swallowed"

    before = signal.getsignal(signal.SIGALRM)
    started = time.monotonic()
    assert outcome(swallows, 0.2) == Skipped("a.md", "reading it took longer than 0.2 s (max-seconds)")
    assert time.monotonic() - started < 2
    assert signal.getsignal(signal.SIGALRM) == before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_in_another_thread_time_is_not_limited() -> None:
    results: list[object] = []
    thread = threading.Thread(target=lambda: results.append(outcome(lambda: "read", 0.001)))
    thread.start()
    thread.join(5)
    assert results == ["read"]


def test_an_interruption_is_no_reason() -> None:
    with pytest.raises(KeyboardInterrupt):
        outcome(lambda: fails(KeyboardInterrupt()))
