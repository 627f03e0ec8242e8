"""`linkaudit archive --local`: live pages written into a collection of one's own."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from linkaudit.archives.saving.saver import Saved
from linkaudit.cli import given
from linkaudit.cli.exits import Exit
from linkaudit.cli.remembering import ask_again
from linkaudit.cli.signals import terminable
from linkaudit.cli.watching import watching
from linkaudit.errors import UsageError
from linkaudit.models import Lookup, Memento, Result, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from linkaudit.archives.saving.kept import Kept
    from linkaudit.archives.saving.recording import Recording
    from linkaudit.config import Loaded
    from linkaudit.models import Observation
    from linkaudit.progress import Progress
    from linkaudit.settings import Config

PATIENCE = 300.0
"""Seconds for a page as a whole: those that are kept may be large."""
_PASSING = frozenset({"throttled", "maintenance"})
"""Reasons for which a page may be there another time."""


def keep(
    pages: Sequence[str], folder: Path, loaded: Loaded, show: Callable[[Saved], None], *, quiet: bool, verbose: bool
) -> Exit:
    """Look at pages and keep those that are there; show what came of each. Raises UsageError."""
    from linkaudit.web import loop  # noqa: PLC0415 - `--help` does without

    outcomes: list[Saved] = []

    def done(saved: Saved) -> None:
        outcomes.append(saved)
        show(saved)

    with terminable(), watching(quiet=quiet, verbose=verbose) as progress:
        try:
            loop.run(_keep(list(dict.fromkeys(pages)), folder, loaded.config, done, progress))
        except (KeyboardInterrupt, asyncio.CancelledError):
            given.say("interrupted: what is listed was kept")
            return Exit.TRY_LATER
        except ImportError as error:
            msg = "--local needs the extra `warc`: pip install 'linkaudit-cli[warc]'"
            raise UsageError(msg) from error
        except OSError as error:
            msg = f"cannot write into {folder}: {error.strerror or error}"
            raise UsageError(msg) from error
        finally:
            ask_again((each.lookup.url for each in outcomes if each.lookup.result is Result.FOUND), loaded)
    if any(saved.later for saved in outcomes):
        return Exit.TRY_LATER
    return Exit.OK if all(saved.lookup.result is Result.FOUND for saved in outcomes) else Exit.FINDINGS


async def _keep(
    pages: list[str], folder: Path, config: Config, done: Callable[[Saved], None], progress: Progress
) -> None:
    """Look at one page after the other: each may be large, and hosts are not to be hurried."""
    from linkaudit.archives.saving.kept import LARGEST, Kept  # noqa: PLC0415 - `--help` does without
    from linkaudit.archives.saving.recording import Recording  # noqa: PLC0415
    from linkaudit.citations.masking import masked  # noqa: PLC0415
    from linkaudit.web.client import open_client  # noqa: PLC0415
    from linkaudit.web.clock import SYSTEM  # noqa: PLC0415
    from linkaudit.web.guard import Guard  # noqa: PLC0415

    web = replace(config.web, max_body=LARGEST, total_timeout=max(config.web.total_timeout, PATIENCE))
    progress.stage("keeping pages", len(pages))
    with Kept(folder, SYSTEM.now()) as kept:
        async with open_client(web, Guard(web.allow_hosts)) as client:
            looking = _Looking(Recording(client, SYSTEM.now))
            for page in pages:
                saved = _kept(page, await looking.at(page), looking.recording, kept)
                done(saved)
                progress.step(saved.lookup.result, masked(page))


class _Looking:
    """Looks at pages one by one, with the usual time between two requests to a host."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self._asked: dict[str, float] = {}

    async def at(self, page: str) -> Observation | None:
        """Look at a page; None if the machine has no network."""
        from linkaudit.citations import urls  # noqa: PLC0415 - `--help` does without
        from linkaudit.web.checker import check  # noqa: PLC0415
        from linkaudit.web.clock import SYSTEM  # noqa: PLC0415
        from linkaudit.web.job import Extras  # noqa: PLC0415
        from linkaudit.web.manners import Manners  # noqa: PLC0415

        settings, host = self.recording.settings, urls.host(page)
        wait = self._asked.get(host, float("-inf")) + settings.interval - SYSTEM.monotonic()
        if wait > 0:
            await SYSTEM.sleep(wait)
        self.recording.exchanges.clear()
        seen: list[Observation] = []
        manners = Manners(settings, os.environ)
        same_site, extras = urls.same_host_site, Extras(sketches=False)
        await check((page,), seen.append, self.recording, same_site=same_site, manners=manners, extras=extras)
        self._asked[host] = SYSTEM.monotonic()
        return seen[0] if seen else None


def _kept(page: str, seen: Observation | None, recording: Recording, kept: Kept) -> Saved:
    """Keep a page if it was seen, else say why not."""
    from linkaudit.archives.saving.kept import unreadable  # noqa: PLC0415 - `--help` does without
    from linkaudit.web.clock import SYSTEM  # noqa: PLC0415

    if seen is None:
        return _not(page, "not-checked", "the machine has no network; nothing was kept", later=True)
    if not seen.verdict.is_there:
        words = f"{seen.verdict}, {seen.reason}: {seen.detail}; nothing was kept".replace(": ;", ";")
        undecided = seen.verdict is Verdict.UNKNOWN and bool(seen.asked)
        return _not(page, seen.reason, words, later=undecided or seen.reason in _PASSING)
    way = recording.way_to(seen)
    coding = unreadable(way[-1]) if way else ""
    if coding or not way:
        why = f"the server coded it as {coding}, which cannot be undone" if coding else "what was seen is not at hand"
        return _not(page, "undecodable" if coding else "incomplete", f"{why}; nothing was kept")
    last = way[-1]
    memento = Memento(page, kept.keep(way), last.when, last.answer.status, kept.path.name)
    words = "only its beginning was kept" if last.answer.truncated else ""
    return Saved(Lookup(page, None, Result.FOUND, "ok", SYSTEM.now(), memento, kept.path.name), words)


def _not(page: str, reason: str, words: str, *, later: bool = False) -> Saved:
    from linkaudit.web.clock import SYSTEM  # noqa: PLC0415 - `--help` does without

    return Saved(Lookup(page, None, Result.UNKNOWN, reason, SYSTEM.now()), words, later)
