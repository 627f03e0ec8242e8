"""What the looks at the pages of one site say about each other.

A page that answers with success, and seems to be another than the one that was asked for, is judged when the rest of
its site has been looked at: by then it is known how many other addresses came to the same place, and what the site
answers to an address that cannot exist.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from linkaudit.web.judging.evidence import Sibling
    from linkaudit.web.target import Target

T = TypeVar("T")


class _Site(Generic[T]):
    """The looks at one host."""

    __slots__ = ("arrivals", "held", "open", "probed", "probing", "sibling")

    def __init__(self) -> None:
        self.open = 0
        """Looks that have not ended, nor wait here."""
        self.arrivals: dict[str, set[str]] = {}
        """For each place to which redirects led, the addresses that were asked for."""
        self.held: list[T] = []
        self.probing = False
        self.probed = False
        self.sibling: Sibling | None = None


class Sites(Generic[T]):
    """The sites of a run, by host: how many looks are under way at each, and what waits for them."""

    def __init__(self) -> None:
        """Begin with none."""
        self._sites: dict[str, _Site[T]] = {}
        self.held = 0
        """Looks that wait."""

    def expect(self, host: str) -> None:
        """Count a look that will be taken."""
        self._sites.setdefault(host, _Site()).open += 1

    def arrived(self, asked: Target, last: Target) -> None:
        """Note where a look has ended."""
        if last.url != asked.url:
            self._sites[asked.host].arrivals.setdefault(last.url, set()).add(asked.url)

    def alike(self, asked: Target, last: Target) -> int:
        """Count the other addresses of the site that came to the same place."""
        return len(self._sites[asked.host].arrivals.get(last.url, set()) - {asked.url})

    def sibling(self, host: str) -> Sibling | None:
        """Give what the site answered to an address that cannot exist, if it was asked."""
        return self._sites[host].sibling

    def hold(self, host: str, waiting: T, *, probe: bool) -> bool:
        """Let a look wait for the others of its site. Tells whether the site is to be asked for a sibling now."""
        site = self._sites[host]
        site.held.append(waiting)
        self.held += 1
        begins = probe and not site.probed
        if begins:
            site.probed = site.probing = True
        return begins

    def done(self, host: str) -> list[T]:
        """Count a look that has ended, or waits; gives those that need not wait any longer."""
        site = self._sites[host]
        site.open -= 1
        return self._released(site)

    def answered(self, host: str, sibling: Sibling | None) -> list[T]:
        """Take what became of asking for a sibling; gives those that need not wait any longer."""
        site = self._sites[host]
        site.sibling, site.probing = sibling, False
        return self._released(site)

    def _released(self, site: _Site[T]) -> list[T]:
        if site.open or site.probing:
            return []
        released, site.held = site.held, []
        self.held -= len(released)
        return released
