"""A client that keeps what it sends and what it gets, so that a page that was judged can be kept as it was."""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - a field of a struct
from datetime import datetime  # noqa: TC003 - likewise
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.web.client import Client
from linkaudit.web.exchange import Answer
from linkaudit.web.target import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkaudit.models import Observation
    from linkaudit.web.exchange import Failure
    from linkaudit.web.reception import BodyWanted
    from linkaudit.web.target import Target

_CODINGS = {"Accept-Encoding": "identity"}


class Exchange(Struct, frozen=True):
    """A request and its answer."""

    url: str
    method: str
    fields: Mapping[str, str]
    when: datetime
    """When it was asked, in UTC."""
    answer: Answer


class Recording(Client):
    """Asks through another client, for whole bodies without any coding, and keeps what comes.

    HEAD is asked as GET: the body is wanted in any case.
    """

    def __init__(self, inner: Client, clock: Callable[[], datetime]) -> None:  # noqa: D107 - as the class says
        self.guard = inner.guard
        self.settings = inner.settings
        self.fields = inner.fields
        self.exchanges: list[Exchange] = []
        self._inner = inner
        self._clock = clock

    async def resolve(self, name: str) -> Sequence[str]:
        """Look up the addresses of a name. Raises OSError."""
        return await self._inner.resolve(name)

    async def ask(
        self,
        method: str,
        url: str | Target,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - as the client has it
        read_body: BodyWanted = True,  # noqa: ARG002 - likewise
        content: bytes = b"",
    ) -> Answer | Failure:
        """Send one request, and keep it with its answer."""
        method = "GET" if method == "HEAD" else method
        own = {**(headers or {}), **_CODINGS}
        when = self._clock()
        outcome = await self._inner.ask(method, url, own, timeout, content=content)
        if isinstance(outcome, Answer):
            self.exchanges.append(Exchange(outcome.url, method, {**self.fields, **own}, when, outcome))
        return outcome

    def way_to(self, seen: Observation) -> list[Exchange]:
        """Find the exchanges by which a page was seen, from the first redirect to the page itself.

        Empty if they are not all there. Of several tries the last one counts.
        """
        wanted = [(hop.url, hop.status) for hop in seen.hops]
        last = parse(seen.final_url or seen.url)
        wanted.append((last.url if last else "", seen.status or 0))
        way: list[Exchange] = []
        left = list(self.exchanges)
        for url, status in reversed(wanted):
            while left and (left[-1].url, left[-1].answer.status) != (url, status):
                left.pop()
            if not left:
                return []
            way.append(left.pop())
        return way[::-1]
