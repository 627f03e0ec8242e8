"""What commands that make captures note in the state, so that no audit takes these pages for unarchived."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from linkaudit.cli import given
from linkaudit.errors import BusyError, StateError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from linkaudit.config import Loaded
    from linkaudit.models import Lookup

_BUSY = 10.0
"""Seconds to wait for another run that holds the state."""


def remember(captures: Sequence[Lookup], loaded: Loaded) -> None:
    """Note captures that were made in an archive."""
    if not captures:
        return
    from msgspec.structs import replace  # noqa: PLC0415 - `--help` does without

    from linkaudit.citations import urls  # noqa: PLC0415
    from linkaudit.history.store import open_store  # noqa: PLC0415

    services = " ".join(loaded.config.archives.services)
    try:
        with open_store(given.state_of(loaded), wait=_BUSY) as store:
            for capture in captures:
                store.remember_capture(services, replace(capture, url=urls.without_fragment(capture.url)))
    except (BusyError, StateError) as error:
        given.say(f"the captures are made, and not noted in the state: {error}")


def ask_again(pages: Iterable[str], loaded: Loaded) -> None:
    """Let archives be asked anew for pages that were kept: a collection of one's own may be one of them."""
    pages, state = tuple(pages), given.state_of(loaded)
    if not pages or not Path(state).exists():
        return
    from linkaudit.citations import urls  # noqa: PLC0415 - `--help` does without
    from linkaudit.history.store import open_store  # noqa: PLC0415

    try:
        with open_store(state, wait=_BUSY) as store:
            for page in pages:
                store.forget_absent(urls.without_fragment(page))
    except (BusyError, StateError) as error:
        given.say(f"the pages are kept, and not noted in the state: {error}")
