"""`linkaudit archive`: captures looked up, remembered as audits do, told in the order in which they were wanted."""

from __future__ import annotations

import asyncio
from contextlib import ExitStack, contextmanager
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.archives.asking.courtesies import shared_folder
from linkaudit.archives.inquiry import Inquiry
from linkaudit.archives.interface import Reason
from linkaudit.archives.lookup import now_utc
from linkaudit.archives.services import bases
from linkaudit.citations import urls
from linkaudit.cli import given
from linkaudit.cli.exits import Exit
from linkaudit.content.passages import MANY
from linkaudit.errors import BusyError, StateError
from linkaudit.history.store import IN_MEMORY, open_store
from linkaudit.models import Lookup, Result
from linkaudit.web import loop
from linkaudit.web.client import open_client
from linkaudit.web.guard import Guard
from linkaudit.web.target import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from linkaudit.archives.lookup import Request
    from linkaudit.cli.asked import Asked
    from linkaudit.config import Loaded
    from linkaudit.history.store import Store
    from linkaudit.settings import Config

    Show = Callable[[Asked, Lookup], None]

# What no other time can answer: archives do not keep such addresses, or there is no such date.
_FOR_GOOD = (Reason.NOT_ASKED, Reason.IMPOSSIBLE_DATE)


def find(wanted: Sequence[Asked], loaded: Loaded, show: Show, *, fresh: bool, quiet: bool) -> Exit:
    """Look up captures and show the answers in the order of what is wanted, each as soon as all before it are there.

    What earlier runs have learned is not asked again, unless it is to be `fresh`.
    """
    config = loaded.config
    tell: Callable[[str], None] = (lambda _: None) if quiet else given.say
    answers = _InOrder(wanted, show)
    with _state(loaded, tell) as store:
        services = " ".join(config.archives.services)
        open_ones: list[Request] = []
        for request in answers.requests:
            known = None if fresh else store.recall(services, *request, now_utc())
            if known:
                answers.take(request, known)
            else:
                open_ones.append(request)

        def keep(answer: Lookup) -> None:
            store.remember(services, answer)
            answers.take((answer.url, answer.at), answer)

        try:
            notes = loop.run(_ask(open_ones, keep, config, tell)) if open_ones else ()
        except (KeyboardInterrupt, asyncio.CancelledError):
            answers.end()
            given.say("interrupted: what was answered is listed; run again to go on")
            return Exit.TRY_LATER
    if not quiet:
        given.say_all(notes)
    return _exit(answers, config)


class _InOrder:
    """Answers on their way to be shown."""

    def __init__(self, wanted: Sequence[Asked], show: Show) -> None:
        self.wrong = 0
        """How many were given that are no URL, or have a date that no calendar has."""
        self.outcomes: set[tuple[Result, str]] = set()
        self._wanted = wanted
        self._show = show
        self._answers: dict[int, Lookup] = {}
        self._places: dict[Request, list[int]] = {}
        self._next = 0
        for place, each in enumerate(wanted):
            is_url = parse(each.url) is not None
            if is_url and not each.impossible:
                self._places.setdefault((urls.without_fragment(each.url), each.when), []).append(place)
            else:
                self.wrong += 1
                reason = Reason.IMPOSSIBLE_DATE if is_url else Reason.NOT_ASKED
                self._answers[place] = Lookup(each.url, each.when, Result.UNKNOWN, reason, now_utc())
        self._go_on()

    @property
    def requests(self) -> list[Request]:
        """What archives can be asked for, each thing once, as audits ask for it."""
        return list(self._places)

    def take(self, request: Request, answer: Lookup) -> None:
        """Take an answer for all who asked for it."""
        for place in self._places[request]:
            self._answers[place] = replace(answer.without_passages(), url=self._wanted[place].url)
        self._go_on()

    def end(self) -> None:
        """Show what is there, although answers before it are missing."""
        for place in sorted(self._answers):
            self._tell(place)

    def _go_on(self) -> None:
        while self._next in self._answers:
            self._tell(self._next)
            self._next += 1

    def _tell(self, place: int) -> None:
        answer = self._answers.pop(place)
        self.outcomes.add((answer.result, answer.reason))
        self._show(self._wanted[place], answer)


@contextmanager
def _state(loaded: Loaded, tell: Callable[[str], None]) -> Iterator[Store]:
    """Open the state. A look-up does without where it cannot be had, or where only collections of one's own are asked.

    These are asked anew each time: it costs nothing, and they change when their owner likes.
    """
    state = given.state_of(loaded) if bases(loaded.config.archives) else IN_MEMORY
    with ExitStack() as held:
        try:
            store = held.enter_context(open_store(state))
        except (BusyError, StateError) as error:
            why = f"another run is using the state {state}" if isinstance(error, BusyError) else str(error)
            tell(f"{why}; archives are asked all the same, and nothing is remembered")
            store = held.enter_context(open_store(IN_MEMORY))
        yield store


async def _ask(
    wanted: list[Request], keep: Callable[[Lookup], None], config: Config, tell: Callable[[str], None]
) -> tuple[str, ...]:
    """Ask the archives, and say what became of the asking as far as it was not as usual.

    Texts are sampled as finely as any audit may want them: it is spared the asking.
    """
    sampled = dict.fromkeys((url for url, _ in wanted), MANY) if config.content.enabled else None
    async with open_client(config.web, Guard(config.web.allow_hosts)) as client:
        inquiry = Inquiry(config, client, folder=shared_folder(), passages=sampled, tell=tell)
        return inquiry.notes(await inquiry.look_up(wanted, keep))


def _exit(answers: _InOrder, config: Config) -> Exit:
    """Decide how it ends, and say what of the input was no use."""
    if not (config.archives.enabled and config.archives.services):
        given.say("no archive is asked: see the settings `archives.enabled` and `archives.services`")
        return Exit.ERROR
    if any(result is Result.UNKNOWN and reason not in _FOR_GOOD for result, reason in answers.outcomes):
        return Exit.TRY_LATER
    if answers.wrong:
        were = "line or URL was" if answers.wrong == 1 else "lines or URLs were"
        given.say(f"{answers.wrong} {were} of no use: no URL, or a date that no calendar has")
        return Exit.ERROR
    return Exit.OK if all(result is Result.FOUND for result, _ in answers.outcomes) else Exit.FINDINGS
