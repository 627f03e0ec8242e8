"""Look at many URLs: each distinct one once, politely, and never in a hurry to call anything dead.

The ladder, chosen by cost: a URL that may be a page is asked by GET at once, since a page must be read anyway to tell a
soft 404; a URL that names a large file by its suffix is asked by HEAD, and by GET only if HEAD brings anything but a
plain success. So one URL normally costs one request per redirect and one for the page, and a HEAD is never the last
word on a failure.

Every request, of a redirect as well, waits for its turn in the pacer; a failure that may pass is looked at again later
in the run. Failures that a missing network would explain are held back until it is known that there is one.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.models import Verdict
from linkaudit.web.chain import Chain, is_file
from linkaudit.web.clock import SYSTEM, Clock
from linkaudit.web.connectivity import Connectivity, is_doubtful
from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.guard import literal_address
from linkaudit.web.pacing import Pacer
from linkaudit.web.reading import page_of, settled_by_head, worth_reading
from linkaudit.web.retrying import backoff, retry_after
from linkaudit.web.sighting import Sighting
from linkaudit.web.target import Target, parse
from linkaudit.web.unasked import judge_hop, judge_unasked
from linkaudit.web.verdict import Evidence, Judgement, judge, may_pass

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linkaudit.models import Observation
    from linkaudit.web.client import Client

TOO_MANY_REQUESTS = 429

# HEAD is a courtesy for files: a server that hangs on it is asked by GET soon (seconds).
HEAD_TIMEOUT = 10.0


class Coverage(Struct, frozen=True):
    """What a run has come to."""

    observed: int
    """Observations that were reported."""
    offline: bool = False
    """Whether the machine turned out to have no network: then nothing that this would explain was reported."""
    unseen: tuple[str, ...] = ()
    """The URLs without an observation."""


class _Job:
    """A URL that is looked at, for everyone who asked for it."""

    __slots__ = ("attempt", "chain", "given", "target")

    def __init__(self, target: Target, chain: Chain) -> None:
        self.target = target
        self.chain = chain
        self.given: list[tuple[str, str]] = []
        """The URLs as they were given, with their fragments."""
        self.attempt = 1


async def check(
    urls: Iterable[str],
    on_observation: Callable[[Observation], None],
    client: Client,
    *,
    clock: Clock = SYSTEM,
    same_site: Callable[[str, str], bool] | None = None,
) -> Coverage:
    """Look at URLs under `client.settings`, and report each observation as soon as it is certain.

    Each distinct URL is reported once; those that differ by their fragment or credentials are asked once together.
    `same_site` tells whether two hosts belong to one registrable domain. When it is cancelled, what is under way is
    dropped and not reported. Raises nothing but what `on_observation` raises.
    """
    return await _Run(client, on_observation, clock, same_site).run(urls)


class _Run:
    def __init__(
        self,
        client: Client,
        on_observation: Callable[[Observation], None],
        clock: Clock,
        same_site: Callable[[str, str], bool] | None,
    ) -> None:
        settings = client.settings
        self._client = client
        self._settings = settings
        self._report = on_observation
        self._clock = clock
        self._same_site = same_site
        self._pacer: Pacer[_Job] = Pacer(
            concurrency=settings.concurrency,
            per_host=settings.per_host,
            interval=settings.interval,
            jitter=clock.jitter,
        )
        self._connectivity = Connectivity(settings.control_hosts, client.resolve, clock.monotonic)
        self._unseen: dict[str, None] = {}
        self._observed = 0
        self._held: list[Observation] = []
        self._closed: dict[str, float] = {}
        """Hosts that asked to be left alone for longer than a run lasts, and until when."""
        self._offline = False
        self._tasks: set[asyncio.Task[None]] = set()
        self._wake = asyncio.Event()
        self._error: BaseException | None = None

    async def run(self, urls: Iterable[str]) -> Coverage:
        self._queue(urls)
        try:
            while not self._offline:
                while (taken := self._pacer.take(self._clock.monotonic())) is not None:
                    self._start(*taken)
                if not self._tasks and not self._pacer.waiting:
                    break
                await self._wait()
                if self._error is not None:
                    raise self._error
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._held and not self._offline:
            self._offline = not await self._connectivity.ask() and self._connectivity.offline(at_end=True)
            if not self._offline:
                self._release(len(self._held))
        return Coverage(self._observed, self._offline, tuple(self._unseen))

    def _queue(self, urls: Iterable[str]) -> None:
        """Answer what needs no look, and queue the rest: what `allow-hosts` names first, as it may need no network."""
        self._unseen = dict.fromkeys(urls)
        jobs: dict[str, _Job] = {}
        for url in self._unseen.copy():
            target = parse(url)
            judgement = judge_unasked(target, self._client.guard)
            if judgement is not None:
                self._emit(Sighting(judgement).observe(url, "", self._clock.now()))
            if target is None or judgement is not None:
                continue
            job = jobs.get(target.url)
            if job is None:
                job = jobs[target.url] = _Job(target, self._chain(target, head=is_file(target)))
            job.given.append((url, target.fragment))
        allowed = {url for url, job in jobs.items() if self._client.guard.names(job.target.host)}
        self._connectivity.expect(allowed)
        for job in sorted(jobs.values(), key=lambda job: job.target.url not in allowed):
            self._pacer.put(job.target.host, job)

    def _chain(self, target: Target, *, head: bool) -> Chain:
        return Chain(target, self._settings.redirects, head=head)

    def _start(self, host: str, job: _Job) -> None:
        if self._closed.get(host, 0.0) > self._clock.monotonic():
            self._pacer.done(host)
            wait = self._closed[host] - self._clock.monotonic()
            detail = f"not asked: {host} wants to be left alone for another {wait:.0f} s"
            self._finish(
                job, Sighting(Judgement(Verdict.BLOCKED, "throttled", detail), job.chain, attempts=job.attempt)
            )
            return
        task = asyncio.create_task(self._step(host, job))
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            self._error = task.exception()
        self._wake.set()

    async def _wait(self) -> None:
        """Wait until a request has ended or the next may start."""
        self._wake.clear()
        moment = self._pacer.next_start()
        timer = None
        if moment is not None:
            delay = moment - self._clock.monotonic()
            if delay <= 0:
                return
            timer = asyncio.ensure_future(self._clock.sleep(delay))
            timer.add_done_callback(self._ring)
        try:
            await self._wake.wait()
        finally:
            if timer is not None:
                # A cancelled timer must not ring: it would end the next wait, which would cancel the next timer.
                timer.remove_done_callback(self._ring)
                timer.cancel()

    def _ring(self, timer: asyncio.Future[None]) -> None:
        """End the wait when its time has come."""
        del timer
        self._wake.set()

    async def _step(self, host: str, job: _Job) -> None:
        """Make one request of a job and draw the consequences. The slot is given back as soon as it has ended."""
        chain = job.chain
        started = self._clock.monotonic()
        try:
            outcome = await self._client.ask(
                "HEAD" if chain.head else "GET",
                chain.current.url,
                headers=chain.headers,
                timeout=min(HEAD_TIMEOUT, self._settings.timeout) if chain.head else None,
                read_body=worth_reading,
            )
        finally:
            self._pacer.done(host)
            self._wake.set()
        self._settle(host, job, outcome, started)
        if self._held and self._connectivity.due:
            await self._doubt()

    def _settle(self, host: str, job: _Job, outcome: Answer | Failure, started: float) -> None:
        """Go on with a job after one of its requests: to the next URL, to another try, or to its end."""
        chain = job.chain
        again = self._when(host, job.attempt, outcome, started)
        step = chain.take(outcome)
        if isinstance(step, Target):
            self._note(host, outcome)
            judgement = judge_hop(step, self._client.guard)
            if judgement is None:
                self._pacer.put(step.host, job)
            else:
                self._finish(job, Sighting(judgement, chain, attempts=job.attempt))
        elif chain.head and not settled_by_head(step):
            job.chain = self._chain(job.target, head=False)
            self._pacer.put(job.target.host, job)
        elif may_pass(step) and again is not None and job.attempt <= self._settings.retries:
            job.attempt += 1
            job.chain = self._chain(job.target, head=False)
            self._pacer.put(job.target.host, job, again)
        else:
            self._note(host, outcome)
            page = page_of(step)
            judgement = judge(Evidence(job.target, chain.current, step, tuple(chain.hops), page), self._same_site)
            self._finish(job, Sighting(judgement, chain, step, page, job.attempt))

    def _note(self, host: str, outcome: Answer | Failure) -> None:
        """Count a look at a host as a sign for or against a network; what is reached without one proves none."""
        if is_doubtful(outcome) or not self._client.guard.names(host):
            self._connectivity.note(host, outcome)

    def _when(self, host: str, attempt: int, outcome: Answer | Failure, started: float) -> float | None:
        """Say when to look again, and let the host alone until then if it asks for that; None for not in this run."""
        now = self._clock.monotonic()
        if isinstance(outcome, Failure) or not may_pass(outcome):
            return now + backoff(attempt)
        seconds = retry_after(outcome.headers, self._clock.now())
        if seconds is None:
            if outcome.status == TOO_MANY_REQUESTS:
                return self._pacer.slow_down(host, started, now)
            return now + backoff(attempt)
        if seconds <= self._settings.retry_after_limit:
            return self._pacer.hold(host, now, seconds)
        if outcome.status == TOO_MANY_REQUESTS:
            self._closed[host] = now + seconds
        return None

    def _finish(self, job: _Job, sighting: Sighting) -> None:
        """Report a job for each URL that it stands for, or hold the reports back while the network is in doubt."""
        self._connectivity.settle(job.target.url)
        host = job.chain.current.host
        local = literal_address(host) is not None and self._client.guard.names(host)
        doubtful = is_doubtful(sighting.outcome) and not local
        for url, fragment in job.given:
            observation = sighting.observe(url, fragment, self._clock.now())
            if doubtful:
                self._held.append(observation)
            else:
                self._emit(observation)

    async def _doubt(self) -> None:
        """Find out whether the failures that are held back are the hosts' or the machine's."""
        held = len(self._held)  # what fails while the control names are looked up waits for the next time
        if await self._connectivity.ask():
            self._release(held)
        elif self._connectivity.offline(at_end=False):
            self._offline = True
            self._wake.set()

    def _release(self, number: int) -> None:
        """Report the oldest observations of those that are held back."""
        released, self._held = self._held[:number], self._held[number:]
        for observation in released:
            self._emit(observation)

    def _emit(self, observation: Observation) -> None:
        self._unseen.pop(observation.url, None)
        self._observed += 1
        self._report(observation)
