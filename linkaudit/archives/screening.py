"""Whether a capture that an archive calls good shows the page, and what the page says.

The judgement is that of the live web: what gives no reader the page today gave none on the day of the capture.
"""

from __future__ import annotations

from enum import StrEnum, unique
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.archives.choose import REDIRECTS
from linkaudit.archives.holdings import PAGES
from linkaudit.content.banners import without_banners
from linkaudit.content.main_text import main_text
from linkaudit.content.passages import FEW, sample
from linkaudit.models import Hop, Verdict
from linkaudit.web.exchange import Answer, Headers
from linkaudit.web.judging.evidence import Evidence
from linkaudit.web.judging.page import EMPTY, SMALL, Page, read_page
from linkaudit.web.reading import refresh_of
from linkaudit.web.target import Target, parse
from linkaudit.web.verdict import judge

if TYPE_CHECKING:
    from linkaudit.archives.holdings import Shown

OK = 200
PAYWALL = "paywall"
NOT_THE_PAGE = (Verdict.SOFT_DEAD, Verdict.BLOCKED)
SENT_TO = frozenset({"redirect-to-error", "login-required", "captcha", "bot-wall", "consent"})
"""Reasons of verdicts on redirects that show that they lead to no page. That they lead to the front page or elsewhere
does not: a redirect answers where nothing else was captured, as the trace of where the page went."""


@unique
class Shows(StrEnum):
    """What a capture with a good status shows."""

    PAGE = "page"
    """The page, as far as can be told."""
    WAY = "way"
    """No more than where the page went."""
    NO_PAGE = "no-page"
    """That there is no page, or a door before it."""


class Screened(Struct, frozen=True):
    """What a capture shows, and by which signs."""

    shows: Shows
    because: str = ""


class Said(Struct, frozen=True):
    """What a captured page says."""

    title: str = ""
    words: int = 0
    passages: str = ""
    """A sample of the passages of its main text."""


def screen(shown: Shown, target: str) -> Screened:
    """Judge whether a capture shows the page at `target`, or where it went.

    A body that is no page of text, or that broke off, shows nothing: then the archived status is all there is.
    """
    asked = parse(target)
    if shown.capture.status in REDIRECTS:
        return _redirect(shown, asked) if asked else Screened(Shows.WAY)
    page = _page(shown)
    if asked is None or page is EMPTY:
        return Screened(Shows.PAGE)
    answer = _answer(shown)
    refresh = refresh_of(answer, page, asked)
    if refresh is not None and refresh.at_once:
        return Screened(Shows.WAY, f"it sends its readers to {refresh.target.url}")
    judgement = judge(Evidence(asked, asked, answer, page=page))
    if judgement.reason == PAYWALL and page.words > SMALL:
        return Screened(Shows.PAGE, judgement.detail)  # the beginning of a text, as everybody saw it
    return Screened(Shows.NO_PAGE if judgement.verdict in NOT_THE_PAGE else Shows.PAGE, judgement.detail)


def said(shown: Shown, extractor: str | None, most: int = FEW) -> Said:
    """Tell what a captured page says, by at most so many passages; nothing for what is no whole page of text.

    `extractor` finds its main text; without one it is not sampled.
    """
    page = _page(shown)
    if page is EMPTY:
        return Said()
    if extractor is None:
        return Said(page.title, page.words)
    text = main_text(shown.body, shown.content_type, extractor)
    return Said(text.title or page.title, page.words, sample(text.text, most, text.by))


def _redirect(shown: Shown, asked: Target) -> Screened:
    last = parse(shown.location, asked.url) if shown.location else None
    if last is None or last.url == asked.url:
        return Screened(Shows.WAY)
    hop = Hop(asked.url, shown.capture.status or 0)
    judgement = judge(Evidence(asked, last, Answer(last.url, OK, Headers()), hops=(hop,)))
    return Screened(Shows.NO_PAGE if judgement.reason in SENT_TO else Shows.WAY, judgement.detail)


def _page(shown: Shown) -> Page:
    kind = shown.content_type or PAGES[0]
    if shown.broken or not kind.lower().startswith(PAGES):
        return EMPTY
    return read_page(without_banners(shown.body), kind)


def _answer(shown: Shown) -> Answer:
    """Put a capture as the judgement of live pages wants it; the archive's own header fields say nothing of it."""
    kind = [("content-type", shown.content_type)] if shown.content_type else []
    return Answer("", shown.capture.status or OK, Headers(kind), shown.body)
