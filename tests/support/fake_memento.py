"""A small archive that speaks the Memento protocol (RFC 7089), in each of the ways in which archives do."""

from __future__ import annotations

import re
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Literal

from support.fake_archive import Held, key_of
from support.loopback import LoopbackServer, Reply, Request
from support.wayback_shapes import distance, http_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Gate = Literal["redirect", "see-other", "names", "shows", "choices", "elsewhere", "canonical"]
LINK_FORMAT = "application/link-format"
STATUSES = {"redirect": 302, "see-other": 303}
PAGE = re.compile(r"^(\d+)/(.+)$")


@dataclass(slots=True)
class Ways:
    """How the archive does what it does."""

    gate: Gate = "redirect"
    stamped: bool = True
    """Whether the addresses of mementos tell their moments."""
    unchanged: bool = True
    """Whether mementos are played back as they were captured, with `id_`."""
    time_map: bool = True
    """Whether there is a TimeMap."""
    neighbours: bool = False
    """Whether mementos name those before and after them."""
    page: int = 0
    """Mementos on each page of the TimeMap; 0 for all on one."""
    dated_index: bool = True
    """Whether a TimeMap that is divided says from when to when each page goes."""
    backward: bool = False
    """Whether the TimeMap goes back in time."""
    odd_date: int = 0
    """The status with which the TimeGate refuses a date outside of what it holds; 0 if it does not."""


class FakeMemento(LoopbackServer):
    """Has its TimeGate at `/gate/`, its TimeMaps at `/map/`, its mementos at `/web/` or `/m/`."""

    def __init__(self, captures: dict[str, Iterable[Held]] | None = None, ways: Ways | None = None) -> None:
        super().__init__()
        held = captures or {}
        self.held = {key_of(url): sorted(each, key=lambda one: one.stamp) for url, each in held.items()}
        self.ways = ways or Ways()
        self.further: Sequence[str] = ()
        """Links that its TimeMaps have besides."""

    def answer(self, request: Request) -> Reply:
        kind, _, rest = request.target.removeprefix("/").partition("/")
        if kind == "gate":
            return self._gate(rest, request)
        if kind == "canonical":
            return self._gate(rest, request, canonical=True)
        if kind == "map":
            return self._map(rest)
        if kind in ("web", "m"):
            return self._memento(rest)
        return Reply(404, (), b"<html>no such service</html>")

    def place(self, stamp: str, url: str) -> str:
        """Give the URI-M of a capture."""
        number = sum(map(int, stamp))
        return f"{self.url}/web/{stamp}/{url}" if self.ways.stamped else f"{self.url}/m/{number}/{url}"

    def _gate(self, url: str, request: Request, *, canonical: bool = False) -> Reply:
        held = self.held.get(key_of(url))
        if not held:
            return Reply(404, (("Vary", "accept-datetime"),), b"<html>nothing of this page</html>")
        if not canonical and self.ways.gate in ("canonical", "elsewhere"):
            return self._led_on(url)
        wanted = request.headers.get("accept-datetime", "")
        stamp = f"{parsedate_to_datetime(wanted):%Y%m%d%H%M%S}" if wanted else "99991231235959"
        if self.ways.odd_date and wanted and not held[0].stamp <= stamp <= held[-1].stamp:
            return Reply(self.ways.odd_date, (("Link", ", ".join(self._services(url))),), b"no such date")
        nearest = min(held, key=lambda each: distance(each.stamp, stamp))
        place = self.place(nearest.stamp, url)
        services = self._services(url)
        gate = self.ways.gate
        if gate == "shows":
            return self._shown(nearest, url, (("Content-Location", place),))
        if gate in ("names", "choices"):
            links = [*services, self._link(nearest, url, "memento")]
            return Reply(200 if gate == "names" else 300, (("Link", ", ".join(links)),), b"<html>a frame</html>")
        return Reply(STATUSES.get(gate, 302), (("Location", place), ("Link", ", ".join(services))))

    def _led_on(self, url: str) -> Reply:
        place = f"{self.url}/canonical/{url}"
        if self.ways.gate == "canonical":
            return Reply(301, (("Location", place),))
        return Reply(200, (("Link", f'<{place}>; rel="timegate"'),), b"<html>the page</html>")

    def _memento(self, rest: str) -> Reply:
        name, _, url = rest.partition("/")
        stamp, flag = name.removesuffix("id_"), name.endswith("id_")
        held = self.held.get(key_of(url), ())
        found = [each for each in held if stamp in (each.stamp, str(sum(map(int, each.stamp))))]
        if not found or (flag and not self.ways.unchanged):
            return Reply(404, (), b"<html>no such memento</html>")
        return self._shown(found[0], url, ())

    def _shown(self, shown: Held, url: str, headers: tuple[tuple[str, str], ...]) -> Reply:
        held = self.held[key_of(url)]
        at = held.index(shown)
        links = [*self._services(url), self._link(shown, url, "memento")]
        if self.ways.neighbours:
            around = (("first", 0), ("prev", at - 1), ("next", at + 1), ("last", len(held) - 1))
            links += [self._link(held[to], url, f"{name} memento") for name, to in around if 0 <= to < len(held)]
        headers += (("Memento-Datetime", http_date(shown.stamp)), ("Content-Type", "text/html"))
        if shown.location:
            headers += (("Location", shown.location),)
        return Reply(shown.status, (*headers, ("Link", ", ".join(links))), shown.body.encode())

    def _map(self, rest: str) -> Reply:
        place = PAGE.match(rest)
        url, page = (place[2], int(place[1])) if place else (rest, 0)
        held = self.held.get(key_of(url), ())
        if not held or not self.ways.time_map:
            return Reply(404)
        held = held[::-1] if self.ways.backward else held
        links = [f'<{url}>; rel="original"', f'<{self.url}/map/{rest}>; rel="self"; type="{LINK_FORMAT}"']
        size = self.ways.page or len(held)
        pages = [held[at : at + size] for at in range(0, len(held), size)]
        if not self.ways.page or place:
            links += [self._link(each, url, "memento") for each in pages[page]]
        else:
            links += [self._page(number, each, url) for number, each in enumerate(pages)]
        return Reply(200, (("Content-Type", LINK_FORMAT),), ",\n".join([*links, *self.further]).encode())

    def _page(self, number: int, held: Sequence[Held], url: str) -> str:
        link = f'<{self.url}/map/{number}/{url}>; rel="timemap"; type="{LINK_FORMAT}"'
        ends = sorted((held[0].stamp, held[-1].stamp))
        if self.ways.dated_index:
            link += f'; from="{http_date(ends[0])}"; until="{http_date(ends[1])}"'
        return link

    def _services(self, url: str) -> list[str]:
        links = [f'<{url}>; rel="original"', f'<{self.url}/gate/{url}>; rel="timegate"']
        if self.ways.time_map:
            links.append(f'<{self.url}/map/{url}>; rel="timemap"; type="{LINK_FORMAT}"')
        return links

    def _link(self, held: Held, url: str, relation: str) -> str:
        return f'<{self.place(held.stamp, url)}>; rel="{relation}"; datetime="{http_date(held.stamp)}"'
