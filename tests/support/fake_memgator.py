"""A small MemGator: it asks archives for their TimeMaps and puts them together, in the shapes that MemGator has."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from support.loopback import LoopbackServer, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

MEMENTO = re.compile(r'<([^>]+)>; rel="[^"]*memento[^"]*"; datetime="([^"]+)"')
TIMEOUT = 20
GENERATOR = (("X-Generator", "MemGator:1.0-rc8"),)


class FakeMemGator(LoopbackServer):
    """Stands before the TimeMaps at `upstream`; `others` are further mementos, as (address, date).

    As MemGator does, it says nothing of archives that do not answer; without `gate` its TimeGate knows of nothing, as
    that of MemGator where archives redirect with 307.
    """

    def __init__(self, upstream: Sequence[str], others: Sequence[tuple[str, str]] = (), *, gate: bool = True) -> None:
        super().__init__()
        self.others = list(others)
        self.gate = gate
        self._upstream = upstream

    def answer(self, request: Request) -> Reply:
        for prefix, reply in (("/timegate/", self._gate), ("/timemap/link/", self._map)):
            if request.target.startswith(prefix):
                target = request.target.removeprefix(prefix)
                return reply(target, self._mementos(target), request)
        return Reply(400, (), b"Malformed request")

    def _gate(self, target: str, mementos: list[tuple[str, str]], request: Request) -> Reply:
        wanted = parsedate_to_datetime(request.headers["accept-datetime"])
        if not mementos or not self.gate:
            return Reply(404, GENERATOR, b"404 page not found\n")
        nearest = min(mementos, key=lambda each: abs(_moment(each) - wanted))
        links = [f'<{target}>; rel="original"', *_links([mementos[0], nearest, mementos[-1]])]
        links.append(f'<{self.url}/timemap/link/{target}>; rel="timemap"; type="application/link-format"')
        header = ("Link", ", ".join(links))
        return Reply(302, (("Location", nearest[0]), header, ("Vary", "accept-datetime")))

    def _map(self, target: str, mementos: list[tuple[str, str]], _: Request) -> Reply:
        if not mementos:
            return Reply(404, GENERATOR, b"404 page not found\n")
        own = f"http://memgator.test/timemap/link/{target}"
        links = [f'<{target}>; rel="original"', f'<{own}>; rel="self"; type="application/link-format"']
        links += [*_links(mementos), f'<{own}>; rel="timemap"; type="application/link-format"']
        links += [f'<{own.replace("/link/", "/json/")}>; rel="timemap"; type="application/json"']
        links += [f'<http://memgator.test/timegate/{target}>; rel="timegate"']
        return Reply(200, (("Content-Type", "application/link-format"),), ",\n".join(links).encode())

    def _mementos(self, target: str) -> list[tuple[str, str]]:
        found = list(self.others)
        opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        for base in self._upstream:
            try:
                with opener.open(f"{base}/timemap/link/{target}", timeout=TIMEOUT) as answer:
                    found += MEMENTO.findall(answer.read().decode())
            except urllib.error.HTTPError as error:
                error.close()
        return sorted(found, key=_moment)


def _moment(memento: tuple[str, str]) -> datetime:
    return parsedate_to_datetime(memento[1])


def _links(mementos: Sequence[tuple[str, str]]) -> list[str]:
    return [f'<{place}>; rel="memento"; datetime="{date}"' for place, date in mementos]
