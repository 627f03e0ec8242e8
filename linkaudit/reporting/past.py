"""What earlier audits saw of a URL, as text: what it has come to, then each look, the oldest first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.masking import masked
from linkaudit.models import Condition, Verdict
from linkaudit.reporting.escape import terminal
from linkaudit.reporting.text import painted
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from linkaudit.models import Observation, Standing

_COLOURED_AS = {
    Condition.ALIVE: Verdict.ALIVE,
    Condition.SUSPECT: Verdict.MOVED,
    Condition.CONFIRMED: Verdict.DEAD,
    Condition.UNKNOWN: Verdict.UNKNOWN,
}


def lines(standing: Standing, looks: Iterable[Observation], *, colour: bool = False) -> Iterator[str]:
    """Write the past of a URL."""
    yield terminal(masked(standing.url))
    condition = painted(standing.condition.value, _COLOURED_AS[standing.condition].value, colour=colour)
    yield f"  {condition}{_since(standing)}; {counted(standing.looks, 'look')}"
    for seen in looks:
        verdict = painted(f"{seen.verdict.value:9}", seen.verdict.value, colour=colour)
        status = seen.status if seen.status is not None else "-"
        led = f" -> {terminal(masked(seen.final_url))}" if seen.final_url not in ("", seen.url) else ""
        detail = f" ({terminal(masked(seen.detail))})" if seen.detail and seen.verdict is not Verdict.ALIVE else ""
        yield f"  {seen.checked_at:%Y-%m-%d %H:%M}  {verdict} {terminal(seen.reason):18} {status!s:>3}{led}{detail}"


def _since(standing: Standing) -> str:
    """Say since when, and on how many looks it rests."""
    alive = f"last alive {standing.alive_at:%Y-%m-%d}" if standing.alive_at else "never seen alive"
    if standing.failed_since is None:
        return f", {alive}" if standing.alive_at else ": no look told whether the page is there"
    since = f" since {standing.confirmed_at:%Y-%m-%d}" if standing.confirmed_at else ""
    failed = f"{counted(standing.failed, 'failed look')} since {standing.failed_since:%Y-%m-%d}"
    return f"{since}, {failed}, {standing.counted} of which {'counts' if standing.counted == 1 else 'count'}, {alive}"
