"""What stands between us and a page that people can read: bot protection, captchas, logins, paywalls, consent.

The marks are facts and live in `data/walls.toml`. A page of hundreds of words is no wall, whatever marks it bears: many
pages embed the widgets of their protection, and some are about them.
"""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from linkaudit import data
from linkaudit.web.judging.page import SHORT, SMALL, TINY, plain, plain_lists
from linkaudit.web.judging.phrases import Phrases
from linkaudit.web.target import is_under

if TYPE_CHECKING:
    from collections.abc import Iterator

    from linkaudit.web.exchange import Headers
    from linkaudit.web.judging.page import Page
    from linkaudit.web.target import Target


# Statuses by which protections turn visitors away. Not 404 and 410: behind the same protections, pages really go.
# 444, 456 and 493 are nginx's and hosters'; 566 and 567 are Tencent EdgeOne's.
REFUSING = frozenset({400, 401, 403, 405, 406, 409, 412, 418, 421, 428, 429, 430, 444, 456, 493, 503, 566, 567})

_LOST = frozenset({404, 410})
_CHALLENGES = frozenset({"bot-wall", "captcha"})

_TITLE_PIECE = re.compile(r"\s*[|\u2013\u2014\u2022\u00b7:\u00bb]\s*|\s+-\s+")

# Fields for which visitors prove themselves: what they write is what the page is for.
_TO_WRITE_INTO = re.compile(r"<textarea|<input(?![^>]*\stype\s*=\s*[\"']?(?:hidden|submit|button|image|checkbox))")
# A script by which a page that has nothing to read tries out whether cookies are kept, and asks for itself again.
_SETS_COOKIE = re.compile(r"document\.cookie\s*=")
_RELOADS = re.compile(
    r"location\.reload\(|location(?:\.href)?\s*=\s*(?:(?:window|document|self)\.)?location\b"
    r"|location\.replace\(\s*(?:(?:window|document|self)\.)?location\b"
)


class Wall(Struct, frozen=True):
    """A wall that was recognised, and by what."""

    reason: str
    """One of the reasons of the verdict `blocked`."""
    name: str
    mark: str


def find_wall(status: int, headers: Headers, page: Page) -> Wall | None:
    """Recognise a wall by its marks in one answer, the first of the list; None if there are none."""
    refused = status in REFUSING
    if not refused and page.words > SHORT and headers.keys().isdisjoint(_known().header_names):
        return None
    found = dict(_in_page(page, refused=refused))
    for name in _known().header_names.intersection(headers):
        for place, text in _known().headers[name]:
            if text in headers[name].lower():
                found[place] = f"header {name}"
    if refused:
        for place, wall in enumerate(_data()["wall"]):
            mark = _in_refusal(wall, status, headers, page)
            if mark:
                found.setdefault(place, mark)
    walls = _data()["wall"]
    standing = [place for place in found if _may_stand(status, walls[place]["reason"])]
    if not standing:
        return None
    first = min(standing)
    return Wall(walls[first]["reason"], walls[first]["name"], found[first])


def _may_stand(status: int, reason: str) -> bool:
    """Tell whether a wall of a kind answers with a status: only challenges hide behind "not found" and errors."""
    if status in _LOST or (status >= HTTPStatus.INTERNAL_SERVER_ERROR and status not in REFUSING):
        return reason in _CHALLENGES
    return True


def find_outage(status: int, page: Page) -> str:
    """Give what a page says that refuses everybody, since nothing is set up behind it; empty if it does not."""
    outages = _data()["outages"]
    if status not in outages["statuses"] or page.words > SHORT:
        return ""
    said = f"{page.title.lower()} {page.text}"
    return next((phrase for phrase in outages["texts"] if phrase in said), "")


def redirected_to(asked: Target, last: Target) -> Wall | None:
    """Recognise a redirect to a login, a consent page, a paywall or a captcha by where it leads; None if it is none.

    Nothing is concluded if the address that was asked for names such a page itself.
    """
    for reason, places in _data()["redirect"].items():
        mark = _place(last, places)
        if mark and not _place(asked, places):
            return Wall(reason, "a redirect", mark)
    return None


def asks_to_log_in(asked: Target, page: Page) -> str:
    """Give what shows that a page asks to log in instead of being what was asked for; empty if nothing does."""
    if page.words > SHORT or _place(asked, _data()["redirect"]["login-required"]):
        return ""
    login = _data()["login"]
    known = login["titles"] if page.password else login["required"]
    title = next((said for said in (page.title, page.heading) if not _pieces(said).isdisjoint(known)), "")
    if title and page.password:
        return f"a field for a password, title {title!r}"
    if not title and not (page.password and page.words <= 2 * SMALL):
        return ""
    text = next((phrase for phrase in login["texts"] if phrase in page.text), "")
    if not text:
        return ""
    return f"title {title!r}, text {text!r}" if title else f"a field for a password, text {text!r}"


def _pieces(said: str) -> set[str]:
    """Split a title into what stands between its bars and dashes, and itself."""
    return {piece.strip(" .!") for piece in (said.lower(), *_TITLE_PIECE.split(said.lower())) if piece}


def asks_for_proof(page: Page) -> str:
    """Give the mark of a captcha on a page that has hardly anything besides; empty if there is none, or more to do."""
    if not page.markup or page.words > SMALL or page.password or _TO_WRITE_INTO.search(page.markup):
        return ""
    mark = next((mark for mark in _data()["captcha"]["marks"] if mark in page.markup), "")
    return f"a captcha ({mark})" if mark else ""


