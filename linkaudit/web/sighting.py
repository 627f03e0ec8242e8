"""From what was seen to the observation that is kept."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.models import Observation
from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.soft404 import EMPTY, Page

if TYPE_CHECKING:
    from datetime import datetime

    from linkaudit.web.chain import Chain
    from linkaudit.web.verdict import Judgement

# Characters of a validator that are kept; servers are known to send whole sentences.
MAX_VALIDATOR = 200


class Sighting(Struct, frozen=True):
    """The outcome of looking at a URL, the same for everyone who asked for it."""

    judgement: Judgement
    chain: Chain | None = None
    """The way on which it was looked at; None if nobody was asked."""
    outcome: Answer | Failure | None = None
    """What came of the last request; None if the last step was not taken."""
    page: Page = EMPTY
    attempts: int = 1

    def observe(self, url: str, fragment: str, when: datetime) -> Observation:
        """Write it down for one URL, as it was given and with its own fragment."""
        verdict, reason, detail = self.judgement.verdict, self.judgement.reason, self.judgement.detail
        chain, outcome = self.chain, self.outcome
        if chain is None:
            return Observation(url, when, verdict, reason, detail=detail)
        status = outcome.status if outcome is not None else None
        if status is None and chain.hops:
            status = chain.hops[-1].status
        headers = outcome.headers if isinstance(outcome, Answer) else {}
        body = outcome.body if isinstance(outcome, Answer) else b""
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
            title=self.page.title,
            etag=headers.get("etag", "")[:MAX_VALIDATOR],
            last_modified=headers.get("last-modified", "")[:MAX_VALIDATOR],
            digest=hashlib.sha256(body).hexdigest() if body else "",
        )
