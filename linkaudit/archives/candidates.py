"""What is known of the captures of a page in the course of a search: listed, played back, judged. Nothing is asked."""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.archives.choose import EMPTY_PAYLOAD, REDIRECTS, choose, learn, merge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from linkaudit.archives.choose import Capture
    from linkaudit.archives.holdings import Shown

    _Key = tuple[datetime, int | None, str]


class Candidates:
    """The captures among which one is to be chosen that answers for a date which ends at `end`."""

    def __init__(self, end: datetime) -> None:
        """Begin with none."""
        self.end = end
        self.plays = True
        """Whether the archive can play captures back: it may find out only when it lists the first ones."""
        self.played: list[Capture] = []
        self._shown: dict[_Key, Shown] = {}
        self._listed: list[Capture] = []
        self._soft: set[_Key] = set()
        self._soft_payloads: set[str] = set()
        self._leading: set[_Key] = set()
        self._silent: set[str] = set()

    def __bool__(self) -> bool:
        """Tell whether any capture is known, whatever it shows."""
        return bool(self._listed or self.played)

    @property
    def any_soft(self) -> bool:
        """Whether one was passed over although the archive calls it good."""
        return bool(self._soft)

    def add(self, listed: Iterable[Capture]) -> None:
        """Add what an archive lists. A payload that does not stand for the page never does."""
        self._listed = merge([*self._listed, *listed], self.played)
        if not self.plays:
            self._listed = _resolved(self._listed)
        soft = (capture for capture in self._listed if capture.good and _key(capture) in self._soft)
        self._soft_payloads |= {capture.digest for capture in soft} - {"", EMPTY_PAYLOAD}

    def take(self, shown: Shown) -> None:
        """Add what was played back and stands for the page, or is an error."""
        self.played.append(shown.capture)
        if shown.capture.good:  # what errors say is not wanted, and pages are large
            self._shown[_key(shown.capture)] = shown

    def take_as_way(self, shown: Shown) -> None:
        """Add what was played back and shows no more than where the page went."""
        self.take(shown)
        self._leading.add(_key(shown.capture))

    def take_as_soft(self, shown: Shown) -> None:
        """Add what was played back and stands in for the page: it never answers."""
        self.played.append(shown.capture)
        self._soft.add(_key(shown.capture))

    def settle(self, listed: Capture, shown: Shown | None) -> None:
        """Write down what came of playing back a capture that was listed: None if something else is in its place."""
        if shown and listed.status is None and shown.capture.status is not None:
            self._listed = learn(self._listed, listed, shown.capture.status)
        elif shown is None or shown.capture.status != listed.status:
            self._listed.remove(listed)
        self.add(())

    def refuted(self) -> tuple[str, ...]:
        """Give the digests of payloads that were played back and do not stand for the page: nor do their revisits."""
        errors = {(each.captured_at, each.host) for each in self.played if _is_error(each)}
        told = {each.digest for each in self._listed if _is_error(each) and (each.captured_at, each.host) in errors}
        return tuple(sorted((told | self._soft_payloads) - {"", EMPTY_PAYLOAD}))

    def leave_aside(self, host: str) -> None:
        """Leave aside what stands in an archive that does not answer."""
        self._silent.add(host)

    def shown(self, capture: Capture) -> Shown | None:
        """Give what the playback of a capture showed; None if it was not played back, or is no page."""
        return self._shown.get(_key(capture))

    def best(self) -> Capture | None:
        """Choose the capture that answers as far as is known."""
        return self._choose(self._listed)

    def best_played(self) -> Capture | None:
        """Choose among those that were played back."""
        return self._choose(self.played)

    def answers(self, capture: Capture) -> bool:
        """Tell whether a capture that was played back shows the page."""
        return capture.good and self._acceptable(capture) and not self._leads(capture)

    def is_known(self, capture: Capture) -> bool:
        """Tell whether all is known of a capture that can be known: it was played back, or cannot be."""
        return not self.plays or _key(capture) in map(_key, self.played)

    def too_short(self, best: Capture | None, reaches: Sequence[float]) -> int | None:
        """Find the first stretch that is not listed far enough to say that `best` answers.

        The stretches are those in the order of preference: good captures before and after the date, then redirects
        likewise; `reaches` tells how far each is listed. A choice in one of them rests on there being nothing nearer
        in it, and nothing at all in those before it.
        """
        stretch, distance = len(reaches), inf
        if best:
            stretch = self._leads(best) * 2 + (best.captured_at > self.end)
            distance = abs((best.captured_at - self.end).total_seconds())
        needs = [inf] * stretch + [distance]
        return next((at for at, (reach, need) in enumerate(zip(reaches, needs, strict=False)) if reach < need), None)

    def _choose(self, captures: Iterable[Capture]) -> Capture | None:
        return choose(filter(self._acceptable, captures), self.end, self._leads)

    def _leads(self, capture: Capture) -> bool:
        return capture.status in REDIRECTS or (bool(self._leading) and _key(capture) in self._leading)

    def _acceptable(self, capture: Capture) -> bool:
        """Tell whether a capture stands for the page as far as is known."""
        if (self._soft and _key(capture) in self._soft) or (self._silent and capture.host in self._silent):
            return False
        return not (capture.may_be_good and capture.digest in self._soft_payloads)


def _is_error(capture: Capture) -> bool:
    return not capture.may_be_good and capture.status not in REDIRECTS


def _key(capture: Capture) -> _Key:
    """Tell captures of one second apart by what they are and where."""
    return capture.captured_at, capture.status, capture.host


def _resolved(captures: Sequence[Capture]) -> list[Capture]:
    """Give revisits the status of a capture with the same payload, where nothing can be played back."""
    statuses = {capture.digest: capture.status for capture in captures if capture.status is not None}
    statuses = {digest: status for digest, status in statuses.items() if digest not in ("", EMPTY_PAYLOAD)}
    return [
        replace(capture, status=statuses.get(capture.digest)) if capture.status is None else capture
        for capture in captures
    ]
