"""When to look again at what may pass, and for how long a host wants to be left alone."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from linkaudit import http_fields
from linkaudit.http_fields import LONGEST, number, seconds_until

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from linkaudit.web.exchange import Headers

# Seconds before the second look, and the factor for each further one: 1, 4, 16. A restart of a server takes seconds; a
# failure that lasts longer is for the next run to confirm, not for this one to wait out.
FIRST_BACKOFF = 1.0
BACKOFF_FACTOR = 4

# Another look comes later than that by up to this share, so that what failed together is not tried again together.
JITTER = 0.5

# Retry-After means something with these (RFC 9110 §15.5.14, RFC 6585 §4; with 403 by the habit of APIs), with redirects
# and with server errors (RFC 9110 §10.2.3). With any other answer it says nothing about the next request.
_REFUSALS = {
    HTTPStatus.FORBIDDEN,
    HTTPStatus.REQUEST_TIMEOUT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
}

# How servers say how many requests are left, and when there will be more: an early draft of the IETF, the habit that it
# was made from, and another spelling of that (draft-ietf-httpapi-ratelimit-headers-02, GitHub, Twitter).
_PREFIXES = ("ratelimit", "x-ratelimit", "x-rate-limit")

# A reset may be given as a delay or as a moment: seconds or milliseconds since 1970. No delay lasts for thirty years.
_SMALLEST_EPOCH = 1e9
_SMALLEST_EPOCH_MS = 1e12

_QUOTED = re.compile(r'"[^"]*"')
# `"burst";r=0;t=30` (draft -10, a list), and `limit=9, remaining=0, reset=30` (drafts -03 to -07, one policy).
_R = re.compile(r";\s*r=(\d{1,300})(?!\d)", re.ASCII)
_T = re.compile(r";\s*t=(\d{1,300})(?!\d)", re.ASCII)
_REMAINING = re.compile(r"\bremaining=(\d{1,300})(?!\d)", re.ASCII)
_RESET = re.compile(r"\breset=(\d{1,300})(?!\d)", re.ASCII)


def backoff(attempt: int, chance: float = 0.0) -> float:
    """Give the seconds to wait after the attempt of this number, counted from 1; `chance` is a number from 0 to 1."""
    return float(FIRST_BACKOFF * BACKOFF_FACTOR ** (attempt - 1)) * (1 + JITTER * chance)


def pause_wanted(status: int, headers: Headers, now: datetime) -> float | None:
    """Say for how many seconds the host of an answer wants to be left alone; None if it does not say.

    Retry-After goes before the fields on rate limits, as these say themselves. 0 means that it may be asked at once.
    """
    redirects = HTTPStatus.MULTIPLE_CHOICES <= status < HTTPStatus.BAD_REQUEST
    refuses = status in _REFUSALS or status >= HTTPStatus.INTERNAL_SERVER_ERROR
    asked = retry_after(headers, now) if redirects or refuses else None
    return exhausted(headers, now) if asked is None else asked


def retry_after(headers: Headers, now: datetime) -> float | None:
    """Read Retry-After; None if there is none, or none that can be read. If it was sent several times, the longest."""
    waits = [http_fields.retry_after(text, now) for text in headers.all("retry-after")]
    return max((each for each in waits if each is not None), default=None)


def exhausted(headers: Headers, now: datetime) -> float | None:
    """Read from the fields on rate limits in how many seconds there will be more; None while there is something left.

    A server that says that nothing is left, and not until when, says nothing that could be heeded.
    """
    resets = (*_resets_in_fields(headers, now), *_resets_in_policies(headers))
    return min(max(resets), LONGEST) if resets else None


def _resets_in_fields(headers: Headers, now: datetime) -> Iterator[float]:
    """Go through the limits that have a field for each number and are used up: in how many seconds each is set back."""
    for prefix in _PREFIXES:
        if any(number(text) == 0 for text in headers.all(f"{prefix}-remaining")):
            for text in (*headers.all(f"{prefix}-reset"), *headers.all(f"{prefix}-reset-after")):
                wait = _until(text, now)
                if wait is not None:
                    yield wait


def _resets_in_policies(headers: Headers) -> Iterator[float]:
    """Go through the policies of the structured field that are used up, likewise."""
    for text in headers.all("ratelimit"):
        plain = _QUOTED.sub("", text)
        for remaining, reset, policies in ((_R, _T, plain.split(",")), (_REMAINING, _RESET, [plain])):
            for policy in policies:
                left, wait = remaining.search(policy), reset.search(policy)
                if left is not None and wait is not None and float(left[1]) == 0:
                    yield float(wait[1])


def _until(text: str, now: datetime) -> float | None:
    """Read when a limit is set back: a delay, or a moment as a number or a date."""
    told = number(text)
    if told is None:
        return seconds_until(text, now)
    if told < _SMALLEST_EPOCH:
        return told
    moment = told / 1000 if told >= _SMALLEST_EPOCH_MS else told
    return max(0.0, moment - now.timestamp())
