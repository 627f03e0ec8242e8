"""From what was seen to a verdict: pure functions and tables, nothing is asked here.

Truth over optimism, in both directions: what exists for people and not for us is `blocked`, never `dead`; what answers
200 with something else is `soft-dead`, never `alive`; what could not be looked at is `unknown`. Nothing is called
soft-dead for one sign: an address that cannot exist bears witness (`siblings`), or other pages that were cited do.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.models import Verdict
from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.judging.evidence import Evidence, Judgement
from linkaudit.web.judging.landing import Landing, is_front_page, landing, silent_on
from linkaudit.web.judging.parking import for_sale, parked
from linkaudit.web.judging.replaced import replaced
from linkaudit.web.judging.siblings import Says, witness
from linkaudit.web.judging.statuses import PERMANENT, REDIRECTS, judge_failure, judge_status, status_words
from linkaudit.web.soft404 import default_page, hint, is_about_errors, soft_404
from linkaudit.web.target import is_file, parse
from linkaudit.web.walls import (
    asks_for_proof,
    asks_to_log_in,
    asks_to_pay,
    find_outage,
    find_wall,
    is_in_maintenance,
    redirected_to,
    tries_cookies,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    SameSite = Callable[[str, str], bool]

# What no file of the kinds that are asked by HEAD is served as.
_OF_NO_FILE = frozenset(
    {"text/html", "application/xhtml+xml", "application/xml", "text/xml", "application/json", "text/plain"}
)

# Cited addresses that come to one place, this one among them, and are no accident any more (Link Rot Bestiary: three).
ALIKE = 3


def judge(evidence: Evidence, same_site: SameSite | None = None) -> Judgement:
    """Judge what came of asking for a URL.

    `same_site` tells whether two hosts belong to one registrable domain; without it, one must be a part of the other.
    """
    judgement = _judge(evidence, same_site or _same_site)
    steps = judgement.because or (f"{judgement.verdict} ({judgement.reason}): {judgement.detail}",)
    return replace(judgement, because=(*_way(evidence), *steps))


def judge_unchanged(evidence: Evidence, same_site: SameSite | None = None) -> Judgement:
    """Judge a page that has not changed since an earlier look: all is well with it, only the way may have changed."""
    judgement = _judge_way(evidence, same_site or _same_site)
    return replace(judgement, because=(*_way(evidence), "the page has not changed since it was last seen alive"))


def suspicion(judgement: Judgement) -> str:
    """Name the one sign for which it is worth asking what the rest of a site says; empty if there is none.

    There is none where the verdict is certain without, and where the rest of the site can say nothing.
    """
    return next((words for kind, words in judgement.doubts if kind != "elsewhere"), "")


def may_be_shared(judgement: Judgement) -> bool:
    """Tell whether a redirect led to a page of the site without a trace of the address that was asked for.

    By itself that is what moves look like; where several addresses come to the same place, it is suspicious.
    """
    return any(kind == "elsewhere" for kind, _ in judgement.doubts)


def _judge(evidence: Evidence, same_site: SameSite) -> Judgement:
    outcome = evidence.outcome
    if isinstance(outcome, Failure):
        return judge_failure(outcome)
    status = outcome.status
    words = status_words(status)
    if not outcome.complete and status not in REDIRECTS:
        return Judgement(Verdict.DEAD, "truncated-body", outcome.detail)
    outage = find_outage(status, evidence.page)
    if outage:
        return Judgement(Verdict.DEAD, "server-error", f"{words}, but nothing is set up there: text {outage!r}")
    wall = find_wall(status, outcome.headers, evidence.page)
    if wall is not None and status != HTTPStatus.TOO_MANY_REQUESTS:
        return Judgement(Verdict.BLOCKED, wall.reason, f"{words}: {wall.name} ({wall.mark})")
    if _is_success(status):
        return _judge_page(evidence, same_site)
    judgement = judge_status(outcome, evidence.page)
    return replace(judgement, because=(f"no mark of a wall; {words} by itself says {judgement.reason}",))


def _judge_page(evidence: Evidence, same_site: SameSite) -> Judgement:
    """Judge an answer that says that all is well."""
    doubts, told = _doubts(evidence, same_site), witness(evidence)
    lost = _door(evidence) or _lost(evidence, same_site) or _lost_for_several_signs(evidence, doubts, told, same_site)
    if lost is not None:
        return lost
    because = tuple(_nothing_found(evidence, doubts, told))
    return replace(_judge_way(evidence, same_site), because=because, doubts=tuple(doubts))


def _lost(evidence: Evidence, same_site: SameSite) -> Judgement | None:
    """Judge a page that is certainly another than the one that was asked for."""
    place = landing(evidence.asked, evidence.last, evidence.page, same_site)
    certain = place if place is not None and place.certain else None
    if certain is not None and certain.kind in {"error page", "search"}:
        return Judgement(Verdict.SOFT_DEAD, certain.reason, certain.words)
    words = status_words(evidence.outcome.status or 0)
    for reason, signs in _signs_of_itself(evidence):
        if signs:
            return Judgement(Verdict.SOFT_DEAD, reason, f"{words}, but: {', '.join(signs)}")
    return Judgement(Verdict.SOFT_DEAD, certain.reason, certain.words) if certain is not None else None


def _lost_for_several_signs(
    evidence: Evidence, doubts: list[tuple[str, str]], told: tuple[Says, str], same_site: SameSite
) -> Judgement | None:
    """Judge a page that is lost for signs none of which would be enough."""
    asked, last, page = evidence.asked, evidence.last, evidence.page
    words = status_words(evidence.outcome.status or 0)
    if _together(doubts, told[0]):
        place = landing(asked, last, page, same_site)
        signs = (*(sign for _, sign in doubts), *([told[1]] if told[0] is Says.SAME else []))
        reason = "parked" if any(kind == "parked" for kind, _ in doubts) else place.reason if place else "soft-404"
        return Judgement(Verdict.SOFT_DEAD, reason, f"{words}, but: {', '.join(signs)}")
    signs = replaced(evidence.before, asked, last, page, same_site)
    return Judgement(Verdict.SOFT_DEAD, "replaced", f"{words}, but: {', '.join(signs)}") if signs else None


def _door(evidence: Evidence) -> Judgement | None:
    """Recognise a page that stands before the page, and lets people through."""
    asked, last, page = evidence.asked, evidence.last, evidence.page
    # Nobody is sent to a login for good: such redirects are temporary, or carry the way back in their query.
    if last.url != asked.url and (last.query or not PERMANENT.issuperset(hop.status for hop in evidence.hops)):
        wall = redirected_to(asked, last)
        if wall is not None:
            return Judgement(Verdict.BLOCKED, wall.reason, f"redirected to {last.url}")
    words = status_words(evidence.outcome.status or 0)
    for reason, sign in (
        ("captcha", asks_for_proof(page)),
        ("bot-wall", tries_cookies(page)),
        ("login-required", asks_to_log_in(asked, page)),
        ("paywall", asks_to_pay(page)),
        ("maintenance", is_in_maintenance(page)),
    ):
        if sign:
            return Judgement(Verdict.BLOCKED, reason, f"{words}: a page of {page.words} words, {sign}")
    return None


def _signs_of_itself(evidence: Evidence) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Go through what a page says of itself, each with the reason of the verdict if it says enough."""
    asked, last, page = evidence.asked, evidence.last, evidence.page
    yield "parked", parked(page, last, asked)
    # Who cites a page about errors gets a page about errors; whether it is one, only the rest of the site can tell.
    if last.url != asked.url or not is_about_errors(asked):
        yield "soft-404", soft_404(page, last, led=last.url != asked.url)
    if not is_front_page(asked):
        yield "soft-404", default_page(page)


