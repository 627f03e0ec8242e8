"""A small archive with the Wayback Machine's URL shapes, in the process itself: captures are what a test says."""

from __future__ import annotations

import hashlib
from base64 import b32encode
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, unquote, urlsplit

from support.loopback import LoopbackServer, Reply, Request
from support.wayback_shapes import (
    AVAILABLE,
    CDX,
    PLAYBACK,
    as_json,
    availability,
    distance,
    http_date,
    memento_links,
    passes,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

BLOCKED_INDEX = (
    b"org.archive.util.io.RuntimeIOException: org.archive.wayback.exception.AdministrativeAccessControlException: "
    b"Blocked Site Error\n"
)
BLOCKED_PLAYBACK = b"<html><h1>Sorry.</h1><p>This URL has been excluded from the Wayback Machine.</p></html>"


@dataclass(frozen=True, slots=True)
class Held:
    """A capture that the fake archive holds. A revisit is listed without the status that its playback shows."""

    stamp: str
    status: int = 200
    body: str = "page"
    revisit: bool = False
    location: str = ""
    kind: str = "text/html"

    @property
    def digest(self) -> str:
        return b32encode(hashlib.sha1(self.body.encode(), usedforsecurity=False).digest()).decode()

    def row(self, url: str) -> str:
        mime, status = ("warc/revisit", "-") if self.revisit else (self.kind, str(self.status))
        return f"{key_of(url)} {self.stamp} {url} {mime} {status} {self.digest} 1234"


def key_of(url: str) -> str:
    """Fold what archives fold: scheme, `www.`, case of the host, a slash at the end, escapes."""
    parts = urlsplit(unquote(url))
    host = (parts.hostname or "").removeprefix("www.")
    query = f"?{parts.query}" if parts.query else ""
    return f"{','.join(reversed(host.split('.')))}){parts.path.rstrip('/') or '/'}{query}"


class FakeArchive(LoopbackServer):
    """Answers for the captures it holds.

    `links` gives the neighbours in a Link header, `relative` sends relative redirects, `see_other` is the status of
    the TimeGate's redirect, `blocked` withholds pages, `odd_rows` go into every listing as they are, `unplayable`
    stamps are listed but lead to their neighbour when asked for; without `filters` the index lists everything.
    """

    def __init__(self, captures: dict[str, Iterable[Held]] | None = None) -> None:
        super().__init__()
        self.held: dict[str, list[Held]] = {key_of(url): list(held) for url, held in (captures or {}).items()}
        self.links = True
        self.relative = False
        self.see_other = 302
        self.blocked: set[str] = set()
        self.odd_rows: Sequence[str] = ()
        self.unplayable: set[str] = set()
        self.filters = True
        self.base = ""

    def hold(self, url: str, *captures: Held) -> None:
        """Hold these captures of a page, too."""
        self.held.setdefault(key_of(url), []).extend(captures)

    def answer(self, request: Request) -> Reply:
        path, _, query = request.target.partition("?")
        if path == CDX:
            return self._index(parse_qs(query))
        if path == AVAILABLE:
            return self._available(parse_qs(query))
        place = PLAYBACK.match(request.target)
        return self._play(place[1].ljust(14, "0"), place[2] or "", place[3]) if place else Reply(404)

    def _play(self, stamp: str, flag: str, url: str) -> Reply:
        if key_of(url) in self.blocked:
            error = "AdministrativeAccessControlException: Blocked Site Error"
            return Reply(403, (("X-Archive-Wayback-Runtime-Error", error),), BLOCKED_PLAYBACK)
        playable = [each for each in self.held.get(key_of(url), ()) if each.stamp not in self.unplayable]
        if not playable:
            return Reply(404, (), b"<html>The Wayback Machine has not archived that URL.</html>")
        nearest = min(playable, key=lambda each: (distance(each.stamp, stamp), each.stamp))
        if nearest.stamp != stamp:
            place = f"/web/{nearest.stamp}{flag}/{url}"
            reason = ("X-Archive-Redirect-Reason", f"found capture at {nearest.stamp}")
            return Reply(self.see_other, (("Location", place if self.relative else self.base + place), reason))
        headers = [("Memento-Datetime", http_date(stamp)), ("Content-Type", nearest.kind)]
        if nearest.location:
            headers.append(("Location", f"{self.base}/web/{stamp}{flag}/{nearest.location}"))
        if self.links:
            stamps = [each.stamp for each in playable]
            headers.append(("Link", memento_links(self.base, url, stamps, stamp)))
        return Reply(nearest.status, tuple(headers), nearest.body.encode())

    def _index(self, query: dict[str, list[str]]) -> Reply:
        url = query["url"][0]
        if key_of(url) in self.blocked:
            return Reply(403, (), BLOCKED_INDEX)
        rows = [each.row(url) for each in self.held.get(key_of(url), ())]
        if self.filters:
            rows = [row for row in rows if all(passes(row, rule) for rule in query.get("filter", ()))]
        first, last = query.get("from", [""])[0], query.get("to", [""])[0]
        rows = [row for row in rows if first <= _stamp(row) and (not last or _stamp(row)[: len(last)] <= last)]
        rows.sort(key=_stamp)
        if query.get("sort") == ["closest"]:
            rows.sort(key=lambda row: distance(_stamp(row), query["closest"][0]))
        rows = [*self.odd_rows, *rows][: int(query.get("limit", ["25000"])[0])]
        if query.get("output") == ["json"]:
            return Reply(200, (("Content-Type", "application/json"),), as_json(rows))
        return Reply(200, (("Content-Type", "text/plain"),), "".join(f"{row}\n" for row in rows).encode())

    def _available(self, query: dict[str, list[str]]) -> Reply:
        url, stamp = query["url"][0], query.get("timestamp", ["99991231000000"])[0].ljust(14, "0")
        held = sorted(self.held.get(key_of(url), ()), key=lambda each: distance(each.stamp, stamp))
        nearest, status = (held[0].stamp, str(held[0].status)) if held else ("", "")
        return Reply(200, (("Content-Type", "application/json"),), availability(url, nearest, status, self.base))

    def __enter__(self) -> FakeArchive:  # noqa: PYI034 - nobody inherits from it
        super().__enter__()
        self.base = self.url
        return self


def _stamp(row: str) -> str:
    return row.split(" ")[1]
