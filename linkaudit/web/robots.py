"""What the hosts of a run ask robots to do and not to do, where the user wants that to be heeded.

Asks nobody: it says which robots.txt is wanted, is told what came of asking for it, and keeps what waited meanwhile, so
that no slot is held. robots.txt is asked for once per origin, which is scheme, host and port (RFC 9309 §2.3).

Where there is none (404 and the like, §2.3.1.3), nothing is forbidden. A server that is there and cannot say forbids
all (§2.3.1.4): its pages are `unknown`. Where nobody answers at all, nobody forbids; the look at the page tells how it
fails.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Generic, TypeVar

from msgspec import Struct

from linkaudit.models import Verdict
from linkaudit.web.exchange import Answer, Cause, Failure
from linkaudit.web.judging.evidence import Judgement
from linkaudit.web.robots_txt import EMPTY, MAX_BYTES, Rules, read_robots
from linkaudit.web.target import parse

if TYPE_CHECKING:
    from linkaudit.web.target import Target

T = TypeVar("T")

ROBOT = "linkaudit"
"""The product token by which a robots.txt can speak of this program, whatever it calls itself in a User-Agent."""

PATH = "/robots.txt"

# A server was reached, and said nothing that could be read.
_UNREADABLE = frozenset(
    {
        Cause.READ_TIMEOUT,
        Cause.TOTAL_TIMEOUT,
        Cause.CONNECTION_CLOSED,
        Cause.INVALID_RESPONSE,
        Cause.TRUNCATED_BODY,
        Cause.HEADER_BOMB,
        Cause.DECOMPRESSION_BOMB,
    }
)

# Characters of a rule that are shown.
_SHOWN = 80


class _Said(Struct, frozen=True):
    """What the robots.txt of an origin says."""

    rules: Rules = EMPTY
    silence: str = ""
    """Why it could not be read, which forbids all; empty if it could, or need not be."""


class Robots(Generic[T]):
    """The wishes of the origins of a run, as far as they are known, and what waits for those that are not."""

    def __init__(self, longest: float) -> None:
        """Begin with none. A longer Crawl-delay than `longest` (seconds) counts as that long."""
        self._longest = longest
        self._said: dict[str, _Said] = {}
        self._waiting: dict[str, list[T]] = {}
        self._delays: dict[str, float] = {}

    def knows(self, target: Target) -> bool:
        """Tell whether it is known what the origin of a URL says."""
        place = _place(target)
        return place is None or place.url in self._said

    def wait(self, target: Target, item: T) -> Target | None:
        """Let an item wait until that is known. Gives the robots.txt to ask for, unless somebody does so already."""
        place = _place(target)
        if place is None:
            return None
        waiting = self._waiting.get(place.url)
        if waiting is not None:
            waiting.append(item)
            return None
        self._waiting[place.url] = [item]
        return place

    def take(self, asked: Target, last: Target, outcome: Answer | Failure) -> list[T]:
        """Keep what came of asking for a robots.txt, at `last` by redirects. Gives what has waited for it."""
        said = _Said(silence=_silence(outcome)) if _silence(outcome) else _Said(_rules(outcome))
        self._keep(asked, said)
        if last.path == PATH and not last.query:
            self._keep(last, said)
        return self._waiting.pop(asked.url, [])

    def judge(self, target: Target) -> Judgement | None:
        """Judge a URL that robots are asked not to look at; None for all others."""
        place = _place(target)
        said = self._said.get(place.url) if place is not None else None
        if place is None or said is None or target.url == place.url:
            return None
        if said.silence:
            words = f"not asked: {place.url} {said.silence}, and nothing may be asked for until it can be read"
            return Judgement(Verdict.UNKNOWN, "not-checked", words)
        rule = said.rules.decisive(target.path + target.query)
        if rule is None or rule.allow:
            return None
        written = "".join(char if char.isprintable() else " " for char in str(rule))[:_SHOWN]
        words = f"not asked: robots.txt of {target.host} asks robots not to look (line {rule.line}: {written})"
        return Judgement(Verdict.UNKNOWN, "not-checked", words)

    def delay(self, host: str) -> float:
        """Give the seconds that a host wants between two requests; 0 if it does not say."""
        return self._delays.get(host, 0.0)

    def _keep(self, place: Target, said: _Said) -> None:
        self._said[place.url] = said
        if said.rules.delay:
            delay = min(said.rules.delay, self._longest)
            self._delays[place.host] = max(delay, self._delays.get(place.host, 0.0))


def worth_asking_again(outcome: Answer | Failure) -> bool:
    """Tell whether a robots.txt that may come later is worth another try: not where the page will tell as much."""
    return bool(_silence(outcome))


def _place(target: Target) -> Target | None:
    """Say where the robots.txt of the origin of a URL is; None if there is no such place."""
    return parse(PATH, target.url)


def _silence(outcome: Answer | Failure) -> str:
    """Say in words why a robots.txt could not be read although a server is there; empty if that is not so."""
    if isinstance(outcome, Failure):
        return f"could not be read ({outcome.cause.value})" if outcome.cause in _UNREADABLE else ""
    fails = HTTPStatus.INTERNAL_SERVER_ERROR <= outcome.status < 600  # noqa: PLR2004 - the end of the class
    # Asked too often, it does not say that there is none; crawlers of search engines read it in this way, too.
    if fails or outcome.status == HTTPStatus.TOO_MANY_REQUESTS:
        return f"answers {outcome.status}"
    return "came in part only" if outcome.status < HTTPStatus.MULTIPLE_CHOICES and not outcome.complete else ""


def _rules(outcome: Answer | Failure) -> Rules:
    """Read the rules, if there are any."""
    if isinstance(outcome, Failure) or not HTTPStatus.OK <= outcome.status < HTTPStatus.MULTIPLE_CHOICES:
        return EMPTY
    return read_robots(outcome.body[:MAX_BYTES].decode("utf-8-sig", "replace"), ROBOT)
