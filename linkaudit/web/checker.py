"""Look at many URLs: each distinct one once, politely, and never in a hurry to call anything dead.

A URL that may be a page is asked by GET at once, since a page must be read anyway to tell a soft 404; a URL that names
a large file by its suffix is asked by HEAD. So one URL normally costs one request per redirect and one for the page.
What follows on a failure or a wall is the ladder's to say (`ladder`), what the pages of a site say about each other is
kept by `sites`, and the verdict is a pure function of the evidence (`verdict`).

Every request, of a redirect as well, waits for its turn in the pacer. Failures that a missing network would explain are
held back until it is known that there is one (`outbox`).
"""

from __future__ import annotations

from collections.abc import Mapping  # noqa: TC003 - fields of a struct
from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.models import Verdict
from linkaudit.web.clock import SYSTEM, Clock
from linkaudit.web.connectivity import Connectivity, is_doubtful
from linkaudit.web.exchange import Answer, Cause, Failure
from linkaudit.web.guard import literal_address
from linkaudit.web.job import Errand, Extras, Given, Job
from linkaudit.web.judging.evidence import Evidence, Judgement, Sibling
from linkaudit.web.judging.page import EMPTY
from linkaudit.web.judging.siblings import sibling_of
from linkaudit.web.ladder import Try, next_try
from linkaudit.web.manners import Manners
from linkaudit.web.outbox import Coverage, Outbox
from linkaudit.web.pacing import Pacer
from linkaudit.web.pauses import Pauses, delays_next
from linkaudit.web.reading import page_of, refreshed, worth_reading
from linkaudit.web.robots import Robots, worth_asking_again
from linkaudit.web.sighting import Sighting, asked, captured_at
from linkaudit.web.sites import Sites
from linkaudit.web.target import Target, is_file, parse
from linkaudit.web.turns import Turns
from linkaudit.web.unasked import judge_hop, judge_unasked
from linkaudit.web.verdict import ALIKE, judge, judge_unchanged, may_be_shared, suspicion

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterable, Sequence

    from linkaudit.models import Observation
    from linkaudit.web.client import Client

# HEAD is a courtesy for files: a server that hangs on it is asked by GET soon (seconds).
HEAD_TIMEOUT = 10.0

# Pages that were led to another place, which is nothing unusual, and wait to see if others are led there too: no more
# than this at once, since they wait with all that is known of them.
MANY_HELD = 500


_NO_EXTRAS = Extras()


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
    before: Mapping[str, Observation] | None = None,
    manners: Manners | None = None,
    extras: Extras = _NO_EXTRAS,
) -> Coverage:
    """Look at URLs under `client.settings`, and report each observation as soon as it is certain.

    Each distinct URL is reported once; those that differ by their fragment or credentials are asked once together.
    `same_site` tells whether two hosts belong to one registrable domain; `before` has the last earlier look at a URL,
    if it saw a page; `manners` say how single hosts are treated, with their tokens. When it is cancelled, what is under
    way is dropped and not reported. Raises nothing but what `on_observation` raises, and ConfigError for settings of
    hosts that make no sense.
    """
    run = _Run(client, on_observation, clock, same_site, manners or Manners(client.settings, {}), extras)
    return await run.run(tuple(dict.fromkeys(urls)), before or {})


