"""From what was seen to the observation that is kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.http_fields import http_date
from linkaudit.models import Asked, Observation
from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.judging.page import EMPTY, Page
from linkaudit.web.saying import NOTHING, Said

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import datetime

    from linkaudit.web.chain import Chain
    from linkaudit.web.judging.evidence import Judgement

# Characters of a validator that are kept; servers are known to send whole sentences.
MAX_VALIDATOR = 200


# Header fields that say something about a verdict: who answers, what it is, where it leads, when to come back.
TELLING = frozenset({
    "server", "via", "content-type", "content-length", "content-encoding", "location", "refresh", "retry-after",
    "etag", "last-modified", "cf-mitigated", "cf-ray", "x-amzn-waf-action", "x-datadome", "x-sucuri-block",
    "www-authenticate", "proxy-authenticate", "x-robots-tag", "link", "memento-datetime",
})  # fmt: skip


class Sighting(Struct, frozen=True):
    """The outcome of looking at a URL, the same for everyone who asked for it."""

    judgement: Judgement
    chain: Chain | None = None
    """The way on which it was looked at; None if nobody was asked."""
    outcome: Answer | Failure | None = None
    """What came of the last request; None if the last step was not taken."""
    page: Page = EMPTY
    attempts: int = 1
    asked: tuple[Asked, ...] = ()
    """Every request that was made for it."""
    places: Mapping[str, str] = {}
    """What became of the fragments that were wanted."""
    said: Said = NOTHING
    """What is kept of what the page says."""
    known: Observation | None = None
    """The earlier look that it repeats, if the page was not sent again because nothing has changed."""

    def observe(
        self,
        url: str,
        fragment: str,
        wanted: Collection[str],
        when: datetime,
        *,
        sketched: bool = True,
        sampled: bool = False,
    ) -> Observation:
        """Write it down for one URL, as it was given, with its own fragment and those that are `wanted` of it.

        A sketch of the page is made if it is to be `sketched`: for a later look, which compares. What is kept of what
        the page says is written down if it is to be `sampled`.
        """
        verdict, reason, detail = self.judgement.verdict, self.judgement.reason, self.judgement.detail
        chain, outcome = self.chain, self.outcome
        if chain is None:
            return Observation(url, when, verdict, reason, detail=detail, asked=self.asked)
        status = outcome.status if outcome is not None else None
        if status is None and chain.hops:
            status = chain.hops[-1].status
        headers = outcome.headers if isinstance(outcome, Answer) else {}
        body = outcome.body if isinstance(outcome, Answer) else b""
        page, known = self.page, self.known
        return Observation(
            url=url,
            checked_at=when,
            verdict=verdict,
            reason=reason,
            status=status,
            final_url=chain.current.url + (chain.fragment or fragment),
            hops=tuple(chain.hops),
            elapsed_ms=chain.elapsed_ms,
            attempts=self.attempts,
            detail=f"{detail}, after {self.attempts} attempts" if self.attempts > 1 else detail,
            title=known.title if known else page.title,
            etag=headers.get("etag", known.etag if known else "")[:MAX_VALIDATOR],
            last_modified=headers.get("last-modified", known.last_modified if known else "")[:MAX_VALIDATOR],
            digest=known.digest if known else hashlib.sha256(body).hexdigest() if body else "",
            cause=outcome.cause.value if isinstance(outcome, Failure) else "",
            words=known.words if known else page.words,
            sketch=known.sketch if known else page.sketch if sketched else "",
            fragments={each: self.places[each] for each in sorted(wanted) if each in self.places},
            passages=self.said.passages if sampled else "",
            trade=self.said.trade if sampled else "",
            captured_at=known.captured_at if known else captured_at(outcome),
            asked=self.asked,
            because=self.judgement.because,
        )


def captured_at(outcome: Answer | Failure | None) -> datetime | None:
    """Tell when an answer was captured, if it is that of a capture (RFC 7089, 2.1.1); None for the live web."""
    written = outcome.headers.get("memento-datetime", "") if isinstance(outcome, Answer) else ""
    return http_date(written) if written else None


def asked(method: str, outcome: Answer | Failure, url: str, why: str) -> Asked:
    """Write down one request and what came of it."""
    answer = outcome if isinstance(outcome, Answer) else None
    return Asked(
        method=method,
        url=url,
        why=why,
        status=outcome.status,
        cause="" if isinstance(outcome, Answer) else outcome.cause.value,
        elapsed_ms=outcome.elapsed_ms,
        connect_ms=outcome.connect_ms,
        first_byte_ms=answer.first_byte_ms if answer else None,
        headers={name: answer.headers[name][:MAX_VALIDATOR] for name in answer.headers if name in TELLING}
        if answer
        else {},
        detail=outcome.detail,
    )
