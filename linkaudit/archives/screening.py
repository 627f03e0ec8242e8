"""Whether a capture that an archive calls good shows the page, and what the page says.

The judgement is that of the live web: what gives no reader the page today gave none on the day of the capture.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.archives.choose import REDIRECTS
from linkaudit.archives.playback import PAGES
from linkaudit.content.main_text import main_text
from linkaudit.content.passages import sample
from linkaudit.models import Hop, Verdict
from linkaudit.web.exchange import Answer, Headers
from linkaudit.web.judging.evidence import Evidence
from linkaudit.web.judging.page import EMPTY, Page, read_page
from linkaudit.web.reading import refresh_of
from linkaudit.web.target import Target, parse
from linkaudit.web.verdict import judge

if TYPE_CHECKING:
    from linkaudit.archives.holdings import Shown

OK = 200
NOT_THE_PAGE = (Verdict.SOFT_DEAD, Verdict.BLOCKED)
SENT_TO = frozenset({"redirect-to-error", "login-required", "captcha", "bot-wall", "consent"})
"""Reasons of verdicts on redirects that show that they lead to no page. That they lead to the front page or elsewhere
does not: a redirect answers where nothing else was captured, as the trace of where the page went."""


class Said(Struct, frozen=True):
    """What a captured page says."""

    title: str = ""
    words: int = 0
    passages: str = ""
    """A sample of the passages of its main text."""


def fault(shown: Shown, target: str) -> str:
    """Say why a capture does not stand for the page at `target`, by several signs; empty if nothing shows it.

    A body that is no page of text, or that broke off, shows nothing: then the archived status is all there is.
    """
    asked = parse(target)
    if asked is None:
        return ""
    if shown.capture.status in REDIRECTS:
        return _fault_of_redirect(shown, asked)
    page = _page(shown)
    if page is EMPTY:
        return ""
    answer = _answer(shown)
    refresh = refresh_of(answer, page, asked)
    if refresh is not None and refresh.at_once:
        return f"it sends its readers to {refresh.target.url}"
    judgement = judge(Evidence(asked, asked, answer, page=page))
    return judgement.detail if judgement.verdict in NOT_THE_PAGE else ""


def said(shown: Shown, extractor: str = "auto") -> Said:
    """Tell what a captured page says; nothing for what is no page of text or did not come whole."""
    page = _page(shown)
    if page is EMPTY:
        return Said()
    text = main_text(without_banner(shown.body), shown.content_type, extractor)
    return Said(text.title or page.title, page.words, sample(text.text, by=text.by))


def without_banner(body: bytes) -> bytes:
    """Take out what archives put into the pages that they show."""
    for begin, end in _banners():
        if begin in body:
            body = re.sub(re.escape(begin) + b".*?" + re.escape(end), b"", body, flags=re.DOTALL)
    return body


def _fault_of_redirect(shown: Shown, asked: Target) -> str:
    last = parse(shown.location, asked.url) if shown.location else None
    if last is None or last.url == asked.url:
        return ""
    hop = Hop(asked.url, shown.capture.status or 0)
    judgement = judge(Evidence(asked, last, Answer(last.url, OK, Headers()), hops=(hop,)))
    return judgement.detail if judgement.reason in SENT_TO else ""


def _page(shown: Shown) -> Page:
    kind = shown.content_type or PAGES[0]
    if shown.broken or not kind.lower().startswith(PAGES):
        return EMPTY
    return read_page(without_banner(shown.body), kind)


def _answer(shown: Shown) -> Answer:
    """Put a capture as the judgement of live pages wants it; the archive's own header fields say nothing of it."""
    kind = [("content-type", shown.content_type)] if shown.content_type else []
    return Answer("", shown.capture.status or OK, Headers(kind), shown.body)


@data.derived
def _banners() -> tuple[tuple[bytes, bytes], ...]:
    return tuple((each["begin"].encode(), each["end"].encode()) for each in data.load("playback")["banner"])