def tries_cookies(page: Page) -> str:
    """Give what shows that an empty page tries out by script who asks, or sets a cookie so; empty if nothing does."""
    mark = next((mark for mark in _data()["empty"]["marks"] if mark in page.markup), "") if not page.words else ""
    if mark:
        return f"source {mark!r}"
    if page.words > TINY or not _SETS_COOKIE.search(page.markup) or not _RELOADS.search(page.markup):
        return ""
    return "a script that sets a cookie and loads the page anew"


def asks_to_pay(page: Page) -> str:
    """Give what shows that a page keeps its text for those who pay; empty if nothing does.

    That it says so to search engines is not enough: many that do send the whole text to everybody.
    """
    if not page.not_free or not page.words:
        return ""
    said = next((phrase for phrase in _offers() if phrase in page.offering), "")
    if said:
        return f"marked as not free, text {said!r}"
    return "marked as not free" if page.words <= SMALL else ""


def speaks_of_maintenance(page: Page) -> str:
    """Give the phrase by which a page says that it is away for a while; empty if it does not."""
    return _of_maintenance(f"{_above(page)} {page.text}", "phrases")


def is_in_maintenance(page: Page) -> str:
    """Give what shows that a page that answers with success is away for a while; empty if nothing does."""
    if not page.words or page.words > SMALL:
        return ""
    above, firm = _of_maintenance(_above(page), "phrases"), _of_maintenance(page.text, "firm")
    return f"{above!r} above {firm!r}" if above and firm else ""


def _above(page: Page) -> str:
    return f"{page.title.lower()} {page.heading.lower()}"


def _of_maintenance(text: str, kind: str) -> str:
    return next((phrase for phrase in _data()["maintenance"][kind] if phrase in text), "")


def _in_page(page: Page, *, refused: bool) -> Iterator[tuple[int, str]]:
    """Go through the marks of walls that a page bears on its face, each with the place of the wall in the list."""
    known = _known()
    slight = refused or page.words <= SMALL
    title = plain(page.title)
    titles = (
        {place for text, place in known.titles if title.startswith(text)}
        if title.startswith(known.any_title)
        else set()
    )
    # A page with room to write in is not there to be passed: what it says of robots is about the form.
    if (slight or titles) and (refused or "<textarea" not in page.markup):
        texts = {known.texts[text]: text for text in reversed(known.phrases.found(page.text, page.tokens))}
        if slight:
            yield from ((place, f"text {text!r}") for place, text in texts.items())
            yield from ((place, f"title {page.title!r}") for place in titles)
        else:
            yield from ((place, f"title {page.title!r}, text {texts[place]!r}") for place in titles & texts.keys())
    if page.markup:
        yield from ((place, f"source {mark!r}") for mark, place in known.marks if mark in page.markup)


def _in_refusal(wall: dict[str, Any], status: int, headers: Headers, page: Page) -> str:
    """Give the mark of a wall that an answer bears that refuses; empty if it bears none."""
    body = next((phrase for phrase in wall.get("bodies", ()) if phrase in page.text or phrase in page.markup), "")
    if body:
        return f"text {body!r}"
    refusals = wall.get("refusals", {}).items()
    mark = next((f"header {name}" for name, text in refusals if name in headers and text in headers[name].lower()), "")
    # Who stands in front of a server also passes its troubles on: that says nothing about a wall.
    if mark or status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return mark
    server = headers.get("server", "").lower()
    if server and server.startswith(tuple(wall.get("server", ()))):
        return f"server {server}"
    cookies = tuple(wall.get("cookies", ()))
    if not cookies:
        return ""
    names = (cookie.partition("=")[0].strip().lower() for cookie in headers.all("set-cookie"))
    return next((f"cookie {name}" for name in names if name.startswith(cookies)), "")


def _place(target: Target, places: dict[str, Any]) -> str:
    """Give the host or the part of the path that is among `places`; empty if none is."""
    label, _, rest = target.host.partition(".")
    if target.host in places["hosts"] or ("." in rest and label in places["hosts"]):
        return target.host
    if is_under(target.host, places["services"]):
        return target.host
    parts = [part for part in target.path.lower().split("/") if part]
    return target.path if any(part.partition(".")[0] in places["parts"] for part in parts[-2:]) else ""


@data.derived
def _data() -> dict[str, Any]:
    lists: dict[str, Any] = plain_lists(data.load("walls"))
    return lists


@data.derived
def _offers() -> tuple[str, ...]:
    """List what is said where a text goes on for those who pay."""
    walls = (wall.get("texts", ()) for wall in _data()["wall"] if wall["reason"] == "paywall")
    return (*(text for texts in walls for text in texts), *_data()["paywall"]["texts"])


class _Known(Struct, frozen=True):
    """What walls are recognised by, across all of them; each with the place of its wall in the list."""

    header_names: frozenset[str]
    headers: dict[str, list[tuple[int, str]]]
    any_title: tuple[str, ...]
    titles: tuple[tuple[str, int], ...]
    marks: tuple[tuple[str, int], ...]
    phrases: Phrases
    texts: dict[str, int]


@data.derived
def _known() -> _Known:
    headers: dict[str, list[tuple[int, str]]] = {}
    texts: dict[str, int] = {}
    titles, marks = [], []
    for place, wall in enumerate(_data()["wall"]):
        for name, text in wall.get("headers", {}).items():
            headers.setdefault(name, []).append((place, text))
        titles += [(text, place) for text in wall.get("titles", ())]
        marks += [(mark, place) for mark in wall.get("marks", ())]
        for text in wall.get("texts", ()):
            texts.setdefault(text, place)
    return _Known(
        frozenset(headers),
        headers,
        tuple(text for text, _ in titles),
        tuple(titles),
        tuple(marks),
        Phrases(texts),
        texts,
    )
