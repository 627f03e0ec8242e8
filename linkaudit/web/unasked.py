"""URLs that are answered without asking anybody: refused by the guard or the settings, not of the web, or reserved."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.citations.archive_urls import archive_at
from linkaudit.models import Verdict
from linkaudit.web.guard import INVALID_URL
from linkaudit.web.judging.evidence import Judgement

if TYPE_CHECKING:
    from linkaudit.web.guard import Guard
    from linkaudit.web.manners import Manners
    from linkaudit.web.target import Target

# Top-level names that no resolver of the web may be asked for, with what is known of them without asking.
_RESERVED = {
    "invalid": Judgement(Verdict.DEAD, "dns-failure", "names under .invalid never resolve (RFC 6761), not asked"),
    "example": Judgement(Verdict.UNKNOWN, "not-checked", "reserved for documentation (RFC 2606), never looked up"),
    "onion": Judgement(Verdict.UNKNOWN, "not-checked", "an onion service (RFC 7686), reached through Tor only"),
}


def judge_unasked(target: Target | None, guard: Guard, manners: Manners | None = None) -> Judgement | None:
    """Judge a URL from a document as far as that needs no look at it; None if it must be asked.

    `manners` knows the hosts that the user does not want to be looked at.
    """
    if target is None:
        return Judgement(Verdict.UNKNOWN, "not-checked", "no URL that a browser would open")
    if target.scheme not in {"http", "https"}:
        return Judgement(Verdict.UNKNOWN, "not-checked", f"{target.scheme} URLs are not looked at")
    return judge_hop(target, guard, manners)


def judge_hop(target: Target, guard: Guard, manners: Manners | None = None) -> Judgement | None:
    """Judge where a redirect leads, likewise. There, another scheme is a danger and not a matter of taste."""
    refusal = guard.judge_target(target)
    if refusal == INVALID_URL:
        return Judgement(Verdict.UNKNOWN, "not-checked", f"{target.url} is no URL that a browser would open")
    if refusal is not None:
        return Judgement(Verdict.UNSAFE, refusal, f"{target.url} not asked: {refusal.replace('-', ' ')}")
    archive = archive_at(target.host)
    if archive is not None and archive.get("trust") == "untrusted" and not guard.names(target.host):
        words = f"not opened: {archive['name']} is not to be trusted: {archive['reason']}"
        return Judgement(Verdict.UNKNOWN, "not-checked", words)
    if manners is not None and not manners.of(target.host).enabled:
        return Judgement(Verdict.UNKNOWN, "not-checked", f"not asked: the settings leave {target.host} out")
    reserved = _RESERVED.get(target.host.rstrip(".").rpartition(".")[2])
    return reserved if reserved is not None and not guard.names(target.host) else None
