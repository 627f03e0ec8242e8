"""Look at the whole test web in one run, and tell what was judged rightly."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from support.fake_time import NOW, FakeTime

from linkaudit.citations.urls import same_host_site
from linkaudit.settings import Web
from linkaudit.web.checker import check
from linkaudit.web.client import open_client
from linkaudit.web.clock import Clock
from linkaudit.web.guard import Guard
from linkaudit.web.job import Extras
from testweb.serving import NETWORK, TestWeb

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from linkaudit.models import Observation
    from testweb.behaviour import Behaviour
    from testweb.certificates import Certificates

SETTINGS = Web(
    concurrency=64,
    # One request at a time to each host: what a host was sent after it asked for patience is then beyond doubt.
    per_host=1,
    interval=0.25,
    timeout=2.0,
    total_timeout=4.0,
    retries=2,
    max_body=1 << 18,
    allow_hosts=(NETWORK,),
    control_hosts=("control.test",),
)


@dataclass(frozen=True)
class Judged:
    """What was said of one cited URL."""

    behaviour: Behaviour
    url: str
    seen: Observation | None

    @property
    def right(self) -> bool:
        return self.seen is not None and self.behaviour.allows(self.seen.verdict, self.seen.reason)

    @property
    def wrong_places(self) -> dict[str, str]:
        """Fragments about which something else than the truth was said."""
        said = self.seen.fragments if self.seen is not None else {}
        told = {name: said.get(name, "nothing").partition(":")[0] for name in self.behaviour.fragments}
        return {name: word for name, word in told.items() if word not in self.behaviour.fragments[name].split(" or ")}

    def __str__(self) -> str:
        seen, truth = self.seen, self.behaviour
        said = f"{seen.verdict} {seen.reason} [{seen.status}] {seen.detail[:90]}" if seen else "nothing"
        return f"{truth.name:32} {truth.verdict} {'/'.join(truth.reasons)}, but: {said} ({self.url})"


class _Time(FakeTime):
    """A clock that only sleeping moves, its calendar too."""

    def now(self) -> datetime:
        return NOW + timedelta(seconds=self.seconds - 1000)

    @property
    def as_clock(self) -> Clock:
        return Clock(monotonic=self.clock, now=self.now, sleep=self.sleep, jitter=lambda: 0.5)


@dataclass(frozen=True)
class Visit:
    """The outcome of looking at the whole test web once."""

    web: TestWeb
    judged: list[Judged]
    missing: tuple[str, ...]


def visit(behaviours: Iterable[Behaviour], certificates: Certificates) -> Visit:
    """Look at every cited URL; at those that were otherwise before, twice."""
    behaviours = list(behaviours)
    time = _Time()
    with TestWeb(behaviours, certificates, time.clock, time.now) as web:
        cited = {web.ported(url.encode()).decode(): each for each in behaviours for url in each.urls}
        fragments = {url: tuple(each.fragments) for url, each in cited.items() if each.fragments}
        web.earlier = True
        before = _look([url for url, each in cited.items() if each.was is not None], web, time, {}, {})
        web.earlier = False
        seen = _look(list(cited), web, time, fragments, before)
    judged = [Judged(each, url, seen.get(url)) for url, each in cited.items()]
    return Visit(web, judged, tuple(url for url in cited if url not in seen))


def _look(
    urls: list[str],
    web: TestWeb,
    time: _Time,
    fragments: dict[str, tuple[str, ...]],
    before: dict[str, Observation],
) -> dict[str, Observation]:
    seen: dict[str, Observation] = {}

    def keep(observation: Observation) -> None:
        assert observation.url not in seen, f"{observation.url} was reported twice"
        seen[observation.url] = observation

    async def run() -> None:
        async with open_client(SETTINGS, Guard(SETTINGS.allow_hosts), lookup=web.lookup) as client:
            coverage = await check(
                urls,
                keep,
                client,
                clock=time.as_clock,
                same_site=same_host_site,
                before=before,
                extras=Extras(fragments),
            )
            assert not coverage.offline

    asyncio.run(run())
    return seen
