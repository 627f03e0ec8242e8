"""A small CDX server that answers in the dialect of one or another, and plays back if it is told to."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal
from urllib.parse import parse_qs, unquote

from support.fake_archive import Held, key_of
from support.loopback import LoopbackServer, Reply, Request
from support.wayback_shapes import COLUMNS, distance, http_date

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

Dialect = Literal["wayback", "wayback text", "pywb", "cdxj", "outbackcdx", "outbackcdx text", "header", "nine"]
PYWB = {"original": "url", "mimetype": "mime", "statuscode": "status"}
PLAYBACK = re.compile(r"^/(?:web/)?(\d{14})(?:id_)?/(.+)$")


@dataclass(slots=True)
class Habits:
    """What the server knows of its parameters."""

    dialect: Dialect = "wayback"
    closest: bool = True
    """Whether it knows `closest`."""
    strict: bool = False
    """Whether it refuses what it does not know rather than ignore it."""
    bounds: bool = True
    """Whether it knows `from` and `to`."""
    limit: bool = True
    """Whether it knows `limit`."""
    backward: bool = False
    """Whether it lists the latest first."""
    plays: bool = False
    """Whether captures are played back."""
    nothing: Reply | None = None
    """What it says where it has nothing, if not an empty listing."""


class FakeIndex(LoopbackServer):
    """Has its index at `endpoint` only."""

    def __init__(self, endpoint: str, captures: Mapping[str, Iterable[Held]], habits: Habits | None = None) -> None:
        super().__init__()
        self.endpoint = endpoint
        self.held = {key_of(url): sorted(each, key=lambda one: one.stamp) for url, each in captures.items()}
        self.habits = habits or Habits()
        self.odd_rows: Sequence[str] = ()
        """Rows that go into every listing as they are."""

    def answer(self, request: Request) -> Reply:
        path, _, query = request.target.partition("?")
        if path == self.endpoint:
            return self._index({name: values[0] for name, values in parse_qs(query).items()})
        place = PLAYBACK.match(request.target)
        return self._play(place[1], unquote(place[2])) if place and self.habits.plays else Reply(404, (), b"<html>no")

    def _index(self, query: dict[str, str]) -> Reply:
        habits = self.habits
        if habits.strict and not habits.closest and "closest" in query:
            return Reply(400, (), b'{"message": "unknown parameter closest"}')
        held = self.held.get(key_of(query["url"]), [])
        if habits.bounds:
            first, last = query.get("from", "0"), query.get("to", "9")
            held = [each for each in held if first <= each.stamp <= last]
        if not held and habits.nothing and not self.odd_rows:
            return habits.nothing
        if habits.closest and query.get("sort") == "closest":
            held = sorted(held, key=lambda each: distance(each.stamp, query["closest"]))
        elif habits.backward:
            held = held[::-1]
        rows = [*self.odd_rows, *(each.row(query["url"]) for each in held)]
        return self._written(rows[: int(query["limit"])] if habits.limit and "limit" in query else rows)

    def _written(self, rows: Sequence[str]) -> Reply:
        dialect = self.habits.dialect
        table = [row.split(" ") for row in rows]
        if dialect == "wayback":
            return _json([list(COLUMNS), *table] if table else [])
        if dialect == "outbackcdx":
            return _json([[*row[:6], "-", "-", int(row[6]), 0, "a.warc.gz"] for row in table])
        if dialect in ("pywb", "cdxj"):
            return _text([_pywb(row, key=dialect == "cdxj") for row in table])
        if dialect == "header":
            return _text([" CDX N b a m s k r M S V g", *(_wide(row) for row in table)])
        if dialect == "nine":
            return _text([" ".join([*row[:6], "-", "0", "a.warc.gz"]) for row in table])
        return _text([_wide(row) for row in table] if dialect == "outbackcdx text" else rows)

    def _play(self, stamp: str, url: str) -> Reply:
        found = [each for each in self.held.get(key_of(url), ()) if each.stamp == stamp]
        if not found:
            return Reply(404, (), b"<html>not in the archive")
        headers = (("Memento-Datetime", http_date(stamp)), ("Content-Type", "text/html"))
        return Reply(found[0].status, headers, found[0].body.encode())


def _pywb(row: Sequence[str], *, key: bool) -> str:
    fields = {PYWB.get(name, name): value for name, value in zip(COLUMNS, row, strict=True) if value != "-"}
    if not key:
        return json.dumps(fields)
    del fields["urlkey"], fields["timestamp"]
    return f"{row[0]} {row[1]} {json.dumps(fields)}"


def _wide(row: Sequence[str]) -> str:
    return " ".join([*row[:6], "-", "-", row[6], "0", "a.warc.gz"])


def _json(value: object) -> Reply:
    return Reply(200, (("Content-Type", "application/json"),), json.dumps(value).encode())


def _text(lines: Sequence[str]) -> Reply:
    return Reply(200, (("Content-Type", "text/plain"),), "".join(f"{line}\n" for line in lines).encode())
