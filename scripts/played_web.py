"""A web and an archive that are only played, for the report on the example: nothing of it is ever contacted.

The hosts of the example belong to nobody. What they answer, and what an archive has of them, is written down here.
"""

from __future__ import annotations

import re
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx

from linkaudit.web.client import Client

if TYPE_CHECKING:
    from collections.abc import AsyncIterator, Mapping

    from linkaudit.settings import Web
    from linkaudit.web.guard import Guard

_ARCHIVE = "web.archive.org"
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_PAGE = (
    "<html><head><title>{title}</title></head><body><h1>{title}</h1><p>"
    + "The boat leaves at eight. " * 60
    + "</p></body></html>"
)
_LOST = "<html><head><title>Page not found</title></head><body><h1>Page not found</h1><p>Sorry.</p></body></html>"

_FOR_SALE = (
    "<html><head><title>pilots.alda.example is for sale</title></head><body><h1>pilots.alda.example</h1>"
    "<p>This domain is for sale. Buy this domain. Related searches: ferry tickets, boat insurance.</p></body></html>"
)
_DIARY = (
    "<html><head><title>Diary of a passenger: the last crossing</title></head><body><h1>The last crossing</h1><p>We "
    "stood on the after deck and watched the eastern quay grow small. Nobody spoke until the island was behind us; "
    "then the old steward brought coffee, as he had done each morning for thirty years, and told us about the winter "
    "in which the sound froze over and the postman walked to Senn.</p></body></html>"
)
_CASINO = (
    "<html><head><title>Best online casino bonus: free spins and slots</title></head><body><h1>Online casino</h1><p>"
    "Play slots, poker and roulette with the best online casino bonus of the month. Claim free spins without a "
    "deposit, collect your jackpot and withdraw your winnings within minutes. Sports betting with live odds for all "
    "leagues.</p>"
    "</body></html>"
)


def _article(title: str, text: str) -> str:
    """Write a page with a menu, a text and a foot."""
    paragraphs = "".join(f"<p>{each}</p>" for each in text.split("\n\n"))
    return (
        f"<html><head><title>{title}</title></head><body><nav><a href=/>Start</a> <a href=/news>News</a></nav>"
        f"<article><h1>{title}</h1>{paragraphs}</article><footer>All rights reserved</footer></body></html>"
    )


def _copied(name: str) -> str:
    """Give the text of a document of the example: the page from which it was copied has it, too."""
    text = (Path(__file__).parent.parent / "examples" / name).read_text(encoding="utf-8")
    return _LINK.sub(r"\1", text.partition("Original url:")[0])


def _day_by_day(what: str, words: str) -> str:
    """Write a text that is long enough to be compared."""
    return "\n\n".join(
        f"On day {day} the {what} was noted {day * 3} times: {words}, {day + 7} feet." for day in range(40)
    )


# What the live web answers: status, where it leads, body. Everything else is there and well.
_LIVE = {
    "https://www.senn-ferry.example/timetable": (404, "", _LOST),
    "https://www.senn-ferry.example/fares": (200, "", _LOST),
    "https://museum.alda.example/ferry/1911": (410, "", _LOST),
    "https://harbour.alda.example/tides": (301, "https://harbour.alda.example/tides/2026", ""),
    "https://harbour.alda.example/news": (302, "https://harbour.alda.example/news/latest", ""),
    "https://www.harbourgazette.example/2018/07/12/last-ferry-to-senn-will-stop-in-autumn-a4711": (
        200,
        "",
        _article("Last Ferry to Senn Will Stop in Autumn", _copied("001-ferry-line.md")),
    ),
    "https://www.coastgazette.example/2018/07/12/pilots-of-port-alda-walk-out-before-council-talks-a47311": (
        200,
        "",
        _article("Pilots of Port Alda Walk Out Before Council Talks", _copied("pilots/2-gazette.md")),
    ),
    "https://www.aldaherald.example/news/pilots-walk-out": (404, "", _LOST),
    "https://harbour.alda.example/old/reef-by-heart": (404, "", _LOST),
    "https://herald.example/2018/07/21/bridge-opens": (
        200,
        "",
        _article("Bridge opens", _day_by_day("bridge", "carts and carriages over the narrows")),
    ),
    "https://harbour.alda.example/tides/2026": (
        200,
        "",
        _article("Notices to visitors", _day_by_day("visitor", "tickets, coffee and souvenirs at the new terminal")),
    ),
    "https://www.harbourgazette.example/2018/07/12/last-ferry-to-senn-will-stop-in-autumn": (
        301,
        "https://www.harbourgazette.example/2018/07/12/last-ferry-to-senn-will-stop-in-autumn-a4711",
        "",
    ),
    "https://harbour.alda.example/2018/07/10/notice.pdf": (403, "", "<html><title>Forbidden</title></html>"),
    "https://bit.ly/2ferry": (301, "https://harbour.alda.example/ferry", ""),
    "https://harbour.alda.example/pilot-book": (404, "", _LOST),
    "https://pilots.alda.example/station": (200, "", _FOR_SALE),
    "https://diary.senn.example/2018/07/last-crossing": (200, "", _CASINO),
    "https://www.senn-ferry.example/history/1911/fares": (302, "https://www.senn-ferry.example/", ""),
    **{
        f"https://harbour.alda.example/tables/{day}": (301, "https://harbour.alda.example/tables-of-the-week", "")
        for day in ("monday", "tuesday", "wednesday")
    },
}
# What was there until today.
_UNTIL_TODAY = {
    "https://harbour.alda.example/pilot-book": (200, "", _PAGE.format(title="Pilot book")),
    "https://diary.senn.example/2018/07/last-crossing": (200, "", _DIARY),
}
# Names that do not exist.
_NO_SUCH_HOST = {"harbour.alda.ogr", "tickets.alda.example", "www.geocities.com", "senn-ferry.page.link"}
# A server that takes connections and never answers, since today.
_SILENT = "lights.alda.example"
# What the archive has captured, and when.
_CAPTURES = {
    "https://www.senn-ferry.example/timetable": ("20180709101500", "20190301120000"),
    "https://museum.alda.example/ferry/1911": ("20080412093000", "20180601000000", "20210101000000"),
    "https://www.harbourgazette.example/2018/07/12/last-ferry-to-senn-will-stop-in-autumn-a4711": ("20180712081500",),
    "https://harbour.alda.example/tides": ("20171110080000",),
    "https://www.coastgazette.example/2018/07/12/pilots-of-port-alda-walk-out-before-council-talks-a47311": (
        "20180712093000",
    ),
    "https://www.aldaherald.example/news/pilots-walk-out": ("20180714060000",),
}
# What some captures show; of the others nobody needs to know.
_CAPTURED = {
    "https://harbour.alda.example/tides": _article("Tides", _day_by_day("tide", "low water in the harbour")),
    "https://www.aldaherald.example/news/pilots-walk-out": _article(
        "Pilots of Port Alda walk out before council talks", _copied("pilots/7-herald.md").rpartition("---\n")[2]
    ),
}
_HTML = {"Content-Type": "text/html; charset=utf-8"}
_WEEKDAY = "%a, %d %b %Y %H:%M:%S GMT"


