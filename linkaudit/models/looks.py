"""What was seen: looks at the live web, captures in archives, and texts compared."""

from __future__ import annotations

from datetime import datetime  # noqa: TC003 - fields of structs
from enum import StrEnum, unique

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.models.dates import PartialDate  # noqa: TC001 - fields of structs


@unique
class Verdict(StrEnum):
    """What one look at a URL says. The list is closed; the reason beside it tells more."""

    ALIVE = "alive"
    MOVED = "moved"
    DEAD = "dead"
    SOFT_DEAD = "soft-dead"
    BLOCKED = "blocked"
    UNSAFE = "unsafe"
    UNKNOWN = "unknown"

    @property
    def is_there(self) -> bool:
        """Whether the page was seen, at its address or at a new one."""
        return self in (Verdict.ALIVE, Verdict.MOVED)


@unique
class Condition(StrEnum):
    """What the looks at a URL come to over time."""

    ALIVE = "alive"
    SUSPECT = "suspect"
    """It failed, and not yet often or long enough to be certain."""
    CONFIRMED = "confirmed"
    """It failed so often and so long that it is lost."""
    UNKNOWN = "unknown"
    """No look has told yet."""


@unique
class Result(StrEnum):
    """The three answers that an archive can give. `unknown` never means `absent`."""

    FOUND = "found"
    ABSENT = "absent"
    UNKNOWN = "unknown"


class Hop(Struct, frozen=True, array_like=True):
    """One answer on the way to a page."""

    url: str
    status: int


class Asked(Struct, frozen=True, array_like=True):
    """One request of a look at a URL, and what came of it."""

    method: str
    url: str
    why: str = ""
    """Why it was made, if it was not the first: another try, a second identity, an address that cannot exist."""
    status: int | None = None
    cause: str = ""
    """The true cause of a failure; empty if an answer came."""
    elapsed_ms: int = 0
    connect_ms: int | None = None
    """Until the connection stood; None if one was used again, or nobody measured it."""
    first_byte_ms: int | None = None
    """Until the answer began."""
    headers: dict[str, str] = {}
    """The header fields that matter for a verdict."""
    detail: str = ""


class Observation(Struct, frozen=True, array_like=True):
    """One look at a URL. Never changed afterwards; a later look is another observation."""

    url: str
    checked_at: datetime
    verdict: Verdict
    reason: str
    status: int | None = None
    """The status of the last answer; None if there was none."""
    final_url: str = ""
    hops: tuple[Hop, ...] = ()
    elapsed_ms: int = 0
    attempts: int = 1
    detail: str = ""
    """The cause in words, with the figures that led to the verdict."""
    title: str = ""
    etag: str = ""
    last_modified: str = ""
    digest: str = ""
    """SHA-256 of the body as far as it was read, in hexadecimal; empty if none was read."""
    cause: str = ""
    """The true cause of a failed request; empty if an answer came."""
    words: int = 0
    """Words of the page that a reader sees."""
    sketch: str = ""
    """A sketch of the page's text, by which a later look tells how much of it is still there; empty for no page."""
    fragments: dict[str, str] = {}
    """What became of each fragment that was asked for: `there`, `missing`, or `unknown: ` with the reason."""
    captured_at: datetime | None = None
    """The Memento-Datetime of the answer: status and page are those of a capture, not of the live web."""
    passages: str = ""
    """A sample of the passages of the page's main text (`content.passages`), if that was asked for."""
    trade: str = ""
    """The trade of those who take over expired domains, if the page is in it, with the words that show it."""
    asked: tuple[Asked, ...] = ()
    """The requests, in order; not kept in the state."""
    because: tuple[str, ...] = ()
    """How the verdict was reached from the evidence, in words; not kept in the state."""


