"""All that one run asks of archives: the archives opened, asked within their limits, and what is to be said of it."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from linkaudit.archives.asking.asker import Asker, host_of
from linkaudit.archives.asking.courtesies import Courtesies
from linkaudit.archives.asking.courtesy import MINUTE, Lane
from linkaudit.archives.holdings import Question
from linkaudit.archives.interface import UnansweredError
from linkaudit.archives.lookup import look_up, now_utc
from linkaudit.archives.notes import notes
from linkaudit.archives.remote.wayback import Wayback
from linkaudit.archives.services import open_archives
from linkaudit.citations import urls

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from linkaudit.archives.interface import Archive, Client
    from linkaudit.archives.lookup import Request
    from linkaudit.models import Lookup, Observation
    from linkaudit.settings import Config

# More captures of one page than an archive makes in a second.
_OF_A_SECOND = 10


class Inquiry:
    """The archives that the settings name. Open one in a process; the time that is allowed begins then.

    With a `folder`, other runs that are given the same one count as the same client. `passages` says how large a sample
    of the text of a URL is to be, if not small; without it no text is sampled. `now` gives the present in UTC,
    `monotonic` seconds that never go back, and `sleep` waits for so many of them; `tell` is told of long waits.
    """

    def __init__(
        self,
        config: Config,
        client: Client,
        *,
        folder: Path | None = None,
        passages: Mapping[str, int] | None = None,
        now: Callable[[], datetime] = now_utc,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Open the archives, which are asked through `client`."""
        self.courtesies = Courtesies(config.archives, folder=folder, clock=monotonic, sleep=sleep, tell=tell)
        self.asker = Asker(client, self.courtesies.of, now, timeout=config.archives.timeout)
        extractor = None if passages is None else config.content.extractor
        self.archives = open_archives(self.asker, config.archives, extractor=extractor, passages=passages)
        self._now = now

    async def look_up(
        self, requests: Sequence[Request], on_lookup: Callable[[Lookup], None] | None = None
    ) -> list[Lookup]:
        """Look up all requests; give the answers in their order, and each to `on_lookup` as it comes."""
        return await look_up(requests, self.archives, on_lookup=on_lookup, clock=self._now)

    async def digest(self, answer: Lookup) -> str:
        """Ask the index that stands beside playback for the digest of a capture; empty if it cannot be told.

        Other archives have told it with the capture, or know none.
        """
        for archive in self.archives:
            holdings = getattr(archive, "holdings", None)
            if archive.name == answer.archive and answer.memento is not None and isinstance(holdings, Wayback):
                when = answer.memento.captured_at
                question = Question(answer.memento.original, when, first=when, last=when, rows=_OF_A_SECOND)
                try:
                    listed = await holdings.listing(question)
                except UnansweredError:
                    return ""
                return next((each.digest for each in listed.captures if each.captured_at == when and each.digest), "")
        return ""

    def requests(self) -> dict[str, dict[str, int]]:
        """Count the requests that were made: for each host, by lane."""
        asked = {host: each.asked for host, each in self.courtesies.by_host.items()}
        return {host: {lane.value: number for lane, number in lanes.items()} for host, lanes in asked.items() if lanes}

    def note_looks(self, looks: Iterable[Observation]) -> None:
        """Count the looks at cited captures that were just taken: to an archive we are one client, whoever asks."""
        now = self._now()
        for seen in sorted(looks, key=lambda seen: seen.checked_at):
            age = (now - seen.checked_at).total_seconds()
            if age < MINUTE and urls.archive_url(seen.url):
                for _ in range(seen.attempts + len(seen.hops)):
                    self.courtesies.of(host_of(seen.url)).note_earlier(Lane.PLAYBACK, max(0.0, age))

    def notes(self, lookups: Iterable[Lookup]) -> tuple[str, ...]:
        """Say what became of the asking, as far as it was not as usual."""
        remarks = {archive.name: _remarks(archive) for archive in self.archives}
        return tuple(notes(self.courtesies.by_host, tuple(lookups), self.courtesies.budget.allowance, remarks))


def _remarks(archive: Archive) -> tuple[str, ...]:
    """Give what a local collection has to say of itself; other archives say nothing."""
    remarks: tuple[str, ...] = getattr(getattr(archive, "holdings", None), "notes", ())
    return remarks
