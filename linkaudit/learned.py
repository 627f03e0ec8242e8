"""What a run of an audit is about, what it has learned so far, and what that comes to in the end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.comparison import Compared, Sighted, compare, digests_wanted
from linkaudit.gather import Collection  # noqa: TC001 - a field of a struct, as the following
from linkaudit.history.store import Store  # noqa: TC001
from linkaudit.models import Condition, Lookup, Observation
from linkaudit.progress import Progress  # noqa: TC001
from linkaudit.settings import Config  # noqa: TC001
from linkaudit.wanted import Request  # noqa: TC001

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from linkaudit.archives.inquiry import Inquiry
    from linkaudit.models import Standing


class Learned(Struct):
    """What a run has learned so far; filled as the answers land, so that an interruption loses none."""

    observations: dict[str, Observation] = {}
    """What was seen of each URL, once the look at the web is over: until then it is in the state only."""
    lookups: dict[Request, Lookup] = {}
    web: str = "not asked"
    archives: str = "not asked"
    notes: tuple[str, ...] = ()
    requests: dict[str, dict[str, int]] = {}
    """The requests to each archive, by its host and by the kind of request."""


class Work(Struct, frozen=True):
    """What a run is about."""

    collection: Collection
    config: Config
    store: Store
    run: str
    """The name of the run in the state."""
    cited: dict[str, str]
    """The URLs that are cited, each by itself."""
    progress: Progress

    @property
    def services(self) -> str:
        """The archives that are asked, as the state knows them."""
        return " ".join(self.config.archives.services)


async def learn_digests(work: Work, learned: Learned, inquiry: Inquiry) -> None:
    """Ask for the digests of those captures that may be the very files of documents."""
    for request in digests_wanted(work.collection.documents, learned.lookups):
        answer = work.store.texts(work.services).capture(learned.lookups[request])
        digest = await inquiry.digest(answer)
        if digest and answer.memento is not None:
            answer = replace(answer, memento=replace(answer.memento, digest=digest))
            work.store.remember(work.services, answer)
            learned.lookups[request] = answer.without_passages()


def compared_texts(work: Work, learned: Learned, cut_off_at: datetime | None) -> Compared:
    """Compare what was seen of pages with their captures and with the documents that name them.

    `cut_off_at` is the moment at which the run was interrupted; None if everything was asked.
    """
    if not work.config.content.enabled or not (learned.observations or learned.lookups):
        return Compared()
    texts = work.store.texts(work.services)
    return compare(work.collection.documents, Sighted(learned.observations, learned.lookups, texts, cut_off_at))


def standings(work: Work, learned: Learned) -> Iterator[Standing]:
    """Tell what the looks at those URLs come to that this run has not seen alive, where it is a matter of time."""
    doubted = (url for url, seen in learned.observations.items() if not seen.verdict.is_there)
    for each in work.store.past.standings(doubted, work.config.history):
        if each.condition in (Condition.SUSPECT, Condition.CONFIRMED):
            yield each
