"""Look-ups in local collections."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from linkaudit.archives.local import Local, open_local
from linkaudit.archives.search import Searched

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from linkaudit.archives.lookup import Request
    from linkaudit.models import Lookup

NOW = datetime(2026, 11, 22, tzinfo=UTC)


def look_up(collection: Path | Local, requests: Sequence[Request]) -> list[Lookup]:
    """Ask a collection; without any other archive."""
    local = collection if isinstance(collection, Local) else open_local(str(collection))

    async def run() -> list[Lookup]:
        searched = Searched(local, lambda: NOW)
        return [await searched.closest(url, when) for url, when in requests]

    return asyncio.run(run())


def outcome(lookup: Lookup) -> str:
    """Give the moment of the capture, or why there is none."""
    return f"{lookup.memento.captured_at:%Y%m%d%H%M%S}" if lookup.memento else lookup.reason
