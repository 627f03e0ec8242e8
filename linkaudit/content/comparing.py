"""What it means that two texts have so much in common.

Two questions: has a page changed since it was captured (drift), and does the page that a document names as its origin
carry the document's text (provenance)? The measures are shares of passages (`passages`); the bounds below are taken
from the table in docs/content.md, which `benchmarks/compare_content.py` prints.

What cannot be told is `unknown` and says why: too little text, a page that is meant to show something new every day,
texts in different languages, pages that show hardly anything to us.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.content.passages import comparable, contained, likeness, read
from linkaudit.models import Carrying, Drift, Result, Verdict
from linkaudit.web.judging.page import plain
from linkaudit.web.judging.replaced import is_renewed, says, telling_words
from linkaudit.web.target import parse

if TYPE_CHECKING:
    from linkaudit.models import Document, Lookup, Memento, Observation

SAME, CHANGED, REPLACED, UNKNOWN = "same", "changed", "replaced", "unknown"
CARRIES, IN_PART, NOT = "carries", "in-part", "not"
LIVE = "live"
OTHER_MEANS = "their texts were found by different means"
"""Why two samples cannot be compared though there are both: the settings, or what is installed, have changed since."""

# Bounds: docs/content.md has the table that they are taken from.
ALIKE = 0.9
"""Share in common from which a page is the same as it was."""
KEPT = 0.3
"""Share in common, or of either text in the other, from which a page has changed and is not replaced."""
CARRIED = 0.7
"""Share of a document in a page from which the page carries it."""
CARRIED_IN_PART = 0.1
"""Share of a document in a page from which the page carries a part of it."""
TAKEN_FROM = 0.8
"""Share of a page in a document from which the page shows a part of it, its beginning, one page of many."""
NOTHING = 0.05
"""Share in common, at the most, of two texts that have nothing to do with each other."""
LITTLE = 100
"""Passages of a page, at the most, that shows hardly anything: a message, a wall, what a script would have filled."""
MUCH = 4
"""How many times as long a text must be to miss something on such a page."""

_WORTH = {UNKNOWN: 0, NOT: 1, IN_PART: 2, CARRIES: 3}
_NOT_THERE = (Verdict.DEAD, Verdict.SOFT_DEAD, Verdict.UNSAFE)


class Shares(Struct, frozen=True):
    """What a text of then and a text of now have in common; None where it cannot be told."""

    likeness: float | None = None
    """Of all passages of both, those that both have."""
    kept: float | None = None
    """Of the passages of then, those that are there now."""
    old: float | None = None
    """Of the passages of now, those that were there then."""


def shares(then: str, now: str) -> Shares:
    """Compare two samples of passages."""
    return Shares(likeness(then, now), contained(then, now), contained(now, then))


def change(common: Shares) -> str:
    """Say what shares in common mean for a page: `same`, `changed`, `replaced` or `unknown`."""
    if common.likeness is None:
        return UNKNOWN
    if common.likeness >= ALIKE:
        return SAME
    # A story that grew keeps what it said; one that was cut says nothing else than before.
    return CHANGED if max(common.likeness, common.kept or 0.0, common.old or 0.0) >= KEPT else REPLACED


def carries(share: float | None, old: float | None = None) -> str:
    """Say whether a page carries a text of which it has this `share`; `old` is the share of the page in the text."""
    if share is None:
        return UNKNOWN
    if share >= CARRIED:
        return CARRIES
    return IN_PART if share >= CARRIED_IN_PART or (old or 0.0) >= TAKEN_FROM else NOT


def drift(lookup: Lookup, seen: Observation | None) -> Drift | None:
    """Say how far a page has moved from its capture.

    None if there is no capture, if nobody looked at the page, if it is gone (which is link rot, and told as such), or
    if it is a capture itself.
    """
    memento = lookup.memento
    if memento is None or seen is None or seen.captured_at is not None or seen.verdict in _NOT_THERE:
        return None
    if not seen.verdict.is_there:
        return Drift(lookup.url, lookup.at, UNKNOWN, memento, because=f"the page was not seen: {_seen(seen)}")
    common = shares(memento.passages, seen.passages)
    came_to = change(common)
    because = ""
    if came_to in (REPLACED, UNKNOWN):
        because = _no_comparison(memento.passages, seen.passages, "the capture", "the page")
    if came_to != SAME and not because and is_meant_to_change(lookup.url):
        because = "the page is one that shows something new every time"
    came_to = UNKNOWN if because else came_to
    return Drift(lookup.url, lookup.at, came_to, memento, common.likeness, because, kept=common.kept)


def carrying(document: Document, url: str, seen: Observation | None, lookup: Lookup | None) -> Carrying:
    """Say whether the page behind `url` carries the text of a document: live, else as it was captured.

    `lookup` is what the archives said of a capture near the date of the document; None if they are not asked at all.
    A page that has moved on since is no contradiction, so that a capture that carries more answers instead; and where
    the archives did not answer, or with a capture that cannot be compared, what the live page lacks proves nothing.
    """
    memento = lookup.memento if lookup is not None else None
    live = _carried_live(document, url, seen)
    captured = _carried_then(document, url, memento)
    live_share = live.share
    if live.carries == UNKNOWN or (memento is not None and _WORTH[captured.carries] > _WORTH[live.carries]):
        if captured.carries != UNKNOWN:
            return replace(captured, live_share=live_share)
        reasons = dict.fromkeys(filter(None, (live.because, captured.because or _no_capture(lookup))))
        return replace(live, because="; ".join(reasons))
    if live.carries == NOT and captured.carries == UNKNOWN and lookup is not None and lookup.result != Result.ABSENT:
        because = f"the page does not carry it today; {captured.because or _no_capture(lookup)}"
        return replace(live, carries=UNKNOWN, because=because)
    return live


def is_usurped(seen: Observation, memento: Memento) -> bool:
    """Tell whether somebody else has taken a page over: it is in a trade now, and has nothing of what it was."""
    if not seen.trade or not seen.verdict.is_there:
        return False
    common = shares(memento.passages, seen.passages)
    if common.likeness is None or max(common.likeness, common.kept or 0.0, common.old or 0.0) > NOTHING:
        return False
    # What was in the trade already has only changed, and so has what kept its title.
    terms = seen.trade.partition("(")[2].rstrip(")").split(", ")
    title = plain(memento.title)
    return not any(term and says(title, term) for term in terms) and not (
        telling_words(memento.title) & telling_words(seen.title)
    )


def is_meant_to_change(url: str) -> bool:
    """Tell whether an address names a page that shows something new every time: a front page, a list of news."""
    target = parse(url)
    return target is not None and is_renewed(target)


def _carried_live(document: Document, url: str, seen: Observation | None) -> Carrying:
    if seen is None or not seen.verdict.is_there:
        return Carrying(document.path, url, UNKNOWN, because=f"the page was not seen: {_seen(seen)}")
    where = Carrying(document.path, url, UNKNOWN, where=LIVE, captured_at=seen.captured_at)
    return _carried(where, document, seen.passages)


def _carried_then(document: Document, url: str, memento: Memento | None) -> Carrying:
    if memento is None:
        return Carrying(document.path, url, UNKNOWN)
    where = Carrying(document.path, url, UNKNOWN, where=memento.memento_url, captured_at=memento.captured_at)
    return _carried(where, document, memento.passages)


def _carried(so_far: Carrying, document: Document, page: str) -> Carrying:
    """Compare a document with a page."""
    share, old = contained(document.passages, page), contained(page, document.passages)
    came_to = carries(share, old)
    because = ""
    if came_to in (NOT, UNKNOWN):
        because = _no_comparison(document.passages, page, "the document", "the page")
        if not because and is_meant_to_change(so_far.url):
            because = "the page is one that shows something new every time"
    return replace(so_far, carries=UNKNOWN if because else came_to, share=share, because=because)


def _no_comparison(text: str, page: str, text_name: str, page_name: str) -> str:
    """Say why two texts cannot be compared, or why nothing follows from what they lack; empty if they can."""
    first, second = read(text), read(page)
    if first is None or second is None:
        return f"{text_name if first is None else page_name} has too little text that can be read"
    because = ""
    if second.passages <= LITTLE and first.passages >= MUCH * second.passages:
        because = f"{page_name} shows us hardly any text"
    elif first.language and second.language and first.language != second.language:
        because = f"{text_name} is in another language ({first.language}) than {page_name} ({second.language})"
    elif not comparable(first, second):
        because = OTHER_MEANS
    elif contained(text, page) is None:
        because = f"{text_name} is too short to be compared with so long a page"
    return because


def _seen(seen: Observation | None) -> str:
    return f"{seen.verdict} ({seen.reason})" if seen is not None else "not looked at"


def _no_capture(lookup: Lookup | None) -> str:
    if lookup is None:
        return "no archive was asked"
    return f"no capture: {lookup.result} ({lookup.reason})" if lookup.reason else f"no capture: {lookup.result}"
