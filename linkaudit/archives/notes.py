"""What is to be said of the asking when it is over: who refused, who was given up, what stays open, and why. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.archives.interface import Reason
from linkaudit.models import NEVER_ASKED, Result
from linkaudit.wording import counted

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from linkaudit.archives.asking.courtesy import Courtesy
    from linkaudit.models import Lookup

_REMARKS = 3


def notes(
    courtesies: Mapping[str, Courtesy],
    lookups: Sequence[Lookup],
    allowance: int | str = 0,
    remarks: Mapping[str, Sequence[str]] | None = None,
) -> Iterator[str]:
    """Go through what is worth saying of a run: nothing, if everything was answered.

    `courtesies` are those that were needed, by host; `allowance` is the budget as it was set; `remarks` are what there
    is to say of local collections, by name: above all what could not be read of them.
    """
    open_ones = [lookup for lookup in lookups if lookup.result is Result.UNKNOWN and lookup.reason not in NEVER_ASKED]
    for host, courtesy in courtesies.items():
        yield from _of_archive(host, courtesy, open_ones)
    unpaid = sum(lookup.reason == Reason.BUDGET_SPENT for lookup in open_ones)
    if unpaid:
        requests = sum(courtesy.asked.total() for courtesy in courtesies.values())
        spent = counted(allowance, "request") if isinstance(allowance, int) else allowance
        yield (
            f"the budget for archives, {spent}, was spent after {counted(requests, 'request')}; {_stay_open(unpaid)}"
        )
    troubles = {each.tally.trouble for each in courtesies.values() if each.tally and each.tally.trouble}
    for trouble in sorted(troubles):
        yield f"archives were asked without regard to other runs: {trouble}"
    for name, all_of_them in (remarks or {}).items():
        if all_of_them:
            more = f"; and {len(all_of_them) - _REMARKS} more" if len(all_of_them) > _REMARKS else ""
            yield f"{name}: {'; '.join(all_of_them[:_REMARKS])}{more}"


def _of_archive(host: str, courtesy: Courtesy, open_ones: Iterable[Lookup]) -> Iterator[str]:
    """Say how an archive took the asking, if that was not as usual."""
    requests = counted(courtesy.asked.total(), "request")
    if courtesy.given_up:
        left = sum(lookup.reason != Reason.BUDGET_SPENT and lookup.archive == host for lookup in open_ones)
        still = f"; {_stay_open(left)}" if left else ""
        yield f"{host} was left alone after {requests}, since {courtesy.given_up}{still}"
    elif courtesy.strikes:
        yield f"{host} refused {_times(courtesy.strikes)} in {requests}, and was asked no more for a while each time"


def _stay_open(number: int) -> str:
    """Say how many look-ups are left to the next run."""
    return f"{counted(number, 'look-up')} stay{'s' if number == 1 else ''} open, with which the next run goes on"


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")
