"""The Wayback Machine's URL shapes on top of a pywb collection named `web`.

pywb differs in the names of its CDX columns, in how filters match (a revisit has no status there), in `limit=-1` and in
its JSON; playback differs in the redirect's status. What passes here is what unmodified waybackpy and linkaudit ask the
Internet Archive for.
"""

from __future__ import annotations

import http.client
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from support.loopback import LoopbackServer, Reply, Request
from support.wayback_shapes import AVAILABLE, CDX, PLAYBACK, as_json, availability, memento_links, passes

FIELDS = "urlkey,timestamp,url,mime,status,digest,length"
PASSED = ("url", "closest", "sort", "from", "to", "matchType")
DROPPED = frozenset({"connection", "transfer-encoding", "content-length", "date", "server", "link"})
UPSTREAM_TIMEOUT = 20
TEMPORARY_REDIRECT = 307
FOUND = 302


class WaybackFacade(LoopbackServer):
    """Stands before the pywb at `upstream`; with `links` captures name their neighbours."""

    def __init__(self, upstream: str, *, links: bool = True) -> None:
        super().__init__()
        self.links = links
        self._upstream = urlsplit(upstream).netloc

    def answer(self, request: Request) -> Reply:
        path, _, query = request.target.partition("?")
        if path == CDX:
            return self._index(parse_qs(query))
        if path == AVAILABLE:
            return self._available(parse_qs(query))
        return self._playback(request) if path.startswith("/web/") else Reply(404)

    def _playback(self, request: Request) -> Reply:
        reply = self._fetch(request.method, request.target)
        headers = [(name, value) for name, value in reply.headers if name.lower() not in DROPPED]
        names = {name.lower() for name, _ in headers}
        place = PLAYBACK.match(request.target)
        if place and self.links and "memento-datetime" in names:
            stamps = sorted({row.split(" ")[1] for row in self._rows([("url", unquote(place[3]))])})
            headers.append(("Link", memento_links(self.url, place[3], stamps, place[1])))
        own_redirect = reply.status == TEMPORARY_REDIRECT and "memento-datetime" not in names
        return Reply(FOUND if own_redirect else reply.status, tuple(headers), reply.body)

    def _index(self, query: dict[str, list[str]]) -> Reply:
        if "url" not in query:
            return Reply(400, (), b"url is missing")
        asked = [(name, query[name][0]) for name in PASSED if name in query]
        limit = int(query.get("limit", ["25000"])[0])
        rows = [row for row in self._rows(asked) if all(passes(row, rule) for rule in query.get("filter", ()))]
        rows = rows[:limit] if limit >= 0 else rows[limit:]
        if query.get("output") == ["json"]:
            return Reply(200, (("Content-Type", "application/json"),), as_json(rows))
        return Reply(200, (("Content-Type", "text/plain"),), "".join(f"{row}\n" for row in rows).encode())

    def _available(self, query: dict[str, list[str]]) -> Reply:
        url, stamp = query["url"][0], query.get("timestamp", ["99991231000000"])[0]
        rows = self._rows([("url", url), ("closest", stamp), ("sort", "closest")])
        rows = [row for row in rows if passes(row, "!statuscode:[345]..")]
        nearest, status = rows[0].split(" ")[1:5:3] if rows else ("", "")
        return Reply(200, (("Content-Type", "application/json"),), availability(url, nearest, status, self.url))

    def _rows(self, asked: list[tuple[str, str]]) -> list[str]:
        query = urlencode([*asked, ("output", "text"), ("fl", FIELDS)])
        return self._fetch("GET", f"/web/cdx?{query}").body.decode().splitlines()

    def _fetch(self, method: str, target: str) -> Reply:
        # pywb makes redirects from the Host that it is asked for, so they lead back here.
        connection = http.client.HTTPConnection(self._upstream, timeout=UPSTREAM_TIMEOUT)
        try:
            connection.request(method, target, headers={"Host": urlsplit(self.url).netloc})
            response = connection.getresponse()
            return Reply(response.status, tuple(response.getheaders()), response.read())
        finally:
            connection.close()
