"""What the looks at one URL come to over time: alive, suspect, confirmed.

A single failed look proves little: servers are repaired, names are renewed, networks have bad days. So a death is
suspected first, and confirmed by failed looks that lie far enough apart (InternetArchiveBot: three, at least three days
from one to the next). A single success ends all suspicion at once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple

from linkaudit.models import Condition, Standing, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable

    from linkaudit.models import Observation
    from linkaudit.settings import History

_FAILED = (Verdict.DEAD, Verdict.SOFT_DEAD)
# Failures in which no server said anything of the page.
_NOBODY_ANSWERED = {"dns-failure", "refused", "timeout", "connection-closed", "tls-invalid"}


class Look(NamedTuple):
    """As much of an observation as its standing needs."""

    checked_at: datetime
    verdict: Verdict
    reason: str


def standing(url: str, looks: Iterable[Look | Observation], settings: History) -> Standing:
    """Tell what the looks at a URL, in order of time, come to.

    Failed are `dead` and `soft-dead`. A failed look that lies nearer than `confirm-days` to the last one that counted
    does not count: a hundred looks in an hour see the same outage. `alive` and `moved` end a suspicion at once.

    `unknown` and `unsafe` say nothing about the page: they neither count nor reset. `blocked` is an answer of the site.
    It says nothing about the page either, since walls stand before whole sites: what a server once said was not found
    may still be missing behind it. But it refutes the failures in which nobody answered at all, be it no name, no
    connection, no time or no valid certificate; where there were none but these, the standing is again what it was
    before them.
    """
    seen = list(looks)
    failures: list[Look | Observation] = []
    alive_at: datetime | None = None
    for look in seen:
        if look.verdict.is_there:
            alive_at = look.checked_at
            failures.clear()
        elif look.verdict in _FAILED:
            failures.append(look)
        elif look.verdict is Verdict.BLOCKED and all(each.reason in _NOBODY_ANSWERED for each in failures):
            failures.clear()
    counted = _counted(failures, timedelta(days=settings.confirm_days))
    confirmed = counted[settings.confirm_looks - 1] if len(counted) >= settings.confirm_looks else None
    return Standing(
        url,
        _condition(failures, confirmed, alive_at),
        looks=len(seen),
        failed=len(failures),
        counted=len(counted),
        failed_since=failures[0].checked_at if failures else None,
        failed_at=failures[-1].checked_at if failures else None,
        confirmed_at=confirmed,
        alive_at=alive_at,
        looked_at=seen[-1].checked_at if seen else None,
        verdict=seen[-1].verdict if seen else Verdict.UNKNOWN,
    )


def _counted(failures: Iterable[Look | Observation], apart: timedelta) -> list[datetime]:
    """List the moments of the failed looks that count, each far enough from the one before."""
    counted: list[datetime] = []
    for look in failures:
        if not counted or look.checked_at - counted[-1] >= apart:
            counted.append(look.checked_at)
    return counted


def _condition(failures: list[Look | Observation], confirmed: datetime | None, alive_at: datetime | None) -> Condition:
    if failures:
        return Condition.SUSPECT if confirmed is None else Condition.CONFIRMED
    return Condition.UNKNOWN if alive_at is None else Condition.ALIVE
