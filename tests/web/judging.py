"""Evidence as tests put it together, and verdicts in a few words."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from linkaudit.models import Hop, Observation, Verdict
from linkaudit.web.exchange import Answer, Headers
from linkaudit.web.judging.evidence import Evidence, Sibling
from linkaudit.web.judging.page import Page, read_page
from linkaudit.web.judging.siblings import sibling_of
from linkaudit.web.reading import page_of
from linkaudit.web.target import Target, parse
from linkaudit.web.verdict import judge

if TYPE_CHECKING:
    from collections.abc import Sequence

# The verdicts and their reasons, as the reports and the state know them.
REASONS = {
    "alive": {"ok", "temporary-redirect"},
    "moved": {"permanent-redirect", "new-domain"},
    "dead": {"not-found", "gone", "dns-failure", "refused", "connection-closed", "timeout", "tls-invalid"}
    | {"redirect-loop", "server-error", "invalid-response", "truncated-body"},
    "soft-dead": {"soft-404", "parked", "redirect-to-root", "redirect-to-error", "replaced"},
    "blocked": {"bot-wall", "forbidden", "login-required", "paywall", "captcha", "consent", "throttled", "maintenance"}
    | {"legal"},
    "unsafe": {"private-address", "forbidden-scheme", "forbidden-port", "decompression-bomb", "header-bomb"},
    "unknown": {"not-checked", "machine-offline", "budget-spent", "interrupted"},
}

ASKED = "https://www.site.test/2019/05/story.html"
HTML = "text/html; charset=utf-8"
LAST_YEAR = datetime(2025, 11, 21, tzinfo=UTC)

Fields = tuple[tuple[str, str], ...]


def target(url: str = ASKED) -> Target:
    found = parse(url)
    assert found is not None
    return found


def read(html: str, kind: str = HTML) -> Page:
    return read_page(html.encode(), kind)


def evidence(
    status: int,
    html: str = "",
    *,
    asked: str = ASKED,
    last: str = "",
    hops: Sequence[tuple[str, int]] = (),
    headers: Fields = (),
    kind: str = HTML,
    complete: bool = True,
    **known: Any,
) -> Evidence:
    """Make evidence of an answer with `html` at `last`, reached from `asked` by `hops`, with what else is `known`."""
    answer = Answer(
        last or asked, status, Headers((("Content-Type", kind), *headers)), html.encode(), complete=complete
    )
    way = tuple(Hop(url, code) for url, code in hops)
    return Evidence(target(asked), target(last or asked), answer, way, page_of(answer), **known)


def led(last: str, *statuses: int, asked: str = ASKED, html: str = "", **known: Any) -> Evidence:
    """Make evidence of a page at `last`, reached from `asked` by redirects with these statuses."""
    hops = [(asked if number == 0 else f"https://hop{number}.test/", code) for number, code in enumerate(statuses)]
    return evidence(200, html, asked=asked, last=last, hops=hops, **known)


def beside(asked: str, status: int, html: str = "", *, last: str = "", headers: Fields = ()) -> Sibling:
    """Make the answer to the sibling of `asked`; `{name}` in the text and the place stands for its name."""
    made = sibling_of(target(asked))
    name = made.path.rpartition("/")[2]
    place = last.format(name=name)
    found = evidence(status, html.replace("{name}", name), asked=made.url, last=place, headers=headers)
    hops = (Hop(made.url, 302),) if place else ()
    return Sibling(found.asked, found.last, found.outcome, hops, found.page)


def words(found: Evidence) -> str:
    """Judge, and give the verdict and its reason; both must be among those that are known."""
    judgement = judge(found)
    assert judgement.reason in REASONS[judgement.verdict]
    assert judgement.because
    return f"{judgement.verdict} {judgement.reason}"


def earlier(html: str, *, title: str = "", final_url: str = ASKED, verdict: Verdict = Verdict.ALIVE) -> Observation:
    """Make an earlier look that saw a page with this text."""
    page = read(html)
    return Observation(
        ASKED,
        LAST_YEAR,
        verdict,
        "ok",
        200,
        final_url,
        title=title or page.title,
        words=page.words,
        sketch=page.sketch,
    )
