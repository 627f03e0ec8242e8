"""Where a redirect led: to the page under another address, or to something that only stands in for it.

What keeps a trace of the address that was asked for (a part of its name, a number) is taken for the page. So is what
carries the way back, which is a door and no end.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote, unquote_plus

from msgspec import Struct

from linkaudit import data
from linkaudit.web.judging.page import SHORT
from linkaudit.web.soft404 import error_address, error_part, is_ambiguous, says_not_found

if TYPE_CHECKING:
    from collections.abc import Callable

    from linkaudit.web.judging.page import Page
    from linkaudit.web.target import Target

# Front pages by other names: a redirect from one of them to `/` loses nothing.
_FRONT_PAGE = re.compile(r"/(?:(?:index|default|home|homepage|start|main|welcome)(?:\.\w{2,5})?/?)?", re.IGNORECASE)
# Those of single languages: `/de/`, `/pt-br/index.html`.
_LANGUAGE = re.compile(
    r"/[a-z]{2}(?:[-_](?:[a-z]{2}|hans|hant|latn|cyrl))?/?(?:(?:index|default|home)(?:\.\w{2,5})?/?)?", re.IGNORECASE
)
# Those that are nothing else.
_ROOT = re.compile(r"/(?:(?:index|default|home|homepage)(?:\.\w{2,5})?/?)?", re.IGNORECASE)

# Last parts of a path that say how a page is shown, not which.
_VIEWS = frozenset(
    {"index", "default", "print", "amp", "html", "full", "comments", "feed", "share", "mobile", "all", "single", "pdf"}
)
_NAME = re.compile(r"[^\W\d_]{4,}|\d{3,}")
# So many words make a name that a page hardly fails to mention; of each so many letters, for other endings.
_SEVERAL = 2
_STEM = 5
_SUFFIX = re.compile(r"\.\w{1,5}$")


class Landing(Struct, frozen=True):
    """A place that stands in for a page."""

    kind: str
    """`front page`, `language` (its front page), `error page`, `search`, `above` (fewer steps down) or `elsewhere`."""
    reason: str
    """The reason of the verdict, if it is one."""
    words: str
    certain: bool = False
    """Whether two things show that the page is not there: what was asked for, and what is in its place."""


def is_front_page(target: Target) -> bool:
    """Tell whether an address names the front page of a site or of one of its languages."""
    return (_FRONT_PAGE.fullmatch(target.path) or _LANGUAGE.fullmatch(target.path)) is not None


def landing(asked: Target, last: Target, page: Page, same_site: Callable[[str, str], bool]) -> Landing | None:
    """Say what stands in for a page; None if nothing shows that it is not the page itself."""
    if last.url == asked.url:
        return None
    return _error_page(asked, last, page) or _search(asked, last) or _other_place(asked, last, same_site)


def silent_on(asked: Target, page: Page) -> tuple[str, ...]:
    """List the words by which an address names its page, if there are several and the page begins with none of them."""
    parts = [_SUFFIX.sub("", part) for part in unquote(asked.path.lower()).split("/") if part]
    words = tuple(dict.fromkeys(word for word in _NAME.findall(parts[-1]) if word.isalpha())) if parts else ()
    if len(words) < _SEVERAL or not page.words:
        return ()
    said = f"{page.title} {page.heading} {page.beginning}".lower()
    return () if any(word[:_STEM] in said for word in words) else words


def _error_page(asked: Target, last: Target, page: Page) -> Landing | None:
    address = error_address(last)
    if not address or error_address(asked):
        return None
    # `/status/404` is a page of its own; `/errors/404.html`, and what says so itself, stands in for others.
    nothing_else = all(error_part(part) for part in last.path.split("/") if part)
    said = says_not_found(page.title) or says_not_found(page.heading)
    usual = not is_ambiguous(address) or bool(last.query) or page.words <= SHORT
    certain = said or (usual and (nothing_else or bool(last.query)))
    return Landing(
        "error page", "redirect-to-error", f"redirected to {last.url}, which names an error page ({address})", certain
    )


def _search(asked: Target, last: Target) -> Landing | None:
    """Recognise the site's own search; that it is for what was asked shows that it stands in for it."""
    if not _is_search(last) or _is_search(asked):
        return None
    if not set(asked.path.lower().split("/")).isdisjoint(_lists()["lists"]):
        return None
    wanted = unquote_plus(last.query).lower()
    # A number is an address by which catalogues look things up.
    found = next((name for name in _names(asked) if name in wanted and name.isalpha()), "")
    words = f"redirected to {last.url}, a search"
    return Landing("search", "redirect-to-error", f"{words} for {found!r}" if found else words, bool(found))


def _is_search(target: Target) -> bool:
    lists = _lists()
    parts = [part for part in unquote(target.path.lower()).split("/") if part]
    if parts and _SUFFIX.sub("", parts[-1]) in lists["parts"]:
        return True
    keys = {pair.partition("=")[0] for pair in target.query.lower().lstrip("?").split("&")}
    return _ROOT.fullmatch(target.path) is not None and not keys.isdisjoint(lists["keys"])


def _other_place(asked: Target, last: Target, same_site: Callable[[str, str], bool]) -> Landing | None:
    parts = [part for part in asked.path.lower().split("/") if part]
    if not parts or is_front_page(asked) or _is_door(asked, last) or _keeps_trace(asked, last, parts):
        return None
    # A single short part that leads to another site is what shorteners and vanity addresses are made of.
    if not same_site(asked.host, last.host) and len(parts) == 1 and "." not in parts[0]:
        return None
    if _FRONT_PAGE.fullmatch(last.path):
        certain = _ROOT.fullmatch(last.path) is not None
        return Landing("front page", "redirect-to-root", f"redirected to {last.url}, the front page", certain)
    # Some sites send whoever comes first to the front page of a language, and let them through from there.
    if _LANGUAGE.fullmatch(last.path):
        return Landing("language", "redirect-to-root", f"redirected to {last.url}, the front page of a language")
    kind = "above" if last.path.strip("/").count("/") < len(parts) - 1 else "elsewhere"
    return Landing(kind, "soft-404", f"redirected to {last.url}, without a trace of {asked.path}")


def _is_door(asked: Target, last: Target) -> bool:
    """Tell whether an address carries the way back to the one that was asked for."""
    query = last.query.lower()
    path = asked.path.lower()
    return len(path) > 1 and bool(query) and (path in query or quote(path, safe="").lower() in query)


def _keeps_trace(asked: Target, last: Target, parts: list[str]) -> bool:
    # `example.org/docs` has become `docs.example.org`: the page is the front page now.
    if set(parts) & set(last.host.split(".")[:-1]):
        return True
    there = unquote(last.path + last.fragment).lower()
    # What was a part of the site has become a site.
    if last.host != asked.host and any(name in last.host and name not in asked.host for name in _names(asked)):
        return True
    name = _SUFFIX.sub("", unquote(parts[-1]))
    if name not in _VIEWS and name in re.split(r"[/#.]", there):
        return True
    query = unquote(last.query).lower()
    return any(each in there or each in query for each in _names(asked))


def _names(asked: Target) -> list[str]:
    """List the words and numbers by which an address names its page: those of its last part that says which."""
    parts = [_SUFFIX.sub("", part) for part in unquote(asked.path.lower()).split("/") if part]
    telling = next((part for part in reversed(parts) if part not in _VIEWS), "")
    return _NAME.findall(telling) + _NAME.findall(unquote_plus(asked.query.lower()))


@data.derived
def _lists() -> dict[str, Any]:
    search: dict[str, Any] = data.load("soft404")["search"]
    return search
