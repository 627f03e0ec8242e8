"""What of an answer is worth reading, what HEAD settles without reading, and where a page sends its readers."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.judging.page import EMPTY, Page, read_page
from linkaudit.web.judging.statuses import REDIRECTS
from linkaudit.web.target import Target, parse

if TYPE_CHECKING:
    from linkaudit.web.chain import Chain
    from linkaudit.web.exchange import Headers

OK = 200

# A body that is no page is read only where that is cheaper than another connection (bytes).
SMALL_BODY = 16_384

# Pages that go elsewhere by themselves (https://html.spec.whatwg.org/#shared-declarative-refresh-steps). After a moment
# nobody reads, and the page is a redirect; with a longer wait only a page that has nothing to read besides the notice.
_REFRESH = re.compile(
    r"\s*(\d+)(?:\.[\d.]*)?\s*[;,]?\s*(?:url\s*=\s*)?(?:\"([^\"]*)|'([^']*)|(.*))", re.IGNORECASE | re.DOTALL
)
_AT_ONCE = 1
_SOON = 15
_NOTICE = 120
"""Words."""

_PAGES = ("text/html", "application/xhtml", "text/plain")
_TEXTS = ("text/", "application/xhtml", "application/xml", "application/json", "image/svg+xml")


def worth_reading(status: int, headers: Headers) -> bool:
    """Tell from the head of an answer whether its body is worth reading: texts, and whatever is small."""
    length = headers.get("content-length", "")
    if length.isascii() and length.isdigit() and int(length) <= SMALL_BODY:
        return True
    return status not in REDIRECTS and headers.get("content-type", _TEXTS[0]).lower().startswith(_TEXTS)


def page_of(outcome: Answer | Failure) -> Page:
    """Read the page in an answer; the empty page if it has none. A body of no declared type is taken for HTML."""
    if isinstance(outcome, Failure) or not outcome.body:
        return EMPTY
    kind = outcome.headers.get("content-type", _PAGES[0])
    return read_page(outcome.body, kind) if kind.lower().startswith(_PAGES) else EMPTY


def settled_by_head(outcome: Answer | Failure) -> bool:
    """Tell whether the answer to HEAD can stand: a plain success that says that it is no page."""
    if isinstance(outcome, Failure) or outcome.status != OK:
        return False
    kind = outcome.headers.get("content-type", "").lower()
    return bool(kind) and not kind.startswith((*_PAGES, "application/xml", "text/xml", "application/json"))


class Refresh(Struct, frozen=True):
    """Where a page sends its readers by itself."""

    target: Target
    at_once: bool
    """Whether nobody can read the page before."""


def refresh_of(outcome: Answer | Failure, page: Page, current: Target) -> Refresh | None:
    """Read where a page sends its readers by itself; None if it does not, or only to itself."""
    if isinstance(outcome, Failure) or outcome.status in REDIRECTS:
        return None
    said = outcome.headers.get("refresh", "") or page.refresh
    found = _REFRESH.match(said) if said else None
    if found is None:
        return None
    seconds = int(found[1][:9])
    if seconds > _SOON or (seconds > _AT_ONCE and page.words > _NOTICE):
        return None
    address = (found[2] or found[3] or found[4] or "").strip()
    target = parse(address, current.url) if address else None
    return Refresh(target, seconds <= _AT_ONCE) if target is not None and target.url != current.url else None


def refreshed(chain: Chain, answer: Answer, page: Page) -> Target | Answer | Failure:
    """Go on from a page to where it sends its readers by itself; one that only changes to and fro is a page."""
    refresh = refresh_of(answer, page, chain.current)
    if refresh is None or (not refresh.at_once and chain.leads_back(refresh.target)):
        return answer
    return chain.go(refresh.target, answer)
