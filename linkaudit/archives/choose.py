"""Which capture answers for a date. Pure: no network, no clock.

A good capture is the page itself: archived status 200, 203 or 206 (InternetArchiveBot takes the same three). The one
that answers is the latest good one at or before the end of the date, since that is what the author can have seen;
else the first good one after it. A redirect says where the page went but shows nothing of it, so it answers only
where no good capture exists. Errors never answer.
"""

from __future__ import annotations

from datetime import UTC, datetime, time
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linkaudit.models import PartialDate

GOOD = frozenset({200, 203, 206})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
"""Statuses that lead elsewhere (RFC 9110, 15.4); 304 repeats an earlier answer and 300 leads nowhere by itself."""

EMPTY_PAYLOAD = "3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"
"""The digest of no bytes at all (SHA-1 in base 32): redirects and empty pages share it, so it says nothing."""


class Capture(Struct, frozen=True):
    """One event of archiving, as an index or a playback tells it."""

    captured_at: datetime
    """Aware, in UTC: the Memento-Datetime."""
    status: int | None
    """The archived status; None for a revisit, which the index lists without the status that it repeats."""
    digest: str = ""
    """The index's digest of the payload (SHA-1 in base 32, without `sha1:`); empty if only the playback was seen."""
    place: str = ""
    """Where it is played back (its URI-M, or a place in a local file), where that is not made of moment and target."""

    @property
    def good(self) -> bool:
        """Whether it shows the page."""
        return self.status in GOOD

    @property
    def host(self) -> str:
        """The server that plays it back; empty where its place does not say."""
        return self.place.partition("//")[2].partition("/")[0]  # a TimeMap has thousands of them

    @property
    def may_be_good(self) -> bool:
        """Whether it shows the page or is a revisit that may."""
        return self.status is None or self.good


def end_of(date: PartialDate) -> datetime:
    """Give the last second that the date can mean, in UTC. Raises ValueError if it is not a possible date."""
    if date.instant is not None:
        return date.instant
    return datetime.combine(date.last_day, time(23, 59, 59), UTC)


def is_redirect(capture: Capture) -> bool:
    """Tell whether a capture leads elsewhere by its status."""
    return capture.status in REDIRECTS


def choose(
    captures: Iterable[Capture], end: datetime, leads: Callable[[Capture], bool] = is_redirect
) -> Capture | None:
    """Choose the capture that answers for a date that ends at `end`; None if none does.

    A revisit without status counts as good: a caller who gets one finds out what it repeats, says so with `learn`
    and chooses again. `leads` tells what shows no more than where the page went: that answers where nothing else does.
    """
    good: list[Capture] = []
    leading: list[Capture] = []
    for capture in captures:
        if leads(capture):
            leading.append(capture)
        elif capture.may_be_good:
            good.append(capture)
    for tier in (good, leading):
        before = [capture for capture in tier if capture.captured_at <= end]
        if before:
            return max(before, key=lambda capture: (capture.captured_at, _rank(capture)))
        if tier:
            return min(tier, key=lambda capture: (capture.captured_at, -_rank(capture)))
    return None


def learn(captures: Iterable[Capture], shown: Capture, status: int) -> list[Capture]:
    """Write down the status that the playback of `shown` has: for it, and for all revisits of the same payload."""
    telling = shown.digest not in ("", EMPTY_PAYLOAD)
    return [
        replace(capture, status=status)
        if capture == shown or (telling and capture.status is None and capture.digest == shown.digest)
        else capture
        for capture in captures
    ]


def merge(listed: Iterable[Capture], played: Iterable[Capture]) -> list[Capture]:
    """Join what the index lists with what was played back: playback knows the status, the index the digest."""
    captures = list(dict.fromkeys(listed))
    for shown in played:
        same_second = [capture for capture in captures if _is_one(capture, shown)]
        for capture in same_second:
            if capture.status is None and shown.status is not None:
                captures = learn(captures, capture, shown.status)
        if not any(capture.status in (shown.status, None) for capture in same_second):
            captures.append(shown)
    return captures


def _is_one(listed: Capture, shown: Capture) -> bool:
    """Tell whether the captures are one event, as far as moment and server tell: an aggregator names many archives."""
    return listed.captured_at == shown.captured_at and (listed.host == shown.host or not listed.host or not shown.host)


def _rank(capture: Capture) -> int:
    """Order captures of the same second: known to be good before a revisit, a whole page before a part."""
    return (capture.status is not None) + (capture.status == min(GOOD))
