"""One request to an archive in its turn, and what its answer means to the courtesy that the archive is owed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from linkaudit.archives.asking.courtesy import Lane
from linkaudit.archives.interface import Failure, Reason, UnansweredError
from linkaudit.citations.archive_urls import archive_at
from linkaudit.http_fields import retry_after

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime

    from linkaudit.archives.asking.courtesy import Courtesy, Turn
    from linkaudit.archives.interface import Answer, Client, Worth

TIMEOUT = 30.0
"""Seconds for one request, unless the settings say otherwise."""

IN_ALL = 4
"""Times the time-out that the whole of a request may take: a server that sends a byte now and then is never silent."""
LEAST_IN_ALL = 10.0
"""Seconds for the whole of a request at the least, however short the time-out: lists of captures are large."""

REFUSED_CONNECTION = "refused"
ABORTED_CONNECTION = "connection-closed"
TIMEOUTS = "timeout"
"""How the causes end that mean waiting in vain: `connect-timeout`, `read-timeout`, `total-timeout`."""
UNUSABLE = frozenset({"invalid-response", "truncated-body", "header-bomb", "decompression-bomb", "invalid-url"})
"""Causes that mean that something came which is no use."""

UNAUTHORISED, FORBIDDEN = 401, 403
NO_CONTENT = frozenset({204, 205})
"""Answers that say nothing at all."""
TOO_MANY_REQUESTS = 429
UNAVAILABLE = 503
UNAVAILABLE_FOR_LEGAL_REASONS = 451
SERVER_ERRORS = range(500, 600)

BLOCKED_IN_HEADER = ("AdministrativeAccessControlException", "RobotAccessControlException")
BLOCKED_IN_BODY = (
    b"Blocked Site Error",
    b"URL has been excluded",
    b"org.archive.wayback.exception.AdministrativeAccessControlException",
    b"org.archive.wayback.exception.RobotAccessControlException",
)
"""How the Wayback Machine says that it withholds a site (waybackpy 3.0.6 `check_for_blocked_site`; EDGI wayback
`get_memento`)."""


def host_of(url: str) -> str:
    """Name the server of an address, with its port if that is written."""
    return urlsplit(url).netloc.rpartition("@")[2].lower()


def may_be_asked(url: str) -> bool:
    """Tell whether the archive at an address may be asked: not one that is untrusted or gone, or wants not to be."""
    try:
        known = archive_at(urlsplit(url).hostname or "")
    except ValueError:
        return False
    return known is None or not (known.get("trust") or known.get("unasked"))


class Asker:
    """Asks archives, each at its own pace; one for the whole process.

    `courtesy_of` gives the courtesy that is owed to a host and is asked once for each; `clock` gives the present in
    UTC, `timeout` is in seconds per request.
    """

    def __init__(
        self,
        client: Client,
        courtesy_of: Callable[[str], Courtesy],
        clock: Callable[[], datetime],
        *,
        timeout: float = TIMEOUT,
    ) -> None:
        """Set up the asking through `client`."""
        self.client = client
        self.clock = clock
        self.timeout = timeout
        self._courtesy_of = courtesy_of
        self._courtesies: dict[str, Courtesy] = {}

    def courtesy(self, url: str) -> Courtesy:
        """Give the courtesy that is owed to the host of an address."""
        host = host_of(url)
        if host not in self._courtesies:
            self._courtesies[host] = self._courtesy_of(host)
        return self._courtesies[host]

    async def ask(
        self, lane: Lane, url: str, headers: Mapping[str, str] | None = None, *, read_body: bool | Worth = True
    ) -> Answer:
        """Make one request in its turn. Raises UnansweredError for every answer that says nothing of the page.

        An answer with Memento-Datetime is a capture, whatever its status. `read_body` may decide by status and
        headers whether the body is worth reading; a capture need not be, the archive's own words always are.
        """
        try:
            return await self._request(lane, "GET", url, headers, read_body, b"")
        except UnansweredError as error:
            if error.reason is not Reason.INVALID_RESPONSE or isinstance(read_body, bool):
                raise
        # Archives send captures with the header fields of then, which need not fit the bytes: a body that cannot be
        # decoded is left unread, and what the archive itself says of the capture stands.
        return await self._request(lane, "GET", url, headers, _own_words, b"")

    async def post(self, lane: Lane, url: str, headers: Mapping[str, str], content: bytes) -> Answer:
        """Send something to an archive in its turn, as `ask` asks. Raises UnansweredError likewise."""
        return await self._request(lane, "POST", url, headers, True, content)

    async def _request(
        self,
        lane: Lane,
        method: str,
        url: str,
        headers: Mapping[str, str] | None,
        read_body: bool | Worth,
        content: bytes,
    ) -> Answer:
        if not may_be_asked(url):
            raise UnansweredError(Reason.NOT_ASKED)
        async with self.courtesy(url).turn(lane) as turn:
            try:
                async with asyncio.timeout(max(IN_ALL * self.timeout, LEAST_IN_ALL)):
                    answer = await self.client.ask(
                        method, url, headers, timeout=self.timeout, read_body=read_body, content=content
                    )
            except TimeoutError:
                turn.failed()
                raise UnansweredError(Reason.TIMEOUT) from None
            if isinstance(answer, Failure):
                raise UnansweredError(_failed(turn, answer.cause))
            # Who saves is told by it that keys are wanted, or others.
            wants_keys = answer.status == UNAUTHORISED and (lane is Lane.SAVE or "Authorization" in (headers or ()))
            if not (is_capture(answer) or wants_keys) and (reason := _refused(turn, answer, self.clock())):
                raise UnansweredError(reason)
            turn.served()
            return answer


def _own_words(_status: int, headers: Mapping[str, str]) -> bool:
    return "Memento-Datetime" not in headers


def is_capture(answer: Answer) -> bool:
    """Tell whether an answer is a capture, so that its status is the archived one (RFC 7089, 2.1.1)."""
    return answer.headers.get("Memento-Datetime") is not None


def withheld(answer: Answer) -> bool:
    """Tell whether the archive itself says that it may not show the site."""
    if answer.status == UNAVAILABLE_FOR_LEGAL_REASONS:
        return True
    error = answer.headers.get("X-Archive-Wayback-Runtime-Error", "")
    return any(name in error for name in BLOCKED_IN_HEADER) or any(mark in answer.body for mark in BLOCKED_IN_BODY)


def _failed(turn: Turn, cause: str) -> Reason:
    """Say why no answer came. A refused connection is how the Internet Archive's firewall shuts a client out.

    So may one be that is closed again and again.
    """
    if cause == REFUSED_CONNECTION:
        turn.shut_out()
        return Reason.UNREACHABLE
    if cause == ABORTED_CONNECTION:
        turn.aborted()
        return Reason.UNREACHABLE
    turn.failed()
    if cause.endswith(TIMEOUTS):
        return Reason.TIMEOUT
    return Reason.INVALID_RESPONSE if cause in UNUSABLE else Reason.UNREACHABLE


def _refused(turn: Turn, answer: Answer, now: datetime) -> Reason | None:
    """Say why an answer of the archive's own says nothing of the page; None if it does."""
    if withheld(answer):
        turn.served()
        return Reason.BLOCKED
    if answer.status == TOO_MANY_REQUESTS:
        turn.refused(retry_after(answer.headers.get("Retry-After", ""), now))
        return Reason.REFUSED
    if answer.status in (UNAUTHORISED, FORBIDDEN):
        turn.failed()
        return Reason.REFUSED
    if answer.status in NO_CONTENT:
        turn.failed()
        return Reason.INVALID_RESPONSE
    if answer.status not in SERVER_ERRORS:
        return None
    wait = retry_after(answer.headers.get("Retry-After", ""), now) if answer.status == UNAVAILABLE else None
    if wait is None:
        turn.failed()
    else:  # it says that it is asked too much, or too early
        turn.refused(wait)
    return Reason.SERVER_ERROR
