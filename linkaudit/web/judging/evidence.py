"""What a look at a URL brings to light, and what is made of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.web.judging.page import EMPTY, Page

if TYPE_CHECKING:
    from linkaudit.models import Hop, Observation, Verdict
    from linkaudit.web.exchange import Answer, Failure
    from linkaudit.web.target import Target


class Judgement(Struct, frozen=True):
    """A verdict, its reason, and the cause in words."""

    verdict: Verdict
    reason: str
    detail: str = ""
    because: tuple[str, ...] = ()
    """The steps from the evidence to the verdict, in words."""
    doubts: tuple[tuple[str, str], ...] = ()
    """The signs against a page that is taken for the one that was asked for: of which kind each is, and in words."""


class Sibling(Struct, frozen=True):
    """The answer to an address beside the one that was asked for, with a name that nobody can have given to a page."""

    asked: Target
    last: Target
    outcome: Answer | Failure
    hops: tuple[Hop, ...] = ()
    page: Page = EMPTY


class Evidence(Struct, frozen=True):
    """What one look at a URL brought to light."""

    asked: Target
    last: Target
    """Where the redirects led; the same as `asked` without redirects."""
    outcome: Answer | Failure
    """What came of asking for `last`."""
    hops: tuple[Hop, ...] = ()
    """The redirects on the way."""
    page: Page = EMPTY
    """What a reader sees of the last answer."""
    sibling: Sibling | None = None
    """What the same site answers to an address that cannot exist; None if nobody asked."""
    before: Observation | None = None
    """The last earlier look at the URL that saw a page; None if there is none."""
    cited_alike: int = 0
    """How many other cited addresses of the site, with other paths, came to the same place in this run."""
