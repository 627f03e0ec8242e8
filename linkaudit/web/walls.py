"""What stands between us and a page that people can read: bot protection, captchas, logins, paywalls, consent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from linkaudit import data
from linkaudit.web.soft404 import SMALL

if TYPE_CHECKING:
    from linkaudit.web.exchange import Headers
    from linkaudit.web.soft404 import Page
    from linkaudit.web.target import Target


# Statuses by which protections turn visitors away. Not 404 and 410: behind the same protections, pages really go.
REFUSING = frozenset({401, 403, 405, 406, 409, 412, 418, 421, 428, 429, 430, 456, 503})

_TITLE_PIECE = re.compile(r"\s*[|\u2013\u2014\u2022\u00b7:\u00bb]\s*|\s+-\s+")


class Wall(Struct, frozen=True):
    """A wall that was recognised, and by what."""

    reason: str
    """One of the reasons of the verdict `blocked`."""
    name: str
    mark: str


def find_wall(status: int, headers: Headers, page: Page) -> Wall | None:
    """Recognise a wall by its marks in one answer; None if there are none."""
    refused = status in REFUSING
    slight = refused or page.words <= SMALL
    if not slight and not any(name in headers for name in _header_names()):
        return None
    for wall in _data()["wall"]:
        mark = _mark(wall, headers, page, refused=refused, slight=slight)
        if mark:
            return Wall(wall["reason"], wall["name"], mark)
    return None


def redirected_to(asked: Target, last: Target) -> Wall | None:
    """Recognise a redirect to a login, a consent page, a paywall or a captcha by where it leads; None if it is none.

    Nothing is concluded if the address that was asked for names such a page itself.
    """
    for reason, places in _data()["redirect"].items():
        mark = _place(last, places)
        if mark and not _place(asked, places):
            return Wall(reason, "a redirect", mark)
    return None


def asks_to_log_in(asked: Target, page: Page) -> bool:
    """Tell whether a page asks for a password instead of being what was asked for."""
    if not page.password or _place(asked, _data()["redirect"]["login-required"]):
        return False
    titles = _data()["login"]["titles"]
    return any(
        piece.strip(" .!").lower() in titles
        for said in (page.title, page.heading)
        for piece in (said, *_TITLE_PIECE.split(said))
    )


def speaks_of_maintenance(page: Page) -> bool:
    """Tell whether a page says that it is away for a while."""
    text = f"{page.title.lower()} {page.heading.lower()} {page.text}"
    return any(phrase in text for phrase in _data()["maintenance"]["phrases"])


def _mark(wall: dict[str, Any], headers: Headers, page: Page, *, refused: bool, slight: bool) -> str:
    """Give the first mark of a wall that an answer bears; empty if it bears none."""
    for name, text in wall.get("headers", {}).items():
        if name in headers and text in headers[name].lower():
            return f"header {name}"
    if slight:
        title = page.title.lower()
        if title and title.startswith(tuple(wall.get("titles", ()))):
            return f"title {page.title!r}"
        phrases = (*wall.get("texts", ()), *(wall.get("bodies", ()) if refused else ()))
        found = next((phrase for phrase in phrases if phrase in page.text or phrase in page.markup), "")
        if found:
            return f"text {found!r}"
    if refused:
        server = headers.get("server", "").lower()
        if server and server.startswith(tuple(wall.get("server", ()))):
            return f"server {server}"
        cookies = tuple(wall.get("cookies", ()))
        names = (cookie.partition("=")[0].strip().lower() for cookie in headers.all("set-cookie"))
        found = next((name for name in names if cookies and name.startswith(cookies)), "")
        if found:
            return f"cookie {found}"
    return ""


def _place(target: Target, places: dict[str, Any]) -> str:
    """Give the host or the part of the path that is among `places`; empty if none is."""
    label, _, rest = target.host.partition(".")
    if target.host in places["hosts"] or ("." in rest and label in places["hosts"]):
        return target.host
    parts = [part for part in target.path.lower().split("/") if part]
    return target.path if any(part.partition(".")[0] in places["parts"] for part in parts[-2:]) else ""


@data.derived
def _data() -> dict[str, Any]:
    return data.load("walls")


@data.derived
def _header_names() -> frozenset[str]:
    return frozenset(name for wall in _data()["wall"] for name in wall.get("headers", {}))