def _weak_signs(evidence: Evidence, same_site: SameSite) -> Iterator[tuple[str, str]]:
    """Go through the signs that say nothing by themselves: their kind, and in words. A front page has none."""
    asked, last, page = evidence.asked, evidence.last, evidence.page
    if is_front_page(asked) and (last.url == asked.url or is_front_page(last)):
        return
    said = hint(page) or _emptiness(evidence) or _claim(evidence) or _silence(evidence) or _no_file(evidence)
    if said:
        yield "page", said
    offered = for_sale(page)
    if offered:
        yield "parked", offered
    place = landing(asked, last, page, same_site)
    if place is not None:
        yield _kind(evidence, place, same_site), place.words


def _kind(evidence: Evidence, place: Landing, same_site: SameSite) -> str:
    """Tell a redirect to another page of the site for good, which is what moves look like, from stranger ones."""
    if place.kind != "elsewhere":
        return place.kind
    for_good = PERMANENT.issuperset(hop.status for hop in evidence.hops)
    return "elsewhere" if for_good and same_site(evidence.asked.host, evidence.last.host) else "away"


def _emptiness(evidence: Evidence) -> str:
    """Say that an answer which should be a page is empty."""
    outcome = evidence.outcome
    if not isinstance(outcome, Answer) or outcome.body or outcome.status != HTTPStatus.OK:
        return ""
    return "an empty page" if outcome.headers.get("content-type", "").lower().startswith("text/html") else ""


