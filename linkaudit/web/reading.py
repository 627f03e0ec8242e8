"""What of an answer is worth reading, and what HEAD settles without reading."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.soft404 import EMPTY, Page, read_page
from linkaudit.web.verdict import REDIRECTS

if TYPE_CHECKING:
    from linkaudit.web.exchange import Headers

OK = 200

# A body that is no page is read only where that is cheaper than another connection (bytes).
SMALL_BODY = 16_384

_PAGES = ("text/html", "application/xhtml", "text/plain")
_TEXTS = ("text/", "application/xhtml", "application/xml", "application/json")


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
    return bool(kind) and not kind.startswith(_PAGES)
