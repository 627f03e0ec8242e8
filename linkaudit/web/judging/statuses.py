"""What a status or a failure says by itself, as tables."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from linkaudit.models import Verdict
from linkaudit.web.exchange import Cause, Failure
from linkaudit.web.judging.evidence import Judgement
from linkaudit.web.walls import speaks_of_maintenance

if TYPE_CHECKING:
    from linkaudit.web.exchange import Answer
    from linkaudit.web.judging.page import Page

# The statuses that the Fetch Standard follows (https://fetch.spec.whatwg.org/#redirect-status).
PERMANENT = frozenset({301, 308})
REDIRECTS = PERMANENT | {302, 303, 307}

_FAILURES = {
    Cause.DNS_FAILURE: (Verdict.DEAD, "dns-failure"),
    # No answer from the resolver is no statement about the name; no route from here none about the host.
    Cause.DNS_UNAVAILABLE: (Verdict.UNKNOWN, "not-checked"),
    Cause.NETWORK_UNREACHABLE: (Verdict.UNKNOWN, "not-checked"),
    Cause.NO_RESOURCES: (Verdict.UNKNOWN, "not-checked"),
    Cause.UNCLASSIFIED: (Verdict.UNKNOWN, "not-checked"),
    Cause.PROXY_FAILED: (Verdict.UNKNOWN, "not-checked"),
    Cause.PROXY_UNUSABLE: (Verdict.UNKNOWN, "not-checked"),
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
    # Twitter's "enhance your calm".
    420: (Verdict.BLOCKED, "throttled"),
    421: (Verdict.DEAD, "server-error"),
    423: (Verdict.BLOCKED, "forbidden"),
    425: (Verdict.BLOCKED, "throttled"),
    426: (Verdict.BLOCKED, "forbidden"),
    428: (Verdict.BLOCKED, "forbidden"),
    429: (Verdict.BLOCKED, "throttled"),
    # Shopify's "security rejection".
    430: (Verdict.BLOCKED, "bot-wall"),
    431: (Verdict.BLOCKED, "forbidden"),
    # Microsoft's "login time-out", "retry with" and "blocked by parental controls".
    440: (Verdict.BLOCKED, "login-required"),
    449: (Verdict.BLOCKED, "login-required"),
    450: (Verdict.BLOCKED, "forbidden"),
    451: (Verdict.BLOCKED, "legal"),
    # Hosters' protections.
    456: (Verdict.BLOCKED, "forbidden"),
    493: (Verdict.BLOCKED, "forbidden"),
    494: (Verdict.BLOCKED, "forbidden"),
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
    # A load balancer of AWS that its identity provider did not let through.
    561: (Verdict.BLOCKED, "login-required"),
    # Tencent EdgeOne's protection.
    566: (Verdict.BLOCKED, "bot-wall"),
    567: (Verdict.BLOCKED, "bot-wall"),
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
_PASSING_STATUSES = frozenset(
    {408, 420, 421, 425, 429, 500, 502, 503, 504, 509, 520, 521, 522, 523, 524, 527, 529, 530}
)


# https://www.iana.org/assignments/http-status-codes as Python has it.
_REGISTERED = frozenset(int(status) for status in HTTPStatus)


def judge_failure(failure: Failure) -> Judgement:
    """Judge what is no answer."""
    if failure.cause is Cause.UNSAFE:
        return Judgement(Verdict.UNSAFE, failure.refusal, failure.detail)
    verdict, reason = _FAILURES[failure.cause]
    return Judgement(verdict, reason, failure.detail)


def judge_status(answer: Answer, page: Page) -> Judgement:
    """Judge a status that is no success."""
    status = answer.status
    words = status_words(status)
    if "retry-after" in answer.headers:
        words += f", to be asked again after {answer.headers['retry-after'][:40]!r}"
    if status in _STATUSES:
        return Judgement(*_STATUSES[status], words)
    if status == HTTPStatus.SERVICE_UNAVAILABLE:
        said = speaks_of_maintenance(page)
        if said or "retry-after" in answer.headers:
            return Judgement(Verdict.BLOCKED, "maintenance", f"{words}, text {said!r}" if said else words)
    if status in REDIRECTS:
        return Judgement(Verdict.DEAD, "invalid-response", f"{words} without a usable Location")
    if HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR:
        # RFC 9110 §15.5: an unknown 4xx is a 400. The server does not accept this address from anyone; that is rot as
        # much as 404 (as InternetArchiveBot has it), with the status in words for who wants to look. But a number that
        # no standard knows is the invention of something in between that turns visitors away.
        known = status in _REGISTERED
        return Judgement(*((Verdict.DEAD, "not-found") if known else (Verdict.BLOCKED, "forbidden")), words)
    if HTTPStatus.INTERNAL_SERVER_ERROR <= status <= 599:  # noqa: PLR2004 - the end of the class, which has no name
        return Judgement(Verdict.DEAD, "server-error", words)
    # Informational, not modified although no condition was set, proxies to use, numbers that HTTP does not have.
    return Judgement(Verdict.DEAD, "invalid-response", words)


def may_pass(outcome: Answer | Failure) -> bool:
    """Tell whether another try, later in the run, may come to something else."""
    if isinstance(outcome, Failure):
        return outcome.cause in _PASSING_CAUSES
    return outcome.status in _PASSING_STATUSES or (not outcome.complete and outcome.status not in REDIRECTS)


def status_words(status: int) -> str:
    """Name a status as its standard does."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
