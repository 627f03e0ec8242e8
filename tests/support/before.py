"""Stands before a real archive, hands on what is asked, records it, and misbehaves where it is told to."""

from __future__ import annotations

import http.client
from urllib.parse import urlsplit

from support.loopback import LoopbackServer, Reply, Request

DROPPED = frozenset({"connection", "transfer-encoding", "content-length", "date", "server"})
TIMEOUT = 20


class Before(LoopbackServer):
    """Hands requests on to `upstream`, under its own name."""

    def __init__(self, upstream: str) -> None:
        super().__init__()
        self._upstream = urlsplit(upstream).netloc

    def answer(self, request: Request) -> Reply:
        connection = http.client.HTTPConnection(self._upstream, timeout=TIMEOUT)
        headers = {
            name: value for name, value in request.headers.items() if name not in ("connection", "accept-encoding")
        }
        try:
            # Archives make addresses from the Host that they are asked for, so they lead back here.
            connection.request(request.method, request.target, headers=headers | {"host": urlsplit(self.url).netloc})
            response = connection.getresponse()
            kept = tuple((name, value) for name, value in response.getheaders() if name.lower() not in DROPPED)
            return Reply(response.status, kept, response.read())
        finally:
            connection.close()