def _claim(evidence: Evidence) -> str:
    """Say that a page claims to be the front page of its site."""
    page, last = evidence.page, evidence.last
    own = parse(page.canonical, last.url) if page.canonical else None
    if own is None or own.path != "/" or own.query or is_front_page(last):
        return ""
    return f"it gives {own.url} as its own address"


def _silence(evidence: Evidence) -> str:
    """Say that a page speaks of nothing that its address names; one in another language does so, too."""
    if evidence.last.url != evidence.asked.url:
        return ""
    words = silent_on(evidence.asked, evidence.page)
    return f"it does not mention {', '.join(map(repr, words))}, which its address names" if words else ""


def _no_file(evidence: Evidence) -> str:
    """Say that there is a page where a file was cited; some sites show their files in pages."""
    outcome = evidence.outcome
    if not isinstance(outcome, Answer) or not is_file(evidence.asked):
        return ""
    kind = outcome.headers.get("content-type", "").partition(";")[0].strip().lower()
    return f"{kind} where a file was cited" if kind in _OF_NO_FILE else ""


def _doubts(evidence: Evidence, same_site: SameSite) -> list[tuple[str, str]]:
    """List the weak signs, among them those that other cited pages give."""
    doubts = list(_weak_signs(evidence, same_site))
    alike = evidence.cited_alike + 1
    if alike >= ALIKE and any(kind not in {"page", "parked", "language"} for kind, _ in doubts):
        doubts.append(("alike", f"{alike} cited addresses of the site lead there"))
    return doubts


def _together(doubts: list[tuple[str, str]], says: Says) -> bool:
    """Tell whether weak signs are enough together, with what the rest of the site says."""
    if not doubts or says is Says.OTHER:
        return False
    if says is Says.SAME:
        return True
    kinds = {kind for kind, _ in doubts}
    if "alike" in kinds:
        # Parts of a book that lead to the whole of it are not lost: they stay on their level.
        return bool(kinds & {"above", "front page", "search", "error page", "page"})
    words = next((words for kind, words in doubts if kind == "page"), "")
    return len(kinds) > 1 and words.startswith(("title", "heading"))


def _judge_way(evidence: Evidence, same_site: SameSite) -> Judgement:
    """Judge how a page that is fine was reached."""
    asked, last = evidence.asked, evidence.last
    words = status_words(evidence.outcome.status or 0)
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


def _way(evidence: Evidence) -> Iterator[str]:
    """Tell how the answer came about."""
    for hop in evidence.hops:
        yield f"{hop.url} answered {hop.status}"
    outcome = evidence.outcome
    if isinstance(outcome, Failure):
        yield f"{evidence.last.url} gave no page: {outcome.cause.value}"
        return
    kind = outcome.headers.get("content-type", "")
    page = evidence.page
    seen = f", titled {page.title!r}" if page.title else ""
    seen += f", {page.words} {'word' if page.words == 1 else 'words'}" if seen or page.words else ""
    yield f"{evidence.last.url} answered {status_words(outcome.status)}{f' with {kind}' if kind else ''}{seen}"


def _nothing_found(evidence: Evidence, doubts: list[tuple[str, str]], told: tuple[Says, str]) -> Iterator[str]:
    """Tell what was looked for in a page that is there, and what spoke against it and was not enough."""
    yield "no wall, login, parking, error page or default page by the lists walls and soft404"
    for _, words in doubts:
        yield f"against it: {words}, which is not enough by itself"
    if told[1]:
        yield f"for it: {told[1]}" if told[0] is Says.OTHER else told[1]
    before = evidence.before
    if before is not None:
        yield f"the look of {before.checked_at:%Y-%m-%d} gives no sign of another page"


def _is_success(status: int) -> bool:
    return HTTPStatus.OK <= status <= HTTPStatus.MULTIPLE_CHOICES


def _same_site(one: str, other: str) -> bool:
    """Compare hosts without a list of public suffixes: equal, or one lies under the other."""
    one, other = one.removeprefix("www."), other.removeprefix("www.")
    return one == other or one.endswith(f".{other}") or other.endswith(f".{one}")
