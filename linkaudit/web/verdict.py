"""From what was seen to a verdict: pure functions and tables, nothing is asked here.

Truth over optimism, in both directions: what exists for people and not for us is `blocked`, never `dead`; what answers
200 with something else is `soft-dead`, never `alive`; what could not be looked at is `unknown`.
"""

from __future__ import annotations

import hashlib
import re
from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.models import Verdict
from linkaudit.web.exchange import Answer, Cause, Failure
from linkaudit.web.soft404 import EMPTY, Page, error_address, parked, soft_404
from linkaudit.web.target import parse
from linkaudit.web.walls import asks_to_log_in, find_wall, redirected_to, speaks_of_maintenance

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.models import Hop, Observation
    from linkaudit.web.target import Target

# The statuses that the Fetch Standard follows (https://fetch.spec.whatwg.org/#redirect-status).
PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}


class Judgement(Struct, frozen=True):
    """A verdict, its reason, and the cause in words."""

    verdict: Verdict
    reason: str
    detail: str = ""
    because: tuple[str, ...] = ()
    """The steps from the evidence to the verdict, in words."""


class Evidence(Struct, frozen=True):
    """What one look at a URL brought to light."""

    asked: Target
    last: Target
    """Where the redirects led; the same as `asked` without redirects."""
    outcome: Answer | Failure
    """What came of asking for `last`."""
    hops: tuple[Hop, ...] = ()
    """The redirects on the way."""
    page: Page = EMPTY
    """What a reader sees of the last answer."""
    sibling: Sibling | None = None
    """What the same site answers to an address that cannot exist; None if nobody asked."""
    before: Observation | None = None
    """The last earlier look at the URL that saw a page; None if there is none."""
    cited_alike: int = 0
    """How many other cited addresses of the site, with other paths, came to the same place in this run."""


class Sibling(Struct, frozen=True):
    """The answer to an address beside the one that was asked for, with a name that nobody can have given to a page."""

    asked: Target
    last: Target
    outcome: Answer | Failure
    hops: tuple[Hop, ...] = ()
    page: Page = EMPTY


_FAILURES = {
    Cause.DNS_FAILURE: (Verdict.DEAD, "dns-failure"),
    # No answer from the resolver is no statement about the name; no route from here none about the host.
    Cause.DNS_UNAVAILABLE: (Verdict.UNKNOWN, "not-checked"),
    Cause.NETWORK_UNREACHABLE: (Verdict.UNKNOWN, "not-checked"),
    Cause.NO_RESOURCES: (Verdict.UNKNOWN, "not-checked"),
    Cause.UNCLASSIFIED: (Verdict.UNKNOWN, "not-checked"),
    Cause.INVALID_URL: (Verdict.UNKNOWN, "not-checked"),
    # A router said no in the host's stead.
    Cause.HOST_UNREACHABLE: (Verdict.DEAD, "refused"),
    Cause.REFUSED: (Verdict.DEAD, "refused"),
    Cause.CONNECT_TIMEOUT: (Verdict.DEAD, "timeout"),
    Cause.READ_TIMEOUT: (Verdict.DEAD, "timeout"),
    Cause.TOTAL_TIMEOUT: (Verdict.DEAD, "timeout"),
    Cause.CONNECTION_CLOSED: (Verdict.DEAD, "connection-closed"),
    Cause.TLS_INVALID: (Verdict.DEAD, "tls-invalid"),
    Cause.INVALID_RESPONSE: (Verdict.DEAD, "invalid-response"),
    Cause.TRUNCATED_BODY: (Verdict.DEAD, "truncated-body"),
    Cause.REDIRECT_LOOP: (Verdict.DEAD, "redirect-loop"),
    Cause.HEADER_BOMB: (Verdict.UNSAFE, "header-bomb"),
    Cause.DECOMPRESSION_BOMB: (Verdict.UNSAFE, "decompression-bomb"),
}

