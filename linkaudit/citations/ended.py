"""Services of the web that have ended: by the address of a page, which one it was on."""

from __future__ import annotations

from collections import defaultdict

from msgspec import Struct

from linkaudit import data
from linkaudit.citations import urls


class Ended(Struct, frozen=True):
    """A service that has ended."""

    name: str
    ended: str
    """The last day, month or year in which pages could be read there, as ISO 8601 writes it."""
    source: str = ""
    """The page that says so; empty if none was found: then the end is only generally reported."""
    left: str = ""
    """What was kept, or where it was moved to; empty if nothing is known to be left."""


class _Place(Struct, frozen=True):
    """Where pages of a service stood: at a host and below, or only below, in a path and below."""

    path: str
    below_only: bool
    service: Ended


def service_that_ended(name: str, url: str) -> Ended | None:
    """Find the service to which the page `url` at the host `name` belonged; None if it is of none that ended."""
    places, suffix = _places(), name
    while suffix:
        for place in places.get(suffix, ()):
            below = suffix not in (name, name.removeprefix("www."))
            if (below or not place.below_only) and _is_in(urls.path(url), place.path):
                return place.service
        suffix = suffix.partition(".")[2]
    return None


def is_front_page(name: str, url: str) -> bool:
    """Tell whether an address is that of the service itself rather than of a page that somebody put there."""
    here = urls.path(url).rstrip("/")
    places = _places().get(name.removeprefix("www."), ())
    return not urls.query(url) and any(here == place.path for place in places)


def _is_in(path: str, folder: str) -> bool:
    return not folder or path == folder or path.startswith(f"{folder}/")


@data.derived
def _places() -> dict[str, list[_Place]]:
    """Map the hosts of the list to the services that were there, those in a path of their own first."""
    found: defaultdict[str, list[_Place]] = defaultdict(list)
    for each in data.load("obsolete_hosts")["service"]:
        service = Ended(each["name"], each["ended"], each.get("source", ""), each.get("left", ""))
        for written in each["places"]:
            host, slash, path = written.partition("/")
            found[host.removeprefix(".")].append(_Place(slash + path, host.startswith("."), service))
    return {host: sorted(places, key=lambda place: -len(place.path)) for host, places in found.items()}
