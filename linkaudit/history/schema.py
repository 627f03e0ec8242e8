"""The tables of the state, and how an older file is brought up to date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from linkaudit.errors import StateError

if TYPE_CHECKING:
    import sqlite3

# Each entry takes a state file from the version of its index to the next.
MIGRATIONS = (
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
    """
    ALTER TABLE observations ADD COLUMN cause TEXT NOT NULL DEFAULT '';
    ALTER TABLE observations ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE observations ADD COLUMN sketch TEXT NOT NULL DEFAULT '';
    ALTER TABLE observations ADD COLUMN fragments TEXT NOT NULL DEFAULT '{}';
    CREATE TABLE told (
        key TEXT NOT NULL, fingerprint TEXT NOT NULL, substance TEXT NOT NULL, PRIMARY KEY (key, fingerprint)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE tellers (key TEXT PRIMARY KEY, run TEXT NOT NULL REFERENCES runs) STRICT, WITHOUT ROWID;
    """,
    """
    ALTER TABLE observations ADD COLUMN captured_at TEXT;
    ALTER TABLE observations ADD COLUMN passages TEXT NOT NULL DEFAULT '';
    ALTER TABLE observations ADD COLUMN trade TEXT NOT NULL DEFAULT '';
    ALTER TABLE lookups ADD COLUMN title TEXT NOT NULL DEFAULT '';
    ALTER TABLE lookups ADD COLUMN words INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE lookups ADD COLUMN passages TEXT NOT NULL DEFAULT '';
    -- Captures whose text was not read cannot be compared: they are looked up again, rather than not for a month.
    DELETE FROM lookups WHERE result = 'found';
    """,
)


def version_of(connection: sqlite3.Connection, path: str) -> int:
    """Read the version of a state; 0 for a file that is new. Raises StateError for one that is not ours to change."""
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    tables = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
    if version > len(MIGRATIONS) and "runs" in tables:
        msg = f"the state {path} was written by a newer version of linkaudit"
        raise StateError(msg)
    if tables if version == 0 else "runs" not in tables:
        msg = f"the state {path} cannot be used: it is the database of another program"
        raise StateError(msg)
    return int(version)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring an older state up to date."""
    for number, script in enumerate(MIGRATIONS[version:], start=version + 1):
        connection.executescript(f"BEGIN; {script} PRAGMA user_version = {number}; COMMIT;")
