"""The state: one SQLite file that remembers every look and every answer as it lands.

Each row is written at once, so that a run that is killed loses nothing it was told, and the next one goes on there.
One process writes; another that wants the same file is told so.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from linkaudit.errors import BusyError, StateError
from linkaudit.models import Hop, Lookup, Memento, Observation, PartialDate, Result, Verdict

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

IN_MEMORY = ":memory:"
# Answers of archives are kept as long as they are likely to hold: what was captured stays, what is missing may come.
# What could not be told is never kept.
KEPT = {Result.FOUND: timedelta(days=30), Result.ABSENT: timedelta(days=7)}
# Each entry takes a state file from the version of its index to the next.
_MIGRATIONS = (
    """
    CREATE TABLE runs (
        id TEXT PRIMARY KEY, key TEXT NOT NULL, command TEXT NOT NULL, as_of TEXT NOT NULL, started_at TEXT NOT NULL,
        finished_at TEXT, outcome TEXT
    ) STRICT;
    CREATE TABLE observations (
        id INTEGER PRIMARY KEY, run TEXT NOT NULL REFERENCES runs, url TEXT NOT NULL, checked_at TEXT NOT NULL,
        verdict TEXT NOT NULL, reason TEXT NOT NULL, status INTEGER, final_url TEXT NOT NULL, hops TEXT NOT NULL,
        elapsed_ms INTEGER NOT NULL, attempts INTEGER NOT NULL, detail TEXT NOT NULL, title TEXT NOT NULL,
        etag TEXT NOT NULL, last_modified TEXT NOT NULL, digest TEXT NOT NULL
    ) STRICT;
    CREATE INDEX observations_by_url ON observations (url, checked_at);
    CREATE INDEX observations_by_run ON observations (run);
    CREATE TABLE lookups (
        services TEXT NOT NULL, url TEXT NOT NULL, at TEXT NOT NULL, result TEXT NOT NULL, reason TEXT NOT NULL,
        looked_up_at TEXT NOT NULL, archive TEXT NOT NULL, memento_url TEXT, original TEXT, captured_at TEXT,
        status INTEGER, digest TEXT, PRIMARY KEY (services, url, at)
    ) STRICT, WITHOUT ROWID;
    """,
)
_OBSERVATION = (
    "url, checked_at, verdict, reason, status, final_url, hops, elapsed_ms, attempts, detail, title, "
    "etag, last_modified, digest"
)
_LOOKUP = "services, url, at, result, reason, looked_up_at, archive, memento_url, original, captured_at, status, digest"


class Recorded(Struct, frozen=True):
    """A run in the state: its name, and whether it goes on from where an earlier one was cut off."""

    id: str
    started_at: datetime
    resumed: bool


class Store:
    """The state file, open for one run."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Use an open connection; `open_store` makes one."""
        self._connection = connection

    def begin(self, key: str, command: str, as_of: str, now: datetime, resume_within: timedelta) -> Recorded:
        """Begin a run, or go on with the last one of the same key that was cut off less than `resume_within` ago.

        The key stands for what is audited and how: only the same work can be gone on with. Within no time at all,
        nothing is: two runs may begin in the same second.
        """
        row = self._connection.execute(
            "SELECT id, started_at FROM runs WHERE key = ? AND finished_at IS NULL "
            "ORDER BY started_at DESC, id DESC LIMIT 1",
            (key,),
        ).fetchone()
        if row and resume_within and now - datetime.fromisoformat(row[1]) < resume_within:
            return Recorded(row[0], datetime.fromisoformat(row[1]), resumed=True)
        name = self._free_name(now)
        self._connection.execute(
            "INSERT INTO runs (id, key, command, as_of, started_at) VALUES (?, ?, ?, ?, ?)",
            (name, key, command, as_of, now.isoformat()),
        )
        return Recorded(name, now, resumed=False)

    def finish(self, run: str, outcome: str, now: datetime) -> None:
        """Note that a run came to its end. A run that was interrupted is not finished, so that it can go on."""
        self._connection.execute(
            "UPDATE runs SET finished_at = ?, outcome = ? WHERE id = ?", (now.isoformat(), outcome, run)
        )

    def observe(self, run: str, seen: Observation) -> None:
        """Keep an observation."""
        hops = json.dumps([[hop.url, hop.status] for hop in seen.hops], ensure_ascii=False)
        self._connection.execute(
            f"INSERT INTO observations (run, {_OBSERVATION}) VALUES ({', '.join('?' * 15)})",  # noqa: S608 - own names
            (
                run,
                seen.url,
                seen.checked_at.isoformat(),
                seen.verdict,
                seen.reason,
                seen.status,
                seen.final_url,
                hops,
                seen.elapsed_ms,
                seen.attempts,
                seen.detail,
                seen.title,
                seen.etag,
                seen.last_modified,
                seen.digest,
            ),
        )

    def observations(self, run: str) -> dict[str, Observation]:
        """Give what a run has seen so far, by URL."""
        rows = self._connection.execute(f"SELECT {_OBSERVATION} FROM observations WHERE run = ? ORDER BY id", (run,))  # noqa: S608
        return {row[0]: _observation(row) for row in rows}

    def remember(self, services: str, answer: Lookup) -> None:
        """Keep the answer of the archives, unless they could not tell."""
        if answer.result not in KEPT:
            return
        found = answer.memento
        self._connection.execute(
            f"INSERT OR REPLACE INTO lookups ({_LOOKUP}) VALUES ({', '.join('?' * 12)})",  # noqa: S608 - own names
            (
                services,
                answer.url,
                str(answer.at or ""),
                answer.result,
                answer.reason,
                answer.looked_up_at.isoformat(),
                answer.archive,
                *(
                    (found.memento_url, found.original, found.captured_at.isoformat(), found.status, found.digest)
                    if found
                    else (None,) * 5
                ),
            ),
        )

    def recall(self, services: str, url: str, at: PartialDate | None, now: datetime) -> Lookup | None:
        """Give the answer that the archives gave before, if it still holds."""
        row = self._connection.execute(
            f"SELECT {_LOOKUP} FROM lookups WHERE services = ? AND url = ? AND at = ?",  # noqa: S608 - own names
            (services, url, str(at or "")),
        ).fetchone()
        answer = _lookup(row, at) if row else None
        return answer if answer and now - answer.looked_up_at <= KEPT[answer.result] else None

    def _free_name(self, now: datetime) -> str:
        """Name a run after the moment at which it begins; a number tells apart those of one second."""
        base = now.strftime("%Y%m%dT%H%M%SZ")
        taken = {row[0] for row in self._connection.execute("SELECT id FROM runs WHERE id LIKE ?", (f"{base}%",))}
        return next(
            name
            for number in range(1, len(taken) + 2)
            if (name := base if number == 1 else f"{base}-{number}") not in taken
        )