class _Run:
    def __init__(
        self,
        client: Client,
        on_observation: Callable[[Observation], None],
        clock: Clock,
        same_site: Callable[[str, str], bool] | None,
        manners: Manners,
        extras: Extras,
    ) -> None:
        settings = client.settings
        self._client = client
        self._settings = settings
        self._clock = clock
        self._same_site = same_site
        self._manners = manners
        self._extras = extras
        self._pacer: Pacer[Job] = Pacer(
            concurrency=settings.concurrency,
            per_host=settings.per_host,
            interval=settings.interval,
            jitter=clock.jitter,
            pace=manners.pace,
        )
        self._robots: Robots[Job] | None = Robots(settings.retry_after_limit) if settings.robots else None
        self._sites: Sites[_Held] = Sites()
        self._connectivity = Connectivity(settings.control_hosts, client.resolve, clock.monotonic)
        self._out = Outbox(on_observation, self._connectivity)
        self._pauses = Pauses(self._pacer, clock, settings.retry_after_limit)
        self._turns = Turns(self._pacer, clock)

    async def run(self, urls: Sequence[str], before: Mapping[str, Observation]) -> Coverage:
        self._out.expect(urls)
        self._queue(urls, before)
        await self._turns.run(self._start, lambda: self._out.offline)
        await self._out.close()
        trouble = self._connectivity.trouble if self._out.offline else ""
        return Coverage(self._out.observed, self._out.offline, tuple(self._out.unseen), trouble)

    def _queue(self, urls: Iterable[str], before: Mapping[str, Observation]) -> None:
        """Answer what needs no look, and queue the rest: what `allow-hosts` names first, as it may need no network."""
        jobs: dict[str, Job] = {}
        for url in urls:
            target = parse(url)
            judgement = judge_unasked(target, self._client.guard, self._manners)
            if judgement is not None:
                self._out.put(Sighting(judgement).observe(url, "", (), self._clock.now()))
            if target is None or judgement is not None:
                continue
            job = jobs.get(target.url)
            if job is None:
                job = jobs[target.url] = Job(
                    target, Try(head=is_file(target)), before.get(url), extractor=self._extras.extractor
                )
            own = (target.fragment[1:],) if target.fragment else ()
            wanted = (*own, *self._extras.fragments.get(url, ())) if self._settings.fragments else ()
            job.give(Given(url, target.fragment, frozenset(wanted), self._extras.passages.get(url, 0)))
        allowed = {url for url, job in jobs.items() if self._client.guard.names(job.target.host)}
        self._connectivity.expect(allowed)
        for job in sorted(jobs.values(), key=lambda job: job.target.url not in allowed):
            job.begin(self._settings.redirects, job.askable)
            self._sites.expect(job.target.host)
            self._line_up(job)

    def _line_up(self, job: Job, not_before: float | None = None) -> None:
        """Let the next request of a job wait for its turn, and before for what its site asks of robots."""
        target, robots = job.chain.current, self._robots
        if robots is not None and job.errand is not Errand.ROBOTS:
            if not robots.knows(target):
                place = robots.wait(target, job)
                if place is not None:
                    self._send(Job(place, Try(why=Errand.ROBOTS.value), errand=Errand.ROBOTS))
                return
            judgement = robots.judge(target)
            if judgement is not None:
                self._finish(job, job.sighting(judgement))
                return
            self._pacer.keep_apart(target.host, robots.delay(target.host))
        self._pacer.put(target.host, job, float("-inf") if not_before is None else not_before)

    def _send(self, job: Job) -> None:
        """Ask for an address that nobody cites."""
        job.begin(self._settings.redirects)
        self._line_up(job)

    def _start(self, host: str, job: Job) -> Coroutine[None, None, None] | None:
        """Begin the next request of a job, unless its host wants to be left alone."""
        wait = self._pauses.left(host)
        if not wait:
            return self._step(host, job)
        self._turns.done(host)
        detail = f"not asked: {host} wants to be left alone for another {wait:.0f} s"
        self._finish(job, job.sighting(Judgement(Verdict.BLOCKED, "throttled", detail)))
        return None

    async def _step(self, host: str, job: Job) -> None:
        """Make one request of a job and draw the consequences. The slot is given back as soon as it has ended."""
        made, chain = job.made, job.chain
        wait = self._manners.of(host).timeout * made.patience
        fields = {**self._manners.headers(chain.current), **chain.headers}
        started = self._clock.monotonic()
        try:
            outcome = await self._client.ask(
                "HEAD" if made.head else "GET",
                chain.current.url,
                headers={**fields, "User-Agent": made.agent} if made.agent else fields,
                timeout=min(HEAD_TIMEOUT, wait) if made.head else wait,
                read_body=job.errand is Errand.ROBOTS or worth_reading,
            )
        finally:
            self._turns.done(host)
        self._settle(host, job, outcome, started)
        if self._out.in_doubt:
            await self._out.doubt()

    def _settle(self, host: str, job: Job, outcome: Answer | Failure, started: float) -> None:
        """Go on with a job after one of its requests: to the next URL, to another try, or to its end."""
        job.asked.append(asked("HEAD" if job.made.head else "GET", outcome, job.chain.current.url, job.made.why))
        self._out.note(host, outcome, started, private=self._client.guard.names(host))
        again = self._pauses.after(host, job.made.number, outcome, started)
        step = job.chain.take(outcome)
        page = EMPTY if isinstance(step, Target) else page_of(step)
        if isinstance(step, Answer):
            step = refreshed(job.chain, step, page)
        if not isinstance(step, Target):
            hops = tuple(job.chain.hops)
            self._conclude(job, Evidence(job.target, job.chain.current, step, hops, page, before=job.before), again)
            return
        judgement = judge_hop(step, self._client.guard, self._manners)
        if judgement is None:
            self._line_up(job, again if delays_next(outcome) else None)
        else:
            self._finish(job, job.sighting(judgement))

    def _conclude(self, job: Job, evidence: Evidence, again: float | None) -> None:
        """Go on with a job whose way has ended: to another try if the ladder has one, else to its verdict."""
        outcome = evidence.outcome
        if outcome.status == HTTPStatus.NOT_MODIFIED and job.chain.unchanged is not None:
            self._finish(job, job.sighting(judge_unchanged(evidence, self._same_site), outcome, known=job.before))
            return
        retries = self._manners.of(job.target.host).retries if again is not None else 0
        if job.errand is not None:
            self._returned(job, evidence, again if job.made.number <= retries else None)
            return
        judgement = judge(evidence, self._same_site)
        following = next_try(
            job.made,
            outcome,
            judgement,
            retries=retries,
            second_identity=self._settings.second_identity,
            conditional=job.chain.unchanged is not None,
        )
        if following is not None:
            if following.agent:
                job.first = job.sighting(judgement, outcome, evidence.page)
            self._try_again(job, following, None if following.number == job.made.number else again)
        elif job.first is not None and not judgement.verdict.is_there:
            self._finish(job, replace(job.first, asked=tuple(job.asked)))
        else:
            self._weigh(job, evidence, judgement)

    def _try_again(self, job: Job, following: Try, moment: float | None = None) -> None:
        """Begin the next try of a job, at once or at a moment."""
        job.made = following
        job.begin(self._settings.redirects)
        self._line_up(job, moment)

    def _returned(self, job: Job, evidence: Evidence, again: float | None = None) -> None:
        """Go on with what waited for an answer from an address that nobody cites."""
        if job.errand is Errand.SIBLING:
            sibling = Sibling(job.target, evidence.last, evidence.outcome, evidence.hops, evidence.page)
            self._decide(self._sites.answered(job.target.host, sibling))
        elif again is not None and worth_asking_again(evidence.outcome):
            self._try_again(job, Try(number=job.made.number + 1, why=job.made.why), again)
        elif self._robots is not None:
            for each in self._robots.take(job.target, evidence.last, evidence.outcome):
                self._line_up(each)

    def _weigh(self, job: Job, evidence: Evidence, judgement: Judgement) -> None:
        """End a look with its verdict, unless what the rest of its site says may still change it."""
        host = job.target.host
        self._sites.arrived(job.target, evidence.last)
        # What the site of an archive says to other addresses tells nothing about a page that was captured elsewhere.
        live = captured_at(evidence.outcome) is None
        doubt = suspicion(judgement) if live else ""
        shared = live and not doubt and self._sites.held < MANY_HELD and may_be_shared(judgement)
        if not doubt and not shared:
            self._finish(job, job.sighting(judgement, evidence.outcome, evidence.page))
            return
        several = self._sites.alike(job.target, evidence.last) + 1 >= ALIKE
        if self._sites.hold(host, _Held(job, evidence), probe=self._settings.probes and (bool(doubt) or several)):
            self._send(Job(sibling_of(job.target), Try(why=Errand.SIBLING.value), errand=Errand.SIBLING))
        self._decide(self._sites.done(host))

    def _decide(self, released: Iterable[_Held]) -> None:
        """Judge looks with all that is known of their site."""
        for each in released:
            host, seen = each.job.target.host, each.evidence
            alike = self._sites.alike(each.job.target, seen.last)
            evidence = replace(seen, sibling=self._sites.sibling(host), cited_alike=alike)
            judgement = judge(evidence, self._same_site)
            self._report(each.job, each.job.sighting(judgement, evidence.outcome, evidence.page))

    def _finish(self, job: Job, sighting: Sighting) -> None:
        """End a look that waits for nothing."""
        if job.errand is None:
            self._report(job, sighting)
            self._decide(self._sites.done(job.target.host))
            return
        # Its way led to where nobody may ask: that is no answer.
        last = job.chain.current
        nothing = Failure(last.url, Cause.UNSAFE, sighting.judgement.detail)
        self._returned(job, Evidence(job.target, last, nothing, tuple(job.chain.hops)))

    def _report(self, job: Job, sighting: Sighting) -> None:
        """Report a look for each URL that it stands for."""
        self._connectivity.settle(job.target.url)
        host = job.chain.current.host
        local = literal_address(host) is not None and self._client.guard.names(host)
        doubtful = is_doubtful(sighting.outcome) and not local
        for given in job.given:
            observation = sighting.observe(
                given.url,
                given.fragment,
                given.wanted,
                self._clock.now(),
                sketched=self._extras.sketches,
                sampled=given.passages > 0,
            )
            self._out.put(observation, host if doubtful else "")
