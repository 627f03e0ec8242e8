"""The online half of an audit: the web and the archives are asked, and what they say is remembered.

The edge where state, network and archives meet. What is to be asked is worked out by pure functions (`wanted`);
`Online` does the asking, keeps each answer in the state and not in memory, and never asks for what the same run was
told already.
"""

from __future__ import annotations

import asyncio
import hashlib
import json
import os
from collections.abc import Callable, Mapping  # noqa: TC003 - dataclass fields
from contextlib import AbstractAsyncContextManager, contextmanager
from datetime import UTC, datetime, time, timedelta
from pathlib import Path  # noqa: TC003 - a field of a struct
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.archives.inquiry import Inquiry
from linkaudit.archives.services import bases, check_collections
from linkaudit.audit import Seen
from linkaudit.citations import urls
from linkaudit.comparison import many_wanted, passages_wanted
from linkaudit.engines.looking import look
from linkaudit.history.schedule import is_due
from linkaudit.history.seen_alive import seen_alive
from linkaudit.history.store import IN_MEMORY, open_store
from linkaudit.learned import Learned, Work, compared_texts, learn_digests, standings
from linkaudit.models import Result
from linkaudit.triage import Told
from linkaudit.wanted import addresses, captures_wanted, fragments_wanted
from linkaudit.web import loop
from linkaudit.web.client import open_client
from linkaudit.web.clock import SYSTEM, Clock
from linkaudit.web.connectivity import Connectivity
from linkaudit.web.guard import Guard
from linkaudit.web.job import Extras
from linkaudit.web.manners import Manners

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from linkaudit.gather import Collection
    from linkaudit.models import Lookup, Observation, Run
    from linkaudit.progress import Progress
    from linkaudit.settings import Config
    from linkaudit.wanted import Request
    from linkaudit.web.client import Client

# Seconds after which a look is written down, if there are not enough for a batch before.
_SOON = 0.1