# What a final status says by itself, after GET. Statuses that are not listed follow below.
_STATUSES = {
    401: (Verdict.BLOCKED, "login-required"),
    402: (Verdict.BLOCKED, "paywall"),
    403: (Verdict.BLOCKED, "forbidden"),
    404: (Verdict.DEAD, "not-found"),
    # Something is there, for another method than GET; some protections (Alibaba, Azure) turn programs away with it.
    405: (Verdict.BLOCKED, "forbidden"),
    # No representation that suits our Accept, which is a browser's and ends in */*: a protection's answer.
    406: (Verdict.BLOCKED, "forbidden"),
    407: (Verdict.BLOCKED, "login-required"),
    # The server got tired of waiting for a request that was there: it is overloaded, or drops us.
    408: (Verdict.DEAD, "timeout"),
    410: (Verdict.DEAD, "gone"),
    # Conditions, sizes and forms of a request that is a plain GET: something in between objects to the asker.
    411: (Verdict.BLOCKED, "forbidden"),
    412: (Verdict.BLOCKED, "forbidden"),
    415: (Verdict.BLOCKED, "forbidden"),
    417: (Verdict.BLOCKED, "forbidden"),
    # RFC 2324's joke is what several protections answer to programs.
    418: (Verdict.BLOCKED, "bot-wall"),
    421: (Verdict.DEAD, "server-error"),
    423: (Verdict.BLOCKED, "forbidden"),
    425: (Verdict.BLOCKED, "throttled"),
    426: (Verdict.BLOCKED, "forbidden"),
    428: (Verdict.BLOCKED, "forbidden"),
    429: (Verdict.BLOCKED, "throttled"),
    # Shopify's "security rejection".
    430: (Verdict.BLOCKED, "bot-wall"),
    431: (Verdict.BLOCKED, "forbidden"),
    # Microsoft's "login time-out" and "retry with".
    440: (Verdict.BLOCKED, "login-required"),
    449: (Verdict.BLOCKED, "login-required"),
    451: (Verdict.BLOCKED, "legal"),
    # nginx asks for a client certificate.
    495: (Verdict.BLOCKED, "login-required"),
    496: (Verdict.BLOCKED, "login-required"),
    498: (Verdict.BLOCKED, "login-required"),
    499: (Verdict.BLOCKED, "login-required"),
    # Bandwidth limits of shared hosting, and Qualys' "site is overloaded".
    509: (Verdict.BLOCKED, "throttled"),
    # A network between us and the web wants us to sign in (RFC 6585): nothing was learned about the site.
    511: (Verdict.UNKNOWN, "not-checked"),
    529: (Verdict.BLOCKED, "throttled"),
    # LinkedIn.
    999: (Verdict.BLOCKED, "bot-wall"),
}

# Failures and statuses that may pass: worth another try later in the run.
_PASSING_CAUSES = frozenset(
    {
        Cause.DNS_UNAVAILABLE,
        Cause.NETWORK_UNREACHABLE,
        Cause.NO_RESOURCES,
        Cause.HOST_UNREACHABLE,
        Cause.CONNECT_TIMEOUT,
        Cause.READ_TIMEOUT,
        Cause.TOTAL_TIMEOUT,
        Cause.CONNECTION_CLOSED,
        Cause.TRUNCATED_BODY,
    }
)
_PASSING_STATUSES = frozenset({408, 421, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524, 527, 529, 530})

# Front pages by other names: a redirect from one of them to `/` loses nothing.
_FRONT_PAGE = re.compile(
    r"/(?:(?:index|default|home|homepage|start|main|welcome)(?:\.\w{2,5})?/?)?"
    r"|/[a-z]{2}(?:[-_][a-z]{2,4})?/?(?:(?:index|default|home)(?:\.\w{2,5})?/?)?",
    re.IGNORECASE,
)


def judge(evidence: Evidence, same_site: Callable[[str, str], bool] | None = None) -> Judgement:
    """Judge what came of asking for a URL.

    `same_site` tells whether two hosts belong to one registrable domain; without it, one must be a part of the other.
    """
    outcome = evidence.outcome
    if isinstance(outcome, Failure):
        return _judge_failure(outcome)
    status = outcome.status
    if not outcome.complete and status not in REDIRECTS:
        return Judgement(Verdict.DEAD, "truncated-body", outcome.detail)
    wall = find_wall(status, outcome.headers, evidence.page)
    if wall is not None and status != HTTPStatus.TOO_MANY_REQUESTS:
        return Judgement(Verdict.BLOCKED, wall.reason, f"{_status(status)}: {wall.name} ({wall.mark})")
    if HTTPStatus.OK <= status < HTTPStatus.MULTIPLE_CHOICES or status == HTTPStatus.MULTIPLE_CHOICES:
        return _judge_page(evidence, same_site or _same_site)
    return _judge_status(outcome, evidence.page)


def may_pass(outcome: Answer | Failure) -> bool:
    """Tell whether another try, later in the run, may come to something else."""
    if isinstance(outcome, Failure):
        return outcome.cause in _PASSING_CAUSES
    return outcome.status in _PASSING_STATUSES or (not outcome.complete and outcome.status not in REDIRECTS)


def _judge_failure(failure: Failure) -> Judgement:
    if failure.cause is Cause.UNSAFE:
        return Judgement(Verdict.UNSAFE, failure.refusal, failure.detail)
    verdict, reason = _FAILURES[failure.cause]
    return Judgement(verdict, reason, failure.detail)


