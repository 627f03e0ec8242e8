"""What earlier audits saw of a URL, in words."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from linkaudit.history.standing import standing
from linkaudit.models import Observation, Verdict
from linkaudit.reporting.past import lines
from linkaudit.settings import History

URL = "https://harbour.example/tides"


def head(*looks: tuple[int, Verdict, str]) -> str:
    """Write what looks on days of a November have come to."""
    seen = [
        Observation(URL, datetime(2026, 11, day, 9, 0, tzinfo=UTC), verdict, reason) for day, verdict, reason in looks
    ]
    url, come_to, *each = lines(standing(URL, seen, History()), seen)
    assert (url, len(each)) == (URL, len(seen))
    return come_to.strip()


DEAD, BLOCKED, ALIVE = (Verdict.DEAD, "not-found"), (Verdict.BLOCKED, "bot-wall"), (Verdict.ALIVE, "ok")


@pytest.mark.parametrize(
    ("looks", "expected"),
    [
        ([(1, *ALIVE)], "alive, last alive 2026-11-01; 1 look"),
        ([(1, *DEAD)], "suspect, 1 failed look since 2026-11-01, 1 of which counts, never seen alive; 1 look"),
        (
            [(1, *ALIVE), (4, *DEAD), (5, *DEAD), (8, *DEAD)],
            "suspect, 3 failed looks since 2026-11-04, 2 of which count, last alive 2026-11-01; 4 looks",
        ),
        (
            [(1, *DEAD), (4, *DEAD), (8, *DEAD)],
            "confirmed since 2026-11-08, 3 failed looks since 2026-11-01, 3 of which count, never seen alive; 3 looks",
        ),
        ([(1, *BLOCKED), (8, *BLOCKED)], "unknown: no look told whether the page is there; 2 looks"),
    ],
)
def test_what_looks_have_come_to_is_said_with_what_it_rests_on(
    looks: list[tuple[int, Verdict, str]], expected: str
) -> None:
    assert head(*looks) == expected
