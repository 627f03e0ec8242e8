"""Looking at many URLs by processes, each the only one that asks the domains it was given, so that none asks too often.

A single process is enough until its core is full. The parent alone learns what was seen, and writes it down.
"""

from __future__ import annotations

import gc
import sys
from collections import Counter
from contextlib import nullcontext
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.citations import urls as addresses
from linkaudit.engines.local import processors
from linkaudit.engines.lookers import Collector, Looker, Outlook
from linkaudit.models import Observation, Verdict
from linkaudit.web import loop
from linkaudit.web.checker import check
from linkaudit.web.client import open_client
from linkaudit.web.clock import SYSTEM, Clock
from linkaudit.web.guard import Guard
from linkaudit.web.job import Extras
from linkaudit.web.outbox import Coverage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from contextlib import AbstractAsyncContextManager, AbstractContextManager
    from typing import Any

    from linkaudit.settings import Web
    from linkaudit.web.client import Client
    from linkaudit.web.manners import Manners

# Starting processes, and telling what they saw, costs as much as looking at some hundreds of URLs.
ENOUGH = 2000
# Requests a second that fill half of a core (measured: 300 µs for each, pages read and judged), and the time that
# servers take to answer (seconds): what cannot come to more than this is done by one process just as well.
BUSY = 1000
ANSWER = 0.1

_NO_EXTRAS = Extras()

# URLs whose process has died are given to another one, once: it may have been one of them that killed it.
_ROUNDS = 2


def look(
    wanted: Iterable[str],
    on_observation: Callable[[Observation], None],
    settings: Web,
    *,
    connect: Callable[[Any, Guard], AbstractAsyncContextManager[Client]] = open_client,
    clock: Clock = SYSTEM,
    same_site: Callable[[str, str], bool] | None = None,
    before: Callable[[], AbstractContextManager[Mapping[str, Observation] | None]] = nullcontext,
    manners: Manners | None = None,
    extras: Extras = _NO_EXTRAS,
) -> Coverage:
    """Look at URLs as `check` does, by as many processes as there is work for.

    In each of them `connect` opens a client, and `before` what is known of earlier looks. `on_observation` is called in
    this process, within an event loop. An interruption (KeyboardInterrupt) comes through after everything that was seen
    has been reported.
    """
    given = tuple(dict.fromkeys(wanted))

    async def looked_at(some: Sequence[str], report: Callable[[Observation], None], settings: Web) -> Coverage:
        async with connect(settings, Guard(settings.allow_hosts)) as client:
            with before() as known:
                return await check(
                    some,
                    report,
                    client,
                    clock=clock,
                    same_site=same_site,
                    before=known,
                    manners=manners,
                    extras=extras,
                )

    number = how_many(given, settings)
    if number < 2:  # noqa: PLR2004 - one is no company
        return loop.run(looked_at(given, on_observation, settings))
    outlook = Outlook(given, on_observation)
    for remaining in range(_ROUNDS, 0, -1):
        parts = shares(outlook.unseen, number if remaining == _ROUNDS else 1)
        gc.collect()
        gc.freeze()
        try:
            lookers = [
                Looker(looked_at, part, replace(settings, concurrency=slots))
                for part, slots in zip(parts, split(settings.concurrency, parts), strict=True)
            ]
        finally:
            gc.unfreeze()
        loop.run(Collector(lookers, outlook).run())
        if outlook.offline or not outlook.unseen:
            break
    if outlook.unseen and not outlook.offline:
        loop.run(_give_up(outlook, clock))
    return Coverage(outlook.observed, outlook.offline, tuple(outlook.unseen), outlook.trouble)


async def _give_up(outlook: Outlook, clock: Clock) -> None:
    """Say of what nobody has seen that nobody has seen it."""
    words = "the processes that were to look at it ended before they had"
    now = clock.now()
    outlook.learn([Observation(url, now, Verdict.UNKNOWN, "not-checked", detail=words) for url in outlook.unseen])


def how_many(wanted: Sequence[str], settings: Web) -> int:
    """Say how many processes have enough to do: one, unless a core would be full."""
    # Elsewhere a process cannot go on as two: what the system's own libraries hold would be lost.
    if not sys.platform.startswith(("linux", "freebsd")):
        return 1
    if settings.processes:
        return min(settings.processes, len(wanted), settings.concurrency)
    if len(wanted) < ENOUGH:
        return 1
    hosts = len({addresses.host(url) for url in wanted})
    rate = min(settings.concurrency / ANSWER, hosts / settings.interval if settings.interval else BUSY)
    return min(processors(), hosts) if rate >= BUSY else 1


def shares(wanted: Iterable[str], number: int) -> list[list[str]]:
    """Split URLs into so many parts of about one size, or fewer, none of which has a domain in common with another."""
    wanted = list(wanted)
    if number == 1:
        return [wanted]
    domain = {host: addresses.registrable_domain(f"http://{host}/") for host in map(addresses.host, wanted)}
    domains = [domain[addresses.host(url)] for url in wanted]
    loads = [0] * number
    owner: dict[str, int] = {}
    for name, size in Counter(domains).most_common():
        owner[name] = loads.index(min(loads))
        loads[owner[name]] += size
    parts: list[list[str]] = [[] for _ in loads]
    for url, name in zip(wanted, domains, strict=True):
        parts[owner[name]].append(url)
    return [part for part in parts if part]


def split(slots: int, parts: Sequence[Sequence[str]]) -> list[int]:
    """Share out the requests that may be under way at once, by the size of each part; each gets one at least."""
    total = sum(map(len, parts))
    # One for each part first, and the rest by what each has beyond that.
    spare = max(0, slots - len(parts))
    shared = [1 + spare * len(part) // total for part in parts]
    for number in range(max(0, slots - sum(shared))):
        shared[number % len(shared)] += 1
    return shared
