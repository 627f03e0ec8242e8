"""Observations on their way out: what a missing network explains as well is held back until there is one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.web.connectivity import is_doubtful

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from linkaudit.models import Observation
    from linkaudit.web.connectivity import Connectivity
    from linkaudit.web.exchange import Answer, Failure


class Coverage(Struct, frozen=True):
    """What a run has come to."""

    observed: int
    """Observations that were reported."""
    offline: bool = False
    """Whether the machine turned out to have no network: then nothing that this would explain was reported."""
    unseen: tuple[str, ...] = ()
    """The URLs without an observation."""
    trouble: str = ""
    """Why there is no network, if more is known than that there is none."""


class Outbox:
    """Reports observations, each at the moment at which it is certain."""

    def __init__(self, report: Callable[[Observation], None], connectivity: Connectivity) -> None:
        """Report to `report` what is seen, as far as `connectivity` does not speak against it."""
        self._report = report
        self._connectivity = connectivity
        self._held: list[tuple[str, Observation]] = []
        self._doubts = False
        self.unseen: dict[str, None] = {}
        """The URLs without an observation, in order."""
        self.observed = 0
        self.offline = False
        """Whether the machine turned out to have no network."""

    @property
    def in_doubt(self) -> bool:
        """Whether it is time to find out if there is a network."""
        return self._doubts and self._connectivity.due

    def expect(self, urls: Iterable[str]) -> None:
        """Name the URLs that are to be seen."""
        self.unseen.update(dict.fromkeys(urls))

    def note(self, host: str, outcome: Answer | Failure, began: float, *, private: bool) -> None:
        """Count a look at a host as a sign for or against a network; what is `private` is reached without one."""
        doubtful = is_doubtful(outcome)
        self._doubts = self._doubts or doubtful
        if doubtful or not private:
            self._connectivity.note(host, outcome, None if private else began)

    def put(self, observation: Observation, doubted: str = "") -> None:
        """Report an observation, or hold it back if a missing network would explain it; `doubted` is the host then."""
        if doubted:
            self._held.append((doubted, observation))
        else:
            self._emit(observation)

    async def doubt(self) -> None:
        """Find out whether the failures so far are the hosts' or the machine's."""
        held = len(self._held)  # what fails while the control names are looked up waits for the next time
        if await self._connectivity.ask():
            self._release(held, self._connectivity.believes)
        elif self._connectivity.offline(at_end=False):
            self.offline = True

    async def close(self) -> None:
        """Decide on what is held back at the end of a run."""
        if self._held and not self.offline:
            self.offline = not await self._connectivity.ask() and self._connectivity.offline(at_end=True)
            if not self.offline:
                self._release(len(self._held), lambda _: True)

    def _release(self, number: int, believed: Callable[[str], bool]) -> None:
        """Report the oldest observations of those that are held back, as far as their hosts are believed to be down."""
        oldest, newer = self._held[:number], self._held[number:]
        self._held = [each for each in oldest if not believed(each[0])] + newer
        self._doubts = bool(self._held)
        for host, observation in oldest:
            if believed(host):
                self._emit(observation)

    def _emit(self, observation: Observation) -> None:
        self.unseen.pop(observation.url, None)
        self.observed += 1
        self._report(observation)
