"""`linkaudit archive --save`: having pages captured by an archive."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from linkaudit.cli import given
from linkaudit.cli.exits import Exit
from linkaudit.cli.remembering import remember
from linkaudit.cli.signals import terminable
from linkaudit.cli.watching import watching
from linkaudit.models import Lookup, Result

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from linkaudit.archives.saving.page_now import Keys
    from linkaudit.archives.saving.saver import Saved
    from linkaudit.config import Loaded
    from linkaudit.settings import Config


def save(
    pages: Sequence[str],
    loaded: Loaded,
    show: Callable[[Saved], None],
    *,
    within_days: int | None,
    quiet: bool,
    verbose: bool,
) -> Exit:
    """Have pages captured, show what came of each, and remember the captures. Raises UsageError."""
    from linkaudit.archives.saving.saver import objection  # noqa: PLC0415 - `--help` does without
    from linkaudit.archives.saving.service import keys_of, save_base  # noqa: PLC0415
    from linkaudit.citations import urls  # noqa: PLC0415
    from linkaudit.citations.masking import masked  # noqa: PLC0415
    from linkaudit.web import loop  # noqa: PLC0415
    from linkaudit.web.guard import Guard  # noqa: PLC0415

    config = loaded.config
    guard, base = Guard(config.web.allow_hosts), save_base(config.archives)
    keys = keys_of(config.archives, os.environ, base, guard)
    outcomes: list[Saved] = []
    with terminable(), watching(quiet=quiet, verbose=verbose) as progress:

        def done(saved: Saved) -> None:
            outcomes.append(saved)
            show(saved)
            progress.step(saved.lookup.result, masked(saved.lookup.url))

        if keys is None and not quiet:
            given.say(f"saving without an account, since {config.archives.access_key or 'the access key'} is not set")
        own = guard.names(urls.host(base))
        wanted = _allowed(pages, lambda url: objection(url, guard, own_archive=own), done)
        progress.stage("having pages captured", len(wanted))
        try:
            loop.run(_save(wanted, config, base, keys, within_days, done))
        except (KeyboardInterrupt, asyncio.CancelledError):
            given.say("interrupted: what is not listed may have been captured all the same")
            return Exit.TRY_LATER
        finally:
            remember([each.lookup for each in outcomes if each.lookup.result is Result.FOUND], loaded)
    if any(saved.later for saved in outcomes):
        return Exit.TRY_LATER
    return Exit.OK if all(saved.lookup.result is Result.FOUND for saved in outcomes) else Exit.FINDINGS


def _allowed(pages: Sequence[str], object_to: Callable[[str], str], done: Callable[[Saved], None]) -> list[str]:
    """Take out, and tell of, what must not be handed to an archive."""
    from linkaudit.archives.interface import Reason  # noqa: PLC0415 - `--help` does without
    from linkaudit.archives.lookup import now_utc  # noqa: PLC0415
    from linkaudit.archives.saving.saver import Saved  # noqa: PLC0415

    allowed = []
    for page in dict.fromkeys(pages):
        why = object_to(page)
        if why:
            done(Saved(Lookup(page, None, Result.UNKNOWN, Reason.NOT_ASKED, now_utc()), f"not handed over: {why}"))
        else:
            allowed.append(page)
    return allowed


async def _save(
    pages: list[str],
    config: Config,
    base: str,
    keys: Keys | None,
    within_days: int | None,
    done: Callable[[Saved], None],
) -> None:
    from msgspec.structs import replace  # noqa: PLC0415 - `--help` does without

    from linkaudit.archives.asking.courtesies import shared_folder  # noqa: PLC0415
    from linkaudit.archives.saving.saver import PATIENCE  # noqa: PLC0415
    from linkaudit.archives.saving.service import open_saver  # noqa: PLC0415
    from linkaudit.web.client import open_client  # noqa: PLC0415
    from linkaudit.web.guard import Guard  # noqa: PLC0415

    # Without an account the answer comes only when the capture is made.
    web = config.web if keys else replace(config.web, total_timeout=max(config.web.total_timeout, PATIENCE))
    async with open_client(web, Guard(web.allow_hosts)) as client:
        saver = open_saver(config.archives, client, base, keys, within_days=within_days, folder=shared_folder())
        await saver.save_all(pages, lambda saved: done(_without_keys(saved, keys)))


def _without_keys(saved: Saved, keys: Keys | None) -> Saved:
    """Hide the keys in what is shown, should the archive have repeated them."""
    from msgspec.structs import replace  # noqa: PLC0415 - `--help` does without

    if keys is None:
        return saved
    lookup = replace(saved.lookup, reason=keys.hidden_in(saved.lookup.reason))
    return replace(saved, lookup=lookup, words=keys.hidden_in(saved.words))