class Online(Struct, frozen=True):
    """How to ask the web and the archives, and where to remember what they said."""

    state: str
    """The state file, or `:memory:`."""
    wait: float = 0.0
    """Seconds to wait for a run that holds the state."""
    fresh: bool = False
    """Whether to begin anew even where an earlier run was cut off."""
    due: bool = False
    """Whether only those URLs are looked at whose time has come; for the others the last look stands."""
    only_changed: bool = False
    """Whether those findings are only counted that the last run of the same work has reported as they are now."""
    cache: bool = True
    """Whether documents that earlier runs have read are not read again."""
    clock: Clock = SYSTEM
    connect: Callable[[Any, Guard], AbstractAsyncContextManager[Client]] = open_client
    """Opens the connection to the network; tests put in one of their own."""
    environ: Mapping[str, str] = {}
    """The environment, in which the tokens of hosts are."""
    courtesy: Path | None = None
    """The folder in which runs tell each other how archives were asked; None for a run that no other is told of."""
    tell: Callable[[str], None] = lambda _: None
    """Is told of long waits."""

    @contextmanager
    def look(self, collection: Collection, config: Config, run: Run, progress: Progress) -> Iterator[tuple[Run, Seen]]:
        """Look at the URLs of a collection and for their captures; an interruption ends it early, with what is known.

        The run counts as finished when the context is left without error: what could not be reported is not lost, the
        next run begins with it. Raises BusyError or StateError if the state cannot be used, and ConfigError for a local
        collection that cannot be opened.
        """
        with open_store(self.state, wait=self.wait) as store:
            within = timedelta(0) if self.fresh else timedelta(hours=config.resume_hours)
            key = _key(run, config)
            recorded = store.begin(key, run.command, run.as_of.isoformat(), self.clock.now(), within)
            cited = {url: url for url in addresses(collection.documents)}
            work = Work(collection, config, store, recorded.id, cited, progress)
            learned = Learned()
            complete = True
            try:
                self._ask(work, learned)
            except (KeyboardInterrupt, asyncio.CancelledError):
                complete = False
                learned.web = "interrupted" if learned.web == "being asked" else learned.web
                learned.archives = "interrupted" if learned.archives == "being asked" else learned.archives
            ended = self.clock.now()
            complete = complete and "offline" not in (learned.web, learned.archives)
            learned.observations = learned.observations or self._observed(work)
            compared = compared_texts(work, learned, None if complete else ended)
            told: dict[str, str] = {}
            yield (
                replace(
                    run,
                    id=recorded.id,
                    started_at=recorded.started_at,
                    finished_at=ended,
                    resumed=recorded.resumed,
                    notes=(*run.notes, *learned.notes, *compared.notes),
                    requests=learned.requests,
                ),
                Seen(
                    tuple(learned.observations.values()),
                    tuple(learned.lookups.values()),
                    learned.web,
                    learned.archives,
                    complete,
                    standings=tuple(standings(work, learned)),
                    drifts=compared.drifts,
                    carryings=compared.carryings,
                    told_before=Told(*store.told(key)) if self.only_changed else None,
                    tell=told.update,
                ),
            )
            if complete:
                store.finish(recorded.id, "complete", ended, told)

    def _ask(self, work: Work, learned: Learned) -> None:
        # What cannot be opened is found before the web is looked at, which may take hours.
        check_collections(work.config.archives)
        if work.config.web.enabled:
            self._look_live(work, learned)
        if work.config.archives.enabled and learned.web != "offline":
            learned.observations = self._observed(work)
            loop.run(self._look_archived(work, learned))

    def _look_live(self, work: Work, learned: Learned) -> None:
        """Look at every URL that is to be looked at, and that this run has not seen yet."""
        store, progress = work.store, work.progress
        wanted = self._to_be_looked_at(work)
        manners = Manners(work.config.web, self.environ)
        learned.web, learned.notes = "being asked", manners.notes(wanted)
        progress.stage("looking at the web", len(wanted))

        def keep(seen: Observation) -> None:
            if store.is_flushed:
                asyncio.get_running_loop().call_later(_SOON, store.try_flush)
            store.observe(work.run, seen)
            progress.step(seen.verdict, seen.url)

        with seen_alive(store.past, wanted) as before:
            coverage = look(
                wanted,
                keep,
                work.config.web,
                connect=self.connect,
                clock=self.clock,
                same_site=urls.same_host_site,
                before=before,
                manners=manners,
                extras=self._extras(work),
            )
        store.flush()
        learned.web = "offline" if coverage.offline else "asked"
        if coverage.trouble:
            learned.notes = (*learned.notes, coverage.trouble)

    def _extras(self, work: Work) -> Extras:
        """Say what is to be learned of the pages; nothing that nobody would be told."""
        config, documents = work.config, work.collection.documents
        return Extras(
            fragments_wanted(documents) if config.web.fragments else {},
            sketches=self.state != IN_MEMORY,
            passages=passages_wanted(documents, work.cited, archives=config.archives.enabled)
            if config.content.enabled
            else {},
            extractor=config.content.extractor,
        )

    def _to_be_looked_at(self, work: Work) -> list[str]:
        """List the URLs that this run has still to look at, in the order in which they stand in the documents."""
        seen = set(work.store.seen(work.run))
        wanted = [url for url in work.cited if url not in seen]
        if not self.due:
            return wanted
        settings, moment = work.config.history, self._moment(work.collection.context.as_of)
        return [each.url for each in work.store.past.standings(wanted, settings) if is_due(each, settings, moment)]

    def _moment(self, as_of: date) -> datetime:
        """Give the moment at which it is asked what is due: now, or the beginning of a later day that was named."""
        return max(self.clock.now(), datetime.combine(as_of, time.min, UTC))

    def _observed(self, work: Work) -> dict[str, Observation]:
        """Give what this run has seen of the URLs that are cited, and what stands of those that were not due."""
        observations = work.store.observations(work.run, work.cited)
        if self.due and work.config.web.enabled:
            others = (url for url in work.cited if url not in observations)
            observations |= {seen.url: seen for seen in work.store.past.latest(others)}
        return observations

    async def _look_archived(self, work: Work, learned: Learned) -> None:
        async with self.connect(work.config.web, Guard(work.config.web.allow_hosts)) as client:
            await self._look_up(work, client, learned)

    async def _look_up(self, work: Work, client: Client, learned: Learned) -> None:
        """Look for the capture of every page near the date of its citation, the neediest first."""
        config, store, progress = work.config, work.store, work.progress
        services = work.services
        now = self.clock.now()
        wanted: list[Request] = []
        own = all(client.guard.names(urls.host(base)) for base in bases(config.archives))
        documents = work.collection.documents
        for request in captures_wanted(documents, learned.observations, client.guard, own_archives=own):
            known = store.recall(services, *request, now)
            if known:
                learned.lookups[request] = known.without_passages()
            else:
                wanted.append(request)
        learned.archives = "being asked"
        progress.stage("looking into archives", len(wanted))

        def keep(answer: Lookup) -> None:
            store.remember(services, answer)
            learned.lookups[answer.url, answer.at] = answer.without_passages()
            progress.step(answer.result, answer.url)

        clock = self.clock
        inquiry = Inquiry(
            config,
            client,
            folder=self.courtesy,
            passages=many_wanted(documents) if config.content.enabled else None,
            now=clock.now,
            monotonic=clock.monotonic,
            sleep=clock.sleep,
            tell=self.tell,
        )
        inquiry.note_looks(learned.observations.values())
        try:
            answers = await inquiry.look_up(wanted, keep)
            await learn_digests(work, learned, inquiry)
        finally:
            learned.notes = (*learned.notes, *inquiry.notes(learned.lookups.values()))
            learned.requests = inquiry.requests()
        silent = bool(answers and bases(config.archives)) and all(each.result is Result.UNKNOWN for each in answers)
        if silent and learned.web == "not asked" and not await self._has_network(config, client):
            learned.archives = "offline"
        else:
            learned.archives = "asked"

    async def _has_network(self, config: Config, client: Client) -> bool:
        """Tell whether the machine has a network, where no look at the web has shown it."""
        return await Connectivity(config.web.control_hosts, client.resolve, self.clock.monotonic).ask()


def _key(run: Run, config: Config) -> str:
    """Name the work of a run: the same paths asked in the same way can be gone on with after an interruption."""
    paths = sorted(os.path.realpath(path) for path in run.paths)
    work = [run.command, paths, config.web.enabled, config.archives.enabled, sorted(config.archives.services)]
    return hashlib.sha256(json.dumps(work).encode()).hexdigest()