def _judge_status(answer: Answer, page: Page) -> Judgement:
    """Judge a status that is no success."""
    status = answer.status
    words = _status(status)
    if "retry-after" in answer.headers:
        words += f", to be asked again after {answer.headers['retry-after'][:40]!r}"
    if status in _STATUSES:
        return Judgement(*_STATUSES[status], words)
    if status == HTTPStatus.SERVICE_UNAVAILABLE and ("retry-after" in answer.headers or speaks_of_maintenance(page)):
        return Judgement(Verdict.BLOCKED, "maintenance", words)
    if status in REDIRECTS:
        return Judgement(Verdict.DEAD, "invalid-response", f"{words} without a usable Location")
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        # RFC 9110 §15.5: an unknown 4xx is a 400. The server does not accept this address from anyone; that is rot as
        # much as 404 (as InternetArchiveBot has it), with the status in words for who wants to look.
        return Judgement(Verdict.DEAD, "not-found", words)
    if HTTPStatus.INTERNAL_SERVER_ERROR <= status <= 599:  # noqa: PLR2004 - the end of the class, which has no name
        return Judgement(Verdict.DEAD, "server-error", words)
    # Informational, not modified although no condition was set, proxies to use, numbers that HTTP does not have.
    return Judgement(Verdict.DEAD, "invalid-response", words)


def _judge_page(evidence: Evidence, same_site: Callable[[str, str], bool]) -> Judgement:
    """Judge an answer that says that all is well."""
    asked, last, page = evidence.asked, evidence.last, evidence.page
    elsewhere = last.url != asked.url
    # Nobody is sent to a login for good: such redirects are temporary, or carry the way back in their query.
    if elsewhere and (last.query or not PERMANENT.issuperset(hop.status for hop in evidence.hops)):
        wall = redirected_to(asked, last)
        if wall is not None:
            return Judgement(Verdict.BLOCKED, wall.reason, f"redirected to {last.url}")
    if asks_to_log_in(asked, page):
        return Judgement(Verdict.BLOCKED, "login-required", f"a page titled {page.title!r} that asks for a password")
    if elsewhere and error_address(last) and not error_address(asked):
        return Judgement(Verdict.SOFT_DEAD, "redirect-to-error", f"redirected to {last.url}")
    for reason, signs in (("parked", parked(page, last, asked)), ("soft-404", soft_404(page, last))):
        if signs:
            return Judgement(Verdict.SOFT_DEAD, reason, f"{_status(_code(evidence))}, but: {', '.join(signs)}")
    if elsewhere and _lost_at_front_page(asked, last, same_site):
        return Judgement(Verdict.SOFT_DEAD, "redirect-to-root", f"redirected to {last.url}")
    return _judge_way(evidence, same_site)


def _judge_way(evidence: Evidence, same_site: Callable[[str, str], bool]) -> Judgement:
    """Judge how a page that is fine was reached."""
    asked, last = evidence.asked, evidence.last
    words = _status(_code(evidence))
    if last.url == asked.url:
        return Judgement(Verdict.ALIVE, "ok", words)
    places = [hop.url for hop in evidence.hops] + [last.url]
    changes = [hop.status for hop, place in zip(evidence.hops, places[1:], strict=True) if hop.url != place]
    way = ", ".join(str(hop.status) for hop in evidence.hops)
    words = f"{words} at {last.url}, by way of {way}"
    if asked.scheme == "https" and last.scheme == "http":
        words += ", without encryption"
    if not PERMANENT.issuperset(changes):
        return Judgement(Verdict.ALIVE, "temporary-redirect", words)
    reason = "permanent-redirect" if same_site(asked.host, last.host) else "new-domain"
    return Judgement(Verdict.MOVED, reason, words)


def _lost_at_front_page(asked: Target, last: Target, same_site: Callable[[str, str], bool]) -> bool:
    """Tell whether a redirect gave up a page and led to the front page instead.

    Front pages by another name, languages (`/de/`) and front pages with a query (`/?p=12`) were front pages before.
    """
    if last.path != "/" or _FRONT_PAGE.fullmatch(asked.path):
        return False
    parts = [part for part in asked.path.lower().split("/") if part]
    if not parts:
        return False
    # `example.org/docs` has become `docs.example.org`: the page is the front page now.
    if set(parts) & set(last.host.split(".")[:-1]):
        return False
    # A single short part that leads to another site is what shorteners and vanity addresses are made of.
    return same_site(asked.host, last.host) or len(parts) > 1 or "." in parts[0]


def _same_site(one: str, other: str) -> bool:
    """Compare hosts without a list of public suffixes: equal, or one lies under the other."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")


def _code(evidence: Evidence) -> int:
    return evidence.outcome.status or 0


def _status(status: int) -> str:
    """Name a status as its standard does."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)


def suspicion(evidence: Evidence) -> str:
    """Name the one sign for which it is worth asking what the rest of a site says; empty if there is none."""
    del evidence
    return ""


def sibling_of(target: Target) -> Target:
    """Make an address beside another one that nobody can have given to a page."""
    digest = hashlib.sha256(target.url.encode()).hexdigest()[:20]
    return parse(f"{target.path.rpartition('/')[0]}/{digest}", target.url) or target


def judge_unchanged(evidence: Evidence, same_site: Callable[[str, str], bool] | None = None) -> Judgement:
    """Judge a page that has not changed since an earlier look: all is well with it, only the way may have changed."""
    return _judge_way(evidence, same_site or _same_site)
