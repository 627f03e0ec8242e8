"""A URL that is looked at, for everyone who asked for it."""

from __future__ import annotations

from collections.abc import Collection, Mapping  # noqa: TC003 - fields of a struct
from enum import StrEnum, unique
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.web.chain import Chain
from linkaudit.web.exchange import Answer, Failure
from linkaudit.web.judging.page import EMPTY
from linkaudit.web.places.fragments import places
from linkaudit.web.saying import NOTHING, Said, is_enough, said_by
from linkaudit.web.sighting import Sighting

if TYPE_CHECKING:
    from linkaudit.models import Asked, Observation
    from linkaudit.web.judging.evidence import Judgement
    from linkaudit.web.judging.page import Page
    from linkaudit.web.ladder import Try
    from linkaudit.web.target import Target


@unique
class Errand(StrEnum):
    """What an address is asked for that nobody cites."""

    SIBLING = "an address that cannot exist"
    ROBOTS = "what the site asks of robots"


class Extras(Struct, frozen=True):
    """What is to be learned of each page besides the verdict."""

    fragments: Mapping[str, Collection[str]] = {}
    """The fragments that are wanted of a URL besides its own, without number sign."""
    sketches: bool = True
    """Whether pages are sketched, for a later look that compares; it costs more than anything else about a page."""
    passages: Mapping[str, int] = {}
    """How many passages at the most are kept of what a URL's page says; none of a URL that is not named."""
    extractor: str = "auto"
    """What finds the main text of a page."""


class Given(Struct, frozen=True):
    """A URL as it was given."""

    url: str
    fragment: str
    """Its own, with the number sign; or empty."""
    wanted: frozenset[str]
    """All fragments that are wanted of it, without number sign."""
    passages: int = 0
    """How many passages of its page are wanted."""


class Job:
    """A look under way: how it is being taken, and what it has come to so far."""

    __slots__ = ("asked", "before", "chain", "errand", "extractor", "first", "given", "made", "target")

    def __init__(
        self,
        target: Target,
        made: Try,
        before: Observation | None = None,
        errand: Errand | None = None,
        extractor: str = "auto",
    ) -> None:
        """Look at `target`, first by the try `made`; `before` is the last earlier look that saw a page."""
        self.target = target
        self.made = made
        self.before = before
        self.errand = errand
        """What it is asked for if nobody cites it; None for what is cited."""
        self.extractor = extractor
        self.given: list[Given] = []
        self.asked: list[Asked] = []
        self.first: Sighting | None = None
        """What the look has come to under the first identity, while it is taken under a second."""
        self.chain: Chain

    @property
    def wanted(self) -> frozenset[str]:
        """All fragments that are wanted."""
        return frozenset[str]().union(*(given.wanted for given in self.given))

    @property
    def passages(self) -> int:
        """How many passages of the page are wanted at the most."""
        return max((given.passages for given in self.given), default=0)

    @property
    def askable(self) -> Observation | None:
        """The earlier look, if it is enough to ask whether anything has changed since."""
        before = self.before
        if before is None or not before.verdict.is_there or not self.wanted <= before.fragments.keys():
            return None
        return before if is_enough(before, self.passages, self.extractor) else None

    def give(self, given: Given) -> None:
        """Look on behalf of one more URL."""
        self.given.append(given)

    def begin(self, redirects: int, known: Observation | None = None) -> None:
        """Begin a try; `known` is what is asked about changes since, if anything."""
        self.chain = Chain(self.target, redirects, known)

    def sighting(
        self,
        judgement: Judgement,
        outcome: Answer | Failure | None = None,
        page: Page = EMPTY,
        known: Observation | None = None,
    ) -> Sighting:
        """Put together what the look has come to."""
        return Sighting(
            judgement,
            self.chain,
            outcome,
            page,
            self.made.number,
            tuple(self.asked),
            known.fragments if known else self._places(judgement, outcome),
            self._said(judgement, outcome, page, known),
            known,
        )

    def _said(
        self, judgement: Judgement, outcome: Answer | Failure | None, page: Page, known: Observation | None
    ) -> Said:
        """Keep what the page says, as far as anyone wants to know; what it said then if it is unchanged."""
        if not self.passages or not judgement.verdict.is_there:
            return NOTHING
        return Said(known.passages, known.trade) if known else said_by(outcome, page, self.passages, self.extractor)

    def _places(self, judgement: Judgement, outcome: Answer | Failure | None) -> dict[str, str]:
        """Look for the wanted fragments in the page; nothing where there is no page."""
        wanted = self.wanted
        if not wanted or not judgement.verdict.is_there or not isinstance(outcome, Answer):
            return {}
        if self.chain.fragment:
            # The browser goes where the redirect says (https://fetch.spec.whatwg.org/#concept-http-redirect-fetch).
            return dict.fromkeys(wanted, f"unknown: a redirect leads to {self.chain.fragment} instead")
        kind = outcome.headers.get("content-type", "")
        return places(outcome.body, kind, wanted, self.chain.current.url, truncated=outcome.truncated)
