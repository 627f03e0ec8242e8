"""What the looks of one run show only together: a host that is down, pages that all end in the same place."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit import data
from linkaudit.citations import urls
from linkaudit.models import Location, Observation, Verdict
from linkaudit.patterns import Pattern

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from linkaudit.models import Document

# Failures of a host, or of the way to it; what a server says of one page says nothing about the others.
_OF_THE_HOST = {
    "dns-failure",
    "refused",
    "timeout",
    "connection-closed",
    "tls-invalid",
    "server-error",
    "invalid-response",
    "truncated-body",
}
# A host is down when four of five links fail; fewer links than five show no pattern.
ENOUGH_LINKS = 5
_SHARE = 0.8
# So many pages that end in one place were given up together (Link Rot Bestiary).
ENOUGH_PAGES = 3
# Places of an outage that are listed; all of them are found under their documents.
_PLACES_SHOWN = 20
# What a path may end in without naming another page.
_INDEX = Pattern(r"(?:/(?:index|default|home)(?:\.\w{2,5})?)?/?$", re.IGNORECASE)


class Outage(Struct, frozen=True):
    """A host on which nearly every link failed in one run."""

    host: str
    origin: str
    """The address of its front page."""
    failed: int
    looked: int
    reasons: tuple[str, ...]
    places: tuple[Location, ...]
    """Where links to it stand, in the order of the documents; no more than a few."""


def host_of(url: str) -> str:
    """Name the server of a URL: its host, with the port if it has one of its own."""
    return url.partition("://")[2].partition("/")[0].partition("?")[0].rpartition("@")[2]


def outages(
    documents: Iterable[Document], observations: Iterable[Observation], since: datetime | None = None
) -> dict[str, Outage]:
    """Find the hosts on which nearly all links that were looked at since the run began, and at least five, failed."""
    looked: dict[str, list[Observation]] = defaultdict(list)
    for seen in observations:
        if seen.verdict not in (Verdict.UNKNOWN, Verdict.UNSAFE) and (since is None or seen.checked_at >= since):
            looked[host_of(seen.url)].append(seen)
    down: dict[str, tuple[list[Observation], int]] = {}
    for host, all_seen in looked.items():
        failed = [each for each in all_seen if each.verdict is Verdict.DEAD and each.reason in _OF_THE_HOST]
        if len(all_seen) >= ENOUGH_LINKS and len(failed) >= _SHARE * len(all_seen):
            down[host] = (failed, len(all_seen))
    places = _places(documents, {seen.url: host for host, (failed, _) in down.items() for seen in failed})
    return {
        host: Outage(
            host,
            _origin(failed[0].url),
            len(failed),
            count,
            tuple(sorted({each.reason for each in failed})),
            tuple(places[host]),
        )
        for host, (failed, count) in down.items()
        if places[host]
    }


def _origin(url: str) -> str:
    """Give the address of the front page of a URL's server."""
    return f"{url.partition('://')[0]}://{host_of(url)}/"


def _places(documents: Iterable[Document], hosts: Mapping[str, str]) -> dict[str, list[Location]]:
    """Find where the failed links of each host stand."""
    places: dict[str, list[Location]] = defaultdict(list)
    if not hosts:
        return places
    for document in documents:
        for reference in document.references:
            host = hosts.get(urls.without_fragment(reference.url)) if urls.is_web(reference.url) else None
            if host is not None and len(places[host]) < _PLACES_SHOWN:
                places[host].append(reference.location)
    return places


def same_targets(observations: Iterable[Observation]) -> dict[str, tuple[str, ...]]:
    """Find the pages that end in the same place as others of their host, under other paths: each with the others.

    Left out are front pages, which lead to the start of a language, and services whose links are made to lead on.
    """
    ends: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for seen in observations:
        if not seen.verdict.is_there or not seen.hops or seen.final_url in ("", seen.url):
            continue
        page, end = _page(seen.url), seen.final_url.partition("#")[0]
        if page and page != _page(end) and not _leads_on(urls.host(seen.url)):
            ends[host_of(seen.url), end].setdefault(page, seen.url)
    return {
        url: tuple(each for each in pages.values() if each != url)
        for pages in ends.values()
        if len(pages) >= ENOUGH_PAGES
        for url in pages.values()
    }


def _leads_on(host: str) -> bool:
    """Tell whether the links of a host are made to lead elsewhere: those of shorteners, wrappers, archives."""
    return urls.leads_on(host) or host.removeprefix("www.") in data.load("shorteners")["hosts"]


def _page(url: str) -> str:
    """Reduce the path of a URL to the page that it names; empty for a front page."""
    return _INDEX.sub("", urls.path(url)).casefold()