@asynccontextmanager
async def connect(settings: Web, guard: Guard) -> AsyncIterator[Client]:
    """Give a client to whom the web and the archive are played as they are today."""
    yield Client(httpx.MockTransport(partial(_answer, {})), guard, settings)


@asynccontextmanager
async def connect_earlier(settings: Web, guard: Guard) -> AsyncIterator[Client]:
    """Give a client to whom they are played as they were before."""
    yield Client(httpx.MockTransport(partial(_answer, _UNTIL_TODAY)), guard, settings)


def _answer(then: Mapping[str, tuple[int, str, str]], request: httpx.Request) -> httpx.Response:
    """Answer a request as the web or the archive would; `then` is what was there in place of what is there today."""
    if request.url.host == _ARCHIVE:
        return _archived(str(request.url))
    if request.url.host in _NO_SUCH_HOST:
        reason = "no such host"
        raise httpx.ConnectError(reason, request=request) from _no_such_name(request.url.host)
    if request.url.host == _SILENT and not then:
        reason = "no answer in time"
        raise httpx.ReadTimeout(reason, request=request)
    url = str(request.url)
    page = (200, "", _PAGE.format(title=urlsplit(url).path.strip("/") or "Start"))
    status, location, body = {**_LIVE, **then}.get(url, page)
    return httpx.Response(status, headers={"Location": location} if location else _HTML, text=body)


def _no_such_name(host: str) -> OSError:
    import socket  # noqa: PLC0415 - only to make the error that a resolver would

    return socket.gaierror(socket.EAI_NONAME, f"Name or service not known: {host}")


def _archived(url: str) -> httpx.Response:
    """Answer as the Wayback Machine's playback does: the nearest capture by a redirect, then the capture itself."""
    stamp, _, original = url.partition("/web/")[2].partition("/")
    captures = _CAPTURES.get(original, ())
    if not captures:
        return httpx.Response(404, headers=_HTML, text="The Wayback Machine has not archived that URL.")
    digits = "".join(char for char in stamp if char.isdigit())
    moment = _moment(digits.ljust(14, "0")) if digits else datetime.now(UTC)
    nearest = min(captures, key=lambda each: abs(_moment(each) - moment))
    if digits == nearest:
        return httpx.Response(
            200, headers=_HTML | _memento_headers(original, nearest), text=_CAPTURED.get(original, "captured")
        )
    return httpx.Response(302, headers={"Location": f"https://{_ARCHIVE}/web/{nearest}id_/{original}"})


def _memento_headers(original: str, stamp: str) -> dict[str, str]:
    captures = _CAPTURES[original]
    links = [f'<{original}>; rel="original"']
    for relation, each in (("first memento", captures[0]), ("last memento", captures[-1])):
        links.append(_link(original, relation, each))
    index = captures.index(stamp)
    if index:
        links.append(_link(original, "prev memento", captures[index - 1]))
    if index + 1 < len(captures):
        links.append(_link(original, "next memento", captures[index + 1]))
    return {"Memento-Datetime": _moment(stamp).strftime(_WEEKDAY), "Link": ", ".join(links)}


def _link(original: str, relation: str, stamp: str) -> str:
    when = _moment(stamp).strftime(_WEEKDAY)
    return f'<https://{_ARCHIVE}/web/{stamp}/{original}>; rel="{relation}"; datetime="{when}"'


def _moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)