@contextmanager
def open_store(path: str, *, wait: float = 0.0) -> Iterator[Store]:
    """Open the state at `path` (`:memory:` for one that forgets) for the time of a run.

    Raises BusyError if another run holds it for more than `wait` seconds, StateError if it cannot be read or written.
    """
    if path == IN_MEMORY:
        with _connected(path) as store:
            yield store
        return
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only where there is a file

    try:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(f"{path}.lock")
        lock.acquire(timeout=wait)
    except Timeout as error:
        msg = f"another run is using the state {path}; try again later"
        raise BusyError(msg) from error
    except OSError as error:
        msg = f"the state {path} cannot be written: {error.strerror or error}"
        raise StateError(msg) from error
    try:
        with _connected(path) as store:
            yield store
    finally:
        lock.release()


@contextmanager
def _connected(path: str) -> Iterator[Store]:
    try:
        # Each statement is its own transaction: what was seen is kept whatever happens next.
        connection = sqlite3.connect(path, isolation_level=None)
        try:
            version = _version(connection, path)
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            _migrate(connection, version)
            yield Store(connection)
            connection.execute("PRAGMA optimize")
        finally:
            connection.close()
    except sqlite3.Error as error:
        msg = f"the state {path} cannot be used: {error}"
        raise StateError(msg) from error


def _version(connection: sqlite3.Connection, path: str) -> int:
    """Read the version of a state; 0 for a file that is new. Raises StateError for one that is not ours to change."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if version > len(_MIGRATIONS) and "runs" in tables:
        msg = f"the state {path} was written by a newer version of linkaudit"
        raise StateError(msg)
    if tables if version == 0 else "runs" not in tables:
        msg = f"the state {path} cannot be used: it is the database of another program"
        raise StateError(msg)
    return int(version)


def _migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring an older state up to date."""
    for number, script in enumerate(_MIGRATIONS[version:], start=version + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")


def default_path(root: Path) -> str:
    """Give the place of the state of a collection: in the user's state folder, one file for each root."""
    from platformdirs import user_state_path  # noqa: PLC0415 - only where nothing is configured

    digest = hashlib.sha256(os.fsencode(root.resolve())).hexdigest()[:8]
    return str(user_state_path("linkaudit") / f"{root.resolve().name or 'root'}-{digest}.sqlite3")


def _observation(row: Sequence[str | int | None]) -> Observation:
    (
        url,
        checked_at,
        verdict,
        reason,
        status,
        final_url,
        hops,
        elapsed,
        attempts,
        detail,
        title,
        etag,
        modified,
        digest,
    ) = row
    return Observation(
        url=str(url),
        checked_at=datetime.fromisoformat(str(checked_at)),
        verdict=Verdict(str(verdict)),
        reason=str(reason),
        status=int(status) if status is not None else None,
        final_url=str(final_url),
        hops=tuple(Hop(hop[0], hop[1]) for hop in json.loads(str(hops))),
        elapsed_ms=int(elapsed or 0),
        attempts=int(attempts or 1),
        detail=str(detail),
        title=str(title),
        etag=str(etag),
        last_modified=str(modified),
        digest=str(digest),
    )


def _lookup(row: Sequence[str | int | None], at: PartialDate | None) -> Lookup:
    _, url, _, result, reason, looked_up_at, archive, memento_url, original, captured_at, status, digest = row
    found = None
    if memento_url is not None:
        found = Memento(
            original=str(original),
            memento_url=str(memento_url),
            captured_at=datetime.fromisoformat(str(captured_at)),
            status=int(status) if status is not None else None,
            archive=str(archive),
            digest=str(digest or ""),
        )
    return Lookup(
        str(url), at, Result(str(result)), str(reason), datetime.fromisoformat(str(looked_up_at)), found, str(archive)
    )
