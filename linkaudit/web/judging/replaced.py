"""Pages that say something else altogether than at an earlier look: domains that were taken over, addresses used anew.

A page that merely changed is the same page. What an earlier look has left is a sketch of the text and the title; only
where both have nothing in common with what is there now, or where nothing of the text is left and the site has become
somebody else's, it is another page. Front pages and lists of what is new are meant to change: these need both.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from typing import TYPE_CHECKING, Any

from linkaudit import data
from linkaudit.web.judging.landing import is_front_page
from linkaudit.web.judging.likeness import likeness
from linkaudit.web.judging.page import Page, plain
from linkaudit.web.target import parse

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.models import Observation
    from linkaudit.web.target import Target

# The share of a text that is left, at the most, where it is another one. Two articles of one site share their frame
# and so a fifth or more; two of different sites a few pairs of common words.
_NOTHING_LEFT = 0.05

# The same for a page whose new words are those of a trade: that the frame of the site is still around them shows only
# that it was broken into. Not for shops, whose pages change.
_FRAME_LEFT = 0.3
_SHOPPING = "shopping"

_WORD = re.compile(r"[^\W_]+")
_LETTER = re.compile(r"[^\W\d_]")

# Words that any title may have are no trace of an older one.
_SHORT_WORD = 3


def replaced(
    before: Observation | None, asked: Target, last: Target, page: Page, same_site: Callable[[str, str], bool]
) -> tuple[str, ...]:
    """Give the signs that a page is another than at an earlier look, if there are two; else nothing."""
    if before is None or not before.verdict.is_there:
        return ()
    left = likeness(before.sketch, page.sketch)
    if left is None or left > _FRAME_LEFT:
        return ()
    trade, title = trade_of(page, before.title), _of_title(before, page, last)
    if left > _NOTHING_LEFT and (not trade or trade.startswith(_SHOPPING)):
        return ()
    # What is meant to change does so; only who else has taken the name over changes all of it, and sells something.
    if is_renewed(asked) and not (trade and title):
        return ()
    signs = [sign for sign in (trade, title, _of_host(before, page, last, same_site)) if sign]
    if not signs:
        return ()
    return (f"{left:.0%} of the text of {before.checked_at:%Y-%m-%d} is left", *signs)


def is_renewed(asked: Target) -> bool:
    """Tell whether an address names a page that is meant to show something new: a front page, a list of news."""
    if is_front_page(asked):
        return True
    parts = [part for part in asked.path.lower().split("/") if part]
    return bool(parts) and parts[-1].partition(".")[0] in _renewed()


def trade_of(page: Page, before: str = "") -> str:
    """Name the trade of those who buy expired domains, if a page is in it; not if its title `before` spoke of it."""
    # The text of a long page is kept only in part, which is enough: who sells something says so at once.
    now = f" {' '.join(_WORD.findall(plain(f'{page.title} {page.heading} {page.beginning[:2000]}')))} "
    then = f" {' '.join(_WORD.findall(plain(before)))} "
    for trade, terms in _trades().items():
        found = [term for term in terms if says(now, term)]
        if (
            found
            and not any(says(then, term) for term in terms)
            and (len(found) > 1 or says(plain(page.title), found[0]))
        ):
            return f"{trade} ({', '.join(found[:3])})"
    return ""


def says(text: str, term: str) -> bool:
    """Tell whether a text, in lower case, has a term of a trade in it."""
    # Scripts that are written without spaces have no ends of words.
    return term in text and (not (term.isascii() or " " in term) or f" {term} " in f" {text} ")


def _of_title(before: Observation, page: Page, last: Target) -> str:
    """Say that the title has nothing in common with the old one, nor both with the name of the site."""
    old, new = telling_words(before.title), telling_words(page.title)
    if not old or not new or old & new:
        return ""
    # A page in another language keeps the name of its site, mostly; if neither names it, that cannot be told.
    if _script(before.title) != _script(page.title) and telling_words(last.host.replace(".", " ")) & new:
        return ""
    return f"title {page.title!r} instead of {before.title!r}"


def _of_host(before: Observation, page: Page, last: Target, same_site: Callable[[str, str], bool]) -> str:
    """Say that it is at another site now; a page that took its title along has only moved."""
    was = parse(before.final_url) if before.final_url else None
    if (
        was is None
        or not was.host
        or same_site(was.host, last.host)
        or telling_words(before.title) & telling_words(page.title)
    ):
        return ""
    return f"at {last.host} instead of {was.host}"


def telling_words(text: str) -> set[str]:
    """List the words of a title by which it can be told from another: the short ones only if it has no others."""
    words = _WORD.findall(plain(text))
    return {word for word in words if len(word) > _SHORT_WORD or not word.isascii()} or set(words)


def _script(text: str) -> str:
    """Name the script of most letters of a text as Unicode does: LATIN, CYRILLIC, CJK."""
    scripts = Counter(unicodedata.name(letter, "").partition(" ")[0] for letter in _LETTER.findall(text))
    return scripts.most_common(1)[0][0] if scripts else ""


@data.derived
def _trades() -> dict[str, tuple[str, ...]]:
    terms: dict[str, Any] = data.load("usurped")["terms"]
    return {trade: tuple(words) for trade, words in terms.items() if isinstance(words, list)}


@data.derived
def _renewed() -> frozenset[str]:
    return frozenset(data.load("usurped")["renewed"]["parts"])
