"""Which captures can stand beside the citations of a collection: what earlier runs learned, and what archives say now.

Pages that the last look saw gone, or with something else in their place, are in need of one, and so is every original
of a document. What is not known of them is asked, as an audit asks it, and remembered. What is known to show something
else than was cited is good for nothing.
"""

from __future__ import annotations

from collections.abc import Callable  # noqa: TC003 - a field of a struct
from contextlib import AbstractAsyncContextManager  # noqa: TC003 - a field of a struct
from pathlib import Path  # noqa: TC003 - a field of a struct
from typing import TYPE_CHECKING, Any

from msgspec import Struct
from msgspec.structs import replace

from linkaudit.archives.choose import GOOD
from linkaudit.archives.inquiry import Inquiry
from linkaudit.archives.services import bases
from linkaudit.citations import urls
from linkaudit.citations.cited_when import cited_when
from linkaudit.comparison import many_wanted
from linkaudit.models import Result, Verdict
from linkaudit.progress import Unwatched
from linkaudit.repair import compared
from linkaudit.repair.beside.interface import Copy, Refusal
from linkaudit.repair.robust import REPAIRED, cites, kept, states_origin
from linkaudit.rules.archived_sources import difference
from linkaudit.wanted import addresses, captures_wanted
from linkaudit.web import loop
from linkaudit.web.client import open_client
from linkaudit.web.clock import SYSTEM, Clock
from linkaudit.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from linkaudit.history.store import Store
    from linkaudit.models import Document, Lookup, Memento, Observation, Reference
    from linkaudit.progress import Progress
    from linkaudit.settings import Config
    from linkaudit.wanted import Request
    from linkaudit.web.client import Client

_LOST = (Verdict.DEAD, Verdict.SOFT_DEAD)
# Somebody else is at the address, so that a link to it does harm.
_TAKEN_OVER = "parked"
_LOCAL = "file:"


class Known(Struct, frozen=True):
    """What is known of the pages of a collection, and of their captures."""

    every: bool
    """Whether every page is to have a capture, rather than those that are in need of one."""
    seen: Mapping[str, Observation] = {}
    """The last look at each page."""
    lookups: Mapping[Request, Lookup] = {}
    replaced: frozenset[Request] = frozenset()
    """The pages that say something else today than when they were cited."""
    not_carried: Mapping[tuple[str, Request], str] = {}
    """Why the capture of an original is none of the document, by the document and the page."""
    not_shown: Mapping[str, str] = {}
    """Why captures are none of their pages, by the addresses of the captures."""
    notes: tuple[str, ...] = ()

    def needs(self, document: Document, reference: Reference) -> bool:
        """Tell whether a citation is to have a capture beside it."""
        if not cites(reference):
            return False
        if self.every or states_origin(document, reference) or _is_lost(self.seen.get(_page(reference))):
            return True
        return bool(self.replaced) and _request(document, reference) in self.replaced

    def lookup(self, document: Document, reference: Reference) -> Lookup | None:
        """Give what the archives said of a citation; None if they have not been asked."""
        return self.lookups.get(_request(document, reference))

    def copy(self, document: Document, reference: Reference) -> Copy | Refusal | None:
        """Give the capture that can stand beside a citation, or say why the one that there is cannot.

        None if the citation needs none, or if there is none that anybody could cite.
        """
        if not self.needs(document, reference):
            return None
        answer = self.lookup(document, reference)
        memento = answer.memento if answer else None
        if answer is None or memento is None or unfit(answer):
            return None
        against = self.not_carried.get((document.path, _request(document, reference)))
        against = against or self.not_shown.get(urls.without_fragment(memento.memento_url))
        if against:
            return Refusal(against)
        return Copy(memento.memento_url, memento.captured_at.date(), self._status(document, reference))

    def _status(self, document: Document, reference: Reference) -> str:
        """Say what became of a page, as citation templates do.

        A page that nobody has looked at counts as live: then the title of a citation leads to it, as it did before.
        """
        seen = self.seen.get(_page(reference))
        if seen is None or not _is_lost(seen):
            return "deviated" if _request(document, reference) in self.replaced else "live"
        return "usurped" if seen.trade or seen.reason == _TAKEN_OVER else "dead"


def requests(documents: Iterable[Document], known: Known) -> Iterator[Request]:
    """Go through the pages that are to have captures, each with the date of its citation."""
    for document in documents:
        if document.format in REPAIRED:
            there = kept(document)
            for reference in document.references:
                if known.needs(document, reference) and urls.key(reference.url) not in there:
                    yield _request(document, reference)


def unfit(answer: Lookup) -> str:
    """Say why an answer has no capture that can stand beside a citation; empty if it has."""
    if answer.result is Result.ABSENT:
        return "there is no capture"
    if answer.memento is None:
        return f"it is not known whether there is a capture ({answer.reason})"
    return _unfit_to_cite(answer.memento, answer.url)


