"""Look at many URLs: each distinct one once, politely, and never in a hurry to call anything dead.

A URL that may be a page is asked by GET at once, since a page must be read anyway to tell a soft 404; a URL that names
a large file by its suffix is asked by HEAD. So one URL normally costs one request per redirect and one for the page.
What follows on a failure or a wall is the ladder's to say (`ladder`), what the pages of a site say about each other is
kept by `sites`, and the verdict is a pure function of the evidence (`verdict`).

Every request, of a redirect as well, waits for its turn in the pacer. Failures that a missing network would explain are
held back until it is known that there is one (`outbox`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.models import Verdict
from linkaudit.web.chain import is_file
from linkaudit.web.clock import SYSTEM, Clock
from linkaudit.web.connectivity import Connectivity, is_doubtful
from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.guard import literal_address
from linkaudit.web.job import Job
from linkaudit.web.ladder import Try, next_try
from linkaudit.web.outbox import Outbox
from linkaudit.web.pacing import Pacer
from linkaudit.web.page import EMPTY
from linkaudit.web.reading import page_of, refresh_of, worth_reading
from linkaudit.web.retrying import backoff, retry_after
from linkaudit.web.sighting import Sighting, asked
from linkaudit.web.sites import Sites
from linkaudit.web.target import Target, parse
from linkaudit.web.turns import Turns
from linkaudit.web.unasked import judge_hop, judge_unasked
from linkaudit.web.verdict import Evidence, Judgement, Sibling, judge, judge_unchanged, may_pass, sibling_of, suspicion

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Coroutine, Iterable, Mapping

    from linkaudit.models import Observation
    from linkaudit.web.chain import Chain
    from linkaudit.web.client import Client
    from linkaudit.web.page import Page

TOO_MANY_REQUESTS = 429
NOT_MODIFIED = 304

# HEAD is a courtesy for files: a server that hangs on it is asked by GET soon (seconds).
HEAD_TIMEOUT = 10.0

_THERE = (Verdict.ALIVE, Verdict.MOVED)


class Coverage(Struct, frozen=True):
    """What a run has come to."""

    observed: int
    """Observations that were reported."""
    offline: bool = False
    """Whether the machine turned out to have no network: then nothing that this would explain was reported."""
    unseen: tuple[str, ...] = ()
    """The URLs without an observation."""


class _Held(Struct, frozen=True):
    """A look that waits for the others of its site before it is judged."""

    job: Job
    evidence: Evidence


async def check(
    urls: Iterable[str],
    on_observation: Callable[[Observation], None],
    client: Client,
    *,
    clock: Clock = SYSTEM,
    same_site: Callable[[str, str], bool] | None = None,
    fragments: Mapping[str, Collection[str]] | None = None,
    before: Mapping[str, Observation] | None = None,
) -> Coverage:
    """Look at URLs under `client.settings`, and report each observation as soon as it is certain.

    Each distinct URL is reported once; those that differ by their fragment or credentials are asked once together.
    `same_site` tells whether two hosts belong to one registrable domain. `fragments` names those that are wanted of a
    URL besides its own, without number sign; `before` has the last earlier look at a URL, if it saw a page. When it is
    cancelled, what is under way is dropped and not reported. Raises nothing but what `on_observation` raises.
    """
    run = _Run(client, on_observation, clock, same_site, tuple(dict.fromkeys(urls)))
    return await run.run(fragments or {}, before or {})


class _Run:
    def __init__(
        self,
        client: Client,
        on_observation: Callable[[Observation], None],
        clock: Clock,
        same_site: Callable[[str, str], bool] | None,
        urls: tuple[str, ...],
    ) -> None:
        settings = client.settings
        self._client = client
        self._settings = settings
        self._clock = clock
        self._same_site = same_site
        self._urls = urls
        self._pacer: Pacer[Job] = Pacer(
            concurrency=settings.concurrency,
            per_host=settings.per_host,
            interval=settings.interval,
            jitter=clock.jitter,
        )
        self._sites: Sites[_Held] = Sites()
        self._connectivity = Connectivity(settings.control_hosts, client.resolve, clock.monotonic)
        self._out = Outbox(on_observation, self._connectivity, urls)
        self._closed: dict[str, float] = {}
        """Hosts that asked to be left alone for longer than a run lasts, and until when."""
        self._turns = Turns(self._pacer, clock)

    async def run(self, fragments: Mapping[str, Collection[str]], before: Mapping[str, Observation]) -> Coverage:
        self._queue(fragments, before)
        await self._turns.run(self._start, lambda: self._out.offline)
        await self._out.close()
        return Coverage(self._out.observed, self._out.offline, tuple(self._out.unseen))

    def _queue(self, fragments: Mapping[str, Collection[str]], before: Mapping[str, Observation]) -> None:
        """Answer what needs no look, and queue the rest: what `allow-hosts` names first, as it may need no network."""
        jobs: dict[str, Job] = {}
        for url in self._urls:
            target = parse(url)
            judgement = judge_unasked(target, self._client.guard)
            if judgement is not None:
                self._out.put(Sighting(judgement).observe(url, "", (), self._clock.now()), doubtful=False)
            if target is None or judgement is not None:
                continue
            job = jobs.get(target.url)
            if job is None:
                job = jobs[target.url] = Job(target, Try(head=is_file(target)), before.get(url))
            job.give(url, target.fragment, fragments.get(url, ()) if self._settings.fragments else ())
        allowed = {url for url, job in jobs.items() if self._client.guard.names(job.target.host)}
        self._connectivity.expect(allowed)
        for job in sorted(jobs.values(), key=lambda job: job.target.url not in allowed):
            job.begin(self._settings.redirects, job.askable)
            self._sites.expect(job.target.host)
            self._pacer.put(job.target.host, job)

    def _start(self, host: str, job: Job) -> Coroutine[None, None, None] | None:
        """Begin the next request of a job, unless its host wants to be left alone."""
        wait = self._closed.get(host, 0.0) - self._clock.monotonic()
        if wait <= 0:
            return self._step(host, job)
        self._turns.done(host)
        detail = f"not asked: {host} wants to be left alone for another {wait:.0f} s"
        self._finish(job, job.sighting(Judgement(Verdict.BLOCKED, "throttled", detail)))
        return None

    async def _step(self, host: str, job: Job) -> None:
        """Make one request of a job and draw the consequences. The slot is given back as soon as it has ended."""
        made, chain = job.made, job.chain
        wait = self._settings.timeout * made.patience
        started = self._clock.monotonic()
        try:
            outcome = await self._client.ask(
                "HEAD" if made.head else "GET",
                chain.current.url,
                headers={**chain.headers, "User-Agent": made.agent} if made.agent else chain.headers,
                timeout=min(HEAD_TIMEOUT, wait) if made.head else wait,
                read_body=worth_reading,
            )
        finally:
            self._turns.done(host)
        self._settle(host, job, outcome, started)
        if self._out.in_doubt:
            await self._out.doubt()

    def _settle(self, host: str, job: Job, outcome: Answer | Failure, started: float) -> None:
        """Go on with a job after one of its requests: to the next URL, to another try, or to its end."""
        job.asked.append(asked("HEAD" if job.made.head else "GET", outcome, job.chain.current.url, job.made.why))
        self._out.note(host, outcome, private=self._client.guard.names(host))
        again = self._when(host, job.made.number, outcome, started)
        step = job.chain.take(outcome)
        page = EMPTY if isinstance(step, Target) else page_of(step)
        if isinstance(step, Answer):
            step = _refreshed(job.chain, step, page)
        if not isinstance(step, Target):
            hops = tuple(job.chain.hops)
            self._conclude(job, Evidence(job.target, job.chain.current, step, hops, page, before=job.before), again)
            return
        judgement = judge_hop(step, self._client.guard)
        if judgement is None:
            self._pacer.put(step.host, job)
        else:
            self._finish(job, job.sighting(judgement))

    def _conclude(self, job: Job, evidence: Evidence, again: float | None) -> None:
        """Go on with a job whose way has ended: to another try if the ladder has one, else to its verdict."""
        outcome = evidence.outcome
        if outcome.status == NOT_MODIFIED and job.chain.unchanged is not None:
            self._finish(job, job.sighting(judge_unchanged(evidence, self._same_site), outcome, known=job.before))
            return
        judgement = judge(evidence, self._same_site)
        following = (
            None
            if job.is_probe
            else next_try(
                job.made,
                outcome,
                judgement,
                retries=self._settings.retries if again is not None else 0,
                second_identity=self._settings.second_identity,
            )
        )
        if following is not None:
            if following.agent:
                job.first = job.sighting(judgement, outcome, evidence.page)
            later = again is not None and following.number > job.made.number
            job.made = following
            job.begin(self._settings.redirects)
            self._pacer.put(job.target.host, job, again if later and again is not None else float("-inf"))
        elif job.is_probe:
            sibling = Sibling(job.target, evidence.last, outcome, evidence.hops, evidence.page)
            for held in self._sites.answered(job.target.host, sibling):
                self._decide(held)
        elif job.first is not None and judgement.verdict not in _THERE:
            self._finish(job, replace(job.first, asked=tuple(job.asked)))
        else:
            self._weigh(job, evidence, judgement)

    def _weigh(self, job: Job, evidence: Evidence, judgement: Judgement) -> None:
        """End a look with its verdict, unless what the rest of its site says may still change it."""
        host = job.target.host
        self._sites.arrived(job.target, evidence.last)
        if isinstance(evidence.outcome, Failure) or not suspicion(evidence):
            self._finish(job, job.sighting(judgement, evidence.outcome, evidence.page))
            return
        if self._sites.hold(host, _Held(job, evidence), probe=self._settings.probes):
            probe = Job(sibling_of(job.target), Try(why=f"an address that cannot exist, beside {job.target.url}"))
            probe.begin(self._settings.redirects)
            self._pacer.put(host, probe)
        self._leave(host)

    def _leave(self, host: str) -> None:
        """Count a look at a site as ended, and decide on what waited for it."""
        for held in self._sites.done(host):
            self._decide(held)

    def _decide(self, held: _Held) -> None:
        """Judge a look with all that is known of its site."""
        job, seen = held.job, held.evidence
        evidence = replace(
            seen,
            sibling=self._sites.sibling(job.target.host),
            cited_alike=self._sites.alike(job.target, seen.last),
        )
        self._report(job, job.sighting(judge(evidence, self._same_site), evidence.outcome, evidence.page))

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

    def _finish(self, job: Job, sighting: Sighting) -> None:
        """End a look that waits for nothing."""
        if job.is_probe:
            for held in self._sites.answered(job.target.host, None):
                self._decide(held)
            return
        self._report(job, sighting)
        self._leave(job.target.host)

    def _report(self, job: Job, sighting: Sighting) -> None:
        """Report a look for each URL that it stands for."""
        self._connectivity.settle(job.target.url)
        host = job.chain.current.host
        local = literal_address(host) is not None and self._client.guard.names(host)
        doubtful = is_doubtful(sighting.outcome) and not local
        for given in job.given:
            observation = sighting.observe(given.url, given.fragment, given.wanted, self._clock.now())
            self._out.put(observation, doubtful=doubtful)


def _refreshed(chain: Chain, answer: Answer, page: Page) -> Target | Answer | Failure:
    """Go on from a page to where it sends its readers by itself; one that only changes to and fro is a page."""
    refresh = refresh_of(answer, page, chain.current)
    if refresh is None or (not refresh.at_once and chain.leads_back(refresh.target)):
        return answer
    return chain.go(refresh.target, answer)