class Standing(Struct, frozen=True, array_like=True):
    """What all looks at one URL come to together: the verdict over time."""

    url: str
    condition: Condition = Condition.UNKNOWN
    looks: int = 0
    """How many looks there were."""
    failed: int = 0
    """How many of them failed since it was last seen alive."""
    counted: int = 0
    """How many of these count, since they lie far enough apart."""
    failed_since: datetime | None = None
    """The first of the failed looks; None if there is none."""
    failed_at: datetime | None = None
    """The last of them."""
    confirmed_at: datetime | None = None
    """The failed look that made it certain; None as long as it is not."""
    alive_at: datetime | None = None
    """The last look that saw it alive, whatever came later; None if there is none."""
    looked_at: datetime | None = None
    """The last look of all."""
    verdict: Verdict = Verdict.UNKNOWN
    """What the last look of all said."""


class Memento(Struct, frozen=True, array_like=True):
    """An archived capture of an original resource (RFC 7089: URI-M and its Memento-Datetime)."""

    original: str
    memento_url: str
    captured_at: datetime
    status: int | None
    archive: str
    digest: str = ""
    """The archive's digest of the payload (SHA-1 in base 32), if it was told."""
    title: str = ""
    words: int = 0
    passages: str = ""
    """A sample of the passages of the captured page's main text; empty if it was not read."""


_HALF = 0.5
"""Share in common below which a page says something else (Jaccard of shingles; see docs/content.md)."""


class Drift(Struct, frozen=True, array_like=True):
    """How far a live page has moved from what it said when it was cited."""

    url: str
    at: PartialDate | None
    """The date of the citation, if it is known."""
    change: str
    """`same`, `changed`, `replaced`, or `unknown`."""
    memento: Memento
    likeness: float | None = None
    """The share of passages that both texts have in common, from 0 to 1; None if they cannot be compared."""
    because: str = ""
    """Why it is not known."""
    trade: str = ""
    """The trade of those who have taken the page over, with the words that show it; empty if nobody has."""
    kept: float | None = None
    """The share of the capture's passages that the live page still has."""

    @property
    def drifted(self) -> bool:
        """Whether the page says something else than was cited: less than half of that is left, or nobody's page is.

        A story that grew, and a page that was put into another frame, still say it.
        """
        if self.trade or self.change == "replaced":
            return True
        if self.change != "changed" or self.likeness is None or self.kept is None:
            return False
        return max(self.likeness, self.kept) < _HALF


class Carrying(Struct, frozen=True, array_like=True):
    """Whether the page behind a document's original URL carries the text of the document."""

    path: str
    url: str
    carries: str
    """`carries`, `in-part`, `not`, or `unknown`."""
    share: float | None = None
    """The share of the document's passages that stand in the page, from 0 to 1."""
    where: str = ""
    """Where that was seen: `live`, or the address of the capture."""
    captured_at: datetime | None = None
    live_share: float | None = None
    """The same for the live page where a capture answers instead; None if there was no page."""
    because: str = ""
    """Why it is not known."""


NOT_ASKED, IMPOSSIBLE_DATE = "not-asked", "impossible-date"


NEVER_ASKED = (NOT_ASKED, IMPOSSIBLE_DATE)
"""Reasons of look-ups that lie in the citation or in the settings, whatever archives bear: asking again does no better.
The others are named in `archives.interface`."""


class Lookup(Struct, frozen=True, array_like=True):
    """What the archives said when they were asked for a capture of `url` near `at`."""

    url: str
    at: PartialDate | None
    result: Result
    reason: str
    looked_up_at: datetime
    memento: Memento | None = None
    archive: str = ""
    provisional: bool = False
    """Whether another archive, which could not be asked, may have a better capture: the answer holds for this run."""

    @property
    def distance_days(self) -> int | None:
        """Days from `at` to the capture, negative if it was captured before; None without either."""
        if self.memento is None or self.at is None:
            return None
        captured = self.memento.captured_at.date()
        if captured < self.at.first_day:
            return (captured - self.at.first_day).days
        return max(0, (captured - self.at.last_day).days)

    def without_passages(self) -> Lookup:
        """Give the same answer without the sample of what the capture says, which is most of it."""
        if self.memento is None or not self.memento.passages:
            return self
        return replace(self, memento=replace(self.memento, passages=""))
