"""The online half of an audit: what is to be asked, in which order, and what was learned.

The edge where state, network and archives meet. What is to be asked is worked out by pure functions; `Online` does the
asking, writes down each answer as it lands, and never asks for what the same run was told already.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Callable  # noqa: TC003 - dataclass fields
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.archives.lookup import bases, look_up, open_archives
from linkaudit.audit import Seen
from linkaudit.citations import urls
from linkaudit.citations.cited_when import cited_when
from linkaudit.history.store import open_store
from linkaudit.models import Result, Role, Verdict
from linkaudit.web.checker import check
from linkaudit.web.client import open_client
from linkaudit.web.clock import SYSTEM, Clock
from linkaudit.web.connectivity import Connectivity
from linkaudit.web.guard import PRIVATE_ADDRESS, Guard
from linkaudit.web.target import parse
from linkaudit.web.unasked import judge_unasked

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linkaudit.config import Config
    from linkaudit.gather import Collection
    from linkaudit.history.store import Store
    from linkaudit.models import Document, Lookup, Observation, PartialDate, Run
    from linkaudit.progress import Progress
    from linkaudit.web.client import Client

Request = tuple[str, "PartialDate | None"]
# Whose capture is needed most: what cannot be had live any more comes first, what says where a text is from before
# what it merely mentions.
_WORTH = {
    Verdict.DEAD: 0,
    Verdict.SOFT_DEAD: 1,
    Verdict.MOVED: 2,
    Verdict.BLOCKED: 3,
    Verdict.UNKNOWN: 4,
    Verdict.ALIVE: 5,
}
_OF_THE_DOCUMENT = (Role.ORIGINAL, Role.SOURCE, Role.CANONICAL)


class Learned(Struct):
    """What a run has learned so far; filled as the answers land, so that an interruption loses none."""

    observations: dict[str, Observation] = {}
    lookups: dict[Request, Lookup] = {}
    web: str = "not asked"
    archives: str = "not asked"


class Online(Struct, frozen=True):
    """How to ask the web and the archives, and where to remember what they said."""

    state: str
    """The state file, or `:memory:`."""
    wait: float = 0.0
    """Seconds to wait for a run that holds the state."""
    fresh: bool = False
    """Whether to begin anew even where an earlier run was cut off."""
    cache: bool = True
    """Whether documents that earlier runs have read are not read again."""
    clock: Clock = SYSTEM
    connect: Callable[[Any, Guard], AbstractAsyncContextManager[Client]] = open_client
    """Opens the connection to the network; tests put in one of their own."""

    @contextmanager
    def look(self, collection: Collection, config: Config, run: Run, progress: Progress) -> Iterator[tuple[Run, Seen]]:
        """Look at the URLs of a collection and for their captures; an interruption ends it early, with what is known.

        The run counts as finished when the context is left without error: what could not be reported is not lost, the
        next run begins with it. Raises BusyError or StateError if the state cannot be used.
        """
        with open_store(self.state, wait=self.wait) as store:
            within = timedelta(0) if self.fresh else timedelta(hours=config.resume_hours)
            now = self.clock.now()
            recorded = store.begin(_key(run, config), run.command, run.as_of.isoformat(), now, within)
            cited = set(addresses(collection.documents))
            known = store.observations(recorded.id)
            learned = Learned(observations={url: seen for url, seen in known.items() if url in cited})
            complete = True
            try:
                asyncio.run(self._ask(collection, config, recorded.id, store, learned, progress))
            except (KeyboardInterrupt, asyncio.CancelledError):
                complete = False
                learned.web = "interrupted" if learned.web == "being asked" else learned.web
                learned.archives = "interrupted" if learned.archives == "being asked" else learned.archives
            ended = self.clock.now()
            complete = complete and "offline" not in (learned.web, learned.archives)
            observations, lookups = tuple(learned.observations.values()), tuple(learned.lookups.values())
            yield (
                replace(
                    run,
                    id=recorded.id,
                    started_at=recorded.started_at,
                    finished_at=ended,
                    resumed=recorded.resumed,
                ),
                Seen(observations, lookups, learned.web, learned.archives, complete),
            )
            if complete:
                store.finish(recorded.id, "complete", ended)

    async def _ask(
        self, collection: Collection, config: Config, run: str, store: Store, learned: Learned, progress: Progress
    ) -> None:
        async with self.connect(config.web, Guard(config.web.allow_hosts)) as client:
            if config.web.enabled:
                await self._look_live(collection, client, run, store, learned, progress)
            if config.archives.enabled and learned.web != "offline":
                await self._look_archived(collection, config, client, store, learned, progress)

    async def _look_live(
        self, collection: Collection, client: Client, run: str, store: Store, learned: Learned, progress: Progress
    ) -> None:
        """Look at every URL that this run has not seen yet."""
        wanted = [url for url in addresses(collection.documents) if url not in learned.observations]
        learned.web = "being asked"
        progress.stage("looking at the web", len(wanted))

        def keep(seen: Observation) -> None:
            store.observe(run, seen)
            learned.observations[seen.url] = seen
            progress.step(seen.verdict, seen.url)

        coverage = await check(wanted, keep, client, clock=self.clock, same_site=urls.same_host_site)
        learned.web = "offline" if coverage.offline else "asked"

    async def _look_archived(
        self, collection: Collection, config: Config, client: Client, store: Store, learned: Learned, progress: Progress
    ) -> None:
        """Look for the capture of every page near the date of its citation, the neediest first."""
        services = " ".join(config.archives.services)
        now = self.clock.now()
        wanted: list[Request] = []
        own = all(client.guard.names(urls.host(base)) for base in bases(config.archives))
        for request in captures_wanted(collection.documents, learned.observations, client.guard, own_archives=own):
            known = store.recall(services, *request, now)
            if known:
                learned.lookups[request] = known
            else:
                wanted.append(request)
        learned.archives = "being asked"
        progress.stage("looking into archives", len(wanted))

        def keep(answer: Lookup) -> None:
            store.remember(services, answer)
            learned.lookups[answer.url, answer.at] = answer
            progress.step(answer.result, answer.url)

        clock = self.clock
        archives = open_archives(config.archives, client, clock=clock.now, monotonic=clock.monotonic, sleep=clock.sleep)
        answers = await look_up(wanted, archives, on_lookup=keep, clock=clock.now)
        silent = bool(answers) and all(answer.result is Result.UNKNOWN for answer in answers)
        if silent and learned.web == "not asked" and not await self._has_network(config, client):
            learned.archives = "offline"
        else:
            learned.archives = "asked"

    async def _has_network(self, config: Config, client: Client) -> bool:
        """Tell whether the machine has a network, where no look at the web has shown it."""
        return await Connectivity(config.web.control_hosts, client.resolve, self.clock.monotonic).ask()


def addresses(documents: Iterable[Document]) -> list[str]:
    """List the pages that documents point to, each once, in the order in which they stand."""
    return list(
        dict.fromkeys(
            urls.without_fragment(reference.url)
            for document in documents
            for reference in document.references
            if urls.is_web(reference.url)
        )
    )


def captures_wanted(
    documents: Iterable[Document], seen: Mapping[str, Observation], guard: Guard, *, own_archives: bool = False
) -> list[Request]:
    """List the pages whose captures are wanted, each with the date of its citation, the neediest first.

    Captures themselves are left out, and so is what is not looked up at all: private and reserved names are nobody
    else's business, nor are names that turned out to lead into a private network. What the user allows although it is
    private is named to no archive but the user's own.
    """
    worth: dict[Request, tuple[int, bool, int]] = {}
    for document in documents:
        for reference in document.references:
            url = urls.without_fragment(reference.url)
            if not urls.is_web(url) or urls.archive_url(url) or judge_unasked(parse(url), guard):
                continue
            if url in seen and _private(seen[url]):
                continue
            if guard.names(urls.host(url)) and not own_archives:
                continue
            request = (url, cited_when(document, reference).date)
            verdict = seen[url].verdict if url in seen else Verdict.UNKNOWN
            rank = (_WORTH.get(verdict, len(_WORTH)), reference.role not in _OF_THE_DOCUMENT, len(worth))
            worth[request] = min(rank, worth.get(request, rank))
    return sorted(worth, key=worth.__getitem__)


def _private(seen: Observation) -> bool:
    """Tell whether a URL itself, rather than one that it redirects to, is of a private network."""
    return seen.verdict is Verdict.UNSAFE and seen.reason == PRIVATE_ADDRESS and not seen.hops


def _key(run: Run, config: Config) -> str:
    """Name the work of a run: the same paths asked in the same way can be gone on with after an interruption."""
    paths = sorted(os.path.realpath(path) for path in run.paths)
    work = [run.command, paths, config.web.enabled, config.archives.enabled, sorted(config.archives.services)]
    return hashlib.sha256(json.dumps(work).encode()).hexdigest()
