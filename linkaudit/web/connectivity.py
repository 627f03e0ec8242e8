"""Is it the host or is it us? A machine without network must not call anything dead.

Failures that a missing network explains just as well as a dead host are held back until a control name resolves. That
is not enough where a resolver answers from what it remembers while nothing can be reached: when many hosts in a row can
not be connected to, and nobody else answers in the meantime, it is the machine as well.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from linkaudit.web.exchange import Cause, Failure

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Iterable, Sequence

    from linkaudit.web.exchange import Answer

# A refused connection is not among them: the refusal came back over the network.
NETWORK_CAUSES = frozenset(
    {
        Cause.DNS_FAILURE,
        Cause.DNS_UNAVAILABLE,
        Cause.NETWORK_UNREACHABLE,
        Cause.HOST_UNREACHABLE,
        Cause.CONNECT_TIMEOUT,
        Cause.PROXY_FAILED,
        Cause.PROXY_UNUSABLE,
    }
)

# Of those, the failures to reach a host whose name was resolved.
_UNREACHED = NETWORK_CAUSES - {Cause.DNS_FAILURE, Cause.DNS_UNAVAILABLE}

# Seconds between two looks at the control names while failures go on.
PATIENCE = 10.0

# So many hosts must have been looked at before the run is stopped in the middle; a short run is judged at its end.
ENOUGH_HOSTS = 8


def is_doubtful(outcome: Answer | Failure | None) -> bool:
    """Tell whether a look failed in a way that a missing network explains just as well."""
    return isinstance(outcome, Failure) and outcome.cause in NETWORK_CAUSES


class Connectivity:
    """Count which hosts answered, and ask for the control names when in doubt."""

    def __init__(
        self,
        control_hosts: Sequence[str],
        resolve: Callable[[str], Awaitable[Sequence[str]]],
        clock: Callable[[], float],
    ) -> None:
        """Use `resolve` for the control names, which contacts nobody."""
        self._control_hosts = control_hosts
        self._resolve = resolve
        self._clock = clock
        self._expected: set[str] = set()
        self._answered: set[str] = set()
        self._failed: set[str] = set()
        self._asked_at = float("-inf")
        self._was_up = False
        self._asking = False
        self._judged = False
        """Whether enough was known to judge when the control names were last asked for."""
        self.trouble = ""
        """Why the proxy cannot be used, since it was of use for anything; empty if it can."""
        self._answered_at = float("-inf")
        self._unreached: set[str] = set()
        """The hosts that could not be reached since anybody answered."""
        self._in_vain: set[str] = set()
        """The hosts that could not be reached while nobody answered."""
        self._believed: set[str] = set()
        """The hosts that could not be reached while others answered."""

    def expect(self, urls: Iterable[str]) -> None:
        """Name URLs that may answer without a network: the run is not stopped before they have been looked at."""
        self._expected.update(urls)

    def settle(self, url: str) -> None:
        """Say that a URL has been looked at."""
        self._expected.discard(url)

    def note(self, host: str, outcome: Answer | Failure, since: float | None = None) -> None:
        """Count a look at a host, which was begun at the moment `since`."""
        if is_doubtful(outcome):
            self._failed.add(host)
            if isinstance(outcome, Failure) and outcome.cause is Cause.PROXY_UNUSABLE:
                self.trouble = outcome.detail
            if isinstance(outcome, Failure) and outcome.cause in _UNREACHED and since is not None:
                if self._answered_at > since:
                    self._believed.add(host)
                else:
                    self._unreached.add(host)
                    self._in_vain.add(host)
        elif not isinstance(outcome, Failure) or outcome.cause is not Cause.UNSAFE:
            self._answered.add(host)
            self._answered_at = self._clock()
            self._unreached.clear()
            self.trouble = ""

    def believes(self, host: str) -> bool:
        """Tell whether the failures of a host are its own as soon as a control name resolves.

        They are not yet if it could not be reached, and nobody else answered in the meantime.
        """
        return host not in self._in_vain or host in self._believed or host in self._answered

    @property
    def cut_off(self) -> bool:
        """Whether so many hosts in a row could not be reached that it must be the machine, whatever it can resolve.

        A host that failed while another one answered is none of them: its failure is its own, also when it is tried
        once more at the end of a run, when nobody is left to answer.
        """
        return len(self._unreached - self._believed - self._answered) >= ENOUGH_HOSTS

    @property
    def due(self) -> bool:
        """Whether it is time to look at the control names: now and then, and as soon as a conclusion is possible."""
        if self._asking:
            return False
        return self._clock() - self._asked_at >= PATIENCE or (self._enough and not self._judged)

    async def ask(self) -> bool:
        """Tell whether a control name resolves: then the machine has a network, and failures are the hosts'.

        That it resolves is no sign of a network while the machine is cut off, or its proxy cannot be used. Without
        control names nobody can tell, and the failures are believed.
        """
        self._asked_at, self._judged = self._clock(), self._enough
        if self.trouble:
            return False
        if not self._control_hosts:
            return True
        lookups = [asyncio.ensure_future(self._resolves(name)) for name in self._control_hosts]
        self._asking = True
        try:
            for lookup in asyncio.as_completed(lookups):
                if await lookup:
                    self._was_up = True
                    return not self.cut_off
        finally:
            self._asking = False
            for each in lookups:
                each.cancel()
        return False

    def offline(self, *, at_end: bool) -> bool:
        """Conclude, after `ask` found no network, that it is the machine: True; or that nothing can be concluded.

        It is the machine if a control name did resolve in this run, or if more than half of the hosts that were
        looked at have failed. Before the end of the run the latter takes enough hosts, and that none is left which may
        answer without network.
        """
        if self._was_up or (at_end and self.trouble):
            return True
        if not at_end and not self._enough:
            return False
        return 2 * len(self._failed - self._answered) > len(self._failed | self._answered)

    @property
    def _enough(self) -> bool:
        """Whether enough hosts have been looked at for a conclusion before the end of the run."""
        return not self._expected and len(self._failed | self._answered) >= ENOUGH_HOSTS

    async def _resolves(self, name: str) -> bool:
        try:
            return bool(await self._resolve(name))
        except OSError:
            return False