def _unfit_to_cite(memento: Memento, page: str) -> str:
    """Say why a capture cannot be cited for a page; empty if it can."""
    archived = urls.archive_url(memento.memento_url)
    if not urls.is_web(memento.memento_url):
        return "the capture is in a local collection, which others cannot open"
    if memento.status not in GOOD:
        return "the capture is a redirect, which shows nothing of the page"
    if archived is None or not archived.full_stamp or not archived.original:
        return "the address of the capture does not say of what and when it is"
    if archived.trust:
        return f"the archive is no good ({archived.archive}: {archived.trust})"
    other = not urls.same_key(archived.original, page) or difference(page, memento.memento_url)
    return f"the capture is of another address ({archived.original})" if other else ""


class Captures(Struct, frozen=True):
    """How captures are learned of."""

    config: Config
    offline: bool = False
    """Whether nothing is asked: only what earlier runs have learned counts."""
    courtesy: Path | None = None
    """The folder in which runs tell each other when archives were asked; None if this one is alone."""
    clock: Clock = SYSTEM
    connect: Callable[[Any, Guard], AbstractAsyncContextManager[Client]] = open_client
    """Opens the connection to the network; tests put in one of their own."""
    progress: Progress = Unwatched()

    def known(self, documents: tuple[Document, ...], store: Store, *, every: bool) -> Known:
        """Gather what the state knows of the pages of a collection, and ask for what it does not know."""
        seen = {each.url: each for each in store.past.latest(addresses(documents))}
        replaced: frozenset[Request] = frozenset()
        if not every and self.config.content.enabled:
            there = self._recalled(dict.fromkeys(compared.seen_there(documents, seen)), store)
            page = store.texts("").page
            replaced = compared.replaced(there.values(), seen, page, lambda answer: self._with_text(answer, store))
        known = Known(every, seen, replaced=replaced)
        wanted = list(dict.fromkeys(requests(documents, known)))
        lookups = self._recalled(wanted, store)
        open_questions = {each for each in wanted if each not in lookups or _is_local(lookups[each])}
        notes: tuple[str, ...] = ()

        def keep(answer: Lookup) -> None:
            """Remember each answer as it comes, so that no interruption loses it."""
            store.remember(" ".join(self._public), answer)
            lookups[answer.url, answer.at] = answer.without_passages()
            self.progress.step(answer.result, answer.url)

        if open_questions and self._public and not self.offline and self.config.archives.enabled:
            notes = loop.run(self._ask(documents, known, open_questions, keep))
        not_carried = compared.not_carried(documents, lookups, lambda answer: self._with_text(answer, store))
        captures = [urls.without_fragment(each.memento.memento_url) for each in lookups.values() if each.memento]
        not_shown = compared.not_shown(store.past.latest(dict.fromkeys(captures)))
        return Known(every, seen, lookups, replaced, not_carried, not_shown, notes)

    @property
    def _public(self) -> tuple[str, ...]:
        """The archives whose captures others can open, too."""
        return tuple(each for each in self.config.archives.services if not each.startswith(_LOCAL))

    def _recalled(self, wanted: Iterable[Request], store: Store) -> dict[Request, Lookup]:
        """Recall what archives have said before: all of them, or those whose captures others can open."""
        now = self.clock.now()
        recalled: dict[Request, Lookup] = {}
        for services in dict.fromkeys((self.config.archives.services, self._public)):
            for each in wanted:
                if each not in recalled or _is_local(recalled[each]):
                    answer = store.recall(" ".join(services), *each, now)
                    recalled |= {each: answer} if answer else {}
        return recalled

    def _with_text(self, answer: Lookup, store: Store) -> Lookup:
        """Give an answer with the sample of the capture's text, whichever of the archives' answers it was."""
        found = (store.texts(" ".join(each)).capture(answer) for each in (self.config.archives.services, self._public))
        return next((each for each in found if each.memento and each.memento.passages), answer)

    async def _ask(
        self, documents: tuple[Document, ...], known: Known, wanted: set[Request], keep: Callable[[Lookup], None]
    ) -> tuple[str, ...]:
        """Ask the archives, the neediest pages first, nothing that is nobody else's business; say what became of it."""
        config = replace(self.config, archives=replace(self.config.archives, services=self._public))
        clock = self.clock
        async with self.connect(config.web, Guard(config.web.allow_hosts)) as client:
            own = all(client.guard.names(urls.host(base)) for base in bases(config.archives))
            in_order = captures_wanted(documents, known.seen, client.guard, own_archives=own)
            inquiry = Inquiry(
                config,
                client,
                folder=self.courtesy,
                passages=many_wanted(documents) if config.content.enabled else None,
                now=clock.now,
                monotonic=clock.monotonic,
                sleep=clock.sleep,
            )
            asked = [each for each in in_order if each in wanted]
            self.progress.stage("looking into archives", len(asked))
            return inquiry.notes(await inquiry.look_up(asked, keep))


def _is_local(answer: Lookup) -> bool:
    """Tell whether the capture that was found is in a local collection."""
    return answer.memento is not None and not urls.is_web(answer.memento.memento_url)


def _page(reference: Reference) -> str:
    return urls.without_fragment(reference.url)


def _request(document: Document, reference: Reference) -> Request:
    return _page(reference), cited_when(document, reference).date


def _is_lost(seen: Observation | None) -> bool:
    """Tell whether the last look saw no page, or something else in its place."""
    return seen is not None and (seen.verdict in _LOST or bool(seen.trade))
