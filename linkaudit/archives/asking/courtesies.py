"""The courtesy that is owed to each archive: one for each host, in the whole process and between processes."""

from __future__ import annotations

import asyncio
import time
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from linkaudit import data
from linkaudit.archives.asking.budget import Budget
from linkaudit.archives.asking.courtesy import Courtesy
from linkaudit.archives.asking.tally import Tally
from linkaudit.own_files import state_folder

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from linkaudit.settings import Archives


def shared_folder() -> Path:
    """Name the folder in which the runs of a user tell each other of archives."""
    return state_folder() / "courtesy"


class Courtesies:
    """Gives the courtesy for each host, always the same for one; all share the budget.

    With a `folder`, other runs that are given the same one count as the same client. `clock` gives seconds that never
    go back, `sleep` waits for so many of them, `wall` gives seconds since the epoch.
    """

    def __init__(
        self,
        settings: Archives,
        *,
        folder: Path | None = None,
        clock: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        wall: Callable[[], float] = time.time,
        tell: Callable[[str], None] = lambda _: None,
    ) -> None:
        """Take the limits from the settings; the time that is allowed begins now. `tell` is told of long waits."""
        self.budget = Budget(settings.budget, clock)
        self.by_host: dict[str, Courtesy] = {}
        """The courtesies that were needed so far."""
        self._settings = settings
        self._folder = folder
        self._clock = clock
        self._sleep = sleep
        self._wall = wall
        self._tell = tell

    def of(self, host: str) -> Courtesy:
        """Give the courtesy for a host, which may have a port."""
        host = host.lower().removesuffix(":443").removesuffix(":80")
        if host not in self.by_host:
            own, settings = _own_limits(host.partition(":")[0]), self._settings
            self.by_host[host] = Courtesy(
                playback_per_minute=min(settings.playback_per_minute, own.get("playback-per-minute", float("inf"))),
                index_per_minute=min(settings.index_per_minute, own.get("index-per-minute", float("inf"))),
                save_per_minute=settings.save_per_minute,
                own=_on_this_machine(host),
                budget=self.budget,
                tally=Tally(self._folder, host, self._wall) if self._folder else None,
                tell=lambda seconds: self._tell(f"{host} refused, and is asked no more for {seconds:.0f} seconds"),
                clock=self._clock,
                sleep=self._sleep,
            )
        return self.by_host[host]


def _on_this_machine(host: str) -> bool:
    """Tell whether a host, which may have a port, is this machine by definition."""
    from linkaudit.web.guard import is_localhost  # noqa: PLC0415 - what names archives needs no more of the web

    name = urlsplit(f"//{host}").hostname or ""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return is_localhost(name)


@data.derived
def _own_limits(name: str) -> dict[str, Any]:
    """Give the limits of an archive that bears less than others; none for most."""
    for archive in data.load("courtesy")["archive"]:
        if any(name == host or name.endswith(f".{host}") for host in archive["hosts"]):
            return dict(archive)
    return {}
