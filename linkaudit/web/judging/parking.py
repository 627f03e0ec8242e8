"""Domains that are parked, for sale or only registered: their pages are about the name, not about anything else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from linkaudit import data
from linkaudit.web.judging.page import plain_lists
from linkaudit.web.judging.phrases import Phrases
from linkaudit.web.target import is_under

if TYPE_CHECKING:
    from linkaudit.web.judging.page import Page
    from linkaudit.web.target import Target

# Words of a parked page of any kind; they list some advertisements.
PARKED = 250

# Words below which a page with the scripts of a parking service has nothing else.
_NOTHING = 3


def parked(page: Page, target: Target, asked: Target) -> tuple[str, ...]:
    """Give the signs by which a page is a parked domain's, if there are enough of them; else nothing.

    `target` is where it was found, `asked` what was asked for.
    """
    lists = _data()
    if is_under(asked.host, lists["hosts"]):
        return ()
    if is_under(target.host, lists["hosts"]):
        return ("redirected to another host", f"host {target.host}")
    if page.words > PARKED or not (page.words or page.markup):
        return ()
    title = page.title.lower()
    hosts = {target.host.removeprefix("www."), asked.host.removeprefix("www.")}
    said = f"{title} {page.text}"
    text = next(filter(None, (_offer(host, said) for host in sorted(hosts))), "") or _phrases().first(
        said, page.tokens.union(title.split())
    )
    # The name of the domain as title or heading, as parking pages put it: a site says what it is about.
    named = next((host for host in sorted(hosts) if host == page.heading.lower() or host in title), "")
    beside = text or next((phrase for phrase in lists["hints"] if phrase in said), "")
    mark = ""
    if beside or named or page.words <= _NOTHING:
        mark = next((mark for mark in lists["marks"] if mark in page.markup), "")
    if mark:
        text = beside
    signs = [f"{kind} {found!r}" for kind, found in (("source", mark), ("text", text), ("title", named)) if found]
    if mark and page.words <= _NOTHING:
        signs.append("nothing else")
    return (*signs, f"{page.words} words") if len(signs) > 1 else ()


def _offer(host: str, said: str) -> str:
    """Give the name of a domain with the offer behind it; empty if there is none."""
    if host not in said:
        return ""
    return next((f"{host} {offer}" for offer in _data()["offers"] if f"{host} {offer}" in said), "")


def for_sale(page: Page) -> str:
    """Give what a page says as parked ones do, one sign and no more; empty if it does not."""
    if page.words > PARKED:
        return ""
    title = page.title.lower()
    text = _phrases().first(f"{title} {page.text}", page.tokens.union(title.split()))
    return f"text {text!r}" if text else ""


@data.derived
def _phrases() -> Phrases:
    return Phrases(_data()["phrases"])


@data.derived
def _data() -> dict[str, Any]:
    parking: dict[str, Any] = plain_lists(data.load("soft404")["parking"])
    return parking
