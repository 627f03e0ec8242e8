"""The archive that saves pages: the first of the settings that can, opened with an account or without."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from linkaudit.archives.asking.asker import Asker
from linkaudit.archives.asking.courtesies import Courtesies
from linkaudit.archives.lookup import now_utc
from linkaudit.archives.remote.wayback import Wayback
from linkaudit.archives.saving.keyless import Keyless
from linkaudit.archives.saving.page_now import keys_from
from linkaudit.archives.saving.saver import PATIENCE, Saver
from linkaudit.archives.saving.with_keys import WithKeys
from linkaudit.archives.services import services
from linkaudit.citations.masking import masked
from linkaudit.errors import UsageError
from linkaudit.web.guard import is_localhost, literal_address
from linkaudit.web.target import parse

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Mapping
    from datetime import datetime
    from pathlib import Path

    from linkaudit.archives.interface import Client
    from linkaudit.archives.saving.page_now import Keys
    from linkaudit.archives.saving.saver import Way
    from linkaudit.settings import Archives
    from linkaudit.web.guard import Guard

WAYBACK = "wayback"


def save_base(settings: Archives) -> str:
    """Give the address of the archive that saves. Raises UsageError if the settings name none."""
    if not settings.enabled:
        msg = "archives are switched off (`archives.enabled`)"
        raise UsageError(msg)
    base = next((service.place for service in services(settings) if service.kind == WAYBACK), "")
    if not base:
        msg = "none of the archives in `archives.services` saves pages; name `wayback`, or `wayback+URL`"
        raise UsageError(msg)
    return base


def keys_of(settings: Archives, environ: Mapping[str, str], base: str, guard: Guard) -> Keys | None:
    """Take the keys out of the environment; None if there are none.

    They go over TLS, or to a server of this machine that is allowed, and nowhere else. Raises UsageError if they
    could not, and if one of the two is missing.
    """
    names = (settings.access_key, settings.secret_key)
    keys = keys_from(environ, *names)
    if keys is None:
        there = [name for name in names if environ.get(name, "").strip()]
        if there:
            missing = next(name for name in names if name not in there)
            msg = f"{there[0]} is set and {missing or 'a name for the secret key'} is not: it takes both keys to save"
            raise UsageError(msg)
        return None
    target = parse(base)
    if target is None or not (target.scheme == "https" or (_is_here(target.host) and guard.names(target.host))):
        msg = f"the keys are sent over TLS only, and {masked(base)} is without"
        raise UsageError(msg)
    return keys


def open_saver(
    settings: Archives,
    client: Client,
    base: str,
    keys: Keys | None,
    *,
    within_days: int | None = None,
    folder: Path | None = None,
    clock: Callable[[], datetime] = now_utc,
    monotonic: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
) -> Saver:
    """Open the archive at `base` for saving; `folder` is where the runs of a user tell each other of archives."""
    courtesies = Courtesies(settings, folder=folder, clock=monotonic, sleep=sleep)
    asker = Asker(client, courtesies.of, clock, timeout=settings.timeout)
    way: Way
    if keys:
        way = WithKeys(base, keys, asker, within_days=within_days, monotonic=monotonic, sleep=sleep)
    else:
        way = Keyless(base, Asker(client, courtesies.of, clock, timeout=max(settings.timeout, PATIENCE)))
    return Saver(way, Wayback(base, asker), clock, within_days=within_days, sleep=sleep)


def _is_here(host: str) -> bool:
    """Tell whether a host is this machine."""
    literal = literal_address(host)
    return is_localhost(host) if literal is None else literal.is_loopback
