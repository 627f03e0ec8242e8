"""What the test archives share: the Wayback Machine's URL shapes and headers, taken apart and put together."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

PLAYBACK = re.compile(r"^/web/(\d{1,14})([a-z]{2}_)?/(.+)$")
CDX = "/cdx/search/cdx"
AVAILABLE = "/wayback/available"
COLUMNS = ("urlkey", "timestamp", "original", "mimetype", "statuscode", "digest", "length")


def moment(stamp: str) -> datetime:
    return datetime.strptime(stamp, "%Y%m%d%H%M%S").replace(tzinfo=UTC)


def http_date(stamp: str) -> str:
    return format_datetime(moment(stamp), usegmt=True)


def distance(stamp: str, other: str) -> float:
    return abs((moment(stamp) - moment(other)).total_seconds())


def memento_links(base: str, url: str, stamps: Sequence[str], current: str) -> str:
    """Write the Link header of a capture as the Wayback Machine does: its neighbours, and both ends."""
    ordered = sorted(stamps)
    at = ordered.index(current)
    places = [("first", 0), ("prev", at - 1), ("", at), ("next", at + 1), ("last", len(ordered) - 1)]
    links = [f'<{url}>; rel="original"', f'<{base}/web/{url}>; rel="timegate"']
    for relation, place in places:
        if 0 <= place < len(ordered):
            stamp = ordered[place]
            rel = f"{relation} memento".strip()
            links.append(f'<{base}/web/{stamp}/{url}>; rel="{rel}"; datetime="{http_date(stamp)}"')
    return ", ".join(links)


def as_json(rows: Sequence[str]) -> bytes:
    """Write CDX rows as the Wayback Machine's `output=json` does: an array of arrays, the first of them the names."""
    table = [list(COLUMNS), *(row.split(" ") for row in rows)] if rows else []
    return json.dumps(table).encode()


def availability(url: str, stamp: str, status: str, base: str) -> bytes:
    """Write the answer of `/wayback/available`; an empty stamp means that there is nothing."""
    closest = {"status": status, "available": True, "url": f"{base}/web/{stamp}/{url}", "timestamp": stamp}
    return json.dumps({"url": url, "archived_snapshots": {"closest": closest} if stamp else {}}).encode()


def passes(row: str, rule: str) -> bool:
    """Apply a CDX filter: `!` turns it round, and the expression must match the whole field."""
    name, _, expression = rule.removeprefix("!").partition(":")
    return (re.fullmatch(expression, row.split(" ")[COLUMNS.index(name)]) is not None) is not rule.startswith("!")
