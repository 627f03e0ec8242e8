"""The archives that the settings name, opened: local ones first, each kind loaded only if it is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.archives.remote.wayback import INTERNET_ARCHIVE, Wayback
from linkaudit.archives.search import Searched

if TYPE_CHECKING:
    from collections.abc import Mapping

    from linkaudit.archives.asking.asker import Asker
    from linkaudit.archives.holdings import Holdings
    from linkaudit.archives.interface import Archive
    from linkaudit.settings import Archives

FILE = "file"


class Service(Struct, frozen=True):
    """One service of the settings, taken apart."""

    kind: str
    """`wayback`, `timegate`, `cdx`, `memgator` or `file`."""
    place: str
    """Its address, or a path."""


def services(settings: Archives) -> list[Service]:
    """List the archives that are to be asked, each once: those of one's own first, since they cost nothing."""
    named = list(dict.fromkeys(map(_taken_apart, settings.services)))
    return sorted(named, key=lambda service: service.kind != FILE)


def bases(settings: Archives) -> list[str]:
    """List the addresses of the archives that are asked over the network, each once."""
    return list(dict.fromkeys(service.place for service in services(settings) if service.kind != FILE))


def check_collections(settings: Archives) -> None:
    """Make sure that the local collections can be opened. Raises ConfigError."""
    for service in services(settings) if settings.enabled else ():
        if service.kind == FILE:
            from linkaudit.archives.local import open_local  # noqa: PLC0415 - few have collections of their own

            open_local(service.place)


def open_archives(
    asker: Asker, settings: Archives, *, extractor: str | None = None, passages: Mapping[str, int] | None = None
) -> list[Archive]:
    """Open the archives that the settings name, asked by `asker`; none if archives are switched off.

    `extractor` finds the main text of captured pages, if it is to be sampled; `passages` says of how many passages the
    sample for a URL is, if not of a few.
    """
    if not settings.enabled:
        return []
    return [
        Searched(open_holdings(each, asker), asker.clock, extractor=extractor, passages=passages or {})
        for each in services(settings)
    ]


def open_holdings(service: Service, asker: Asker) -> Holdings:
    """Open one archive."""
    if service.kind == FILE:
        from linkaudit.archives.local import open_local  # noqa: PLC0415 - few have collections of their own

        return open_local(service.place)
    if service.kind == "timegate":
        from linkaudit.archives.remote.memento import TimeGateArchive  # noqa: PLC0415 - likewise

        return TimeGateArchive(service.place, asker)
    if service.kind == "memgator":
        from linkaudit.archives.remote.memgator import MemGator  # noqa: PLC0415 - likewise

        return MemGator(service.place, asker)
    if service.kind == "cdx":
        from linkaudit.archives.remote.index_server import IndexServer  # noqa: PLC0415 - likewise

        return IndexServer(service.place, asker)
    return Wayback(service.place, asker)


def _taken_apart(service: str) -> Service:
    if service.startswith(f"{FILE}:"):
        return Service(FILE, service.removeprefix(f"{FILE}:"))
    kind, _, base = service.partition("+")
    return Service(kind, (base or INTERNET_ARCHIVE).rstrip("/"))
