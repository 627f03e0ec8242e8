"""What an archive is to the rest of linkaudit, and what it needs of the network.

An archive has three answers: found, absent, unknown. It says `absent` only if it looked and there is nothing; a
refusal, a time-out, a broken answer is `unknown` with its reason. The network comes in as a `Client`, so that nothing
in this package imports an HTTP library.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING, Protocol, TypeAlias, runtime_checkable

from linkaudit.models import IMPOSSIBLE_DATE, NOT_ASKED

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from linkaudit.models import Lookup, PartialDate


@unique
class Reason(StrEnum):
    """Why a look-up ended as it did."""

    OK = "ok"
    """Found."""
    NO_CAPTURE = "no-capture"
    """Absent: the archive has nothing of this URL."""
    ONLY_ERRORS = "only-errors"
    """Absent: all that was captured are errors."""
    ONLY_SOFT = "only-soft-pages"
    """Absent: what was captured without an error says that the page is not there, or is a door before it."""
    REFUSED = "refused"
    """Unknown: the archive asked us to slow down (429)."""
    BLOCKED = "blocked-by-archive"
    """Unknown: the archive withholds this site, at its owner's wish, by robots.txt or by law."""
    TIMEOUT = "timeout"
    UNREACHABLE = "unreachable"
    """Unknown: no connection, or it broke."""
    SERVER_ERROR = "server-error"
    INVALID_RESPONSE = "invalid-response"
    """Unknown: what came is not what such an archive says."""
    UNPROVEN = "unproven"
    """Unknown: a 404 such as any web server gives, from where nothing has shown yet that there is an archive."""
    UNREADABLE = "unreadable"
    """Unknown: a part of a local collection, where it may be, cannot be read."""
    UNSETTLED = "unsettled"
    """Unknown: the index lists so many captures that cannot answer that it does not show what lies behind them."""
    BUDGET_SPENT = "budget-spent"
    """Unknown: the run may make no more requests to archives."""
    GIVEN_UP = "given-up"
    """Unknown: the archive refused or failed so often that it is left alone for the rest of the run."""
    IMPOSSIBLE_DATE = IMPOSSIBLE_DATE
    """Unknown: not asked, since the calendar has no such date."""
    NOT_ASKED = NOT_ASKED
    """Unknown: no archive is configured, or archives do not keep such URLs."""


TRANSIENT = frozenset({Reason.REFUSED, Reason.TIMEOUT, Reason.UNREACHABLE, Reason.SERVER_ERROR, Reason.UNPROVEN})
"""Reasons that may be gone a little later: worth a second try once the archive answers again."""


class UnansweredError(Exception):
    """Raised inside an archive when it cannot be asked or does not answer; becomes `unknown` with `reason`."""

    def __init__(self, reason: Reason) -> None:
        """Keep the reason."""
        super().__init__(str(reason))
        self.reason = reason


@runtime_checkable
class Answer(Protocol):
    """An HTTP answer, whatever its status."""

    @property
    def status(self) -> int:
        """The status code."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers, found without regard to case."""
        ...

    @property
    def body(self) -> bytes:
        """The decoded body as far as it was read; empty if it was not asked for."""
        ...

    @property
    def truncated(self) -> bool:
        """Whether reading stopped on purpose, and the body goes on."""
        ...

    @property
    def complete(self) -> bool:
        """Whether all came that was announced; False if the connection broke in the middle."""
        ...


@runtime_checkable
class Failure(Protocol):
    """No HTTP answer, and why."""

    @property
    def cause(self) -> str:
        """The cause in one word: `refused`, `dns-failure`, `read-timeout`, `connection-closed` and so on."""
        ...

    @property
    def detail(self) -> str:
        """The cause in words."""
        ...


Worth: TypeAlias = "Callable[[int, Mapping[str, str]], bool]"
"""Tells by the status and the headers of an answer whether its body is worth reading."""


class Client(Protocol):
    """What asks over HTTP: it follows no redirects and returns a Failure where the network fails."""

    async def ask(
        self,
        method: str,
        url: str,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - the client bounds each phase itself; the name is its own
        read_body: bool | Worth = True,
        content: bytes = b"",
    ) -> Answer | Failure:
        """Make one request with the body `content`; `timeout` in seconds. Never raises for trouble with the network."""
        ...


class Archive(Protocol):
    """A web archive that can be asked for the capture nearest to a date."""

    @property
    def name(self) -> str:
        """How reports call it: its host."""
        ...

    async def closest(self, url: str, when: PartialDate | None) -> Lookup:
        """Look up the capture that answers for `url` at `when`, or the latest good one without a date.

        Never raises for what the archive or network does.
        """
        ...
