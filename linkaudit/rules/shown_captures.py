"""What captures that were opened hold in place of the page, and which good one is near; for rules and reports alike."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from linkaudit.models import Result, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from linkaudit.models import Lookup, Memento, Observation

# Doors before a page: whoever opens the capture sees them, and not what was cited.
_DOORS = frozenset({"login-required", "captcha", "bot-wall", "consent", "paywall"})
_LOCAL = "file:"
ONLY_CAPTURED = {
    "only-errors": "only errors were captured",
    "only-soft-pages": "only pages were captured that say that there is none, or that are doors (logins, paywalls)",
}
"""What there is of a page without a good capture, by the reason of the archives."""


def is_door(seen: Observation) -> bool:
    """Tell whether a capture shows a door that stands before the page."""
    return seen.verdict is Verdict.BLOCKED and seen.reason in _DOORS


def is_error(seen: Observation) -> bool:
    """Tell whether what was captured is an error."""
    return (seen.status or 0) >= HTTPStatus.BAD_REQUEST and not is_door(seen)


def held_instead(seen: Observation) -> str:
    """Say in a few words what a capture holds in place of the page; empty if it shows the page."""
    if is_door(seen):
        return f"a door, not the page: {seen.reason}"
    if is_error(seen):
        return f"an error: {seen.status}"
    return f"another page: {seen.reason}" if seen.verdict is Verdict.SOFT_DEAD else ""


def good_nearby(answers: Iterable[Lookup], moment: datetime | None) -> Memento | None:
    """Find a good capture among what was looked up of an original: the nearest to a cited one, which is not good.

    `moment` is that of the cited capture, if it is known. One in a local collection cannot be cited.
    """
    found = [
        answer.memento
        for answer in answers
        if answer.result is Result.FOUND and answer.memento is not None
        if answer.memento.captured_at != moment and not answer.memento.memento_url.startswith(_LOCAL)
        if answer.memento.status is None or answer.memento.status < HTTPStatus.MULTIPLE_CHOICES
    ]
    if moment is None:
        return found[0] if found else None
    return min(found, key=lambda each: abs(each.captured_at - moment), default=None)
