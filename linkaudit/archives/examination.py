"""One polite look-up at an archive, to see that it can be asked, and what comes: for `doctor`.

Three questions: for the capture nearest to today, for the captures that it lists, and for a page of which nobody can
have a capture. They go the way of all look-ups, in their turn and within the limits.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.archives.asking.asker import Asker, host_of, may_be_asked
from linkaudit.archives.holdings import Elsewhere, Listing, Nothing, Question, Shown
from linkaudit.archives.interface import Failure, Reason, UnansweredError
from linkaudit.archives.remote.wayback import INTERNET_ARCHIVE
from linkaudit.archives.services import FILE, Service, open_holdings
from linkaudit.errors import ConfigError
from linkaudit.wording import waiting

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime

    from linkaudit.archives.asking.courtesies import Courtesies
    from linkaudit.archives.asking.courtesy import Courtesy
    from linkaudit.archives.holdings import Holdings
    from linkaudit.archives.interface import Answer, Client, Worth

PAGE = "https://example.com/"
"""A page that every large archive has."""
IMPOSSIBLE = "http://a-page-that-cannot-exist.invalid/"
"""A page of which nobody has a capture: no name ends like that (RFC 2606, 2)."""
_REMARKS = 3
ROWS = 5
"""Captures that are asked for in the list: enough to see that there is one."""

_REASONS = {
    Reason.REFUSED: "it asks to be left alone for a while",
    Reason.BLOCKED: "it withholds the page",
    Reason.TIMEOUT: "it did not answer in time",
    Reason.UNREACHABLE: "it cannot be reached",
    Reason.SERVER_ERROR: "it has an error of its own",
    Reason.INVALID_RESPONSE: "what came is not what such an archive says",
    Reason.GIVEN_UP: "it is left alone, since it refused",
    Reason.UNREADABLE: "it lists none, and a part of it cannot be read",
    Reason.NOT_ASKED: "it is never asked: it is not trusted, has ended, or does not want to be",
}


class Asked(Struct, frozen=True):
    """One request and what came of it."""

    method: str
    url: str
    status: int | None
    """None if no answer came."""
    cause: str
    """Why none came; empty if one did."""
    elapsed_ms: int


class Step(Struct, frozen=True):
    """One question and the answer to it."""

    question: str
    url: str
    answered: bool
    says: str
    """What came, in words."""
    elapsed_ms: int
    requests: tuple[Asked, ...] = ()
    doubtful: bool = False
    """Whether it was answered with what cannot be."""


class Examined(Struct, frozen=True):
    """What is known of one service."""

    service: str
    """As the settings name it."""
    name: str
    """As reports name it."""
    steps: tuple[Step, ...] = ()
    unasked: str = ""
    """Why it was not asked, or not to the end; empty if it was."""

    @property
    def answers(self) -> bool:
        """Whether it was asked and answered every question."""
        return not self.unasked and all(step.answered for step in self.steps)

    @property
    def doubtful(self) -> bool:
        """Whether it answered with what cannot be."""
        return any(step.doubtful for step in self.steps)


class _Recording:
    """A client that keeps what was asked, and what came."""

    def __init__(self, client: Client) -> None:
        self.asked: list[Asked] = []
        self._client = client

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface of a client
        read_body: bool | Worth = True,
        content: bytes = b"",
    ) -> Answer | Failure:
        begin = time.monotonic()
        answer = await self._client.ask(method, url, headers, timeout, read_body, content)
        took = round((time.monotonic() - begin) * 1000)
        if isinstance(answer, Failure):
            cause = f"{answer.cause}: {answer.detail}" if answer.detail else answer.cause
            self.asked.append(Asked(method, url, None, cause, took))
        else:
            self.asked.append(Asked(method, url, answer.status, "", took))
        return answer


async def examine(
    service: Service, client: Client, courtesies: Courtesies, now: Callable[[], datetime], *, page: str, patience: float
) -> Examined:
    """Ask one service; `patience` is in seconds for each request. Never raises for what an archive does."""
    recording = _Recording(client)
    examined = Examined(written(service), host_of(service.place) or service.place)
    courtesy = courtesies.of(host_of(service.place)) if service.kind != FILE else None
    if courtesy and (why := _left_alone(service, courtesy)):
        return replace(examined, unasked=why)
    asker = Asker(recording, courtesies.of, now, timeout=patience)
    try:
        holdings = open_holdings(service, asker)
    except ConfigError as error:
        return replace(examined, unasked=str(error))
    questions = (
        ("the nearest capture", page, lambda: _nearest(holdings, page, now())),
        ("the list of captures", page, lambda: _listed(holdings, page, now())),
        ("a page that cannot exist", IMPOSSIBLE, lambda: _impossible(holdings, now())),
    )
    examined = replace(examined, name=holdings.name)
    for question, url, ask in questions:
        step = await _step(question, url, ask, recording)
        remarks: tuple[str, ...] = getattr(holdings, "notes", ())
        if remarks and not step.answered:
            step = replace(step, says=f"{step.says}: {'; '.join(remarks[:_REMARKS])}")
        examined = replace(examined, steps=(*examined.steps, step))
        if courtesy and (courtesy.strikes or courtesy.given_up) and question != questions[-1][0]:
            return replace(examined, unasked="it was not asked any further, since it refused")
    return examined


def _left_alone(service: Service, courtesy: Courtesy) -> str:
    """Say why an archive must not be asked now; empty if it may."""
    if not may_be_asked(service.place):
        return _REASONS[Reason.NOT_ASKED]
    pause = courtesy.tally.pause() if courtesy.tally else None
    if pause and pause.left > 0:
        return f"it refused a while ago, and is left alone for {waiting(pause.left, 'more')}"
    return ""


async def _step(question: str, url: str, ask: Callable[[], Awaitable[tuple[str, bool]]], recording: _Recording) -> Step:
    already, begin = len(recording.asked), time.monotonic()
    doubtful, answered = False, True
    try:
        says, doubtful = await ask()
    except UnansweredError as error:
        says, answered = _REASONS.get(error.reason, str(error.reason)), False
    took = round((time.monotonic() - begin) * 1000)
    return Step(question, url, answered, says, took, tuple(recording.asked[already:]), doubtful)


async def _nearest(holdings: Holdings, page: str, now: datetime) -> tuple[str, bool]:
    return _shown(await holdings.nearest(page, now)), False


async def _listed(holdings: Holdings, page: str, now: datetime) -> tuple[str, bool]:
    return _list(await _listing(holdings, page, now)), False


async def _listing(holdings: Holdings, page: str, now: datetime) -> Listing:
    """Ask for a list. That nothing is listed is no answer where not all could be read: raises UnansweredError."""
    listing = await holdings.listing(Question(page, now, rows=ROWS))
    if listing.missing is not None and not listing.captures:
        raise UnansweredError(listing.missing)
    return listing


async def _impossible(holdings: Holdings, now: datetime) -> tuple[str, bool]:
    answer = await holdings.nearest(IMPOSSIBLE, now)
    if isinstance(answer, Shown | Elsewhere):
        return f"{_shown(answer)}, which cannot be", True
    if isinstance(answer, Nothing):
        return "it has none, as it should be", False
    listing = await _listing(holdings, IMPOSSIBLE, now)
    if listing.captures:
        return f"{_list(listing)}, which cannot be", True
    return "it lists none, as it should be", False


def _shown(answer: Shown | Elsewhere | Nothing | None) -> str:
    if answer is None:
        return "it has no short way to the nearest capture"
    if isinstance(answer, Nothing):
        return "it has none"
    moment = f"{answer.capture.captured_at:%Y-%m-%d %H:%M:%S} UTC"
    if isinstance(answer, Elsewhere):
        return f"it points at the capture of {moment}"
    return f"it plays back the capture of {moment}, archived with status {answer.capture.status}"


def _list(listing: Listing) -> str:
    moments = sorted(capture.captured_at for capture in listing.captures)
    unread = f", and {listing.dropped} that cannot be read" if listing.dropped else ""
    if not moments:
        return f"it lists none{unread}"
    return f"it lists {len(moments)} from {moments[0]:%Y-%m-%d} to {moments[-1]:%Y-%m-%d}{unread}"


def written(service: Service) -> str:
    """Write a service as the settings do."""
    if service.kind == FILE:
        return f"{FILE}:{service.place}"
    if service == Service("wayback", INTERNET_ARCHIVE):
        return service.kind
    return f"{service.kind}+{service.place}"
