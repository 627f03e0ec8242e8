"""How sure a verdict is, in words: a single look is a single look, until others have seen the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.models import Condition, Result, Verdict
from linkaudit.rules.live_looks import looks, stands
from linkaudit.rules.shown_captures import ONLY_CAPTURED

if TYPE_CHECKING:
    from linkaudit.models import Lookup, Observation, Standing

MEANINGS = {
    Verdict.ALIVE: "the address gives the page, directly or by a temporary redirect",
    Verdict.MOVED: "the page has a new address, to which the old one leads for good",
    Verdict.DEAD: "the address gives nobody the page",
    Verdict.SOFT_DEAD: "the address answers with success, but with something else than the page",
    Verdict.BLOCKED: "the page exists for people and not for programs (a wall, a login, a limit); this is not link rot",
    Verdict.UNSAFE: "the address was not asked: it leads into a private network, or has a forbidden scheme or port",
    Verdict.UNKNOWN: "the address was not looked at, or the look told nothing",
}

# How sure one look can be, by the reason of its verdict: what the answer itself says, what only seems so.
_SURE = {
    "not-found": "certain for now: the server says that there is no such page; it may still be brought back",
    "gone": "certain: the server says that the page was taken away for good",
    "dns-failure": "fairly certain: the name does not exist; domains do come back",
    "redirect-loop": "certain for now: the redirects lead in a circle",
    "tls-invalid": "a reader is warned off by the browser; the page itself may still be there",
    "timeout": "not certain: no answer in time; the server may be back",
    "refused": "not certain: the connection was refused; the server may be back",
    "connection-closed": "not certain: the connection was closed without an answer",
    "server-error": "not certain: the server failed, also when it was asked again later",
    "invalid-response": "not certain: what came was no proper answer",
    "truncated-body": "not certain: only a part of the page came",
    "soft-404": "likely: several signs say that the page is not there; look at it",
    "parked": "likely: the domain seems to be for sale",
    "redirect-to-root": "likely: a start page stands in for the page; look at it",
    "redirect-to-error": "likely: an error page stands in for the page",
    "replaced": "likely: something else is there than at an earlier look; look at it",
}

# What the archives' answers mean; the reasons are those of linkaudit.archives.interface.
_NO_CAPTURE = {
    "no-capture": "in no archive that was asked",
    **ONLY_CAPTURED,
    "refused": "not known: the archive asked us to wait",
    "blocked-by-archive": "not known: the archive withholds this site, at its owner's wish or by law",
    "timeout": "not known: the archive did not answer in time",
    "unreachable": "not known: the archive could not be reached",
    "server-error": "not known: the archive failed",
    "invalid-response": "not known: the archive's answer made no sense",
    "unproven": "not known: nothing has shown that there is an archive at its address",
    "unreadable": "not known: a part of a local collection cannot be read",
    "unsettled": "not known: the archive lists more captures that cannot stand in than it shows",
    "budget-spent": "not looked up: the budget for archives was spent; the next run goes on from there",
    "given-up": "not looked up: the archive had refused or failed too often, and was left alone",
    "impossible-date": "not looked up: the calendar has no such date as that of the citation",
    "not-asked": "not looked up: archives do not keep such addresses, or none is configured",
}


def how_sure(seen: Observation, standing: Standing | None = None) -> str:
    """Say how sure a verdict is after this look, and after those before it."""
    if standing is not None and standing.condition is Condition.CONFIRMED:
        return stands(standing)
    sure = _SURE.get(seen.reason)
    return f"{sure} ({rests_on(seen, standing)})" if sure else f"as seen in {rests_on(seen, standing)}"


def rests_on(seen: Observation, standing: Standing | None) -> str:
    """Say on which looks a verdict rests."""
    return looks(seen) if standing is None or standing.failed <= 1 else stands(standing)


def why_no_capture(answer: Lookup) -> str:
    """Say why there is no capture to use, or why that could not be told."""
    reason = str(answer.reason)
    return _NO_CAPTURE.get(reason, reason if answer.result is Result.ABSENT else f"not known: {reason}")
